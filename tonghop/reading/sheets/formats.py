"""A cell's value as Vietnamese Excel shows it under its number format: 1.234,5 · 12,5% · 05/06/2024.

Holds the grammar of number formats as far as reports use it. Formats that draw fractions show the value itself.
Keeps out dates (moments.py) and which format a cell has (styles.py).
"""

import functools
import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

from tonghop.reading.sheets.moments import show_moment, tells_moment

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|_.|\*.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)|(?P<exponent>e[+-])"""
    r"""|(?P<digit>[0#?])|(?P<sign>.)""",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r"""(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*""", re.DOTALL)
_CONDITION = re.compile(r"([<>=]{1,2})\s*(-?[\d.]+)")
_COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|dbnum\d)", re.IGNORECASE)
_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel's: 1.0049999999999999 in a file is 1,005
_GENERAL_DIGITS = 10
_LARGEST = Decimal(10) ** 15
_MOST_DECIMALS = 30


class Token(NamedTuple):
    """A piece of a format: `kind` is literal, digit, general, exponent or the sign itself."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of up to four parts of a format."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    code: str


@functools.lru_cache(maxsize=4096)
def show_number(value: str, code: str, *, since_1904: bool = False) -> str:
    """The number that a file stores as text, as shown under the format `code`; the text itself when it is no number."""
    try:
        number = _PRECISION.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    sections = read_format(code)
    section, signed = _choose_section(sections, number)
    if section is None:
        return ""
    if tells_moment(section.code):
        return show_moment(number, section.code, since_1904=since_1904) or show_general(number)
    return _show(number if signed else abs(number), section)


def show_text(text: str, code: str) -> str:
    """A text as shown under a format, whose fourth part may hide it or add to it."""
    sections = read_format(code)
    last = sections[3] if len(sections) > 3 else sections[0] if len(sections) == 1 and "@" in code else None
    if last is None or any(token.kind == "general" for token in last.tokens):
        return text
    return "".join(text if token.kind == "@" else token.text for token in last.tokens if token.kind in {"@", "literal"})


@functools.lru_cache(maxsize=512)
def read_format(code: str) -> tuple[Section, ...]:
    """The parts of a format."""
    parts: list[str] = []
    at = 0
    while at <= len(code) and len(parts) < 4:
        match = _SECTIONS.match(code, at)
        end = match.end() if match else at
        parts.append(code[at:end])
        at = end + 1
        if end < len(code) and code[end] != ";":  # a quote or bracket that never closes
            parts[-1] += code[end:]
            break
    return tuple(map(_read_section, parts or ["General"]))


def _read_section(code: str) -> Section:
    tokens: list[Token] = []
    condition = None
    for match in _TOKEN.finditer(code):
        if (bracket := match["bracket"]) is not None:
            if found := _CONDITION.fullmatch(bracket.strip()):
                condition = found[1], Decimal(found[2])
            elif bracket.startswith("$"):
                tokens.append(Token("literal", bracket[1:].split("-")[0]))
            elif not _COLOUR.fullmatch(bracket):
                continue
        elif (literal := match["literal"]) is not None:
            shown = {'"': literal[1:-1], "\\": literal[1:], "_": " ", "*": ""}[literal[0]]
            tokens.append(Token("literal", shown))
        elif match["general"]:
            tokens.append(Token("general", ""))
        elif match["exponent"]:
            tokens.append(Token("exponent", match[0]))
        elif match["digit"]:
            tokens.append(Token("digit", match[0]))
        else:
            sign = match["sign"]
            tokens.append(Token(sign if sign in ".,%/@" else "literal", sign))
    return Section(tuple(tokens), condition, code)


def _choose_section(sections: tuple[Section, ...], number: Decimal) -> tuple[Section | None, bool]:
    """(the part that shows the number, whether the number keeps its sign)."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _meets(number, *section.condition):
                return section, True
        return None, True
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2], True
    if len(sections) == 1 and sections[0].tokens and all(token.kind == "@" for token in sections[0].tokens):
        return Section((Token("general", ""),), None, ""), True
    return numeric[0], True


def _meets(number: Decimal, sign: str, bound: Decimal) -> bool:
    below, equal = number < bound, number == bound
    return {
        "<": below,
        "<=": below or equal,
        ">": not below and not equal,
        ">=": not below,
        "=": equal,
        "<>": not equal,
    }.get(sign, False)


def show_general(number: Decimal) -> str:
    """As the format General does, but without powers of ten below a thousand trillion."""
    if number == number.to_integral_value() and abs(number) < _LARGEST:
        return f"{int(number)}"
    shown = f"{float(number):.{_GENERAL_DIGITS}g}"
    if "e" in shown and abs(number) < 1:
        shown = f"{float(number):.{_GENERAL_DIGITS}f}".rstrip("0").rstrip(".")
    return shown.upper().replace(".", ",")


def _show(number: Decimal, section: Section) -> str:
    kinds = [token.kind for token in section.tokens]
    if not {"digit", "general"} & set(kinds):
        literal = "".join(token.text for token in section.tokens if token.kind in {"literal", "%"})
        return f"-{literal}" if number < 0 and literal else literal
    if {"general", "/", "exponent"} & set(kinds) or abs(number) >= _LARGEST:
        return _around(section, show_general(number * 100 ** kinds.count("%")))
    point = next((n for n, kind in enumerate(kinds) if kind == "."), len(kinds))
    digits = [n for n, kind in enumerate(kinds) if kind == "digit"]
    whole, decimals = [n for n in digits if n < point], [n for n in digits if n > point][:_MOST_DECIMALS]
    commas = [n for n, kind in enumerate(kinds) if kind == ","]
    grouped = any(whole and whole[0] < n < whole[-1] for n in commas)
    scale = sum(1 for n in commas if (digits and n > digits[-1]) or (whole and whole[-1] < n < point))
    number = number * 100 ** kinds.count("%") / 1000**scale
    rounded = abs(number).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    shown, _, part = f"{rounded:f}".partition(".")
    least = sum(section.tokens[n].text == "0" for n in whole)
    shown = shown.lstrip("0").rjust(least, "0")
    needed = max((i + 1 for i, n in enumerate(decimals) if section.tokens[n].text == "0"), default=0)
    part = part[:needed] + part[needed:].rstrip("0")
    minus = "-" if number < 0 and rounded != 0 else ""
    return minus + _fill(section, whole, _Shown(shown, f",{part}" if part or "." in kinds else "", grouped))


class _Shown(NamedTuple):
    whole: str
    part: str  # with its comma
    grouped: bool


def _fill(section: Section, whole: list[int], shown: _Shown) -> str:
    """The digits at the places that the format gives them, with what stands around and between."""
    left = shown.whole
    places: dict[int, str] = {}
    for n in reversed(whole[1:]):
        places[n], left = left[-1:], left[:-1]
    if whole:
        places[whole[0]] = left
    inner = any(section.tokens[n].kind == "literal" for n in range(whole[0], whole[-1]) if whole) if whole else False
    if not inner:  # 000-00 puts signs between its digits; everything else is one number
        places = dict.fromkeys(places, "")
        if whole:
            places[whole[0]] = f"{int(shown.whole or 0):,}".replace(",", ".") if shown.grouped else shown.whole
            lost = len(shown.whole) - len(places[whole[0]].replace(".", ""))
            places[whole[0]] = "0" * lost + places[whole[0]] if shown.whole else ""
    result, decimals_done = [], False
    for n, token in enumerate(section.tokens):
        if n in places:
            result.append(places[n])
        elif token.kind in {"literal", "%"}:
            result.append(token.text)
        elif token.kind == "." and not decimals_done:
            result.append(shown.part if len(shown.part) > 1 else "")
            decimals_done = True
    return "".join(result).strip()


def _around(section: Section, shown: str) -> str:
    """A number in one piece between the literals of its format."""
    result, done = [], False
    for token in section.tokens:
        if token.kind in {"literal", "%"}:
            result.append(token.text)
        elif not done:
            result.append(shown)
            done = True
    return "".join(result).strip()
