"""The steps of the main job on real folders, archives and ledgers, without Prefect."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from examples.making import ttnc
from examples.making.docx_files import write_bold_report
from examples.making.words import Part
from schemas.request import Request
from schemas.run import DeliveryOutcome, Drafted
from schemas.values import CheckStatus, DeliveryState, DraftState
from tonghop import steps
from tonghop.audit import verify
from tonghop.delivery.courier import work_outbox
from tonghop.delivery.transport import Answer, AnswerKind
from tonghop.intake.sources import Incoming, Known, Skipped, Source, SourceError
from tonghop.ledger import drafts, sightings
from tonghop.ledger.tables import approvals
from tonghop.settings import SettingsError
from tonghop.steps import filing, publishing
from tonghop.understanding import understand
from tonghop.versions import VersionError

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
Publish = Callable[..., list[DeliveryOutcome]]
Draft = Callable[..., Drafted]


def read_files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def version(outputs: Path, number: int = 1) -> Path:
    return outputs / "reports" / PERIOD / f"v{number}"


def read_report(outputs: Path, number: int = 1) -> Any:
    return json.loads((version(outputs, number) / "report.json").read_bytes())


def reword(part: Part) -> Part:
    words = tuple(text.replace("420 lượt người", "440 lượt người") for text in part.paragraphs)
    return replace(part, paragraphs=words, parts=tuple(reword(each) for each in part.parts))


def bring_revision(folder: Path) -> Path:
    """A newer report of TTNC for the same period, with one figure changed."""
    path = folder / "TTNC" / "BC TTDN 6T bo sung.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = tuple(reword(part) for part in ttnc.HALF_YEAR.parts)
    report = replace(ttnc.HALF_YEAR, number="45/BC-TTNC", dated=date(2024, 6, 19), parts=parts)
    path.write_bytes(write_bold_report(report))
    arrived = datetime(2024, 6, 19, 1, 30, tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))
    return path


class Post:
    """A mail server in place of yagmail's connection: answers as told and keeps what it accepted."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.kind = AnswerKind.ACCEPTED
        self.asked: list[str] = []
        self.mails: list[tuple[str, bytes]] = []
        patch.setenv("TONGHOP_SMTP_HOST", "localhost")
        patch.setenv("TONGHOP_SMTP_SECURITY", "plain")
        patch.setattr(publishing, "YagmailTransport", lambda settings: self)
        patch.setattr(publishing, "work_outbox", partial(work_outbox, pause=lambda seconds: None))

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        self.asked.append(address)
        if self.kind is AnswerKind.ACCEPTED:
            assert hand_over()
            self.mails.append((address, message))
        return Answer(kind=self.kind, reply="250 2.0.0 Ok")

    def close(self) -> None:
        pass


class FailingAtTheEnd:
    """A folder of which one place cannot be read, whoever runs the test (root may read everything)."""

    def __init__(self, source: Source) -> None:
        self.kind, self.name, self.acknowledge, self._look = source.kind, source.name, source.acknowledge, source.look

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        yield from self._look(known)
        raise SourceError("Không xem được 1 thư mục con")


@pytest.fixture
def post(bare_environment: pytest.MonkeyPatch) -> Post:
    return Post(bare_environment)


@pytest.fixture
def publish(open_work: Callable[..., Any]) -> Publish:
    """publish(outputs, now, **run form): only gate and outbox."""

    def run(*given: Any, **form: Any) -> list[DeliveryOutcome]:
        with open_work(*given, **form) as job:
            return steps.publish(job)

    return run


@pytest.fixture
def draft(open_work: Callable[..., Any]) -> Draft:
    """draft(outputs, **run form): only the draft, of what is in the ledger."""

    def run(*given: Any, **form: Any) -> Drafted:
        with open_work(*given, **form) as job:
            return steps.draft(job)

    return run


# the examples, done once ----------------------------------------------------------------------------------------------


def test_every_example_is_taken_in_but_noise_and_the_marked_one(examples_done: SimpleNamespace) -> None:
    folder, maildir = examples_done.gathered
    assert (len(folder.received), folder.secrecy_holds, len(folder.skipped)) == (6, 1, 3)
    assert (len(maildir.received), maildir.secrecy_holds, len(maildir.skipped)) == (4, 0, 1)
    assert examples_done.filed == 10
    assert all(skipped.reason for each in examples_done.gathered for skipped in each.skipped)


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


def test_both_recipients_get_a_mail_that_says_it_is_an_example(examples_done: SimpleNamespace) -> None:
    assert {(each.recipient, each.state) for each in examples_done.outcomes} == {
        ("UBND", DeliveryState.WRITTEN),
        ("STTTT", DeliveryState.WRITTEN),
    }
    release = (version(examples_done.outputs) / "report.docx").read_bytes()
    for recipient in ("UBND", "STTTT"):
        path = examples_done.outputs / "outbox" / f"{PERIOD}-v1-{recipient}.eml"
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["Subject"].startswith("[VÍ DỤ] ")
        assert [part.get_content() for part in mail.iter_attachments()] == [release]


def test_nothing_of_the_marked_file_is_kept(examples_done: SimpleNamespace) -> None:
    outputs = examples_done.outputs
    marked = (outputs / "examples" / "inbox" / "folder" / "VP" / "Tep thu cong kiem tra.docx").read_bytes()
    sha256 = hashlib.sha256(marked).hexdigest()
    for name, data in read_files(outputs).items():
        if name.startswith("examples/"):
            continue
        assert data != marked
        for trace in (sha256, "Tep thu cong"):
            assert trace.encode() not in data, name


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


def test_one_more_report_gives_version_two_and_leaves_version_one_alone(outputs: Path, main_job: MainJob) -> None:
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


def test_a_version_folder_without_a_row_is_moved_aside(outputs: Path, main_job: MainJob) -> None:
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
            assert len(sightings.load_open_hits(connection, example=True)) == 1
        assert steps.assess(job).secrecy_holds == 0


def test_a_draft_of_the_examples_never_leaves_by_the_settings_of_a_real_run(
    outputs: Path, office: SimpleNamespace, post: Post, publish: Publish
) -> None:
    assert publish(outputs, send="always", **office.form) == []
    assert post.asked == []


def test_a_run_on_examples_never_opens_smtp(outputs: Path, post: Post, publish: Publish) -> None:
    states = [each.state for each in publish(outputs, send="always")]
    assert states == [DeliveryState.WRITTEN] * 2
    assert post.asked == []


# sources --------------------------------------------------------------------------------------------------------------


def test_a_mark_in_a_real_source_holds_even_send_always(
    office: SimpleNamespace, post: Post, main_job: MainJob, open_work: Callable[..., Any]
) -> None:
    shutil.copy2(office.secret, office.extra)
    for _ in range(2):
        done = main_job(office.outputs, send="always", folders=(office.extra,))
        assert [each.secrecy_holds for each in done.gathered] == [1]
        assert [each.state for each in done.outcomes] == [None, None]
        assert all("dấu hiệu mật" in each.reasons[0] for each in done.outcomes)
    assert post.asked == []
    assert not list((office.outputs / "outbox").glob("*.eml"))
    with open_work(office.outputs) as job, job.ledger.read() as connection:
        assert len(sightings.load_open_hits(connection)) == 1
        events = connection.exec_driver_sql("SELECT count(*) FROM events WHERE kind = 'secrecy.hit'").scalar()
    assert events == 1


def test_a_mark_that_comes_after_a_mail_was_prepared_still_holds_it(
    office: SimpleNamespace, post: Post, main_job: MainJob, publish: Publish
) -> None:
    post.kind = AnswerKind.LATER
    first = publish(office.outputs, send="always", **office.form)
    assert [each.state for each in first] == [DeliveryState.READY] * 2
    shutil.copy2(office.secret, office.extra)
    post.kind = AnswerKind.ACCEPTED
    main_job(office.outputs, send="always", folders=(office.extra,))
    assert post.mails == []


def test_a_source_that_cannot_be_looked_at_stops_no_other(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    with open_work(tmp_path / "o", folders=(tmp_path / "khong-ket-noi", office.folder)) as job:
        with pytest.raises(SourceError, match="Không tìm thấy thư mục"):
            steps.gather(job, job.sources[0])
        assert len(steps.gather(job, job.sources[1]).received) == 6
        assert steps.gather(job, job.sources[1]).received == ()


def test_a_part_that_cannot_be_looked_at_is_told_beside_what_came_from_the_rest(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    shutil.copy2(office.folder / "QLCN" / "BC TTDN 6T.docx", office.extra)
    with open_work(tmp_path / "o", folders=(office.extra,)) as job:
        source = FailingAtTheEnd(job.sources[0])
        gathered = steps.gather(job, source)
        assert len(gathered.received) == 1
        assert gathered.failure == "Không xem được 1 thư mục con"
        with pytest.raises(SourceError, match="thư mục con"):
            steps.gather(job, source)


def test_what_a_killed_run_took_in_is_filed_by_the_next(
    office: SimpleNamespace, tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    with open_work(tmp_path / "o", **office.form) as job:
        received = steps.gather(job, job.sources[0]).received
    with open_work(tmp_path / "o", **office.form) as job:
        assert {each for ids in steps.list_unfiled(job) for each in ids} == set(received)
        assert sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job)) == len(received)
        assert steps.list_unfiled(job) == []
        assert steps.file_submissions(job, received) == 0


def test_a_report_that_breaks_the_program_is_filed_for_a_person_and_stops_no_other(
    tmp_path: Path, open_work: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_one(documents: Any, channel: Any, plan: Any) -> Any:
        if "QLCN" in channel.folders:
            raise ZeroDivisionError
        return understand(documents, channel, plan)

    monkeypatch.setattr(filing, "understand", break_one)
    with open_work(tmp_path) as job:
        received = steps.gather(job, job.sources[0]).received
        assert sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job)) == len(received)
        rows = steps.assess(job).submissions
    broken = [row for row in rows if "QLCN" in row.channel.folders]
    assert broken
    assert all(row.status is CheckStatus.NEEDS_PERSON for row in broken)
    assert all([finding.rule for finding in row.findings] == ["not-understood"] for row in broken)
    assert any(row.status is CheckStatus.ACCEPTED for row in rows)


def test_a_missing_original_stops_no_other_and_is_filed_once_it_is_back(
    tmp_path: Path, open_work: Callable[..., Any]
) -> None:
    with open_work(tmp_path) as job:
        received = steps.gather(job, job.sources[0]).received
        [ids] = steps.list_unfiled(job)
        lost = next(path for path in (tmp_path / "archive").rglob("*") if path.is_file())
        aside = lost.rename(tmp_path / "aside")
        assert steps.file_submissions(job, ids) == len(received) - 1
        aside.rename(lost)
        [left] = steps.list_unfiled(job)
        assert steps.file_submissions(job, left) == 1


# release rules --------------------------------------------------------------------------------------------------------


def test_the_rule_complete_waits_and_says_for_what(office: SimpleNamespace, post: Post, publish: Publish) -> None:
    outcomes = publish(office.outputs, **office.form)
    assert [(each.recipient, each.state) for each in outcomes] == [("UBND", None), ("STTTT", None)]
    told = "\n".join(outcomes[0].reasons)
    for words in ("trùng", "BC quy I nam 2024.docx", "BC_TTDN_6T_2024.docx", "xác nhận"):
        assert words in told
    assert post.asked == []


def write_plan(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (Path(__file__).parent.parent / "plans" / "2024.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "2024.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_rule_complete_sends_when_nothing_is_open(
    office: SimpleNamespace, tmp_path: Path, post: Post, main_job: MainJob
) -> None:
    shutil.copy2(next(office.folder.glob("BC TT*.docx")), office.extra)
    plan = write_plan(
        tmp_path,
        (", confirm: true}", "}"),
        ("    folder: QLCN\n", "    folder: QLCN\n    valid_to: 2023-12-31\n"),
        ("    folder: TTNC\n", "    folder: TTNC\n    valid_to: 2023-12-31\n"),
    )
    done = main_job(tmp_path / "o", folders=(office.extra,), plan=plan)
    assert [(each.state, each.reasons) for each in done.outcomes] == [(DeliveryState.ACCEPTED, ("250 2.0.0 Ok",))] * 2
    assert sorted(address for address, _ in post.mails) == ["vanthu@stttt.example", "vanthu@ubnd.example"]


@pytest.mark.parametrize(
    ("send", "reason"),
    [
        ("person", "chờ phê duyệt"),
        ("never", "không gửi"),
        ("complete", "Chưa tự gửi vì còn việc"),
    ],
)
def test_a_rule_that_keeps_the_draft_says_why(
    office: SimpleNamespace, open_work: Callable[..., Any], send: str, reason: str
) -> None:
    with open_work(office.outputs, send=send, **office.form) as job:
        kept = steps.publish(job)
        assert not list(job.outbox.root.glob("*.eml"))
    assert all(each.state is None for each in kept)
    assert [each.recipient for each in kept] == ["UBND", "STTTT"]
    assert all(any(reason in words for words in each.reasons) for each in kept)


def test_an_approval_of_exactly_these_bytes_opens_the_rule_person(
    office: SimpleNamespace, post: Post, publish: Publish, open_work: Callable[..., Any]
) -> None:
    def approve(sha256: str) -> list[DeliveryState | None]:
        with open_work(office.outputs) as job, job.ledger.write() as connection:
            connection.execute(
                approvals.insert().values(
                    period=PERIOD,
                    version=1,
                    sha256=sha256,
                    decision="approve",
                    decided_by="Trần Ngọc Lân",
                    recorded_by="Văn thư",
                    decided_at=job.now(),
                )
            )
        return [each.state for each in publish(office.outputs, send="person", **office.form)]

    assert approve("0" * 64) == [None, None]
    assert approve(office.drafted.sha256) == [DeliveryState.ACCEPTED] * 2


def test_a_version_reaches_each_recipient_once_and_the_next_needs_a_person(
    office: SimpleNamespace, post: Post, publish: Publish, main_job: MainJob, open_work: Callable[..., Any]
) -> None:
    for _ in range(2):
        outcomes = publish(office.outputs, send="always", **office.form)
        assert [each.state for each in outcomes] == [DeliveryState.ACCEPTED] * 2
        assert len(post.mails) == 2
    bring_revision(office.extra)
    done = main_job(office.outputs, send="always", folders=(office.extra,))
    assert done.drafted.version == 2
    assert [each.state for each in done.outcomes] == [None, None]
    assert "đã nhận bản 1" in done.outcomes[0].reasons[0]
    assert len(post.mails) == 2
    with open_work(office.outputs) as job, job.ledger.read() as connection:
        assert [row.state for row in drafts.load_drafts(connection, PERIOD)] == [DraftState.SENT, DraftState.DRAFT]


def test_what_could_not_be_sent_yesterday_stays_when_today_says_never(
    office: SimpleNamespace, post: Post, publish: Publish
) -> None:
    post.kind = AnswerKind.LATER
    publish(office.outputs, send="always", **office.form)
    post.kind = AnswerKind.ACCEPTED
    publish(office.outputs, send="never", **office.form)
    assert post.mails == []
    publish(office.outputs, send="always", **office.form)
    assert len(post.mails) == 2


def test_a_changed_release_copy_is_not_sent(office: SimpleNamespace, post: Post, publish: Publish) -> None:
    release = version(office.outputs) / "report.docx"
    release.chmod(0o644)
    release.write_bytes(release.read_bytes() + b" ")
    with pytest.raises(VersionError, match="đã bị thay đổi"):
        publish(office.outputs, send="always", **office.form)
    assert post.asked == []


def test_a_trial_goes_to_one_address_and_the_real_copies_still_leave_later(
    office: SimpleNamespace, post: Post, publish: Publish, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_TRIAL_ADDRESS", "thu@sokhcn.example")
    publish(office.outputs, send="always", **office.form)
    assert [address for address, _ in post.mails] == ["thu@sokhcn.example"] * 2
    assert all(message_from_bytes(mail, policy=default)["Subject"].startswith("[CHẠY THỬ]") for _, mail in post.mails)
    bare_environment.delenv("TONGHOP_TRIAL_ADDRESS")
    publish(office.outputs, send="always", **office.form)
    assert sorted(address for address, _ in post.mails[2:]) == ["vanthu@stttt.example", "vanthu@ubnd.example"]


def test_publish_without_a_draft_does_nothing(tmp_path: Path, open_work: Callable[..., Any]) -> None:
    with open_work(tmp_path / "o", send="always") as job:
        assert steps.publish(job) == []


# recipients -----------------------------------------------------------------------------------------------------------


def test_recipients_are_those_valid_at_the_end_of_the_period(
    tmp_path: Path, open_work: Callable[..., Any], plan: Any
) -> None:
    with open_work(tmp_path / "o", datetime(2026, 1, 5, tzinfo=UTC)) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["UBND", "STTTT"]
    path = write_plan(tmp_path, ("valid_to: 2025-02-28", "valid_to: 2024-06-13"))
    with open_work(tmp_path / "o", plan=path) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["UBND"]
    window = "2025-02-20..2025-03-01"
    with open_work(tmp_path / "o", period=window, plan=Path("plans/2024.yaml").absolute()) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["UBND"]


def make_request(*recipients: str) -> Request:
    return Request(
        number="812/UBND-VX",
        date=date(2024, 6, 1),
        asker="UBND tỉnh Quảng Trị",
        scope="Kết quả công tác thông tin đối ngoại",
        deadline=date(2024, 6, 20),
        recipients=recipients,
    )


def test_a_request_narrows_the_recipients(outputs: Path, open_work: Callable[..., Any]) -> None:
    with open_work(outputs, request=make_request("STTTT")) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["STTTT"]
    with open_work(outputs, request=make_request()) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["UBND", "STTTT"]


def test_a_request_makes_a_version_of_its_own(outputs: Path, draft: Draft) -> None:
    drafted = draft(outputs, request=make_request("UBND"))
    assert (drafted.version, drafted.is_new) == (2, True)
    assert read_report(outputs, 2)["request"]["number"] == "812/UBND-VX"


def test_a_recipient_that_has_expired_today_is_held_before_smtp(
    office: SimpleNamespace, post: Post, publish: Publish
) -> None:
    outcomes = publish(office.outputs, datetime(2025, 3, 1, 2, 0, tzinfo=UTC), send="always", **office.form)
    states = {each.recipient: each for each in outcomes}
    assert states["UBND"].state is DeliveryState.ACCEPTED
    assert states["STTTT"].state is DeliveryState.HELD
    assert "01/03/2025" in states["STTTT"].reasons[0]
    assert [address for address, _ in post.mails] == ["vanthu@ubnd.example"]


def test_nothing_leaves_while_a_source_could_not_be_looked_at(
    office: SimpleNamespace, post: Post, open_work: Callable[..., Any]
) -> None:
    with open_work(office.outputs, send="always", **office.form) as job:
        outcomes = steps.publish(job, unseen=("thư mục không mở được",))
    assert [each.state for each in outcomes] == [None, None]
    assert all("thư mục không mở được" in reason for each in outcomes for reason in each.reasons)
    assert post.mails == []


def test_an_unknown_recipient_in_a_request_is_refused(tmp_path: Path, open_work: Callable[..., Any]) -> None:
    request = Request(
        number="1/UBND",
        date=date(2024, 5, 2),
        asker="UBND tỉnh",
        scope="Báo cáo",
        deadline=date(2024, 5, 20),
        recipients=("ABC",),
    )
    with (
        pytest.raises(SettingsError, match="ABC"),
        open_work(tmp_path, period="2024-03-01..2024-04-15", request=request),
    ):
        pass
