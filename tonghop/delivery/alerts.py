"""Alerts: what went wrong, what it means, what to do, as notices to the people who watch. Pure.

Add here a new cause of an alert. Keeps out when one is posted, and every word of a unit: no text, file name or subject
of what came in ever stands in an alert.
"""

import hashlib
import re
import unicodedata
from datetime import UTC, date, datetime

from schemas.days import write_day, write_moment
from schemas.notice import Notice
from schemas.request import AlertForm
from schemas.today import SourceHealth
from schemas.values import NoticeKind, SourceKind
from tonghop.delivery import messages
from tonghop.delivery.addresses import clean_text
from tonghop.delivery.foreign import clean_foreign, clean_link
from tonghop.plan.dates import OFFICE_ZONE

_MESSAGE_LENGTH = 600
_NAME_LENGTH = 160
_SLUG_LENGTH = 60
_KEY_DIGITS = 24
HIT_KEY_DIGITS = 8
"""So much of a hit's HMAC do people type."""
LAST_CALL_DAYS = 7
"""So many days before a year without a plan begins, it is told a second time."""


def compose_run_alert(form: AlertForm, *, today: date) -> Notice:
    """A run that failed, was cut off or did not start: one mail per cause, deployment and day.

    `today` is the day at the Office.
    """
    name = clean_foreign(form.deployment, _NAME_LENGTH) or messages.ALERT_NO_NAME
    work = messages.ALERT_WORK.get(name, messages.ALERT_OTHER_WORK).format(name=name)
    facts = [(messages.ALERT_RUN, clean_foreign(form.run_name, _NAME_LENGTH))]
    facts += [(messages.ALERT_MESSAGE, clean_foreign(form.message, _MESSAGE_LENGTH))]
    facts += [(messages.ALERT_LINK, clean_link(form.run_url) or "")]
    meaning, steps = messages.ALERT_RUNS[form.cause.value]
    return _compose(
        f"{form.cause.value}-{_make_slug(name)}-{today.isoformat()}",
        messages.ALERT_RUN_SUBJECT.format(work=work, cause=form.cause.label),
        messages.ALERT_RUN_WHAT.format(work=work, cause=form.cause.label, day=write_day(today)),
        "\n".join(label.format(value=value) for label, value in facts if value),
        meaning,
        steps,
        messages.ALERT_BY_HAND if name in messages.ALERT_NO_SCHEDULE else "",
        messages.ALERT_ONCE_A_DAY,
    )


def compose_warning_alert(warning: str, *, today: date) -> Notice:
    """What endangers the reporting, in one of our own sentences that also says what to do.

    One mail per sentence and month: what lasts, or comes again, is told again. `today` is the day at the Office.
    """
    sentence = clean_text(warning)
    return _compose(
        f"warning-{hashlib.sha256(sentence.encode()).hexdigest()[:_KEY_DIGITS]}-{today:%Y-%m}",
        messages.ALERT_WARNING_SUBJECT,
        sentence,
        messages.ALERT_WARNING_STEPS,
    )


def compose_year_alert(year: int, *, today: date) -> Notice:
    """A year without plan file: one mail ahead, one in the last week before it, one when it has begun.

    `today` is the day at the Office.
    """
    days = (date(year, 1, 1) - today).days
    stage = "begun" if days <= 0 else "last-week" if days <= LAST_CALL_DAYS else "ahead"
    return _compose(
        f"no-plan-{year}-{stage}",
        messages.ALERT_YEAR_SUBJECT.format(year=year),
        messages.ALERT_YEAR_BEGUN.format(year=year) if days <= 0 else messages.ALERT_YEAR.format(year=year, days=days),
        messages.ALERT_YEAR_MEANING.format(year=year),
        messages.ALERT_YEAR_STEPS.format(year=year),
    )


def compose_secrecy_alert(
    hit_key: str, kind: SourceKind, at: datetime, *, is_kept: bool = False, is_again: bool = False
) -> Notice:
    """An item that bears a secrecy mark: one mail per item, which says nothing of what it is called or holds.

    `hit_key` is the HMAC by which the ledger remembers the item; `at` the aware time at which it was found; `is_kept`
    tells that the archive holds the original, since the mark was seen only later; `is_again`, that something else lies
    where a resolved item lay: then it is told once more.
    """
    by_hand = kind is SourceKind.HAND
    came = messages.ALERT_SECRECY_BY_HAND if by_hand else messages.ALERT_SECRECY_THROUGH.format(source=kind.label)
    meaning, steps = messages.ALERT_SECRECY_MEANING, messages.ALERT_SECRECY_STEPS
    if is_kept:
        meaning, steps = messages.ALERT_SECRECY_KEPT, messages.ALERT_SECRECY_KEPT_STEPS
    elif by_hand:
        meaning, steps = messages.ALERT_SECRECY_HAND_MEANING, messages.ALERT_SECRECY_HAND_STEPS
    return _compose(
        f"secrecy-{hit_key[:_KEY_DIGITS]}" + (f"-{at.astimezone(UTC):%Y%m%d%H%M%S}" if is_again else ""),
        messages.ALERT_SECRECY_SUBJECT.format(came=came),
        messages.ALERT_SECRECY_WHAT.format(came=came, at=_show_time(at)),
        meaning,
        steps.format(key=hit_key[:HIT_KEY_DIGITS]),
    )


def compose_outgoing_alert(what: str, key: str) -> Notice:
    """Something of ours bears a mark and was kept back: one mail for each, which says nothing of its words.

    `what` names it for people, `key` is that by which it is told once.
    """
    return _compose(
        f"outgoing-{hashlib.sha256(key.encode()).hexdigest()[:_KEY_DIGITS]}",
        messages.ALERT_OUTGOING_SUBJECT.format(what=what),
        messages.ALERT_OUTGOING_WHAT.format(what=what),
        messages.ALERT_OUTGOING_MEANING,
        messages.ALERT_OUTGOING_STEPS,
    )


def compose_source_alert(source: SourceHealth, *, today: date) -> Notice:
    """A source that could not be looked at: one mail per source and day.

    `today` is the day at the Office.
    """
    name = clean_text(source.name)[:_NAME_LENGTH]
    seen = messages.ALERT_SOURCE_SEEN.format(at=_show_time(source.succeeded_at)) if source.succeeded_at else ""
    return _compose(
        f"source-{source.kind.value}-{_make_slug(name)}-{today.isoformat()}",
        messages.ALERT_SOURCE_SUBJECT.format(kind=source.kind.label, name=name),
        messages.ALERT_SOURCE_WHAT.format(kind=source.kind.label, name=name, day=write_day(today)),
        messages.ALERT_SOURCE_CAUSE.format(cause=clean_text(source.failure or "")),
        seen or messages.ALERT_SOURCE_NEVER,
        messages.ALERT_SOURCE_MEANING,
        messages.ALERT_SOURCE_STEPS,
        messages.ALERT_ONCE_A_DAY,
    )


def compose_lost_source_alert(source: SourceHealth) -> Notice:
    """A source that was looked at and that the settings name no longer: one mail per source and last look's day."""
    name = clean_text(source.name)[:_NAME_LENGTH]
    at = source.looked_at
    day = f"{at.astimezone(OFFICE_ZONE):%Y-%m-%d}" if at is not None else "never"
    return _compose(
        f"source-lost-{source.kind.value}-{_make_slug(name)}-{day}",
        messages.ALERT_LOST_SUBJECT.format(kind=source.kind.label, name=name),
        messages.ALERT_LOST_WHAT.format(kind=source.kind.label, name=name, at=_show_time(at) if at is not None else ""),
        messages.ALERT_LOST_STEPS,
    )


def _compose(key: str, subject: str, *paragraphs: str) -> Notice:
    text = "\n\n".join(each for each in paragraphs if each)
    return Notice(kind=NoticeKind.ALERT, key=key, subject=messages.ALERT_SUBJECT.format(subject=subject), text=text)


def _show_time(at: datetime) -> str:
    return write_moment(at.astimezone(OFFICE_ZONE))


def _make_slug(name: str) -> str:
    """A name as a part of a key: lower-case letters without marks, digits and dashes."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH]
