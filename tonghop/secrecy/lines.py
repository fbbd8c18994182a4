"""One line of text: is it, or does it bear, a mark? Keeps out where lines come from (gate) and names (names)."""

import re
import unicodedata

from tonghop.reading.cleaning import clean_text
from tonghop.reading.legacy.codes import decode_tcvn3, decode_vni, to_latin1
from tonghop.secrecy import words

_NO_LETTER = re.compile(r"[\W_]+")
_MAY_MATTER = re.compile(r"ậ|thu\s*hồi|bóc", re.IGNORECASE)
_TCVN3_SIGN = re.compile(r"M\W*Ë\W*T|bãc b|THU HåI|thu håi", re.IGNORECASE)
_VNI_SIGN = re.compile(r"M\W*A\W*Ä\W*T|boùc b|THU HOÀI|thu hoài", re.IGNORECASE)
_PLAIN = re.compile(r"[ -~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”–]*+")
"""Vietnamese letters, each one character, and the usual signs: what folding leaves as it is."""
_MAY_BEAR = re.compile(
    r"m[\W_]*ậ[\W_]*t|(?:(?<![^\W_])|toi|tuyet)m[\W_]*a[\W_]*t(?![a-z])"
    r"|u[\W_]*h[\W_]*(?:[ồo][\W_]*i|oà)|bóc|[ëä]|hå|bãc[\W_]+b|boùc[\W_]+b"
)
"""Small letters that every mark of a line or of a name has, in whatever form or legacy code it is written."""
_ANYBODY = "người"
_TITLED = re.compile(r"(?<!\w)Mật(?!\w)")
_SPACED = re.compile(r"(?<!\w)\w(?:\s+\w){2,}(?!\w)")


def split_lines(text: str) -> list[str]:
    """Clean lines of a text; nothing folded yet that legacy codes need."""
    return clean_text(text, legacy=True).split("\n")


def fold(line: str) -> str:
    """Comparable text: compatibility forms (full-width letters ...), look-alikes and invisible characters folded."""
    if _PLAIN.fullmatch(line):
        return clean_text(line)
    apart = unicodedata.normalize("NFKD", line).translate(words.LOOK_ALIKES)
    return clean_text(unicodedata.normalize("NFC", apart))


def may_bear_mark(text: str) -> bool:
    """Whether any line of a text, each as split_lines gives it, can bear a mark; of most texts none can.

    Looks at all lines at once, which costs far less than find_line_mark for each.
    """
    folded = "\n".join(line if _PLAIN.fullmatch(line) else fold(line) for line in text.split("\n"))
    return any(_MAY_BEAR.search(each.casefold()) is not None for each in {folded, text})


def find_line_mark(line: str, before: str = "") -> str | None:
    """The words of a mark that a line is or bears, or None.

    Args:
        line: one of split_lines.
        before: the line above it in the same paragraph, since bảo mật and bí mật may be broken across lines.
    """
    if line.isascii():  # no mark, in no code, does without accents
        return None
    folded = fold(line)
    if _MAY_MATTER.search(folded) and _is_marked(folded, before):
        return folded
    if _TCVN3_SIGN.search(line) and _is_marked_legacy(decode_tcvn3(to_latin1(line))):
        return folded
    if _VNI_SIGN.search(line) and _is_marked_legacy(decode_vni(line)):
        return folded
    return None


def find_circulation_line(line: str) -> bool:
    """Whether a line (of split_lines) is or bears LƯU HÀNH NỘI BỘ as a stamp; prose that mentions it is none."""
    line = fold(line)
    if len(line) > words.LONGEST_LINE:
        return False
    return bool(words.CIRCULATION_ALONE.fullmatch(_join(line)) or words.CIRCULATION_CAPITALS.search(line))


def _join(line: str) -> str:
    """Only the letters and digits, case-folded: `M Ậ T`, `*MẬT*` and `TỐI-MẬT` become one word each."""
    return _NO_LETTER.sub("", line).casefold()


def _is_marked(line: str, before: str) -> bool:
    if words.ENVELOPE.search(line):
        return True
    if len(line) > words.LONGEST_LINE or (words.BROKEN_BEFORE.search(before) and words.BROKEN_AFTER.match(line)):
        return False
    joined = _join(line)
    if len(joined) <= words.LONGEST_ALONE and _is_alone(line, joined):
        return True
    degree = words.DEGREE.match(line)
    if (degree and not words.NO_DEGREE.match(degree["degree"])) or _is_told(line):
        return True
    together = _SPACED.sub(lambda match: "".join(match[0].split()), line)
    return _bears_capitals(words.PERSON.sub(_ANYBODY, together))


def _is_told(line: str) -> bool:
    """Whether a line says what a paper is in more words: its level, what is forbidden, its title."""
    if words.LEVEL.match(line) or words.DECLASSIFIED.match(line) or words.STAMP_WITH_ORDERS.match(line):
        return True
    return bool(words.TITLE_MARKED.match(line)) and not words.ABOUT_SECRETS.search(line)


def _is_alone(line: str, joined: str) -> bool:
    if words.STRONG_ALONE.fullmatch(joined) or words.OTHER_ALONE.fullmatch(joined):
        return True
    plain = words.PLAIN_ALONE.fullmatch(joined)
    if plain is None or line.islower():
        return False
    # "Mật" alone and "Tài liệu Mật" tell a degree; "Tài liệu mật" is a heading
    return not plain[1] or "MẬT" in _NO_LETTER.sub("", line) or _TITLED.search(line) is not None


def _bears_capitals(line: str) -> bool:
    strong = words.STRONG_CAPITALS.search(line)
    if strong:
        return not (words.ABOUT_SECRETS.search(line) or words.ABOUT_PAPERS.search(line[: strong.start()]))
    if words.GOODS_BESIDE.match(line):
        return False
    if words.CAPITALS_AT_START.match(line) or words.RECALL_AT_START.match(line):
        return True
    end = words.CAPITALS_AT_END.search(line)
    if end is None or words.ABOUT_PAPERS.search(line):
        return False
    previous = (end[1] or "").casefold()
    if previous in words.ORDINARY_BEFORE:
        return False
    # Among other capitals the word is no stamp unless a document word stands before it ("BÁO CÁO MẬT").
    return not line.isupper() or previous in words.DOCUMENT_WORDS or previous.isdigit()


def _is_marked_legacy(decoded: str) -> bool:
    """Legacy capitals are often a matter of the font, so the case of decoded text tells nothing."""
    joined = _join(decoded)
    alone = (
        words.STRONG_ALONE.fullmatch(joined)
        or words.PLAIN_ALONE.fullmatch(joined)
        or words.OTHER_ALONE.fullmatch(joined)
    )
    return bool(alone) or _is_marked(decoded, "")
