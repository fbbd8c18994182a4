"""The report as a whole: register, activities, findings, material; the order of its sources means nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import Finding
from schemas.period import parse_period
from schemas.request import Request
from schemas.submission import Evidence
from schemas.values import CellState, CheckStatus, EvidenceKind, Precision, Scope, Severity
from tonghop.consolidation import compute_fingerprint, consolidate, count_submissions, find_open_points, find_questions

REQUEST = Request(
    number="1234/UBND-VX",
    date=date(2024, 4, 1),
    asker="UBND tỉnh",
    scope="Báo cáo đón đoàn",
    deadline=date(2024, 4, 20),
)
AD_HOC = parse_period("2024-03-01..2024-04-15")
TEXTS = (
    "Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet (Lào) đến làm việc",
    "Đón đoàn công tác tỉnh Savannakhet đến làm việc ngày 12/5/2024",
    "Tham gia Techfest",
    "Đăng tin trên Cổng",
)


@st.composite
def reports(draw, submission, activity, quantity):
    """A pile of reports as it may lie in the ledger."""
    told = st.builds(
        lambda item, text, n, figure, measure: (
            item,
            activity(text, locator=f"body/p{n}", dates=(date(2024, 5, 12),) * (n % 2), quantities=(figure, measure)),
        ),
        st.integers(1, 6),
        st.sampled_from(TEXTS),
        st.integers(1, 4),
        st.builds(
            lambda value, scope, precision: quantity(value, "đoàn", "doan-vao", scope=scope, precision=precision),
            st.sampled_from([1, 2, 41, 0.1, 0.2]),
            st.sampled_from(Scope),
            st.sampled_from(Precision),
        ),
        st.builds(lambda value: quantity(value, "tin", "tin-bai-cong"), st.integers(0, 50)),
    )
    return [
        submission(
            f"s{n}",
            *draw(st.lists(told, max_size=3)),
            unit=draw(st.sampled_from(["VP", "QLCN", "TTNC", "CU", None])),
            period=draw(st.sampled_from(["2024-H1", "2024-H1", "2024-H1", "2024", None])),
            received=f"2024-06-{draw(st.integers(15, 20))} 08:00",
            dated=draw(st.sampled_from([None, date(2024, 6, 10), date(2024, 6, 11)])),
            replaces=draw(st.booleans()),
            status=draw(st.sampled_from([*CheckStatus, CheckStatus.ACCEPTED, CheckStatus.ACCEPTED, None])),
            sections={"tasks": draw(st.lists(st.sampled_from(TEXTS), max_size=2))},
        )
        for n in range(draw(st.integers(0, 6)))
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_order_of_the_submissions_does_not_matter_and_no_rate_exceeds_the_whole(
    data, submission, activity, quantity, plan, half
) -> None:
    filed = data.draw(reports(submission, activity, quantity))
    shuffled = data.draw(st.permutations(filed))
    report = consolidate(filed, plan, half)
    assert consolidate(shuffled, plan, half) == report
    assert find_questions(report, filed) == find_questions(report, shuffled)
    counted, again = (count_submissions(each, "2024-H1", plan) for each in (filed, shuffled))
    assert compute_fingerprint(counted, (), "p", None) == compute_fingerprint(again[::-1], (), "p", None)
    coverage = report.coverage
    assert 0 <= coverage.on_time_units <= coverage.reported_units <= coverage.expected_units == len(coverage.cells)
    assert coverage.reported_units + len(report.missing_units) == coverage.expected_units
    assert sum(item.activities for item in coverage.items.values()) == len(report.activities)
    ids = [each.id for each in report.activities]
    assert len(ids) == len(set(ids))
    known = {each.id: each for each in report.activities}
    for total in report.totals:
        parts = [known[name].quantities[n] for name, n in total.parts]
        assert {(part.indicator, part.scope) for part in parts} == {(total.indicator, total.scope)}
        assert total.value == pytest.approx(sum(part.value for part in parts))


def test_activities_stand_by_item_then_unit_then_document(submission, activity, plan, half) -> None:
    filed = [
        submission(
            "t", (4, activity("d", locator="p2")), (4, activity("e", locator="p1")), (1, activity("c", locator="p9"))
        ),
        submission("v", (4, activity("f", locator="p7")), (1, activity("g", locator="p8")), unit="VP"),
    ]
    report = consolidate(filed, plan, half)
    assert [each.id for each in report.activities] == ["v:p8", "t:p9", "v:p7", "t:p2", "t:p1"]


def test_activities_at_one_locator_of_two_files_keep_their_own_ids(submission, activity, plan, half) -> None:
    filed = submission(
        "a", (3, activity("x", sha256="1")), (3, activity("y", sha256="2")), (4, activity("z", sha256="2"))
    )
    ids = [each.id for each in consolidate([filed], plan, half).activities]
    assert ids == ["a:body/p1", "a:body/p1#2", "a:body/p1#3"]


def test_equal_words_count_once_unless_their_figures_or_items_differ(
    submission, activity, quantity, plan, half
) -> None:
    def told(value, locator):
        return activity("Đón đoàn khách", locator=locator, quantities=(quantity(value, "đoàn", "doan-vao"),))

    filed = submission(
        "a", (3, told(2, "p1")), (3, told(2, "p2")), (3, told(3, "p3")), (6, activity("đón đoàn khách."))
    )
    report = consolidate([filed], plan, half)
    assert [(each.id, each.item) for each in report.activities] == [("a:p1", 3), ("a:p3", 3), ("a:body/p1", 6)]
    assert [total.value for total in report.totals] == [5]


def test_the_register_shows_this_period_and_what_may_be_of_it_but_never_a_secret(submission, plan, half) -> None:
    def says(period):
        return (Evidence(kind=EvidenceKind.TITLE, value=period, text=period),)

    waiting = {"period": None, "status": CheckStatus.NEEDS_PERSON}
    filed = [
        submission("own"),
        submission("other", period="2024-H2"),
        submission("unreadable", content=None, status=CheckStatus.REJECTED, received="2024-06-09 08:00"),
        submission("unclear", **waiting),
        submission("perhaps-this", period_evidence=says("2024-H1") + says("2024"), **waiting),
        submission("surely-another", period_evidence=says("2024-H2") + says("2024"), **waiting),
        submission("nobody-elses", period_evidence=says("2019-H2"), **waiting),
        submission("unchecked", status=None),
        submission("secret", status=CheckStatus.QUARANTINED),
    ]
    report = consolidate(filed, plan, half)
    assert [row.id for row in report.submissions] == [
        "unreadable",
        "nobody-elses",
        "own",
        "perhaps-this",
        "unchecked",
        "unclear",
    ]
    assert "secret" not in report.model_dump_json()
    assert {row.id: row.status for row in report.submissions}["unchecked"] is CheckStatus.NEEDS_PERSON


def test_a_superseded_report_stays_in_the_register_but_its_findings_are_settled(
    submission, activity, plan, half
) -> None:
    wrong = Finding(rule="item-empty", severity=Severity.WARNING, message="Mục 4 để trống.", fix="Bổ sung.")
    filed = [
        submission("a", (3, activity("x")), findings=(wrong,), received="2024-06-10 08:00"),
        submission("b", (3, activity("y")), findings=(wrong,), received="2024-06-11 08:00"),
    ]
    report = consolidate(filed, plan, half)
    assert [(row.id, row.superseded_by) for row in report.submissions] == [("a", "b"), ("b", None)]
    assert [(each.submission, each.unit) for each in report.findings if each.rule == "item-empty"] == [("b", "TTNC")]


def test_material_follows_the_outline_and_then_the_units(submission, plan, half) -> None:
    filed = [
        submission(
            "t",
            sections={"proposals": ["kiến nghị"], "shortcomings": ["hạn chế"], "khac": ["lạ"], "tasks": ["x", "X."]},
        ),
        submission("v", sections={"tasks": ["x"]}, unit="VP"),
        submission("q", sections={"tasks": ["chưa nhận"]}, unit="QLCN", status=CheckStatus.NEEDS_PERSON),
    ]
    rows = [(row.section, row.unit, row.text) for row in consolidate(filed, plan, half).material]
    assert rows == [
        ("shortcomings", "TTNC", "hạn chế"),
        ("tasks", "VP", "x"),
        ("tasks", "TTNC", "x"),
        ("proposals", "TTNC", "kiến nghị"),
        ("khac", "TTNC", "lạ"),
    ]


def test_a_unit_that_the_plan_lacks_is_not_merged_and_said_so(submission, activity, plan, half) -> None:
    report = consolidate([submission("a", (3, activity("x")), unit="CU")], plan, half)
    assert report.activities == ()
    assert [finding.severity for finding in report.findings if finding.rule == "unit-unknown"] == [Severity.ERROR]
    assert any("CU" in reason for reason in find_open_points(report, plan))


@pytest.mark.parametrize(
    ("dates", "estimate"),
    [
        ({}, False),
        ({"unit_due_date": date(2024, 6, 10)}, True),
        ({"unit_due_date": date(2024, 6, 10), "office_due_date": date(2024, 6, 13)}, True),
        ({"unit_due_date": date(2024, 6, 14), "office_due_date": date(2024, 6, 14)}, False),
    ],
)
def test_a_deadline_before_the_end_of_the_data_makes_estimates(
    submission, activity, quantity, plan, half, dates, estimate
) -> None:
    periods = tuple(entry.model_copy(update=dates) if entry.period == "2024-H1" else entry for entry in plan.periods)
    told = activity("x", quantities=(quantity(2, "đoàn", "doan-vao"),))
    report = consolidate([submission("a", (3, told))], plan.model_copy(update={"periods": periods}), half)
    assert report.estimate is report.totals[0].estimate is estimate
    assert ("window-estimate" in {finding.rule for finding in report.findings}) is estimate


def test_an_ad_hoc_period_takes_its_deadline_from_the_request(submission, plan) -> None:
    late = submission("a", period=AD_HOC.code, received="2024-04-21 00:00")
    report = consolidate([late], plan, AD_HOC, request=REQUEST)
    assert (report.submissions[0].late, report.request, report.estimate) == (True, REQUEST, False)
    assert not {"period-unplanned", "deadline-unconfirmed"} & {finding.rule for finding in report.findings}


def test_a_request_that_wants_the_report_before_the_window_ends_makes_estimates(plan) -> None:
    early = REQUEST.model_copy(update={"deadline": date(2024, 4, 10)})
    report = consolidate([], plan, AD_HOC, request=early)
    assert report.estimate is True
    assert any("10/4/2024" in finding.message for finding in report.findings if finding.rule == "window-estimate")


def test_a_period_without_any_deadline_is_a_finding_and_nothing_is_late(submission, plan) -> None:
    report = consolidate([submission("a", period=AD_HOC.code, received="2025-01-01 00:00")], plan, AD_HOC)
    assert report.submissions[0].late is False
    assert "period-unplanned" in {finding.rule for finding in report.findings}
    assert any("văn bản yêu cầu" in reason for reason in find_open_points(report, plan))


def test_assumed_deadlines_are_said_to_be_assumed(plan, half) -> None:
    assert "deadline-unconfirmed" in {finding.rule for finding in consolidate([], plan, half).findings}


def test_version_and_example_are_carried(plan, half) -> None:
    report = consolidate([], plan, half, version=3, example=True)
    assert (report.version, report.example, report.plan_sha256) == (3, True, plan.sha256)
    assert {item.state for item in report.coverage.items.values()} == {CellState.MISSING}
