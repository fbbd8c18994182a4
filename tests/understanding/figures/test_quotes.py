"""A question names the figure that it is about, and quotes the sentence in which it stands."""

import pytest

from tests.understanding.figures.conftest import Understand

CASES = [
    (
        1,
        "Tuyên truyền hội nhập 03 buổi, còn 01 buổi ghép với họp chi bộ.",
        "figure-ambiguous",
        "01 buổi (trong câu: Tuyên truyền hội nhập 03 buổi, còn 01 buổi ghép với họp chi bộ)",
    ),
    (3, "Năm 2022 đón 04 đoàn khách quốc tế.", "figure-ambiguous", "Năm 2022 đón 04 đoàn khách quốc tế"),
    (
        5,
        "Cử 02 người dự tập huấn báo chí; đón 03 đoàn khách quốc tế, cử 01 viên chức dự lớp đối ngoại.",
        "figure-elsewhere",
        "03 đoàn (trong câu: đón 03 đoàn khách quốc tế, cử 01 viên chức dự lớp đối ngoại)",
    ),
    (
        4,
        "04 bài được đăng cùng ngày trên Báo Quảng Trị và Cổng Thông tin điện tử.",
        "figure-ambiguous",
        "04 bài được đăng cùng ngày trên Báo Quảng Trị và Cổng Thông tin điện tử",
    ),
]


@pytest.mark.parametrize(("item", "text", "rule", "told"), CASES)
def test_the_figure_is_named_where_another_of_its_sentence_counts(
    understood: Understand, item: int, text: str, rule: str, told: str
) -> None:
    (doubt,) = understood(item, text).doubts
    assert (doubt.rule, doubt.texts[0]) == (rule, told)
    assert doubt.texts[-1] in text
