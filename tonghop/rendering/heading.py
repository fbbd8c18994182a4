"""What stands around the body of the report: abstract, opening, closing, addressees, copies, the year of the page.

Add here what is filled from the plan, the period and the request. Keep out what units reported (composing) and
page layout.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schemas.days import write_day
from schemas.period import Period, parse_period
from schemas.plan import Basis, Plan
from schemas.report import Report
from schemas.request import Request
from schemas.values import ReportKind
from tonghop.rendering import messages as m
from tonghop.rendering.text import (
    clean_line,
    fill_template,
    lower_first,
    raise_first,
)


@dataclass(frozen=True)
class Heading:
    """The filled words around the body."""

    abstract: str
    bases: tuple[str, ...]
    opening: str
    closing: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    archive: str
    annex_title: str
    year: int


def compose_heading(report: Report, plan: Plan, *, blank: str) -> Heading:
    """Fill the plan's sentences for this period and request.

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        blank: What stands where a number or a date is not known yet.

    Raises:
        ValueError: Vietnamese; the period's code or a sentence of the plan's outline cannot be used.
    """
    period = parse_period(report.period)
    values = compute_values(report.request, plan, period, blank)
    outline = plan.outline
    return Heading(
        abstract=compose_abstract(report.request, plan, period, values),
        bases=_end_list([m.BASIS.format(basis=_cite(basis, blank)) for basis in plan.legal_basis]),
        opening=fill_template(outline.opening, values),
        closing=fill_template(outline.closing, values).rstrip(" ./;") + "./.",
        addressees=_find_addressees(plan, report.request),
        copies=_find_copies(report, plan, period),
        archive=_compose_archive_line(plan),
        annex_title=m.ANNEX_TITLE.format(period=period.name),
        year=find_page_year(report.request, plan, period),
    )


def compose_abstract(request: Request | None, plan: Plan, period: Period, values: Mapping[str, str]) -> str:
    """The trích yếu of a report on a period, the unit's as the department's."""
    if period.kind is ReportKind.AD_HOC and request is None:
        return _shorten_abstract(m.ABSTRACT_WITHOUT_REQUEST.format(plan=plan.title, period=period.name))
    return _shorten_abstract(fill_template(plan.outline.abstracts[period.kind], values))


def compute_values(request: Request | None, plan: Plan, period: Period, blank: str) -> dict[str, str]:
    """What fills the places of the plan's sentences; `blank` stands for a number or a date that is not known yet."""
    own = _cite(plan.own, blank)
    if request is not None and "{number}" not in plan.outline.opening:
        cited = m.REQUEST_CITED.format(number=request.number, date=write_day(request.date), asker=request.asker)
        own = f"{own}; {lower_first(clean_line(cited))}"
    return {
        "period": period.name,
        "year": str(period.year),
        "next": _name_next(period),
        "superior": _cite(plan.superior, blank),
        "own": own,
        "number": clean_line(request.number) if request else m.REQUEST_MISSING,
        "date": write_day(request.date) if request else blank,
        "asker": clean_line(request.asker) if request else plan.issuer.addressee,
        "scope": clean_line(request.scope) if request else period.name,
    }


def _name_next(period: Period) -> str:
    if period.kind is ReportKind.AD_HOC:
        return m.NEXT_AFTER_WINDOW
    if period.half == 1:
        return m.NEXT_AFTER_FIRST_HALF.format(year=period.year)
    return m.NEXT_YEAR.format(year=period.year + 1)


def _cite(basis: Basis, blank: str) -> str:
    """`Kế hoạch số 43/KH-UBND ngày 27/02/2024 của UBND tỉnh Quảng Trị về việc ...`."""
    words = [
        basis.name,
        m.CITED_NUMBER.format(number=basis.number or blank),
        m.CITED_DATE.format(date=write_day(basis.issued_date) if basis.issued_date else blank),
        m.CITED_ISSUER.format(issuer=basis.issuer) if basis.issuer else "",
        basis.subject or "",
    ]
    return clean_line(" ".join(words))


def _shorten_abstract(text: str) -> str:
    """An abstract stands under BÁO CÁO, so it does not repeat the word, and it has no full stop."""
    text = clean_line(text).rstrip(" .;:/")
    prefix = m.TYPE_NAME.casefold() + " "
    return raise_first(text[len(prefix) :] if text.casefold().startswith(prefix) else text)


def _end_list(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.rstrip(" .;") + (";" if place < len(lines) else ".") for place, line in enumerate(lines, 1))


def _expand(name: str) -> str:
    """Without tone marks: ủy and uỷ are two ways to write one word."""
    spelt = clean_line(name).casefold().replace("ubnd", "ủy ban nhân dân")
    return "".join(char for char in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(char))


def _is_same_body(one: str, other: str) -> bool:
    """`UBND tỉnh` and `Ủy ban nhân dân tỉnh Quảng Trị` are one body: the shorter name starts the longer one."""
    one, other = _expand(one), _expand(other)
    return one.startswith(other) or other.startswith(one)


def _find_addressees(plan: Plan, request: Request | None) -> tuple[str, ...]:
    main = clean_line(plan.issuer.addressee)
    if request is None or _is_same_body(request.asker, main):
        return (main,)
    return (main, clean_line(request.asker))


def _find_period_end(plan: Plan, period: Period) -> date:
    entry = plan.find_period(period)
    if entry is not None:
        return entry.window_end
    return period.window[1] if period.window is not None else date(period.year, 6 if period.half == 1 else 12, 14)


def _find_copies(report: Report, plan: Plan, period: Period) -> tuple[str, ...]:
    """Lines of Nơi nhận between the first and the last: bodies that are valid recipients at the period's end."""
    end = _find_period_end(plan, period)
    asked = report.request.recipients if report.request else ()
    gone = [one.name for one in plan.recipients if not one.is_valid_on(end)]
    addressed = _find_addressees(plan, report.request)  # they are `Như trên`
    left_out = [*gone, *addressed]
    lines = [clean_line(line) for line in plan.issuer.copies if not any(_is_same_body(line, name) for name in left_out)]
    known = [*addressed, *lines]
    for one in plan.recipients:
        wanted = one.is_valid_on(end) and (not asked or one.code in asked)
        if wanted and not any(_is_same_body(one.name, name) for name in known):
            lines.append(clean_line(one.name))
    return (m.AS_ABOVE, *lines)


def _compose_archive_line(plan: Plan) -> str:
    words = clean_line(plan.issuer.archive_line).rstrip(" .;")
    return words if words.startswith(m.ARCHIVE) else f"{m.ARCHIVE}: {words}"


def find_page_year(request: Request | None, plan: Plan, period: Period) -> int:
    """The year in which the report is due, printed before its day and month are known."""
    if request is not None:
        return request.deadline.year
    entry = plan.find_period(period)
    return entry.office_due_date.year if entry is not None else period.year
