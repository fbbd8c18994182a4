"""Whether what stands under an item tells a result: an event, a day, a figure or a place, done and not only intended.

A sentence of the plan's own wording is no result, however long; with a figure or a day of its own it is one.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from schemas.submission import Activity
from schemas.values import Scope
from tonghop.understanding.words import CAPITALS

_PLAN_WORDING = 82
_NEW_WORDS = 3
_LONGEST = 3000
_INTENT = re.compile(
    r"\W*(?:(?:trong )?thời gian tới|sẽ|tiếp tục|đẩy mạnh|tăng cường|chú trọng|quan tâm|thường xuyên|chủ động|tích cực"
    r"|nâng cao|dự kiến|thực hiện tốt|luôn|phấn đấu|phối hợp chặt chẽ|triển khai có hiệu quả|duy trì tốt|bám sát)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:sẽ|dự kiến|sắp tới|thời gian tới|phấn đấu|dự định|có kế hoạch|đang chuẩn bị|chuẩn bị tổ chức)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\bđã\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:được (?:quan tâm|chú trọng|đẩy mạnh|tăng cường|nâng cao|thực hiện|triển khai|duy trì|bảo đảm|đảm bảo)"
    r"|chú trọng|quan tâm|thường xuyên|kịp thời|tích cực|đúng quy định|nghiêm túc|có hiệu quả|chặt chẽ|tốt công tác)\b",
    re.IGNORECASE,
)
_VERB = (
    r"(?:tổ chức|đón|tiếp|cử|ký|ký kết|ban hành|đăng|đăng tải|phát hành|xuất bản|tham gia|tham dự|dự"
    r"|chuyển giao|treo|phát|in"
    r"|sản xuất|trưng bày|mở|trình|tham mưu|tập huấn|tọa đàm|gửi|trả lời|cung cấp|lắp đặt|bàn giao|đào tạo"
    r"|hướng dẫn|khảo sát"
    r"|thăm|làm việc|trao đổi|sinh hoạt|quán triệt|phổ biến|xây dựng|viết|quay|tặng|hội đàm|khai trương|khánh thành)"
)
_EVENT = (
    r"(?:hội nghị|hội thảo|hội thi|hội chợ|tọa đàm|lớp|khóa|cuộc|buổi|đoàn|triển lãm|techfest|techdemo|lễ"
    r"|diễn đàn|chuyên mục"
    r"|phóng sự|bản tin|đặc san|bài|tin|video|clip|công văn|kế hoạch|văn bản|biên bản|thỏa thuận|ghi nhớ"
    r"|dự án|mô hình|quy trình"
    r"|gian hàng|tờ rơi|băng rôn|pa nô|cuộc thi|ngày hội|tuần lễ|họp báo|phỏng vấn|thông cáo|chuyên gia|phiên"
    r"|sản phẩm|điểm)"
)
_HAPPENED = re.compile(rf"\b{_VERB}\b[^.;\n]{{0,60}}\b{_EVENT}\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:ban hành|ký|xây dựng|tham mưu|trình|phát hành)[^.;\n]{0,60}\bsố\s+\d+"
    rf"|\b(?:techfest|techdemo)\s+(?-i:[{CAPITALS}0-9])|\b(?-i:[A-Z]{{2,20}})\w{{0,20}}\s?20\d\d",
    re.IGNORECASE,
)


def has_result(activities: Sequence[Activity], plan_text: str) -> bool:
    """Whether at least one of an item's activities is concrete; `plan_text` is the item's own sentence."""
    return any(is_concrete(activity, plan_text) for activity in activities)


def is_concrete(activity: Activity, plan_text: str) -> bool:
    """A figure, a day, a named event or a place of its own; or words of its own about an event that happened."""
    text = activity.text[:_LONGEST]
    if activity.planned:
        return False
    if any(quantity.scope is not Scope.PLANNED for quantity in activity.quantities):
        return True
    if _FUTURE.search(text) and not _DONE.search(text):
        return False
    if activity.dates or activity.spans or _NAMED.search(text):
        return True
    plain = _words(plan_text)
    new = set(_words(text).split()) - set(plain.split())
    copied = len(new) < _NEW_WORDS and fuzz.token_set_ratio(_words(text), plain) >= _PLAN_WORDING
    intended = bool(_INTENT.match(text))
    placed = bool(activity.place) and _words(activity.place or "") not in plain
    if placed or intended or copied or _VAGUE.search(text):
        return placed
    return bool(_HAPPENED.search(text) or _DONE.search(text) or activity.countries)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
