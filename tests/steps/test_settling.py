"""What another run files while a decision is applied stands; the decision is applied to that."""

from typing import Any

import pytest

from schemas.submission import CheckedSubmission
from schemas.values import CheckStatus
from tests.steps.desk import LOOSE, Desk, add
from tonghop import steps
from tonghop.ledger import submissions
from tonghop.steps import settling


def meet(monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    """While a submission is settled, another process does its work on it, once."""
    judge, met = settling.judge, []

    def judge_late(*given: Any) -> Any:
        if not met:
            met.append(True)
            work()
        return judge(*given)

    monkeypatch.setattr(settling, "judge", judge_late)


@pytest.fixture
def decided(desk: Desk) -> Desk:
    """A sentence that a person filed; nothing has followed yet."""
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    desk.decide(entry.key, "item:2", follow=False)
    return desk


def test_what_stops_for_a_mark_while_a_decision_is_applied_stays_stopped(
    decided: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = decided.rows

    def stop() -> None:
        with decided.open() as job, job.ledger.write() as connection:
            empty = settling.make_empty(job.plan)
            submissions.record_filing(
                connection,
                row.id,
                CheckedSubmission(content=empty, findings=(), status=CheckStatus.QUARANTINED),
                plan_sha256=job.plan.sha256,
                reader_version="1",
                at=job.now(),
                again=True,
            )

    meet(monkeypatch, stop)
    with decided.open() as job:
        steps.follow_decisions(job)
        with job.ledger.read() as connection:
            (found,) = submissions.load_submissions(connection, ids=[row.id])
    assert found.status is CheckStatus.QUARANTINED
    assert found.content is not None
    assert not found.content.items[2].activities
    assert decided.is_sound()


def test_what_is_read_again_while_a_decision_is_applied_is_settled_as_it_was_read(
    decided: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = decided.rows

    def change() -> None:
        with decided.open() as job, job.ledger.write() as connection:
            (unsettled,) = settling.settling.load_unsettled(connection)
            assert unsettled.understood is not None
            content = unsettled.understood.content.model_copy(update={"number": "77/BC-VP"})
            understood = unsettled.understood.model_copy(update={"content": content})
            checked = settling.judge(understood, row.channel, job.plan, {}, row.id)
            submissions.record_filing(
                connection,
                row.id,
                checked,
                plan_sha256=job.plan.sha256,
                reader_version="1",
                at=job.now(),
                again=True,
                understood=understood,
            )

    meet(monkeypatch, change)
    decided.run()
    decided.run()
    (now,) = decided.rows
    assert now.content.number == "77/BC-VP"
    assert decided.texts(2) == [LOOSE]
    assert decided.is_sound()
