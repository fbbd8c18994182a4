"""What a unit is told of one of its reports: when it came, what was read, what to mend and by when. Pure.

Keeps out the mail around it (receipts). Every word of the unit goes past `may_show`, which knows the marks of secrecy.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from pydantic import Field

from schemas.base import Word
from schemas.days import write_day, write_moment
from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan, PlanPeriod, Unit
from schemas.submission import MAIL_TEXT, WHOLE_MAIL, Channel, Submission
from schemas.values import CellState, CheckStatus, ReceiptVerdict, Severity, SourceKind
from tonghop.delivery import receipt_messages as m
from tonghop.delivery.addresses import clean_text
from tonghop.delivery.receipt_items import list_items
from tonghop.delivery.receipt_page import Fact, MendView, ReportView
from tonghop.numerals import format_number
from tonghop.plan.dates import OFFICE_ZONE, end_of_day, find_office_day

MayShow = Callable[[str], bool]

_CIRCULATION = "circulation-mark"
_UNFILLED = "form-unfilled"
_MOST_MENDS = 15
_MOST_FILES = 30
_QUOTE = 320
_NAME = 120
_CODE_DIGITS = 8
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


class ReceivedFile(Word):
    """A file as the unit sent it."""

    name: str
    size_bytes: int
    sha256: str


class ReceivedReport(Word):
    """One report that is to be answered, with the plan by which it was understood."""

    id: str = Field(description="of the submission; of a mail that asks for a check the sha256 of its bytes")
    status: CheckStatus
    received_at: datetime
    channel: Channel
    declared_by: str | None = None
    content: Submission
    findings: tuple[Finding, ...]
    files: tuple[ReceivedFile, ...]
    plan: Plan
    dates: PlanPeriod | None = Field(default=None, description="of the period; None when unclear or not in the plan")
    replaced_by: str | None = Field(default=None, description="id of the unit's report that counts for the period")
    first_at: datetime | None = Field(default=None, description="arrival of the unit's first accepted report of it")

    @property
    def code(self) -> str:
        """What people call it by telephone."""
        return make_code(self.id)

    @property
    def says_items(self) -> bool:
        """Whether anything in it belongs to an item of the plan."""
        return any(said.state is not CellState.MISSING for said in self.content.items.values())

    @property
    def is_of_another(self) -> bool:
        """Whether somebody else brought it under the unit's name although its text names another unit."""
        return self.channel.source is not SourceKind.MAILBOX and self.has("unit-conflict")

    @property
    def is_mere_mail(self) -> bool:
        """Whether it is the text of a mail in which nothing of a report was found."""
        return not self.says_items and all(file.name in (WHOLE_MAIL, MAIL_TEXT) for file in self.files)

    @property
    def returned_items(self) -> tuple[int, ...]:
        """The items that a person returned while the others count."""
        return tuple(number for number, said in sorted(self.content.items.items()) if said.returned)

    def has(self, rule: str) -> bool:
        """Whether there is a finding of that rule."""
        return any(finding.rule == rule for finding in self.findings)


def make_code(submission_id: str) -> str:
    """`3f2a91c0b7d4` -> `3F2A91C0`."""
    return submission_id[:_CODE_DIGITS].upper()


def name_verdict(report: ReceivedReport) -> str:
    """What became of a report, as its title and a subject tell it."""
    if report.status is CheckStatus.ACCEPTED and report.returned_items and report.replaced_by is None:
        return m.PART_VERDICT.format(items=_name_items(report))
    return m.VERDICTS[report.status].label


def describe_report(
    report: ReceivedReport, *, unit: Unit, now: datetime, may_show: MayShow, is_check: bool = False
) -> ReportView:
    """What `unit` is told of one report; `is_check`: it was only read because the unit asked for that."""
    verdict = m.VERDICTS[report.status]
    told = m.CHECK_VERDICTS[report.status] if is_check else name_verdict(report)
    is_quoted = report.says_items and report.replaced_by is None and not _is_withheld(report)
    mends = _list_mends(report, may_show)
    is_note = not is_check and report.status is CheckStatus.ACCEPTED and not _is_asked_again(report)
    return ReportView(
        title=(m.TITLE_CHECK if is_check else m.TITLE).format(code=report.code, verdict=told),
        status=report.status,
        meaning="" if is_check else _tell_meaning(report, verdict),
        facts=tuple(_list_facts(report, now, may_show, is_check=is_check)),
        items=tuple(list_items(report.content, report.plan, unit)) if is_quoted else (),
        figures_title=m.FIGURES if _is_counted(report, verdict) and not is_check else m.FIGURES_READ,
        note=_tell_note(report, verdict, has_mends=bool(mends)),
        mends_title=m.NOTES if is_note else m.MEND,
        mends=tuple(mends[:_MOST_MENDS]),
        more_mends=m.MEND_MORE.format(count=len(mends) - _MOST_MENDS) if len(mends) > _MOST_MENDS else "",
        mend_by=_tell_mend_day(report.dates, find_office_day(now), is_check=is_check) if mends and not is_note else "",
        files_title=m.FILES_CHECK if is_check else m.FILES,
        files=tuple(_list_files(report, may_show)),
    )


def _is_withheld(report: ReceivedReport) -> bool:
    """Whether nothing of what it says may stand in a mail."""
    return report.has(_CIRCULATION) or report.is_of_another


def _is_of_no_period(report: ReceivedReport) -> bool:
    """Whether it counts for a period that the plan does not have: all that its unit may have to mend is the period."""
    return report.status is CheckStatus.ACCEPTED and report.dates is None


def _is_counted(report: ReceivedReport, verdict: ReceiptVerdict) -> bool:
    return verdict is ReceiptVerdict.RECEIVED and report.replaced_by is None and report.dates is not None


def _name_items(report: ReceivedReport) -> str:
    return ", ".join(map(str, report.returned_items))


def _is_asked_again(report: ReceivedReport) -> bool:
    """Whether a report that counts is asked for once more, since something in it does not."""
    lacking = any(finding.rule in m.SUPPLEMENT_RULES for finding in report.findings)
    return bool(report.returned_items) or lacking


def _tell_meaning(report: ReceivedReport, verdict: ReceiptVerdict) -> str:
    if verdict is ReceiptVerdict.RECEIVED and report.replaced_by is not None:
        return m.REPLACED.format(code=make_code(report.replaced_by))
    if verdict is ReceiptVerdict.RECEIVED and report.dates is None:
        return m.UNPLANNED
    if verdict is ReceiptVerdict.RECEIVED and report.returned_items:
        return m.PART_MEANING.format(items=_name_items(report))
    return m.MEANINGS[verdict]


def _tell_note(report: ReceivedReport, verdict: ReceiptVerdict, *, has_mends: bool) -> str:
    """What stands where the table would be, or that there is nothing to mend."""
    if report.has(_CIRCULATION):
        return m.NOT_QUOTED
    if report.is_of_another:
        return m.OF_ANOTHER
    if verdict is ReceiptVerdict.CHECKING and not report.says_items:
        return m.NO_ITEM
    is_told = report.replaced_by is not None or report.dates is None
    is_fine = verdict is ReceiptVerdict.RECEIVED and not has_mends and not is_told
    return m.NOTHING_TO_MEND if is_fine else ""


def show_time(at: datetime) -> str:
    """`16:50 ngày 18/6/2024` at the Office."""
    return write_moment(at.astimezone(OFFICE_ZONE))


def show_name(name: str, may_show: MayShow) -> str:
    """A file's name in one short line; nothing of one that bears a mark."""
    return _cut(clean_text(name), _NAME) if may_show(name) else m.NAME_NOT_SHOWN


def _list_facts(report: ReceivedReport, now: datetime, may_show: MayShow, *, is_check: bool) -> Iterator[Fact]:
    content, subject = report.content, report.channel.subject
    if subject and clean_text(subject) and may_show(subject):
        yield Fact(name=m.SUBJECT, text=f"“{_cut(clean_text(subject), _NAME)}”")
    yield Fact(name=m.ARRIVAL, text=_tell_arrival(report))
    if report.status is CheckStatus.REJECTED and content.period is None:
        return  # nothing was read, so there is nothing to be certain of
    if content.unit is None:
        yield Fact(name=m.UNIT, text=m.UNIT_UNCLEAR)
    if content.period is None:
        yield Fact(name=m.PERIOD, text=m.PERIOD_UNCLEAR)
        yield Fact(name=m.TIMELINESS, text=m.TIME_UNCLEAR)
        return
    yield Fact(name=m.PERIOD, text=parse_period(content.period).name)
    yield Fact(name=m.TIMELINESS, text=_tell_coming(report, now) if is_check else _tell_timeliness(report))


def _tell_arrival(report: ReceivedReport) -> str:
    at, channel = show_time(report.received_at), report.channel
    if channel.source is SourceKind.HAND:
        way = channel.hand.label if channel.hand else m.BY_HAND
        name = clean_text(report.declared_by or "") or m.SOMEBODY
        return m.ARRIVED_BY.format(at=at, way=way, name=name)
    return m.ARRIVED[channel.source or SourceKind.FOLDER].format(at=at)


def _tell_timeliness(report: ReceivedReport) -> str:
    if report.dates is None:
        return m.NO_DUE
    due, is_late = _tell_due(report.dates), report.received_at >= end_of_day(report.dates.unit_due_date)
    if not is_late:
        return m.ON_TIME.format(due=due)
    days = (find_office_day(report.received_at) - report.dates.unit_due_date).days
    in_time = report.first_at is not None and report.first_at < end_of_day(report.dates.unit_due_date)
    return (m.LATE_AGAIN if in_time else m.LATE).format(days=days, due=due)


def _tell_coming(report: ReceivedReport, now: datetime) -> str:
    """For what is not yet handed in: the deadline as it stands today."""
    if report.dates is None:
        return m.NO_DUE
    days = (find_office_day(now) - report.dates.unit_due_date).days
    return (m.DUE_OVER if days > 0 else m.DUE_COMING).format(due=_tell_due(report.dates), days=days)


def _tell_due(dates: PlanPeriod) -> str:
    return (m.DUE_ASSUMED if dates.confirm else m.DUE).format(day=write_day(dates.unit_due_date))


def _tell_mend_day(dates: PlanPeriod | None, today: date, *, is_check: bool) -> str:
    """By when: the next of both deadlines that is still to come, never a day that is over."""
    coming = [day for day in (dates.unit_due_date, dates.office_due_date) if day >= today] if dates else []
    if not coming:
        return m.MEND_CHECK_SOON if is_check else m.MEND_SOON
    return (m.MEND_CHECK if is_check else m.MEND_BY).format(day=write_day(min(coming)))


def _list_mends(report: ReceivedReport, may_show: MayShow) -> list[MendView]:
    """What the unit itself can mend, the most serious first; what is only worth knowing is not told."""
    if report.replaced_by is not None or _is_withheld(report) or _is_of_no_period(report):
        return []
    if report.is_mere_mail and report.status is CheckStatus.NEEDS_PERSON:  # a question, perhaps
        return []
    hidden = () if report.says_items and not report.has(_UNFILLED) else m.ITEM_RULES
    mends = []
    for finding in report.findings:
        how = m.MENDING.get(finding.rule)
        if how is not None and finding.severity is not Severity.ADVICE and finding.rule not in hidden:
            what = _cut(clean_text(finding.message), _QUOTE) if may_show(finding.message) else m.NOT_SHOWN
            mends.append(MendView(what=what, how=m.MEND_HOW.format(fix=how.format(year=report.plan.year))))
    if not mends and report.status is CheckStatus.ACCEPTED:
        mends = [
            MendView(
                what=m.ITEM_TO_MEND.format(item=item.number, title=item.title),
                how=m.MEND_HOW.format(fix=m.ITEM_TO_MEND_HOW),
            )
            for item in report.plan.items
            if item.number in report.returned_items
        ]
    if not mends and report.status is CheckStatus.REJECTED:
        mends.append(MendView(what=m.NOT_READ, how=m.MEND_HOW.format(fix=m.MENDING["no-content"])))
    return list(dict.fromkeys(mends))


def _list_files(report: ReceivedReport, may_show: MayShow) -> Iterator[str]:
    for file in report.files[:_MOST_FILES]:
        name = m.MAIL if file.name in (WHOLE_MAIL, MAIL_TEXT) else show_name(file.name, may_show)
        yield m.FILE.format(name=name, size=_show_size(file.size_bytes))
    if len(report.files) > _MOST_FILES:
        yield m.MORE_FILES.format(count=len(report.files) - _MOST_FILES)


def _show_size(size_bytes: int) -> str:
    if size_bytes >= _MEGABYTE:
        return f"{format_number(round(size_bytes / _MEGABYTE, 1))} MB"
    return f"{format_number(max(1, round(size_bytes / _KILOBYTE)))} KB"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
