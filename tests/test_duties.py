"""What is due is opened and named whatever was missed, and what endangers a report is told."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from schemas.request import RunRequest, Workplace
from schemas.values import PeriodState, ReportKind
from tonghop import steps
from tonghop.duties import NO_SOURCE, find_dangers, find_duties, find_warnings
from tonghop.job import open_job
from tonghop.ledger import deliveries, drafts, open_ledger, tables
from tonghop.ledger.events import append_event
from tonghop.ledger.tables import events, periods
from tonghop.plan import PlanError
from tonghop.plan.loading import SHIPPED
from tonghop.steps.health import record_look

PLAN = (SHIPPED / "2024.yaml").read_text(encoding="utf-8")


def at(day: date, hour: int = 8) -> Callable[[], datetime]:
    """A clock that stands at that hour of the Office's day."""
    return lambda: datetime(day.year, day.month, day.day, hour, 15, tzinfo=UTC) - timedelta(hours=7)


class Office:
    """A working folder with plans, an empty shared folder and a ledger that began when it is told."""

    def __init__(self, root: Path) -> None:
        self.outputs = root / "outputs"
        self.place = Workplace(outputs=self.outputs, folders=(root / "inbox",))
        (root / "inbox").mkdir()
        (root / "plans").mkdir()

    def begin(self, day: date) -> None:
        """Write the ledger's first event."""
        with open_ledger(f"sqlite:///{self.outputs / 'ledger.db'}").write() as connection:
            append_event(connection, "ledger.begun", "test", {}, at=at(day)())

    def read(self) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The periods with their states, and kind and subject of each event."""
        with open_ledger(f"sqlite:///{self.outputs / 'ledger.db'}").read() as connection:
            states = {row.period: str(row.state) for row in connection.execute(periods.select())}
            return states, [(row.kind, row.subject) for row in connection.execute(events.select())]

    def ask(self, day: date, kind: ReportKind | None = None) -> list[str]:
        return [run.period for run in find_duties(self.place, kind, at(day))]

    def draft(self, period: str, day: date, **place: object) -> None:
        run = RunRequest(period=period, **(self.place.model_dump() | place))
        with open_job(run, now=at(day)) as job:
            for source in job.sources:
                steps.gather(job, source)
            for ids in steps.list_unfiled(job):
                steps.file_submissions(job, ids)
            steps.draft(job)


@pytest.fixture
def office(bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    bare_environment.chdir(tmp_path)
    return Office(tmp_path)


def write_plan(year: int, text: str = PLAN) -> Path:
    """The shipped plan moved to another year, in the working folder."""
    path = Path("plans") / f"{year}.yaml"
    shift = year - 2024
    for each in (2025, 2024, 2023) if shift > 0 else (2023, 2024, 2025):
        text = text.replace(f"{each}-", f"{each + shift}-").replace(f'"{each}"', f'"{each + shift}"')
    path.write_text(text.replace("year: 2024", f"year: {year}"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("day", "kind", "runs", "opened"),
    [
        (date(2024, 5, 27), None, [], set()),
        (date(2024, 5, 28), None, [], {"2024-H1"}),
        (date(2024, 6, 18), None, [], {"2024-H1"}),
        (date(2024, 6, 19), None, ["2024-H1"], {"2024-H1"}),
        (date(2024, 6, 19), ReportKind.SEMIANNUAL, ["2024-H1"], {"2024-H1"}),
        (date(2024, 6, 19), ReportKind.ANNUAL, [], {"2024-H1"}),
        (date(2024, 9, 30), None, ["2024-H1"], {"2024-H1"}),
        (date(2024, 12, 18), ReportKind.ANNUAL, ["2024"], {"2024-H1", "2024-H2", "2024"}),
        (date(2025, 3, 3), None, ["2024-H1", "2024", "2024-H2"], {"2024-H1", "2024-H2", "2024"}),
        (date(2026, 1, 5), None, [], set()),  # two years later nobody waits for it any more
    ],
)
def test_what_was_never_drafted_is_due_however_late_and_its_period_is_open(
    office: Office, day: date, kind: ReportKind | None, runs: list[str], opened: set[str]
) -> None:
    office.begin(date(2024, 3, 1))
    for _ in range(2):  # a doubled call gives the same and changes nothing more
        assert office.ask(day, kind) == runs
        states, told = office.read()
        assert states == dict.fromkeys(opened, "open")
        assert sorted(subject for what, subject in told if what == "period.opened") == sorted(opened)


def test_a_run_works_at_the_place_that_was_asked(office: Office) -> None:
    office.begin(date(2024, 3, 1))
    (run,) = find_duties(office.place, None, at(date(2024, 6, 19)))
    assert run == RunRequest(period="2024-H1", outputs=office.outputs, folders=office.place.folders)


@pytest.mark.parametrize(
    ("day", "runs"), [(date(2024, 6, 19), ["2024-H1"]), (date(2024, 6, 28), ["2024-H1"]), (date(2024, 6, 29), [])]
)
def test_a_drafted_report_is_run_again_only_as_long_as_it_is_watched(
    office: Office, day: date, runs: list[str]
) -> None:
    office.begin(date(2024, 3, 1))
    office.draft("2024-H1", date(2024, 6, 19))
    assert office.ask(day) == runs


@pytest.mark.parametrize(("drafted", "runs"), [(date(2024, 6, 18), ["2024-H1"]), (date(2024, 6, 19), [])])
def test_a_draft_from_before_the_day_does_not_settle_a_report_that_was_never_asked_to_leave(
    office: Office, drafted: date, runs: list[str]
) -> None:
    office.begin(date(2024, 3, 1))
    office.draft("2024-H1", drafted)
    assert office.ask(date(2024, 7, 15)) == runs


@pytest.mark.parametrize(
    ("states", "runs"),
    [
        (["ready"], ["2024-H1"]),
        (["accepted", "claimed"], ["2024-H1"]),
        (["accepted", "refused"], []),
        (["unknown", "held"], []),
        (["written"], []),
    ],
)
def test_a_report_is_due_however_late_while_a_mail_waits_for_its_server(
    office: Office, states: list[str], runs: list[str]
) -> None:
    office.begin(date(2024, 3, 1))
    office.draft("2024-H1", date(2024, 6, 18))
    with open_ledger(f"sqlite:///{office.outputs / 'ledger.db'}").write() as connection:
        for recipient in ("UBND", "STTTT")[: len(states)]:
            key = deliveries.DeliveryKey("2024-H1", 1, recipient)
            more = {"address": "x@y.example", "message_id": f"<{recipient}@y.example>", "message_sha256": "0" * 64}
            deliveries.record_delivery(connection, key, at=at(date(2024, 6, 19))(), **more)
        connection.execute(tables.deliveries.update().values(state=states[0]))
        recipient = tables.deliveries.c.recipient
        connection.execute(tables.deliveries.update().where(recipient == "STTTT").values(state=states[-1]))
    assert office.ask(date(2024, 7, 15)) == runs


@pytest.mark.parametrize(
    ("begun", "today", "runs"),
    [
        (None, date(2024, 6, 21), ["2024-H1"]),  # installed on the last day: it can still be made
        (None, date(2024, 6, 22), []),
        (None, date(2024, 11, 26), []),
        (date(2024, 6, 22), date(2024, 7, 1), []),
        (date(2024, 6, 21), date(2024, 7, 1), ["2024-H1"]),
    ],
)
def test_what_was_over_when_the_ledger_began_is_not_taken_up(
    office: Office, begun: date | None, today: date, runs: list[str]
) -> None:
    if begun is not None:
        office.begin(begun)
    assert office.ask(today) == runs
    assert office.ask(today) == runs, "what the first call wrote changes nothing"
    assert ("2024-H1" in office.read()[0]) is bool(runs)


def test_a_period_that_people_closed_is_not_run_again(office: Office) -> None:
    office.begin(date(2024, 3, 1))
    office.ask(date(2024, 6, 1))
    with open_ledger(f"sqlite:///{office.outputs / 'ledger.db'}").write() as connection:
        connection.execute(periods.update().values(state=PeriodState.ISSUED))
    assert office.ask(date(2024, 6, 20)) == []
    assert office.read()[0] == {"2024-H1": "issued"}


def test_a_draft_of_the_examples_is_none_for_an_office_that_works_in_earnest(office: Office) -> None:
    office.draft("2024-H1", date(2024, 6, 19), folders=())
    with open_ledger(f"sqlite:///{office.outputs / 'ledger.db'}").read() as connection:
        assert len(drafts.load_drafts(connection, "2024-H1")) == 1
    assert office.ask(date(2024, 8, 1)) == ["2024-H1"]
    examples = Workplace(outputs=office.outputs)
    assert find_duties(examples, None, at(date(2024, 8, 1))) == []


def test_last_this_and_next_year_are_near(office: Office) -> None:
    for year in (2022, 2023, 2025, 2026):
        write_plan(year)
    office.begin(date(2022, 1, 3))
    found = office.ask(date(2024, 12, 30))
    assert set(found) == {"2023-H1", "2023-H2", "2023", "2024-H1", "2024-H2", "2024"}
    with open_ledger(f"sqlite:///{office.outputs / 'ledger.db'}").read() as connection:
        assert drafts.load_period_state(connection, "2022-H1") is None


def test_a_plan_that_is_named_is_the_only_one(office: Office, bare_environment: pytest.MonkeyPatch) -> None:
    path = write_plan(2023)
    named = path.rename("ke-hoach.yaml")
    office.begin(date(2023, 1, 3))
    assert find_duties(office.place.model_copy(update={"plan": named}), None, at(date(2023, 7, 3)))[0].plan == named
    bare_environment.setenv("TONGHOP_PLAN", str(named))
    assert office.ask(date(2024, 7, 1)) == ["2023-H1", "2023", "2023-H2"]


def test_a_broken_plan_of_one_year_hides_no_other(office: Office) -> None:
    Path("plans/2025.yaml").write_text("year: [", encoding="utf-8")
    office.begin(date(2024, 3, 1))
    assert office.ask(date(2024, 6, 19)) == ["2024-H1"]
    (fault,) = find_dangers(office.place, at(date(2024, 6, 19)))
    assert "plans/2025.yaml" in fault
    assert "tonghop plan check" in fault
    assert fault in find_warnings(office.place, at(date(2024, 6, 19)))


def test_when_no_plan_can_be_used_the_call_fails(office: Office) -> None:
    Path("plans/2024.yaml").write_text("year: [", encoding="utf-8")
    office.begin(date(2024, 3, 1))
    with pytest.raises(PlanError, match=r"2024\.yaml"):
        office.ask(date(2024, 6, 19))
    Path("plans/2024.yaml").write_bytes(PLAN.encode())
    bad = office.place.model_copy(update={"plan": Path("khong-co.yaml")})
    with pytest.raises(PlanError, match="khong-co"):
        find_duties(bad, None, at(date(2024, 6, 19)))
    assert len(find_warnings(bad, at(date(2024, 6, 19)))) == 1


def test_calls_at_the_same_moment_open_a_period_once(office: Office) -> None:
    office.begin(date(2024, 3, 1))
    found: list[list[str]] = []
    both = [threading.Thread(target=lambda: found.append(office.ask(date(2024, 6, 19)))) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert found == [["2024-H1"]] * 4
    assert [told for told in office.read()[1] if told[0] == "period.opened"] == [("period.opened", "2024-H1")]


def test_an_office_that_has_lost_its_sources_is_told_and_one_that_only_tries_the_examples_is_not(
    office: Office, tmp_path: Path
) -> None:
    day = at(date(2024, 4, 1))
    write_plan(2023)
    nowhere = office.place.model_copy(update={"folders": ()})
    office.draft("2024-H1", date(2024, 3, 1), folders=())
    assert find_dangers(nowhere, day) == ()
    path = tmp_path / "inbox" / "TTNC" / "bao cao.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Báo cáo", "utf-8")
    with open_job(office.place.make_run("2024-H1"), now=at(date(2099, 1, 1))) as job:
        steps.gather(job, job.sources[0])
    assert find_dangers(nowhere, day) == (NO_SOURCE,)
    assert find_dangers(office.place, day) == ()


# warnings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2024, 12, 1), []), (date(2024, 12, 2), [2025]), (date(2026, 12, 9), [2026, 2027])],
)
def test_a_year_without_plan_is_warned_of(office: Office, day: date, years: list[int]) -> None:
    told = find_warnings(office.place, at(day))
    assert [text[: text.index(" nên")] for text in told] == [f"Chưa có tệp kế hoạch năm {year}" for year in years]


def test_a_quiet_office_is_warned_of_nothing_and_looking_changes_nothing(office: Office) -> None:
    office.begin(date(2024, 3, 1))
    before = office.read()
    for day in (date(2024, 4, 1), date(2024, 5, 28), date(2024, 6, 18), date(2024, 6, 19)):
        assert find_warnings(office.place, at(day)) == ()
    assert office.read() == before


@pytest.mark.parametrize(
    ("day", "newest", "warned"),
    [
        (date(2024, 6, 12), None, False),  # the deadline is not near
        (date(2024, 6, 13), None, True),
        (date(2024, 6, 18), date(2024, 6, 12), True),
        (date(2024, 6, 18), date(2024, 6, 14), False),
        (date(2024, 6, 19), None, False),  # another warning's time
    ],
)
def test_silence_of_every_source_before_the_deadline_is_warned_of(
    office: Office, day: date, newest: date | None, *, warned: bool
) -> None:
    office.begin(date(2024, 3, 1))
    look_at_sources(office, day, newest)
    told = find_warnings(office.place, at(day))
    assert len(told) == warned
    assert all("hơn 5 ngày nay không nơi nhận nào có thư hay tệp mới" in text for text in told)


def test_silence_is_none_when_every_unit_has_reported_or_sources_were_not_seen(office: Office) -> None:
    day = date(2024, 6, 18)
    office.begin(date(2024, 3, 1))
    look_at_sources(office, day - timedelta(days=1), None)
    assert find_warnings(office.place, at(day)) == ()
    look_at_sources(office, day, None)
    assert len(find_warnings(office.place, at(day))) == 1
    path = write_plan(2024, PLAN.replace("    folder: ", "    valid_to: 2024-01-31\n    folder: "))
    assert find_warnings(office.place.model_copy(update={"plan": path}), at(day)) == ()


def look_at_sources(office: Office, day: date, newest: date | None) -> None:
    with open_job(office.place.make_run("2024-H1"), now=at(day)) as job:
        for source in job.sources:
            record_look(job, source, failure=None, newest_at=at(newest)() if newest else None)


def test_a_report_that_was_not_drafted_on_its_day_is_warned_of_until_it_is(office: Office) -> None:
    office.begin(date(2024, 3, 1))
    for day in (date(2024, 6, 20), date(2024, 11, 1)):
        (text,) = find_warnings(office.place, at(day))
        assert "Báo cáo 6 tháng đầu năm 2024 phải lập từ ngày 19/6/2024" in text
        assert "tonghop run 2024-H1" in text
    office.draft("2024-H1", date(2024, 11, 1))
    assert find_warnings(office.place, at(date(2024, 11, 1))) == ()


@pytest.mark.parametrize(
    ("day", "warned"),
    [(date(2024, 6, 21), False), (date(2024, 6, 22), True), (date(2024, 6, 28), True), (date(2024, 6, 29), False)],
)
def test_a_draft_that_did_not_leave_in_time_is_warned_of_with_each_recipient(
    office: Office, day: date, warned: bool
) -> None:
    office.begin(date(2024, 3, 1))
    office.draft("2024-H1", date(2024, 6, 19))
    told = find_warnings(office.place, at(day))
    assert len(told) == warned
    if warned:
        assert "quá hạn gửi (21/6/2024)" in told[0]
        assert "Ủy ban nhân dân tỉnh Quảng Trị (chưa có lần gửi)" in told[0]
        assert "Sở Thông tin và Truyền thông tỉnh Quảng Trị (chưa có lần gửi)" in told[0]
