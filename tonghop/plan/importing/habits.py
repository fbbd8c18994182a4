"""What an office keeps from year to year and no plan's text tells: calendar, measures, mails, the report's outline.

Each is the base plan's, or else the program's own, and noted as such. Keeps out what the text tells (completing).
"""

from typing import Any

from schemas.plan import Calendar, Plan, Receipts, Reminders
from tonghop.plan.importing import messages as m
from tonghop.plan.importing.facts import PlanText
from tonghop.plan.importing.names import fold
from tonghop.plan.importing.notes import Notes


def complete_calendar(text: PlanText, base: Plan | None, notes: Notes) -> Calendar:
    """The base plan's habits; its days only when they are days of this year."""
    calendar = base.calendar if base else Calendar()
    days = {
        name: tuple(day for day in getattr(calendar, name) if day.year == text.year)
        for name in ("days_off", "working_days")
    }
    if base:
        notes.taken.append(m.TAKEN_CALENDAR)
    if not any(days.values()) and text.year is not None:
        notes.missing.append(m.GAP_DAYS.format(year=text.year))
    return calendar.model_copy(update=days)


def take_mails(base: Plan | None, notes: Notes) -> dict[str, Any]:
    """How units are answered and reminded: the base plan's habits, else the program's."""
    if base:
        notes.taken.append(m.TAKEN_MAILS)
    notes.comments |= m.COMMENT_MAILS
    receipts, reminders = (base.receipts, base.reminders) if base else (Receipts(), Reminders())
    return {
        "receipts": receipts.model_dump(),
        "reminders": reminders.model_dump() | {"before": list(reminders.before)},
    }


def take_measures(base: Plan | None, notes: Notes) -> list[dict[str, Any]] | None:
    """The base plan's families of measures."""
    if base is None:
        notes.lack("measures")
        return None
    notes.taken.append(m.TAKEN_MEASURES)
    return [{"name": measure.name, "parts": list(measure.parts)} for measure in base.measures]


def take_outline(text: PlanText, base: Plan | None, notes: Notes) -> dict[str, Any] | None:
    """The base plan's outline; another office's name in its sentences gives way to that of the text."""
    if base is None:
        notes.lack("outline")
        return None
    outline = base.outline.model_dump(mode="json", exclude_defaults=True)
    old, new = base.issuer.name, text.issuer
    if new is None or fold(old) == fold(new):
        notes.taken.append(m.TAKEN_OUTLINE)
        return outline
    notes.taken.append(m.TAKEN_OUTLINE_RENAMED.format(old=old, new=new))
    for name in ("opening", "closing"):
        outline[name] = outline[name].replace(old, new)
    return outline
