"""Mails whose sender nobody knows: one question per address, and what a person says of them.

A decision is about the mails that the person was told of: its key holds when the newest of them was seen, so that a
later mail of the same address is asked anew. Keeps out letting them in (the next look does) and how senders are judged.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.days import write_moment
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind, SenderChoice
from tonghop.decisions import messages
from tonghop.decisions.keys import DecisionError, find_rows, make_short_key
from tonghop.ledger import Ledger
from tonghop.ledger.questions import (
    find_asked,
    find_last_decision,
    open_question,
    record_decision,
)
from tonghop.ledger.strangers import Strangers, accept_strangers, ignore_strangers, load_strangers
from tonghop.plan.dates import OFFICE_ZONE, find_office_day
from tonghop.secrecy import find_mark

MOST_QUESTIONS = 50
BY_HAND, LATER = "by-hand", "later"
"""Codes of choices that are done elsewhere, or not now: there is nothing to record."""
_IGNORE = Candidate(code=SenderChoice.IGNORE.value, label=SenderChoice.IGNORE.label, effect=messages.IGNORE_EFFECT)


class Asked(NamedTuple):
    """A question about senders, and the mails that it is about."""

    question: OpenQuestion
    strangers: tuple[Strangers, ...]

    @property
    def newest_at(self) -> datetime:
        """When the newest of these mails was seen."""
        return max(each.newest_at for each in self.strangers)


class SenderDecision(NamedTuple):
    """What was recorded about mails whose sender nobody knew."""

    is_new: bool
    """False when just that was recorded before."""
    mails: int
    sender: str | None
    """The address that a person may add to the plan; None where there is no single one to add."""


def ask_senders(connection: Connection, plan: Plan | None, *, example: bool) -> list[Asked]:
    """The questions about all mails that wait: those that pretend to be a unit first, then what looks most like one.

    At most 50, and one for all the others together.
    """
    domains = {address.lower().rpartition("@")[2] for unit in plan.units for address in unit.senders} if plan else set()

    def rank(waiting: Strangers) -> tuple[int, float, str]:
        sender = waiting.sender or ""
        likely = 0 if _is_listed(waiting, plan) else 1 if sender.rpartition("@")[2] in domains else 2
        return likely, -waiting.newest_at.timestamp(), sender

    waiting = sorted(load_strangers(connection, examples=example), key=rank)
    asked = [_ask(each, is_listed=_is_listed(each, plan)) for each in waiting[:MOST_QUESTIONS]]
    return [*asked, *([_ask_rest(waiting[MOST_QUESTIONS:])] if len(waiting) > MOST_QUESTIONS else [])]


def describe_waiting_senders(ledger: Ledger, *, example: bool) -> str | None:
    """One Vietnamese sentence or two about all mails that wait; None when there are none."""
    with ledger.read() as connection:
        waiting = load_strangers(connection, examples=example)
    mails, newest_at = sum(each.mails for each in waiting), max((each.newest_at for each in waiting), default=None)
    if newest_at is None:
        return None
    told = messages.WAITING_SENDERS.format(
        mails=mails, addresses=len(waiting), at=write_moment(newest_at.astimezone(OFFICE_ZONE))
    )
    marked = sum(each.marked for each in waiting)
    return told + (messages.MARKED_SENDERS.format(marked=marked) if marked else "")


def record_sender_decision(
    ledger: Ledger,
    key: str,
    choice: SenderChoice,
    *,
    unit: str | None,
    plan: Plan,
    example: bool,
    decided_by: str,
    recorded_by: str,
    note: str | None,
    at: datetime,
) -> SenderDecision:
    """Record whose mails these are, once; the next look takes in what was accepted.

    Args:
        ledger: the ledger.
        key: as list_inbox gives it.
        choice: accept or ignore.
        unit: code of the unit whose reports these are; only with accept, and then needed.
        plan: tells the units, and which address pretends to be one.
        example: the mails lie among the shipped examples.
        decided_by: who decided.
        recorded_by: who typed it in.
        note: why, in their words.
        at: now.

    Raises:
        DecisionError: no such question, mails came meanwhile, no unit or an unknown one, mails that cannot be accepted.
    """
    key = key.strip()
    told = choice.value if choice is SenderChoice.IGNORE else f"{choice.value} {_check_unit(unit, plan)}"
    with ledger.write() as connection:
        every = ask_senders(connection, plan, example=example)
        asked = next((each for each in every if make_short_key(each.question.key) == key), None)
        if asked is None:
            return _repeat(connection, key, told)
        alone = asked.strangers[0] if len(asked.strangers) == 1 else None
        if choice is SenderChoice.IGNORE:
            count = ignore_strangers(connection, asked.strangers, f"{choice.label} ({decided_by})", examples=example)
        elif alone is None or alone.sender is None:
            raise DecisionError(messages.NOT_ACCEPTABLE.format(key=key))
        else:
            count = accept_strangers(connection, alone, unit or "", examples=example)
        rows = find_asked(connection, asked.question.key) or [open_question(connection, asked.question, at=at)]
        record_decision(connection, rows, told, decided_by=decided_by, recorded_by=recorded_by, note=note, at=at)
    sender = alone.sender if alone is not None and not _is_listed(alone, plan) else None
    return SenderDecision(True, count, sender if _may_be_shown(sender) else None)


def _is_listed(waiting: Strangers, plan: Plan | None) -> bool:
    """Whether it is an address of a unit, so that somebody else may have used it."""
    day = find_office_day(waiting.newest_at)
    units = [unit for unit in plan.units if unit.is_valid_on(day)] if plan else []
    return any(waiting.sender == address.lower() for unit in units for address in unit.senders)


def _check_unit(unit: str | None, plan: Plan) -> str:
    codes = ", ".join(f"{each.code} ({each.name})" for each in plan.units)
    if unit is None:
        raise DecisionError(messages.UNIT_NEEDED.format(codes=codes))
    if plan.find_unit(unit) is None:
        raise DecisionError(messages.UNIT_UNKNOWN.format(unit=unit, codes=codes))
    return unit


def _repeat(connection: Connection, key: str, told: str) -> SenderDecision:
    """The same decision, recorded before; raises when there is none, or another one, or the key is of other kind."""
    rows = find_rows(connection, key)
    kinds = {QuestionKind(row.kind) for row in rows}
    if kinds and QuestionKind.SENDER not in kinds:
        raise DecisionError(messages.OTHER_KIND.format(key=key, kind=kinds.pop().label))
    decided = find_last_decision(connection, [row.key for row in rows])
    if decided is None:
        raise DecisionError(messages.SENDER_CHANGED.format(key=key))
    if decided.choice != told:
        raise DecisionError(messages.SENDER_DECIDED.format(key=key, by=decided.decided_by))
    return SenderDecision(False, 0, None)


def _ask(waiting: Strangers, *, is_listed: bool) -> Asked:
    at = write_moment(waiting.newest_at.astimezone(OFFICE_ZONE))
    digest = hashlib.sha256((waiting.sender or "").encode()).hexdigest()[:12]
    reasons = "; ".join(waiting.reasons)
    if waiting.sender is None:
        text = messages.NO_SENDER.format(count=waiting.mails, at=at, reasons=reasons)
        choices: tuple[Candidate, ...] = (Candidate(code=BY_HAND, label=messages.BY_HAND), _IGNORE)
        consequence = messages.NO_SENDER_CONSEQUENCE
    else:
        shown = waiting.sender if _may_be_shown(waiting.sender) else messages.NOT_SHOWN
        text = messages.SENDER.format(count=waiting.mails, sender=shown, at=at, reasons=reasons)
        accept = SenderChoice.ACCEPT
        choices = (Candidate(code=accept.value, label=accept.label, effect=messages.ACCEPT_EFFECT), _IGNORE)
        consequence = messages.SPOOFED_CONSEQUENCE if is_listed else messages.SENDER_CONSEQUENCE
    key = f"sender:{digest}:{_tell_moment(waiting.newest_at)}"
    return Asked(_make_question(key, text, choices, consequence), (waiting,))


def _ask_rest(waiting: Sequence[Strangers]) -> Asked:
    mails, newest_at = sum(each.mails for each in waiting), max(each.newest_at for each in waiting)
    text = messages.OTHER_SENDERS.format(
        addresses=len(waiting), count=mails, at=write_moment(newest_at.astimezone(OFFICE_ZONE))
    )
    key = f"senders:{len(waiting)}:{mails}:{_tell_moment(newest_at)}"
    question = _make_question(
        key, text, (Candidate(code=LATER, label=messages.LATER), _IGNORE), messages.OTHER_SENDERS_CONSEQUENCE
    )
    return Asked(question, tuple(waiting))


def _make_question(key: str, text: str, choices: tuple[Candidate, ...], consequence: str) -> OpenQuestion:
    return OpenQuestion(
        kind=QuestionKind.SENDER, key=key, submission=None, text=text, candidates=choices, consequence=consequence
    )


def _may_be_shown(sender: str | None) -> bool:
    return sender is not None and find_mark([sender], []) is None


def _tell_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")
