"""From when a running total counts: as written, and only where the sentence says so."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity
from schemas.values import Scope

STARTS = [
    ("Lũy kế từ đầu năm 2023 đến nay đăng 57 tin, bài trên Cổng TTĐT.", "từ đầu năm 2023"),
    ("Đăng 55 tin, bài trên Cổng TTĐT; lũy kế cả năm 2024 là 95 tin, bài.", "cả năm 2024"),
    ("Từ năm 2021 đến nay đã đăng 410 tin, bài trên Cổng TTĐT.", "Từ năm 2021"),
    ("Đã đăng 2010 tin, bài trên Cổng TTĐT từ khi thành lập.", "từ khi thành lập"),
    ("Giai đoạn 2021-2024 đăng 900 tin, bài trên Cổng TTĐT.", "Giai đoạn 2021-2024"),
    ("Lũy kế 57 tin, bài trên Cổng TTĐT.", None),
]


@pytest.mark.parametrize(("text", "since"), STARTS)
def test_a_running_total_tells_from_when_it_counts(
    activity: Callable[..., Activity], text: str, since: str | None
) -> None:
    running = [q for q in activity(text).quantities if q.scope is Scope.CUMULATIVE]
    assert [q.since for q in running] == [since]


def test_a_figure_of_the_period_has_no_start(activity: Callable[..., Activity]) -> None:
    text = "Trong năm 2024 đăng 16 tin, bài trên Cổng TTĐT."
    assert [q.since for q in activity(text).quantities] == [None]
