"""One understood submission -> all its findings and its status, as far as people have not settled it.

Only puts the rules together and in order.
"""

from collections.abc import Sequence

from schemas.decision import NO_DECISIONS, Decisions
from schemas.document import Finding
from schemas.plan import Plan
from schemas.subjects import make_unit_subject
from schemas.submission import Channel, CheckedSubmission, Submission
from schemas.values import CellState, CheckStatus, Severity
from tonghop.checking.findings import make_finding
from tonghop.checking.identity_rules import find_period_findings, find_unit_findings
from tonghop.checking.item_rules import find_doubt_findings, find_item_findings, find_unassigned_findings
from tonghop.checking.places import count_tables, order_place
from tonghop.checking.verdicts import find_serious, follow_verdict

_ORDER = list(Severity)


def check_submission(
    content: Submission,
    found: Sequence[Finding],
    *,
    readable: bool,
    channel: Channel,
    plan: Plan,
    decisions: Decisions = NO_DECISIONS,
    submission_id: str = "",
) -> CheckedSubmission:
    """Judge one submission.

    Args:
        content: what understanding made of the documents, with what people decided on single places of it.
        found: what reading found in the documents.
        readable: whether at least one document could be read.
        channel: how they arrived.
        plan: the year's plan.
        decisions: what people decided; those on this submission as a whole are followed here.
        submission_id: its id in the ledger, by which such a decision is known.

    Returns:
        The content with all findings, the most serious first, and the status of design 4.2: rejected when nothing is
        usable, needs_person with any critical or error finding that no person has settled, else accepted; returned or
        set aside when a person said so. Items that a person returned are told as not reported.
    """
    is_confirmed = decisions.get(make_unit_subject(submission_id)) is not None
    told = _judge(content, found, readable=readable, channel=channel, plan=plan, is_confirmed=is_confirmed)
    return follow_verdict(told, decisions, submission_id)


def _judge(
    content: Submission,
    found: Sequence[Finding],
    *,
    readable: bool,
    channel: Channel,
    plan: Plan,
    is_confirmed: bool,
) -> CheckedSubmission:
    findings = list(found)
    if not readable or not _is_usable(content):
        if not find_serious(findings):
            findings.append(make_finding("no-content"))
        return CheckedSubmission(content=content, findings=_sort(findings), status=CheckStatus.REJECTED)
    findings += find_unit_findings(content, channel, plan, is_confirmed=is_confirmed)
    findings += find_period_findings(content, plan)
    findings += find_item_findings(content, plan)
    findings += find_unassigned_findings(content)
    findings += find_doubt_findings(content, plan)
    findings = [count_tables(finding, content.letterheads) for finding in findings]
    status = CheckStatus.NEEDS_PERSON if find_serious(findings) else CheckStatus.ACCEPTED
    return CheckedSubmission(content=content, findings=_sort(findings), status=status)


def _is_usable(content: Submission) -> bool:
    said = any(report.state is not CellState.MISSING for report in content.items.values())
    return said or bool(content.unassigned) or bool(content.dropped) or bool(content.sections)


def _sort(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    unique = list(dict.fromkeys(findings))
    return tuple(sorted(unique, key=lambda f: (_ORDER.index(f.severity), order_place(f.locator), f.rule)))
