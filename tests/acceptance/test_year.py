"""A whole year of an office, day by day: silent weeks, doubled runs, late reports; each report leaves exactly once.

The clock and the schedules of prefect.yaml drive the same functions that the flows call; sources, ledger and mail
server are real. Prefect itself is left out, its runs are seconds each.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ruamel.yaml import YAML

from examples.making import qlcn, ttnc, vp
from examples.making.docx_files import write_bold_report
from examples.making.words import Part, UnitReport
from schemas.report import Report
from schemas.request import DueForm, RunRequest, Workplace
from schemas.values import PeriodState
from tonghop import steps
from tonghop.audit import verify
from tonghop.duties import find_duties, find_reminder_runs, find_warnings
from tonghop.job import Job, open_job
from tonghop.ledger import deliveries, drafts, open_ledger
from tonghop.ledger.tables import events, periods
from tonghop.plan import choose_plan_year
from tonghop.plan.dates import OFFICE_ZONE, find_office_day

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = date(2024, 1, 2), date(2025, 1, 10)
SILENT = ((date(2024, 6, 15), date(2024, 6, 23)), (date(2024, 11, 22), date(2024, 11, 30)))
"""Nine days each without scheduler: over the drafting of the first half, over the opening of the other two reports."""
DOUBLED = date(2024, 12, 18)
"""On this day of drafting every run is started twice at once."""
TITLES = {"2024-H1": "6 tháng đầu năm 2024", "2024-H2": "6 tháng cuối năm 2024", "2024": "năm 2024"}
HEADS = {"VP": vp.HALF_YEAR, "QLCN": qlcn.REVISION, "TTNC": ttnc.HALF_YEAR}


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=OFFICE_ZONE)


ARRIVALS = [
    ("VP", "2024-H1", at(6, 14, 9, 10)),
    ("QLCN", "2024-H1", at(6, 17, 16, 40)),  # while nobody looks
    ("TTNC", "2024-H1", at(6, 18, 16, 55)),
    ("VP", "2024", at(11, 25, 10, 0)),  # while nobody looks, before the period is opened here
    ("TTNC", "2024-H2", at(12, 16, 8, 30)),
    ("QLCN", "2024-H2", at(12, 16, 15, 0)),
    ("VP", "2024-H2", at(12, 17, 11, 20)),
    ("QLCN", "2024", at(12, 17, 15, 45)),
    ("TTNC", "2024", at(12, 18, 7, 45)),  # late: between the two runs of that morning
]
LATE_REVISION = ("QLCN", "2024", at(12, 19, 10, 5))
"""Comes when the annual report has left."""
SUBJECT = "Báo cáo kết quả công tác thông tin đối ngoại"
SENT = {"2024-H1": 2, "2024-H2": 2, "2024": 3}
"""The version that left, the same to each recipient; what came afterwards waits for a person."""
VERSIONS = {"2024-H1": 2, "2024-H2": 2, "2024": 4}
"""One for each time that something came: H1 on 14 June and after the silence; H2 on 16 and 17 December; the annual one
when its early report was found open, on 17 December, on its day of drafting, and after it had left."""


# the office -----------------------------------------------------------------------------------------------------------


@dataclass
class Office:
    """One place of work with its clock, told what the scheduler starts."""

    place: Workplace
    now: datetime

    def clock(self) -> datetime:
        return self.now

    def run_due(self, kind: str | None) -> None:
        """The flow `due`: gather, file, draft, publish for each report that is due."""
        form = DueForm(kind=kind, **self.place.model_dump())
        for run in find_duties(form, form.kind, self.clock):
            with self.open(run) as job:
                unseen = take_in(job)
                steps.draft(job)
                steps.publish(job, unseen=unseen)

    def run_gather(self) -> None:
        """The flow `gather`: take in what came, draft what is out of date, tend what is watched."""
        run = self.place.make_run(str(choose_plan_year(find_office_day(self.now))))
        with self.open(run) as job:
            unseen = take_in(job)
            open_runs = steps.find_open_runs(job)
        for each in open_runs:
            with self.open(each) as job:
                if steps.is_draft_outdated(job):
                    steps.draft(job)
                    steps.publish_due(job, unseen=unseen)
                elif steps.is_watched(job) or steps.is_unasked(job):
                    steps.tend(job, unseen=unseen)

    def run_remind(self) -> None:
        """The flow `remind`: take in what came, then remind of each period; a look for no period is left out."""
        runs = find_reminder_runs(self.place, self.clock)
        for run in runs[:1]:
            with self.open(run) as job:
                take_in(job)
        for run in runs:
            with self.open(run) as job:
                steps.remind(job)

    def open(self, run: RunRequest) -> Any:
        return open_job(run, now=self.clock)


def take_in(job: Job) -> list[str]:
    gathered = [steps.gather(job, source) for source in job.sources]
    for ids in steps.list_unfiled(job):
        steps.file_submissions(job, ids)
    return [each.failure for each in gathered if each.failure]


DEPLOYMENTS = YAML(typ="safe").load(ROOT / "prefect.yaml")["deployments"]


def list_schedules(day: date) -> Iterator[tuple[time, Callable[[Office], None]]]:
    """What prefect.yaml starts on a day; of the quarter-hourly looks the one at 17:00, which the others repeat.

    Of the reminders those of the morning, which those of the afternoon repeat.
    """
    for deployment in DEPLOYMENTS:
        for schedule in deployment.get("schedules", []):
            minute, hour, *when = schedule["cron"].split()
            if deployment["name"] == "gather":
                yield time(17), Office.run_gather
            elif deployment["name"] == "remind":
                assert when == ["*", "*", "*"]
                yield time(int(hour.split(",")[0]), int(minute)), Office.run_remind
            elif when in (["*", "*", "*"], [str(day.day), str(day.month), "*"]):
                kind = deployment["parameters"]["form"].get("kind")
                yield time(int(hour), int(minute)), lambda office, kind=kind: office.run_due(kind)


def write_report(unit: str, period: str, arrived_at: datetime, plan: Any, *, revised: bool = False) -> bytes:
    """A whole report of a unit: one figure of its own under one item, nothing in the others."""
    head, title = HEADS[unit], TITLES[period]
    own = 1 + list(HEADS).index(unit)
    done = {
        1: "Tổ chức 05 cuộc tuyên truyền về hội nhập quốc tế.",
        2: f"Ban hành {'07' if revised else '03'} văn bản chỉ đạo công tác thông tin đối ngoại.",
        3: "Đón và làm việc với 02 đoàn khách quốc tế của tỉnh Savannakhet.",
    }
    items = tuple(
        Part(item.aliases[0], (done[own] if item.number == own else "Trong kỳ không phát sinh.",))
        for item in plan.items
    )
    report: UnitReport = replace(
        head,
        number=f"{arrived_at.day + (50 if revised else 0)}/{head.number.split('/')[1]}",
        dated=arrived_at.date(),
        abstract=f"Kết quả thực hiện công tác thông tin đối ngoại {title}",
        opening=f"Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024, đơn vị báo cáo kết quả {title} như sau:",
        parts=(Part("Kết quả thực hiện", parts=items),),
        table=(),
    )
    return write_bold_report(report)


def bring(inbox: Path, arrival: tuple[str, str, datetime], plan: Any, *, revised: bool = False) -> Path:
    """Put a unit's report into its folder, with its time of arrival."""
    unit, period, arrived_at = arrival
    path = inbox / unit / f"BC TTDN {period}{' (sua)' if revised else ''}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_report(unit, period, arrived_at, plan, revised=revised))
    os.utime(path, (arrived_at.timestamp(), arrived_at.timestamp()))
    return path


def live_through(office: Office, inbox: Path, plan: Any) -> dict[date, tuple[str, ...]]:
    """The year from the first to the last day; gives what was warned of on each Monday morning."""
    warned = {}
    for day in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)):
        todo: list[tuple[time, Callable[[], Any]]] = [
            (arrival[2].time(), lambda arrival=arrival: bring(inbox, arrival, plan))
            for arrival in ARRIVALS
            if arrival[2].date() == day
        ]
        if LATE_REVISION[2].date() == day:
            todo.append((LATE_REVISION[2].time(), lambda: bring(inbox, LATE_REVISION, plan, revised=True)))
        if not any(first <= day <= last for first, last in SILENT):
            todo += [(when, lambda run=run, day=day: start(run, office, day)) for when, run in list_schedules(day)]
            if day.weekday() == 0:
                todo.append((time(8), lambda day=day: warned.update({day: find_warnings(office.place, office.clock)})))
        for when, work in sorted(todo, key=lambda each: each[0]):
            office.now = datetime.combine(day, when, OFFICE_ZONE)
            work()
    return warned


def start(run: Callable[[Office], None], office: Office, day: date) -> None:
    if day != DOUBLED:
        run(office)
        return
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(run, office) for _ in range(2)]:
            done.result()


# the year -------------------------------------------------------------------------------------------------------------


def test_over_a_year_of_silences_and_doubled_runs_every_report_is_made_and_sent_exactly_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail_server: SimpleNamespace, plan: Any
) -> None:
    inbox, outputs = tmp_path / "inbox", tmp_path / "outputs"
    inbox.mkdir()
    prepare_environment(monkeypatch, tmp_path, mail_server.environ)
    office = Office(Workplace(folders=(inbox,), outputs=outputs), datetime.combine(FIRST, time(), OFFICE_ZONE))
    warned = live_through(office, inbox, plan)

    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    with ledger.read() as connection:
        states = {row.period: row.state for row in connection.execute(periods.select())}
        told = Counter((row.kind, row.subject) for row in connection.execute(events.select()))
        made = {period: drafts.load_drafts(connection, period) for period in TITLES}
        sent = {period: deliveries.load_deliveries(connection, period) for period in TITLES}
    assert verify(ledger, outputs / "archive", outputs) == []
    ledger.close()

    assert states == dict.fromkeys(TITLES, PeriodState.OPEN)
    assert {what: told[what] for what in told if what[0] in ("period.opened", "draft.recorded", "draft.sent")} == {
        **{("period.opened", period): 1 for period in TITLES},
        **{("draft.recorded", f"{period}/v{n}"): 1 for period, count in VERSIONS.items() for n in range(1, count + 1)},
        **{("draft.sent", f"{period}/v{version}"): 1 for period, version in SENT.items()},
    }
    for period, version in SENT.items():
        check_mails(period, mail_server.boxes, plan)
        assert {(row.recipient, row.version, row.state.value) for row in sent[period]} == {
            (recipient.code, version, "accepted") for recipient in plan.recipients
        }
    check_reminders({unit.code: mail_server.boxes.pop(unit.address) for unit in plan.units})
    assert {address: len(mails) for address, mails in mail_server.boxes.items()} == {
        recipient.address: len(TITLES) for recipient in plan.recipients
    }
    for period in TITLES:
        check_contents(period, Report.model_validate_json(made[period][-1].report))
    check_warnings(warned)


def prepare_environment(patch: pytest.MonkeyPatch, root: Path, mail: dict[str, str]) -> None:
    """A working folder with the year's plan, its deadlines confirmed; the mail server; nothing of this machine."""
    for name in [name for name in os.environ if name.startswith(("TONGHOP_", "PREFECT_"))]:
        patch.delenv(name)
    for name, value in {"TONGHOP_ENV_FILE": "", "TONGHOP_SETTLE_SECONDS": "0", "PATH": "", **mail}.items():
        patch.setenv(name, value)  # without PATH LibreOffice is out of sight
    text = (ROOT / "plans" / "2024.yaml").read_text(encoding="utf-8")
    assert text.count(", confirm: true}") == len(TITLES)
    (root / "plans").mkdir()
    (root / "plans" / "2024.yaml").write_text(text.replace(", confirm: true}", "}"), encoding="utf-8")
    patch.chdir(root)


def check_mails(period: str, boxes: dict[str, list[bytes]], plan: Any) -> None:
    for recipient in plan.recipients:
        subjects = [str(message_from_bytes(data, policy=default)["Subject"]) for data in boxes[recipient.address]]
        assert sum(subject.startswith(f"{SUBJECT} {TITLES[period]} ") for subject in subjects) == 1, subjects


def check_reminders(boxes: dict[str, list[bytes]]) -> None:
    """Each stage reached once those alone whose report had not come that morning; only the Office got the year's list.

    The silences hide the deadline of the first half, where all had come when it was looked at, and the opening of the
    others, which was made up for on 2 December; VP's annual report lay there by then.
    """
    names = {
        code: [
            str(message_from_bytes(data, policy=default)["Message-ID"]).split(".")[2].split("@")[0] for data in mails
        ]
        for code, mails in boxes.items()
    }
    assert {code: Counter(told) for code, told in names.items()} == {
        code: Counter(
            f"{period.lower()}-{stage}-{code.lower()}-{'20240618' if period == '2024-H1' else '20241217'}"
            for period in TITLES
            for stage in ("opening", "before-5", "before-2")
            if (code, period) != ("VP", "2024")
        )
        + Counter(["year-2024"] if code == "VP" else [])
        for code in boxes
    }


def check_contents(period: str, report: Report) -> None:
    """Every report that arrived for the period counts in it, and no other; a revision takes the first's place."""
    arrived = Counter(unit for unit, told, _ in [*ARRIVALS, LATE_REVISION] if told == period)
    assert Counter(row.unit for row in report.submissions) == arrived
    assert all(period in file.name for row in report.submissions for file in row.files)
    assert report.missing_units == ()
    assert {row.unit for row in report.submissions if row.superseded_by is not None} == (
        {"QLCN"} if period == "2024" else set()
    )
    assert {row.unit for row in report.submissions if row.late} == ({"TTNC"} if period == "2024" else set()) | (
        {"QLCN"} if period == "2024" else set()
    )
    assert {(each.indicator, each.value) for each in report.totals} == {
        ("buoi-tuyen-truyen", 5),
        ("van-ban-chi-dao", 7 if period == "2024" else 3),
        ("doan-vao", 2),
    }


def check_warnings(warned: dict[date, tuple[str, ...]]) -> None:
    """Only the missing plan of the next year is ever warned of, from 30 days before; and what the silence delayed."""
    no_plan = [day for day, texts in warned.items() if any("tệp kế hoạch năm 2025" in text for text in texts)]
    assert no_plan == [day for day in warned if day >= date(2024, 12, 2)]
    others = {day: texts for day, texts in warned.items() if any("năm 2025" not in text for text in texts)}
    assert list(others) == [SILENT[0][1] + timedelta(days=1)]
