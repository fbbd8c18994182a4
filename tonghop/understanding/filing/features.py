"""A sentence as features: its words and pairs of words, the classes that they stand for, and classes that meet.

The same features serve training (tonghop.learning) and scoring. Keeps out weights and every decision. A change of
features, of classes.toml or of how words.py cuts a text into tokens needs a new model (`make model`).
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tonghop.understanding.words import make_keys, normalise, read_line, strip_marks

MOST_LETTERS = 1500
"""A longer text is cut for scoring; no sentence is so long."""
NUMBER, START, CLASS, PLAIN = "#", "^", "@", "~"
_JOINT = "+"
_CLASSES = Path(__file__).with_name("classes.toml")

Span = tuple[int, int]


class Feature(NamedTuple):
    """One feature and the places of the words that show it."""

    name: str
    spans: tuple[Span, ...]


class Features(NamedTuple):
    """What a sentence shows."""

    text: str
    found: tuple[Feature, ...]
    """Each name once."""
    words: int
    """How many words it has, numbers left out."""
    figures: int
    """How many numbers it has."""


class _Word(NamedTuple):
    key: str
    span: Span


def find_features(text: str, *, plain: bool | None = None) -> Features:
    """The features of a sentence.

    Text typed without tone marks (`plain`; looked for where not told) has other names for its words: `~` before them.
    """
    text = normalise(text[:MOST_LETTERS])
    plain = is_plain(text) if plain is None else plain
    words = _read_words(text, plain=plain)
    mark = PLAIN if plain else ""
    found: dict[str, list[Span]] = {}
    before = _Word(START, (-1, -1))
    for word in words:
        _add(found, word.key if word.key == NUMBER else mark + word.key, word.span)
        start = word.span[0] if before.key == START else before.span[0]
        _add(found, f"{mark}{before.key} {word.key}", (start, word.span[1]))
        before = word
    _add_classes(found, words, plain=plain)
    figures = sum(word.key == NUMBER for word in words)
    return Features(
        text,
        tuple(Feature(name, tuple(dict.fromkeys(spans))) for name, spans in found.items()),
        len(words) - figures,
        figures,
    )


def list_names(text: str) -> list[str]:
    """The names of a sentence's features, for training."""
    return [feature.name for feature in find_features(text, plain=False).found]


def is_plain(text: str) -> bool:
    """Whether a text is typed without tone marks."""
    return text.isascii() or strip_marks(text) == text.lower()


def is_word(name: str) -> bool:
    """Whether a feature is one word."""
    return name != NUMBER and not name.startswith(CLASS) and " " not in name


def is_counted(name: str) -> bool:
    """Whether examples of a feature are counted as evidence of their own: classes that meet are not."""
    return not (name.startswith(CLASS) and _JOINT in name)


def _read_words(text: str, *, plain: bool) -> list[_Word]:
    words = []
    for token in read_line(text).tokens:
        if token.is_number:
            words.append(_Word(NUMBER, (token.start, token.end)))
        elif token.key[0].isalnum():
            words.append(_Word(strip_marks(token.key) if plain else token.key, (token.start, token.end)))
    return words


def _add(found: dict[str, list[Span]], name: str, span: Span) -> None:
    found.setdefault(name, []).append(span)


def _add_classes(found: dict[str, list[Span]], words: list[_Word], *, plain: bool) -> None:
    phrases = _read_classes(plain=plain)
    shown: dict[str, list[Span]] = {}
    for place, word in enumerate(words):
        for keys, name in phrases.get(word.key, ()):
            end = place + len(keys)
            if tuple(w.key for w in words[place:end]) == keys:
                shown.setdefault(name, []).append((word.span[0], words[end - 1].span[1]))
    names = sorted(shown)
    for place, name in enumerate(names):
        found[CLASS + name] = shown[name]
        for other in names[place + 1 :]:
            found[f"{CLASS}{name}{_JOINT}{other}"] = [*shown[name], *shown[other]]


@cache
def _read_classes(*, plain: bool) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> (words, class)."""
    table: dict[str, list[str]] = tomllib.loads(_CLASSES.read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, members in table.items():
        for keys in {tuple(_fold(key, plain=plain) for key in make_keys(member)) for member in members}:
            phrases.setdefault(keys[0], []).append((keys, name))
    return phrases


def _fold(key: str, *, plain: bool) -> str:
    if key[0].isdigit():
        return NUMBER
    return strip_marks(key) if plain else key


def fold_names(names: Iterable[str]) -> dict[str, list[str]]:
    """Name without tone marks -> the names that may be meant."""
    folded: dict[str, list[str]] = {}
    for name in names:
        if not name.startswith(CLASS) and name != NUMBER:
            folded.setdefault(PLAIN + strip_marks(name), []).append(name)
    return folded
