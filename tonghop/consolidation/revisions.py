"""Which submission counts for a unit and period when several came, and which others it supersedes.

Only accepted submissions take part. Everything is kept: superseding is a statement about counting, nothing is removed.
A stored `superseded_by` is an outcome of these rules, so it is never read here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from schemas.plan import Plan
from schemas.submission import FiledSubmission, Submission
from schemas.values import CheckStatus
from tonghop.consolidation.deadlines import compute_arrival
from tonghop.consolidation.texts import fold_text, normalise_text

_NUMBER = re.compile(r"\s*(?:số\s*:?\s*)?(\d+)\s*([^\d\s].*)?", re.IGNORECASE)


class _Version(NamedTuple):
    """One content of a report; however often it came, it arrived when it came first."""

    id: str
    arrived_at: datetime
    dated: date | None
    number: tuple[str, int] | None
    replaces: bool


def is_countable(submission: FiledSubmission) -> bool:
    """Whether it may count at all: accepted, and its unit and period are certain."""
    content = submission.content
    return (
        submission.status is CheckStatus.ACCEPTED
        and content is not None
        and content.unit is not None
        and content.period is not None
    )


def find_revisions(submissions: Sequence[FiledSubmission]) -> dict[str, str]:
    """Find superseded submissions: id -> id of the one that counts for the same unit and period.

    Among accepted ones, in this order: one content counts once, as its first arrival; a report that says it replaces
    an earlier one wins, unless a later arrival carries a later date; an older date, then an older number of the same
    series, loses; then the latest arrival wins. The order of `submissions` does not matter.
    """
    groups: dict[tuple[str, str], list[FiledSubmission]] = defaultdict(list)
    for submission in submissions:
        if is_countable(submission) and submission.content is not None:
            groups[submission.content.unit or "", submission.content.period or ""].append(submission)
    superseded: dict[str, str] = {}
    for group in groups.values():
        winner = _choose(_list_versions(group))
        superseded |= {submission.id: winner.id for submission in group if submission.id != winner.id}
    return dict(sorted(superseded.items()))


def count_submissions(
    submissions: Sequence[FiledSubmission], period_code: str, plan: Plan | None = None
) -> tuple[FiledSubmission, ...]:
    """Choose the submissions that count for a period: at most one per unit.

    With `plan` they stand in its order of units and units that it does not know are left out; without, by unit code.
    """
    superseded = find_revisions(submissions)
    counted = {
        submission.content.unit or "": submission
        for submission in submissions
        if is_countable(submission)
        and submission.content is not None
        and submission.content.period == period_code
        and submission.id not in superseded
    }
    units = sorted(counted) if plan is None else [unit.code for unit in plan.units]
    return tuple(counted[unit] for unit in units if unit in counted)


def _list_versions(group: Iterable[FiledSubmission]) -> list[_Version]:
    """Fold copies of one content (same documents or same words) into versions, by first arrival."""
    classes: list[tuple[set[object], list[FiledSubmission]]] = []
    for submission in sorted(group, key=lambda each: (compute_arrival(each), each.id)):
        keys: set[object] = (
            {frozenset(file.sha256 for file in submission.files)} if submission.files else {submission.id}
        )
        if submission.content is not None:
            keys.add(_compute_words(submission.content))
        members = [submission]
        same = [each for each in classes if each[0] & keys]
        for each in same:
            classes.remove(each)
            keys |= each[0]
            members = each[1] + members
        classes.append((keys, members))
    return [_describe(members) for _, members in classes]


def _describe(members: list[FiledSubmission]) -> _Version:
    first = min(members, key=lambda each: (compute_arrival(each), each.id))
    contents = [each.content for each in members if each.content is not None]
    numbers = [number for each in contents if (number := _parse_number(each.number)) is not None]
    return _Version(
        id=first.id,
        arrived_at=compute_arrival(first),
        dated=max((each.dated for each in contents if each.dated is not None), default=None),
        number=max(numbers, default=None),
        replaces=any(each.replaces for each in contents),
    )


def _compute_words(content: Submission) -> tuple[object, ...]:
    """What the report says, without where it stands: equal for a working copy and its signed copy."""
    items = tuple(
        (
            number,
            report.state,
            tuple(
                (normalise_text(each.text), tuple((q.value, q.measure, q.scope) for q in each.quantities))
                for each in report.activities
            ),
        )
        for number, report in sorted(content.items.items())
    )
    sections = tuple(
        (section, tuple(normalise_text(each.text) for each in texts))
        for section, texts in sorted(content.sections.items())
    )
    return items, sections, tuple(normalise_text(each.text) for each in content.unassigned), content.replaces


def _parse_number(number: str | None) -> tuple[str, int] | None:
    """The series and the running number: 12/BC-TTNC -> ("bc ttnc", 12)."""
    match = _NUMBER.fullmatch(number or "")
    return (fold_text(match[2] or ""), int(match[1])) if match else None


def _choose(versions: list[_Version]) -> _Version:
    replacing = [each for each in versions if each.replaces]
    if not replacing:
        return _choose_latest(versions)
    best = _choose_latest(replacing)
    later = [
        each
        for each in versions
        if each.dated is not None
        and best.dated is not None
        and each.dated > best.dated
        and each.arrived_at > best.arrived_at
    ]
    return _choose_latest(later) if later else best


def _choose_latest(versions: list[_Version]) -> _Version:
    """Filter by date, then by number, then by arrival: each filter is an order of its own, so no circle can arise."""
    left = _keep_highest(versions, lambda each: None if each.dated is None else ("", each.dated.toordinal()))
    left = _keep_highest(left, lambda each: each.number)
    return max(left, key=lambda each: (each.arrived_at, each.id))


def _keep_highest(versions: list[_Version], key: Callable[[_Version], tuple[str, int] | None]) -> list[_Version]:
    """Drop those that have a lower value in a series than another; one without the value stays."""
    highest: dict[str, int] = {}
    for each in versions:
        if (value := key(each)) is not None:
            highest[value[0]] = max(value[1], highest.get(value[0], value[1]))
    return [each for each in versions if (value := key(each)) is None or value[1] == highest[value[0]]]
