"""When a task tries again, and what becomes of a source that failed for good."""

from typing import Any

import pytest
from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.logging import disable_run_logger
from prefect.states import Completed, Failed
from sqlalchemy.exc import IntegrityError, OperationalError

from schemas.run import Gathered
from tasks import intake, notices, pages, places, report
from tasks.options import DELAYS_SECONDS, RETRIES, is_worth_retrying
from tonghop.intake.archive import ArchiveError
from tonghop.intake.sources import SourceError
from tonghop.ledger import LedgerBusyError
from tonghop.plan import PlanError
from tonghop.settings import SettingsError

TASKS = [
    each for room in (intake, notices, pages, places, report) for each in vars(room).values() if isinstance(each, Task)
]
RETRIED = {"gather-source", "file-submissions", "draft-report"}


@pytest.mark.parametrize(
    ("error", "is_retried"),
    [
        (OSError(5, "Input/output error"), True),
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (SourceError("Không tìm thấy thư mục"), True),
        (ArchiveError("Không ghi được"), True),
        (OperationalError("INSERT", {}, Exception("database is locked")), True),
        (LedgerBusyError("Sổ bận"), True),
        (IntegrityError("INSERT", {}, Exception("not unique")), False),
        (ValueError("outline"), False),
        (PlanError("Tệp kế hoạch có lỗi"), False),
        (SettingsError("Cấu hình"), False),
        (KeyError("x"), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_input_and_output_are_tried_again(error: Exception, is_retried: bool) -> None:
    state: Any = Failed(data=error)
    assert is_worth_retrying(None, None, state) is is_retried  # type: ignore[arg-type]  # neither is looked at


def test_what_succeeded_is_not_tried_again() -> None:
    assert not is_worth_retrying(None, None, Completed(data=1))  # type: ignore[arg-type]  # neither is looked at


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_is_retried_for_input_and_output_alone_and_never_cached(task: Task[..., Any]) -> None:
    expected = (RETRIES, DELAYS_SECONDS, is_worth_retrying) if task.name in RETRIED else (0, 0, None)
    assert (task.retries, task.retry_delay_seconds, task.retry_condition_fn) == expected
    assert task.cache_policy == NO_CACHE


def test_sending_is_never_repeated_by_its_task() -> None:
    assert {task.name for task in TASKS} > RETRIED
    assert report.publish_report.retries == 0


@pytest.mark.parametrize("error", [OSError("Stale file handle"), SourceError("Không tìm thấy thư mục")])
def test_a_source_that_failed_is_told_and_stops_no_other(error: Exception) -> None:
    with disable_run_logger():
        taken = intake._take_result(error)
    assert taken == Gathered(source="", failure=str(error))


def test_a_mistake_of_ours_in_one_source_is_told_by_its_kind_alone_and_stops_no_other() -> None:
    with disable_run_logger():
        failure = intake._take_result(ValueError("một câu của đơn vị")).failure
    assert failure is not None
    assert "(ValueError)" in failure
    assert "một câu" not in failure
    with pytest.raises(KeyboardInterrupt):
        intake._take_result(KeyboardInterrupt())


def test_a_look_that_succeeded_is_given_as_it_is() -> None:
    gathered = Gathered(source="folder:chung")
    assert intake._take_result(gathered) is gathered
