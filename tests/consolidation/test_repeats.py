"""What is new, what is told no more and what was copied is found within one unit and item."""

import time
from datetime import date

import pytest

from schemas.history import IssuedReport
from schemas.period import parse_period
from schemas.values import ActivityChangeKind, ComparedWith, Severity
from tonghop.consolidation import consolidate
from tonghop.consolidation.history import make_issued
from tonghop.consolidation.repeats import MOST_CHANGES, find_changes

CLASS = "Tổ chức {} lớp tập huấn nghiệp vụ thông tin đối ngoại cho cán bộ cấp xã tại huyện Hướng Hóa"


@pytest.fixture
def make(plan, submission, activity, quantity):
    def build(code, told, **given):
        """told: {unit: [(item, text, has figure)]}"""
        filed = [
            submission(
                f"{code}-{unit}",
                *(
                    (
                        item,
                        activity(
                            text,
                            locator=f"body/p{place}",
                            quantities=(quantity(2, "lớp", "lop-tap-huan-to-chuc"),) if has_figure else (),
                        ),
                    )
                    for place, (item, text, has_figure) in enumerate(rows, 1)
                ),
                unit=unit,
                period=code,
            )
            for unit, rows in told.items()
        ]
        return consolidate(filed, plan, parse_period(code), **given)

    return build


def issue(report, against=ComparedWith.PREVIOUS) -> IssuedReport:
    return make_issued(report.model_dump(mode="json"), against=against, version=1, issued_on=None)


@pytest.mark.parametrize(
    ("then", "now", "dropped", "new"),
    [
        (
            "Tổ chức 02 lớp tập huấn ngày 12/3/2024 tại Đông Hà",
            "Tổ chức 05 lớp tập huấn ngày 03/9/2024 tại Đông Hà",
            0,
            0,
        ),
        ("Phát hành Đặc san Khoa học và Công nghệ số 1", "Xuất bản và phát hành Đặc san Khoa học và Công nghệ", 0, 0),
        ("Đón và làm việc với đoàn công tác tỉnh Savannakhet", "Tiếp và làm việc với đoàn công tác tỉnh Salavan", 0, 0),
        ("Họp báo giới thiệu kết quả chương trình", "Phát hành Đặc san Khoa học và Công nghệ", 1, 1),
        ("Mở chuyên mục trên Đài Phát thanh - Truyền hình", "Cử cán bộ dự lớp bồi dưỡng phát ngôn", 1, 1),
    ],
)
def test_the_same_kind_of_activity_is_neither_new_nor_dropped(make, then, now, dropped, new):
    past = issue(make("2024-H1", {"VP": [(4, then, False)]}))
    report = make("2024-H2", {"VP": [(4, now, False)]}, history=[past])
    assert (report.compared[0].dropped, report.compared[0].new) == (dropped, new)
    assert [each.text for each in report.activity_changes if each.kind is ActivityChangeKind.DROPPED] == [
        then
    ] * dropped


def test_what_a_unit_without_a_report_told_before_is_not_dropped(make):
    past = issue(make("2024-H1", {"VP": [(4, "Họp báo", False)], "TTNC": [(4, "Phát hành tờ gấp", False)]}))
    report = make("2024-H2", {"VP": [(4, "Họp báo", False)]}, history=[past])
    assert report.activity_changes == ()
    more = make("2024-H2", {"QLCN": [(4, "Làm phim ngắn", False)]}, history=[past])
    assert more.compared[0].new == 0  # it had no report then


@pytest.mark.parametrize(
    ("now", "has_figure", "severity"),
    [
        (CLASS.format("02"), True, Severity.WARNING),
        (CLASS.format("02"), False, Severity.ADVICE),
        (CLASS.format("02").upper() + " .", True, Severity.WARNING),
        (CLASS.format("03"), True, None),  # another figure
        (CLASS.format("02") + " ngày 12/9/2024", True, None),  # a new day
        ("Phát hành 02 số Đặc san", True, None),  # short: equal by its nature
    ],
)
def test_a_sentence_copied_with_its_figures_is_told(make, now, has_figure, severity):
    before = [(2, CLASS.format("02"), True), (2, "Phát hành 02 số Đặc san", True)]
    past = issue(make("2024-H1", {"VP": before}))
    report = make("2024-H2", {"VP": [(2, now, has_figure)]}, history=[past])
    findings = [each for each in report.findings if each.rule == "copied-text"]
    assert [each.severity for each in findings] == ([severity] if severity else [])
    for each in findings:
        assert (each.unit, each.submission, each.locator) == ("VP", "2024-H2-VP", "body/p1")
        assert "6 tháng đầu năm 2024" in each.message


SESSION = "Ngày {}, tổ chức 01 buổi sinh hoạt chuyên đề về chủ quyền biển đảo với {} lượt người tham dự"


@pytest.mark.parametrize(
    ("then", "now", "rules"),
    [
        (SESSION.format("26/4/2024", 72), SESSION.format("26/9/2024", 72), ["copied-text"]),
        (SESSION.format("26/4/2024", 72), SESSION.format("05/12/2024", 72), ["copied-text"]),
        (SESSION.format("26/4/2024", 72), SESSION.format("26/9/2024", 75), []),
        (SESSION.format("26/4/2024", 2), SESSION.format("26/9/2024", 2), []),  # so few may well come again
    ],
)
def test_a_sentence_of_which_only_the_day_is_new_is_told_where_its_figure_is_no_small_one(
    plan, submission, activity, quantity, then, now, rules
):
    def report(code, text, **given):
        number = int(text.split(" lượt")[0].split()[-1])
        figures = (quantity(1, "buổi"), quantity(number, "lượt người"))
        told = activity(text, quantities=figures, dates=(date(2024, 9, 26),))
        filed = submission("a", (2, told), unit="VP", period=code)
        return consolidate([filed], plan, parse_period(code), **given)

    past = issue(report("2024-H1", then))
    found = [each for each in report("2024-H2", now, history=[past]).findings if each.rule == "copied-text"]
    assert [each.rule for each in found] == rules
    assert all("chỉ khác ngày" in each.message and each.severity is Severity.WARNING for each in found)


def test_another_units_words_are_no_copy_and_a_year_may_repeat_its_half(make):
    rows = [(2, CLASS.format("02"), True)]
    other = issue(make("2024-H1", {"TTNC": rows}))
    assert not any(each.rule == "copied-text" for each in make("2024-H2", {"VP": rows}, history=[other]).findings)
    half = issue(make("2024-H1", {"VP": rows}), ComparedWith.HALF)
    assert not any(each.rule == "copied-text" for each in make("2024", {"VP": rows}, history=[half]).findings)


def test_a_copy_from_both_periods_is_told_once(make):
    rows = [(2, CLASS.format("02"), True)]
    history = [issue(make("2024-H1", {"VP": rows})), issue(make("2023-H2", {"VP": rows}), ComparedWith.LAST_YEAR)]
    report = make("2024-H2", {"VP": rows}, history=history)
    assert sum(each.rule == "copied-text" for each in report.findings) == 1


def test_a_crowded_item_is_compared_in_little_time_and_few_are_listed(make):
    words = [
        " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}{part}" for part in "bcdeg")
        for n in range(3000)
    ]
    past = issue(make("2024-H1", {"VP": [(4, text, False) for text in words[:1500]]}))
    report = make("2024-H2", {"VP": [(4, text, False) for text in words[1500:]]})
    started = time.process_time()
    found = find_changes(report.activities, past, {"VP"})
    assert time.process_time() - started < 2
    assert (found.new, found.dropped) == (1500, 1500)
    kinds = [each.kind for each in found.changes]
    assert [kinds.count(kind) for kind in ActivityChangeKind] == [MOST_CHANGES] * 2
