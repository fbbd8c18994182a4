"""Words and numbers as they stand in an official Vietnamese text: cleaned sentences, figures, dates, filled templates.

Add here how a value is written, for all outputs alike. Keep out where it stands on a page.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from schemas.days import write_day
from schemas.report import Total
from schemas.submission import Quantity
from schemas.values import Precision, Scope
from tonghop.numerals import format_number
from tonghop.rendering import messages as m

_ILLEGAL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_LEAD = re.compile(r"(?:[-–—+*•·●○▪■◦►➢✓\uf000-\uf0ff]\s*|\(?\d+(?:\.\d+)*[.)]\s+|[a-zđ]\)\s*)+")
_SPACE_BEFORE = re.compile(r"\s+([,;:](?=\s|$)|\.(?=\s|$))")
_TRAIL = re.compile(r"[\s.,;:/…]+$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\s.;/]*$")
_AMOUNT = re.compile(r";\s*số lượng:\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def clean_line(text: str) -> str:
    """One line that XML, a spreadsheet and a page can hold: NFC, no control or invisible characters."""
    text = _INVISIBLE.sub("", _ILLEGAL.sub(" ", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("Ð", "Đ")).strip()


def clean_sentence(text: str) -> str:
    """A unit's sentence for the official page: no list mark in front, a capital first letter, one full stop at the end.

    Empty when nothing but marks was there.
    """
    text = _join_amount(_SPACE_BEFORE.sub(r"\1", clean_line(text)))
    text = text[match.end() :] if (match := _LEAD.match(text)) else text
    ending = "..." if _ELLIPSIS.search(text) else "."
    text = _TRAIL.sub("", text)
    if not text:
        return ""
    return raise_first(text) + ("" if text[-1] in "!?" else ending)


def _join_amount(text: str) -> str:
    """The amount column of a table's row, told as a sentence tells it: `Phát hành Bản tin: 06 số`."""
    match = _AMOUNT.search(text)
    if match is None:
        return text
    before = text[: match.start()]
    return f"{before}{',' if ':' in before else ':'} {text[match.end() :]}"


def raise_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or a name."""
    if text[1:2].isupper() or f"{text} ".startswith(m.CAPITALS):
        return text
    return text[:1].lower() + text[1:]


def fold_sentence(text: str) -> str:
    """A key under which repeated sentences are one."""
    return _TRAIL.sub("", clean_sentence(text)).casefold()


def format_count(value: float, measure: str) -> str:
    """A figure beside its measure; whole counts of 1-9 are written 01-09, a percentage is not."""
    text = format_number(value)
    return text.zfill(2) if text in set("123456789") and measure != "%" else text


def format_figure(value: float, measure: str, precision: Precision, *, estimate: bool) -> str:
    """The figure with what limits it: `ước 07`, `trên 40`."""
    return f"{name_level(precision, estimate=estimate)} {format_count(value, measure)}".lstrip()


def name_level(precision: Precision, *, estimate: bool) -> str:
    """What limits a figure, in words: `ước`, `trên`; `ước` says `khoảng` already."""
    words = [m.ESTIMATE] if estimate else []
    if precision.label and not (estimate and precision is Precision.ABOUT):
        words.append(precision.label)
    return " ".join(words)


def format_quantity(quantity: Quantity) -> str:
    """One figure as read: `trên 120 lượt người`, `02-03 lớp (dự kiến)`."""
    figure = format_figure(quantity.value, quantity.measure, quantity.precision, estimate=quantity.estimate)
    if quantity.value_max is not None:
        first = format_figure(quantity.value, quantity.measure, Precision.EXACT, estimate=quantity.estimate)
        figure = f"{first}-{format_count(quantity.value_max, quantity.measure)}"
    scope = "" if quantity.scope is Scope.PERIOD else f" ({quantity.scope.label})"
    return f"{figure} {quantity.measure}{scope}"


def format_quantities(quantities: Iterable[Quantity]) -> str:
    """Some figures as read, each with its measure."""
    return "; ".join(map(format_quantity, quantities))


def list_parts(total: Total) -> list[str]:
    """Of what the figure of a measure family is made: `30 tin`, `11 bài`; nothing where it is written in one way.

    Other words for persons (`cán bộ`, `học viên`) say nothing of the figure: `lượt người` has no parts.
    """
    if total.measure == m.PERSONS:
        return []
    return [f"{format_count(value, measure)} {measure}" for measure, value in total.measures]


def format_change(change: float | None) -> str:
    """A difference with its sign: `+3`, `-1,5`; in words where nothing changed or one side has no figure."""
    if change is None:
        return m.NOT_COMPARABLE
    return m.UNCHANGED if change == 0 else f"{'+' if change > 0 else ''}{format_number(change)}"


def format_ratio(ratio: float | None) -> str:
    """A share with its sign: `+12,5%`; empty without a base."""
    share = 0.0 if ratio is None else ratio * 100
    rounded = round(share, 1) or round(share, 2)
    return f"{'+' if rounded > 0 else ''}{format_number(rounded)}%" if rounded else ""


def format_date_text(iso: str) -> str:
    """An ISO date as people read it; what is no whole date stays as it is."""
    try:
        return write_day(date.fromisoformat(iso))
    except ValueError:
        return clean_line(iso)


def format_roman(number: int) -> str:
    """A heading's Roman number."""
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Fill `{name}` places of a plan's sentence.

    Raises ValueError (Vietnamese) for a name that is not among `values`.
    """

    def fill(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = ", ".join(f"{{{name}}}" for name in values)
            raise ValueError(m.UNKNOWN_PLACEHOLDER.format(name=match[1], known=known))
        return values[match[1]]

    return clean_line(_PLACEHOLDER.sub(fill, template))
