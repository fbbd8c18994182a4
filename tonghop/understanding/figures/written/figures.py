"""Figures in a sentence: number, measure, precision, range. One figure per place where something is counted.

Keeps out the span of time (scopes.py) and the indicator (ties.py). A number whose measure is unknown is no figure.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.values import Precision, Scope
from tonghop.understanding.circumstances.dates import find_date_spans
from tonghop.understanding.figures.written.counting import (
    ORDINALS,
    Measured,
    find_measure,
    find_measure_before,
    has_gap,
    read_turns,
    skip_repetition,
)
from tonghop.understanding.figures.written.labels import find_bare_label, find_lead, measure_by_time
from tonghop.understanding.figures.written.names import is_article, is_name_of_few, is_year_of_name
from tonghop.understanding.figures.written.numbers import (
    MOST_DIGITS,
    Number,
    find_no_counts,
    find_spaced_numbers,
    has_minus,
    is_year_of_law,
    read_number,
    read_upper,
    skip_spelt_out,
)
from tonghop.understanding.figures.written.precision import (
    find_precision,
    is_estimate,
    is_open_downward,
    is_open_upward,
    is_place,
)
from tonghop.understanding.figures.written.unlisted import find_unlisted
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, make_key

_UPWARD = make_key("lên")
_SHARE = re.compile(r"(?<![\d/.,])(?<!số )(?P<done>\d{1,3})\s?/\s?(?P<planned>\d{1,3})(?=\s)", re.IGNORECASE)
_MOST_SHARES = 5
_SHARE_REACH = 200
"""Characters within which a word speaks of a number; a look farther would cost the square of a text."""
_LARGEST = Decimal(10) ** MOST_DIGITS
_OVERLAPPING = 8
_ON = make_key("trên")
_TELLS_PART = frozenset(
    make_key(w) for w in ("trên", "hợp", "do", "của", "với", "từ", "mới", "chuyển", "phối", "được", "đã", "đang")
)
_OPENS_PARTS = re.compile(r"(?i)\b(?:gồm|trong đó)\b(?:\s+có)?\s*:?\s*$")
_PLACE_LABEL = r"(?:trên|tại|qua)\s(?:[^\W\d]\S*\s){1,8}"
_PLACED_FIRST = re.compile(rf"(?i)[^.;\d]*?(?::|\b(?:gồm|trong đó|cụ thể))(?:\s+có)?\s*{_PLACE_LABEL}")
_PLACED_NEXT = re.compile(rf"(?i)\s?[,;]?\s?(?:và\s)?{_PLACE_LABEL}")


@dataclass(slots=True)
class Figure:
    """One figure; `first`..`end` are tokens of its number, `last` is the end of number and measure together."""

    value: Decimal
    value_max: Decimal | None
    first: int
    end: int
    start_token: int
    last: int
    measure: str
    families: frozenset[str]
    precision: Precision = Precision.EXACT
    estimate: bool = False
    scope: Scope = Scope.PERIOD
    countable: bool = True
    """False: a comparison, a rate or a part of a total; quoted, never tied to an indicator."""
    foreign: bool = False
    """Of somebody else, who is named beside it; then a total that holds it is no total of the unit."""
    indicator: str | None = None
    untied: bool = False
    """Some indicator here has its measure, and the text says neither that it belongs there nor that it does not."""
    shared: bool = False
    """Two indicators have a claim to it: 02 bài trên Cổng Thông tin điện tử và Báo Quảng Trị."""
    scale: int = 1
    """12 nghìn lượt is 12.000 of them; told as written where nothing is added up."""
    inherited: bool = False
    """The number stands without a measure: that of the total before it."""
    written: str = ""
    """The measure with the words of the scale: nghìn lượt."""


@dataclass(slots=True)
class Figures:
    """The figures of a text in order, and what looked like one but can be read in two ways."""

    found: list[Figure] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    """Digits before a noun of no list, as written: perhaps a figure."""
    lead: Measured | None = None
    """What the words above the text count, for its bare numbers behind times (quý I: 25)."""


def find_figures(line: Line, lexicon: Lexicon, context: str = "") -> Figures:
    """All figures of a text, without scope and indicator; the words above it may tell what its times count."""
    figures = Figures(lead=find_lead(line, lexicon, context))
    no_counts = find_no_counts(line.text)
    spaced = find_spaced_numbers(line.text)
    place = 0
    while place < len(line.tokens):
        number = read_number(line.tokens, place)
        if number is None or _touches(line.tokens[place][1:3], no_counts):
            place += 1
            continue
        place = _take(line, lexicon, number, spaced, figures)
    _add_shares(line, lexicon, figures)
    return figures


def _add_shares(line: Line, lexicon: Lexicon, figures: Figures) -> None:
    """02/03 lớp: something is counted, but how much of it was done nobody can tell.

    04/04 số, 03/04 số theo kế hoạch and cử 4/35 cán bộ are clear.
    """
    days = find_date_spans(line.text)
    told = 0
    for match in _SHARE.finditer(line.text):
        at = bisect_left(line.tokens, match.end(), key=lambda token: token.start)
        if at == len(line.tokens) or _touches(match.span(), days):
            continue
        found = [] if has_gap(line, at) else lexicon.measures.find_at(line.tokens, at)
        if not found:
            continue
        families = frozenset(m.payload for m in found if m.end == found[0].end)
        if _is_clear_share(line, match, at):
            _add_share(line, Decimal(match["done"]), at, found[0].end, families, figures)
        else:
            figures.ambiguous.append(line.text[match.start() : line.tokens[found[0].end - 1].end])
        told += 1
        if told == _MOST_SHARES:
            break


def _is_clear_share(line: Line, match: re.Match[str], at: int) -> bool:
    done, planned = int(match["done"]), int(match["planned"])
    start = line.tokens[at].start
    behind = re.split(r"[.;\n]", line.text[start : start + _SHARE_REACH])[0].lower()
    sent = line.text[max(0, match.start() - _SHARE_REACH) : match.start()].lower().rstrip().endswith(("cử", "có"))
    return done == planned or (done < planned and ("kế hoạch" in behind or sent))


def _add_share(line: Line, value: Decimal, at: int, last: int, families: frozenset[str], figures: Figures) -> None:
    measure = line.text[line.tokens[at].start : line.tokens[last - 1].end]
    first = at - 2
    figures.found.append(Figure(value, None, first, at, first, last, measure, families, written=measure))
    figures.found.sort(key=lambda figure: figure.first)


def _touches(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place (start, end) lies in one of the spans, which are in order; a few of them may overlap."""
    start, end = place
    last = bisect_left(spans, (end, 0))
    return any(start < other for _, other in spans[max(0, last - _OVERLAPPING) : last])


def _take(line: Line, lexicon: Lexicon, number: Number, spaced: list[tuple[int, int]], figures: Figures) -> int:
    """Add the figure at this number, if it is one; the token to go on from."""
    upper = read_upper(line, number)
    if upper and is_year_of_law(line, number, upper):
        return number.end
    end = upper.end if upper else number.end
    measured, inherited = _measure(line, lexicon, number, upper, figures)
    if measured is None:
        told = next(((f.start_token, f.last) for f in figures.found[-1:] if f.families), None)
        bare = None if upper else find_bare_label(line, number, told)
        figures.ambiguous += [bare] if bare else []
        figures.unlisted += find_unlisted(line, number)
        return number.end
    measure, families, scale, last = measured
    if (
        number.value is None
        or (upper is not None and upper.value is None)
        or _is_spaced(line, number, spaced)
        or _is_said_otherwise(line, end, upper or number)
        or has_minus(line, number)
    ):
        figures.ambiguous.append(line.text[line.tokens[number.first].start : line.tokens[last - 1].end])
        return last
    if is_article(line, number, last) or is_name_of_few(line, number) or is_year_of_name(line, number):
        return number.end
    value_max = upper.value * scale if upper and upper.value is not None else None
    value = number.value * scale
    if (value_max is not None and value_max <= value) or max(value, value_max or value) >= _LARGEST:
        figures.ambiguous.append(line.text[line.tokens[number.first].start : line.tokens[last - 1].end])
        return last
    precision, start = find_precision(line, number.first)
    if placed := is_place(line, number.first, measure, value):
        precision, start = Precision.EXACT, number.first
    if value_max is not None or is_open_upward(line, last, end):
        precision = Precision.AT_LEAST
    elif is_open_downward(line, last, end):
        precision = Precision.AT_MOST
    figures.found.append(
        Figure(
            value=value,
            value_max=value_max,
            first=number.first,
            end=end,
            start_token=start,
            last=max(last, end),
            measure=measure,
            families=families,
            precision=precision,
            estimate=not placed and is_estimate(line, number.first),
            scale=scale,
            # nâng tổng số thỏa thuận còn hiệu lực lên 06: how many there are is no sum of what was done
            countable=last > end or line.tokens[number.first - 1].key != _UPWARD,
            inherited=inherited,
            written=f"{line.text[line.tokens[end].start : line.tokens[last - 1].end]}" if scale > 1 else measure,
        )
    )
    return skip_spelt_out(line, max(last, end))


def _measure(
    line: Line, lexicon: Lexicon, number: Number, upper: Number | None, figures: Figures
) -> tuple[Measured | None, bool]:
    """What the number counts: told behind it, before it, or by the figure before it (True) or the words of a time."""
    end = upper.end if upper else number.end
    behind = find_measure(line, lexicon, end, allow_number=not number.in_words or end > number.first)
    if behind is not None or upper is not None:
        return (read_turns(line, lexicon, number, behind) if behind else None), False
    if before := find_measure_before(line, lexicon, number, _find_listed_end(figures)):
        return before, False
    if inherited := _inherit_measure(line, number, figures):
        return inherited, True
    own = [figure.first for figure in figures.found if figure.last > figure.end]
    return measure_by_time(line, lexicon, number, own, figures.lead), False


def _inherit_measure(line: Line, number: Number, figures: Figures) -> Measured | None:
    """70 tin, bài, gồm 41 trên Cổng và 12 trên Báo: parts told by where they stand are of the total's measure.

    03 đề tài, trong đó 01 hợp tác với Lào: so is a part told by what is done of it.
    90 tin, bài: trên Cổng 70, trên Báo 20: the place may stand before the number.
    """
    tokens, last = line.tokens, figures.found[-1] if figures.found else None
    behind = tokens[number.end] if number.end < len(tokens) else None
    if last is None or number.in_words:
        return None
    between = line.text[tokens[last.last - 1].end : tokens[number.first].start]
    if behind is None or behind.is_stop or behind.comma:
        placed = _PLACED_NEXT if last.last == last.end and last.inherited else _PLACED_FIRST
        told = placed.fullmatch(between) and tokens[number.first - 1].key not in ORDINALS and number.value is not None
        return Measured(last.measure, last.families, 1, number.end) if told and last.families else None
    if behind.key not in _TELLS_PART:
        return None
    if not _OPENS_PARTS.search(between) and not (last.last == last.end and last.inherited):
        return None
    if behind.key != _ON and (number.value is None or number.value >= last.value or not last.families):
        return None
    return Measured(last.measure, last.families, 1, number.end) if not re.search(r"[.;\n\d]", between) else None


def _is_spaced(line: Line, number: Number, spaced: list[tuple[int, int]]) -> bool:
    """Whether the number may go on behind a blank; 1 250 000 is one token already: no second way to read it."""
    token = line.tokens[number.first]
    place = (token.start, token.end)
    at = bisect_left(spaced, place)
    return _touches(place, spaced) and spaced[at : at + 1] != [place]


def _find_listed_end(figures: Figures) -> int | None:
    """The token behind the last figure when its measure stands before its number."""
    last = figures.found[-1] if figures.found else None
    return last.last if last is not None and last.last == last.end else None


def _is_said_otherwise(line: Line, place: int, number: Number) -> bool:
    """06 (bảy) đoàn: the number said again in brackets is another one."""
    if skip_repetition(line, place) == place:
        return False
    again = read_number(line.tokens, place + 1)
    return again is None or again.value != number.value
