"""One w:p -> the characters that Word shows, accepting every tracked change.

Shown: w:t, results of fields, insertions, moved-to text, content controls, links, formulas' letters, symbols. Not shown
but kept for the secrecy gate: deletions, moved-from text, hidden runs, field codes, placeholders of empty controls.
Tabs become spaces, line and page breaks newlines. Any unknown element is transparent: text is rather shown than lost.
"""

from typing import NamedTuple

from tonghop.reading.cleaning import clean_text, find_segments
from tonghop.reading.docx.context import Context
from tonghop.reading.docx.package import COMPATIBILITY, MATH, RELATIONSHIP_ID, VML, WORD, Element
from tonghop.reading.docx.styles import ParagraphLook, RunLook

_NOTHING = {
    WORD + name
    for name in ("rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "fldData", "ffData", "customXmlPr", "smartTagPr")
}
_DELETED = {WORD + "del", WORD + "moveFrom"}
_INSERTED = {WORD + "ins", WORD + "moveTo"}
_DRAWINGS = {WORD + "drawing", WORD + "pict", WORD + "object"}
_GLYPHS = {
    WORD + "tab": "\t",
    WORD + "ptab": "\t",
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "noBreakHyphen": "-",
}
_SYMBOLS = {
    0xB3: "≥",
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xAE: "→",
    0xE0: "→",
    0xFC: "✓",
    0xFE: "☑",
    0xA8: "☐",
}
_WORDART = VML + "textpath"


class Piece(NamedTuple):
    """Characters of one run."""

    text: str
    bold: bool
    legacy: bool


class Paragraph:
    """Collects the pieces of one paragraph, or of several that a deleted paragraph mark joins."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pieces: list[Piece] = []
        self._fields: list[bool] = []  # open complex fields: True once their result has begun
        self._look = ParagraphLook()

    def add(self, element: Element, look: ParagraphLook) -> None:
        """Read a w:p; `look` is that of its paragraph style."""
        self._look = look
        self._walk(element)
        self._fields = [in_result for in_result in self._fields if in_result]  # codes never span paragraphs in practice

    def close(self) -> tuple[str, bool]:
        """(clean text, whether every visible letter is bold); counts against the limits."""
        lettered = [piece for piece in self._pieces if any(char.isalnum() for char in piece.text)]
        raw = "".join(piece.text for piece in self._pieces)
        text = clean_text(raw, legacy=any(piece.legacy for piece in self._pieces))
        for line in raw.split("\n"):
            self._context.hide("\n".join(find_segments(line)))
        self._context.spend(len(text))
        return text, bool(lettered) and all(piece.bold for piece in lettered)

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == WORD + "r":
                self._read_run(child)
            elif tag == WORD + "pPr":
                self._note_sections(child)
            elif tag in _DELETED:
                self._context.changes += 1
                self._hide(child)
            elif tag == WORD + "sdt" and child.find(f"{WORD}sdtPr/{WORD}showingPlcHdr") is not None:
                self._hide(child)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._walk(choose_alternative(child))
            elif tag == MATH + "t":
                self._show(child.text or "", RunLook(bold=False))
            elif tag in _DRAWINGS:
                self._note_drawing(child)
            elif tag not in _NOTHING:
                self._context.changes += tag in _INSERTED
                self._walk(child)

    def _read_run(self, run: Element) -> None:
        properties = run.find(WORD + "rPr")
        self._read_run_content(run, self._context.styles.effective_run(properties, self._look))

    def _read_run_content(self, run: Element, look: RunLook) -> None:
        for child in run:
            tag = child.tag
            if tag == WORD + "t":
                self._context.text_nodes += 1
                self._show(child.text or "", look)
            elif tag in _GLYPHS:
                self._show(_GLYPHS[tag], look)
            elif tag in (WORD + "delText", WORD + "instrText", WORD + "delInstrText"):
                self._context.text_nodes += tag == WORD + "delText"
                self._context.hide(child.text or "")
            elif tag == WORD + "fldChar":
                self._turn_field(child.get(WORD + "fldCharType"))
            elif tag == WORD + "sym":
                self._show(_read_symbol(child), look)
            elif tag in (WORD + "footnoteReference", WORD + "endnoteReference"):
                kind = "footnote" if tag == WORD + "footnoteReference" else "endnote"
                self._context.note_ids.append((kind, child.get(WORD + "id", "")))
            elif tag in _DRAWINGS:
                self._note_drawing(child)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._read_run_content(choose_alternative(child), look)
            elif tag == WORD + "ruby":
                self._walk(child)

    def _show(self, text: str, look: RunLook) -> None:
        if not text:
            return
        if look.hidden or not all(self._fields):
            self._context.hidden |= bool(look.hidden) and not text.isspace()
            self._context.hide(text)
            return
        legacy = is_legacy_font(look.font) and not text.isascii() and max(text) < "\u0300"
        if legacy:
            self._context.legacy_fonts.add(str(look.font))
        # The fonts .VnTimeH and the like show capitals whatever the letter; decoding them is not done here.
        self._pieces.append(Piece(text.upper() if look.capitals and not legacy else text, bool(look.bold), legacy))

    def _hide(self, element: Element) -> None:
        texts = list(element.iter(WORD + "t", WORD + "delText"))
        self._context.text_nodes += len(texts)
        self._context.hide("".join(text.text or "" for text in texts))

    def _turn_field(self, turn: str | None) -> None:
        if turn == "begin":
            self._fields.append(False)
        elif turn == "separate" and self._fields:
            self._fields[-1] = True
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _note_sections(self, properties: Element) -> None:
        section = properties.find(WORD + "sectPr")
        if section is not None:
            note_headers(section, self._context)

    def _note_drawing(self, drawing: Element) -> None:
        """Text boxes are read after the block that anchors them; alternative texts are for the gate only."""
        self._context.pictures = True
        pending = [drawing]
        while pending:
            element = pending.pop()
            if element.tag == WORD + "txbxContent":
                self._context.boxes.append(element)
                continue
            if element.tag == _WORDART:
                self._context.boxes.append(element)
            for attribute in ("descr", "title", "alt"):
                self._context.hide(element.get(attribute, ""))
            children = (
                [choose_alternative(element)] if element.tag == COMPATIBILITY + "AlternateContent" else list(element)
            )
            pending.extend(reversed(children))


def choose_alternative(alternative: Element) -> Element:
    """The branch of mc:AlternateContent that is read: the first Choice, the Fallback only when there is none."""
    for name in ("Choice", "Fallback"):
        branch = alternative.find(COMPATIBILITY + name)
        if branch is not None:
            return branch
    return ()


def note_headers(section: Element, context: Context) -> None:
    """Remember the headers and footers that a w:sectPr names."""
    for child in section:
        if child.tag in (WORD + "headerReference", WORD + "footerReference"):
            kind = "header" if child.tag == WORD + "headerReference" else "footer"
            context.header_ids.append((kind, child.get(RELATIONSHIP_ID, "")))


def is_legacy_font(font: str | None) -> bool:
    """Whether a font of that name shows TCVN3 or VNI codes."""
    return font is not None and font.lower().startswith((".vn", "vni-", "vni "))


def _read_symbol(element: Element) -> str:
    code = element.get(WORD + "char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return " "
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, chr(number - 0xF000) if 0x20 <= number - 0xF000 < 0x7F else "•")
    return chr(number) if 0x20 <= number < 0xD800 else " "
