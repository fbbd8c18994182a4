"""Styles: what a paragraph or a run is, direct formatting and style chain taken together.

Keeps out table styles and themes: they change neither which text is visible nor its places.
"""

import re
from typing import NamedTuple

from tonghop.reading.docx.package import WORD, Element

_OFF = {"0", "false", "off"}
_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đề mục) ([1-9])$", re.IGNORECASE)
_MAX_CHAIN = 30
_BODY_LEVEL = 9


class RunLook(NamedTuple):
    """Formatting of characters; None = not said here."""

    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None


class ParagraphLook(NamedTuple):
    """Formatting of a paragraph; None = not said here."""

    number_id: str | None = None
    list_level: int | None = None
    outline: int | None = None
    run: RunLook = RunLook()


class Numbered(NamedTuple):
    """A paragraph's place in a list definition."""

    number_id: str
    list_level: int | None
    from_style: str | None  # style whose numbering it is; the list definition then knows the level


PLAIN_RUN = RunLook()


def is_on(element: Element) -> bool:
    """Whether a toggle element (w:b, w:vanish ...) switches on."""
    return element.get(WORD + "val", "1") not in _OFF


def read_run_look(properties: Element | None) -> RunLook:
    """What a w:rPr says itself."""
    if properties is None:
        return PLAIN_RUN
    bold = hidden = capitals = None
    font = None
    for child in properties:
        tag = child.tag
        if tag == WORD + "b":
            bold = is_on(child)
        elif tag in (WORD + "vanish", WORD + "specVanish"):
            hidden = is_on(child) or bool(hidden)
        elif tag in (WORD + "caps", WORD + "smallCaps"):
            capitals = is_on(child) or bool(capitals)
        elif tag == WORD + "rFonts":
            font = child.get(WORD + "hAnsi") or child.get(WORD + "ascii") or child.get(WORD + "cs")
    return RunLook(bold, hidden, capitals, font)


def read_level(properties: Element, path: str) -> int | None:
    """A small number in w:val of a descendant, None when absent or senseless."""
    element = properties.find(path)
    value = element.get(WORD + "val") if element is not None else None
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 4 else None


def read_paragraph_look(properties: Element | None, run: RunLook = PLAIN_RUN) -> ParagraphLook:
    """What a w:pPr says itself; `run` is the character formatting that goes with it (styles only)."""
    if properties is None:
        return ParagraphLook(run=run)
    number = properties.find(f"{WORD}numPr/{WORD}numId")
    return ParagraphLook(
        number_id=number.get(WORD + "val") if number is not None else None,
        list_level=read_level(properties, f"{WORD}numPr/{WORD}ilvl"),
        outline=read_level(properties, f"{WORD}outlineLvl"),
        run=run,
    )


def _toggle(direct: bool | None, character: bool | None, paragraph: bool | None, default: bool | None) -> bool:
    """ISO 29500 17.7.3: direct formatting wins; a toggle in both styles cancels itself."""
    if direct is not None:
        return direct
    if character is None and paragraph is None:
        return bool(default)
    return bool(character) != bool(paragraph)


class Styles:
    """The styles part; without one, nothing has a style."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str | None, ParagraphLook] = {}
        self._runs: dict[str, RunLook] = {}
        self.default_run = PLAIN_RUN
        self._default_paragraph: str | None = None
        if root is None:
            return
        self.default_run = read_run_look(root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr"))
        for style in root.iterfind(WORD + "style"):
            style_id = style.get(WORD + "styleId", "")
            self._elements.setdefault(style_id, style)
            if style.get(WORD + "type") == "paragraph" and style.get(WORD + "default", "0") not in _OFF:
                self._default_paragraph = style_id

    def paragraph(self, style_id: str | None) -> ParagraphLook:
        """The look of a paragraph style, its chain taken together; None is the default style."""
        style_id = style_id if style_id in self._elements else self._default_paragraph
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._merge_paragraph(style_id)
        return self._paragraphs[style_id]

    def run(self, style_id: str | None) -> RunLook:
        """The look of a character style, its chain taken together."""
        if style_id is None or style_id not in self._elements:
            return PLAIN_RUN
        if style_id not in self._runs:
            looks = [read_run_look(style.find(WORD + "rPr")) for style in self._chain(style_id)]
            self._runs[style_id] = _merge_runs(looks)
        return self._runs[style_id]

    def effective_run(self, properties: Element | None, paragraph: ParagraphLook) -> RunLook:
        """What a run looks like in a paragraph of that style; no field is None but the font."""
        direct, character = read_run_look(properties), PLAIN_RUN
        if properties is not None:
            named = properties.find(WORD + "rStyle")
            character = self.run(named.get(WORD + "val")) if named is not None else PLAIN_RUN
        style, default = paragraph.run, self.default_run
        return RunLook(
            bold=_toggle(direct.bold, character.bold, style.bold, default.bold),
            hidden=_toggle(direct.hidden, character.hidden, style.hidden, default.hidden),
            capitals=_toggle(direct.capitals, character.capitals, style.capitals, default.capitals),
            font=direct.font or character.font or style.font or default.font,
        )

    def find_numbering(self, direct: ParagraphLook, style_id: str | None) -> Numbered | None:
        """Where a paragraph stands in a list: its own numPr first, else its style chain; numId 0 is no list."""
        style_id = style_id if style_id in self._elements else self._default_paragraph
        if direct.number_id is not None:
            style_level = self.paragraph(style_id).list_level if direct.list_level is None else direct.list_level
            return Numbered(direct.number_id, style_level, None) if direct.number_id != "0" else None
        look = self.paragraph(style_id)  # its numId and its ilvl may come from different styles of the chain
        if look.number_id in (None, "0"):
            return None
        level = look.list_level if direct.list_level is None else direct.list_level
        return Numbered(str(look.number_id), level, style_id)

    def _merge_paragraph(self, style_id: str | None) -> ParagraphLook:
        chain = self._chain(style_id)
        looks = [read_paragraph_look(style.find(WORD + "pPr")) for style in chain]
        outline = next((look.outline for look in looks if look.outline is not None), None)
        if outline is None:
            names = (style.find(WORD + "name") for style in chain)
            matches = (_HEADING_NAME.match(name.get(WORD + "val", "")) for name in names if name is not None)
            outline = next((int(match[1]) - 1 for match in matches if match), None)
        return ParagraphLook(
            number_id=next((look.number_id for look in looks if look.number_id is not None), None),
            list_level=next((look.list_level for look in looks if look.list_level is not None), None),
            outline=outline if outline is not None and outline < _BODY_LEVEL else None,
            run=_merge_runs([read_run_look(style.find(WORD + "rPr")) for style in chain]),
        )

    def _chain(self, style_id: str | None) -> list[Element]:
        """The style and those it is based on, nearest first; loops end."""
        chain: list[Element] = []
        while style_id in self._elements and len(chain) < _MAX_CHAIN:
            style = self._elements[style_id]
            if style in chain:
                break
            chain.append(style)
            based_on = style.find(WORD + "basedOn")
            style_id = based_on.get(WORD + "val") if based_on is not None else None
        return chain


def _merge_runs(looks: list[RunLook]) -> RunLook:
    """Nearest first: the first that says something wins."""
    return (
        RunLook(*(next((value for value in values if value is not None), None) for values in zip(*looks, strict=True)))
        if looks
        else PLAIN_RUN
    )
