"""Record what a person decided on a question, once, and what that reverses.

Looks at scans (inbox.py) and senders (senders.py) have rules of their own; what follows from a decision is the steps'.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from schemas.decision import Decision
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.subjects import (
    list_serious,
    make_evidence_key,
    make_submission_subject,
)
from schemas.submission import FiledSubmission, PlacedText, Submission, UnfiledText
from schemas.values import QuestionKind, SubmissionChoice
from tonghop.consolidation.identity_questions import NO_REPORT
from tonghop.consolidation.item_questions import ask_item
from tonghop.consolidation.questions import WAITING_CHOICES
from tonghop.decisions import messages
from tonghop.decisions.keys import DecisionError, find_rows, make_short_key
from tonghop.decisions.senders import BY_HAND, LATER, ask_senders
from tonghop.ledger import Ledger
from tonghop.ledger.delivery_rows import lock_chain
from tonghop.ledger.questions import (
    find_asked,
    find_decision,
    open_question,
    record_decision,
    split_key,
)
from tonghop.ledger.submissions import load_submissions

_IDENTITY = (QuestionKind.UNIT.value, QuestionKind.PERIOD.value)
_NO_REPORT = (SubmissionChoice.RETURN.value, SubmissionChoice.SET_ASIDE.value)
_ELSEWHERE = {QuestionKind.SECRECY.value: messages.SECRECY_ELSEWHERE, QuestionKind.DELIVERY.value: messages.OTHER_KIND}
_MOST_SHOWN = 3


class Decider(NamedTuple):
    """Who decides and who writes it down, why and when."""

    decided_by: str
    recorded_by: str
    note: str | None
    at: datetime


class Recorded(NamedTuple):
    """A decision as it was recorded."""

    is_new: bool
    """False when just that was recorded before."""
    key: str
    """Short key of what it is about, for changing it later."""
    label: str
    """Of the choice."""
    earlier: Decision | None
    """The decision that this one reverses."""
    earlier_label: str | None
    waits_on: bool
    """What was decided is to wait: the question stays open."""


def find_kind(ledger: Ledger, key: str, *, example: bool) -> QuestionKind:
    """The kind of the question with that short key. Raises DecisionError when there is none."""
    with ledger.read() as connection:
        rows = find_rows(connection, key)
        if rows:
            return QuestionKind(rows[0].kind)
        waiting = ask_senders(connection, None, example=example)
    if any(make_short_key(asked.question.key) == key.strip() for asked in waiting):
        return QuestionKind.SENDER
    raise DecisionError(messages.UNKNOWN_KEY.format(key=key.strip()))


def is_asked(ledger: Ledger, key: str) -> bool:
    """Whether a question with that short key stands in the ledger, open or not."""
    with ledger.read() as connection:
        return bool(find_rows(connection, key))


def record_choice(ledger: Ledger, key: str, choice: str, decider: Decider, *, is_still: bool = False) -> Recorded:
    """Record a person's choice on a question.

    The same choice again records nothing; another one reverses the earlier. With `is_still` the question must be open
    and undecided, as it was when the person was asked.

    Raises:
        DecisionError: no such question, no such choice, one that is decided elsewhere, or one that asks no more.
    """
    with ledger.write() as connection:
        lock_chain(connection)  # of two who decide at once, the second one sees what the first one decided
        rows = find_rows(connection, key)
        if not rows:
            raise DecisionError(messages.UNKNOWN_KEY.format(key=key.strip()))
        if rows[0].kind in _ELSEWHERE:
            kind = QuestionKind(rows[0].kind).label
            raise DecisionError(_ELSEWHERE[rows[0].kind].format(key=key.strip(), kind=kind))
        chosen = _find_candidate(rows[-1], choice)
        return _record(connection, rows, chosen, decider, is_still=is_still)


def record_item(
    ledger: Ledger, submission: str, text: str, item: int | None, find_plan: Callable[[int], Plan], decider: Decider
) -> Recorded:
    """Record to which item a sentence of a submission belongs, whether or not anybody asked.

    Args:
        ledger: the ledger.
        submission: the first characters of its id.
        text: the sentence, or enough words of it to know it.
        item: number of the item; None: it belongs to none.
        find_plan: the plan of a year, for the items.
        decider: who, why, when.

    Raises:
        DecisionError: no such submission, item or sentence, several of them, or a unit that is not known yet.
    """
    choice = f"item:{'none' if item is None else item}"
    with ledger.write() as connection:
        lock_chain(connection)
        filed = _find_submission(connection, submission)
        content = filed.content
        if content is None or content.unit is None or content.period is None:
            raise DecisionError(messages.FILE_UNKNOWN_UNIT)
        placed = _find_sentence(content, text)
        question = ask_item(filed, content, placed, find_plan(parse_period(content.period).year))
        chosen = next((each for each in question.candidates if each.code == choice), None)
        if chosen is None:
            raise DecisionError(messages.FILE_NO_ITEM.format(item=item, items=_tell(question.candidates)))
        rows = find_asked(connection, question.key) or [
            open_question(connection, question, at=decider.at, period=content.period)
        ]
        return _record(connection, rows, chosen, decider, is_still=False)


def list_choices(row: Row[Any]) -> tuple[Candidate, ...]:
    """The choices of a question as it was asked last."""
    return tuple(Candidate.model_validate(each) for each in row.candidates)


def _find_candidate(row: Row[Any], choice: str) -> Candidate:
    candidates = [each for each in list_choices(row) if each.code not in (BY_HAND, LATER, "")]
    found = next((each for each in candidates if each.code == choice.strip()), None)
    if found is None:
        raise DecisionError(messages.WRONG_CHOICE.format(choice=choice, choices=_tell(candidates)))
    return found


def _tell(candidates: Sequence[Candidate]) -> str:
    return "; ".join(f"{each.code} ({each.label})" for each in candidates)


def _record(
    connection: Connection, rows: Sequence[Row[Any]], chosen: Candidate, decider: Decider, *, is_still: bool
) -> Recorded:
    is_open, asked = any(row.closed_at is None for row in rows), split_key(rows[0].key)[1]
    if rows[0].kind in _IDENTITY and chosen.code in _NO_REPORT:
        rows = _ask_submission(connection, rows, decider.at)
    subject = split_key(rows[0].key)[1]
    earlier = find_decision(connection, subject) or find_decision(connection, asked)
    waits_on = chosen.code in WAITING_CHOICES
    told = Recorded(True, make_short_key(subject), chosen.label, None, None, waits_on)
    if earlier is not None and earlier.choice == chosen.code:
        return told._replace(is_new=False)
    if is_still and (not is_open or (earlier is not None and earlier.choice not in WAITING_CHOICES)):
        raise DecisionError(messages.DECIDED_SINCE.format(by=earlier.decided_by) if earlier else messages.CLOSED_SINCE)
    if not is_open and earlier is None:
        raise DecisionError(messages.CLOSED_SINCE)
    record_decision(
        connection,
        rows,
        chosen.code,
        decided_by=decider.decided_by,
        recorded_by=decider.recorded_by,
        note=decider.note,
        at=decider.at,
        stays_open=waits_on,
    )
    if earlier is None:
        return told
    labels = {each.code: each.label for each in list_choices(rows[-1])}
    return told._replace(earlier=earlier, earlier_label=labels.get(earlier.choice, earlier.choice))


def _ask_submission(connection: Connection, rows: Sequence[Row[Any]], at: datetime) -> list[Row[Any]]:
    """What is no report of this unit or period is decided of the submission itself."""
    (filed,) = load_submissions(connection, ids=[rows[0].submission_id])
    unassigned = len(filed.content.unassigned) if filed.content is not None else 0
    subject = make_submission_subject(filed.id, list_serious(filed.findings, unassigned))
    known = find_asked(connection, subject)
    if known:
        return known
    accept = SubmissionChoice.ACCEPT
    question = OpenQuestion(
        kind=QuestionKind.SUBMISSION,
        key=subject,
        submission=filed.id,
        text=rows[0].text,
        evidence=rows[0].evidence,
        place=rows[0].place,
        candidates=(Candidate(code=accept.value, label=accept.label), *NO_REPORT),
        consequence=rows[0].consequence,
    )
    return [open_question(connection, question, at=at, period=rows[0].period)]


def _find_submission(connection: Connection, start: str) -> FiledSubmission:
    start = start.strip().lower()
    found = [each for each in load_submissions(connection) if start and each.id.lower().startswith(start)]
    if len(found) != 1:
        told = messages.FILE_NO_SUBMISSION if not found else messages.FILE_MANY_SUBMISSIONS
        raise DecisionError(told.format(id=start))
    return found[0]


def _find_sentence(content: Submission, text: str) -> UnfiledText:
    """The sentence that has just these words, else the only one that holds them."""
    placed: list[PlacedText | UnfiledText] = [*content.unassigned, *content.dropped]
    placed += [
        UnfiledText(text=each.text, locator=each.locator, sha256=each.sha256, filing=each.filing)
        for report in content.items.values()
        for each in report.activities
    ]
    exact = [each for each in placed if make_evidence_key(each.text) == make_evidence_key(text)]
    part = " ".join(text.split()).casefold()
    found = exact or [each for each in placed if part and part in " ".join(each.text.split()).casefold()]
    different = {make_evidence_key(each.text): each for each in found}
    if len(different) != 1:
        shown = "; ".join(f"“{each.text}”" for each in list(different.values())[:_MOST_SHOWN])
        told = messages.FILE_MANY_SENTENCES if different else messages.FILE_NO_SENTENCE
        raise DecisionError(told.format(text=text, sentences=shown))
    (one,) = different.values()
    if isinstance(one, UnfiledText):
        return one
    return UnfiledText(text=one.text, locator=one.locator, sha256=one.sha256)
