"""Text typed without diacritics ("dang 57 tin bai"), read by the words that the plan and the rules know.

Only a text without a single accented letter is treated so, and only known phrases get their marks back: the words as
written stay. Keeps out texts with marks, where a word without marks is another word.
"""

from collections.abc import Iterable

from tonghop.understanding.figures.times.scopes import SCOPE_WORDS
from tonghop.understanding.figures.written.precision import PRECISION_WORDS
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Line, Token, make_keys, strip_key

_FEWEST_LETTERS = 8
_VERBS = (
    *("đón", "tiếp", "cử", "ký", "ký kết", "mở", "tổ chức", "phát hành", "xuất bản", "trong đó", "gồm", "tổng số"),
    *("tổng cộng", "đi công tác", "số lượng"),
)
_PREPARED: dict[int, tuple[Lexicon, dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]]] = {}


def restore_marks(line: Line, lexicon: Lexicon) -> Line:
    """The line with the keys of known phrases as if typed with their marks; any other line unchanged."""
    if any(char.isalpha() and not char.isascii() for char in line.text):
        return line
    if sum(char.isalpha() for char in line.text) < _FEWEST_LETTERS:
        return line
    phrases = _prepare(lexicon)
    tokens: list[Token] = []
    place = 0
    while place < len(line.tokens):
        keys = _find_marked(line.tokens, place, phrases)
        tokens += [
            token._replace(key=key) for token, key in zip(line.tokens[place : place + len(keys)], keys, strict=True)
        ]
        place += len(keys)
    return Line(line.text, tuple(tokens))


def _find_marked(
    tokens: tuple[Token, ...], place: int, phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
) -> tuple[str, ...]:
    for plain, marked in phrases.get(tokens[place].key, ()):
        if tuple(token.key for token in tokens[place : place + len(plain)]) == plain:
            return marked
    return (tokens[place].key,)


def _prepare(lexicon: Lexicon) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First word without marks -> (phrase without marks, with marks), longest first; once per plan."""
    known = _PREPARED.get(id(lexicon))
    if known is None or known[0] is not lexicon:
        known = lexicon, _index(_list_phrases(lexicon))
        _PREPARED.clear()
        _PREPARED[id(lexicon)] = known
    return known[1]


def _list_phrases(lexicon: Lexicon) -> Iterable[tuple[str, ...]]:
    """The weightier first: of two phrases that look alike without marks the first is meant."""
    yield from lexicon.measures.list_phrases()
    for item in lexicon.items.values():
        yield from item.words.list_phrases()
        yield from item.aspects.list_phrases()
        yield from item.without.list_phrases()
    yield from (make_keys(word) for word in (*SCOPE_WORDS, *PRECISION_WORDS, *_VERBS))
    yield from lexicon.counters.list_phrases()


def _index(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    marked: dict[tuple[str, ...], tuple[str, ...]] = {}
    for keys in phrases:
        marked.setdefault(tuple(strip_key(key) for key in keys), keys)
    index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for plain, keys in marked.items():
        index.setdefault(plain[0], []).append((plain, keys))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index
