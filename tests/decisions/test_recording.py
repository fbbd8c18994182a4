"""A decision is kept with who, when and why, once; a later one holds and says what it reverses."""

import threading
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind
from tonghop.audit.chain import find_chain_faults
from tonghop.decisions import Decider, DecisionError, Recorded, list_inbox, record_choice, record_open_questions
from tonghop.decisions.keys import make_short_key
from tonghop.ledger import Ledger, open_ledger
from tonghop.ledger.questions import load_decided, load_open_questions
from tonghop.ledger.tables import events


def ask(ledger: Ledger, at: datetime, *asked: OpenQuestion, period: str = "2024-H1") -> None:
    record_open_questions(ledger, period, asked, example=False, at=at)


def choose(
    ledger: Ledger, question: OpenQuestion, choice: str, at: datetime, by: str = "Lân", *, is_still: bool = False
) -> Recorded:
    decider = Decider(by, "Văn thư", "theo điện thoại", at)
    return record_choice(ledger, make_short_key(question.key), choice, decider, is_still=is_still)


def count_events(ledger: Ledger, kind: str) -> int:
    with ledger.read() as connection:
        query = select(func.count()).select_from(events).where(events.c.kind == kind)
        return int(connection.execute(query).scalar_one())


def test_who_when_and_why_are_kept_and_the_question_closes_in_every_period(
    ledger: Ledger, sentence: OpenQuestion, at: datetime
) -> None:
    for period in ("2024-H1", "2024"):
        ask(ledger, at, sentence, period=period)
    told = choose(ledger, sentence, "item:3", at)
    assert (told.is_new, told.label, told.earlier) == (True, "Nội dung 3: Đón đoàn", None)
    with ledger.read() as connection:
        (decision,) = load_decided(connection).values()
        assert find_chain_faults(connection) == []
        assert [load_open_questions(connection, period) for period in ("2024-H1", "2024")] == [[], []]
        event = connection.exec_driver_sql("SELECT data FROM events WHERE kind = 'question.decided'").scalar()
    assert (decision.subject, decision.choice, decision.note) == (sentence.key, "item:3", "theo điện thoại")
    assert (decision.decided_by, decision.recorded_by, decision.decided_at) == ("Lân", "Văn thư", at)
    assert '"decided_by":"Lân"' in str(event)
    assert "note_sha256" in str(event)
    assert "theo điện thoại" not in str(event)


def test_the_same_twice_is_told_and_another_choice_reverses_it(
    ledger: Ledger, sentence: OpenQuestion, at: datetime
) -> None:
    ask(ledger, at, sentence)
    choose(ledger, sentence, "item:3", at)
    assert not choose(ledger, sentence, "item:3", at, by="Hà").is_new
    later = choose(ledger, sentence, "item:none", at + timedelta(hours=1), by="Hà")
    assert later.is_new
    assert later.earlier is not None
    assert (later.earlier.decided_by, later.earlier_label) == ("Lân", "Nội dung 3: Đón đoàn")
    assert count_events(ledger, "question.decided") == 2
    (entry,) = list_inbox(ledger, decided=True)
    assert entry.decision is not None
    assert (entry.decision.choice, entry.decision.decided_by) == ("item:none", "Hà")


@pytest.mark.parametrize(
    ("key", "choice", "told"),
    [
        ("00000000", "item:3", "Không có việc nào mang mã “00000000”"),
        (None, "item:9", "item:3 (Nội dung 3: Đón đoàn); item:6"),
        (None, "Nội dung 3: Đón đoàn", "Không có lựa chọn"),
        (None, "", "Không có lựa chọn “”"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_valid_ones(
    ledger: Ledger, sentence: OpenQuestion, at: datetime, key: str | None, choice: str, told: str
) -> None:
    ask(ledger, at, sentence)
    with pytest.raises(DecisionError) as caught:
        record_choice(ledger, key or make_short_key(sentence.key), choice, Decider("Lân", "Lân", None, at))
    assert told in str(caught.value)
    assert count_events(ledger, "question.decided") == 0


def test_what_asks_no_more_without_a_decision_cannot_be_decided(
    ledger: Ledger, sentence: OpenQuestion, at: datetime
) -> None:
    ask(ledger, at, sentence)
    ask(ledger, at)
    with pytest.raises(DecisionError, match="không còn phải xử lý"):
        choose(ledger, sentence, "item:3", at)


def test_to_wait_is_kept_and_leaves_the_question_open(ledger: Ledger, at: datetime) -> None:
    choices = (Candidate(code="confirm", label="Đúng"), Candidate(code="wait", label="Chờ đơn vị"))
    question = OpenQuestion(
        kind=QuestionKind.COMPARISON, key="comparison:x", submission=None, text="?", candidates=choices, consequence="."
    )
    ask(ledger, at, question)
    assert choose(ledger, question, "wait", at).waits_on
    (entry,) = list_inbox(ledger)
    assert entry.decision is not None
    assert entry.decision.choice == "wait"
    assert choose(ledger, question, "confirm", at, is_still=True).is_new
    assert list_inbox(ledger) == []


def test_secrecy_is_not_decided_here(ledger: Ledger, at: datetime) -> None:
    question = OpenQuestion(
        kind=QuestionKind.SECRECY,
        key="secrecy",
        submission=None,
        text="?",
        candidates=(Candidate(code="false-alarm", label="Báo nhầm"),),
        consequence=".",
    )
    ask(ledger, at, question)
    with pytest.raises(DecisionError, match="tonghop secrecy resolve"):
        choose(ledger, question, "false-alarm", at)


def decide_at_once(ledgers: Sequence[Ledger], question: OpenQuestion, at: datetime) -> list[bool | str]:
    """What two people are told who decide otherwise in the same moment, each at a ledger."""
    start, told = threading.Barrier(2), []

    def decide(ledger: Ledger, by: str, choice: str) -> None:
        start.wait()
        try:
            told.append(choose(ledger, question, choice, at, by=by, is_still=True).is_new)
        except DecisionError as error:
            told.append(str(error))

    pairs = zip(ledgers, ("Lân", "Hà"), ("item:3", "item:6"), strict=True)
    people = [threading.Thread(target=decide, args=pair) for pair in pairs]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return told


def test_of_two_who_decide_at_once_on_what_they_were_shown_one_is_told_of_the_other(
    ledger: Ledger, sentence: OpenQuestion, at: datetime
) -> None:
    ask(ledger, at, sentence)
    told = decide_at_once((ledger, ledger), sentence, at)
    assert sorted(map(type, told), key=str) == [bool, str]
    assert any("đã được" in str(each) for each in told)
    with ledger.read() as connection:
        assert find_chain_faults(connection) == []
        assert len(load_decided(connection)) == 1


@pytest.mark.acceptance
def test_so_it_is_with_two_machines_at_one_postgresql(
    postgresql_url: str, sentence: OpenQuestion, at: datetime
) -> None:
    """There, unlike in SQLite, two writers are at work at the same time."""
    rounds = 10
    with closing(open_ledger(postgresql_url)) as one, closing(open_ledger(postgresql_url)) as other:
        questions = [sentence.model_copy(update={"key": f"item:TTNC:{n:016x}"}) for n in range(rounds)]
        ask(one, at, *questions)
        for question in questions:
            told = decide_at_once((one, other), question, at)
            assert sorted(map(type, told), key=str) == [bool, str]
        with one.read() as connection:
            assert find_chain_faults(connection) == []
        assert count_events(one, "question.decided") == rounds
