"""Stated totals whose parts stand in other sentences or rows, judged with the figures as people adjusted them.

A unit wrote 44 over 28 and 13, and a person made 41 of it: what checking told of the total is settled. Another one was
made 29 of 28, and a total that was right is so no more. Keeps out totals within one sentence (adjusted_sums) and
finding what is a total (understanding).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from schemas.report import ReportFinding
from schemas.rules import make_finding
from schemas.submission import FiledSubmission, Quantity
from tonghop.consolidation.frames import list_rows
from tonghop.consolidation.messages import quote
from tonghop.consolidation.sums import add_values
from tonghop.consolidation.totals import choose_family
from tonghop.numerals import format_number

RULE = "total-mismatch"
_NUMBER = re.compile(r"(?<!\w)\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\w)|(?<!\w)\d+(?:,\d+)?(?!\w)")
_ROW = re.compile(r"^(?P<table>.*/t\d+)/r(?P<row>\d+)(?:/|$)")
_STATED = re.compile(r"\W*(?:tổng|cộng)\b", re.IGNORECASE)
_FEWEST_PARTS = 2


class Rechecked(NamedTuple):
    """What of the submissions' own findings is true no more, and what is wrong now."""

    settled: Mapping[str, frozenset[int]]
    """Submission id -> which of its findings, by their place."""
    findings: tuple[ReportFinding, ...]


class _Spot(NamedTuple):
    """A figure before and after."""

    row: Any
    before: Quantity
    after: Quantity

    @property
    def is_changed(self) -> bool:
        return self.before.value != self.after.value


class _Sum(NamedTuple):
    total: int | float
    parts: Sequence[int | float]

    @property
    def agrees(self) -> bool:
        told = add_values(self.parts)
        return told == self.total or (len(self.parts) == 1 and told <= self.total)


def recheck_totals(
    submissions: Sequence[FiledSubmission],
    written: pd.DataFrame,
    adjusted: pd.DataFrame,
    sentences: Mapping[str, str],
    families: Mapping[str, tuple[str, ...]],
) -> Rechecked:
    """Judge the stated totals of the submissions in which a figure was changed.

    Args:
        submissions: those that count.
        written: the frame of their activities.
        adjusted: the same rows with the changed figures.
        sentences: activity id -> its words with the changed numbers.
        families: measure as written -> names of its families (`totals.find_families`).
    """
    spots: dict[str, list[_Spot]] = {}
    for row, now in zip(list_rows(written), list_rows(adjusted), strict=True):
        pairs = zip(row.activity.quantities, now.activity.quantities, strict=True)
        spots.setdefault(row.submission, []).extend(_Spot(row, before, after) for before, after in pairs)
    settled: dict[str, frozenset[int]] = {}
    findings: list[ReportFinding] = []
    for each in submissions:
        own = spots.get(each.id, [])
        if any(spot.is_changed for spot in own):
            over = dict(_recheck_told(each, own))
            settled[each.id] = frozenset(over)
            wrong = [*filter(None, over.values()), *_list_row_sums(own, families)]
            findings += [_tell(spot, changed, told, sentences) for spot, changed, told in wrong]
    return Rechecked(settled, tuple(findings))


_Wrong = tuple[_Spot, _Spot, _Sum]
"""(the total, a changed figure, what they are now)."""


def _recheck_told(submission: FiledSubmission, spots: Sequence[_Spot]) -> Iterator[tuple[int, _Wrong | None]]:
    """(place of a finding that speaks of changed figures, what is wrong now or None), for those that are told so."""
    if submission.content is None:
        return
    doubts: dict[str | None, list[tuple[str, ...]]] = {}
    for doubt in submission.content.doubts:
        if doubt.rule == RULE:
            doubts.setdefault(doubt.locator, []).append(doubt.texts)
    places: dict[str | None, list[int]] = {}
    for place, finding in enumerate(submission.findings):
        if finding.rule == RULE:
            places.setdefault(finding.locator, []).append(place)
    for locator, told in doubts.items():
        if locator is None or len(told) != len(places.get(locator, ())):
            continue
        for place, texts in zip(places[locator], told, strict=True):
            found = _recheck(locator, texts, spots)
            if found is not None:
                yield place, None if found[2].agrees else found


def _recheck(locator: str, texts: Sequence[str], spots: Sequence[_Spot]) -> _Wrong | None:
    """The total at a place and its parts as they are now; None where none of them was changed."""
    numbers = [[_parse(number) for number in _NUMBER.findall(text)] for text in texts[:2]]
    if len(numbers) < 2 or not numbers[0] or not numbers[1]:
        return None
    value = numbers[0][0]
    here = [each for each in spots if locator == each.row.locator or locator.startswith(f"{each.row.locator}/")]
    total = next((each for each in here if each.before.value == value), None)
    if total is None:
        return None
    table = _ROW.match(locator)
    left = [
        each
        for each in spots
        if each is not total and each.is_changed and each.before.scope is total.before.scope
        and (table is None or each.row.locator.startswith(f"{table['table']}/"))
    ]  # fmt: skip
    parts, changed = [], [total] if total.is_changed else []
    for part in numbers[1]:
        found = next((each for each in left if each.before.value == part), None)
        parts.append(part if found is None else found.after.value)
        if found is not None:
            left.remove(found)
            changed.append(found)
    return (total, changed[0], _Sum(total.after.value, parts)) if changed else None


def _list_row_sums(spots: Sequence[_Spot], families: Mapping[str, tuple[str, ...]]) -> Iterator[_Wrong]:
    """The total rows of tables that were what the rows above them add up to, and are no more."""
    above: dict[object, list[_Spot]] = {}
    for spot in sorted(spots, key=_order):
        table = _ROW.match(spot.row.locator)
        if table is None or spot.before.value_max is not None:
            continue
        family = choose_family(spot.before.measure, families)
        key = (spot.row.sha256, table["table"], family, spot.before.scope)
        parts = above.setdefault(key, [])
        if not _STATED.match(spot.row.activity.text):
            parts.append(spot)
            continue
        before = _Sum(spot.before.value, [each.before.value for each in parts])
        now = _Sum(spot.after.value, [each.after.value for each in parts])
        changed = [each for each in (spot, *parts) if each.is_changed]
        if len(parts) >= _FEWEST_PARTS and before.agrees and changed and not now.agrees:
            yield spot, changed[0], now
        above[key] = []


def _order(spot: _Spot) -> tuple[str, str, int]:
    table = _ROW.match(spot.row.locator)
    return (spot.row.sha256, table["table"], int(table["row"])) if table is not None else (spot.row.sha256, "", 0)


def _tell(total: _Spot, changed: _Spot, told: _Sum, sentences: Mapping[str, str]) -> ReportFinding:
    finding = make_finding(
        "adjusted-sum",
        total.row.locator,
        old=format_number(changed.before.value),
        new=format_number(changed.after.value),
        measure=changed.after.measure,
        total=f"{format_number(told.total)} {total.after.measure}",
        sum=format_number(add_values(told.parts)),
        text=quote(sentences.get(total.row.id, total.row.activity.text)),
    )
    return ReportFinding(**finding.model_dump(), unit=total.row.unit, submission=total.row.submission)


def _parse(number: str) -> int | float:
    plain = number.replace(".", "").replace(",", ".")
    return float(Decimal(plain)) if "." in plain else int(plain)
