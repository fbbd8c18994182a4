"""What is told for a time to come is planned; a plan that is itself counted or compared with says nothing of it."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity

CASES = [
    (3, "Sang năm cử 05 đoàn đi Lào.", [(5, "p")]),
    (2, "Năm tới mở 03 lớp, mỗi lớp không quá 40 người, tối đa 120 học viên.", [(3, "p"), (40, "p"), (120, "p")]),
    (5, "Sang năm, cử 05 cán bộ dự 02 lớp; mỗi lớp không quá 3 người.", [(5, "p"), (2, "p"), (3, "p")]),
    (3, "Kỳ sau đón 03 đoàn khách Lào.", [(3, "p")]),
    (3, "Quý tới đón 03 đoàn khách Lào với 20 người.", [(3, "p"), (20, "p")]),
    (2, "Mở 03 lớp tập huấn trong năm tới.", [(3, "p")]),
    (2, "Nhiệm vụ năm tới: mở 03 lớp tập huấn.", [(3, "p")]),
    (2, "Phấn đấu ít nhất 80% cán bộ được tập huấn, mở 03 lớp.", [(80, "p"), (3, "p")]),
    (3, "Đón 03 đoàn khách Lào trong kỳ; năm tới đón 02 đoàn.", [(3, "period"), (2, "p")]),
    (3, "Năm tới đón 02 đoàn khách Lào. Trong kỳ đón 03 đoàn khách Lào.", [(2, "p"), (3, "period")]),
    (3, "Năm sau dự kiến đón 02 đoàn; đã đón 03 đoàn khách Lào.", [(2, "p"), (3, "period")]),
    (2, "Sang năm 2024, Trung tâm mở 03 lớp tập huấn.", [(3, "period")]),
    (4, "Đăng 30 tin, bài trên Cổng TTĐT, năm sau cao hơn năm trước.", [(30, "period")]),
    (2, "Xây dựng 01 kế hoạch cho năm tới, ban hành 04 công văn.", [(1, "period"), (4, "period")]),
    (2, "Ban hành 01 văn bản về nhiệm vụ năm tới và 02 công văn.", [(1, "period"), (2, "period")]),
    (2, "Ban hành 04 công văn chỉ đạo và một kế hoạch năm.", [(4, "period"), (1, "period")]),
    (2, "Ban hành 01 kế hoạch năm và 04 công văn.", [(1, "period"), (4, "period")]),
    (2, "Ban hành 04 công văn chỉ đạo và kế hoạch năm.", [(4, "period")]),
    (2, "Xây dựng kế hoạch năm, ban hành 04 công văn chỉ đạo.", [(4, "period")]),
    (2, "Mở 08 lớp tập huấn (kế hoạch năm 10 lớp).", [(8, "period"), (10, "p")]),
    (4, "Đăng 64 tin, bài trên Cổng TTĐT, vượt 28% so với dự kiến.", [(64, "period"), (28, "period")]),
    (4, "Đăng 64 tin, bài trên Cổng TTĐT, đạt 80% kế hoạch năm.", [(64, "period"), (80, "period")]),
    (6, "Thực hiện 02 dự án, kinh phí dự toán 96 triệu đồng.", [(2, "period"), (96, "p")]),
    (6, "Dự toán 96 triệu đồng, đã giải ngân 50 triệu đồng.", [(96, "p"), (50, "period")]),
    (6, "Chi 96 triệu đồng từ dự toán năm 2024.", [(96, "period")]),
    (6, "Triển khai 03 dự án, trong đó 01 dự án chuyển tiếp từ năm 2022.", [(3, "period"), (1, "period")]),
    (6, "Từ năm 2022, triển khai 05 dự án.", [(5, "cumulative")]),
]


@pytest.mark.parametrize(("item", "text", "scopes"), CASES)
def test_only_what_is_still_to_be_done_is_planned(
    activity: Callable[..., Activity], item: int, text: str, scopes: list[tuple[int, str]]
) -> None:
    told = [(q.value, q.scope.value) for q in activity(text, item).quantities]
    assert told == [(value, "planned" if scope == "p" else scope) for value, scope in scopes]


@pytest.mark.parametrize(
    ("text", "planned"),
    [("Sang năm cử 05 đoàn đi Lào.", True), ("Sang năm 2024, cử 05 đoàn đi Lào.", False)],
)
def test_a_text_of_next_year_alone_is_no_result(activity: Callable[..., Activity], text: str, planned: bool) -> None:
    assert activity(text, 3).planned is planned
