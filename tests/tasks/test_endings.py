"""How a run ends for people: in Vietnamese, with every value that was made, and telling nothing it should not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State
from prefect.logging import disable_run_logger
from prefect.states import Completed, Failed

from schemas.request import RunRequest
from schemas.run import Gathered
from tasks.endings import (
    IncompleteError,
    conclude,
    find_failures,
    find_unseen,
    list_missing_sources,
    list_unseen,
    told_in_vietnamese,
)
from tonghop.intake.sources import SourceError
from tonghop.plan import PlanError
from tonghop.plan.requests import RequestError
from tonghop.settings import SettingsError


@pytest.fixture
def end() -> Callable[[Exception], State[Any]]:
    """The state in which a flow ends over an exception."""

    def run(error: Exception) -> State[Any]:
        @told_in_vietnamese
        def flow(run: RunRequest) -> None:
            raise error

        with disable_run_logger():
            state: Any = flow(RunRequest(period="2024-H1"))
        assert state.data is error
        return state  # type: ignore[no-any-return]  # the flow is wrapped

    return run


@pytest.mark.parametrize(
    ("error", "name", "message"),
    [
        (PlanError("Tệp kế hoạch hỏng."), "Failed", "Tệp kế hoạch hỏng."),
        (SettingsError("Cấu hình hỏng."), "Failed", "Cấu hình hỏng."),
        (SourceError("Không xem được thư mục."), "Failed", "Không xem được thư mục."),
        (IncompleteError("Kỳ 2024 hỏng.", 1), "Failed", "Kỳ 2024 hỏng."),
        (IncompleteError("Không xem được thư mục.", 1, is_unseen_only=True), "Incomplete", "Không xem được thư mục."),
        (RequestError("Văn bản yêu cầu còn 1 chỗ phải sửa"), "Refused", "Văn bản yêu cầu còn 1 chỗ phải sửa"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_of_ours_is_told_in_its_own_words(
    end: Callable[[Exception], State[Any]], error: Exception, name: str, message: str
) -> None:
    state = end(error)
    assert (state.type.value, state.name, state.message) == ("FAILED", name, message)


def test_a_file_that_cannot_be_used_is_named(end: Callable[[Exception], State[Any]]) -> None:
    message = end(OSError(28, "No space left on device", "/srv/ket-qua")).message
    assert message == "Không dùng được /srv/ket-qua: hết chỗ trên đĩa. Kiểm tra đường dẫn, quyền và đĩa."


def test_what_nobody_foresaw_is_told_without_its_text(end: Callable[[Exception], State[Any]]) -> None:
    message = end(KeyError("một câu của đơn vị")).message
    assert message is not None
    assert "(KeyError)" in message
    assert "một câu" not in message


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "- Kỳ báo cáo: chưa điền."),
        ({"period": "2024-H3"}, "- Không hiểu kỳ báo cáo “2024-H3”."),
        ({"period": "2024-H1", "send": "ngay"}, "- Cách gửi: không có lựa chọn này."),
        ({"period": "2024-H1", "mail": 1}, "- mail: không có ô nào tên này."),
        (
            {"period": "2024-H1", "request": {"number": "1"}},
            "- Văn bản yêu cầu (báo cáo đột xuất), Hạn gửi báo cáo: chưa điền.",
        ),
        ({"period": ["2024-H1"]}, "- Kỳ báo cáo: giá trị không dùng được."),
        (None, "- Cả biểu mẫu: giá trị không dùng được."),
    ],
    ids=str,
)
def test_a_form_that_cannot_be_read_is_refused_with_the_titles_of_its_fields(form: Any, told: str) -> None:
    @told_in_vietnamese
    def flow(run: RunRequest) -> None:
        pytest.fail("a refused form starts nothing")

    state: Any = flow(form)
    assert (state.type.value, state.name) == ("FAILED", "Refused")
    assert told in state.message
    assert "rror" not in state.message


def test_a_form_reaches_the_flow_as_itself_however_it_was_sent() -> None:
    @told_in_vietnamese
    def flow(run: RunRequest, unseen: tuple[str, ...] = ()) -> tuple[RunRequest, tuple[str, ...]]:
        return run, unseen

    run = RunRequest(period="2024-H1", outputs=Path("ket-qua"))
    for sent in (run, run.model_dump(mode="json")):
        assert flow(sent, ("mất kết nối",)) == (run, ("mất kết nối",))  # type: ignore[arg-type]  # as the server sends


def test_a_run_that_could_not_do_all_keeps_what_it_made_and_says_why_once() -> None:
    gathered = [Gathered(source="a"), Gathered(source="b", failure="Mất a."), Gathered(source="c", failure="Mất a.")]
    states: list[State[Any]] = [Completed(), Failed(message="Kỳ 2024 hỏng.")]
    assert conclude("xong", list_unseen(gathered[:1]), find_failures(states[:1])) == "xong"
    assert conclude("xong", list_missing_sources(gathered)) == "xong"
    with pytest.raises(IncompleteError) as told:
        conclude("xong", list_unseen(gathered), find_failures(states))
    assert str(told.value) == "Mất a.\nKỳ 2024 hỏng."
    assert told.value.values == "xong"


UNSEEN: list[State[Any]] = [Completed(), Failed(name="Incomplete", message="Mất a.")]


@pytest.mark.parametrize(
    ("unseen", "failures", "is_unseen_only"),
    [
        (("Mất a.",), ((), ()), True),
        (find_unseen(UNSEEN), (find_failures(UNSEEN),), True),
        (("Mất a.",), (("Kỳ 2024 hỏng.",),), False),
        ((), (find_failures([*UNSEEN, Failed(name="Refused", message="Sai.")]),), False),
        ((), (list_missing_sources([]),), False),
    ],
)
def test_only_a_run_that_lacks_nothing_but_a_look_at_sources_is_incomplete(
    unseen: tuple[str, ...], failures: tuple[tuple[str, ...], ...], is_unseen_only: bool
) -> None:
    with pytest.raises(IncompleteError) as told:
        conclude("xong", unseen, *failures)
    assert told.value.is_unseen_only is is_unseen_only
