"""Prose without headings: filed where the model is sure, split where it answers several items, else asked."""

from collections.abc import Callable, Sequence

import pytest

from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CellState, HoldReason
from tonghop.understanding import understand

Read = Callable[..., Submission]


def texts(report: Submission) -> dict[int, list[str]]:
    return {n: [a.text for a in item.activities] for n, item in report.items.items() if item.activities}


def figures(report: Submission) -> dict[int, list[tuple[float, str | None]]]:
    return {
        n: [(q.value, q.indicator) for a in item.activities for q in a.quantities]
        for n, item in report.items.items()
        if item.activities
    }


def test_a_paragraph_that_answers_several_items_is_split(read: Read) -> None:
    report = read(
        [
            "Trong kỳ, Trung tâm đã đăng 41 tin, bài trên Cổng Thông tin điện tử, cử 03 cán bộ tham gia tập huấn "
            "nghiệp vụ thông tin đối ngoại do Sở TT&TT tổ chức và đón 02 đoàn khách Lào đến thăm, làm việc."
        ],
    )
    assert figures(report) == {3: [(2, "doan-vao")], 4: [(41, "tin-bai-cong")], 5: [(3, "can-bo-cu-tap-huan")]}
    assert {a.locator for item in report.items.values() for a in item.activities} == {"body/p6"}
    assert report.unassigned == ()


def test_two_indicators_of_one_item_stay_in_one_sentence(read: Read) -> None:
    text = "Cử 07 đoàn với 29 lượt người đi công tác nước ngoài; đón 06 đoàn với 499 lượt người đến làm việc."
    report = read([text])
    assert texts(report) == {3: [text]}
    assert sorted(figures(report)[3]) == [
        (6, "doan-vao"),
        (7, "doan-ra"),
        (29, "luot-nguoi-doan-ra"),
        (499, "luot-nguoi-doan-vao"),
    ]


def test_a_filed_sentence_says_why_and_is_a_result(read: Read) -> None:
    report = read(["Tham gia Techfest Quảng Trị với 02 gian hàng trưng bày."])
    [activity] = report.items[3].activities
    assert activity.filing is not None
    assert activity.filing.automatic
    assert activity.filing.candidates[0].item == 3
    assert len([c for c in activity.filing.candidates if c.item is not None]) >= 2
    assert all(word in activity.text for word in activity.filing.words)
    assert report.items[3].state is CellState.REPORTED


def test_a_sentence_in_doubt_waits_with_two_items_and_its_context(read: Read) -> None:
    report = read(["Các hoạt động với nước bạn:", "- Hai bên gặp mặt 03 lần."])
    [open_] = report.unassigned
    assert open_.text == "Hai bên gặp mặt 03 lần."
    assert open_.context == "Các hoạt động với nước bạn:"
    assert open_.filing is not None
    assert not open_.filing.automatic
    assert len([c for c in open_.filing.candidates if c.item is not None]) == 2


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("Tuy nhiên, kinh phí còn hạn chế, cán bộ làm kiêm nhiệm.", True),
        ("Công đoàn thăm hỏi 12 đoàn viên ốm đau.", True),
        ("Hai bên gặp mặt 03 lần.", False),
    ],
)
def test_what_is_surely_of_no_item_is_left_out_and_kept_as_such(read: Read, text: str, *, dropped: bool) -> None:
    report = read([text])
    assert texts(report) == {}
    assert [placed.text for placed in report.dropped] == ([text] if dropped else [])
    assert [placed.text for placed in report.unassigned] == ([] if dropped else [text])


def test_a_figure_outside_the_headings_is_never_filed_beside_those_below_them(read: Read) -> None:
    summary = "Nổi bật là đã đăng 41 tin, bài trên Cổng Thông tin điện tử."
    heading = "*4. Tuyên truyền trên các phương tiện thông tin truyền thông"
    report = read([summary, heading, "Đăng 41 tin, bài trên Cổng Thông tin điện tử."])
    assert figures(report) == {4: [(41, "tin-bai-cong")]}
    assert [placed.text for placed in report.unassigned] == [summary]


def test_an_item_that_declares_nothing_gets_no_sentence_from_the_model(read: Read) -> None:
    lines = ["Trung tâm đã đón 02 đoàn khách Lào đến thăm.", "*3. Tham gia Techfest, Techdemo", "Không phát sinh."]
    report = read(lines)
    assert report.items[3].state is CellState.NOTHING
    assert [placed.text for placed in report.unassigned] == [lines[0]]


def test_the_same_sentence_twice_is_filed_once(read: Read) -> None:
    text = "Đăng 41 tin, bài trên Cổng Thông tin điện tử của Sở."
    report = read([text, text])
    assert figures(report) == {4: [(41, "tin-bai-cong")]}
    assert len(report.unassigned) == 1


def test_without_a_model_every_sentence_waits(plan: Plan, document: Callable[..., object], head: Sequence[str]) -> None:
    bare = plan.model_copy(update={"model": None})
    text = "Đăng 41 tin, bài trên Cổng Thông tin điện tử."
    report = understand([document([*head, text])], Channel(), bare)  # type: ignore[list-item]
    assert texts(report) == {}
    assert [(placed.text, placed.filing) for placed in report.unassigned] == [(text, None)]


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        (
            ["*4. Tin, bài trên Cổng Thông tin điện tử", "- Đăng 12 tin, bài trên Cổng Thông tin điện tử."],
            HoldReason.HEADED,
        ),
        (["*4. Tin, bài trên Cổng Thông tin điện tử", "Không phát sinh."], HoldReason.CLOSED),
        (["Đăng 41 tin, bài trên Cổng Thông tin điện tử."], HoldReason.REPEATED),
    ],
)
def test_a_sure_sentence_that_waits_says_why(
    read: Callable[[Sequence[object]], Submission], lines: list[str], held: HoldReason
) -> None:
    report = read(["Đăng 41 tin, bài trên Cổng Thông tin điện tử.", *lines])
    assert [each.filing.held for each in report.unassigned if each.filing] == [held]
