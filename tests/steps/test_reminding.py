"""Reminders: to the missing alone, each stage once, in words that are true that day, and not while nobody can look."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from examples.making import qlcn, ttnc, vp
from examples.making.docx_files import write_bold_report, write_styled_report, write_table_report
from schemas.request import Request, RunRequest, Workplace
from schemas.values import DeliveryState, NoticeKind, UnitState
from tonghop import steps
from tonghop.delivery.transport import Answer, AnswerKind
from tonghop.duties import find_reminder_runs
from tonghop.intake.sources import SourceError
from tonghop.job import open_job
from tonghop.ledger import drafts
from tonghop.ledger.notices import load_notices
from tonghop.ledger.tables import periods
from tonghop.plan.loading import SHIPPED
from tonghop.status import find_status
from tonghop.steps import notifying, reminding
from tonghop.steps.forming import make_form
from tonghop.steps.health import record_look

PLAN = (SHIPPED / "2024.yaml").read_text(encoding="utf-8")
VP, QLCN, TTNC = "vanphong@sokhcn.example", "qlcn@sokhcn.example", "ttnc@sokhcn.example"
OFFICE, UNITS = VP, ("vp", "qlcn", "ttnc")
OPENS, DUE = date(2024, 5, 28), date(2024, 6, 18)


@cache
def write_report(unit: str) -> bytes:
    if unit == "VP":
        return write_table_report(vp.HALF_YEAR)
    return write_styled_report(qlcn.REVISION) if unit == "QLCN" else write_bold_report(ttnc.HALF_YEAR)


class Office:
    """An office with one shared folder and a mail server that answers as told; each day is a morning at 08:05."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.root = root / "nhan", root
        self.folder.mkdir()
        self.kind = AnswerKind.ACCEPTED
        self.mails: list[tuple[date, str, Any]] = []
        self.today, self.is_new = OPENS, True
        self.form: dict[str, Any] = {"outputs": root / "outputs", "folders": (self.folder,)}
        patch.setenv("TONGHOP_SETTLE_SECONDS", "0")
        patch.setenv("TONGHOP_SMTP_HOST", "localhost")
        patch.setenv("TONGHOP_SMTP_SECURITY", "plain")
        patch.setattr(notifying, "YagmailTransport", lambda settings: self)

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        if self.kind is AnswerKind.ACCEPTED:
            assert hand_over()
            self.mails.append((self.today, address, message_from_bytes(message, policy=default)))
        return Answer(kind=self.kind, reply="250 2.0.0 Ok")

    def close(self) -> None:
        pass

    def change_plan(self, *changes: tuple[str, str]) -> None:
        text = PLAN
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = self.root / "2024.yaml"
        path.write_text(text, encoding="utf-8")
        self.form["plan"] = path

    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 1, 5, tzinfo=UTC)

    def report(self, unit: str, data: bytes | None = None, name: str = "BC 6T.docx") -> None:
        """A unit's report, a minute old."""
        path = self.folder / unit / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(write_report(unit) if data is None else data)
        os.utime(path, (self.now().timestamp() - 60,) * 2)
        self.is_new = True

    @contextmanager
    def open(self, period: str = "2024-H1", **form: Any) -> Iterator[Any]:
        with open_job(Workplace(**self.form).make_run(period, **form), now=self.now) as job:
            yield job

    def remind(self, day: date, period: str = "2024-H1", **form: Any) -> list[tuple[str, str]]:
        """What the flow does on a day for one period; gives address and subject of each mail that left."""
        self.today, before = day, len(self.mails)
        with self.open(period, **form) as job:
            if self.is_new:
                look(job)
            for source in () if self.is_new else job.sources:  # nothing lies there that the look before has not seen
                record_look(job, source, failure=None, newest_at=None)
            self.is_new = False
            steps.remind(job)
        return [(address, str(mail["Subject"])) for _, address, mail in self.mails[before:]]

    def read(self, number: int = -1) -> str:
        """The text of a mail that left, in one line."""
        return " ".join(self.mails[number][2].get_body(("plain",)).get_content().split())

    def states(self) -> dict[str, DeliveryState]:
        with self.open() as job, job.ledger.read() as connection:
            return {each.key: each.state for each in load_notices(connection) if each.kind is NoticeKind.REMINDER}


def look(job: Any) -> None:
    for source in job.sources:
        steps.gather(job, source)
    for ids in steps.list_unfiled(job):
        steps.file_submissions(job, ids)


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def addresses(mails: list[tuple[str, str]]) -> list[str]:
    return [address for address, _ in mails]


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which nothing stands yet, made once."""
    outputs = tmp_path_factory.mktemp("empty") / "outputs"
    with open_job(RunRequest(period="2024-H1", outputs=outputs)):
        return outputs / "ledger.db"


@pytest.fixture
def office(tmp_path: Path, bare_environment: pytest.MonkeyPatch, empty_ledger: Path) -> Office:
    (tmp_path / "outputs").mkdir()
    shutil.copy(empty_ledger, tmp_path / "outputs")
    bare_environment.setattr(reminding, "make_form", lambda job, unit: f"the form of {unit}".encode())
    return Office(tmp_path, bare_environment)


# A half year ---------------------------------------------------------------------------------------------------------


def test_a_half_year_with_nine_days_off_reminds_each_missing_unit_once_a_stage(office: Office) -> None:
    """Every day of the half year on one ledger; both stages before the deadline begin while nothing runs.

    VP reports 30/05, QLCN 13/06, TTNC a week late.
    """
    arrivals = {date(2024, 5, 30): "VP", date(2024, 6, 13): "QLCN", date(2024, 6, 25): "TTNC"}
    off = set(days(date(2024, 6, 7), date(2024, 6, 15)))
    office.today = date(2024, 1, 2)
    with office.open() as job:
        for day in days(date(2024, 1, 2), date(2024, 7, 2)):
            office.today = day
            if day in arrivals:
                office.report(arrivals[day])
            if day in off:
                continue
            today = replace(job)  # with sources of its own, as a run of that day has them
            if day >= OPENS:
                look(today)
            steps.remind(today)
    ids = [(day, address, str(mail["Message-ID"])) for day, address, mail in office.mails]
    assert ids == [
        (OPENS, VP, "<tonghop.reminder.2024-h1-opening-vp-20240618@sokhcn.example>"),
        (OPENS, QLCN, "<tonghop.reminder.2024-h1-opening-qlcn-20240618@sokhcn.example>"),
        (OPENS, TTNC, "<tonghop.reminder.2024-h1-opening-ttnc-20240618@sokhcn.example>"),
        (date(2024, 6, 17), TTNC, "<tonghop.reminder.2024-h1-before-2-ttnc-20240618@sokhcn.example>"),
        (date(2024, 6, 19), OFFICE, "<tonghop.reminder.overdue-2024-h1-2024-06-19@sokhcn.example>"),
    ]
    assert set(office.states().values()) == {DeliveryState.ACCEPTED}


def test_a_late_reminder_counts_the_days_that_are_left_and_brings_the_form_that_was_missed(office: Office) -> None:
    """The first look on 17/06: neither the opening nor five days before was anybody told."""
    assert len(office.remind(date(2024, 6, 17))) == 3
    text = office.read()
    assert "Tính đến ngày 17/6/2024, còn 1 ngày làm việc." in text
    assert "Đến ngày 17/6/2024, Văn phòng Sở chưa nhận được Báo cáo" in text
    assert [part.get_filename() for part in office.mails[-1][2].iter_attachments()] == ["Bieu mau TTNC 2024-H1.docx"]
    assert set(office.states()) == {f"2024-h1-before-2-{unit}-20240618" for unit in UNITS}


def test_only_the_first_mail_of_a_period_brings_the_form(office: Office) -> None:
    for day in (OPENS, date(2024, 6, 11)):
        office.remind(day)
    attached = [len(list(mail.iter_attachments())) for *_, mail in office.mails]
    assert attached == [1, 1, 1, 0, 0, 0]


def test_the_day_of_the_deadline_says_so_and_a_stage_that_was_sent_is_not_sent_again(office: Office) -> None:
    office.change_plan(("before: [5, 2]", "before: [5, 2, 0]"))
    for day in (14, 14, 17, 18, 18):
        office.remind(date(2024, 6, day))
    assert [day for day, *_ in office.mails] == [date(2024, 6, 14)] * 3 + [DUE] * 3
    assert "Ngày 18/6/2024 là ngày cuối." in office.read()


# Who is missing ------------------------------------------------------------------------------------------------------


def test_a_report_that_came_a_minute_ago_spares_its_unit(office: Office) -> None:
    office.today = date(2024, 6, 14)
    office.report("TTNC")
    assert addresses(office.remind(office.today)) == [VP, QLCN]


def test_a_report_that_waits_for_a_person_or_is_not_understood_yet_has_arrived(office: Office) -> None:
    office.today = date(2024, 6, 14)
    office.report("TTNC", write_report("QLCN"))  # the letterhead of another unit: a question
    office.report("VP")
    with office.open() as job:
        look(job)
    office.report("QLCN")
    with office.open() as job:
        for source in job.sources:
            steps.gather(job, source)
        assert steps.find_silent_units(job) == []


def test_what_nobody_can_read_must_be_sent_again_and_the_office_is_told_so(office: Office) -> None:
    office.today = date(2024, 6, 13)
    office.report("TTNC", write_report("TTNC")[:4000])
    office.report("VP")
    office.report("QLCN")
    assert addresses(office.remind(date(2024, 6, 14))) == [TTNC]
    assert addresses(office.remind(date(2024, 6, 19))) == [OFFICE]
    assert "Giám đốc Trung tâm; 0233 000 0003; đã gửi ngày 13/6/2024 nhưng tệp không đọc được" in office.read()
    assert "nhưng tệp không đọc được (hạn gửi dự kiến: hết ngày 18/6/2024)" in office.read()


QUESTION = """From: ttnc@sokhcn.example
To: vanphong@sokhcn.example
Subject: =?utf-8?b?SOG7j2kgaOG6oW4gbuG7mXA=?=
Date: Mon, 10 Jun 2024 09:00:00 +0700
Message-ID: <hoi@sokhcn.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Anh chị cho hỏi hạn nộp là ngày nào ạ?
"""


def test_a_question_to_the_office_is_no_report_and_the_office_is_told_of_it(office: Office) -> None:
    box = office.root / "md"
    for folder in ("cur", "new", "tmp"):
        (box / folder).mkdir(parents=True)
    office.form["maildirs"] = (box,)
    office.today = date(2024, 6, 10)
    mail = box / "new" / "1.M1.x"
    mail.write_text(QUESTION, "utf-8")
    os.utime(mail, (office.now().timestamp() - 60,) * 2)
    assert addresses(office.remind(date(2024, 6, 11))) == [VP, QLCN, TTNC]
    office.remind(date(2024, 6, 19))
    assert "0233 000 0003; có thư ngày 10/6/2024 chưa rõ là báo cáo" in office.read()
    with office.open() as job:
        states = {unit.unit: unit.state for unit in find_status(job)[0].units}
    assert states["TTNC"] is UnitState.MISSING


def test_a_blank_form_sent_back_ends_no_reminder(office: Office) -> None:
    office.today = date(2024, 6, 3)
    with office.open() as job:
        form = make_form(job, "TTNC")
    office.report("TTNC", form, "Bieu mau.docx")
    office.report("VP")
    office.report("QLCN", write_report("VP"), "BC.docx")  # the letterhead of another unit: a question
    assert addresses(office.remind(date(2024, 6, 11))) == [TTNC]
    assert "ngày 03/6/2024, nhưng biểu mẫu còn trống" in office.read()
    office.remind(date(2024, 6, 19))
    text = office.read()
    assert "đã gửi biểu mẫu ngày 03/6/2024 nhưng biểu mẫu còn trống" in text
    rest = text.partition("đã gửi nhưng báo cáo chưa tính được")[2]
    assert "0233 000 0002; đã gửi ngày 03/6/2024, chờ Văn phòng xử lý" in rest


def test_a_unit_that_is_gone_or_wants_no_reminder_gets_none(office: Office) -> None:
    office.change_plan(
        ("    folder: QLCN\n", "    folder: QLCN\n    reminders: false\n"),
        ("    folder: TTNC\n", "    folder: TTNC\n    valid_to: 2024-06-01\n"),
    )
    assert addresses(office.remind(date(2024, 6, 14))) == [VP]
    office.remind(date(2024, 6, 19))
    assert "Phòng Quản lý Công nghệ và Đổi mới sáng tạo; Trưởng phòng; 0233 000 0002" in office.read()
    assert "Trung tâm Nghiên cứu" not in office.read()


def test_the_office_is_told_of_a_unit_without_address_once_a_stage(office: Office) -> None:
    office.change_plan(("    senders: [ttnc@sokhcn.example]\n", ""))
    assert addresses(office.remind(OPENS)) == [OFFICE, VP, QLCN]
    assert "chưa có địa chỉ thư trong tệp kế hoạch" in office.read(0)
    assert "Giám đốc Trung tâm; 0233 000 0003" in office.read(0)
    assert office.remind(date(2024, 5, 29)) == []
    assert addresses(office.remind(date(2024, 6, 11))) == [OFFICE, VP, QLCN]


# After the deadline --------------------------------------------------------------------------------------------------


def test_after_the_deadline_only_the_office_is_told_and_again_after_a_week(office: Office) -> None:
    office.today = date(2024, 6, 14)
    office.report("VP")
    for day in (19, 20, 22, 25, 26, 27):
        office.remind(date(2024, 6, day))
    office.remind(date(2024, 7, 3))
    assert [(day, address) for day, address, _ in office.mails] == [
        (date(2024, 6, 19), OFFICE),
        (date(2024, 6, 26), OFFICE),
    ]
    text = office.read(0)
    assert "Trưởng phòng; 0233 000 0002" in text
    assert "Kính gửi đồng chí Giám đốc Trung tâm, Trung tâm Nghiên cứu, Chuyển giao công nghệ" in text
    assert "trước ngày 21/6/2024 để kịp tổng hợp, trình ký" in text
    assert "cán bộ tổng hợp báo cáo, Văn phòng Sở, điện thoại 0233 000 0000" in text
    assert "Văn phòng Sở; Chánh Văn phòng" not in text
    assert "<table>" in office.mails[0][2].get_body(("html",)).get_content()


def test_a_switch_lets_the_machine_remind_after_the_deadline_too_and_once(office: Office) -> None:
    office.change_plan(("overdue_mail: false", "overdue_mail: true"))
    for day in (19, 20, 26):
        office.remind(date(2024, 6, day))
    assert [address for _, address, _ in office.mails] == [OFFICE, VP, QLCN, TTNC, OFFICE]
    assert "Hệ thống đã gửi thêm thư nhắc" in office.read(0)
    assert str(office.mails[3][2]["Subject"]) == "Quá hạn gửi báo cáo 6 tháng đầu năm 2024 (hạn dự kiến 18/6/2024)"


@pytest.mark.parametrize("name", ["BC (conflicted copy 2024-06-10 165000).docx"])
def test_a_unit_whose_report_no_look_could_take_in_is_not_told_that_it_sent_none(office: Office, name: str) -> None:
    office.today = date(2024, 6, 10)
    office.report("TTNC", name=name)
    assert addresses(office.remind(date(2024, 6, 14))) == [VP, QLCN]
    office.remind(date(2024, 6, 19))
    assert "Các đơn vị sau đã gửi nhưng báo cáo chưa tính được" in office.read()


def test_a_moved_deadline_has_stages_of_its_own(office: Office) -> None:
    office.remind(date(2024, 6, 14))
    office.change_plan(("unit_due_date: 2024-06-18", "unit_due_date: 2024-06-20"))
    assert addresses(office.remind(date(2024, 6, 18))) == [VP, QLCN, TTNC]
    assert "20/6/2024" in office.read()
    assert office.remind(date(2024, 6, 19)) == []


# What could not be seen, or could not leave --------------------------------------------------------------------------


def test_nobody_is_reminded_while_a_source_cannot_be_looked_at(office: Office) -> None:
    office.today = date(2024, 6, 14)
    other = office.root / "khac"
    office.form["folders"] = (office.folder, other)
    with office.open() as job:
        steps.gather(job, job.sources[0])
        with pytest.raises(SourceError):
            steps.gather(job, job.sources[1])
        assert steps.remind(job) == []
    other.mkdir()
    assert addresses(office.remind(office.today)) == [VP, QLCN, TTNC]


def test_nobody_is_reminded_by_a_look_of_three_hours_ago_or_without_any_source(office: Office) -> None:
    office.today = date(2024, 6, 14)
    with office.open() as job:
        assert steps.remind(job) == []
        look(job)
        later = replace(job, now=lambda: office.now() + timedelta(hours=3))
        assert steps.remind(later) == []
        assert len(steps.remind(job)) == 3
    office.report("VP")
    assert len(office.remind(office.today)) == 0
    office.form["folders"] = ()
    assert office.remind(date(2024, 6, 19)) == []
    office.form["folders"] = (office.folder,)
    assert addresses(office.remind(date(2024, 6, 19))) == [OFFICE]


def test_what_could_not_leave_leaves_later_unless_the_report_came_or_the_time_is_over(office: Office) -> None:
    office.kind = AnswerKind.LATER
    office.remind(date(2024, 6, 11))
    office.report("VP")
    office.kind = AnswerKind.ACCEPTED
    with office.open() as job:
        assert steps.work_notices(job) == []  # nobody has asked whether they are still wanted
    assert addresses(office.remind(date(2024, 6, 12))) == [QLCN, TTNC]
    assert "Tính đến ngày 11/6/2024, còn 5 ngày làm việc." in office.read()
    assert office.states()["2024-h1-before-5-vp-20240618"] is DeliveryState.HELD
    office.kind = AnswerKind.LATER
    office.remind(date(2024, 6, 18))
    office.kind = AnswerKind.ACCEPTED
    assert addresses(office.remind(date(2024, 6, 19))) == [OFFICE]
    assert office.states()["2024-h1-before-2-qlcn-20240618"] is DeliveryState.HELD


def test_an_address_that_never_answers_keeps_no_other_unit_waiting(
    office: Office, bare_environment: pytest.MonkeyPatch
) -> None:
    send = office.send

    def refuse(address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        return (
            Answer(kind=AnswerKind.LATER, reply="451") if address == VP else send(address, message, hand_over=hand_over)
        )

    bare_environment.setattr(office, "send", refuse)
    office.remind(date(2024, 6, 11))
    office.remind(date(2024, 6, 12))
    assert [address for _, address, _ in office.mails] == [QLCN, TTNC]


def test_a_rehearsal_goes_to_one_address_and_uses_up_no_stage(
    office: Office, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_TRIAL_ADDRESS", "thu@so.example")
    assert addresses(office.remind(OPENS)) == ["thu@so.example"] * 3
    assert office.remind(date(2024, 5, 29)) == []
    bare_environment.delenv("TONGHOP_TRIAL_ADDRESS")
    assert addresses(office.remind(date(2024, 5, 29))) == [VP, QLCN, TTNC]


def test_without_a_mail_server_reminders_are_written_and_none_leaves_later(
    office: Office, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.delenv("TONGHOP_SMTP_HOST")
    assert office.remind(OPENS) == []
    assert set(office.states().values()) == {DeliveryState.WRITTEN}
    folder = office.root / "outputs" / "outbox" / "reminders"
    assert sorted(path.name for path in folder.glob("*.eml")) == [f"{key}.eml" for key in sorted(office.states())]
    bare_environment.setenv("TONGHOP_SMTP_HOST", "localhost")
    assert office.remind(date(2024, 5, 29)) == []


# Which periods -------------------------------------------------------------------------------------------------------


def list_periods(office: Office, day: date) -> list[str]:
    office.today = day
    return [run.period for run in find_reminder_runs(Workplace(**office.form), office.now)]


def test_the_periods_of_a_day_are_those_that_people_watch_and_none_that_is_long_over(office: Office) -> None:
    office.today = date(2024, 1, 2)
    with office.open() as job, job.ledger.write() as connection:
        drafts.open_period(connection, "2024-H1", at=job.now())
    assert list_periods(office, date(2024, 3, 1)) == []
    assert list_periods(office, OPENS) == ["2024-H1"]
    assert list_periods(office, date(2024, 12, 2)) == ["2024", "2024-H2"]
    assert list_periods(office, date(2025, 1, 20)) == ["2024"]  # the list of the year may still be due
    assert list_periods(office, date(2026, 6, 18)) == []


def test_the_examples_remind_nobody_in_another_year(office: Office) -> None:
    office.form["folders"] = ()
    assert list_periods(office, date(2026, 11, 23)) == []


def test_what_was_over_before_the_ledger_began_and_what_people_closed_is_left_alone(office: Office) -> None:
    office.today = date(2024, 6, 24)
    with office.open() as job, job.ledger.write() as connection:
        drafts.open_period(connection, "2024-H2", at=job.now())
    assert list_periods(office, date(2024, 6, 26)) == []  # the Office's deadline was over before this ledger began
    with office.open() as job, job.ledger.write() as connection:
        connection.execute(periods.update().values(state="closed"))
    assert office.remind(date(2024, 12, 2), "2024-H2") == []
    assert len(office.remind(date(2024, 12, 2), "2024")) == 3


def test_an_ad_hoc_request_is_announced_as_late_as_it_comes(office: Office) -> None:
    """Asked on Monday for Thursday: one mail at once, which is the newest stage, and one on the second day before."""
    request = Request(
        number="1234/UBND-VX",
        date=date(2024, 4, 5),
        asker="Ủy ban nhân dân tỉnh Quảng Trị",
        scope="Kết quả công tác thông tin đối ngoại quý I năm 2024",
        deadline=date(2024, 4, 11),
    )
    office.today = date(2024, 4, 8)
    period = "2024-01-01..2024-03-31"
    with office.open(period, request=request) as job:
        steps.accept_request(job)
    assert list_periods(office, office.today) == [period]
    office.remind(office.today, period)
    office.remind(date(2024, 4, 9), period)
    assert set(office.states()) == {
        f"{period}-{stage}-{unit}-20240411" for stage in ("before-5", "before-2") for unit in UNITS
    }
    text = office.read(0)
    assert "Theo văn bản số 1234/UBND-VX ngày 05/4/2024 của Ủy ban nhân dân tỉnh Quảng Trị" in text
    assert "từ ngày 01/01/2024 đến hết ngày 31/3/2024" in text
    assert "Hạn gửi: hết ngày 11/4/2024 (thứ Năm). Tính đến ngày 08/4/2024, còn 3 ngày làm việc." in text


# The end of the year -------------------------------------------------------------------------------------------------


def test_once_a_year_the_office_gets_the_list_of_those_in_time_and_late(office: Office) -> None:
    for unit, day in (("VP", date(2024, 6, 17)), ("TTNC", date(2024, 6, 20))):
        office.today = day
        office.report(unit)
        with office.open() as job:
            look(job)
    office.today = date(2024, 12, 20)
    assert addresses(office.remind(date(2024, 12, 20), "2024")) == [OFFICE]  # the overdue list of that period
    for day in (21, 23, 24, 31):
        office.remind(date(2024, 12, day), "2024")
    told = [
        (day, str(mail["Subject"])) for day, _, mail in office.mails if "năm 2024 của các đơn vị" in mail["Subject"]
    ]
    assert told == [(date(2024, 12, 23), "Tình hình gửi báo cáo năm 2024 của các đơn vị")]
    (number,) = (i for i, (_, _, mail) in enumerate(office.mails) if "Tình hình" in mail["Subject"])
    text = office.read(number)
    assert "Kỳ 6 tháng đầu năm 2024 (hạn: hết ngày 18/6/2024): - Văn phòng Sở; đúng hạn; 08:04 ngày 17/6/2024" in text
    assert "Đổi mới sáng tạo; muộn 2 ngày; 08:04 ngày 20/6/2024" in text
    assert "Phòng Quản lý Công nghệ và Đổi mới sáng tạo; quá hạn, chưa gửi" in text
    assert "Đúng hạn 1, nộp muộn 1, chưa có báo cáo được tính 7" in text


def test_the_lists_are_for_the_office(office: Office) -> None:
    office.remind(date(2024, 6, 19))
    assert office.mails[-1][2]["To"].addresses[0].display_name == "Văn phòng Sở"
