"""A heading over all the rest of the plan is no activity: it ends its item, and a denial below it answers the rest."""

from collections.abc import Callable

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CellState
from tonghop.understanding import understand

SIX = ["*6. Hợp tác quốc tế", "- Ký kết 01 biên bản ghi nhớ với Sở KH&CN Savannakhet."]
LETTERS = [
    "1. Tuyên truyền chủ trương, đường lối: Tổ chức 02 buổi tuyên truyền cho 60 người.",
    "a) Về quảng bá trên Cổng: Đăng 12 tin, bài trên Cổng thông tin điện tử.",
    "b) Về tập huấn, bồi dưỡng: cử 03 người tham gia tập huấn.",
    "c) Về hợp tác quốc tế: ký kết 01 biên bản ghi nhớ với Savannakhet.",
    "d) Về tuyên truyền pháp luật: tổ chức 01 buổi tuyên truyền cho 30 người.",
]


@pytest.fixture
def tell(plan: Plan, document: Callable[..., ReadDocument], head: list[object]) -> Callable[..., Submission]:
    return lambda lines: understand([document([*head, *lines])], Channel(), plan)


@pytest.mark.parametrize(
    ("lines", "denied"),
    [
        (["*Các nội dung khác", "Không phát sinh."], 5),
        (["Các nội dung khác", "Không phát sinh."], 5),
        (["*Các nội dung khác: Không phát sinh."], 5),
        (["*7. Các nội dung khác", "Không phát sinh."], 5),
        (["*Các nhiệm vụ còn lại", "Trong kỳ không phát sinh."], 5),
        (["*Các nội dung, nhiệm vụ khác", "Không có."], 5),
        (["*Công tác khác", "Không có."], 0),
        (["*Các hoạt động hợp tác khác", "- Duy trì 02 điểm thông tin KH&CN."], 0),
    ],
)
def test_a_heading_over_the_rest_is_no_activity(tell: Callable[..., Submission], lines: list[str], denied: int) -> None:
    report = tell([*SIX, *lines])
    states = [item.state for item in report.items.values()]
    assert (states.count(CellState.NOTHING), report.items[6].state) == (denied, CellState.REPORTED)
    assert all("khác" not in each.text and "còn lại" not in each.text for each in report.items[6].activities)
    assert report.unassigned == ()


def test_a_result_below_a_heading_over_the_rest_is_none_of_the_item_above(tell: Callable[..., Submission]) -> None:
    report = tell([*SIX, "*Các nội dung khác", "- Đăng 05 tin, bài trên Cổng thông tin điện tử."])
    assert [len(report.items[number].activities) for number in (4, 6)] == [1, 1]


def test_lettered_lines_that_name_another_item_are_of_that_item(tell: Callable[..., Submission]) -> None:
    report = tell(LETTERS)
    told = {number: len(item.activities) for number, item in report.items.items() if item.activities}
    assert told == {1: 2, 4: 1, 5: 1, 6: 1}


def test_lettered_lines_about_topics_of_the_item_stay_there(tell: Callable[..., Submission]) -> None:
    report = tell([LETTERS[0], "a) Về chuyển đổi số: tổ chức 01 buổi.", "b) Về hội nhập quốc tế: tổ chức 01 buổi."])
    assert {number for number, item in report.items.items() if item.activities} == {1}


def test_a_line_that_counts_below_the_addressee_is_content(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    told = "- Về tuyên truyền hội nhập quốc tế: Tổ chức 02 buổi tuyên truyền cho 60 người."
    title = ["*BÁO CÁO", "*Kết quả thông tin đối ngoại 6 tháng đầu năm 2024", "Kính gửi:", "- Văn phòng Sở;"]
    report = understand([document([*title, told])], Channel(), plan)
    assert sum(len(item.activities) for item in report.items.values()) + len(report.unassigned) == 1


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("*1. Tập huấn nội bộ về nghiệp vụ thông tin đối ngoại do đơn vị tổ chức", 2),
        ("Tập huấn nội bộ về nghiệp vụ thông tin đối ngoại do đơn vị tổ chức:", 2),
        ("*5. Tập huấn, bồi dưỡng do Sở Thông tin và Truyền thông tổ chức", 5),
        ("Các đoàn công tác nước ngoài trong kỳ", 3),
        ("Về tuyên truyền hội nhập quốc tế, CMCN 4.0, chuyển đổi số", 1),
    ],
)
def test_headings_name_their_item(tell: Callable[..., Submission], heading: str, item: int) -> None:
    report = tell([heading, "- Đã thực hiện ngày 12/5/2024 với 30 người."])
    assert set(report.items[item].activities) and report.unassigned == ()
