"""A row of a table as one text: its result, the topic where it says nothing without it, and what other columns add.

Keeps out the measures of bare numbers (amounts.py) and where the row is filed (rows.py).
"""

import re

from schemas.submission import Doubt
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.pieces import Walk
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.tables.amounts import (
    QUOTE,
    find_unsaid,
    measure_result,
    measured,
    tell_amounts,
    tells_people,
)
from tonghop.understanding.tables.asides import tell_others
from tonghop.understanding.tables.columns import Column
from tonghop.understanding.tables.tables import Row
from tonghop.understanding.words import fold

_PLAIN = re.compile(r"\W*(?:(?:khoảng|từ|trên|hơn|ít nhất|tối thiểu)\s+)?\d", re.IGNORECASE)
_ZERO = re.compile(r"0+(?:\s+[^\W\d_]+){0,3}")
_NONE = "không"
_NAKED, _BRIEF = 8, 12
"""Words of a result that says nothing without its topic, and of a topic that is no sentence of the plan."""
_ADDED = (
    (Column.CUMULATIVE, "lũy kế"),
    (Column.PLANNED, "kế hoạch"),
    (Column.TIME, "thời gian"),
    (Column.PLACE, "tại"),
)
_SINCE = re.compile(r"(?i)\b(?:kể |tính )?từ .*|\bgiai đoạn .*")
_WHOLE_YEAR = re.compile(r"(?i)(?:kế hoạch|chỉ tiêu)(?: giao)? (?:cả )?năm\b")


def tell_row(row: Row, target: Target | None, walk: Walk, lexicon: Lexicon, *, named: bool) -> str:
    """The row as one text.

    Args:
        row: with its cells.
        target: where it is filed.
        walk: where doubts go.
        lexicon: the plan's words.
        named: its topic is the heading of an item, so that the text goes without it.
    """
    return _add_extras(_tell_result(row, target, walk, lexicon, named=named), row, walk, lexicon)


def _tell_result(row: Row, target: Target | None, walk: Walk, lexicon: Lexicon, *, named: bool) -> str:
    """What the result cell says, with the topic where it says nothing without it."""
    base = result = measure_result(row, walk, lexicon)
    if not named and row.topic_is_new:
        base = f"{row.topic}: {result}" if result else row.topic
        if is_nothing(row.result) and target is not None:
            base = row.result  # without its topic it would speak of all items
    naked = (not row.result and row.amounts) or (row.result[:1].isdigit() and len(row.result.split()) <= _NAKED)
    if named and naked and len(row.topic.split()) <= _BRIEF:
        base = f"{row.topic}: {result}" if result else row.topic
    if not row.result and _is_zero(row):
        base = f"{row.topic}: {_NONE}" if row.topic and not named else _NONE
    return base


def _is_zero(row: Row) -> bool:
    """Whether all that the row counts is nothing."""
    told = [
        *row.amounts,
        *row.halves,
        *((role, row.extras[role]) for role in (Column.CUMULATIVE,) if role in row.extras),
    ]
    return bool(told) and all(is_nothing(value) or _ZERO.fullmatch(value) for _, value in told)


def _name_extra(column: Column, words: str, title: str) -> str:
    """Lũy kế with the start that its title tells; the plan of the year is called so."""
    if column is Column.CUMULATIVE and (since := _SINCE.search(title)):
        told = since[0].strip(" .:")
        return f"{words} {told[0].lower()}{told[1:]}"
    return f"{words} năm" if column is Column.PLANNED and _WHOLE_YEAR.match(title) else words


def _add_extras(base: str, row: Row, walk: Walk, lexicon: Lexicon) -> str:
    """The row as one text: what its further columns add is said behind the result."""
    parts = tell_amounts(base, row, walk, lexicon)
    for column, words in _ADDED:
        value = row.extras.get(column, "")
        if not value or (is_nothing(value) and base):
            continue
        if column is Column.PLANNED and not _PLAIN.match(value):
            continue  # what was to be done, told in words, is no result
        if column in (Column.CUMULATIVE, Column.PLANNED):
            value = measured(value, base, row, walk, lexicon)
            if not value:
                continue
        elif fold(value) in fold(base):
            continue
        name = _name_extra(column, words, row.titles.get(column, ""))
        parts.append(f"{name}: {value}" if column is not Column.PLACE else f"{name} {value}")
    parts += tell_others(row, "; ".join(parts), walk, lexicon)
    if parts and (compared := row.extras.get(Column.COMPARED)):
        parts.append(compared)
    note = row.extras.get(Column.NOTE, "")
    if (not parts and is_nothing(note)) or tells_people(note, "; ".join(parts), lexicon):
        parts.append(note)
    elif counted := find_unsaid(note, "; ".join(parts), lexicon):
        walk.doubts.append(Doubt(rule="figure-ambiguous", locator=row.locator, texts=(counted[:QUOTE],)))
    return "; ".join(parts)
