"""Sentences and clauses of a line as tokens: where a word still speaks of a figure."""

from tonghop.understanding.words import Token

LINE_ENDS = frozenset({".", "\n", ";"})


def find_segment(tokens: tuple[Token, ...], place: int) -> tuple[int, int]:
    """The tokens between full stops, semicolons and line ends around this one."""
    first = next((at + 1 for at in range(place, -1, -1) if tokens[at].key in LINE_ENDS), 0)
    last = next((at for at in range(place, len(tokens)) if tokens[at].key in LINE_ENDS), len(tokens))
    return first, last


def same_clause(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """No comma, bracket or stop on the way."""
    return not any(t.is_stop or t.comma for t in tokens[first:last]) and not (last < len(tokens) and tokens[last].comma)
