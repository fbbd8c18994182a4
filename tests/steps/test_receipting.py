"""Who is answered, when and how often: each report once, a unit at most once an hour, and nobody who must not be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from schemas.document import Finding
from schemas.plan import Receipts
from schemas.question import Candidate, OpenQuestion
from schemas.submission import Channel, CheckedSubmission, Evidence, ItemReport, Submission
from schemas.values import (
    CellState,
    CheckStatus,
    DeliveryState,
    EvidenceKind,
    HandChannel,
    QuestionKind,
    Severity,
    SourceKind,
    SubmissionChoice,
)
from tonghop import steps
from tonghop.audit import verify
from tonghop.delivery import preparing
from tonghop.delivery.transport import AnswerKind
from tonghop.intake.sources import Incoming
from tonghop.ledger.arrivals import KeptFile, record_submission
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.questions import open_question, record_decision
from tonghop.ledger.receipts import is_news
from tonghop.ledger.submissions import record_filing, reopen_stopped
from tonghop.ledger.tables import notices, receipts
from tonghop.reading import Reader
from tonghop.steps import notifying, receipting

Bring = Callable[..., str]
At = Callable[..., Any]
NOON = datetime(2024, 6, 17, 5, 0, tzinfo=UTC)
TTNC, QLCN = "ttnc@sokhcn.example", "qlcn@sokhcn.example"
MAILBOX, FOLDER, HAND = SourceKind.MAILBOX, SourceKind.FOLDER, SourceKind.HAND
FINDING = Finding(rule="item-empty", severity=Severity.WARNING, message="Mục 5 trống.", fix="x")


@pytest.fixture
def server(post: Any, bare_environment: pytest.MonkeyPatch) -> Any:
    """A mail server that notices reach, too."""
    bare_environment.setattr(notifying, "YagmailTransport", lambda settings: post)
    return post


@pytest.fixture
def at(open_work: Callable[..., Any], tmp_path: Path, server: Any) -> At:
    """at(minutes after noon, **run form) -> an open job of an office that has a source of its own and a mail server."""
    folder = tmp_path / "nhan"
    folder.mkdir()

    def run(minutes: float = 0, **form: Any) -> Any:
        given = {"folders": (folder,)} | form
        return open_work(tmp_path / "outputs", NOON + timedelta(minutes=minutes), **given)

    return run


@pytest.fixture
def bring() -> Bring:
    """bring(job, key, ...): one report that came and was filed; gives its id."""

    def build(
        job: Any,
        key: str,
        *,
        source: SourceKind = MAILBOX,
        sender: str | None = TTNC,
        unit: str | None = "TTNC",
        status: CheckStatus = CheckStatus.ACCEPTED,
        arrived: datetime | None = None,
        channel: dict[str, Any] | None = None,
        evidence: tuple[Evidence, ...] = (),
    ) -> str:
        sender = sender if source is MAILBOX else None
        told = Channel(**({"source": source, "sender": sender, "message_id": f"<{key}@x.example>"} | (channel or {})))
        items = dict.fromkeys(range(1, 7), ItemReport(state=CellState.NOTHING))
        content = Submission(unit=unit, period="2024-H1", items=items, unit_evidence=evidence)
        data = f"báo cáo {key}".encode()
        file = KeptFile(f"{key}.docx", job.archive.keep(data), len(data))
        with job.ledger.write() as connection:
            made = record_submission(
                connection,
                source=source,
                source_name="box",
                source_key=key,
                stamp=key,
                received_at=arrived or job.now(),
                files=[file],
                channel=told,
                sender=sender,
                at=job.now(),
            )
            assert made is not None
            checked = CheckedSubmission(content=content, findings=(FINDING,), status=status)
            record_filing(connection, made, checked, plan_sha256="0" * 64, reader_version="1", at=job.now())
        return made

    return build


def read(server: Any) -> list[tuple[str, EmailMessage]]:
    return [(address, message_from_bytes(data, policy=default)) for address, data in server.mails]  # type: ignore[misc]


def read_text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def load_answers(job: Any) -> dict[str, tuple[str | None, str | None]]:
    with job.ledger.read() as connection:
        rows = connection.execute(select(receipts)).all()
        assert find_chain_breaks(connection) == []
    return {row.submission_id: (row.notice_key, row.reason) for row in rows}


# When ---------------------------------------------------------------------------------------------------------------


def test_the_first_report_is_answered_at_once_and_the_rest_of_the_hour_together(
    at: At, bring: Bring, server: Any
) -> None:
    sent = []
    codes: dict[str, str] = {}
    for minutes, key in ((0, "a"), (1, "b"), (30, "c"), (59, "d"), (60, None), (61, "e"), (119, None), (120, "f")):
        with at(minutes) as job:
            if key:
                codes[key] = bring(job, key)[:8].upper()
            steps.send_receipts(job)
            steps.send_receipts(job)
        sent.append(len(server.mails))
    assert sent == [1, 1, 1, 1, 2, 2, 2, 3]
    texts = [read_text(mail) for _, mail in read(server)]
    assert [[key for key, code in codes.items() if f"MÃ {code}:" in text] for text in texts] == [
        ["a"],
        ["b", "c", "d"],
        ["e", "f"],
    ]


def test_a_receipt_written_while_the_clock_was_ahead_holds_no_later_one_up(at: At, bring: Bring, server: Any) -> None:
    for minutes, key in ((600, "a"), (0, "b"), (30, "c"), (60, None)):
        with at(minutes) as job:
            if key:
                bring(job, key)
            steps.send_receipts(job)
    assert len(server.mails) == 3


def test_units_do_not_wait_for_each_other(at: At, bring: Bring, server: Any) -> None:
    with at() as job:
        bring(job, "a")
        bring(job, "b", sender=QLCN, unit="QLCN")
        bring(job, "c", source=FOLDER)
        assert len(steps.send_receipts(job)) == 2
    assert sorted(address for address, _ in read(server)) == [QLCN, TTNC]


def test_what_is_beyond_the_days_most_waits_for_the_next_day_in_one_mail(at: At, bring: Bring, server: Any) -> None:
    for hours in (0, 2, 4, 6, 14):
        with at(hours * 60) as job:
            small = replace(job, plan=job.plan.model_copy(update={"receipts": Receipts(most_per_day=2)}))
            bring(job, f"um {hours}")
            steps.send_receipts(small)
    assert len(server.mails) == 3  # two on the first day, then, at 2 in the morning, one for the rest
    assert "Báo nhận 3 báo cáo" in str(read(server)[-1][1]["Subject"])


def test_a_report_returned_before_its_receipt_is_told_so_and_one_set_aside_gets_none(
    at: At, bring: Bring, server: Any
) -> None:
    with at() as job:
        returned = bring(job, "a", status=CheckStatus.RETURNED)
        aside = bring(job, "b", status=CheckStatus.SET_ASIDE)
        steps.send_receipts(job)
        answers = load_answers(job)
    [(_, mail)] = read(server)
    assert str(mail["Subject"]).endswith("Trả lại, đề nghị sửa và gửi lại")
    assert "trả lại báo cáo này, chưa tính nội dung nào" in " ".join(read_text(mail).split())
    assert answers[returned][0] is not None
    assert answers[aside] == (None, "set-aside")


def judge(job: Any, made: str, status: CheckStatus, returned: tuple[int, ...] = ()) -> None:
    """What a person's decision makes of a filed report."""
    items = {
        number: ItemReport(
            state=CellState.MISSING if number in returned else CellState.NOTHING, returned=number in returned
        )
        for number in range(1, 7)
    }
    content = Submission(unit="TTNC", period="2024-H1", items=items)
    checked = CheckedSubmission(content=content, findings=(FINDING,), status=status)
    with job.ledger.write() as connection:
        record_filing(connection, made, checked, plan_sha256="0" * 64, reader_version="2", at=job.now(), again=True)


def test_a_report_that_is_returned_after_its_receipt_is_told_once_for_each_change(
    at: At, bring: Bring, server: Any
) -> None:
    with at() as job:
        made = [bring(job, key, status=CheckStatus.NEEDS_PERSON) for key in "ab"]
        steps.send_receipts(job)
    sent = []
    returned, accepted = CheckStatus.RETURNED, CheckStatus.ACCEPTED
    changes = {10: (returned, accepted), 130: (accepted, accepted), 200: (returned, accepted)}
    for minutes in (10, 20, 61, 62, 130, 131, 200, 201, 300):
        with at(minutes) as job:
            for each, status in zip(made, changes.get(minutes, ()), strict=False):
                judge(job, each, status)
            steps.send_receipts(job)
            steps.send_receipts(job)
        sent.append(len(server.mails))
    assert sent == [1, 1, 2, 2, 3, 3, 4, 4, 4], "within the hour of the first receipt it waits"
    subjects = [str(mail["Subject"]) for _, mail in read(server)][1:]
    code = made[0][:8].upper()
    returned_words = f"Kết quả kiểm tra đã thay đổi – Báo nhận {code}: Trả lại, đề nghị sửa và gửi lại"
    assert subjects == [returned_words, f"Kết quả kiểm tra đã thay đổi – Báo nhận {code}: Đã nhận", returned_words]
    assert f"MÃ {made[1][:8].upper()}:" not in "".join(read_text(mail) for _, mail in read(server)[1:])
    with at(301) as job:
        assert find_breaks(job) == []


def test_items_that_are_returned_after_the_receipt_are_told_once_and_when_they_count_again(
    at: At, bring: Bring, server: Any
) -> None:
    with at() as job:
        made = bring(job, "a", status=CheckStatus.NEEDS_PERSON)
        steps.send_receipts(job)
        decide_to_return_items(job, made)
    sent = []
    changes: dict[int, tuple[int, ...]] = {70: (1, 3), 140: (1, 3), 210: (1,), 280: (), 350: ()}
    for minutes, returned in changes.items():
        with at(minutes) as job:
            judge(job, made, CheckStatus.ACCEPTED, returned)
            steps.send_receipts(job)
            steps.send_receipts(job)
        sent.append(len(server.mails))
    assert sent == [2, 2, 3, 4, 4]
    endings = ("nội dung 1, 3 và gửi lại", "nội dung 1 và gửi lại", "Đã nhận")
    subjects = [str(mail["Subject"]) for _, mail in read(server)][1:]
    assert [subject.endswith(ending) for subject, ending in zip(subjects, endings, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        ("needs_person", "returned", True),
        ("needs_person", "accepted:1a2b3c4", True),
        ("needs_person", "accepted", False),
        ("needs_person", "set-aside", False),
        ("returned", "accepted", True),
        ("returned", "set-aside", False),
        ("returned", "needs_person", False),
        ("set-aside", "accepted", False),
        ("accepted:1a2b3c4", "accepted", True),
        ("accepted:1a2b3c4", "accepted:5a6b7c8", True),
        ("accepted", "accepted", False),
        ("returned", "returned", False),
    ],
)
def test_a_unit_hears_again_of_what_it_must_mend_and_of_nothing_else(told: str, now: str, expected: bool) -> None:
    assert is_news(told, now) is expected


def decide_to_return_items(job: Any, made: str) -> None:
    choice = SubmissionChoice.RETURN_ITEMS
    question = OpenQuestion(
        kind=QuestionKind.SUBMISSION,
        key=f"submission:{made}:0",
        submission=made,
        text="?",
        candidates=(Candidate(code=choice.value, label=choice.label),),
        consequence="",
    )
    with job.ledger.write() as connection:
        row = open_question(connection, question, at=job.now(), period="2024-H1")
        record_decision(connection, [row], choice, decided_by="Hà", recorded_by="Hà", note=None, at=job.now())


def find_breaks(job: Any) -> list[int]:
    with job.ledger.read() as connection:
        return find_chain_breaks(connection)


def test_what_was_returned_before_its_receipt_or_in_a_rehearsal_is_told_no_second_time(
    at: At, bring: Bring, server: Any, bare_environment: pytest.MonkeyPatch
) -> None:
    with at() as job:
        bring(job, "a", status=CheckStatus.RETURNED)
        other = bring(job, "b", status=CheckStatus.NEEDS_PERSON)
        steps.send_receipts(job)
    bare_environment.setenv("TONGHOP_TRIAL_ADDRESS", "thu@sokhcn.example")
    with at(100) as job:
        judge(job, other, CheckStatus.RETURNED)
        assert steps.send_receipts(job) == []
    bare_environment.delenv("TONGHOP_TRIAL_ADDRESS")
    with at(200) as job:
        assert [record.key.startswith("ttnc.changed-") for record in steps.send_receipts(job)] == [True]


def test_what_else_becomes_of_a_report_later_sends_no_second_receipt(at: At, bring: Bring, server: Any) -> None:
    with at() as job:
        made = bring(job, "a", status=CheckStatus.NEEDS_PERSON)
        steps.send_receipts(job)
    with at(300) as job:
        judge(job, made, CheckStatus.ACCEPTED)
    with at(301) as job:
        assert steps.send_receipts(job) == []
    assert len(server.mails) == 1


def test_what_could_not_leave_leaves_with_a_later_run_and_once(at: At, bring: Bring, server: Any) -> None:
    server.kind = AnswerKind.LATER
    with at() as job:
        bring(job, "a")
        (record,) = steps.send_receipts(job)
    assert record.state is DeliveryState.READY
    server.kind = AnswerKind.ACCEPTED
    for minutes in (1, 2, 3):
        with at(minutes) as job:
            assert steps.send_receipts(job) == []
    assert len(server.mails) == 1


# Whom ---------------------------------------------------------------------------------------------------------------


CASES: list[tuple[dict[str, Any], str]] = [
    ({}, "ttnc"),
    ({"sender": "TTNC@SoKHCN.example"}, "ttnc"),
    ({"sender": "tonghop.vp@sokhcn.example", "unit": "VP"}, "vp"),
    ({"sender": "la@ngoai.example"}, "no-address"),
    ({"sender": "ttnc@sokhcn.example.ngoai.example"}, "no-address"),
    ({"sender": None}, "no-address"),
    ({"sender": "la@ngoai.example", "channel": {"unit": "TTNC"}}, "ttnc"),  # a person let it in for that unit
    ({"channel": {"automatic": True}}, "automatic"),
    ({"status": CheckStatus.QUARANTINED, "unit": None}, "stopped"),
    ({"status": CheckStatus.REJECTED, "unit": None}, "ttnc"),
    ({"unit": None}, "ttnc"),
    ({"arrived": NOON - timedelta(days=15)}, "too-old"),
    ({"source": FOLDER}, "ttnc"),
    ({"source": FOLDER, "unit": None}, "no-address"),
    ({"source": FOLDER, "unit": None, "evidence": (EvidenceKind.FOLDER, "QLCN")}, "qlcn"),
    ({"source": FOLDER, "unit": None, "evidence": (EvidenceKind.LETTERHEAD, "QLCN")}, "no-address"),
    ({"source": HAND, "unit": None, "channel": {"unit": "QLCN", "hand": HandChannel.USB}}, "qlcn"),
]


def test_only_a_unit_is_answered_and_only_at_its_own_address(at: At, bring: Bring, server: Any) -> None:
    expected = {}
    with at() as job:
        for number, (given, answered) in enumerate(CASES):
            kind, value = given.get("evidence", (None, ""))
            evidence = (Evidence(kind=kind, value=value, text="x"),) if kind else ()
            expected[bring(job, str(number), **(given | {"evidence": evidence}))] = answered
        steps.send_receipts(job)
        answers = load_answers(job)
    waiting = {made: "no-address" for made in expected if made not in answers}  # the plan may name one later
    told = {made: reason or str(key).partition(".")[0] for made, (key, reason) in answers.items()}
    assert told | waiting == expected
    assert {address for address, _ in server.mails} == {TTNC, QLCN, "tonghop.vp@sokhcn.example"}
    assert len(server.mails) == 3
    with at(120) as job:
        assert steps.send_receipts(job) == []


@pytest.mark.parametrize("switch", ["plan", "unit"])
def test_receipts_can_be_switched_off_for_all_or_for_one_unit(at: At, bring: Bring, server: Any, switch: str) -> None:
    with at() as job:
        made, other = bring(job, "a"), bring(job, "b", sender=QLCN, unit="QLCN")
        units = tuple(each.model_copy(update={"receipts": each.code != "TTNC"}) for each in job.plan.units)
        changes = {"units": units} if switch == "unit" else {"receipts": Receipts(enabled=False)}
        steps.send_receipts(replace(job, plan=job.plan.model_copy(update=changes)))
        answers = load_answers(job)
    assert answers[made] == (None, "switched-off")
    assert (answers[other][0] is not None) is (switch == "unit")
    assert len(server.mails) == (switch == "unit")


def test_the_mail_is_an_automatic_answer_to_the_units_mail(at: At, bring: Bring, server: Any) -> None:
    with at() as job:
        bring(job, "thu-1")
        steps.send_receipts(job)
    ((_, mail),) = read(server)
    assert (mail["Auto-Submitted"], mail["In-Reply-To"], mail["References"]) == (
        "auto-replied",
        "<thu-1@x.example>",
        "<thu-1@x.example>",
    )
    (to,), (sender,) = mail["To"].addresses, mail["From"].addresses
    assert to.addr_spec == TTNC and to.display_name.startswith("Trung tâm Nghiên cứu")
    assert "Văn phòng Sở" in sender.display_name
    assert mail.get_body(("html",)) is not None


def test_a_rehearsal_goes_to_the_trial_address_and_does_not_use_up_the_real_answer(
    at: At, bring: Bring, server: Any, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_TRIAL_ADDRESS", "thu@sokhcn.example")
    with at() as job:
        bring(job, "a")
        steps.send_receipts(job)
        steps.send_receipts(job)
    bare_environment.delenv("TONGHOP_TRIAL_ADDRESS")
    for minutes in (1, 90):
        with at(minutes) as job:
            steps.send_receipts(job)
    assert [address for address, _ in server.mails] == ["thu@sokhcn.example", TTNC]
    assert str(read(server)[0][1]["Subject"]).startswith("[CHẠY THỬ]")


def test_examples_are_answered_in_files_that_say_so_however_old_they_are(
    outputs: Path, open_work: Callable[..., Any], server: Any
) -> None:
    with open_work(outputs, datetime(2026, 1, 5, 3, 0, tzinfo=UTC)) as job:
        records = steps.send_receipts(job)
        assert verify(job.ledger, job.archive.root, outputs) == []
    assert {record.state for record in records} == {DeliveryState.WRITTEN}
    mails = [(outputs / "outbox" / "receipts" / f"{record.key}.eml").read_bytes() for record in records]
    assert len(mails) == 3
    assert all("VÍ DỤ" in str(message_from_bytes(data, policy=default)["Subject"]) for data in mails)
    assert server.mails == []


def test_a_dry_run_answers_nobody(at: At, bring: Bring, server: Any) -> None:
    with at(dry_run=True) as job:
        bring(job, "a")
        assert steps.send_receipts(job) == []
        assert load_answers(job) == {}


# Deaths, races and faults -------------------------------------------------------------------------------------------


def test_a_death_before_the_row_leaves_nothing_that_the_next_run_does_not_put_right(
    at: At, bring: Bring, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at() as job:
        bring(job, "a")
        with monkeypatch.context() as patch:
            patch.setattr(preparing, "record_delivery", _die)
            with pytest.raises(KeyboardInterrupt):
                steps.send_receipts(job)
        assert len(list((job.settings.outputs / "outbox" / "receipts").glob("*.eml"))) == 1
        assert load_answers(job) == {}
    with at(5) as job:
        bring(job, "b")
        steps.send_receipts(job)
        assert len(load_answers(job)) == 2
        assert verify(job.ledger, job.archive.root, job.settings.outputs) == []
    ((_, mail),) = read(server)
    assert "2 báo cáo" in str(mail["Subject"])


def _die(*_args: Any, **_given: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("late", ["a later one", "an earlier one"])
def test_of_two_runs_that_see_different_reports_one_answers_and_no_report_is_answered_twice(
    at: At, bring: Bring, server: Any, late: str
) -> None:
    with at() as job:
        first = receipting.Desk(job)
        bring(job, "a")
        (seen,) = first.sort_out()
        bring(job, "b", arrived=NOON + timedelta(minutes=1 if late == "a later one" else -1))
        other = receipting.Desk(job)
        (seen_more,) = other.sort_out()
        assert len(seen_more) == 2
        assert first.answer(seen) is not None
        assert _answer_now(other, seen_more) is None
        assert len(load_answers(job)) == 1
        assert verify(job.ledger, job.archive.root, job.settings.outputs) == []
    with at(61) as job:
        steps.send_receipts(job)
        assert len(load_answers(job)) == 2
    assert len(server.mails) == 2


def _answer_now(desk: Any, waiting: Any) -> Any:
    """As a run does that looked at the clock before the other one recorded."""

    class Early(receipting.Desk):
        def _is_soon(self, unit: Any) -> bool:
            return False

    return Early(desk.job).answer(waiting)


def test_a_unit_that_cannot_be_answered_stops_no_other(
    at: At, bring: Bring, server: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def compose(reports: Any, **given: Any) -> Any:
        if given["unit"].code == "TTNC":
            raise KeyError("CHIM-YEN")
        return receipting_compose(reports, **given)

    receipting_compose = receipting.compose_receipt
    with at() as job:
        made = bring(job, "a")
        bring(job, "b", sender=QLCN, unit="QLCN")
        with monkeypatch.context() as patch:
            patch.setattr(receipting, "compose_receipt", compose)
            steps.send_receipts(job)
        assert made not in load_answers(job)  # it still waits
    assert [address for address, _ in server.mails] == [QLCN]
    assert "CHIM-YEN" not in caplog.text


# Mails that ask for a check -----------------------------------------------------------------------------------------


def check(job: Any, *, sender: str = TTNC, text: str = "Báo cáo", **headers: str) -> str | None:
    lines = {"From": sender, "Subject": "KIEM TRA bao cao", "Message-ID": "<k1@x.example>"} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    data = (
        f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO\r\n"
        f"{text} thông tin đối ngoại 6 tháng đầu năm 2024\r\n6. Hợp tác quốc tế\r\nTrong kỳ không phát sinh.\r\n"
    ).encode()
    with Reader() as reader:
        mail = reader.read_mail(data)
        documents = reader.read_documents([("thư.eml", data)])
    found = Incoming(
        source=MAILBOX,
        source_name="box",
        source_key="1",
        stamp="",
        received_at=job.now(),
        sender=mail.sender,
        subject=mail.subject,
        parts=(("thư.eml", data),),
        container=data,
    )
    return receipting.answer_check_mail(job, found, mail, documents)


def test_a_mail_that_asks_for_a_check_is_answered_once_and_files_nothing(at: At, server: Any) -> None:
    for minutes in (0, 1, 2_000):
        with at(minutes) as job:
            check(job)
            assert load_answers(job) == {}
            assert not list((job.settings.outputs / "archive").rglob("*.eml"))
    ((address, mail),) = read(server)
    text = read_text(mail)
    assert (address, mail["In-Reply-To"]) == (TTNC, "<k1@x.example>")
    assert "Thư kiểm tra: chưa ghi nhận báo cáo." in text
    assert "6. Hợp tác quốc tế về khoa học và công nghệ: không phát sinh" in text


@pytest.mark.parametrize(
    "given", [{"sender": "la@ngoai.example"}, {"Auto_Submitted": "auto-replied"}, {"List_Id": "<a.x.example>"}]
)
def test_no_stranger_and_no_machine_is_answered(at: At, server: Any, given: dict[str, str]) -> None:
    with at() as job:
        check(job, **given)
        with job.ledger.read() as connection:
            assert connection.execute(select(notices)).all() == []
    assert server.mails == []


def test_checks_have_a_most_a_day_of_their_own_and_use_up_no_receipt(at: At, bring: Bring, server: Any) -> None:
    with at() as job:
        small = replace(job, plan=job.plan.model_copy(update={"receipts": Receipts(most_per_day=3)}))
        refusals = [check(small, text=f"Báo cáo {number}") for number in range(9)]
        assert len(server.mails) == 3
        assert [refusal is None for refusal in refusals] == [True] * 3 + [False] * 6
        assert "ngày mai" in str(refusals[-1])
        bring(job, "a")
        assert len(steps.send_receipts(small)) == 1


def test_a_unit_whose_address_comes_into_the_plan_is_answered_then(at: At, bring: Bring, server: Any) -> None:
    new = "moi@sokhcn.example"
    with at() as job:
        made = bring(job, "a", sender=new)
        assert (steps.send_receipts(job), load_answers(job)) == ([], {})
        first, *rest = job.plan.units
        units = (first.model_copy(update={"senders": (*first.senders, new)}), *rest)
        steps.send_receipts(replace(job, plan=job.plan.model_copy(update={"units": units})))
        assert list(load_answers(job)) == [made]
    assert [address for address, _ in server.mails] == [new]


def test_what_stopped_for_a_false_alarm_is_answered_when_it_is_filed_anew(at: At, bring: Bring, server: Any) -> None:
    with at() as job:
        made = bring(job, "a", status=CheckStatus.QUARANTINED)
        steps.send_receipts(job)
        assert load_answers(job) == {made: (None, "stopped")}
        with job.ledger.write() as connection:
            reopen_stopped(connection, [made], job.now())
            items = dict.fromkeys(range(1, 7), ItemReport(state=CellState.NOTHING))
            content = Submission(unit="TTNC", period="2024-H1", items=items)
            checked = CheckedSubmission(content=content, findings=(), status=CheckStatus.ACCEPTED)
            record_filing(connection, made, checked, plan_sha256="0" * 64, reader_version="1", at=job.now())
        assert len(steps.send_receipts(job)) == 1
    assert [address for address, _ in server.mails] == [TTNC]
