"""annex.xlsx: figures, activities, coverage, sources and findings, for officers who check in Excel.

Add here a sheet or a column. Keep out live content: text of a report is never a formula or a link.
"""

import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from schemas.period import parse_period
from schemas.places import describe_place
from schemas.plan import Plan
from schemas.report import Report
from schemas.values import CellState, ComparedWith
from tonghop.rendering import messages as m
from tonghop.rendering.composing import (
    choose_text,
    name_adjustments,
    sort_activities,
    tell_unprinted,
)
from tonghop.rendering.coverage import SHADES, label_unit_cell
from tonghop.rendering.decided import name_owner, tell_settled
from tonghop.rendering.heading import compose_heading
from tonghop.rendering.history import (
    list_adjustment_rows,
    name_compared,
    name_level,
    tell_row_note,
)
from tonghop.rendering.sources import format_moment, list_source_rows
from tonghop.rendering.text import (
    clean_line,
    clean_sentence,
    format_date_text,
    format_quantities,
    list_parts,
    raise_first,
)
from tonghop.rendering.totals import (
    compose_total_note,
    is_estimated,
    is_revised,
    name_indicator,
    name_indicator_id,
    sort_totals,
    tell_since,
)

HEAD_ROW = 2
CELL_LIMIT = 32_000  # Excel refuses more than 32,767 characters
CHARACTERS_PER_WIDTH = 1.2  # of Times New Roman 12, against the digits in which widths are counted
LINE_POINTS = 16.5
MOST_ROW_POINTS = 409.0  # Excel refuses a taller row


class _Book:
    """One workbook with the few formats that its sheets share."""

    def __init__(self, out: io.BytesIO, title: str, created: datetime) -> None:
        import xlsxwriter

        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        }
        self.book = xlsxwriter.Workbook(out, options)
        self.book.set_properties({"title": clean_line(title)[:250], "created": created.replace(tzinfo=None)})
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        cell = {**base, "border": 1, "text_wrap": True}
        self.title = self.book.add_format({**base, "bold": True, "font_size": 13})
        self.warning = self.book.add_format({**base, "bold": True, "font_color": "#9C0006"})
        self.head = self.book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#DDE6F0"})
        self.text = self.book.add_format(cell)
        self.middle = self.book.add_format({**cell, "align": "center"})
        self.whole = self.book.add_format({**cell, "num_format": "#,##0"})
        self.decimal = self.book.add_format({**cell, "num_format": "#,##0.00##"})
        self.signed = self.book.add_format({**cell, "num_format": "+#,##0.##;-#,##0.##;0"})
        self.share = self.book.add_format({**cell, "num_format": "+0.0%;-0.0%;0%"})
        self.states = {
            state: self.book.add_format({**cell, "align": "center", "bg_color": f"#{SHADES[state]}"})
            for state in CellState
        }

    def add_sheet(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Sequence[Any]],
        *,
        example: bool,
    ) -> None:
        """A sheet with title, head row, rows; a value may be a (value, format) pair."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, clean_line(title), self.title)
        if example:
            sheet.write_string(1, 0, m.EXAMPLE, self.warning)
        for column, (text, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(column, column, width, None, {"hidden": text in m.SHEET_HIDDEN_COLUMNS})
            sheet.write_string(HEAD_ROW, column, text, self.head)
        last = HEAD_ROW
        for last, row in enumerate(rows, HEAD_ROW + 1):
            for column, value in enumerate(row):
                is_number = isinstance(value, int) and columns[column] in m.SHEET_CENTRED_COLUMNS
                self._write(sheet, last, column, (value, self.middle) if is_number else value)
            sheet.set_row(last, _compute_height(row, widths))
        if last == HEAD_ROW:
            last += 1
            sheet.write_string(last, 0, m.SHEET_EMPTY, self.text)
        sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer(f"&C{m.SHEET_PAGE}")

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        value, chosen = value if isinstance(value, tuple) else (value, None)
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, chosen or (self.whole if isinstance(value, int) else self.decimal))
        else:
            sheet.write_string(row, column, clean_line(value)[:CELL_LIMIT], chosen or self.text)


def _compute_height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Points that the wrapped text of a row needs: not every program works it out when it opens the file."""
    values = [value[0] if isinstance(value, tuple) else value for value in row]
    lines = [
        math.ceil(len(str(value)) / (CHARACTERS_PER_WIDTH * width)) for value, width in zip(values, widths, strict=True)
    ]
    return min(LINE_POINTS * max(1, *lines), MOST_ROW_POINTS)


def render_workbook(report: Report, plan: Plan, *, created_at: datetime) -> bytes:
    """The bytes of annex.xlsx; figures are numbers, equal to report.json.

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        created_at: The date that the file's properties show; with the same one the bytes are the same.
    """
    out = io.BytesIO()
    abstract = compose_heading(report, plan, blank=m.BLANK_SHORT).abstract
    title = m.SHEET_TITLE.format(title=abstract, version=report.version)
    book = _Book(out, title, created_at)
    tables = (
        (m.SHEET_FIGURES, m.SHEET_FIGURE_COLUMNS, (10, 46, 44, 15, 12, 12, 18, 24, 40), _list_figures(report, plan)),
        (
            m.SHEET_ACTIVITIES,
            m.SHEET_ACTIVITY_COLUMNS,
            (10, 10, 80, 14, 30, 20, 68, 30, 40, 24),
            _list_activities(report, plan),
        ),
        (
            m.SHEET_COVERAGE,
            (m.UNIT, m.SHEET_UNIT_NAME, *(m.ITEM.format(number=item.number) for item in plan.items)),
            (12, 50, *([20] * len(plan.items))),
            _list_coverage(report, plan, book),
        ),
        (
            m.SHEET_ADJUSTMENTS,
            m.ADJUSTMENT_COLUMNS,
            (8, 12, 10, 70, 14, 14, 16, 50, 30),
            _list_adjustments(report, plan),
        ),
        (
            m.SHEET_COMPARISON,
            m.SHEET_COMPARISON_COLUMNS,
            (22, 26, 9, 10, 44, 15, 12, 12, 16, 12, 16, 14, 11, 30),
            _list_comparison(report, plan, book),
        ),
        (m.SHEET_CHANGES, m.SHEET_CHANGE_COLUMNS, (22, 18, 12, 10, 90), _list_changes(report)),
        (
            m.SHEET_SOURCES,
            m.SHEET_SOURCE_COLUMNS,
            (10, 44, 12, 68, 20, 18, 18, 12, 24, 22, 34),
            list_source_rows(report),
        ),
        (m.SHEET_FINDINGS, m.SHEET_FINDING_COLUMNS, (12, 16, 70, 60, 24, 44), _list_findings(report)),
        (m.SHEET_DECISIONS, m.SHEET_DECISION_COLUMNS, (60, 60, 44, 24, 24, 24, 40), _list_decisions(report)),
    )
    for name, columns, widths, rows in tables:
        book.add_sheet(name, title, columns, widths, rows, example=report.example)
    book.book.close()
    return out.getvalue()


def _list_figures(report: Report, plan: Plan) -> Iterable[Sequence[Any]]:
    for item in plan.items:
        for total in sort_totals(report, item):
            level = name_level(total.precision, estimate=is_estimated(report, total))
            note = compose_total_note(total)
            name, parts = name_indicator(plan, total), "; ".join(list_parts(total))
            told = [tell_since(report, total), note, m.REVISED if is_revised(report, total) else ""]
            note = "; ".join(filter(None, told))
            yield total.item, item.title, name, total.measure, total.scope.label, level, total.value, parts, note


def _list_activities(report: Report, plan: Plan) -> Iterable[Sequence[Any]]:
    changed = name_adjustments(report)
    for item in plan.items:
        for one in sort_activities(report, plan, item):
            reason = [] if one.printed else [tell_unprinted(report, one)]
            yield (
                one.item,
                one.unit,
                clean_sentence(choose_text(one)),
                "; ".join(map(format_date_text, one.dates)),
                format_quantities(one.quantities),
                one.id,
                one.sha256,
                "; ".join((*one.countries, *one.partners)),
                "; ".join([*reason, *changed.get(one.id, ())]),
                describe_place(one.locator),
            )


def _list_adjustments(report: Report, plan: Plan) -> Iterable[Sequence[Any]]:
    for row, one in zip(list_adjustment_rows(report, plan), report.adjustments, strict=True):
        found = m.NOT_FOUND if one.found is None else one.found
        yield one.id, row[1], one.item, row[3], one.old, one.new, found, *row[7:]


def _list_comparison(report: Report, plan: Plan, book: _Book) -> Iterable[Sequence[Any]]:
    """Figures as numbers; a period of which nothing was issued has one row that says so."""
    for one in report.compared:
        name = parse_period(one.period).name
        if one.version is None:
            yield one.against.label, name, m.NONE, *([""] * 10), raise_first(name_compared(one))
        for row in report.comparison:
            if (row.against, row.period) == (one.against, one.period):
                yield (
                    one.against.label,
                    name,
                    one.version,
                    row.item,
                    name_indicator_id(plan, row.indicator),
                    row.measure,
                    row.scope.label,
                    name_level(row.precision, estimate=row.estimate),
                    m.COMPARISON_NONE if row.value is None else row.value,
                    name_level(row.base_precision, estimate=row.base_estimate),
                    m.COMPARISON_NONE if row.base is None else row.base,
                    m.NOT_COMPARABLE if row.change is None else (row.change, book.signed),
                    "" if row.ratio is None or row.against is ComparedWith.HALF else (row.ratio, book.share),
                    tell_row_note(row),
                )
    if not report.compared:
        yield m.AD_HOC_NOT_COMPARED, *([""] * 13)


def _list_changes(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.activity_changes:
        yield one.against.label, one.kind.label, one.unit, one.item, clean_sentence(one.text)


def _list_coverage(report: Report, plan: Plan, book: _Book) -> Iterable[Sequence[Any]]:
    coverage = report.coverage
    for code in coverage.cells:
        unit = plan.find_unit(code)
        row = [label_unit_cell(report, code, item.number) for item in plan.items]
        yield (code, unit.name if unit else code, *((label, book.states[state]) for state, label in row))
    overall = [coverage.items.get(item.number) for item in plan.items]
    yield (m.ALL_UNITS, m.STATE, *((one.state.label, book.states[one.state]) if one else m.NONE for one in overall))
    yield (m.ALL_UNITS, m.ACTIVITIES, *((one.activities, book.middle) if one else m.NONE for one in overall))


def _list_findings(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.findings:
        place = describe_place(one.locator) if one.locator else ""
        yield name_owner(one), one.severity.label, one.message, one.fix, place, tell_settled(report, one)


def _list_decisions(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.decisions:
        at = format_moment(one.decided_at)
        yield one.about, one.evidence or "", one.chosen, one.decided_by, at, one.recorded_by, one.note or ""
