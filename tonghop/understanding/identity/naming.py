"""Which periods the words of a text name: halves, quarters, months, years and what stands beside them.

Keeps out where a report tells its period, and what speaks against it (periods.py, sentences.py).
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.period import parse_period
from schemas.plan import Plan
from tonghop.understanding.identity.dating import find_ended, list_ended
from tonghop.understanding.identity.reaching import read_reach
from tonghop.understanding.identity.several import list_range, list_years_beside, names_shorter, split_reports
from tonghop.understanding.identity.titles import ANY_YEAR, Part
from tonghop.understanding.identity.windows import list_beside, names_event, read_window
from tonghop.understanding.words import normalise, strip_marks

_OF_YEAR = r"(?:\s*[/,]?\s*(?:nam\s+)?(?P<year>20\d\d))?"
_HALF = re.compile(
    r"(?:\b(?:0?6|sau)\s*(?:\((?:0?6|sau)\)\s*)?(?:thang|t)\s*(?P<which>dau|cuoi)(?:\s+nam)?|\bnua\s+(?P<half>dau|cuoi)\s+nam"
    r"|\b(?:0?6|sau)\s+thang\s+(?:lan\s+(?:thu\s+)?)?(?P<roman>i{1,2}|[12])\b"
    r"|\b(?:ky|dot)\s+(?P<turn>i{1,2}|[12])(?=[,/ ]|$))" + _OF_YEAR
)
_SOME_HALF = re.compile(r"(?P<early>so ket\s+)?\b(?:0?6|sau)\s+thang" + _OF_YEAR)
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11}
_QUARTER = re.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])" + _OF_YEAR)
_MONTHS = re.compile(
    r"(?<!ngay )\b(?P<count>0?[1-9]|1[01]|mot|hai|ba|bon|nam(?=\s+thang\s+(?:dau|cuoi))|bay|tam|chin|muoi(?:\s+mot)?)"
    r"\s+thang\b(?!\s*\d{1,2}\b)(?:\s+(?P<end>cuoi))?(?:[^,;.]*?(?P<year>20\d\d))?"
)
_MONTH = re.compile(
    r"\bngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+20\d\d|\bthang\s+\d{1,2}(?:\s*[/,]?\s*(?:nam\s+)?20\d\d)?"
    r"|\d{1,2}/\d{1,2}/20\d\d"
)
_YEAR = re.compile(r"\b(?:nam|ca nam)\s+(?P<year>20\d\d)\b")
_SINCE_YEAR = re.compile(r"\bnam\s+20\d\d\s*,?\s*(?:cho )?(?:den|toi)\s+(?:nay|thoi diem|hien nay)\b")
"""From a year on: where it ends nobody says."""
_BARE_YEAR = re.compile(r"(?<![\d/.-])\b20\d\d\b(?![\d/.-])")
_AND = re.compile(r"(?:[\s;,.]|\bv[àa]\b)+$")
_RESULTS = re.compile(r"\b(?:ket qua|tinh hinh|cong tac|so ket|tong ket|thuc hien|trong nam|ca nam)\b")
_WHOLE = re.compile(r"\b(?:hang|ca|trong|toan|mot) nam\b(?!\s*\d)|\b(?:bao cao|tong ket) nam\b(?!\s*\d)")
"""A year that is not named."""
_SECOND_HALF = re.compile(r"\b(?:0?6|sau)\s*thang\s*cuoi\b")
_OUTLOOK = re.compile(
    r"\b(?:phuong huong|nhiem vu,? (?:va )?giai phap|nhiem vu (?:trong tam|\d|sau thang|quy|nam|thoi gian|cong tac)"
    r"|ke hoach (?:cong tac )?(?:(?:\d{1,2}|sau) thang|nam|thoi gian)|(?:de xuat|kien nghi)\b)"
)
_NEXT = re.compile(r"phuong huong|(?:de xuat|kien nghi)\b[^,;.]{0,30}\bnhiem vu\b")
"""What an outlook is of: the year behind the report's."""
_PLAN_OF = re.compile(r"(?:ke hoach|chuong trinh|nghi quyet|chi thi|quyet dinh|cong van)\b[^;]{0,160}$")
_OUTLOOK_OF = re.compile(r"phương hướng|phuong huong|nhiệm vụ (?:trọng tâm )?năm", re.IGNORECASE)
_EVENT = re.compile(
    r"^\W*(?:bao cao|bc)?(?:(?!\b(?:thong tin doi ngoai|ttdn|doi ngoai|cac|nhung|mot so|\d+)\b)[^;])*?"
    r"(?:\b(?:tham gia|tham du|to chuc|trien khai|ve|ket qua|cua|tong ket|cong tac|chuyen)\s+)"
    r"(?:ngay hoi|hoi (?:cho|thi|thao|nghi|trai)|trien lam|cuoc thi|le hoi|lien hoan|festival|techfest|dien dan|toa dam"
    r"|tuan le|doan (?:cong tac|cong chuc|can bo|hoc tap)|chuyen (?:cong tac|di|tham|lam viec)"
    r"|(?:lop|khoa) (?:tap huan|dao tao|boi duong|hoc)|ky hop|giai (?:thuong|bao chi)|hoi dam|buoi lam viec|le ky)\b"
)
"""A title of one event, named in the singular, before it speaks of the year's work."""
_FIRST_REPORT = 4
"""Month from which a report may be on a half of its own year."""
_CITED_DAY = re.compile(
    r"(?<!\d)\d+/20\d\d/[\w-]+|(?<!\w)ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]|tháng\s+\d{1,2}\s+năm)\s*20\d\d",
    re.IGNORECASE,
)
"""The day or number of a paper: of its year nothing tells whether it is the report's."""
_SPEAKS = re.compile(r"b[áa]o c[áa]o", re.IGNORECASE)


def names_half(text: str) -> bool:
    """Whether a text names a first or a second half: 6 tháng đầu năm, not 6 tháng."""
    return _HALF.search(strip_marks(text)) is not None


def names_one_event(text: str) -> bool:
    """Whether a title is of one fair, contest, course or journey: its year is in the event's name, and no period."""
    plain = strip_marks(text)
    return _EVENT.search(plain) is not None and not (_HALF.search(plain) or _SOME_HALF.search(plain))


def cites_plan(text: str) -> bool:
    """Whether the years of a title are those of plans that it cites."""
    plain = strip_marks(text)
    cited = [_PLAN_OF.search(plain[: match.start()]) is not None for match in _YEAR.finditer(plain)]
    return bool(cited) and all(cited)


def keep_told(text: str) -> str:
    """What stands behind the last báo cáo of a sentence: what it reports on, not what it cites before."""
    return _SPEAKS.split(text)[-1]


def add_year(title: Part, opening: Sequence[Part], plan: Plan) -> Part:
    """The title with the only year that the opening names, when it names none itself.

    Of a whole year only what the opening reports on tells, not the plans that it cites; of a half its plan's year does,
    not the days and numbers of other papers, unless they are the plan's.
    """
    text = strip_marks(title.text)
    outlook = _OUTLOOK.search(text)
    end = outlook.start() if outlook else len(text)
    is_half = _HALF.search(text) or _SOME_HALF.search(text)
    texts = [part.text for part in opening]
    texts = (
        [_drop_papers(of, plan) for of in texts] if is_half else [_OUTLOOK_OF.split(keep_told(of))[0] for of in texts]
    )
    years = {year for of in texts for year in ANY_YEAR.findall(of)}
    is_open = _WHOLE.search(text[:end]) is not None or is_half
    if not is_open or len(years) != 1 or ANY_YEAR.search(text if is_half else text[:end]):
        return title
    return Part(f"{_AND.sub('', title.text[:end])} năm {years.pop()} {title.text[end:]}".strip(), title.locator)


def _drop_papers(text: str, plan: Plan) -> str:
    """A text without the days and numbers of the papers that it cites, but for that of the plan."""
    known = plan.superior.number
    return text if known and known in text else _CITED_DAY.sub(" ", text)


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
    years = set(ANY_YEAR.findall(ahead))
    if not ANY_YEAR.search(told) and len(years) == 1 and _SECOND_HALF.search(ahead):
        told = f"{_AND.sub('', told)} năm {years.pop()}"  # the year of both halves stands once, behind the second
    found = _read_plain(told, plan, dated)
    if found or _RESULTS.search(strip_marks(told)) is None or not _NEXT.match(ahead):
        return found or _read_plain(text, plan, dated)
    # Kết quả công tác và phương hướng năm 2025, written when 2024 ends: of the year before
    return list_ended(dated) if years == {str(find_ended(dated) + 1)} else []


def _read_plain(text: str, plan: Plan, dated: date | None) -> list[str]:
    plain = strip_marks(text)
    year = _find_year(plain, dated)
    codes = [_half_code(match, year) for match in _HALF.finditer(plain)]
    halves = list(dict.fromkeys(code for code in codes if code))
    if halves:
        others = list_years_beside(plain, halves[0])
        is_alone = len(halves) == 1 and not others and not names_shorter(_HALF.sub(" ; ", plain))
        return halves if is_alone else list(dict.fromkeys([*halves, *others, halves[0][:4]]))
    if window := read_window(plain, plan, year):
        if (half := _HALF.search(plain)) and (code := _half_code(half, str(parse_period(window).year))) != window:
            return [code, window] if code else []  # a half whose days are another period's
        whole = [window[:4]] if not window.isdigit() and _WHOLE.search(plain) else []
        return [window, *whole, *list_beside(window, plain)]
    return [] if names_event(plain, plan, year) else _read_rest(plain, year, plan, dated)


def _read_rest(plain: str, year: str | None, plan: Plan, dated: date | None) -> list[str]:
    """A half that is not told apart, a quarter, so many months, or a year."""
    if match := _SOME_HALF.search(plain):
        of = match["year"] or year
        if of is None or names_shorter(plain[: match.start()]):
            return []
        return [f"{of}-H1"] if match["early"] else _settle_half(int(of), dated)
    if match := _QUARTER.search(plain) or _MONTHS.search(plain):
        return _list_windows(*_count_months(match), match["year"] or year, plan)
    if (reach := read_reach(plain, year, plan, dated)) is not None:
        return reach
    if names_shorter(plain) or list_range(plain):
        return list_range(plain)
    found = _read_year(_MONTH.sub(lambda m: " " * len(m[0]), plain), dated)
    return found or (list_ended(dated) if _WHOLE.search(plain) else [])


def _find_year(plain: str, dated: date | None) -> str | None:
    """The year that belongs to a half without one: a single year in the text, else that of the report's date.

    A report of the first weeks of a year is on the year before; that the plan is of a year tells nothing.
    """
    years: set[str] = set(ANY_YEAR.findall(plain))
    if len(years) == 1:
        return str(years.pop())
    if years or dated is None:
        return None
    return str(dated.year if dated.month >= _FIRST_REPORT else dated.year - 1)


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
    if _SINCE_YEAR.search(plain):
        return []
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
