"""A report is compared with what was issued before; without it nothing is said, and never zero."""

from datetime import UTC, date, datetime

import pytest

from schemas.decision import Decision
from schemas.history import IssuedReport
from schemas.period import parse_period
from schemas.values import CellState, ComparedWith, ComparisonChoice, Precision, QuestionKind, Scope, Severity
from tonghop.consolidation import consolidate
from tonghop.consolidation.fingerprint import tell_history
from tonghop.consolidation.history import list_compared_periods, make_issued
from tonghop.consolidation.history_questions import ask_comparison

PORTAL = "tin-bai-cong"


@pytest.fixture
def make(plan, submission, activity, quantity):
    """make(period, {unit: {indicator text: value}}...): a report of units that tell figures of one kind each."""

    def build(code, told, *, scope=Scope.PERIOD, precision=Precision.EXACT, nothing=(), **given):
        filed = [
            submission(
                f"{code}-{unit}",
                (
                    4,
                    activity(
                        f"Đăng {value} tin, bài trên Cổng",
                        quantities=(quantity(value, "tin, bài", PORTAL, scope=scope, precision=precision),),
                    ),
                ),
                unit=unit,
                period=code,
            )
            for unit, value in told.items()
        ]
        filed += [
            submission(f"{code}-{unit}", unit=unit, period=code, states=dict.fromkeys(range(1, 7), CellState.NOTHING))
            for unit in nothing
        ]
        return consolidate(filed, plan, parse_period(code), **given)

    return build


def issue(against, report, version=1) -> IssuedReport:
    facts = report.model_dump(mode="json")
    return make_issued(facts, against=against, version=version, issued_on=date(2024, 6, 20))


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2024-H2", [("previous", "2024-H1"), ("last_year", "2023-H2")]),
        ("2024-H1", [("previous", "2023-H2"), ("last_year", "2023-H1")]),
        ("2024", [("previous", "2023"), ("half", "2024-H1")]),
        ("2024-03-01..2024-04-15", []),
    ],
)
def test_each_kind_of_period_has_its_like(period, wanted):
    assert [(against.value, code) for against, code in list_compared_periods(parse_period(period))] == wanted


def test_without_anything_issued_the_periods_are_named_and_nothing_is_compared(make):
    report = make("2024-H2", {"VP": 41})
    assert [(each.period, each.version) for each in report.compared] == [("2024-H1", None), ("2023-H2", None)]
    assert report.comparison == () and report.activity_changes == ()


@pytest.mark.parametrize(
    ("value", "base", "change", "ratio"), [(45, 40, 5, 0.125), (30, 40, -10, -0.25), (40, 40, 0, 0.0), (3, 0, 3, None)]
)
def test_a_total_is_compared_with_the_issued_one(make, value, base, change, ratio):
    report = make("2024-H2", {"VP": value}, history=[issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": base}), 3)])
    (row,) = report.comparison
    assert (row.value, row.base, row.change, row.ratio) == (value, base, change, ratio)
    assert report.compared[0].version == 3 and report.compared[0].issued_on == date(2024, 6, 20)
    assert not row.suspect  # only a year's figure must not be smaller than its half's


@pytest.mark.parametrize(
    ("now", "then", "wanted"),
    [
        ({"scope": Scope.PERIOD}, {"scope": Scope.CUMULATIVE}, [(41, None), (None, 40)]),
        ({"scope": Scope.PLANNED}, {"scope": Scope.PLANNED}, []),  # plans are compared with nothing
        ({}, {"scope": Scope.PLANNED}, [(41, None)]),
    ],
)
def test_scopes_are_never_compared_with_one_another(make, now, then, wanted):
    past = issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": 40}, **then))
    report = make("2024-H2", {"VP": 41}, history=[past], **now)
    assert [(row.value, row.base) for row in report.comparison] == wanted
    assert all(row.change is None and row.ratio is None for row in report.comparison)


def test_what_limits_a_figure_is_kept_on_both_sides(make):
    past = issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": 40}, precision=Precision.AT_LEAST))
    (row,) = make("2024-H2", {"VP": 41}, precision=Precision.ABOUT, history=[past]).comparison
    assert (row.precision, row.base_precision) == (Precision.ABOUT, Precision.AT_LEAST)


@pytest.mark.parametrize(
    ("half", "year", "suspect"),
    [
        ({"VP": 41}, {"VP": 30}, True),
        ({"VP": 41}, {"VP": 41}, False),
        ({"VP": 41}, {"VP": 80}, False),
        ({"VP": 21, "TTNC": 20}, {"VP": 30}, False),  # TTNC has not reported yet: less is no wonder
        ({"VP": 21, "TTNC": 20}, {"VP": 30, "TTNC": 1}, True),
    ],
)
def test_a_year_smaller_than_its_issued_half_is_a_question_that_cites_it(make, plan, half, year, suspect):
    report = make("2024", year, history=[issue(ComparedWith.HALF, make("2024-H1", half), 2)])
    assert [row.suspect for row in report.comparison] == [suspect]
    questions = ask_comparison(report, plan)
    assert len(questions) == suspect
    findings = [each for each in report.findings if each.rule == "figure-below-half"]
    assert [each.severity for each in findings] == [Severity.ERROR] * suspect
    for question in questions:
        assert question.kind is QuestionKind.COMPARISON
        assert [each.code for each in question.candidates] == ["confirm", "wait"]
        assert all(
            word in question.text for word in ["41 tin, bài", "6 tháng đầu năm 2024", "dự thảo lần 2, ngày 20/6/2024"]
        )


@pytest.mark.parametrize(
    ("half_scope", "year_scope", "year", "suspect"),
    [
        (Scope.PERIOD, Scope.CUMULATIVE, 30, True),
        (Scope.CUMULATIVE, Scope.PERIOD, 30, True),
        (Scope.PERIOD, Scope.CUMULATIVE, 41, False),
        (Scope.PERIOD, Scope.PLANNED, 30, False),  # a plan is compared with nothing
        (Scope.PLANNED, Scope.PERIOD, 30, False),
    ],
)
def test_a_year_told_in_another_scope_alone_cannot_be_smaller_than_its_half_either(
    make, plan, half_scope, year_scope, year, suspect
):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": 41}, scope=half_scope), 2)]
    report = make("2024", {"VP": year}, scope=year_scope, history=history)
    assert [row.scope for row in report.comparison if row.suspect] == [half_scope] * suspect
    questions = ask_comparison(report, plan)
    assert len(questions) == suspect
    found = [each.message for each in report.findings if each.rule == "figure-below-half"]
    assert len(found) == suspect
    for told in (*found, *(question.text for question in questions)):
        assert f"30 tin, bài ({year_scope.label})" in told and "41 tin, bài" in told and "dự thảo lần 2" in told
    for question in questions:
        held = Decision(
            subject=question.key, kind=question.kind, choice="confirm", decided_by="A", recorded_by="A",
            decided_at=datetime(2024, 12, 20, tzinfo=UTC),
        )  # fmt: skip
        given = {"scope": year_scope, "history": history, "decisions": {question.key: held}}
        assert ask_comparison(make("2024", {"VP": year}, **given), plan) == ()


@pytest.mark.parametrize(
    ("choice", "severity"), [(ComparisonChoice.CONFIRM, Severity.WARNING), (ComparisonChoice.WAIT, Severity.ERROR)]
)
def test_a_decision_on_it_holds_while_the_figures_are_the_same(make, plan, choice, severity):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": 41}))]
    (question,) = ask_comparison(make("2024", {"VP": 30}, history=history), plan)
    decision = Decision(
        subject=question.key,
        kind=question.kind,
        choice=choice.value,
        decided_by="Bà Hà",
        recorded_by="Bà Hà",
        decided_at=datetime(2024, 12, 20, tzinfo=UTC),
    )
    given = {"history": history, "decisions": {question.key: decision}}
    report = make("2024", {"VP": 30}, **given)
    assert report.comparison[0].decision is choice and ask_comparison(report, plan) == ()
    assert [each.severity for each in report.findings if each.rule == "figure-below-half"] == [severity]
    assert len(ask_comparison(make("2024", {"VP": 29}, **given), plan)) == 1


def test_a_figure_of_the_half_that_the_year_does_not_tell_is_a_warning(make, plan):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": 41}))]
    report = make("2024", {}, nothing=["VP"], history=history)
    assert [each.severity for each in report.findings if each.rule == "figure-missing-year"] == [Severity.WARNING]
    assert ask_comparison(report, plan) == ()
    missing = make("2024", {}, history=history)
    assert [each for each in missing.findings if each.rule == "figure-missing-year"] == []


def test_another_base_makes_another_fingerprint(make):
    first = issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": 1}))
    assert tell_history([first]) != tell_history([first._replace(version=2)])


@pytest.mark.parametrize("facts", [{}, {"activities": [], "totals": [{}], "coverage": {"cells": {}}, "period": "2024"}])
def test_what_is_no_report_is_refused(facts):
    with pytest.raises((KeyError, ValueError)):
        make_issued(facts, against=ComparedWith.PREVIOUS, version=1, issued_on=None)


def test_the_question_on_a_year_is_of_the_whole_department_and_tells_each_units_sentence(make, plan):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": 9, "TTNC": 3}))]
    (question,) = ask_comparison(make("2024", {"VP": 5, "TTNC": 4}, history=history), plan)
    assert question.text.startswith("Toàn Sở – nội dung 4, tin, bài trên Cổng Thông tin điện tử (trong kỳ): số cả năm")
    assert "là 09 tin, bài, nhỏ hơn 12 tin, bài" in question.text
    centre = "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    assert sorted(question.evidence.splitlines()) == [
        f"{centre}: 04 tin, bài – “Đăng 4 tin, bài trên Cổng”",
        "Văn phòng Sở: 05 tin, bài – “Đăng 5 tin, bài trên Cổng”",
    ]
    assert [(each.code, each.unit) for each in question.candidates] == [("confirm", None), ("wait", None)]
    assert question.candidates[0].label == "Số cả năm 09 tin, bài là đúng, giữ nguyên"


@pytest.mark.parametrize(
    ("item", "indicator", "measure", "half", "year", "change"),
    [
        (6, "diem-thong-tin", "điểm", 24, 24, None),  # as many points as before: nothing was done or left undone
        (6, "diem-thong-tin", "điểm", 24, 26, 2),
        (4, PORTAL, "tin, bài", 24, 24, 0),
    ],
)
def test_of_what_is_kept_up_no_second_half_is_told(
    submission, activity, quantity, plan, item, indicator, measure, half, year, change
):
    def make(code, value, **given):
        told = activity(f"Có {value} {measure}", quantities=(quantity(value, measure, indicator),))
        return consolidate([submission(code, (item, told), period=code)], plan, parse_period(code), **given)

    report = make("2024", year, history=[issue(ComparedWith.HALF, make("2024-H1", half))])
    assert [(row.value, row.base, row.change) for row in report.comparison] == [(year, half, change)]
