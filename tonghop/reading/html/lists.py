"""Labels of list items as a browser shows them, and the signs that Word draws with its symbol fonts."""

from tonghop.reading.html.looks import Declarations, Element

_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_BY_DEPTH = ("disc", "circle", "square")
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WINGDINGS = dict(zip("§¨nopqvuØàèðüþo", "▪□■□❑❑❖◆➢→➔⇨✓☑□", strict=True))
_SYMBOL = dict(zip("·³£°±´®¾¹»", "•≥≤°±×→—≠≈", strict=True))
_PRIVATE = 0xF000
_LARGEST = 100_000


class OpenList:
    """An ol or ul: what its next item is called."""

    def __init__(self, element: Element, declared: Declarations, depth: int) -> None:
        self._numbered = element.tag == "ol"
        usual = "decimal" if self._numbered else _BY_DEPTH[min(depth, 2)]
        self._style = _read_style(element, declared) or usual
        down = self._numbered and element.get("reversed") is not None
        self._step = -1 if down else 1
        items = sum(1 for child in element if child.tag == "li")
        self._next = _read_number(element.get("start"), items if down else 1)

    def next_label(self, element: Element, declared: Declarations) -> str:
        """The label of an item, "" where none is shown."""
        number = _read_number(element.get("value"), self._next) if self._numbered else 0
        self._next = number + self._step
        style = _read_style(element, declared) or self._style
        if style == "none":
            return ""
        return _BULLETS[style] if style in _BULLETS else f"{_format_number(number, style)}."


def show_label(written: str) -> str:
    """What Word wrote as the number of a paragraph, without the space after it."""
    return " ".join(written.replace("\xa0", " ").split())


def translate_symbols(text: str, font: str | None) -> str:
    """What the text looks like in a symbol font; as it is in any other."""
    name = (font or "").lower()
    table = _WINGDINGS if name.startswith("wingdings") else _SYMBOL if name == "symbol" else None
    if table is None:
        return text
    plain = (chr(ord(char) - _PRIVATE) if _PRIVATE <= ord(char) <= _PRIVATE + 0xFF else char for char in text)
    return "".join(table.get(char, char) for char in plain)


def _read_style(element: Element, declared: Declarations) -> str | None:
    style = declared.get("list-style-type") or declared.get("list-style", "").split(" ")[0]
    if not style and (given := element.get("type")) is not None:
        style = _TYPES.get(given.strip(), given.strip().lower())
    known = style in _BULLETS or style in {"none", "decimal-leading-zero"} or style in _TYPES.values()
    aliases = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
    return aliases.get(style, style if known else None)


def _read_number(value: str | None, default: int) -> int:
    try:
        number = int((value or "").strip())
    except ValueError:
        return default
    return number if abs(number) < _LARGEST else default


def _format_number(number: int, style: str) -> str:
    if number < 1 or style == "decimal":
        return str(number)
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if style.endswith("roman"):
        shown = ""
        for value, letters in _ROMAN:
            shown += letters * (number // value)
            number %= value
    else:
        shown = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            shown = chr(ord("a") + letter) + shown
    return shown.upper() if style.startswith("upper") else shown
