"""The sheet of what waits: choices to pick, nothing live in it, and read back as people left it."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind
from tonghop.decisions import DecisionError, InboxEntry
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.keys import make_short_key
from tonghop.decisions.sheet import HEAD_ROW, SheetRow, make_rows, write_sheet
from tonghop.decisions.sheet_rows import read_sheet

FIRST = HEAD_ROW + 2
"""The row of the first question, as Excel counts."""


def enter(question: OpenQuestion, at: datetime, **more: Any) -> InboxEntry:
    told = question.model_dump(include={"kind", "text", "evidence", "place", "candidates", "consequence"})
    return InboxEntry(key=make_short_key(question.key), periods=("2024-H1",), opened_at=at, **told, **more)


@pytest.fixture
def rows(sentence: OpenQuestion, at: datetime, plan: Plan) -> list[SheetRow]:
    sender = OpenQuestion(
        kind=QuestionKind.SENDER,
        key="sender:x",
        submission=None,
        text="1 thư",
        candidates=(Candidate(code="accept", label="Là báo cáo"), Candidate(code="ignore", label="Bỏ qua")),
        consequence=".",
    )
    secrecy = sender.model_copy(update={"kind": QuestionKind.SECRECY, "key": "secrecy"})
    return make_rows([enter(sentence, at, unit="TTNC"), enter(sender, at), enter(secrecy, at)], plan, "a" * 64)


def open_book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def save(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_choices_are_picked_from_a_list_and_nothing_is_live(rows: list[SheetRow], plan: Plan, at: datetime) -> None:
    book = open_book(write_sheet(rows, plan, at))
    sheet = book[words.SHEET]
    assert [cell.value for cell in sheet[HEAD_ROW + 1]] == list(words.COLUMNS)
    assert sheet.cell(FIRST, 4).value == "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    told = sheet.cell(FIRST, 5)
    assert (told.value, told.data_type) == ("=HYPERLINK(1) đón 02 đoàn", "s")
    assert not any(cell.data_type == "f" for each in book for line in each for cell in line)
    validations = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert validations == {f"I{FIRST}": "lists!$A$1:$C$1", f"I{FIRST + 1}": "lists!$A$2:$D$2"}
    assert book["lists"].sheet_state == "hidden"
    labels = [cell.value for cell in book["lists"][1] if cell.value]
    assert labels[0] == "Nội dung 3: Đón đoàn"
    assert max(map(len, labels)) <= 200
    accept = [cell.value for cell in book["lists"][2] if cell.value]
    assert accept[0] == "Là báo cáo của Văn phòng Sở, cho tiếp nhận"
    assert (len(accept), accept[-1]) == (len(plan.units) + 1, "Bỏ qua")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == f"B{FIRST}"


def test_only_choice_note_and_name_can_be_edited(rows: list[SheetRow], plan: Plan, at: datetime) -> None:
    sheet = open_book(write_sheet(rows, plan, at))[words.SHEET]
    assert sheet.protection.sheet
    free = {cell.column for cell in sheet[FIRST] if not cell.protection.locked}
    assert free == {words.CHOICE + 1, words.NOTE + 1, words.BY + 1}
    assert all(cell.protection.locked for cell in sheet[FIRST + 2]), "secrecy is decided elsewhere"


def test_the_code_of_a_row_tells_the_question_and_the_ledger(
    sentence: OpenQuestion, at: datetime, plan: Plan, rows: list[SheetRow]
) -> None:
    def check(question: OpenQuestion, ledger: str = "a" * 64) -> str:
        (row,) = make_rows([enter(question, at, unit="TTNC")], plan, ledger)
        return row.check

    assert check(sentence) == rows[0].check
    other = sentence.model_copy(update={"text": sentence.text + "!"})
    fewer = sentence.model_copy(update={"candidates": sentence.candidates[:2]})
    assert len({check(sentence), check(other), check(fewer), check(sentence, "b" * 64)}) == 4


def test_what_people_wrote_comes_back(rows: list[SheetRow], plan: Plan, at: datetime) -> None:
    book = open_book(write_sheet(rows, plan, at))
    sheet = book[words.SHEET]
    sheet.cell(FIRST, words.CHOICE + 1).value = " Nội dung 3:  Đón đoàn "
    sheet.cell(FIRST, words.NOTE + 1).value = "theo điện\nthoại"
    sheet.cell(FIRST, words.BY + 1).value = "Trần Ngọc Lân"
    filled = read_sheet("viec.xlsx", save(book))
    first = filled.rows[0]
    assert (first.key, first.choice, first.note, first.by) == (
        rows[0].entry.key,
        "Nội dung 3: Đón đoàn",
        "theo điện thoại",
        "Trần Ngọc Lân",
    )
    assert first.check == rows[0].check
    assert first.place == f"dòng {FIRST}"
    assert [row.choice for row in filled.rows[1:]] == ["", ""], "what is only shown says nothing"
    assert filled.hidden == 0


def test_rows_that_a_filter_hides_are_told(rows: list[SheetRow], plan: Plan, at: datetime) -> None:
    book = open_book(write_sheet(rows, plan, at))
    book[words.SHEET].row_dimensions[FIRST].hidden = True
    filled = read_sheet("viec.xlsx", save(book))
    assert (len(filled.rows), filled.hidden) == (2, 1)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "viec.xlsx"),
        (b"PK\x03\x04 hong", "Không đọc được tệp viec.xlsx"),
        ("Mã việc;Lựa chọn\n1;2\n".encode(), "không có bảng việc chờ xử lý"),
    ],
)
def test_another_file_is_refused_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        read_sheet("viec.xlsx", data)


def test_a_table_without_codes_is_no_sheet_of_ours() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Mã việc", "Lựa chọn"])
    with pytest.raises(DecisionError, match="Dùng tệp do “tonghop inbox export” xuất ra"):
        read_sheet("x.xlsx", save(book))


def test_a_sheet_that_is_far_too_large_is_refused_before_it_is_opened() -> None:
    with pytest.raises(DecisionError, match="quá lớn"):
        read_sheet("a.xlsx", b"PK\x03\x04" + b"x" * 2_000_001)
