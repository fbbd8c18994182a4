import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from schemas.document import Finding
from schemas.submission import Channel, CheckedSubmission, Evidence
from schemas.values import CheckStatus, EvidenceKind, Role, Severity, SourceKind
from tonghop.ledger import Ledger, open_ledger
from tonghop.ledger.arrivals import KeptFile, find_roles, make_submission_id
from tonghop.ledger.events import find_chain_breaks
from tonghop.ledger.sightings import load_known
from tonghop.ledger.submissions import (
    EXAMPLE_SOURCES,
    load_submissions,
    load_unfiled,
    record_filing,
    reopen_stopped,
)
from tonghop.ledger.tables import documents, events, findings, sightings, submission_documents, submissions

Record = Callable[..., str | None]
A, B = KeptFile("a.docx", "a" * 64, 3), KeptFile("b.docx", "b" * 64, 4)


def count(ledger: Ledger, *tables: Any) -> list[int]:
    with ledger.read() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def file(ledger: Ledger, submission_id: str, checked: CheckedSubmission, at: datetime, **given: Any) -> bool:
    with ledger.write() as connection:
        return record_filing(
            connection, submission_id, checked, plan_sha256="p" * 64, reader_version="1", at=at, **given
        )


def test_the_id_tells_place_and_content() -> None:
    ids = [
        make_submission_id("folder:x", "k", ["a", "b"]),
        make_submission_id("folder:x", "k", ["b", "a"]),
        make_submission_id("folder:x", "k", ["a"]),
        make_submission_id("folder:x", "l", ["a"]),
        make_submission_id("folder:y", "k", ["a"]),
        make_submission_id("folder:x", "", ["k", "a"]),
    ]
    assert len(set(ids)) == len(ids)
    assert ids[0] == make_submission_id("folder:x", "k", ["a", "b"])
    assert all(len(one) == 12 and int(one, 16) >= 0 for one in ids)


def test_what_came_in_stands_in_every_table_at_once(ledger: Ledger, record: Record) -> None:
    submission_id = record(files=[A, B], container=KeptFile("", "c" * 64, 9))
    assert submission_id == make_submission_id("mail", "", ["c" * 64])
    assert count(ledger, documents, submissions, submission_documents, sightings, events) == [3, 1, 2, 1, 1]
    with ledger.read() as connection:
        (loaded,) = load_submissions(connection)
        assert load_known(connection, "folder:chung") == {"VP/bao cao.docx": "3:1"}
        assert find_chain_breaks(connection) == []
    assert (loaded.id, loaded.status, loaded.content) == (submission_id, None, None)
    assert [(one.name, one.sha256) for one in loaded.files] == [("a.docx", "a" * 64), ("b.docx", "b" * 64)]


def test_a_repeat_is_harmless(ledger: Ledger, record: Record, at: datetime) -> None:
    assert record() is not None
    before = count(ledger, documents, submissions, submission_documents, sightings, events)
    assert record(at=at + timedelta(hours=1)) is None
    assert count(ledger, documents, submissions, submission_documents, sightings, events) == before


def test_a_file_that_was_only_touched_is_no_new_submission_and_is_settled(ledger: Ledger, record: Record) -> None:
    record()
    assert record(stamp="3:2") is None
    with ledger.read() as connection:
        assert load_known(connection, "folder:chung") == {"VP/bao cao.docx": "3:2"}


def test_a_file_with_new_content_is_a_new_submission_beside_the_old(ledger: Ledger, record: Record) -> None:
    first, second = record(files=[A]), record(files=[B], stamp="4:2")
    assert first != second
    assert count(ledger, submissions, sightings) == [2, 1]


def test_a_file_that_returns_to_an_earlier_content_is_the_newest_again(
    ledger: Ledger, record: Record, at: datetime
) -> None:
    record(files=[A])
    record(files=[B], stamp="4:2", received_at=at + timedelta(hours=1))
    back = record(files=[A], stamp="3:3", received_at=at + timedelta(hours=2))
    assert back is not None
    assert record(files=[A], stamp="3:3", received_at=at + timedelta(hours=2)) is None
    with ledger.read() as connection:
        assert load_submissions(connection)[-1].id == back
        assert find_chain_breaks(connection) == []
    assert record(files=[A], stamp="3:3:9") is None  # only touched since
    assert count(ledger, submissions, documents) == [3, 2]


PLACED = (("2024", "TTNC"), "2024/TTNC/bc.docx")


@pytest.mark.parametrize(
    ("folders", "key", "stamp", "is_same"),
    [
        (("2024", "TTNC"), "2024/TTNC/bc (cũ).DOCX", "3:1:8", True),
        (("2024", "TTNC", "đã xem"), "2024/TTNC/đã xem/bc.docx", "3:1:8", True),
        (("2024", "QLCN"), "2024/QLCN/bc.docx", "3:1:8", False),
        (("2024",), "2024/bc.docx", "3:1:8", False),
        (("2024", "TTNC"), "2024/TTNC/bc.doc", "3:1:8", False),
        (("2024", "TTNC"), "2024/TTNC/bc (2).docx", "3:5:8", False),
    ],
    ids=["renamed", "moved below", "other unit", "out of its unit", "read otherwise", "saved again"],
)
def test_a_file_that_was_renamed_within_its_units_folder_is_no_new_submission(
    ledger: Ledger,
    record: Record,
    checked: CheckedSubmission,
    at: datetime,
    folders: tuple[str, ...],
    key: str,
    stamp: str,
    is_same: bool,
) -> None:
    def come(folders: tuple[str, ...], key: str, stamp: str) -> str | None:
        channel = Channel(source=SourceKind.FOLDER, folders=folders, names=(key.rpartition("/")[2],))
        return record(files=[A], source_key=key, stamp=stamp, channel=channel)

    first = come(*PLACED, "3:1:1")
    assert first is not None
    said = Evidence(kind=EvidenceKind.FOLDER, value="TTNC", text="TTNC")
    content = checked.content.model_copy(update={"unit_evidence": (said,)})
    file(ledger, first, checked.model_copy(update={"content": content}), at)
    assert (come(folders, key, stamp) is None) is is_same
    assert count(ledger, submissions, sightings) == [1 if is_same else 2, 2]


def test_the_same_bytes_by_another_way_are_their_own_submission(ledger: Ledger, record: Record) -> None:
    ids = {
        record(),
        record(source_key="VP/ban sao.docx", stamp="3:2"),
        record(source=SourceKind.MAILBOX, source_name="maildir:thu", source_key="1.a", stamp=""),
    }
    assert len(ids) == 3
    assert count(ledger, documents, submissions) == [1, 3]


def test_one_mail_with_the_same_file_twice_keeps_both_names(ledger: Ledger, record: Record) -> None:
    record(files=[A, A._replace(name="a (1).docx")])
    with ledger.read() as connection:
        assert [one.name for one in load_submissions(connection)[0].files] == ["a.docx", "a (1).docx"]


def kept(format_: str, **facts: bool) -> KeptFile:
    return KeptFile(f"BC.{format_}", "a" * 64, 3, format=format_, **facts)


WORD, PDF, SCAN = kept("docx"), kept("pdf"), kept("image", is_scan=True)


@pytest.mark.parametrize(
    ("files", "roles"),
    [
        ([WORD, PDF], [Role.WORKING, Role.SIGNED]),
        ([PDF, kept("doc")], [Role.SIGNED, Role.WORKING]),
        ([kept("rtf"), SCAN], [Role.WORKING, Role.SIGNED]),
        ([kept("odt"), kept("pdf", is_scan=True)], [Role.WORKING, Role.SIGNED]),
        ([PDF], [Role.WORKING]),
        ([SCAN], [Role.WORKING]),
        ([kept("pdf", is_signed=True)], [Role.SIGNED]),
        ([PDF, kept("xlsx")], [Role.WORKING, Role.WORKING]),
        ([WORD, kept("docx")], [Role.WORKING, Role.WORKING]),
        # what the name says is nothing
        ([KeptFile("BC.docx", "a" * 64, 3, format="html"), KeptFile("BC.pdf", "b" * 64, 3)], [Role.WORKING] * 2),
        ([], []),
    ],
)
def test_the_signed_copy_is_known_by_its_bytes(files: list[KeptFile], roles: list[Role]) -> None:
    assert list(find_roles(files)) == roles


def test_hostile_text_of_a_mail_can_be_kept(ledger: Ledger, record: Record) -> None:
    record(subject="Báo cáo\0 6 tháng \udce1", sender="a@b.example", files=[A._replace(name="b\0c.docx")])
    with ledger.read() as connection:
        (loaded,) = load_submissions(connection)
    assert (loaded.subject, loaded.files[0].name) == ("Báo cáo 6 tháng ?", "bc.docx")


def test_the_chain_holds_no_name_and_no_subject(ledger: Ledger, record: Record, at: datetime) -> None:
    record(subject="TIÊU ĐỀ RIÊNG", sender="nguoi@gui.example", files=[A._replace(name="TÊN TỆP.docx")])
    with ledger.read() as connection:
        told = repr(connection.execute(select(events)).all())
    assert not any(word in told for word in ("TIÊU ĐỀ", "TÊN TỆP", "nguoi@gui", "bao cao"))


def test_unfiled_submissions_come_in_the_order_of_arrival(ledger: Ledger, record: Record, at: datetime) -> None:
    late = record(source_key="1", received_at=at + timedelta(days=1))
    early = record(source_key="2", received_at=at - timedelta(days=1))
    twins = sorted(str(record(source_key=key)) for key in "345")
    with ledger.read() as connection:
        assert load_unfiled(connection) == [early, *twins, late]


def test_a_filing_is_kept_until_it_is_read_again_on_purpose(
    ledger: Ledger, record: Record, checked: CheckedSubmission, at: datetime
) -> None:
    submission_id = str(record())
    other = checked.model_copy(update={"status": CheckStatus.NEEDS_PERSON, "findings": ()})
    assert file(ledger, submission_id, checked, at)
    assert not file(ledger, submission_id, other, at)
    with ledger.read() as connection:
        (loaded,) = load_submissions(connection)
        assert load_unfiled(connection) == []
    assert (loaded.status, loaded.content, loaded.findings) == (checked.status, checked.content, checked.findings)
    assert file(ledger, submission_id, other, at, again=True)
    with ledger.read() as connection:
        (loaded,) = load_submissions(connection)
        assert find_chain_breaks(connection) == []
    assert (loaded.status, loaded.findings) == (CheckStatus.NEEDS_PERSON, ())
    assert count(ledger, findings, events) == [0, 3]


def test_what_stopped_for_a_mark_is_filed_no_other_way_by_a_run_that_began_before(
    ledger: Ledger, record: Record, at: datetime, checked: CheckedSubmission
) -> None:
    submission_id = record() or ""
    file(ledger, submission_id, checked, at)
    file(ledger, submission_id, checked.model_copy(update={"status": CheckStatus.QUARANTINED}), at, again=True)
    assert not file(ledger, submission_id, checked, at, again=True)
    with ledger.write() as connection:
        assert load_submissions(connection)[0].status is CheckStatus.QUARANTINED
        reopen_stopped(connection, [submission_id], at)
    assert file(ledger, submission_id, checked, at)


def test_a_submission_that_is_not_there_cannot_be_filed(
    ledger: Ledger, checked: CheckedSubmission, at: datetime
) -> None:
    with pytest.raises(LookupError):
        file(ledger, "0" * 12, checked, at)
    assert count(ledger, events) == [0]


def test_findings_of_intake_stay_beside_those_of_checking_once(
    ledger: Ledger, record: Record, checked: CheckedSubmission, at: datetime
) -> None:
    ours = Finding(rule="clock-ahead", severity=Severity.WARNING, message="Giờ sai", fix="Sửa")
    submission_id = str(record(intake_findings=[ours, checked.findings[0]]))
    file(ledger, submission_id, checked, at)
    with ledger.read() as connection:
        assert load_submissions(connection)[0].findings == (ours, checked.findings[0])


def test_a_period_takes_its_own_and_those_of_no_certain_period(
    ledger: Ledger, record: Record, checked: CheckedSubmission, at: datetime
) -> None:
    ids = {}
    for period in ("2024-H1", "2024-H2", None):
        ids[period] = str(record(source_key=str(period)))
        content = checked.content.model_copy(update={"period": period})
        file(ledger, ids[period], checked.model_copy(update={"content": content}), at)
    ids["new"] = str(record(source_key="new"))
    with ledger.read() as connection:
        loaded = {one.id for one in load_submissions(connection, period="2024-H1")}
        assert loaded == {ids["2024-H1"], ids[None], ids["new"]}
        chosen = [ids["2024-H2"], ids["new"], "unknown"]
        assert {one.id for one in load_submissions(connection, ids=chosen)} == {ids["2024-H2"], ids["new"]}
        assert load_submissions(connection, ids=[]) == []


def test_examples_never_stand_beside_real_submissions(ledger: Ledger, record: Record) -> None:
    real, example = record(), record(source_name=EXAMPLE_SOURCES[0])
    with ledger.read() as connection:
        assert [one.id for one in load_submissions(connection, examples=False)] == [real]
        assert [one.id for one in load_submissions(connection, examples=True)] == [example]
        assert len(load_submissions(connection)) == 2


def test_more_submissions_than_a_query_may_name_are_loaded(ledger: Ledger, record: Record) -> None:
    ids = [str(record(source_key=str(number))) for number in range(20)]
    with ledger.read() as connection:
        loaded = load_submissions(connection, ids=[*ids, *(f"{number:012d}" for number in range(40000))])
    assert sorted(one.id for one in loaded) == sorted(ids)


def test_the_channel_comes_back_as_it_was(ledger: Ledger, record: Record) -> None:
    channel = Channel(source=SourceKind.MAILBOX, sender="vp@so.example", subject="Báo cáo", names=("a.docx",))
    record(channel=channel)
    with ledger.read() as connection:
        assert load_submissions(connection)[0].channel == channel


def test_two_processes_that_gather_the_same_folder_record_each_file_once(url: str) -> None:
    open_ledger(url).close()
    code = (
        "import sys; from datetime import UTC, datetime\n"
        "from schemas.submission import Channel; from schemas.values import SourceKind\n"
        "from tonghop.ledger import *; from tonghop.ledger.arrivals import *\n"
        "ledger, at, new = open_ledger(sys.argv[1]), datetime.now(UTC), 0\n"
        "for n in range(25):\n"
        "    with ledger.write() as connection:\n"
        "        new += record_submission(connection, source=SourceKind.FOLDER, source_name='folder:x',\n"
        "            source_key=str(n), stamp='1:1', received_at=at, channel=Channel(), at=at,\n"
        "            files=[KeptFile('a.docx', f'{n:064d}', 1)]) is not None\n"
        "print(new)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE) for _ in range(2)]
    new = [int(run.communicate()[0]) for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum(new) == 25
    ledger = open_ledger(url)
    assert count(ledger, submissions, documents, sightings, events) == [25, 25, 25, 25]
    ledger.close()
