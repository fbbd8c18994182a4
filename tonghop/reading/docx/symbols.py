"""What characters of the Symbol and Wingdings fonts look like: in a file they are numbers of the private use area.

Keeps out which run has which font (styles).
"""

import re

_SYMBOL = dict(
    zip(
        range(0x20, 0x7F),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | dict(
    zip(
        range(0xA0, 0xFF),
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪€〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_SYMBOL |= {0x2A: "*", 0x2D: "-", 0x7E: "~"}  # what people type, not the mathematical signs
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x45: "☜", 0x46: "☞",
    0x4A: "☺", 0x4C: "☹", 0x51: "✈", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧",
    0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "☐",
    0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x80 + number: sign for number, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x30: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
# Of a character whose font is none of these: the sign that texts mean most often by it.
_ANY = _SYMBOL | {code: chr(code) for code in range(0x20, 0x7F)}
_ANY |= {code: sign for code, sign in _WINGDINGS.items() if code in {0x6C, 0x6E, 0x6F, 0x71, 0x75, 0x76} or code > 0x7F}
_UNKNOWN = "•"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CODED = re.compile("[\uf020-\uf0ff]")


def show_symbols(text: str, font: str | None) -> str:
    """Text with the characters F020 to F0FF, which only symbol fonts have, as what the font shows."""
    table = _FONTS.get((font or "").lower(), _ANY)
    return _CODED.sub(lambda match: table.get(ord(match[0]) - 0xF000, _UNKNOWN), text)


def show_symbol(code: str, font: str) -> str:
    """The w:char of a w:sym, hexadecimal, as its font shows it; a space for no character."""
    try:
        number = int(code, 16)
    except ValueError:
        return " "
    table = _FONTS.get(font.lower())
    if 0xF000 <= number <= 0xF0FF:
        return (_ANY if table is None else table).get(number - 0xF000, _UNKNOWN)
    if table is not None and number in table:
        return table[number]
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFDD0 else " "


def show_bullet(text: str, font: str) -> str:
    """The sign before an item of a list without numbers."""
    return _PRIVATE.sub(_UNKNOWN, show_symbols(text, font)).strip()
