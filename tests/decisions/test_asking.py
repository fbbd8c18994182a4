"""The ledger's questions of a period follow what is open now, and tell nothing of what bears a mark."""

from datetime import UTC, datetime

import pytest

from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind, SourceKind
from tonghop.decisions import record_open_questions
from tonghop.ledger import Ledger
from tonghop.ledger.hits import KEPT_MARK, record_secrecy_hit
from tonghop.ledger.questions import load_open_questions
from tonghop.ledger.sightings import Outcome, record_sighting

AT = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
H1, H2 = "2024-H1", "2024-H2"
CLAIM = OpenQuestion(
    kind=QuestionKind.DOUBLE_CLAIM,
    key="double-claim:a|b",
    submission=None,
    text="Đây là một hay hai hoạt động?",
    candidates=(Candidate(code="count-first", label="Một hoạt động"), Candidate(code="count-both", label="Hai")),
    consequence="Số liệu được cộng một lần hay hai lần.",
)


def ask(ledger: Ledger, *asked: OpenQuestion, period: str = H1, example: bool = False) -> tuple[int, int]:
    return record_open_questions(ledger, period, asked, example=example, at=AT)


def load_keys(ledger: Ledger, period: str = H1) -> list[str]:
    with ledger.read() as connection:
        return [row.key for row in load_open_questions(connection, period)]


def see(ledger: Ledger, outcome: Outcome, reason: str) -> None:
    with ledger.write() as connection:
        record_sighting(
            connection,
            source_name="folder:chung",
            source_key="VP/x",
            stamp="1:1",
            outcome=outcome,
            reason=reason,
            at=AT,
        )


def hit(ledger: Ledger, key: str, *, example: bool = False) -> None:
    with ledger.write() as connection:
        record_secrecy_hit(connection, key, SourceKind.FOLDER, "secrecy-mark", AT, example=example)


def test_a_question_is_opened_once_and_closed_when_it_no_longer_arises(ledger: Ledger) -> None:
    assert ask(ledger, CLAIM) == (1, 0)
    assert ask(ledger, CLAIM) == (0, 0)
    assert load_keys(ledger) == ["2024-H1/double-claim:a|b"]
    assert ask(ledger) == (0, 1)
    assert load_keys(ledger) == []
    assert ask(ledger, CLAIM) == (1, 0)


def test_the_same_question_of_two_periods_stands_twice(ledger: Ledger) -> None:
    assert ask(ledger, CLAIM) == (1, 0)
    assert ask(ledger, CLAIM, period=H2) == (1, 0)
    assert ask(ledger, period=H2) == (0, 1)
    assert load_keys(ledger) == ["2024-H1/double-claim:a|b"]


def test_all_secrecy_holds_are_one_question_that_tells_only_how_many(ledger: Ledger) -> None:
    for key in ("a" * 64, "b" * 64):
        hit(ledger, key)
    assert ask(ledger) == (1, 0)
    with ledger.read() as connection:
        (row,) = load_open_questions(connection, H1)
    assert row.key == "2024-H1/secrecy"
    assert "2 mục" in row.text
    assert "a" * 64 not in row.text
    assert [each["code"] for each in row.candidates] == ["secret", "false-alarm"]


@pytest.mark.parametrize(
    ("rules", "told", "untold"),
    [
        (("secrecy-mark",), "1 mục phát hiện ngay ở nơi nhận: phần mềm không lưu", "kho lưu"),
        ((KEPT_MARK,), "bản gốc đã nhận vẫn còn trong kho lưu", "không lưu"),
        (("secrecy-mark", KEPT_MARK, KEPT_MARK), "2 mục phát hiện sau khi đã nhận", "3 mục phát hiện"),
    ],
)
def test_of_what_was_kept_nobody_is_told_that_it_was_not(
    ledger: Ledger, rules: tuple[str, ...], told: str, untold: str
) -> None:
    with ledger.write() as connection:
        for number, rule in enumerate(rules):
            record_secrecy_hit(connection, f"{number:064d}", SourceKind.FOLDER, rule, AT)
    ask(ledger)
    with ledger.read() as connection:
        (row,) = load_open_questions(connection, H1)
    assert f"Có {len(rules)} mục mang dấu hiệu mật" in row.text
    assert told in row.text
    assert untold not in row.text


def test_a_hit_among_the_examples_is_asked_only_of_examples(ledger: Ledger) -> None:
    hit(ledger, "c" * 64, example=True)
    assert ask(ledger) == (0, 0)
    assert ask(ledger, example=True) == (1, 0)


def test_an_item_that_could_not_be_taken_in_is_asked_until_it_came(ledger: Ledger) -> None:
    see(ledger, "held", "VP/x: tệp 120 MB, vượt giới hạn")
    assert ask(ledger) == (1, 0)
    with ledger.read() as connection:
        (row,) = load_open_questions(connection, H1)
    assert row.text == "VP/x: tệp 120 MB, vượt giới hạn"
    see(ledger, "kept", "")
    assert ask(ledger) == (0, 1)
