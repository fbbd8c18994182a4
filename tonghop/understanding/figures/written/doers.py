"""Who organised what a sentence counts: 01 lớp do Sở TT&TT tổ chức is of others, 02 buổi do Sở chủ trì is not.

Keeps out bodies that act as the subject of a sentence (foreign.py, cautions.py).
"""

import re
from typing import NamedTuple

from schemas.plan import Indicator
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, PhraseIndex, make_key

_BY, _REACH, _FEWEST = make_key("do"), 24, 2
_NOT_BY_AFTER = frozenset(make_key(w) for w in ("tự", "lý"))
_TOOK_PART = "tham gia"
_ORGANISE = PhraseIndex((word, None) for word in ("tổ chức", "chủ trì", "mở", "phát động", "chủ trì tổ chức"))
_OURSELVES = PhraseIndex((word, None) for word in ("sở", "trung tâm", "phòng", "văn phòng", "đơn vị"))


_DEPARTMENT = make_key("sở")
_SUBJECT = re.compile(
    r"(?:^\s*|[,;:(]\s*)(?P<body>(?:Sở|Bộ|Ban|Cục|Hội|Trường|Học viện)\s[A-ZĐ][^\s,;.:()]*(?:\s[^\s,;.:()\d]+){0,7}?)\s"
    r"(?P<verb>(?:đã\s)?(?:tổ chức|mở|chủ trì))\b"
)
_TAKES_PART = re.compile(r"(?i)\b(?:cử|tham gia|tham dự)\b")
_WITH = frozenset(make_key(w) for w in ("phối", "cùng", "với", "cử"))


class Doer(NamedTuple):
    """Tokens first..end (exclusive) of 'do ... tổ chức'."""

    first: int
    end: int


def organises(line: Line, first: int, last: int) -> bool:
    """Whether a verb of organising stands between these tokens."""
    return any(_ORGANISE.find_at(line.tokens, at) for at in range(first, last))


def excludes_guests(indicator: Indicator) -> bool:
    """Whether the plan adds up only what was organised: taking part keeps a figure out of the indicator."""
    return _TOOK_PART in indicator.without


def is_own_body(line: Line, place: int, end: int, lexicon: Lexicon) -> bool:
    """Whether just these tokens name the department or a unit of it: Phòng QLCN, Trung tâm."""
    return any(m.end == end for index in (lexicon.own, _OURSELVES) for m in index.find_at(line.tokens, place))


def find_other_doers(line: Line, lexicon: Lexicon) -> list[Doer]:
    """Where a sentence says that somebody else organised it."""
    tokens, found = line.tokens, []
    for place, token in enumerate(tokens):
        if token.key != _BY or (place and tokens[place - 1].key in _NOT_BY_AFTER):
            continue
        reach = range(place + 1, min(len(tokens), place + _REACH))
        verb = next((at for at in reach if tokens[at].is_stop or _ORGANISE.find_at(tokens, at)), None)
        if verb is not None and not tokens[verb].is_stop and not _is_own(line, place + 1, lexicon):
            found.append(Doer(place, verb + 2))
    return [*found, *_find_subjects(line, lexicon)]


def _find_subjects(line: Line, lexicon: Lexicon) -> list[Doer]:
    """Tập huấn (Sở TT&TT mở): 02 lớp; Sở Nội vụ tổ chức 01 lớp, đơn vị cử 02 người: others organised, we took part.

    Without a word of taking part it says nothing of the department: Sở Nội vụ tổ chức 01 lớp cho 90 người.
    """
    found = []
    for match in _SUBJECT.finditer(line.text):
        inside = [at for at, t in enumerate(line.tokens) if match.start("body") <= t.start < match.end("verb")]
        own = any(lexicon.own.find_at(line.tokens, at) or line.tokens[at].key in _WITH for at in inside)
        took_part = line.text[match.start()] == "(" or _TAKES_PART.search(line.text, match.end())
        if inside and not own and took_part:
            found.append(Doer(inside[0], inside[-1] + 1))
    return found


def names_other_department(line: Line, first: int, end: int, lexicon: Lexicon) -> bool:
    """14 cán bộ của Sở Khoa học Sekong: what speaks of the department is the beginning of another one's name."""
    tokens = line.tokens
    if tokens[end - 1].key != _DEPARTMENT or end >= len(tokens) or tokens[end].comma or end - first < _FEWEST:
        return False
    return line.text[tokens[end].start].isupper() and not lexicon.own.find_at(tokens, end - 1)


def _is_own(line: Line, place: int, lexicon: Lexicon) -> bool:
    """Do Sở chủ trì, do Phòng QLCN mở: the department or a unit of it; Sở TT&TT is named with a capital letter."""
    if lexicon.own.find_at(line.tokens, place):
        return True
    ends = [match.end for match in _OURSELVES.find_at(line.tokens, place)]
    return any(end < len(line.tokens) and line.text[line.tokens[end].start].islower() for end in ends)
