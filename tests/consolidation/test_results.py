"""What is printed as a result, and what a person returned or put aside."""

import pytest

from schemas.document import Finding
from schemas.subjects import make_result_subject
from schemas.values import CellState, CheckStatus, MissingReason, QuestionKind, ResultChoice, Severity
from tonghop.consolidation import consolidate

VAGUE = "Tiếp tục đẩy mạnh tuyên truyền về hội nhập quốc tế"


@pytest.mark.parametrize(("choice", "printed"), [(None, False), (ResultChoice.DROP, False), (ResultChoice.COUNT, True)])
def test_an_item_without_concrete_result_is_reported_but_printed_only_on_a_persons_word(
    submission, activity, decide, plan, half, choice, printed
) -> None:
    filed = submission("a", (1, activity(VAGUE, aspects=("integration",))), (3, activity("Đón đoàn")), vague=(1,))
    subject = make_result_subject("2024-H1", "TTNC", 1, filed.content.items[1])
    decisions = decide((QuestionKind.RESULT, subject, choice)) if choice else {}
    report = consolidate([filed], plan, half, decisions=decisions)
    assert [(each.item, each.printed) for each in report.activities] == [(1, printed), (3, True)]
    assert report.coverage.cells["TTNC"][1].state is report.coverage.items[1].state is CellState.REPORTED
    assert report.coverage.items[1].aspects["integration"] is printed


def test_other_words_are_asked_about_anew(submission, activity, decide, plan, half) -> None:
    filed = submission("a", (1, activity(VAGUE)), vague=(1,))
    revised = submission("a", (1, activity(VAGUE + " sâu rộng")), vague=(1,))
    subject = make_result_subject("2024-H1", "TTNC", 1, filed.content.items[1])
    report = consolidate([revised], plan, half, decisions=decide((QuestionKind.RESULT, subject, ResultChoice.COUNT)))
    assert [each.printed for each in report.activities] == [False]


def test_what_is_no_result_claims_nothing_twice(submission, activity, quantity, plan, half) -> None:
    copied = activity("Đăng 41 tin, bài thông tin đối ngoại trên Cổng", quantities=(quantity(41, "tin, bài"),))
    for vague, claims in (((), 1), ((4,), 0)):
        filed = [submission("a", (4, copied), unit="VP", vague=vague), submission("b", (4, copied), vague=vague)]
        assert len(consolidate(filed, plan, half).double_claims) == claims


def test_a_returned_item_is_missing_and_the_rest_of_the_report_counts(
    submission, activity, quantity, plan, half
) -> None:
    wrong = activity("Đón 9 đoàn", quantities=(quantity(9, "đoàn", "doan-vao"),))
    good = activity("Có 2 dự án", quantities=(quantity(2, "dự án", "du-an-hop-tac"),))
    report = consolidate([submission("a", (3, wrong), (6, good), returned=(3,))], plan, half)
    assert [each.item for each in report.activities] == [6]
    assert [total.indicator for total in report.totals] == ["du-an-hop-tac"]
    cell = report.coverage.cells["TTNC"][3]
    assert (cell.state, cell.reason) == (CellState.MISSING, MissingReason.NO_REPORT)
    assert report.coverage.reported_units == 1
    assert report.returned_items == (("TTNC", 3),)


@pytest.mark.parametrize("status", [CheckStatus.RETURNED, CheckStatus.SET_ASIDE])
def test_a_closed_report_stands_in_the_register_and_counts_nowhere(submission, activity, plan, half, status) -> None:
    wrong = Finding(rule="x", severity=Severity.ERROR, message="Sai.", fix="Sửa.")
    closed = submission("a", (3, activity("x")), status=status, findings=(wrong,))
    report = consolidate([closed], plan, half)
    assert [(row.id, row.status, row.superseded_by) for row in report.submissions] == [("a", status, None)]
    assert report.activities == ()
    assert "TTNC" in report.missing_units
    assert "x" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("status", [CheckStatus.RETURNED, CheckStatus.SET_ASIDE])
def test_a_closed_report_never_supersedes(submission, activity, plan, half, status) -> None:
    filed = [
        submission("a", (3, activity("x")), received="2024-06-10 08:00"),
        submission("b", (3, activity("y")), received="2024-06-11 08:00", replaces=True, status=status),
    ]
    report = consolidate(filed, plan, half)
    assert [each.text for each in report.activities] == ["x"]
