"""A Word document as a whole: empty with our styles, its sections and page numbers, its reproducible bytes.

Add here what concerns whole pages. Keep out paragraphs and tables (elements) and what a report says.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from tonghop.rendering.elements import Element, Look, Run, make, make_gap, make_paragraph, make_run, make_run_properties
from tonghop.rendering.styles import SETTINGS_XML, STYLES_XML
from tonghop.rendering.text import clean_line

LANGUAGE = "vi-VN"
PAGE_MM = (210, 297)
MARGIN_TOP_MM = MARGIN_BOTTOM_MM = MARGIN_RIGHT_MM = 20
MARGIN_LEFT_MM = 30
TEXT_WIDTH_MM = PAGE_MM[0] - MARGIN_LEFT_MM - MARGIN_RIGHT_MM
LANDSCAPE_WIDTH_MM = PAGE_MM[1] - MARGIN_LEFT_MM - MARGIN_RIGHT_MM
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNUSED_PARTS = (
    "customXml",
    "stylesWithEffects",
    "thumbnail",
    "theme",
    "numbering",
    "webSettings",
    "fontTable",
    "extended-properties",
)


def make_document(title: str, author: str) -> WordDocument:
    """An empty A4 document with our styles only: no theme, no dates, Vietnamese, Times New Roman throughout."""
    document = Document()
    for package in (document.part.package, document.part):
        for key in [key for key, rel in package.rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNUSED_PARTS]:
            del package.rels[key]
    _replace_root(document.styles.element, STYLES_XML)
    _replace_root(document.settings.element, SETTINGS_XML)
    core = document.core_properties
    for child in list(core._element):  # the template's dates and author would tell an untruth
        core._element.remove(child)
    core.title, core.author, core.language = clean_line(title)[:255], clean_line(author)[:255], LANGUAGE
    shape_section(document.sections[0])
    return document


def _replace_root(element: Element, xml: str) -> None:
    """Put our children in place of the template's; the root itself belongs to its part."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def shape_section(section: Section, *, landscape: bool = False) -> None:
    """A4 with the margins of Decree 30; the number stands in the middle of the upper margin."""
    width, height = reversed(PAGE_MM) if landscape else PAGE_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP_MM), Mm(MARGIN_BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(MARGIN_LEFT_MM), Mm(MARGIN_RIGHT_MM)
    section.header_distance = section.footer_distance = Mm(10)
    section.gutter = Mm(0)


def add_section(document: WordDocument, *, landscape: bool = False, restart: bool = False) -> Section:
    """Start a new page; with `restart` its pages are numbered from 1 again and its first number is not shown."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _shrink_break(document)
    shape_section(section, landscape=landscape)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section.different_first_page_header_footer = restart
    if restart:
        section._sectPr.find(qn("w:pgMar")).addnext(make("pgNumType", start=1))
    return section


def _shrink_break(document: WordDocument) -> None:
    """The paragraph that carries the section's end must not open a page of its own."""
    paragraph = next(one for one in reversed(document.element.body) if one.tag == qn("w:p"))
    gap = make_gap()[0]
    for child in reversed(list(gap)):
        if child.tag != qn("w:rPr"):
            paragraph[0].insert(0, child)
    section = paragraph[0].find(qn("w:sectPr"))
    section.addprevious(make_run_properties(Look(size=1)))


def number_pages(section: Section, *, footer: str = "") -> None:
    """Page numbers centred in the header from the second page on; `footer`, its lines, stands small on all pages."""
    section.different_first_page_header_footer = True
    look = Look(size=14, align="center", style="Header")
    field = [make("fldChar", fldCharType="begin"), make("instrText"), make("fldChar", fldCharType="separate")]
    field[1].text = " PAGE "
    field[1].set(qn("xml:space"), "preserve")
    number = make_paragraph(look)
    for part in field:
        number.append(make("r", make_run_properties(look), part))
    number.append(make_run(look, Run("2")))
    number.append(make("r", make_run_properties(look), make("fldChar", fldCharType="end")))
    _fill(section.header, [number])
    _fill(section.first_page_header, [make_paragraph(look)])
    if footer:
        small = Look(size=10, italic=True, align="center", style="Footer")
        for story in (section.footer, section.first_page_footer):
            _fill(story, [make_paragraph(small, line) for line in footer.split("\n")])


def _fill(story: Any, paragraphs: Sequence[Element]) -> None:
    story.is_linked_to_previous = False
    for child in list(story._element):
        story._element.remove(child)
    story._element.extend(paragraphs)


def append_to(document: WordDocument, elements: Iterable[Element]) -> None:
    """Add elements at the end of the body, before the section that is open."""
    last = document.element.body.sectPr
    for element in elements:
        last.addprevious(element)


def compute_docx_bytes(document: WordDocument) -> bytes:
    """The document's bytes, the same for the same content in any process: fixed member order and dates."""
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(
            source.namelist(), key=lambda one: (one != "[Content_Types].xml", one != "_rels/.rels", one)
        ):
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return out.getvalue()
