"""What is read again by itself: lacks that were made good, newer readers, looks at scans; nothing else, and once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from schemas.document import Finding
from schemas.submission import CheckedSubmission, PictureFile
from schemas.values import CheckStatus, ScanChoice, Severity, SourceKind
from tonghop.ledger import Ledger
from tonghop.ledger.arrivals import KeptFile
from tonghop.ledger.rereading import load_outdated, load_waiting_pictures, tell_reader
from tonghop.ledger.submissions import record_filing

Record = Callable[..., str | None]
SCAN = PictureFile(name="BC ký.pdf", sha256="d" * 64, seen=False)


@pytest.fixture
def file_as(ledger: Ledger, record: Record, checked: CheckedSubmission, at: datetime) -> Callable[..., str]:
    """file_as(reader, rules=..., status=..., pictures=...) -> the id of a submission that was filed like that."""

    def file(
        reader: str = "3",
        *rules: str,
        status: CheckStatus = CheckStatus.NEEDS_PERSON,
        pictures: tuple[PictureFile, ...] = (),
        again: str | None = None,
        **given: object,
    ) -> str:
        submission_id = again or record(**{"files": [KeptFile("a.pdf", f"{id(rules):064d}", 1)], **given})
        assert submission_id
        found = tuple(Finding(rule=rule, severity=Severity.ERROR, message="m", fix="f") for rule in rules)
        filed = checked.model_copy(
            update={
                "status": status,
                "findings": found,
                "content": checked.content.model_copy(update={"pictures": pictures}),
            }
        )
        with ledger.write() as connection:
            assert record_filing(
                connection,
                submission_id,
                filed,
                plan_sha256="p" * 64,
                reader_version=reader,
                at=at,
                again=again is not None,
            )
        return submission_id

    return file


@pytest.fixture
def outdated(ledger: Ledger) -> Callable[..., list[str]]:
    def load(*missing: str, version: str = "3", **choices: ScanChoice) -> list[str]:
        looked = {letter * 64: choice for letter, choice in choices.items()}
        with ledger.read() as connection:
            return load_outdated(connection, version=version, missing=frozenset(missing), choices=looked)

    return load


@pytest.mark.parametrize(
    ("reader", "rule", "missing", "is_again"),
    [
        ("3 -soffice", "program-missing", (), True),
        ("3 -soffice", "program-missing", ("soffice",), False),
        ("3 -soffice -tesseract", "program-missing", ("tesseract",), True),
        ("3 -tesseract", "program-missing", ("soffice", "tesseract"), False),
        # filed as lacking a program that is here and was here: reading again would say the same
        ("3", "program-missing", (), False),
        ("2", "not-read-yet", (), True),
        ("2", "corrupt", (), True),
        ("2", "item-empty", (), False),
        ("3", "not-read-yet", (), False),
        ("3", "corrupt", ("soffice",), False),
    ],
)
def test_a_submission_is_read_again_only_when_it_would_be_read_otherwise(
    file_as: Callable[..., str],
    outdated: Callable[..., list[str]],
    reader: str,
    rule: str,
    missing: tuple[str, ...],
    *,
    is_again: bool,
) -> None:
    submission_id = file_as(reader, rule)
    assert outdated(*missing) == ([submission_id] if is_again else [])


@pytest.mark.parametrize("status", [CheckStatus.ACCEPTED, CheckStatus.QUARANTINED])
def test_what_was_accepted_or_stopped_is_never_read_again_by_itself(
    file_as: Callable[..., str], outdated: Callable[..., list[str]], status: CheckStatus
) -> None:
    file_as("2 -soffice", "not-read-yet", "program-missing", status=status)
    assert outdated() == []


def test_what_is_read_again_is_told_in_the_order_of_arrival(
    file_as: Callable[..., str], outdated: Callable[..., list[str]], at: datetime
) -> None:
    late = file_as("2", "corrupt", source_key="b", received_at=at + timedelta(days=1))
    early = file_as("2", "corrupt", source_key="a", received_at=at)
    assert outdated() == [early, late]


def test_a_look_at_a_scan_is_followed_once(file_as: Callable[..., str], outdated: Callable[..., list[str]]) -> None:
    submission_id = file_as("3", "image-only", status=CheckStatus.REJECTED, pictures=(SCAN,))
    assert outdated() == []
    assert outdated(e=ScanChoice.NO_MARK) == []
    assert outdated(d=ScanChoice.NO_MARK) == [submission_id]
    file_as("3", "ocr", pictures=(SCAN.model_copy(update={"seen": True}),), again=submission_id)
    assert outdated(d=ScanChoice.NO_MARK) == []


@pytest.mark.parametrize("status", [CheckStatus.NEEDS_PERSON, CheckStatus.ACCEPTED])
def test_a_mark_that_a_person_saw_stops_a_submission_whatever_it_was(
    file_as: Callable[..., str], outdated: Callable[..., list[str]], status: CheckStatus
) -> None:
    submission_id = file_as("3", status=status, pictures=(SCAN.model_copy(update={"seen": True}),))
    assert outdated(d=ScanChoice.MARK) == [submission_id]
    file_as("3", "secrecy-mark", status=CheckStatus.QUARANTINED, again=submission_id)
    assert outdated(d=ScanChoice.MARK) == []


def test_what_it_was_read_with_names_the_programs_that_were_missing() -> None:
    assert (tell_reader("3", ()), tell_reader("3", {"tesseract", "soffice"})) == ("3", "3 -soffice -tesseract")


def test_a_scan_waits_once_for_all_submissions_that_brought_it(
    ledger: Ledger, file_as: Callable[..., str], at: datetime
) -> None:
    other = PictureFile(name="BC.zip › ảnh.jpg", sha256="e" * 64, seen=False)
    file_as("3", pictures=(SCAN, other), source_key="b", received_at=at + timedelta(days=1))
    first = file_as("3", pictures=(SCAN,), source_key="a", received_at=at)
    file_as("3", pictures=(SCAN,), source_name="folder:examples", received_at=at - timedelta(days=9))
    with ledger.read() as connection:
        waiting = load_waiting_pictures(connection, (), example=False)
        assert [(each.picture.name, each.submission_id == first) for each in waiting] == [
            ("BC ký.pdf", True),
            ("BC.zip › ảnh.jpg", False),
        ]
        assert (waiting[0].source, waiting[0].unit, waiting[0].received_at) == (SourceKind.FOLDER, "VP", at)
        assert len(load_waiting_pictures(connection, {"d" * 64}, example=False)) == 1
        assert len(load_waiting_pictures(connection, (), example=True)) == 1
