"""One period's pages for the Prefect UI: coverage, who has reported, who has not, what waits, what was sent.

Small, each with a stable key and links to the others. Keeps out how a page is published (tasks), the page of the day
(today) and anything that bears a secrecy mark.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.report import Report, ReportSubmission
from schemas.run import Status, Waiting
from schemas.values import CheckStatus, DeliveryState
from tonghop.rendering import page_messages as m
from tonghop.rendering.coverage import label_unit_cell
from tonghop.rendering.days import find_day
from tonghop.rendering.deliveries_page import render_deliveries, summarise_deliveries
from tonghop.rendering.markdown import escape, keep_short, link, list_unit, name_key, render_table
from tonghop.rendering.missing_page import render_missing, summarise_missing
from tonghop.rendering.naming import IN, SILENT, name_recipient, name_unit
from tonghop.rendering.sources import describe_source, describe_state, format_moment

PERIOD_PAGES = ("tinh-hinh", "bao-cao", "con-thieu", "viec-cho", "lan-gui")
_UNSETTLED = (DeliveryState.REFUSED, DeliveryState.HELD, DeliveryState.READY)


class Page(NamedTuple):
    """One page: a line that the UI shows above it and in lists, and its text; both markdown."""

    summary: str
    markdown: str


def render_pages(
    status: Status,
    report: Report,
    plan: Plan,
    *,
    now: datetime,
    open_points: Sequence[str] = (),
    suspended: str | None = None,
    awaited_day: date | None = None,
) -> dict[str, Page]:
    """Key (`con-thieu-2024-h1`) -> page, for each of PERIOD_PAGES.

    `open_points` are the reasons for which a draft that may only leave when complete waits; `suspended` tells why
    nothing at all may leave, `awaited_day` before which day nothing leaves by itself.
    """
    counted = _count_units(report)
    told = {
        "tinh-hinh": (counted, _render_coverage(report, plan)),
        "bao-cao": (counted, _render_submissions(status, report, plan)),
        "con-thieu": (summarise_missing(status, plan), render_missing(status, report, plan, find_day(now))),
        "viec-cho": (m.WAITING_SUMMARY.format(count=len(status.waiting)), _render_waiting(status)),
        "lan-gui": (
            summarise_deliveries(status),
            render_deliveries(status, report, plan, open_points, suspended, awaited_day),
        ),
    }
    return {
        name_key(page, status.period): Page(summary, _frame(page, text, status.period, report.example, now))
        for page, (summary, text) in told.items()
    }


def _frame(page: str, text: str, period: str, example: bool, now: datetime) -> str:
    """Title, mark of an example and time above a page's text; links to the other pages below it."""
    links = " · ".join([link("hom-nay"), *(link(other, period) for other in PERIOD_PAGES if other != page)])
    parts = [
        f"# {m.TITLES[page]} – {parse_period(period).name}",
        *([f"**{m.EXAMPLE}**"] if example else []),
        m.UPDATED.format(time=format_moment(now)),
        text,
        m.SEE_ALSO.format(links=links),
    ]
    return "\n\n".join(parts) + "\n"


def list_next_steps(status: Status, plan: Plan, *, settling: str | None = None) -> list[str]:
    """What a person does next, most urgent first; one or two sentences each.

    `settling` is the first step while files were saved just now: whose they are is not known, so nobody is reminded.
    """
    steps = [] if settling is None else [settling]
    missing = [unit.unit for unit in status.units if unit.state in SILENT]
    others = [name_unit(plan, code) for code in missing if code != plan.office.unit]
    if others and settling is None:
        steps.append(m.STEP_REMIND.format(names="; ".join(others)))
    if plan.office.unit in missing and settling is None:
        steps.append(m.STEP_OWN.format(name=name_unit(plan, plan.office.unit)))
    asked = len(status.waiting) - len(missing)
    if asked > 0:
        steps.append(m.STEP_WAITING.format(count=asked, shares=_tell_shares(status, asked)))
    if status.unconfirmed:
        steps.append(m.STEP_UNCONFIRMED.format(count=status.unconfirmed, period=status.period))
    newest = status.drafts[-1].version if status.drafts else 0
    steps += [
        m.STEP_DELIVERY.format(
            version=each.version,
            recipient=name_recipient(plan, each.recipient),
            state=each.state.label,
            advice=m.DELIVERY_ADVICE[each.state.value],
        )
        for each in status.deliveries
        if each.state is DeliveryState.UNKNOWN or (each.version == newest and each.state in _UNSETTLED)
    ]
    if not steps:
        steps.append(m.STEP_READ if status.drafts else m.STEP_WAIT)
    entry = plan.find_period(parse_period(status.period))
    return [*steps, m.STEP_CONFIRM] if entry is not None and entry.confirm else steps


def _tell_shares(status: Status, asked: int) -> str:
    """How many of what is asked the period's own report tells of too; the leader's copy counts those alone."""
    others = sum(not waiting.of_period for waiting in status.waiting)
    if not others:
        return ""
    return m.STEP_SHARES.format(own=asked - others, others=others) if others < asked else m.STEP_OTHERS


def _count_units(report: Report) -> str:
    coverage = report.coverage
    return m.COUNTED_UNITS.format(
        reported=coverage.reported_units, expected=coverage.expected_units, on_time=coverage.on_time_units
    )


def _render_coverage(report: Report, plan: Plan) -> str:
    """Codes and short words in the table, since not every UI wraps it; names of units and items stand below."""
    items = [item.number for item in plan.items]
    cells = report.coverage.cells
    rows = [[code, *(_name_cell(report, code, number) for number in items)] for code in cells]
    return "\n\n".join(
        [
            _count_units(report),
            render_table([m.MATRIX_UNIT, *map(str, items)], rows) if rows else m.NOTHING,
            m.MATRIX_LEGEND,
            f"## {m.MATRIX_UNITS}",
            "\n".join(f"- **{escape(code)}**: {escape(name_unit(plan, code))}" for code in cells),
            f"## {m.MATRIX_ITEMS}",
            *_list_items(report, plan),
        ]
    )


def _name_cell(report: Report, unit: str, item: int) -> str:
    """One short word; what a person returned or has still to look at is not said to be missing."""
    kind, _ = label_unit_cell(report, unit, item)
    return m.MATRIX_CELLS[kind]


def _list_items(report: Report, plan: Plan) -> list[str]:
    told = []
    for item in plan.items:
        covered = report.coverage.items[item.number]
        state = m.MATRIX_ITEM.format(state=covered.state.label, count=covered.activities)
        told.append(f"**{item.number}. {escape(item.title)}** – {state}.")
        absent = [aspect.title for aspect in item.aspects if not covered.aspects.get(aspect.id)]
        if covered.activities and absent:
            told.append("- " + m.MATRIX_UNCOVERED.format(aspects=escape("; ".join(absent))))
    return told


def _render_submissions(status: Status, report: Report, plan: Plan) -> str:
    came: dict[str | None, datetime] = {}
    for row in sorted(report.submissions, key=lambda each: (each.assigned, each.received_at)):
        if row.status is CheckStatus.ACCEPTED:
            came.setdefault(row.unit, row.received_at)
    inside = [
        list_unit(unit, plan, m.FIRST_RECEIVED.format(time=format_moment(came[unit.unit])))
        if unit.unit in came
        else list_unit(unit, plan)
        for unit in status.units
        if unit.state in IN
    ]
    outside = [list_unit(unit, plan) for unit in status.units if unit.state not in IN]
    register = [_list_submission(row, plan) for row in report.submissions]
    parts = [_count_units(report)]
    for heading, entries in ((m.UNITS_IN, inside), (m.UNITS_OUT, outside), (m.REGISTER, register)):
        parts += [f"## {heading}", "\n".join(keep_short(entries, m.ONE_SUBMISSION)) or m.NOTHING]
    return "\n\n".join([*parts, m.REGISTER_NOTE])


def _list_submission(row: ReportSubmission, plan: Plan) -> str:
    facts = m.SUBMISSION_FACTS.format(
        unit=name_unit(plan, row.unit) if row.unit else m.UNKNOWN_UNIT,
        source=describe_source(row),
        time=format_moment(row.received_at) + (m.REGISTER_LATE if row.late else ""),
        state=describe_state(row),
    )
    return f"- {escape(', '.join(file.name for file in row.files))}\n    - {escape(facts)}"


def _render_waiting(status: Status) -> str:
    """A list, since not every UI wraps the cells of a table; the key, which the form asks for, stands first."""
    shown = [f"{number}. {_tell_waiting(waiting)}" for number, waiting in enumerate(status.waiting, start=1)]
    return "\n".join(keep_short(shown, m.ONE_MATTER)) or m.NOTHING


def _tell_waiting(waiting: Waiting) -> str:
    """What waits, for whom, and each choice on a line of its own."""
    what = escape(waiting.what)
    lines = [m.WAITING_KEY.format(key=waiting.key, what=what) if waiting.key else what]
    lines.append(f"    - **{m.WAITING_FOR}:** {escape(waiting.for_whom)}")
    if waiting.key is None:
        lines.append(f"    - **{m.WAITING_HOW}:** {escape(' '.join(waiting.choices) or waiting.how)}")
    else:
        lines.append(f"    - **{m.WAITING_CHOICES}:**")
        lines += [f"        - {escape(choice)}" for choice in waiting.choices]
    return "\n".join(lines)
