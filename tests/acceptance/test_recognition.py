"""Real reports through LibreOffice, PDFium and tesseract: what is printed is read, what is scanned is recognised."""

import io
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from examples.layout import lay_out_examples
from tonghop.reading.docx import reader as docx
from tonghop.reading.limits import Limits
from tonghop.reading.ocr import find_tesseract, recognise
from tonghop.reading.pdf import count_pages, read, render_page
from tonghop.reading.raw import RawBlock

pytestmark = pytest.mark.acceptance

LEAST_TEXT, LEAST_RECOGNISED = 0.995, 0.95


def count_words(blocks: Iterable[RawBlock]) -> Counter[str]:
    return Counter(word for block in blocks for word in re.findall(r"\w+", f"{block.label} {block.text}"))


def find_recall(expected: Counter[str], found: Counter[str]) -> float:
    return 1 - (expected - found).total() / expected.total()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The examples' reports, each with its .pdf beside it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return []
    directory = tmp_path_factory.mktemp("reports")
    folder = lay_out_examples(directory / "sources").folder
    found = [path for path in sorted(folder.rglob("*.docx")) if not path.name.startswith("~$")]
    copies = [Path(shutil.copy(path, directory / f"report{n}.docx")) for n, path in enumerate(found)]
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(directory), *map(str, copies)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [path for path in copies if path.with_suffix(".pdf").exists()]


def test_a_printed_report_gives_the_same_words_and_rows_as_its_word_file(
    reports: list[Path], lack: Callable[[str], None]
) -> None:
    if not reports:
        lack("LibreOffice")
    for path in reports:
        word = docx.read(path.read_bytes(), Limits()).blocks
        printed = read(path.with_suffix(".pdf").read_bytes(), Limits()).blocks
        assert find_recall(count_words(word), count_words(printed)) >= LEAST_TEXT
        wide = [{text for _, text in block.cells if text} for block in word if len(block.cells) > 2]
        assert wide == [{text for _, text in block.cells if text} for block in printed if len(block.cells) > 2]
        paragraphs = [f"{block.label} {block.text}".strip() for block in word if not block.cells]
        assert paragraphs == [block.text for block in printed if not block.cells]


def add_noise(picture: bytes) -> bytes:
    """Specks as a scanner's glass leaves them; the same ones every time."""
    chance = random.Random(7)
    header, pixels = picture[:15], bytearray(picture[15:])
    for _ in range(4000):
        pixels[chance.randrange(len(pixels))] = chance.randrange(256)
    return header + bytes(pixels)


def lean(picture: bytes, share: float) -> bytes:
    """The page laid on the glass a little askew: each row moved sideways, each column down."""
    width, height = map(int, picture.split(b"\n", 2)[1].split())
    pixels = picture[-width * height :]
    out = io.BytesIO()
    for y in range(height):
        shift = int(y * share)
        row = bytearray()
        for left in range(0, width, 64):
            source = y - int(left * share)
            start = max(source, 0) * width + left
            row += pixels[start : start + min(64, width - left)] if source >= 0 else b"\xff" * min(64, width - left)
        out.write((bytes(row[shift:]) + b"\xff" * shift)[:width])
    return b"P5\n%d %d\n255\n" % (width, height) + out.getvalue()


def test_a_scan_that_lies_askew_is_recognised_with_its_table(reports: list[Path], lack: Callable[[str], None]) -> None:
    if not reports:
        lack("LibreOffice")
    if find_tesseract() is None:
        lack("tesseract with Vietnamese")
    printed = [path.with_suffix(".pdf").read_bytes() for path in reports]
    data = next(data for data in printed if any(len(block.cells) > 4 for block in read(data, Limits()).blocks))
    pages = (lean(add_noise(render_page(data, index, Limits())), 0.0087) for index in range(min(count_pages(data), 2)))
    reading = recognise(pages, Limits())
    expected = [block for block in read(data, Limits()).blocks if not block.locator.startswith("page3/")]
    assert find_recall(count_words(expected), count_words(reading.blocks)) >= LEAST_RECOGNISED
    assert [finding.key for finding in reading.findings] == ["ocr"]
    assert reading.findings[0].values["confidence"] > 85
    assert all(block.confidence is not None and 0 < block.confidence <= 1 for block in reading.blocks)
    # the letterhead and the table's rows on page 1; the row that the page's end cuts may come out as two
    rows = [len(block.cells) for block in reading.blocks if block.cells]
    assert rows[:8] == [len(block.cells) for block in expected if block.cells][:8]


def test_a_page_on_its_side_and_an_empty_one_are_told_apart(reports: list[Path], lack: Callable[[str], None]) -> None:
    if not reports:
        lack("LibreOffice")
    if find_tesseract() is None:
        lack("tesseract with Vietnamese")
    data = min((path.with_suffix(".pdf").read_bytes() for path in reports), key=len)
    upright = render_page(data, 0, Limits())
    width, height = map(int, upright.split(b"\n", 2)[1].split())
    pixels = upright[-width * height :]
    side = b"P5\n%d %d\n255\n" % (height, width) + b"".join(pixels[x::width][::-1] for x in range(width))
    expected = count_words(block for block in read(data, Limits()).blocks if block.locator.startswith("page1/"))
    assert find_recall(expected, count_words(recognise([side], Limits()).blocks)) >= LEAST_RECOGNISED
    empty = recognise([b"P5\n400 400\n255\n" + b"\xff" * 160_000], Limits())
    assert ([finding.key for finding in empty.findings], empty.blocks) == (["ocr-empty"], ())
