"""Which indicator of its item a figure belongs to: by measure family and by the words nearest to it.

The own clause decides first, then the clauses to the left, to the right, and at last the words above (a lead-in, a
column title). What stays undecided has no indicator: it is quoted and never added up.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from schemas.plan import Indicator
from schemas.values import Scope
from tonghop.understanding.figures.tying.audience import count_audience
from tonghop.understanding.figures.tying.exclusions import find_exclusions, is_explained, is_outweighed
from tonghop.understanding.figures.tying.lists import (
    share_along_lists,
    share_along_scopes,
    share_along_times,
    share_with_event,
)
from tonghop.understanding.figures.tying.sharing import names_two
from tonghop.understanding.figures.tying.topics import has_topic, tie_under_topic
from tonghop.understanding.figures.uncounted.channels import find_other_portals
from tonghop.understanding.figures.written.doers import find_other_doers
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import count_persons
from tonghop.understanding.figures.written.segments import LINE_ENDS
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key, read_line

_BEFORE_A_FIGURE = frozenset(
    make_key(w) for w in ("và", "với", "cùng", "còn", "có", "cho", "gồm", "đồng", "hút", "trong")
)
_CONSISTS_OF = frozenset(make_key(w) for w in ("gồm", "với"))
_REACH = 4
_AND = make_key("và")


def tie_indicators(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon, context: str) -> None:
    """Set the indicator of every countable figure that clearly has one."""
    words = lexicon.items.get(item)
    if words is None:
        return
    count_persons(line.tokens, figures, lexicon)
    unsure = count_audience(line, figures, words)
    clauses = find_clauses(line, figures)
    hidden = {at for match in lexicon.find_overlooked(line) for at in range(match.first, match.end)}
    hidden |= {at for doer in find_other_doers(line, lexicon) for at in range(doer.first, doer.end)}
    hidden |= find_other_portals(line)
    named_all = words.words.find_all(line.tokens)
    decide = _visible(named_all, hidden)
    unseen = [match for match in named_all if match.first in hidden]
    exclude = find_exclusions(line, _visible(words.without.find_all(line.tokens), hidden), decide, lexicon)
    for figure in figures:
        candidates = [ind for ind in words.indicators if ind.measure in figure.families]
        if not candidates or not figure.countable:
            continue
        figure.untied = not is_explained(line.tokens, figure, figures, candidates, [*exclude, *unseen], decide)
        if any(figure is each for each in unsure) or names_two(line.tokens, figure, figures, candidates, decide):
            figure.shared = figure.untied = True
            continue
        figure.indicator = _choose(line, figure, figures, candidates, clauses, decide, exclude)
        if figure.indicator is None and context:
            figure.indicator = _choose_from_context(context, candidates, words)
    share_along_lists(line.tokens, figures)
    share_along_times(line, figures)
    share_along_scopes(line, figures, clauses, exclude)
    share_with_event(line, figures, words)
    tie_under_topic(line, figures, words)
    for figure in figures:
        figure.untied &= figure.indicator is None


def find_elsewhere(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> list[Figure]:
    """Figures that belong to no indicator here, where none has their measure, but to one of another item."""
    own = lexicon.items.get(item)
    known = {indicator.measure for indicator in own.indicators} if own else set()
    lost = {
        place
        for place, f in enumerate(figures)
        if f.indicator is None and f.countable and f.scope is Scope.PERIOD and f.families and not f.families & known
    }
    if not lost or own is None:
        return []
    measures = {family for place in lost for family in figures[place].families}
    found: set[int] = set()
    for other, words in lexicon.items.items():
        if other != item and _speaks_of(line, measures, words):
            tried = [replace(figure, indicator=None) for figure in figures]
            tie_indicators(line, tried, other, lexicon, "")
            found |= {place for place in lost if tried[place].indicator is not None}
    return [figures[place] for place in sorted(found)]


def _speaks_of(line: Line, measures: Container[str], words: ItemWords) -> bool:
    """Whether a text holds words of an indicator of these measures, or a topic; without them no figure can be tied."""
    counted = {indicator.id for indicator in words.indicators if indicator.measure in measures}
    if not counted:
        return False
    return has_topic(line) or any(match.payload in counted for match in words.words.find_all(line.tokens))


def _visible(matches: Sequence[Match[str]], hidden: set[int]) -> list[Match[str]]:
    return [match for match in matches if match.first not in hidden]


def find_clauses(line: Line, figures: Sequence[Figure]) -> list[int]:
    """The clause number of every token; commas inside a measure (tin, bài) part nothing."""
    inside = {at for f in figures for at in range(f.first + 1, f.last)}
    starts = {at for f in figures if (at := _find_clause_start(line.tokens, f)) is not None}
    numbers: list[int] = []
    opened: list[int] = []
    clause = last = 0
    for place, token in enumerate(line.tokens):
        if token.key == ")" and opened and place not in inside:
            clause = opened.pop()  # cử 07 đoàn (29 lượt người) đi công tác: the clause goes on behind its bracket
        elif ((token.is_stop and token.key != ":") or token.comma or place in starts) and place not in inside:
            if token.key == "(":
                opened.append(clause)
            elif token.is_stop:
                opened.clear()
            clause = last = last + 1
        numbers.append(clause)
    return numbers


def _find_clause_start(tokens: tuple[Token, ...], figure: Figure) -> int | None:
    """The joining word shortly before a figure (và đón 06 đoàn), where its clause begins."""
    for place in range(figure.start_token - 1, max(-1, figure.start_token - 1 - _REACH), -1):
        if tokens[place].is_stop or tokens[place + 1].comma:
            return None
        if tokens[place].key in _BEFORE_A_FIGURE:
            return place
    return None


def _choose(
    line: Line,
    figure: Figure,
    figures: Sequence[Figure],
    candidates: Sequence[Indicator],
    clauses: list[int],
    decide: Sequence[Match[str]],
    exclude: Sequence[Match[str]],
) -> str | None:
    """Widen from the figure's own clause until some indicator's words are seen."""
    seen: set[int] = set()
    joined = _find_joined(line.tokens, clauses, figure) | _find_listed(line.tokens, clauses, figures, figure)
    for clause in _widening(line.tokens, clauses, figure, figures):
        seen.add(clause)
        fitting: dict[str, int] = {}
        for candidate in candidates:
            against = [m for m in exclude if m.payload == candidate.id and clauses[m.first] in seen | joined]
            if any(not is_outweighed(line, m, figure, decide) for m in against):
                continue
            here = [_distance(m, figure) for m in decide if m.payload == candidate.id and clauses[m.first] == clause]
            if here:
                fitting[candidate.id] = min(here)
        if fitting:
            return _nearest(fitting)
    return None


def _widening(tokens: tuple[Token, ...], clauses: list[int], figure: Figure, figures: Sequence[Figure]) -> list[int]:
    """Own clause; leftwards, then rightwards to the semicolon; then everything left of it in the text.

    To the right only up to the next figure of the same family: the words there are that figure's own.
    """
    own = clauses[figure.first]
    first = next((at for at in range(figure.first, -1, -1) if tokens[at].key in LINE_ENDS), -1)
    last = next((at for at in range(figure.first, len(tokens)) if tokens[at].key in LINE_ENDS), len(tokens))
    near_left = sorted({clauses[at] for at in range(first + 1, figure.first)} - {own}, reverse=True)
    rivals = (f for f in figures if f.families & figure.families and f.scope is figure.scope)
    rival = next((f.first for f in rivals if f.first > figure.first), last)
    last = min(last, next((at for at in range(last) if clauses[at] == clauses[rival]), last) if rival < last else last)
    near_right = sorted({clauses[at] for at in range(figure.first, last)} - {own})
    far_left = sorted({clauses[at] for at in range(first + 1)} - {own, *near_left}, reverse=True)
    attached = _find_attached(tokens, clauses, figure, last)
    near_right = [clause for clause in near_right if clause not in attached]
    return [own, *attached, *near_left, *near_right, *far_left]


def _find_attached(tokens: tuple[Token, ...], clauses: list[int], figure: Figure, last: int) -> list[int]:
    """cử 02 đoàn gồm 08 cán bộ sang Savannakhet: what goes on without comma by gồm, với belongs to the figure."""
    attached: list[int] = []
    for at in range(figure.last, last):
        if tokens[at].comma or tokens[at].is_stop:
            break
        if clauses[at] != clauses[figure.first] and clauses[at] not in attached:
            if tokens[at].key not in _CONSISTS_OF:
                break
            attached.append(clauses[at])
    return attached


def _find_joined(tokens: tuple[Token, ...], clauses: list[int], figure: Figure) -> set[int]:
    """Cử 01 đoàn ... gồm 06 thành viên: what is excluded for the group is so for its members."""
    start = next((at for at in range(figure.start_token, -1, -1) if clauses[at] != clauses[figure.first]), -1) + 1
    if not start or tokens[start].key not in _CONSISTS_OF:
        return set()
    first = start
    while first > 0 and not (tokens[first].comma or tokens[first - 1].is_stop or tokens[first].key == _AND):
        first -= 1
    return {clauses[at] for at in range(first, start)}


def _find_listed(tokens: tuple[Token, ...], clauses: list[int], figures: Sequence[Figure], figure: Figure) -> set[int]:
    """Tham gia 03 hội nghị, 02 hội thảo: what is excluded for the first of a list is so for the others."""
    listed: set[int] = set()
    place = next(at for at, each in enumerate(figures) if each is figure)
    for at in range(place, 0, -1):
        before, after = figures[at - 1], figures[at]
        joined = all(t.key == _AND for t in tokens[before.last : after.start_token])
        if not joined or not before.families & after.families:
            break
        listed.add(clauses[before.first])
    return listed


def _distance(match: Match[str], figure: Figure) -> int:
    """Tokens between the words and the figure; a word behind the figure counts as near as one before it."""
    if match.end <= figure.first:
        return figure.first - match.end
    return max(0, match.first - figure.end)


def _nearest(fitting: dict[str, int]) -> str | None:
    """The one with the nearest words; two equally near decide nothing."""
    best = min(fitting.values())
    nearest = [indicator for indicator, distance in fitting.items() if distance == best]
    return nearest[0] if len(nearest) == 1 else None


def _choose_from_context(context: str, candidates: Sequence[Indicator], words: ItemWords) -> str | None:
    tokens = read_line(context).tokens
    fitting = [c.id for c in candidates if _has(words.words, tokens, c.id) and not _has(words.without, tokens, c.id)]
    return fitting[0] if len(fitting) == 1 else None


def _has(index: PhraseIndex[str], tokens: tuple[Token, ...], indicator: str) -> bool:
    return any(match.payload == indicator for match in index.find_all(tokens))
