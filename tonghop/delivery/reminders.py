"""Reminders: what a unit that has not reported is told, and what the Office is told about such units. Pure.

Keeps out who is missing, which stage it is (plan/stages) and when a mail leaves. No word of a report stands in one.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from html import escape
from typing import NamedTuple

from schemas.dates import ReportDates
from schemas.days import write_day, write_moment
from schemas.notice import Notice, NoticeFile
from schemas.period import Period
from schemas.plan import Plan, Unit
from schemas.request import Request
from schemas.values import NoticeKind
from tonghop.delivery import reminder_messages as m
from tonghop.plan.dates import OFFICE_ZONE, find_office_day
from tonghop.plan.stages import OPENING, OVERDUE
from tonghop.plan.working_days import count_working_days

_PLAIN_CODE = re.compile(r"[A-Z0-9-]+")
_KEY_DIGITS = 12
_PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><style>'
    "body{font:15px/1.5 sans-serif;color:#1a1a1a;max-width:48em;margin:1em auto;padding:0 1em}"
    "h2{font-size:1.05em;margin:1.2em 0 .3em}table{border-collapse:collapse;width:100%;margin:.6em 0}"
    "th,td{border:1px solid #999;padding:.35em .6em;text-align:left;vertical-align:top}th{background:#eee}"
    "blockquote{margin:.6em 0;padding:.5em .9em;border-left:3px solid #999;background:#f6f6f6}"
    "</style></head><body>{body}</body></html>"
)


class Asked(NamedTuple):
    """A period as its reminders name it; `title` is what the units' reports are called, `today` the Office's day."""

    period: Period
    dates: ReportDates
    title: str
    request: Request | None
    today: date


class Came(StrEnum):
    """What came of a unit and is not yet its report; the values are words of the Office's list."""

    UNREADABLE = m.LIST_UNREADABLE
    BLANK = m.LIST_BLANK
    UNCLEAR = m.LIST_UNCLEAR
    WAITING = m.LIST_WAITING


class Silent(NamedTuple):
    """A unit without a report that counts, and what came of it, if anything; `came_at` is aware."""

    unit: Unit
    came: Came | None = None
    came_at: datetime | None = None


class UnitYear(NamedTuple):
    """How one unit reported for one period; `state` is Vietnamese, `received_at` aware, of the first that counts."""

    name: str
    state: str
    received_at: datetime | None = None
    days_late: int = 0


class PeriodYear(NamedTuple):
    """How all units reported for one period."""

    name: str
    due_date: date
    units: tuple[UnitYear, ...]


_PASTES = {Came.UNREADABLE: m.PASTE_UNREADABLE, Came.BLANK: m.PASTE_BLANK}


def make_reminder_key(period: str, stage: str, unit: str, due: date) -> str:
    """At most one mail per period, stage, unit and deadline, which may be moved: `2024-h1-before-5-ttnc-20240618`."""
    plain = unit.lower() if _PLAIN_CODE.fullmatch(unit) else hashlib.sha256(unit.encode()).hexdigest()[:_KEY_DIGITS]
    return f"{period.lower()}-{stage}-{plain}-{due:%Y%m%d}"


def compose_reminder(plan: Plan, silent: Silent, asked: Asked, stage: str, form: NoticeFile | None = None) -> Notice:
    """The mail of one stage to one unit, which must have an address; `form` is attached when there is one."""
    unit = silent.unit
    words = _fill(plan, asked) | {"unit": unit.name, "address": plan.office.address}
    subject, first = {
        OPENING: (m.SUBJECT_OPENING, m.OPENING),
        OVERDUE: (m.SUBJECT_OVERDUE, m.OVERDUE),
    }.get(stage, (m.SUBJECT_BEFORE, m.BEFORE))
    if unit.code == plan.office.unit:
        first = m.OWN
    elif silent.came is Came.BLANK and silent.came_at is not None:
        first = m.BLANK
        words["day"] = write_day(find_office_day(silent.came_at))
    facts = [m.WINDOW.format(first=write_day(asked.dates.window_start), last=write_day(asked.dates.window_end))]
    is_own = unit.code == plan.office.unit
    facts += [_tell_due(plan, asked), *([] if is_own else [m.PLACE.format(**words)])]
    facts += [m.FORM.format(**words)] if form else []
    facts += [m.CHECK] if plan.receipts.enabled and unit.receipts and not is_own else []
    if asked.request is not None:
        told = {name: getattr(asked.request, name) for name in ("number", "asker", "scope")}
        facts.insert(0, m.REQUEST.format(**told, date=write_day(asked.request.date)))
    paragraphs = [
        m.GREETING.format(**words),
        first.format(**words),
        "\n".join(facts),
        *([] if is_own else [m.CONTACT.format(who=_tell_contact(plan)), m.CLOSING]),
        (m.FOOT_BLANK if first is m.BLANK else m.FOOT).format(**words),
    ]
    return Notice(
        kind=NoticeKind.REMINDER,
        key=make_reminder_key(asked.period.code, stage, unit.code, asked.dates.unit_due_date),
        address=unit.address,
        reader=unit.name,
        subject=subject.format(**words),
        text="\n\n".join(paragraphs),
        attachments=(form,) if form else (),
    )


def compose_overdue_list(plan: Plan, silent: Sequence[Silent], asked: Asked, waiting: Sequence[Silent] = ()) -> Notice:
    """Whom the Office telephones after the deadline: names, telephones, and a text to paste for each. One a day.

    `waiting` are the units that have sent something which the Office itself must look at: they are only named.
    """
    words = _fill(plan, asked) | {"count": len(silent)}
    rows = [_tell_silent(each) for each in silent]
    others = [_tell_silent(each) for each in waiting]
    texts = [_compose_paste(plan, each, asked) for each in silent if each.unit.code != plan.office.unit]
    note = m.LIST_MAILED if plan.reminders.overdue_mail else m.LIST_NOT_MAILED
    return Notice(
        kind=NoticeKind.REMINDER,
        key=f"overdue-{asked.period.code.lower()}-{asked.today.isoformat()}",
        subject=m.LIST_SUBJECT.format(**words),
        text="\n\n".join(
            [
                m.LIST_WHAT.format(**words),
                _list_rows(rows),
                *([m.LIST_OTHERS, _list_rows(others)] if others else []),
                *([m.PASTE, *texts] if texts else []),
                note,
            ]
        ),
        html=_make_page(
            f"<p>{escape(m.LIST_WHAT.format(**words))}</p>",
            _make_table(m.LIST_HEAD, rows),
            *([f"<p>{escape(m.LIST_OTHERS)}</p>", _make_table(m.LIST_HEAD, others)] if others else []),
            *([f"<p>{escape(m.PASTE)}</p>"] if texts else []),
            *(f"<blockquote>{escape(text)}</blockquote>" for text in texts),
            f"<p>{escape(note)}</p>",
        ),
    )


def compose_unreachable_list(plan: Plan, silent: Sequence[Silent], asked: Asked, stage: str) -> Notice:
    """Tell the Office which units a stage could not reach, because the plan has no address of theirs."""
    words = _fill(plan, asked) | {"count": len(silent)}
    rows = [_tell_silent(each) for each in silent]
    return Notice(
        kind=NoticeKind.REMINDER,
        key=f"unreachable-{asked.period.code.lower()}-{stage}",
        subject=m.UNREACHABLE_SUBJECT.format(**words),
        text="\n\n".join([m.UNREACHABLE_WHAT.format(**words), _list_rows(rows)]),
        html=_make_page(f"<p>{escape(m.UNREACHABLE_WHAT.format(**words))}</p>", _make_table(m.LIST_HEAD, rows)),
    )


def compose_year_list(year: int, periods: Sequence[PeriodYear], today: date) -> Notice:
    """Who reported in time and who late, in every period of a year. One mail a year."""
    units = [unit for period in periods for unit in period.units]
    counts = m.YEAR_COUNTS.format(
        on_time=sum(unit.received_at is not None and not unit.days_late for unit in units),
        late=sum(unit.days_late > 0 for unit in units),
        missing=sum(unit.received_at is None for unit in units),
    )
    what = m.YEAR_WHAT.format(year=year, today=write_day(today))
    text, page = [what, counts], [f"<p>{escape(what)}</p><p>{escape(counts)}</p>"]
    for period in periods:
        heading = m.YEAR_PERIOD.format(name=period.name, due=write_day(period.due_date))
        rows = [_tell_year(unit) for unit in period.units]
        text.append(f"{heading}:\n{_list_rows(rows)}")
        page.append(f"<h2>{escape(heading)}</h2>{_make_table(m.YEAR_HEAD, rows)}")
    return Notice(
        kind=NoticeKind.REMINDER,
        key=f"year-{year}",
        subject=m.YEAR_SUBJECT.format(year=year),
        text="\n\n".join([*text, m.YEAR_NOTE]),
        html=_make_page(*page, f"<p>{escape(m.YEAR_NOTE)}</p>"),
    )


def _fill(plan: Plan, asked: Asked) -> dict[str, str]:
    """What fills the sentences, whichever asks for it."""
    before, name, _ = asked.title.partition(asked.period.name)
    return {
        "name": asked.period.name,
        "title": asked.title,
        "short": before + name,  # without what follows the period, such as the tasks of the next one
        "office": plan.office.name,
        "issuer": plan.issuer.name,
        "today": write_day(asked.today),
        "due": write_day(asked.dates.unit_due_date),
        "assumed": m.ASSUMED if asked.dates.confirm else "",
        "when": _tell_when(asked),
    }


def _tell_due(plan: Plan, asked: Asked) -> str:
    due, today = asked.dates.unit_due_date, asked.today
    count = count_working_days(today, due, plan.calendar)
    pattern = m.LAST_DAY if today == due else m.LEFT if count else m.LEFT_NONE
    left = pattern.format(today=write_day(today), count=count) if today <= due else ""
    day = m.DAY.format(day=write_day(due), weekday=m.WEEKDAYS[due.weekday()])
    return m.DUE.format(**_fill(plan, asked), day=day, left=left)


def _tell_when(asked: Asked) -> str:
    """By when an overdue report still helps the Office."""
    last = asked.dates.office_due_date
    pattern = m.WHEN_BEFORE if asked.today < last else m.WHEN_TODAY if asked.today == last else m.WHEN_NOW
    return pattern.format(day=write_day(last))


def _tell_contact(plan: Plan) -> str:
    office = plan.office
    name = f"{office.officer}, {office.name}" if office.officer else office.name
    return m.TELEPHONE.format(name=name, telephone=office.telephone) if office.telephone else name


def _tell_silent(silent: Silent) -> tuple[str, ...]:
    unit, came, at = silent
    note = came.format(day=write_day(find_office_day(at))) if came is not None and at is not None else ""
    return unit.name, unit.head or m.LIST_UNKNOWN, unit.telephone or m.LIST_UNKNOWN, note


def _tell_year(unit: UnitYear) -> tuple[str, ...]:
    state = m.YEAR_LATE.format(days=unit.days_late) if unit.days_late else unit.state
    received = write_moment(unit.received_at.astimezone(OFFICE_ZONE)) if unit.received_at else ""
    return unit.name, state, received


def _compose_paste(plan: Plan, silent: Silent, asked: Asked) -> str:
    unit = silent.unit
    to = m.PASTE_TO.format(head=unit.head, unit=unit.name) if unit.head else m.PASTE_TO_NOBODY.format(unit=unit.name)
    pattern = _PASTES.get(silent.came, m.PASTE_TEXT) if silent.came is not None else m.PASTE_TEXT
    return pattern.format(**_fill(plan, asked), to=to, contact=_tell_contact(plan))


def _list_rows(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"- {'; '.join(cell for cell in row if cell)}" for row in rows)


def _make_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def _make_page(*parts: str) -> str:
    return _PAGE.replace("{body}", "".join(parts))
