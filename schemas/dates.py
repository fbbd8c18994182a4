"""Dates of a period as the plan gives them, and what falls due on them. Keeps out what the ledger knows."""

import datetime as dt

from pydantic import Field

from schemas.base import Word
from schemas.values import ReportKind


class ReportDates(Word):
    """One report that the plan asks for, with every date that matters to it; each is a whole day at the Office."""

    period: str
    kind: ReportKind
    window_start: dt.date
    window_end: dt.date
    opens_date: dt.date = Field(description="the period is opened: units may be asked, the day's page is mailed")
    unit_due_date: dt.date = Field(description="last day for units to reach the Office")
    draft_date: dt.date = Field(description="first working day after the units' deadline: the report is made")
    office_due_date: dt.date = Field(description="last day for the Office to reach UBND")
    watched_until: dt.date = Field(description="until then the period stands on the day's page and is worked daily")
    confirm: bool = Field(default=False, description="the deadlines are assumed, nobody has confirmed them")
