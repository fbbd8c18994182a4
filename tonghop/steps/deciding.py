"""What people decide -> ledger, and what follows at once: submissions are settled anew, questions asked anew.

What is cut short here the next run does: the decision stands in the ledger. Keeps out what is asked (decisions).
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas.request import DecideForm
from schemas.submission import PictureFile
from schemas.values import QuestionKind, ScanChoice, SenderChoice
from tonghop.decisions import (
    Decider,
    DecisionError,
    Look,
    Recorded,
    SenderDecision,
    find_entry,
    find_kind,
    messages,
    record_choice,
    record_item,
    record_scan_look,
    record_sender_decision,
)
from tonghop.decisions.sheet import find_choice, make_rows
from tonghop.delivery.outbox import OutboxError
from tonghop.intake.hits import load_or_make_secret, make_hit_key
from tonghop.job import Job
from tonghop.ledger import LedgerError, rereading
from tonghop.steps.filing import file_submissions
from tonghop.steps.notifying import post_secrecy_alerts
from tonghop.steps.readings import find_missing_programs, forget_readings
from tonghop.steps.settling import list_unsettled
from tonghop.steps.tending import ask_waiting
from tonghop.steps.wording import clean_decider


class ScanDecision(NamedTuple):
    """A look at a scan that is recorded, and what a person must know of what followed."""

    look: Look
    picture: PictureFile | None
    """None once its submission has stopped."""
    is_recognisable: bool
    """The program that recognises text is on this machine."""
    originals: tuple[Path, ...] = ()
    """After a mark: what the archive still holds, which only people may remove."""
    left: tuple[Path, ...] = ()
    """After a mark: entries of the cache that could not be removed."""


class Decided(NamedTuple):
    """What came of one decision: one of the three, by the kind of the question."""

    recorded: Recorded | None = None
    scan: ScanDecision | None = None
    sender: SenderDecision | None = None

    @property
    def is_new(self) -> bool:
        """False when just that was recorded before."""
        if self.scan is not None:
            return self.scan.look.is_new
        told = self.sender or self.recorded
        return told is not None and told.is_new


def decide(
    job: Job, key: str, choice: str, decider: Decider, *, unit: str | None = None, is_still: bool = False
) -> Decided:
    """Record what a person decided on the question with that short key, whatever it is about.

    What follows from it is not done here (`follow_decisions`), but for a mark on a scan, which stops at once.

    Args:
        job: whose ledger it is.
        key: short key.
        choice: code of one of its candidates; `accept:UNIT` also names the unit of a sender's mails.
        decider: who, why, when.
        unit: of a sender's mails.
        is_still: refuse when the question was decided or closed since the person was asked.

    Raises:
        DecisionError: no such question or choice, one that is decided elsewhere or asks no more, or words that bear a
            mark of secrecy.
    """
    decider = clean_decider(decider)
    kind = find_kind(job.ledger, key, example=job.is_example)
    choice, _, named = choice.strip().partition(":") if kind is QuestionKind.SENDER else (choice.strip(), "", "")
    if kind is QuestionKind.SCAN and choice in list(ScanChoice):
        look = ScanChoice(choice)
        return Decided(
            scan=decide_scan(
                job,
                key,
                look,
                decided_by=decider.decided_by,
                recorded_by=decider.recorded_by,
                note=decider.note,
            )
        )
    if kind is QuestionKind.SENDER and choice in list(SenderChoice):
        return Decided(
            sender=decide_sender(
                job,
                key,
                SenderChoice(choice),
                unit=unit or named or None,
                decided_by=decider.decided_by,
                recorded_by=decider.recorded_by,
                note=decider.note,
            )
        )
    if kind in (QuestionKind.SCAN, QuestionKind.SENDER):
        raise DecisionError(messages.OTHER_KIND.format(key=key, kind=kind.label))
    return Decided(recorded=record_choice(job.ledger, key, choice, decider, is_still=is_still))


def decide_by_form(job: Job, form: DecideForm) -> str:
    """Record what a form says; gives the label of the choice. The choice may be given by its code or its label.

    Raises DecisionError with every fault of the form, and where `decide` does.
    """
    faults = [
        fault
        for value, fault in (
            (form.key, messages.FORM_KEY),
            (form.choice, messages.FORM_CHOICE),
            (form.by, messages.FORM_BY),
        )
        if not value.strip()
    ]
    if faults:
        raise DecisionError(" ".join(faults))
    entry = find_entry(job.ledger, form.key, job.plan, example=job.is_example)
    (row,) = make_rows([entry], job.plan, "")
    said = " ".join(form.choice.split())
    chosen = find_choice(row, said)
    who = form.by.strip()
    decider = Decider(who, form.recorded_by.strip() or who, form.note.strip() or None, job.now())
    decided = decide(job, form.key, chosen.code if chosen is not None else said, decider)
    label = chosen.label if chosen is not None else said
    if not decided.is_new:
        return messages.FORM_KNOWN.format(label=label)
    earlier = decided.recorded.earlier if decided.recorded is not None else None
    return label if earlier is None else messages.FORM_REVERSED.format(label=label, by=earlier.decided_by)


def file_sentence(job: Job, submission: str, text: str, item: int | None, decider: Decider) -> Recorded:
    """Record to which item a sentence belongs, whether or not anybody asked. Raises DecisionError."""
    return record_item(job.ledger, submission, text, item, job.find_plan, clean_decider(decider))


def follow_decisions(job: Job) -> int:
    """Settle what was decided, and ask what is then open; gives how many submissions say something else now.

    A ledger that is busy leaves it to the next run.
    """
    with suppress(LedgerError):
        changed = file_submissions(job, list_unsettled(job))
        ask_waiting(job)
        return changed
    return 0


def decide_scan(
    job: Job, key: str, choice: ScanChoice, *, decided_by: str, recorded_by: str, note: str | None = None
) -> ScanDecision:
    """Record what a person saw on a scan. A mark is told like any other hit, and stops what holds the scan at once.

    The next intake or run reads a scan without a mark. Raises DecisionError.
    """
    secret = load_or_make_secret(job.settings.outputs / "keys" / "secrecy.key")
    look = record_scan_look(
        job.ledger,
        key,
        choice,
        decided_by=decided_by,
        recorded_by=recorded_by,
        note=note,
        make_hit_key=lambda sha256: make_hit_key(secret, "scan", sha256),
        at=job.now(),
    )
    with job.ledger.read() as connection:
        decision = ScanDecision(
            look,
            rereading.find_picture(connection, look.sha256),
            is_recognisable="tesseract" not in find_missing_programs(),
        )
        holders = rereading.find_holders(connection, look.sha256, look.submission_id)
    if choice is not ScanChoice.MARK:
        return decision
    # What is cut short here the next run does: the decision stands in the ledger.
    with suppress(LedgerError):
        file_submissions(job, holders.ids)
    left = forget_readings(job, {look.sha256, *holders.originals})
    with suppress(OSError, OutboxError, LedgerError, ValueError):
        post_secrecy_alerts(job)
    originals = tuple(job.archive.root / sha256[:2] / sha256 for sha256 in holders.originals)
    return decision._replace(originals=originals, left=tuple(left))


def decide_sender(
    job: Job,
    key: str,
    choice: SenderChoice,
    *,
    unit: str | None,
    decided_by: str,
    recorded_by: str,
    note: str | None = None,
) -> SenderDecision:
    """Record whose mails these are. The next look takes in what was accepted, through every gate as any other mail.

    Raises DecisionError.
    """
    return record_sender_decision(
        job.ledger,
        key,
        choice,
        unit=unit,
        plan=job.plan,
        example=job.is_example,
        decided_by=decided_by,
        recorded_by=recorded_by,
        note=note,
        at=job.now(),
    )
