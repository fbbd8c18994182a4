"""What the steps of one run give to each other and to the people who watch: counts, ids and reasons, no documents."""

from datetime import datetime

from pydantic import Field

from schemas.base import Word
from schemas.values import DeliveryState, DraftState, PeriodState, UnitState


class SkippedItem(Word):
    """Something in a source that is no submission; people are told why."""

    name: str
    reason: str


class Gathered(Word):
    """What one look at one source brought."""

    source: str
    received: tuple[str, ...] = Field(default=(), description="ids of new submissions")
    skipped: tuple[SkippedItem, ...] = ()
    settling: int = Field(default=0, description="files among the skipped that were saved just now; a later look takes")
    held: int = Field(default=0, description="items that only a person can bring in: too large, not permitted")
    strangers: int = Field(default=0, description="mails whose sender nobody knows yet; a person is asked")
    secrecy_holds: int = Field(default=0, description="items that stop because of a secrecy mark")
    failure: str | None = Field(default=None, description="could not look: that is not the same as nothing new")


class Received(Word):
    """What became of one report that a person brought in by hand."""

    submission: str | None = Field(default=None, description="its id; None when it was not taken in")
    is_new: bool = Field(default=False, description="False: it was there already")
    reason: str | None = Field(default=None, description="why it was not taken in, Vietnamese")


class Drafted(Word):
    """The newest draft of a period."""

    period: str
    version: int
    sha256: str
    directory: str
    is_new: bool


class DeliveryOutcome(Word):
    """What became of one recipient; state is None while the release rule keeps the draft."""

    recipient: str
    state: DeliveryState | None
    reasons: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether somebody must look: everything but what arrived or was written as asked."""
        return self.state not in (DeliveryState.ACCEPTED, DeliveryState.WRITTEN)


class UnitStatus(Word):
    """One unit in one period."""

    unit: str
    state: UnitState
    days_late: int = 0
    submission: str | None = None


class Waiting(Word):
    """Something that a person must do; what only the pages and the terminal show is no part of the contract."""

    what: str
    for_whom: str = Field(serialization_alias="for")
    how: str
    key: str | None = Field(default=None, exclude=True, description="as `inbox decide` and its form take it")
    choices: tuple[str, ...] = Field(default=(), exclude=True, description="each as a person reads and types it")
    of_period: bool = Field(default=True, exclude=True, description="False: about what comes in, whichever period's")


class DraftStatus(Word):
    """One version of a period's report."""

    version: int
    sha256: str
    state: DraftState


class DeliveryStatus(Word):
    """One recipient of one version of a period's report."""

    recipient: str
    version: int
    state: DeliveryState
    reply: str | None = Field(default=None, description="the server's last answer, or why it is held")
    changed_at: datetime | None = None


class Status(Word):
    """Where a period stands: the object of `tonghop status --format json`."""

    period: str
    state: PeriodState
    data_window: tuple[str, ...]
    due_at: datetime | None
    units: tuple[UnitStatus, ...]
    waiting: tuple[Waiting, ...]
    drafts: tuple[DraftStatus, ...]
    deliveries: tuple[DeliveryStatus, ...]
    unconfirmed: int = Field(default=0, exclude=True, description="adjustments that wait for a written confirmation")
