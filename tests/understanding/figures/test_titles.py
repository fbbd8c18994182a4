"""A number in a title is a part of the name; what somebody says in quotation marks is told."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Đăng bài “7 đặc sản được bảo hộ của Cam Lộ” và 2 tin trên Cổng TTĐT.", [2]),
        ("Hưởng ứng chương trình “Mỗi thôn một sản phẩm” bằng 3 tin trên Cổng TTĐT.", [3]),
        ('Chuyên mục "Mỗi tuần một sáng kiến" phát 12 số.', [12]),
        ("Phát động “Mỗi cán bộ một bài viết”, đăng 9 bài trên Cổng TTĐT.", [9]),
        ("Tuyên truyền “4 tại chỗ, 5 sẵn sàng” qua 6 bài trên Cổng TTĐT.", [6]),
        ("Phóng viên ghi “đăng 12 tin, bài trên Cổng TTĐT”.", [12]),
        ("Đơn vị báo cáo: “Đăng 12 tin, bài trên Cổng TTĐT”.", [12]),
        ("“Đăng 12 tin, bài trên Cổng TTĐT”.", [12]),
        ("Thông báo “Đã đăng 12 tin, bài trên Cổng TTĐT” gửi các phòng.", [12]),
        ('Mua 2 màn hình 32" và đăng 5 tin trên Cổng TTĐT.', [2, 5]),
    ],
)
def test_a_number_in_a_title_is_no_figure(activity: Callable[..., Activity], text: str, values: list[int]) -> None:
    assert [q.value for q in activity(text, 4).quantities] == values


def test_a_rate_in_a_title_is_none(activity: Callable[..., Activity]) -> None:
    text = "Chuyên mục truyền hình “Mỗi tuần một sáng kiến” 12 chuyên mục trong kỳ."
    assert [(q.value, q.indicator) for q in activity(text, 4).quantities] == [(12, "chuyen-muc-truyen-hinh")]
