"""Reports on pages and sheets are understood as those of Word: rows, letterheads, titles have other places only."""

from collections.abc import Callable, Sequence

import pytest

from schemas.document import Block, Cell, ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import BlockKind
from tonghop.understanding import understand

TITLES = ["STT", "Nội dung", "Kết quả", "Số lượng", "Ghi chú"]
ROWS: list[list[str | None]] = [
    ["3", "Tham gia sự kiện, đón tiếp đoàn quốc tế", "Đón đoàn khách quốc tế", "06 đoàn", None],
    [None, None, "Cử cán bộ đi công tác nước ngoài", "07 đoàn", None],
    ["4", "Tuyên truyền trên các phương tiện thông tin truyền thông", "Đăng trên Cổng TTĐT", "41 tin, bài", None],
]
LETTERHEAD = [
    ["SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO", "Độc lập - Tự do - Hạnh phúc"],
    ["CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO", None],
    ["Số: 12/BC-TTNC", "Quảng Trị, ngày 10 tháng 6 năm 2024"],
]
TITLE = ["BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
EXPECTED = {3: [(6, "doan-vao"), (7, "doan-ra")], 4: [(41, "tin-bai-cong")]}


def row(locator: str, texts: Sequence[str | None]) -> Block:
    """A row without its empty cells, as readers of sheets and pages give it."""
    cells = tuple(Cell(column=column, text=text) for column, text in enumerate(texts, start=1) if text)
    return Block(locator=locator, kind=BlockKind.TABLE_ROW, text=" | ".join(cell.text for cell in cells), cells=cells)


def line(locator: str, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(locator=locator, kind=kind, text=text)


@pytest.fixture
def read_blocks(plan: Plan) -> Callable[..., Submission]:
    def read(blocks: Sequence[Block], format_: str) -> Submission:
        document = ReadDocument(sha256="a" * 64, size_bytes=1, format=format_, blocks=tuple(blocks))
        return understand([document], Channel(), plan)

    return read


def told(report: Submission) -> dict[int, list[tuple[float, str | None]]]:
    return {
        number: [(q.value, q.indicator) for activity in item.activities for q in activity.quantities]
        for number, item in report.items.items()
        if item.activities
    }


def test_a_form_in_a_sheet_is_understood_as_the_same_table_in_word(read_blocks: Callable[..., Submission]) -> None:
    table = [[first, None, None, second] for first, second in LETTERHEAD]
    table += [[text, None] for text in TITLE]
    table += [["Thực hiện Kế hoạch số 43/KH-UBND, Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 như sau:"]]
    table += [TITLES, *ROWS, ["Trên đây là báo cáo kết quả của Trung tâm."]]
    report = read_blocks([row(f"sheet1/r{n}", texts) for n, texts in enumerate(table, start=1)], "xlsx")
    assert told(report) == EXPECTED
    assert (report.unit, report.period, report.number) == ("TTNC", "2024-H1", "12/BC-TTNC")
    assert (report.unassigned, report.doubts) == ((), ())
    assert report.items[3].activities[0].locator == "sheet1/r9/c3"


def test_a_table_that_runs_over_pages_keeps_its_titles(read_blocks: Callable[..., Submission]) -> None:
    blocks = [row(f"page1/l{n}", texts) for n, texts in enumerate(LETTERHEAD, start=1)]
    blocks += [line(f"page1/l{n}", text) for n, text in enumerate(TITLE, start=5)]
    blocks += [row("page1/l8", TITLES), row("page1/l9", ROWS[0])]
    blocks += [line("page1/l10", "1", BlockKind.HEADER), line("page2/l1", "BC 6 tháng", BlockKind.HEADER)]
    blocks += [row(f"page2/l{n}", texts) for n, texts in enumerate(ROWS[1:], start=2)]
    report = read_blocks(blocks, "pdf")
    assert told(report) == EXPECTED
    assert (report.unit, report.period, report.number) == ("TTNC", "2024-H1", "12/BC-TTNC")
    assert report.items[4].activities[0].locator == "page2/l3/c3"


def test_a_lone_cell_below_a_title_of_results_is_no_heading(read_blocks: Callable[..., Submission]) -> None:
    table = [TITLES, *ROWS[:1], [None, None, "Đón thêm 02 đoàn khách của Nhật Bản"], ROWS[2]]
    report = read_blocks([row(f"sheet1/r{n}", texts) for n, texts in enumerate(table, start=1)], "xlsx")
    assert told(report)[3] == [(6, "doan-vao"), (2, "doan-vao")]
