"""What the subject of a mail asks for. Keeps out what a report's own words mean (understanding)."""

import re
import unicodedata

_ANSWERED = r"(?:(?:RE|FWD?|AW|TR|TL|TRA LOI|CHUYEN TIEP)(?:\[\d+\])?:)"
_CHECK = re.compile(rf"(?:{_ANSWERED} ?)*KIEM TRA(?!\w)")


def asks_for_check(subject: str) -> bool:
    """Whether it begins with KIỂM TRA, also answered or forwarded, in any case, with or without accents."""
    letters = unicodedata.normalize("NFD", subject.upper().replace("Đ", "D"))
    plain = "".join(char for char in letters if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    return _CHECK.match(" ".join(plain.split()).replace(" :", ":")) is not None
