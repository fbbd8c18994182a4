"""Offices that a letterhead names as its issuer and that are not the unit: of another paper, or in no plan.

Keeps out how a unit is known (unit.py); here only what contradicts it is found.
"""

import re
from collections.abc import Callable, Collection, Sequence

from rapidfuzz import fuzz

from schemas.plan import Unit
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.words import fold, strip_marks

_BODY = re.compile(
    r"(?:phòng|p\.|trung tâm|chi cục|cục|văn phòng|thanh tra|viện|trạm|quỹ|sở|công đoàn|đảng bộ|chi bộ|đảng ủy"
    r"|công ty|trường|ban (?:quản lý|chỉ đạo|điều hành|chấp hành)|hội đồng|đoàn thanh niên)\s+\S"
)
_UPPER = re.compile(
    r"(?:ủy ban|uỷ ban|ubnd|hđnd|hội đồng|tỉnh|huyện|thành phố|tp\.?|thị xã|thị ủy|xã|phường|bộ(?! phận)|sở|công an"
    r"|đại học|học viện|quốc hội|liên (?:đoàn|hiệp)|đảng (?:bộ|ủy|uỷ)|bệnh viện|hội(?! nghị| thảo)|chi nhánh|mặt trận"
    r"|ban (?:tuyên giáo|dân tộc|tổ chức|nội chính|dân vận|quản lý|chỉ đạo))\s+\S|(?:ubnd|hđnd|quốc hội|chính phủ)$"
)
"""Bodies that stand above an office."""
_SAYS = re.compile(r"\b(?:báo cáo|gửi|trình)\b|[:;,.]\s*$", re.IGNORECASE)
"""A sentence of the office, no line of its letterhead."""
_STATE = re.compile(
    r"c[oộ]ng h[oòô]a x[aã] h[oộ]i ch[uủ] ngh[iĩ]a vi[eệ]t nam|độc lập\s*[-–—]\s*tự do(?:\s*[-–—]\s*hạnh phúc)?"
    r"|đảng cộng sản việt nam|doc lap\s*[-–—]\s*tu do(?:\s*[-–—]\s*hanh phuc)?",
    re.IGNORECASE,
)
_HALF_STATE = re.compile(r"c[oộ]ng h(?:òa|oà|oa) x[aã] h[oộ]i|ch[uủ] ngh[iĩ]a vi[eệ]t nam", re.IGNORECASE)
"""The state's name on two lines."""
_FRAME = re.compile(
    r"cong hoa|doc lap|viet nam|du thao|hoa toc|(?:thuong )?khan|mau\b|bieu|phu luc|ban (?:sao|chinh|du)|phieu|kinh gui"
    r"|(?:luu hanh|tai lieu) noi bo|bo phan\b"
)
"""What else stands in a letterhead above the unit; BỘ PHẬN ... is a part of it."""
_CELL = re.compile(r"/c\d+$")
_COLUMNS = re.compile(r"\s*\|\s*")
_LONGEST_WORDS, _SHORT_LINE = 20, 12
_LINES = 3
_SAME = 93
_FEWEST = 3
"""Words of a unit's name that an abbreviation must reach."""
_SKIPPED = frozenset({"va", "cua"})


def part_columns(text: str) -> list[str]:
    """The lines of a piece of letterhead, columns typed beside each other apart, without the state's own words."""
    pieces = [piece for line in text.split("\n") for piece in _COLUMNS.split(line)]
    told = [" ".join(_STATE.sub(" ", piece).split()) for piece in pieces]
    return [piece for piece in told if piece and not _HALF_STATE.fullmatch(piece)]


def find_other_bodies(
    lines: Sequence[Part], owned: Collection[int], units: Sequence[Unit], drop_department: Callable[[str], str]
) -> list[Part]:
    """The lines of one column that name an issuing body other than every unit.

    Args:
        lines: a column of a letterhead.
        owned: indices of lines that are a unit's name, or part of it.
        units: of the plan.
        drop_department: folded words -> those without the department's name.
    """
    names = [fold(name).split() for unit in units for name in (unit.name, *unit.aliases)]
    joins = [
        [" ".join(part.text for part in lines[at : at + count]) for count in range(1, _LINES + 1)]
        for at in range(len(lines))
    ]
    told = [[drop_department(fold(text)) for text in texts] for texts in joins]
    is_headed = any(not words[0] for words in told)
    department = _list_runs(told, "")
    return [
        line
        for at, line in enumerate(lines)
        if at not in owned
        and at not in department
        and (
            _is_body(line.text, is_weighty=line.text.isupper() or is_headed)
            or (at < min(owned, default=0) and _stands_above(line))
        )
        and (
            _overruns(told[at], names)
            or not any(_names_one(words, text, names) for words, text in zip(told[at], joins[at], strict=True))
        )
    ]


def find_parent(
    lines: Sequence[Part], department: Collection[str], drop_department: Callable[[str], str]
) -> list[Part]:
    """The lines of the body above the department where none of its names stands: UBND TỈNH, VĂN PHÒNG."""
    whole = fold(" ".join(line.text for line in lines))
    if any(f" {name} " in f" {whole} " for name in department):
        return []
    told = [
        [
            drop_department(fold(" ".join(part.text for part in lines[at : at + count])))
            for count in range(1, _LINES + 1)
        ]
        for at in range(len(lines))
    ]
    above = _list_runs(told, "")
    return [line for at, line in enumerate(lines) if at in above and fold(line.text)]


def _list_runs(told: Sequence[Sequence[str]], wanted: str) -> set[int]:
    """The lines that are part of a run of which these words are left."""
    return {
        at + after
        for at, words in enumerate(told)
        for count, left in enumerate(words, start=1)
        if left == wanted
        for after in range(count)
    }


def _is_body(text: str, *, is_weighty: bool) -> bool:
    if len(text.split()) > _LONGEST_WORDS or _SAYS.search(text):
        return False
    plain = text.lower().lstrip(" -–*")
    is_upper = _UPPER.match(plain) is not None and len(text.split()) <= _SHORT_LINE
    return is_upper or (is_weighty and _BODY.match(plain) is not None)


def _stands_above(line: Part) -> bool:
    """Whether a line above a unit's name is some body's, whatever it is called: KHO BẠC NHÀ NƯỚC, QUẢNG BÌNH."""
    words = line.text.split()
    is_name = 1 < len(words) <= _SHORT_LINE and all(c.isalpha() or c in " ,&-" for c in line.text)
    if not is_name or _SAYS.search(line.text):
        return False
    is_line = line.text.isupper() or (_CELL.search(line.locator) is not None and words[0][:1].isupper())
    return is_line and _FRAME.match(strip_marks(line.text)) is None


def _names_one(words: str, text: str, names: Sequence[Sequence[str]]) -> bool:
    """Whether a text is a unit's name, shortened in whatever way: PHÒNG QUẢN LÝ CN&ĐMST."""
    letters = (re.sub(r"[\W_]+", "", strip_marks(text)), words.replace(" ", ""))
    return any(
        fuzz.ratio(" ".join(name), words) >= _SAME or any(_shortens(each, name) for each in letters) for name in names
    )


def _overruns(told: Sequence[str], names: Sequence[Sequence[str]]) -> bool:
    """Whether a line goes on where a unit's long name ends, as a namesake's: ... VÀ ĐỔI MỚI SÁNG TẠO QUẢNG BÌNH.

    Args:
        told: the words of one line, of two and of three together.
        names: of the units.
    """
    for name in (" ".join(words) for words in names if len(words) > _FEWEST):
        before = ""
        for words in told:
            rest = words.removeprefix(f"{name} ")
            if rest != words and len(before) < len(name) and not any(c.isdigit() for c in rest):
                return True
            before = words
    return False


def abbreviates(letters: str, name: str) -> bool:
    """Whether letters are all words of a name, each whole or by its first letter, small words left out."""
    words = fold(name).split()
    return _shortens(letters, words, fewest=len(words))


def shortens(letters: str, name: str, fewest: int) -> bool:
    """Whether letters are the first words of a name, at least so many, each whole or by its first letter."""
    return _shortens(letters, fold(name).split(), fewest)


def _shortens(letters: str, name: Sequence[str], fewest: int = _FEWEST) -> bool:
    """Whether letters are the first words of a name, each whole or by its first letter, small words left out."""
    places = {0}
    for count, word in enumerate(name, start=1):
        reached = {at + len(part) for at in places for part in (word, word[0]) if letters.startswith(part, at)}
        places = reached | (places if word in _SKIPPED else set())
        if len(letters) in places and (count >= fewest or count == len(name)):
            return True
    return False
