"""Sentences that are no activity: declarations of nothing, lead-ins, and the fixed sentences of an official report.

Keeps out headings (headings.py). Works on words without accents, since declarations are short and fixed.
"""

import re
from enum import Enum
from functools import lru_cache

from tonghop.understanding.words import strip_marks

_SENTENCE_END = re.compile(r"[.;\n]+\s*")
_SENTENCE = re.compile(r"(?<=[.;\n])\s+")
_LEAD = (
    r"(?:(?:qua (?:ra soat|kiem tra|tong hop|theo doi)|trong |"
    r"cho den nay|den nay|hien nay|hien tai|6 thang|nam \d{4}|ky |thoi gian|quy |ve |doi voi |noi dung nay"
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
    r"(?:thuc hien|can cu|theo|tiep theo|xet|phuc vu)\b(?!.*\bda\b).*\bbao cao\b|.{0,600}\bnhu sau\s*[:.]?\s*$"
    r"|.{0,60}\bgui\b.{0,60}\b(?:so lieu|ket qua|bao cao)\b.{0,200}:\s*$",
    re.DOTALL,
)
_LONG = 400
_REPORTING = re.compile(
    r"(?:phong|trung tam|van phong|don vi|chi cuc|em|toi|chung toi)\b(?!.*\b(?:da|se|can|phai|ubnd|uy ban|cho so)\b)"
    r"[^.;:\d]{0,80}\b(?:bao cao|gui|nop)\b[^.;:\d]*(?:(?:0?6|sau) thang (?:dau|cuoi) nam(?: \d{4})?|nam \d{4})"
    r"[^.;:\d]{0,40}[.:]?\s*"
)
"""Văn phòng Sở báo cáo nhanh kết quả 6 tháng đầu năm 2024: a sentence without any other number."""
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
_DENIES = re.compile(
    r"\b(?:khong|chua) (?:co (?:su )?(?:phat sinh|hoat dong)|phat sinh|to chuc|trien khai|thuc hien|tham gia|don|cu)\b"
)
_COURTESY = re.compile(
    r"(?:(?:xin )?(?:tran trong|chan thanh|kinh chao|cam on|than ai|than men)(?: (?:va|xin|tran trong|cam on|kinh chao"
    r"|chao|kinh bao|bao cao))*(?: (?:quy |cac )?(?:anh|chi|anh chi|dong chi|van phong|phong|so|a|nhe|nhieu)){0,3}"
    r"|(?:kinh (?:gui|thua|chao)|dear|hi|hello) [^\d:;.]{1,80}|(?:many )?thanks(?: you)?"
    r"|(?:(?:best|kind) )?regards)[\s.,!:/]*"
)
"""A line that only greets or takes leave, whole: a line that goes on may tell a result."""
_ASKS = (
    r"(?:cảm ơn|cám ơn|cam on|xem giúp|xem giup|giúp em|giup em|giúp mình|giúp tôi|gọi|liên hệ|lien he|số điện thoại"
    r"|so dien thoai|sđt|sdt|kiểm tra giúp|phản hồi|báo lại|báo em|nhận giúp|cho em xin|thông cảm|xin lỗi|chúc|gửi bù"
    r"|gửi lại|bản giấy|bản ký|bản cứng)"
)
_TALK = re.compile(
    rf"(?:(?:(?:dạ|vâng|thưa) )?(?:em|anh|chị|tôi|mình|cháu|anh chị|các anh|các chị|các anh chị|sếp|toi|minh)\b"
    rf".{{0,80}}\b{_ASKS}(?!\w).*|(?:có gì|co gi|nếu (?:cần|có gì|thiếu|sai)|mọi (?:chi tiết|thông tin|thắc mắc)"
    rf"|cần (?:bổ sung|thêm|gì)|nhờ|mong|rất mong)\b.{{0,80}}\b(?:{_ASKS}|trao đổi|ạ|nhé|em|anh|chị)(?!\w).*"
    rf"|(?:xin |rất )?(?:cảm ơn|cám ơn|cam on)"
    rf"(?: (?:anh|chị|em|các|quý|văn phòng|phòng|nhiều|rất|ạ|nhé|và|trước)){{0,6}})",
    re.DOTALL,
)
"""What the writer of a letter says to its reader: Anh xem giúp em, Có gì anh gọi em theo số ... ạ."""
_TELEPHONE = re.compile(r"\+?\d(?:[ .-]?\d){8,11}\b|\S+@\S+")
_ANNEX = re.compile(r"phu luc(?:\s+(?:[ivx]+|\d+|so \d+))?\b")


class Fixed(Enum):
    """The fixed parts of an official report."""

    ADDRESSEE = "addressee"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ANNEX = "annex"


@lru_cache(maxsize=1024)
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
    plain = strip_marks(text).strip()
    return _OPENING.match(plain) is not None or (len(plain) < _LONG and _REPORTING.fullmatch(plain) is not None)


def is_courtesy(text: str) -> bool:
    """Whether a text only greets, thanks, or asks to be called; a number other than a telephone's may be a result."""
    plain = strip_marks(text).strip(" -")
    if _COURTESY.fullmatch(plain):
        return True
    if len(plain) > 300:
        return False
    without = _TELEPHONE.sub("", text.lower().strip(" -"))
    if any(char.isdigit() for char in without):
        return False
    sentences = [part.strip(" !.,") for part in re.split(r"[.;!\n]+", without) if part.strip(" !.,")]
    return bool(sentences) and all(_TALK.fullmatch(part) or _COURTESY.fullmatch(part) for part in sentences)


def takes_leave(text: str) -> bool:
    """Whether a courtesy ends a letter: Em cảm ơn ạ!, Trân trọng."""
    return is_courtesy(text) and re.search(r"cam on|tran trong|regards|thanks|chao", strip_marks(text)) is not None


def denies(text: str) -> bool:
    """Whether a sentence says that something did not happen, whatever else it says."""
    return _DENIES.search(strip_marks(text)) is not None


def is_basis(text: str) -> bool:
    """Căn cứ Kế hoạch số ...;: one of the legal grounds above a report."""
    return _BASIS.match(strip_marks(text).strip()) is not None


def is_greeting(text: str) -> bool:
    """A courtesy line of a letter."""
    return _GREETING.match(strip_marks(text).strip(" -")) is not None
