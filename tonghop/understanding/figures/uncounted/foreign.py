"""Figures of somebody else: of the whole province or sector, guests from home, other channels, papers received.

They are quoted and never added up. Runs before the indicators are known. Keeps out bodies that act themselves, wishes
and other times (cautions.py), where a person is asked.
"""

import re
from collections.abc import Sequence

from schemas.values import Scope
from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.figures.uncounted.channels import is_elsewhere
from tonghop.understanding.figures.uncounted.courses import comes_from_others
from tonghop.understanding.figures.uncounted.others import is_contrasted
from tonghop.understanding.figures.uncounted.undone import is_not_kept, is_only_sent
from tonghop.understanding.figures.written.doers import Doer, excludes_guests, find_other_doers, organises
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.lexicon import ItemWords, Lexicon
from tonghop.understanding.words import Line, PhraseIndex, Token, make_key

_WIDEST = ("cả nước", "toàn quốc", "thế giới", "toàn thế giới", "toàn vùng", "cả vùng", "toàn khu vực", "cả khu vực")
_WHOLE = PhraseIndex(
    (word, word in _WIDEST)
    for word in (
        *("toàn tỉnh", "cả tỉnh", *_WIDEST, "cả ngành", "toàn ngành", "tỉnh quảng trị", "tỉnh ta"),
        *("tỉnh nhà", "tỉnh bạn", "các tỉnh bạn", "tỉnh savannakhet", "tỉnh salavan"),
        *("toàn khu", "toàn khu trưng bày", "toàn hội chợ", "cả hội chợ", "toàn triển lãm", "cả triển lãm"),
        *("toàn sự kiện", "cả sự kiện", "toàn ngày hội", "khu trưng bày"),
    )
)
"""Who acts -> whether it is larger than the province: trên cả nước có 900 nhãn hiệu is of the whole, too."""
_MANY = ("các", "nhiều", "một số", "những")
_WHO = (
    *("sở", "sở, ngành", "sở, ban, ngành", "ngành", "huyện", "địa phương", "doanh nghiệp", "hợp tác xã", "trường"),
    *("cơ quan báo chí", "cơ quan truyền thông", "cơ quan, đơn vị", "sở, ban, ngành, địa phương", "tổ chức"),
    *("báo", "báo, đài", "xã", "tỉnh", "huyện, thị xã", "doanh nghiệp, hợp tác xã", "cơ sở"),
)
_OTHERS = PhraseIndex((who, None) for who in ("hai tỉnh", "hai nước", *(f"{m} {who}" for m in _MANY for who in _WHO)))
_PROVINCE, _HAS = make_key("tỉnh"), make_key("có")
_ACT_REACH, _SUBJECT_REACH = 7, 60
_MORE = re.compile(r"(?i)\b(?:trong (?:kỳ|6 tháng)|thêm)\b[^.;\d]{0,30}$")
_AND, _JOIN_REACH = make_key("và"), 2
_TO_PROVINCE = re.compile(
    r"(?i)\b(?:đến|tới|vào)\s(?:thăm\s|làm việc\s(?:tại\s|với\s)?|tham quan\s)?(?:tỉnh|địa bàn|quảng trị)\b"
)
_RECEIVED = re.compile(r"(?i)\b(?:sở|đón|tiếp|trung tâm|phòng|đơn vị|cử|làm việc với)\b")
_NOT_WHO_AFTER = frozenset(
    make_key(w) for w in ("trong", "cho", "đến", "tới", "của", "trên", "khắp", "tại", "với", "ở", "về", "từ", "ra")
)
_ACTS = frozenset(
    make_key(w)
    for w in ("đón", "tiếp", "có", "đăng", "tổ", "cử", "ký", "xuất", "phát", "ban", "đã", "đạt", "thu", "triển", "thực")
) | frozenset(make_key(w) for w in ("mang", "tham", "trưng", "giới", "gửi", "mở", "cấp", "đưa", "ra"))
_FIELD = PhraseIndex((word, None) for word in ("khoa học và công nghệ", "khoa học công nghệ"))
_OWN = frozenset(make_key(w) for w in ("riêng", "sở", "phòng", "văn", "trung"))
_HOME = PhraseIndex(
    (word, None)
    for word in (
        *("các tỉnh bạn", "tỉnh bạn", "trong nước", "ngoài tỉnh", "các tỉnh", "các sở", "trong tỉnh", "các huyện"),
        *("Hà Nội", "Đà Nẵng", "Huế", "Thừa Thiên Huế", "Hồ Chí Minh", "Quảng Bình", "Quảng Nam", "Quảng Ngãi"),
        *("Hà Tĩnh", "Nghệ An", "Thanh Hóa", "Lào Cai", "Lâm Đồng", "Đà Lạt", "Cần Thơ", "Hải Phòng", "Quảng Ninh"),
        *("Bình Định", "Khánh Hòa", "Gia Lai", "Đắk Lắk", "Kon Tum", "Bắc Ninh", "Sơn La", "Lạng Sơn", "Đồng Tháp"),
        *("học sinh", "sinh viên", "nông dân", "cựu chiến binh", "đại biểu Quốc hội", "HĐND"),
        *("của Trung ương", "của Bộ", "Bộ KH&CN", "các bộ", "Chính phủ", "Quốc hội", "Cục", "Học viện Chính trị"),
    )
)
"""Groups from or to places at home: no delegation of foreign relations."""
_GROUP, _PEOPLE, _PAPER = "đoàn", "lượt người", "văn bản"
_EVENTS = frozenset({"cuộc", "lớp"})
_FOLLOWED = PhraseIndex((w, None) for w in ("thực hiện", "triển khai", "tiếp thu", "quán triệt", "nhận", "tiếp nhận"))
_SUPERIOR = re.compile(
    r"(?:\b|^)của (?:cấp trên|các cấp|ban chỉ đạo|đảng ủy|trung ương|chính phủ|tỉnh ủy|ubnd|ủy ban|uỷ ban|bộ\b|tỉnh\b"
    r"|ban tuyên giáo|cục\b|(?-i:Sở (?!KH|Khoa)[A-ZĐ]))"
    r"|\bđược giao\b",
    re.IGNORECASE,
)
_WRITTEN = PhraseIndex((w, None) for w in ("ban hành", "tham mưu", "xây dựng", "soạn thảo"))
_NOT = frozenset(make_key(w) for w in ("không", "chưa"))


def set_foreign(line: Line, figures: Sequence[Figure], item: int, lexicon: Lexicon) -> None:
    """Mark the figures that are not of this unit, so that no indicator is looked for."""
    words = lexicon.items.get(item)
    if words is None:
        return
    doers = find_other_doers(line, lexicon)
    for place, figure in enumerate(figures):
        if not figure.families:
            continue
        first, last = _find_zone(line.tokens, figures, place)
        if (
            (figure.scope is not Scope.CUMULATIVE and _is_of_whole(line, figure, lexicon))
            or is_contrasted(line, figure, lexicon)
            or _is_of_province(line, figures, figure, first, last)
            or _is_of_others(line.tokens, figure, lexicon)
            or comes_from_others(line, figures, place, item)
            or _is_at_home(line, figure, last, max(last, _find_rest(line.tokens, figures, place)))
            or _is_superior(line, figure, first, last)
            or is_not_kept(line.tokens, figure, first, last)
            or is_only_sent(line.tokens, figures, place, first)
            or is_elsewhere(line, figure, words, first, last)
            or _is_organised_by_others(line, figure, words, doers, (first, last))
        ) or (place and figures[place - 1].foreign and _goes_on_superior(line, figures[place - 1], figure)):
            figure.countable, figure.foreign = False, True
    _pass_on(line.tokens, figures)


def _goes_on_superior(line: Line, before: Figure, figure: Figure) -> bool:
    """Triển khai 03 văn bản của Bộ, 02 văn bản của UBND tỉnh: the list goes on."""
    if not (_PAPER in before.families and _PAPER in figure.families):
        return False
    between = line.tokens[before.last : figure.start_token]
    listed = not any(t.is_stop or _WRITTEN.find_at(line.tokens, before.last + at) for at, t in enumerate(between))
    return listed and bool(_SUPERIOR.match(line.text[line.tokens[figure.last - 1].end :].lstrip()))


def _find_zone(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int) -> tuple[int, int]:
    """The tokens that speak of this figure alone: its own clause, between the figures beside it."""
    figure = figures[place]
    first, last = find_segment(tokens, figure.first)
    before = [f.last for f in figures[:place] if f.last > first]
    first = max([first, *before])
    first = max([first, *(at for at in range(first, figure.start_token + 1) if tokens[at].comma)])
    joined = range(max(first, figure.start_token - _JOIN_REACH), figure.start_token)
    if before:
        first = max([first, *(at for at in joined if tokens[at].key == _AND)])  # ... trên QRTV và 02 phóng sự trên VTV1
    if place + 1 < len(figures):
        last = min(last, figures[place + 1].start_token)
    last = min([last, *(at for at in range(figure.last, last) if tokens[at].comma)])
    return first, last


def _find_rest(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int) -> int:
    """Where the next figure or the end of the sentence comes."""
    _, last = find_segment(tokens, figures[place].first)
    return min([last, *(f.start_token for f in figures[place + 1 : place + 2])])


def _is_of_whole(line: Line, figure: Figure, lexicon: Lexicon) -> bool:
    """Toàn tỉnh đón 145 đoàn: who acts is larger than the department.

    Trademarks are of the whole province anyway: toàn tỉnh có 45 nhãn hiệu, trong kỳ có thêm 03 nhãn hiệu.
    """
    tokens = line.tokens
    more = "nhãn hiệu" in figure.families and _MORE.search(line.text[: tokens[figure.first].start])
    first, _ = find_segment(tokens, figure.first)
    for at in range(first, figure.start_token):
        for match in _WHOLE.find_at(tokens, at):
            acts = _acts(tokens, match.end) and (match.payload or not more)
            asked = at > first and not tokens[at].comma and tokens[at - 1].key in _NOT_WHO_AFTER
            asked &= not (match.payload and tokens[match.end].key == _HAS)
            between = range(match.end, figure.start_token)
            own = any(tokens[p].key in _OWN or lexicon.own.find_at(tokens, p) for p in between)
            own |= match.payload and any(tokens[p].key == _PROVINCE for p in between)  # ..., tỉnh ta thêm 02
            if acts and not asked and not own:
                return True
    return False


def _is_of_others(tokens: tuple[Token, ...], figure: Figure, lexicon: Lexicon) -> bool:
    """Các sở, ngành đã ban hành 45 văn bản: the sentence begins with others, who act."""
    first, _ = find_segment(tokens, figure.first)
    if tokens[first].key == _PROVINCE and _acts(tokens, first + 1):
        return not any(tokens[p].key in _OWN for p in range(first, figure.start_token))
    near = range(max(first, figure.start_token - _SUBJECT_REACH), figure.start_token)
    starts = [at for at in near if at == first or tokens[at].comma]
    for at in starts:
        for match in _OTHERS.find_at(tokens, at):
            between = range(match.end, figure.start_token)
            acts = next((p for p in between if tokens[p].key in _ACTS), None)
            own = any(tokens[p].key in _OWN or lexicon.own.find_at(tokens, p) for p in between)
            if acts is not None and acts - match.end < _ACT_REACH and not own:
                return True
    return False


def _acts(tokens: tuple[Token, ...], place: int) -> bool:
    """Toàn ngành đón, toàn ngành KH&CN đã đón: a verb follows, perhaps behind the name of the field."""
    named = next((m.end for m in _FIELD.find_at(tokens, place)), place)
    return named < len(tokens) and tokens[named].key in _ACTS and not tokens[named].comma


def _is_at_home(line: Line, figure: Figure, last: int, until: int) -> bool:
    """02 đoàn các tỉnh bạn, 01 đoàn đi Hà Nội; a country beside it speaks for a foreign group."""
    if _GROUP not in figure.families:
        return False
    tokens = line.tokens
    behind = [m for at in range(figure.last, last) for m in _HOME.find_at(tokens, at)]
    return bool(behind) and not find_countries(Line(line.text, tokens[figure.first : until]))


def _is_of_province(line: Line, figures: Sequence[Figure], figure: Figure, first: int, last: int) -> bool:
    """Tổng số đoàn khách quốc tế đến tỉnh: 120 - nobody of the department received them."""
    groups = [f for f in figures if _GROUP in f.families]
    if figure not in groups and (groups or _PEOPLE not in figure.families):
        return False
    told = line.text[line.tokens[first].start : line.tokens[max(last, figure.last) - 1].end]
    return bool(_TO_PROVINCE.search(told)) and not _RECEIVED.search(told)


def _is_superior(line: Line, figure: Figure, first: int, last: int) -> bool:
    """Thực hiện 12 văn bản chỉ đạo của cấp trên: papers that came, none that the unit wrote.

    Không ban hành văn bản riêng mà triển khai theo 02 văn bản của tỉnh: what was not written says nothing.
    """
    if _PAPER not in figure.families or last <= figure.last:
        return False
    behind = line.text[line.tokens[figure.last - 1].end : line.tokens[last - 1].end]
    followed = any(_FOLLOWED.find_at(line.tokens, at) for at in range(first, figure.start_token))
    written = any(
        _WRITTEN.find_at(line.tokens, at) and not (at and line.tokens[at - 1].key in _NOT)
        for at in range(first, figure.start_token)
    )
    return bool(_SUPERIOR.search(behind)) and followed and not written


def _is_organised_by_others(
    line: Line, figure: Figure, words: ItemWords, doers: Sequence[Doer], zone: tuple[int, int]
) -> bool:
    """03 buổi do Tỉnh đoàn tổ chức: none where the plan counts what the unit organised, not took part in.

    Mở 01 lớp do dự án tài trợ tổ chức: its own verb before says that the unit did it too.
    """
    first, last = zone
    candidates = [indicator for indicator in words.indicators if indicator.measure in figure.families & _EVENTS]
    excluded = all(excludes_guests(indicator) for indicator in candidates)
    if not candidates or not excluded or organises(line, first, figure.start_token):
        return False
    return any(figure.last <= doer.first < last for doer in doers)


def _pass_on(tokens: tuple[Token, ...], figures: Sequence[Figure]) -> None:
    """02 đoàn các tỉnh bạn với 18 người, 03 buổi do Tỉnh đoàn tổ chức (200 người): the people of such a group."""
    for place, figure in enumerate(figures):
        if _PEOPLE not in figure.families or figure.foreign:
            continue
        segment = find_segment(tokens, figure.first)
        groups = [f for f in figures[:place] if _GROUP in f.families and find_segment(tokens, f.first) == segment]
        inside = tokens[figure.start_token - 1].key == "(" and figures[place - 1].families & _EVENTS
        if (groups and groups[-1].foreign) or (inside and figures[place - 1].foreign):
            figure.countable, figure.foreign = False, True
