"""Bodies with which something was done, as written: phối hợp với Sở Ngoại vụ, do Sở TT&TT tổ chức.

A name begins with the word of a body (Sở, Đài, Trường, tỉnh ...) or is an abbreviation in capitals. Keeps out countries
(countries.py) and places (activities.py).
"""

import re

from tonghop.understanding.words import CAPITALS

_MOST = 6
_LONGEST = 90
_BODY = (
    r"(?:Sở|Bộ|Ban|Cục|Vụ|Chi cục|Tổng cục|UBND|HĐND|Ủy ban|Uỷ ban|Tỉnh ủy|Tỉnh đoàn|Thành đoàn|Huyện đoàn"
    r"|Đoàn Thanh niên"
    r"|Thành ủy|Huyện ủy|Hội|Liên hiệp|Liên đoàn|Công đoàn|Mặt trận|Viện|Học viện|Đại học|Trường|Trung tâm|Phòng"
    r"|Văn phòng|Đài|Báo|Tạp chí|Công ty|Tổng công ty|Tập đoàn|Doanh nghiệp|Hợp tác xã|HTX|Hiệp hội|Câu lạc bộ|CLB"
    r"|Quỹ|Tổ chức|Ngân hàng|Công an|Bộ đội|Bộ Chỉ huy|Đồn|Hải đội|Vùng|Lữ đoàn|Cảnh sát|Đại sứ quán"
    r"|Tổng [Ll]ãnh sự quán"
    r"|Lãnh sự quán|Liên minh|Bệnh viện|Nhà máy|Nhà văn hóa|Bảo tàng|Thư viện|VNPT|Viettel|Cổng|Thông tấn xã)"
)
_PLACE = rf"(?:tỉnh|thành phố|huyện|thị xã|xã|phường|cụm bản|bản|đoàn|trường|công ty|viện|đài)\s+(?=[{CAPITALS}])"
_SHORT = r"(?-i:[A-ZĐ]{2,}[A-ZĐ&-]*\b)"
_HEAD = rf"(?:{_BODY}\b|{_PLACE}|{_SHORT})"
_STOP = (
    r"(?:tổ chức|triển khai|thực hiện|xây dựng|đăng|tuyên truyền|đón|tiếp|ký|ký kết|trong|về|tại|để|nhằm|từ"
    r"|ngày|cho|với|cùng"
    r"|đã|sẽ|mở|hướng dẫn|tham gia|tham dự|làm|làm việc|trao đổi|khảo sát|phát|sản xuất|chuyển giao|đưa"
    r"|giới thiệu|bảo vệ|trưng bày"
    r"|nghiên cứu|phát hành|phát động|phát sóng|quảng bá|ra|vào|qua|theo|trên|là|có|được|do|chủ trì|hỗ trợ"
    r"|tài trợ|mời|đăng cai"
    r"|treo|biên soạn|in|cấp|cử|quay|dựng|lắp đặt|bàn giao|trồng|nuôi|đào tạo|tập huấn|sang|đến|thăm|gồm|và|nói|viết|dự"
    r"|phối hợp|ban hành|hoàn thành|chuẩn bị|kiểm tra|lồng ghép|góp phần|đánh giá|thống nhất|tháng|quý|năm"
    r"|hàng|hằng|sau|trước|khi|nhân)"
)
_NAME_END = re.compile(
    rf"[;:.()\n“”\"]|,|\s+{_STOP}\b(?=\s+[^{CAPITALS}]|\s*$|\s*[,.;(])|\s+{_STOP}\b|\s+[-–]\s+(?![{CAPITALS}])|\s+[-–]\s+(?={_HEAD})"
)
"""A dash goes on with a name (Đài Phát thanh - Truyền hình tỉnh) unless another body begins behind it."""
_WITH = re.compile(
    rf"\b(?i:phối hợp (?:chặt chẽ |cùng |thường xuyên )?(?:với |cùng )?|phối hợp|liên kết với|kết hợp với|hợp tác với"
    rf"|ký kết với|với|cùng(?: với)?)\s+(?:các\s+|đơn vị\s+|phía\s+)?(?={_HEAD})"
)
_BY = re.compile(
    rf"\bdo\s+(?={_HEAD})(?P<name>[^,;.()\n]{{2,{_LONGEST}}}?)\s+"
    r"(?:phối hợp tổ chức|tổ chức|chủ trì|phát động|đăng cai|mời|tài trợ|hỗ trợ|mở|làm chủ đầu tư)\b"
)
_NEXT = re.compile(rf"(?:,|\s+và|\s+cùng(?:\s+với)?)\s+(?={_HEAD})")
_INSIDE = re.compile(rf"(?:,|\s+và)\s+(?=[{CAPITALS}])")


def find_partners(text: str) -> tuple[str, ...]:
    """The bodies named behind với, cùng, phối hợp, and those by which it was organised; each once, in order."""
    found: list[tuple[int, str]] = []
    for match in _WITH.finditer(text):
        place = match.end()
        while place < len(text) and len(found) < _MOST:
            name, end = _read_name(text, place)
            found += [(place, name)] if name else []
            following = _NEXT.match(text, end)
            if not name or following is None:
                break
            place = following.end()
    found += [(match.start("name"), match["name"].strip()) for match in _BY.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))[:_MOST]


def _read_name(text: str, start: int) -> tuple[str, int]:
    """(the name that begins here, where it ends); Sở Văn hóa, Thể thao và Du lịch is one."""
    place = start + 1
    limit = min(len(text), start + _LONGEST)
    while place < limit:
        stop = _NAME_END.search(text, place, limit)
        if stop is None:
            place = limit
            break
        inside = _INSIDE.match(text, stop.start())
        if inside is None or _NEXT.match(text, stop.start()):
            place = stop.start()
            break
        place = inside.end()
    name = text[start:place].strip(' -–,“”"')
    return (name, place) if len(name.split()) > 1 or name.isupper() else ("", place)
