"""Lines that each name their item stand beside each other; courtesies and summaries in English are no activities."""

from collections.abc import Callable

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from tonghop.understanding import understand
from tonghop.understanding.outline.states import is_courtesy


@pytest.fixture
def tell(plan: Plan, document: Callable[..., ReadDocument], head: list[object]) -> Callable[..., Submission]:
    """With the model, which knows short lines."""
    return lambda lines: understand([document([*head, *lines])], Channel(), plan)


def list_figures(report: Submission) -> set[tuple[int, str, str | None]]:
    return {
        (number, f"{quantity.value:g}", quantity.indicator)
        for number, item in report.items.items()
        for activity in item.activities
        for quantity in activity.quantities
    }


@pytest.mark.parametrize("mark", ["", "- ", "+ ", "a) "])
def test_lines_of_a_list_are_siblings(tell: Callable[..., Submission], mark: str) -> None:
    lines = ["Tin bài trên Cổng: 14", "Đoàn khách quốc tế: 2 (11 người)", "Tập huấn: cử 3 người", "Hợp tác quốc tế: 0"]
    report = tell([*(f"{mark}{line}" for line in lines), "Em cảm ơn ạ!", "Nguyễn Văn A"])
    assert list_figures(report) == {
        (4, "14", "tin-bai-cong"),
        (3, "2", "doan-vao"),
        (3, "11", "luot-nguoi-doan-vao"),
        (5, "3", "can-bo-cu-tap-huan"),
    }
    assert report.items[6].state == "nothing"
    assert not report.unassigned


def test_a_line_that_goes_on_stays_with_the_line_above(tell: Callable[..., Submission]) -> None:
    report = tell(["Đoàn khách quốc tế: 2 đoàn", "Thành phần: 11 người", "Thời gian: ngày 12/5/2024"])
    assert len(report.items[3].activities) == 3


@pytest.mark.parametrize(
    ("lines", "item"),
    [
        (["a) Về tuyên truyền chủ trương: tổ chức 03 buổi.", "b) Về tuyên truyền trên Cổng: 33 tin, bài."], 4),
        (["1. Tuyên truyền trên Cổng: 33 tin, bài."], 4),
    ],
)
def test_letters_and_numbers_do_not_outweigh_the_words(
    tell: Callable[..., Submission], lines: list[str], item: int
) -> None:
    assert (item, "33", "tin-bai-cong") in list_figures(tell(lines))


def test_other_work_is_of_no_item_and_asks_nothing(tell: Callable[..., Submission]) -> None:
    report = tell(
        [
            *("*1. Tình hình chung", "Trung tâm luôn nhận được sự quan tâm của lãnh đạo Sở."),
            *("*2. Công tác thi đua, khen thưởng", "Khen thưởng 02 tập thể."),
            *("*3. Kết quả cụ thể", "3.1. Tuyên truyền trên Cổng: 12 tin, bài."),
        ]
    )
    assert list_figures(report) == {(4, "12", "tin-bai-cong")}
    assert not report.unassigned
    assert not report.doubts


@pytest.mark.parametrize(
    ("number", "waiting"),
    [(20, 0), (21, 1)],
)
def test_a_summary_in_english_is_asked_about_only_where_it_tells_something_else(
    tell: Callable[..., Submission], number: int, waiting: int
) -> None:
    summary = f"In the first half of 2024, {number} news articles of the center were posted on the portal."
    report = tell(["4. Tuyên truyền trên Cổng", "- Đăng 20 tin, bài trên Cổng Thông tin điện tử.", summary])
    assert len(report.unassigned) == waiting
    assert len(report.items[4].activities) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anh xem giúp em, số điện thoại 0912 345 678.", True),
        ("Em cảm ơn ạ!", True),
        ("Có gì anh gọi em theo số 0912 345 678 ạ. Em cảm ơn ạ!", True),
        ("Trân trọng cảm ơn.", True),
        ("Em gửi anh số liệu: 14 tin", False),
        ("Anh cử 3 cán bộ sang Lào giúp em", False),
        ("Chị em phụ nữ tham gia tuyên truyền", False),
        ("Cảm ơn các chuyên gia Nhật Bản đã hỗ trợ tỉnh, Sở đã gửi thư cảm ơn.", False),
        ("Có hội nghị trao đổi với phía Lào", False),
    ],
)
def test_a_courtesy_is_known_by_all_of_its_words(text: str, expected: bool) -> None:
    assert is_courtesy(text) is expected


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("5. Truyền thông, tập huấn nội bộ về thông tin đối ngoại", 2),
        ("*Truyền thông nội bộ về công tác thông tin đối ngoại", 2),
        ("*Tập huấn, truyền thông nâng cao nhận thức của CBCCVC về vai trò của TTĐN", 2),
        ("5. Cử cán bộ tập huấn, bồi dưỡng về thông tin đối ngoại", 5),
        ("Truyền thông trên YouTube, TikTok, mạng xã hội", 4),
        ("Truyền thông qua các kênh Zalo OA, Facebook", 4),
        ("+ Tuyên truyền trên mạng xã hội", 4),
        ("tuyen truyen chu quyen bien dao va phan bac luan dieu sai trai", 2),
        ("chuyen muc KHCN tren song truyen hinh", 4),
        ("+ cu can bo di tap huan", 5),
        ("truyen thong, tap huan noi bo ve TTDN", 2),
        # near misses: nobody can say which
        ("+ Tập huấn", None),
        ("2. Công tác thi đua, khen thưởng", None),
        ("*Kết quả cụ thể", None),
    ],
)
def test_where_likeness_deceives_words_and_model_tell(
    tell: Callable[..., Submission], heading: str, item: int | None
) -> None:
    report = tell([heading, "- Đã hoàn thành 02 việc ngày 12/5/2024."])
    assert [number for number, told in report.items.items() if told.activities] == ([item] if item else [])
