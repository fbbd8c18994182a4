"""A figure of the whole year in a half-year's report, and one of delegations both ways: no addend of anything."""

from datetime import date

import pytest

from schemas.plan import Plan
from schemas.values import Scope
from tests.understanding.figures.conftest import Understand
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.lexicon import find_lexicon

SECOND_HALF = (date(2024, 6, 15), date(2024, 12, 14))
YEARS = [
    (3, "Đón 02 đoàn với 15 lượt khách. Tính chung cả năm 2024 đã đón 05 đoàn với 44 lượt khách.", [2, 15], [5, 44]),
    (4, "Phát hành 03 số Đặc san; cả năm phát hành 06 số Đặc san.", [3], [6]),
    (4, "Tính cả năm, đăng 90 tin, bài trên Cổng TTĐT; riêng 6 tháng cuối năm đăng 41 tin, bài.", [41], [90]),
    (4, "Theo kế hoạch cả năm, đã phát hành 03 số Đặc san.", [3], []),
]


@pytest.mark.parametrize(("item", "text", "half", "year"), YEARS)
def test_the_years_total_is_a_running_one_in_the_second_half(
    plan: Plan, item: int, text: str, half: list[int], year: list[int]
) -> None:
    told = make_activity(text, "body/p1", item, Frame(find_lexicon(plan), SECOND_HALF, "a" * 64)).activity.quantities
    assert [each.value for each in told if each.scope is Scope.PERIOD and each.indicator] == half
    assert [each.value for each in told if each.scope is Scope.CUMULATIVE] == year


@pytest.mark.parametrize(
    ("item", "text", "counted"),
    [
        (4, "Cả năm 2024 phấn đấu phát hành 06 số Đặc san, đến nay đã phát hành 03 số Đặc san.", [3]),
        (2, "Thực hiện kế hoạch công tác cả năm, Trung tâm đã mở 02 lớp tập huấn.", [2]),
        (2, "Theo Kế hoạch chung năm 2024, Phòng mở 02 lớp tập huấn.", [2]),
    ],
)
def test_what_the_first_half_did_of_the_years_plan_is_not_lost(
    understood: Understand, item: int, text: str, counted: list[int]
) -> None:
    told = understood(item, text).activity.quantities
    assert [each.value for each in told if each.scope is Scope.PERIOD and each.indicator] == counted


def test_the_years_total_is_still_a_plan_in_the_first_half(understood: Understand) -> None:
    told = understood(4, "Phát hành 03 số Đặc san; cả năm phát hành 06 số Đặc san.").activity.quantities
    assert [(each.value, each.scope) for each in told] == [(3, Scope.PERIOD), (6, Scope.PLANNED)]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Đến hết năm 2023 đã đón 11 đoàn vào; trong kỳ đón thêm 02 đoàn vào.", [2]),
        ("Tính đến ngày 31/12/2023, Sở đón 11 đoàn vào.", []),
        ("Từ ngày 15/12/2023 đến ngày 14/6/2024 đón 03 đoàn vào.", [3]),
        ("Đến ngày 14/6/2024 đã đón 03 đoàn vào.", [3]),
    ],
)
def test_what_stood_at_the_end_of_last_year_is_not_of_this_half(
    understood: Understand, text: str, counted: list[int]
) -> None:
    told = understood(3, text).activity.quantities
    assert [each.value for each in told if each.scope is Scope.PERIOD and each.indicator] == counted


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số đoàn ra, đoàn vào trong kỳ là 09 đoàn.",
        "Thực hiện 09 đoàn vào và ra với 52 lượt người.",
        "Đoàn vào, đoàn ra: 09 đoàn.",
    ],
)
def test_delegations_both_ways_in_one_figure_are_of_neither_and_asked(understood: Understand, text: str) -> None:
    told = understood(3, text)
    assert not any(each.indicator for each in told.activity.quantities)
    assert told.doubts


def test_delegations_of_each_way_keep_theirs_and_their_common_people_are_asked(understood: Understand) -> None:
    told = understood(3, "Có 04 đoàn ra, 05 đoàn vào, tổng số 52 lượt người.")
    assert [(each.value, each.indicator) for each in told.activity.quantities] == [
        (4, "doan-ra"),
        (5, "doan-vao"),
        (52, None),
    ]
    assert told.doubts
    apart = understood(3, "Quản lý đoàn ra, đoàn vào đúng quy định; đón 03 đoàn khách Lào.")
    assert [(each.value, each.indicator) for each in apart.activity.quantities] == [(3, "doan-vao")]
