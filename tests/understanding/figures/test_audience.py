"""People told by their trade count where something was told or taught them; an occasion excludes nothing."""

import pytest

from tests.understanding.figures.conftest import Understand

CASES = [
    (1, "Tuyên truyền pháp luật đo lường cho 70 tiểu thương.", [70], False),
    (2, "Phổ biến tình hình biên giới cho 18 già làng, trưởng bản.", [18], False),
    (1, "Phổ biến chính sách và tặng quà cho 18 trẻ em.", [], True),
    (1, "Tuyên truyền pháp luật đo lường cho 70 hộ dân.", [], True),
    (1, "Tuyên truyền về gương 12 cựu chiến binh.", [], False),
    (6, "Đào tạo 05 kỹ thuật viên của Savannakhet.", [5], False),
    (6, "Đào tạo 05 kỹ thuật viên của trạm.", [], False),
    (6, "Tiếp nhận 02 tình nguyện viên Nhật Bản.", [], False),
    (6, "Tiếp nhận 04 thực tập sinh là cán bộ Sở KH&CN Salavan.", [4], False),
    (6, "Tiếp nhận, đào tạo 04 cán bộ Sở tại Salavan.", [], False),
    (6, "Tập huấn cho 11 khuyến nông viên, 20 cán bộ của huyện Sê Pôn.", [], True),
    (1, "Lồng ghép 03 buổi tuyên truyền trong các lớp tập huấn kỹ thuật.", [3], False),
    (1, "Tham gia 03 buổi tuyên truyền trong các lớp tập huấn kỹ thuật.", [], False),
    (1, "Mời chuyên gia báo cáo tại 02 buổi tuyên truyền.", [2], False),
    (1, "Cuộc thi tìm hiểu hội nhập có 210 người dự thi.", [], True),
    (6, "Hoàn thành nghiệm thu 02 dự án hợp tác với Lào.", [], True),
    (6, "Nghiệm thu 02 dự án hợp tác với Lào.", [], False),
    (3, "Gian hàng của Sở (02 gian hàng) ở khu 60 gian hàng của Ban tổ chức.", [], True),
    (4, "Có thêm 01 chỉ dẫn địa lý (chuối Hướng Hóa) và 03 nhãn hiệu được cấp văn bằng.", [1, 3], False),
    (4, "Có thêm 01 chỉ dẫn địa lý (đang thẩm định) và 03 nhãn hiệu được cấp văn bằng.", [3], False),
]


@pytest.mark.parametrize(("item", "text", "counted", "asked"), CASES)
def test_who_was_told_something_counts_and_nothing_is_lost_unseen(
    understood: Understand, item: int, text: str, counted: list[int], asked: bool
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == counted
    assert bool(told.doubts) is asked
