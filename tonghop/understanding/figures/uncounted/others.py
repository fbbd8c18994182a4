"""Other bodies that act: Sở Ngoại vụ đón 9 đoàn, Bộ đội Biên phòng mở 06 lớp, theo số liệu Tỉnh đoàn cung cấp.

Here such a figure is only recognised; it is taken out of the sums by cautions.py, and a person is asked. Keeps out who
organised what is named before (doers.py) and the whole province or sector (foreign.py).
"""

import re
from collections.abc import Sequence

from tonghop.understanding.figures.sums.again import speaks_of
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_clause, find_segment, find_sentence
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import CAPITALS, Line

_NAMED = (
    r"(?:Sở|Bộ|Hội|Hiệp hội|Liên hiệp|Liên đoàn|Trường|Viện|Cục|Vụ|Công an|Công ty|Tổng công ty|Bệnh viện)"
    r"\s+(?P<name>[^\W\d_])"
)
_PLAIN = (
    r"(?:UBND|HĐND|Ủy ban|Uỷ ban|Mặt trận|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Đảng ủy|(?:Tỉnh|Huyện|Thành|Thị) đoàn"
    r"|Bộ đội|Biên phòng|Bộ (?:Chỉ huy|CHQS|Tư lệnh)|Đồn|Hải quan"
    r"|Ban (?:Tuyên giáo|Dân vận|Tổ chức|Nội chính|Chỉ đạo|Quản lý)"
    r"|Trung tâm (?:Khuyến nông|Văn hóa|Văn hoá|Y tế|Xúc tiến|Giáo dục|Chính trị|Hoạt động|Kiểm soát|Dịch vụ|VHTT)"
    r"|Phòng (?:Văn hóa|Văn hoá|Giáo dục|Nông nghiệp|Kinh tế|Y tế|Tư pháp|Nội vụ|GD))"
)
_OTHER = rf"(?:{_NAMED}|{_PLAIN}(?!\w))"
_MANY = r"(?:(?:các|một số|những|nhiều)\s)?(?:doanh nghiệp|hợp tác xã|HTX|địa phương|hộ|huyện|xã|hiệp hội)"
_VERB = r"(?:đã |cũng )*(?:tự|chủ động|tổ chức|mở|đón|tiếp|cử|ký|đăng|triển khai|thực hiện|ban hành|tuyên truyền)\b"
_PLACE = (
    r"(?:(?:Huyện|Thị xã|Thành phố|Xã|Phường|Thị trấn|Thôn)(?:\s(?:đoàn|ủy))?"
    rf"(?:\s[{CAPITALS}][^\W\d]*){{1,4}}\s{_VERB}"
    r"|(?i:huyện|thị xã|thành phố|xã|phường|thị trấn|thôn|trường|công ty|doanh nghiệp|hợp tác xã|htx)"
    r"(?:\s\w+){0,6}?\s(?:đã |cũng )?tự (?:tổ chức|mở|đón|tiếp|cử|ký|đăng|làm|triển khai|thực hiện))"
)
"""Huyện Gio Linh tổ chức 03 buổi, xã Thuận tự mở 02 buổi; Xã Thuận 02 buổi tells where."""
_BODY = re.compile(rf"(?:^\s*|\b(?:và|còn|trong khi)\s+)(?:{_PLACE}|{_OTHER})")
_TOLD_BY = re.compile(
    rf"(?:Theo|theo|Qua|qua)\s(?:số liệu|báo cáo|thống kê|tổng hợp|thông tin)\s(?:(?:của|từ|do)\s)?{_OTHER}"
)
_BY = re.compile(
    rf"\s(?:[^\W\d]+\s){{0,6}}do\s(?:{_OTHER}|{_MANY})[^,;.()\d]*?"
    r"\s(?:tự|bố trí|dựng|trưng bày|thuê|cử|đón|tiếp|ký|thực hiện|quản lý)\b"
)
_OF_PLACE = re.compile(rf"\s(?:[^\W\d]+\s){{0,6}}của\s(?:huyện|thị xã|xã|thành phố)\s[{CAPITALS}]")
"""Trong 05 buổi của huyện Gio Linh, Sở tham gia 02 buổi."""
_ONLY_HELPED = re.compile(
    r"(?i)\b(?:sở|đơn vị|trung tâm|phòng|văn phòng)(?:\s[^\W\d]+){0,4}?"
    r"\s(?:chỉ\s(?:hỗ trợ|phối hợp|góp|cho mượn)\b"
    r"|không (?:trực tiếp )?(?:tham gia|tham dự|cử ai|cử người)\s*(?:[.;,)]|$))"
)
_GROUP_OF_OTHERS = rf"[đĐ]oàn\b[^,;.()\d]*?\s(?:của|do)\s{_OTHER}[^,;.()\d]*(?:\(|,?\s(?:gồm|với|có)\s)(?:gồm |có )?$"
_WITH_GROUP = re.compile(
    rf"(?:đi cùng|đi theo|đi với|tham gia|theo|trong thành phần|cùng)\s(?:01 |một )?{_GROUP_OF_OTHERS}"
)
"""Đi cùng đoàn của Hiệp hội Doanh nghiệp (25 người): who all went."""
_GROUP = re.compile(_GROUP_OF_OTHERS)
_WIDER = re.compile(
    r"(?i),?\s(?:(?!cho\b|đến\b|với\b)[^\W\d]+\s){0,3}?(?:trên|trong|của|tại|khắp)\s(?:phạm vi\s)?"
    r"(?:cả nước|toàn quốc|(?:toàn )?thế giới|toàn vùng|cả vùng|(?:cả|toàn) (?:khu vực|miền)|cả hai tỉnh)\b"
)
_SENT_OUT = re.compile(r"(?i)\b(?:phát|phát hành|phát sóng|truyền hình|tuyên truyền|đăng|quảng bá)\b")
"""Phát hành 03 số trên toàn quốc: what the unit did, there."""
_OURS_OF_IT = re.compile(
    r"(?i)[^.;\d]{0,60}\b(?:riêng|trong đó)\b[^.;\d]{0,60}?\b(?:tỉnh|sở|quảng trị|đơn vị|địa phương)\b"
)
_REACH = 200
_GRANTED = frozenset({"nhãn hiệu"})
"""Cục Sở hữu trí tuệ cấp 02 văn bằng: only that office grants them, and the department reports them."""
_TOGETHER = re.compile(r"(?i)\b(?:với|cùng|phối hợp|của|do|gồm|giữa|theo|tại)\b")
_LEVELS = re.compile(rf"\b(?:tổ chức Đoàn|[Cc]ác (?:cấp|tổ chức) [{CAPITALS}]\w+|(?:Đoàn|Hội) các cấp)\b[^,;.()\d]*$")


def is_of_other_body(line: Line, figures: Sequence[Figure], figure: Figure, lexicon: Lexicon) -> bool:
    """The one who acts is a body that is no part of the department, as the clause or the sentence says."""
    if _find_wider(line, figure) or _is_group_of_others(line, figure, _WITH_GROUP, lexicon):
        return True
    if figure.families & _GRANTED:
        return False
    return _acts_itself(line, figures, figure, lexicon) or _is_told_so(line, figure, lexicon)


def is_contrasted(line: Line, figure: Figure, lexicon: Lexicon) -> bool:
    """Cấp 1.240 văn bằng trên cả nước, riêng tỉnh ta 02; đoàn của UBND tỉnh gồm 15 người, trong đó Sở có 02 người."""
    end = line.tokens[figure.last - 1].end
    wider = _find_wider(line, figure)
    if wider is not None:
        return bool(_OURS_OF_IT.match(line.text, wider.end()))
    return _is_group_of_others(line, figure, _GROUP, lexicon) and bool(_OURS_OF_IT.match(line.text, end))


def _find_wider(line: Line, figure: Figure) -> re.Match[str] | None:
    """The whole country behind it, unless that is where something was sent; people came from everywhere."""
    if not figure.families or PEOPLE in figure.families:
        return None
    first = find_clause(line.tokens, figure.start_token)
    wider = _WIDER.match(line.text, line.tokens[figure.last - 1].end)
    told = line.text[line.tokens[first].start : wider.end()] if wider else ""
    return None if _SENT_OUT.search(told) else wider


def _is_group_of_others(line: Line, figure: Figure, group: re.Pattern[str], lexicon: Lexicon) -> bool:
    if PEOPLE not in figure.families:
        return False
    first, _ = find_segment(line.tokens, figure.first)
    end = line.tokens[figure.start_token].start
    start = max(line.tokens[first].start, end - _REACH)
    told = group.search(line.text[start:end])
    return told is not None and _is_other(line, start + told.start(), start + told.end(), told["name"], lexicon)


def _acts_itself(line: Line, figures: Sequence[Figure], figure: Figure, lexicon: Lexicon) -> bool:
    """Sở Ngoại vụ đón 9 đoàn. Phối hợp với Sở Ngoại vụ, UBND huyện đón 02 đoàn was done together."""
    tokens = line.tokens
    first = find_clause(tokens, figure.start_token)
    segment, _ = find_segment(tokens, figure.first)
    told = [f.last for f in figures if segment <= f.first < first]
    segment = first if told else segment  # what a figure before it is told of is no company of this one
    start, end = tokens[first].start, tokens[figure.first].start
    for match in _BODY.finditer(line.text[start:end]):
        before = line.text[tokens[segment].start : start + match.start()]
        other = _is_other(line, start + match.start(), start + match.end(), match["name"], lexicon)
        if other and not _TOGETHER.search(before):
            return True
    return bool(_LEVELS.search(line.text[start:end]))


def _is_told_so(line: Line, figure: Figure, lexicon: Lexicon) -> bool:
    """Theo số liệu Tỉnh đoàn cung cấp, ...; 02 gian hàng do Sở Công Thương tự bố trí; ..., đơn vị chỉ hỗ trợ."""
    tokens = line.tokens
    first, last = find_sentence(tokens, figure.first)
    start, end = tokens[first].start, tokens[last - 1].end
    told = _TOLD_BY.match(line.text, start)
    if told and _is_other(line, told.start(), told.end(), told["name"], lexicon):
        return True
    by = _BY.match(line.text, tokens[figure.last - 1].end, end)
    if by and _is_other(line, by.start(), by.end(), by["name"], lexicon):
        return True
    if speaks_of(tokens, figure) and _OF_PLACE.match(line.text, tokens[figure.last - 1].end, end):
        return True
    begins = tokens[figure.last - 1].end
    return bool(_ONLY_HELPED.search(line.text, begins, end))


def _is_other(line: Line, start: int, end: int, name: str | None, lexicon: Lexicon) -> bool:
    """A body with a name of its own that is none of the department: Sở đón 4 đoàn is the department itself."""
    if name is not None and not name.isupper():
        return False
    tokens = line.tokens
    inside = [at for at, token in enumerate(tokens) if start <= token.start and token.start < end]
    return not any(lexicon.own.find_at(tokens, at) for at in inside)
