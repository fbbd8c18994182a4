"""The rules of nd30.md, read back from the XML of report.docx."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from tonghop.rendering import render_release_docx
from tonghop.rendering.measuring import compute_bold_width_mm

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 36_000


@pytest.fixture(scope="module")
def data(report, plan) -> bytes:
    return render_release_docx(report, plan)


@pytest.fixture(scope="module")
def page(data):
    return Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def head(page):
    return page.tables[0]


@pytest.fixture(scope="module")
def find(page):
    def find(start: str):
        return next(one for one in page.paragraphs if one.text.startswith(start))

    return find


def sizes(paragraph) -> set[float]:
    return {run.font.size.pt for run in paragraph.runs}


def is_all(paragraph, *, bold: bool, italic: bool) -> bool:
    return all(bool(run.bold) is bold and bool(run.italic) is italic for run in paragraph.runs)


def twips_mm(value: str) -> float:
    return int(value) * 25.4 / 1440


def test_p1_p2_every_section_is_a4_portrait_with_margins_20_20_30_20(page):
    for section in page.sections:
        assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin / MM) for margin in margins] == [20, 20, 30, 20]


def test_p4_the_page_number_stands_centred_in_the_header_but_not_on_page_one(page):
    first = page.sections[0]
    assert first.different_first_page_header_footer
    header = first.header.paragraphs[0]
    assert "PAGE" in "".join(header._p.itertext())
    assert header.alignment == 1
    assert sizes(header) == {14}
    assert is_all(header, bold=False, italic=False)
    assert not "".join(first.first_page_header._element.itertext()).strip()


def test_p5_the_annex_is_a_section_of_its_own_numbered_from_one(page):
    assert len(page.sections) == 2
    number = page.sections[1]._sectPr.find(f"{W}pgNumType")
    assert number.get(f"{W}start") == "1"


@pytest.mark.parametrize(
    ("column", "line", "text", "size", "bold"),
    [
        (0, 0, "UBND TỈNH QUẢNG TRỊ", 12, False),
        (0, 1, "SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12, True),
        (1, 0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True),
        (1, 1, "Độc lập - Tự do - Hạnh phúc", 13, True),
    ],
)
def test_e1_to_e4_the_head(head, column, line, text, size, bold):
    paragraph = head.cell(0, column).paragraphs[line]
    assert paragraph.text == text
    assert sizes(paragraph) == {size}
    assert is_all(paragraph, bold=bold, italic=False)
    assert paragraph.alignment == 1


def test_e1_the_head_has_columns_wide_enough_in_grid_and_cells_alike(head):
    grid = [twips_mm(one.get(f"{W}w")) for one in head._tbl.iter(f"{W}gridCol")]
    assert 70 <= round(grid[0], 1) <= 75
    assert 97 <= round(grid[1], 1) <= 103
    for row in head._tbl.iter(f"{W}tr"):
        assert [twips_mm(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")] == grid
    assert {one.get(f"{W}val") for one in head._tbl.find(f"{W}tblPr").find(f"{W}tblBorders")} == {"nil"}


def rule_length(paragraph, width: float) -> float:
    assert paragraph._p.pPr.find(f"{W}pBdr").find(f"{W}top").get(f"{W}val") == "single"
    assert not paragraph.text
    indent = paragraph._p.pPr.find(f"{W}ind")
    return width - twips_mm(indent.get(f"{W}left")) - twips_mm(indent.get(f"{W}right"))


def test_e2_e4_e8_drawn_lines_have_the_length_that_the_rule_asks(head, page):
    assert rule_length(head.cell(0, 1).paragraphs[2], 97) == pytest.approx(56.1, abs=0.5)
    name = compute_bold_width_mm("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12)
    assert name / 3 <= rule_length(head.cell(0, 0).paragraphs[2], 70) <= name / 2
    rule = next(one for one in page.paragraphs if one._p.pPr.find(f"{W}pBdr") is not None)
    widest = compute_bold_width_mm("Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024", 14)
    assert widest / 3 <= rule_length(rule, 160) <= widest / 2


def test_no_text_is_underlined(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<w:u " not in archive.read("word/document.xml")


def test_e5_e6_number_and_day_are_blank_in_a_draft(head):
    number, day = head.cell(1, 0).paragraphs[0], head.cell(1, 1).paragraphs[0]
    assert number.text.startswith("Số:      ") and number.text.endswith("/BC-SKHCN")
    assert sizes(number) == {13} and is_all(number, bold=False, italic=False)
    assert day.text == "Quảng Trị, ngày      tháng      năm 2024"
    assert sizes(day) == {13} and is_all(day, bold=False, italic=True)


def test_e7_e8_title_and_abstract(find):
    for start in ("BÁO CÁO", "Kết quả công tác thông tin đối ngoại"):
        paragraph = find(start)
        assert paragraph.alignment == 1
        assert sizes(paragraph) == {14} and is_all(paragraph, bold=True, italic=False)


def test_e9_one_addressee_stands_on_the_line_of_kinh_gui(find):
    paragraph = find("Kính gửi:")
    assert paragraph.text == "Kính gửi: Ủy ban nhân dân tỉnh Quảng Trị"
    assert is_all(paragraph, bold=False, italic=False)


def test_e11_body_paragraphs_are_justified_indented_and_spaced(page):
    bodies = [one for one in page.paragraphs if one.style.name == "Body Text"]
    assert len(bodies) > 30
    for paragraph in bodies:
        form = paragraph.paragraph_format
        assert form.alignment == 3
        assert round(form.first_line_indent / MM, 1) == 12.7
        assert form.left_indent == 0
        assert form.space_after.pt >= 6
        assert 1 <= form.line_spacing <= 1.5
        assert sizes(paragraph) == {14}


def test_e15_e16_chapters_are_bold_capitals_and_item_titles_bold(page):
    chapters = [one for one in page.paragraphs if one.style.name == "Heading 1" and one.text[0] in "IV"]
    assert [one.text.split(".")[0] for one in chapters] == ["I", "II", "III", "IV", "V", "VI"]
    for one in chapters:
        assert one.text == one.text.upper() and is_all(one, bold=True, italic=False)
    titles = [one.text[:2] for one in page.paragraphs if one.style.name == "Heading 2"]
    assert titles == ["1.", "2.", "3.", "4.", "5.", "6.", "1.", "2.", "3."]


def test_e20_the_text_ends_with_its_sign_and_stays_with_the_signature(page, find):
    closing = find("Trên đây là báo cáo")
    assert closing.text.endswith("./.")
    assert closing.paragraph_format.keep_with_next
    assert closing._p.getnext().tag == f"{W}tbl"


def test_e21_to_e26_signature_and_recipients(page):
    left, right = page.tables[1].rows[0].cells
    assert right.paragraphs[0].text == "GIÁM ĐỐC" and right.paragraphs[-1].text == "Trần Ngọc Lân"
    for one in (right.paragraphs[0], right.paragraphs[-1]):
        assert sizes(one) == {14} and is_all(one, bold=True, italic=False) and one.alignment == 1
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert sizes(left.paragraphs[0]) == {12} and is_all(left.paragraphs[0], bold=True, italic=True)
    lines = [one.text for one in left.paragraphs[1:]]
    assert lines[0] == "- Như trên;" and lines[-1] == "- Lưu: VT, VP."
    assert "- Sở Thông tin và Truyền thông;" in lines
    assert all(one.endswith(";") for one in lines[:-1])
    assert {size for one in left.paragraphs[1:] for size in sizes(one)} == {11}


def test_e27_to_e29_the_annex_heading(find):
    assert sizes(find("Phụ lục I")) == {14} and is_all(find("Phụ lục I"), bold=True, italic=False)
    assert is_all(find("TỔNG HỢP SỐ LIỆU"), bold=True, italic=False)
    attached = find("(Kèm theo Báo cáo số")
    assert is_all(attached, bold=False, italic=True) and sizes(attached) == {13}


def test_every_font_is_times_new_roman_and_no_theme_overrides_it(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "theme" in name]
        for name in archive.namelist():
            if not name.endswith(".xml"):
                continue
            for fonts in etree.fromstring(archive.read(name)).iter(f"{W}rFonts"):
                assert {key.split("}")[1] for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
                assert set(fonts.values()) == {"Times New Roman"}
        styles = etree.fromstring(archive.read("word/styles.xml"))
        assert {one.get(qn("w:val")) for one in styles.iter(f"{W}lang")} == {"vi-VN"}


def test_every_run_is_black(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<w:color" not in archive.read("word/document.xml")


def test_tables_fit_the_text_and_repeat_their_head(page):
    table = page.tables[2]
    assert sum(twips_mm(one.get(f"{W}w")) for one in table._tbl.iter(f"{W}gridCol")) <= 160.1
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
