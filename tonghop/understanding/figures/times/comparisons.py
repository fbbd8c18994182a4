"""Whether a figure is of another time or a difference: tăng 5 so với cùng kỳ. Such a figure is quoted.

Keeps out rates (rates.py) and the span of time of the others (scopes.py).
"""

import re

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.words import Line, PhraseIndex, Token, make_key

_COMPARED = PhraseIndex(
    (word, None)
    for word in (
        *("so với", "cùng kỳ", "tăng", "giảm", "nhiều hơn", "ít hơn", "cao hơn", "thấp hơn"),
        *("năm trước", "kỳ trước", "năm ngoái", "vượt", "gấp", "lớn hơn"),
    )
)
_LISTED = re.compile(r"(?i)\s*[,/(]?\s*(?:với|và|gồm|tương ứng)?\s*")
_OTHER_TIME = re.compile(r"(?i)\b(?:cùng kỳ|năm trước|năm ngoái|kỳ trước)\b")
_UPWARD = make_key("lên")
_JOINING = frozenset({":", "("})
_CHANGED_TO = frozenset({make_key("lên"), make_key("xuống")})


def is_comparison(tokens: tuple[Token, ...], figure: Figure) -> bool:
    """Behind tăng, giảm, so với, cùng kỳ in its clause: the figure of another time or a difference."""
    if figure.last + 1 < len(tokens) and tokens[figure.last].key in _CHANGED_TO and tokens[figure.last + 1].is_number:
        return True  # từ 12 đoàn lên 16 đoàn: the first is how it was before
    first = _find_compared_clause(tokens, figure.start_token)
    for place in range(first, figure.first):
        for match in _COMPARED.find_at(tokens, place):
            if match.end <= figure.first and not _is_raised_to(tokens, match.end, figure.first):
                return True
    return False


def goes_on_comparison(line: Line, before: Figure, figure: Figure) -> bool:
    """Cùng kỳ năm 2023: 07 đoàn, 52 lượt người: what is listed behind the figure of another time is of that time."""
    between = line.text[line.tokens[before.last - 1].end : line.tokens[figure.start_token].start]
    told = line.text[line.tokens[_find_compared_clause(line.tokens, before.start_token)].start :]
    told = told[: line.tokens[before.first].start - (len(line.text) - len(told))]
    return bool(_LISTED.fullmatch(between)) and bool(_OTHER_TIME.search(told)) and not before.families & figure.families


def _find_compared_clause(tokens: tuple[Token, ...], place: int) -> int:
    """Where the clause begins; through a colon or bracket right before the figure: cùng kỳ năm 2023 (3 đoàn)."""
    first = place
    while first > 0 and not tokens[first].comma:
        before = tokens[first - 1]
        if before.is_stop and not (before.key in _JOINING and first == place):
            break
        first -= 1
        if before.is_stop:
            place = -1
    return first


def _is_raised_to(tokens: tuple[Token, ...], place: int, number: int) -> bool:
    """... tăng số dự án lên 16: a level, not a difference; so is tăng từ 12 lên 16 (a person is asked: cautions.py)."""
    upward = any(t.key == _UPWARD for t in tokens[place:number]) and not any(t.is_number for t in tokens[place:number])
    return upward or tokens[number - 1].key == _UPWARD
