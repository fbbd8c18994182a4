"""A filled-in sheet -> decisions, row by row: what is stale, foreign or wrong is refused, everything else recorded."""

from collections.abc import Mapping
from typing import NamedTuple

from tonghop.decisions import Decider, DecisionError, is_asked, list_inbox, messages
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.sheet import SheetRow, find_choice, make_ledger_code, make_rows, tell_allowed, write_sheet
from tonghop.decisions.sheet_rows import CHECK, FilledRow, read_sheet
from tonghop.job import Job
from tonghop.ledger.events import load_first
from tonghop.steps.deciding import decide, follow_decisions


class AppliedRow(NamedTuple):
    """What became of one row that a person filled in."""

    row: FilledRow
    label: str
    """Of the recorded choice."""
    refused: str | None
    """Why it was not recorded."""
    is_new: bool = True


class Applied(NamedTuple):
    """What became of a sheet."""

    rows: tuple[AppliedRow, ...]
    empty: int
    """Rows without a choice, which say nothing."""
    hidden: int
    """Rows that a filter hides, of which nothing was taken."""
    changed: int
    """Submissions that say something else now."""


def export_sheet(job: Job, *, period: str | None = None) -> tuple[bytes, int]:
    """The workbook of what waits, of one period when it is named, and how many rows it has."""
    rows = _list_rows(job)
    chosen = [row for row in rows if period is None or period in row.entry.periods]
    return write_sheet(chosen, job.plan, job.now()), len(chosen)


def apply_sheet(job: Job, name: str, data: bytes, *, by: str) -> Applied:
    """Record what people chose in a sheet.

    Args:
        job: whose ledger it is about.
        name: of the file, for messages.
        data: its bytes.
        by: who hands it in; decides where a row names nobody.

    Raises:
        DecisionError: the file is no such sheet.
    """
    sheet = read_sheet(name, data)
    waiting = {row.entry.key: row for row in _list_rows(job)}
    decided = {row.entry.key: row for row in _list_rows(job, decided=True)}
    filled = [row for row in sheet.rows if row.choice or row.note or row.by]
    rows = tuple(_apply_row(job, row, waiting, decided, by) for row in filled)
    changed = follow_decisions(job) if any(each.refused is None for each in rows) else 0
    return Applied(rows, len(sheet.rows) - len(filled), sheet.hidden, changed)


def _list_rows(job: Job, *, decided: bool = False) -> list[SheetRow]:
    entries = list_inbox(job.ledger, job.plan, example=job.is_example, decided=decided)
    return make_rows(entries, job.plan, _load_ledger_id(job))


def _load_ledger_id(job: Job) -> str:
    with job.ledger.read() as connection:
        return load_first(connection)


def _apply_row(
    job: Job, row: FilledRow, waiting: Mapping[str, SheetRow], decided: Mapping[str, SheetRow], by: str
) -> AppliedRow:
    try:
        label, is_new = _decide_row(job, row, waiting, decided, by)
    except DecisionError as error:
        return AppliedRow(row, "", str(error))
    return AppliedRow(row, label, None, is_new)


def _decide_row(
    job: Job, row: FilledRow, waiting: Mapping[str, SheetRow], decided: Mapping[str, SheetRow], by: str
) -> tuple[str, bool]:
    """Label of the choice, and whether it is new. Raises DecisionError with the reason to refuse the row."""
    check = CHECK.fullmatch(row.check)
    asked = waiting.get(row.key)
    if check is None:
        raise DecisionError(words.NO_CHECK)
    if check[2] != make_ledger_code(_load_ledger_id(job)):
        raise DecisionError(words.FOREIGN)
    if asked is None:
        return _meet_decided(job, decided.get(row.key), row)
    if asked.check != row.check:
        raise DecisionError(words.STALE)
    if not asked.choices:
        raise DecisionError(words.NOT_HERE)
    if not row.choice:
        raise DecisionError(words.NOTE_ALONE)
    chosen = find_choice(asked, row.choice)
    if chosen is None:
        raise DecisionError(words.WRONG_CHOICE.format(choice=row.choice, choices=tell_allowed(asked)))
    decider = Decider(row.by or by, by, row.note or None, job.now())
    return chosen.label, decide(job, row.key, chosen.code, decider, is_still=True).is_new


def _meet_decided(job: Job, known: SheetRow | None, row: FilledRow) -> tuple[str, bool]:
    """A row whose question waits no more: the same choice was recorded, another one, or it was closed."""
    held = known.entry.decision if known is not None else None
    if known is None or held is None:
        raise DecisionError(messages.CLOSED_SINCE if is_asked(job.ledger, row.key) else words.UNKNOWN)
    code = held.choice.replace(" ", ":")  # of mails of an unknown sender: accept VP
    label = next((each.label for each in known.choices if each.code == code), held.choice)
    said = find_choice(known, row.choice)
    if said is None or said.code != code:
        raise DecisionError(words.DECIDED.format(by=held.decided_by, label=label))
    return label, False
