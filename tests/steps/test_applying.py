"""A filled-in sheet of what waits: recorded and applied; stale, foreign and wrong rows are refused alone."""

import io
from pathlib import Path

import openpyxl

from schemas.values import CheckStatus
from tests.steps.desk import LOOSE, Desk, add
from tonghop import steps
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.sheet import HEAD_ROW


def fill(data: bytes, choices: dict[str, str]) -> bytes:
    """The sheet with choices by key, as Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[words.SHEET]
    for row in sheet.iter_rows(min_row=HEAD_ROW + 2):
        if (choice := choices.get(str(row[words.KEY].value))) is not None:
            row[words.CHOICE].value = choice
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def list_reasons(applied: steps.Applied) -> list[str | None]:
    return [each.refused for each in applied.rows]


def test_a_filled_sheet_is_recorded_and_applied_and_told_when_it_comes_again(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    label = next(each.label for each in entry.candidates if each.code == "item:2")
    with desk.open() as job:
        data, count = steps.export_sheet(job, period="2024-H1")
        assert (count, steps.export_sheet(job, period="2024-H2")[1]) == (1, 0)
        filled = fill(data, {entry.key: label})
        first = steps.apply_sheet(job, "v.xlsx", filled, by="Hà")
        again = steps.apply_sheet(job, "v.xlsx", filled, by="Hà")
        other = steps.apply_sheet(job, "v.xlsx", fill(data, {entry.key: entry.candidates[-1].label}), by="Hà")
    assert (list_reasons(first), first.changed, first.rows[0].is_new) == ([None], 1, True)
    assert (list_reasons(again), again.rows[0].is_new) == ([None], False)
    assert list_reasons(other) == [words.DECIDED.format(by="Hà", label=label)]
    assert (desk.texts(2), desk.rows[0].status) == ([LOOSE], CheckStatus.ACCEPTED)


def test_stale_foreign_and_wrong_rows_are_refused_one_by_one(desk: Desk, tmp_path: Path) -> None:
    second = LOOSE.replace("12 bộ", "7 bộ")
    desk.bring(*add(LOOSE, second))
    desk.run()
    asked = {entry.evidence: entry for entry in desk.find("item")}
    labels = {each.code: each.label for each in asked[LOOSE].candidates}
    choices = {asked[LOOSE].key: "Nội dung 77", asked[second].key: labels["item:2"]}
    with desk.open() as job:
        data, _ = steps.export_sheet(job)
    edited = openpyxl.load_workbook(io.BytesIO(fill(data, choices)))
    allowed = words.ALLOWED_ITEMS.format(items="1, 2, 3, 4, 5, 6")
    sheet = edited[words.SHEET]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD_ROW + 2)]
    stale = [*lines[0]]
    stale[words.CHECK] = f"{'0' * 12}-{str(stale[words.CHECK]).partition('-')[2]}"
    foreign = [*lines[0]]
    foreign[words.CHECK] = f"{str(foreign[words.CHECK]).partition('-')[0]}-{'f' * 8}"
    unknown = [*lines[0]]
    unknown[words.KEY] = "00000000"
    for line in (stale, foreign, unknown, [*lines[0][: words.CHECK], "sửa"]):
        sheet.append(line)
    out = io.BytesIO()
    edited.save(out)
    with desk.open() as job:
        applied = steps.apply_sheet(job, "v.xlsx", out.getvalue(), by="Hà")
    assert sorted(map(str, list_reasons(applied))) == sorted(
        [
            "None",
            words.WRONG_CHOICE.format(choice="Nội dung 77", choices=allowed),
            words.STALE,
            words.FOREIGN,
            words.UNKNOWN,
            words.NO_CHECK,
        ]
    )
    assert desk.texts(2) == [second]
