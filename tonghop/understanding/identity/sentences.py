"""What the first sentences of a report, or of a letter, say of its period.

Keeps out what the words name (naming.py), the title, and which hint weighs more (periods.py).
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.announcing import says_whole_year
from tonghop.understanding.identity.dating import list_ended, repair_years
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.naming import keep_told, names_half, read_periods
from tonghop.understanding.identity.reaching import is_estimated
from tonghop.understanding.identity.titles import ANY_YEAR, Part
from tonghop.understanding.identity.windows import find_days, fits_any, oppose, read_window
from tonghop.understanding.words import normalise, strip_marks

_COMPARED = re.compile(r"\bso với\b|\bcùng kỳ\b|\bso voi\b|\bcung ky\b", re.IGNORECASE)
_REPORTER = r"(?:trung tam|phong|van phong|don vi|so|chi cuc|em|toi|chung toi|nay|bao cao nay)"
_CLAUSE = r"[^,;:.()\n]{0,160}"
_CLAUSE_OF = rf"(?:^|(?<=[,;.(\n]))(?!\s*trong do\b){_CLAUSE}\b"
_ASIDE = re.compile(
    rf"\btrong do\b(?:(?!,\s*{_REPORTER}\b(?!\s+da\b)[^,;:.]{{0,160}}\b(?:bao cao|tong hop|gui|nop)\b)[^;:.)\n])*"
    rf"|{_CLAUSE_OF}(?:tach|ghi|neu|the hien|trinh bay|thong ke)\s+rieng\b{_CLAUSE}"
    rf"|(?P<before>{_CLAUSE_OF}da\s+(?:(?:duoc|co)\s+bao cao\b|(?:duoc\s+)?"
    rf"(?:bao cao|gui|nop|trinh(?: bay)?|neu|co|the hien|phan anh|tong hop)\b{_CLAUSE}"
    rf"\b(?:tai|theo|o|trong|bang)\s+(?:bao cao|cong van|van ban|bc|cv)\b(?!\s+(?:nay|duoi|kem|sau))){_CLAUSE})"
)
"""A share of what is told, up to who reports behind it; what stands in a column of its own, or in another report."""
_ON_PAPER = re.compile(r"[,;.(]\s*(?:con )?(?:ban|bao cao|van ban) (?:giay|cung|ky|goc|scan|in|dau|chinh)\b[^,;:.]*")
_ASKED = re.compile(
    r"\b(?:chua|se|da)\s+(?:\w+\s+){0,2}?gui\b|\bnhan duoc\b|\bgop y\b[^,;:]{0,40}\bbao cao\b"
    r"|\bgui\s+(?:(?:den |toi |cho )?cac don vi\s+)?(?:bieu )?(?:mau|de cuong|huong dan)\b"
    r"|(?<!theo )(?<!thuc hien )\b(?:de nghi|yeu cau|nhac|moi)\s+(?:cac|don vi|gui|nop|bao cao|trung tam|phong)\b"
)
"""In a letter: it asks for a report, or speaks of another one."""
_REQUESTS = re.compile(
    r"(?<!theo )(?<!thuc hien )(?<!nhan duoc )(?<!can cu )\b(?:de nghi|yeu cau|don doc|nhac)\s+"
    r"(?:(?:viec|nop|gui|bao cao|cung cap)\b|(?:cac|quy)?\s*(?:don vi|phong|trung tam)\b[^;.]{0,80}"
    r"\b(?:bao cao|gui|nop|cung cap))"
)
_LESS = re.compile(
    r"\b(?:\d{1,2}|hai|ba|sau|chin) thang\b|\bnua (?:dau|cuoi)\b|\bquy\s+(?:[iv]+|\d)\b"
    r"|\b(?:den|toi)\s+(?:nay\b|(?:het\s+)?(?:ngay\s+|thang\s+)?\d)"
)
"""In a letter that names a year: perhaps not the whole of it."""
_NUMBERED = re.compile(r"\W*(?:\d{1,2}|[IVX]+|[a-zđ])[.)](?:\s|$)")
_CLAUSE_END = re.compile(r"[,;:]")
_LEADS = re.compile(
    r"(?:trong |het |ket thuc |khep lai |ca )?"
    r"(?:(?:0?\d|1[01]|sau|ba|chin|tam|bay|muoi|hai) thang|nua (?:dau|cuoi)|quy|nam 20\d\d)\b"
)
_AHEAD = re.compile(r"\b(?:sẽ|cần|dự kiến|phải|còn)\b", re.IGNORECASE)
_OWN_YEAR = re.compile(
    r"(?:(?:trong|het|ca) )?(?:.{0,20} )?nam 20\d\d (?:khep lai|ket thuc|da qua)"
    r"|(?:ket thuc|khep lai) (?:.{0,20} )?nam 20\d\d\b|(?:(?:trong|ca) )?(?:.{0,20} )?nam 20\d\d, ?"
    r"(?:trung tam|phong|van phong|don vi|toan don vi)\b.{0,60}?"
    r"\b(?:da (?:to chuc|thuc hien|trien khai|hoan thanh)|bao cao)\b"
)
_FEWEST_WORDS = 9
"""Of a sentence; fewer are a line that is left of a title."""


def drop_compared(text: str) -> str:
    """A sentence up to what it compares with, without what it says aside."""
    return _COMPARED.split(drop_asides(text))[0]


def drop_asides(text: str) -> str:
    """A text with blanks for what it says aside."""
    plain = strip_marks(text)
    for match in _ASIDE.finditer(plain) if len(plain) == len(text) else ():
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def find_asides(parts: Sequence[Part], told: Sequence[str], plan: Plan, dated: date | None) -> list[Evidence]:
    """The periods that sentences tell aside and that are no share of what is told: năm 2024, trong đó quý I năm 2023.

    A year alone is often cited, and another report may be of days before.
    """
    found: list[Evidence] = []
    matches = [(part, match) for part in parts for match in _ASIDE.finditer(strip_marks(part.text))]
    for of, match in matches:
        aside = Part(_COMPARED.split(of.text[match.start() : match.end()])[0], of.locator)
        for hint in read_hints(aside, EvidenceKind.TEXT, plan, dated):
            is_cited = hint.value.isdigit() and not says_whole_year(hint.text)
            begin, end = find_days(hint.value, plan)
            days = [find_days(code, plan) for code in told]
            is_known = any(first <= begin and end <= last for first, last in days)
            is_earlier = match["before"] is not None and all(end < first for first, _ in days)
            found += [] if is_cited or is_known or is_earlier else [hint]
    return found if told else []


def read_hints(part: Part, kind: EvidenceKind, plan: Plan, dated: date | None) -> list[Evidence]:
    """The periods that a piece of text names."""
    return [part.tell(kind, code) for code in read_periods(repair_years(part.text), plan, dated)]


def read_opening(frame: ReportFrame, plan: Plan, dated: date | None) -> list[Evidence]:
    """What the opening says of the period; of a letter without title what its first sentence says that it sends."""
    letter = () if frame.title else tuple(takewhile(lambda part: not _NUMBERED.match(part.text), frame.first))
    if any(_ASKED.search(_ON_PAPER.sub(" ", strip_marks(part.text))) for part in letter):
        return []
    told = [Part(keep_told(drop_asides(part.text)), part.locator) for part in frame.opening]
    if frame.title:
        found = read_told(told, plan, dated)
        is_open = not found and not any(ANY_YEAR.search(part.text) for part in frame.title)
        return _read_led(frame.opening, plan, dated) if is_open else found
    places = {part.locator for part in letter}
    sent = read_told(told or [part for part in frame.spoken if part.locator in places], plan, dated)
    whole = {code for part in letter for code in read_periods(part.text, plan, dated)}
    if not frame.opening and whole != {hint.value for hint in sent}:
        return []
    years = [hint.value for hint in sent if hint.value.isdigit() and not says_whole_year(hint.text)]
    doubts = [part for part in frame.early if _LESS.search(strip_marks(part.text))]
    return [*sent, *(part.tell(EvidenceKind.TEXT, f"{year}-H1") for year in years for part in doubts)]


def _read_led(opening: Sequence[Part], plan: Plan, dated: date | None) -> list[Evidence]:
    """The period with which an opening begins that says of none that it reports: 6 tháng đầu năm 2024 không có."""
    clauses = [Part(_CLAUSE_END.split(part.text)[0], part.locator) for part in opening]
    led = [
        part
        for part in clauses
        if ANY_YEAR.search(part.text) and _LEADS.match(strip_marks(part.text)) and not _AHEAD.search(part.text)
    ]
    return read_told(led, plan, dated)


def asks(letter: Sequence[Part]) -> bool:
    """Whether the sentences of a letter ask for a report."""
    return any(_REQUESTS.search(strip_marks(part.text)) for part in letter)


def read_told(parts: Sequence[Part], plan: Plan, dated: date | None) -> list[Evidence]:
    """The periods of sentences, without those to which they compare."""
    told = [Part(drop_compared(part.text), part.locator) for part in parts]
    return [hint for part in told for hint in read_hints(part, EvidenceKind.TEXT, plan, dated)]


def read_halves(parts: Sequence[Part], plan: Plan, dated: date | None) -> list[Evidence]:
    """The halves of which sentences speak, whoever reports there: Sau 6 tháng đầu năm 2024 thực hiện Kế hoạch, ...."""
    told = [hint for part in parts if names_half(part.text) for hint in read_told([part], plan, dated)]
    return [hint for hint in told if not hint.value.isdigit()]


def read_leading(first: Sequence[Part], title: str, plan: Plan, dated: date | None) -> list[Evidence]:
    """The period with which the first sentence begins: Nửa cuối năm 2024, Trung tâm đã ...; of the title's year."""
    found: list[Evidence] = []
    for part in first:
        clause = _CLAUSE_END.split(part.text)[0]
        if _LEADS.match(strip_marks(clause)) is None or len(part.text.split()) < _FEWEST_WORDS:
            continue
        hints = read_hints(Part(clause, part.locator), EvidenceKind.TEXT, plan, dated)
        is_other = _is_of_other_year(part.text, parse_period(title).year)
        for hint in hints if all(hint.value != title for hint in hints) else ():
            if hint.value == title[:4] and title == f"{hint.value}-H1" and list_ended(dated) == [hint.value]:
                found += oppose(find_days(hint.value, plan), [title], part, plan)
            elif is_other or (parse_period(hint.value).year == int(title[:4]) and not hint.value.isdigit()):
                found.append(hint)
    return found


def _is_of_other_year(sentence: str, year: int) -> bool:
    """Whether a sentence begins with a year that is not the title's: a later one, or one before in which it reports.

    What was decided or begun in an earlier year is told to introduce the title's.
    """
    first = ANY_YEAR.search(sentence)
    other = int(first[0]) if first else year
    return other > year or (other < year and _OWN_YEAR.match(strip_marks(sentence)) is not None)


def read_exact(parts: Sequence[Part], named: Sequence[str], plan: Plan) -> list[Evidence]:
    """Which of two halves the first sentence means by its very days: từ ngày 15/6 đến ngày 14/12/2024."""
    told = [(read_window(strip_marks(normalise(part.text)), plan, named[0][:4]), part) for part in parts]
    return [
        part.tell(EvidenceKind.TEXT, value)
        for value, part in told
        if value is not None and value in named and not value.isdigit()
    ]


def agrees(hint: Evidence, hints: Sequence[Evidence], named: Sequence[str], plan: Plan) -> bool:
    """Whether days that a sentence tells are those of a named period; a quarter, or so many months, is another one."""
    windows = {other.value for other in hints if other.text == hint.text and parse_period(other.value).window}
    plain = strip_marks(hint.text)
    is_shorter = len(windows) > 1 and not is_estimated(plain) and not says_whole_year(plain)
    return fits_any(hint.value, named, plan) and not is_shorter
