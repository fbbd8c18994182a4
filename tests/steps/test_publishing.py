"""Publishing: to whom, once, by which rule, and what holds it."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.request import Request
from schemas.run import DeliveryOutcome
from schemas.values import DeliveryState, DraftState
from tonghop import steps
from tonghop.delivery.transport import AnswerKind
from tonghop.ledger import drafts, hits
from tonghop.ledger.tables import approvals
from tonghop.settings import SettingsError
from tonghop.versions import VersionError

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2024-H1"
V1 = Path("reports") / PERIOD / "v1"
MainJob = Callable[..., SimpleNamespace]
Publish = Callable[..., list[DeliveryOutcome]]


def write_plan(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (ROOT / "plans" / "2024.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "2024.yaml"
    path.write_text(text, "utf-8")
    return path


def make_request(*recipients: str) -> Request:
    return Request(
        number="812/UBND-VX",
        date=date(2024, 6, 1),
        asker="UBND tỉnh Quảng Trị",
        scope="Kết quả công tác thông tin đối ngoại",
        deadline=date(2024, 6, 20),
        recipients=recipients,
    )


# examples -------------------------------------------------------------------------------------------------------------


def test_both_recipients_get_a_mail_that_says_it_is_an_example(examples_done: SimpleNamespace) -> None:
    assert {(each.recipient, each.state) for each in examples_done.outcomes} == {
        ("UBND", DeliveryState.WRITTEN),
        ("STTTT", DeliveryState.WRITTEN),
    }
    release = (examples_done.outputs / V1 / "report.docx").read_bytes()
    for recipient in ("UBND", "STTTT"):
        path = examples_done.outputs / "outbox" / f"{PERIOD}-v1-{recipient}.eml"
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["Subject"].startswith("[VÍ DỤ] ")
        assert [part.get_content() for part in mail.iter_attachments()] == [release]


def test_a_draft_of_the_examples_never_leaves_by_the_settings_of_a_real_run(
    outputs: Path, office: SimpleNamespace, post: Any, publish: Publish
) -> None:
    assert publish(outputs, send="always", **office.form) == []
    assert post.asked == []


def test_a_run_on_examples_never_opens_smtp(outputs: Path, post: Any, publish: Publish) -> None:
    states = [each.state for each in publish(outputs, send="always")]
    assert states == [DeliveryState.WRITTEN] * 2
    assert post.asked == []


# secrecy marks --------------------------------------------------------------------------------------------------------


def test_a_mark_in_a_real_source_holds_even_send_always(
    office: SimpleNamespace, post: Any, main_job: MainJob, open_work: Callable[..., Any]
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
        assert len(hits.load_open_hits(connection)) == 1
        events = connection.exec_driver_sql("SELECT count(*) FROM events WHERE kind = 'secrecy.hit'").scalar()
    assert events == 1


def test_a_mark_that_comes_after_a_mail_was_prepared_still_holds_it(
    office: SimpleNamespace, post: Any, main_job: MainJob, publish: Publish
) -> None:
    post.kind = AnswerKind.LATER
    first = publish(office.outputs, send="always", **office.form)
    assert [each.state for each in first] == [DeliveryState.READY] * 2
    shutil.copy2(office.secret, office.extra)
    post.kind = AnswerKind.ACCEPTED
    main_job(office.outputs, send="always", folders=(office.extra,))
    assert post.mails == []


# release rules --------------------------------------------------------------------------------------------------------


def test_the_rule_complete_waits_and_says_for_what(office: SimpleNamespace, post: Any, publish: Publish) -> None:
    outcomes = publish(office.outputs, **office.form)
    assert [(each.recipient, each.state) for each in outcomes] == [("UBND", None), ("STTTT", None)]
    told = "\n".join(outcomes[0].reasons)
    for words in ("trùng", "BC quy I nam 2024.docx", "BC_TTDN_6T_2024.docx", "xác nhận"):
        assert words in told
    assert post.asked == []


def test_the_rule_complete_sends_when_nothing_is_open(
    office: SimpleNamespace, tmp_path: Path, post: Any, main_job: MainJob
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
    office: SimpleNamespace, post: Any, publish: Publish, open_work: Callable[..., Any]
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
    office: SimpleNamespace,
    post: Any,
    publish: Publish,
    main_job: MainJob,
    open_work: Callable[..., Any],
    bring_revision: Callable[[Path], Path],
) -> None:
    for _ in range(2):
        outcomes = publish(office.outputs, send="always", **office.form)
        assert [each.state for each in outcomes] == [DeliveryState.ACCEPTED] * 2
        assert len(post.mails) == 2
    bring_revision(office.extra)
    done = main_job(office.outputs, send="always", folders=(office.extra,))
    assert done.drafted.version == 2
    assert [each.state for each in done.outcomes] == [None, None]
    assert "đã nhận dự thảo lần 1" in done.outcomes[0].reasons[0]
    assert len(post.mails) == 2
    with open_work(office.outputs) as job, job.ledger.read() as connection:
        assert [row.state for row in drafts.load_drafts(connection, PERIOD)] == [DraftState.SENT, DraftState.DRAFT]


def test_what_could_not_be_sent_yesterday_stays_when_today_says_never(
    office: SimpleNamespace, post: Any, publish: Publish
) -> None:
    post.kind = AnswerKind.LATER
    publish(office.outputs, send="always", **office.form)
    post.kind = AnswerKind.ACCEPTED
    publish(office.outputs, send="never", **office.form)
    assert post.mails == []
    publish(office.outputs, send="always", **office.form)
    assert len(post.mails) == 2


def test_a_changed_release_copy_is_not_sent(office: SimpleNamespace, post: Any, publish: Publish) -> None:
    release = office.outputs / V1 / "report.docx"
    release.chmod(0o644)
    release.write_bytes(release.read_bytes() + b" ")
    with pytest.raises(VersionError, match="đã bị thay đổi"):
        publish(office.outputs, send="always", **office.form)
    assert post.asked == []


def test_a_trial_goes_to_one_address_and_the_real_copies_still_leave_later(
    office: SimpleNamespace, post: Any, publish: Publish, bare_environment: pytest.MonkeyPatch
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


def test_a_request_narrows_the_recipients(outputs: Path, open_work: Callable[..., Any]) -> None:
    with open_work(outputs, request=make_request("STTTT")) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["STTTT"]
    with open_work(outputs, request=make_request()) as job:
        assert [each.code for each in steps.list_recipients(job)] == ["UBND", "STTTT"]


def test_a_recipient_that_has_expired_today_is_held_before_smtp(
    office: SimpleNamespace, post: Any, publish: Publish
) -> None:
    outcomes = publish(office.outputs, datetime(2025, 3, 1, 2, 0, tzinfo=UTC), send="always", **office.form)
    states = {each.recipient: each for each in outcomes}
    assert states["UBND"].state is DeliveryState.ACCEPTED
    assert states["STTTT"].state is DeliveryState.HELD
    assert "01/3/2025" in states["STTTT"].reasons[0]
    assert [address for address, _ in post.mails] == ["vanthu@ubnd.example"]


def test_nothing_leaves_while_a_source_could_not_be_looked_at(
    office: SimpleNamespace, post: Any, open_work: Callable[..., Any]
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
