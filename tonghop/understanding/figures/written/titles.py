"""Titles and names in quotation marks: đề án “Mỗi xã một sản phẩm”, bài “5 nhãn hiệu nổi tiếng”.

A number inside is a part of the name. Keeps out quoted speech, whose figures are told: báo cáo nêu “Đã mở 03 lớp”.
"""

import re

from tonghop.understanding.words import CAPITALS

_QUOTED = re.compile(r"“(?P<curly>[^“”\n]{2,150})”|«(?P<angle>[^«»\n]{2,150})»|\"(?P<plain>[^\"“”\n]{2,150})\"")
_NAMED = "|".join(
    (
        *("đề án", "chương trình", "dự án", "đề tài", "nhiệm vụ", "mô hình", "kế hoạch", "chiến dịch", "phong trào"),
        *("bài", "tin", "bài viết", "loạt bài", "phóng sự", "ký sự", "chuyên đề", "chuyên mục", "chuyên trang", "phim"),
        *("video", "clip", "podcast", "infographic", "tiểu phẩm", "tham luận", "sách", "cuốn", "sổ tay", "tập san"),
        *("ấn phẩm", "tờ rơi", "kênh", "trang", "cuộc thi", "hội thi", "hội thảo", "tọa đàm", "hội nghị", "diễn đàn"),
        *("câu lạc bộ", "clb", "lớp", "tập huấn", "sự kiện", "triển lãm", "giải", "chủ đề", "nội dung", "khẩu hiệu"),
        *("tuyên truyền", "phát động", "hưởng ứng", "cuộc vận động", "ngày hội", "hội chợ", "tài liệu", "cẩm nang"),
        *("thông điệp", "tên gọi", "nhan đề", "mang tên", "tựa đề", "tiêu đề", "tên"),
    )
)
_NAMED_BEFORE = re.compile(rf"(?i)\b(?:{_NAMED})\s*[:,]?\s*$")
_TOLD = re.compile(r"(?i)\b(?:đã|trong kỳ|đến nay|kết quả|lũy kế)\b|[.;:]\s")
_SAID = re.compile(
    r"(?i)(?:\b(?:nêu|ghi|viết|báo cáo|trả lời|cho biết|nói|là|rằng|kết quả|số liệu)(?: rõ| là)?\s*:?|:)\s*$"
)
_CAPITAL = re.compile(rf"\s*[{CAPITALS}]")
_REACH = 60


def find_titles(text: str) -> list[tuple[int, int]]:
    """Where titles stand in a text, in its order; straight marks that are not in pairs open none."""
    paired = text.count('"') % 2 == 0
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if (paired or match["plain"] is None) and _is_title(text, match)
    ]


def _is_title(text: str, quoted: re.Match[str]) -> bool:
    """Named as one; else it begins like one, nobody says it, and it is not the whole text."""
    before, inside = text[max(0, quoted.start() - _REACH) : quoted.start()], quoted[0][1:-1]
    if _TOLD.search(inside) or len(quoted[0]) == len(text.strip(" .;,-+*")):
        return False
    return bool(_NAMED_BEFORE.search(before)) or bool(_CAPITAL.match(inside) and not _SAID.search(before))
