"""Counted cells of a row: a bare number gets its measure from a title, a cell or words; nothing is counted twice.

Keeps out which columns count (columns.py) and where the row is filed (rows.py).
"""

import re

from schemas.submission import Doubt
from tonghop.understanding.columns import Column, find_bracketed
from tonghop.understanding.figures import find_figures
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.numbers import read_digits
from tonghop.understanding.pieces import Walk
from tonghop.understanding.states import is_nothing
from tonghop.understanding.tables import Row
from tonghop.understanding.words import fold, normalise, read_line, strip_marks

QUOTE = 200
_ONLY_DIGITS = re.compile(r"[-−]?\d[\d.,\s]*")
_ROUGHLY = re.compile(r"((?:(?:ước|khoảng|hơn|trên|gần)\b\s*(?:đạt\s+)?)?)(.*)", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"\(([^)]*)\)")
_AMOUNT = "số lượng"


def name_amount(title: str) -> str:
    """What stands before a counted cell: the quarter or month that the column is about, else số lượng."""
    plain = strip_marks(normalise(title)).strip(" .:")
    return normalise(title).strip(" .:") if re.match(r"quy |thang ", plain) else _AMOUNT


def find_unsaid(note: str, said: str, lexicon: Lexicon) -> str:
    """The note when it counts something that the rest of its row does not say: it may be a result, or explain one."""
    known = find_figures(read_line(said), lexicon).found
    counted = find_figures(read_line(note), lexicon)
    new = [f for f in counted.found if not any(f.value == k.value and f.families & k.families for k in known)]
    return note if new or counted.ambiguous else ""


def measure_result(row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The result cell; a bare number in it gets its measure, and stays as it is written when there is none."""
    if is_nothing(row.result) or not _ONLY_DIGITS.fullmatch(row.result.strip()):
        return row.result
    return measured(row.result, "", row, walk, lexicon) or row.result


def measured(
    value: str, base: str, row: Row, walk: Walk, lexicon: Lexicon, *, title: str = "", again: bool = False
) -> str:
    """A bare number with the measure that another cell gives; without one it is doubted and left out.

    With `again` the number may only say again what `base` says: then it is left out too.
    """
    roughly, number = _ROUGHLY.match(value.strip()).groups(default="")  # type: ignore[union-attr]
    if read_digits(number) is None:
        if _ONLY_DIGITS.fullmatch(number):
            walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(value[:QUOTE],)))
            return ""
        return value
    said = find_figures(read_line(base), lexicon).found
    if again and any(figure.value == read_digits(number) for figure in said):
        return ""
    measure = _find_measure(base, row, title, lexicon)
    if not measure:
        walk.doubts.append(Doubt(rule="figure-unmeasured", locator=row.locator, texts=(value,)))
        return ""
    return f"{roughly}{number} {measure}"


def _find_measure(base: str, row: Row, title: str, lexicon: Lexicon) -> str:
    """What a bare number counts: the cell of measures, the column, the result, brackets or words of the topic."""
    own = _named_by(title, lexicon)
    several = len(row.amounts) > 1
    measure = (own if several else "") or row.extras.get(Column.MEASURE, "") or find_bracketed(title) or own
    if measure:
        return measure
    said = find_figures(read_line(base), lexicon).found
    if len({figure.families for figure in said}) == 1:
        return said[0].measure
    for bracketed in reversed(_BRACKETED.findall(row.topic)):
        if lexicon.find_families(bracketed):
            return str(bracketed)
    tokens = read_line(f"{base}\n{row.topic}").tokens
    names = lexicon.measures.find_all(tokens)
    if len({frozenset(lexicon.find_families(m.payload)) for m in names}) == 1:
        return names[0].payload
    for part in reversed(row.topic.split(":")):  # Số tin, bài đăng Cổng TTĐT counts what it begins with
        counted = re.sub(r"^\s*(?:tổng )?số (?:lượng )?", "", part, flags=re.IGNORECASE).strip()
        first = next(iter(lexicon.measures.find_all(read_line(counted).tokens)), None)
        if first is not None and fold(counted).startswith(fold(first.payload)):
            return first.payload
    return ""


def _named_by(title: str, lexicon: Lexicon) -> str:
    """The measure that a column title counts: Số lượt người."""
    counted = re.sub(r"^(?:tổng )?số (?:lượng )?", "", normalise(title), flags=re.IGNORECASE)
    return counted if lexicon.find_families(counted) else ""


def is_said(value: str, base: str, row: Row, walk: Walk, lexicon: Lexicon) -> bool:
    """Whether the result already says this figure; another one of the same measure is a doubt, never a second count."""
    said = find_figures(read_line(base), lexicon).found
    counted = find_figures(read_line(normalise(value)), lexicon).found
    for figure in counted:
        same = [f for f in said if f.families & figure.families or fold(f.measure) == fold(figure.measure)]
        if not same:
            return False
        if all(f.value != figure.value for f in same) and sum(f.value for f in same) != figure.value:
            texts = (value, ", ".join(f"{f.value.normalize():f} {f.measure}" for f in same))
            walk.doubts.append(Doubt(rule="total-mismatch", locator=row.locator, texts=texts))
    return bool(counted)
