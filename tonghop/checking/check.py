"""One understood submission -> all its findings and its status.

Only puts the rules together and in order.
"""

from collections.abc import Sequence

from schemas.document import Finding, ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, CheckedSubmission, Submission
from schemas.values import CellState, CheckStatus, Severity
from tonghop.checking.findings import make_finding
from tonghop.checking.identity_rules import find_period_findings, find_unit_findings
from tonghop.checking.item_rules import find_doubt_findings, find_item_findings, find_unassigned_findings
from tonghop.checking.places import order_place

_ORDER = list(Severity)


def check_submission(
    content: Submission, documents: Sequence[ReadDocument], channel: Channel, plan: Plan
) -> CheckedSubmission:
    """Judge one submission.

    Args:
        content: what understanding made of the documents.
        documents: the documents, for what reading found in them.
        channel: how they arrived.
        plan: the year's plan.

    Returns:
        The content with all findings, the most serious first, and the status of design 4.2: rejected when nothing is
        usable, needs_person with any critical or error finding, else accepted.
    """
    findings = [finding for document in documents for finding in document.findings]
    if not _is_usable(content, documents):
        if not any(finding.severity in (Severity.CRITICAL, Severity.ERROR) for finding in findings):
            findings.append(make_finding("no-content"))
        return CheckedSubmission(content=content, findings=_sort(findings), status=CheckStatus.REJECTED)
    findings += find_unit_findings(content, channel, plan)
    findings += find_period_findings(content, plan)
    findings += find_item_findings(content, plan)
    findings += find_unassigned_findings(content)
    findings += find_doubt_findings(content, plan)
    waits = any(finding.severity in (Severity.CRITICAL, Severity.ERROR) for finding in findings)
    status = CheckStatus.NEEDS_PERSON if waits else CheckStatus.ACCEPTED
    return CheckedSubmission(content=content, findings=_sort(findings), status=status)


def _is_usable(content: Submission, documents: Sequence[ReadDocument]) -> bool:
    if not any(document.readable for document in documents):
        return False
    said = any(report.state is not CellState.MISSING for report in content.items.values())
    return said or bool(content.unassigned) or bool(content.sections)


def _sort(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    unique = list(dict.fromkeys(findings))
    return tuple(sorted(unique, key=lambda f: (_ORDER.index(f.severity), order_place(f.locator), f.rule)))
