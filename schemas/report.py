"""The consolidated report as data: exactly report.json of design 4.3, and what the official page is rendered from."""

from datetime import date, datetime

from pydantic import Field

from schemas.adjustment import ReportAdjustment
from schemas.base import Word
from schemas.document import Finding
from schemas.request import Request
from schemas.submission import FiledDocument, Quantity
from schemas.values import (
    ActivityChangeKind,
    CellState,
    CheckStatus,
    ComparedWith,
    ComparisonChoice,
    DraftOrigin,
    MissingReason,
    Precision,
    QuestionKind,
    Scope,
    SourceKind,
)


class ReportSubmission(Word):
    """One row of the register of sources."""

    id: str
    unit: str | None
    files: tuple[FiledDocument, ...]
    source: SourceKind
    declared_by: str | None
    received_at: datetime
    late: bool
    status: CheckStatus
    superseded_by: str | None
    number: str | None = Field(default=None, description="of the unit's document; its signed copy's when there is one")
    dated: date | None = None
    signer: str | None = None
    assigned: bool = Field(
        default=False,
        description="tells itself of another period and was given to this one by a person: it says nothing of when the "
        "unit first reported, unless nothing else counts",
    )
    letterheads: tuple[str, ...] = Field(
        default=(), description="locators of tables that only lay out the head of a page: nobody counts them"
    )


class SignedCopy(Word):
    """A signed report and its working copy that came as two submissions: one report, whose figures may differ."""

    working: str = Field(description="submission id of the working copy, whose words are taken")
    signed: str = Field(description="submission id of the signed copy, which gives number, date and signer")
    only_working: tuple[str, ...] = Field(default=(), description="figures that the signed copy does not have")
    only_signed: tuple[str, ...] = Field(default=(), description="figures that the working copy does not have")
    counted: str | None = Field(description="whose words count; None: the figures differ and nobody has decided")


class CoverageCell(Word):
    """Unit x item."""

    state: CellState
    reason: MissingReason | None = None


class ItemCoverage(Word):
    """One item over all units: the best state (reported > nothing > empty > missing), activities, aspects."""

    state: CellState
    activities: int
    aspects: dict[str, bool]


class Coverage(Word):
    """Tình hình báo cáo theo nội dung."""

    cells: dict[str, dict[int, CoverageCell]]
    items: dict[int, ItemCoverage]
    expected_units: int
    reported_units: int
    on_time_units: int


class ReportActivity(Word):
    """One activity of the merged report, with the unit and the place it came from."""

    id: str
    unit: str
    item: int
    text: str
    locator: str
    sha256: str
    dates: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    countries: tuple[str, ...] = Field(default=(), description="as people write them, each once")
    partners: tuple[str, ...] = Field(default=(), description="bodies with which it was done, as written")
    printed: bool = Field(default=True, description="False: no concrete result; the release copy leaves it out")
    adjusted_text: str | None = Field(
        default=None, description="the sentence with its adjusted figures, as it is printed; None: as written"
    )
    planned: bool = Field(default=False, description="tells only what is still to be done: no result of the period")


class Total(Word):
    """A sum over quantities of one indicator, measure family, scope and, of cumulative ones, start."""

    item: int
    indicator: str
    measure: str
    scope: Scope
    since: str | None = Field(
        default=None,
        description="from when a cumulative figure counts, as a unit writes it; None where no report says it, and in "
        "drafts of versions that added figures of several starts",
    )
    value: int | float
    precision: Precision
    parts: tuple[tuple[str, int], ...] = Field(description="(activity id, index of the quantity) of each part")
    measures: tuple[tuple[str, int | float], ...] = Field(
        default=(), description="(measure as written, its sum) of a family whose parts are written in several ways"
    )
    adjusted_from: int | float | None = None
    disputed: bool = False
    estimate: bool = False


class DoubleClaim(Word):
    """Two activities that may be one."""

    activities: tuple[str, str] = Field(description="ids, by unit code and text: the first one of ClaimChoice is [0]")
    score: float
    counted: str | None = Field(
        default=None, description="id of the one that counts, or 'both'; None until a person decides"
    )

    @property
    def dropped(self) -> str | None:
        """Id of the one for which the other counts; None while both do."""
        if self.counted not in self.activities:
            return None
        return next(each for each in self.activities if each != self.counted)


class ComparedPeriod(Word):
    """With what a report is compared: the period, and which issued version; None when there is none."""

    against: ComparedWith
    period: str
    version: int | None = Field(
        default=None, description="None: no report of that period was issued, so nothing is compared"
    )
    issued_on: date | None = Field(default=None, description="when that version was approved or sent, in Việt Nam")
    drafted: bool = Field(default=False, description="a report of that period was drafted, but none is known as issued")
    notes: tuple[str, ...] = Field(
        default=(), description="what limits the comparison, in words for people: units and items of one side only"
    )
    new: int = Field(default=0, description="activities of units that reported then, with nothing like them then")
    dropped: int = Field(default=0, description="activities then of units that reported now, with nothing like them")


class UnitFigure(Word):
    """What one unit has in a compared total, where it is smaller than what was issued of the same unit before."""

    unit: str
    value: int | float
    scope: Scope = Field(description="of `value`")
    base: int | float
    base_scope: Scope
    asked: bool = Field(default=True, description="asked about by itself; else its total is")
    decision: ComparisonChoice | None = None


class Comparison(Word):
    """One total beside what was issued before. Only the same indicator, measure family and scope are compared."""

    against: ComparedWith
    period: str
    item: int
    indicator: str
    measure: str
    scope: Scope
    since: str | None = Field(default=None, description="of a cumulative `value`: from when it counts")
    base_since: str | None = Field(default=None, description="the same of `base`")
    value: int | float | None = Field(description="now; None: the indicator has no figure any more")
    base: int | float | None = Field(description="as issued, adjustments included; None: it had no figure then")
    change: int | float | None = Field(description="value - base; None when one of them is missing")
    ratio: float | None = Field(default=None, description="change / base; None without a base other than 0")
    precision: Precision = Precision.EXACT
    estimate: bool = False
    base_precision: Precision = Precision.EXACT
    base_estimate: bool = False
    comparable: bool = Field(
        default=True,
        description="False: cumulative figures of other units or from other days on, or an unchanged stock; no "
        "change is told",
    )
    base_disputed: bool = Field(default=False, description="the base was in an undecided double claim when issued")
    base_adjusted: bool = Field(default=False, description="the base was changed by a person before it was issued")
    below: tuple[UnitFigure, ...] = Field(default=(), description="units whose figure is below their own half-year's")
    other_scope: Scope | None = Field(default=None, description="in which alone the year has a figure")
    other_value: int | float | None = Field(default=None, description="that figure; `value` is None then")
    suspect: bool = Field(default=False, description="the year's figure is smaller than what was issued for its half")
    decision: ComparisonChoice | None = Field(default=None, description="what a person said of a suspect figure")


class ActivityChange(Word):
    """An activity that has nothing like it in the report compared with. Only the first of many are listed."""

    against: ComparedWith
    kind: ActivityChangeKind
    unit: str
    item: int
    text: str
    activity: str | None = Field(default=None, description="id of a new one; None for one of the report then")


class Material(Word):
    """A unit's sentence offered for a section that people write."""

    section: str
    unit: str
    text: str
    locator: str
    sha256: str


class ReportFinding(Finding):
    """A finding with the submission it belongs to."""

    unit: str | None = None
    submission: str | None = None


class ReportDecision(Word):
    """A decision (quyết định) of a person that a report follows, in words for people."""

    kind: QuestionKind
    submission: str | None = Field(default=None, description="id of the submission that the question was about")
    about: str = Field(description="the question's words")
    evidence: str | None = Field(default=None, description="the source sentence, as written")
    chosen: str = Field(description="label of the chosen candidate")
    decided_by: str
    recorded_by: str
    note: str | None = None
    decided_at: datetime


class Report(Word):
    """Everything that stands in the rendered files."""

    period: str
    version: int
    origin: DraftOrigin = DraftOrigin.RENDERED
    plan_sha256: str
    request: Request | None = None
    submissions: tuple[ReportSubmission, ...]
    coverage: Coverage
    missing_units: tuple[str, ...]
    activities: tuple[ReportActivity, ...]
    totals: tuple[Total, ...]
    double_claims: tuple[DoubleClaim, ...]
    adjustments: tuple[ReportAdjustment, ...] = ()
    compared: tuple[ComparedPeriod, ...] = ()
    comparison: tuple[Comparison, ...] = ()
    activity_changes: tuple[ActivityChange, ...] = ()
    signed_copies: tuple[SignedCopy, ...] = ()
    returned_items: tuple[tuple[str, int], ...] = Field(
        default=(), description="(unit, item) that a person returned of a report that counts; the cell is missing"
    )
    decisions: tuple[ReportDecision, ...] = Field(default=(), description="in the order in which they were made")
    findings: tuple[ReportFinding, ...] = ()
    material: tuple[Material, ...] = ()
    estimate: bool = Field(default=False, description="figures are estimates: a deadline lies before the window's end")
    example: bool = Field(default=False, description="made from the shipped examples")
