"""The Prefect server as `prefect server start` runs it, with two things mended for one machine.

Without a password it is open to this machine's own pages alone. Listening on loopback keeps other machines out, not the
web pages that a browser on this machine has open: a name of theirs may lead to 127.0.0.1 (DNS rebinding), and
websockets know no CORS. `LocalOnly` refuses both. With a password it takes any name, since a proxy may stand before it.

And a write lock of SQLite is waited for seconds, not a minute: see `shorten_lock_waits`.
"""

import argparse
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from cli.server_environ import HOST

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_LOCAL = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
_POLICY_VIOLATION = 1008
LOCK_WAIT_MILLISECONDS = 4000


class LocalOnly:
    """An ASGI app before another: only requests to this machine's own names, and from no page but its own."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is local, refuse the rest."""
        if scope["type"] == "lifespan" or is_local(scope["headers"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": "Chỉ mở được từ chính máy này.\n".encode()})


def is_local(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the one Host is this machine and every Origin is the page of that very host and port."""
    hosts = [value.lower() for name, value in headers if name.lower() == b"host"]
    origins = [value.lower() for name, value in headers if name.lower() == b"origin"]
    return (
        len(hosts) == 1
        and _LOCAL.fullmatch(hosts[0]) is not None
        and all(origin == b"http://" + hosts[0] for origin in origins)
    )


def shorten_lock_waits() -> None:
    """Let a connection of Prefect's SQLite wait a few seconds for another's write lock, where Prefect says 60.

    In Python 3.11 the main thread may clear a cursor, under the interpreter's lock, whose connection waits for that
    write lock; then the thread that holds it cannot go on either, and the whole server stands still until the wait is
    over. Clients try again after a refusal, but not after a minute of silence.
    """
    from prefect.server.database.configurations import AioSqliteConfiguration

    set_up = AioSqliteConfiguration.setup_sqlite

    def set_up_and_shorten(self: Any, connection: Any, record: Any) -> None:
        set_up(self, connection, record)
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_MILLISECONDS}")
        cursor.close()

    AioSqliteConfiguration.setup_sqlite = set_up_and_shorten  # type: ignore[method-assign, assignment]


def run(port: int) -> None:
    """Serve until a signal; settings are Prefect's own."""
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    shorten_lock_waits()
    server = get_current_settings().server
    app = create_app(final=True)
    uvicorn.run(
        app if server.api.auth_string else LocalOnly(app),
        host=HOST,
        port=port,
        timeout_keep_alive=server.api.keepalive_timeout,
        ws_ping_interval=server.api.websocket_ping_interval,
        ws_ping_timeout=server.api.websocket_ping_timeout,
        log_level=server.logging_level.lower(),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    run(parser.parse_args().port)
