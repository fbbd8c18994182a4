"""Questions and decisions as rows: events beside them, order, reopening."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from tonghop.audit.chain import find_chain_faults
from tonghop.ledger import Ledger
from tonghop.ledger.learning import load_item_corrections
from tonghop.ledger.questions import (
    load_decided,
    load_decisions,
    load_last_decision,
    load_open_questions,
    record_questions,
)
from tonghop.ledger.tables import decisions

CHOICES = [{"code": "accept", "label": "Tiếp nhận"}, {"code": "return", "label": "Trả lại"}]


def question(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "kind": "submission",
        "submission_id": None,
        "text": f"Câu hỏi {key}",
        "candidates": CHOICES,
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
    new = question("a") | {"text": "Đã nhận dạng.", "candidates": CHOICES[:1], "consequence": "Chưa tính."}
    for _ in range(2):
        with ledger.write() as connection:
            record_questions(connection, "2024-H1", [new], at=at + timedelta(days=1))
    with ledger.read() as connection:
        (row,) = load_open_questions(connection, "2024-H1")
        assert find_chain_faults(connection) == []
    assert (row.text, row.candidates, row.consequence) == ("Đã nhận dạng.", CHOICES[:1], "Chưa tính.")
    assert row.opened_at == at
    assert (count_events("question.changed"), count_events("question.opened")) == ((1, 1) if is_open else (0, 2))


def test_open_questions_come_oldest_first_with_their_choices(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "z")
    ask(ledger, at + timedelta(days=1), "z", "a")
    with ledger.read() as connection:
        rows = load_open_questions(connection, "2024-H1")
    assert [(row.key, row.candidates) for row in rows] == [
        ("z", CHOICES),
        ("a", CHOICES),
    ]


def test_another_period_is_not_touched(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "a")
    assert ask(ledger, at, period="2024-H2") == (0, 0)
    with ledger.read() as connection:
        assert [row.key for row in load_open_questions(connection, "2024-H1")] == ["a"]


def decide(connection: Connection, at: datetime, key: str, choice: str, **more: Any) -> None:
    row = {"question_key": key, "choice": choice, "decided_by": "Trần Ngọc Lân", "recorded_by": "Văn thư"}
    connection.execute(decisions.insert().values(**row, decided_at=at, **more))


def test_the_later_of_two_decisions_on_one_subject_holds_whichever_period_asked(ledger: Ledger, at: datetime) -> None:
    ask(ledger, at, "2024-H1/b", "2024-H1/a")
    ask(ledger, at, "2024-H2/b", period="2024-H2")
    with ledger.write() as connection:
        assert (load_decided(connection), load_last_decision(connection)) == ({}, 0)
        decide(connection, at, "2024-H1/b", "return", note="Sai số")
        decide(connection, at, "2024-H1/a", "accept")
        decide(connection, at, "2024-H2/b", "accept")
        held = load_decided(connection)
        assert {subject: decision.choice for subject, decision in held.items()} == {"b": "accept", "a": "accept"}
        assert (held["b"].note, held["b"].recorded_by, held["b"].decided_at) == (None, "Văn thư", at)
        assert load_last_decision(connection) == 3


@pytest.mark.parametrize(
    ("kind", "period", "followed"),
    [
        ("result", "2024-H1", [("b", "accept")]),
        ("double-claim", "2024-H1", [("b", "accept")]),
        ("result", "2024-H2", []),
        ("submission", "2024-H1", []),
        ("item", "2024-H1", []),
        ("scan", "2024-H1", []),
    ],
)
def test_a_draft_is_made_anew_for_the_decisions_that_the_report_itself_follows(
    ledger: Ledger, at: datetime, kind: str, period: str, followed: list[tuple[str, str]]
) -> None:
    with ledger.write() as connection:
        record_questions(connection, "2024-H1", [question("2024-H1/b") | {"kind": kind}], at=at)
        for choice in ("return", "accept"):
            decide(connection, at, "2024-H1/b", choice)
        assert load_decisions(connection, period) == followed


def test_the_latest_correction_of_a_sentence_is_its_example(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        asked = [
            question(f"2024-H1/item:{unit}:{words}") | {"kind": "item", "evidence": text, "place": None}
            for unit, words, text in (
                ("VP", "1" * 16, "Câu một"),
                ("TTNC", "1" * 16, "Câu một"),
                ("VP", "2" * 16, "Câu hai"),
            )
        ]
        record_questions(connection, "2024-H1", [*asked, question("2024-H1/x")], at=at)
        for key, choice in (
            (f"2024-H1/item:VP:{'1' * 16}", "item:3"),
            (f"2024-H1/item:VP:{'2' * 16}", "item:none"),
            (f"2024-H1/item:TTNC:{'1' * 16}", "item:6"),
            ("2024-H1/x", "accept"),
        ):
            decide(connection, at, key, choice)
        assert load_item_corrections(connection) == [("Câu hai", None), ("Câu một", 6)]
