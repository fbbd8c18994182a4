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


SINCE_WINDOW = [
    ("Từ 15/12/2023 đến nay đăng 21 tin, bài trên Cổng TTĐT.", ["period"]),
    ("Kể từ ngày 15/12/2023 đến nay đăng 21 tin, bài trên Cổng TTĐT.", ["period"]),
    ("Đăng 21 tin, bài trên Cổng TTĐT từ 15/12/2023 đến nay, lũy kế 300 tin, bài.", ["period", "cumulative"]),
    ("Từ 15/12/2023 đến nay đăng 21 tin, bài, nâng tổng số lên 300 tin, bài.", ["period", "cumulative"]),
    ("Lũy kế 300 tin, bài, từ 15/12/2023 đến nay có 21 tin, bài.", ["cumulative", "period"]),
    ("Từ 15/12/2022 đến nay đăng 121 tin, bài trên Cổng TTĐT.", ["cumulative"]),
    ("Từ 01/01/2024 đến nay đăng 19 tin, bài trên Cổng TTĐT.", ["cumulative"]),
]


@pytest.mark.parametrize(("text", "spans"), SINCE_WINDOW)
def test_from_the_first_day_of_the_window_it_is_the_period(
    activity: Callable[..., Activity], text: str, spans: list[str]
) -> None:
    assert [q.scope.value for q in activity(text).quantities] == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Kênh có 2 triệu lượt xem, tính từ khi mở kênh đến nay.", ["cumulative"]),
        ("Trang có 900 tin, bài của các phòng, kể từ năm 2019 đến nay.", ["cumulative"]),
        ("Trong kỳ đăng 35 tin, bài, nhiều nhất từ khi lập trang đến nay.", ["period"]),
        ("Trong kỳ đăng 35 tin, bài, từ khi lập trang đến nay đăng 900 tin, bài.", ["period", "cumulative"]),
        ("Đăng 35 tin, bài trên Cổng TTĐT, tính từ đầu năm đến nay.", ["period"]),
    ],
)
def test_since_when_may_stand_behind_the_comma(activity: Callable[..., Activity], text: str, spans: list[str]) -> None:
    assert [q.scope.value for q in activity(text).quantities] == spans
