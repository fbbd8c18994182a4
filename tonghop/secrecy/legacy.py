"""TCVN3 and VNI codes -> Unicode, as far as the gate needs to recognise the words of a mark.

Keeps out reading reports in these codes: without the font one cannot know, so text decoded here is never shown.
"""

import re
import unicodedata

_TCVN3 = (
    "µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị"
    "ßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợïùñủòũóúôụ\u00adưõừöửæửøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
)
_TCVN3_TABLE = {ord(code): letter for code, letter in zip(_TCVN3[::2], _TCVN3[1::2], strict=True)}
_TCVN3_TABLE |= {ord("Đ"): "é", ord("÷"): "ữ", ord("ö"): "ử", ord("æ"): "ổ"}  # cleaning turns Ð, the code of é, into Đ

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(r"([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ôöñæóòî])", re.IGNORECASE)


def decode_tcvn3(text: str) -> str:
    """Text in TCVN3 codes (fonts .Vn*) as Unicode; capitals that only the font shows stay small."""
    return unicodedata.normalize("NFC", text.translate(_TCVN3_TABLE))


def decode_vni(text: str) -> str:
    """Text in VNI codes (fonts VNI-*) as Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_compose, text))


def _compose(match: re.Match[str]) -> str:
    single = match[3]
    letter = match[1] or single
    composed = _VNI_LETTERS.get(letter.lower(), letter.lower()) + ("" if single else _VNI_MARKS[match[2].lower()])
    return composed.upper() if letter.isupper() else composed
