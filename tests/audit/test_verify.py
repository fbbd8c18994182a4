import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.values import Severity
from tonghop.audit.messages import _CATALOGUE, make_finding

H1, AD_HOC = "2024-H1", "2024-03-01..2024-04-15"
World = Any  # of conftest, which importlib mode does not let us import
Original = Callable[[str], Path]


def test_what_agrees_has_no_finding(world: World) -> None:
    assert world.verify() == []
    assert world.verify(H1) == world.verify(AD_HOC) == world.verify("2024-H2") == []


def test_an_empty_ledger_agrees_with_nothing(tmp_path: Path) -> None:
    from tonghop.audit import verify
    from tonghop.ledger import open_ledger

    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    assert verify(ledger, tmp_path / "archive", tmp_path) == []
    ledger.close()


def test_verifying_changes_nothing(world: World) -> None:
    before = {path: path.stat().st_mtime_ns for path in world.outputs.rglob("*") if "ledger.db" not in path.name}
    world.verify()
    after = {path: path.stat().st_mtime_ns for path in world.outputs.rglob("*") if "ledger.db" not in path.name}
    assert before == after


# ledger against its chain


def test_a_changed_event_shows_whatever_the_period(world: World) -> None:
    world.harm("UPDATE events SET subject = 'x' WHERE seq = 6")
    for period in (None, H1, AD_HOC, "2024-H2"):
        assert "verify-chain" in world.rules(period)
    assert world.verify()[0].locator == "events/6"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET data = '{' WHERE seq = 1",
        "UPDATE events SET at = 'hôm qua' WHERE seq = 1",
        "DELETE FROM chain_head",
    ],
)
def test_a_chain_that_cannot_be_read_is_told(world: World, sql: str) -> None:
    world.harm(sql)
    assert world.rules() == ["verify-chain-unreadable"]


@pytest.mark.parametrize(
    ("sql", "rules"),
    [
        ("UPDATE submissions SET received_at = '2024-01-01T00:00:00.000000+00:00'", ["verify-submission"]),
        ("UPDATE submissions SET container_sha256 = NULL", ["verify-submission"]),
        ("UPDATE submission_documents SET sha256 = (SELECT min(sha256) FROM documents)", ["verify-submission"]),
        ("UPDATE submissions SET unit = 'VP', content = '{\"unit\":\"QLCN\"}'", ["verify-filing"]),
        ("UPDATE submissions SET status = NULL", ["verify-filing"]),
        ("UPDATE submissions SET unit = 'QLCN'", ["verify-filing"]),
        ("UPDATE submissions SET plan_sha256 = 'q'", ["verify-filing"]),
        ("UPDATE submissions SET status = 'rejected'", ["verify-filing"]),
        ("UPDATE findings SET severity = 'advice'", ["verify-filing"]),
        ("DELETE FROM findings", ["verify-filing"]),
        (f"UPDATE drafts SET sha256 = '{'0' * 64}'", ["verify-draft", "verify-report-changed"]),
    ],
)
def test_a_row_changed_by_hand_shows(world: World, sql: str, rules: list[str]) -> None:
    world.harm(sql)
    assert set(world.rules()) == set(rules)


def test_a_submission_moved_to_another_period_by_hand_shows_in_both(world: World) -> None:
    world.harm(f"UPDATE submissions SET period = '2024-H2' WHERE period = '{H1}'")
    assert world.rules(H1) == world.rules("2024-H2") == ["verify-filing"]
    assert world.rules(AD_HOC) == []


def test_a_removed_submission_shows(world: World) -> None:
    for table, column in (
        ("findings", "submission_id"),
        ("submission_documents", "submission_id"),
        ("submissions", "id"),
    ):
        if table == "submissions":
            world.harm("UPDATE sightings SET submission_id = NULL")
        world.harm(f"DELETE FROM {table} WHERE {column} = (SELECT max(id) FROM submissions)")
    assert world.rules() == ["verify-submission"]


def test_a_removed_draft_shows_though_its_files_are_there(world: World) -> None:
    world.harm(f"DELETE FROM drafts WHERE period = '{H1}'")
    assert world.rules() == ["verify-draft", "verify-report-unknown"]
    assert world.rules(AD_HOC) == []


def test_reading_again_on_purpose_agrees(world: World) -> None:
    from datetime import UTC, datetime

    from schemas.submission import CheckedSubmission, Submission
    from schemas.values import CheckStatus
    from tonghop.ledger.submissions import load_submissions, record_filing

    checked = CheckedSubmission(
        content=Submission(unit=None, period=None, items={}), findings=(), status=CheckStatus.REJECTED
    )
    with world.ledger.write() as connection:
        one = load_submissions(connection)[0]
        record_filing(
            connection, one.id, checked, plan_sha256="q", reader_version="2", at=datetime.now(UTC), again=True
        )
    assert world.verify() == []


# ledger against archive


@pytest.mark.parametrize("text", [f"{H1} báo cáo", f"{H1} thư"])
def test_a_missing_original_shows_in_its_period(world: World, original: Original, text: str) -> None:
    original(text).unlink()
    assert world.rules() == world.rules(H1) == ["verify-archive-missing"]
    assert world.rules(AD_HOC) == []


@pytest.mark.parametrize("data", [b"", b"kh\xc3\xa1c"])
def test_a_changed_original_shows(world: World, original: Original, data: bytes) -> None:
    path = original(f"{H1} báo cáo")
    path.chmod(0o600)
    path.write_bytes(data)
    assert world.rules() == world.rules(H1) == ["verify-archive-changed"]


def test_an_original_may_not_be_a_link(world: World, original: Original, tmp_path: Path) -> None:
    path = original(f"{H1} báo cáo")
    path.rename(tmp_path / "đi nơi khác")
    path.symlink_to(tmp_path / "đi nơi khác")
    assert world.rules() == ["verify-unreadable"]


def test_an_original_that_nobody_recorded_is_harmless(world: World) -> None:
    sha256 = world.archive.keep(b"kept, then killed before the commit")
    (found,) = world.verify()
    assert (found.rule, found.severity) == ("verify-archive-unknown", Severity.ADVICE)
    assert sha256 in str(found.locator)
    assert world.verify(H1) == []


def test_temporary_files_of_a_killed_run_are_no_originals(world: World, original: Original) -> None:
    path = original(f"{H1} báo cáo")
    (path.parent / f".{path.name}.abc.tmp").touch()
    assert world.verify() == []


# ledger against outputs


@pytest.mark.parametrize("name", ["report.docx", "report.json", "manifest.json"])
def test_a_missing_file_of_a_version_shows(world: World, version: Path, name: str) -> None:
    (version / name).unlink()
    (found,) = world.verify(H1)
    assert (found.rule, found.locator) == ("verify-report-missing", f"reports/2024-H1/v1/{name}")
    assert name in found.message and world.rules(AD_HOC) == []


def test_a_missing_version_shows(world: World, version: Path) -> None:
    version.rename(version.with_name("v1-old"))
    assert set(world.rules()) == {"verify-report-missing"}


@pytest.mark.parametrize("name", ["report.docx", "report.json"])
def test_a_changed_file_of_a_version_shows_once(world: World, version: Path, name: str) -> None:
    (version / name).write_bytes(b"x")
    assert world.rules() == world.rules(H1) == ["verify-report-changed"]


def test_a_release_copy_and_manifest_changed_together_show(world: World, version: Path) -> None:
    import hashlib

    (version / "report.docx").write_bytes(b"x")
    manifest = json.loads((version / "manifest.json").read_bytes())
    manifest["files"]["report.docx"] = hashlib.sha256(b"x").hexdigest()
    (version / "manifest.json").write_text(json.dumps(manifest))
    assert world.rules() == ["verify-report-changed"]


@pytest.mark.parametrize("name", ["ghi chú.txt", "~$report.docx", "thư mục/a.docx"])
def test_an_added_file_shows(world: World, version: Path, name: str) -> None:
    (version / name).parent.mkdir(exist_ok=True)
    (version / name).touch()
    assert set(world.rules()) == {"verify-report-added"}


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100000,
        b'{"files": {}}',
        b'{"files": [], "event_head": "x"}',
        b'{"files": {"a": 1}, "event_head": "x"}',
        b'{"files": {"../../ledger.db": "a"}, "event_head": "x"}',
    ],
)
def test_what_is_no_manifest_is_told(world: World, version: Path, manifest: bytes) -> None:
    (version / "manifest.json").write_bytes(manifest)
    assert world.rules() == ["verify-manifest"]


def test_a_head_that_was_never_in_the_chain_shows(world: World, version: Path) -> None:
    manifest = json.loads((version / "manifest.json").read_bytes())
    (version / "manifest.json").write_text(json.dumps({**manifest, "event_head": "f" * 64}))
    assert world.rules() == world.rules(H1) == ["verify-head"]


def test_a_rewritten_chain_shows_by_the_heads_in_the_outputs(world: World) -> None:
    from sqlalchemy import select

    from tonghop.ledger.events import GENESIS, append_event
    from tonghop.ledger.tables import chain_head, events

    with world.ledger.write() as connection:
        rows = connection.execute(select(events).order_by(events.c.seq)).all()
        connection.execute(events.delete())
        connection.execute(chain_head.update().values(seq=0, hash=GENESIS))
        for row in rows:
            data = {**row.data, "status": "accepted"} if row.seq == 1 else row.data
            append_event(connection, row.kind, row.subject, data, at=row.at)
    assert set(world.rules()) == {"verify-head"}


def test_a_version_that_nobody_recorded_is_harmless(world: World, version: Path) -> None:
    version.with_name("v2").mkdir()
    version.with_name(".v3-abc").mkdir()
    version.with_name("v1-old-abc").mkdir()
    (found,) = world.verify()
    assert (found.rule, found.severity, found.locator) == (
        "verify-report-unknown",
        Severity.ADVICE,
        "reports/2024-H1/v2",
    )


@pytest.mark.parametrize(("data", "rule"), [(None, "verify-mail-missing"), (b"x", "verify-mail-changed")])
def test_a_mail_that_is_not_what_was_promised_shows(world: World, data: bytes | None, rule: str) -> None:
    mail = world.outputs / "outbox" / "2024-03-01_2024-04-15-v1-UBND.eml"
    if data is None:
        mail.unlink()
    else:
        mail.write_bytes(data)
    assert world.rules() == world.rules(AD_HOC) == [rule]
    assert world.rules(H1) == []


def test_a_mail_that_nobody_recorded_is_told(world: World) -> None:
    (world.outputs / "outbox" / "2024-H1-v2-UBND.eml").touch()
    assert world.rules() == ["verify-mail-unknown"]


@pytest.mark.parametrize("name", ["today/hom-nay-2024-06-14.eml", "alerts/x.trial.eml"])
@pytest.mark.parametrize(("data", "rule"), [(None, "verify-notice-missing"), (b"x", "verify-notice-changed")])
def test_a_notice_that_is_not_what_was_promised_shows_and_belongs_to_no_period(
    world: World, name: str, data: bytes | None, rule: str
) -> None:
    mail = world.outputs / "outbox" / name
    if data is None:
        mail.unlink()
    else:
        mail.write_bytes(data)
    (found,) = world.verify()
    assert (found.rule, found.locator) == (rule, f"outbox/{name}")
    assert world.rules(H1) == []


@pytest.mark.parametrize("folder", ["today", "alerts"])
def test_a_notice_that_nobody_recorded_is_told(world: World, folder: str) -> None:
    (world.outputs / "outbox" / folder / "a.eml").touch()
    (world.outputs / "outbox" / folder / ".a.eml.tmp").touch()
    (found,) = world.verify()
    assert (found.rule, found.locator) == ("verify-mail-unknown", f"outbox/{folder}/a.eml")


def test_a_rehearsal_is_named_as_people_know_it(world: World) -> None:
    world.harm(f"UPDATE deliveries SET recipient = 'UBND.trial' WHERE period = '{H1}'")
    messages = {finding.rule: finding.message for finding in world.verify(H1)}
    assert "UBND (chạy thử)" in messages["verify-mail-missing"]


def test_everything_gone_is_told_and_not_an_error(world: World) -> None:
    import shutil

    shutil.rmtree(world.outputs / "reports")
    shutil.rmtree(world.outputs / "outbox")
    shutil.rmtree(world.archive.root)
    rules = set(world.rules())
    assert rules == {
        "verify-archive-missing",
        "verify-report-missing",
        "verify-mail-missing",
        "verify-notice-missing",
    }


@pytest.mark.parametrize("rule", sorted(_CATALOGUE))
def test_every_message_can_be_filled(rule: str) -> None:
    values = dict.fromkeys(("seq", "id", "sha256", "name", "period", "version", "recipient", "cause", "kind"), "X")
    found = make_finding(rule, **values)
    assert rule.startswith("verify-") and "{" not in found.message + found.fix and found.fix.endswith(".")
