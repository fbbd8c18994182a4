"""The guard before a server without a password: who may ask, told by Host and Origin alone."""

import asyncio
import sqlite3
from collections.abc import MutableMapping
from typing import Any

import pytest

from cli.local_server import LOCK_WAIT_MILLISECONDS, LocalOnly, shorten_lock_waits

PASSED = "passed on"

CASES = [
    # Host, Origin, whether it is passed on
    (["127.0.0.1:4200"], [], True),
    (["127.0.0.1"], [], True),
    (["localhost:4200"], [], True),
    (["LocalHost:4200"], [], True),
    (["[::1]:4200"], [], True),
    (["evil.example"], [], False),
    (["evil.example:4200"], [], False),
    (["127.0.0.1.evil.example"], [], False),
    (["127.0.0.1.evil.example:4200"], [], False),
    (["evil.example:127.0.0.1"], [], False),
    (["127.0.0.1:4200@evil.example"], [], False),
    (["127.0.0.1:4200.evil.example"], [], False),
    (["127.0.0.1:4200\n"], [], False),
    (["127.0.0.1:"], [], False),
    (["127a0b0c1:4200"], [], False),
    (["0.0.0.0:4200"], [], False),
    (["localhost.:4200"], [], False),
    ([""], [], False),
    ([], [], False),
    (["127.0.0.1:4200", "evil.example"], [], False),
    (["127.0.0.1:4200"], ["http://127.0.0.1:4200"], True),
    (["localhost:4200"], ["http://localhost:4200"], True),
    (["LOCALHOST:4200"], ["HTTP://localhost:4200"], True),
    (["[::1]:4200"], ["http://[::1]:4200"], True),
    (["127.0.0.1:4200"], ["https://evil.example"], False),
    (["127.0.0.1:4200"], ["http://127.0.0.1:8000"], False),
    (["127.0.0.1:4200"], ["http://127.0.0.1"], False),
    (["127.0.0.1:4200"], ["http://localhost:4200"], False),
    (["127.0.0.1:4200"], ["http://127.0.0.1:4200.evil.example"], False),
    (["127.0.0.1:4200"], ["null"], False),
    (["127.0.0.1:4200"], [""], False),
    (["127.0.0.1:4200"], ["http://127.0.0.1:4200", "https://evil.example"], False),
    (["evil.example:4200"], ["http://evil.example:4200"], False),
]


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": PASSED})


def ask(scope: dict[str, Any]) -> list[MutableMapping[str, Any]]:
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError("nothing of a refused request is read")

    asyncio.run(LocalOnly(_answer)(scope, receive, send))
    return sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(("hosts", "origins", "passed"), CASES)
def test_only_this_machines_names_and_its_own_pages_come_through(
    kind: str, hosts: list[str], origins: list[str], passed: bool
) -> None:
    headers = [(b"host", each.encode()) for each in hosts] + [(b"origin", each.encode()) for each in origins]
    sent = ask({"type": kind, "headers": headers})
    if passed:
        assert sent == [{"type": PASSED}]
    elif kind == "websocket":
        assert sent == [{"type": "websocket.close", "code": 1008}]
    else:
        assert [each["type"] for each in sent] == ["http.response.start", "http.response.body"]
        assert sent[0]["status"] == 403


def test_the_servers_own_start_and_end_come_through() -> None:
    assert ask({"type": "lifespan"}) == [{"type": PASSED}]


def test_a_connection_of_prefects_database_waits_seconds_for_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's own wait, a minute, would be seen in the freezes of the whole server."""
    from prefect.server.database.configurations import AioSqliteConfiguration

    monkeypatch.setattr(AioSqliteConfiguration, "setup_sqlite", AioSqliteConfiguration.setup_sqlite)
    connection = sqlite3.connect(":memory:")
    asks = "PRAGMA busy_timeout"
    AioSqliteConfiguration.setup_sqlite(object(), connection, None)  # type: ignore[arg-type]
    assert connection.execute(asks).fetchone()[0] > 10 * LOCK_WAIT_MILLISECONDS
    shorten_lock_waits()
    AioSqliteConfiguration.setup_sqlite(object(), connection, None)  # type: ignore[arg-type]
    assert connection.execute(asks).fetchone()[0] == LOCK_WAIT_MILLISECONDS
    connection.close()
