"""What the day's page tells: open periods, next dates, sources, warnings. Names, counts and dates; no unit's text."""

import datetime as dt

from pydantic import Field

from schemas.base import Word
from schemas.dates import ReportDates
from schemas.values import DeliveryState, DraftState, PeriodState, SourceKind, UnitState


class NextDate(Word):
    """One coming day of the plan."""

    date: dt.date
    period: str
    what: str = Field(description="Vietnamese, e.g. `Hạn đơn vị gửi báo cáo`")
    confirm: bool = Field(default=False, description="assumed, not yet confirmed by a person")


class SourceHealth(Word):
    """When a source was last looked at, and with what success. `could not look` is not `nothing new`."""

    name: str
    kind: SourceKind
    looked_at: dt.datetime | None
    succeeded_at: dt.datetime | None
    newest_at: dt.datetime | None = Field(description="arrival of the newest item that it ever gave")
    failure: str | None = Field(default=None, description="why the last look failed, Vietnamese")


class UnitToday(Word):
    """One unit in one period."""

    name: str
    state: UnitState
    days_late: int = 0


class DeliveryToday(Word):
    """What became of the newest draft at one recipient."""

    recipient: str = Field(description="the recipient's name")
    state: DeliveryState


class PeriodToday(Word):
    """One period that people work on today."""

    period: str
    name: str
    state: PeriodState
    dates: ReportDates | None = Field(description="None for an ad hoc period")
    due_at: dt.datetime | None = Field(description="end of the units' last day")
    expected_units: int
    reported_units: int
    on_time_units: int
    units: tuple[UnitToday, ...]
    questions: int = Field(description="matters that wait for a person")
    draft_version: int | None = None
    draft_state: DraftState | None = None
    deliveries: tuple[DeliveryToday, ...] = ()
    next_steps: tuple[str, ...] = Field(description="what a person does next, most urgent first")
    example: bool = False


class Today(Word):
    """The day's page of the Office."""

    at: dt.datetime
    periods: tuple[PeriodToday, ...]
    next_dates: tuple[NextDate, ...]
    sources: tuple[SourceHealth, ...]
    warnings: tuple[str, ...] = Field(default=(), description="what endangers the reporting, one sentence each")
    example: bool = Field(default=False, description="everything here comes from the shipped examples")
