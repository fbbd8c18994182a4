"""The sheet of what waits: written for people who know only Excel, with the choices as drop-down cells.

Each row bears a check code, made of this ledger and of the question as it was asked, so that a stale or foreign row
shows. Nothing in it is a formula or a link. Keeps out reading it back (sheet_rows.py) and deciding (steps).
"""

import hashlib
import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from schemas.plan import Plan
from schemas.question import Candidate
from schemas.values import QuestionKind, SenderChoice
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.inbox import InboxEntry
from tonghop.plan.dates import OFFICE_ZONE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
"""Rows above hold what this is and what to do."""
_WIDTHS = (10, 14, 9, 16, 34, 14, 36, 30, 26, 14, 14, 7)
_CHARACTERS_PER_WIDTH = 1.4  # of Times New Roman 11, against the digits in which widths are counted
_LINE_POINTS, _MOST_ROW_POINTS = 15.0, 409.0
"""Not every program finds the height of a row by itself; Excel refuses a taller one."""
_CELL_LIMIT = 4_000
_LABEL_LIMIT = 200
"""Longer choices cannot be picked in every version of Excel."""
_STAMP_DIGITS, _LEDGER_DIGITS = 12, 8
_LISTS = "lists"
_NOT_HERE = (QuestionKind.SECRECY, QuestionKind.DELIVERY)
_NO_CODES = frozenset({"by-hand", "later", ""})


class SheetRow(NamedTuple):
    """One question as the sheet shows it."""

    entry: InboxEntry
    choices: tuple[Candidate, ...]
    """With labels that differ from each other; empty: it is decided elsewhere and only shown."""
    check: str


def make_rows(entries: Sequence[InboxEntry], plan: Plan, ledger_id: str) -> list[SheetRow]:
    """The rows of a sheet: what may be chosen in each, and its check code.

    `ledger_id` is the hash of the ledger's first event.
    """
    return [_make_row(entry, plan, ledger_id) for entry in entries]


def _make_row(entry: InboxEntry, plan: Plan, ledger_id: str) -> SheetRow:
    choices = () if entry.kind in _NOT_HERE else _list_choices(entry, plan)
    told = "\n".join([entry.key, entry.text, entry.evidence or "", *(f"{each.code} {each.label}" for each in choices)])
    stamp = hashlib.sha256(told.encode()).hexdigest()[:_STAMP_DIGITS]
    return SheetRow(entry, choices, f"{stamp}-{make_ledger_code(ledger_id)}")


def find_choice(row: SheetRow, said: str) -> Candidate | None:
    """The choice that a person wrote: as the sheet shows it, in full, or by its code."""
    words_said = " ".join(said.split())
    full = {each.code: each.label for each in row.entry.candidates}
    for each in row.choices:
        told = (each.code, each.label, full.get(each.code, ""))
        if words_said and words_said in (" ".join(one.split()) for one in told):
            return each
    return None


def make_ledger_code(ledger_id: str) -> str:
    """The part of a check code that tells from which ledger a sheet came."""
    return hashlib.sha256(ledger_id.encode()).hexdigest()[:_LEDGER_DIGITS]


def _list_choices(entry: InboxEntry, plan: Plan) -> tuple[Candidate, ...]:
    """What can be picked; mails of an unknown sender are accepted for one unit each."""
    told = []
    for each in entry.candidates:
        if entry.kind is QuestionKind.SENDER and each.code == SenderChoice.ACCEPT.value:
            told += [
                Candidate(code=f"{each.code}:{unit.code}", label=words.ACCEPT_FOR.format(unit=unit.name))
                for unit in plan.units
            ]
        elif each.code not in _NO_CODES:
            told.append(each)
    shown: dict[str, Candidate] = {}
    for each in told:
        label = _clean(each.label, _LABEL_LIMIT)
        while label in shown:
            label = f"{label} *"
        shown[label] = each.model_copy(update={"label": label})
    return tuple(shown.values())


def write_sheet(rows: Sequence[SheetRow], plan: Plan, at: datetime) -> bytes:
    """The workbook: one sheet for people, one hidden with the lists of choices."""
    import xlsxwriter

    out = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, never)
    book.set_properties({"title": words.TITLE, "created": at.replace(tzinfo=None)})
    sheet, lists = book.add_worksheet(words.SHEET), book.add_worksheet(_LISTS)
    lists.hide()
    formats = _make_formats(book)
    _set_page(sheet, formats, len(rows), at)
    for place, row in enumerate(rows):
        _write_row(sheet, HEAD_ROW + 1 + place, row, plan, formats)
        if row.choices:
            _write_choices(sheet, lists, place, row.choices)
    book.close()
    return out.getvalue()


def _make_formats(book: "Workbook") -> "dict[str, Format]":
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    cell = {**base, "border": 1, "text_wrap": True}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "note": book.add_format(base),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6F0"}),
        "text": book.add_format(cell),
        "fill": book.add_format({**cell, "bg_color": "#FFF8DC", "locked": False}),
        "check": book.add_format({**cell, "font_size": 8, "font_color": "#808080"}),
    }


def _set_page(sheet: "Worksheet", formats: "dict[str, Format]", rows: int, at: datetime) -> None:
    sheet.write_string(0, 0, words.HEADING.format(at=at.astimezone(OFFICE_ZONE)), formats["title"])
    sheet.write_string(1, 0, words.GUIDE, formats["note"])
    for column, (title, width) in enumerate(zip(words.COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, title, formats["head"])
    sheet.set_row(HEAD_ROW, 2 * _LINE_POINTS)
    last = max(HEAD_ROW + rows, HEAD_ROW + 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(words.COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&C&P/&N")
    sheet.ignore_errors({"number_stored_as_text": f"A1:L{last + 1}"})
    may: dict[str, Any] = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
    sheet.protect("", may)


def _write_row(sheet: "Worksheet", place: int, row: SheetRow, plan: Plan, formats: "dict[str, Format]") -> None:
    entry = row.entry
    unit = plan.find_unit(entry.unit) if entry.unit is not None else None
    told = (
        entry.key,
        entry.kind.label,
        ", ".join(entry.periods),
        unit.name if unit is not None else entry.unit or "",
        entry.evidence or "",
        entry.place or "",
        entry.text,
        entry.consequence,
    )
    lines = 2
    for column, text in enumerate(told):
        sheet.write_string(place, column, _clean(text, _CELL_LIMIT), formats["text"])
        lines = max(lines, _count_lines(text, _WIDTHS[column]))
    lines = max([lines, *(_count_lines(each.label, _WIDTHS[words.CHOICE]) for each in row.choices)])
    sheet.set_row(place, min(lines * _LINE_POINTS, _MOST_ROW_POINTS))
    fill = formats["fill"] if row.choices else formats["text"]
    sheet.write_string(place, words.CHOICE, "" if row.choices else words.ELSEWHERE, fill)
    sheet.write_string(place, words.NOTE, "", fill)
    sheet.write_string(place, words.BY, "", fill)
    sheet.write_string(place, words.CHECK, row.check, formats["check"])


def _count_lines(text: str, width: int) -> int:
    return sum(math.ceil(max(len(line), 1) / (width * _CHARACTERS_PER_WIDTH)) for line in text.split("\n"))


def _write_choices(sheet: "Worksheet", lists: "Worksheet", place: int, choices: Sequence[Candidate]) -> None:
    """A row of the hidden sheet holds the choices: a list within the cell itself may have 255 characters only."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    for column, each in enumerate(choices):
        lists.write_string(place, column, each.label)
    first = xl_rowcol_to_cell(place, 0, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(place, len(choices) - 1, row_abs=True, col_abs=True)
    sheet.data_validation(
        HEAD_ROW + 1 + place,
        words.CHOICE,
        HEAD_ROW + 1 + place,
        words.CHOICE,
        {
            "validate": "list",
            "source": f"={_LISTS}!{first}:{last}",
            "error_title": words.WRONG_TITLE,
            "error_message": words.WRONG_TEXT,
        },
    )


def _clean(text: str, limit: int) -> str:
    """Lines kept, control characters gone, cut where a cell ends."""
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return kept if len(kept) <= limit else kept[: limit - 2].rstrip() + " …"
