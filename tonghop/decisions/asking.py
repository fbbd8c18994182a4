"""Keep the ledger's questions of a period equal to what is open now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from schemas.days import write_moment
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.values import HitOutcome, QuestionKind, ScanChoice, SenderChoice
from tonghop.consolidation.naming import name_unit
from tonghop.decisions import messages
from tonghop.decisions.senders import BY_HAND, ask_senders
from tonghop.ledger import Ledger
from tonghop.ledger.hits import KEPT_MARK, SecrecyHit, load_open_hits
from tonghop.ledger.questions import find_decision, list_candidates, load_scan_choices, record_questions
from tonghop.ledger.rereading import WaitingPicture, load_waiting_pictures
from tonghop.ledger.sightings import load_held
from tonghop.plan.dates import OFFICE_ZONE

_HELD_CHOICES = (
    Candidate(code=BY_HAND, label=messages.HELD_BY_HAND),
    Candidate(code=SenderChoice.IGNORE.value, label=messages.HELD_IGNORE),
)


def record_open_questions(
    ledger: Ledger,
    period: str,
    asked: Iterable[OpenQuestion],
    *,
    example: bool,
    at: datetime,
    plan: Plan | None = None,
) -> tuple[int, int]:
    """Open what is new and close what no longer arises; gives (opened, closed).

    Beside what consolidation asks: all secrecy holds together, without any detail, each item that could not be taken
    in, each scan at which nobody has looked, and each sender whom nobody knows. The same question of two periods has
    two keys. With `plan` units are called by name.
    """
    with ledger.write() as connection:
        every = [*asked, *_ask_own(connection, plan, example=example)]
        rows = [
            {**question.model_dump(exclude={"submission", "key"}), "key": f"{period}/{question.key}"}
            | {"submission_id": question.submission, "candidates": list_candidates(question)}
            for question in every
        ]
        return record_questions(connection, period, rows, at=at)


def _ask_own(connection: Connection, plan: Plan | None, *, example: bool) -> list[OpenQuestion]:
    """What is asked in every open period."""
    every = []
    if hits := load_open_hits(connection, example=example):
        every.append(
            OpenQuestion(
                kind=QuestionKind.SECRECY,
                key="secrecy",
                submission=None,
                text=_describe_hits(hits),
                candidates=tuple(Candidate(code=outcome.value, label=outcome.label) for outcome in HitOutcome),
                consequence=messages.SECRECY_CONSEQUENCE,
            )
        )
    every += [
        OpenQuestion(
            kind=QuestionKind.SUBMISSION,
            key=f"held:{key}",
            submission=None,
            text=reason,
            candidates=_HELD_CHOICES,
            consequence=messages.HELD_CONSEQUENCE,
        )
        for key, reason in load_held(connection)
        if not _is_ignored(connection, f"held:{key}")
    ]
    decided = load_scan_choices(connection)
    return [
        *every,
        *(_ask_scan(waiting, plan) for waiting in load_waiting_pictures(connection, decided, example=example)),
        *(asked.question for asked in ask_senders(connection, plan, example=example)),
    ]


def _is_ignored(connection: Connection, subject: str) -> bool:
    decision = find_decision(connection, subject)
    return decision is not None and decision.choice == SenderChoice.IGNORE.value


def _describe_hits(hits: Sequence[SecrecyHit]) -> str:
    """How many, without any detail; apart those of which the archive holds the original."""
    kept = sum(hit.rule == KEPT_MARK for hit in hits)
    texts = [messages.SECRECY.format(count=len(hits))]
    if kept < len(hits):
        texts.append(messages.SECRECY_NOT_KEPT.format(count=len(hits) - kept))
    if kept:
        texts.append(messages.SECRECY_KEPT.format(count=kept))
    return " ".join(texts)


def _ask_scan(waiting: WaitingPicture, plan: Plan | None) -> OpenQuestion:
    key = f"scan:{waiting.picture.sha256}"
    clear = messages.STAMP_EFFECT if waiting.picture.stamp else messages.SCAN_EFFECT
    return OpenQuestion(
        kind=QuestionKind.SCAN,
        key=key,
        submission=waiting.submission_id,
        text=(messages.STAMP if waiting.picture.stamp else messages.SCAN).format(
            name=waiting.picture.name,
            origin=_describe_origin(waiting, plan),
            at=write_moment(waiting.received_at.astimezone(OFFICE_ZONE)),
        ),
        candidates=(
            Candidate(code=ScanChoice.NO_MARK.value, label=ScanChoice.NO_MARK.label, effect=clear),
            Candidate(code=ScanChoice.MARK.value, label=ScanChoice.MARK.label, effect=messages.MARK_EFFECT),
        ),
        consequence=messages.SCAN_CONSEQUENCE,
    )


def _describe_origin(waiting: WaitingPicture, plan: Plan | None) -> str:
    """The unit when it is certain, else the address or the folder it came from."""
    if waiting.unit is not None:
        return messages.FROM_UNIT.format(unit=name_unit(waiting.unit, plan))
    if sender := waiting.channel.get("sender"):
        return messages.FROM_SENDER.format(sender=sender)
    folders = waiting.channel.get("folders") or ()
    return messages.FROM_FOLDER.format(folder=folders[-1]) if folders else messages.FROM_NOWHERE
