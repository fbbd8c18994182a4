"""Vietnamese text as tokens that compare well: tone marks in one place, abbreviations spelt out, phrases found whole.

Add here what is true of the language. Keep out what is true of a plan (lexicon.py) and of figures (figures.py).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from tonghop.understanding.senses import ABBREVIATIONS, OTHER_SENSE_AFTER, OTHER_SENSE_BEFORE

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capital letters, to stand in a character class; a range À-Ỹ would hold the small ones too."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SPACED = r"(?<![\d.,/+])[1-9]\d{0,2}(?:(?:[ \u00a0]\d{3}){2,}|(?:[ \u00a0]0\d{2}))(?![.,/-]?\d|[ \u00a0]\d)"
"""1 250 000 and 10 000 are one number; 1 250 may be two and stays so."""
_TOKEN = re.compile(rf"{_SPACED}|\d+(?:[.,]\d+)*|[^\W\d_]\w*(?:&[^\W\d_]\w*)*|%|[.;:()\n]")
_LATIN_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""Every mark of this block but the joiner U+034F, which combines with nothing."""
_BEYOND_LATIN = re.compile("[^\x00-\u034f\u2000-\u206f]")
_TITLES_WITH_DOT = frozenset({"tp", "ths", "ts", "pgs", "gs", "ks", "cn", "tx", "đ"})

_PERIOD_WORDS = re.compile(r"\b(?:trong )?(?:0?6|sau) thang (?:dau|cuoi) nam(?: \d{4})?\b|\b(?:trong )?nam \d{4}\b")

Payload = TypeVar("Payload")


class Token(NamedTuple):
    """One word, number, percent sign or stop; `start` and `end` are places in the text."""

    key: str
    start: int
    end: int
    comma: bool
    """A comma stands between this token and the one before."""

    @property
    def is_number(self) -> bool:
        """Written with digits."""
        return self.key[0].isdigit()

    @property
    def is_stop(self) -> bool:
        """A full stop, semicolon, colon, bracket or line end."""
        return self.key in _STOPS


_STOPS = frozenset(".;:()\n")


class Line(NamedTuple):
    """A text and its tokens; an abbreviation gives several tokens with one place."""

    text: str
    tokens: tuple[Token, ...]


@lru_cache(maxsize=32768)
def make_key(word: str) -> str:
    """The word in lower case with its tone mark behind all letters, so that hòa and hoà are one."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower().replace("\u00d0", "đ").replace("\u00f0", "đ")):
        (tones if char in _TONES else letters).append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)


@lru_cache(maxsize=32768)
def _strip_accents(word: str) -> str:
    plain = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", word))
    if _BEYOND_LATIN.search(plain):
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.replace("đ", "d")


def strip_key(key: str) -> str:
    """The key of a token without any mark."""
    return _strip_accents(key)


_SPELT_OUT = {make_key(short): tuple(make_key(w) for w in words.split()) for short, words in ABBREVIATIONS.items()}
_AND = make_key("và")


@lru_cache(maxsize=32768)
def _spell_out(word: str) -> tuple[str, ...]:
    key = make_key(word)
    if key in _SPELT_OUT:
        return _SPELT_OUT[key]
    if "&" not in key:
        return (key,)
    keys: list[str] = []
    for part in word.split("&"):
        keys += [_AND] if keys else []
        keys += _spell_out(part)
    return tuple(keys)


def normalise(text: str) -> str:
    """The text in NFC without invisible characters, each run of blanks one space; line ends stay."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return re.sub(r"[^\S\n]+", " ", text).strip()


@lru_cache(maxsize=256)
def read_line(text: str) -> Line:
    """Cut a text into tokens."""
    tokens: list[Token] = []
    last_end = 0
    for match in _TOKEN.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if word == "." and tokens and (tokens[-1].key in _TITLES_WITH_DOT or _is_inside(text, start)):
            continue
        comma = text.find(",", last_end, start) >= 0
        if word[0].isdigit():
            word = word.replace(" ", ".").replace("\u00a0", ".")
        for place, key in enumerate(_spell_out(word)):
            tokens.append(Token(key, start, end, comma and place == 0))
        last_end = end
    return Line(text, tuple(tokens))


def _is_inside(text: str, dot: int) -> bool:
    """A dot between two letters (www.x.vn) ends no sentence."""
    return dot + 1 < len(text) and text[dot + 1].isalnum() and dot > 0 and text[dot - 1].isalnum()


def fold(text: str) -> str:
    """Lower-case words without accents and punctuation, abbreviations spelt out, for fuzzy comparison."""
    return " ".join(_strip_accents(t.key) for t in read_line(normalise(text)).tokens if not t.is_stop)


def fold_heading(text: str) -> str:
    """The same without the period, which units add to any heading."""
    return " ".join(_PERIOD_WORDS.sub(" ", fold(text)).split()) or fold(text)


@lru_cache(maxsize=1024)  # each rule reads the sentence anew
def strip_marks(text: str) -> str:
    """The text in lower case without accents, same words and punctuation, nothing spelt out."""
    return _strip_accents(unicodedata.normalize("NFC", text).lower().replace("\u00f0", "đ"))


@lru_cache(maxsize=4096)
def make_keys(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as they are compared; commas and hyphens inside do not count."""
    return tuple(t.key for t in read_line(phrase).tokens if not t.is_stop)


def _guards(table: dict[str, str]) -> dict[tuple[str, ...], frozenset[str]]:
    return {make_keys(word): frozenset(make_key(n) for n in near.split()) for word, near in table.items()}


_BEFORE = _guards(OTHER_SENSE_BEFORE)
_AFTER = _guards(OTHER_SENSE_AFTER)


class Match(NamedTuple, Generic[Payload]):
    """A phrase found: tokens first..last (exclusive end) and what it stands for."""

    first: int
    end: int
    payload: Payload


class PhraseIndex(Generic[Payload]):
    """Phrases by their first token, longest first; finds whole words only."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases:
            keys = make_keys(phrase)
            if keys:
                self._by_first.setdefault(keys[0], []).append((keys, payload))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def list_phrases(self) -> list[tuple[str, ...]]:
        """The tokens of every phrase, in the order given, by first token."""
        return [keys for entries in self._by_first.values() for keys, _ in entries]

    def find_at(self, tokens: tuple[Token, ...], place: int) -> list[Match[Payload]]:
        """All phrases that begin at this token, longest first, words in another sense left out."""
        entries = self._by_first.get(tokens[place].key)
        if entries is None:
            return []
        found = []
        for keys, payload in entries:
            end = place + len(keys)
            if end > len(tokens) or tokens[end - 1].key != keys[-1]:
                continue
            inside = len(keys) < 3 or tuple(t.key for t in tokens[place:end]) == keys
            if inside and not _other_sense(tokens, place, end, keys):
                found.append(Match(place, end, payload))
        return found

    def find_all(self, tokens: tuple[Token, ...]) -> list[Match[Payload]]:
        """All phrases anywhere, in order, overlapping ones included."""
        first = self._by_first
        begins = [place for place, token in enumerate(tokens) if token.key in first]
        return [match for place in begins for match in self.find_at(tokens, place)]


def _other_sense(tokens: tuple[Token, ...], first: int, end: int, keys: tuple[str, ...]) -> bool:
    following = tokens[end] if end < len(tokens) else None
    if following and not following.comma and following.key in _BEFORE.get(keys, ()):
        return True
    previous = tokens[first - 1] if first else None
    return bool(previous and not tokens[first].comma and previous.key in _AFTER.get(keys, ()))
