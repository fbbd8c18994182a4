"""With which periods a report is compared, and what of an issued report takes part.

Light: nothing is compared here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from sys import intern
from typing import Any

from schemas.history import IssuedActivity, IssuedReport, IssuedTotal
from schemas.period import Period, parse_period
from schemas.report import Comparison, Total
from schemas.subjects import make_comparison_subject
from schemas.values import ComparedWith, MissingReason, ReportKind, Scope
from tonghop.consolidation.by_unit import split_total
from tonghop.consolidation.starts import join_starts


def list_compared_periods(period: Period) -> tuple[tuple[ComparedWith, str], ...]:
    """(with what, period code) in the order in which they are shown; empty for an ad hoc period, which has no like.

    A year's last year is its previous period; it is compared once, and with its own first half besides.
    """
    if period.kind is ReportKind.AD_HOC:
        return ()
    if period.half is None:
        return (ComparedWith.PREVIOUS, str(period.year - 1)), (ComparedWith.HALF, f"{period.year}-H1")
    previous = f"{period.year}-H1" if period.half == 2 else f"{period.year - 1}-H2"
    return (ComparedWith.PREVIOUS, previous), (ComparedWith.LAST_YEAR, f"{period.year - 1}-H{period.half}")


def make_issued(
    facts: Mapping[str, Any], *, against: ComparedWith, version: int, issued_on: date | None
) -> IssuedReport:
    """What of an issued report.json takes part in a comparison.

    Raises KeyError, TypeError or ValueError when it has not the form of a report.
    """
    owners = {each["id"]: intern(each["unit"]) for each in facts["activities"]}
    estimate = bool(facts.get("estimate"))
    year = parse_period(facts["period"]).year
    quantities = {each["id"]: each["quantities"] for each in facts["activities"]}

    def find(activity: str, nth: int) -> tuple[str, int | float, str | None] | None:
        told = quantities.get(activity, ())
        return (owners[activity], told[nth]["value"], told[nth].get("since")) if nth < len(told) else None

    return IssuedReport(
        against=against,
        period=facts["period"],
        version=version,
        issued_on=issued_on,
        reporters=frozenset(owners.values()) | _list_reporters(facts["coverage"]["cells"]),
        totals=tuple(_make_total(Total.model_validate(each), find, estimate, year) for each in facts["totals"]),
        activities=tuple(
            IssuedActivity(intern(each["unit"]), int(each["item"]), str(each["text"]))
            for each in facts["activities"]
            if not each.get("planned")
        ),
        returned=frozenset((str(unit), int(item)) for unit, item in facts.get("returned_items", ())),
    )


def make_row_subject(row: Comparison, version: int) -> str:
    """The subject of the question about a suspect figure, that of the issued `version` of its half-year."""
    return make_comparison_subject(
        row.indicator,
        row.measure,
        row.scope,
        value=tell_value(row) or 0,
        base=row.base or 0,
        half=row.period,
        version=version,
    )


def tell_value(row: Comparison) -> int | float | None:
    """The figure now, where need be in the other scope."""
    return row.value if row.value is not None else row.other_value


def _list_reporters(cells: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> frozenset[str]:
    """Units with a cell that is not missing for want of a report."""
    absent = MissingReason.NO_REPORT.value
    return frozenset(unit for unit, row in cells.items() if any(cell.get("reason") != absent for cell in row.values()))


def _make_total(
    total: Total, find: Callable[[str, int], tuple[str, int | float, str | None] | None], estimate: bool, year: int
) -> IssuedTotal:
    parts = split_total(total.parts, find)
    starts = [part.since for part in parts.values()]
    return IssuedTotal(
        item=total.item,
        indicator=total.indicator,
        measure=total.measure,
        scope=total.scope,
        value=total.value,
        precision=total.precision,
        estimate=total.estimate or (estimate and total.scope is Scope.PERIOD),
        units=frozenset(parts),
        by_unit={unit: part.value for unit, part in parts.items()},
        since={unit: part.since for unit, part in parts.items() if part.since is not None},
        disputed=total.disputed,
        adjusted=total.adjusted_from is not None,
        begins=(total.since or join_starts(starts, year)) if total.scope is Scope.CUMULATIVE else None,
    )
