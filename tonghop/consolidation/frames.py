"""The activities of the counted submissions as one frame: one row per activity, repeats dropped, ordered and named.

Columns are Python objects (dtype object), so that whole numbers stay whole and nothing becomes NaN.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from schemas.decision import Decisions
from schemas.plan import Plan
from schemas.report import ReportActivity
from schemas.subjects import make_result_subject
from schemas.submission import FiledSubmission, ItemReport, Submission
from schemas.values import ResultChoice, Role
from tonghop.consolidation.texts import normalise_text

_COLUMNS = ["submission", "unit", "item", "locator", "sha256", "words", "activity"]


def build_activities(counted: Sequence[FiledSubmission], plan: Plan) -> pd.DataFrame:
    """Build the frame of activities.

    Columns: id, submission, unit, item, locator, sha256, activity (the understood Activity); ordered by item, by the
    plan's units, then as in the document.
    """
    return (
        list_activities(counted)
        .pipe(mark_signed, counted)
        .pipe(drop_repeats)
        .pipe(order_activities, plan)
        .pipe(name_activities)
    )


def list_activities(counted: Sequence[FiledSubmission]) -> pd.DataFrame:
    """One row per activity as understood, in the order of submissions, items and document."""
    rows = [
        (
            submission.id,
            submission.content.unit,
            item,
            each.locator,
            each.sha256,
            # Equal words with other figures or dates (two rows of one table) or of another channel are two activities.
            (normalise_text(each.text), each.dates, each.quantities, each.aspects),
            each,
        )
        for submission in counted
        if submission.content is not None
        for item, report in sorted(submission.content.items.items())
        if not report.returned
        for each in report.activities
    ]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def mark_signed(activities: pd.DataFrame, counted: Sequence[FiledSubmission]) -> pd.DataFrame:
    """Add `signed`: whether the words stand in a signed copy (a document of unknown role is a working one)."""
    roles = {
        (submission.id, file.sha256): file.role is Role.SIGNED for submission in counted for file in submission.files
    }
    frame = pd.DataFrame(
        [(*key, signed) for key, signed in roles.items()], columns=["submission", "sha256", "signed"], dtype=object
    )
    merged = activities.merge(frame, how="left", on=["submission", "sha256"], validate="many_to_one")
    return merged.assign(signed=[signed is True for signed in merged["signed"]])


def drop_repeats(activities: pd.DataFrame) -> pd.DataFrame:
    """Keep one of the activities that a submission tells twice under one item, from the working copy if it is there."""
    kept = activities.sort_values("signed", kind="stable").drop_duplicates(["submission", "item", "words"])
    return kept.sort_index().drop(columns=["signed", "words"])


def order_activities(activities: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Order by item, by the plan's units, then as in the document."""
    units = pd.DataFrame(
        [(unit.code, place) for place, unit in enumerate(plan.units)], columns=["unit", "place"], dtype=object
    )
    return (
        activities.merge(units, how="left", on="unit", validate="many_to_one")
        .sort_values(["item", "place"], kind="stable")
        .drop(columns="place")
        .reset_index(drop=True)
    )


def name_activities(activities: pd.DataFrame) -> pd.DataFrame:
    """Add `id`, `<submission>:<locator>`, with #2, #3 ... where two documents of a submission share a locator."""
    repeat = activities.groupby(["submission", "locator"], sort=False).cumcount()
    ids = [
        f"{submission}:{locator}" + (f"#{n + 1}" if n else "")
        for submission, locator, n in zip(activities["submission"], activities["locator"], repeat, strict=True)
    ]
    return activities.assign(id=pd.Series(ids, index=activities.index, dtype=object))


def list_rows(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples; the columns are Python objects, whose types pandas cannot tell."""
    return list(frame.itertuples(index=False))


def find_vague(activities: pd.DataFrame, counted: Sequence[FiledSubmission], decisions: Decisions) -> frozenset[str]:
    """Ids of the activities that tell no concrete result, or only what is planned, unless a person said otherwise."""
    reports = {
        (submission.id, item): (submission.content, report)
        for submission in counted
        if submission.content is not None
        for item, report in submission.content.items.items()
        if not report.concrete or any(each.planned for each in report.activities)
    }
    undecided = {
        key
        for key, (content, report) in reports.items()
        if report.concrete or not _is_result(content, key[1], report, decisions)
    }
    if not undecided:
        return frozenset()
    vague = {key for key in undecided if not reports[key][1].concrete}
    return frozenset(
        row.id
        for row in list_rows(activities)
        if (row.submission, row.item) in vague or (row.activity.planned and (row.submission, row.item) in undecided)
    )


def _is_result(content: Submission, item: int, report: ItemReport, decisions: Decisions) -> bool:
    decision = decisions.get(make_result_subject(content.period or "", content.unit or "", item, report))
    return decision is not None and decision.choice == ResultChoice.COUNT


def convert_activities(activities: pd.DataFrame, hidden: Collection[str] = ()) -> tuple[ReportActivity, ...]:
    """The rows as the report's activities, in their order; those that are `hidden` are not printed."""
    return tuple(
        ReportActivity(
            id=row.id,
            unit=row.unit,
            item=row.item,
            text=row.activity.text,
            locator=row.locator,
            sha256=row.sha256,
            dates=tuple(day.isoformat() for day in row.activity.dates),
            aspects=row.activity.aspects,
            countries=row.activity.countries,
            partners=row.activity.partners,
            quantities=row.activity.quantities,
            printed=row.id not in hidden,
            planned=row.activity.planned,
        )
        for row in list_rows(activities)
    )
