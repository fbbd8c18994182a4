"""The internal copy (bản trình): the same text with units, a summary for the leader, coverage, doubts, sources.

Add here what helps the leader and the Office to decide. Keep out anything that the release copy would need too.
"""

from collections.abc import Sequence

from schemas.plan import Plan
from schemas.question import OpenQuestion
from schemas.report import Report
from tonghop.rendering import messages as m
from tonghop.rendering.chart import make_chart_paragraph
from tonghop.rendering.composing import (
    Line,
    compose_body,
    find_blanks,
    list_double_rows,
)
from tonghop.rendering.coverage import (
    SHADES,
    count_activities,
    describe_legend,
    label_unit_cell,
    name_with_code,
    summarise_unsettled,
)
from tonghop.rendering.decided import list_findings
from tonghop.rendering.decided_docx import make_decisions, make_findings, make_questions
from tonghop.rendering.elements import (
    CellContent,
    Element,
    Look,
    make_gap,
    make_paragraph,
    make_table,
    restyle,
)
from tonghop.rendering.grids import CELL, HEADING, NOTE, Captions, make_cell, make_grid
from tonghop.rendering.heading import compose_heading
from tonghop.rendering.history import summarise
from tonghop.rendering.history_docx import make_adjustments, make_comparison
from tonghop.rendering.page import (
    LANDSCAPE_WIDTH_MM,
    TEXT_WIDTH_MM,
    add_section,
    append_to,
    compute_docx_bytes,
    make_document,
    number_pages,
)
from tonghop.rendering.release_docx import make_end, make_figures_annex, make_front, make_line
from tonghop.rendering.sources import (
    describe_arrival,
    describe_document,
    describe_source,
    describe_state,
    format_moment,
    list_copy_rows,
)
from tonghop.rendering.text import clean_line, raise_first
from tonghop.rendering.totals import format_total, name_indicator

SUMMARY_SHADE = "F5F7FA"


def render_internal_docx(report: Report, plan: Plan, *, questions: Sequence[OpenQuestion] = ()) -> bytes:
    """The bytes of report-internal.docx.

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        questions: What waits for a person.

    Raises:
        ValueError: Vietnamese; the plan's outline cannot be filled.
    """
    heading = compose_heading(report, plan, blank=m.TO_COMPLETE)
    lines = compose_body(report, plan)
    document = make_document(f"{m.INTERNAL}: {heading.abstract}", plan.issuer.name)
    footer = m.INTERNAL_FOOTER.format(version=report.version)
    number_pages(document.sections[0], footer=f"{m.EXAMPLE} - {footer}" if report.example else footer)
    append_to(document, _make_summary(report, plan, lines, questions))
    append_to(document, make_front(heading, plan))
    append_to(document, (make_line(line, internal=True) for line in lines))
    append_to(document, make_end(heading, plan))
    add_section(document, landscape=True, restart=True)
    append_to(document, make_figures_annex(report, plan, heading, internal=True))
    add_section(document, restart=True)
    captions = Captions()
    append_to(document, _make_coverage(report, plan, captions))
    chart = make_chart_paragraph(
        document, m.CHART_TITLE, count_activities(report, plan), width_mm=TEXT_WIDTH_MM, height_mm=70
    )
    append_to(document, [chart, captions.make_chart_caption(m.CHART_TITLE), *_make_aspects(report, plan, captions)])
    append_to(document, [*_make_doubles(report, plan, captions), *make_comparison(report, plan, captions)])
    append_to(document, [*make_findings(report, captions), *make_questions(questions, captions)])
    append_to(document, make_decisions(report, captions))
    add_section(document, landscape=True)
    append_to(document, [*make_adjustments(report, plan, captions), *_make_sources(report, captions)])
    return compute_docx_bytes(document)


def _make_summary(
    report: Report, plan: Plan, lines: Sequence[Line], questions: Sequence[OpenQuestion]
) -> list[Element]:
    """One box at the top of page 1: what the leader must know before reading."""
    coverage = report.coverage
    texts = [
        m.SUMMARY_REPORTED.format(
            reported=coverage.reported_units, expected=coverage.expected_units, on_time=coverage.on_time_units
        )
    ]
    if report.missing_units:
        names = (name_with_code(plan, code) for code in report.missing_units)
        texts.append(m.SUMMARY_MISSING.format(units="; ".join(names)))
    texts += summarise_unsettled(report)
    waiting = sum(claim.counted is None for claim in report.double_claims)
    if waiting:
        texts.append(m.SUMMARY_DISPUTED.format(count=waiting))
    texts.append(m.SUMMARY_FINDINGS.format(count=len(list_findings(report)), questions=len(questions)))
    blanks = [raise_first(place) for place in find_blanks(lines)]
    if plan.own.number is None or plan.own.issued_date is None:
        blanks.insert(0, m.BLANK_OWN_BASIS)
    if blanks:
        texts.append(m.SUMMARY_BLANKS.format(mark=m.TO_COMPLETE, places="; ".join(blanks)))
    texts += summarise(report)
    if report.estimate:
        texts.append(m.SUMMARY_ESTIMATE)
    texts.append(m.SUMMARY_UNITS.format(units="; ".join(f"{unit.code} - {unit.name}" for unit in plan.units)))
    look = Look(size=11, align="both", after=2)
    paragraphs = [
        make_paragraph(
            Look(size=12, bold=True, align="center", before=3, after=3), m.SUMMARY.format(version=report.version)
        )
    ]
    if report.example:
        paragraphs.insert(0, make_paragraph(Look(size=12, bold=True, align="center", before=3), m.EXAMPLE))
    paragraphs += [make_paragraph(look, f"- {text}") for text in texts]
    box = make_table((TEXT_WIDTH_MM,), [(CellContent(tuple(paragraphs), shading=SUMMARY_SHADE),)], padding_mm=2)
    return [box, make_paragraph(Look(size=8))]


def _make_coverage(report: Report, plan: Plan, captions: Captions) -> list[Element]:
    count = len(plan.items)
    middle = restyle(CELL, size=10, align="center")

    def show(text: str, shade: str | None, *, bold: bool = False) -> CellContent:
        return CellContent((make_paragraph(restyle(middle, bold=bold), text),), shading=shade)

    rows: list[list[str | CellContent]] = []
    for code in report.coverage.cells:
        labels = [label_unit_cell(report, code, item.number) for item in plan.items]
        rows.append(
            [
                show(code, None, bold=True),
                *(show(f"{m.STATE_MARKS[kind]} {label}", SHADES[kind]) for kind, label in labels),
            ]
        )
    overall = [report.coverage.items.get(item.number) for item in plan.items]
    rows.append(
        [
            show(m.ALL_UNITS, None, bold=True),
            *(
                show(one.state.label, SHADES[one.state.value], bold=True) if one else show(m.NONE, None)
                for one in overall
            ),
        ]
    )
    rows.append(
        [
            show(m.ACTIVITIES, None, bold=True),
            *(show(str(one.activities) if one else m.NONE, None, bold=True) for one in overall),
        ]
    )
    first = 24.0
    widths = [first, *([(TEXT_WIDTH_MM - first) / count] * count)]
    titles = [m.UNIT, *(m.ITEM.format(number=item.number) for item in plan.items)]
    legend = [[show(m.STATE_MARKS[kind], SHADES[kind]), make_cell(label)] for kind, label in describe_legend()]
    return [
        make_paragraph(Look(bold=True, align="center", after=6), m.INTERNAL_ANNEXES),
        make_paragraph(HEADING, m.COVERAGE_HEADING),
        captions.make_table_caption(m.COVERAGE_CAPTION),
        make_grid(widths, titles, rows),
        make_paragraph(restyle(NOTE, bold=True, before=6, keep_next=True), m.LEGEND),
        make_table((12, 80), legend, header_rows=0, align="left"),
    ]


def _make_aspects(report: Report, plan: Plan, captions: Captions) -> list[Element]:
    rows = []
    for item in plan.items:
        one = report.coverage.items.get(item.number)
        flags = one.aspects if one else {}
        titles = [(aspect.title, flags.get(aspect.id, False)) for aspect in item.aspects]
        covered = "; ".join(title for title, flag in titles if flag) or m.NONE_COVERED
        missing = "; ".join(title for title, flag in titles if not flag) or m.ALL_COVERED
        rows.append([f"{item.number}. {item.title}", covered, missing])
    table = make_grid((60, 50, 50), m.ASPECT_COLUMNS, rows)
    return [make_paragraph(HEADING, m.ASPECTS_HEADING), captions.make_table_caption(m.ASPECTS_CAPTION), table]


def _make_doubles(report: Report, plan: Plan, captions: Captions) -> list[Element]:
    rows = [[str(number), *row] for number, row in enumerate(list_double_rows(report), 1)]
    parts = [make_paragraph(HEADING, m.DOUBLE_HEADING)]
    if rows:
        parts += [
            captions.make_table_caption(m.DOUBLE_CAPTION),
            make_grid((11, 53, 53, 17, 26), m.DOUBLE_COLUMNS, rows),
        ]
    else:
        parts.append(make_paragraph(NOTE, m.NO_DOUBLE))
    disputed = [
        f"{name_indicator(plan, total)}: {format_total(report, total)} {total.measure}"
        for total in report.totals
        if total.disputed
    ]
    if disputed:
        parts.append(make_paragraph(restyle(NOTE, before=4), m.DISPUTED_TOTALS.format(totals="; ".join(disputed))))
    copies = [[str(number), *row] for number, row in enumerate(list_copy_rows(report), 1)]
    if copies:
        table = make_grid((11, 26, 47, 47, 29), m.COPY_COLUMNS, copies)
        parts += [captions.make_table_caption(m.COPIES_CAPTION), table]
    return parts


def _make_sources(report: Report, captions: Captions) -> list[Element]:
    heading = make_paragraph(HEADING, m.SOURCES_HEADING)
    rows: list[list[str | CellContent]] = []
    for one in report.submissions:
        state = f"{describe_state(one, report)}; {describe_arrival(one)}"
        for file in one.files:
            name = f"{clean_line(file.name)} ({file.role.label})"
            if told := describe_document(one):
                name = f"{name}; {told}"
            # Small enough for one line: a hash broken at any letter cannot be compared or searched for.
            hashed = make_paragraph(restyle(CELL, size=8), file.sha256)
            cell = CellContent((make_paragraph(CELL, name), hashed))
            unit, moment = one.unit or m.NO_UNIT, format_moment(one.received_at)
            rows.append([str(len(rows) + 1), unit, cell, describe_source(one), moment, state])
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_SOURCES), make_gap()]
    widths = (12, 20, 110, 37, 30, 38)
    assert sum(widths) == LANDSCAPE_WIDTH_MM
    return [
        heading,
        captions.make_table_caption(m.SOURCES_CAPTION),
        make_grid(widths, m.SOURCE_COLUMNS, rows),
        make_gap(),
    ]
