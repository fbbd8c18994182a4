"""A figure that corrects another takes its place; what is named again is no second result."""

import pytest

from tests.understanding.figures.conftest import Understand

CORRECTED = [
    (4, "Cổng TTĐT đăng 61 tin, bài (đính chính: 59 tin, bài).", [59]),
    (4, "Báo Quảng Trị đăng 08 bài, sửa lại là 07 bài.", [7]),
    (4, "Đăng trên Cổng TTĐT hơn 60 tin, bài, chính xác là 63 tin, bài.", [63]),
    (4, "Cổng TTĐT: 61 tin, bài, sau khi rà soát chỉ còn 58 tin, bài.", [58]),
    (4, "Cổng TTĐT có 61 tin, bài; chưa trừ 3 tin trùng, số liệu đúng là 58 tin, bài.", [58]),
    (4, "Cổng TTĐT: 61 tin, bài; số đúng trên Cổng là 58 tin, bài.", [58]),
    (2, "Đã mở không phải 02 lớp tập huấn mà là 03 lớp tập huấn.", [3]),
    (2, "Mở 03 lớp tập huấn, không phải 02 lớp tập huấn.", [3]),
    (3, "Đón 04 đoàn khách Lào thay cho 05 đoàn như đã báo.", [4]),
    (4, "Cổng đăng 61 tin, bài, Báo Quảng Trị 9 tin, bài; đính chính số của Báo Quảng Trị là 8 tin, bài.", [61, 8]),
]
ASKED = [
    (4, "Báo cáo kỳ trước ghi 61 tin, bài trên Cổng TTĐT, nay đính chính là 59 tin, bài."),
    (4, "Cổng TTĐT đăng 61 tin, bài, Báo Quảng Trị 9 tin, bài; nay đính chính là 8 tin, bài."),
    (4, "Điều chỉnh số tin trên Cổng TTĐT từ 61 tin thành 59 tin."),
    (4, "Cổng TTĐT đăng 61 tin, bài (40 tin, 21 bài); nay đính chính là 59 tin, bài."),
]
NO_CORRECTION = [
    (2, "Đăng 06 bài đính chính thông tin sai trái về biên giới, 04 bài phản bác luận điệu xuyên tạc.", [6, 4]),
    (2, "Sau khi điều chỉnh lại kế hoạch, mở 03 buổi tọa đàm và 02 buổi tọa đàm trực tuyến.", [3, 2]),
    (4, "Báo Quảng Trị đăng 09 tin, bài; số đúng trên Cổng TTĐT là 58 tin, bài.", [9, 58]),
]
SAID_AGAIN = [
    (3, "Tiếp 03 đoàn khách Lào; 03 đoàn nói trên có 21 người.", [3, 21]),
    (3, "Tiếp 03 đoàn khách Lào với 21 người; 21 người này đã thăm Trung tâm.", [3, 21]),
    (1, "Tổ chức 06 buổi tuyên truyền. 06 buổi tuyên truyền kể trên thu hút 300 người nghe.", [6, 300]),
    (5, "Cử 03 cán bộ dự tập huấn; chính 03 cán bộ ấy được cử dự tập huấn phát ngôn.", [3]),
]
NOT_AGAIN = [
    (3, "Dự kiến tiếp 03 đoàn khách Lào; 03 đoàn khách này đã đến thăm Sở.", [3, 3]),
    (3, "Tiếp 03 đoàn khách Lào; tiếp 03 đoàn khách Thái Lan trong kỳ này.", [3, 3]),
    (3, "Tiếp 03 đoàn khách Lào; tiếp 02 đoàn khách này thêm một lần.", [3, 2]),
    (5, "Cử 03 cán bộ dự tập huấn tháng 3 và 03 cán bộ dự tập huấn tháng 5.", [3, 3]),
]


@pytest.mark.parametrize(("item", "text", "counted"), [*CORRECTED, *NO_CORRECTION, *SAID_AGAIN, *NOT_AGAIN])
def test_one_result_counts_once_and_as_it_was_put_right(
    understood: Understand, item: int, text: str, counted: list[int]
) -> None:
    assert [q.value for q in understood(item, text).activity.quantities if q.indicator] == counted


@pytest.mark.parametrize(("item", "text"), ASKED)
def test_where_nobody_knows_what_was_corrected_none_counts_and_a_person_is_asked(
    understood: Understand, item: int, text: str
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == []
    assert told.doubts
