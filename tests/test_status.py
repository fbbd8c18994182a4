"""Where a period stands: states of units by the clock, the object of the contract, and looks that change nothing."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.request import Request
from schemas.run import DeliveryStatus, DraftStatus, Status
from schemas.values import DeliveryState, DraftState, PeriodState, UnitState
from tonghop import steps
from tonghop.decisions import list_inbox
from tonghop.decisions.sheet import find_choice, make_rows
from tonghop.ledger.sightings import record_sighting
from tonghop.status import find_status, to_json

OFFICE_TIME = timezone(timedelta(hours=7))
OpenWork = Callable[..., Any]


def find_states(job: Any) -> dict[str, tuple[UnitState, int]]:
    return {unit.unit: (unit.state, unit.days_late) for unit in find_status(job)[0].units}


def test_the_object_has_exactly_the_fields_of_the_contract(
    examples_done: SimpleNamespace, outputs: Path, open_work: OpenWork
) -> None:
    with open_work(outputs) as job:
        told = json.loads(json.dumps(to_json(find_status(job)[0])))
    assert list(told) == ["period", "state", "data_window", "due_at", "units", "waiting", "drafts", "deliveries"]
    assert {tuple(unit) for unit in told["units"]} == {("unit", "state", "days_late", "submission")}
    assert {tuple(each) for each in told["waiting"]} == {("what", "for", "how")}
    assert told["drafts"] == [{"version": 1, "sha256": examples_done.drafted.sha256, "state": "draft"}]
    assert told["deliveries"] == [
        {"recipient": "STTTT", "state": "written"},
        {"recipient": "UBND", "state": "written"},
    ]
    assert (told["period"], told["state"]) == ("2024-H1", "open")
    assert told["data_window"] == ["2023-12-15", "2024-06-14"]
    assert datetime.fromisoformat(told["due_at"]) == datetime(2024, 6, 19, tzinfo=OFFICE_TIME)


def test_of_several_versions_the_newest_delivery_of_each_recipient_stands() -> None:
    status = Status(
        period="2024-H1",
        state=PeriodState.OPEN,
        data_window=(),
        due_at=None,
        units=(),
        waiting=(),
        drafts=tuple(DraftStatus(version=n, sha256="a" * 64, state=DraftState.DRAFT) for n in (1, 2)),
        deliveries=(
            DeliveryStatus(recipient="UBND", version=1, state=DeliveryState.ACCEPTED),
            DeliveryStatus(recipient="STTTT", version=1, state=DeliveryState.REFUSED),
            DeliveryStatus(recipient="UBND", version=2, state=DeliveryState.READY),
        ),
    )
    assert to_json(status)["deliveries"] == [
        {"recipient": "UBND", "state": "ready"},
        {"recipient": "STTTT", "state": "refused"},
    ]


def test_on_time_and_late_are_judged_by_the_first_accepted_arrival(outputs: Path, open_work: OpenWork) -> None:
    with open_work(outputs, datetime(2024, 9, 1, tzinfo=UTC)) as job:
        assert find_states(job) == {
            "VP": (UnitState.ON_TIME, 0),
            "QLCN": (UnitState.ON_TIME, 0),
            "TTNC": (UnitState.LATE, 1),
        }


@pytest.mark.parametrize(
    ("now", "state", "days_late"),
    [
        (datetime(2024, 5, 1, tzinfo=OFFICE_TIME), UnitState.AWAITED, 0),
        (datetime(2024, 6, 18, 23, 59, 59, tzinfo=OFFICE_TIME), UnitState.AWAITED, 0),
        (datetime(2024, 6, 18, 16, 59, 59, tzinfo=UTC), UnitState.AWAITED, 0),
        (datetime(2024, 6, 19, 0, 0, tzinfo=OFFICE_TIME), UnitState.MISSING, 1),
        (datetime(2024, 6, 18, 17, 0, tzinfo=UTC), UnitState.MISSING, 1),
        (datetime(2024, 6, 28, 8, 0, tzinfo=OFFICE_TIME), UnitState.MISSING, 10),
    ],
)
def test_a_silent_unit_is_awaited_until_the_deadline_day_has_ended(
    tmp_path: Path, open_work: OpenWork, now: datetime, state: UnitState, days_late: int
) -> None:
    with open_work(tmp_path / "o", now) as job:
        status, _ = find_status(job)
    assert {(unit.state, unit.days_late, unit.submission) for unit in status.units} == {(state, days_late, None)}
    assert [waiting.for_whom for waiting in status.waiting] == [
        "Văn phòng Sở",
        "Phòng Quản lý Công nghệ và Đổi mới sáng tạo",
        "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo",
    ]
    assert (status.drafts, status.deliveries) == ((), ())


def test_a_report_that_a_person_must_look_at_is_neither_missing_nor_in(
    office: SimpleNamespace, tmp_path: Path, open_work: OpenWork
) -> None:
    (office.extra / "TTNC").mkdir()
    shutil.copy2(office.folder / "TTNC" / "Quy I" / "BC quy I nam 2024.docx", office.extra / "TTNC")
    with open_work(tmp_path / "o", folders=(office.extra,)) as job:
        (submission,) = steps.gather(job, job.sources[0]).received
        steps.file_submissions(job, [submission])
        status, report = find_status(job)
    states = {unit.unit: unit for unit in status.units}
    assert (states["TTNC"].state, states["TTNC"].submission) == (UnitState.NEEDS_PERSON, submission)
    assert states["VP"].state is UnitState.MISSING
    assert report.coverage.reported_units == 0


def test_a_period_without_dates_has_no_deadline_and_nobody_is_late(
    outputs: Path, open_work: OpenWork, tmp_path: Path
) -> None:
    plan = tmp_path / "2024.yaml"
    text = (Path(__file__).parent.parent / "plans" / "2024.yaml").read_text("utf-8")
    plan.write_text("\n".join(line for line in text.splitlines() if "{period: 2024-H1" not in line), "utf-8")
    with open_work(outputs, datetime(2030, 1, 1, tzinfo=UTC), plan=plan) as job:
        status, _ = find_status(job)
    assert (status.due_at, status.data_window) == (None, ())
    assert {unit.days_late for unit in status.units} == {0}


def test_looking_changes_nothing(outputs: Path, open_work: OpenWork) -> None:
    def count(job: Any) -> list[int]:
        tables = ("events", "questions", "drafts", "deliveries", "periods", "submissions")
        with job.ledger.read() as connection:
            return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables]

    with open_work(outputs, period="2024-H2") as job:
        before = count(job)
        find_status(job)
        assert count(job) == before


def test_a_look_without_sources_stands_on_what_really_came(
    office: SimpleNamespace, outputs: Path, open_work: OpenWork
) -> None:
    with open_work(office.outputs) as job:
        assert not job.is_example
        assert job.sources == ()
        status, report = find_status(job)
    assert {unit.state for unit in status.units} == {UnitState.ON_TIME, UnitState.LATE}
    assert not report.example
    with open_work(outputs) as job:
        assert job.is_example
    with open_work(outputs, **office.form) as job:
        assert not job.is_example


def test_a_ledger_that_only_saw_strangers_is_a_real_one(tmp_path: Path, open_work: OpenWork) -> None:
    with open_work(tmp_path / "outputs") as job, job.ledger.write() as connection:
        assert job.is_example
        seen = {"source_key": "1", "stamp": "", "outcome": "stranger", "sender": "ai@la.example", "at": job.now()}
        record_sighting(connection, source_name="imap:thu", **seen)
    with open_work(tmp_path / "outputs") as job:
        assert not job.is_example
        assert len(list_inbox(job.ledger, job.plan, example=job.is_example)) == 1


def test_a_look_at_a_new_place_lays_out_nothing(tmp_path: Path, open_work: OpenWork) -> None:
    with open_work(tmp_path / "new") as job:
        find_status(job)
    assert not (tmp_path / "new" / "examples").exists()


def test_a_look_knows_the_request_that_the_newest_draft_answers(outputs: Path, open_work: OpenWork) -> None:
    period = "2024-01-01..2024-03-31"
    request = Request(
        number="1/UBND",
        date=date(2024, 6, 1),
        asker="UBND tỉnh",
        scope="Kết quả quý I",
        deadline=date(2024, 6, 20),
    )
    with open_work(outputs, period=period, request=request) as job:
        steps.draft(job)
    with open_work(outputs, period=period) as job:
        status, report = find_status(job)
    assert status.due_at == datetime(2024, 6, 21, tzinfo=OFFICE_TIME)
    assert report.request == request
    assert {unit.state for unit in status.units} <= {UnitState.AWAITED, UnitState.NEEDS_PERSON, UnitState.ON_TIME}


def test_a_delivery_is_told_with_its_answer_and_its_time(outputs: Path, open_work: OpenWork) -> None:
    with open_work(outputs) as job:
        status, _ = find_status(job)
    assert [each.recipient for each in status.deliveries] == ["STTTT", "UBND"]
    assert all(each.reply and each.changed_at == datetime(2024, 6, 19, 2, tzinfo=UTC) for each in status.deliveries)


def test_each_question_has_the_key_and_the_choices_that_the_form_takes(
    examples_done: SimpleNamespace, outputs: Path, open_work: OpenWork
) -> None:
    with open_work(outputs) as job:
        status, _ = find_status(job)
        entries = {entry.key: entry for entry in list_inbox(job.ledger, job.plan, example=True)}
        keyed = [waiting for waiting in status.waiting if waiting.key]
        assert len(keyed) >= 5
        for waiting in keyed:
            entry = entries[str(waiting.key)]
            [row] = make_rows([entry], job.plan, "")
            assert waiting.what == entry.text
            found = [find_choice(row, choice) for choice in waiting.choices[: len(row.choices)]]
            assert found == list(row.choices)
        # What the report itself leaves to a person is what the leader's copy counts; the rest is about what comes in.
        assert sum(waiting.of_period for waiting in status.waiting) == len(steps.assess(job).asked)
        assert not any(waiting.of_period for waiting in status.waiting if waiting.key is None)
