"""The stream of one paragraph -> the characters that Word shows, accepting every tracked change.

Shown: text, results of fields, insertions, moved-to text, content controls, links, formulas' letters, symbols, choices
of form fields. Not shown but kept for the secrecy gate: deletions, moved-from text, hidden runs, field codes,
placeholders of empty controls. Tabs become spaces, line and page breaks newlines.
"""

import re

from tonghop.reading.cleaning import clean_text, find_segments
from tonghop.reading.docx.context import Context, Look, Looks, Plan
from tonghop.reading.docx.old_fonts import decode_pieces
from tonghop.reading.docx.stream import BREAK, END, LOOK, RUN, SPECIAL
from tonghop.reading.docx.symbols import show_symbol, show_symbols
from tonghop.reading.legacy import decode_run, fold_look_alikes, may_be_legacy
from tonghop.reading.raw import RawBlock

# Text of these characters alone is clean already, but for spaces at its ends and next to each other.
_CLEAN = re.compile("[ -~¡-¬®-ÏÑ-ïñ-İĲ-ſƠơƯưḀ-ỿ‐-‧‰-⁞€-₿←-⇿■-➿]*")
_SPACES = re.compile(" {2,}")
_LETTER = re.compile(r"[^\W_]")
_CODED = re.compile("[\uf020-\uf0ff]")  # characters of symbol fonts
_FIGURE = re.compile(r"\w|[.,]\d")  # what goes on with a figure or word before it
_GOES_ON = re.compile(r"[\w.,%]\Z")
_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+([1-9][0-9]{0,5}|0x[0-9a-f]{1,5})\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT_SWITCH = re.compile(r"""\\f\s*["“”]?([^"“”\\]*[^"“”\\\s])""")

Piece = tuple[str, Look]


def read_plain(inline: str, looks: Looks) -> tuple[str, bool] | None:
    """(text, whether every visible letter is bold) of a paragraph without anything special, as most are.

    The text is clean but for runs of spaces. None when some run of it has to be looked at by itself, or its text to be
    cleaned or decoded: Paragraph does that.
    """
    if LOOK in inline:
        parts = inline.split(LOOK)  # text, properties, text ...: those of a run stand before its text
        raw = "".join(parts[::2]).replace(RUN, "")
        payloads = parts[1::2]
        if inline.count(RUN) > len(payloads):
            payloads.append("")
        met = [looks[payload] for payload in set(payloads)]
    else:
        parts, raw, met = [inline], inline.replace(RUN, ""), [looks[""]]
    if not _CLEAN.fullmatch(raw) or may_be_legacy(raw):
        return None
    bold = False
    for look in met:
        if not look.simple:
            return None
        bold = bold or look.bold
    return raw.strip(" "), bold and _is_bold(parts, looks)


def _is_bold(parts: list[str], looks: Looks) -> bool:
    """Whether every letter of a paragraph in parts (text, properties of the next run, its text ...) is bold."""
    plain = parts[0]  # of runs without properties
    lettered = False
    for payload, text in zip(parts[1::2], parts[2::2], strict=True):
        own, _, others = text.partition(RUN)
        plain += others
        if _LETTER.search(own):
            if not looks[payload].bold:
                return False
            lettered = True
    return looks[""].bold or not _LETTER.search(plain) if lettered else looks[""].bold and bool(_LETTER.search(plain))


def squeeze(text: str, context: Context) -> str:
    """Text with single spaces; what stood apart in it is told to the secrecy gate."""
    context.hide("\n".join(find_segments(text)))
    return _SPACES.sub(" ", text).strip(" ")


class Paragraph:
    """Collects the pieces of one paragraph, or of several that a deleted or hidden mark joins."""

    def __init__(self, context: Context, after: list[RawBlock], fields: list[bool]) -> None:
        """Of a document; blocks that follow the paragraph's own go to `after`.

        `fields` are the open complex fields of its story: True once their result has begun.
        """
        self._context = context
        self._after = after
        self._fields = fields
        self._pieces: list[Piece] = []
        self._code = ""  # of the innermost field
        self._apart = False  # a formula's part begins or ends here

    def start(self, plan: Plan) -> None:
        """Begin a w:p with these properties."""
        self._looks = plan.looks
        self._look = plan.looks[""]

    def add(self, inline: str) -> None:
        """Read a stretch of the paragraph's stream; it may begin within a run."""
        first, *runs = inline.split(RUN)
        if first:
            self._add_run(first)
        for run in runs:
            if run.startswith(LOOK):
                _, payload, text = run.split(LOOK, 2)
                self._look = self._looks[payload]
            else:
                text, self._look = run, self._looks[""]
            if text:
                self._add_run(text)

    def close(self) -> tuple[str, bool]:
        """(clean text, whether every visible letter is bold); counts against the limits."""
        pieces = self._pieces
        if any(look.old_font for _, look in pieces):
            pieces = decode_pieces(pieces, self._context.legacy_codes)
        raw = "".join([text for text, _ in pieces])
        text = self._clean(raw)
        self._context.spend(len(text))
        bold = False
        if any(look.bold for _, look in pieces):
            lettered = [look.bold for text, look in pieces if _LETTER.search(text)]
            bold = bool(lettered) and all(lettered)
        return text, bold

    def is_hidden(self) -> bool:
        """Whether what stands here, a text box perhaps, does not show."""
        return self._look.hidden or not all(self._fields)

    def is_empty(self) -> bool:
        """Whether nothing of it shows so far."""
        return not any(text.strip() for text, _ in self._pieces)

    def _clean(self, raw: str) -> str:
        if _CLEAN.fullmatch(raw) and "  " not in raw and not may_be_legacy(raw):
            return raw.strip(" ")
        if BREAK in raw:
            raw = raw.replace(BREAK, "\n")
        for line in raw.split("\n"):
            self._context.hide("\n".join(find_segments(line)))
        text, count = fold_look_alikes(clean_text(raw))
        if text and may_be_legacy(raw):  # decided when all is read; until then soft hyphens and Ð may be letters
            self._context.suspect = True
            return clean_text(raw, legacy=True)
        self._context.look_alikes += count
        return text

    def _add_run(self, run: str) -> None:
        if SPECIAL not in run:
            self._show(run)
            return
        first, *specials = run.split(SPECIAL)
        self._show(first)
        for special in specials:
            said, _, text = special.partition(END)
            self._turn(said[:1], said[1:])
            self._show(text)

    def _show(self, text: str) -> None:
        if not text:
            return
        if (
            LOOK in text
        ):  # properties behind the text that they are about: written by no program that keeps to the rules
            before, payload, *rest = text.split(LOOK)
            self._look = self._looks[payload]
            text = before + "".join(rest[0::2])
        look = self._look
        if look.hidden or not all(self._fields):
            self._context.hidden |= look.hidden and not text.isspace()
            self._context.hide(decode_run(text, look.font) or text)
            return
        if look.capitals and not look.old_font:
            text = text.upper()
        if _CODED.search(text):
            text = show_symbols(text, look.font)
        if self._apart:
            self._apart = False
            if self._pieces and _FIGURE.match(text) and _GOES_ON.search(self._pieces[-1][0]):
                text = " " + text
        self._pieces.append((text, look))

    def _turn(self, letter: str, value: str) -> None:
        if letter == "f":
            self._turn_field(value)
        elif letter == "m":
            self._apart = True
        elif letter == "s":
            code, _, font = value.partition(" ")
            self._show(show_symbol(code, font))
        elif letter in "wc":
            lines = [value] if letter == "w" else self._context.read_picture(value)
            if self.is_hidden():
                self._context.hide(BREAK.join(lines))
            else:
                self._after += self._context.make_box(lines)
        else:
            if letter == "i":
                self._code += value
            self._context.note(letter, value)

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self._fields.append(False)
            self._code = ""
        elif turn == "separate" and self._fields:
            self._fields[-1] = True
        elif turn == "end" and self._fields:
            symbol = _SYMBOL_FIELD.match(self._code) if not self._fields.pop() else None
            self._code = ""
            if symbol is not None:  # has no result: Word draws it from its code
                font = _FONT_SWITCH.search(symbol[2])
                self._show(show_symbol(f"{int(symbol[1], 0):x}", font[1] if font else ""))
