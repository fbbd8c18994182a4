"""Words of a text for comparing readers, and how many of them another text has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹]+|\d+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each run of letters and each run of digits occurs; NFC, case kept, everything else parts words.

    Full-width forms count as what they look like.
    Letters and digits are parted, raised digits left out: LibreOffice and PDF glue the number of a note to its word.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_WIDE))))
    return counts


def fit_capitals(found: Counter[str], expected: Counter[str]) -> Counter[str]:
    """The found words, those that a reader gives as the capitals that are shown written as they are expected."""
    extra, missing = found - expected, expected - found
    fitted = Counter(found)
    for word, count in missing.items():
        shown = word.upper()
        taken = min(count, extra[shown]) if shown != word else 0
        if taken:
            fitted[word] += taken
            fitted[shown] -= taken
            extra[shown] -= taken
    return +fitted


def compute_recall(expected: Counter[str], found: Counter[str]) -> float:
    """The share of the expected words, each as often as it occurs, that were found; 1.0 when none is expected."""
    total = expected.total()
    return 1.0 if not total else (expected & found).total() / total
