"""What comes by hand through the installed command and the form, up to the report and the leader's copy."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from examples.making import qlcn
from examples.making.docx_files import write_bold_report
from schemas.request import RunRequest
from schemas.values import CheckStatus, SourceKind, UnitState
from tonghop import steps
from tonghop.job import open_job
from tonghop.ledger.submissions import load_submissions
from tonghop.reading import read_documents, to_text
from tonghop.status import find_status

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SAID = "nhận trực tiếp, theo khai báo của Nguyễn Văn A"
FLOW = """
import json, sys
from flows.receive import receive
for form in sys.argv[1:]:
    state = receive(json.loads(form), return_state=True)
    print(json.dumps([state.name, state.message], ensure_ascii=False))
"""


@pytest.fixture
def office(
    make_environ: Callable[..., dict[str, str]], tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> SimpleNamespace:
    """A machine with a folder for what comes by hand, for this process and for others (environ)."""
    hand = tmp_path / "nhan"
    report = hand / "QLCN" / "Zalo" / "BC 6 thang.docx"
    report.parent.mkdir(parents=True)
    report.write_bytes(write_bold_report(qlcn.FIRST))
    settings = {"TONGHOP_HAND_FOLDERS": str(hand), "TONGHOP_OUTPUTS": str(tmp_path / "outputs")}
    for name, value in settings.items():
        bare_environment.setenv(name, value)
    return SimpleNamespace(environ=make_environ(**settings), report=report, outputs=tmp_path / "outputs")


def declare(report: Path) -> list[object]:
    """The command, as on the morning after the deadline."""
    named = {"unit": "QLCN", "channel": "zalo", "received-at": "2024-06-18 16:50", "by": "Nguyễn Văn A"}
    options = [part for name, value in named.items() for part in (f"--{name}", value)]
    return [BIN / "tonghop", "receive", report, *options, "--yes"]


def test_a_zalo_file_declared_16_50_and_saved_next_day_is_on_time_wherever_it_is_shown(office: SimpleNamespace) -> None:
    saved = 1718758800.0  # 08:00 on 19/06/2024 at the Office
    os.utime(office.report, (saved, saved))
    with (
        subprocess.Popen(declare(office.report), env=office.environ, cwd=ROOT, stdout=subprocess.PIPE) as one,
        subprocess.Popen(declare(office.report), env=office.environ, cwd=ROOT, stdout=subprocess.PIPE) as other,
    ):
        said = [process.communicate(timeout=60)[0].decode() for process in (one, other)]
    assert sorted(text.split()[0] for text in said) == ["Báo", "Đã"], said  # one took it in, the other found it there
    with open_job(RunRequest(period="2024-H1")) as job:
        status, _ = find_status(job)
        steps.draft(job)
    assert next(unit.state for unit in status.units if unit.unit == "QLCN") is UnitState.ON_TIME
    version = office.outputs / "reports" / "2024-H1" / "v1"
    (row,) = json.loads((version / "report.json").read_text("utf-8"))["submissions"]
    assert (row["source"], row["declared_by"], row["late"]) == ("hand", "Nguyễn Văn A", False)
    assert datetime.fromisoformat(row["received_at"]) == datetime(2024, 6, 18, 9, 50, tzinfo=UTC)
    names = ("report-internal.docx", "report.docx")
    internal, issued = map(to_text, read_documents([(name, (version / name).read_bytes()) for name in names]))
    assert f"| {SAID} | 16:50 ngày 18/6/2024 | đã tiếp nhận; đúng hạn" in internal
    assert "khai báo" not in issued and "Zalo" not in issued


def test_the_form_takes_in_what_lies_in_the_hand_folder_and_refuses_all_else(
    office: SimpleNamespace, prefect: SimpleNamespace
) -> None:
    form = {"unit": "QLCN", "channel": "Zalo", "received_at": "16:50 18/06/2024", "by": "Nguyễn Văn A"}
    forms = [
        {"files": ["/etc/hostname"], "unit": "X"},
        {"files": ["QLCN/Zalo/BC 6 thang.docx"], "confirmed": True},
    ]
    ended = subprocess.run(
        [sys.executable, "-c", FLOW, *(json.dumps(form | more) for more in forms)],
        env=office.environ | prefect.environ, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    refused, taken = [json.loads(line) for line in ended.stdout.splitlines()]
    faults = [line.partition(":")[0] for line in refused[1].splitlines()[1:]]
    assert (refused[0], faults) == ("Refused", ["- Tệp báo cáo", "- Đơn vị", "- Thời điểm nhận"]), ended.stderr
    assert taken[0] == "Completed"
    with open_job(RunRequest(period="2024-H1")) as job:
        gathered = steps.gather(job, job.sources[0])
        with job.ledger.read() as connection:
            (row,) = load_submissions(connection)
    assert (gathered.received, gathered.skipped) == ((), ())  # the folder in which it lies knows of it
    assert (row.source, row.declared_by, row.status) == (SourceKind.HAND, "Nguyễn Văn A", CheckStatus.ACCEPTED)
