"""What waits for a person, under short keys that stay the same, and what a person saw on a scan.

Keeps out the decisions on senders (senders.py) and what follows from a decision (steps read again).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import Field
from sqlalchemy import Connection, Row

from schemas.base import Word
from schemas.decision import Decision
from schemas.plan import Plan
from schemas.question import Candidate
from schemas.values import QuestionKind, ScanChoice
from tonghop.decisions import messages
from tonghop.decisions.keys import DecisionError, find_rows, make_short_key
from tonghop.decisions.recording import list_choices
from tonghop.decisions.senders import Asked, ask_senders
from tonghop.ledger import Ledger
from tonghop.ledger.delivery_rows import lock_chain
from tonghop.ledger.hits import KEPT_MARK, record_secrecy_hit
from tonghop.ledger.questions import (
    load_decided,
    load_every_open_question,
    load_every_question,
    load_last_look,
    record_decision,
    split_key,
)
from tonghop.ledger.submissions import load_origin, load_units


class InboxEntry(Word):
    """One thing that waits for a person, once for all periods that ask it."""

    key: str = Field(description="short, the same as long as the question is the same")
    kind: QuestionKind
    periods: tuple[str, ...]
    unit: str | None = Field(default=None, description="code of the unit whose report it is about, where it is one")
    submission: str | None = Field(default=None, description="id of the submission that it is about")
    text: str
    evidence: str | None = Field(default=None, description="the source sentence, as written")
    place: str | None = Field(default=None, description="file and place of the sentence, in words")
    candidates: tuple[Candidate, ...]
    consequence: str
    opened_at: datetime
    decision: Decision | None = Field(default=None, description="what holds now, also when it is to wait")


class Look(NamedTuple):
    """A look at a scan as it was recorded."""

    is_new: bool
    """False when just that was recorded before."""
    sha256: str
    submission_id: str
    """The first one that brought the scan."""
    earlier: Row[Any] | None
    """The decision that this one reverses."""


def list_inbox(
    ledger: Ledger, plan: Plan | None = None, *, example: bool = False, decided: bool = False
) -> list[InboxEntry]:
    """All open questions, oldest first, then the senders whom nobody knows: as they wait now, asked yet or not.

    With `plan` those who pretend to be a unit come first. With `decided` what people decided, in place of what waits.
    """
    with ledger.read() as connection:
        rows = load_every_question(connection) if decided else load_every_open_question(connection)
        senders = [] if decided else ask_senders(connection, plan, example=example)
        held = load_decided(connection)
        units = load_units(connection)
    subjects: dict[str, list[Row[Any]]] = {}
    for row in rows:
        subject = split_key(row.key)[1]
        if (subject in held) if decided else row.kind != QuestionKind.SENDER.value:
            subjects.setdefault(subject, []).append(row)
    asked = [_make_entry(subject, same, units, held.get(subject)) for subject, same in subjects.items()]
    return [*asked, *map(_make_sender_entry, senders)]


def find_entry(ledger: Ledger, key: str, plan: Plan | None = None, *, example: bool = False) -> InboxEntry:
    """One question, waiting or decided. Raises DecisionError when there is none with that key."""
    for decided in (False, True):
        for entry in list_inbox(ledger, plan, example=example, decided=decided):
            if entry.key == key.strip():
                return entry
    raise DecisionError(messages.UNKNOWN_KEY.format(key=key.strip()))


def _make_entry(
    subject: str, same: Sequence[Row[Any]], units: Mapping[str, str], decision: Decision | None
) -> InboxEntry:
    newest = same[-1]
    return InboxEntry(
        key=make_short_key(subject),
        kind=newest.kind,
        periods=tuple(row.period for row in same if row.period is not None),
        unit=units.get(newest.submission_id or ""),
        submission=newest.submission_id,
        text=newest.text,
        evidence=newest.evidence,
        place=newest.place,
        candidates=list_choices(newest),
        consequence=newest.consequence,
        opened_at=same[0].opened_at,
        decision=decision,
    )


def _make_sender_entry(asked: Asked) -> InboxEntry:
    told = {name: getattr(asked.question, name) for name in ("kind", "text", "candidates", "consequence")}
    return InboxEntry(key=make_short_key(asked.question.key), periods=(), opened_at=asked.newest_at, **told)


def record_scan_look(
    ledger: Ledger,
    key: str,
    choice: ScanChoice,
    *,
    decided_by: str,
    recorded_by: str,
    note: str | None,
    make_hit_key: Callable[[str], str],
    at: datetime,
) -> Look:
    """Record what a person saw on a scan, once.

    A mark is a secrecy hit like any other: it holds all that would leave. What was said to bear no mark may later be
    said to bear one, never the other way round.

    Args:
        ledger: the ledger.
        key: as list_inbox gives it.
        choice: what was seen.
        decided_by: who looked.
        recorded_by: who typed it in.
        note: why, in their words.
        make_hit_key: sha256 of a file -> what stands for it among the hits.
        at: now.

    Raises:
        DecisionError: no such question, one of another kind, or a mark that is to be taken back.
    """
    with ledger.write() as connection:
        lock_chain(connection)  # of two who look at once, the second one sees what the first one saw
        asked = _find_asked(connection, key)
        sha256 = asked[0].key.rpartition(":")[2]
        before = load_last_look(connection, sha256)
        if before is not None and before.choice == choice.value:
            return Look(False, sha256, asked[0].submission_id, None)
        if before is not None and before.choice == ScanChoice.MARK.value:
            raise DecisionError(messages.ALREADY_MARKED.format(key=key))
        record_decision(
            connection, asked, choice.value, decided_by=decided_by, recorded_by=recorded_by, note=note, at=at
        )
        if choice is ScanChoice.MARK:
            source, example = load_origin(connection, asked[0].submission_id)
            record_secrecy_hit(connection, make_hit_key(sha256), source, KEPT_MARK, at, example=example)
        return Look(True, sha256, asked[0].submission_id, before)


def _find_asked(connection: Connection, key: str) -> list[Row[Any]]:
    """The rows of one question about a scan, the oldest first."""
    asked = find_rows(connection, key)
    kind = QuestionKind(asked[0].kind) if asked else _find_unasked_kind(connection, key)
    if kind is None:
        raise DecisionError(messages.UNKNOWN_KEY.format(key=key))
    if kind is not QuestionKind.SCAN:
        raise DecisionError(messages.OTHER_KIND.format(key=key, kind=kind.label))
    return asked


def _find_unasked_kind(connection: Connection, key: str) -> QuestionKind | None:
    """Of a question that is listed before any period asks it: senders."""
    waiting = [asked for example in (False, True) for asked in ask_senders(connection, None, example=example)]
    known = any(make_short_key(asked.question.key) == key.strip() for asked in waiting)
    return QuestionKind.SENDER if known else None
