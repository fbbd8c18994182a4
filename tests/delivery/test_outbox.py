"""The outbox folder: written once, never overwritten, locked."""

import threading

import pytest

from tonghop.delivery.outbox import Outbox, OutboxError, name_message


@pytest.mark.parametrize(
    ("period", "recipient", "name"),
    [
        ("2024-H1", "UBND", "2024-H1-v1-UBND.eml"),
        ("2024", "STTTT", "2024-v1-STTTT.eml"),
        ("2024-03-01..2024-04-15", "UBND", "2024-03-01_2024-04-15-v1-UBND.eml"),
    ],
)
def test_a_message_is_named_by_period_version_and_recipient(period: str, recipient: str, name: str) -> None:
    assert name_message(period, 1, recipient) == name


def test_what_was_written_is_read_back_and_leaves_no_other_message_file(outbox: Outbox) -> None:
    path = outbox.write("2024-H1-v1-UBND.eml", b"a\r\n")
    assert path.read_bytes() == outbox.read("2024-H1-v1-UBND.eml") == b"a\r\n"
    assert [item.name for item in outbox.root.iterdir() if not item.name.startswith(".")] == ["2024-H1-v1-UBND.eml"]
    assert not list(outbox.root.glob(".*.tmp"))


def test_the_same_bytes_again_change_nothing_other_bytes_are_refused(outbox: Outbox) -> None:
    path = outbox.write("a.eml", b"a")
    before = path.stat()
    assert outbox.write("a.eml", b"a") == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    with pytest.raises(OutboxError, match="không bị ghi đè"):
        outbox.write("a.eml", b"b")
    assert path.read_bytes() == b"a"


@pytest.mark.parametrize("name", ["../a.eml", "a/b.eml", ".a.eml", "a.txt", "", "a\n.eml"])
def test_a_name_that_could_leave_the_folder_is_refused(outbox: Outbox, name: str) -> None:
    with pytest.raises(OutboxError):
        outbox.write(name, b"a")


def test_what_is_not_there_is_none(outbox: Outbox) -> None:
    assert outbox.read("a.eml") is None


def test_one_courier_at_a_time_and_the_outbox_keeps_its_id(outbox: Outbox) -> None:
    order: list[str] = []
    entered = threading.Event()

    def second() -> None:
        entered.set()
        with Outbox(outbox.root).hold_sending() as again:
            order.append(again)

    with outbox.hold_sending() as first:
        thread = threading.Thread(target=second)
        thread.start()
        entered.wait(5)
        thread.join(0.05)
        assert thread.is_alive()
        order.append("first done")
    thread.join(5)
    assert order == ["first done", first]
