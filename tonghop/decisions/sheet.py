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

from schemas.days import write_moment
from schemas.plan import Plan
from schemas.question import NO_ITEM, Candidate, number_choices
from schemas.values import QuestionKind, SenderChoice
from tonghop.decisions import sheet_messages as words
from tonghop.decisions import telling
from tonghop.decisions.inbox import InboxEntry
from tonghop.plan.dates import OFFICE_ZONE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
"""Rows above hold what this is and what to do."""
_WIDTHS = (4, 11, 13, 32, 27, 11, 41, 20, 11, 11, 9, 9, 7)
_CHARACTERS_PER_WIDTH = 1.45  # of Times New Roman 11, against the digits in which widths are counted
_LINE_POINTS, _MOST_ROW_POINTS = 15.0, 409.0
"""Not every program finds the height of a row by itself; Excel refuses a taller one."""
_CELL_LIMIT = 4_000
_SHOWN_LIMIT = 80
"""Of a choice in the drop-down cell; all its words stand in the column beside it."""
_STAMP_DIGITS, _LEDGER_DIGITS = 12, 8
_NOT_HERE = (QuestionKind.SECRECY, QuestionKind.DELIVERY)


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
    """The choice that a person picked or typed: as the sheet shows it, by its number, its code or its words."""
    shown = [each for each, told in zip(row.choices, show_choices(row), strict=True) if told == " ".join(said.split())]
    return shown[0] if len(shown) == 1 else telling.find_choice(row.entry.kind, row.choices, said)


def show_choices(row: SheetRow) -> tuple[str, ...]:
    """The choices as the drop-down cell has them."""
    kind = row.entry.kind
    numbered = number_choices(kind, [_cut(each) for each in row.choices])
    return tuple(telling.tell_choice(number, each, kind) for number, each in numbered.items())


def tell_allowed(row: SheetRow) -> str:
    """What may be filled in, for somebody who filled in something else."""
    if row.entry.kind is not QuestionKind.ITEM:
        return "; ".join(show_choices(row))
    numbers = sorted(number_choices(row.entry.kind, row.choices))
    return words.ALLOWED_ITEMS.format(items=", ".join(each for each in numbers if each != NO_ITEM))


def _cut(choice: Candidate) -> Candidate:
    return choice.model_copy(update={"label": _shorten(choice.label)})


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LIMIT else line[:_SHOWN_LIMIT].rsplit(" ", 1)[0] + " …"


def make_ledger_code(ledger_id: str) -> str:
    """The part of a check code that tells from which ledger a sheet came."""
    return hashlib.sha256(ledger_id.encode()).hexdigest()[:_LEDGER_DIGITS]


def _list_choices(entry: InboxEntry, plan: Plan) -> tuple[Candidate, ...]:
    """What can be picked; mails of an unknown sender are accepted for one unit each."""
    told = []
    for each in entry.candidates:
        if entry.kind is QuestionKind.SENDER and each.code == SenderChoice.ACCEPT.value:
            told += [
                Candidate(
                    code=f"{each.code}:{unit.code}",
                    label=words.ACCEPT_FOR.format(unit=unit.name),
                    effect=each.effect if nth == 0 else "",
                )
                for nth, unit in enumerate(plan.units)
            ]
        elif each.code not in telling.NO_CODES:
            told.append(each)
    shown: dict[str, Candidate] = {}
    for each in told:
        label = _clean(each.label, _CELL_LIMIT)
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
    sheet, lists = book.add_worksheet(words.SHEET), book.add_worksheet(words.LISTS)
    lists.hide()
    formats = _make_formats(book)
    _set_page(sheet, formats, rows, at)
    for place, row in enumerate(rows):
        _write_row(sheet, place, row, plan, formats)
        if row.choices:
            _write_choices(sheet, lists, place, show_choices(row))
    book.close()
    return out.getvalue()


def _make_formats(book: "Workbook") -> "dict[str, Format]":
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    cell = {**base, "border": 1, "text_wrap": True}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "note": book.add_format({**base, "text_wrap": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE6F0"}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "align": "center"}),
        "fill": book.add_format({**cell, "bg_color": "#FFF8DC", "locked": False}),
        "check": book.add_format({**cell, "font_size": 8, "font_color": "#808080"}),
    }


def _set_page(sheet: "Worksheet", formats: "dict[str, Format]", rows: Sequence[SheetRow], at: datetime) -> None:
    periods = {telling.name_periods(row.entry) for row in rows}
    about = words.OF_PERIODS.format(periods=periods.pop()) if len(periods) == 1 and "" not in periods else ""
    heading = words.HEADING.format(periods=about, at=write_moment(at.astimezone(OFFICE_ZONE)))
    sheet.write_string(0, 0, heading, formats["title"])
    sheet.merge_range(1, 0, 1, words.KEY, words.GUIDE, formats["note"])
    sheet.set_row(1, 2.2 * _LINE_POINTS)
    for column, (title, width) in enumerate(zip(words.COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, title, formats["head"])
    sheet.set_row(HEAD_ROW, 2.2 * _LINE_POINTS)
    last = max(HEAD_ROW + len(rows), HEAD_ROW + 1)
    sheet.autofilter(HEAD_ROW, 0, last, len(words.COLUMNS) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.5)
    sheet.print_area(0, 0, last, words.KEY)  # check codes are for the program alone
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&C&P/&N")
    sheet.ignore_errors({"number_stored_as_text": f"A1:M{last + 1}"})
    may: dict[str, Any] = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
    sheet.protect("", may)


def _write_row(sheet: "Worksheet", nth: int, row: SheetRow, plan: Plan, formats: "dict[str, Format]") -> None:
    entry, place = row.entry, HEAD_ROW + 1 + nth
    told = {
        words.KIND: entry.kind.label[:1].upper() + entry.kind.label[1:],
        words.UNIT: telling.name_units(entry, plan),
        words.QUESTION: entry.text,
        words.SENTENCE: entry.evidence or "",
        words.PLACE: entry.place or "",
        words.EFFECTS: "\n".join(
            [telling.tell_effects(entry.kind, _abridge(row), entry.consequence), *telling.tell_others(entry)]
        ),
        words.PERIOD: telling.name_periods(entry),
        words.KEY: entry.key,
    }
    lines = max(2, *(_count_lines(text, _WIDTHS[column]) for column, text in told.items()))
    lines = max([lines, *(_count_lines(each, _WIDTHS[words.CHOICE]) for each in show_choices(row))])
    sheet.set_row(place, min(lines * _LINE_POINTS, _MOST_ROW_POINTS))
    sheet.write_string(place, words.NUMBER, str(nth + 1), formats["number"])
    for column, text in told.items():
        sheet.write_string(place, column, _clean(text, _CELL_LIMIT), formats["text"])
    fill = formats["fill"] if row.choices else formats["text"]
    sheet.write_string(place, words.CHOICE, "" if row.choices else words.ELSEWHERE, fill)
    sheet.write_string(place, words.NOTE, "", fill)
    sheet.write_string(place, words.BY, "", fill)
    sheet.write_string(place, words.CHECK, row.check, formats["check"])


def _abridge(row: SheetRow) -> tuple[Candidate, ...]:
    """The choices as they are listed: the items of the plan, which everybody knows, by how their titles begin."""
    if row.entry.kind is not QuestionKind.ITEM:
        return row.choices
    return tuple(map(_cut, row.choices))


def _count_lines(text: str, width: int) -> int:
    return sum(math.ceil(max(len(line), 1) / (width * _CHARACTERS_PER_WIDTH)) for line in text.split("\n"))


def _write_choices(sheet: "Worksheet", lists: "Worksheet", nth: int, choices: Sequence[str]) -> None:
    """A row of the hidden sheet holds the choices: a list within the cell itself may have 255 characters only.

    Words of another form are let through with a warning: a number may be typed, and reading the sheet is strict.
    """
    from xlsxwriter.utility import xl_rowcol_to_cell

    for column, each in enumerate(choices):
        lists.write_string(nth, column, each)
    first = xl_rowcol_to_cell(nth, 0, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(nth, len(choices) - 1, row_abs=True, col_abs=True)
    sheet.data_validation(
        HEAD_ROW + 1 + nth,
        words.CHOICE,
        HEAD_ROW + 1 + nth,
        words.CHOICE,
        {
            "validate": "list",
            "source": f"='{words.LISTS}'!{first}:{last}",
            "error_type": "warning",
            "error_title": words.WRONG_TITLE,
            "error_message": words.WRONG_TEXT,
        },
    )


def _clean(text: str, limit: int) -> str:
    """Lines kept, control characters gone, cut where a cell ends."""
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return kept if len(kept) <= limit else kept[: limit - 2].rstrip() + " …"
