"""Sentences that declare nothing of items which they name themselves: by number, by topic, the rest, or all of them.

Nội dung 1, 2: Không phát sinh. Không cử cán bộ tham gia tập huấn. Còn lại không phát sinh. Keeps out declarations that
stand under the heading of their item (grouping.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tonghop.understanding.filing.sentences import split_sentences
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.headings import match_heading
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.words import fold, strip_marks

_NUMBERED = re.compile(
    r"^\W*(?:\d\W+)?(?:cac\s+|ca\s+)?(?:noi dung|muc|nhiem vu)(?:\s+so)?\s+"
    r"(?P<numbers>\d{1,2}(?:\s*(?:,|;|va|den|-|–|&)\s*(?:noi dung\s+|muc\s+)?\d{1,2})*)"
    r"\s*(?:\)|:|\.|-|–)?\s*(?P<rest>\D.*)$",
    re.DOTALL,
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:den|-|–)\s*(\d{1,2})")
_REST = re.compile(
    r"\b(?:(?:cac |nhung )?(?:(?:noi dung|muc|nhiem vu|hoat dong|phan|linh vuc)[ ,;]*(?:va )?)+(?:con lai|khac)"
    r"|con lai|cac khau khac)\b"
)
_EACH = re.compile(
    r"\s*\b(?:o|doi voi|tai|tren|cho)?\s*(?:ca|tat ca|toan bo)\s+(?:cac\s+)?(?:0?\d\s+|sau\s+)?"
    r"(?:noi dung|muc|nhiem vu)\b"
    r"(?:\s+(?:cua|theo|trong)\s+ke hoach)?"
)
_NEGATED = re.compile(
    r"^(?:.{0,80}?\b)?(?:khong|chua)\s+(?:co\s+)?(?:phat sinh|to chuc|trien khai|thuc hien|co)?\s*"
    r"(?:(?:cac\s+)?(?:hoat dong|noi dung|nhiem vu|viec)\s*)?(?:nao\s*)?"
    r"(?:ve\s+|lien quan den\s+)?(?P<topic>.*?)[\s.;,]*$"
)
_CLAUSES = re.compile(r"[;,]\s*(?=(?:và\s+|cũng\s+)?(?:không|chưa)\b)|\s+và\s+(?=(?:không|chưa)\b)", re.IGNORECASE)
_CONTRAST = re.compile(r",?\s+(?:tuy nhiên|nhưng|song)\s*,?\s+|,\s+còn\s+(?!lại\b)", re.IGNORECASE)
_DENIED = re.compile(
    r"^(?P<topic>.{3,100}?)\s+(?:thi |hien |van |deu )*(?:chua|khong) (?:co|phat sinh|thuc hien|trien khai|to chuc)"
    r"(?: (?:gi|nao|trong ky))?[\s.;,]*$"
)
_ABOUT = re.compile(r"^\W*(?:ve|doi voi|cong tac|viec)?\s*(?P<topic>[^:\d]{3,120}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
_DENIAL = re.compile(r"\b(?:khong|chua)\b")
_STOCK = re.compile(
    r"(?:qua|ra|soat|kiem|tra|tong|hop|theo|doi|trong|ky|bao|cao|nay|den|hien|tai|thang|dau|cuoi|nam|quy|tu|ngay|don|vi"
    r"|phong|trung|tam|van|so|chi|cuc|chung|toi|chua|khong|co|phat|sinh|su|to|chuc|trien|khai|thuc|hoat|dong|noi|dung"
    r"|nhiem|vu|lieu|ket|cong|tac|viec|thong|tin|ngoai|ttdn|lien|quan|ve|thuoc|cua|o|cho|tren|voi|cac|nhung|tat|ca"
    r"|toan|bo|deu|nao|gi|bat|de|ke|hoach|phan|muc|pham|linh|vuc|duoc|giao|va|la|da|thi|mot|sau|neu|cu|the|xin|kinh"
    r"|\d{1,2}|\d{4})"
)
"""Words of a sentence by which a whole plan is denied; any other word says of what nothing happened."""
_LIKE, _PLAINLY = 55, 80


def read_numbered(text: str, lexicon: Lexicon) -> list[int]:
    """The items of which a text declares nothing by their numbers; empty for any other text."""
    match = _NUMBERED.match(strip_marks(text))
    if match is None or not is_nothing(match["rest"]):
        return []
    numbers = {int(number) for number in re.findall(r"\d+", match["numbers"])}
    for first, last in _RANGE.findall(match["numbers"]):
        numbers |= set(range(int(first), int(last) + 1))
    return sorted(numbers) if numbers <= set(lexicon.items) else []


def settle_declarations(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """The pieces of one document, each declaration of nothing filed under the items that it names.

    One that speaks of all the rest, or of the whole plan, is marked so: what else there is shows later (spread_rest).
    """
    settled: list[Piece] = []
    for piece in pieces:
        if _speaks_of_rest(piece.text):
            settled.append(replace(piece, target=None, rest=True))
        elif piece.target is not None:
            settled.append(piece)
        else:
            settled += [each for text in _cut(piece.text) for each in _settle(replace(piece, text=text), lexicon)]
    return settled


def spread_rest(rest: Sequence[Piece], told: set[int], open_items: set[int], lexicon: Lexicon) -> list[Piece]:
    """A declaration of nothing for every item of which the submission says nothing else.

    Args:
        rest: the declarations, in reading order.
        told: items that have a heading, an activity or a declaration of their own.
        open_items: items to which a sentence that waits for a person may belong.
        lexicon: the plan's words.
    """
    for piece in rest:
        # `the rest` needs something before it, `nothing at all` must stand alone
        if bool(told or open_items) is _speaks_of_rest(piece.text):
            return [_declare(piece, item) for item in sorted(set(lexicon.items) - told - open_items)]
    return []


def _speaks_of_rest(text: str) -> bool:
    plain = strip_marks(text)
    return len(plain) < 160 and _REST.search(plain) is not None and _is_declared(plain)


def _is_declared(plain: str) -> bool:
    """Whether the words behind a colon, or all of them but a phrase for the whole plan, declare nothing."""
    told = plain.rsplit(":", 1)[-1].strip() if ":" in plain else plain
    return is_nothing(_EACH.sub("", _REST.sub("", told)).strip()) or is_nothing(told)


def _cut(text: str) -> list[str]:
    """The sentences of a text where one of them denies something, else the text as it is."""
    if not re.search(r"\b(?:không|chưa)\b", text, re.IGNORECASE):
        return [text]
    sentences = [part for sentence in split_sentences(text) for part in _part_denied(sentence)]
    return sentences if len(sentences) > 1 and any(is_nothing(part) or _denies(part) for part in sentences) else [text]


def _part_denied(sentence: str) -> list[str]:
    """Đã đăng 20 tin, bài, | đoàn khách quốc tế chưa có: the denial behind a `tuy nhiên` alone."""
    found = list(_CONTRAST.finditer(sentence))
    last = found[-1] if found else None
    if last is None or not (_denies(behind := sentence[last.end() :]) or is_nothing(behind)):
        return [sentence]
    return [sentence[: last.start()].rstrip(" ,;"), behind]


def _denies(text: str) -> bool:
    return len(text) < 140 and _DENIED.match(strip_marks(text)) is not None


def _settle(piece: Piece, lexicon: Lexicon) -> list[Piece]:
    plain = strip_marks(piece.text)
    if _denies_all(plain, lexicon):
        return [replace(piece, rest=True)]
    if _denies(piece.text) and (denied := _DENIED.match(plain)):
        item = _find_item(denied["topic"], lexicon)
        if item is not None:
            return [_declare(piece, item)]
    if len(plain) > 400 or not (is_nothing(piece.text) or _is_declared(plain)):
        return [piece]
    about = _ABOUT.match(plain)
    if about is not None and is_nothing(about["rest"]):
        item = _find_item(about["topic"], lexicon)
        return [_declare(piece, item)] if item is not None else [piece]
    items = [_find_item(_topic(clause), lexicon) for clause in _CLAUSES.split(piece.text)]
    if all(item is not None for item in items):
        return [_declare(piece, item) for item in dict.fromkeys(items) if item is not None]
    return [piece]


def _denies_all(plain: str, lexicon: Lexicon) -> bool:
    """Whether a sentence denies without saying of what, but for the plan as a whole: Tất cả đều không phát sinh."""
    if len(plain) > 300 or _DENIAL.search(plain) is None:
        return False
    words = f" {fold(plain)} "
    for unit in lexicon.plan.units:
        for name in sorted({fold(name) for name in (unit.name, *unit.aliases, unit.code)}, key=len, reverse=True):
            words = words.replace(f" {name} ", " ") if name else words
    return all(_STOCK.fullmatch(word) for word in words.split())


def _topic(clause: str) -> str:
    match = _NEGATED.match(strip_marks(clause).strip())
    return match["topic"] if match else ""


def _find_item(topic: str, lexicon: Lexicon) -> int | None:
    """The item that a topic names for certain."""
    match = match_heading(topic, None, lexicon) if topic else None
    if match is None or match.target.item is None:
        return None
    return match.target.item if match.certain and match.likeness >= _LIKE else None


def _declare(piece: Piece, item: int) -> Piece:
    return replace(piece, text="Không phát sinh.", target=Target(item=item), context="", covers="", leads=False)
