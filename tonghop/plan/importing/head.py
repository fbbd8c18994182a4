"""The head of a plan: what it executes, its own number, date and subject. Keeps out its sections.

The opening is one sentence in all the plans that offices write: `Thực hiện <kế hoạch cấp trên>, <cơ quan> xây dựng Kế
hoạch <nội dung> ...`; a letterhead and a title may stand above it, and texts copied out of a PDF often lack both.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from schemas.plan import Basis
from tonghop.plan.importing.facts import Head
from tonghop.plan.importing.paragraphs import Paragraph, is_capitals

LONGEST = 6_000
"""Characters of one paragraph that facts are looked for in; no office writes longer ones."""

_TYPE = "Kế hoạch|Quyết định|Chương trình|Chỉ thị|Nghị quyết|Nghị định|Thông tư|Luật|Công văn|Kết luận|Hướng dẫn|Đề án"
_DAY = r"(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})"
_CITATION = re.compile(
    rf"(?P<name>{_TYPE})\s+số\s+(?P<number>\d[\w/&.-]*\w),?\s+ngày\s+{_DAY}\s+của\s+(?P<issuer>.{{3,150}}?)"
    r"(?:,?\s+(?P<subject>(?:về|V/v|v/v|quy định|ban hành|phê duyệt)\s.{3,500}?))?"
    rf"(?=\s*[.,;:]?\s*$|[,;]\s+(?:và\s+)?(?:{_TYPE})\s+số)"
)
_OFFICE = r"(?:Sở|Ban|UBND|Ủy ban|Uỷ ban|Văn phòng|Trung tâm|Chi cục|Cục|Thanh tra|Đài|Báo|Trường|Viện)\b"
_OWN = re.compile(
    rf"(?:^|[.,;:]\s*)(?P<issuer>{_OFFICE}[^.;:]{{2,120}}?)\s+(?:đã\s+)?(?:xây dựng|ban hành|lập|đề ra)\s+"
    r"[Kk]ế hoạch\s+(?P<subject>[^.;:]{3,300}?)"
    r"(?=,?\s+(?:của (?:đơn vị|Sở|cơ quan|ngành)|với (?:các |những )?nội dung|như sau|cụ thể)\b|[.;:]|$)"
)
_NUMBER = re.compile(r"\bSố\s*:\s*(?P<number>\d+)?[\s.…_]*/\s*KH-(?P<ending>[\w&-]+)")
_PLACE = re.compile(rf"(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){{0,3}}),\s*ngày\s+{_DAY}")
_STATE = re.compile(r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do", re.IGNORECASE)
_DATE_LINE = re.compile(r",\s*ngày\b.{0,12}\btháng\b")
_TITLE = re.compile(r"KẾ HOẠCH\b\s*")
_CLAUSE_ENDS = re.compile(r"(?<=\w{3})[.;]\s+")


def read_date(match: re.Match[str]) -> date | None:
    """The day of a match with the groups day, month, year; None when there is no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Everything that the head says."""
    letterhead, subject, opening = _part(paragraphs)
    facts = _read_letterhead(" ".join(letterhead))
    bases: list[Basis] = []
    issuer: str | None = None
    leftovers: list[str] = []
    for text in opening:
        own = _OWN.search(text[:LONGEST]) if issuer is None else None
        if own is not None:
            issuer, subject = own["issuer"], subject or own["subject"]
        for clause in _CLAUSE_ENDS.split(text[: own.start() if own else LONGEST]):
            found = [_read_basis(match) for match in _CITATION.finditer(clause)]
            bases += found
            if clause.strip() and not found:
                leftovers.append(clause)
    superior = next((basis for basis in reversed(bases) if basis.name == "Kế hoạch"), bases[-1] if bases else None)
    return Head(
        superior=superior,
        legal_basis=tuple(basis for basis in bases if basis is not superior),
        issuer=issuer,
        subject=subject,
        leftovers=tuple(leftovers),
        **facts,
    )


def _part(paragraphs: Sequence[Paragraph]) -> tuple[list[str], str | None, list[str]]:
    """Letterhead, the words under the title KẾ HOẠCH, and the paragraphs that open the plan."""
    letterhead: list[str] = []
    opening: list[str] = []
    subject: str | None = None
    titled = False
    for paragraph in paragraphs:
        text = paragraph.shown
        title = _TITLE.match(text)
        if title is not None and not titled:
            titled, subject = True, text[title.end() :] or None
        elif titled and subject is None and not opening and not _CITATION.search(text[:LONGEST]):
            subject = text
        elif not opening and (is_capitals(text) or any(p.search(text) for p in (_STATE, _NUMBER, _DATE_LINE))):
            letterhead.append(text)
        else:
            opening.append(text)
    return letterhead, _lower_first(subject.rstrip(" .")) if subject else None, opening


def _read_letterhead(text: str) -> dict[str, Any]:
    number, placed = _NUMBER.search(text), _PLACE.search(text)
    return {
        "number": f"{number['number']}/KH-{number['ending']}" if number and number["number"] else None,
        "number_ending": number["ending"] if number else None,
        "issued_date": read_date(placed) if placed else None,
        "place": _read_place(placed["place"]) if placed else None,
    }


def _read_place(text: str) -> str | None:
    """The last words in small letters with a capital: before them another column of the page may stand."""
    words = list(takewhile(lambda word: word[0].isupper() and not word[1:].isupper(), reversed(text.split())))
    return " ".join(reversed(words)) or None


def _read_basis(match: re.Match[str]) -> Basis:
    return Basis(
        name=match["name"],
        number=match["number"],
        issued_date=read_date(match),
        issuer=match["issuer"].strip(" ,"),
        subject=match["subject"].rstrip(" .,;:") if match["subject"] else None,
    )


def _lower_first(text: str) -> str:
    if text.isupper():
        return text.lower()
    return text[:1].lower() + text[1:]
