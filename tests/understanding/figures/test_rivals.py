"""Two readings of a figure: no indicator and a question; one reading: counted, and nobody is asked."""

import pytest

from tests.understanding.figures.conftest import Understand

CASES = [
    (6, "Triển khai 03 đề tài, trong đó 01 hợp tác với Đại học Huế.", [1], True),
    (6, "Thực hiện 03 đề tài, trong đó 01 đề tài hợp tác với Lào.", [1], True),
    (6, "Triển khai 03 dự án hợp tác với Nhật Bản, trong đó 01 do JICA tài trợ.", [3], False),
    (6, "Triển khai 03 dự án, trong đó 01 dự án với Lào.", [3], False),
    (2, "Ban hành 10 văn bản, trong đó 03 văn bản chỉ đạo.", [10], False),
    (3, "Đón 13 đoàn, trong đó 02 do Bộ giới thiệu.", [13], False),
    (3, "Đón 20 cán bộ (12 Lào, 08 Việt Nam).", [], True),
    (3, "Đón 03 đoàn với 20 cán bộ (12 Lào, 08 Thái Lan).", [3, 20], False),
    (2, "Tập huấn cho 20 cán bộ (12 Lào, 08 Việt Nam).", [20], False),
    (3, "Doanh nghiệp tham gia 01 đoàn xúc tiến tại Lào.", [], True),
    (3, "Phối hợp với doanh nghiệp tham gia 01 đoàn công tác tại Lào.", [1], False),
    (3, "Cử lãnh đạo và doanh nghiệp tham gia 01 đoàn công tác tại Lào.", [1], False),
    (3, "Đại học Savannakhet cử 01 đoàn sang thăm Sở.", [1], False),
    (3, "Tham dự tiếp đón 02 đoàn do UBND tỉnh chủ trì.", [], True),
    (3, "Phiên dịch cho 02 đoàn khách quốc tế.", [], True),
    (3, "Đón 02 đoàn khách của UBND tỉnh Savannakhet đến thăm.", [2], False),
    (2, "Sao y 05 văn bản chỉ đạo của UBND tỉnh.", [], True),
    (2, "Ban hành 05 văn bản chỉ đạo theo yêu cầu của UBND tỉnh.", [5], False),
    (6, "Chứng kiến lễ ký kết 03 biên bản ghi nhớ giữa doanh nghiệp hai nước.", [], True),
    (6, "Ký kết 01 biên bản ghi nhớ giữa Sở với doanh nghiệp Lào.", [1], False),
    (6, "Trong nước 02 dự án, quốc tế 01.", [], True),
    (4, "Số tin, bài trên Cổng tăng từ 45 lên 60 tin.", [], True),
    (4, "Đăng 60 tin, bài trên Cổng TTĐT, tăng từ 45 tin, bài của cùng kỳ.", [60], False),
    (1, "Về chuyển đổi số: 01 buổi, 30 người.", [1, 30], False),
    (1, "Về họp giao ban: 02 buổi, 30 người.", [], False),
    (1, "Về chuyển đổi số: 01 buổi họp, 30 người.", [], False),
    (3, "Về hợp tác quốc tế: 02 đoàn.", [], True),
]


@pytest.mark.parametrize(("item", "text", "counted", "asked"), CASES)
def test_what_two_readings_claim_is_asked(
    understood: Understand, item: int, text: str, counted: list[int], asked: bool
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == counted
    assert bool(told.doubts) is asked
