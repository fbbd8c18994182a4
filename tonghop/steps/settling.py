"""What was understood + what people decided -> what a submission is taken to say, and whether it counts.

Done when a submission is filed, and again whenever people decided something since; documents are not read for it.
Keeps out reading (filing) and what is asked (decisions).
"""

import logging
from collections.abc import Sequence, Set
from typing import NamedTuple

from schemas.decision import NO_DECISIONS, Decisions
from schemas.document import Finding, ReadDocument
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.rules import make_finding
from schemas.submission import Channel, CheckedSubmission, ItemReport, PictureFile, Submission, Understood
from schemas.values import CellState, CheckStatus, MissingReason
from tonghop.checking import check_submission
from tonghop.consolidation.questions import FAULT_RULE, LOOK_RULES, PROGRAM_RULE
from tonghop.job import Job
from tonghop.ledger import questions, settling, submissions
from tonghop.secrecy import add_circulation_findings
from tonghop.understanding import find_pictures, settle, settle_pictures, understand

log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """A submission as understood, as it is taken to say now, and the plan by which."""

    understood: Understood
    checked: CheckedSubmission
    plan: Plan


class Decided(NamedTuple):
    """What people decided, and the number of the newest decision among it."""

    decisions: Decisions
    seen: int


def load_decided(job: Job) -> Decided:
    """What holds now, for filings that begin now."""
    with job.ledger.read() as connection:
        return Decided(questions.load_decided(connection), questions.load_last_decision(connection))


def understand_by_own_plan(
    job: Job,
    documents: Sequence[ReadDocument],
    names: Sequence[str],
    channel: Channel,
    seen: Set[str],
    *,
    decisions: Decisions = NO_DECISIONS,
    submission_id: str = "",
    arrival: Sequence[Finding] = (),
) -> Outcome:
    """What a report says by the plan of its own year, whichever year's run meets it first.

    Args:
        job: whose plan is tried first.
        documents: they have passed the gate.
        names: theirs, in the same order.
        channel: how they arrived.
        seen: sha256 of the pictures on which a person saw no mark.
        decisions: what people decided.
        submission_id: by which decisions know it.
        arrival: what was found when it came; serious findings of it wait for a person like those of reading.
    """
    pictures = find_pictures(documents, names, seen)
    settled = settle_pictures(add_circulation_findings(documents), seen)

    def work(plan: Plan) -> Outcome:
        understood = _understand(settled, channel, plan, pictures, arrival)
        return Outcome(understood, judge(understood, channel, plan, decisions, submission_id), plan)

    first = work(job.plan)
    period = first.checked.content.period
    plan = job.plan if period is None else job.find_plan(parse_period(period).year)
    if plan.year == job.plan.year:
        return first
    again = work(plan)
    # When the other plan no longer sees its own year in it, both readings are doubtful: the first one stands.
    return again if again.checked.content.period == period else first


def judge(
    understood: Understood, channel: Channel, plan: Plan, decisions: Decisions, submission_id: str
) -> CheckedSubmission:
    """Apply what people decided and check what then stands; our own fault is a finding for a person."""
    try:
        content = settle(understood.content, decisions, submission_id, plan)
        checked = check_submission(
            content,
            understood.findings,
            readable=understood.readable,
            channel=channel,
            plan=plan,
            decisions=decisions,
            submission_id=submission_id,
        )
    except Exception:  # a fault of ours, met by one report of many: a person reads that one
        log.exception("a submission could not be judged")
        fault = (make_finding(FAULT_RULE),)
        return CheckedSubmission(content=understood.content, findings=fault, status=CheckStatus.NEEDS_PERSON)
    return checked.model_copy(update={"status": _decide_status(checked)})


def list_unsettled(job: Job) -> list[str]:
    """Ids of the filed submissions on which people decided something since."""
    with job.ledger.read() as connection:
        return [each.id for each in settling.load_unsettled(connection)]


def settle_submissions(job: Job, ids: Sequence[str]) -> int:
    """Settle again those of these on which people decided something since; gives how many changed.

    Nothing is read. What an older program filed is left to filing, which reads it again.
    """
    decided = load_decided(job)
    with job.ledger.read() as connection:
        unsettled = {each.id: each for each in settling.load_unsettled(connection, ids)}
        channels = {row.id: row.channel for row in submissions.load_submissions(connection, ids=unsettled)}
    changed = 0
    for submission_id, each in unsettled.items():
        if each.understood is None:
            continue
        plan, checked = _judge_again(job, each.understood, channels[submission_id], decided.decisions, submission_id)
        with job.ledger.write() as connection:
            # What another run filed meanwhile stands, above all that it stopped for a mark; a later run settles that.
            if settling.is_still(connection, submission_id, each.understood):
                changed += settling.record_settling(
                    connection,
                    submission_id,
                    checked,
                    plan_sha256=plan.sha256,
                    decisions_seen=decided.seen,
                    at=job.now(),
                )
    return changed


def _judge_again(
    job: Job, understood: Understood, channel: Channel, decisions: Decisions, submission_id: str
) -> tuple[Plan, CheckedSubmission]:
    checked = judge(understood, channel, job.plan, decisions, submission_id)
    period = checked.content.period
    plan = job.plan if period is None else job.find_plan(parse_period(period).year)
    if plan.year == job.plan.year:
        return job.plan, checked
    return plan, judge(understood, channel, plan, decisions, submission_id)


def _understand(
    documents: Sequence[ReadDocument],
    channel: Channel,
    plan: Plan,
    pictures: tuple[PictureFile, ...],
    arrival: Sequence[Finding],
) -> Understood:
    try:
        content = understand(documents, channel, plan)
    except Exception:  # a fault of ours, met by one report of many: a person reads that one
        log.exception("a submission could not be understood")
        content = make_empty(plan).model_copy(update={"pictures": pictures})
        return Understood(content=content, findings=(make_finding(FAULT_RULE),))
    found = [finding for document in documents for finding in document.findings]
    return Understood(
        content=content.model_copy(update={"pictures": pictures}),
        findings=(*found, *(finding for finding in arrival if finding.severity.is_serious)),
        readable=any(document.readable for document in documents),
    )


def _decide_status(checked: CheckedSubmission) -> CheckStatus:
    """As checked; but what only waits for us, a look or a program is not unreadable, and its unit did nothing wrong."""
    serious = {each.rule for each in checked.findings if each.severity.is_serious}
    unseen = any(not picture.seen for picture in checked.content.pictures)
    waiting = {PROGRAM_RULE, FAULT_RULE, *(LOOK_RULES if unseen else ())}
    if checked.status is CheckStatus.REJECTED and serious and serious <= waiting:
        return CheckStatus.NEEDS_PERSON
    return checked.status


def make_empty(plan: Plan) -> Submission:
    """A submission of which nothing is told."""
    missing = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
    return Submission(unit=None, period=None, items={item.number: missing for item in plan.items})
