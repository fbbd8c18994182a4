"""The end of a plan: the lines of Nơi nhận and the signature. Keeps out who of them gets the report (reading.py).

In a Word file both stand side by side in a table; in text out of a PDF they follow each other, or share their lines.
"""

import re
from collections.abc import Sequence

from tonghop.plan.importing.facts import Ending
from tonghop.plan.importing.paragraphs import Paragraph

_MOST_PARAGRAPHS = 60
_LONGEST_LINE = 400
_TITLE = re.compile(r"nơi nhận\s*:?\s*", re.IGNORECASE)
_ARCHIVE = re.compile(r"[-–]?\s*lưu\b\s*:?\s*", re.IGNORECASE)
_LINE_ENDS = re.compile(r";\s*[-–]?\s*|\s[-–]\s+(?=[^\W\d_a-zà-ỹ])")
_POSITION = re.compile(
    r"(?:^|(?<=\s))(?P<all>(?P<behalf>(?:KT|TM|TL|TUQ)\s?\.)?\s*(?P<position>(?:QUYỀN |Q\.\s?)?(?:PHÓ )?(?:TỔNG )?"
    r"(?:GIÁM ĐỐC|CHỦ TỊCH|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|HIỆU TRƯỞNG|VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA"
    r"|TRƯỞNG PHÒNG)(?: SỞ)?))(?=\s|$)"
)
_SIGNED = re.compile(r"[\[(]?\s*đã\s+ký\s*[\])]?", re.IGNORECASE)
_DEGREES = re.compile(r"(?:(?:TS|ThS|PGS|GS|KS|CN|BS|LS)\s?\.\s*)+")
_NAME_WORDS = range(2, 7)


def read_ending(paragraphs: Sequence[Paragraph]) -> Ending:
    """Everything that the end says."""
    lines: list[str] = []
    archive: list[str] = []
    offices: list[re.Match[str]] = []
    rest: list[str] = []
    listing = False
    for paragraph in paragraphs[:_MOST_PARAGRAPHS]:
        text = paragraph.text[:_LONGEST_LINE]
        offices += _POSITION.finditer(text)
        text = _POSITION.sub("", text).strip()
        title = _TITLE.match(text)
        if title is not None:
            listing, text = True, text[title.end() :]
        is_line = paragraph.mark is not None or title is not None or text.endswith(";") or _ARCHIVE.match(text)
        if not listing or archive or not is_line:
            rest.append(text)
            continue
        before, found, after = _part_archive(text)
        lines += [line.strip(" .;-–") for line in _LINE_ENDS.split(before)]
        if found:
            kept, _, beyond = after.partition(". ")
            archive += [part.strip(" .") for part in re.split(r"[;,]", kept) if part.strip(" .")]
            rest.append(beyond)
    behalf, position = _read_office(offices)
    signer, leftovers = _read_signer(rest)
    return Ending(
        lines=tuple(filter(None, lines)),
        archive=tuple(archive),
        on_behalf=behalf,
        position=position,
        signer=signer,
        leftovers=leftovers,
    )


def _part_archive(text: str) -> tuple[str, bool, str]:
    """What stands before the line Lưu, whether there is one, and what it says."""
    starts = [0, *(match.end() for match in _LINE_ENDS.finditer(text))]
    for start in starts:
        if found := _ARCHIVE.match(text, start):
            return text[:start], True, text[found.end() :]
    return text, False, ""


def _read_office(offices: Sequence[re.Match[str]]) -> tuple[str | None, str | None]:
    """`KT. GIÁM ĐỐC` above `PHÓ GIÁM ĐỐC`: on whose behalf, and the signer's own position."""
    if not offices:
        return None, None
    behalf = next((match["all"].strip() for match in offices if match["behalf"]), None)
    own = next((match["position"] for match in reversed(offices) if not match["behalf"]), None)
    return behalf, _write_position(own) if own else None


def _write_position(capitals: str) -> str:
    """`PHÓ GIÁM ĐỐC` -> `Phó Giám đốc`."""
    for word in ("QUYỀN ", "PHÓ ", "TỔNG "):
        if capitals.startswith(word):
            return word.capitalize() + _write_position(capitals.removeprefix(word))
    return capitals.capitalize()


def _read_signer(rest: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """The last name among what is neither list nor office, and what else was there."""
    texts = [text for text in (_DEGREES.sub("", _SIGNED.sub("", each)).strip(" .") for each in rest) if text]
    for place in range(len(texts) - 1, -1, -1):
        words = texts[place].split()
        if len(words) in _NAME_WORDS and all(word.isalpha() and word[0].isupper() for word in words):
            name = texts[place].title() if texts[place].isupper() else texts[place]
            return name, (*texts[:place], *texts[place + 1 :])
    return None, tuple(texts)
