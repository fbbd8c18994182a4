"""Writes example reports as .docx the way offices type them: Word heading styles, bold lines only, or one table.

Bytes are reproducible: fixed part order, zip dates and core properties. It knows nothing of what the texts say; the
page is typed by hand-like means on purpose and shares no code with `tonghop.rendering`.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from examples.making.styles import NUMBERINGS, STYLES, TASK_LIST
from examples.making.words import NATION, Part, TableItem, UnitReport

Form = Literal["NFC", "NFD"]

UNNEEDED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
COLUMNS = (("STT", 13), ("Nội dung", 40), ("Kết quả", 60), ("Số lượng", 26), ("Ghi chú", 26))
TABLE_INTRODUCTION = "Kết quả cụ thể từ ngày 15/12/2023 đến ngày 14/6/2024 như bảng sau:"
TABLE_PART = 1


def write_styled_report(report: UnitReport) -> bytes:
    """A .docx whose headings use Word styles and whose every number and bullet is an automatic one, not text."""
    document = _new_document(report)
    for part in report.parts:
        document.add_paragraph(part.heading, style="Heading 1")
        _add_styled_texts(document, part, tasks=part.listed and not part.parts)
        for item in part.parts:
            document.add_paragraph(item.heading, style="Heading 2")
            _add_styled_texts(document, item, tasks=False)
    return _close(document, report)


def write_bold_report(report: UnitReport, form: Form = "NFC") -> bytes:
    """A .docx whose headings are bold paragraphs with typed numbers; `form` is the Unicode form of all its texts."""
    document = _new_document(report)
    for roman, part in zip(ROMAN, report.parts, strict=False):
        _add_bold_heading(document, f"{roman}. {part.heading.upper()}")
        _add_typed_texts(document, part)
        for number, item in enumerate(part.parts, start=1):
            _add_bold_heading(document, f"{number}. {item.heading}")
            _add_typed_texts(document, item)
    return _close(document, report, form)


def write_table_report(report: UnitReport) -> bytes:
    """A .docx whose results stand in one table with merged cells (STT, Nội dung, Kết quả, Số lượng, Ghi chú)."""
    document = _new_document(report)
    for index, part in enumerate(report.parts):
        _add_bold_heading(document, f"{ROMAN[index]}. {part.heading.upper()}")
        _add_typed_texts(document, part)
        for number, item in enumerate(part.parts, start=1):
            _add_bold_heading(document, f"{number}. {item.heading}")
            _add_typed_texts(document, item)
        if index == TABLE_PART:
            document.add_paragraph(TABLE_INTRODUCTION, style="Body Text")
            _add_results_table(document, report.table)
    return _close(document, report)


def write_specimen(mark: str, paragraphs: Iterable[str], made_on: date) -> bytes:
    """A .docx whose first table cell holds `mark` alone; for trying the secrecy gate."""
    document = _empty_document()
    table = _add_table(document, 1, (30, 135))
    table.style = document.styles["Table Grid"]
    _fill(table.cell(0, 0), mark, bold=True, center=True)
    _fill(table.cell(0, 1), "TỆP VÍ DỤ - KHÔNG PHẢI VĂN BẢN THẬT", bold=True, center=True)
    for text in paragraphs:
        document.add_paragraph(text, style="Body Text")
    return _save(document, "Ví dụ", made_on)


def _empty_document() -> Document:
    """The library's template on A4, with our small styles and numbering in place of its own."""
    document = docx.Document()
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in UNNEEDED:
                del owner.rels[key]
    for part, xml in ((document.styles.element, STYLES), (document.part.numbering_part.element, NUMBERINGS)):
        part[:] = list(parse_xml(xml))
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    return document


def _new_document(report: UnitReport) -> Document:
    """The head of a report: letterhead, number and date, name, abstract, addressee, opening sentence."""
    document = _empty_document()
    head = _add_table(document, 2, (70, 97))
    left, right = head.rows[0].cells
    _fill(left, report.parent, size=12, center=True)
    _fill(left.add_paragraph(), report.issuer, size=12, bold=True, center=True)
    _add_rule(left.add_paragraph(), 24)
    _fill(right, NATION[0], size=12, bold=True, center=True)
    _fill(right.add_paragraph(), NATION[1], size=13, bold=True, center=True)
    _add_rule(right.add_paragraph(), 18)
    _fill(head.cell(1, 0), f"Số: {report.number}", size=13, center=True)
    _fill(head.cell(1, 1), report.place_line, size=13, italic=True, center=True)
    for text, space in (("BÁO CÁO", 18), (report.abstract, 0)):
        title = document.add_paragraph()
        _fill(title, text, bold=True, center=True)
        title.paragraph_format.space_before = Pt(space)
    _add_rule(document.add_paragraph(), 60)
    addressee = document.add_paragraph()
    _fill(addressee, f"Kính gửi: {report.addressee}", center=True)
    addressee.paragraph_format.space_before = addressee.paragraph_format.space_after = Pt(10)
    document.add_paragraph(report.opening, style="Body Text")
    return document


def _close(document: Document, report: UnitReport, form: Form = "NFC") -> bytes:
    """The foot of a report: closing sentence, Nơi nhận, signature; then its bytes."""
    document.add_paragraph(f"{report.closing}./.", style="Body Text")
    document.add_paragraph()
    foot = _add_table(document, 1, (82, 83))
    left, right = foot.rows[0].cells
    _fill(left, "Nơi nhận:", size=12, bold=True, italic=True)
    for line in report.copies:
        _fill(left.add_paragraph(), f"- {line}", size=11)
    _fill(right, report.position, bold=True, center=True)
    for _ in range(3):
        right.add_paragraph()
    _fill(right.add_paragraph(), report.signer, bold=True, center=True)
    if form != "NFC":
        for text in document.element.body.iter("{*}t"):
            text.text = unicodedata.normalize(form, text.text or "")
    return _save(document, report.issuer.capitalize(), report.dated)


def _add_styled_texts(document: Document, part: Part, *, tasks: bool) -> None:
    """The paragraphs below a heading: automatic bullets, an automatic 1., 2. list for tasks, or plain text."""
    for text in part.paragraphs:
        if not part.listed:
            document.add_paragraph(text, style="Body Text")
            continue
        paragraph = document.add_paragraph(text, style="Body Text" if tasks else "List Bullet")
        if tasks:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{TASK_LIST}"/></w:numPr>')
            )


def _add_typed_texts(document: Document, part: Part) -> None:
    for text in part.paragraphs:
        document.add_paragraph(f"- {text}" if part.listed else text, style="Body Text")


def _add_bold_heading(document: Document, text: str) -> None:
    heading = document.add_paragraph(style="Body Text")
    heading.add_run(text).bold = True
    heading.paragraph_format.keep_with_next = True


def _add_results_table(document: Document, items: tuple[TableItem, ...]) -> None:
    """The results: number and title merged down over an item's rows, a declaration merged across its row."""
    table = _add_table(document, 1, tuple(width for _, width in COLUMNS))
    table.style = document.styles["Table Grid"]
    for cell, (name, _) in zip(table.rows[0].cells, COLUMNS, strict=True):
        _fill(cell, name, size=12, bold=True, center=True)
    for number, item in enumerate(items, start=1):
        first = len(table.rows)
        for result in item.rows or (("", "", ""),):
            cells = table.add_row().cells
            for cell, text in zip(cells[2:], result, strict=True):
                _fill(cell, text, size=12)
            table.rows[-1]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        last = len(table.rows) - 1
        _fill(table.cell(first, 0).merge(table.cell(last, 0)), str(number), size=12, center=True)
        _fill(table.cell(first, 1).merge(table.cell(last, 1)), item.title, size=12)
        if item.declaration:
            _fill(table.cell(first, 2).merge(table.cell(first, 4)), item.declaration, size=12)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _add_table(document: Document, rows: int, widths_mm: tuple[int, ...]) -> Table:
    """A table without borders, centred, its widths set on columns and cells (LibreOffice asks for both)."""
    table: Table = document.add_table(rows=rows, cols=len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _fill(
    place: _Cell | Paragraph,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    center: bool = False,
) -> None:
    """Put `text` (points, bold, italic, centred) in a paragraph, or as the only paragraph of a cell."""
    if isinstance(place, _Cell):
        for extra in place.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
    paragraph = place.paragraphs[0] if isinstance(place, _Cell) else place
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_rule(paragraph: Paragraph, indent_mm: int) -> None:
    """A thin line: the top border of an empty paragraph, indented on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.line_spacing = Pt(8)
    border = '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _save(document: Document, author: str, made_on: date) -> bytes:
    """The bytes, with core properties and zip entries that depend on the arguments only."""
    made_at = datetime(made_on.year, made_on.month, made_on.day, 8)  # noqa: DTZ001 - the library wants a naive UTC time
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = made_at
    properties.title = properties.comments = properties.keywords = ""
    properties.revision = 1
    stream = io.BytesIO()
    document.save(stream)
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return packed.getvalue()
