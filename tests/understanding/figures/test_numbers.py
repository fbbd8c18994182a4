"""Numbers in round words, behind the words of a rate, behind the words of a place; and how exactly they are meant."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity


def tell(activity: Activity) -> list[tuple[float, str, str, bool]]:
    return [(q.value, q.measure, q.precision.value, q.estimate) for q in activity.quantities]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Đăng hơn chục bài trên Báo Quảng Trị.", [(10, "bài", "at_least", False)]),
        ("Gần trăm tin được đăng trên Cổng TTĐT.", [(100, "tin", "about", False)]),
        ("Trưng bày ba chục sản phẩm.", [(30, "sản phẩm", "exact", False)]),
        ("Đăng hàng chục tin, vài chục ảnh, mấy trăm bình luận.", []),
        ("Mỗi quý 2 số Bản tin, cả kỳ 4 số.", [(2, "số", "exact", False), (4, "số", "exact", False)]),
        ("Tháng 2 phát hành 1 số Bản tin.", [(1, "số", "exact", False)]),
        ("Phát trên 4 nền tảng.", [(4, "nền tảng", "exact", False)]),
        ("Phát trên 40 kênh.", [(40, "kênh", "at_least", False)]),
        ("Đăng trên 35 tin, bài.", [(35, "tin, bài", "at_least", False)]),
        ("Ước 25 lượt tại 3 xã.", [(25, "lượt", "about", True), (3, "xã", "exact", False)]),
        ("Ước đăng 80 tin trên hai trang.", [(80, "tin", "about", True), (2, "trang", "exact", False)]),
        ("Ước mở 2 lớp với 60 người.", [(2, "lớp", "about", True), (60, "người", "about", True)]),
        (
            "Có 15 viện, trường và 20 start-up.",
            [(15, "viện, trường", "exact", False), (20, "start-up", "exact", False)],
        ),
        ("Sở có 2 người phát ngôn.", [(2, "người phát ngôn", "exact", False)]),
        ("Dự án gồm 4 hợp phần.", [(4, "hợp phần", "exact", False)]),
    ],
)
def test_a_number_is_read_as_it_is_meant(
    activity: Callable[..., Activity], text: str, figures: list[tuple[float, str, str, bool]]
) -> None:
    assert tell(activity(text, 4)) == figures


def test_who_is_no_member_came_with_the_members(activity: Callable[..., Activity]) -> None:
    text = "Tuyên truyền về chuyển đổi số cho 31 đảng viên, 8 quần chúng."
    assert {q.indicator for q in activity(text, 1).quantities} == {"luot-nguoi-tuyen-truyen"}
    assert [q.indicator for q in activity("Kết nạp 8 quần chúng.", 1).quantities] == [None]
