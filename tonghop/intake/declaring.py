"""What a person declares of a report that came by hand: unit, way, time, who; as typed, or as the name of a folder.

Every value is read strictly, and all faults are told at once. Keeps out the files themselves (hand, named_files).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import Field

from schemas.base import Word
from schemas.days import write_moment
from schemas.period import parse_period
from schemas.plan import Unit
from schemas.request import ReceiveForm
from schemas.values import HandChannel
from tonghop.intake import messages
from tonghop.plan.dates import OFFICE_ZONE
from tonghop.plan.requests import clean_line

OLD_DAYS = 60
"""A report that came longer ago is rather a slip in the date: a person confirms it."""
_CLOCK_TOLERANCE = timedelta(minutes=5)
_OPTIONAL = ("period", "note")
_LONGEST_NOTE = 500
_DATE = (
    r"(?:(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})[-./](?P<month2>\d{1,2})[-./](?P<year2>\d{4}))"
)
_TIME = r"(?P<hour>\d{1,2})(?:\s?(?:[:.]|h|g|giờ)\s?(?P<minute>\d{2})(?:\s?(?:phút|:\d{2}))?|\s?(?:h|giờ))"
_BETWEEN = r"(?:[\s,_T-]|ngày|lúc)+"
_END = r"(?![:.]?\d)(?=[\W_]|$)"
_MOMENT = tuple(
    re.compile(rf"\s*(?:lúc\s+)?{first}{_BETWEEN}{second}{_END}[\s,_-]*", re.IGNORECASE)
    for first, second in ((_DATE, _TIME), (_TIME, _DATE))
)
_CHANNEL_NAMES = {
    HandChannel.ZALO: ("zalo",),
    HandChannel.DOCUMENT_SYSTEM: (
        "he thong quan ly van ban",
        "quan ly van ban",
        "he thong van ban",
        "qlvb",
        "qlvbdh",
        "ioffice",
        "voffice",
        "truc lien thong",
    ),
    HandChannel.USB: ("usb",),
    HandChannel.PAPER: ("ban giay", "giay", "van thu", "buu dien"),
    HandChannel.PHONE: ("dien thoai", "goi dien"),
}

T = TypeVar("T")


class DeclarationError(Exception):
    """What was declared cannot be recorded; the message is Vietnamese, one fault a line under its field's title."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        """`faults` are (field of `ReceiveForm`, what is wrong with it)."""
        titles = {name: field.title or name for name, field in ReceiveForm.model_fields.items()}
        ordered = sorted(faults, key=lambda each: list(titles).index(each[0]))
        lines = [messages.DECLARED_FAULT.format(title=titles[name], fault=fault) for name, fault in ordered]
        super().__init__("\n".join([messages.DECLARED_REFUSED.format(count=len(lines)), *lines]))
        self.faults = tuple(faults)


class Declaration(Word):
    """What a person says of a report that came by hand."""

    unit: str = Field(description="unit code")
    channel: HandChannel
    received_at: datetime = Field(description="aware")
    declared_by: str = Field(repr=False)
    period: str | None = None
    note: str = Field(default="", repr=False)


def describe_moment(at: datetime) -> str:
    """A time as people at the Office say it: `16:50 ngày 18/6/2024`."""
    return write_moment(at.astimezone(OFFICE_ZONE))


def fold_name(name: str) -> str:
    """Words in lower case without accents and punctuation, by which names of folders are compared."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return " ".join(re.findall(r"[^\W_]+", "".join(char for char in plain if not unicodedata.combining(char))))


def find_channel(text: str) -> HandChannel | None:
    """The way of arrival by its value, its label or another usual name."""
    name = fold_name(text)
    for channel, names in _CHANNEL_NAMES.items():
        if name in (fold_name(channel.value), fold_name(channel.label), *names):
            return channel
    return None


def split_moment(text: str) -> tuple[datetime, str] | None:
    """The day and time at the Office with which a text begins, and what follows; None when it begins otherwise."""
    for pattern in _MOMENT:
        if found := pattern.match(text):
            year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day"))
            try:
                at = datetime(year, month, day, int(found["hour"]), int(found["minute"] or 0), tzinfo=OFFICE_ZONE)
            except ValueError:
                return None
            return at, text[found.end() :].strip()
    return None


def read_declaration(form: ReceiveForm, units: Sequence[Unit], *, now: datetime) -> Declaration:
    """Read what was typed; `units` are those of the plan.

    Raises DeclarationError with every fault.
    """
    faults: list[tuple[str, str]] = []

    def read(name: str, read_text: Callable[[str], T], *, most: int = 100) -> T | None:
        text = clean_line(getattr(form, name))
        fault = messages.DECLARED_MISSING if not text and name not in _OPTIONAL else None
        if len(text) > most:
            fault = messages.DECLARED_TOO_LONG.format(count=len(text), most=most)
        try:
            if fault is None:
                return read_text(text)
        except ValueError as error:
            fault = str(error)
        faults.append((name, fault))
        return None

    told = {
        "unit": read("unit", lambda text: _read_unit(text, units)),
        "channel": read("channel", _read_channel),
        "received_at": read("received_at", lambda text: _read_moment(text, now, is_confirmed=form.confirmed)),
        "declared_by": read("by", str),
        "period": read("period", _read_period),
        "note": read("note", str, most=_LONGEST_NOTE),
    }
    if faults:
        raise DeclarationError(faults)
    return Declaration.model_validate(told)


def _read_unit(text: str, units: Sequence[Unit]) -> str:
    for unit in units:
        if text.casefold() == unit.code.casefold():
            return unit.code
    known = ", ".join(unit.code for unit in units)
    raise ValueError(messages.DECLARED_UNIT.format(text=text[:40], known=known))


def _read_channel(text: str) -> HandChannel:
    channel = find_channel(text)
    if channel is None:
        known = ", ".join(each.label for each in HandChannel)
        raise ValueError(messages.DECLARED_CHANNEL.format(text=text[:40], known=known))
    return channel


def _read_moment(text: str, now: datetime, *, is_confirmed: bool) -> datetime:
    at = _parse_moment(text)
    if at is None:
        raise ValueError(messages.DECLARED_NO_MOMENT.format(text=text[:40]))
    if at > now + _CLOCK_TOLERANCE:
        raise ValueError(messages.DECLARED_AHEAD.format(moment=describe_moment(at), now=describe_moment(now)))
    if is_old(at, now) and not is_confirmed:
        raise ValueError(
            messages.DECLARED_OLD.format(moment=describe_moment(at), days=OLD_DAYS, confirm=messages.DECLARED_CONFIRM)
        )
    return min(at, now)


def _parse_moment(text: str) -> datetime | None:
    found = split_moment(text)
    if found is not None and not found[1]:
        return found[0]
    if "T" not in text:
        return None
    try:  # as a date picker writes it, with or without its zone
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=OFFICE_ZONE)


def _read_period(text: str) -> str | None:
    return parse_period(text.upper()).code if text else None


def is_old(at: datetime, now: datetime) -> bool:
    """Whether a time of arrival is so long ago that the date is rather a slip."""
    return now - at > timedelta(days=OLD_DAYS)
