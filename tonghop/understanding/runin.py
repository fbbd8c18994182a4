"""Whether a block can be a heading at all, and headings that share their line with the text below them.

Keeps out what a heading names (headings.py).
"""

import re

from tonghop.understanding.headings import Titled

_HEADING_WORDS = 45
_PLAIN_HEADING_WORDS = 24
_NUMBERS_IN_TITLES = re.compile(
    r"\b4\.0\b|\b0?6\s+tháng|\bnăm\s+20\d\d|\b20\d\d\s*[-–]\s*20\d\d|\bquý\s+\d", re.IGNORECASE
)
_RUN_IN = re.compile(r"(?P<head>[^:\n]{4,220}?)\s*(?::|\.(?=\s+[A-ZĐÀ-Ỹ0-9])|\n)\s*(?P<rest>\S.*)", re.DOTALL)


def split_run_in(text: str) -> tuple[str, str]:
    """'Tuyên truyền chủ trương: Đã tổ chức ...' -> heading and text; the text is empty when there is none."""
    match = _RUN_IN.fullmatch(text)
    return (match["head"].strip(), match["rest"].strip()) if match else (text, "")


def can_be_heading(titled: Titled, text: str | None = None, *, run_in: bool = False) -> bool:
    """Whether a text may be a heading: short enough, no figures, no end of sentence unless it is marked as one."""
    words = titled.text if text is None else text
    if re.search(r"\d", _NUMBERS_IN_TITLES.sub("", words)):
        return False
    count = len(words.split())
    if titled.bold:
        return count <= _HEADING_WORDS * 3 or run_in
    # the plan's own sentences serve as headings and are long
    limit = _HEADING_WORDS * 3 if titled.label else _PLAIN_HEADING_WORDS
    return count <= limit and (run_in or not words.rstrip().endswith((".", ";", ",")) or count > _HEADING_WORDS)
