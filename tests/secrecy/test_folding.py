"""Folding in one step what is plain Vietnamese changes nothing that folding in full would not."""

import random
import unicodedata

from tonghop.reading.cleaning import clean_text
from tonghop.secrecy import words
from tonghop.secrecy.lines import fold

PLAIN = "".join(
    char
    for char in map(chr, range(0x20, 0x2020))
    if "VIETNAMESE" in unicodedata.name(char, "") or char.isascii() or char.isalpha()
)
ODD = "\u0300\u0302\u0323\u200b\u00ad\u00a0\u0430\u041c\uff2d\u2160“”– "


def fold_in_full(line: str) -> str:
    apart = unicodedata.normalize("NFKD", line).translate(words.LOOK_ALIKES)
    return clean_text(unicodedata.normalize("NFC", apart))


def test_every_letter_and_any_mixture_folds_as_in_full() -> None:
    chance = random.Random(5)
    lines = [*PLAIN, *("".join(chance.choices(PLAIN + 40 * ODD, k=chance.randint(2, 9))) for _ in range(5_000))]
    for line in map(clean_text, lines):
        assert fold(line) == fold_in_full(line), repr(line)
