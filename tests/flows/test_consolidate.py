"""The main job through a real Prefect API, on the examples."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.request import RunRequest
from schemas.values import DeliveryState
from tonghop.rendering.pages import PERIOD_PAGES


def test_the_main_job_runs_to_its_end_and_shows_its_pages(
    settings: None,
    tmp_path: Path,
    examples_done: SimpleNamespace,
    find_runs: Callable[[], list[Any]],
    find_pages: Callable[[], dict[str, str]],
) -> None:
    from flows.consolidate import consolidate

    outputs = tmp_path / "outputs"
    gathered, drafted, outcomes = consolidate(RunRequest(period="2024-H1", outputs=outputs, send="always"))
    assert [(len(each.received), each.strangers) for each in gathered] == [(6, 0), (3, 1)]
    assert drafted is not None
    assert (drafted.version, drafted.is_new, drafted.sha256) == (1, True, examples_done.drafted.sha256)
    assert [each.state for each in outcomes] == [DeliveryState.WRITTEN] * 2
    assert {path.name for path in (outputs / "outbox").glob("*.eml")} == {
        "2024-H1-v1-STTTT.eml",
        "2024-H1-v1-UBND.eml",
    }
    run = find_runs()[-1]
    assert run.state.is_completed()
    assert run.name == "2024-H1 · báo cáo 6 tháng · gửi ngay bản hiện có"
    pages = {key: page for key, page in find_pages().items() if key.endswith("-2024-h1")}
    assert set(pages) == {f"{name}-2024-h1" for name in PERIOD_PAGES}
    assert all("VÍ DỤ" in page and len(page.encode()) < 100_000 for page in pages.values())
    assert "Tep thu cong" not in "".join(pages.values())


def test_a_dry_run_takes_in_and_shows_and_neither_drafts_nor_sends(
    settings: None, tmp_path: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.consolidate import consolidate

    outputs = tmp_path / "outputs"
    gathered, drafted, outcomes = consolidate(RunRequest(period="2024-H1", outputs=outputs, dry_run=True))
    assert [len(each.received) for each in gathered] == [6, 3]
    assert (drafted, outcomes) == (None, [])
    assert not (outputs / "reports").exists()
    assert not list(outputs.glob("outbox/*.eml"))
    assert find_runs()[-1].name == "2024-H1 · báo cáo 6 tháng · chạy thử"


def test_a_period_that_nobody_understands_is_refused_in_vietnamese_alone(
    settings: None, tmp_path: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.consolidate import consolidate

    form: Any = {"period": "2024-H3", "outputs": str(tmp_path / "outputs")}
    state = consolidate(form, return_state=True)
    assert (state.type.value, state.name) == ("FAILED", "Refused")
    assert "Không hiểu kỳ báo cáo “2024-H3”" in state.message
    assert "error" not in state.message.lower()
    assert find_runs()[-1].state.message == state.message
    assert not (tmp_path / "outputs").exists()


def test_publishing_asks_the_release_rule_and_sends_nothing_twice(
    settings: None, outputs: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.publish import publish

    before = sorted((path.name, path.read_bytes()) for path in (outputs / "outbox").glob("*.eml"))
    outcomes = publish(RunRequest(period="2024-H1", outputs=outputs, send="always"))
    assert [each.state for each in outcomes] == [DeliveryState.WRITTEN] * 2
    assert sorted((path.name, path.read_bytes()) for path in (outputs / "outbox").glob("*.eml")) == before
    assert find_runs()[-1].state.is_completed()


@pytest.mark.parametrize("plan", ["khong-co.yaml"])
def test_a_failure_of_ours_is_the_runs_message_in_its_own_words(settings: None, tmp_path: Path, plan: str) -> None:
    from flows.consolidate import consolidate
    from tonghop.plan import PlanError

    run = RunRequest(period="2024-H1", outputs=tmp_path / "outputs", plan=tmp_path / plan)
    state = consolidate(run, return_state=True)
    assert (state.name, state.message.split(" ")[:2]) == ("Failed", ["Không", "đọc"])
    with pytest.raises(PlanError, match="Không đọc được tệp kế hoạch"):
        consolidate(run)
