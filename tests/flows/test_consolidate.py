"""The flows through a real Prefect API: one smoke run of each, on the examples."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.request import RunRequest
from schemas.values import DeliveryState

KEYS = {"hom-nay", *(f"{name}-2024-h1" for name in ("tinh-hinh", "bao-cao", "con-thieu", "viec-cho"))}


@pytest.fixture
def settings(bare_environment: pytest.MonkeyPatch, prefect_server: None) -> None:
    """No settings of this machine; asked for before the server, whose own settings live in its context."""


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
    assert [len(each.received) for each in gathered] == [6, 4]
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
    pages = find_pages()
    assert set(pages) == KEYS
    assert all("VÍ DỤ" in page and len(page.encode()) < 100_000 for page in pages.values())
    assert "Tep thu cong" not in "".join(pages.values())


def test_a_dry_run_takes_in_and_shows_and_neither_drafts_nor_sends(
    settings: None, tmp_path: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.consolidate import consolidate

    outputs = tmp_path / "outputs"
    gathered, drafted, outcomes = consolidate(RunRequest(period="2024-H1", outputs=outputs, dry_run=True))
    assert [len(each.received) for each in gathered] == [6, 4]
    assert (drafted, outcomes) == (None, [])
    assert not (outputs / "reports").exists()
    assert not list(outputs.glob("outbox/*.eml"))
    assert find_runs()[-1].name == "2024-H1 · báo cáo 6 tháng · chạy thử"


def test_gathering_drafts_an_open_period_again_when_something_came_for_it(
    settings: None, outputs: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.gather import gather

    run = RunRequest(period="2024", outputs=outputs)
    before = len(find_runs())
    gather(run)
    assert [each.name for each in find_runs()[before:]] == ["2024 · báo cáo năm · theo kế hoạch"]
    report = next((outputs / "examples" / "inbox" / "folder" / "QLCN").glob("BC 6T*.docx"))
    shutil.copy2(report, report.with_name("BC 6T gui lai.docx"))
    gather(run)
    assert [each.name for each in find_runs()[before + 1 :]] == [
        "2024 · báo cáo năm · theo kế hoạch",
        "2024-H1 · báo cáo 6 tháng · theo kế hoạch",
    ]


def test_publishing_asks_the_release_rule_and_sends_nothing_twice(
    settings: None, outputs: Path, find_runs: Callable[[], list[Any]]
) -> None:
    from flows.publish import publish

    before = sorted((path.name, path.read_bytes()) for path in (outputs / "outbox").glob("*.eml"))
    outcomes = publish(RunRequest(period="2024-H1", outputs=outputs, send="always"))
    assert [each.state for each in outcomes] == [DeliveryState.WRITTEN] * 2
    assert sorted((path.name, path.read_bytes()) for path in (outputs / "outbox").glob("*.eml")) == before
    assert find_runs()[-1].state.is_completed()
