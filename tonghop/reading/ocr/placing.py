"""Tesseract's table of words -> words with their places as layout wants them: upright, straight, in points."""

import unicodedata
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from tonghop.reading.pdf.shapes import Box, Page, Rule, Word

_RULED = "|¦_"  # what a ruling line beside a letter is taken for
_PAGE, _WORD = "1", "5"
_FIELDS = 12
_USUAL_SIZE = 15.0  # height of a line of 13 point print, in points, to which all pages are brought
_OTHER_SIZE = 1.35
_FEWEST_WORDS = 3
_ASCENT, _DESCENT = 0.78, 0.22
_NOISE_CONFIDENCE = 0.5


class _Seen(NamedTuple):
    line: tuple[str, str, str]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def place_words(table: str, degrees: int, rules: Sequence[Rule] = ()) -> list[Page]:
    """The pages of a TSV table.

    Args:
        table: tesseract's, with a title line.
        degrees: clockwise, by which the picture must be turned to be upright.
        rules: ruling lines of the picture as it lies, in pixels; only for a picture of a single page.
    """
    sizes: dict[str, tuple[float, float]] = {}
    seen: dict[str, list[_Seen]] = {}
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < _FIELDS:
            continue
        left, top, width, height = map(float, fields[6:10])
        if fields[0] == _PAGE:
            sizes[fields[1]] = (width, height)
        elif fields[0] == _WORD and fields[11].strip():
            box = _turn((left, top, left + width, top + height), sizes[fields[1]], degrees)
            word = _Seen(
                (fields[2], fields[3], fields[4]),
                fields[11].strip().strip(_RULED) or "|",
                *box,
                float(fields[10]) / 100,
            )
            if not _is_noise(word):
                seen.setdefault(fields[1], []).append(word)
    return [
        _place_page(
            number,
            seen.get(key, []),
            size if degrees % 180 == 0 else size[::-1],
            [_turn_rule(rule, size, degrees) for rule in rules],
        )
        for number, (key, size) in enumerate(sizes.items(), start=1)
    ]


def _turn(
    box: tuple[float, float, float, float], size: tuple[float, float], degrees: int
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    width, height = size
    if degrees == 90:
        return height - bottom, left, height - top, right
    if degrees == 180:
        return width - right, height - bottom, width - left, height - top
    if degrees == 270:
        return top, width - right, bottom, width - left
    return box


def _is_noise(word: _Seen) -> bool:
    """Ruling lines and specks that were taken for characters."""
    kinds = {unicodedata.category(char) for char in word.text}
    doubtful = word.confidence < _NOISE_CONFIDENCE and not any(char.isalnum() for char in word.text)
    return doubtful or kinds <= {"Lm", "Sk"} or word.text.strip(_RULED) == ""


def _turn_rule(rule: Rule, size: tuple[float, float], degrees: int) -> Rule:
    box = (rule.at, rule.start, rule.at, rule.end) if rule.upright else (rule.start, rule.at, rule.end, rule.at)
    left, top, right, bottom = _turn(box, size, degrees)
    return Rule(True, left, top, bottom) if bottom - top > right - left else Rule(False, top, left, right)


def _place_page(number: int, seen: Sequence[_Seen], size: tuple[float, float], rules: Sequence[Rule]) -> Page:
    lines: dict[tuple[str, str, str], list[_Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    slope = _find_slope(lines.values())
    straight = [[_straighten(word, slope) for word in line] for line in lines.values()]
    usual = median(_find_height(line) for line in straight) if straight else 1.0
    long = [_find_height(line) for line in straight if len(line) >= _FEWEST_WORDS]
    usual = median(long) if long else usual
    scale = _USUAL_SIZE / max(usual, 1.0)
    words = [word for line in straight for word in _place_line(line, usual, scale)]
    return Page(
        number,
        Box(0.0, 0.0, size[0] * scale, size[1] * scale),
        tuple(words),
        tuple(_place_rule(r, slope, scale) for r in rules),
    )


def _find_slope(lines: Iterable[Sequence[_Seen]]) -> float:
    """How much lines fall from left to right, as the median over the longer ones."""
    slopes = []
    for line in lines:
        run = line[-1].left - line[0].left
        if len(line) > _FEWEST_WORDS and run > 0:
            first, last = line[0], line[-1]
            slopes.append(((last.top + last.bottom) - (first.top + first.bottom)) / 2 / run)
    return median(slopes) if slopes else 0.0


def _straighten(word: _Seen, slope: float) -> _Seen:
    fall, lean = slope * (word.left + word.right) / 2, slope * (word.top + word.bottom) / 2
    return word._replace(left=word.left + lean, right=word.right + lean, top=word.top - fall, bottom=word.bottom - fall)


def _place_rule(rule: Rule, slope: float, scale: float) -> Rule:
    """A page lies askew as a whole: upright lines lean as much as the others fall."""
    middle = (rule.start + rule.end) / 2
    at = rule.at + slope * middle if rule.upright else rule.at - slope * middle
    shift = -slope * rule.at if rule.upright else slope * rule.at
    return Rule(rule.upright, at * scale, (rule.start + shift) * scale, (rule.end + shift) * scale)


def _find_height(line: Sequence[_Seen]) -> float:
    return max(word.bottom for word in line) - min(word.top for word in line)


def _place_line(line: Sequence[_Seen], usual: float, scale: float) -> list[Word]:
    """All words of one line get one height and base: their own boxes depend on which letters they hold."""
    height = _find_height(line)
    if len(line) < _FEWEST_WORDS or usual / _OTHER_SIZE < height < usual * _OTHER_SIZE:
        height = usual
    bottoms = sorted(word.bottom for word in line)
    base = bottoms[len(bottoms) // 3]  # more than a third of the words have neither tail nor dot below
    return [
        Word(
            word.text,
            word.left * scale,
            (base - _ASCENT * height) * scale,
            word.right * scale,
            (base + _DESCENT * height) * scale,
            base * scale,
            confidence=max(word.confidence, 0.0),
        )
        for word in line
    ]
