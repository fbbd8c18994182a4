"""SIGKILL at every phase, and couriers that race: at most one copy, and nothing forgotten."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.delivery import Delivery
from schemas.notice import Notice, NoticeRecord
from schemas.plan import Plan
from schemas.values import DeliveryState, NoticeKind
from tonghop.delivery.notice_mail import compose_notice
from tonghop.ledger import Ledger
from tonghop.ledger.deliveries import load_deliveries
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.notices import load_notices

Publish = Callable[..., list[int]]
ACCEPTED, UNKNOWN, READY = DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.READY
DRIVER = Path(__file__).with_name("driver.py")
ROUNDS = 20


@pytest.fixture(scope="module")
def driver() -> Iterator[Callable[[dict[str, Any]], list[int]]]:
    process = subprocess.Popen([sys.executable, DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def run(job: dict[str, Any]) -> list[int]:
        stdin.write(json.dumps(job) + "\n")
        stdin.flush()
        return list(json.loads(stdout.readline()))

    yield run
    stdin.close()
    assert process.wait(10) == 0


@pytest.fixture
def server(start_server: Callable[..., SimpleNamespace]) -> SimpleNamespace:
    return start_server()


@pytest.fixture
def publish(
    driver: Callable[[dict[str, Any]], list[int]],
    ledger: Ledger,
    server: SimpleNamespace,
    plan: Plan,
    compose: Callable[..., bytes],
    tmp_path: Path,
) -> Publish:
    def run(
        die_at: str | None = None,
        *,
        version: int = 1,
        roots: tuple[str, ...] = ("outbox",),
        notice: str | None = None,
    ) -> list[int]:
        message = tmp_path / "message"
        message.write_bytes(compose(version=version) if notice is None else compose_alert(plan, notice))
        return driver(
            {
                "ledger": str(ledger.engine.url),
                "roots": [str(tmp_path / root) for root in roots],
                "port": server.port,
                "recipient": plan.recipients[0].model_dump(mode="json"),
                "message": str(message),
                "version": version,
                "die_at": die_at,
                "together": len(roots),
                "notice": notice,
            }
        )

    return run


def compose_alert(plan: Plan, key: str) -> bytes:
    notice = Notice(kind=NoticeKind.ALERT, key=key, subject="Lần chạy bị lỗi", text="Xem trang theo dõi.")
    return compose_notice(
        notice,
        plan=plan,
        address="canhbao@sokhcn.example",
        mail_from="tonghop@sokhcn.example",
        dated_at=datetime(2024, 6, 20, 5, 0, tzinfo=UTC),
    )


def load_posted(ledger: Ledger) -> list[NoticeRecord]:
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []
        return load_notices(connection)


def load(ledger: Ledger) -> list[Delivery]:
    with ledger.read() as connection:
        assert find_chain_breaks(connection) == []
        return load_deliveries(connection, "2024-H1")


DEATHS = [
    ("nothing-done", ACCEPTED, 1),
    ("file-not-renamed", ACCEPTED, 1),
    ("file-without-row", ACCEPTED, 1),
    ("row-uncommitted", ACCEPTED, 1),
    ("row-committed", ACCEPTED, 1),
    ("claim-uncommitted", ACCEPTED, 1),
    ("claim-committed", ACCEPTED, 1),
    ("connected", ACCEPTED, 1),
    ("recipient-agreed", ACCEPTED, 1),
    ("mark-uncommitted", ACCEPTED, 1),
    ("mark-committed", UNKNOWN, 0),
    ("content-asked", UNKNOWN, 0),
    ("content-sent", UNKNOWN, 1),
    ("answered", UNKNOWN, 1),
    ("outcome-uncommitted", UNKNOWN, 1),
    ("outcome-committed", ACCEPTED, 1),
]


@pytest.mark.parametrize(("die_at", "state", "mails"), DEATHS)
def test_killed_and_run_again_gives_one_copy_or_an_unknown(
    publish: Publish, server: SimpleNamespace, ledger: Ledger, die_at: str, state: DeliveryState, mails: int
) -> None:
    assert publish(die_at) == [-signal.SIGKILL]
    for _ in range(2):
        assert publish() == [0]
    (delivery,) = load(ledger)
    assert delivery.state is state
    assert len(server.desk.mails) == mails


@pytest.mark.parametrize("roots", [("outbox", "outbox"), ("outbox", "other")], ids=["one machine", "two machines"])
def test_two_couriers_racing_deliver_one_copy(
    publish: Publish, server: SimpleNamespace, ledger: Ledger, roots: tuple[str, ...]
) -> None:
    for version in range(1, ROUNDS + 1):
        assert publish(version=version, roots=roots) == [0, 0]
    for left in [each for each in load(ledger) if each.state is READY]:
        assert len(set(roots)) == 2, "only who has not the bytes may give a mail back, for the next run"
        assert [publish(version=left.version, roots=(root,)) for root in roots] == [[0], [0]]
    assert {delivery.state for delivery in load(ledger)} == {ACCEPTED}
    ids = [line for mail in server.desk.mails for line in mail.content.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert len(ids) == len(set(ids)) == ROUNDS


@pytest.mark.parametrize(("die_at", "state", "mails"), DEATHS)
def test_a_notice_killed_and_posted_again_gives_one_mail_or_an_unknown(
    publish: Publish, server: SimpleNamespace, ledger: Ledger, die_at: str, state: DeliveryState, mails: int
) -> None:
    key = "failed-gather-2024-06-20"
    assert publish(die_at, notice=key) == [-signal.SIGKILL]
    for _ in range(2):
        assert publish(notice=key) == [0]
    (notice,) = load_posted(ledger)
    assert notice.state is state
    assert len(server.desk.mails) == mails


@pytest.mark.parametrize("roots", [("alerts", "alerts"), ("alerts", "other")], ids=["one machine", "two machines"])
def test_two_processes_posting_one_notice_send_one_mail(
    publish: Publish, server: SimpleNamespace, ledger: Ledger, roots: tuple[str, ...]
) -> None:
    for number in range(ROUNDS):
        assert publish(notice=f"late-daily-{number}", roots=roots) == [0, 0]
    for left in [each for each in load_posted(ledger) if each.state is READY]:
        assert len(set(roots)) == 2, "only who has not the bytes may give a notice back, for the next run"
        assert [publish(notice=left.key, roots=(root,)) for root in roots] == [[0], [0]]
    assert {notice.state for notice in load_posted(ledger)} == {ACCEPTED}
    assert len(server.desk.mails) == ROUNDS
