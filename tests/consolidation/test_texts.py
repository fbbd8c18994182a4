"""Two spellings of one sentence are one text."""

import unicodedata

import pytest

from tonghop.consolidation.texts import fold_text, list_tokens

SENTENCE = "Đón 07 đoàn Lào, đến thăm Hướng Hóa (4.0) ngày 12/5"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_the_unicode_form_does_not_matter(form) -> None:
    folded = "don 07 doan lao den tham huong hoa 4 0 ngay 12 5"
    assert fold_text(unicodedata.normalize(form, SENTENCE)) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("\u00d0oàn", ["doan"]),  # typed with the Icelandic letter
        ("đo\u00adàn\u200b", ["doan"]),
        ("x\u0323\u0301ã", ["xa"]),  # marks that no letter takes up do not part a syllable
        ("KH&CN_2024", ["kh", "cn", "2024"]),
        ("", []),
        ("—", []),
    ],
)
def test_what_is_not_seen_is_not_compared(text, tokens) -> None:
    assert list_tokens(text) == tokens
    assert fold_text(text) == " ".join(tokens)
