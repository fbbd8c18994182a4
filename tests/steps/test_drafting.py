"""Drafting: versions that are whole, that nobody changes, and that the same content never doubles."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from schemas.request import Request
from schemas.run import Drafted
from tonghop import steps
from tonghop.audit import verify
from tonghop.ledger import hits

PERIOD = "2024-H1"
CONTRACT_FILES = {
    "report.docx",
    "report-internal.docx",
    "annex.xlsx",
    "report.html",
    "report.json",
    "metadata.json",
    "manifest.json",
}
MainJob = Callable[..., SimpleNamespace]
Draft = Callable[..., Drafted]
BringRevision = Callable[[Path], Path]


def read_files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def version(outputs: Path, number: int = 1) -> Path:
    return outputs / "reports" / PERIOD / f"v{number}"


def read_report(outputs: Path, number: int = 1) -> Any:
    return json.loads((version(outputs, number) / "report.json").read_bytes())


# the examples, done once ----------------------------------------------------------------------------------------------


def test_a_version_has_all_files_of_the_contract_and_its_manifest_names_each(examples_done: SimpleNamespace) -> None:
    files = read_files(version(examples_done.outputs))
    assert set(files) == CONTRACT_FILES
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert manifest["files"]["report.docx"] == examples_done.drafted.sha256


def test_the_files_of_a_version_cannot_be_written_and_the_working_copy_can(examples_done: SimpleNamespace) -> None:
    directory = version(examples_done.outputs)
    assert {path.stat().st_mode & 0o222 for path in directory.iterdir()} == {0}
    working = directory.parent / "working" / f"{PERIOD}-v1.docx"
    assert working.stat().st_mode & 0o200
    assert working.read_bytes() == (directory / "report.docx").read_bytes()


def test_each_activity_leads_to_an_archived_original(examples_done: SimpleNamespace) -> None:
    activities = read_report(examples_done.outputs)["activities"]
    assert activities
    for sha256 in {activity["sha256"] for activity in activities}:
        kept = examples_done.outputs / "archive" / sha256[:2] / sha256
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == sha256


def test_what_the_examples_gave_can_be_proved(
    examples_done: SimpleNamespace, open_work: Callable[..., Any], outputs: Path
) -> None:
    with open_work(outputs) as job:
        assert verify(job.ledger, job.archive.root, outputs) == []


# again ----------------------------------------------------------------------------------------------------------------


def test_a_second_run_gives_nothing_new(outputs: Path, main_job: MainJob) -> None:
    before = {name: data for name, data in read_files(outputs).items() if not name.startswith("ledger.db")}
    again = main_job(outputs, datetime(2024, 6, 20, 2, 0, tzinfo=UTC), send="always")
    assert [each.received for each in again.gathered] == [(), ()]
    assert (again.filed, again.drafted.is_new, again.drafted.version) == (0, False, 1)
    assert {name: data for name, data in read_files(outputs).items() if not name.startswith("ledger.db")} == before


def test_one_more_report_gives_version_two_and_leaves_version_one_alone(
    outputs: Path, main_job: MainJob, bring_revision: BringRevision
) -> None:
    edited = version(outputs).parent / "working" / f"{PERIOD}-v1.docx"
    edited.write_bytes(b"three people wrote here")
    before = read_files(version(outputs))
    bring_revision(outputs / "examples" / "inbox" / "folder")
    again = main_job(outputs, send="always")
    assert (again.filed, again.drafted.version, again.drafted.is_new) == (1, 2, True)
    assert read_files(version(outputs)) == before
    assert set(read_files(version(outputs, 2))) == CONTRACT_FILES
    assert edited.read_bytes() == b"three people wrote here"
    assert (edited.parent / f"{PERIOD}-v2.docx").is_file()
    with_revision = {row["id"]: row for row in read_report(outputs, 2)["submissions"]}
    assert len(with_revision) == len(read_report(outputs)["submissions"]) + 1
    assert [row["superseded_by"] for row in with_revision.values() if row["unit"] == "TTNC"].count(None) == 2
    assert {(outputs / "outbox" / f"{PERIOD}-v2-{code}.eml").is_file() for code in ("UBND", "STTTT")} == {True}


def test_a_deleted_version_comes_back_with_the_same_release_copy(outputs: Path, draft: Draft) -> None:
    before = read_files(version(outputs))
    shutil.rmtree(version(outputs))
    again = draft(outputs)
    after = read_files(version(outputs))
    assert not again.is_new
    assert again.sha256 == hashlib.sha256(after["report.docx"]).hexdigest()
    assert {name for name in before if after[name] != before[name]} <= {"report-internal.docx", "manifest.json"}
    assert not [path for path in version(outputs).parent.iterdir() if path.name not in ("v1", "working")]


def test_a_tampered_version_is_put_right_and_the_tampered_files_are_kept(outputs: Path, draft: Draft) -> None:
    release = version(outputs) / "report.docx"
    good = release.read_bytes()
    release.chmod(0o644)
    release.write_bytes(b"tampered")
    draft(outputs)
    assert release.read_bytes() == good
    (aside,) = version(outputs).parent.glob("v1-old-*/files/report.docx")
    assert aside.read_bytes() == b"tampered"


def test_a_version_folder_without_a_row_is_moved_aside(
    outputs: Path, main_job: MainJob, bring_revision: BringRevision
) -> None:
    orphan = version(outputs, 2)
    orphan.mkdir()
    (orphan / "note.txt").write_text("mine")
    bring_revision(outputs / "examples" / "inbox" / "folder")
    main_job(outputs, send="always")
    assert set(read_files(orphan)) == CONTRACT_FILES
    (aside,) = orphan.parent.glob("v2-old-*/files/note.txt")
    assert aside.read_text() == "mine"


def test_a_working_copy_that_was_deleted_is_laid_out_again(outputs: Path, draft: Draft) -> None:
    working = version(outputs).parent / "working" / f"{PERIOD}-v1.docx"
    working.unlink()
    draft(outputs)
    assert working.read_bytes() == (version(outputs) / "report.docx").read_bytes()


def test_questions_are_asked_once(outputs: Path, draft: Draft, open_work: Callable[..., Any]) -> None:
    def count() -> tuple[int, int]:
        with open_work(outputs) as job, job.ledger.read() as connection:
            rows = connection.exec_driver_sql("SELECT count(*), count(DISTINCT key) FROM questions").one()
        return rows[0], rows[1]

    before = count()
    draft(outputs)
    assert count() == before
    assert before[0] == before[1] > 3


# examples and real reports --------------------------------------------------------------------------------------------


def test_a_real_run_of_the_same_texts_makes_a_version_of_its_own_without_the_mark(
    outputs: Path, office: SimpleNamespace, main_job: MainJob
) -> None:
    done = main_job(outputs, send="always", **office.form)
    assert (done.drafted.version, done.drafted.is_new) == (2, True)
    example, real = read_report(outputs), read_report(outputs, 2)
    assert (example["example"], real["example"]) == (True, False)
    assert [total["value"] for total in real["totals"]] == [total["value"] for total in example["totals"]]
    assert not {row["id"] for row in real["submissions"]} & {row["id"] for row in example["submissions"]}
    assert len(real["submissions"]) == len(example["submissions"])
    assert "VÍ DỤ" in (version(outputs) / "report.html").read_text("utf-8")
    assert "VÍ DỤ" not in (version(outputs, 2) / "report.html").read_text("utf-8")
    mail = (outputs / "outbox" / f"{PERIOD}-v2-UBND.eml").read_bytes()
    assert "VÍ DỤ" not in message_from_bytes(mail, policy=default)["Subject"]


def test_the_marked_example_holds_no_real_mail(
    outputs: Path, office: SimpleNamespace, open_work: Callable[..., Any]
) -> None:
    with open_work(outputs, **office.form) as job:
        with job.ledger.read() as connection:
            assert len(hits.load_open_hits(connection, example=True)) == 1
        assert steps.assess(job).secrecy_holds == 0


# a request ------------------------------------------------------------------------------------------------------------


def test_a_request_makes_a_version_of_its_own(outputs: Path, draft: Draft) -> None:
    request = Request(
        number="812/UBND-VX",
        date=date(2024, 6, 1),
        asker="UBND tỉnh Quảng Trị",
        scope="Kết quả công tác thông tin đối ngoại",
        deadline=date(2024, 6, 20),
        recipients=("UBND",),
    )
    drafted = draft(outputs, request=request)
    assert (drafted.version, drafted.is_new) == (2, True)
    assert read_report(outputs, 2)["request"]["number"] == "812/UBND-VX"
