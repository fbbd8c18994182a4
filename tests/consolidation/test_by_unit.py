"""Units are compared one by one as well: a total hides who lost figures, and whose figures are absent."""

from datetime import UTC, date, datetime

import pytest

from schemas.decision import Decision
from schemas.history import IssuedReport
from schemas.period import parse_period
from schemas.values import ComparedWith, ComparisonChoice, Scope, Severity
from tonghop.consolidation import consolidate
from tonghop.consolidation.history import make_issued
from tonghop.consolidation.history_questions import ask_comparison
from tonghop.consolidation.starts import find_start

PORTAL = "tin-bai-cong"
C, P = Scope.CUMULATIVE, Scope.PERIOD


@pytest.fixture
def make(plan, submission, activity, quantity):
    """make(period, {unit: [(value, scope, since)]}): a report whose units tell these figures of one indicator."""

    def build(code, told, *, returned=(), **given):
        filed = [
            submission(
                f"{code}-{unit}",
                *(
                    (
                        4,
                        activity(
                            f"Đăng {value} tin, bài trên Cổng {place}",
                            locator=f"body/p{place}",
                            quantities=(quantity(value, "tin, bài", PORTAL, scope=scope, since=since),),
                        ),
                    )
                    for place, (value, scope, since) in enumerate(figures)
                ),
                unit=unit,
                period=code,
                returned=returned if unit == "QLCN" else (),
            )
            for unit, figures in told.items()
        ]
        return consolidate(filed, plan, parse_period(code), **given)

    return build


def issue(against, report) -> IssuedReport:
    return make_issued(report.model_dump(mode="json"), against=against, version=2, issued_on=date(2024, 6, 20))


def tell(value, scope=P, since=None):
    return [(value, scope, since)]


def find_rules(report, rule="figure-below-half"):
    return [(each.unit, each.severity) for each in report.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("half", "year", "below"),
    [
        ({"VP": tell(46), "TTNC": tell(20)}, {"VP": tell(30), "TTNC": tell(60)}, [("VP", 30, 46)]),
        ({"VP": tell(46), "TTNC": tell(20)}, {"VP": tell(46), "TTNC": tell(60)}, []),
        ({"VP": tell(46), "TTNC": tell(20)}, {"VP": tell(30)}, [("VP", 30, 46)]),  # whoever has not reported aside
        ({"VP": tell(46)}, {"VP": tell(30, C), "TTNC": tell(60, C)}, [("VP", 30, 46)]),  # told in the other scope
        ({"VP": tell(46)}, {"TTNC": tell(60)}, []),
    ],
)
def test_a_units_year_below_its_own_issued_half_is_asked_although_the_total_grew(make, plan, half, year, below):
    report = make("2024", year, history=[issue(ComparedWith.HALF, make("2024-H1", half))])
    found = [(one.unit, one.value, one.base) for row in report.comparison for one in row.below]
    assert found == below
    assert find_rules(report) == [(unit, Severity.ERROR) for unit, _, _ in below]
    questions = ask_comparison(report, plan)
    assert len(questions) == len(below)
    for question in questions:
        assert "Văn phòng Sở" in question.text and "30 tin, bài" in question.text and "46 tin, bài" in question.text
        assert "6 tháng đầu năm 2024" in question.text and "lần 2" in question.text
        assert "Đăng 30 tin, bài" in (question.evidence or "")


def test_a_unit_below_within_a_total_below_is_one_question(make, plan):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": tell(46)}))]
    report = make("2024", {"VP": tell(30)}, history=history)
    assert len(ask_comparison(report, plan)) == 1 and len(find_rules(report)) == 1


@pytest.mark.parametrize(("value", "asked", "severity"), [(30, 0, Severity.WARNING), (29, 1, Severity.ERROR)])
def test_a_confirmed_figure_of_a_unit_is_not_asked_again(make, plan, value, asked, severity):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": tell(46), "TTNC": tell(1)}))]
    (question,) = ask_comparison(make("2024", {"VP": tell(30), "TTNC": tell(90)}, history=history), plan)
    held = Decision(
        subject=question.key, kind=question.kind, choice=ComparisonChoice.CONFIRM, decided_by="A", recorded_by="A",
        decided_at=datetime(2024, 12, 20, tzinfo=UTC),
    )  # fmt: skip
    given = {"history": history, "decisions": {question.key: held}}
    report = make("2024", {"VP": tell(value), "TTNC": tell(90)}, **given)
    assert len(ask_comparison(report, plan)) == asked and find_rules(report) == [("VP", severity)]


@pytest.mark.parametrize(
    ("half", "year", "below"),
    [
        # A running total from before the year is no base of what was done within it.
        (tell(62, C, "từ đầu năm 2023"), tell(12), None),
        (tell(62, C, "từ tháng 3/2023"), tell(12), None),
        (tell(62, C, "từ khi thành lập"), tell(12), None),
        (tell(62, C, "từ đầu năm"), tell(12), (12, 62)),
        (tell(62, C, "từ ngày 15/12/2023"), tell(12), (12, 62)),
        (tell(62, C), tell(12), (12, 62)),  # it does not say: asked
        # Two running totals: of the year's what begins no later.
        (tell(62, C, "từ năm 2023"), tell(50, C, "từ đầu năm 2024"), None),
        (tell(62, C, "từ năm 2023"), tell(50, C, "từ năm 2023"), (50, 62)),
        (tell(62, C, "từ năm 2023"), tell(50, C, "từ năm 2021"), (50, 62)),
        (tell(62, C, "từ năm 2023"), [(50, C, "từ đầu năm"), (70, C, "từ năm 2023")], None),
        (tell(62), [(50, C, "từ đầu năm"), (70, C, "từ năm 2023")], None),
        ([(17, P, None), (62, C, "từ năm 2023")], tell(12), (12, 17)),
    ],
)
def test_only_what_the_year_counts_as_well_is_a_base_of_its_figure(make, plan, half, year, below):
    report = make("2024", {"TTNC": year}, history=[issue(ComparedWith.HALF, make("2024-H1", {"TTNC": half}))])
    assert [(one.value, one.base) for row in report.comparison for one in row.below] == [below] * (below is not None)
    assert len(ask_comparison(report, plan)) == len(find_rules(report)) == (below is not None)
    assert find_rules(report, "figure-missing-year") == []


def test_running_totals_are_paired_by_their_starts(make, plan):
    half = {"VP": [(40, C, "từ đầu năm"), (90, C, "từ năm 2023")], "TTNC": tell(50, C, "từ năm 2021")}
    year = {"VP": [(80, C, "cả năm 2024"), (130, C, "từ đầu năm 2023")], "TTNC": tell(70, C, "từ năm 2021")}
    report = make("2024", year, history=[issue(ComparedWith.HALF, make("2024-H1", half))])
    assert sorted((row.since, row.base_since, row.base, row.value, row.change) for row in report.comparison) == [
        ("cả năm 2024", "từ đầu năm", 40, 80, 40),
        ("từ năm 2021", "từ năm 2021", 50, 70, 20),
        ("từ đầu năm 2023", "từ năm 2023", 90, 130, 40),
    ]
    assert ask_comparison(report, plan) == () and find_rules(report, "figure-missing-year") == []


def test_a_unit_that_counts_from_another_day_on_makes_no_question_of_the_others(make, plan):
    half = {"VP": tell(40, C, "từ năm 2023"), "TTNC": tell(50, C, "từ năm 2023")}
    year = {"VP": tell(60, C, "từ năm 2023"), "TTNC": tell(70, C, "từ năm 2021")}
    report = make("2024", year, history=[issue(ComparedWith.HALF, make("2024-H1", half))])
    assert ask_comparison(report, plan) == () and find_rules(report, "figure-missing-year") == []


def test_a_total_of_an_old_draft_in_which_starts_were_mixed_is_no_base(make, plan):
    half = make("2024-H1", {"VP": tell(70, C, "từ năm 2023"), "TTNC": tell(90, C, "từ năm 2021")})
    facts = half.model_dump(mode="json")
    first, second = facts["totals"]
    facts["totals"] = [{**first, "value": 160, "parts": [*first["parts"], *second["parts"]]}]
    del facts["totals"][0]["since"]
    past = make_issued(facts, against=ComparedWith.HALF, version=1, issued_on=None)
    year = {"VP": tell(75, C, "từ năm 2023"), "TTNC": tell(95, C, "từ năm 2021")}
    report = make("2024", year, history=[past])
    assert ask_comparison(report, plan) == () and find_rules(report) == []
    assert all(row.change is None for row in report.comparison)


def test_a_unit_that_tells_nothing_of_its_half_any_more_is_a_warning(make):
    history = [issue(ComparedWith.HALF, make("2024-H1", {"VP": tell(46), "TTNC": tell(1)}))]
    report = make("2024", {"VP": [], "TTNC": tell(90)}, history=history)
    assert find_rules(report, "figure-missing-year") == [("VP", Severity.WARNING)]


@pytest.mark.parametrize(
    ("half", "now", "is_below"),
    [
        (tell(40), tell(35, C, "cả năm 2024"), True),
        (tell(40), tell(35, C, None), True),
        (tell(40), tell(41, C, None), False),
        (tell(40), tell(35), False),  # the second half alone may be smaller
        (tell(40), tell(35, C, "từ tháng 7 năm 2024"), False),  # counted from a later day
        (tell(57, C, "từ đầu năm 2024"), tell(55, C, "cả năm 2024"), True),
        (tell(57, C, "từ năm 2023"), tell(55, C, "cả năm 2024"), False),  # from another day on
    ],
)
def test_a_running_total_of_the_second_half_is_not_below_the_first(make, plan, half, now, is_below):
    history = [issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": half}))]
    report = make("2024-H2", {"VP": now}, history=history)
    assert find_rules(report) == [("VP", Severity.ERROR)] * is_below
    assert len(ask_comparison(report, plan)) == is_below


@pytest.mark.parametrize(
    ("against", "code", "then", "now", "is_comparable"),
    [
        ("previous", "2024-H1", {"VP": tell(57, C, "từ năm 2023")}, {"VP": tell(60, C, "từ năm 2023")}, True),
        ("previous", "2024-H1", {"QLCN": tell(57, C, "từ năm 2023")}, {"VP": tell(35, C, "cả năm 2024")}, False),
        ("previous", "2024-H1", {"VP": tell(57, C, "từ năm 2023")}, {"VP": tell(60, C, "từ đầu năm 2024")}, False),
        ("previous", "2024-H1", {"VP": tell(57, C)}, {"VP": tell(60, C)}, True),
        ("previous", "2024-H1", {"VP": tell(57, C)}, {"VP": tell(60, C, "từ năm 2021")}, False),
        ("previous", "2024-H1", {"VP": tell(57, C, "từ đầu năm")}, {"VP": tell(60, C, "cả năm 2024")}, True),
        ("last_year", "2023-H2", {"VP": tell(57, C, "năm 2023")}, {"VP": tell(60, C, "năm 2024")}, True),  # alike
    ],
)  # fmt: skip
def test_running_totals_are_compared_only_of_the_same_units_from_the_same_day_on(
    make, against, code, then, now, is_comparable
):
    report = make("2024-H2", now, history=[issue(ComparedWith(against), make(code, then))])
    (row,) = [row for row in report.comparison if row.value is not None]
    assert row.comparable is is_comparable
    assert (row.change is None) is not is_comparable


@pytest.mark.parametrize(
    ("since", "start"),
    [
        (None, None),
        ("từ đầu năm 2023", 2023),
        ("cả năm 2024", 2024),
        ("từ đầu năm", 2024),
        ("giai đoạn 2021-2025", 2021),
        ("từ tháng 7 năm 2024", "từ tháng 7 năm 2024"),
    ],
)
def test_a_running_total_begins_with_a_year_or_with_other_words(since, start):
    assert find_start(since, 2024) == start


def test_notes_tell_which_units_and_items_are_of_one_side_only(make):
    history = [issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": tell(1), "TTNC": tell(2)}))]
    report = make("2024-H2", {"VP": tell(1), "QLCN": tell(2)}, returned=(4,), history=history)
    assert report.compared[0].notes == (
        "Kỳ này chưa tính TTNC; tăng, giảm chỉ để tham khảo.",
        "Báo cáo 6 tháng đầu năm 2024 đã phát hành chưa có số liệu của QLCN; tăng, giảm chỉ để tham khảo.",
    )
    past = issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": tell(1), "QLCN": tell(2)}))
    report = make("2024-H2", {"VP": tell(1), "QLCN": tell(2)}, returned=(4,), history=[past])
    assert report.compared[0].notes == ("Kỳ này chưa tính QLCN (nội dung 4: đã trả lại); tăng, giảm chỉ để tham khảo.",)
    assert report.activity_changes == ()  # what was returned is not told as dropped
    assert make("2024-H2", {"VP": tell(1), "QLCN": tell(2)}, history=[past]).compared[0].notes == ()


def test_a_disputed_and_an_adjusted_base_are_told(make):
    past = issue(ComparedWith.PREVIOUS, make("2024-H1", {"VP": tell(1)}))
    past = past._replace(totals=tuple(each._replace(disputed=True, adjusted=True) for each in past.totals))
    report = make("2024-H2", {"VP": tell(1)}, history=[past])
    assert report.comparison[0].base_disputed and report.comparison[0].base_adjusted
    assert len(report.compared[0].notes) == 2 and all("nội dung 4" in note for note in report.compared[0].notes)


def test_a_report_that_was_drafted_and_never_issued_is_told(make):
    report = make("2024-H2", {"VP": tell(1)}, drafted=("2024-H1",))
    assert [(each.drafted, len(each.notes)) for each in report.compared] == [(True, 1), (False, 0)]
    assert "chưa ghi nhận là đã phát hành" in report.compared[0].notes[0]
