"""Which period a report speaks of, by its title, then its opening; mail subject and file name only hint.

Keeps out data windows (plan data). Two periods that nothing tells apart leave the period open.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.dating import find_ended, list_ended
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.several import list_range, list_years_beside, names_shorter, split_reports
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.identity.windows import find_opposing, fits_any, list_beside, names_event, read_window
from tonghop.understanding.words import normalise, strip_marks

_HALF = re.compile(
    r"(?:\b(?:0?6|sau)\s*(?:\((?:0?6|sau)\)\s*)?(?:thang|t)\s*(?P<which>dau|cuoi)(?:\s+nam)?|\bnua\s+(?P<half>dau|cuoi)\s+nam"
    r"|\b(?:0?6|sau)\s+thang\s+(?:lan\s+(?:thu\s+)?)?(?P<roman>i{1,2}|[12])\b"
    r"|\b(?:ky|dot)\s+(?P<turn>i{1,2}|[12])(?=[,/ ]|$))"
    r"(?:\s*[,/]?\s*(?:nam\s+)?(?P<year>20\d\d))?"
)
_SOME_HALF = re.compile(r"(?P<early>so ket\s+)?\b(?:0?6|sau)\s+thang(?:\s*[/,]?\s*(?:nam\s+)?(?P<year>20\d\d))?")
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11}
_QUARTER = re.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])(?:\s*[/,]?\s*(?:nam\s+)?(?P<year>20\d\d))?")
_MONTHS = re.compile(
    r"(?<!ngay )\b(?P<count>0?[1-9]|1[01]|mot|hai|ba|bon|nam(?=\s+thang\s+(?:dau|cuoi))|bay|tam|chin|muoi(?:\s+mot)?)"
    r"\s+thang\b(?!\s*\d{1,2}\b)(?:\s+(?P<end>cuoi))?(?:[^,;.]*?(?P<year>20\d\d))?"
)
_MONTH = re.compile(
    r"\bngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+20\d\d|\bthang\s+\d{1,2}(?:\s*[/,]?\s*(?:nam\s+)?20\d\d)?"
    r"|\d{1,2}/\d{1,2}/20\d\d"
)
_YEAR = re.compile(r"\b(?:nam|ca nam)\s+(?P<year>20\d\d)\b")
_BARE_YEAR = re.compile(r"(?<![\d/.-])\b20\d\d\b(?![\d/.-])")
_ANY_YEAR = re.compile(r"\b20\d\d\b")
_AND = re.compile(r"(?:[\s;,.]|\bv[àa]\b)+$")
_RESULTS = re.compile(r"\b(?:ket qua|tinh hinh|cong tac|so ket|tong ket|thuc hien|trong nam|ca nam)\b")
_WHOLE = re.compile(r"\b(?:hang|ca|trong|toan|mot) nam\b(?!\s*\d)|\bbao cao nam\b(?!\s*\d)")
"""A year that is not named."""
_SECOND_HALF = re.compile(r"\b(?:0?6|sau)\s*thang\s*cuoi\b")
_OUTLOOK = re.compile(
    r"\b(?:phuong huong|nhiem vu,? (?:va )?giai phap|nhiem vu (?:trong tam|\d|quy|nam|thoi gian|cong tac)"
    r"|ke hoach (?:cong tac )?(?:\d{1,2} thang|nam|thoi gian))"
)
_FIRST_MONTH = {1: 4, 2: 9, None: 9}
"""Half of a report -> month of its year from which it may be dated."""
_LATEST_MONTHS = 14
_FIRST_HALF = range(4, 9)
_SPEAKS = re.compile(r"b[áa]o c[áa]o", re.IGNORECASE)
_OUTLOOK_OF = re.compile(r"phương hướng|phuong huong|nhiệm vụ (?:trọng tâm )?năm", re.IGNORECASE)
_COMPARED = re.compile(r"\bso với\b|\bcùng kỳ\b|\bso voi\b|\bcung ky\b", re.IGNORECASE)
_STATED = (EvidenceKind.DECLARED, EvidenceKind.FORM)
_PLAN_OF = re.compile(r"(?:ke hoach|chuong trinh|nghi quyet|chi thi|quyet dinh|cong van)\b[^;]{0,160}$")


def find_period_evidence(
    frames: Sequence[ReportFrame], channel: Channel, plan: Plan, dated: date | None
) -> list[Evidence]:
    """All hints about the period, the strongest first."""
    evidence: list[Evidence] = []
    if channel.period is not None:
        evidence.append(Evidence(kind=EvidenceKind.DECLARED, value=channel.period, text=channel.period))
    for frame in frames:
        title = Part(" ".join(part.text for part in frame.title), frame.title[0].locator) if frame.title else None
        opened = [Part(_SPEAKS.split(part.text)[-1], part.locator) for part in frame.opening]
        opening = _read_told(opened, plan, dated)
        if title:
            told = _read(_add_year(title, frame.opening), EvidenceKind.TITLE, plan, dated)
            evidence += _doubt_by_date(_settle_cited(told, opening, dated), dated)
        named = [hint.value for hint in evidence if hint.kind is EvidenceKind.TITLE]
        evidence += [hint for hint in opening if not fits_any(hint.value, named, plan)]
        # who reports what, in the first sentences: it settles nothing, but may contradict the title
        titles = {hint.value for hint in evidence if hint.kind is EvidenceKind.TITLE}
        spoken = _read_told(frame.spoken, plan, dated) if len(titles) == 1 else []
        evidence += [
            hint
            for hint in spoken
            if not fits_any(hint.value, named, plan) and any(_contradicts(code, hint.value) for code in titles)
        ]
        evidence += find_opposing(named, [*frame.title, *frame.opening, *frame.first], plan)
    if channel.subject:
        evidence += _read(Part(channel.subject, ""), EvidenceKind.SUBJECT, plan, dated)
    for name in channel.names:
        evidence += _read(Part(re.sub(r"[_.]+", " ", name), ""), EvidenceKind.NAME, plan, dated)
    return list(dict.fromkeys(evidence))


def _read_told(parts: Sequence[Part], plan: Plan, dated: date | None) -> list[Evidence]:
    """The periods of sentences, without those to which they compare."""
    told = [Part(_COMPARED.split(part.text)[0], part.locator) for part in parts]
    return [hint for part in told for hint in _read(part, EvidenceKind.TEXT, plan, dated)]


def decide_period(evidence: Sequence[Evidence], plan: Plan) -> str | None:
    """The period's code when title and opening agree on one; the opening alone suffices when no title speaks.

    What a person declared, or the id of a form of ours, suffices when nothing contradicts it, and settles a title that
    may mean two periods.
    """
    stated = list(dict.fromkeys(e.value for e in evidence if e.kind in _STATED))
    titles = list(dict.fromkeys(e.value for e in evidence if e.kind is EvidenceKind.TITLE))
    texts = list(dict.fromkeys(e.value for e in evidence if e.kind is EvidenceKind.TEXT))
    if stated:
        fits = len(stated) == 1 and (not titles or stated[0] in titles)
        is_meant = stated[0] in texts or not any(_contradicts(stated[0], other) for other in texts)
        return stated[0] if fits and is_meant else None
    if len(titles) > 1:
        # a title that may mean two periods is settled by an opening that means one of them
        return texts[0] if len(texts) == 1 and texts[0] in titles else None
    if len(titles) == 1:
        others = [*texts, *_list_opposing(evidence)]
        return None if any(_contradicts(titles[0], other) for other in others) else titles[0]
    halves = [value for value in texts if not value.isdigit()]
    return halves[0] if len(halves) == 1 and len(texts) == 1 and parse_period(halves[0]).year == plan.year else None


def _list_opposing(evidence: Sequence[Evidence]) -> list[str]:
    """The period that a mail's subject names, when it names one alone."""
    subjects = list(dict.fromkeys(e.value for e in evidence if e.kind is EvidenceKind.SUBJECT))
    return subjects if len(subjects) == 1 else []


def _contradicts(title: str, other: str) -> bool:
    """A year beside its half contradicts nothing: openings cite the year's plan."""
    return other != title and not (other.isdigit() and title.startswith(other))


def _read(part: Part, kind: EvidenceKind, plan: Plan, dated: date | None) -> list[Evidence]:
    codes = read_periods(part.text, plan, dated)
    return [Evidence(kind=kind, value=code, locator=part.locator or None, text=part.text[:200]) for code in codes]


def _add_year(title: Part, opening: Sequence[Part]) -> Part:
    """The title with the only year that the opening names, when it names none itself.

    Of a whole year only what the opening reports on tells, not the plans and days that it cites.
    """
    text = strip_marks(title.text)
    outlook = _OUTLOOK.search(text)
    end = outlook.start() if outlook else len(text)
    is_half = _HALF.search(text) or _SOME_HALF.search(text)
    parts = [part.text if is_half else _OUTLOOK_OF.split(_SPEAKS.split(part.text)[-1])[0] for part in opening]
    years = {year for part in parts for year in _ANY_YEAR.findall(part)}
    is_open = _WHOLE.search(text[:end]) is not None or is_half
    if not is_open or len(years) != 1 or _ANY_YEAR.search(text if is_half else text[:end]):
        return title
    return Part(f"{_AND.sub('', title.text[:end])} năm {years.pop()} {title.text[end:]}".strip(), title.locator)


def _settle_cited(told: list[Evidence], opening: Sequence[Evidence], dated: date | None) -> list[Evidence]:
    """A title that only cites the year's plan is the annual report's, where neither date nor opening says otherwise."""
    codes = [hint.value for hint in told]
    if dated is not None or len(codes) != 2 or not codes[0].isdigit() or codes[1] != f"{codes[0]}-H1":
        return told
    return told if any(hint.value != codes[0] for hint in opening) else told[:1]


def _doubt_by_date(told: list[Evidence], dated: date | None) -> list[Evidence]:
    """A title's only period with the one that its date speaks for, when no report of that period has such a date.

    A half is not reported before it is nearly over, nor a year later: title and date are then of two reports.
    """
    if len(told) != 1 or dated is None or parse_period(told[0].value).window is not None:
        return told
    period = parse_period(told[0].value)
    months = (dated.year - period.year) * 12 + dated.month
    first = _FIRST_MONTH[period.half]
    if first <= months <= first + _LATEST_MONTHS:
        return told
    meant = f"{dated.year}-H1" if dated.month in _FIRST_HALF else f"{dated.year}" if period.half is None else None
    meant = meant or f"{dated.year}-H{period.half}"
    if meant == told[0].value:
        return told
    return [*told, told[0].model_copy(update={"kind": EvidenceKind.TEXT, "value": meant})]


def read_periods(text: str, plan: Plan, dated: date | None) -> list[str]:
    """Codes of the periods a title may mean: one when it is clear, two candidates when it is not.

    What follows 'phương hướng, nhiệm vụ' is the outlook and no period, unless nothing else is said.
    """
    text = normalise(text).replace("\n", " ")
    plain = strip_marks(text)
    if len(reports := split_reports(text)) > 1:
        of_parts = [read_periods(part, plan, dated) for part in reports]
        meant = [codes for at, codes in enumerate(of_parts) if at or len(codes) == 1]
        if len(several := list(dict.fromkeys(code for codes in meant for code in codes))) > 1:
            return several
    outlook = _OUTLOOK.search(plain)
    if outlook is None:
        return _read_plain(text, plan, dated)
    told, ahead = text[: outlook.start()], plain[outlook.start() :]
    years = set(_ANY_YEAR.findall(ahead))
    if not _ANY_YEAR.search(told) and len(years) == 1 and _SECOND_HALF.search(ahead):
        told = f"{_AND.sub('', told)} năm {years.pop()}"  # the year of both halves stands once, behind the second
    found = _read_plain(told, plan, dated)
    if found or _RESULTS.search(strip_marks(told)) is None or not ahead.startswith("phuong huong"):
        return found or _read_plain(text, plan, dated)
    # Kết quả công tác và phương hướng năm 2025, written when 2024 ends: of the year before
    return list_ended(dated) if years == {str(find_ended(dated) + 1)} else []


def _read_plain(text: str, plan: Plan, dated: date | None) -> list[str]:
    plain = strip_marks(text)
    year = _find_year(plain, plan, dated)
    codes = [_half_code(match, year) for match in _HALF.finditer(plain)]
    halves = list(dict.fromkeys(code for code in codes if code))
    if halves:
        others = list_years_beside(plain, halves[0])
        is_alone = len(halves) == 1 and not others and not names_shorter(_HALF.sub(" ; ", plain))
        return halves if is_alone else list(dict.fromkeys([*halves, *others, halves[0][:4]]))
    if window := read_window(plain, plan):
        return [window, *list_beside(window, plain)]
    return [] if names_event(plain, plan) else _read_rest(plain, year, plan, dated)


def _read_rest(plain: str, year: str | None, plan: Plan, dated: date | None) -> list[str]:
    """A half that is not told apart, a quarter, so many months, or a year."""
    if match := _SOME_HALF.search(plain):
        of = match["year"] or year
        if of is None or names_shorter(plain[: match.start()]):
            return []
        return [f"{of}-H1"] if match["early"] else _settle_half(int(of), dated)
    if match := _QUARTER.search(plain) or _MONTHS.search(plain):
        return _list_windows(*_count_months(match), match["year"] or year, plan)
    if names_shorter(plain) or list_range(plain):
        return list_range(plain)
    found = _read_year(_MONTH.sub(lambda m: " " * len(m[0]), plain), dated)
    return found or (list_ended(dated) if _WHOLE.search(plain) else [])


def _find_year(plain: str, plan: Plan, dated: date | None) -> str | None:
    """The year that belongs to a half without one: a single year in the text, else that of the report's date."""
    years: set[str] = set(re.findall(r"\b20\d\d\b", plain))
    if len(years) == 1:
        return str(years.pop())
    if years or dated is None or dated.year not in (plan.year, plan.year + 1):
        return None
    return str(plan.year)


def _half_code(match: re.Match[str], year: str | None) -> str | None:
    of = match["year"] or year
    if of is None:
        return None
    word = match["which"] or match["half"] or match["roman"] or match["turn"]
    return f"{of}-H{1 if word in ('dau', 'i', '1') else 2}"


def _settle_half(year: int, dated: date | None) -> list[str]:
    """'6 tháng năm 2024': the date of the report settles which half, else both are candidates."""
    if dated is not None and dated.year == year and 5 <= dated.month <= 8:
        return [f"{year}-H1"]
    return [f"{year}-H1", f"{year}-H2"]


def _count_months(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last month of a quarter, or of the months with which a year begins or ends."""
    said = match.groupdict()
    if "quarter" in said:
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(said["quarter"]) or int(said["quarter"])
        return 3 * quarter - 2, 3 * quarter
    word = " ".join(said["count"].split())
    count = _COUNTS.get(word) or int(word)
    return (13 - count, 12) if said["end"] else (1, count)


def _list_windows(first_month: int, last_month: int, year: str | None, plan: Plan) -> list[str]:
    """A quarter or so many months are no period of the plan: two windows are meant, by calendar and by data window."""
    if year is None or not plan.periods:
        return []
    first = date(int(year), first_month, 1)
    last = date(int(year) + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
    shifted_first = (first - timedelta(days=1)).replace(day=plan.periods[0].window_start.day)
    shifted_last = last.replace(day=plan.periods[0].window_end.day)
    return [f"{first}..{last}", f"{shifted_first}..{shifted_last}"]


def _read_year(plain: str, dated: date | None) -> list[str]:
    """A year alone: the annual report, unless it is only the year of a plan that is cited."""
    matches = list(_YEAR.finditer(plain))
    free = [m["year"] for m in matches if not _PLAN_OF.search(plain[: m.start()])]
    if free:
        return list(dict.fromkeys(free))[:2]
    cited = list(dict.fromkeys(m["year"] for m in matches)) or list(dict.fromkeys(_BARE_YEAR.findall(plain)))
    if len(cited) != 1:
        return cited[:2]
    year = int(cited[0])
    if dated is not None and dated >= date(year, 11, 15):
        return [cited[0]]
    return [cited[0], f"{year}-H1"]
