"""The child process: what is wrong with it is never blamed on a file, and it never outlives its bounds."""

import os
import signal
import sys

import pytest

from tonghop.reading import Limits, read_documents
from tonghop.reading.farm import pool
from tonghop.reading.farm.process import Child, ChildDiedError, ReaderStartError

SALVAGE = {"do": "salvage", "format": "text", "prefix": "", "page": 0}


@pytest.fixture
def child():
    each = Child()
    each.ask(SALVAGE, b"abc", Limits())
    yield each
    each.close()


def test_a_reader_that_cannot_start_blames_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pool.close_pool()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReaderStartError, match="cài lại"):
        read_documents([("a.txt", "Báo cáo".encode())])


def test_a_child_that_falls_silent_is_given_up(child):
    os.kill(child._process.pid, signal.SIGSTOP)
    with pytest.raises(ChildDiedError):
        child.ask(SALVAGE, b"abc", Limits(file_seconds=0.2))
    assert not child.alive


def test_an_answer_beyond_all_bounds_is_not_taken(child):
    with pytest.raises(ChildDiedError):
        child.ask(SALVAGE, b"dai " * 1000, Limits(text_chars=10, file_bytes=10))


def test_a_child_tells_how_much_memory_it_holds(child):
    assert (child.memory_bytes > 5_000_000) == (sys.platform == "linux")


def test_a_child_sees_nothing_of_our_environment(child, monkeypatch):
    environment = f"/proc/{child._process.pid}/environ"
    if not os.path.exists(environment):  # noqa: PTH110 (a kernel's file)
        pytest.skip("no /proc here")
    with open(environment, "rb") as file:  # noqa: PTH123
        names = {line.partition(b"=")[0] for line in file.read().split(b"\0") if line}
    assert names <= {b"PYTHONPATH", b"PYTHONIOENCODING", b"SYSTEMROOT", b"LC_CTYPE"}
