"""The shared children: how many there are, when they are replaced, and that threads and forks do not mix them up."""

import os
import threading

import pytest

from tonghop.reading import Limits, Reader, read_documents
from tonghop.reading.farm import pool
from tonghop.reading.farm.pool import Bound, Pool
from tonghop.reading.farm.process import ChildDiedError

LIMITS = Limits()


@pytest.fixture
def small_pool():
    each = Pool(most=2)
    yield each
    each.close()


def _ask(bound, text="abc"):
    return bound.ask("salvage", text.encode(), "text")[1].decode()


def test_a_child_serves_again_and_one_is_enough_for_one_thread(small_pool):
    bound = Bound(small_pool, LIMITS)
    assert [_ask(bound, f"dòng {number}") for number in range(3)] == [f'"dòng {number}"' for number in range(3)]
    assert [child.served for child in small_pool._idle] == [3]


def test_many_threads_share_no_more_children_than_there_may_be(small_pool):
    answers: dict[int, str] = {}

    def work(number):
        answers[number] = _ask(Bound(small_pool, LIMITS), f"dòng {number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f'"dòng {number}"' for number in range(12)}
    assert len(small_pool._idle) <= 2


def test_a_child_that_dies_is_replaced_and_costs_only_its_request(small_pool):
    bound = Bound(small_pool, LIMITS)
    with pytest.raises(ChildDiedError):
        Bound(small_pool, Limits(text_chars=1, file_bytes=1)).ask("salvage", b"dai " * 100, "text")
    assert _ask(bound) == '"abc"'


def test_a_child_that_died_while_idle_is_not_asked(small_pool):
    bound = Bound(small_pool, LIMITS)
    _ask(bound)
    process = small_pool._idle[0]._process
    process.kill()
    process.wait()
    assert _ask(bound) == '"abc"'


@pytest.mark.parametrize("bound", ["_REQUESTS_PER_CHILD", "_MEMORY_PER_CHILD"])
def test_a_child_that_served_long_or_grew_is_renewed(small_pool, monkeypatch, bound):
    monkeypatch.setattr(pool, bound, 1)
    for _ in range(2):
        assert _ask(Bound(small_pool, LIMITS)) == '"abc"'
    assert small_pool._idle == []


def test_a_reader_after_a_fork_has_children_of_its_own():
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    files = [("a.txt", "Báo cáo".encode())]
    before = read_documents(files)
    arrived, sent = os.pipe()
    process = os.fork()
    if process == 0:
        same = read_documents(files) == before
        pool.close_pool()
        os.write(sent, b"1" if same else b"0")
        os._exit(0)
    os.waitpid(process, 0)
    assert os.read(arrived, 1) == b"1"
    assert read_documents(files) == before
    os.close(arrived)
    os.close(sent)


def test_documents_come_in_order_and_files_are_taken_only_as_far_ahead_as_memory_allows(monkeypatch):
    from tonghop.reading import documents

    monkeypatch.setattr(documents, "_MOST_AHEAD", 5)
    taken = []

    def files():
        for number in range(40):
            taken.append(number)
            yield f"{number}.txt", f"Dòng {number}".encode()

    for number, document in enumerate(Reader().read_each(files())):
        assert document.blocks[0].text == f"Dòng {number}"
        assert len(taken) <= number + 1 + 5 + 1
    assert len(taken) == 40


def test_readers_in_several_threads_do_not_mix_their_documents():
    texts = {number: [(f"{n}.txt", f"{number} {n}".encode()) for n in range(8)] for number in range(4)}
    found = {}

    def work(number):
        found[number] = [document.blocks[0].text for document in read_documents(texts[number])]

    threads = [threading.Thread(target=work, args=(number,)) for number in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: [f"{number} {n}" for n in range(8)] for number in texts}
