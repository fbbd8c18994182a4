"""Figures of somebody else: of the whole province or sector, guests from home, other channels, papers received.

They are quoted and never added up. Runs before the indicators are known. Keeps out bodies that act themselves, wishes
and other times (cautions.py), where a person is asked.
"""

import re
from collections.abc import Sequence

from schemas.plan import Indicator
from schemas.values import Scope
from tonghop.understanding.countries import find_countries
from tonghop.understanding.figures import Figure
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.scopes import find_segment
from tonghop.understanding.words import Line, Match, PhraseIndex, Token, make_key

_WHOLE = PhraseIndex(
    (word, None)
    for word in (
        *("toàn tỉnh", "cả tỉnh", "cả nước", "toàn quốc", "cả ngành", "toàn ngành", "tỉnh quảng trị", "tỉnh ta"),
        *("tỉnh nhà", "tỉnh bạn", "các tỉnh bạn", "tỉnh savannakhet", "tỉnh salavan"),
    )
)
_NOT_WHO_AFTER = frozenset(
    make_key(w) for w in ("trong", "cho", "đến", "tới", "của", "trên", "khắp", "tại", "với", "ở", "về", "từ", "ra")
)
_ACTS = frozenset(
    make_key(w)
    for w in ("đón", "tiếp", "có", "đăng", "tổ", "cử", "ký", "xuất", "phát", "ban", "đã", "đạt", "thu", "triển", "thực")
)
_OWN = frozenset(make_key(w) for w in ("riêng", "sở", "phòng", "văn", "trung"))
_HOME = PhraseIndex(
    (word, None)
    for word in (
        *("các tỉnh bạn", "tỉnh bạn", "trong nước", "ngoài tỉnh", "các tỉnh", "các sở", "trong tỉnh", "các huyện"),
        *("Hà Nội", "Đà Nẵng", "Huế", "Thừa Thiên Huế", "Hồ Chí Minh", "Quảng Bình", "Quảng Nam", "Quảng Ngãi"),
        *("Hà Tĩnh", "Nghệ An", "Thanh Hóa", "Lào Cai", "Lâm Đồng", "Đà Lạt", "Cần Thơ", "Hải Phòng", "Quảng Ninh"),
        *("Bình Định", "Khánh Hòa", "Gia Lai", "Đắk Lắk", "Kon Tum", "Bắc Ninh", "Sơn La", "Lạng Sơn", "Đồng Tháp"),
    )
)
"""Groups from or to places at home: no delegation of foreign relations."""
_CHANNELS = PhraseIndex(
    (word, None)
    for word in (
        *("fanpage", "facebook", "zalo", "youtube", "tiktok", "tạp chí", "vnexpress", "dân trí", "VTV", "VOV", "TTXVN"),
        *("thông tấn xã", "mạng xã hội", "báo điện tử", "báo nhân dân", "báo chí trung ương", "báo trung ương"),
    )
)
_NEWSPAPER = make_key("báo")
_WHERE = frozenset(make_key(w) for w in ("trên", "qua", "tại", "trong", "ở", "cho"))
_GROUP, _PEOPLE, _PAPER = "đoàn", "lượt người", "văn bản"
_FOLLOWED = PhraseIndex((w, None) for w in ("thực hiện", "triển khai", "tiếp thu", "quán triệt", "nhận", "tiếp nhận"))
_SUPERIOR = re.compile(
    r"\bcủa (?:cấp trên|trung ương|chính phủ|tỉnh ủy|ubnd|ủy ban|uỷ ban|bộ\b|tỉnh\b)|\bđược giao\b", re.IGNORECASE
)
_NOT_KEPT = PhraseIndex(
    (w, None) for w in ("chấm dứt", "gỡ bỏ", "gỡ", "xóa", "xóa bỏ", "thu hồi", "thanh lý", "bãi bỏ", "hủy bỏ")
)
_NOT_DONE_BEHIND = PhraseIndex(
    (w, None)
    for w in (
        *("bị lỗi", "chờ duyệt", "chờ đăng", "chưa duyệt", "chưa đăng", "từ các năm trước", "từ năm trước"),
        *("từ những năm trước", "của các năm trước", "của năm trước", "từ kỳ trước", "đã báo cáo", "đã nêu ở trên"),
    )
)
_SENT = PhraseIndex((w, None) for w in ("gửi", "viết", "cộng tác", "cung cấp"))
_PRINTED = PhraseIndex((w, None) for w in ("được đăng", "đã đăng", "đã được đăng"))
_CARRIED_ON = PhraseIndex((w, None) for w in ("chuyển tiếp", "tiếp tục"))


def set_foreign(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> None:
    """Mark the figures that are not of this unit, so that no indicator is looked for."""
    words = lexicon.items.get(item)
    if words is None:
        return
    for place, figure in enumerate(figures):
        if not figure.families:
            continue
        first, last = _find_zone(line.tokens, figures, place)
        if (
            (figure.scope is not Scope.CUMULATIVE and _is_of_whole(line.tokens, figure, lexicon))
            or _is_at_home(line, figure, last)
            or _is_superior(line, figure, first, last)
            or _is_not_kept(line.tokens, figure, first, last)
            or _is_only_sent(line.tokens, figures, place, first)
            or _is_elsewhere(line, figure, words, first, last)
        ):
            figure.countable, figure.foreign = False, True
    _pass_on(line.tokens, figures)


def _find_zone(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int) -> tuple[int, int]:
    """The tokens that speak of this figure alone: its own clause, between the figures beside it."""
    figure = figures[place]
    first, last = find_segment(tokens, figure.first)
    before = [f.last for f in figures[:place] if f.last > first]
    first = max([first, *before])
    first = max([first, *(at for at in range(first, figure.start_token + 1) if tokens[at].comma)])
    if place + 1 < len(figures):
        last = min(last, figures[place + 1].start_token)
    last = min([last, *(at for at in range(figure.last, last) if tokens[at].comma)])
    return first, last


def _is_of_whole(tokens: tuple[Token, ...], figure: Figure, lexicon: Lexicon) -> bool:
    """Toàn tỉnh đón 145 đoàn: who acts is larger than the department."""
    first, _ = find_segment(tokens, figure.first)
    for at in range(first, figure.start_token):
        for match in _WHOLE.find_at(tokens, at):
            acts = match.end < len(tokens) and tokens[match.end].key in _ACTS
            asked = at > first and not tokens[at].comma and tokens[at - 1].key in _NOT_WHO_AFTER
            between = range(match.end, figure.start_token)
            own = any(tokens[p].key in _OWN or lexicon.own.find_at(tokens, p) for p in between)
            if acts and not asked and not own:
                return True
    return False


def _is_at_home(line: Line, figure: Figure, last: int) -> bool:
    """02 đoàn các tỉnh bạn, 01 đoàn đi Hà Nội; a country beside it speaks for a foreign group."""
    if _GROUP not in figure.families:
        return False
    tokens = line.tokens
    behind = [m for at in range(figure.last, last) for m in _HOME.find_at(tokens, at)]
    return bool(behind) and not find_countries(Line(line.text, tokens[figure.first : last]))


def _is_superior(line: Line, figure: Figure, first: int, last: int) -> bool:
    """Thực hiện 12 văn bản chỉ đạo của cấp trên: papers that came, none that the unit wrote."""
    if _PAPER not in figure.families or last <= figure.last:
        return False
    behind = line.text[line.tokens[figure.last - 1].end : line.tokens[last - 1].end]
    return bool(_SUPERIOR.search(behind)) and _ends_with(line.tokens, _FOLLOWED, first, figure.start_token)


def _ends_with(tokens: tuple[Token, ...], index: PhraseIndex[None], first: int, last: int) -> bool:
    return any(m.end == last for at in range(first, last) for m in index.find_at(tokens, at))


def _is_not_kept(tokens: tuple[Token, ...], figure: Figure, first: int, last: int) -> bool:
    """Gỡ bỏ 05 tin cũ; 08 tin, bài chờ duyệt; 05 nhãn hiệu được cấp từ các năm trước."""
    if any(
        m.end <= figure.start_token for at in range(first, figure.start_token) for m in _NOT_KEPT.find_at(tokens, at)
    ):
        return True
    behind = any(_NOT_DONE_BEHIND.find_at(tokens, at) for at in range(figure.last, last))
    if not behind and figure.last < len(tokens) and last < len(tokens) and tokens[last].key == "(":
        behind = bool(_NOT_DONE_BEHIND.find_at(tokens, last + 1)) if last + 1 < len(tokens) else False
    return behind and not any(_CARRIED_ON.find_at(tokens, at) for at in range(first, last))


def _is_only_sent(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int, first: int) -> bool:
    """Gửi 10 bài cho Báo, được đăng 06 bài: the second is the result."""
    figure = figures[place]
    if place + 1 == len(figures) or not _ends_with(tokens, _SENT, first, figure.start_token):
        return False
    following = figures[place + 1]
    between = range(figure.last, following.start_token)
    return bool(figure.families & following.families) and any(_PRINTED.find_at(tokens, at) for at in between)


def _is_elsewhere(line: Line, figure: Figure, words: ItemWords, first: int, last: int) -> bool:
    """08 bài trên Báo Nhân dân: another channel beside the figure, and none of the channels that count."""
    candidates = {ind.id for ind in words.indicators if ind.measure in figure.families}
    zone = range(first, last)
    found: list[Match[str]] = [m for at in zone for m in words.words.find_at(line.tokens, at) if m.end <= last]
    if not candidates or any(m.payload in candidates for m in found):
        return False
    rivals = [m.first for m in found if _names_channel(m.payload, words.indicators, figure)]
    rivals += [at for at in zone if _CHANNELS.find_at(line.tokens, at) or _is_newspaper(line, at)]
    return any(_stands_as_place(line.tokens, at, figure, first) for at in rivals)


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


def _pass_on(tokens: tuple[Token, ...], figures: Sequence[Figure]) -> None:
    """02 đoàn các tỉnh bạn với 18 người: the people of such a group."""
    for place, figure in enumerate(figures):
        if _PEOPLE not in figure.families or figure.foreign:
            continue
        segment = find_segment(tokens, figure.first)
        groups = [f for f in figures[:place] if _GROUP in f.families and find_segment(tokens, f.first) == segment]
        if groups and groups[-1].foreign:
            figure.countable, figure.foreign = False, True
