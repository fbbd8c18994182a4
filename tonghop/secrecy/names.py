"""A file name or a subject: does it bear a mark as a whole word?

Accents decide: MAT may be mặt, mất or mắt. Without accents only TUYET MAT and TOI MAT count anywhere, and a capital MAT
where nothing but a degree of secrecy can stand: alone, in brackets, or right behind a document word (BC-MAT.docx).
"""

import itertools
import re
from typing import NamedTuple

from tonghop.secrecy import words
from tonghop.secrecy.lines import find_line_mark, fold, may_bear_mark, split_lines

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_TOKEN = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]+[^\W_]){2,}(?![^\W_])")
_HARD = re.compile(r"[-–—.,;()\[\]{}]")
_OPENING, _CLOSING = "([{<【", ")]}>】"


class _Word(NamedTuple):
    text: str
    before: str  # the characters between it and the word before
    after: str


def find_name_mark(name: str) -> str | None:
    """The words of a mark in a file name or subject, or None; NFD input is fine."""
    text = fold(" ".join(split_lines(name)))
    if not may_bear_mark(text):
        return None
    stem = text
    while _EXTENSION.search(stem):  # x.docx, x.docx.pdf
        stem = _EXTENSION.sub("", stem)
    if find_line_mark(text) or find_line_mark(re.sub(r"[_\W]+", " ", stem).strip()):
        return text
    spread = words.PERSON.sub("x", _SPACED.sub(lambda match: re.sub(r"[\W_]+", "", match[0]), stem))
    tokens = _split(spread)
    if _has_strong(tokens, spread) or any(_is_plain(tokens, index, spread) for index in range(len(tokens))):
        return text
    return None


def _split(text: str) -> list[_Word]:
    matches = list(_TOKEN.finditer(text))
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    return [
        _Word(match[0], text[ends[index] : match.start()], text[match.end() : starts[index + 1]])
        for index, match in enumerate(matches)
    ]


def _has_strong(tokens: list[_Word], text: str) -> bool:
    folded = [token.text.casefold() for token in tokens]
    pairs = itertools.pairwise(folded)
    together = {"tuyệtmật", "tốimật"} & set(folded)
    accented = bool(together) or any(first in {"tuyệt", "tối"} and second == "mật" for first, second in pairs)
    phrases = " ".join(folded)
    return (
        (accented and not words.ABOUT_SECRETS.search(text))
        or ("giải mật" in phrases and "GIẢI" in (token.text for token in tokens))
        or any(mark.search(text) for mark in (words.RECALL_IN_NAME, words.DECLASSIFIED_ASCII, words.STRONG_ASCII))
    )


def _is_plain(tokens: list[_Word], index: int, text: str) -> bool:
    word = tokens[index]
    folded = word.text.casefold()
    previous = tokens[index - 1].text.casefold() if index else ""
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    bracketed = word.before.rstrip()[-1:] in tuple(_OPENING) and word.after.lstrip()[:1] in tuple(_CLOSING)
    alone = bracketed or len(tokens) == 1
    if folded == words.PLAIN_ASCII:
        if not word.text.isupper():
            behind = previous in words.TITLES_ASCII and word.before in {"-", "_"} and not following
            return word.text.istitle() and (bracketed or behind)
        ends = not following.isalpha() or _is_numbered(tokens, index) or following.casefold() in words.AFTER_PLAIN_ASCII
        before = index == 0 and following in words.BEFORE_TITLE_ASCII
        return alone or before or (previous in words.DOCUMENT_WORDS_ASCII and ends)
    if folded != "mật":
        return word.text.endswith("MẬT") and folded.removesuffix("mật") in words.DOCUMENT_WORDS  # BCMẬT
    ordinary = previous in words.ORDINARY_BEFORE or following.casefold() in words.ORDINARY_AFTER
    if alone or ordinary:
        return alone
    if previous in words.DOCUMENT_WORDS and _is_numbered(tokens, index):
        return True
    return previous == "độ" or _is_set_apart(word, following) or _is_capital_mark(word, previous, following, text)


def _is_numbered(tokens: list[_Word], index: int) -> bool:
    """Whether a number of a paper or its date goes on behind: `mật số 3`."""
    following = [token.text.casefold() for token in tokens[index + 1 : index + 3]]
    return len(following) > 1 and following[0] in words.NUMBERED and following[1].isdigit()


def _is_capital_mark(word: _Word, previous: str, following: str, text: str) -> bool:
    if not word.text.isupper():
        return previous in words.DOCUMENT_WORDS and not following.isalpha()
    # In a name that is all capitals the next word may go on with it (MẬT DỪA): then only a document word lets it count.
    joined = word.after.strip(" _") == "" and following.isalpha() and text.isupper()
    return not joined or previous in words.DOCUMENT_WORDS or following.casefold() in words.DOCUMENT_WORDS


def _is_set_apart(word: _Word, following: str) -> bool:
    """Whether hard signs or an end of the name stand on both sides: `BC 6T - Mật - VP`, `Mật_BC`, `x_mật_`."""
    capital = not word.text.islower()
    before = not word.before or bool(_HARD.search(word.before)) or ("_" in word.before and (capital or not following))
    after = not following or bool(_HARD.search(word.after)) or ("_" in word.after and capital)
    return before and after and (capital or "_" in word.before + word.after)
