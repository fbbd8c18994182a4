"""One piece of text under an item -> one Activity with its days, place, aspects and quantities.

Keeps out where the text came from (outline.py, tables.py) and what several activities say together (grouping.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemas.submission import Activity, Doubt, Quantity
from tonghop.understanding.bounds import is_too_long, make_bound_doubt
from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.circumstances.dates import find_dates, find_ranges
from tonghop.understanding.circumstances.partners import find_partners
from tonghop.understanding.circumstances.spans import find_months
from tonghop.understanding.figures.asking.answers import find_bare_answers
from tonghop.understanding.figures.asking.cautions import set_cautions, set_planned_times
from tonghop.understanding.figures.asking.quotes import quote_figure, quote_figures, write_figures
from tonghop.understanding.figures.asking.unsummed import find_unsummed
from tonghop.understanding.figures.asking.untied import find_untied
from tonghop.understanding.figures.sums.corrections import drop_corrected
from tonghop.understanding.figures.sums.parallels import drop_unlike
from tonghop.understanding.figures.sums.parts import set_parts
from tonghop.understanding.figures.times.compared import fit_compared
from tonghop.understanding.figures.times.plain import restore_marks
from tonghop.understanding.figures.times.scopes import set_scopes
from tonghop.understanding.figures.times.starts import find_start
from tonghop.understanding.figures.tying.rivals import drop_rivals
from tonghop.understanding.figures.tying.ties import find_elsewhere, tie_indicators
from tonghop.understanding.figures.uncounted.foreign import set_foreign
from tonghop.understanding.figures.written.figures import Figure, Figures, find_figures
from tonghop.understanding.intents import is_planned
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.outline.states import drop_nothing
from tonghop.understanding.words import CAPITALS, Line, read_line

_MOST_FIGURES = 150
_QUOTE = 200
_AMBIGUOUS = "figure-ambiguous"
_PLACE = re.compile(
    r"\btại\s+"
    r"(?P<place>(?:(?:tỉnh|thành phố|thị xã|huyện|xã|phường|thủ đô|nước|Tp\.?|TP\.?)\s+)?"
    rf"[{CAPITALS}][^,;.()\n]{{1,70}})"
)
_PLACE_END = re.compile(
    r"\s(?:từ|vào|trong|ngày|với|do|cho|nhằm|để|đã|có|năm|tháng|và\s+[a-zà-ỹđ]|thu hút|về|theo|nhân)\b.*$", re.DOTALL
)


@dataclass(frozen=True)
class Frame:
    """What reading one document's figures and days depends on, besides the text."""

    lexicon: Lexicon
    window: tuple[date, date] | None
    sha256: str


@dataclass(frozen=True)
class Understood:
    """An activity and what could not be settled in it."""

    activity: Activity
    doubts: tuple[Doubt, ...]


def make_activity(text: str, locator: str, item: int, frame: Frame, context: str = "", covers: str = "") -> Understood:
    """Understand one text under one item.

    Args:
        text: the visible text without its list number, NFC.
        locator: its place in the document.
        item: number of the plan item.
        frame: plan words, data window and document.
        context: words above it (a lead-in, a column title) that may tell which indicator a figure belongs to.
        covers: sub-headings above it, whose aspects it shares.

    Returns:
        The activity; a text that is too long is kept without figures and days, with a doubt.
    """
    if is_too_long(text):
        return Understood(keep_text(text, locator, frame), (make_bound_doubt("text-too-long", text, locator),))
    line = _read(text, frame)
    figures = find_figures(line, frame.lexicon, context)
    if len(figures.found) > _MOST_FIGURES:
        # no sentence of a report looks like this: nothing in it is counted
        figures = Figures(ambiguous=[text[:_QUOTE]])
    set_scopes(line, figures.found, frame.window)
    fit_compared(line, figures.found)
    set_planned_times(line, figures.found, frame.window, context)
    set_foreign(line, figures.found, item, frame.lexicon)
    tie_indicators(line, figures.found, item, frame.lexicon, context)
    asked = drop_corrected(line, figures.found)
    asked += drop_rivals(line, figures.found, item, frame.lexicon)
    totals = set_parts(line, figures.found)
    asked += set_cautions(line, figures.found, frame.lexicon, frame.window, context)
    asked += drop_unlike(line, figures.found, item, frame.lexicon)
    doubts = [*_ask(line, figures, asked, item, locator, frame)]
    doubts += [Doubt(rule="total-mismatch", locator=locator, texts=tuple(total)) for total in totals]
    found = find_dates(text, frame.window)
    activity = Activity(
        text=text,
        locator=locator,
        sha256=frame.sha256,
        dates=tuple(dict.fromkeys(d.day for d in found if not d.cited)),
        spans=(*find_ranges(text, frame.window), *find_months(text, frame.window)),
        place=find_place(text),
        countries=find_countries(line),
        partners=find_partners(text),
        aspects=_find_told_aspects(line, covers, item, frame),
        quantities=tuple(make_quantity(f, find_start(line, f, figures.found)) for f in figures.found),
    )
    activity = activity.model_copy(update={"planned": is_planned(activity)})
    if not activity.planned:
        doubts += _ask_for_totals(activity, doubts, item, frame, context)
    return Understood(activity, tuple(doubts))


def _ask(line: Line, figures: Figures, asked: list[Figure], item: int, locator: str, frame: Frame) -> Iterator[Doubt]:
    """What a person is asked about the figures; one that he is asked about already is asked no second time."""
    found, lexicon = figures.found, frame.lexicon

    def is_new(figure: Figure) -> bool:
        return not any(figure is other for other in asked)

    told = [*((quote[:_QUOTE],) for quote in figures.ambiguous), *quote_figures(line, asked, found)]
    yield from (Doubt(rule=_AMBIGUOUS, locator=locator, texts=texts) for texts in dict.fromkeys(told))
    for quote in figures.unlisted:
        yield Doubt(rule="figure-unlisted", locator=locator, texts=(quote[:_QUOTE],))
    elsewhere = [figure for figure in find_elsewhere(line, found, item, lexicon) if is_new(figure)]
    for texts in quote_figures(line, elsewhere, found):
        yield Doubt(rule="figure-elsewhere", locator=locator, texts=texts)
    untied = [figure for figure in find_untied(line, found, lexicon.items.get(item), lexicon) if is_new(figure)]
    for texts in quote_figures(line, [figure for figure in untied if figure.shared], found):
        yield Doubt(rule=_AMBIGUOUS, locator=locator, texts=texts)
    untied = [figure for figure in untied if not figure.shared]
    if untied:
        texts = (quote_figure(line, untied[0]), write_figures(line, untied))
        yield Doubt(rule="figure-untied", locator=locator, texts=texts)


def _ask_for_totals(
    activity: Activity, doubts: Sequence[Doubt], item: int, frame: Frame, context: str
) -> Iterator[Doubt]:
    """Mỗi xã 01 buổi; đã thực hiện 35: what lacks for a total. Nobody is asked twice about one sentence."""
    known = [doubt.texts[-1] for doubt in doubts if doubt.rule == _AMBIGUOUS]
    for texts in find_unsummed(activity.text, item, frame.lexicon, frame.window, context):
        if not any(quote in texts[-1] for quote in known):
            yield Doubt(rule=_AMBIGUOUS, locator=activity.locator, texts=texts)
    if not known:
        for number in find_bare_answers(activity.text, frame.lexicon, context):
            yield Doubt(rule="figure-unmeasured", locator=activity.locator, texts=(number,))


def keep_text(text: str, locator: str, frame: Frame) -> Activity:
    """A text in which nothing is looked for."""
    return Activity(text=text, locator=locator, sha256=frame.sha256)


def _read(text: str, frame: Frame) -> Line:
    return restore_marks(read_line(text), frame.lexicon)


def _find_told_aspects(line: Line, covers: str, item: int, frame: Frame) -> tuple[str, ...]:
    """Aspects of the text and of the sub-headings above it; a sentence that declares nothing covers none."""
    told = drop_nothing(line.text)
    same = told == line.text and not covers
    return find_aspects(line if same else _read(f"{covers}\n{told}", frame), item, frame.lexicon)


def find_aspects(line: Line, item: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Ids of the item's aspects whose words occur, in the plan's order; words inside names of offices do not count."""
    words = lexicon.items.get(item)
    if words is None:
        return ()
    hidden = {at for match in lexicon.find_overlooked(line) for at in range(match.first, match.end)}
    found = {m.payload.id for m in words.aspects.find_all(line.tokens) if m.first not in hidden}
    return tuple(aspect for aspect in words.aspect_ids if aspect in found)


def find_place(text: str) -> str | None:
    """Where it happened: the name behind 'tại'."""
    match = _PLACE.search(text)
    return _PLACE_END.sub("", match["place"]).strip() if match else None


def make_quantity(figure: Figure, since: str | None = None) -> Quantity:
    """The figure as the word that other rooms know: what is added up in whole numbers, everything else as written."""
    scale = 1 if figure.indicator else figure.scale
    return Quantity(
        value=_plain(figure.value / scale),
        value_max=None if figure.value_max is None else _plain(figure.value_max / scale),
        measure=figure.measure if figure.indicator else figure.written,
        indicator=figure.indicator,
        scope=figure.scope,
        precision=figure.precision,
        estimate=figure.estimate,
        since=since,
    )


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
