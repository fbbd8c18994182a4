"""One Prefect server for the whole session, started only when a test asks for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A temporary Prefect API with its own database."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def settings(bare_environment: pytest.MonkeyPatch, prefect_server: None) -> None:
    """No settings of this machine; asked for before the server, whose own settings live in its context."""


@pytest.fixture
def find_runs(prefect_server: None) -> Callable[[], list[Any]]:
    """All flow runs so far, first started first."""
    from prefect.client.orchestration import get_client

    def find() -> list[Any]:
        with get_client(sync_client=True) as client:
            return sorted(client.read_flow_runs(), key=lambda run: run.created)

    return find


@pytest.fixture
def find_pages(prefect_server: None) -> Callable[[], dict[str, str]]:
    """Artifact key -> its newest markdown."""
    from prefect.client.orchestration import get_client

    def find() -> dict[str, str]:
        with get_client(sync_client=True) as client:
            artifacts = sorted(client.read_artifacts(), key=lambda each: each.created)
        return {each.key: each.data for each in artifacts}

    return find
