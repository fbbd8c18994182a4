"""Abbreviations and names of bodies: what `Sở TT&TT` stands for is read from the text itself, never guessed.

Keeps out which body has which part in the plan. `UBND` alone is spelled out by rule, in formal names: Decree 30 writes
it so, and no plan spells out what every office knows.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")
_BREAK = re.compile(r"[.;:()“”\"]")
_GOES_ON = re.compile(r"\s+và\s+(?!(?:Sở|Ban|Văn phòng|Phòng|UBND)\b)[^\W\d_]")
_COMMITTEE = re.compile(r"\bUBND\b|\b(?:Ủy|Uỷ|ủy|uỷ) ban nhân dân")
_FEWEST_LETTERS = 4
_LONGEST_CODE = 20


def fold(name: str) -> str:
    """A name as it is compared: small letters, one kind of space, one spelling of Ủy ban nhân dân."""
    return " ".join(spell_committee(name).casefold().split()).strip(" .,;")


def spell_committee(name: str) -> str:
    """`UBND tỉnh` -> `Ủy ban nhân dân tỉnh`."""
    return _COMMITTEE.sub("Ủy ban nhân dân", name)


def read_initials(name: str) -> str:
    """`Phòng Quản lý Công nghệ và Đổi mới sáng tạo` and `Phòng QLCN&ĐMST` -> `PQLCNĐMST`."""
    return "".join(
        "".join(letter for letter in word if letter != "&") if word.isupper() else word[0].upper()
        for word in _WORD.findall(name)
        if word != "và"
    )


def make_code(name: str) -> str:
    """A short code of a body in plain letters: `Trung tâm Nghiên cứu, ...` -> `TTNC`, `Sở TT&TT` -> `STTTT`."""
    words = re.sub(r"\b(?:tỉnh|thành phố)\b.*", "", name)
    plain = unicodedata.normalize("NFD", read_initials(words).replace("Đ", "D"))
    return "".join(letter for letter in plain if "A" <= letter <= "Z")[:_LONGEST_CODE]


def make_unit_code(name: str) -> str:
    """A unit's code: the letters of the first part of its name, without the word Phòng and the word Sở."""
    first = re.split(r",| và |&", re.sub(r"^Phòng\s+|\s+Sở$", "", name))[0]
    return make_code(first) or make_code(name)


class Glossary:
    """The words of a text, to find what an abbreviation in it stands for.

    Args:
        text: where the words stand.
        fewest_letters: of an abbreviation that is looked up; two letters mean too many things in a long text.
    """

    def __init__(self, text: str, fewest_letters: int) -> None:
        self._text = text
        self._fewest = fewest_letters
        self._words = [match for match in _WORD.finditer(text) if match.group() != "và"]
        self._initials = "".join(match.group()[0].upper() for match in self._words)
        self._breaks = [match.start() for match in _BREAK.finditer(text)]

    def expand(self, name: str) -> str:
        """A name with each abbreviation replaced by the words that the text itself has for it; else as it is."""
        out, at, before = "", 0, ""
        for match in _WORD.finditer(name):
            word = match.group()
            if len(word) >= self._fewest and word.isupper():
                words = self._find_words(word, before)
                if words is not None:
                    out, at = out + name[at : match.start()] + words, match.end()
            before = word
        return out + name[at:]

    def _find_words(self, short: str, before: str) -> str | None:
        """The one run of words with these initials, after the same word as the abbreviation if there is any."""
        found = list(dict.fromkeys(self._find_runs(short.replace("&", ""))))
        after_same = {words for preceding, words in found if preceding == before}
        candidates = after_same or {words for _, words in found if words[0].isupper()}
        spellings = {words.casefold() for words in candidates}
        return min(candidates) if len(spellings) == 1 else None

    def _find_runs(self, letters: str) -> Iterable[tuple[str, str]]:
        place = self._initials.find(letters)
        while place >= 0:
            run = self._words[place : place + len(letters)]
            start, end = run[0].start(), run[-1].end()
            plain = not any(each.group().isupper() and len(each.group()) > 1 for each in run)
            whole = _GOES_ON.match(self._text, end) is None
            if plain and whole and bisect_left(self._breaks, start) == bisect_left(self._breaks, end):
                yield self._words[place - 1].group() if place else "", self._text[start:end]
            place = self._initials.find(letters, place + 1)


def find_named(written: str, names: Sequence[str]) -> str | None:
    """Which of the names an abbreviation such as `TTNCĐMST` means; None when it may mean none or several."""
    same = [name for name in names if fold(name) == fold(written)]
    letters = read_initials(written)
    for means in (_is_spelled, _is_shortened):
        same = same or [name for name in names if means(letters, name)]
    return same[0] if len(same) == 1 else None


def _is_spelled(letters: str, name: str) -> bool:
    """Whether letters are the initials of a name, its word Phòng included or not."""
    return len(letters) > 1 and letters in (read_initials(name), read_initials(name.removeprefix("Phòng ")))


def _is_shortened(letters: str, name: str) -> bool:
    """Whether letters stand in that order in the initials of the whole name, beginning alike."""
    whole = read_initials(name)
    rest = iter(whole)
    return len(letters) >= _FEWEST_LETTERS and whole[:2] == letters[:2] and all(letter in rest for letter in letters)
