"""The sheet of what waits: choices to pick, nothing live in it, and read back as people left it."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind
from tonghop.decisions import DecisionError, InboxEntry
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.keys import make_short_key
from tonghop.decisions.sheet import HEAD_ROW, SheetRow, find_choice, make_rows, show_choices, write_sheet
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
    assert sheet.cell(FIRST, words.UNIT + 1).value == "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    told = sheet.cell(FIRST, words.SENTENCE + 1)
    assert (told.value, told.data_type) == ("=HYPERLINK(1) đón 02 đoàn", "s")
    assert not any(cell.data_type == "f" for each in book for line in each for cell in line)
    validations = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    column = get_column_letter(words.CHOICE + 1)
    assert validations == {
        f"{column}{FIRST}": f"'{words.LISTS}'!$A$1:$C$1",
        f"{column}{FIRST + 1}": f"'{words.LISTS}'!$A$2:$D$2",
    }
    assert book[words.LISTS].sheet_state == "hidden"
    labels = [cell.value for cell in book[words.LISTS][1] if cell.value]
    assert labels[0] == "Nội dung 3: Đón đoàn (gợi ý)"
    assert max(map(len, labels)) <= 100
    accept = [cell.value for cell in book[words.LISTS][2] if cell.value]
    assert accept[0] == "1. Là báo cáo của Văn phòng Sở, cho tiếp nhận"
    assert (len(accept), accept[-1]) == (len(plan.units) + 1, f"{len(plan.units) + 1}. Bỏ qua")
    assert sheet.cell(FIRST, words.EFFECTS + 1).value.splitlines() == [
        "Nội dung 3: Đón đoàn (gợi ý) → số liệu được cộng.",
        f"Nội dung 6: {'hợp tác ' * 8}hợp …",
        "Không thuộc nội dung nào",
        "Chưa chọn: câu chưa được tính.",
    ]
    assert sheet.cell(FIRST, words.PERIOD + 1).value == "6 tháng đầu năm 2024"
    assert sheet.cell(1, 1).value == "VIỆC CHỜ XỬ LÝ – 6 tháng đầu năm 2024 – xuất lúc 09:00 ngày 19/6/2024"
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


CLAIM = OpenQuestion(
    kind=QuestionKind.DOUBLE_CLAIM,
    key="double-claim:x",
    submission=None,
    text="Một hay hai?",
    candidates=(
        Candidate(code="count-first", label="Là một hoạt động, tính của QLCN", unit="QLCN"),
        Candidate(code="count-second", label="Là một hoạt động, tính của VP", unit="VP"),
        Candidate(code="count-both", label="Là hai hoạt động khác nhau, tính cả hai"),
    ),
    consequence="Chưa chọn: vẫn cộng.",
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("1. Là một hoạt động, tính của QLCN", "count-first"),
        ("Là một hoạt động, tính của VP", "count-second"),
        ("  LÀ HAI HOẠT ĐỘNG  khác nhau, tính cả hai. ", "count-both"),
        ("2", "count-second"),
        ("2.", "count-second"),
        ("lựa chọn 3", "count-both"),
        ("count-both", "count-both"),
        ("Là hai hoạt động", "count-both"),
        ("Là một hoạt động", None),  # either of two
        ("Là", None),
        ("4", None),
        ("hai", None),
        ("2 hay 3", None),
    ],
)
def test_a_choice_may_be_typed_as_people_type_as_long_as_it_is_one(
    at: datetime, plan: Plan, said: str, code: str
) -> None:
    (row,) = make_rows([enter(CLAIM, at)], plan, "a" * 64)
    found = find_choice(row, said)
    assert (found and found.code) == code
    assert [find_choice(row, shown) for shown in show_choices(row)] == list(row.choices)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("6", "item:6"),
        ("nội dung 6", "item:6"),
        ("NỘI DUNG 3", "item:3"),
        ("Nội dung 3: Đón đoàn", "item:3"),
        ("Nội dung 3: Đón đoàn (gợi ý)", "item:3"),
        ("item:3", "item:3"),
        ("0", "item:none"),
        ("Không thuộc nội dung nào", "item:none"),
        ("không thuộc", "item:none"),
        ("1", None),  # the first choice is item 3: a number means the item alone
        ("Nội dung 77", None),
        ("nội dung", None),
    ],
)
def test_a_number_typed_for_a_sentence_is_that_of_the_item(rows: list[SheetRow], said: str, code: str | None) -> None:
    found = find_choice(rows[0], said)
    assert (found and found.code) == code


def test_a_claim_and_a_total_name_their_units(at: datetime, plan: Plan) -> None:
    year = CLAIM.model_copy(update={"kind": QuestionKind.COMPARISON, "candidates": CLAIM.candidates[2:]})
    book = open_book(write_sheet(make_rows([enter(CLAIM, at), enter(year, at)], plan, "a" * 64), plan, at))
    told = [book[words.SHEET].cell(FIRST + nth, words.UNIT + 1).value for nth in (0, 1)]
    assert told == ["Phòng Quản lý Công nghệ và Đổi mới sáng tạo; Văn phòng Sở", "Toàn Sở"]


def test_a_sheet_of_an_older_form_is_read_by_its_titles(rows: list[SheetRow]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["VIỆC CHỜ XỬ LÝ"])
    titles = ["Mã việc", "Loại việc", "Kỳ", "Câu hỏi", "Hậu quả", "Lựa chọn", "Ghi chú", "Người quyết định"]
    book.active.append([*titles, "Mã kiểm tra"])
    book.active.append(["0a1b2c3d", "câu", "2024-H1", "?", "!", "Nội dung 3", "ghi", "Hà", rows[0].check])
    book.active.append(["0a1b2c3e", "mật", "", "?", "!", "(xử lý ở nơi khác, xem cột Hậu quả)", "", "", rows[2].check])
    first, second = read_sheet("cu.xlsx", save(book)).rows
    assert (first.key, first.choice, first.note, first.by) == ("0a1b2c3d", "Nội dung 3", "ghi", "Hà")
    assert (first.check, second.choice) == (rows[0].check, "")


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
