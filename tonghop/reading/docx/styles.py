"""Styles: what a paragraph or a run is, direct formatting and style chain taken together.

Keeps out table styles and themes: they change neither which text is visible nor its places.
"""

import re
from typing import NamedTuple

from tonghop.reading.docx.fragments import Fragments
from tonghop.reading.docx.stream import LOOK, flatten, split_properties

_OFF = {"0", "false", "off"}
_HEADING_NAME = re.compile(r"(?:heading|tiêu đề|đề mục) ([1-9])$", re.IGNORECASE)
_MAX_CHAIN = 30
_BODY_LEVEL = 9
_IDS = {"style": "styleId", "docDefaults": ""}
_MATH = "m"
_PROMPT = re.compile(
    rb"""<w:style\s[^<>]*w:styleId=["']([^"'&<]+)["'][^<>]*>\s*<w:name w:val=["'](?i:placeholder text)["']"""
)


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


class _Style(NamedTuple):
    name: str
    based_on: str | None
    look: ParagraphLook


PLAIN_RUN = RunLook()
_NO_STYLE = _Style("", None, ParagraphLook())


def is_on(value: str | None) -> bool:
    """Whether the value of a toggle (w:b, w:vanish ...) switches it on; without a value it does."""
    return value not in _OFF


def read_level(value: str | None) -> int | None:
    """A small number, None when absent or senseless."""
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 4 else None


def read_run_look(payload: str) -> tuple[RunLook, str | None]:
    """What the properties of a run say themselves, and their character style."""
    bold = hidden = capitals = font = style = None
    for letter, value in split_properties(payload):
        if letter == "b":
            bold = is_on(value)
        elif letter == "v":
            hidden = is_on(value) or bool(hidden)
        elif letter == "c":
            capitals = is_on(value) or bool(capitals)
        elif letter == "f":
            font = value or None
        elif letter == "s":
            style = value
    return RunLook(bold, hidden, capitals, font), style


def read_paragraph_look(payload: str) -> tuple[ParagraphLook, str | None]:
    """What the properties of a paragraph say themselves, and their paragraph style."""
    said = dict(reversed(split_properties(payload)))  # the first of several counts
    look = ParagraphLook(said.get("n"), read_level(said.get("l")), read_level(said.get("o")))
    return look, said.get("s")


def _toggle(direct: bool | None, character: bool | None, paragraph: bool | None, default: bool | None) -> bool:
    """ISO 29500-1, 17.7.3: direct formatting wins; otherwise the styles' values are taken exclusively or."""
    if direct is not None:
        return direct
    return bool(default) or bool(character) != bool(paragraph)


class Styles:
    """The styles part of one document, read as far as the document asks for it."""

    def __init__(self, raw: bytes | None) -> None:
        self.raw = raw or b""
        self._fragments = Fragments(raw, _IDS) if raw is not None else None
        self._styles: dict[str, _Style] = {}
        self._paragraphs: dict[str | None, ParagraphLook] = {}
        self._runs: dict[str, RunLook] = {}
        self._default_paragraph: str | None = None
        self.default_run = PLAIN_RUN
        if self._fragments is None:
            return
        for style_id, attributes in self._fragments.list_heads("style", "default"):
            if attributes.get("type") == "paragraph" and is_on(attributes.get("default", "0")):
                self._default_paragraph = style_id
        defaults = self._fragments.find("docDefaults", "")
        for chunk in flatten(defaults) if defaults is not None else ():
            self.default_run = _read_style(chunk).look.run

    def paragraph(self, style_id: str | None) -> ParagraphLook:
        """The look of a paragraph style, its chain taken together; None is the default style."""
        style_id = self._known(style_id)
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._merge_paragraph(style_id)
        return self._paragraphs[style_id]

    def run(self, style_id: str | None) -> RunLook:
        """The look of a character style, its chain taken together."""
        if style_id is None or self._find(style_id) is None:  # not kept: a file may name any number of them
            return PLAIN_RUN
        if style_id not in self._runs:
            self._runs[style_id] = _merge_runs([style.look.run for style in self._chain(style_id)])
        return self._runs[style_id]

    def effective_run(self, payload: str, paragraph: ParagraphLook) -> RunLook:
        """What a run of these properties looks like in a paragraph of that style; no field is None but the font."""
        if payload == _MATH:
            return RunLook(bold=False, hidden=False, capitals=False)
        direct, named = read_run_look(payload)
        character = self.run(named) if named is not None else PLAIN_RUN
        style, default = paragraph.run, self.default_run
        return RunLook(
            bold=_toggle(direct.bold, character.bold, style.bold, default.bold),
            hidden=_toggle(direct.hidden, character.hidden, style.hidden, default.hidden),
            capitals=_toggle(direct.capitals, character.capitals, style.capitals, default.capitals),
            font=direct.font or character.font or style.font or default.font,
        )

    def find_prompts(self) -> str:
        """The ids of the styles that Word gives the prompts of empty content controls, a space around each."""
        ids = [id_.decode("utf-8", "replace") for id_ in _PROMPT.findall(self.raw)]
        return f" {' '.join(ids)} " if ids else ""

    def find_numbering(self, direct: ParagraphLook, style_id: str | None) -> Numbered | None:
        """Where a paragraph stands in a list: its own numPr first, else its style chain; numId 0 is no list."""
        style_id = self._known(style_id)
        look = self.paragraph(style_id)  # its numId and its ilvl may come from different styles of the chain
        level = look.list_level if direct.list_level is None else direct.list_level
        if direct.number_id is not None:
            return Numbered(direct.number_id, level, None) if direct.number_id != "0" else None
        return None if look.number_id in (None, "0") else Numbered(str(look.number_id), level, style_id)

    def _known(self, style_id: str | None) -> str | None:
        return style_id if style_id is not None and self._find(style_id) is not None else self._default_paragraph

    def _merge_paragraph(self, style_id: str | None) -> ParagraphLook:
        chain = self._chain(style_id)
        looks = [style.look for style in chain]
        outline = next((look.outline for look in looks if look.outline is not None), None)
        if outline is None:
            matches = (_HEADING_NAME.match(style.name) for style in chain)
            outline = next((int(match[1]) - 1 for match in matches if match), None)
        return ParagraphLook(
            number_id=next((look.number_id for look in looks if look.number_id is not None), None),
            list_level=next((look.list_level for look in looks if look.list_level is not None), None),
            outline=outline if outline is not None and outline < _BODY_LEVEL else None,
            run=_merge_runs([look.run for look in looks]),
        )

    def _chain(self, style_id: str | None) -> list[_Style]:
        """The style and those it is based on, nearest first; loops end."""
        chain: list[_Style] = []
        while style_id is not None and len(chain) < _MAX_CHAIN:
            style = self._find(style_id)
            if style is None or style in chain:
                break
            chain.append(style)
            style_id = style.based_on
        return chain

    def _find(self, style_id: str) -> _Style | None:
        if style_id not in self._styles:
            element = self._fragments.find("style", style_id) if self._fragments is not None else None
            if element is None:
                return None
            self._styles[style_id] = _read_style(flatten(element)[0])
        return self._styles[style_id]


def _read_style(chunk: str) -> _Style:
    payload, _, run = chunk.partition(LOOK)
    look, _ = read_paragraph_look(payload)
    said = dict(reversed(split_properties(payload)))
    return _Style(said.get("N", ""), said.get("B"), look._replace(run=read_run_look(run)[0]))


def _merge_runs(looks: list[RunLook]) -> RunLook:
    """Nearest first: the first that says something wins."""
    return (
        RunLook(*(next((value for value in values if value is not None), None) for values in zip(*looks, strict=True)))
        if looks
        else PLAIN_RUN
    )
