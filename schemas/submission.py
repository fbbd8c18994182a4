"""One unit's report as understood: unit, period, items, activities, quantities, each with its place."""

from datetime import date, datetime

from pydantic import Field

from schemas.base import Word
from schemas.document import Finding
from schemas.values import (
    CellState,
    CheckStatus,
    EvidenceKind,
    HandChannel,
    HoldReason,
    MissingReason,
    Precision,
    Role,
    Scope,
    SourceKind,
)

WHOLE_MAIL, MAIL_TEXT = "thư.eml", "thân thư.txt"
"""What the one document of a mail without attachments is called: the mail as it is, or its text alone."""


class Channel(Word):
    """What the way of arrival tells about the unit. All empty for a bare `tonghop check FILE`."""

    source: SourceKind | None = None
    sender: str | None = Field(default=None, description="the one strict From address, lower case")
    folders: tuple[str, ...] = Field(default=(), description="names of the parent folders, outermost first, NFC")
    unit: str | None = Field(default=None, description="unit code that a person declared (--unit)")
    period: str | None = Field(default=None, description="period code that a person declared (--period)")
    hand: HandChannel | None = Field(default=None, description="how it came, when a person brought it in by hand")
    message_id: str | None = Field(
        default=None, description="of the mail, for answers to it; a hint, never an identity"
    )
    automatic: bool = Field(default=False, description="no mail that may be answered (RFC 3834)")
    subject: str | None = None
    names: tuple[str, ...] = Field(default=(), description="file names, NFC; never decisive alone")


class Evidence(Word):
    """A hint about the unit or the period, with its place."""

    kind: EvidenceKind
    value: str = Field(description="unit code or period code")
    locator: str | None = None
    text: str = Field(description="the words that say so")


class Quantity(Word):
    """One figure as written: value, measure, scope, precision; an indicator of the plan or none."""

    value: int | float
    value_max: int | float | None = Field(default=None, description="upper bound of a range")
    measure: str
    indicator: str | None = None
    scope: Scope = Scope.PERIOD
    precision: Precision = Precision.EXACT
    estimate: bool = Field(default=False, description="flagged 'ước' in the text")
    since: str | None = Field(default=None, description="from when a cumulative figure counts, as written: từ năm 2021")


class ItemCandidate(Word):
    """An item to which a sentence may belong."""

    item: int | None = Field(description="None: to no item of the plan")
    score: float = Field(description="0 to 1; calibrated, the scores of all items and of none add up to 1")


class Filing(Word):
    """Why a sentence without heading belongs where it stands, or why a person must say so."""

    automatic: bool = Field(description="sure enough to be filed without a person")
    candidates: tuple[ItemCandidate, ...] = Field(description="best first, at least two items among them")
    words: tuple[str, ...] = Field(description="what decided, as written, the weightiest first")
    decided_by: str | None = Field(default=None, description="who said so, when a person did")
    held: HoldReason | None = Field(default=None, description="why a person is asked though the best guess is likely")


class Activity(Word):
    """One thing done under one plan item."""

    text: str
    locator: str
    sha256: str = Field(description="of the document in which it stands")
    dates: tuple[date, ...] = ()
    spans: tuple[tuple[date, date], ...] = Field(default=(), description="(first, last day) of ranges of days")
    place: str | None = None
    countries: tuple[str, ...] = Field(default=(), description="as people write them: Lào, Nhật Bản; each once")
    partners: tuple[str, ...] = Field(default=(), description="bodies with which it was done, as written")
    aspects: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    filing: Filing | None = Field(default=None, description="how a sentence without heading got here; None: by heading")
    planned: bool = Field(default=False, description="tells only what is still to be done: no result")


class ItemReport(Word):
    """What one report says of one plan item."""

    state: CellState
    reason: MissingReason | None = None
    activities: tuple[Activity, ...] = ()
    concrete: bool = Field(
        default=True,
        description="False: no event, day or figure, mostly plan wording or future (chưa có kết quả cụ thể)",
    )
    returned: bool = Field(default=False, description="a person returned this item; the rest of the report counts")
    locator: str | None = Field(default=None, description="of the heading or of the declaration of nothing")


class PlacedText(Word):
    """A sentence with its place."""

    text: str
    locator: str
    sha256: str


class UnfiledText(PlacedText):
    """A statement that belongs to no item for certain."""

    context: str = Field(default="", description="words above it that may tell what its figures count")
    filing: Filing | None = Field(default=None, description="None where no model is at hand")


class Doubt(Word):
    """Something that understanding could not settle or noticed; checking words it and judges how serious it is."""

    rule: str = Field(description="id of the finding that checking makes of it")
    locator: str | None = None
    texts: tuple[str, ...] = Field(
        default=(), description="the words concerned, in the order that the rule's message needs"
    )


class PictureFile(Word):
    """A file of a submission in which a picture may bear a mark of secrecy: a scan, or a stamp-like image."""

    name: str = Field(description="of the file, within a container behind the container's name")
    sha256: str = Field(description="of the file itself, also within a container")
    seen: bool = Field(description="a person had seen no mark on it when it was understood")
    stamp: bool = Field(default=False, description="it has text of its own and a stamp-like image; else it is a scan")


class Submission(Word):
    """One report of one unit for one period, as understood; unit and period are None when not certain."""

    unit: str | None
    period: str | None
    unit_evidence: tuple[Evidence, ...] = ()
    period_evidence: tuple[Evidence, ...] = ()
    items: dict[int, ItemReport] = Field(description="all items of the plan")
    unassigned: tuple[UnfiledText, ...] = Field(default=(), description="statements that belong to no item for certain")
    dropped: tuple[PlacedText, ...] = Field(default=(), description="sentences without heading that are of no item")
    sections: dict[str, tuple[PlacedText, ...]] = Field(
        default={}, description="outline section id (plan) -> sentences offered as material"
    )
    number: str | None = Field(default=None, description="the unit's own document number, e.g. 12/BC-TTNC")
    dated: date | None = None
    signer: str | None = Field(default=None, description="of the unit's report, as written or by its certificate")
    replaces: bool = Field(default=False, description="says that it replaces an earlier report ('thay thế')")
    doubts: tuple[Doubt, ...] = Field(default=(), description="what understanding could not settle, for checking")
    pictures: tuple[PictureFile, ...] = Field(default=(), description="files at whose pictures a person must look")
    letterheads: tuple[str, ...] = Field(
        default=(), description="locators of tables that only lay out the head of a page, e.g. body/t1: not counted"
    )


class FiledDocument(Word):
    """A document of a submission as kept."""

    name: str
    sha256: str
    role: Role = Role.WORKING


class FiledSubmission(Word):
    """A submission as the ledger holds it."""

    id: str
    source: SourceKind
    sender: str | None = None
    subject: str | None = None
    declared_by: str | None = None
    received_at: datetime
    gathered_at: datetime | None = Field(default=None, description="when the ledger first knew of it")
    files: tuple[FiledDocument, ...]
    channel: Channel = Channel()
    status: CheckStatus | None = Field(default=None, description="None until understood and checked")
    content: Submission | None = None
    findings: tuple[Finding, ...] = ()
    superseded_by: str | None = None


class Understood(Word):
    """What reading and understanding made of a submission, before any person's decision: kept until read again."""

    content: Submission
    findings: tuple[Finding, ...] = Field(default=(), description="what reading found")
    readable: bool = Field(default=True, description="at least one document could be read")


class CheckedSubmission(Word):
    """The outcome of understanding and checking."""

    content: Submission
    findings: tuple[Finding, ...]
    status: CheckStatus
