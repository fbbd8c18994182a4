"""Workbooks: every visible cell as Excel shows it, by its row; nothing hidden."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from tonghop.reading.limits import Limits
from tonghop.reading.raw import UnreadableError
from tonghop.reading.sheets import read
from tonghop.reading.sheets.cells import has_overlap, read_range
from tonghop.reading.sheets.formats import show_number, show_text

FORM = (
    (1, "SỞ KHOA HỌC", None, None, "CỘNG HOÀ"),
    (4, "STT", "Nội dung", "Kết quả", "Số lượng"),
    (5, 1, "Chuyển đổi số", "Tổ chức", 3),
)


def _save(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def form():
    book = openpyxl.Workbook()
    for row, *values in FORM:
        for column, value in enumerate(values, start=1):
            book.active.cell(row, column, value)
    return book


def _replace(data, changes):
    """The workbook with parts edited or added: name -> text, or (old, new)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in {*old.namelist(), *changes}:
            content = old.read(name).decode() if name in old.namelist() else ""
            change = changes.get(name)
            new.writestr(name, content.replace(*change) if isinstance(change, tuple) else change or content)
    return stream.getvalue()


def _share(data, items):
    """The workbook with a part of shared strings."""
    part = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    relation = (
        '<Relationship Id="shared" Target="sharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    changes = {"xl/sharedStrings.xml": part, "xl/_rels/workbook.xml.rels": ("</Relationships>", relation)}
    return _replace(data, changes)


def _told(reading):
    return [(block.locator, block.kind, block.text) for block in reading.blocks]


def test_a_form_is_one_block_per_row_with_grid_columns(form):
    reading = read(_save(form), Limits())
    assert [(block.locator, block.kind, block.cells) for block in reading.blocks] == [
        ("sheet1/r1", "table_row", ((1, "SỞ KHOA HỌC"), (4, "CỘNG HOÀ"))),
        ("sheet1/r4", "table_row", ((1, "STT"), (2, "Nội dung"), (3, "Kết quả"), (4, "Số lượng"))),
        ("sheet1/r5", "table_row", ((1, "1"), (2, "Chuyển đổi số"), (3, "Tổ chức"), (4, "3"))),
    ]
    assert reading.blocks[0].text == "SỞ KHOA HỌC | CỘNG HOÀ"
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("3", "General", "3"),
        ("3.0", "General", "3"),
        ("0.30000000000000004", "General", "0,3"),
        ("123456789012", "General", "123456789012"),
        ("0.00001", "General", "0,00001"),
        ("11974405.56", "#,##0.00", "11.974.405,56"),
        ("1234", "#,##0", "1.234"),
        ("1234", "0", "1234"),
        ("0", "#,##0", "0"),
        ("0", "#,###", ""),
        ("0.7115", "0.00%", "71,15%"),
        ("0.285", "0.0%", "28,5%"),
        ("1.0049999999999999", "0.00", "1,01"),
        ("5.25", "0.#", "5,3"),
        ("5", "0.##", "5"),
        ("7", '00" đoàn"', "07 đoàn"),
        ("-5", "#,##0;(#,##0)", "(5)"),
        ("-1234.567", "#,##0.0", "-1.234,6"),
        ("-0.4", "0", "0"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("5", ";;;", ""),
        ("1500000", "#,##0 [$₫-42A]", "1.500.000 ₫"),
        ("1500000", "#,##0,", "1.500"),
        ("912345678", r"0000\.000\.000", "0912.345.678"),
        ("1234.5", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "1.234,50"),
        ("3", "[>=10]0;[<10]0.0", "3,0"),
        ("5", "@", "5"),
        ("1E+300", "#,##0.00", "1E+300"),
        ("45448", "dd/mm/yyyy", "05/06/2024"),
        ("45448", r"[$-42A]dd\ mmmm\ yyyy", "05 Tháng 6 2024"),
        ("45448.75", "h:mm dd/mm/yy", "18:00 05/06/24"),
        ("45448.75", "h:mm AM/PM", "6:00 CH"),
        ("1.5", "[h]:mm", "36:00"),
        ("59", "dd/mm/yyyy", "28/02/1900"),
        ("-1", "dd/mm/yyyy", "-1"),
        ("không phải số", "0", "không phải số"),
    ],
)
def test_numbers_are_shown_as_vietnamese_excel_shows_them(value, code, shown):
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [("General", "a"), ("@", "a"), ("0.00", "a"), ('"Phòng "@', "Phòng a"), (";;;", ""), ("0;-0;0;@", "a")],
)
def test_texts_follow_the_fourth_part_of_a_format(code, shown):
    assert show_text("a", code) == shown


def test_days_booleans_errors_and_the_calendar_of_1904(form):
    sheet = form.active
    sheet["A6"], sheet["B6"], sheet["C6"] = datetime.date(2024, 6, 5), True, "#N/A"
    sheet["A6"].number_format = "mm-dd-yy"  # format 14: the day as this country writes it
    form.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read(_save(form), Limits()).blocks[-1].text == "05/06/2024 | TRUE | #N/A"


def test_a_merged_cell_stands_once_and_what_it_covers_is_not_shown(form):
    data = _replace(
        _save(form),
        {"xl/worksheets/sheet1.xml": ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A5:B5"/></mergeCells>')},
    )
    reading = read(data, Limits())
    assert reading.blocks[-1].cells == ((1, "1"), (3, "Tổ chức"), (4, "3"))
    assert "Chuyển đổi số" in reading.unseen


def test_a_merged_cell_is_seen_as_long_as_one_of_its_columns_is(form):
    form.active.merge_cells("A1:C1")
    form.active.column_dimensions["A"].hidden = True
    assert read(_save(form), Limits()).blocks[0].cells == ((2, "SỞ KHOA HỌC"), (4, "CỘNG HOÀ"))


def test_hidden_sheets_rows_and_columns_are_only_for_the_gate(form):
    sheet = form.active
    sheet["A7"], sheet["F5"], sheet["B5"].comment = "hàng ẩn", "cột ẩn", Comment("ghi chú ô", "A")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["F"].hidden = True
    form.create_sheet("Trang ẩn")["A1"] = "chữ trang ẩn"
    form["Trang ẩn"].sheet_state = "veryHidden"
    reading = read(_save(form), Limits())
    assert [block.locator for block in reading.blocks] == ["sheet1/r1", "sheet1/r4", "sheet1/r5"]
    assert {"hàng ẩn", "cột ẩn", "Trang ẩn", "chữ trang ẩn", "ghi chú ô"} <= set(reading.unseen)
    assert [finding.key for finding in reading.findings] == ["hidden-cells"]


def test_a_formula_without_a_stored_result_is_named(form):
    form.active["D6"] = "=SUM(D5:D5)"
    reading = read(_save(form), Limits())
    assert [(finding.key, finding.values["cells"]) for finding in reading.findings] == [("formula-unknown", "D6")]


def test_a_stored_result_is_read_under_its_format(form):
    form.active["D5"] = "=1+2"
    form.active["D5"].number_format = "#,##0.0"
    data = _replace(_save(form), {"xl/worksheets/sheet1.xml": ("<v />", "<v>3</v>")})
    data = _replace(data, {"xl/worksheets/sheet1.xml": ("<v></v>", "<v>3</v>")})
    reading = read(data, Limits())
    assert (reading.blocks[-1].cells[-1], reading.findings) == ((4, "3,0"), ())


def test_several_sheets_are_told_by_their_names_and_pages_have_heads(form):
    form.active.title = "Biểu 1"
    form.active.oddHeader.left.text, form.active.oddFooter.center.text = "Phòng A && B", "Trang &P/&N"
    form.create_sheet("Biểu 2")["B2"] = "x"
    reading = read(_save(form), Limits())
    assert [place for place in _told(reading) if place[1] != "table_row"] == [
        ("sheet1", "heading", "Biểu 1"),
        ("header1/p1", "header", "Phòng A & B"),
        ("footer1/p1", "header", "Trang /"),
        ("sheet2", "heading", "Biểu 2"),
    ]
    assert reading.blocks[-1].locator == "sheet2/r2"


def test_text_boxes_stand_before_the_row_where_they_begin(form):
    drawing = (
        '<wsDr xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><twoCellAnchor><from><row>2</row></from>'
        '<sp><nvSpPr><cNvPr id="1" name="x" descr="chữ thay"/></nvSpPr><txBody><a:p><a:r><a:t>Biểu </a:t></a:r>'
        "<a:r><a:t>số 1</a:t></a:r></a:p></txBody></sp></twoCellAnchor></wsDr>"
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    parts = {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": related}
    reading = read(_replace(_save(form), parts), Limits())
    assert _told(reading)[:3] == [
        ("sheet1/r1", "table_row", "SỞ KHOA HỌC | CỘNG HOÀ"),
        ("box1/p1", "textbox", "Biểu số 1"),
        ("sheet1/r4", "table_row", "STT | Nội dung | Kết quả | Số lượng"),
    ]
    assert "chữ thay" in reading.unseen


def test_legacy_fonts_of_cells_are_decoded(form):
    form.active["B6"] = "B¸o c¸o"
    form.active["B6"].font = openpyxl.styles.Font(name=".VnTime")
    reading = read(_save(form), Limits())
    assert (reading.blocks[-1].text, reading.findings[0].values["codes"]) == ("Báo cáo", "TCVN3")


def test_letters_are_settled_by_the_words_where_no_font_tells(form):
    form.active["B6"] = "Trung t©m th«ng tin, \xad\xf8ng dông tiÕn bé khoa häc"
    form.active["B7"] = "Bаo cao"  # a Cyrillic letter
    reading = read(_save(form), Limits())
    assert [block.text for block in reading.blocks[-2:]] == [
        "Trung tâm thông tin, ưứng dụng tiến bộ khoa học",
        "Bao cao",
    ]
    assert [finding.key for finding in reading.findings] == ["legacy-converted", "look-alike"]


def test_shared_strings_are_joined_from_their_runs_without_phonetic_help(form):
    rows = '<row r="9"><c r="B9" t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>'
    data = _replace(_save(form), {"xl/worksheets/sheet1.xml": ("</sheetData>", rows)})
    items = "<si><r><t>Báo </t></r><r><t>cáo_x000A_hai</t></r><rPh><t>PHÁT ÂM</t></rPh></si><si/>"
    assert read(_share(data, items), Limits()).blocks[-1].cells == ((2, "Báo cáo\nhai"),)


def test_names_strings_that_no_cell_shows_and_prompts_go_to_the_gate(form):
    form.defined_names["mat"] = openpyxl.workbook.defined_name.DefinedName("mat", attr_text='"chữ trong tên"')
    reading = read(_share(_save(form), "<si><t>chuỗi bỏ lại</t></si>"), Limits())
    assert {'"chữ trong tên"', "chuỗi bỏ lại"} <= set(reading.unseen)


def test_rows_that_are_only_formatted_cost_nothing(form):
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="0"/></row>' for n in range(6, 20_000))
    data = _replace(_save(form), {"xl/worksheets/sheet1.xml": ("</sheetData>", rows + "</sheetData>")})
    assert len(read(data, Limits()).blocks) == len(FORM)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"xl/worksheets/sheet1.xml": ("</sheetData>", "")}, "corrupt"),
        ({"xl/_rels/workbook.xml.rels": ("worksheets/sheet1.xml", "worksheets/sheet9.xml")}, "corrupt"),
        ({"xl/worksheets/sheet1.xml": ("</sheetData>", '<row><c t="s"><v>7</v></c></row></sheetData>')}, "corrupt"),
        ({"xl/styles.xml": "<!DOCTYPE a [<!ENTITY a 'b'>]><a/>"}, "doctype"),
        ({"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY a 'b'>]><a><row/></a>"}, "doctype"),
    ],
)
def test_half_a_workbook_is_refused(form, changes, key):
    with pytest.raises(UnreadableError) as caught:
        read(_replace(_save(form), changes), Limits())
    assert caught.value.key == key


def test_an_empty_workbook_says_so():
    assert [finding.key for finding in read(_save(openpyxl.Workbook()), Limits()).findings] == ["no-text"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>5</v></c></row><row r="1"><c r="B1"><v>7</v></c></row>',
        '<row r="1"><c r="A9"><v>5</v></c></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(form, rows):
    data = _save(form)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    start, end = sheet.index("<sheetData>") + len("<sheetData>"), sheet.index("</sheetData>")
    with pytest.raises(UnreadableError) as raised:
        read(_replace(data, {"xl/worksheets/sheet1.xml": (sheet[start:end], rows)}), Limits())
    assert raised.value.key == "corrupt"


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ("A1:B1 B1:C1", True),
        ("A1:C3 B2:B2", True),
        ("B2:C9 A5:D5", True),
        ("A1:B1 C1:D1 A2:B4 C2:D2 C3:D3", False),
        ("A1:B1 A1:B1", False),
        ("", False),
    ],
)
def test_merged_ranges_share_no_cell(merged, expected):
    ranges = [found for text in merged.split() if (found := read_range(text)) is not None]
    assert has_overlap(ranges) is expected


def test_merged_columns_longer_than_any_sheet_are_refused(monkeypatch):
    book = openpyxl.Workbook()
    for number in range(1, 11):
        book.active.cell(number, 1, number)
    for column in "BCDEFG":
        book.active.merge_cells(f"{column}1:{column}10")
    data = _save(book)
    assert len(read(data, Limits()).blocks) == 10
    monkeypatch.setattr("tonghop.reading.sheets.reader._MOST_CELLS", 59)
    with pytest.raises(UnreadableError, match="bomb"):
        read(data, Limits())
