"""List numbers and headings: which item or outline section a heading names, or the two it may mean.

Keeps out where headings stand in a report (outline.py). Order and number decide first, then the words.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.understanding.lexicon import HeadingName, Lexicon, Target
from tonghop.understanding.words import CAPITALS, fold_heading

ACCEPT, ASK = 80, 60
_MARGIN = 4
_NUMBER_BONUS = 8
_NUMBER_SLACK = 18
_STRAY = 25  # a subsection outside its section must be named more exactly
_LONG_HEADING_WORDS = 26
PLAN_SENTENCE_WORDS = 20
_LONGEST = 1500
_SENTENCE = 85
_CUT_WORDS = 8
"""So many first words of one of the plan's sentences are known as that sentence, cut short."""

ROMAN_NUMBERS = {
    r: n
    for n, r in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"], start=1
    )
}
_PARTS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")
_LABEL = re.compile(
    rf"""(?x)^\s*
    (?!V/v\b)
    (?: (?i:Phần\ thứ\ (?P<part>{"|".join(_PARTS)})) \s?[.):/–-] \s* (?=\S)
      | [IVX]{{1,5}}\.(?P<below>\d{{1,2}}) (?: [.)/] \s* | \s+ )
      | (?:(?:Phần|Mục|Nội\ dung|Nhiệm\ vụ|Chương)\s+(?:thứ\s+)?)?
        (?P<roman>[IVX]{{1,5}}) \s?(?:[.)/:–-]|\s[–-]) \s*
      | (?:(?:Mục|Nội\ dung|Nhiệm\ vụ)\s+(?:số\s+)?)
        (?P<named>\d{{1,2}}) (?!\s*(?:th[aá]ng|n[aă]m|qu[yý])) \s?[.):/–-]? \s*
      | (?P<many>\d{{1,2}}(?:\.\d{{1,2}})+) (?: [.)/] \s*(?=\D) | \s+(?=[{CAPITALS}]) )
      | \( (?P<round>\d{{1,2}}) \) \s*
      | (?P<one>\d{{1,2}}) \s?(?:[.)/]\s*(?=\D)|\s?[-–]\s+(?=[{CAPITALS}]))
      | (?P<upper>[A-HĐ]) [.)/] \s+
      | (?P<lower>[a-zđ]) \s?[.)/] \s*
      | (?P<bullet>[-–—+*•●▪■◦○✓✔➢❖·]) \s*
    )"""
)

PART, ROMAN, ARABIC, MANY, LOWER, UNLABELLED, BULLET = 0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 8.0


class Label(NamedTuple):
    """A list number: its rank (the smaller, the higher in the outline) and its last number."""

    rank: float
    number: int | None
    named: bool = False
    """It says itself that it numbers a plan's content: Nội dung 4."""


class Titled(NamedTuple):
    """A block as a heading may be: label, words, and its weight."""

    label: Label | None
    text: str
    bold: bool
    rank: float

    @property
    def number(self) -> int | None:
        """The last number of its label."""
        return self.label.number if self.label else None

    @property
    def item_number(self) -> int | None:
        """The number that may be an item's; a letter counts nothing but its own list."""
        return self.label.number if self.label and (self.rank < LOWER and self.rank != PART) else None


class HeadingMatch(NamedTuple):
    """What a heading may name: the best target with its score, and the next best one of another target."""

    target: Target
    score: float
    likeness: float
    """How much of heading and name is the same, 0-100; the score alone saturates."""
    runner_up: Target | None
    certain: bool


def read_label(text: str) -> tuple[Label | None, str]:
    """Split a typed or computed list number from a text."""
    match = _LABEL.match(text)
    if match is None or (match["roman"] and match["roman"] not in ROMAN_NUMBERS):
        return None, text.strip()
    rest = text[match.end() :].strip()
    if match["roman"]:
        return Label(ROMAN, ROMAN_NUMBERS[match["roman"]]), rest
    if match["many"] or match["below"]:
        parts = (match["many"] or f"0.{match['below']}").split(".")
        return Label(MANY + 0.1 * (len(parts) - 2), int(parts[-1])), rest
    if one := match["one"] or match["named"] or match["round"]:
        return Label(ARABIC, int(one), named=match["named"] is not None), rest
    if letter := match["part"] or match["upper"] or match["lower"]:
        number = _PARTS.index(letter.lower()) + 1 if match["part"] else ord(letter.lower()) - 96
        return Label(LOWER if match["lower"] else PART, number), rest
    return Label(BULLET, None), rest


def read_titled(block: Block) -> Titled:
    """A block's label, words and weight."""
    label: Label | None = None
    text = block.text
    if block.label.strip():
        typed = block.label.strip()
        label = read_label(f"{typed}{'.' if typed[-1].isalnum() else ''} X")[0] or Label(BULLET, None)
    else:
        label, text = read_label(text)
    named, rest = read_label(text) if label is not None else (None, "")
    if label is not None and named is not None and named.named and rest:
        label, text = Label(label.rank, named.number, named=True), rest  # 1. Nội dung 1: ...
    bold = block.bold or block.kind is BlockKind.HEADING
    return Titled(label, text, bold, label.rank if label else _unlabelled_rank(block))


def _unlabelled_rank(block: Block) -> float:
    if block.kind is BlockKind.HEADING:
        return UNLABELLED + 0.1 * (block.level or 0)
    if block.text.isupper():
        return UNLABELLED - 0.5
    return UNLABELLED + (0.5 if block.bold else 0.9)


@lru_cache(maxsize=4096)  # the survey and the walk ask for the same lines
def match_heading(text: str, number: int | None, lexicon: Lexicon, parent: str | None = None) -> HeadingMatch | None:
    """What a heading names.

    Args:
        text: the heading without its list number.
        number: the list number's last part, which speaks for the item of that number.
        lexicon: the plan's words.
        parent: the outline section that it stands in; its subsections are then meant before anything else.

    Returns:
        The best match of at least ASK, or None. It is `certain` when it reaches ACCEPT and no other target is as near.
    """
    words = fold_heading(text) if len(text) <= _LONGEST else ""
    if not words:
        return None
    best: dict[Target, tuple[float, float]] = {}
    for name, (score, like) in zip(lexicon.headings, _score_names(words, lexicon.headings), strict=True):
        likeness = like if name.target.parent in (None, parent) else like - _STRAY
        if score > 0 and (name.target not in best or score + likeness > sum(best[name.target])):
            best[name.target] = (score, likeness)
    ranked = sorted(best, key=lambda target: -_weigh(best[target], target, number))
    if not ranked or best[ranked[0]][0] < ASK:
        return None
    first = ranked[0]
    begun = _find_begun(words, lexicon)
    if begun is not None and best[first][1] < ACCEPT:
        return HeadingMatch(begun, ACCEPT, ACCEPT, first, certain=True)
    second = next((target for target in ranked[1:] if target.parent in (None, parent, first.parent)), None)
    score, likeness = best[first]
    numbered = number is not None and first.item == number
    margin = _MARGIN if numbered or likeness >= ACCEPT - 10 else 2 * _MARGIN
    ahead = second is None or _weigh(best[first], first, number) - _weigh(best[second], second, number) >= margin
    accepted = score + (_NUMBER_BONUS if numbered else 0) >= ACCEPT
    return HeadingMatch(first, score, likeness, second, accepted and ahead)


def _find_begun(words: str, lexicon: Lexicon) -> Target | None:
    """What a heading begins with as a whole: a long name of an item, or any of a section behind the results."""
    for name in lexicon.headings:
        is_meant = name.target.section in lexicon.after_results or (
            name.target.item is not None and not name.long and name.words.count(" ") >= _CUT_WORDS - 1
        )
        if is_meant and words.startswith(f"{name.words} "):
            return name.target
    return None


def _weigh(scores: tuple[float, float], target: Target, number: int | None) -> float:
    """How near a target is; the right number weighs as much as a good deal of likeness."""
    return (sum(scores) + (_NUMBER_SLACK if number is not None and target.item == number else 0)) / 2


def _score_names(words: str, names: Sequence[HeadingName]) -> list[tuple[float, float]]:
    """(token set ratio, likeness) of a heading and each of the names; the plan's sentences only as a whole."""
    told = [name.words for name in names]
    likeness = _score_all(words, told, fuzz.token_sort_ratio)
    sets = _score_all(words, told, fuzz.token_set_ratio)
    too_long = len(words.split()) > _LONG_HEADING_WORDS
    scores = []
    for name, like, score in zip(names, likeness, sets, strict=True):
        if name.long:
            whole = max(like if like >= _SENTENCE else 0, _match_cut(words, name.words))
            scores.append((whole, whole))
        else:
            scores.append((0, 0) if too_long else (score, like))
    return scores


def _score_all(words: str, names: Sequence[str], scorer: Callable[..., float]) -> list[float]:
    """How like each name is, in the order of the names: one call for all of them, which costs a tenth."""
    scores = [0.0] * len(names)
    for _, score, place in process.extract(words, names, scorer=scorer, limit=None):
        scores[place] = score
    return scores


def _match_cut(words: str, sentence: str) -> float:
    """How much a heading is like the beginning of a plan's sentence, which units cut anywhere."""
    count = words.count(" ") + 1
    begin = sentence.split(" ", count)
    if count < _CUT_WORDS or len(begin) <= count:
        return 0
    return fuzz.ratio(words, " ".join(begin[:count]), score_cutoff=_SENTENCE)
