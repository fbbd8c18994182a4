"""report.html: one page without outside files for screen and printer. Keeps out the words of the report (composing)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.plan import Plan, PlanItem
from schemas.question import OpenQuestion
from schemas.report import Report, ReportSubmission, Total
from schemas.submission import FiledDocument
from tonghop.rendering import messages as m
from tonghop.rendering.by_unit import list_columns, show_parts, tell_difference
from tonghop.rendering.composing import (
    Kind,
    choose_text,
    compose_body,
    list_double_rows,
    list_notes,
    sort_activities,
    tell_no_result,
)
from tonghop.rendering.coverage import (
    SHADES,
    count_activities,
    describe_legend,
    label_unit_cell,
    name_with_code,
    summarise_unsettled,
)
from tonghop.rendering.decided import list_asked, list_decided, list_findings, name_owner, tell_message, tell_settled
from tonghop.rendering.heading import compose_heading
from tonghop.rendering.history import list_adjustment_rows, list_compared
from tonghop.rendering.sources import (
    describe_arrival,
    describe_document,
    describe_source,
    describe_state,
    format_moment,
    list_copy_rows,
)
from tonghop.rendering.text import clean_line, clean_sentence, format_quantities, raise_first
from tonghop.rendering.totals import (
    compose_total_note,
    format_total,
    is_revised,
    name_indicator,
    sort_totals,
    tell_extent,
    tell_parts,
)

if TYPE_CHECKING:
    from jinja2 import Template

Row = dict[str, Any]
MOST_CHANGES = 40
TEMPLATE = Path(__file__).with_name("report.html.j2")


@cache
def _read_template() -> "Template":
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def render_html(report: Report, plan: Plan, *, drafted_at: datetime, questions: Sequence[OpenQuestion] = ()) -> bytes:
    """The bytes of report.html (UTF-8).

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        drafted_at: Shown as the time of the draft.
        questions: What waits for a person.
    """
    heading = compose_heading(report, plan, blank=m.TO_COMPLETE)
    coverage, notes = report.coverage, list_notes(report)
    numbers = (
        f"{coverage.reported_units}/{coverage.expected_units}",
        f"{coverage.on_time_units}/{coverage.expected_units}",
        str(len(report.activities)),
        str(len(report.totals)),
        str(len(list_findings(report))),
    )
    page = _read_template().render(
        m=m,
        report=report,
        plan=plan,
        heading=heading,
        title=m.HTML_TITLE.format(abstract=heading.abstract, version=report.version),
        draft=m.HTML_DRAFT.format(version=report.version),
        drafted=m.HTML_DRAFTED.format(time=format_moment(drafted_at)),
        cards=list(zip(m.HTML_CARDS, numbers, strict=True)),
        missing=[name_with_code(plan, code) for code in report.missing_units],
        unsettled=summarise_unsettled(report),
        shades={kind: f"#{shade}" for kind, shade in SHADES.items()},
        legend=describe_legend(),
        matrix=_list_matrix(report, plan),
        bars=_compute_bars(count_activities(report, plan)),
        units=list_columns(report, plan),
        items=[_describe_item(report, plan, item, notes) for item in sorted(plan.items, key=lambda one: one.number)],
        lines=[
            (line.kind.name.lower(), _show_line(line.kind, line.text), line.note) for line in compose_body(report, plan)
        ],
        doubles=list_double_rows(report),
        copies=list_copy_rows(report),
        adjustments=list_adjustment_rows(report, plan),
        compared=list_compared(report, plan, most_changes=MOST_CHANGES),
        findings=[
            (
                (name_owner(one),),
                (one.severity.label,),
                (clean_line(tell_message(report, one)),),
                tuple(filter(None, (clean_line(one.fix), tell_settled(report, one)))),
            )
            for one in list_findings(report)
        ],
        questions=list_asked(questions),
        decisions=[(one.about, (one.chosen,), one.who) for one in list_decided(report)],
        sources=_list_sources(report),
    )
    return page.encode()


def _show_line(kind: Kind, text: str) -> str:
    if kind is Kind.BLANK:
        return m.TO_COMPLETE
    return f"- {text}" if kind is Kind.ENTRY else text


def _list_matrix(report: Report, plan: Plan) -> list[Row]:
    rows = []
    for code in report.coverage.cells:
        labels = [label_unit_cell(report, code, item.number) for item in plan.items]
        marked = [{"state": kind, "mark": m.STATE_MARKS[kind], "label": label} for kind, label in labels]
        rows.append({"unit": code, "name": name_with_code(plan, code), "cells": marked})
    return rows


def _compute_bars(values: Sequence[tuple[str, int]]) -> list[Row]:
    """Bars of the SVG chart in its own units: 640 wide, 60 per bar's slot at most, 160 high."""
    top = max((count for _, count in values), default=0) or 1
    slot = 640 / max(len(values), 1)
    bars = []
    for place, (label, count) in enumerate(values):
        height = round(160 * count / top, 1)
        bars.append(
            {
                "label": label,
                "count": count,
                "x": round(place * slot + slot * 0.2, 1),
                "middle": round((place + 0.5) * slot, 1),
                "y": round(190 - height, 1),
                "width": round(slot * 0.6, 1),
                "height": height,
            }
        )
    return bars


def _describe_item(report: Report, plan: Plan, item: PlanItem, notes: Mapping[str, str]) -> Row:
    covered = report.coverage.items.get(item.number)
    return {
        "number": item.number,
        "title": clean_line(item.title),
        "state": covered.state.label if covered else m.NONE,
        "count": covered.activities if covered else 0,
        "no_result": tell_no_result(report, plan, item),
        "aspects": [(aspect.title, bool(covered and covered.aspects.get(aspect.id))) for aspect in item.aspects],
        "totals": [
            (
                raise_first(name_indicator(plan, total)),
                total.measure,
                total.scope.label,
                format_total(report, total),
                show_parts(report, plan, total),
                "; ".join(filter(None, _list_notes(report, plan, total))),
            )
            for total in sort_totals(report, item)
        ],
        "activities": [
            (
                one.unit,
                clean_sentence(choose_text(one)),
                format_quantities(one.quantities),
                notes.get(one.id, ""),
                one.sha256,
            )
            for one in sort_activities(report, plan, item)
        ],
    }


def _list_notes(report: Report, plan: Plan, total: Total) -> list[str]:
    revised = m.REVISED if is_revised(report, total) else ""
    return [
        tell_extent(report, plan, total),
        tell_parts(total),
        compose_total_note(report, total),
        revised,
        tell_difference(report, total),
    ]


def _list_sources(report: Report) -> list[tuple[str | tuple[str, str], ...]]:
    return [
        (
            one.unit or m.NO_UNIT,
            (_name_file(one, file), file.sha256),
            describe_source(one),
            format_moment(one.received_at),
            f"{describe_state(one, report)}; {describe_arrival(one)}",
        )
        for one in report.submissions
        for file in one.files
    ]


def _name_file(one: ReportSubmission, file: FiledDocument) -> str:
    name = f"{clean_line(file.name)} ({file.role.label})"
    return "; ".join(filter(None, (name, describe_document(one))))
