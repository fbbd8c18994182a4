"""A plan and what came of it in one sentence: each has its own span, and a sentence with a result is no wish."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity, Submission
from tests.understanding.conftest import Line

PLANS = [
    (3, "Dự kiến đón 04 đoàn khách quốc tế nhưng mới đón được 01 đoàn với 09 khách.", [4], [1, 9]),
    (3, "Dự kiến đón 04 đoàn khách quốc tế, mới đón được 01 đoàn với 09 khách.", [4], [1, 9]),
    (3, "Phấn đấu đón 04 đoàn khách quốc tế nhưng do kinh phí hạn hẹp nên chỉ đón được 01 đoàn.", [4], [1]),
    (3, "Dự kiến đón 04 đoàn khách quốc tế, tuy nhiên đến nay mới đón 01 đoàn.", [4], [1]),
    (3, "Dự kiến đón 04 đoàn khách với 30 người nhưng thực tế đón 05 đoàn với 41 người.", [4, 30], [5, 41]),
    (2, "Theo kế hoạch mở 03 lớp tập huấn, thực tế mở 02 lớp.", [3], [2]),
    (2, "Dự kiến mở 03 lớp tập huấn, song thực tế chỉ mở được 02 lớp với 50 học viên.", [3], [2, 50]),
    (4, "Kế hoạch năm 80 tin, bài trên Cổng TTĐT, đã thực hiện 35 tin, bài.", [80], [35]),
    (6, "Dự kiến ký 02 thỏa thuận với Lào, kết quả ký được 01 thỏa thuận.", [2], [1]),
    (6, "Dự kiến ký 02 thỏa thuận với Lào nhưng dự kiến sẽ chuyển 01 thỏa thuận sang năm sau.", [2, 1], []),
    (6, "Dự kiến ký 02 thỏa thuận với Lào song đối tác đề nghị lùi, sẽ ký 01 thỏa thuận trong quý III.", [2, 1], []),
    (2, "Dự kiến mở 03 lớp tập huấn nhưng còn 02 lớp chưa mở.", [3, 2], []),
    (2, "Dự kiến mở 03 lớp tập huấn về công nghệ mới với 90 học viên.", [3, 90], []),
]


@pytest.mark.parametrize(("item", "text", "planned", "done"), PLANS)
def test_what_came_of_a_plan_is_of_the_period(
    activity: Callable[[str, int], Activity], item: int, text: str, planned: list[int], done: list[int]
) -> None:
    told = activity(text, item)
    spans = [(q.value, q.scope.value) for q in told.quantities]
    assert spans == [*((value, "planned") for value in planned), *((value, "period") for value in done)]
    assert told.planned is (not done)


def test_a_plan_that_was_carried_out_in_part_is_a_concrete_result(read: Callable[..., Submission]) -> None:
    lines: list[Line] = ["*II. KẾT QUẢ THỰC HIỆN", "*3. Quảng bá hình ảnh, tiềm năng, lợi thế của tỉnh qua sự kiện"]
    assert read([*lines, PLANS[0][1]], body=True).items[3].concrete
    assert not read([*lines, "Dự kiến đón 04 đoàn khách quốc tế."], body=True).items[3].concrete


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Kế hoạch năm 80 tin, bài trên Cổng TTĐT, đã thực hiện 35.", ["35"]),
        ("Tin, bài trên Cổng TTĐT: Kế hoạch năm 80, đã thực hiện 35.", ["35"]),
        ("Kế hoạch năm 80 tin, bài trên Cổng TTĐT, đã thực hiện 35 tin, bài, đạt 43,75%.", []),
    ],
)
def test_a_bare_number_that_answers_a_plan_is_asked(
    read: Callable[..., Submission], text: str, bare: list[str]
) -> None:
    lines: list[Line] = ["*II. KẾT QUẢ THỰC HIỆN", "*4. Tuyên truyền trên các phương tiện thông tin truyền thông", text]
    doubts = read(lines, body=True).doubts
    assert [text for doubt in doubts if doubt.rule == "figure-unmeasured" for text in doubt.texts] == bare
