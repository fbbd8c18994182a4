"""The register of sources as rows of words: internal copy, workbook, HTML. Never for the release copy."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from schemas.days import write_day, write_moment
from schemas.report import Report, ReportSubmission
from schemas.values import CheckStatus, CopyChoice
from tonghop.rendering import messages as m
from tonghop.rendering.text import clean_line

VIETNAM = timezone(timedelta(hours=7))


def format_moment(moment: datetime) -> str:
    """A time of day and a date in Việt Nam: `08:30 ngày 17/6/2024`; a time without a zone is taken as UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return write_moment(aware.astimezone(VIETNAM))


def describe_source(one: ReportSubmission) -> str:
    """How it came: `nhận trực tiếp, theo khai báo của ...`."""
    declared = [m.DECLARED_BY.format(name=one.declared_by)] if one.declared_by else []
    return ", ".join([one.source.label, *declared])


def describe_arrival(one: ReportSubmission) -> str:
    """Whether it came in time."""
    return m.LATE if one.late else m.ON_TIME


def describe_state(one: ReportSubmission, report: Report | None = None) -> str:
    """What became of it; with `report` also which of its items a person returned."""
    return ", ".join([tell_status(one, report), *([m.SUPERSEDED] if one.superseded_by else [])])


def tell_status(one: ReportSubmission, report: Report | None = None) -> str:
    """Whether it counts, wholly or in part."""
    if report is None or one.status is not CheckStatus.ACCEPTED or one.superseded_by:
        return one.status.label
    items = ", ".join(str(item) for unit, item in report.returned_items if unit == one.unit)
    return m.PARTLY_ACCEPTED.format(items=items) if items else one.status.label


def describe_document(one: ReportSubmission) -> str:
    """Number, day and signer of the unit's document; empty when none of them is known."""
    parts = [one.number or "", write_day(one.dated) if one.dated is not None else "", one.signer or ""]
    return ", ".join(clean_line(part) for part in parts if part)


def list_copy_rows(report: Report) -> list[tuple[str, ...]]:
    """One row per signed report and its working copy whose figures differ: unit, what only either has, what counts."""
    units = {one.id: one.unit or m.NO_UNIT for one in report.submissions}
    rows: list[tuple[str, ...]] = []
    for copy in report.signed_copies:
        if not copy.only_working and not copy.only_signed:
            continue
        counted = {copy.working: CopyChoice.WORKING.label, copy.signed: CopyChoice.SIGNED.label}
        rows.append(
            (
                units.get(copy.working, m.NO_UNIT),
                "; ".join(copy.only_working) or m.NONE,
                "; ".join(copy.only_signed) or m.NONE,
                counted.get(copy.counted or "", m.UNDECIDED),
            )
        )
    return rows


def list_source_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """One row per file: unit, name, copy, sha256, source, who declared it, moment, lateness, state, note, document."""
    for one in report.submissions:
        for file in one.files:
            yield (
                one.unit or m.NO_UNIT,
                file.name,
                file.role.label,
                file.sha256,
                one.source.label,
                one.declared_by or "",
                format_moment(one.received_at),
                describe_arrival(one),
                tell_status(one, report),
                m.SUPERSEDED if one.superseded_by else "",
                describe_document(one),
            )
