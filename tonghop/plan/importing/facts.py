"""What the text of a plan was understood to say. Plain words; nothing here comes from another plan or is assumed."""

from datetime import date

from pydantic import Field

from schemas.base import Word
from schemas.plan import Basis
from schemas.values import ReportKind


class Head(Word):
    """What stands before the first section: the plan's own letterhead and title, and what it executes."""

    superior: Basis | None = None
    legal_basis: tuple[Basis, ...] = ()
    issuer: str | None = Field(default=None, description="the office that makes the plan, as its sentence names it")
    number: str | None = None
    number_ending: str | None = Field(default=None, description="what follows the type in the own number: SKHCN")
    issued_date: date | None = None
    place: str | None = None
    subject: str | None = Field(default=None, description="what the plan is about, beginning with a small letter")
    leftovers: tuple[str, ...] = ()


class UnitText(Word):
    """A unit that is given work; `everything` tells whether the text gives it all items in so many words."""

    name: str
    everything: bool


class Organisation(Word):
    """Section IV: who does the work, who gathers the reports, what kinds, for whom."""

    units: tuple[UnitText, ...] = ()
    kinds: tuple[ReportKind, ...] = ()
    office: str | None = None
    reported_to: tuple[str, ...] = Field(default=(), description="bodies to which the Office reports, as written")
    closing: str | None = Field(default=None, description="the sentence Trên đây là ...")
    issuer: str | None = Field(default=None, description="the office as the closing sentence names it")
    leftovers: tuple[str, ...] = ()
    dated: tuple[str, ...] = Field(default=(), description="sentences on reports that name a day or another kind")


class Ending(Word):
    """Nơi nhận and the signature."""

    lines: tuple[str, ...] = Field(default=(), description="lines of Nơi nhận without the archive's")
    archive: tuple[str, ...] = Field(default=(), description="what the line Lưu names")
    position: str | None = None
    on_behalf: str | None = None
    signer: str | None = None
    leftovers: tuple[str, ...] = ()


class ItemFact(Word):
    """One item of the plan."""

    number: int
    text: str


class UnitFact(Word):
    """One unit with what the text calls it besides."""

    name: str
    aliases: tuple[str, ...] = ()
    everything: bool = False


class PlanText(Word):
    """Everything that was understood; None and empty mean that the text does not say it."""

    year: int | None = None
    superior: Basis | None = None
    own: Basis
    legal_basis: tuple[Basis, ...] = ()
    budget: str | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    number_ending: str | None = None
    addressee: str | None = None
    position: str | None = None
    on_behalf: str | None = None
    signer: str | None = None
    office: str | None = None
    items: tuple[ItemFact, ...]
    units: tuple[UnitFact, ...] = ()
    kinds: tuple[ReportKind, ...] = ()
    recipients: tuple[str, ...] = Field(default=(), description="formal names of those who get the report")
    copies: tuple[str, ...] = Field(default=(), description="lines of Nơi nhận for the reports, after the first")
    clerks: str | None = Field(default=None, description="the archive's first word, e.g. VT")
    leftovers: tuple[str, ...] = Field(default=(), description="what was not understood, in the text's own words")
    numbered_by_us: bool = False
