"""Sentences that are no activity: declarations of nothing, lead-ins, and the fixed sentences of an official report.

Keeps out headings (headings.py). Works on words without accents, since declarations are short and fixed.
"""

import re
from enum import Enum

from tonghop.understanding.words import strip_marks

_SENTENCE_END = re.compile(r"[.;\n]+\s*")
_SENTENCE = re.compile(r"(?<=[.;\n])\s+")
_LEAD = (
    r"(?:(?:trong |cho den nay|den nay|hien nay|hien tai|6 thang|nam \d{4}|ky |thoi gian|quy |ve |doi voi |noi dung nay"
    r"|don vi|trung tam|phong|van phong|so |so lieu|muc nay|linh vuc nay)[^,:]{0,90}?[,:]?\s*){0,4}"
)
_NOTHING_HAPPENED = (
    r"(?:(?:khong|chua) (?:co |co su )?phat sinh"
    r"(?: (?:noi dung|hoat dong|nhiem vu|su kien|ket qua|so lieu|them|moi|gi)\b.{0,80})?"
    r"|(?:khong|chua) (?:co|to chuc|trien khai|thuc hien|tham gia|don tiep|don|tiep|duoc giao|cu|ghi nhan)"
    r"(?: (?:duoc|hoat dong|noi dung|nhiem vu|ket qua|su kien|so lieu|can bo|cong chuc|vien chuc|doan|buoi|lop|cuoc"
    r"|hoi nghi|tin|bai|gi|nao|du an|bao cao|truong hop phat sinh|thuc hien)\b.{0,110})?"
    r"|khong|0|x)"
)
_NOTHING = re.compile(
    rf"{_LEAD}(?:van |hien |thi )?{_NOTHING_HAPPENED}(?: trong (?:ky|thoi gian|\d thang|nam \d{{4}}).{{0,60}})?\s*"
)
_ABOUT = re.compile(r"^[^:.;\d]{3,120}:\s*(?=\S)")
_DASH = re.compile(r"\s*[-–—]+\s*")
_RESULT_AFTER_NO = re.compile(
    r"\b(?:khong|chua) co (?:vi pham|sai sot|su co|truong hop (?!phat sinh)|y kien|khieu nai)"
)

_BLANK = re.compile(
    r"(?:don vi |phong |van phong |se |dang |chua )*"
    r"(?:khong ghi|(?:de |bo |con )trong|bo sung(?: so lieu)?|cap nhat(?: so lieu)?|tong hop(?: so lieu)?|co so lieu"
    r"|dien|noi dung|ghi ro|neu ro)?(?: o day| sau)?"
)
_COUNTED_AFTER_NO = re.compile(
    r"\b(?:khong|chua)\b.*(?<!nam )(?<!quy )(?<!thang )(?<!ngay )"
    r"(?<![/\d-])\b\d{1,3}\b(?! ?thang|[/\d])"
)
_REASON_BEHIND = re.compile(
    r"(?<=\w),?\s+(?:vì|(?:do|bởi) (?:thiếu|chưa|không|hạn chế|khó khăn|dịch|thời tiết|kinh phí|nguồn|đối tác"
    r"|phía bạn|điều kiện|hoãn|ảnh hưởng|trùng|vướng))\b[^.;\n]*",
    re.IGNORECASE,
)
"""With the marks, since đơn vị is not vì."""

_BASIS = re.compile(r"can cu\b.*[;,]\s*$", re.DOTALL)
_OPENING = re.compile(
    r"(?:thuc hien|can cu|theo|tiep theo|xet|phuc vu)\b(?!.*\bda\b).*\bbao cao\b|.{0,600}\bnhu sau\s*[:.]?\s*$",
    re.DOTALL,
)
_CLOSING = re.compile(
    r"tren day la\b|tren day,? .{0,60}bao cao|kinh (?:trinh|mong|de nghi) .{0,80}(?:xem xet|tong hop)"
)
_SIGNATURE = re.compile(
    r"noi nhan\b|(?:kt\.?|tl\.?|tm\.?|q\.?|tuq\.?)?\s*(?:giam doc|pho giam doc|truong phong|pho truong phong|"
    r"chanh van phong|pho chanh van phong|thu truong don vi|nguoi lap(?: bieu| bao cao)?|nguoi bao cao|lanh dao don vi)"
    r"(?:\s+(?:trung tam|van phong|so|phong).{0,40})?\s*$|\((?:da ky|ky, ?(?:ghi ro )?(?:ho )?ten|ky ten).{0,40}\)"
)
_GREETING = re.compile(
    r".{0,60}\b(?:gui|nop|trinh) .{0,40}bao cao\b"
    r"|(?:kinh gui|kinh chao|dear|tran trong|xin cam on|than gui|nguoi gui|email|dien thoai|dt)\b"
)
_ANNEX = re.compile(r"phu luc(?:\s+(?:[ivx]+|\d+|so \d+))?\b")


class Fixed(Enum):
    """The fixed parts of an official report."""

    ADDRESSEE = "addressee"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ANNEX = "annex"


def is_nothing(text: str) -> bool:
    """Whether a text declares, alone, that nothing happened; không có vi phạm is a result and not such."""
    if _DASH.fullmatch(text):
        return True
    plain = strip_marks(_REASON_BEHIND.sub("", text)).strip(" -+*•:.,\n")
    if not plain or len(plain) > 220 or _RESULT_AFTER_NO.search(plain):
        return False
    if _COUNTED_AFTER_NO.search(strip_marks(text)):
        return False  # what was not done is worth reading
    sentences = [s for s in _SENTENCE_END.split(plain) if s.strip()]
    return bool(sentences) and all(_NOTHING.fullmatch(_ABOUT.sub("", s.strip(), count=1)) for s in sentences)


def is_blank(text: str) -> bool:
    """Whether a text only holds the place of an answer: (không ghi), đang cập nhật, bổ sung sau."""
    return _BLANK.fullmatch(strip_marks(text).strip(" -+*•:.…()[]_\n")) is not None


def drop_nothing(text: str) -> str:
    """The text without the sentences that declare nothing: Cử 02 người tập huấn. Việc phát ngôn: không phát sinh."""
    return " ".join(part for part in _SENTENCE.split(text) if not is_nothing(part))


def find_fixed(text: str, *, weighty: bool) -> Fixed | None:
    """Which fixed part a text begins; `weighty` is bold, upper case or a heading."""
    plain = strip_marks(text).strip(" -*_\n")
    if plain.startswith("kinh gui"):
        return Fixed.ADDRESSEE
    if _CLOSING.match(plain):
        return Fixed.CLOSING
    if _SIGNATURE.match(plain) and len(plain) < 400:
        return Fixed.SIGNATURE
    if _ANNEX.match(plain) and (weighty or len(plain) < 14):
        return Fixed.ANNEX
    return None


def is_opening(text: str) -> bool:
    """Thực hiện Kế hoạch ..., đơn vị báo cáo kết quả như sau:."""
    return _OPENING.match(strip_marks(text).strip()) is not None


def is_basis(text: str) -> bool:
    """Căn cứ Kế hoạch số ...;: one of the legal grounds above a report."""
    return _BASIS.match(strip_marks(text).strip()) is not None


def is_greeting(text: str) -> bool:
    """A courtesy line of a letter."""
    return _GREETING.match(strip_marks(text).strip(" -")) is not None
