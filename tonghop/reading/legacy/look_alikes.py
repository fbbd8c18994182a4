"""Letters of other scripts that pose as Latin in Vietnamese words, accents in an odd order, full-width forms.

Add a letter here when a real file showed it. Keeps out Ð and ð, which cleaning turns into Đ and đ without a word, and
whole words of Cyrillic or Greek, which are what they are.
"""

import re
import unicodedata

from tonghop.reading.legacy.syllables import is_syllable

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеіјорсухѕһԁԛԝ", "ABESIJKMHOPCTYXaeijopcyxshdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ", "ABEZHIKMNOPTYXaikvopux", strict=True))
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_OTHER_LATIN = {"Ƣ": "Ư", "ƣ": "ư", "Ɖ": "Đ", "ɖ": "đ", "ɑ": "a", "ı": "i"}  # Ƣ: what some PDF programs write for Ư
_TABLE = str.maketrans(_CYRILLIC | _GREEK | _FULL_WIDTH | _OTHER_LATIN)
_WIDE_TABLE = {ord(wide): letter for wide, letter in _FULL_WIDTH.items()}
_CARONS = str.maketrans("Ǎǎ", "Ăă")

_ODD = re.compile("[\u0180-\u019f\u01a2\u01a3\u01cd\u01ce\u0250-\u0257\u0131\u0300-\u0377\u037a-\u052f\uff01-\uff5e]")
_WORD = re.compile("[^\\W\\d_][\\w\u0300-\u036f]*")
_FOREIGN = re.compile("[\u0370-\u052f]")
_GREEK_LETTER = re.compile("[\u0370-\u03ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_TURNED_MARKS = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")


def fold_look_alikes(text: str) -> tuple[str, int]:
    """Put Latin letters where others pose as them.

    Args:
        text: a paragraph; NFC or not.

    Returns:
        The text and the number of words that changed, not counting changes of mere Unicode form (NFD, full-width).
    """
    if _ODD.search(text) is None:
        return text, 0
    plain = unicodedata.normalize("NFC", text.translate(_WIDE_TABLE))
    count = 0

    def fold(match: re.Match[str]) -> str:
        nonlocal count
        folded = _fold_word(match[0])
        count += folded != match[0]
        return folded

    return _WORD.sub(fold, plain), count


def _fold_word(word: str) -> str:
    if word.isascii() or _ODD.search(word) is None:
        return word
    folded = word.translate(_TABLE) if _LATIN.search(word) else word
    if _FOREIGN.search(folded):  # letters remain that pose as nothing: a formula, or a word of that script
        return word
    if _GREEK_LETTER.search(word) and not is_syllable(folded):  # also a formula: αx
        return word
    apart = _TURNED_MARKS.sub(r"\2\1", unicodedata.normalize("NFD", folded))
    folded = unicodedata.normalize("NFC", apart)
    breve = folded.translate(_CARONS)
    return breve if breve != folded and is_syllable(breve) else folded
