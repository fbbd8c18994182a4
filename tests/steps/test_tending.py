"""What each open period still needs, as the ledger tells it, whoever was killed before."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.request import Request
from schemas.values import DeliveryState, ReleaseRule
from tonghop import steps
from tonghop.ledger import drafts, orders, questions
from tonghop.plan.requests import RequestError
from tonghop.status import find_status

WINDOW = "2024-01-01..2024-03-31"
BEFORE_DEADLINE = datetime(2024, 6, 17, 2, 0, tzinfo=UTC)
MORNING_AFTER = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
ASKED = Request(
    number="1234/UBND-VX",
    date=date(2024, 4, 1),
    asker="Ủy ban nhân dân tỉnh Quảng Trị",
    scope="Kết quả quý I",
    deadline=date(2024, 4, 20),
)
OpenWork = Callable[..., Any]


def open_period(job: Any) -> None:
    with job.ledger.write() as connection:
        drafts.open_period(connection, job.period.code, at=job.now())


def take_in(job: Any) -> None:
    for source in job.sources:
        steps.gather(job, source)
    for ids in steps.list_unfiled(job):
        steps.file_submissions(job, ids)


# drafts that no longer tell what came ---------------------------------------------------------------------------------


def test_a_draft_of_what_counts_now_is_not_made_again(outputs: Path, open_work: OpenWork) -> None:
    with open_work(outputs) as job:
        assert not steps.is_draft_outdated(job)


def test_a_period_for_which_something_was_filed_but_never_drafted_is_outdated(
    tmp_path: Path, open_work: OpenWork
) -> None:
    with open_work(tmp_path, BEFORE_DEADLINE) as job:
        open_period(job)
        assert not steps.is_draft_outdated(job), "nothing has come"
        take_in(job)
        assert steps.is_draft_outdated(job)
        steps.draft(job)
        assert not steps.is_draft_outdated(job)


def test_a_period_for_which_nothing_came_gets_no_empty_draft(outputs: Path, open_work: OpenWork) -> None:
    with open_work(outputs, period="2024-H2") as job:
        open_period(job)
        assert not steps.is_draft_outdated(job)


def test_a_draft_whose_files_are_not_there_is_outdated(outputs: Path, open_work: OpenWork) -> None:
    shutil.rmtree(outputs / "reports" / "2024-H1" / "v1")
    with open_work(outputs) as job:
        assert steps.is_draft_outdated(job)
        assert not steps.draft(job).is_new
        assert not steps.is_draft_outdated(job)


def test_an_edited_plan_makes_no_new_version_of_what_left_long_ago(
    outputs: Path, open_work: OpenWork, tmp_path: Path
) -> None:
    plan = tmp_path / "2024.yaml"
    text = (Path(__file__).parents[2] / "plans" / "2024.yaml").read_text("utf-8")
    plan.write_text(text + "# đã xem lại\n", "utf-8")
    with open_work(outputs, plan=plan) as job:
        assert not steps.is_draft_outdated(job)
        assert steps.draft(job).is_new, "who asks for a run gets the new plan"


def test_a_draft_of_the_examples_is_none_of_the_offices(outputs: Path, open_work: OpenWork, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    with open_work(outputs, folders=(tmp_path / "inbox",)) as job:
        assert not job.is_example
        assert not steps.is_draft_outdated(job)


# requests -------------------------------------------------------------------------------------------------------------


def test_a_request_is_known_from_its_acceptance_and_wants_a_draft_even_if_nothing_came(
    tmp_path: Path, open_work: OpenWork
) -> None:
    place = {"folders": (tmp_path / "inbox",), "period": WINDOW}
    (tmp_path / "inbox").mkdir()
    with open_work(tmp_path, request=ASKED, send=ReleaseRule.NEVER, **place) as job:
        steps.accept_request(job)
    with open_work(tmp_path, **place) as job:
        assert job.run.request == ASKED
        [run] = steps.find_open_runs(job)
    assert (run.period, run.request, run.send) == (WINDOW, ASKED, ReleaseRule.NEVER)
    with open_work(tmp_path, **place) as job:
        assert steps.is_draft_outdated(job)
        steps.draft(job)
        assert not steps.is_draft_outdated(job)
        with job.ledger.read() as connection:
            assert orders.load_order(connection, WINDOW) == (ASKED, ReleaseRule.NEVER)


def test_a_period_answers_one_request_alone(tmp_path: Path, open_work: OpenWork) -> None:
    other = ASKED.model_copy(update={"number": "99/UBND-VX"})
    with open_work(tmp_path, period=WINDOW, request=ASKED) as job:
        steps.accept_request(job)
    for dry_run in (False, True):
        with (
            open_work(tmp_path, period=WINDOW, request=other, dry_run=dry_run) as job,
            pytest.raises(RequestError, match="1234/UBND-VX"),
        ):
            steps.accept_request(job)
    with open_work(tmp_path, period=WINDOW, request=other) as job, pytest.raises(RequestError):
        steps.draft(job)
    same = ASKED.model_copy(update={"number": "1234/ubnd-vx", "scope": "Kết quả quý I, bổ sung"})
    with open_work(tmp_path, period=WINDOW, request=same) as job:
        steps.accept_request(job)
        assert steps.draft(job).version == 1
        report = json.loads((job.version_directory(1) / "report.json").read_bytes())
    assert report["request"]["scope"] == same.scope


def test_a_dry_run_opens_nothing(tmp_path: Path, open_work: OpenWork) -> None:
    with open_work(tmp_path, period=WINDOW, request=ASKED, dry_run=True) as job:
        steps.accept_request(job)
        assert steps.find_open_runs(job) == []


def test_publishing_without_the_request_keeps_to_its_recipients(tmp_path: Path, open_work: OpenWork) -> None:
    narrow = ASKED.model_copy(update={"recipients": ("UBND",)})
    with open_work(tmp_path, period=WINDOW, request=narrow) as job:
        steps.draft(job)
    with open_work(tmp_path, period=WINDOW, send="always") as job:
        assert [(each.recipient, each.state) for each in steps.publish(job)] == [("UBND", DeliveryState.WRITTEN)]


# what is due, what is watched -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "now", "is_watched"),
    [
        ("2024-H1", datetime(2024, 6, 28, 2, 0, tzinfo=UTC), True),
        ("2024-H1", datetime(2024, 6, 29, 2, 0, tzinfo=UTC), False),
        ("2024-H2", datetime(2024, 6, 29, 2, 0, tzinfo=UTC), True),
        (WINDOW, datetime(2024, 4, 20, 2, 0, tzinfo=UTC), True),
        (WINDOW, datetime(2024, 5, 20, 2, 0, tzinfo=UTC), False),
        ("2023", datetime(2024, 1, 2, tzinfo=UTC), False),
    ],
)
def test_a_period_is_watched_until_some_working_days_after_its_last_deadline(
    outputs: Path, open_work: OpenWork, period: str, now: datetime, is_watched: bool
) -> None:
    request = ASKED if period == WINDOW else None
    plan = Path(__file__).parents[2] / "plans" / "2024.yaml"
    with open_work(outputs, now, period=period, request=request, plan=plan) as job:
        assert steps.is_watched(job) is is_watched


@pytest.mark.parametrize(
    ("now", "states"),
    [(BEFORE_DEADLINE, []), (datetime(2024, 6, 18, 16, 59, tzinfo=UTC), []), (MORNING_AFTER, ["STTTT", "UBND"])],
)
def test_nothing_leaves_before_the_day_of_drafting(
    outputs: Path, open_work: OpenWork, now: datetime, states: list[str]
) -> None:
    for mail in (outputs / "outbox").glob("*.eml"):
        mail.unlink()
    with open_work(outputs, now, send="always") as job:
        assert sorted(each.recipient for each in steps.publish_due(job)) == states
        assert steps.find_awaited_day(job) == (None if states else date(2024, 6, 19))


def test_tending_asks_what_is_open_and_sends_what_is_due(tmp_path: Path, open_work: OpenWork) -> None:
    with open_work(tmp_path) as job:
        open_period(job)
        assert job.sources  # the examples are laid out
        folder = tmp_path / "examples" / "inbox" / "folder"
        shutil.copy2(folder / "QLCN" / "BC TTDN 6T.docx", folder / "VP" / "Chuyen giup QLCN.docx")
        take_in(job)
        assert steps.is_unasked(job)
        steps.tend(job)
        assert not steps.is_unasked(job)
        with job.ledger.read() as connection:
            assert questions.load_open_questions(connection, "2024-H1")
        assert not list((tmp_path / "outbox").glob("*.eml")), "there is no draft yet"
    with open_work(tmp_path, send="always") as job:
        steps.draft(job)
        for _ in range(2):
            steps.tend(job)
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 2


def test_tending_sends_nothing_while_a_source_could_not_be_looked_at(
    office: SimpleNamespace, open_work: OpenWork
) -> None:
    with open_work(office.outputs, send="always", **office.form) as job:
        steps.tend(job, unseen=("Không xem được thư mục",))
    assert not list((office.outputs / "outbox").glob("*.eml"))


def bring_in_doubt(job: Any, office: SimpleNamespace, name: str = "la.docx") -> None:
    """A report in the wrong unit's folder: a person must say whose it is."""
    (office.extra / "VP").mkdir(exist_ok=True)
    shutil.copy2(office.folder / "QLCN" / "BC TTDN 6T.docx", office.extra / "VP" / name)
    take_in(job)


@pytest.mark.parametrize("now", [BEFORE_DEADLINE, datetime(2024, 7, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)])
def test_what_waits_is_asked_before_any_draft_and_once(
    office: SimpleNamespace, tmp_path: Path, open_work: OpenWork, now: datetime
) -> None:
    plan = Path(__file__).parents[2] / "plans" / "2024.yaml"
    with open_work(tmp_path / "o", now, folders=(office.extra,), period="2024", plan=plan) as job:
        bring_in_doubt(job, office)
        steps.ask_waiting(job)
        with job.ledger.read() as connection:
            first = questions.load_every_open_question(connection)
        steps.ask_waiting(job)
        with job.ledger.read() as connection:
            assert questions.load_every_open_question(connection) == first
        assert not drafts_of(job)
        assert find_status(job)[0].waiting
    assert [row.period for row in first if row.submission_id is not None] == ["2024-H1"]


def drafts_of(job: Any) -> list[Any]:
    with job.ledger.read() as connection:
        return [*drafts.load_open_periods(connection), *drafts.load_drafts(connection, "2024-H1")]
