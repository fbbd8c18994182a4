"""Paragraphs whose fonts say nothing: is each in Unicode, TCVN3 or VNI? Decided by how many words become syllables.

Keeps out text in a named font (fonts) and the grammar (syllables). What cannot be decided stays as it is: a wrong
decoding of right text would be worse than legacy text that a person still sees to be odd.

A paragraph with letters beyond Latin-1 that Vietnamese uses is Unicode. Of the others those words count that hold a
character of the codes; a code wins clearly when two words more are syllables under it than as they stand, and at least
70% are. Where it is less clear (`Sè: 12/BC` is right under two readings) the nearest clear paragraphs decide.
"""

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from tonghop.reading.legacy.codes import decode_tcvn3, decode_tcvn3_word, decode_vni, is_in_capitals, restore_horns
from tonghop.reading.legacy.syllables import is_syllable

_MODERN = re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ\u0300-\u036f]")
_MARKED = re.compile("[\xa1-\xff]")
_TOKEN = re.compile("[A-Za-z\xa1-\xac\xad-\xff]*[\xa1-\xff][A-Za-z\xa1-\xff]*")
_ASCII_WORD = re.compile("(?<![A-Za-z\xa1-\xff])[A-Za-z]+(?![A-Za-z\xa1-\xff])")
_ABBREVIATION = re.compile("[bcdđfghjklmnpqrstvwxz]+", re.IGNORECASE)
_OUTER_SIGNS = "".join(sign for sign in map(chr, range(0xA1, 0xC0)) if not sign.isalpha()) + "×÷"
_TCVN3_WORD = re.compile(  # a sign that stands alone and cannot be a word is the sign itself, as it is behind a digit
    "(?!(?<!\\S)[§©·»¼½¾](?!\\S)|(?<=\\d)[¹·¼½¾])[A-Za-z\xa1-\xff]+"
)
_CLEAR_LEAD = 2
_LEAST_RATIO = 0.7
_LEAST_VIETNAMESE, _LEAST_WHEN_UNCLEAR = 0.6, 0.8
_LONGEST_WORD = 24


class _Verdict(NamedTuple):
    """Of one paragraph: the likeliest code ("" = as it stands), whether that is clear, which codes are possible."""

    code: str
    clear: bool
    possible: frozenset[str] = frozenset()


def may_be_legacy(text: str) -> bool:
    """Whether a paragraph could be TCVN3 or VNI: cheap, so that cleaning can spare its soft hyphens and Ð."""
    return not text.isascii() and _MODERN.search(text) is None and _MARKED.search(text) is not None


def repair_texts(texts: Sequence[str]) -> tuple[list[str], set[str]]:
    """Decode the paragraphs of one document that are in a legacy code, as far as their words tell.

    Args:
        texts: in reading order, not cleaned of soft hyphens; pieces in a legacy font are decoded already.

    Returns:
        The texts (decoded ones in NFC, the others untouched), and the codes that were met: "TCVN3", "VNI".
    """
    suspects = [index for index, text in enumerate(texts) if may_be_legacy(text)]
    if not suspects:
        return list(texts), set()
    verdicts = {index: _judge(texts[index]) for index in suspects}
    clear = {index: verdict.code for index, verdict in verdicts.items() if verdict.clear}
    clear |= {index: "" for index, text in enumerate(texts) if not text.isascii() and _MODERN.search(text)}
    repaired, met = list(texts), set()
    for index, code in _settle(verdicts, clear).items():
        repaired[index] = decode_paragraph(texts[index], code)
        met.add(code)
    return repaired, met


def decode_paragraph(text: str, code: str) -> str:
    """A paragraph known to be in a code; signs that stand alone and cannot be words stay, lines in capitals too."""
    if code == "VNI":
        return decode_vni(text)
    text = text.replace("\u03bc", "\xb5")
    decoded = _TCVN3_WORD.sub(lambda match: decode_tcvn3_word(match[0]), text)
    if "\xad" not in text:
        decoded = restore_horns(decoded)
    return decoded.upper() if is_in_capitals(text) and any(map(is_in_capitals, _TOKEN.findall(text))) else decoded


def _judge(text: str) -> _Verdict:
    words = [word for word in _TOKEN.findall(text.replace("\u03bc", "\xb5")) if len(word) > 1 or word.isalpha()]
    fits = [_find_fits(word) for word in words]
    stands, *decoded = map(sum, zip(*fits, strict=True)) if fits else (0, 0, 0)
    scores = dict(zip(("TCVN3", "VNI"), decoded, strict=True))
    first, second = sorted(scores, key=lambda code: scores[code], reverse=True)
    lead = scores[first] - max(stands, scores[second])
    enough = _LEAST_RATIO * len(words)
    least = _LEAST_VIETNAMESE if lead >= _CLEAR_LEAD else _LEAST_WHEN_UNCLEAR
    if lead > 0 and scores[first] >= enough and _find_likeness(text, scores[first], len(words)) >= least:
        return _Verdict(first, lead >= _CLEAR_LEAD)
    best = max(scores.values())
    clear = stands - best >= _CLEAR_LEAD or (2 * best < len(words) and len(words) > _CLEAR_LEAD)
    possible = (code for code, score in scores.items() if score > stands or score == stands >= enough)
    return _Verdict("", clear, frozenset(possible))


def _find_fits(word: str) -> tuple[bool, bool, bool]:
    """Whether it is a word as it stands, in TCVN3, in VNI."""
    return _find_fits_of_short(word) if len(word) <= _LONGEST_WORD else (False, False, False)


@functools.lru_cache(maxsize=8192)
def _find_fits_of_short(word: str) -> tuple[bool, bool, bool]:
    return _is_word(word.strip(_OUTER_SIGNS)), _is_word(decode_tcvn3(word)), _is_word(decode_vni(word))


def _is_word(word: str) -> bool:
    """A syllable, or an abbreviation, of which nothing can be said."""
    return is_syllable(word) or _ABBREVIATION.fullmatch(word) is not None


def _settle(verdicts: dict[int, _Verdict], clear: dict[int, str]) -> dict[int, str]:
    """The code of each paragraph that is to be decoded."""
    settled: dict[int, str] = {}
    places = sorted(clear)
    for index, verdict in verdicts.items():
        if verdict.clear:
            code = verdict.code
        else:
            place = bisect.bisect(places, index)
            around = {clear[near] for near in places[max(place - 1, 0) : place + 1]}
            code = _settle_unclear(verdict, around)
        if code:
            settled[index] = code
    return settled


def _settle_unclear(verdict: _Verdict, around: set[str]) -> str:
    """The code of an unclear paragraph; `around` holds those of the nearest clear ones, "" being Unicode."""
    if verdict.code:
        return verdict.code if verdict.code in around or not around else ""
    only = next(iter(around)) if len(around) == 1 else ""
    return only if only in verdict.possible else ""


def _find_likeness(text: str, legal: int, words: int) -> float:
    """The share of all words, those without accents among them, that could be Vietnamese; low in `café Thaï`."""
    plain = _ASCII_WORD.findall(text)
    return (legal + sum(map(_is_word, plain))) / (words + len(plain))
