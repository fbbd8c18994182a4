"""The plan as data: what an officer edits in plans/<year>.yaml. Facts that change live here, never in code."""

from datetime import date

from pydantic import Field

from schemas.base import Word
from schemas.model import ItemModel
from schemas.period import Period
from schemas.values import ReleaseRule, ReportKind


class Aspect(Word):
    """A named part of an item (nội dung cụ thể) that is covered or not."""

    id: str
    title: str
    words: tuple[str, ...] = Field(description="words that show it in a report's sentence")


class Indicator(Word):
    """What may be added up (chỉ tiêu): an item, a measure family and the words that decide."""

    id: str
    title: str
    measure: str = Field(description="the measure family in which it is counted")
    words: tuple[str, ...] = Field(default=(), description="at least one of these in the clause")
    without: tuple[str, ...] = Field(default=(), description="none of these in the clause")


class Measure(Word):
    """A measure family: `tin, bài` counts what is written as tin, bài or tin bài."""

    name: str
    parts: tuple[str, ...] = Field(description="the measures as written that belong to it")


class PlanItem(Word):
    """One of the plan's numbered items (nội dung)."""

    number: int
    title: str = Field(description="short title, the heading in the report")
    text: str = Field(description="the plan's own sentence")
    aliases: tuple[str, ...] = Field(description="short headings that units use for it")
    aspects: tuple[Aspect, ...]
    indicators: tuple[Indicator, ...] = ()


class Unit(Word):
    """Who must report (phòng, đơn vị)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    document_codes: tuple[str, ...] = Field(
        default=(), description="what follows the / in its document numbers: BC-TTNC"
    )
    senders: tuple[str, ...] = Field(default=(), description="exact mail addresses")
    folder: str | None = Field(default=None, description="name of its folder in the shared folder")
    items: tuple[int, ...] = Field(description="plan items assigned to it")
    head: str | None = Field(default=None, description="whom the Office telephones when the report is missing")
    telephone: str | None = None
    receipts: bool = Field(default=True, description="answer each of its reports by a mail")
    reminders: bool = Field(default=True, description="remind it by mail before the deadline")
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def address(self) -> str | None:
        """Where mails to the unit go: the first of its senders."""
        return self.senders[0] if self.senders else None

    def is_valid_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Recipient(Word):
    """Who gets the consolidated report."""

    code: str
    name: str
    address: str
    release: dict[ReportKind, ReleaseRule] = Field(description="release rule per kind of report")
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether the recipient exists on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class PlanPeriod(Word):
    """One period of the plan: its data window and both deadlines, each a whole day."""

    period: str
    window_start: date
    window_end: date
    unit_due_date: date = Field(description="last day for units to reach the Office")
    office_due_date: date = Field(description="last day for the Office to reach UBND")
    confirm: bool = Field(default=False, description="True: assumed, a person must confirm the deadlines")


class Section(Word):
    """One section of the consolidated report's outline."""

    id: str
    heading: str
    written_by: str = Field(
        description="items: from the six items; material: from units' sentences; people: units' sentences are internal"
    )
    aliases: tuple[str, ...] = Field(default=(), description="headings that units use for it")
    subsections: tuple["Section", ...] = ()


class Outline(Word):
    """Abstract and sections per kind of report; {period}, {next} and the request's fields may stand in the texts."""

    abstracts: dict[ReportKind, str]
    opening: str
    closing: str
    no_result: str = Field(description="the neutral sentence for an item without results")
    sections: tuple[Section, ...]


class Basis(Word):
    """A document that the report cites."""

    name: str
    number: str | None = None
    issued_date: date | None = None
    issuer: str | None = None
    subject: str | None = None


class Issuer(Word):
    """Who issues the report: the head of the page, the number's ending, the signer."""

    parent: str
    name: str
    place: str
    number_suffix: str = Field(description="Số: .../<suffix>")
    addressee: str = Field(description="Kính gửi: ...")
    position: str
    on_behalf: str | None = Field(default=None, description="e.g. KT. GIÁM ĐỐC above the position")
    signer: str
    archive_line: str = Field(description="last line of Nơi nhận, e.g. Lưu: VT, VP.")
    copies: tuple[str, ...] = Field(default=(), description="further lines of Nơi nhận")


class Office(Word):
    """Who answers for the report at the Office."""

    name: str
    unit: str = Field(description="unit code of the Office")
    address: str
    officer: str | None = Field(default=None, description="whom units ask about their reports")
    telephone: str | None = None
    morning_page: bool = Field(default=True, description="mail the day's page each working morning of an open period")


class Calendar(Word):
    """Working days beyond the law's holidays, and how long before and after its deadlines a period is worked on."""

    days_off: tuple[date, ...] = Field(default=(), description="further days off, e.g. swapped or local ones")
    working_days: tuple[date, ...] = Field(default=(), description="weekend days or holidays that are worked")
    open_before: int = Field(default=15, ge=0, le=200, description="working days from opening to the units' deadline")
    watch_after: int = Field(default=5, ge=0, le=60, description="working days after the Office's deadline")


class Receipts(Word):
    """Answers to the units about what came (thư báo nhận)."""

    enabled: bool = True
    most_per_day: int = Field(default=20, ge=1, le=500, description="to one address; what is beyond waits")


class Reminders(Word):
    """Mails to the units that have not reported (thư nhắc)."""

    opening: bool = Field(default=True, description="announce the period when it opens, with the form")
    before: tuple[int, ...] = Field(default=(5, 2), description="working days before the units' deadline, 0 on its day")
    overdue_mail: bool = Field(default=False, description="also remind by machine after the deadline")


class Plan(Word):
    """One year's plan."""

    year: int
    title: str
    superior: Basis = Field(description="the provincial plan that it executes")
    own: Basis = Field(description="the department's own plan; number and date may be unknown")
    legal_basis: tuple[Basis, ...] = ()
    budget: str
    issuer: Issuer
    office: Office
    items: tuple[PlanItem, ...]
    measures: tuple[Measure, ...]
    units: tuple[Unit, ...]
    recipients: tuple[Recipient, ...]
    periods: tuple[PlanPeriod, ...]
    calendar: Calendar = Calendar()
    receipts: Receipts = Receipts()
    reminders: Reminders = Reminders()
    outline: Outline
    sha256: str = Field(default="", description="of the plan file's bytes, set by the loader")
    model: ItemModel | None = Field(
        default=None, repr=False, description="files sentences without heading; set by the loader"
    )

    def find_unit(self, code: str) -> Unit | None:
        """The unit with that code, or None."""
        return next((unit for unit in self.units if unit.code == code), None)

    def find_period(self, period: Period) -> PlanPeriod | None:
        """The plan's entry for a period, or None."""
        return next((entry for entry in self.periods if entry.period == period.code), None)

    def indicators(self) -> dict[str, tuple[PlanItem, Indicator]]:
        """Indicator id -> (its item, the indicator)."""
        return {ind.id: (item, ind) for item in self.items for ind in item.indicators}
