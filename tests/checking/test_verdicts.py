"""What a person decided on a whole submission is followed while exactly the findings stand on which it was decided."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.decision import Decision, index_decisions
from schemas.document import Finding
from schemas.subjects import list_serious, make_submission_subject
from schemas.submission import CheckedSubmission, Doubt, ItemReport, Submission, UnfiledText
from schemas.values import CellState, CheckStatus, MissingReason, QuestionKind, Severity, SubmissionChoice
from tonghop.checking import can_return_items, find_blamed_items

Check = Callable[..., CheckedSubmission]
WRONG_TOTAL = Doubt(rule="total-mismatch", locator="body/p10", texts=("13 đoàn", "7 đoàn + 5 đoàn"))
OTHER = Doubt(rule="figure-unmeasured", locator="body/p11", texts=("05",))
MACRO = Finding(rule="macro", severity=Severity.ERROR, message="Có macro.", fix="Gửi lại.")

BESIDE = MACRO.model_copy(update={"rule": "nothing-beside-results", "locator": "body/p33"})


@pytest.fixture
def doubtful(submission: Callable[..., Submission], reported: Callable[..., ItemReport]) -> Callable[..., Submission]:
    def build(*doubts: Doubt, **fields: Any) -> Submission:
        items = {
            3: reported("Đón 13 đoàn.", "Gồm 7 đoàn và 5 đoàn."),
            6: reported("Ký 01 biên bản.").model_copy(
                update={
                    "locator": "body/p30",
                    "activities": (
                        reported("Ký 01 biên bản ghi nhớ với Savannakhet.")
                        .activities[0]
                        .model_copy(update={"locator": "body/p31"}),
                    ),
                }
            ),
        }
        return submission(items, doubts=doubts, **fields)

    return build


def decide(content: CheckedSubmission, choice: SubmissionChoice) -> dict[str, Decision]:
    serious = list_serious(content.findings, len(content.content.unassigned))
    decision = Decision(
        subject=make_submission_subject("S1", serious),
        kind=QuestionKind.SUBMISSION,
        choice=choice.value,
        decided_by="Nguyễn Văn A",
        recorded_by="Trần Thị B",
        decided_at=datetime(2024, 6, 18, tzinfo=UTC),
    )
    return dict(index_decisions([decision]))


@pytest.mark.parametrize(
    ("choice", "status", "state"),
    [
        (SubmissionChoice.ACCEPT, CheckStatus.ACCEPTED, CellState.REPORTED),
        (SubmissionChoice.RETURN_ITEMS, CheckStatus.ACCEPTED, CellState.MISSING),
        (SubmissionChoice.RETURN, CheckStatus.RETURNED, CellState.REPORTED),
        (SubmissionChoice.SET_ASIDE, CheckStatus.SET_ASIDE, CellState.REPORTED),
    ],
)
def test_a_decision_on_the_findings_that_stand_is_followed(
    check: Check, doubtful: Callable[..., Submission], choice: SubmissionChoice, status: CheckStatus, state: CellState
) -> None:
    content = doubtful(WRONG_TOTAL)
    asked = check(content)
    assert asked.status is CheckStatus.NEEDS_PERSON
    told = check(content, decisions=decide(asked, choice), submission_id="S1")
    assert (told.status, told.content.items[3].state) == (status, state)
    assert told.content.items[6] == content.items[6]  # good items count although another one is returned


def test_a_returned_item_is_not_reported_and_says_so(check: Check, doubtful: Callable[..., Submission]) -> None:
    content = doubtful(WRONG_TOTAL)
    decisions = decide(check(content), SubmissionChoice.RETURN_ITEMS)
    item = check(content, decisions=decisions, submission_id="S1").content.items[3]
    assert (item.returned, item.reason, item.activities) == (True, MissingReason.NO_REPORT, ())


def test_what_a_person_accepted_waits_for_nobody_and_is_still_told(
    check: Check, doubtful: Callable[..., Submission]
) -> None:
    content = doubtful(WRONG_TOTAL)
    told = check(content, decisions=decide(check(content), SubmissionChoice.ACCEPT), submission_id="S1")
    found = {finding.rule: finding.severity for finding in told.findings}
    assert found["total-mismatch"] is Severity.WARNING


@pytest.mark.parametrize("choice", SubmissionChoice)
def test_other_findings_than_those_decided_on_ask_anew(
    check: Check, doubtful: Callable[..., Submission], choice: SubmissionChoice
) -> None:
    decisions = decide(check(doubtful(WRONG_TOTAL)), choice)
    for content in (doubtful(WRONG_TOTAL, OTHER), doubtful(OTHER)):
        assert check(content, decisions=decisions, submission_id="S1").status is CheckStatus.NEEDS_PERSON
    assert check(doubtful(WRONG_TOTAL), decisions=decisions, submission_id="S2").status is CheckStatus.NEEDS_PERSON


@pytest.mark.parametrize("fields", [{"unit": None}, {"period": None}])
def test_a_report_of_an_unknown_unit_or_period_cannot_be_accepted_but_set_aside(
    check: Check, doubtful: Callable[..., Submission], fields: dict[str, None]
) -> None:
    content = doubtful(WRONG_TOTAL, **fields)
    for choice, status in (
        (SubmissionChoice.ACCEPT, CheckStatus.NEEDS_PERSON),
        (SubmissionChoice.RETURN_ITEMS, CheckStatus.NEEDS_PERSON),
        (SubmissionChoice.SET_ASIDE, CheckStatus.SET_ASIDE),
    ):
        assert check(content, decisions=decide(check(content), choice), submission_id="S1").status is status


def test_a_sentence_of_no_item_is_asked_about_by_itself(check: Check, doubtful: Callable[..., Submission]) -> None:
    unfiled = UnfiledText(text="Đón 02 đoàn.", locator="body/p40", sha256="a" * 64)
    content = doubtful(WRONG_TOTAL, unassigned=(unfiled,))
    decisions = decide(check(content), SubmissionChoice.ACCEPT)
    assert check(content, decisions=decisions, submission_id="S1").status is CheckStatus.NEEDS_PERSON
    filed = doubtful(WRONG_TOTAL)
    assert check(filed, decisions=decisions, submission_id="S1").status is CheckStatus.ACCEPTED


@pytest.mark.parametrize(
    ("doubts", "found", "items", "offered"),
    [
        ((WRONG_TOTAL,), (), {3}, True),
        ((WRONG_TOTAL.model_copy(update={"locator": "body/p31"}),), (), {6}, True),
        ((WRONG_TOTAL.model_copy(update={"locator": "body/p30/c2"}),), (), {6}, True),
        ((WRONG_TOTAL, WRONG_TOTAL.model_copy(update={"locator": "body/p31"})), (), {3, 6}, False),
        ((), (MACRO,), set(), False),
        ((), (BESIDE,), {6}, True),
        ((), (BESIDE.model_copy(update={"rule": "text-unassigned"}),), set(), False),
    ],
)
def test_items_are_to_blame_for_what_stands_in_them(
    check: Check,
    doubtful: Callable[..., Submission],
    doubts: tuple[Doubt, ...],
    found: tuple[Finding, ...],
    items: set[int],
    offered: bool,
) -> None:
    checked = check(doubtful(*doubts), findings=found)
    serious = list_serious(checked.findings, 0)
    assert find_blamed_items(checked.content, serious) == items
    assert can_return_items(checked.content, serious) is offered
