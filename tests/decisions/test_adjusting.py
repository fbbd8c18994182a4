"""A change is recorded only where it is certain which figure is meant; else a person is told what there is."""

# ruff: noqa: E501  (a table of sentences: one row, one line)

from datetime import UTC, datetime

import pytest

from schemas.report import Coverage, DoubleClaim, Report, ReportActivity, Total
from schemas.subjects import make_activity_key
from schemas.submission import Quantity
from schemas.values import AdjustmentChannel, Precision, Scope
from tonghop.decisions.adjusting import WantedChange, describe, find_figure, record_change, withdraw_change
from tonghop.decisions.keys import DecisionError
from tonghop.ledger.adjustments import load_adjustments

AT = datetime(2024, 6, 18, 3, tzinfo=UTC)
ROWS = [
    ("VP", 3, "Cử 07 đoàn đi công tác tại Lào", [(7, "đoàn", "doan-ra", Scope.PERIOD)]),
    ("VP", 3, "Đón 07 đoàn khách quốc tế với 41 lượt người", [(7, "đoàn", "doan-vao", Scope.PERIOD), (41, "lượt người", None, Scope.PERIOD)]),
    ("VP", 4, "Đăng 41 tin, bài; lũy kế 41 tin, bài", [(41, "tin, bài", "tin-bai-cong", Scope.PERIOD), (41, "tin, bài", "tin-bai-cong", Scope.CUMULATIVE)]),
    ("TTNC", 2, "Mở 02 lớp tại Cam Lộ, 02 lớp tại Gio Linh", [(2, "lớp", None, Scope.PERIOD), (2, "lớp", None, Scope.PERIOD)]),
    ("TTNC", 4, "Đăng 09 bài trên báo", [(9, "bài", None, Scope.PERIOD)]),
    ("TTNC", 4, "Phát hành 09 tờ gấp", [(9, "tờ", None, Scope.PERIOD)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    activities = tuple(
        ReportActivity(
            id=f"a{n}",
            unit=unit,
            item=item,
            text=text,
            locator=f"body/p{n}",
            sha256="a" * 64,
            quantities=tuple(Quantity(value=v, measure=m, indicator=i, scope=s) for v, m, i, s in quantities),
        )
        for n, (unit, item, text, quantities) in enumerate(ROWS)
    )
    totals = tuple(
        Total(item=3, indicator=code, measure="đoàn", scope=Scope.PERIOD, value=7, precision=Precision.EXACT, parts=())
        for code in ("doan-ra", "doan-vao")
    )
    return Report(
        period="2024-H1",
        version=1,
        plan_sha256="p",
        submissions=(),
        coverage=Coverage(cells={}, items={}, expected_units=3, reported_units=2, on_time_units=2),
        missing_units=(),
        activities=activities,
        totals=totals,
        double_claims=(),
    )


def claim(report: Report, counted: str | None) -> Report:
    """The report with the first two activities said to be one, or asked about."""
    told = DoubleClaim(activities=("a0", "a1"), score=0.9, counted=counted)
    return report.model_copy(update={"double_claims": (told,)})


def want(**changes) -> WantedChange:
    values = {
        "unit": "VP", "item": 3, "old": 7, "new": 8, "asked_by": "Chị Hoa", "channel": AdjustmentChannel.PHONE,
        "why": "đếm sót", "by": "Lê An",
    }  # fmt: skip
    return WantedChange(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "activity"),
    [
        ({"old": 41}, "a1"),
        ({"indicator": "doan-ra"}, "a0"),
        ({"text": "CỬ 07  đoàn"}, "a0"),  # in any case and spacing
        ({"text": "khách quốc tế"}, "a1"),
        ({"item": 4, "old": 41, "scope": Scope.CUMULATIVE}, "a2"),
        ({"unit": "TTNC", "item": 4, "old": 9, "measure": "Bài"}, "a4"),
    ],
)
def test_one_figure_is_found_by_what_tells_it_apart(report, plan, changes, activity):
    assert find_figure(report, plan, want(**changes)).activity.id == activity


def test_a_figure_of_no_indicator_is_said_to_change_no_total(report, plan):
    for changes, is_told in (({"old": 41}, True), ({"indicator": "doan-ra"}, False)):
        words = describe(find_figure(report, plan, want(**changes)), plan)
        assert ("không làm thay đổi tổng số nào" in words) is is_told


def test_of_several_running_totals_the_one_with_the_number_is_meant_and_told_with_its_start(report, plan):
    running = [
        report.totals[0].model_copy(update={"scope": Scope.CUMULATIVE, "value": value, "since": since})
        for value, since in ((70, "từ năm 2023"), (90, "từ năm 2021"), (9, None))
    ]
    known = report.model_copy(update={"totals": (*report.totals, *running)})
    for total in running:
        found = find_figure(known, plan, want(unit=None, item=None, total="doan-ra", old=total.value, new=1))
        assert (found.value, found.since) == (total.value, total.since)
        assert f"lũy kế{f' {total.since}' if total.since else ''}, đoàn ra" in describe(found, plan)


def test_a_total_is_found_by_its_indicator(report, plan):
    found = find_figure(report, plan, want(unit=None, item=None, total="doan-vao"))
    assert (found.unit, found.item, found.indicator, found.value) == (None, 3, "doan-vao", 7)


@pytest.mark.parametrize(
    ("changes", "told", "not_told"),
    [
        ({}, ["2 số liệu", "--indicator doan-ra (", " hoặc doan-vao (", "; --text “"], ["--scope", "giống hệt", "["]),
        (
            {"item": 4, "old": 41},
            ["--scope period (trong kỳ) hoặc cumulative (lũy kế)."],
            ["--text", "--measure", "giống hệt", "["],
        ),
        ({"unit": "TTNC", "item": 4, "old": 9}, ["--measure", "--text"], ["giống hệt"]),
        ({"unit": "TTNC", "item": 2, "old": 2}, ["giống hệt nhau", "--total"], ["Ghi thêm"]),
        ({"old": 12}, ["Không thấy số 12", "7 đoàn", "41 lượt người"], ["Ghi thêm"]),
        ({"unit": "QLCN", "old": 12}, ["Không thấy số liệu nào như vậy"], []),
        ({"text": "Techfest"}, ["Không thấy số liệu nào như vậy"], []),
        ({"unit": "XYZ"}, ["Không có đơn vị mã “XYZ”", "TTNC"], []),
        ({"item": 7}, ["không có nội dung 7", "1, 2, 3, 4, 5, 6"], []),
        ({"unit": None, "item": None, "total": "doan"}, ["không có chỉ tiêu mã “doan”", "doan-ra"], []),
        ({"unit": None}, ["--unit và --item"], []),
        ({"item": None}, ["--unit và --item"], []),
        ({"total": "doan-ra"}, ["không ghi --unit"], []),
        ({"new": 7}, ["đều là 7"], []),
        ({"why": " "}, ["--why"], []),
        ({"asked_by": "", "by": ""}, ["--asked-by, --by"], []),
    ],
)
def test_what_is_not_certain_is_refused_with_what_there_is(report, plan, changes, told, not_told):
    with pytest.raises(DecisionError) as raised:
        find_figure(report, plan, want(**changes))
    assert [words for words in told if words not in str(raised.value)] == []
    assert [words for words in not_told if words in str(raised.value)] == []


def test_a_recorded_change_knows_its_sentence_and_who_asked(ledger, report, plan):
    wanted = want(indicator="doan-ra")
    number = record_change(ledger, "2024-H1", find_figure(report, plan, wanted), wanted, at=AT)
    with ledger.read() as connection:
        (one,) = load_adjustments(connection, "2024-H1")
    assert (one.id, one.old, one.new, one.asked_by, one.recorded_by) == (number, 7, 8, "Chị Hoa", "Lê An")
    assert one.activity_key == make_activity_key("Cử 12 đoàn đi công tác tại Lào")


def test_a_change_on_which_a_later_one_rests_is_withdrawn_after_it(ledger, report, plan):
    for old, new in ((7, 8), (8, 9)):
        wanted = want(old=old, new=new, indicator="doan-ra")
        found = find_figure(report, plan, want(indicator="doan-ra"))
        record_change(ledger, "2024-H1", found, wanted, at=AT)
    given = {"by": "Bà Hà", "why": "ghi nhầm", "at": AT}
    with pytest.raises(DecisionError, match="thu hồi điều chỉnh số 2 trước"):
        withdraw_change(ledger, "2024-H1", 1, **given)
    assert withdraw_change(ledger, "2024-H1", 2, **given)
    assert withdraw_change(ledger, "2024-H1", 1, **given)
    assert not withdraw_change(ledger, "2024-H1", 1, **given)


@pytest.mark.parametrize(
    ("new", "may"),
    [
        (8, True), (0, True), (7.5, True), (10**15 - 1, True),
        (-1, False), (10**15, False), (1e300, False), (0.1 + 0.2, False), (float("nan"), False), (float("inf"), False),
    ],
)  # fmt: skip
def test_a_figure_is_changed_only_to_one_that_a_report_may_tell(report, plan, new, may):
    wanted = want(indicator="doan-ra", new=new)
    if may:
        assert find_figure(report, plan, wanted).value == 7
    else:
        with pytest.raises(DecisionError, match="không âm, không quá 15 chữ số"):
            find_figure(report, plan, wanted)


@pytest.mark.parametrize(("number", "period"), [(5, "2024-H1"), (1, "2024-H2")])
def test_an_unknown_change_is_not_withdrawn(ledger, report, plan, number, period):
    wanted = want(indicator="doan-ra")
    record_change(ledger, "2024-H1", find_figure(report, plan, wanted), wanted, at=AT)
    with pytest.raises(DecisionError, match="không có điều chỉnh"):
        withdraw_change(ledger, period, number, by="Bà Hà", why="ghi nhầm", at=AT)


@pytest.mark.parametrize("given", [{"by": "", "why": "x"}, {"by": "x", "why": " "}])
def test_nobody_takes_a_change_back_without_name_and_reason(ledger, given):
    with pytest.raises(DecisionError, match="--by, --why"):
        withdraw_change(ledger, "2024-H1", 1, at=AT, **given)


@pytest.mark.parametrize("counted", [None, "both", "a0"])
def test_a_figure_that_counts_is_changed_whatever_is_asked_about_it(report, plan, counted):
    assert find_figure(claim(report, counted), plan, want(indicator="doan-ra")).activity.id == "a0"


def test_a_figure_for_which_another_one_counts_is_refused_and_listed_nowhere(report, plan):
    known = claim(report, "a1")
    with pytest.raises(DecisionError, match=r"không được cộng.*báo cáo trùng.*Cử 07 đoàn"):
        find_figure(known, plan, want(indicator="doan-ra"))
    assert find_figure(known, plan, want()).activity.id == "a1"  # no longer one of two
    with pytest.raises(DecisionError) as error:
        find_figure(known, plan, want(old=9))
    assert "Đón 07 đoàn" in str(error.value) and "Cử 07 đoàn" not in str(error.value)


@pytest.mark.parametrize(
    ("measure", "is_found"), [("bài", True), ("tin, bài", True), ("TIN, BÀI", True), ("lớp", False)]
)
def test_a_measure_is_known_by_the_name_of_its_family_as_the_annex_writes_it(report, plan, measure, is_found):
    told = want(unit="TTNC", item=4, old=9, new=10, measure=measure)
    if is_found:
        assert find_figure(report, plan, told).measure == "bài"
    else:
        with pytest.raises(DecisionError, match="Không thấy số liệu nào như vậy"):
            find_figure(report, plan, told)


def test_what_is_only_quoted_is_not_told_as_counted(report, plan):
    with pytest.raises(DecisionError) as refused:
        find_figure(report, plan, want(unit="VP", item=3, old=99))
    first, *lines = str(refused.value).splitlines()
    assert first == "Không thấy số 99. Các số liệu ghi trong báo cáo ở đó:"
    assert [("không thuộc chỉ tiêu nào" in line) for line in lines] == [False, False, True]
