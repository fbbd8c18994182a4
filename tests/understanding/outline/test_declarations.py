"""What is denied in any words is nothing of its item; what is told is never denied by a word about the rest."""

from collections.abc import Callable

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CellState
from tonghop.understanding import understand

ALL = "NNNNNN"
STATES = {CellState.REPORTED: "R", CellState.NOTHING: "N", CellState.EMPTY: "E", CellState.MISSING: "M"}


@pytest.fixture
def tell(plan: Plan, document: Callable[..., ReadDocument], head: list[object]) -> Callable[..., Submission]:
    """With the model, since sentences without heading are filed by it."""
    return lambda lines: understand([document([*head, *lines])], Channel(), plan)


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        (["Trong kỳ không phát sinh."], ALL),
        (["Trong kỳ, đơn vị không phát sinh hoạt động nào liên quan đến công tác thông tin đối ngoại."], ALL),
        (["Trong kỳ không phát sinh ở cả 6 nội dung."], ALL),
        (["Qua rà soát, Trung tâm không phát sinh hoạt động nào thuộc các nội dung của kế hoạch."], ALL),
        (["Tất cả các nội dung đều không phát sinh."], ALL),
        (["Phòng QLCN chưa phát sinh nhiệm vụ thông tin đối ngoại trong 6 tháng đầu năm 2024."], ALL),
        (["Các nội dung 1, 2, 3, 4, 5, 6: Không phát sinh."], ALL),
        (["Nội dung 1, 2: Không phát sinh."], "NNMMMM"),
        (["Đã đăng 12 tin, bài trên Cổng Thông tin điện tử của Sở.", "Còn lại không phát sinh."], "NNNRNN"),
        (["Nội dung 4: đăng 12 tin, bài trên Cổng TTĐT.", "3. Các nội dung còn lại không phát sinh."], "NNNRNN"),
        (["1. Nội dung 1: Đã tổ chức 02 buổi tuyên truyền về hội nhập.", "5/ Nội dung 5: không."], "RMMMNM"),
        (["Không có hoạt động hợp tác quốc tế về KH&CN. Cổng đăng 14 tin, bài."], "MMMRMN"),
        (["Đã đăng 20 tin, bài trên Cổng của Sở, tuy nhiên đoàn khách quốc tế chưa có."], "MMNRMM"),
        # near misses: something is denied, but not of the whole plan
        (["Trong kỳ không xảy ra vi phạm."], "MMMMMM"),
        (["Chưa được cấp kinh phí."], "MMMMMM"),
    ],
)
def test_a_denial_is_of_the_items_that_it_names(tell: Callable[..., Submission], lines: list[str], states: str) -> None:
    report = tell(lines)
    assert "".join(STATES[report.items[number].state] for number in sorted(report.items)) == states


def test_the_rest_leaves_open_what_a_waiting_sentence_may_tell(tell: Callable[..., Submission]) -> None:
    report = tell(["Cổng đăng 14 tin, bài.", "Đã mở 02 lớp cho 40 người.", "Các nội dung còn lại: không phát sinh."])
    assert report.unassigned
    waiting = {c.item for text in report.unassigned if text.filing for c in text.filing.candidates if c.score >= 0.2}
    left = waiting - {None, 4}
    assert left
    assert {report.items[item].state for item in left} == {CellState.MISSING}
