"""On which channel news was published: another paper, site or portal than those whose news is counted.

Keeps out who acted and what became of the news (foreign.py).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.plan import Indicator
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.lexicon import ItemWords
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key, make_keys

_CHANNELS = PhraseIndex(
    (word, None)
    for word in (
        *("fanpage", "facebook", "zalo", "youtube", "tiktok", "tạp chí", "vnexpress", "dân trí", "VTV", "VOV", "TTXVN"),
        *("VTV1", "VTV2", "VTV8", "VTV9", "VTC", "VOV1", "QPVN", "ANTV", "truyền hình Việt Nam", "tiếng nói Việt Nam"),
        *("vietnamnet", "vietnamplus", "instagram", "lotus", "nhandan"),
        *("thông tấn xã", "mạng xã hội", "báo điện tử", "báo nhân dân", "báo chí trung ương", "báo trung ương"),
    )
)
_NEWSPAPER, _PRESS = make_key("báo"), (make_keys("báo chí"), make_keys("họp báo"))
_NAMES = frozenset(make_key(w) for w in ("cổng", "website", "trang", "báo", "san", "hình", "thanh", "sóng"))
_WHERE = frozenset(make_key(w) for w in ("trên", "qua", "tại", "trong", "ở", "cho", "đăng", "của", "lên"))
_PORTAL = re.compile(
    r"(?:\b(?:các )?(?:cổng|trang) (?:thông tin(?: điện tử)?|ttđt|tt đt|tin điện tử|tin|web)|\bcổng|\bwebsite)"
    r"(?:\s+(?:của|thuộc))?\s+(?:"
    r"đối ngoại|dịch vụ công|chính phủ|quốc gia|ubnd|ủy ban|uỷ ban|tỉnh ủy|huyện|các |tỉnh(?! quảng trị \()|bộ "
    r"|cục |vụ |trung ương|đảng bộ|thành phố|đảng"
    r"|(?-i:Sở (?!KH|Khoa)[A-ZĐ]))"
    r"|\b(?:đài )?(?:truyền hình|tiếng nói|phát thanh)(?: và \S+)? (?:việt nam|quốc hội|nhân dân|thông tấn|trung ương)",
    re.IGNORECASE,
)


def find_other_portals(line: Line) -> set[int]:
    """The tokens that name a portal of somebody else: Cổng Thông tin đối ngoại, website của Bộ."""
    spans = _find_portals(line.text)
    if not spans:
        return set()
    return {at for at, t in enumerate(line.tokens) if any(start <= t.start < end for start, end in spans)}


@lru_cache(maxsize=256)  # asked for each item and each figure of a text
def _find_portals(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _PORTAL.finditer(text))


def is_elsewhere(line: Line, figure: Figure, words: ItemWords, first: int, last: int) -> bool:
    """08 bài trên Báo Nhân dân: another channel beside the figure, and none of the channels that count."""
    candidates = {ind.id for ind in words.indicators if ind.measure in figure.families}
    others = find_other_portals(line)
    zone = range(first, last)
    found: list[Match[str]] = [m for at in zone for m in words.words.find_at(line.tokens, at) if m.end <= last]
    found = [m for m in found if m.first not in others]
    if not candidates or any(m.payload in candidates for m in found):
        return False
    if not any(_counts_by_channel(indicator) for indicator in words.indicators if indicator.id in candidates):
        return False
    rivals = [m.first for m in found if _names_channel(m.payload, words.indicators, figure)]
    rivals += [at for at in zone if at in others or _CHANNELS.find_at(line.tokens, at) or _is_newspaper(line, at)]
    return any(_stands_as_place(line.tokens, at, figure, first) for at in rivals)


def names_other_channel(line: Line, first: int, last: int) -> bool:
    """Whether a paper, site or portal of somebody else is named between these tokens."""
    others = find_other_portals(line)
    return any(at in others or _CHANNELS.find_at(line.tokens, at) for at in range(first, last))


def _counts_by_channel(indicator: Indicator) -> bool:
    """News on the portal counts by where it stands; news on sovereignty, answers to báo chí wherever they stand."""
    named = [keys for word in indicator.words if (keys := make_keys(word)) not in _PRESS]
    return any(key in _NAMES for keys in named for key in keys)


def _names_channel(indicator: str, indicators: Sequence[Indicator], figure: Figure) -> bool:
    """Đặc san, Bản tin, Đài: what counts itself in another measure; only news has channels."""
    return "tin, bài" in figure.families and any(i.id == indicator and i.measure != "nhãn hiệu" for i in indicators)


def _is_newspaper(line: Line, at: int) -> bool:
    """Báo Lao động: a paper's name."""
    tokens = line.tokens
    if tokens[at].key != _NEWSPAPER or at + 1 >= len(tokens):
        return False
    return line.text[tokens[at].start].isupper() and line.text[tokens[at + 1].start].isupper()


def _stands_as_place(tokens: tuple[Token, ...], at: int, figure: Figure, first: int) -> bool:
    """Behind trên, cho ...; or before the figure as who tells it (Fanpage đăng 60 bài; Đặc san: 12 bài)."""
    led = any(token.key in _WHERE for token in tokens[max(first, at - 2) : at])
    return led or (at < figure.start_token and at - first <= 2)
