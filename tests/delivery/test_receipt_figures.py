"""How a receipt tells the figures that were read: side by side, with their span of time, never added."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from schemas.notice import Notice
from schemas.submission import Activity, ItemReport, Quantity
from schemas.values import CellState, CheckStatus, Precision, Scope
from tests.delivery.received import ITEMS, SHA256, Received


def test_figures_stand_side_by_side_and_are_never_added(received: Received, answer: Callable[..., Notice]) -> None:
    text = answer(received()).text
    assert "đoàn ra: 07 + 05 đoàn; 1 số liệu khác không thuộc chỉ tiêu nào" in text
    assert "12 đoàn" not in text
    assert "5. Tập huấn" in text and ": không phát sinh" in text and ": có mục nhưng để trống" in text


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Số liệu được tính"),
        ({"status": CheckStatus.NEEDS_PERSON}, "Số liệu đọc được, chưa tính"),
        ({"dates": None}, "Số liệu đọc được, chưa tính"),
    ],
)
def test_figures_are_said_to_count_only_when_they_do(
    received: Received, answer: Callable[..., Notice], changes: dict[str, Any], title: str
) -> None:
    assert re.findall("Số liệu [^:;]*(?=: đoàn)", answer(received(**changes)).text) == [title]


def tell(value: float, measure: str, scope: Scope = Scope.PERIOD, **more: Any) -> Quantity:
    return Quantity(value=value, measure=measure, indicator="tin-bai-cong", scope=scope, **more)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((tell(16, "tin, bài"), tell(57, "tin, bài", Scope.CUMULATIVE)), "16 tin, bài trong kỳ; 57 tin, bài lũy kế"),
        (
            (tell(2, "dự án"), tell(16, "dự án", Scope.CUMULATIVE), tell(1, "dự án")),
            "02 + 01 dự án trong kỳ; 16 dự án lũy kế",
        ),
        ((tell(30, "tin"), tell(11, "bài"), tell(5, "tin")), "30 + 05 tin, 11 bài"),
        ((tell(2, "lớp", Scope.PLANNED),), "02 lớp dự kiến"),
        ((tell(2, "lớp", value_max=3), tell(40, "lớp", precision=Precision.AT_LEAST)), "02-03 + trên 40 lớp"),
    ],
)
def test_figures_tell_the_span_of_time_wherever_it_may_be_mistaken(
    received: Received, answer: Callable[..., Notice], figures: tuple[Quantity, ...], words: str
) -> None:
    activity = Activity(text="x", locator="body/p3", sha256=SHA256, quantities=figures)
    said = ItemReport(state=CellState.REPORTED, activities=(activity,))
    text = answer(received(says={"items": {**ITEMS, 4: said}})).text
    line = next(each for each in text.splitlines() if "Tin, bài trên Cổng" in each or "tin, bài trên Cổng" in each)
    assert line.endswith(f": {words}"), line
