"""Notices and looks at sources as steps: told once, kept until they leave, and never in the way of the work."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.notice import Notice, NoticeRecord
from schemas.values import DeliveryState, NoticeKind, SourceKind
from tonghop import steps
from tonghop.audit import verify
from tonghop.delivery.transport import Answer, AnswerKind
from tonghop.intake.sources import Incoming, Known, Skipped, SourceError
from tonghop.ledger.notices import load_notices
from tonghop.steps import notifying

Open = Callable[..., Any]
MORNING = datetime(2024, 6, 19, 1, 15, tzinfo=UTC)
PAGE = Notice(
    kind=NoticeKind.TODAY, key="hom-nay-2024-06-19", subject="Việc hôm nay", text="1 kỳ.", html="<p>1 kỳ.</p>"
)
ALERT = Notice(kind=NoticeKind.ALERT, key="failed-gather-2024-06-19", subject="Lỗi", text="Xem lại.")
READY, ACCEPTED, HELD, WRITTEN = (
    DeliveryState.READY,
    DeliveryState.ACCEPTED,
    DeliveryState.HELD,
    DeliveryState.WRITTEN,
)


class Post:
    """A mail server in place of yagmail's connection: answers as told and keeps what it accepted."""

    def __init__(self) -> None:
        self.kind = AnswerKind.ACCEPTED
        self.asked: list[str] = []
        self.mails: list[tuple[str, Any]] = []

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        self.asked.append(address)
        if self.kind is AnswerKind.ACCEPTED:
            assert hand_over()
            self.mails.append((address, message_from_bytes(message, policy=default)))
        return Answer(kind=self.kind, reply="250 2.0.0 Ok")

    def close(self) -> None:
        pass


@pytest.fixture
def post(bare_environment: pytest.MonkeyPatch) -> Post:
    server = Post()
    bare_environment.setenv("TONGHOP_SMTP_HOST", "localhost")
    bare_environment.setenv("TONGHOP_SMTP_SECURITY", "plain")
    bare_environment.setattr(notifying, "YagmailTransport", lambda settings: server)
    return server


@pytest.fixture
def folder(tmp_path: Path, bare_environment: pytest.MonkeyPatch) -> Path:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    made = tmp_path / "nhan" / "Báo cáo chung"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def at_work(open_work: Open, folder: Path, tmp_path: Path) -> Open:
    """at_work(days later, **run form) -> an open job of an office with one folder."""

    def run(days: int = 0, **form: Any) -> Any:
        return open_work(tmp_path / "outputs", MORNING + timedelta(days=days), **({"folders": (folder,)} | form))

    return run


def load(job: Any) -> dict[str, DeliveryState]:
    with job.ledger.read() as connection:
        return {notice.key: notice.state for notice in load_notices(connection)}


def gather(job: Any) -> list[Any]:
    return [steps.gather(job, source) for source in job.sources]


# Who gets what -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "page", "alert"),
    [
        ({}, "vanphong@sokhcn.example", "vanphong@sokhcn.example"),
        ({"OFFICE": "vp@so.example"}, "vp@so.example", "vp@so.example"),
        ({"ALERT": "it@so.example"}, "vanphong@sokhcn.example", "it@so.example"),
        ({"OFFICE": "vp@so.example", "ALERT": "it@so.example"}, "vp@so.example", "it@so.example"),
        ({"ALERT": "it@so.example", "TRIAL": "thu@so.example"}, "thu@so.example", "thu@so.example"),
    ],
)
def test_the_office_gets_its_page_and_who_watches_the_alerts(
    bare_environment: pytest.MonkeyPatch, post: Post, at_work: Open, settings: dict[str, str], page: str, alert: str
) -> None:
    for name, value in settings.items():
        bare_environment.setenv(f"TONGHOP_{name}_ADDRESS", value)
    with at_work() as job:
        records = [steps.post_notice(job, notice) for notice in (PAGE, ALERT)]
    assert [record.address for record in records] == [page, alert]
    assert [record.state for record in records] == [ACCEPTED, ACCEPTED]
    assert [address for address, _ in post.mails] == [page, alert]


def test_each_kind_has_its_folder_and_verify_agrees(post: Post, at_work: Open, tmp_path: Path) -> None:
    with at_work() as job:
        for notice in (PAGE, ALERT):
            steps.post_notice(job, notice)
        assert verify(job.ledger, job.archive.root, job.settings.outputs) == []
    outbox = tmp_path / "outputs" / "outbox"
    assert (outbox / "today" / f"{PAGE.key}.eml").is_file()
    assert (outbox / "alerts" / f"{ALERT.key}.eml").is_file()


def test_without_a_mail_server_a_notice_is_only_written(at_work: Open) -> None:
    with at_work() as job:
        assert steps.post_notice(job, ALERT).state is WRITTEN
        assert steps.work_notices(job) == []


def test_the_examples_never_open_the_mail_server(post: Post, open_work: Open, tmp_path: Path) -> None:
    with open_work(tmp_path / "outputs") as job:
        assert job.is_example
        assert steps.post_notice(job, ALERT).state is WRITTEN
        data = (job.settings.outputs / "outbox" / "alerts" / f"{ALERT.key}.eml").read_bytes()
    assert post.asked == []
    assert str(message_from_bytes(data, policy=default)["Subject"]).startswith("[VÍ DỤ]")


def test_a_rehearsal_leaves_the_real_notice_for_later(
    post: Post, at_work: Open, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_TRIAL_ADDRESS", "thu@so.example")
    with at_work() as job:
        assert steps.post_notice(job, PAGE).key == f"{PAGE.key}.trial"
    bare_environment.delenv("TONGHOP_TRIAL_ADDRESS")
    with at_work() as job:
        assert steps.post_notice(job, PAGE).key == PAGE.key
    assert [address for address, _ in post.mails] == ["thu@so.example", "vanphong@sokhcn.example"]
    assert str(post.mails[0][1]["Subject"]).startswith("[CHẠY THỬ]")


# Once, and until it has left -----------------------------------------------------------------------------------------


def test_a_key_is_sent_once_however_often_it_is_posted(post: Post, at_work: Open) -> None:
    for days in range(3):
        with at_work(days) as job:
            steps.post_notice(job, ALERT)
            steps.work_notices(job)
    assert len(post.mails) == 1


@pytest.mark.parametrize("kind", [AnswerKind.LATER, AnswerKind.BLOCKED])
def test_what_could_not_be_sent_is_sent_by_a_later_run(post: Post, at_work: Open, kind: AnswerKind) -> None:
    post.kind = kind
    with at_work() as job:
        assert steps.post_notice(job, ALERT).state is READY
    post.kind = AnswerKind.ACCEPTED
    with at_work(30) as job:
        assert [record.state for record in steps.work_notices(job)] == [ACCEPTED]
        assert steps.work_notices(job) == []


@pytest.mark.parametrize("kind", [AnswerKind.UNKNOWN, AnswerKind.REFUSED])
def test_what_may_have_arrived_or_was_refused_is_not_tried_again(post: Post, at_work: Open, kind: AnswerKind) -> None:
    post.kind = kind
    for _ in range(2):
        with at_work() as job:
            assert steps.post_notice(job, ALERT).state.value == kind.value
            assert steps.work_notices(job) == []
    assert len(post.asked) == 1


def test_yesterdays_page_is_not_sent_but_yesterdays_alert_is(post: Post, at_work: Open) -> None:
    post.kind = AnswerKind.LATER
    with at_work() as job:
        steps.post_notice(job, PAGE)
        steps.post_notice(job, ALERT)
        steps.work_notices(job)
        assert set(load(job).values()) == {READY}
    post.kind = AnswerKind.ACCEPTED
    with at_work(1) as job:
        held = {record.key: record for record in steps.work_notices(job)}
    assert {key: record.state for key, record in held.items()} == {PAGE.key: HELD, ALERT.key: ACCEPTED}
    assert "19/6/2024" in str(held[PAGE.key].reply)


def test_a_page_is_still_sent_late_on_its_own_day(post: Post, at_work: Open) -> None:
    post.kind = AnswerKind.LATER
    with at_work() as job:
        steps.post_notice(job, PAGE)
    post.kind = AnswerKind.ACCEPTED
    with at_work(0.5) as job:
        assert [record.state for record in steps.work_notices(job)] == [ACCEPTED]


def test_a_mail_server_that_does_not_answer_is_asked_once_a_run(post: Post, at_work: Open) -> None:
    post.kind = AnswerKind.LATER
    with at_work() as job:
        for number in range(3):
            steps.post_notice(job, ALERT.model_copy(update={"key": f"a{number}"}))
    post.asked.clear()
    for days in (1, 2, 3):
        with at_work(days) as job:
            steps.work_notices(job)
    assert len(post.asked) == 3
    with at_work() as job:
        assert set(load(job).values()) == {READY}


def test_wrong_mail_settings_stop_no_caller(at_work: Open, bare_environment: pytest.MonkeyPatch) -> None:
    bare_environment.setenv("TONGHOP_SMTP_HOST", "mail.sokhcn.example")
    bare_environment.setenv("TONGHOP_SMTP_USER", "tonghop")
    with at_work() as job:
        assert steps.post_notice(job, ALERT).state is READY
        assert [record.state for record in steps.work_notices(job)] == [READY]


def test_a_page_must_tell_its_day(post: Post, at_work: Open) -> None:
    with at_work() as job, pytest.raises(ValueError, match="kết thúc bằng ngày"):
        steps.post_notice(job, PAGE.model_copy(update={"key": "hom-nay"}))


# Secrecy hits --------------------------------------------------------------------------------------------------------


@pytest.fixture
def marked(office_done: SimpleNamespace, folder: Path) -> Path:
    return Path(shutil.copy(office_done.secret, folder / "To trinh quan trong.docx"))


def test_a_mark_is_told_once_without_a_word_of_the_item(post: Post, at_work: Open, marked: Path) -> None:
    for days in range(3):
        with at_work(days) as job:
            assert [each.secrecy_holds for each in gather(job)] == [1]
    ((address, mail),) = post.mails
    text = mail.get_content()
    assert address == "vanphong@sokhcn.example"
    assert "thư mục dùng chung" in text and "08:15 ngày 19/6/2024" in text
    assert "quan trong" not in mail.as_string() + text
    with at_work() as job, job.ledger.read() as connection:
        (notice,) = load_notices(connection)
    assert notice.key.startswith("secrecy-")


def test_two_items_are_told_one_by_one(post: Post, at_work: Open, marked: Path) -> None:
    shutil.copy(marked, marked.with_name("khac.docx"))
    with at_work() as job:
        gather(job)
    assert len(post.mails) == 2


def test_a_mark_that_a_killed_run_could_not_tell_is_told_by_the_next(
    post: Post, at_work: Open, marked: Path, bare_environment: pytest.MonkeyPatch
) -> None:
    with bare_environment.context() as patch, at_work() as job:
        patch.setattr("tonghop.steps.gathering.post_secrecy_alerts", lambda job: [])
        gather(job)
    assert post.mails == []
    with at_work() as job:
        gather(job)
    assert len(post.mails) == 1


def test_an_alert_that_cannot_be_kept_does_not_stop_the_intake(
    post: Post, at_work: Open, marked: Path, folder: Path, office_done: SimpleNamespace, tmp_path: Path
) -> None:
    shutil.copytree(office_done.folder / "VP", folder / "VP")
    (tmp_path / "outputs" / "outbox").mkdir(parents=True)
    blocked = tmp_path / "outputs" / "outbox" / "alerts"
    blocked.touch()
    with at_work() as job:
        (gathered,) = gather(job)
    assert gathered.received and gathered.secrecy_holds == 1
    blocked.unlink()
    with at_work() as job:
        gather(job)
    assert len(post.mails) == 1


def test_a_dry_run_sends_no_alert_and_leaves_it_to_the_next_run(post: Post, at_work: Open, marked: Path) -> None:
    with at_work(dry_run=True) as job:
        gather(job)
        assert load(job) == {}
    with at_work() as job:
        gather(job)
    assert len(post.mails) == 1


def test_the_marked_example_is_only_written(examples_done: SimpleNamespace) -> None:
    (alert,) = (examples_done.outputs / "outbox" / "alerts").glob("*.eml")
    assert str(message_from_bytes(alert.read_bytes(), policy=default)["Subject"]).startswith("[VÍ DỤ] [CẢNH BÁO]")


# Looks at sources ----------------------------------------------------------------------------------------------------


class Failing:
    """A source that gives what it is told, then fails."""

    kind = SourceKind.FOLDER

    def __init__(self, source: Any, failure: str | None, *items: Incoming | Skipped) -> None:
        self.name, self._failure, self._items = source.name, failure, items

    def look(self, known: Known) -> Iterator[Incoming | Skipped]:
        yield from self._items
        if self._failure is not None:
            raise SourceError(self._failure)

    def acknowledge(self, source_key: str) -> None:
        pass

    def flush(self) -> None:
        pass


def test_a_source_that_was_never_looked_at_has_no_time(at_work: Open) -> None:
    with at_work() as job:
        (source,) = steps.find_source_health(job)
    assert (source.name, source.looked_at, source.failure) == ("Báo cáo chung", None, None)


def test_a_look_is_kept_with_the_newest_arrival(at_work: Open, folder: Path, office_done: SimpleNamespace) -> None:
    shutil.copytree(office_done.folder / "VP", folder / "VP")
    arrivals = [datetime(2024, 6, day, 3, 0, tzinfo=UTC) for day in (10, 12, 11)]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for number, path in enumerate(files):
        os.utime(path, (arrivals[number % 3].timestamp(),) * 2)
    for days in (0, 1):  # the second look finds nothing new, and forgets nothing
        with at_work(days) as job:
            gather(job)
            (source,) = steps.find_source_health(job)
        assert (source.looked_at, source.succeeded_at) == (job.now(), job.now())
        assert source.newest_at == max(arrivals[: len(files)])


def test_a_source_that_cannot_be_seen_is_kept_without_its_path(at_work: Open, folder: Path, tmp_path: Path) -> None:
    with at_work() as job:
        gather(job)
    folder.rmdir()
    for _ in range(3):  # a task that is tried again
        with at_work(1) as job, pytest.raises(SourceError):
            gather(job)
    with at_work(1) as job:
        (source,) = steps.find_source_health(job)
    assert (source.looked_at, source.succeeded_at) == (MORNING + timedelta(days=1), MORNING)
    assert "“Báo cáo chung”" in str(source.failure)
    assert str(tmp_path) not in str(source.failure)


def test_a_source_of_which_a_part_cannot_be_seen_has_failed(at_work: Open) -> None:
    with at_work() as job:
        (source,) = job.sources
        item = Skipped(name="a.tmp", source_key="a.tmp", reason="chưa xong")
        assert steps.gather(job, Failing(source, "Không xem được 1 thư mục con", item)).failure
        (health,) = steps.find_source_health(job)
    assert health.failure == "Không xem được 1 thư mục con"
    assert health.succeeded_at is None


def test_sources_of_one_name_are_told_apart(at_work: Open, tmp_path: Path) -> None:
    roots = [tmp_path / name / "VP" for name in "abc"]
    for root in roots:
        (root / "new").mkdir(parents=True)
    with at_work(folders=roots[:2], maildirs=roots[2:]) as job:
        gather(job)
        health = steps.find_source_health(job)
    assert [each.kind for each in health] == [SourceKind.FOLDER, SourceKind.FOLDER, SourceKind.MAILBOX]
    assert len({each.name for each in health}) == 3
    assert all(each.name.startswith("VP (") and each.looked_at for each in health)


def test_a_source_that_is_no_longer_configured_is_not_told_of(at_work: Open, folder: Path, tmp_path: Path) -> None:
    folder.rmdir()
    with at_work() as job, pytest.raises(SourceError):
        gather(job)
    other = tmp_path / "other"
    with at_work(folders=(other,)) as job:
        assert [each.name for each in steps.find_source_health(job)] == [other.name]
        assert steps.post_source_alerts(job) == []


def test_a_source_that_was_seen_and_is_configured_no_more_is_told_once(
    post: Post, at_work: Open, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with at_work(folders=(folder, other)) as job:
        gather(job)
    for days in (0, 0, 1, 3):
        with at_work(days) as job:
            gather(job)
            assert [each.name for each in steps.find_lost_sources(job)] == ["other"]
            steps.post_source_alerts(job)
    assert [str(mail["Subject"]) for _, mail in post.mails] == ["[CẢNH BÁO] Không còn xem thư mục dùng chung other"]
    with at_work(9) as job:
        assert steps.find_lost_sources(job) == []  # given up


def test_a_source_that_got_a_namesake_is_not_lost(at_work: Open, folder: Path, tmp_path: Path) -> None:
    with at_work() as job:
        gather(job)
    (tmp_path / folder.name).mkdir()
    with at_work(folders=(folder, tmp_path / folder.name)) as job:
        gather(job)
        assert steps.find_lost_sources(job) == []
    with at_work() as job:
        assert steps.find_lost_sources(job) == []


def test_a_source_that_fails_keeps_no_other_from_being_looked_at(at_work: Open, folder: Path) -> None:
    """As the flows do it: each source by itself, whatever became of the one before."""
    other = folder.parent / "Hồ sơ khác"
    other.mkdir()
    with at_work(folders=(folder, other)) as job:
        failed, whole = job.sources
        with pytest.raises(SourceError):
            steps.gather(job, Failing(failed, "máy chủ thư không trả lời"))
        assert steps.gather(job, whole).failure is None
        assert [each.failure for each in steps.find_source_health(job)] == ["máy chủ thư không trả lời", None]
        assert [each.name for each in steps.find_unseen_sources(job)] == [folder.name]


def test_a_source_that_cannot_be_seen_is_told_once_a_day_until_it_can(post: Post, at_work: Open, folder: Path) -> None:
    def alert(days: int) -> list[NoticeRecord]:
        with at_work(days) as job:
            return steps.post_source_alerts(job)

    folder.rmdir()
    for days in (0, 0, 1):
        with at_work(days) as job, pytest.raises(SourceError):
            gather(job)
        alert(days)
        alert(days)
    assert [str(mail["Subject"]) for _, mail in post.mails] == [
        "[CẢNH BÁO] Không xem được thư mục dùng chung Báo cáo chung"
    ] * 2
    folder.mkdir()
    with at_work(2) as job:
        gather(job)
    assert alert(2) == []


def test_the_examples_have_names_for_people(examples_done: SimpleNamespace, open_work: Open, outputs: Path) -> None:
    with open_work(outputs) as job:
        health = steps.find_source_health(job)
    assert [each.name for each in health] == ["thư mục ví dụ", "hộp thư ví dụ"]
    assert all(each.succeeded_at and each.newest_at for each in health)
