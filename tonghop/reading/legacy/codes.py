"""The tables of TCVN3 (fonts .Vn*) and VNI (fonts VNI-*), and how text in them becomes Unicode.

Keeps out which text is in which code (fonts, repair). Sources: TCVN 5712:1993 third form; the VNI chart that xvnkb and
LibreOffice users publish. Both codes occupy U+00A1-U+00FF once a program has taken their bytes for Latin-1.
"""

import re
import unicodedata

from tonghop.reading.legacy.syllables import is_syllable

_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {first + place: letter for first, row in _TCVN3_ROWS.items() for place, letter in enumerate(row)}

# Programs with the system's Windows-1258 in mind, instead of Latin-1, turned some bytes into other characters; PDF
# programs write the Greek letter for the micro sign.
_OF_1258 = {
    "\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2, "\u20ab": 0xFE, "\u03bc": 0xB5,
    "Ă": 0xC3, "Đ": 0xD0, "Ơ": 0xD5, "Ư": 0xDD, "ă": 0xE3, "đ": 0xF0, "ơ": 0xF5, "ư": 0xFD,
}  # fmt: skip
_TO_LATIN1: dict[int, str] = {ord(letter): chr(code) for letter, code in _OF_1258.items()}
_TO_LATIN1 |= {0xF000 + code: chr(code) for code in range(0x20, 0x100)}  # a font that calls itself a symbol font
_LEAST_CAPITALS = 2
_HYPHEN = re.compile("([^\\W\\d_]*)-([^\\W\\d_]*)")

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_HATS = {
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
}  # fmt: skip
_VNI_BOWLS = {
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_MARKS = _VNI_TONES | _VNI_HATS | _VNI_BOWLS
_VNI_LETTERS = {"ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_UNIT = re.compile("([aeouyôö])([øùûõï])|([aeo])([âàáåãä])|(a)([êèéúüë])|([ôöñæóòî])", re.IGNORECASE)
_VNI_LEADING = re.compile("[øùûõïâàáåãäêèéúüë]", re.IGNORECASE)


def decode_tcvn3(text: str) -> str:
    """Text in TCVN3 as Unicode, letter by letter; capitals that only the font shows (.VnTimeH) stay small."""
    return text.translate(_TCVN3)


def decode_tcvn3_word(word: str) -> str:
    """One word as its writer meant it: TCVN3 has no capitals with tones, so in a word of capitals (`MËT`) all are."""
    decoded = decode_tcvn3(word)
    return decoded.upper() if is_in_capitals(word) else decoded


def is_in_capitals(text: str) -> bool:
    """Whether it has at least two letters of ASCII, and all of them are capitals."""
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(letters) >= _LEAST_CAPITALS and all(map(str.isupper, letters))


def restore_horns(text: str) -> str:
    """Decoded TCVN3 text out of a PDF: its code of ư, the soft hyphen, comes out as a hyphen (`tr-ờng`, `th- ký`)."""
    return _HYPHEN.sub(_restore_horn, text) if "-" in text else text


def _restore_horn(match: re.Match[str]) -> str:
    pieces = [piece for piece in match.groups() if piece]
    horn = "Ư" if match[0].isupper() else "ư"
    word = match[1] + horn + match[2]
    return word if pieces and not all(map(is_syllable, pieces)) and is_syllable(word) else match[0]


def decode_vni(text: str) -> str:
    """Text in VNI as Unicode; a mark without a letter that can bear it stays as it is."""
    return unicodedata.normalize("NFC", _VNI_UNIT.sub(_compose, text))


def decode_leading_mark(text: str) -> str:
    """The same for a piece of a line: a mark at its start becomes a combining one and joins the piece before it."""
    if _VNI_LEADING.match(text):
        return _VNI_MARKS[text[0].lower()] + decode_vni(text[1:])
    return decode_vni(text)


def to_latin1(text: str) -> str:
    """Undo what programs with another code page in mind made of legacy bytes."""
    return text.translate(_TO_LATIN1)


def _compose(match: re.Match[str]) -> str:
    single = match[7]
    letter = match[1] or match[3] or match[5] or single
    marks = "" if single else _VNI_MARKS[match[0][1].lower()]
    composed = _VNI_LETTERS.get(letter.lower(), letter.lower()) + marks
    return composed.upper() if letter.isupper() else composed
