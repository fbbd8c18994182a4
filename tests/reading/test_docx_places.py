"""Where text of a .docx stands: locators, order, merged cells, parts beside the body."""

import io

import docx
import pytest

from tonghop.reading.docx import reader
from tonghop.reading.limits import Limits


def _p(text=""):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text else "<w:p/>"


def _cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else _p(content)}</w:tc>"


def _row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def _box(*paragraphs):
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _places(reading):
    return [(block.locator, block.text) for block in reading.blocks]


def test_empty_paragraphs_count_but_give_no_block(read_docx):
    assert _places(read_docx(_p() + _p("a") + _p() + _p("b"))) == [("body/p2", "a"), ("body/p4", "b")]


def test_wrapped_paragraphs_count_in_document_order(read_docx):
    body = (
        _p("a") + f"<w:sdt><w:sdtPr/><w:sdtContent>{_p('b')}{_p()}</w:sdtContent></w:sdt>"
        f"<w:customXml>{_p('c')}</w:customXml>" + _p("d")
    )
    assert _places(read_docx(body)) == [("body/p1", "a"), ("body/p2", "b"), ("body/p4", "c"), ("body/p5", "d")]


def test_paragraphs_in_tables_do_not_count_in_the_body(read_docx):
    body = _p("a") + _table(_row(_cell("x"))) + _p("b") + _table(_row(_cell("")), _row(_cell("y")))
    expected = [("body/p1", "a"), ("body/t1/r1", "x"), ("body/p2", "b"), ("body/t2/r2", "y")]
    assert _places(read_docx(body)) == expected


def test_a_merged_cell_stands_once_at_its_first_row_and_column(read_docx):
    table = _table(
        _row(
            _cell("STT", '<w:vMerge w:val="restart"/>'), _cell("Kết quả", '<w:gridSpan w:val="2"/>'), _cell("Ghi chú")
        ),
        _row(_cell("", "<w:vMerge/>"), _cell("tin"), _cell("bài"), _cell("")),
        _row(_cell("1"), _cell("05"), _cell("07"), _cell("x")),
    )
    blocks = read_docx(table).blocks
    assert [block.cells for block in blocks] == [
        ((1, "STT"), (2, "Kết quả"), (4, "Ghi chú")),
        ((2, "tin"), (3, "bài"), (4, "")),
        ((1, "1"), (2, "05"), (3, "07"), (4, "x")),
    ]
    assert [block.text for block in blocks][2] == "1 | 05 | 07 | x"
    assert {block.kind for block in blocks} == {"table_row"}


def test_a_continued_cell_without_a_start_is_shown(read_docx):
    (block,) = read_docx(_table(_row(_cell("lạc", "<w:vMerge/>"), _cell("b")))).blocks
    assert block.cells == ((1, "lạc"), (2, "b"))


def test_old_horizontal_merges_and_skipped_columns_keep_the_grid(read_docx):
    table = _table(
        _row(
            _cell("a", '<w:hMerge w:val="restart"/>'),
            _cell("", "<w:hMerge/>"),
            _cell("b"),
            properties='<w:gridBefore w:val="1"/>',
        )
    )
    (block,) = read_docx(table).blocks
    assert block.cells == ((2, "a"), (4, "b"))


def test_a_deleted_row_counts_and_is_not_shown(read_docx):
    table = _table(_row(_cell("bỏ"), properties="<w:del w:id='1'/>"), _row(_cell("còn")))
    reading = read_docx(table)
    assert _places(reading) == [("body/t1/r2", "còn")]
    assert "bỏ" in reading.unseen


def test_a_cell_holds_its_paragraphs_and_nested_tables_as_lines(read_docx):
    inner = _table(_row(_cell("tin"), _cell("05")), _row(_cell("bài"), _cell("07")))
    (block,) = read_docx(_table(_row(_cell(_p("Cổng") + inner + _p("hết")), _cell("x")))).blocks
    assert block.cells == ((1, "Cổng\ntin | 05\nbài | 07\nhết"), (2, "x"))


def test_text_boxes_follow_their_anchor_once(read_docx):
    body = f"<w:p><w:r><w:t>a</w:t></w:r>{_box(_p('hộp'), _p('hai'))}</w:p>" + _p("b") + f"<w:p>{_box(_p('ba'))}</w:p>"
    reading = read_docx(body)
    assert _places(reading) == [
        ("body/p1", "a"),
        ("box1/p1", "hộp"),
        ("box1/p2", "hai"),
        ("body/p2", "b"),
        ("box2/p1", "ba"),
    ]
    assert [block.kind for block in reading.blocks][1] == "textbox"


def test_wordart_is_read_and_alternative_text_is_for_the_gate(read_docx):
    body = "<w:p><w:r><w:pict><v:shape alt='mô tả'><v:textpath string='KHẨN'/></v:shape></w:pict></w:r></w:p>"
    reading = read_docx(body)
    assert _places(reading) == [("box1/p1", "KHẨN")]
    assert "mô tả" in reading.unseen


def test_parts_beside_the_body_come_after_it_each_once(read_docx):
    section = '<w:sectPr><w:headerReference r:id="header7"/><w:footerReference r:id="footer3"/></w:sectPr>'
    body = (
        f'<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="5"/></w:r></w:p><w:p><w:pPr>{section}</w:pPr></w:p>{section}'
    )
    reading = read_docx(
        body,
        header7=_p() + _p("đầu trang") + _table(_row(_cell("ô"))),
        footer3=_p("chân trang"),
        footnotes=f'<w:footnote w:type="separator" w:id="-1">{_p("---")}</w:footnote>'
        f'<w:footnote w:id="5">{_p("chú")}</w:footnote>'
        f'<w:footnote w:id="6">{_p("không ai gọi")}</w:footnote>',
        comments=f'<w:comment w:id="1">{_p("ghi chú")}</w:comment>',
    )
    assert [(block.locator, block.kind, block.text) for block in reading.blocks] == [
        ("body/p1", "paragraph", "a"),
        ("note1/p1", "note", "chú"),
        ("header1/p2", "header", "đầu trang"),
        ("header1/t1/r1", "header", "ô"),
        ("footer1/p1", "header", "chân trang"),
        ("comment1/p1", "comment", "ghi chú"),
    ]
    assert "không ai gọi" in reading.unseen


def _reference(kind, part, pages=""):
    return f'<w:{kind}Reference w:type="{pages or "default"}" r:id="{part}"/>'


@pytest.mark.parametrize(
    ("sections", "settings", "printed"),
    [
        ([_reference("header", "header1") + _reference("header", "header2", "first")], "", ["một"]),
        ([_reference("header", "header2", "first") + "<w:titlePg/>"], "", ["hai"]),
        ([_reference("header", "header2", "first") + '<w:titlePg w:val="0"/>'], "", []),
        ([_reference("header", "header2", "first"), "<w:titlePg/>"], "", ["hai"]),
        ([_reference("header", "header2", "even")], "", []),
        ([_reference("header", "header2", "even")], "<w:evenAndOddHeaders/>", ["hai"]),
        ([_reference("header", "header1"), _reference("header", "header1")], "", ["một"]),
    ],
)
def test_only_headers_that_are_printed_are_shown(read_docx, sections, settings, printed):
    body = "".join(f"<w:p><w:pPr><w:sectPr>{section}</w:sectPr></w:pPr></w:p>" for section in sections)
    reading = read_docx(body, header1=_p("một"), header2=_p("hai"), settings=settings)
    assert [block.text for block in reading.blocks] == printed
    hidden = {"một", "hai"}.difference(printed)
    assert hidden <= set(reading.unseen)


def test_a_note_stands_behind_the_block_that_has_its_mark_and_once(read_docx):
    mark = '<w:r><w:t>x</w:t><w:footnoteReference w:id="5"/></w:r>'
    table = _table(_row(_cell(f"<w:p>{mark}</w:p>")), _row(_cell("y")))
    reading = read_docx(
        f"{table}<w:p>{mark}<w:r><w:endnoteReference w:id='5'/></w:r></w:p>" + _p("z"),
        footnotes=f'<w:footnote w:id="5">{_p("chú")}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{_p("cuối")}</w:endnote>',
    )
    expected = [("body/t1/r1", "x"), ("body/t1/r2", "y"), ("note1/p1", "chú"), ("body/p1", "x"), ("note2/p1", "cuối")]
    assert _places(reading) == [*expected, ("body/p2", "z")]


def test_an_empty_control_of_whole_paragraphs_counts_and_is_not_shown(read_docx):
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    grey = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    whole = f"{_p('Bấm vào đây')}{_p('hoặc đây')}".replace("<w:r>", grey)
    cell = _cell("ô trống").replace("<w:r>", grey)
    body = f"<w:sdt>{prompt}<w:sdtContent>{whole}</w:sdtContent></w:sdt>{_p('a')}" + _table(
        _row(_cell("1"), f"<w:sdt>{prompt}<w:sdtContent>{cell}</w:sdtContent></w:sdt>", _cell("3"))
    )
    reading = read_docx(body)
    assert _places(reading) == [("body/p3", "a"), ("body/t1/r1", "1 |  | 3")]
    assert {"Bấm vào đây", "hoặc đây", "ô trống"} <= set(reading.unseen)


def test_a_deleted_cell_is_not_shown_and_the_next_takes_its_place(read_docx):
    reading = read_docx(_table(_row(_cell("a"), _cell("bỏ", "<w:cellDel w:id='1'/>"), _cell("b"))))
    assert reading.blocks[0].cells == ((1, "a"), (2, "b"))
    assert "bỏ" in reading.unseen
    assert [finding.key for finding in reading.findings] == ["tracked-changes"]


def test_a_deleted_mark_before_a_table_or_at_the_end_of_a_cell_joins_nothing(read_docx):
    mark = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    last = f"<w:p>{mark}<w:r><w:t>một</w:t></w:r></w:p>"
    reading = read_docx(last + _table(_row(_cell(last), _cell("hai"))) + _p("ba"))
    assert _places(reading) == [("body/p1", "một"), ("body/t1/r1", "một | hai"), ("body/p2", "ba")]


def test_a_box_within_a_run_parts_no_text(read_docx):
    box = _box(_p("hộp"))
    inner = box.removeprefix("<w:r>").removesuffix("</w:r>")
    body = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Quảng </w:t>{inner}<w:t>Trị</w:t></w:r></w:p>"
    reading = read_docx(body)
    assert _places(reading) == [("body/p1", "Quảng Trị"), ("box1/p1", "hộp")]
    assert reading.blocks[0].bold


@pytest.mark.parametrize("body", ["<w:r><w:t>lạc</w:t></w:r>", _table("<w:r><w:t>lạc</w:t></w:r>"), _table(_p("lạc"))])
def test_text_where_no_rule_allows_it_is_rather_shown_than_lost(read_docx, body):
    assert [block.text for block in read_docx(body).blocks] == ["lạc"]


def test_words_of_a_chart_and_of_a_diagram_are_boxes(make_docx):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    body = (
        f'<w:p><w:r><w:drawing><c:chart xmlns:c="{drawing}/chart" r:id="chart1"/></w:drawing></w:r></w:p>'
        f'<w:p><w:r><w:drawing><d:relIds xmlns:d="{drawing}/diagram" r:dm="diagramData1"/></w:drawing></w:r></w:p>'
    )
    names = f'xmlns:c="{drawing}/chart" xmlns:a="{drawing}/main" xmlns:d="{drawing}/diagram"'
    title = "<c:title><a:p><a:r><a:t>Tin </a:t></a:r><a:r><a:t>bài</a:t></a:r></a:p></c:title>"
    series = "<c:ser><c:tx><c:v>Quý I</c:v></c:tx><c:cat><c:v>Lào</c:v></c:cat><c:val><c:v>12</c:v></c:val></c:ser>"
    data = make_docx(
        body,
        chart1="",
        diagramData1="",
        extra={
            "word/chart1.xml": f"<c:chartSpace {names}><c:chart>{title}{series}</c:chart></c:chartSpace>",
            "word/diagramData1.xml": f"<d:dataModel {names}><d:t><a:p><a:r><a:t>Văn phòng</a:t></a:r></a:p></d:t>"
            "</d:dataModel>",
        },
    )
    expected = [("box1/p1", "Tin bài"), ("box1/p2", "Quý I"), ("box1/p3", "Lào"), ("box2/p1", "Văn phòng")]
    assert _places(reader.read(data, Limits())) == expected


def test_a_table_within_a_comment_stays_a_comment(read_docx):
    reading = read_docx(_p("a"), comments=f'<w:comment w:id="1">{_table(_row(_cell("b")))}</w:comment>')
    assert [block.kind for block in reading.blocks] == ["paragraph", "comment"]


def test_a_header_that_no_section_names_is_for_the_gate_only(read_docx):
    reading = read_docx(_p("a"), header1=_p("bỏ quên"))
    assert [block.text for block in reading.blocks] == ["a"]
    assert "bỏ quên" in reading.unseen


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("<w:p/>", "no-text"),
        ("<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>", "image-only"),
        (_p("a") + '<w:altChunk r:id="x"/>', "embedded-part"),
        (
            "<w:p><w:r><w:t>a</w:t><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' "
            "Type='Embed' ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>",
            "embedded-part",
        ),
    ],
)
def test_a_document_that_cannot_be_read_in_full_says_so(read_docx, body, key):
    assert [finding.key for finding in read_docx(body).findings] == [key]


def test_a_file_of_python_docx_reads_as_written():
    document = docx.Document()
    document.add_heading("Kết quả", 2)
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "gộp"
    table.cell(1, 1).text = "ô"
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    buffer = io.BytesIO()
    document.save(buffer)
    blocks = reader.read(buffer.getvalue(), Limits()).blocks
    assert [(block.locator, block.label, block.text) for block in blocks] == [
        ("body/p1", "", "Kết quả"),
        ("body/p2", "1.", "một"),
        ("body/p3", "2.", "hai"),
        ("body/t1/r1", "", "gộp"),
        ("body/t1/r2", "", " | ô"),
        ("header1/p1", "", "đầu trang"),
    ]
    assert (blocks[0].kind, blocks[0].level) == ("heading", 1)
