"""Builders: documents of plain blocks, one activity at a time."""

from collections.abc import Callable, Sequence

import pytest

from schemas.document import Block, Cell, ReadDocument
from schemas.plan import Plan
from schemas.submission import Activity, Channel, Submission
from schemas.values import BlockKind
from tonghop.understanding import understand
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.lexicon import find_lexicon

Line = str | Sequence[Sequence[str | None]]
HEAD: list[Line] = [
    [
        [
            "SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ\nTRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO\nCÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        ["Số: 12/BC-TTNC", "Quảng Trị, ngày 10 tháng 6 năm 2024"],
    ],
    "*BÁO CÁO",
    "*Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    "*và phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
    "Kính gửi: Văn phòng Sở",
    "Thực hiện Kế hoạch số 43/KH-UBND ngày 27/02/2024, Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 như sau:",
]
TAIL: list[Line] = [
    "Trên đây là báo cáo kết quả của Trung tâm, kính gửi Văn phòng Sở tổng hợp./.",
    [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC\n\nNguyễn Văn A"]],
]


def build_blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    """`*text` is bold, `[1.]text` has a list number of Word, `#text` is a heading, a list of lists is a table."""
    blocks: list[Block] = []
    paragraphs = tables = 0
    for line in lines:
        if not isinstance(line, str):
            tables += 1
            blocks += [build_row(tables, number, row) for number, row in enumerate(line, start=1)]
            continue
        paragraphs += 1
        text, label = line.lstrip("*#"), ""
        if text.startswith("["):
            label, text = text[1:].split("]", 1)
        if text:
            kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
            bold = line.startswith("*")
            blocks.append(Block(locator=f"body/p{paragraphs}", kind=kind, label=label, text=text, bold=bold))
    return tuple(blocks)


def build_row(table: int, number: int, row: Sequence[str | None]) -> Block:
    """None is the place of a cell that is merged with another."""
    cells = tuple(Cell(column=column, text=text) for column, text in enumerate(row, start=1) if text is not None)
    text = " | ".join(cell.text for cell in cells)
    return Block(locator=f"body/t{table}/r{number}", kind=BlockKind.TABLE_ROW, text=text, cells=cells)


@pytest.fixture
def document() -> Callable[..., ReadDocument]:
    def build(lines: Sequence[Line], sha256: str = "a" * 64, **fields: object) -> ReadDocument:
        return ReadDocument.model_validate(
            {"sha256": sha256, "size_bytes": 1, "format": "docx", "blocks": build_blocks(lines), **fields}
        )

    return build


@pytest.fixture
def read(plan: Plan, document: Callable[..., ReadDocument]) -> Callable[..., Submission]:
    """Understand lines as one document, without the model; with `body` they stand between a usual head and tail."""

    by = plan.model_copy(update={"model": None})

    def understand_lines(lines: Sequence[Line], channel: Channel | None = None, *, body: bool = False) -> Submission:
        whole = [*HEAD, *lines, *TAIL] if body else list(lines)
        return understand([document(whole)], channel or Channel(), by)

    return understand_lines


@pytest.fixture
def head() -> list[Line]:
    return HEAD


@pytest.fixture
def activity(plan: Plan) -> Callable[[str, int], Activity]:
    """Understand one sentence under one item of the first half of 2024."""
    entry = plan.periods[0]
    frame = Frame(find_lexicon(plan), (entry.window_start, entry.window_end), "a" * 64)
    return lambda text, item=4: make_activity(text, "body/p1", item, frame).activity
