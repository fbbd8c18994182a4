"""What a subject asks for, and plain letters. Keeps out what a report's own words mean (understanding)."""

import re
import unicodedata

_ANSWERED = re.compile(r"(?:(?:RE|FWD?|AW|TR|TL|TRA LOI|CHUYEN TIEP)(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_CAPITALS = re.compile(r"KIEM TRA(?!\w)")
_ALONE = re.compile(r"KIEM TRA", re.IGNORECASE)
_FIRST = re.compile(r"KIEM TRA(?:$|:)", re.IGNORECASE)


def asks_for_check(subject: str) -> bool:
    """Whether it begins with KIỂM TRA, with or without accents: in capitals, else alone or before a colon.

    Written small it is also how the name of a report begins, and how people answer a mail about a check; answered or
    forwarded it counts only in capitals or alone.
    """
    plain = write_plain(subject).replace(" :", ":")
    answered = _ANSWERED.match(plain)
    words = plain[answered.end() :] if answered else plain
    asks = _ALONE.fullmatch(words) if answered else _FIRST.match(words)
    return asks is not None or _CAPITALS.match(words) is not None


def write_plain(text: str) -> str:
    """A text without accents and unseen characters, on one line; its case stays."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(char for char in letters if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    return " ".join(plain.split())
