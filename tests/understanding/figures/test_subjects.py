"""Of wholes and courses of several subjects only those of the plan's count, and a person is asked about the others."""

import pytest

from tests.understanding.figures.conftest import Understand

CASES = [
    (2, "Phát hành 09 văn bản: 03 văn bản chỉ đạo thông tin đối ngoại, 06 văn bản về thi đua.", [3], True),
    (2, "Ban hành 09 văn bản, gồm 03 công văn chỉ đạo thông tin đối ngoại và 06 công văn về nghỉ lễ.", [3], True),
    (2, "Ban hành 09 văn bản: 03 kế hoạch, 06 công văn.", [9], False),
    (2, "Ban hành 09 văn bản chỉ đạo thông tin đối ngoại: 03 văn bản về biên giới, 06 văn bản về lễ tân.", [9], False),
    (2, "Mở 04 lớp tập huấn: 03 lớp thông tin đối ngoại, 01 lớp cứu hộ.", [3], True),
    (2, "Tập huấn cứu hộ 01 lớp, 40 người; tập huấn thông tin đối ngoại 02 lớp, 55 người.", [2, 55], True),
    (2, "Mở 02 lớp tập huấn thông tin đối ngoại cho 55 người và 01 lớp tập huấn cứu hộ cho 40 người.", [2, 55], True),
    (2, "Mở 01 lớp tập huấn cứu hộ cho 40 người.", [1, 40], False),
    (5, "Cử 02 cán bộ dự tập huấn thông tin đối ngoại và 05 cán bộ học lớp ngạch chuyên viên.", [2], True),
    (5, "Lớp thông tin đối ngoại: 02 cán bộ, lớp đấu thầu: 05 cán bộ.", [2], True),
    (5, "Cử 02 cán bộ và 05 viên chức dự lớp thông tin đối ngoại.", [2, 5], False),
    (4, "Cổng TTĐT đăng 80 tin, bài: 30 tin, bài về chuyển đổi số, 50 tin, bài về hoạt động của Sở.", [80], False),
    (1, "Tọa đàm có 64 người nghe tuyên truyền, chia thành 2 nhóm (nhóm 1 có 30 người).", [64], False),
    (1, "Tuyên truyền 02 buổi chia sẻ kinh nghiệm cho 64 người.", [2, 64], False),
]


@pytest.mark.parametrize(("item", "text", "counted", "asked"), CASES)
def test_each_part_is_judged_by_its_own_subject(
    understood: Understand, item: int, text: str, counted: list[int], asked: bool
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == counted
    assert bool(told.doubts) is asked
