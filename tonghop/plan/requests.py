"""The request for an ad hoc report, read strictly: what an officer wrote becomes a Request, or the list of its faults.

Add here a rule about what a request must hold. Keeps out where it was written (a form, a file) and what the ledger
knows of its window.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TypeVar

from schemas.days import write_day
from schemas.period import Period, parse_period
from schemas.plan import Plan
from schemas.request import AdHocForm, Request
from tonghop.plan import messages
from tonghop.plan.dates import OFFICE_ZONE, find_period_dates
from tonghop.plan.loading import PlanError

FIELDS = ("number", "date", "asker", "first", "last", "scope", "deadline", "recipients")
"""What a request may hold, in the order and under the titles of `AdHocForm`."""
_LONGEST_WINDOW_DAYS = 400
_LONGEST_ESTIMATE = timedelta(days=31)
"""Days after the deadline are estimated; nobody estimates further ahead than this."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})")
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
"""Unicode categories that no reader sees: controls, marks of direction, half surrogate pairs."""

T = TypeVar("T")


class RequestError(Exception):
    """A request that cannot be worked on; the message is Vietnamese."""


def check_same_request(period: Period, known: Request | None, request: Request | None) -> None:
    """Raise RequestError when a period is known for another request: its versions and mails bear the period alone.

    Number, date and asker make the request: each office counts its numbers anew every year.
    """
    if known is not None and request is not None and _identify(known) != _identify(request):
        days = {"known_date": write_day(known.date), "request_date": write_day(request.date)}
        raise RequestError(messages.OTHER_REQUEST.format(period=period.name, known=known, request=request, **days))


def _identify(request: Request) -> tuple[str, date, str]:
    """What makes a request this one; its scope, deadline and recipients may be corrected."""
    return clean_line(request.number).casefold(), request.date, clean_line(request.asker).casefold()


def read_request(
    values: Mapping[str, object], *, plan_of: Callable[[int], Plan], today: date, period: Period | None = None
) -> tuple[str, Request]:
    """Read a request: gives the code of its period, and the request.

    `values` has keys of FIELDS, each value as it was typed or as YAML gives it. `plan_of` gives the plan of a year or
    raises PlanError; `today` is the day at the Office. Where the period was chosen elsewhere, first and last day may
    be left out and must else agree with it.

    Raises RequestError with all faults, one a line, each under the title of its field.
    """
    sheet = _Sheet(values)
    texts = {name: sheet.read(name, _read_line, most) for name, most in (("number", 100), ("asker", 200))}
    texts["scope"] = sheet.read("scope", _read_line, 500)
    dated, deadline = sheet.read("date", _read_day), sheet.read("deadline", _read_day)
    codes = sheet.read("recipients", _read_codes)
    _check_days(sheet, dated, deadline, today)
    period = period or _read_period(sheet)
    if period is not None and _is_window_sane(sheet, period, deadline, today):
        recipients = _check_against_plan(sheet, period, codes or (), plan_of)
    else:
        recipients = _check_codes(sheet, codes or (), (dated or today).year, plan_of)
    if period is None or sheet.faults:
        raise RequestError(sheet.list_faults())
    known = {"date": dated, "deadline": deadline, "recipients": recipients}
    return period.code, Request.model_validate(texts | known)


class _Sheet:
    """What was written, and the faults found in it so far."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values
        self.faults: list[tuple[str, str]] = []
        for name in values:
            if name not in FIELDS:
                self.add(name, messages.UNKNOWN_FIELD)

    def add(self, name: str, fault: str) -> None:
        """Note a fault of a field."""
        self.faults.append((name, fault))

    def list_faults(self) -> str:
        """The message for the person who wrote it: one fault a line, in the order of the form."""
        titles = {name: AdHocForm.model_fields[name].title for name in FIELDS}
        lines = [
            messages.FAULT.format(title=titles.get(name) or clean_line(name)[:60], fault=fault)
            for name, fault in sorted(self.faults, key=lambda each: (*FIELDS, each[0]).index(each[0]))
        ]
        return "\n".join([messages.REFUSED.format(count=len(lines)), *lines])

    def read(self, name: str, read: Callable[..., T], *more: object) -> T | None:
        """The value of a field; None, with a fault noted, when it cannot be used."""
        try:
            return read(self.values.get(name), *more)
        except ValueError as error:
            self.add(name, str(error))
            return None


def _read_line(value: object, most: int) -> str:
    if isinstance(value, Mapping | list | tuple | set):
        raise ValueError(messages.NOT_TEXT)  # noqa: TRY004 (a fault of the request, not of the program)
    text = clean_line(str(value)) if value is not None else ""
    if not text:
        raise ValueError(messages.MISSING)
    if len(text) > most:
        raise ValueError(messages.TOO_LONG.format(count=len(text), most=most))
    return text


def _read_day(value: object) -> date:
    """A day as YAML, a date picker or a person writes it; a moment with its zone is the day at the Office."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = _read_line(value.isoformat() if isinstance(value, datetime) else value, 100)
    try:
        if "T" in text:
            at = datetime.fromisoformat(text)
            return at.date() if at.tzinfo is None else at.astimezone(OFFICE_ZONE).date()
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _WRITTEN.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except (ValueError, OverflowError):
        raise ValueError(messages.IMPOSSIBLE_DAY.format(text=text[:40])) from None
    raise ValueError(messages.NOT_A_DAY.format(text=text[:40]))


def _read_codes(value: object) -> tuple[str, ...]:
    """Codes of recipients, as a list or in one line; none means all."""
    listed = [value] if isinstance(value, str) else value
    if listed is None:
        return ()
    if not isinstance(listed, list | tuple):
        raise ValueError(messages.NOT_A_LIST)  # noqa: TRY004 (as above)
    parts = (clean_line(part) for each in listed for part in re.split(r"[,;\n]", str(each)))
    return tuple(part for part in parts if part)


def _read_period(sheet: _Sheet) -> Period | None:
    """The period of the window that was asked for; None when a fault was noted."""
    first, last = sheet.read("first", _read_day), sheet.read("last", _read_day)
    if first is None or last is None:
        return None
    if first > last:
        sheet.add("last", messages.BEFORE_FIRST.format(first=write_day(first), last=write_day(last)))
        return None
    return parse_period(f"{first}..{last}")


def _is_window_sane(sheet: _Sheet, period: Period, deadline: date | None, today: date) -> bool:
    """Whether the window is one that somebody may mean: a slip in the year makes it too long or lets it lie ahead."""
    if period.window is None:
        return True
    first, last = period.window
    count, most = (last - first).days + 1, _LONGEST_WINDOW_DAYS
    if count > most:
        sheet.add(
            "last", messages.TOO_MANY_DAYS.format(first=write_day(first), last=write_day(last), count=count, most=most)
        )
        return False
    if deadline is not None and last > today and last - deadline > _LONGEST_ESTIMATE:
        sheet.add(
            "last",
            messages.BEYOND_DEADLINE.format(
                last=write_day(last), deadline=write_day(deadline), most=_LONGEST_ESTIMATE.days
            ),
        )
        return False
    return True


def _check_days(sheet: _Sheet, dated: date | None, deadline: date | None, today: date) -> None:
    if dated is not None and dated > today:
        sheet.add("date", messages.FUTURE.format(day=write_day(dated), today=write_day(today)))
    if dated is not None and deadline is not None and deadline < dated:
        sheet.add("deadline", messages.BEFORE_REQUEST.format(day=write_day(deadline), date=write_day(dated)))


def _check_against_plan(
    sheet: _Sheet, period: Period, codes: tuple[str, ...], plan_of: Callable[[int], Plan]
) -> tuple[str, ...]:
    """The recipients as the plan writes their codes; notes what its period and recipients do not agree with."""
    try:
        plan = plan_of(period.year)
    except PlanError as error:
        sheet.add(messages.PLAN, str(error))
        return ()
    dates = find_period_dates(plan, period)
    if dates is None:
        sheet.add(messages.PLAN, messages.NO_PERIOD.format(period=period.name))
        return ()
    for name, own in (("first", dates.window_start), ("last", dates.window_end)):
        written = sheet.read(name, _read_day) if sheet.values.get(name) else own
        if written is not None and written != own:
            sheet.add(name, messages.OTHER_WINDOW.format(day=write_day(written), own=write_day(own)))
    return _find_recipients(sheet, plan, codes, dates.window_end)


def _check_codes(sheet: _Sheet, codes: tuple[str, ...], year: int, plan_of: Callable[[int], Plan]) -> tuple[str, ...]:
    """The recipients alone, by a year near the request's, while nobody knows which window is meant."""
    with suppress(PlanError):
        return _find_recipients(sheet, plan_of(year), codes, None)
    return ()


def _find_recipients(sheet: _Sheet, plan: Plan, codes: tuple[str, ...], day: date | None) -> tuple[str, ...]:
    """The recipients' codes as the plan writes them; whether they are valid is judged at the window's end."""
    written = {each.code.casefold(): each for each in plan.recipients}
    valid = [each.code for each in plan.recipients if day is None or each.is_valid_on(day)]
    unknown = [code for code in dict.fromkeys(codes) if code.casefold() not in written]
    named = [written[code.casefold()] for code in codes if code.casefold() in written]
    expired = [each.code for each in named if each.code not in valid]
    if unknown:
        known = ", ".join(each.code for each in plan.recipients)
        sheet.add("recipients", messages.UNKNOWN_RECIPIENTS.format(codes=_quote(unknown), year=plan.year, known=known))
    if expired and day is not None:
        told = {"codes": _quote(expired), "day": write_day(day), "known": ", ".join(valid)}
        sheet.add("recipients", messages.EXPIRED_RECIPIENTS.format(**told))
    return tuple(dict.fromkeys(each.code for each in named))


def _quote(codes: list[str]) -> str:
    return ", ".join(f"“{code[:40]}”" for code in codes)


def clean_line(text: str) -> str:
    """One line of what a reader sees; a formula or markup is words like any other."""
    seen = (" " if char.isspace() else char for char in text)
    kept = "".join(char for char in seen if unicodedata.category(char) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", kept).split())
