"""Which submission counts for a unit and period when several came, and which others it supersedes.

Only accepted submissions count, and supersede what waits as well where that is surely older (waiting); a scan whose
recognised text nobody has seen may at most turn out to be the signed copy of one that does. Everything is kept:
superseding is a statement about counting, nothing is removed. A stored `superseded_by` is an outcome of these rules,
so it is never read here.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.plan import Plan
from schemas.report import SignedCopy
from schemas.submission import FiledSubmission, Submission
from schemas.values import CheckStatus
from tonghop.consolidation.copies import (
    choose_working,
    describe_copies,
    find_differing,
    is_recognised_scan,
    is_signed_copy,
    parse_number,
)
from tonghop.consolidation.deadlines import compute_arrival
from tonghop.consolidation.texts import normalise_text
from tonghop.consolidation.waiting import find_settled, find_written_day

_WORD = re.compile(r"[^\W_]+")


class Revisions(NamedTuple):
    """What counts: (unit, period) -> submission, with its signed copy's number, date and signer; and what does not."""

    counted: dict[tuple[str, str], FiledSubmission]
    superseded: dict[str, str]  # id -> id of the one that counts
    copies: dict[tuple[str, str], tuple[SignedCopy, ...]]  # of the one that counts
    overtaken: dict[str, str]  # id of what came after a replacing report and is not older by date or number -> that one


class _Version(NamedTuple):
    """One content of a report; however often it came, it arrived when it came first."""

    id: str
    arrived_at: datetime
    dated: date | None
    number: tuple[str, int] | None
    replaces: bool
    members: tuple[FiledSubmission, ...] = ()  # by arrival
    copies: tuple[SignedCopy, ...] = ()


def is_countable(submission: FiledSubmission) -> bool:
    """Whether it may count at all: accepted, and its unit and period are certain."""
    content = submission.content
    return (
        submission.status is CheckStatus.ACCEPTED
        and content is not None
        and content.unit is not None
        and content.period is not None
    )


def sort_out_revisions(submissions: Iterable[FiledSubmission], decisions: Decisions = NO_DECISIONS) -> Revisions:
    """Find what counts for each unit and period. The order of `submissions` does not matter.

    Among accepted ones, in this order: one content counts once, as its first arrival, and a signed copy is one with its
    working copy; a report that says it replaces an earlier one wins, unless a later arrival carries a later date, or,
    where a date is missing, a higher number of the same series; an older date, then an older number of the same series,
    loses; then the latest arrival wins. Numbered 9, then 5, then 9 again: 9 counts, as it came first.
    """
    groups: dict[tuple[str, str], list[FiledSubmission]] = defaultdict(list)
    everything = list(submissions)
    for submission in everything:
        if is_countable(submission) or is_recognised_scan(submission):
            content = submission.content
            groups[(content and content.unit) or "", (content and content.period) or ""].append(submission)
    found = Revisions({}, {}, {}, {})
    for key, group in sorted(groups.items(), key=lambda pair: pair[0]):
        versions = _list_versions(group, decisions)
        if not versions:
            continue
        winner = _choose(versions)
        if winner.replaces:
            found.overtaken.update({each.id: winner.id for each in versions if _may_follow(each, winner)})
        found.counted[key] = _give_authority(winner)
        told = {member.id for version in versions for member in version.members} - {winner.id}
        found.superseded.update(dict.fromkeys(sorted(told), winner.id))
        if winner.copies:
            found.copies[key] = winner.copies
    # What the rules above settled, a scan that is the signed copy, stands; the rest no longer needs a person.
    settled = find_settled(everything, found.counted)
    found.superseded.update((loser, winner) for loser, winner in settled.items() if loser not in found.superseded)
    return found


def find_revisions(submissions: Iterable[FiledSubmission], decisions: Decisions = NO_DECISIONS) -> dict[str, str]:
    """Find superseded submissions: id -> id of the one that counts for the same unit and period."""
    return dict(sorted(sort_out_revisions(submissions, decisions).superseded.items()))


def count_submissions(
    submissions: Iterable[FiledSubmission],
    period_code: str,
    plan: Plan | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> tuple[FiledSubmission, ...]:
    """Choose the submissions that count for a period: at most one per unit.

    With `plan` they stand in its order of units and units that it does not know are left out; without, by unit code.
    """
    return list_counted(sort_out_revisions(submissions, decisions), period_code, plan)


def list_counted(revisions: Revisions, period_code: str, plan: Plan | None = None) -> tuple[FiledSubmission, ...]:
    """Those that count for a period, in the plan's order of units."""
    counted = {unit: each for (unit, period), each in revisions.counted.items() if period == period_code}
    units = sorted(counted) if plan is None else [unit.code for unit in plan.units]
    return tuple(counted[unit] for unit in units if unit in counted)


def is_replacing(submission: FiledSubmission) -> bool:
    """Whether it waits for a person and says that it replaces an earlier one."""
    content = submission.content
    return submission.status is CheckStatus.NEEDS_PERSON and content is not None and content.replaces


def awaits_replacing(waiting: FiledSubmission, counted: FiledSubmission) -> bool:
    """Whether a report waits for a person that says it replaces an earlier one, which is the one that counts now."""
    new, old = waiting.content, counted.content
    if new is None or old is None or not is_replacing(waiting):
        return False
    if not is_countable(counted) or new.unit is None or (new.unit, new.period) != (old.unit, old.period):
        return False
    return compute_arrival(waiting) > compute_arrival(counted)


def _list_versions(group: Sequence[FiledSubmission], decisions: Decisions) -> list[_Version]:
    """The versions among what came for one unit and period."""
    accepted = sorted(filter(is_countable, group), key=lambda each: (compute_arrival(each), each.id))
    if len(group) == 1:
        return [_describe(accepted, (), decisions)] if accepted else []
    classes = _fold_copies(accepted)
    working = [members for members in classes if not all(map(is_signed_copy, members))]
    first_working = [next(each for each in members if not is_signed_copy(each)) for members in working]
    attached: dict[str, list[FiledSubmission]] = defaultdict(list)
    alone = []
    for members in (members for members in classes if all(map(is_signed_copy, members))):
        partner = choose_working(members[0], first_working)
        if partner is None:
            alone.append(members)
        else:
            attached[partner.id] += members
    for scan in sorted((each for each in group if not is_countable(each)), key=lambda each: each.id):
        partner = choose_working(scan, first_working)
        # A scan that nobody has seen says nothing against the words of its working copy; a person reads it first.
        if partner is not None and not any(find_differing(partner, scan)):
            attached[partner.id].append(scan)
    paired = zip(working, first_working, strict=True)
    return [
        *(_describe(members, attached[first.id], decisions) for members, first in paired),
        *(_describe(members, (), decisions) for members in alone),
    ]


def _fold_copies(accepted: Sequence[FiledSubmission]) -> list[list[FiledSubmission]]:
    """Classes of one content: the same documents or the same words. All by arrival, as `accepted` is."""
    leader = list(range(len(accepted)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    first: dict[object, int] = {}
    for place, submission in enumerate(accepted):
        for key in _list_keys(submission):
            one, other = sorted((find(place), find(first.setdefault(key, place))))
            leader[other] = one
    classes: dict[int, list[FiledSubmission]] = defaultdict(list)
    for place, submission in enumerate(accepted):
        classes[find(place)].append(submission)
    return list(classes.values())


def _list_keys(submission: FiledSubmission) -> list[object]:
    keys: list[object] = [frozenset(file.sha256 for file in submission.files)] if submission.files else []
    return [*keys, _compute_words(submission.content)] if submission.content is not None else keys


def _describe(
    members: Sequence[FiledSubmission], attached: Sequence[FiledSubmission], decisions: Decisions
) -> _Version:
    """The version of some copies and of the signed ones that belong to them."""
    working = [each for each in members if not is_signed_copy(each)]
    signed = [each for each in (*members, *attached) if is_signed_copy(each)] if working else []
    copies = tuple(describe_copies(working[0], each, decisions) for each in signed)
    first = next(iter(working or members))
    chosen = next((each.signed for each in copies if each.counted == each.signed), first.id)
    everyone = sorted((*members, *attached), key=lambda each: (compute_arrival(each), each.id))
    contents = [each.content for each in everyone if is_countable(each) and each.content is not None]
    days = [day for each in everyone if is_countable(each) and (day := find_written_day(each)) is not None]
    return _Version(
        id=chosen,
        arrived_at=min(compute_arrival(each) for each in members),
        dated=max(days, default=None),
        number=max((number for each in contents if (number := parse_number(each.number)) is not None), default=None),
        replaces=any(each.replaces for each in contents),
        members=tuple(everyone),
        copies=copies,
    )


def _give_authority(version: _Version) -> FiledSubmission:
    """The one that counts, with number, date and signer of its signed copy, or of another copy where it has none."""
    chosen = next(each for each in version.members if each.id == version.id)
    content = chosen.content
    if content is None or len(version.members) == 1:
        return chosen
    accepted = [each for each in version.members if is_countable(each)]
    signed = [each.content for each in accepted if is_signed_copy(each)]
    order = [*signed, content, *(each.content for each in accepted)]
    given = {
        field: next((value for each in order if (value := getattr(each, field)) is not None), None)
        for field in ("number", "dated", "signer")
    }
    return chosen.model_copy(update={"content": content.model_copy(update=given)})


def _compute_words(content: Submission) -> bytes:
    """A hash of what the report says, not of where a sentence stands or ends: one for a Word file and its PDF."""
    items = tuple(
        (
            number,
            report.state.value,
            _join(each.text for each in report.activities),
            [(q.value, q.measure.casefold(), q.scope.value) for each in report.activities for q in each.quantities],
        )
        for number, report in sorted(content.items.items())
    )
    sections = tuple(
        (section, _join(each.text for each in texts)) for section, texts in sorted(content.sections.items())
    )
    unfiled = (_join(each.text for each in content.unassigned), _join(each.text for each in content.dropped))
    return hashlib.sha256(repr((items, sections, unfiled, content.replaces)).encode()).digest()


def _join(texts: Iterable[str]) -> str:
    return " ".join(_WORD.findall(normalise_text(" ".join(texts))))


def _choose(versions: list[_Version]) -> _Version:
    replacing = [each for each in versions if each.replaces]
    if not replacing:
        return _choose_latest(versions)
    best = _choose_latest(replacing)
    later = [each for each in versions if _follows(each, best)]
    return _choose_latest(later) if later else best


def _follows(version: _Version, best: _Version) -> bool:
    """Whether it came later and says itself that it was written later."""
    if version.arrived_at <= best.arrived_at:
        return False
    if version.dated is not None and best.dated is not None and version.dated != best.dated:
        return version.dated > best.dated
    return _compare_numbers(version, best) > 0


def _may_follow(version: _Version, winner: _Version) -> bool:
    """Whether it came later and nothing in it says that it was written earlier: only its unit knows which one holds."""
    is_older = version.dated is not None and winner.dated is not None and version.dated < winner.dated
    came_later = version.id != winner.id and version.arrived_at > winner.arrived_at
    return came_later and not version.replaces and not is_older and _compare_numbers(version, winner) >= 0


def _compare_numbers(version: _Version, other: _Version) -> int:
    """Above 0 for a higher number of the same series, below for a lower one; 0 where that cannot be told."""
    if version.number is None or other.number is None or version.number[0] != other.number[0]:
        return 0
    return version.number[1] - other.number[1]


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
