"""Which period a report speaks of, by its title, then its opening; mail subject and file name only hint.

Keeps out what words name (naming.py), what first sentences say (sentences.py), and data windows (plan data). Two
periods that nothing tells apart leave the period open.
"""

import re
from collections.abc import Sequence
from datetime import date

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.announcing import announces_year, is_answer, says_whole_year
from tonghop.understanding.identity.dating import list_ended, repair_years
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.naming import add_year, cites_plan, names_half, names_one_event
from tonghop.understanding.identity.reaching import find_opposing_ends
from tonghop.understanding.identity.sentences import (
    agrees,
    asks,
    drop_asides,
    drop_compared,
    find_asides,
    read_exact,
    read_halves,
    read_hints,
    read_leading,
    read_opening,
    read_told,
)
from tonghop.understanding.identity.titles import Part, is_subject
from tonghop.understanding.identity.windows import find_opposing, list_codes
from tonghop.understanding.words import strip_marks

_FIRST_MONTH = {1: 4, 2: 9, None: 9}
"""Half of a report -> month of its year from which it may be dated."""
_LATEST_MONTHS = {1: 11, 2: 14, None: 14}
"""Half of a report -> months behind those up to which it may be dated; a first half of June is the next year's."""
_FIRST_HALF = range(4, 9)
_SHORT = re.compile(r"\b(?:thang|quy|tuan|ngay|dot|chuyen|nhanh|su kien|20\d\d)\b")
"""In a title: of less than a year, or of another one."""
_LESS = re.compile(
    r"(?<!ngay )\b(?:0?\d|1[01]|hai|ba|bon|sau|bay|tam|chin|muoi) thang\b|\bnua (?:dau|cuoi|nam)\b"
    r"|\bquy\s+(?:[iv]+|\d)\b|\b(?:ky|dot|lan)\s+(?:thu\s+)?(?:0?\d|i{1,3}|mot|nhat|hai|dau|cuoi)"
    r"(?=\s*(?:$|[),;:/.-]|(?:nam|nay|trung tam|phong)\b))"
)
"""Beside a plan's year: perhaps not the whole of it."""
_STATED = (EvidenceKind.DECLARED, EvidenceKind.FORM)


def find_period_evidence(
    frames: Sequence[ReportFrame], channel: Channel, plan: Plan, dated: date | None
) -> list[Evidence]:
    """All hints about the period, the strongest first."""
    evidence: list[Evidence] = []
    if channel.period is not None:
        evidence.append(Evidence(kind=EvidenceKind.DECLARED, value=channel.period, text=channel.period))
    for frame in frames:
        text = " ".join(part.text for part in frame.title)
        if _speaks_of_none(frame, text):
            continue
        opening = read_opening(frame, plan, dated)
        evidence += _read_frame_title(frame, opening, plan, dated)
        named = list(dict.fromkeys(hint.value for hint in evidence if hint.kind is EvidenceKind.TITLE))
        opening = opening if named else _doubt_by_date(opening, dated)
        if _may_be_less(named):
            opening = [*opening, *read_halves(frame.first, plan, dated)]
        evidence += [hint for hint in opening if not agrees(hint, opening, named, plan)]
        # who reports what, in the first sentences: it settles nothing, but may contradict the title
        if len(named) == 1:
            spoken = [*read_told(frame.spoken, plan, dated), *read_leading(frame.first, named[0], plan, dated)]
            evidence += [
                hint
                for hint in spoken
                if not agrees(hint, spoken, named, plan) and _contradicts(named[0], hint, evidence)
            ]
        if len(named) > 1 and not names_half(text):
            evidence += read_exact([*frame.spoken, *frame.first], named, plan)
        first = [*frame.title, *frame.opening, *frame.first]
        told = named or list(dict.fromkeys(hint.value for hint in opening))
        evidence += find_asides([*frame.title, *frame.opening, *frame.spoken, *frame.first], told, plan, dated)
        evidence += find_opposing(told, [Part(drop_asides(of.text), of.locator) for of in first], plan)
        evidence += find_opposing_ends(told, first, plan)
    if channel.subject:
        evidence += _read_mail(channel.subject, evidence, plan, dated)
    for name in channel.names:
        evidence += read_hints(Part(re.sub(r"[_.]+", " ", name), ""), EvidenceKind.NAME, plan, dated)
    return list(dict.fromkeys(evidence))


def _speaks_of_none(frame: ReportFrame, title: str) -> bool:
    """Whether a paper is on one event, or a letter that asks for a report: the period that it names is not its own."""
    return names_one_event(title) or (is_subject(title) and asks([*frame.title, *frame.early]))


def _read_frame_title(
    frame: ReportFrame, opening: Sequence[Evidence], plan: Plan, dated: date | None
) -> list[Evidence]:
    """What the title may mean, and what speaks against it: the date, or that the opening alone tells."""
    told: list[Evidence] = []
    # a first sentence that stands as the title's last line may compare
    lines = [drop_compared(f"\n{part.text}").lstrip() if part.text.endswith(".") else part.text for part in frame.title]
    text = repair_years(drop_asides(" ".join(lines)))
    title = Part(text, frame.title[0].locator if frame.title else "")
    if frame.title:
        told = read_hints(add_year(title, frame.opening, plan), EvidenceKind.TITLE, plan, dated)
        halves = read_halves([title, *frame.first], plan, dated)
        is_less = any(_LESS.search(strip_marks(part.text)) for part in (title, *frame.first))
        if cites_plan(text) or _may_be_less([hint.value for hint in told]):
            told = _settle_cited(told, [*opening, *halves], dated, is_less=is_less)
        told = told if says_whole_year(text) else _settle_by_date(told, opening, dated)
    ended = list_ended(dated)
    if not told and ended and {hint.value for hint in opening} == set(ended) and not _SHORT.search(strip_marks(text)):
        return [opening[0].model_copy(update={"kind": EvidenceKind.TITLE})]
    if not told and frame.title and says_whole_year(text):
        # a whole year whose year nobody says is not the half of which the opening speaks
        years = dict.fromkeys(str(parse_period(hint.value).year) for hint in opening)
        return [title.tell(EvidenceKind.TEXT, year) for year in years]
    return _doubt_by_date(told, dated)


def _read_mail(subject: str, evidence: Sequence[Evidence], plan: Plan, dated: date | None) -> list[Evidence]:
    """What a subject says of the period; an annual report without its year is of the title's."""
    hints = read_hints(Part(subject, ""), EvidenceKind.SUBJECT, plan, dated)
    years = {parse_period(hint.value).year for hint in evidence if hint.kind in {EvidenceKind.TITLE, EvidenceKind.TEXT}}
    if not hints and len(years) == 1 and announces_year(subject):
        hints = [Evidence(kind=EvidenceKind.SUBJECT, value=str(years.pop()), text=subject[:200])]
    return hints


def decide_period(evidence: Sequence[Evidence], plan: Plan, dated: date | None = None) -> str | None:
    """The period's code when title and opening agree on one; the opening alone suffices when no title speaks.

    `dated` is the day or month of the paper.

    What a person declared, or the id of a form of ours, suffices when nothing contradicts it, and settles a title that
    may mean two periods.
    """
    stated = list(dict.fromkeys(e.value for e in evidence if e.kind in _STATED))
    titles = list(dict.fromkeys(e.value for e in evidence if e.kind is EvidenceKind.TITLE))
    hints = [e for e in evidence if e.kind is EvidenceKind.TEXT]
    texts = list(dict.fromkeys(hint.value for hint in hints))
    subjects = {e.value for e in evidence if e.kind is EvidenceKind.SUBJECT and not is_answer(e.text)}
    if stated:
        fits = len(stated) == 1 and (not titles or stated[0] in titles)
        is_meant = stated[0] in texts or not any(_contradicts(stated[0], hint, hints) for hint in hints)
        return stated[0] if fits and is_meant else None
    if len(titles) == 1:
        is_sure, told = not any(_contradicts(titles[0], hint, hints) for hint in hints), titles
    elif titles:
        # a title that may mean two periods is settled by an opening that means one of them
        is_sure, told = len(texts) == 1 and texts[0] in titles, texts
    else:
        is_sure, told = len(texts) == 1 and parse_period(texts[0]).year == plan.year, texts
        is_whole = any(says_whole_year(hint.text) for hint in hints) or subjects == set(texts)
        is_sure = is_sure and (is_whole or not texts[0].isdigit())
    return told[0] if is_sure and not _announces_other(told[0], evidence, dated) else None


def _announces_other(title: str, evidence: Sequence[Evidence], dated: date | None) -> bool:
    """Whether a mail's subject names another period than the title, and that alone: the paper is not the announced one.

    A year beside its half does when an annual report is plainly announced, or beside the first half when the paper is
    of the year's end; so do the two windows of a quarter.
    """
    hints = [e for e in evidence if e.kind is EvidenceKind.SUBJECT]
    values = {hint.value for hint in hints}
    if len(values) == 1 and not _is_year_of(hints[0].value, title):
        return title not in values
    if len(values) == 1:
        ends = parse_period(title).half == 1 and values <= set(list_ended(dated)) and not is_answer(hints[0].text)
        return title not in values and (ends or announces_year(hints[0].text))
    windows = all(parse_period(value).window is not None for value in values)
    return bool(values) and windows and title not in values and not is_answer(hints[0].text)


def _contradicts(title: str, hint: Evidence, hints: Sequence[Evidence]) -> bool:
    """A year beside its half contradicts nothing, as openings cite the year's plan, unless it is told as a whole."""
    if hint.value == title or not _is_year_of(hint.value, title):
        return hint.value != title
    is_beside = any(other.value == title and other.text == hint.text for other in hints)
    return says_whole_year(hint.text) and not is_beside


def _is_year_of(year: str, code: str) -> bool:
    return year.isdigit() and code.startswith(year)


def _may_be_less(codes: Sequence[str]) -> bool:
    """Whether a title's codes are those of a plan that it cites: the year, then the halves that it may mean."""
    return len(codes) > 1 and codes[0].isdigit() and codes[1] == f"{codes[0]}-H1"


def _settle_cited(
    told: list[Evidence], spoken: Sequence[Evidence], dated: date | None, *, is_less: bool
) -> list[Evidence]:
    """A title that only cites the year's plan is the annual report's, where neither date nor opening says otherwise.

    `is_less` is whether title or first sentence speaks of months, a quarter, or a turn.
    """
    codes = [hint.value for hint in told]
    if not codes or not codes[0].isdigit() or not all(code.startswith(codes[0]) for code in codes):
        return told
    is_open = is_less or any(hint.value != codes[0] for hint in spoken)
    if not is_open:
        return told[:1] if dated is None else told
    return [told[0].model_copy(update={"value": code}) for code in sorted(list_codes(int(codes[0])))]


def _settle_by_date(told: list[Evidence], opening: Sequence[Evidence], dated: date | None) -> list[Evidence]:
    """A title of a year that has not ended may mean its first half, where date and opening say so."""
    if len(told) != 1 or dated is None or dated.month not in _FIRST_HALF or told[0].value != str(dated.year):
        return told
    half = f"{dated.year}-H1"
    if {hint.value for hint in opening} != {half}:
        return told
    return [*told, told[0].model_copy(update={"value": half})]


def _doubt_by_date(told: list[Evidence], dated: date | None) -> list[Evidence]:
    """A title's only period with the one that its date speaks for, when no report of that period has such a date.

    A half is not reported before it is nearly over, nor a year later: title and date are then of two reports.
    """
    if len(told) != 1 or dated is None or parse_period(told[0].value).window is not None:
        return told
    period = parse_period(told[0].value)
    months = (dated.year - period.year) * 12 + dated.month
    first = _FIRST_MONTH[period.half]
    if first <= months <= first + _LATEST_MONTHS[period.half]:
        return told
    meant = f"{dated.year}-H1" if dated.month in _FIRST_HALF else f"{dated.year}" if period.half is None else None
    meant = meant or f"{dated.year}-H{period.half}"
    if meant == told[0].value:
        return told
    return [*told, told[0].model_copy(update={"kind": EvidenceKind.TEXT, "value": meant})]
