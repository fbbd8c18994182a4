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
from schemas.values import ComparedWith
from tonghop.rendering import messages as m
from tonghop.rendering.by_unit import list_columns, split_total, tell_check
from tonghop.rendering.composing import (
    choose_text,
    list_double_rows,
    list_notes,
    sort_activities,
)
from tonghop.rendering.coverage import SHADES, label_unit_cell
from tonghop.rendering.decided import list_findings, name_owner, tell_message, tell_settled
from tonghop.rendering.heading import compose_heading
from tonghop.rendering.history import (
    list_adjustment_rows,
    name_compared,
    tell_row_note,
)
from tonghop.rendering.sources import format_moment, list_source_rows
from tonghop.rendering.text import (
    clean_line,
    clean_sentence,
    format_date_text,
    format_quantities,
    list_parts,
    name_level,
    raise_first,
)
from tonghop.rendering.totals import (
    compose_total_note,
    is_estimated,
    is_revised,
    name_indicator,
    name_indicator_id,
    sort_totals,
    tell_extent,
)

HEAD_ROW = 2
CELL_LIMIT = 32_000  # Excel refuses more than 32,767 characters
CHARACTERS_PER_WIDTH = 1.2  # of Times New Roman 12, against the digits in which widths are counted
BOLD_SHARE = 0.8  # of the letters of a column's width that fit when they are bold and words stay whole
LINE_POINTS = 16.5
MOST_PRINTED_WIDTH = 170
"""Of all columns together on the breadth of a page: what is wider would be printed smaller than 9 points."""
LEAST_PRINT_PERCENT = 75
EMPTY_COLUMNS = 14
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
            kind: self.book.add_format({**cell, "align": "center", "bg_color": f"#{shade}"})
            for kind, shade in SHADES.items()
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
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
        sheet.set_footer(f"&C{m.SHEET_PAGE}")
        told = list(rows)
        if not told:
            sheet.write_string(HEAD_ROW, 0, m.SHEET_EMPTY.format(name=name))
            sheet.print_area(0, 0, HEAD_ROW, EMPTY_COLUMNS)
            return
        for column, (text, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(column, column, width, None, {"hidden": text in m.SHEET_HIDDEN_COLUMNS})
            sheet.write_string(HEAD_ROW, column, text, self.head)
        sheet.set_row(HEAD_ROW, _compute_height(columns, [width * BOLD_SHARE for width in widths]))
        last = HEAD_ROW
        for last, row in enumerate(told, HEAD_ROW + 1):
            for column, value in enumerate(row):
                is_number = isinstance(value, int) and columns[column] in m.SHEET_CENTRED_COLUMNS
                self._write(sheet, last, column, (value, self.middle) if is_number else value)
            sheet.set_row(last, _compute_height(row, widths))
        sheet.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.print_area(0, 0, last, len(columns) - 1)
        shown = sum(width for text, width in zip(columns, widths, strict=True) if text not in m.SHEET_HIDDEN_COLUMNS)
        if shown <= MOST_PRINTED_WIDTH:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(LEAST_PRINT_PERCENT)

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
    units = list_columns(report, plan)
    tables = (
        (
            m.SHEET_FIGURES,
            (*m.SHEET_FIGURE_COLUMNS, *units, *m.SHEET_FIGURE_NOTES),
            (7, 23, 30, 11, 9, 7, 9, *([8] * len(units)), 11, 14, 20),
            _list_figures(report, plan, units),
        ),
        (
            m.SHEET_ACTIVITIES,
            m.SHEET_ACTIVITY_COLUMNS,
            (8, 8, 62, 12, 22, 20, 68, 18, 22, 14),
            _list_activities(report, plan),
        ),
        (
            m.SHEET_COVERAGE,
            (m.UNIT, m.SHEET_UNIT_NAME, *(m.ITEM.format(number=item.number) for item in plan.items)),
            (8, 34, *([20] * len(plan.items))),
            _list_coverage(report, plan, book),
        ),
        (
            m.SHEET_ADJUSTMENTS,
            m.ADJUSTMENT_COLUMNS,
            (5, 8, 9, 50, 9, 9, 12, 38, 24),
            _list_adjustments(report, plan),
        ),
        (
            m.SHEET_COMPARISON,
            m.SHEET_COMPARISON_COLUMNS,
            (14, 16, 7, 9, 30, 10, 9, 8, 9, 8, 9, 10, 8, 20),
            _list_comparison(report, plan, book),
        ),
        (m.SHEET_CHANGES, m.SHEET_CHANGE_COLUMNS, (22, 18, 12, 10, 90), _list_changes(report)),
        (
            m.SHEET_SOURCES,
            m.SHEET_SOURCE_COLUMNS,
            (8, 32, 9, 34, 12, 12, 12, 8, 14, 12, 16),
            list_source_rows(report),
        ),
        (m.SHEET_FINDINGS, m.SHEET_FINDING_COLUMNS, (10, 12, 58, 48, 15, 26), _list_findings(report)),
        (m.SHEET_DOUBLES, m.DOUBLE_COLUMNS[1:], (60, 60, 9, 36), list_double_rows(report)),
        (m.SHEET_DECISIONS, m.SHEET_DECISION_COLUMNS, (38, 38, 28, 16, 15, 14, 20), _list_decisions(report)),
    )
    for name, columns, widths, rows in tables:
        book.add_sheet(name, title, columns, widths, rows, example=report.example)
    book.book.close()
    return out.getvalue()


def _list_figures(report: Report, plan: Plan, units: Sequence[str]) -> Iterable[Sequence[Any]]:
    for item in plan.items:
        for total in sort_totals(report, item):
            level = name_level(total.precision, estimate=is_estimated(report, total))
            note = compose_total_note(report, total)
            name, parts = name_indicator(plan, total), "; ".join(list_parts(total))
            told = [tell_extent(report, plan, total), note, m.REVISED if is_revised(report, total) else ""]
            note = "; ".join(filter(None, told))
            split = split_total(report, total)
            yield (
                *(total.item, item.title, name, total.measure, total.scope.label, level, total.value),
                *(split.get(code, "") for code in units),
                *(tell_check(total, split), parts, note),
            )


def _list_activities(report: Report, plan: Plan) -> Iterable[Sequence[Any]]:
    notes = list_notes(report)
    heads = {file.sha256: row.letterheads for row in report.submissions for file in row.files}
    for item in plan.items:
        for one in sort_activities(report, plan, item):
            yield (
                one.item,
                one.unit,
                clean_sentence(choose_text(one)),
                "; ".join(map(format_date_text, one.dates)),
                format_quantities(one.quantities),
                one.id,
                one.sha256,
                "; ".join((*one.countries, *one.partners)),
                notes.get(one.id, ""),
                describe_place(one.locator, heads.get(one.sha256, ())),
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
        yield (code, unit.name if unit else code, *((label, book.states[kind]) for kind, label in row))
    overall = [coverage.items.get(item.number) for item in plan.items]
    yield (
        m.ALL_UNITS,
        m.STATE,
        *((one.state.label, book.states[one.state.value]) if one else m.NONE for one in overall),
    )
    yield (m.ALL_UNITS, m.ACTIVITIES, *((one.activities, book.middle) if one else m.NONE for one in overall))


def _list_findings(report: Report) -> Iterable[Sequence[Any]]:
    heads = {row.id: row.letterheads for row in report.submissions}
    for one in list_findings(report):
        place = describe_place(one.locator, heads.get(one.submission or "", ())) if one.locator else ""
        yield name_owner(one), one.severity.label, tell_message(report, one), one.fix, place, tell_settled(report, one)


def _list_decisions(report: Report) -> Iterable[Sequence[Any]]:
    for one in report.decisions:
        at = format_moment(one.decided_at)
        yield one.about, one.evidence or "", one.chosen, one.decided_by, at, one.recorded_by, one.note or ""
