"""Sentences that declare nothing of items which they name themselves: by number, by topic, the rest, or all of them.

Nội dung 1, 2: Không phát sinh. Không cử cán bộ tham gia tập huấn. Còn lại không phát sinh. Keeps out declarations that
stand under the heading of their item (grouping.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tonghop.understanding.filing.sentences import split_sentences
from tonghop.understanding.headings import match_heading
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.pieces import Piece
from tonghop.understanding.states import is_nothing
from tonghop.understanding.words import strip_marks

_NUMBERED = re.compile(
    r"^\W*(?:\d\W+)?(?:cac\s+|ca\s+)?(?:noi dung|muc|nhiem vu)(?:\s+so)?\s+"
    r"(?P<numbers>\d{1,2}(?:\s*(?:,|;|va|den|-|–|&)\s*(?:noi dung\s+|muc\s+)?\d{1,2})*)"
    r"\s*(?:\)|:|\.|-|–)?\s*(?P<rest>\D.*)$",
    re.DOTALL,
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:den|-|–)\s*(\d{1,2})")
_REST = re.compile(r"\b(?:con lai|noi dung khac|muc khac|cac khau khac)\b")
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
_ABOUT = re.compile(r"^\W*(?:ve|doi voi|cong tac|viec)?\s*(?P<topic>[^:\d]{3,120}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
_OF_ALL = re.compile(
    r"(?:cong tac\s+)?(?:thong tin doi ngoai|ttdn)?(?:\s*(?:trong ky|cua don vi|cua phong|theo ke hoach))*\s*$"
)
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


def settle_declarations(pieces: Sequence[Piece], headed: set[int], lexicon: Lexicon) -> list[Piece]:
    """The pieces, each declaration of nothing filed under the items that it names.

    Args:
        pieces: of one document, in reading order.
        headed: items that have a heading.
        lexicon: the plan's words.
    """
    settled: list[Piece] = []
    rest: list[Piece] = []
    for piece in pieces:
        if _speaks_of_rest(piece.text):
            rest.append(piece)
            continue
        if piece.target is not None:
            settled.append(piece)
            continue
        settled += [each for text in _cut(piece.text) for each in _settle(replace(piece, text=text), lexicon, rest)]
    told = headed | {each.target.item for each in settled if each.target and each.target.item is not None}
    whole = [piece for piece in rest if not _speaks_of_rest(piece.text)]
    for piece in rest[:1]:
        if told or piece in whole:
            left = [item for item in sorted(lexicon.items) if item not in told]
            is_meant = _speaks_of_rest(piece.text) or not told
            settled += [_declare(piece, item) for item in left] if is_meant else []
    return settled


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
    sentences = split_sentences(text)
    return sentences if len(sentences) > 1 and any(map(is_nothing, sentences)) else [text]


def _settle(piece: Piece, lexicon: Lexicon, rest: list[Piece]) -> list[Piece]:
    plain = strip_marks(piece.text)
    if len(plain) > 400 or not (is_nothing(piece.text) or _is_declared(plain)):
        return [piece]
    about = _ABOUT.match(plain)
    if about is not None and is_nothing(about["rest"]):
        item = _find_item(about["topic"], lexicon)
        return [_declare(piece, item)] if item is not None else [piece]
    items = [_find_item(_topic(clause), lexicon) for clause in _CLAUSES.split(piece.text)]
    if all(item is not None for item in items):
        return [_declare(piece, item) for item in dict.fromkeys(items) if item is not None]
    if len(items) == 1 and _OF_ALL.fullmatch(_topic(_EACH.sub("", plain))):
        rest.append(piece)
        return []
    return [piece]


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
