"""An `.expected` file beside what the reader gave; make_corpus.py tells the format."""

import difflib
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

_LINE = re.compile(r"(?P<locator>\S+)(?: (?P<kind>[a-z_]+))?(?: \[(?P<label>.+?)\])? : (?P<text>.*)")
_KINDS = {
    "header": "header",
    "footer": "header",
    "note": "note",
    "box": "textbox",
    "comment": "comment",
    "quote": "comment",
}
_ROW = re.compile(r"(?:/|^)r\d+$")


class Expectation(NamedTuple):
    """What one file must give; blocks are (locator, kind, label, text)."""

    blocks: list[tuple[str, str, str, str]]
    unseen: list[str]
    findings: set[str]
    words: float | None


def load_expectation(path: Path) -> Expectation:
    """The expectation of a corpus file.

    Raises:
        ValueError: a line is in no known form.
    """
    expected = Expectation([], [], set(), None)
    for number, line in enumerate(path.with_name(f"{path.name}.expected").read_text("utf-8").splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path.name}.expected, line {number}: {line!r}")
        locator, text = match["locator"], match["text"].replace("\\n", "\n")
        if locator == "unseen":
            expected.unseen.append(text)
        elif locator == "finding":
            expected.findings.add(text)
        elif locator == "words":
            expected = expected._replace(words=float(text))
        else:
            expected.blocks.append((locator, match["kind"] or _usual_kind(locator), match["label"] or "", text))
    return expected


def _usual_kind(locator: str) -> str:
    *_, story, _ = re.sub(r"/t\d+/", "/", f"/{locator}").split("/")
    named = _KINDS.get(story.rstrip("0123456789"))
    return named or ("table_row" if _ROW.search(locator) else "paragraph")


def compare(document: Any, expected: Expectation) -> None:
    """Fail where a ReadDocument is not what was expected: every visible word, in its place, and nothing else."""
    texts = " ".join(f"{block.label} {block.text}" for block in document.blocks)
    if expected.words is None:
        given = [(block.locator, block.kind.value, block.label, block.text) for block in document.blocks]
        assert given == expected.blocks, _show_difference(expected.blocks, given)
        assert document.readable, "not readable"
    else:
        wanted = _count_words(" ".join(f"{label} {text}" for _, _, label, text in expected.blocks))
        found = wanted & _count_words(texts)
        assert found.total() >= expected.words * wanted.total(), f"missing: {dict(wanted - found)}"
    for hidden in expected.unseen:
        assert hidden not in texts, f"shown: {hidden!r}"
        assert any(hidden in text for text in document.unseen_texts), f"the gate does not see {hidden!r}"
    found_rules = {finding.rule for finding in document.findings}
    assert found_rules == expected.findings, f"findings {found_rules}, expected {expected.findings}"


def _show_difference(expected: list[tuple[str, str, str, str]], given: list[tuple[str, str, str, str]]) -> str:
    lines = ([" : ".join(block) for block in blocks] for blocks in (expected, given))
    return "\n".join(difflib.unified_diff(*lines, "expected", "given", lineterm="", n=0))


def _count_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_⁰¹²³⁴-⁹]+|\d+", text))
