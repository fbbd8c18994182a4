"""What a person said of a submission as a whole, in spite of its serious findings: accept, return, set aside.

The decision holds while exactly these findings stand; others ask anew. Keeps out decisions on single places of the
report (understanding.settling) and asking (decisions).
"""

from collections.abc import Iterable, Sequence

from schemas.decision import Decisions
from schemas.document import Finding
from schemas.subjects import list_serious, make_submission_subject
from schemas.submission import CheckedSubmission, ItemReport, Submission
from schemas.values import CellState, CheckStatus, MissingReason, Severity, SubmissionChoice
from tonghop.checking.places import order_place

_INSIDE = frozenset({"nothing-beside-results"})
"""Rules of a place within an item that is neither its heading nor an activity."""
_STATUS = {
    SubmissionChoice.ACCEPT.value: CheckStatus.ACCEPTED,
    SubmissionChoice.RETURN_ITEMS.value: CheckStatus.ACCEPTED,
    SubmissionChoice.RETURN.value: CheckStatus.RETURNED,
    SubmissionChoice.SET_ASIDE.value: CheckStatus.SET_ASIDE,
}


def find_serious(findings: Iterable[Finding]) -> list[Finding]:
    """Those that wait for a person."""
    return [finding for finding in findings if finding.severity.is_serious]


def find_blamed_items(content: Submission, serious: Iterable[Finding]) -> set[int]:
    """The items in which serious findings stand: those of an activity, of a heading, or that name the item itself."""
    places: dict[str, set[int]] = {}
    for number, report in content.items.items():
        for locator in (report.locator, *(activity.locator for activity in report.activities)):
            if locator:
                places.setdefault(locator, set()).add(number)
    return {number for finding in serious for number in _find_blamed(finding, places)}


def _find_blamed(finding: Finding, places: dict[str, set[int]]) -> set[int]:
    if finding.locator is None:
        return set()
    found = places.get(finding.locator) or places.get(finding.locator.rpartition("/")[0])
    if found or finding.rule not in _INSIDE:
        return found or set()
    # it stands in the item whose words stand last before it
    before = [place for place in places if order_place(place) <= order_place(finding.locator)]
    return places[max(before, key=order_place)] if before else set()


def can_return_items(content: Submission, serious: Sequence[Finding]) -> bool:
    """Whether `return-items` is a choice: unit and period are known, and some items but not all are to blame."""
    blamed = find_blamed_items(content, serious)
    told = {number for number, report in content.items.items() if report.state is not CellState.MISSING}
    return content.unit is not None and content.period is not None and bool(blamed) and blamed < told


def follow_verdict(checked: CheckedSubmission, decisions: Decisions, submission_id: str) -> CheckedSubmission:
    """The outcome with what a person decided on these findings; unchanged without a decision.

    A submission without unit or period cannot be accepted: nobody knows where it counts.
    """
    serious = list_serious(checked.findings, len(checked.content.unassigned))
    decision = decisions.get(make_submission_subject(submission_id, serious)) if serious else None
    if decision is None or decision.choice not in _STATUS:
        return checked
    status = _STATUS[decision.choice]
    if status is not CheckStatus.ACCEPTED:
        return checked.model_copy(update={"status": status})
    content = checked.content
    if checked.status is CheckStatus.REJECTED or content.unit is None or content.period is None:
        return checked
    if decision.choice == SubmissionChoice.RETURN_ITEMS.value:
        content = return_items(content, find_blamed_items(content, serious))
    findings = tuple(_settle(finding) if finding in serious else finding for finding in checked.findings)
    # what is left are sentences of no item: each is asked about by itself
    status = CheckStatus.NEEDS_PERSON if find_serious(findings) else CheckStatus.ACCEPTED
    return CheckedSubmission(content=content, findings=findings, status=status)


def return_items(content: Submission, items: Iterable[int]) -> Submission:
    """The submission without what it says of these items: to the report they are not reported."""
    returned = ItemReport(state=CellState.MISSING, reason=MissingReason.NO_REPORT, returned=True)
    told = {
        number: returned.model_copy(update={"locator": content.items[number].locator})
        for number in items
        if number in content.items
    }
    return content.model_copy(update={"items": {**content.items, **told}})


def _settle(finding: Finding) -> Finding:
    """A finding that a person has seen and accepted waits for nobody any more; it is still told."""
    return finding.model_copy(update={"severity": Severity.WARNING})
