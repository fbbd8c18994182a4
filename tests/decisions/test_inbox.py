"""The inbox: short keys, and what follows when a person says what a scan shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.submission import Channel, CheckedSubmission, PictureFile, Submission
from schemas.values import CheckStatus, QuestionKind, ScanChoice, SourceKind
from tonghop.audit.chain import find_chain_faults, find_row_faults
from tonghop.decisions import DecisionError, InboxEntry, list_inbox, record_open_questions, record_scan_look
from tonghop.ledger import Ledger
from tonghop.ledger.arrivals import KeptFile, record_submission
from tonghop.ledger.hits import load_open_hits
from tonghop.ledger.questions import load_decisions, load_last_look, load_scan_choices
from tonghop.ledger.submissions import load_submissions, record_filing

AT = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
SHA = "d" * 64
CLAIM = OpenQuestion(
    kind=QuestionKind.DOUBLE_CLAIM,
    key="double-claim:a|b",
    submission=None,
    text="Đây là một hay hai hoạt động?",
    candidates=(Candidate(code="count-first", label="Một"), Candidate(code="count-both", label="Hai")),
    consequence="Số liệu được cộng một lần hay hai lần.",
)


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """A ledger in which one submission of VP waits with a scan."""
    channel = Channel(source=SourceKind.FOLDER, folders=("Chung", "VP"), names=("BC ký.pdf",))
    content = Submission(
        unit="VP", period=None, items={}, pictures=(PictureFile(name="BC ký.pdf", sha256=SHA, seen=False),)
    )
    filed = CheckedSubmission(content=content, findings=(), status=CheckStatus.NEEDS_PERSON)
    with ledger.write() as connection:
        submission_id = record_submission(
            connection,
            source=SourceKind.FOLDER,
            source_name="folder:chung",
            source_key="VP/BC ký.pdf",
            stamp="1:1",
            received_at=AT,
            files=[KeptFile("BC ký.pdf", SHA, 3)],
            channel=channel,
            at=AT,
        )
        assert submission_id
        record_filing(connection, submission_id, filed, plan_sha256="p" * 64, reader_version="3", at=AT)
    return ledger


def ask(ledger: Ledger, *asked: OpenQuestion, period: str = "2024-H1", plan: Plan | None = None) -> None:
    record_open_questions(ledger, period, asked, example=False, at=AT, plan=plan)


def find_scans(ledger: Ledger) -> list[InboxEntry]:
    return [entry for entry in list_inbox(ledger) if entry.kind is QuestionKind.SCAN]


def look(ledger: Ledger, choice: ScanChoice, key: str | None = None) -> bool:
    return record_scan_look(
        ledger,
        key or find_scans(ledger)[0].key,
        choice,
        decided_by="Trần Ngọc Lân",
        recorded_by="Văn thư",
        note=None,
        make_hit_key=lambda sha256: sha256[::-1],
        at=AT,
    ).is_new


def count_hits(ledger: Ledger) -> int:
    with ledger.read() as connection:
        return len(load_open_hits(connection))


def test_a_scan_is_asked_in_every_open_period_and_listed_once(ledger: Ledger, plan: Plan) -> None:
    ask(ledger, CLAIM, plan=plan)
    ask(ledger, period="2024-H2", plan=plan)
    (scan,) = find_scans(ledger)
    assert scan.periods == ("2024-H1", "2024-H2")
    assert "“BC ký.pdf” (của Văn phòng Sở, đến lúc 09:00 ngày 19/6/2024)" in scan.text
    assert "là ảnh hoặc bản quét" in scan.text
    assert "con dấu" not in scan.text
    assert [each.label for each in scan.candidates] == ["Đã xem, không có dấu mật", "Có dấu mật"]
    assert len({entry.key for entry in list_inbox(ledger)}) == 2


def test_a_stamp_like_picture_is_told_from_a_scan(ledger: Ledger) -> None:
    with ledger.write() as connection:
        (row,) = load_submissions(connection)
        assert row.content is not None
        picture = row.content.pictures[0].model_copy(update={"stamp": True})
        content = row.content.model_copy(update={"pictures": (picture,)})
        filed = CheckedSubmission(content=content, findings=(), status=CheckStatus.NEEDS_PERSON)
        record_filing(connection, row.id, filed, plan_sha256="p" * 64, reader_version="3", at=AT, again=True)
    ask(ledger)
    (asked,) = find_scans(ledger)
    assert "ảnh giống con dấu" in asked.text
    assert "bản quét" not in asked.text
    assert "nhận dạng" not in asked.consequence


@pytest.mark.parametrize("choice", list(ScanChoice))
def test_a_look_closes_the_question_in_every_period_and_it_is_not_asked_again(
    ledger: Ledger, choice: ScanChoice
) -> None:
    for period in ("2024-H1", "2024-H2"):
        ask(ledger, period=period)
    key = find_scans(ledger)[0].key
    assert look(ledger, choice)
    assert find_scans(ledger) == []
    ask(ledger)
    assert find_scans(ledger) == []
    assert not look(ledger, choice, key)
    with ledger.read() as connection:
        assert load_scan_choices(connection) == {SHA: choice}
        assert load_decisions(connection, "2024-H1") == []
        assert find_chain_faults(connection) == []
        assert list(find_row_faults(connection, None)) == []
    assert count_hits(ledger) == (choice is ScanChoice.MARK)


def test_a_mark_may_be_seen_later_but_never_unseen(ledger: Ledger) -> None:
    ask(ledger)
    key = find_scans(ledger)[0].key
    look(ledger, ScanChoice.NO_MARK, key)
    assert count_hits(ledger) == 0
    with ledger.read() as connection:
        last = load_last_look(connection, SHA)
    assert last is not None
    assert (last.choice, last.decided_by, last.decided_at) == ("no-mark", "Trần Ngọc Lân", AT)
    assert look(ledger, ScanChoice.MARK, key)
    assert count_hits(ledger) == 1
    with pytest.raises(DecisionError, match="không đổi lại được"):
        look(ledger, ScanChoice.NO_MARK, key)
    assert count_hits(ledger) == 1


def test_unknown_keys_and_other_kinds_are_refused_and_nothing_is_kept(ledger: Ledger, count: Callable[[], int]) -> None:
    ask(ledger, CLAIM)
    claim = next(entry for entry in list_inbox(ledger) if entry.kind is QuestionKind.DOUBLE_CLAIM)
    before = count()
    with pytest.raises(DecisionError, match="Không có việc nào mang mã “00000000”"):
        look(ledger, ScanChoice.MARK, "00000000")
    with pytest.raises(DecisionError, match="hoạt động có thể báo cáo trùng"):
        look(ledger, ScanChoice.MARK, claim.key)
    assert (count(), count_hits(ledger)) == (before, 0)


@pytest.fixture
def count(ledger: Ledger) -> Callable[[], int]:
    """How many events there are."""

    def _count() -> int:
        with ledger.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM events").scalar() or 0)

    return _count
