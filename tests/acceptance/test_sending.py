"""From an inbox to the recipients' mailboxes: exactly one mail each, whole, however often the job runs."""

import sys
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
V1 = Path("reports") / "2024-H1" / "v1"


@pytest.fixture
def arguments(
    inbox: Any, source_options: Callable[[Any], list[object]], plan_file: Path, tmp_path: Path
) -> list[object]:
    run = ["run", "2024-H1", *source_options(inbox), "--plan", plan_file]
    return [*run, "--outputs", tmp_path / "outputs", "--send", "always"]


def test_each_recipient_gets_one_mail_with_the_exact_report_and_vietnamese_names(
    arguments: list[object],
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    mail_server: SimpleNamespace,
    plan: Any,
    tmp_path: Path,
) -> None:
    environ, outputs = make_environ(**mail_server.environ), tmp_path / "outputs"
    for _ in range(2):  # the second run sends nothing more
        done = run_tonghop(*arguments, environ=environ)
        assert done.code in (0, 1), done.said
    assert {address: len(mails) for address, mails in mail_server.boxes.items()} == {
        recipient.address: 1 for recipient in plan.recipients
    }
    for recipient in plan.recipients:
        (data,) = mail_server.boxes[recipient.address]
        assert data == (outputs / "outbox" / f"2024-H1-v1-{recipient.code}.eml").read_bytes()
        mail = message_from_bytes(data, policy=default)
        assert mail.defects == []
        (to,), (sender,) = mail["To"].addresses, mail["From"].addresses
        assert (to.display_name, to.addr_spec) == (recipient.name, recipient.address)
        assert "Sở Khoa học và Công nghệ" in sender.display_name
        assert sender.addr_spec == plan.office.address
        assert mail["Subject"].startswith("Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024")
        (attached,) = mail.iter_attachments()
        assert attached.get_content() == (outputs / V1 / "report.docx").read_bytes()
        assert attached.get_filename().endswith(".docx")
        assert "ết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024" in attached.get_filename()
        assert recipient.name in mail.get_body(("plain",)).get_content()


def test_two_runs_at_once_send_one_mail_each(
    arguments: list[object],
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    mail_server: SimpleNamespace,
    prefect: SimpleNamespace,
    read_standing: Callable[[Path], Any],
    tmp_path: Path,
) -> None:
    environ = make_environ(**mail_server.environ) | prefect.environ
    both = [start([BIN / "tonghop", *arguments], environ) for _ in range(2)]
    for done in map(finish, both):
        assert done.code in (0, 1), done.said
    assert sorted(map(len, mail_server.boxes.values())) == [1, 1]
    standing = read_standing(tmp_path / "outputs")
    assert standing.deliveries == {"STTTT": "accepted", "UBND": "accepted"}
    assert (len(standing.drafts), standing.faults, standing.leftovers) == (1, [], [])
    assert len(standing.told) == len(set(standing.told))
