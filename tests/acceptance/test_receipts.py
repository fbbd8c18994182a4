"""Receipts over the wire: one mail per unit and hour, whatever is killed and however many runs meet."""

import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from schemas.request import RunRequest
from schemas.submission import CheckedSubmission
from schemas.values import CheckStatus, DeliveryState, NoticeKind
from tonghop.audit import verify
from tonghop.ledger import open_ledger
from tonghop.ledger.notices import load_notices
from tonghop.ledger.settling import record_settling
from tonghop.ledger.submissions import load_submissions
from tonghop.ledger.tables import receipts

pytestmark = pytest.mark.acceptance

NOON = datetime(2024, 6, 19, 5, 0, tzinfo=UTC)
UNITS = {"vp": "vanphong@sokhcn.example", "qlcn": "qlcn@sokhcn.example", "ttnc": "ttnc@sokhcn.example"}
LETTERHEAD = "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO\nBáo cáo bổ sung 6 tháng đầu năm 2024"
ACCEPTED, UNKNOWN = DeliveryState.ACCEPTED, DeliveryState.UNKNOWN

# In the order of the way of a receipt; what then is known of the first of three, and how many mails it has become.
POINTS: dict[str, tuple[str, str, DeliveryState, int]] = {
    "reasons uncommitted": ("tonghop.ledger.receipts:record_silence", "after", ACCEPTED, 1),
    "nothing written": ("tonghop.delivery.outbox:Outbox.write", "before", ACCEPTED, 1),
    "bytes without row": ("tonghop.delivery.outbox:Outbox.write", "after", ACCEPTED, 1),
    "mail without report": ("tonghop.ledger.receipts:record_answer", "before", ACCEPTED, 1),
    "both uncommitted": ("tonghop.ledger.receipts:record_answer", "after", ACCEPTED, 1),
    "both committed": ("tonghop.steps.receipting:record_notice", "after", ACCEPTED, 1),
    "all recorded": ("tonghop.steps.receipting:work_notices", "before", ACCEPTED, 1),
    "claimed": ("tonghop.delivery.transport:YagmailTransport.send", "before", ACCEPTED, 1),
    "handed over": ("tonghop.delivery.courier:_hand_over", "after", UNKNOWN, 0),
    "content taken": ("tonghop.delivery.transport:YagmailTransport._send_content", "after", UNKNOWN, 1),
    "outcome committed": ("tonghop.delivery.courier:_record", "after", ACCEPTED, 1),
}

# In the order of the way of a receipt that tells a changed verdict; what is known of it then, and how many mails left.
CHANGES: dict[str, tuple[str, str, DeliveryState, int]] = {
    "nothing written": ("tonghop.delivery.outbox:Outbox.write", "before", ACCEPTED, 1),
    "bytes without row": ("tonghop.delivery.outbox:Outbox.write", "after", ACCEPTED, 1),
    "mail without change": ("tonghop.ledger.receipts:record_change", "before", ACCEPTED, 1),
    "both uncommitted": ("tonghop.ledger.receipts:record_change", "after", ACCEPTED, 1),
    "both committed": ("tonghop.steps.verdict_changes:record_notice", "after", ACCEPTED, 1),
    "claimed": ("tonghop.delivery.transport:YagmailTransport.send", "before", ACCEPTED, 1),
    "handed over": ("tonghop.delivery.courier:_hand_over", "after", UNKNOWN, 0),
    "content taken": ("tonghop.delivery.transport:YagmailTransport._send_content", "after", UNKNOWN, 1),
    "outcome committed": ("tonghop.delivery.courier:_record", "after", ACCEPTED, 1),
}
Work = Callable[..., int]


@pytest.fixture(scope="module")
def driver(start_driver: Callable[[], Any]) -> Any:
    return start_driver()


@pytest.fixture(scope="module")
def take_in(driver: Any, inbox: Any, plan_file: Path) -> Callable[..., int]:
    """take_in(outputs, environ, now, point): intake, filing and receipts of the inbox; gives the exit code."""

    def run(
        outputs: Path, environ: dict[str, str], now: datetime = NOON, point: Any = None, more: tuple[Path, ...] = ()
    ) -> int:
        folders = (inbox.folder, *more)
        form = RunRequest(period="2024-H1", folders=folders, maildirs=(inbox.maildir,), outputs=outputs, plan=plan_file)
        driver.begin(
            run=form.model_dump(mode="json"), environ=environ, point=point, steps="intake", now=now.isoformat()
        )
        return int(driver.end())

    return run


@pytest.fixture(scope="module")
def filed(take_in: Callable[..., int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs in which all reports are filed and no unit is answered yet. Read only."""
    outputs = tmp_path_factory.mktemp("filed") / "outputs"
    point = {"call": "tonghop.steps:send_receipts", "when": "before", "count": 1}
    assert take_in(outputs, {}, point=point) == -signal.SIGKILL
    return outputs


@pytest.fixture
def outputs(filed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filed, tmp_path / "outputs"))


@pytest.fixture
def work(take_in: Callable[..., int], outputs: Path, mail_server: SimpleNamespace) -> Work:
    """work(minutes, (call, when)): so many minutes after noon, killed before or after that call when it is named."""

    def run(minutes: int, point: Sequence[str] = (), more: tuple[Path, ...] = ()) -> int:
        killed = dict(zip(("call", "when"), point, strict=True)) | {"count": 1} if point else None
        return take_in(outputs, mail_server.environ, NOON + timedelta(minutes=minutes), killed, more)

    return run


@pytest.fixture
def look() -> Callable[..., SimpleNamespace]:
    """look(outputs): states of the receipts by unit, notice key or reason of each answer, and what is wrong."""

    def read(outputs: Path) -> SimpleNamespace:
        with closing(open_ledger(f"sqlite:///{outputs / 'ledger.db'}")) as ledger:
            with ledger.read() as connection:
                states = {
                    each.key.partition(".")[0]: each.state
                    for each in load_notices(connection)
                    if each.kind is NoticeKind.RECEIPT
                }
                rows = connection.execute(select(receipts)).all()
            faults = [fault.rule for fault in verify(ledger, outputs / "archive", outputs)]
        return SimpleNamespace(states=states, answers=[row.notice_key or row.reason for row in rows], faults=faults)

    return read


@pytest.mark.parametrize("name", POINTS)
def test_a_killed_run_costs_no_unit_its_receipt_and_sends_none_twice(
    name: str, work: Work, outputs: Path, mail_server: SimpleNamespace, look: Callable[[Path], SimpleNamespace]
) -> None:
    *point, first, mails = POINTS[name]
    assert work(0, point) == -signal.SIGKILL
    assert work(1) == 0
    now = look(outputs)
    assert sorted(now.states.values()) == sorted([first, ACCEPTED, ACCEPTED])
    assert sorted(len(mail_server.boxes.get(address, ())) for address in UNITS.values()) == sorted([mails, 1, 1])
    assert Counter(key.partition(".")[0] for key in now.answers) == {"vp": 1, "qlcn": 3, "ttnc": 3, "too-old": 2}
    assert now.faults == []


def give_back(outputs: Path) -> None:
    """What a person's decision makes of the report of TTNC that counts."""
    with closing(open_ledger(f"sqlite:///{outputs / 'ledger.db'}")) as ledger, ledger.write() as connection:
        rows = load_submissions(connection, period="2024-H1")
        row = next(each for each in rows if each.status is CheckStatus.ACCEPTED and "TTNC" in each.content.unit)
        checked = CheckedSubmission(content=row.content, findings=row.findings, status=CheckStatus.RETURNED)
        record_settling(connection, row.id, checked, plan_sha256="0" * 64, decisions_seen=0, at=NOON)


@pytest.mark.parametrize("name", CHANGES)
def test_a_killed_run_tells_a_changed_verdict_once(
    name: str, work: Work, outputs: Path, mail_server: SimpleNamespace, look: Callable[[Path], SimpleNamespace]
) -> None:
    *point, state, mails = CHANGES[name]
    assert work(0) == 0
    give_back(outputs)
    assert work(70, point) == -signal.SIGKILL
    assert [work(minutes) for minutes in (71, 140, 210)] == [0, 0, 0]
    with closing(open_ledger(f"sqlite:///{outputs / 'ledger.db'}")) as ledger, ledger.read() as connection:
        changed = [each.state for each in load_notices(connection) if each.key.startswith("ttnc.changed-")]
    assert changed == [state]
    assert [len(mail_server.boxes[UNITS[unit]]) for unit in ("vp", "qlcn", "ttnc")] == [1, 1, 1 + mails]
    assert look(outputs).faults == []


def test_what_comes_within_the_hour_is_answered_together_when_it_is_over(
    work: Work, mail_server: SimpleNamespace, tmp_path: Path
) -> None:
    folder = tmp_path / "them" / "TTNC"
    folder.mkdir(parents=True)
    counts = []
    for minutes in (0, 5, 59, 61, 80):
        if minutes in (5, 59):
            (folder / f"bo sung {minutes}.txt").write_text(
                f"{LETTERHEAD}\n6. Hợp tác quốc tế\nĐã ký 0{minutes} văn bản."
            )
        assert work(minutes, more=(folder.parent,)) == 0
        counts.append([len(mail_server.boxes[UNITS[unit]]) for unit in ("vp", "qlcn", "ttnc")])
    assert counts == [[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 2], [1, 1, 2]]
    mail: Any = message_from_bytes(mail_server.boxes[UNITS["ttnc"]][1], policy=default)
    assert mail["Auto-Submitted"] == "auto-replied"
    text = mail.get_body(("plain",)).get_content()
    assert all(f"bo sung {minutes}.txt" in text for minutes in (5, 59))
    assert text.rstrip().splitlines()[-1].startswith("Mã kiểm tra tệp (SHA-256): ")


def test_twenty_runs_at_once_send_one_mail_to_each_unit(
    outputs: Path,
    inbox: Any,
    plan_file: Path,
    make_environ: Callable[..., dict[str, str]],
    mail_server: SimpleNamespace,
    look: Callable[[Path], SimpleNamespace],
) -> None:
    form = RunRequest(period="2024-H1", folders=(inbox.folder,), outputs=outputs, plan=plan_file)
    script = Path(__file__).with_name("answering.py")
    done = subprocess.run(
        [sys.executable, script, "20", form.model_dump_json(), NOON.isoformat()],
        env=make_environ(**mail_server.environ), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1, 1]
    now = look(outputs)
    assert set(now.states.values()) == {ACCEPTED}
    assert now.faults == []
