"""Headings that units write by themselves lead to the item, the section or nothing, and never to another item."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.submission import Submission
from schemas.values import CellState

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "outlines.jsonl").read_text(encoding="utf-8").splitlines()
]
SENTENCE = "Đã thực hiện xong phần việc thứ {}."


def find_place(report: Submission, text: str) -> int | str | None:
    """The item or section in which a text stands."""
    for number, item in report.items.items():
        if any(text in activity.text for activity in item.activities):
            return number
    for name, texts in report.sections.items():
        if any(text in placed.text for placed in texts):
            return name
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_stands_below_a_heading_is_filed_by_it(read: Callable[..., Submission], case: dict[str, Any]) -> None:
    lines = [
        line for number, (heading, _) in enumerate(case["lines"]) for line in (heading, f"- {SENTENCE.format(number)}")
    ]
    report = read(lines, body=True)
    found = [find_place(report, SENTENCE.format(number)) for number in range(len(case["lines"]))]
    # what stands directly below the results heading, before its first item, is of no item yet
    expected = [None if target == "results" else target for _, target in case["lines"]]
    told = [(heading, want, got) for (heading, _), want, got in zip(case["lines"], expected, found, strict=True)]
    assert [each for each in told if each[1] != each[2]] == []


ALONE = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "headings.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("heading", "item"), ALONE, ids=[heading for heading, _ in ALONE])
def test_a_heading_alone_leads_to_its_item_or_to_nothing(
    read: Callable[..., Submission], heading: str, item: int | None
) -> None:
    report = read([heading, f"- {SENTENCE.format(1)}"], body=True)
    assert find_place(report, SENTENCE.format(1)) == item


ANSWERS = (
    "Tổ chức 03 buổi phổ biến nghị quyết, chính sách pháp luật về hội nhập quốc tế cho 120 lượt người.",
    "Ban hành 02 văn bản định hướng thông tin đối ngoại; tổ chức 01 buổi sinh hoạt chuyên đề về biển đảo.",
    "Tham gia Techfest Quảng Trị với 02 gian hàng; đón 03 đoàn khách quốc tế.",
    "Đăng 41 tin, bài trên Cổng Thông tin điện tử; phát hành 02 số Đặc san.",
    "Cử 03 cán bộ tham gia lớp tập huấn nghiệp vụ; phát ngôn, cung cấp thông tin cho báo chí 02 lần.",
    "Ký 01 biên bản hợp tác với Sở KH&CN Savannakhet, Lào.",
)
PARTY = "Kiện toàn chi ủy, kết nạp 02 đảng viên."


@pytest.mark.parametrize(
    ("answers", "label", "filed"),
    [
        (ANSWERS, "{}. ", {1, 2, 3, 4, 5, 6}),
        (ANSWERS, "[{}.]", {1, 2, 3, 4, 5, 6}),
        (ANSWERS, "{}) ", {1, 2, 3, 4, 5, 6}),
        ((*ANSWERS[:4], "Không phát sinh.", ANSWERS[5]), "{}. ", {1, 2, 3, 4, 5, 6}),
        ((*ANSWERS[:2], PARTY, *ANSWERS[3:]), "{}. ", {1, 2, 4, 5, 6}),
        (tuple(reversed(ANSWERS)), "{}. ", set()),
        (ANSWERS[:5], "{}. ", set()),
        ((PARTY,) * 6, "{}. ", set()),
        (tuple(f"Kiểm tra {number} cơ sở." for number in range(1, 7)), "{}. ", set()),
    ],
)
def test_numbered_sentences_answer_the_plan_where_order_and_words_agree(
    read: Callable[..., Submission], answers: tuple[str, ...], label: str, filed: set[int]
) -> None:
    lines = [label.format(number) + text for number, text in enumerate(answers, start=1)]
    report = read(lines, body=True)
    assert {number for number, item in report.items.items() if item.state is not CellState.MISSING} == filed
    for number, text in enumerate(answers, start=1):
        is_told = number in filed and text != "Không phát sinh."
        assert find_place(report, text.rstrip(".")) == (number if is_told else None)


def test_a_part_that_is_numbered_in_words_ends_the_item_above(read: Callable[..., Submission]) -> None:
    lines = [
        "PHẦN THỨ NHẤT: KẾT QUẢ THỰC HIỆN",
        "6. Hợp tác quốc tế về khoa học và công nghệ",
        "Ký 01 biên bản ghi nhớ với tỉnh Salavan ngày 12/5/2024.",
        "Phần thứ tư. PHƯƠNG HƯỚNG",
        "Ký 02 biên bản ghi nhớ với đối tác Lào.",
    ]
    report = read(lines, body=True)
    assert [activity.text for activity in report.items[6].activities] == [lines[2]]
    assert find_place(report, lines[4]) not in range(1, 7)
