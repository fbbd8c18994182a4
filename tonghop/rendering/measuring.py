"""How wide a bold line of Times New Roman is, so that drawn lines and breaks fit the words without opening a font.

Keep out layout decisions. Widths are those of Liberation Serif Bold, which is metric-compatible with Times New Roman.
"""

import unicodedata

MM_PER_POINT = 25.4 / 72

# Advance widths in thousandths of the size, grouped by width; marked letters are as wide as their bare letter.
_GROUPS = {
    220: "|", 250: " ,.", 278: "'/il\\", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz",
    500: "#$*0123456789?J_agovxy–“”", 520: "~", 554: "ơ", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 581: "^", 600: "ư",
    611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M", 1000: "%W…",
}  # fmt: skip
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}
_UNKNOWN = 600
_HORN = "\u031b"


def _width_of(char: str) -> int:
    decomposed = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", decomposed[0] + _HORN) if _HORN in decomposed else decomposed[0]
    return _WIDTHS.get(base, _UNKNOWN)


def compute_bold_width_mm(text: str, size: float) -> float:
    """Width in millimetres of one bold line at `size` points."""
    return sum(map(_width_of, text)) / 1000 * size * MM_PER_POINT


def wrap_bold(text: str, size: float, width_mm: float) -> list[str]:
    """The lines into which a word processor breaks a bold text."""
    lines: list[str] = []
    for word in text.split():
        if lines and compute_bold_width_mm(f"{lines[-1]} {word}", size) <= width_mm:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def compute_balanced_width_mm(text: str, size: float, width_mm: float) -> float:
    """The narrowest width that needs no more lines than `width_mm`, so that a centred title has lines of like length.

    A line that would start with a figure (`năm | 2024`) is avoided where another width helps.
    """
    count = len(wrap_bold(text, size, width_mm))
    if count == 1:
        return width_mm
    widths = [width_mm - step for step in range(int(width_mm / 2))]
    fitting = [width for width in widths if len(wrap_bold(text, size, width)) == count]
    calm = [width for width in fitting if not any(line[0].isdigit() for line in wrap_bold(text, size, width)[1:])]
    # Room to spare: another program's font may be a little wider than the one measured here.
    return min(width_mm, (calm or fitting or [width_mm])[-1] * 1.02)
