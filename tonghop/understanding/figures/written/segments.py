"""Sentences and clauses of a line as tokens: where a word still speaks of a figure."""

from collections.abc import Sequence

from tonghop.understanding.words import Token

SENTENCE_ENDS = frozenset({".", "\n"})
LINE_ENDS = SENTENCE_ENDS | {";"}


def find_segment(tokens: tuple[Token, ...], place: int) -> tuple[int, int]:
    """The tokens between full stops, semicolons and line ends around this one."""
    return _find_between(tokens, place, LINE_ENDS)


def find_sentence(tokens: tuple[Token, ...], place: int) -> tuple[int, int]:
    """The tokens between full stops and line ends around this one, over semicolons."""
    return _find_between(tokens, place, SENTENCE_ENDS)


def _find_between(tokens: tuple[Token, ...], place: int, ends: frozenset[str]) -> tuple[int, int]:
    first, last = place + 1, place
    while first > 0 and tokens[first - 1].key not in ends:
        first -= 1
    while last < len(tokens) and tokens[last].key not in ends:
        last += 1
    return first, last


def find_clause(tokens: tuple[Token, ...], place: int) -> int:
    """The first token of the clause: behind the last comma, stop or bracket."""
    while place > 0 and not tokens[place - 1].is_stop and not tokens[place].comma:
        place -= 1
    return place


def skip_brackets(tokens: Sequence[Token]) -> list[Token]:
    """01 đoàn (03 người) ngày 12/12/2023: what stands outside brackets; a bracket that only closes is skipped."""
    kept, depth = [], 0
    for token in tokens:
        depth = max(0, depth + (token.key == "(") - (token.key == ")"))
        if depth == 0 and token.key != ")":
            kept.append(token)
    return kept


def same_clause(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """No comma, bracket or stop on the way."""
    return not any(t.is_stop or t.comma for t in tokens[first:last]) and not (last < len(tokens) and tokens[last].comma)
