"""A report that a person names: through the gate, once, with who declares it wherever it is shown."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from examples.making import qlcn
from examples.making.docx_files import write_bold_report
from schemas.request import ReceiveForm
from schemas.values import CheckStatus, HandChannel, SourceKind, UnitState
from tonghop import steps
from tonghop.intake.declaring import DeclarationError
from tonghop.ledger.hits import load_open_hits
from tonghop.ledger.submissions import load_submissions
from tonghop.status import find_status

NEXT_MORNING = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
DECLARED_AT = datetime(2024, 6, 18, 9, 50, tzinfo=UTC)
FORM = {"unit": "QLCN", "channel": "Zalo", "received_at": "16:50 18/06/2024", "by": "Nguyễn Văn A"}
MARKED = "MẬT\nBáo cáo 6 tháng\nNội dung con-chim-hoang-yen".encode()


@pytest.fixture
def receive(open_work: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """receive(path, ..., **form): as on the morning after; gives what became of it and the submissions there are."""

    def run(*paths: Path, outputs: Path = tmp_path / "outputs", **form: Any) -> SimpleNamespace:
        files, declaration = steps.read_report(ReceiveForm(**(FORM | form)), paths or None, now=NEXT_MORNING)
        with open_work(outputs, NEXT_MORNING) as job:
            received = steps.receive(job, files, declaration)
            for ids in steps.list_unfiled(job):
                steps.file_submissions(job, ids)
            with job.ledger.read() as connection:
                rows = load_submissions(connection, examples=False)
        return SimpleNamespace(received=received, rows=rows)

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "zalo" / "BC 6 thang.docx"
    path.parent.mkdir()
    path.write_bytes(write_bold_report(qlcn.FIRST))
    return path


def test_a_zalo_file_declared_16_50_and_saved_next_day_is_on_time_and_marked_with_who_declared_it(
    receive: Callable[..., Any], report: Path, open_work: Callable[..., Any], tmp_path: Path
) -> None:
    done = receive(report)
    (row,) = done.rows
    assert (done.received.submission, done.received.is_new, done.received.reason) == (row.id, True, None)
    assert (row.source, row.declared_by, row.received_at) == (SourceKind.HAND, "Nguyễn Văn A", DECLARED_AT)
    assert (row.channel.unit, row.channel.hand, row.status) == ("QLCN", HandChannel.ZALO, CheckStatus.ACCEPTED)
    told = "Nhận trực tiếp qua Zalo lúc 16:50 ngày 18/6/2024, theo khai báo của Nguyễn Văn A."
    assert [finding.message for finding in row.findings if finding.rule == "by-hand"] == [told]
    with open_work(tmp_path / "outputs", NEXT_MORNING) as job:
        assert not job.is_example
        status, shown = find_status(job)
    assert next(unit.state for unit in status.units if unit.unit == "QLCN") is UnitState.ON_TIME
    assert [(one.declared_by, one.late) for one in shown.submissions] == [("Nguyễn Văn A", False)]


def test_naming_it_again_does_nothing(receive: Callable[..., Any], report: Path) -> None:
    first = receive(report)
    again = receive(report.rename(report.with_name("đổi tên.docx")), by="Người khác", received_at="7:30 19/6/2024")
    assert (again.received.submission, again.received.is_new) == (first.received.submission, False)
    assert again.rows == first.rows


def test_several_files_are_one_report(receive: Callable[..., Any], report: Path) -> None:
    typed = report.with_name("ghi lại.txt")
    typed.write_text("Báo cáo qua điện thoại", "utf-8")
    (row,) = receive(report, typed).rows
    assert {file.name for file in row.files} == {report.name, typed.name}


def test_of_a_marked_file_nothing_is_kept_but_that_it_came(
    receive: Callable[..., Any], report: Path, open_work: Callable[..., Any], tmp_path: Path
) -> None:
    marked = report.with_name("con-chim-hoang-yen.txt")
    marked.write_bytes(MARKED)
    for _ in range(2):
        done = receive(report, marked, note="con-chim-hoang-yen")
        assert (done.received.submission, done.rows) == (None, [])
        assert "dấu hiệu mật" in done.received.reason and "hoang-yen" not in done.received.reason
    with open_work(tmp_path / "outputs", NEXT_MORNING) as job, job.ledger.read() as connection:
        assert [hit.source for hit in load_open_hits(connection)] == [SourceKind.HAND]
    for path in (tmp_path / "outputs").rglob("*"):
        if path.is_file():
            assert b"hoang-yen" not in path.read_bytes(), path
            assert write_bold_report(qlcn.FIRST) != path.read_bytes()


@pytest.mark.parametrize("field", ["note", "by", "unit", "received_at"])
def test_a_mark_in_what_is_declared_is_refused_and_repeated_nowhere(
    receive: Callable[..., Any], report: Path, tmp_path: Path, field: str
) -> None:
    with pytest.raises(DeclarationError, match="có dấu hiệu mật") as caught:
        receive(report, **{field: "TUYỆT MẬT"})
    assert "TUYỆT" not in str(caught.value)
    assert not (tmp_path / "outputs").exists()


def test_a_file_that_cannot_be_read_is_not_named_when_its_name_bears_a_mark(
    receive: Callable[..., Any], report: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_HAND_FOLDERS", str(report.parent))
    empty = report.with_name("TUYỆT MẬT.docx")
    empty.touch()
    for paths, files in (([empty], ()), ([], ("TUYỆT MẬT/không có.docx",))):
        with pytest.raises(DeclarationError, match="Tệp báo cáo: có dấu hiệu mật") as caught:
            receive(*paths, files=files)
        assert "TUYỆT" not in str(caught.value)


@pytest.mark.parametrize(("period", "kept"), [("2024-H1", "2024-H1"), ("2024-H2", None)])
def test_a_declared_period_counts_unless_the_report_says_otherwise(
    receive: Callable[..., Any], report: Path, period: str, kept: str | None
) -> None:
    (row,) = receive(report, period=period).rows
    assert row.content.period == kept
    assert (row.status is CheckStatus.ACCEPTED) == (kept is not None)


def test_a_declared_period_and_unit_suffice_for_a_note_of_the_telephone(
    receive: Callable[..., Any], report: Path
) -> None:
    note = report.with_name("điện thoại.txt")
    note.write_text("1. Tập huấn\nTổ chức 02 lớp tập huấn cho 50 lượt người.", "utf-8")
    (row,) = receive(note, channel="điện thoại", period="2024-H1").rows
    assert (row.content.unit, row.content.period, row.channel.period) == ("QLCN", "2024-H1", "2024-H1")


def test_what_is_declared_wrongly_opens_no_ledger(
    receive: Callable[..., Any], tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DeclarationError) as caught:
        receive(unit="X", files=("a.docx",))
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()[1:]] == ["- Tệp báo cáo", "- Đơn vị"]
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize("setting", ["TONGHOP_HAND_FOLDERS", "TONGHOP_FOLDERS"])
def test_a_file_that_is_named_is_no_second_report_of_its_folder(
    receive: Callable[..., Any],
    report: Path,
    open_work: Callable[..., Any],
    tmp_path: Path,
    bare_environment: pytest.MonkeyPatch,
    setting: str,
) -> None:
    root = tmp_path / "nhan truc tiep"
    saved = root / "QLCN" / "USB" / "báo cáo.docx"
    saved.parent.mkdir(parents=True)
    saved.write_bytes(report.read_bytes())
    os.utime(saved, (NEXT_MORNING.timestamp(), NEXT_MORNING.timestamp()))
    bare_environment.setenv(setting, str(root))
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    done = receive(saved) if setting == "TONGHOP_FOLDERS" else receive(files=("QLCN/USB/báo cáo.docx",))
    with open_work(tmp_path / "outputs", NEXT_MORNING) as job:
        (source,) = job.sources
        gathered = steps.gather(job, source)
    assert (done.received.is_new, gathered.received, gathered.skipped) == (True, (), ())


def test_what_people_save_in_a_folder_comes_in_with_what_its_place_declares(
    report: Path, open_work: Callable[..., Any], tmp_path: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "nhan truc tiep"
    for place in ("QLCN/Zalo/2024-06-18 16.50 Nguyễn Văn A", "QLCN/Khác"):
        (root / place).mkdir(parents=True)
        (root / place / "báo cáo.docx").write_bytes(report.read_bytes())
    bare_environment.setenv("TONGHOP_HAND_FOLDERS", str(root))
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    with open_work(tmp_path / "outputs", NEXT_MORNING) as job:
        gathered = steps.gather(job, job.sources[0])
        steps.file_submissions(job, gathered.received)
        with job.ledger.read() as connection:
            (row,) = load_submissions(connection)
    assert gathered.held == 1
    assert (row.declared_by, row.received_at) == ("Nguyễn Văn A", DECLARED_AT)
    assert (row.channel.unit, row.channel.hand, row.status) == ("QLCN", HandChannel.ZALO, CheckStatus.ACCEPTED)
