"""Sentences and clauses of a line as tokens: where a word still speaks of a figure."""

from tonghop.understanding.words import Token

LINE_ENDS = frozenset({".", "\n", ";"})


def find_segment(tokens: tuple[Token, ...], place: int) -> tuple[int, int]:
    """The tokens between full stops, semicolons and line ends around this one."""
    first, last = place + 1, place
    while first > 0 and tokens[first - 1].key not in LINE_ENDS:
        first -= 1
    while last < len(tokens) and tokens[last].key not in LINE_ENDS:
        last += 1
    return first, last


def same_clause(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """No comma, bracket or stop on the way."""
    return not any(t.is_stop or t.comma for t in tokens[first:last]) and not (last < len(tokens) and tokens[last].comma)
