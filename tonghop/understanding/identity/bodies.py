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
_SAYS = re.compile(r"\b(?:báo cáo|gửi|trình)\b|[:;,.]\s*$", re.IGNORECASE)
"""A sentence of the office, no line of its letterhead."""
_STATE = re.compile(
    r"c[oộ]ng h[oòô]a x[aã] h[oộ]i ch[uủ] ngh[iĩ]a vi[eệ]t nam|độc lập\s*[-–—]\s*tự do(?:\s*[-–—]\s*hạnh phúc)?"
    r"|đảng cộng sản việt nam|doc lap\s*[-–—]\s*tu do(?:\s*[-–—]\s*hanh phuc)?",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\s*\|\s*")
_LONGEST_WORDS = 20
_LINES = 3
_SAME = 93
_FEWEST = 3
"""Words of a unit's name that an abbreviation must reach."""
_SKIPPED = frozenset({"va", "cua"})


def part_columns(text: str) -> list[str]:
    """The lines of a piece of letterhead, columns typed beside each other apart, without the state's own words."""
    pieces = [piece for line in text.split("\n") for piece in _COLUMNS.split(line)]
    return [told for piece in pieces if (told := " ".join(_STATE.sub(" ", piece).split()))]


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
    return [
        line
        for at, line in enumerate(lines)
        if at not in owned
        and all(told[at])
        and (line.text.isupper() or is_headed)
        and _is_body(line.text)
        and not any(_names_one(words, text, names) for words, text in zip(told[at], joins[at], strict=True))
    ]


def _is_body(text: str) -> bool:
    if len(text.split()) > _LONGEST_WORDS or _SAYS.search(text):
        return False
    return _BODY.match(text.lower().lstrip(" -–*")) is not None


def _names_one(words: str, text: str, names: Sequence[Sequence[str]]) -> bool:
    """Whether a text is a unit's name, shortened in whatever way: PHÒNG QUẢN LÝ CN&ĐMST."""
    letters = (re.sub(r"[\W_]+", "", strip_marks(text)), words.replace(" ", ""))
    return any(
        fuzz.ratio(" ".join(name), words) >= _SAME or any(_shortens(each, name) for each in letters) for name in names
    )


def _shortens(letters: str, name: Sequence[str]) -> bool:
    """Whether letters are the first words of a name, each whole or by its first letter, small words left out."""
    places = {0}
    for count, word in enumerate(name, start=1):
        reached = {at + len(part) for at in places for part in (word, word[0]) if letters.startswith(part, at)}
        places = reached | (places if word in _SKIPPED else set())
        if len(letters) in places and (count >= _FEWEST or count == len(name)):
            return True
    return False
