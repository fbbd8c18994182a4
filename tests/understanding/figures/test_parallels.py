"""Figures of one indicator in one passage: of one kind they are added up; else the main one, and a person is asked."""

import pytest

from schemas.submission import Doubt
from tests.understanding.figures.conftest import Understand
from tonghop.understanding.activities import Understood

LIKE = [
    (2, "Viết 08 tin và 03 bài về chủ quyền biển đảo.", [8, 3]),
    (4, "Cổng TTĐT: 08 tin; 03 bài.", [8, 3]),
    (1, "Tuyên truyền về hội nhập: Hải Lăng 02 buổi, Triệu Phong 01 buổi.", [2, 1]),
    (1, "Tuyên truyền về hội nhập: đợt đầu 31 người, đợt cuối 27 người.", [31, 27]),
    (5, "Cử đi tập huấn thông tin đối ngoại: Văn phòng 02 người, Trung tâm 03 người.", [2, 3]),
    (2, "Tháng 2 mở 01 lớp tập huấn, tháng 4 mở 01 lớp tập huấn.", [1, 1]),
    (4, "Được cấp 02 nhãn hiệu tập thể cho xã A và 01 chỉ dẫn địa lý cho xã B.", [2, 1]),
    (4, "Tin trên Cổng: 71, bài: 15.", [71, 15]),
    (3, "Đón 01 đoàn Lào gồm 05 người; đón 01 đoàn Thái Lan với 09 khách.", [1, 5, 1, 9]),
    (6, "Dự án hợp tác: Lào 03 dự án, Nhật Bản 02 dự án, Thái Lan 01 dự án.", [3, 2, 1]),
]
MAIN_ONE = [
    (1, "Đã tổ chức 03 buổi tuyên truyền, còn 01 buổi ghép với họp chi bộ.", [3], "01 buổi"),
    (4, "Báo Quảng Trị đăng 05 bài của Sở; phóng viên cũng có 02 bài.", [5], "02 bài"),
    (5, "09 lượt công chức dự tập huấn đối ngoại, 07 người được khen.", [9], "07 người"),
    (3, "Cử 01 đoàn 03 người đi Thái Lan. Tại đó đã dạy nghề cho 25 nông dân.", [1, 3], "25 nông dân"),
    (6, "Duy trì 09 điểm thông tin KH&CN; sửa chữa 02 điểm.", [9], "02 điểm"),
]
NOBODY_KNOWS = [
    (5, "Tập huấn báo chí. Phòng có 04 viên chức. Danh sách gồm 06 người.", "04 viên chức"),
]


def list_counted(found: Understood) -> list[float]:
    return [quantity.value for quantity in found.activity.quantities if quantity.indicator]


def list_asked(found: Understood) -> list[Doubt]:
    return [doubt for doubt in found.doubts if doubt.rule == "figure-ambiguous"]


@pytest.mark.parametrize(("item", "text", "counted"), LIKE)
def test_figures_of_one_kind_are_added_up_without_a_question(
    understood: Understand, item: int, text: str, counted: list[float]
) -> None:
    found = understood(item, text)
    assert (list_counted(found), found.doubts) == (counted, ())


@pytest.mark.parametrize(("item", "text", "counted", "figure"), MAIN_ONE)
def test_beside_the_main_figure_another_one_is_asked_and_not_added(
    understood: Understand, item: int, text: str, counted: list[float], figure: str
) -> None:
    found = understood(item, text)
    (doubt,) = list_asked(found)
    assert list_counted(found) == counted
    assert figure in doubt.texts[0]


@pytest.mark.parametrize(("item", "text", "figure"), NOBODY_KNOWS)
def test_where_no_figure_is_the_main_one_none_is_added_and_each_is_asked(
    understood: Understand, item: int, text: str, figure: str
) -> None:
    found = understood(item, text)
    assert list_counted(found) == []
    assert figure in " ".join(text for doubt in found.doubts for text in doubt.texts)
