"""Reports that wait for a person and need not any more: what replaced them counts, or the same file waits already.

Keeps out which of several accepted reports counts (revisions). What is not sure is still asked about.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from schemas.submission import FiledSubmission
from schemas.values import CheckStatus
from tonghop.consolidation.copies import parse_number
from tonghop.consolidation.deadlines import compute_arrival

_AHEAD = timedelta(days=31)
"""A report may come some days before the day that it bears: that of its signing."""
_Key = tuple[str, str]


def find_settled(submissions: Iterable[FiledSubmission], counted: Mapping[_Key, FiledSubmission]) -> dict[str, str]:
    """Waiting submission -> the one that makes its question needless. The order of `submissions` does not matter.

    Args:
        submissions: all of them; only those that wait and whose unit and period are certain matter.
        counted: (unit, period) -> the accepted one that counts.
    """
    settled: dict[str, str] = {}
    first: dict[object, str] = {}
    waiting = (each for each in submissions if _find_key(each) is not None)
    for each in sorted(waiting, key=lambda each: (compute_arrival(each), each.id)):
        key = _find_key(each)
        winner = counted.get(key) if key is not None else None
        if winner is not None and is_replaced(each, winner):
            settled[each.id] = winner.id
            continue
        files = frozenset(file.sha256 for file in each.files)
        if files and (earlier := first.setdefault((key, files), each.id)) != each.id:
            settled[each.id] = earlier
    return settled


def is_replaced(waiting: FiledSubmission, counted: FiledSubmission) -> bool:
    """Whether the one that counts takes its place: the same files, or surely written later; in doubt it does not.

    What came later by arrival alone may be another part of the report, so a person is asked.
    """
    if {file.sha256 for file in waiting.files} <= {file.sha256 for file in counted.files}:
        return bool(waiting.files)
    old, new = waiting.content, counted.content
    if old is None or new is None or compute_arrival(waiting) > compute_arrival(counted):
        return False
    days = find_written_day(waiting), find_written_day(counted)
    numbers = parse_number(old.number), parse_number(new.number)
    by_day = 0 if days[0] is None or days[1] is None else (days[1] > days[0]) - (days[1] < days[0])
    by_number = 0
    if numbers[0] is not None and numbers[1] is not None and numbers[0][0] == numbers[1][0]:
        by_number = (numbers[1][1] > numbers[0][1]) - (numbers[1][1] < numbers[0][1])
    if min(by_day, by_number) < 0:
        return False
    return (new.replaces and not old.replaces) or max(by_day, by_number) > 0


def find_written_day(submission: FiledSubmission) -> date | None:
    """The day that a report bears; one long after it came (2042 for 2024) is a slip of the pen and tells no order."""
    day = submission.content.dated if submission.content is not None else None
    is_likely = day is not None and day <= compute_arrival(submission).date() + _AHEAD
    return day if is_likely else None


def _find_key(submission: FiledSubmission) -> _Key | None:
    """Unit and period of one that waits, where they are certain."""
    content = submission.content
    if submission.status is not CheckStatus.NEEDS_PERSON or content is None:
        return None
    if any(not picture.seen for picture in content.pictures):
        return None  # whether a picture bears a mark of secrecy must be looked at, whatever replaces its report
    return (content.unit, content.period) if content.unit is not None and content.period is not None else None
