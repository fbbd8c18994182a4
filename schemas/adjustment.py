"""An adjustment (điều chỉnh số liệu): a figure that a person changed, who asked for it, and where it stands now."""

from datetime import datetime

from pydantic import Field

from schemas.base import Word
from schemas.values import AdjustmentChannel, AdjustmentState, Scope


class Adjustment(Word):
    """One recorded change of a unit's figure, or of a total when `unit` is None."""

    id: int
    period: str
    unit: str | None = Field(description="whose figure; None: the total itself")
    item: int
    indicator: str | None = Field(description="None: a figure that is only quoted; never of a total")
    measure: str = Field(description="as written for a figure, the family for a total")
    scope: Scope
    activity_key: str | None = Field(description="schemas.subjects.make_activity_key of its sentence; None for a total")
    activity_text: str | None = Field(description="the sentence when it was adjusted")
    old: int | float
    new: int | float
    asked_by: str
    channel: AdjustmentChannel
    why: str
    recorded_by: str
    recorded_at: datetime


class ReportAdjustment(Adjustment):
    """An adjustment as a report applies it."""

    state: AdjustmentState
    found: int | float | None = Field(description="what the units' reports say now, before the change; None: not found")
    activity: str | None = Field(default=None, description="id of the activity whose figure was changed")
