"""`tonghop plan import` as an officer runs it: the real text, the same in Word, other encodings, what is refused."""

import io
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from ruamel.yaml import YAML

from schemas.document import Block
from schemas.plan import Plan
from schemas.values import BlockKind
from tonghop.plan import load_plan
from tonghop.plan.importing.paragraphs import Paragraph, Rank, find_paragraphs

pytestmark = pytest.mark.acceptance

REAL = Path(__file__).parent / "plan-2024.txt"
TEXT = REAL.read_text("utf-8")
TONGHOP = Path(sys.executable).parent / "tonghop"
LISTS = ("Đã hiểu", "Chưa hiểu", "Văn bản không có", "Lấy từ kế hoạch năm trước")
TONES = "\u0300\u0301\u0303\u0309\u0323"
NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>"""
LEVELS = {Rank.ROMAN: 0, Rank.ARABIC: 1, Rank.BULLET: 2}


@pytest.fixture
def run(tmp_path: Path, make_environ: Callable[..., dict[str, str]]) -> Callable[..., SimpleNamespace]:
    """run("plan", "import", FILE) in an empty folder -> code, out, err."""

    def _run(*arguments: object) -> SimpleNamespace:
        ended = subprocess.run(
            [TONGHOP, *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=make_environ(),
            check=False,
        )
        assert "Traceback" not in ended.stderr
        return SimpleNamespace(code=ended.returncode, out=ended.stdout, err=ended.stderr)

    return _run


# making the same text otherwise ---------------------------------------------------------------------------------------


def _paragraphs() -> list[Paragraph]:
    lines = (" ".join(line.split()) for line in TEXT.splitlines())
    blocks = [Block(locator="body/p1", kind=BlockKind.PARAGRAPH, text=line) for line in lines if line]
    return find_paragraphs(blocks)[0]


def _save(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_typed_docx() -> bytes:
    """Numbers typed, headings as bold paragraphs."""
    document = Document()
    for paragraph in _paragraphs():
        document.add_paragraph().add_run(paragraph.shown).bold = _is_heading(paragraph)
    return _save(document)


def make_counted_docx() -> bytes:
    """Numbers and dashes counted by Word, so that they are not in the text; the end as a table of two columns."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    number = numbering.add_num(77).numId
    paragraphs = _paragraphs()
    end = next(place for place, each in enumerate(paragraphs) if each.text.startswith("Nơi nhận"))
    for paragraph in paragraphs[:end]:
        added = document.add_paragraph()
        added.add_run(paragraph.text).bold = _is_heading(paragraph)
        if paragraph.mark is not None:
            properties = added._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = LEVELS[paragraph.mark.rank]
            properties.get_or_add_numId().val = number
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "\n".join(each.shown for each in paragraphs[end:-2])
    right.text = "\n\n\n".join(each.shown for each in paragraphs[-2:])
    assert document.element.body.findall(f".//{qn('w:numPr')}")
    return _save(document)


def make_line_docx() -> bytes:
    """Every line of the PDF pasted as a paragraph of its own."""
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    return _save(document)


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.mark is not None and paragraph.mark.rank is Rank.ROMAN


def _encode_cp1258(text: str) -> bytes:
    """As old Vietnamese Windows kept it: the letter, then its tone."""
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        letters.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tone)
    return "".join(letters).encode("cp1258")


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "as it is": ("plan-2024.txt", REAL.read_bytes),
    "docx, numbers typed": ("Kế hoạch.docx", make_typed_docx),
    "docx, numbers counted by Word, end in a table": ("ke hoach.docx", make_counted_docx),
    "docx, a paragraph per line": ("KH.docx", make_line_docx),
    "NFD": ("nfd.txt", lambda: unicodedata.normalize("NFD", TEXT).encode()),
    "CRLF": ("crlf.txt", lambda: TEXT.replace("\n", "\r\n").encode()),
    "byte order mark": ("bom.txt", lambda: TEXT.encode("utf-8-sig")),
    "UTF-16": ("utf16.txt", lambda: TEXT.encode("utf-16")),
    "Windows-1258": ("cp1258.txt", lambda: _encode_cp1258(TEXT)),
}


# what comes of it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "make"), FILES.values(), ids=FILES)
def test_the_real_plan_gives_the_shipped_plan_in_whatever_file_it_comes(
    run: Callable[..., SimpleNamespace], tmp_path: Path, plan: Plan, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    ended = run("plan", "import", name, "-o", "new/2024.yaml")
    assert (ended.code, ended.err) == (1, "")
    assert [title for title in LISTS if title in ended.out] == list(LISTS)
    shipped = plan.model_copy(update={"model": None})  # it is learned by this office and lies beside its own plan
    assert load_plan(tmp_path / "new" / "2024.yaml").model_copy(update={"sha256": plan.sha256}) == shipped
    checked = run("plan", "check", "new/2024.yaml")
    assert (checked.code, "dùng được" in checked.out) == (0, True)


def test_without_a_name_the_file_is_printed_alone_and_the_lists_stand_apart(
    run: Callable[..., SimpleNamespace],
) -> None:
    ended = run("plan", "import", REAL)
    assert ended.code == 1
    assert YAML(typ="safe").load(ended.out)["superior"]["number"] == "43/KH-UBND"
    assert [title for title in LISTS if title in ended.err] == list(LISTS)


def test_an_existing_file_is_left_as_it_is(run: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    (tmp_path / "2024.yaml").write_text("của tôi", encoding="utf-8")
    ended = run("plan", "import", REAL, "-o", "2024.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert "không ghi đè" in ended.err
    assert (tmp_path / "2024.yaml").read_text("utf-8") == "của tôi"


def test_a_plan_that_is_still_being_completed_is_no_base_for_the_next(
    run: Callable[..., SimpleNamespace], tmp_path: Path, plan: Plan
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "2025.yaml").write_text("year: 2025\ntitle: null\n", encoding="utf-8")
    assert run("plan", "import", REAL, "-o", "plans/2024.yaml").code == 1
    assert load_plan(tmp_path / "plans" / "2024.yaml").items == plan.items


REFUSED: dict[str, tuple[str, Callable[[], bytes | None], str]] = {
    "missing": ("absent.txt", lambda: None, "không có tệp"),
    "empty": ("empty.txt", lambda: b"", "Tệp rỗng"),
    "no plan": ("letter.txt", "Kính gửi các đồng chí".encode, "phần nội dung"),
    "noise": ("noise.bin", lambda: bytes(range(256)) * 400, "Không đọc được"),
    "damaged Word": ("cut.docx", lambda: make_typed_docx()[:9_000], "Không đọc được"),
    "a PDF": ("plan.pdf", lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "Không đọc được"),
    "too big": ("big.txt", lambda: TEXT.encode() * 1_000, "quá lớn"),
    "too many lines": ("long.txt", lambda: b"1. a\n" * 100_000, "quá dài"),
    "a mark of secrecy": ("kh.txt", f"MẬT\n\n{TEXT}".encode, "có dấu hiệu mật"),
    "a mark in the name": ("MẬT - kế hoạch.txt", TEXT.encode, "có dấu hiệu mật"),
    "a mark in Word": ("kh.docx", lambda: _mark(make_typed_docx()), "có dấu hiệu mật"),
}


def _mark(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    return _save(document)


@pytest.mark.parametrize(("name", "make", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_plan_is_refused_and_nothing_is_written(
    run: Callable[..., SimpleNamespace], tmp_path: Path, name: str, make: Callable[[], bytes | None], told: str
) -> None:
    data = make()
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ended = run("plan", "import", name, "-o", "2024.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert not (tmp_path / "2024.yaml").exists()
    if "mật" in told:
        assert name not in ended.err
        assert "43/KH-UBND" not in ended.err
