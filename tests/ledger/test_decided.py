"""The decisions that a period's report tells: the latest on each question that the period asked, in its words."""

from datetime import datetime
from typing import Any

import pytest

from tonghop.ledger import Ledger
from tonghop.ledger.decided import load_report_decisions
from tonghop.ledger.questions import record_questions
from tonghop.ledger.tables import decisions


def ask(key: str, kind: str = "submission") -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "submission_id": None,
        "text": f"Câu hỏi {key}",
        "evidence": "Đăng 12 tin, bài.",
        "candidates": [{"code": "accept", "label": "Tiếp nhận"}, {"code": "return", "label": "Trả lại"}],
        "consequence": "",
    }


def test_the_latest_decision_on_each_question_is_told_in_the_order_of_deciding(ledger: Ledger, at: datetime) -> None:
    with ledger.write() as connection:
        record_questions(connection, "2024-H1", [ask("2024-H1/a"), ask("2024-H1/b"), ask("2024-H1/c")], at=at)
        record_questions(connection, "2024-H2", [ask("2024-H2/a"), ask("2024-H2/d")], at=at)
        for key, choice in (
            ("2024-H1/b", "return"),
            ("2024-H2/a", "accept"),
            ("2024-H1/b", "gone"),
            ("2024-H2/d", "x"),
        ):
            row = {"question_key": key, "choice": choice, "decided_by": "Trần Ngọc Lân", "recorded_by": "Lê An"}
            connection.execute(decisions.insert().values(**row, note="Đã hỏi", decided_at=at))
        told = load_report_decisions(connection, "2024-H1")
    # `a` was decided where another period asked it; a choice that is offered no more is told by its code.
    assert [(each.about, each.chosen) for each in told] == [
        ("Câu hỏi 2024-H1/a", "Tiếp nhận"), ("Câu hỏi 2024-H1/b", "gone"),
    ]  # fmt: skip
    assert {(each.evidence, each.decided_by, each.recorded_by, each.note, each.decided_at) for each in told} == {
        ("Đăng 12 tin, bài.", "Trần Ngọc Lân", "Lê An", "Đã hỏi", at)
    }


@pytest.mark.parametrize("kind", ["secrecy", "delivery", "sender"])
def test_what_must_not_leave_the_ledger_or_is_no_matter_of_the_report_is_not_told(
    ledger: Ledger, at: datetime, kind: str
) -> None:
    with ledger.write() as connection:
        record_questions(connection, "2024-H1", [ask("2024-H1/a", kind)], at=at)
        row = {"question_key": "2024-H1/a", "choice": "accept", "decided_by": "A", "recorded_by": "A"}
        connection.execute(decisions.insert().values(**row, decided_at=at))
        assert load_report_decisions(connection, "2024-H1") == ()
