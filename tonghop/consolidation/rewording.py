"""A unit's sentence with one of its numbers replaced, where it is certain which one. Keeps out what is adjusted."""

import re
import unicodedata

from tonghop.numerals import format_number

_APART = r"(?![\w/]|[.,]\d|-\d)"
_TOKEN = re.compile(rf"(?<![\w.,/-])(?:\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?{_APART}|\d+(?:,\d+)?{_APART})")
_LABEL = re.compile(r"(?:[:|]|^)\s*$")
_ROW_END = re.compile(r"\s*(?:[.;|]|$)")
_MONTH = re.compile(r"\s*tháng\b", re.IGNORECASE)


def replace_number(text: str, old: float, new: float, measure: str) -> str | None:
    """The sentence with `old measure` written as `new measure`; None when it is not certain which number is meant.

    The number must stand directly before its measure, or alone behind a label or in a cell, and exactly once.
    """
    text = unicodedata.normalize("NFC", text)
    wanted = unicodedata.normalize("NFC", measure).casefold()
    places = [match for match in _TOKEN.finditer(text) if _parse(match[0]) == old]
    beside = [match for match in places if _stands_before(text, match.end(), wanted)]
    alone = [match for match in places if _is_alone(text, match)]
    chosen = beside or alone
    if len(chosen) != 1 or len(beside) + len(alone) != 1:
        return None
    match = chosen[0]
    return text[: match.start()] + format_like(match[0], new, measure) + text[match.end() :]


def format_like(written: str, value: float, measure: str) -> str:
    """The value as the office writes it: a whole count below 10 has two digits, as `07`, unless 7 was written."""
    text = format_number(value)
    is_padded = written.startswith("0") or len(written) > 1
    return text.zfill(2) if len(text) == 1 and text.isdigit() and is_padded and measure != "%" else text


def _parse(written: str) -> float:
    whole, _, part = written.replace(".", "").partition(",")
    return float(f"{whole}.{part}") if part else int(whole)


def _stands_before(text: str, end: int, measure: str) -> bool:
    """Whether the measure follows, as whole words, and is not `tháng` of a day."""
    rest = text[end:].casefold()
    after = rest.lstrip()
    if not after.startswith(measure) or _MONTH.match(rest):
        return False
    following = after[len(measure) : len(measure) + 1]
    return not following.isalnum()


def _is_alone(text: str, match: re.Match[str]) -> bool:
    return _LABEL.search(text[: match.start()]) is not None and _ROW_END.match(text, match.end()) is not None
