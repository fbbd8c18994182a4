"""07 đoàn với 29 lượt người ra, 06 đoàn với 499 lượt người vào: two indicators with two measures, however written."""

from collections import Counter
from collections.abc import Callable

import pytest

from schemas.submission import Submission

OUT, OUT_PEOPLE, IN, IN_PEOPLE = "doan-ra", "luot-nguoi-doan-ra", "doan-vao", "luot-nguoi-doan-vao"
EXPECTED = Counter([(7, OUT), (29, OUT_PEOPLE), (6, IN), (499, IN_PEOPLE)])
HEADING = "*3. Tham gia sự kiện, đón tiếp đoàn quốc tế"


@pytest.mark.parametrize(
    "lines",
    [
        ["07 đoàn với 29 lượt người đi công tác nước ngoài; đón 06 đoàn với 499 lượt người đến thăm và làm việc."],
        ["Trong kỳ có 07 đoàn với 29 lượt người đi công tác tại Lào, Thái Lan; đón 06 đoàn với 499 lượt người."],
        ["Đón 06 đoàn với 499 lượt người; 07 đoàn với 29 lượt người đi công tác nước ngoài."],
        ["Đón 06 đoàn (499 lượt người) và cử 07 đoàn (29 lượt người) đi công tác nước ngoài."],
        ["- Cử 07 đoàn, 29 lượt người đi công tác nước ngoài.", "- Đón 06 đoàn, 499 lượt người."],
        ["Đoàn ra: 07 đoàn/29 lượt người.", "Đoàn vào: 06 đoàn/499 lượt người."],
        ["Đoàn ra: 07 đoàn, gồm 29 lượt người; đoàn vào: 06 đoàn, gồm 499 lượt người."],
        ["Tổng cộng 13 đoàn, trong đó 07 đoàn ra với 29 lượt người và 06 đoàn vào với 499 lượt người."],
        ["Có 13 đoàn, gồm: 07 đoàn ra (29 lượt người); 06 đoàn vào (499 lượt người)."],
        ["Đón 06 đoàn khách quốc tế, 499 lượt người", "07 đoàn cán bộ xuất cảnh đi công tác với 29 lượt người"],
    ],
)  # fmt: skip
def test_delegations_out_and_in_are_two_indicators_and_their_sum_stands_nowhere(
    read: Callable[..., Submission], lines: list[str]
) -> None:
    report = read([HEADING, *lines], body=True)
    counted = Counter((q.value, q.indicator) for a in report.items[3].activities for q in a.quantities if q.indicator)
    assert counted == EXPECTED
    assert report.doubts == ()


@pytest.mark.parametrize(
    "table",
    [
        [
            ["TT", "Nội dung", "Số đoàn", "Ghi chú"],
            ["1", "Cử đi công tác nước ngoài", "07 đoàn với 29 lượt người", ""],
            ["2", "Đón đoàn khách quốc tế", "06 đoàn với 499 lượt người", ""],
        ],
        [
            ["STT", "Nội dung", "Đơn vị tính", "Số lượng"],
            ["1", "Đoàn ra", "đoàn", "7"],
            ["", "Số lượt người đoàn ra", "lượt người", "29"],
            ["2", "Đoàn vào", "đoàn", "6"],
            ["", "Số lượt người đoàn vào", "lượt người", "499"],
        ],
        [
            ["TT", "Nội dung", "Kết quả"],
            ["1", "Đoàn ra (đi công tác nước ngoài)", "07 đoàn, 29 lượt người"],
            ["2", "Đoàn vào", "06 đoàn, 499 lượt người"],
        ],
    ],
)
def test_so_they_are_in_the_cells_of_a_table(read: Callable[..., Submission], table: list[list[str]]) -> None:
    report = read([HEADING, table], body=True)
    counted = Counter((q.value, q.indicator) for a in report.items[3].activities for q in a.quantities if q.indicator)
    assert counted == EXPECTED
    assert report.doubts == ()


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        (["Triển khai 16 dự án.", "Lũy kế từ đầu năm: 05 dự án."], ["cumulative-below-period"]),
        (["Triển khai 02 dự án, nâng tổng số từ đầu năm lên 01 dự án."], ["cumulative-below-period"]),
        (["Triển khai 02 dự án, nâng tổng số từ đầu năm lên 16 dự án."], []),
        (["Triển khai 02 dự án.", "Ký 03 biên bản ghi nhớ; lũy kế 02 dự án."], []),
        (["Triển khai 5 dự án, gồm:", "Với Lào: 3 dự án.", "Với Thái Lan: 4 dự án."], ["total-mismatch"]),
        (["Triển khai 5 dự án, gồm:", "Với Lào: 3 dự án.", "Với Thái Lan: 2 dự án."], []),
        (["Không phát sinh.", "Ký 01 biên bản ghi nhớ ngày 12/5/2024."], ["nothing-beside-results"]),
        (["Trong kỳ không có.", "Triển khai 02 dự án."], ["nothing-beside-results"]),
        (["Ký 01 biên bản ghi nhớ.", "Việc cử chuyên gia: không phát sinh."], []),
        (["Không phát sinh.", "Tiếp tục giữ liên hệ với bạn."], []),
    ],
)
def test_what_contradicts_itself_within_an_item_is_doubted(
    read: Callable[..., Submission], lines: list[str], rules: list[str]
) -> None:
    report = read(["*6. Hợp tác quốc tế", *(f"- {line}" for line in lines)], body=True)
    assert [doubt.rule for doubt in report.doubts] == rules


@pytest.mark.parametrize(
    "lines",
    [
        ["Đón 06 đoàn khách quốc tế. Trong 06 đoàn có 02 đoàn cấp cao."],
        ["- Đón 06 đoàn khách quốc tế.", "- Trong 06 đoàn đón tiếp có 02 đoàn cấp cao."],
        ["- Đón 06 đoàn khách quốc tế.", "- Trong số 6 đoàn khách đến thăm, Lào có 4 đoàn."],
    ],
)
def test_what_is_said_again_is_counted_once(read: Callable[..., Submission], lines: list[str]) -> None:
    report = read([HEADING, *lines], body=True)
    assert [q.value for a in report.items[3].activities for q in a.quantities if q.indicator] == [6]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Quý III/2024 tổ chức 02 cuộc tuyên truyền", ["planned"]),
        ("6 tháng cuối năm 2024 tổ chức 02 cuộc tuyên truyền", ["planned"]),
        ("Quý II/2024 tổ chức 02 cuộc tuyên truyền", ["period"]),
        ("Quý I/2024 đã tổ chức 02 cuộc, quý III/2024 tổ chức 03 cuộc", ["period", "period"]),
    ],
)
def test_what_is_told_of_a_time_behind_the_window_is_planned(
    read: Callable[..., Submission], text: str, scopes: list[str]
) -> None:
    report = read(["*1. Thông tin, tuyên truyền chủ trương, đường lối của Đảng", text], body=True)
    assert [q.scope.value for a in report.items[1].activities for q in a.quantities] == scopes
