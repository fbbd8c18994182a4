"""What is printed as a result, and what a person returned or put aside."""

import pytest

from schemas.document import Finding
from schemas.subjects import make_result_subject
from schemas.submission import Filing
from schemas.values import CellState, CheckStatus, MissingReason, QuestionKind, ResultChoice, Scope, Severity
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


WISH = "Sẽ triển khai 03 dự án hợp tác với Lào trong thời gian tới"


@pytest.mark.parametrize(
    ("vague", "choice", "printed"),
    [((), None, False), ((6,), None, False), ((6,), ResultChoice.DROP, False), ((6,), ResultChoice.COUNT, True)],
)
def test_what_is_only_planned_is_no_result_and_is_offered_with_the_next_tasks(
    submission, activity, quantity, decide, plan, half, vague, choice, printed
) -> None:
    wish = activity(WISH, planned=True, aspects=("laos",), quantities=(quantity(3, "dự án", scope=Scope.PLANNED),))
    done = activity("Ký 01 biên bản ghi nhớ với Đại học Kyushu", locator="body/p2", aspects=("japan",))
    filed = submission("a", (6, wish), *(() if vague else ((6, done),)), vague=vague)
    subject = make_result_subject("2024-H1", "TTNC", 6, filed.content.items[6])
    decisions = decide((QuestionKind.RESULT, subject, choice)) if choice else {}
    report = consolidate([filed], plan, half, decisions=decisions)
    first = report.activities[0]
    assert (first.planned, first.printed) == (True, printed)
    assert all(each.printed for each in report.activities[1:])
    assert report.coverage.items[6].aspects["laos"] is printed
    assert [(each.section, each.unit, each.text) for each in report.material] == (
        [] if printed else [("tasks", "TTNC", WISH)]
    )


@pytest.mark.parametrize(
    ("decided", "indicator", "told"), [("Bà Hà", None, 1), ("Bà Hà", "du-an-hop-tac", 0), (None, None, 0)]
)
def test_the_figure_of_a_sentence_that_a_person_filed_is_said_not_to_count_where_it_is_of_no_indicator(
    submission, activity, quantity, plan, half, decided, indicator, told
) -> None:
    filing = Filing(automatic=False, candidates=(), words=(), decided_by=decided)
    filed = activity("Có 12 hồ sơ", filing=filing, quantities=(quantity(12, "hồ sơ", indicator),))
    report = consolidate([submission("a", (6, filed))], plan, half)
    found = [each for each in report.findings if each.rule == "decided-figure-quoted"]
    assert [each.severity for each in found] == [Severity.ADVICE] * told
    assert all("12 hồ sơ" in each.message and "nội dung 6" in each.message for each in found)
