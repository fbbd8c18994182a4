"""Words that keep a figure from an indicator, and when they do not: 4 cuộc tuyên truyền trong các buổi tập huấn.

Keeps out the words that tie (ties.py).
"""

import re
from collections.abc import Sequence

from schemas.plan import Indicator
from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.figures.written.doers import names_other_department
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_segment, find_sentence, same_clause
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_keys

_REACH, _NAME_REACH, _OCCASION_REACH = 4, 5, 80
_CAME = frozenset(make_keys(w) for w in ("tham gia", "tham dự", "dự"))
_EXCLUDES_NOTHING = PhraseIndex(
    (word, None) for word in ("sự tham gia", "sự tham dự", "sự có mặt", "chứng nhận đăng ký", "bằng đăng ký")
)
"""Với sự tham gia của 40 cán bộ: who came, not whether the unit was only a guest."""
_ADVISED = make_keys("tham mưu")
_OCCASION = re.compile(
    r"(?i)\b(?:trong|tại|nhân|qua|vào|với|cùng|kết hợp|sau|trước)\s"
    r"(?:(?:các|những|một số|\d{1,3})\s)?(?:(?:buổi|lớp|cuộc|đợt|khóa|khoá|chương trình|hội nghị|dịp)\s)+$"
)
"""Trong các buổi tập huấn, nhân 3 lớp tập huấn: on what occasion."""
_ACCEPTED, _DONE = make_keys("nghiệm thu"), make_keys("hoàn thành")


def find_exclusions(
    line: Line, excluding: Sequence[Match[str]], decide: Sequence[Match[str]], lexicon: Lexicon
) -> list[Match[str]]:
    """The excluding words of a line that are no part of a deciding phrase or of another body's name."""
    named = {at for match in _EXCLUDES_NOTHING.find_all(line.tokens) for at in range(match.first, match.end)}
    found = [m for m in excluding if m.first not in named and not any(_holds(wide, m) for wide in decide)]
    found = [m for m in found if not names_other_department(line, m.first, m.end, lexicon)]
    return [m for m in found if not _names_partner(line, m, lexicon)]


def _holds(wide: Match[str], match: Match[str]) -> bool:
    """bạn Lào cử 01 đoàn: a deciding phrase that contains an excluding word of the same indicator is stronger."""
    inside = wide.first <= match.first and match.end <= wide.end
    return inside and wide.payload == match.payload and wide.end - wide.first > match.end - match.first


def _names_partner(line: Line, match: Match[str], lexicon: Lexicon) -> bool:
    """Cán bộ Sở KH&CN Champasak: the department of a partner."""
    ends = [m.end for m in lexicon.own.find_at(line.tokens, match.end - 1)]
    if not ends or same_clause(line.tokens, match.first, match.end) is False:
        return False
    behind = line.tokens[max(ends) : max(ends) + _NAME_REACH]
    stop = next((at for at, token in enumerate(behind) if token.is_stop or token.comma), len(behind))
    name = next((at for at, token in enumerate(behind[:stop]) if line.text[token.start].isupper()), stop)
    return name == 0 and bool(find_countries(Line(line.text, behind[:stop])))


def is_explained(
    tokens: tuple[Token, ...],
    figure: Figure,
    figures: Sequence[Figure],
    candidates: Sequence[Indicator],
    exclude: Sequence[Match[str]],
    decide: Sequence[Match[str]],
) -> bool:
    """Whether its sentence says of every indicator of its measure why it is none of it.

    120 lượt người tham gia 03 buổi: that people came does not say that the unit was only a guest.
    """
    first, last = find_sentence(tokens, figure.first)
    came = [f.last for f in figures if PEOPLE in f.families]
    others = _find_others_words(tokens, figure, figures)
    against = {
        m.payload
        for m in exclude
        if first <= m.first < last
        and not (
            _read(tokens, m) in _CAME
            and any(at <= m.first <= at + _REACH and same_clause(tokens, at, m.first) for at in came)
        )
        and not _is_finished(tokens, m, figure, decide)
        and m.first not in others
    }
    return against.issuperset(candidate.id for candidate in candidates)


def _find_others_words(tokens: tuple[Token, ...], figure: Figure, figures: Sequence[Figure]) -> range:
    """(01 gian hàng) nằm trong khu 48 gian hàng của Ban tổ chức: from the next of its kind on in its clause."""
    _, last = find_segment(tokens, figure.first)
    after = (f.start_token for f in figures if figure.first < f.first < last and f.families & figure.families)
    return range(next(after, last), last)


def _is_finished(tokens: tuple[Token, ...], against: Match[str], figure: Figure, decide: Sequence[Match[str]]) -> bool:
    """Hoàn thành nghiệm thu 01 dự án hợp tác: it was done, though whether in this period only, nobody knows."""
    before = tuple(token.key for token in tokens[max(0, against.first - len(_DONE)) : against.first])
    return (
        _read(tokens, against) == _ACCEPTED
        and before == _DONE
        and against.end == figure.start_token
        and any(m.payload == against.payload and m.first == figure.last for m in decide)
    )


def is_outweighed(line: Line, against: Match[str], figure: Figure, decide: Sequence[Match[str]]) -> bool:
    """Whether an excluding word says nothing against this figure.

    Tham mưu Sở ký kết 01 biên bản: what was advised was done, when its own verb stands between. 4 cuộc tuyên truyền
    trong các buổi tập huấn: what is named so happened on that occasion.
    """
    tokens = line.tokens
    same = [m for m in decide if m.payload == against.payload]
    if _read(tokens, against) == _ADVISED:
        return any(against.end <= m.first and m.end <= figure.start_token for m in same)
    start = tokens[against.first].start
    on_occasion = _OCCASION.search(line.text[max(0, start - _OCCASION_REACH) : start])
    return on_occasion is not None and any(m.first == figure.last for m in same)


def _read(tokens: tuple[Token, ...], match: Match[str]) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[match.first : match.end])
