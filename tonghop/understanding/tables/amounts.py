"""Counted cells of a row: a bare number gets its measure from a title, a cell or words; nothing is counted twice.

Keeps out which columns count (columns.py) and where the row is filed (rows.py).
"""

import re

from schemas.submission import Doubt
from tonghop.understanding.figures.times.scopes import set_scopes
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.figures.written.numbers import read_digits
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.pieces import Walk
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.tables.columns import Column, find_bracketed
from tonghop.understanding.tables.tables import Row
from tonghop.understanding.words import fold, normalise, read_line, strip_marks

_ZERO = re.compile(r"0+(?:\s+[^\W\d_]+){0,3}")
_PEOPLE, _GATHERINGS = "lượt người", frozenset({"cuộc", "lớp"})
_BARE_PEOPLE = re.compile(r"(?i)(?:có|với|gồm)?\s*\d[\d.]*\s+[^\d,;.]{2,30}")

QUOTE = 200
_ONLY_DIGITS = re.compile(r"[-−]?\d[\d.,\s]*")
_ROUGHLY = re.compile(r"((?:(?:ước|khoảng|hơn|trên|gần)\b\s*(?:đạt\s+)?)?)(.*)", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"\(([^)]*)\)")
_AMOUNT = "số lượng"
_COUNTING = re.compile(r"(?:tong )?so (?!luong\b(?!\s+[^\W\d_])|lieu|luong (?:trong|ky|thuc|dat|6)\b)\w")


def name_amount(title: str, lexicon: Lexicon) -> str:
    """What stands before a counted cell: a quarter or what is counted, else số lượng; nothing where it is a measure."""
    if re.match(r"quy |thang ", strip_marks(normalise(title)).strip(" .:")) or _counts_itself(title):
        return normalise(_BRACKETED.sub("", title)).strip(" .:")
    return "" if lexicon.find_families(title) else _AMOUNT


def is_name(name: str) -> bool:
    """Whether what stands before a counted cell tells more than that it counts."""
    return name not in ("", _AMOUNT)


def _counts_itself(title: str) -> bool:
    """Số người tham gia, unlike Số lượng, counts one thing only."""
    return _COUNTING.match(strip_marks(normalise(title))) is not None


def find_unsaid(note: str, said: str, lexicon: Lexicon) -> str:
    """The note when it counts something that the rest of its row does not say: it may be a result, or explain one."""
    known = find_figures(read_line(said), lexicon).found
    counted = find_figures(read_line(note), lexicon)
    set_scopes(read_line(note), counted.found)  # cùng kỳ 38 tin, bài: no result, and explains none
    new = [
        f
        for f in counted.found
        if f.countable and not any(f.value == k.value and f.families & k.families for k in known)
    ]
    return note if new or counted.ambiguous else ""


def tells_people(note: str, said: str, lexicon: Lexicon) -> bool:
    """210 đại biểu in the remarks of a row that counts 03 cuộc: who came, where the row tells nobody."""
    told = find_figures(read_line(note), lexicon)
    known = find_figures(read_line(said), lexicon).found
    people = len(told.found) == 1 and not told.ambiguous and _PEOPLE in told.found[0].families
    bare = _BARE_PEOPLE.fullmatch(note.strip()) is not None
    return people and bare and len(known) == 1 and bool(known[0].families & _GATHERINGS)


def measure_result(row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The result cell; a bare number in it gets its measure, and stays as it is written when there is none."""
    if is_nothing(row.result) or not is_only_digits(row.result):
        return row.result
    tried = Walk()
    if told := measured(row.result, "", row, tried, lexicon):
        return told
    said = find_figures(read_line(f"{row.topic}: {row.result}"), lexicon).found
    known = [figure for figure in said if figure.families]  # Số khách: 33 says what it counts
    if all(figure.value != read_digits(row.result) for figure in known):
        walk.doubts += tried.doubts
    return row.result


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
    own = name_measure(title, lexicon)
    several = len(row.amounts) > 1
    note = row.extras.get(Column.NOTE, "")  # below Đơn vị stands who did it, or the measure
    given = row.extras.get(Column.MEASURE, "") or (note if lexicon.find_families(note) else "")
    given = "" if _counts_itself(title) else given
    measure = (own if several else "") or given or find_bracketed(title) or own
    if measure or _counts_itself(title):
        return measure
    return _find_told_measure(base, row.topic, lexicon)


def _find_told_measure(base: str, topic: str, lexicon: Lexicon) -> str:
    """The measure that the result says, or the topic."""
    said = find_figures(read_line(base), lexicon).found
    if len({figure.families for figure in said}) == 1:
        return said[0].measure
    for bracketed in reversed(_BRACKETED.findall(topic)):
        if lexicon.find_families(bracketed):
            return str(bracketed)
    tokens = read_line(f"{base}\n{topic}").tokens
    names = lexicon.measures.find_all(tokens)
    if len({frozenset(lexicon.find_families(m.payload)) for m in names}) == 1:
        return names[0].payload
    for part in reversed(topic.split(":")):  # Số tin, bài đăng Cổng TTĐT counts what it begins with
        if named := name_measure(part.strip(), lexicon):
            return named
        counted = re.sub(r"^\s*(?:tổng )?số (?:lượng )?", "", part, flags=re.IGNORECASE).strip()
        first = next(iter(lexicon.measures.find_all(read_line(counted).tokens)), None)
        if first is not None and fold(counted).startswith(fold(first.payload)):
            return first.payload
    return ""


def is_only_digits(value: str) -> bool:
    """Whether a cell is a bare number, however it is written."""
    return _ONLY_DIGITS.fullmatch(value.strip()) is not None


def name_measure(title: str, lexicon: Lexicon) -> str:
    """The measure that a column title counts: Số lượt người."""
    counted = re.sub(r"^(?:tổng )?số (?:lượng )?", "", normalise(title), flags=re.IGNORECASE)
    tokens = read_line(counted).tokens
    found = lexicon.measures.find_at(tokens, 0) if tokens else []
    is_whole = bool(found) and (found[0].end == len(tokens) or counted != normalise(title))
    measure = counted[: tokens[found[0].end - 1].end] if is_whole else ""
    return measure if measure.isupper() else measure[:1].lower() + measure[1:]


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


def tell_amounts(base: str, row: Row, walk: Walk, lexicon: Lexicon) -> list[str]:
    """The result, or the topic where there is none, and what is counted in columns of its own."""
    parts = [base] if base else []
    for title, value in row.amounts:
        if (is_nothing(value) or _ZERO.fullmatch(value)) and base:
            continue
        told = measured(value, base, row, walk, lexicon, title=title, again=True)
        if not told or is_said(told, base, row, walk, lexicon):
            continue
        name = name_amount(title, lexicon)
        if parts == [base] and not row.result and not is_name(name):
            parts = [f"{base}: {told}"]
        else:
            parts.append(f"{name}: {told}" if name else told)
    return parts
