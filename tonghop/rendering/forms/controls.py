"""Content controls as XML: a text to be written, a box to be ticked, a piece with an id; grey is what only helps.

Keep out what a form says and in what order (form_docx).
"""

import zlib

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tonghop.rendering.elements import Element, Look, Run, make, make_paragraph, make_run, make_run_properties

GREY = "7F7F7F"
PROMPT_STYLE = "PlaceholderText"
"""Id of the style of hints: by its name programs know that nothing was written yet."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_STYLE = (
    f'<w:style {_W} w:type="character" w:styleId="{PROMPT_STYLE}"><w:name w:val="Placeholder Text"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    f'<w:rPr><w:color w:val="{GREY}"/></w:rPr></w:style>'
)
_BOX = (
    f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    "</w14:checkbox>"
)
_EMPTY_BOX = "\u2610"


def add_prompt_style(document: WordDocument) -> None:
    """The style that hints have."""
    document.styles.element.append(parse_xml(_STYLE))


def wrap_runs(paragraph: Element, tag: str, title: str, *, locked: bool = False) -> Element:
    """The paragraph, its text within a control; a locked one may be deleted, not written into."""
    lock = [make("lock", val="contentLocked")] if locked else []
    paragraph.append(
        make("sdt", _make_properties(tag, title, *lock), make("sdtContent", *paragraph.findall(qn("w:r"))))
    )
    return paragraph


def make_field(tag: str, title: str, look: Look, hint: str, hint_size: float) -> Element:
    """A control for any text, lists and tables; its hint goes at the first letter that is typed."""
    paragraph = make_paragraph(look)
    paragraph.append(make_hint(look, hint, hint_size))
    properties = _make_properties(tag, title, make("showingPlcHdr"))
    # What is typed looks like the paragraph, not like the hint.
    properties.insert(0, make_run_properties(look))
    return make("sdt", properties, make("sdtContent", paragraph))


def make_line_field(tag: str, title: str, look: Look, hint: str, hint_size: float) -> Element:
    """A paragraph that is a control for a few words: a cell must end with a paragraph."""
    properties = _make_properties(tag, title, make("showingPlcHdr"), make("text"))
    properties.insert(0, make_run_properties(look))
    paragraph = make_paragraph(look)
    paragraph.append(make("sdt", properties, make("sdtContent", make_hint(look, hint, hint_size))))
    return paragraph


def make_hint(look: Look, hint: str, size: float) -> Element:
    """A run that only helps."""
    run = make_grey_run(look, Run(hint, italic=True, bold=False, size=size))
    run[0].insert(0, make("rStyle", val=PROMPT_STYLE))
    return run


def make_grey_run(look: Look, run: Run) -> Element:
    """A run in grey."""
    made = make_run(look, run)
    made[0].find(qn("w:sz")).addprevious(make("color", val=GREY))
    return made


def make_box(tag: str, title: str, look: Look) -> Element:
    """A box within a line, not ticked."""
    properties = _make_properties(tag, title)
    properties.append(parse_xml(_BOX))
    run = make_run(look, Run(_EMPTY_BOX))
    fonts = run[0].find(qn("w:rFonts"))
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "MS Gothic")
    fonts.set(qn("w:hint"), "eastAsia")
    return make("sdt", properties, make("sdtContent", run))


def _make_properties(tag: str, title: str, *more: Element) -> Element:
    # Word wants a number of its own for each control; out of the tag, it is the same in every process.
    number = zlib.crc32(tag.encode()) & 0x7FFFFFFF
    return make("sdtPr", make("alias", val=title), make("tag", val=tag), make("id", val=number), *more)
