"""A number is replaced in a sentence only where it is certain which one is meant."""

import pytest

from tonghop.consolidation.rewording import replace_number


@pytest.mark.parametrize(
    ("text", "old", "new", "measure", "wanted"),
    [
        ("Mở 12 lớp tập huấn", 12, 15, "lớp", "Mở 15 lớp tập huấn"),
        ("Cử 07 đoàn với 29 lượt người", 7, 8, "đoàn", "Cử 08 đoàn với 29 lượt người"),
        ("Cử 07 đoàn với 29 lượt người", 29, 31, "lượt người", "Cử 07 đoàn với 31 lượt người"),
        ("Cử 07 đoàn ngày 07/5/2024", 7, 12, "đoàn", "Cử 12 đoàn ngày 07/5/2024"),
        ("Cử 12 đoàn", 12, 5, "đoàn", "Cử 05 đoàn"),
        ("Cử 7 đoàn", 7, 5, "đoàn", "Cử 5 đoàn"),  # as the unit writes it
        ("Đăng 1.246 tin, bài", 1246, 1300, "tin, bài", "Đăng 1.300 tin, bài"),
        ("Kinh phí 71,5 triệu đồng", 71.5, 80, "triệu đồng", "Kinh phí 80 triệu đồng"),
        ("Đạt 71,15 %", 71.15, 72.5, "%", "Đạt 72,5 %"),
        ("Số đoàn: 7", 7, 8, "đoàn", "Số đoàn: 8"),  # alone behind its label
        ("Tin trên Cổng | 41 | tốt", 41, 45, "tin, bài", "Tin trên Cổng | 45 | tốt"),
        ("Xuất bản Đặc san; số lượng: 02 số", 2, 3, "số", "Xuất bản Đặc san; số lượng: 03 số"),
        # Not certain: in words, twice, a range, a part of another number, a day, another measure.
        ("Mở mười hai lớp", 12, 15, "lớp", None),
        ("Mở mười hai lớp ngày 12/5/2024", 12, 15, "lớp", None),
        ("Mở 12 lớp cho 12 lớp trưởng", 12, 15, "lớp", None),
        ("Mở 12 lớp ở huyện A, 12 lớp ở huyện B", 12, 15, "lớp", None),
        ("Mở 10-12 lớp", 12, 15, "lớp", None),
        ("Đăng 1.212 tin", 12, 15, "tin", None),
        ("Ngày 12 tháng 5 mở lớp", 12, 15, "tháng", None),
        ("Mở 12 lớp", 12, 15, "khóa", None),
        ("Theo Kế hoạch 12/KH-UBND", 12, 15, "kế hoạch", None),
        ("Mở 12 lớp", 13, 15, "lớp", None),
    ],
)
def test_only_a_certain_number_is_replaced(text, old, new, measure, wanted):
    assert replace_number(text, old, new, measure) == wanted
