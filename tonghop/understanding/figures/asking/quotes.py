"""How a person is shown the figures that he is asked about: the sentence as written, and which of its figures.

Keeps out which figures these are (cautions.py, rivals.py, parallels.py, ties.py, untied.py).
"""

from collections.abc import Sequence

from tonghop.understanding.figures.sums.parts import write_figure
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import Line, Token

_MOST_BRACKETED = 5
_LONGEST = 200


def quote_figures(line: Line, asked: Sequence[Figure], figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """What a doubt says of each sentence: the sentence, or the figures with it where another of its figures counts.

    The sentence is the last text; it stands in the line as it is.
    """
    if not asked:
        return []
    told: dict[str, list[Figure]] = {}
    for figure in asked:
        told.setdefault(quote_figure(line, figure), []).append(figure)
    counted = {quote_figure(line, figure) for figure in figures if figure.indicator is not None}
    return [
        (f"{write_figures(line, among)} (trong câu: {quote})", quote) if quote in counted else (quote,)
        for quote, among in told.items()
    ]


def write_figures(line: Line, figures: Sequence[Figure]) -> str:
    """12 lớp, 40 người: each as the text has it."""
    return ", ".join(dict.fromkeys(write_figure(line, figure) for figure in sorted(figures, key=lambda f: f.first)))


def quote_figure(line: Line, figure: Figure) -> str:
    """The sentence in which the figure stands, as written, as far as a question shows it."""
    first, last = find_segment(line.tokens, figure.first)
    last = max(last, figure.last)
    for _ in range(_MOST_BRACKETED):  # (6 tháng đầu 95; 6 tháng cuối 85): a bracket is quoted whole
        before = first, last
        if last < len(line.tokens) and line.tokens[last].key == ";" and _is_open(line.tokens[first:last]):
            _, last = find_segment(line.tokens, last + 1)
        if first > 1 and line.tokens[first - 1].key == ";" and _is_open(line.tokens[first:last], closed=True):
            first, _ = find_segment(line.tokens, first - 2)
        if (first, last) == before:
            break
    behind = line.tokens[last].end if last < len(line.tokens) and line.tokens[last].key == ")" else 0
    return line.text[line.tokens[first].start : max(behind, line.tokens[last - 1].end)][:_LONGEST]


def _is_open(tokens: tuple[Token, ...], *, closed: bool = False) -> bool:
    """More brackets opened than closed, or the other way round."""
    opened = sum(t.key == "(" for t in tokens) - sum(t.key == ")" for t in tokens)
    return opened < 0 if closed else opened > 0
