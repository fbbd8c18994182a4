"""Questions and decisions as rows: events beside them, order, reopening."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tonghop.audit.chain import find_chain_faults
from tonghop.ledger import Ledger
from tonghop.ledger.questions import load_decisions, load_open_questions, record_questions
from tonghop.ledger.tables import decisions


def question(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "kind": "submission",
        "submission_id": None,
        "text": f"Câu hỏi {key}",
        "candidates": ["Tiếp nhận", "Trả lại"],
        "consequence": "Số liệu chưa được tính.",
    }


@pytest.fixture
def count_events(ledger: Ledger) -> Any:
    def count(kind: str) -> int:
        with ledger.read() as connection:
            query = "SELECT count(*) FROM events WHERE kind = ?"
            return int(connection.exec_driver_sql(query, (kind,)).scalar() or 0)

    return count


def ask(ledger: Ledger, at: datetime, *keys: str, period: str = "2024-H1") -> tuple[int, int]:
    with ledger.write() as connection:
        return record_questions(connection, period, [question(key) for key in keys], at=at)


def test_each_opening_and_closing_is_an_event_and_a_repeat_is_none(
    ledger: Ledger, at: datetime, count_events: Any
) -> None:
    assert ask(ledger, at, "a", "b") == (2, 0)
    assert ask(ledger, at, "a", "b") == (0, 0)
    assert ask(ledger, at, "b", "c") == (1, 1)
    assert (count_events("question.opened"), count_events("question.closed")) == (3, 1)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_known_question_takes_the_words_of_now_and_keeps_its_time(
    ledger: Ledger, at: datetime, count_events: Any, *, is_open: bool
) -> None:
    ask(ledger, at, "a")
    if not is_open:
        ask(ledger, at)
    new = question("a") | {"text": "Đã nhận dạng.", "candidates": ["Chờ"], "consequence": "Chưa tính."}
    for _ in range(2):
        with ledger.write() as connection:
            record_questions(connection, "2024-H1", [new], at=at + timedelta(days=1))
    with ledger.read() as connection:
        (row,) = load_open_questions(connection, "2024-H1")
        assert find_chain_faults(connection) == []
    assert (row.text, row.candidates, row.consequence) == ("Đã nhận dạng.", ["Chờ"], "Chưa tính.")
    assert row.opened_at == at
    assert (count_events("question.changed"), count_events("question.opened")) == ((1, 1) if is_open else (0, 2))


def test_open_questions_come_oldest_first_with_their_choices(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "z")
    ask(ledger, at + timedelta(days=1), "z", "a")
    with ledger.read() as connection:
        rows = load_open_questions(connection, "2024-H1")
    assert [(row.key, row.candidates) for row in rows] == [
        ("z", ["Tiếp nhận", "Trả lại"]),
        ("a", ["Tiếp nhận", "Trả lại"]),
    ]


def test_another_period_is_not_touched(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "a")
    assert ask(ledger, at, period="2024-H2") == (0, 0)
    with ledger.read() as connection:
        assert [row.key for row in load_open_questions(connection, "2024-H1")] == ["a"]


def test_decisions_come_in_the_order_in_which_they_were_made(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "a", "b")
    ask(ledger, at, "c", period="2024-H2")
    with ledger.write() as connection:
        for key, choice in (("b", "Trả lại"), ("a", "Tiếp nhận"), ("b", "Tiếp nhận"), ("c", "Trả lại")):
            row = {"question_key": key, "choice": choice, "decided_by": "Trần Ngọc Lân", "recorded_by": "Văn thư"}
            connection.execute(decisions.insert().values(**row, decided_at=at))
        assert load_decisions(connection, "2024-H1") == [("b", "Trả lại"), ("a", "Tiếp nhận"), ("b", "Tiếp nhận")]
