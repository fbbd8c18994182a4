"""A paragraph as sentences, and a sentence as the clauses that may answer different items.

Cuts text only; every piece is the text as written. Keeps out which clause belongs where (assigning.py).
"""

import re

from tonghop.understanding.words import strip_marks

_END = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s)|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|tp|TX|Tx|TT|Tt|Th?S|TS|PGS|GS|BS|KS|CN|CV|Đ/c|đ/c|Ô|B|Mr|Mrs|Ms|Dr|St|ĐT|Tel|stt|STT|tr|No|Số|số"
    r"|H|P|Q|X|V\.?v|v\.?v|[A-ZĐ]|[A-ZĐ](?:\.[A-ZĐ])+)$"
)
"""What stands before a full stop that ends no sentence."""
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-zđ])$")
_GOES_ON = re.compile(
    r"(?:qua do|nho do|nho vay|tu do|theo do|trong do|trong so|cu the|chi tiet|cac tin|cac bai|cac noi dung"
    r"|noi dung (?:chu yeu|tap trung|gom)|ket qua[:,]|tai (?:day|buoi|hoi|lop|cuoc)|buoi lam viec (?:nay|da)"
    r"|hai ben (?:da|trao doi)|cac dai bieu|doan (?:da|nay|do)|lop (?:nay|do)|hoat dong nay|viec nay|day la"
    r"|nham|gop phan|voi chu de|co su tham gia|thu hut|so nguoi|so luong|tong (?:so|cong)|luy ke|nang tong so"
    r"|dat |bao gom|gom )"
)
_CLAUSE = re.compile(r"\s*;\s*|,\s+(?:đồng thời|bên cạnh đó|ngoài ra|song song đó|mặt khác)[,\s]+", re.IGNORECASE)
_VERBS = (
    "đăng|đăng tải|biên tập|xuất bản|phát hành|phát sóng|sản xuất|viết|cử|đón|tiếp|tiếp đón|đón tiếp|tổ chức",
    "tham gia|tham dự|dự|ký|ký kết|phối hợp|ban hành|chuyển giao|cung cấp|trả lời|quán triệt|phổ biến|tuyên truyền",
    "treo|cấp phát|phát|xây dựng|duy trì|hỗ trợ|trưng bày|giới thiệu|quảng bá|mở|hướng dẫn|đào tạo|tiếp nhận",
    "bàn giao|triển khai|mời|phản bác|đấu tranh|in|họp báo|phát ngôn|làm việc|đưa|gửi|lồng ghép|sinh hoạt|tập huấn|có",
)
_VERB = rf"(?:đã |cũng đã |còn |tiếp tục )?(?:{'|'.join(_VERBS)})"
_COMMA = re.compile(rf",\s+(?:và\s+)?(?={_VERB}\b)|\s+(?:và|đồng thời)\s+(?={_VERB}\b)", re.IGNORECASE)
_FEWEST_WORDS = 3
_MOST_LETTERS, _MOST_CLAUSE_LETTERS = 6000, 1500
"""A longer text is no paragraph, no sentence: it stays whole and waits for a person."""
_LOOK_BACK = 16
_SHORT_WORDS = 12
_BRACKETS = {")": "(", "]": "[", "”": "“"}


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph; one that only goes on with the one before stays with it."""
    if len(text) > _MOST_LETTERS:
        return [text]
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _is_inside(text, start, match.start()):
            continue
        if not _is_closed(text[start : match.start()]):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    joined: list[str] = []
    for sentence in sentences:
        if not any(char.isalnum() for char in sentence):
            continue
        if joined and (_continues(sentence) or len(joined[-1].split()) < _FEWEST_WORDS):
            joined[-1] = f"{joined[-1]} {sentence}"
        else:
            joined.append(sentence)
    return joined


def _is_inside(text: str, start: int, dot: int) -> bool:
    """Whether a full stop ends an abbreviation, an initial or a list number."""
    before = text[max(start, dot - _LOOK_BACK) : dot]
    if _SHORTENED.search(before):
        return True
    if _LIST_NUMBER.search(before):
        return True
    following = text[dot + 1 :].lstrip()
    return bool(following) and following[0].islower()


def _is_closed(text: str) -> bool:
    """Whether no bracket stands open."""
    return all(text.count(opened) <= text.count(closed) for closed, opened in _BRACKETS.items())


def _continues(sentence: str) -> bool:
    return bool(_GOES_ON.match(strip_marks(sentence))) and len(sentence.split()) <= _SHORT_WORDS * 3


def split_clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that may be activities of their own, as written; [sentence] when it has one."""
    if len(sentence) > _MOST_CLAUSE_LETTERS:
        return [sentence]
    return [clause for part in _cut(sentence, _CLAUSE) for clause in _cut(part, _COMMA)]


def _cut(text: str, boundary: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in boundary.finditer(text):
        part = text[start : match.start()]
        if _is_closed(text[: match.start()]) and len(part.split()) >= _FEWEST_WORDS:
            parts.append(part)
            start = match.end()
    parts.append(text[start:])
    if len(parts) > 1 and len(parts[-1].split()) < _FEWEST_WORDS:
        last = text[text.index(parts[-2]) :] if text.count(parts[-2]) == 1 else ""
        return [*parts[:-2], last] if last else [text]
    return [part.strip() for part in parts]
