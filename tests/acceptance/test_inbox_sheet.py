"""The sheet of what waits, saved by the programs that people use: what was chosen comes back whole."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tonghop import steps
from tonghop.decisions import list_inbox
from tonghop.decisions import sheet_messages as words

pytestmark = pytest.mark.acceptance

Save = Callable[[Path], Path]
PATHS = {"PATH": "/usr/local/bin:/usr/bin:/bin"}


@pytest.fixture
def save_in_office(tmp_path: Path, lack: Callable[[str], None]) -> Save:
    """Open a workbook in LibreOffice and save it anew."""
    program = shutil.which("soffice", path="/usr/bin:/usr/local/bin:/opt/libreoffice/program")
    if program is None:
        lack("LibreOffice")

    def save(path: Path) -> Path:
        out = tmp_path / "saved"
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, path]
        subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=180, env=PATHS)
        return out / path.name

    return save


@pytest.mark.parametrize("office_first", [False, True])
def test_a_sheet_saved_by_libreoffice_is_applied(
    outputs: Path, open_work: Callable[..., Any], save_in_office: Save, tmp_path: Path, *, office_first: bool
) -> None:
    path = tmp_path / "việc chờ.xlsx"
    with open_work(outputs) as job:
        data, count = steps.export_sheet(job)
        claim = next(each for each in list_inbox(job.ledger, job.plan, example=True) if each.kind == "double-claim")
    path.write_bytes(data)
    if office_first:
        path = save_in_office(path)
    book = openpyxl.load_workbook(path)
    sheet = book[words.SHEET]
    assert len(sheet.data_validations.dataValidation) == count - 1, "every question but secrecy has its list"
    (row,) = (row for row in sheet.iter_rows() if row[words.KEY].value == claim.key)
    picked = next(line[0].value for line in book[words.LISTS].iter_rows() if "tính của QLCN" in str(line[0].value))
    row[words.CHOICE].value, row[words.NOTE].value = picked, "=cmd|'/C calc'!A1"
    row[words.NOTE].data_type = "s"
    book.save(path)
    with open_work(outputs) as job:
        applied = steps.apply_sheet(job, path.name, save_in_office(path).read_bytes(), by="Hà")
        assert [(each.refused, each.is_new) for each in applied.rows] == [(None, True)]
        assert (applied.hidden, applied.empty) == (0, count - 1)
        (entry,) = list_inbox(job.ledger, job.plan, example=True, decided=True)
    assert entry.decision is not None
    assert (entry.decision.choice, entry.decision.note) == ("count-first", "=cmd|'/C calc'!A1")
