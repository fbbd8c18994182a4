"""A small world in which ledger, archive and outputs agree."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.document import Finding
from schemas.report import Coverage, Report
from schemas.submission import Channel, CheckedSubmission, Submission
from schemas.values import CheckStatus, Severity, SourceKind
from tonghop.audit import verify
from tonghop.intake.archive import Archive
from tonghop.ledger import Ledger, open_ledger
from tonghop.ledger.arrivals import KeptFile, record_submission
from tonghop.ledger.deliveries import record_delivery
from tonghop.ledger.delivery_rows import DeliveryKey, NoticeKey
from tonghop.ledger.drafts import open_period, record_draft
from tonghop.ledger.events import load_head
from tonghop.ledger.submissions import record_filing

AT = datetime(2024, 6, 14, 8, 30, tzinfo=UTC)
PERIODS = ("2024-H1", "2024-03-01..2024-04-15")


@dataclass(frozen=True)
class World:
    """Where everything lies, and what verify says of it."""

    ledger: Ledger
    archive: Archive
    outputs: Path

    def verify(self, period: str | None = None) -> list[Finding]:
        return verify(self.ledger, self.archive.root, self.outputs, period=period)

    def rules(self, period: str | None = None) -> list[str]:
        return [finding.rule for finding in self.verify(period)]

    def harm(self, sql: str) -> None:
        with self.ledger.write() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            assert connection.exec_driver_sql(sql).rowcount > 0


def _make_submission(world: World, period: str) -> None:
    data = [f"{period} {part}".encode() for part in ("thư", "báo cáo")]
    container, report = [KeptFile(f"{n}.docx", world.archive.keep(one), len(one)) for n, one in enumerate(data)]
    finding = Finding(rule="item-empty", severity=Severity.WARNING, message="Để trống", fix="Bổ sung")
    checked = CheckedSubmission(
        content=Submission(unit="VP", period=period, items={}), findings=(finding,), status=CheckStatus.ACCEPTED
    )
    with world.ledger.write() as connection:
        submission_id = record_submission(
            connection,
            source=SourceKind.MAILBOX,
            source_name="maildir:thu",
            source_key=period,
            stamp="",
            received_at=AT,
            files=[report],
            container=container,
            channel=Channel(),
            at=AT,
        )
        assert submission_id is not None
        record_filing(connection, submission_id, checked, plan_sha256="p", reader_version="1", at=AT)


def _make_outputs(world: World, period: str, folder_name: str) -> None:
    directory = world.outputs / "reports" / folder_name / "v1"
    directory.mkdir(parents=True)
    (directory.parent / "working").mkdir()
    (directory.parent / "working" / "bản sửa.docx").write_bytes(b"x")
    for name in ("report.docx", "report.json"):
        (directory / name).write_bytes(f"{period} {name}".encode())
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in directory.iterdir()}
    mail = world.outputs / "outbox" / f"{folder_name}-v1-UBND.eml"
    mail.parent.mkdir(exist_ok=True)
    (mail.parent / "of-others").mkdir(exist_ok=True)
    (mail.parent / "of-others" / "a.eml").write_bytes(b"x")
    mail.write_bytes(period.encode())
    with world.ledger.write() as connection:
        open_period(connection, period, at=AT)
        report = Report(
            period=period,
            version=1,
            plan_sha256="p",
            submissions=(),
            coverage=Coverage(cells={}, items={}, expected_units=3, reported_units=0, on_time_units=0),
            missing_units=(),
            activities=(),
            totals=(),
            double_claims=(),
        )
        release = (directory / "report.docx").read_bytes()
        record_draft(
            connection, report, fingerprint=files["report.docx"], release=release, is_kept=lambda _: True, at=AT
        )
        record_delivery(
            connection,
            DeliveryKey(period, 1, "UBND"),
            address="ubnd@ubnd.example",
            message_id=f"<{folder_name}@so.example>",
            message_sha256=hashlib.sha256(mail.read_bytes()).hexdigest(),
            at=AT,
        )
        manifest = {"files": files, "event_head": load_head(connection), "drafted_at": AT.isoformat()}
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _make_notices(world: World) -> None:
    for key, folder in ((NoticeKey("today", "hom-nay-2024-06-14"), "today"), (NoticeKey("alert", "x.trial"), "alerts")):
        mail = world.outputs / "outbox" / folder / f"{key.key}.eml"
        mail.parent.mkdir()
        mail.write_bytes(key.key.encode())
        with world.ledger.write() as connection:
            record_delivery(
                connection,
                key,
                address="vp@so.example",
                message_id=f"<{key.key}@so.example>",
                message_sha256=hashlib.sha256(mail.read_bytes()).hexdigest(),
                at=AT,
            )


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs of a whole world, made once: only to copy."""
    outputs = tmp_path_factory.mktemp("world") / "outputs"
    made = World(open_ledger(f"sqlite:///{outputs / 'ledger.db'}"), Archive(outputs / "archive"), outputs)
    for period in PERIODS:
        _make_submission(made, period)
        _make_outputs(made, period, period.replace("..", "_"))
    _make_notices(made)
    made.ledger.close()
    return outputs


@pytest.fixture
def world(made_once: Path, tmp_path: Path) -> Iterator[World]:
    """A world of the test's own, to harm."""
    outputs = Path(shutil.copytree(made_once, tmp_path / "outputs"))
    mine = World(open_ledger(f"sqlite:///{outputs / 'ledger.db'}"), Archive(outputs / "archive"), outputs)
    yield mine
    mine.ledger.close()


@pytest.fixture
def version(world: World) -> Path:
    return world.outputs / "reports" / "2024-H1" / "v1"


@pytest.fixture
def original(world: World) -> Callable[[str], Path]:
    """The archive file of a text that was kept."""

    def _original(text: str) -> Path:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return world.archive.root / sha256[:2] / sha256

    return _original
