"""A figure that only lacks the words of its indicator is told to a person; one that says why not is left alone."""

from collections.abc import Callable

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Doubt
from tests.understanding.conftest import HEAD, TAIL
from tests.understanding.figures.conftest import Understand
from tonghop.understanding import understand

TOLD = [
    (4, "Đăng 98 tin, bài; 03 phóng sự.", "98 tin, bài, 03 phóng sự"),
    (4, "Đăng 98 tin, bài, trong đó 27 bài có ảnh.", "98 tin, bài"),
    (3, "Trong kỳ có 02 đoàn.", "02 đoàn"),
    (3, "Đoàn 05 người của Sở thăm Savannakhet.", "05 người"),
    (2, "Có 70 lượt công chức tham gia 03 buổi truyền thông.", "03 buổi"),
    (6, "Duy trì 12 điểm thông tin (04 điểm tạm dừng).", "12 điểm"),
    (6, "Nhân rộng 06 mô hình sang huyện Sê Pôn.", "06 mô hình"),
]
SILENT = [
    (4, "Đăng 98 tin, bài trên Cổng TTĐT."),
    (4, "Đăng 98 tin, bài trên Fanpage."),
    (4, "Các báo, đài đã đưa 18 tin, bài về ngành."),
    (4, "Theo dõi 40 tin, bài của báo chí."),
    (4, "Xuất bản 02 số Đặc san, gồm 36 bài."),
    (4, "Đăng 35 tin trên Cổng TTĐT. Trong 35 tin nói trên có ảnh."),
    (4, "Đăng 70 tin, bài, trong đó 41 tin trên Cổng TTĐT."),
    (4, "Sẽ đăng 98 tin, bài."),
    (4, "Cùng kỳ năm 2023: 98 tin, bài."),
    (3, "Có 06 đoàn của các huyện đến học tập."),
    (3, "Hội chợ thu hút 900 lượt khách tham quan."),
    (3, "Hội chợ có 200 gian hàng của 15 tỉnh."),
    (2, "Nhóm 35 gồm 08 đồng chí; phân công 02 đồng chí theo dõi."),
    (2, "Mở 01 lớp tập huấn cho 60 cán bộ, toàn bộ 60 người đạt yêu cầu."),
    (1, "Về họp giao ban: 02 buổi, 30 người."),
    (6, "Trao đổi 05 công văn với Sở KH&CN Savannakhet."),
    (5, "Bố trí 02 cán bộ kiêm nhiệm công tác thông tin đối ngoại."),
]


@pytest.fixture
def doubts_of(plan: Plan, document: Callable[..., ReadDocument]) -> Callable[..., list[Doubt]]:
    def find(item: int, *lines: str) -> list[Doubt]:
        headed = [*HEAD, "*II. KẾT QUẢ THỰC HIỆN", f"*{item}. {plan.items[item - 1].title}", *lines, *TAIL]
        return [d for d in understand([document(headed)], Channel(), plan).doubts if d.rule.startswith("figure-untied")]

    return find


@pytest.mark.parametrize(("item", "text", "figures"), TOLD)
def test_figures_without_the_words_of_an_indicator_are_told_once_a_text(
    understood: Understand, item: int, text: str, figures: str
) -> None:
    (doubt,) = understood(item, text).doubts
    assert (doubt.rule, doubt.texts[1]) == ("figure-untied", figures)


@pytest.mark.parametrize(("item", "text"), SILENT)
def test_a_figure_that_counts_or_says_why_not_is_not_told(understood: Understand, item: int, text: str) -> None:
    assert [d for d in understood(item, text).doubts if d.rule == "figure-untied"] == []


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (3, ["Đón 13 đoàn khách quốc tế, gồm:", "Đoàn Lào: 8 đoàn.", "Đoàn Thái Lan: 5 đoàn."]),
        (4, ["Đăng 60 tin, bài trên Cổng TTĐT.", "- Quý I: 25 tin, bài", "- Quý II: 35 tin, bài"]),
        (1, ["Tổ chức 02 buổi, 75 lượt người tham dự."]),
        (1, ["Theo đơn vị: Trung tâm 04 cuộc, 90 lượt người; Phòng QLCN 02 cuộc, 31 lượt người."]),
    ],
)
def test_what_the_item_or_the_line_above_says_lacks_in_no_total(
    doubts_of: Callable[..., list[Doubt]], item: int, lines: list[str]
) -> None:
    assert doubts_of(item, *lines) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Từ đầu năm đến nay, Sở đã đón 05 đoàn khách quốc tế với 31 lượt người."], ["5 đoàn, 31 lượt người"]),
        (["Tính đến ngày 31/5, Sở đã đón 05 đoàn khách quốc tế."], ["5 đoàn"]),
        (["Từ đầu năm đến nay, Sở đã đón 05 đoàn khách quốc tế.", "Trong kỳ đón 04 đoàn khách quốc tế."], []),
        (["Từ đầu năm 2022 đến nay, Sở đã đón 25 đoàn khách quốc tế."], []),
        (["Từ năm 2021 đến nay, Sở đã đón 25 đoàn khách quốc tế."], []),
    ],
)
def test_a_running_figure_without_one_of_the_period_is_told(
    doubts_of: Callable[..., list[Doubt]], lines: list[str], told: list[str]
) -> None:
    assert [doubt.texts[0] for doubt in doubts_of(3, *lines)] == told
