"""Visible words of our reader, and of python-docx, against what LibreOffice shows of other people's documents.

`python benchmarks/recall.py FOLDER... [--cache DIR] [--differences FILE]`. Two references: LibreOffice's plain text
(body, with labels and fields as it computes them) and its flat ODF (headers, notes, boxes too, no computed fields).
"""

import argparse
import statistics
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import docx
from docx.table import Table
from lxml import etree
from office_text import OfficeText, convert_all
from report_file import W
from words import compute_recall, count_words, fit_capitals

from schemas.document import ReadDocument
from schemas.values import BlockKind
from tonghop.reading import Reader

GOOD = 0.99
SLOW_SECONDS = 1.0
WORST = 20
KINDS = ("text", "label", "field", "marked", "extra")


class Outcome(NamedTuple):
    """One file read by one reader: words, or why there are none."""

    words: Counter[str]
    refused: str
    crashed: str
    seconds: float


class Difference(NamedTuple):
    """What LibreOffice has and ours has not, by kind, and what only ours has."""

    name: str
    recall: float
    text: Counter[str]
    label: Counter[str]
    field: Counter[str]
    marked: Counter[str]
    extra: Counter[str]


def read_ours(reader: Reader, path: Path) -> Outcome:
    started = time.perf_counter()
    try:
        document = reader.read_documents([(path.name, path.read_bytes())])[0]
    except Exception as error:
        return Outcome(Counter(), "", repr(error), time.perf_counter() - started)
    refused = "" if document.readable else ", ".join(finding.rule for finding in document.findings)
    return Outcome(count_document(document), refused, "", time.perf_counter() - started)


def count_document(document: ReadDocument) -> Counter[str]:
    """Words of all blocks that are printed: labels, texts, and the number of each note at its mark."""
    shown = [block for block in document.blocks if block.kind != BlockKind.COMMENT]
    notes = {block.locator.split("/")[0] for block in shown if block.kind == BlockKind.NOTE}
    return count_words([f"{block.label} {block.text}" for block in shown] + sorted(notes)) - Counter(note=len(notes))


def read_python_docx(path: Path) -> Outcome:
    """Paragraphs and tables in order, as its documentation shows."""
    started = time.perf_counter()
    texts: list[str] = []
    try:
        for item in docx.Document(str(path)).iter_inner_content():
            if isinstance(item, Table):
                texts += [cell.text for row in item.rows for cell in row.cells]
            else:
                texts.append(item.text)
    except Exception as error:
        return Outcome(Counter(), type(error).__name__, "", time.perf_counter() - started)
    return Outcome(count_words(texts), "", "", time.perf_counter() - started)


def find_struck(path: Path) -> str:
    """What a .docx itself marks as no content: moved-from text, prompts of empty controls ("Click to enter text")."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return ""
    prompts = root.findall(f".//{{{W}}}sdtPr/{{{W}}}showingPlcHdr/../..")
    texts: list[str] = []
    for struck in [*prompts, *root.iter(f"{{{W}}}moveFrom")]:
        texts += [
            "\n" if item.tag.endswith("}p") else item.text or "" for item in struck.iter(f"{{{W}}}p", f"{{{W}}}t")
        ]
        texts.append("\n")
    return "".join(texts)


def find_marked(path: Path, office: OfficeText) -> Counter[str]:
    """Words that LibreOffice gives though it marks them as deleted or hidden, or the file as no content."""
    return (count_words([office.unsifted]) - count_words([office.full])) + count_words([find_struck(path)])


def find_difference(path: Path, office: OfficeText, found: Counter[str]) -> Difference:
    """Missing words by kind: text that stands in the file, labels and fields as LibreOffice computes them."""
    plain, full, computed, _ = (count_words([text]) for text in office)
    words, marked = fit_capitals(found, plain | full), find_marked(path, office)
    missing = plain - words
    struck = missing & marked
    field = (missing - struck) & computed
    label = (missing - struck - field) - full
    text = ((missing - struck - field) & full) | ((full - words) - marked)
    recall = compute_recall(plain - struck, words)
    return Difference(path.name, recall, text, label, field, struck, words - (full | plain))


def find_expected(given: str, marked: Counter[str], found: Counter[str]) -> Counter[str]:
    """Words of LibreOffice's text without those that ours has not and that are marked as nothing to be shown."""
    words = count_words([given])
    return words - ((words - found) & marked)


def summarise(title: str, expected: dict[Path, Counter[str]], outcomes: dict[Path, Outcome]) -> None:
    read = [path for path in expected if not (outcomes[path].refused or outcomes[path].crashed)]
    words = {path: fit_capitals(outcomes[path].words, expected[path]) for path in read}
    found = sum((expected[path] & words[path]).total() for path in read)
    total = sum(expected[path].total() for path in read)
    good = sum(compute_recall(expected[path], words[path]) >= GOOD for path in read)
    print(
        f"  {title}: {found / max(total, 1):.4%} of {total} words; at least 99% in {good} of {len(read)} files", end=""
    )
    print(f" ({100 * good / max(len(read), 1):.1f} of 100)")


def report(paths: Sequence[Path], cache: Path, differences: Path | None) -> None:
    office = convert_all(paths, cache)
    with Reader() as reader:
        ours = {path: read_ours(reader, path) for path in paths}
    theirs = {path: read_python_docx(path) for path in paths if path.suffix.lower() == ".docx"}
    both = {path: text for path, text in office.items() if not (ours[path].refused or ours[path].crashed)}
    refusals = Counter(outcome.refused for outcome in ours.values() if outcome.refused)
    print(f"{len(paths)} files; LibreOffice opens {len(office)}, ours reads {len(paths) - refusals.total()}", end="")
    print(f", both {len(both)}; refused: {dict(refusals.most_common())}")
    print(f"crashes: {[(path.name, outcome.crashed) for path, outcome in ours.items() if outcome.crashed]}")
    print(f"median {statistics.median(outcome.seconds for outcome in ours.values()) * 1000:.1f} ms; slow: ", end="")
    print([(path.name, round(item.seconds, 1)) for path, item in ours.items() if item.seconds > SLOW_SECONDS])
    for reader_name, outcomes in (("ours", ours), ("python-docx", theirs)):
        texts = {path: text for path, text in both.items() if path in outcomes}
        print(reader_name)
        marked = {path: find_marked(path, text) for path, text in texts.items()}
        words = {path: outcomes[path].words for path in texts}
        raw = {path: count_words([text.plain]) for path, text in texts.items()}
        fair = {path: find_expected(text.plain, marked[path], words[path]) for path, text in texts.items()}
        full = {path: find_expected(text.full, marked[path], words[path]) for path, text in texts.items()}
        summarise("plain text as it is", raw, outcomes)
        summarise("plain text without what is marked as deleted, moved, hidden or a prompt", fair, outcomes)
        summarise("the same with headers, notes and boxes, without labels and computed fields", full, outcomes)
    found = sorted((find_difference(path, office[path], ours[path].words) for path in both), key=_weigh)
    for kind in KINDS:
        counts = [getattr(item, kind).total() for item in found]
        print(f"  {kind}: {sum(counts)} words in {sum(map(bool, counts))} files")
    lines = [_describe(item) for item in found if any(item[2:])]
    only_office = [path.name for path in office if ours[path].refused]
    lines.append("opened by LibreOffice, refused by ours: " + ", ".join(only_office))
    if differences is not None:
        differences.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("worst:")
    print("\n".join(f"  {item.recall:.3f} {item.name}" for item in sorted(found, key=lambda it: it.recall)[:WORST]))


def _weigh(item: Difference) -> tuple[int, int, float]:
    return -item.text.total(), -item.label.total(), item.recall


def _describe(item: Difference) -> str:
    parts = []
    for kind in KINDS:
        words: Counter[str] = getattr(item, kind)
        if words:
            shown = " ".join(f"{word}×{count}" if count > 1 else word for word, count in words.most_common(15))
            parts.append(f"{kind} {words.total()}: {shown}")
    return f"{item.recall:.4f} {item.name}\n    " + "\n    ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders or files")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "tonghop-recall")
    parser.add_argument("--differences", type=Path, help="write every difference here")
    given = parser.parse_args()
    folders: list[Path] = given.folders
    paths = sorted(path for folder in folders for path in (folder.rglob("*") if folder.is_dir() else [folder]))
    report([path for path in paths if path.is_file()], given.cache, given.differences)


if __name__ == "__main__":
    main()
