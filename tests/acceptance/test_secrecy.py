"""What bears a secrecy mark stops everything and leaves no trace: not its text, not its name, in no file we make."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

pytestmark = pytest.mark.acceptance

TEXT, NAME, SUBJECT, BODY, MEMBER = (f"canary7{word}" for word in ("text", "name", "subject", "body", "member"))


def make_marked_docx() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("BÁO CÁO kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024")
    document.add_paragraph(f"1. Đã cử 07 đoàn {TEXT} đi công tác.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def unpack(data: bytes) -> Iterator[bytes]:
    """The bytes, and all that lies in them when they are an archive or a mail."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpack(archive.read(name))
    if data.startswith(b"From:"):
        for part in message_from_bytes(data, policy=default).walk():
            yield str(part.items()).encode()
            if not part.is_multipart():
                yield from unpack(part.get_payload(decode=True) or b"")


def find_traces(folder: Path, *texts: str) -> list[str]:
    """Files below the folder whose path or content, unpacked, bears one of the texts, also as UTF-16."""
    needles = [form for text in texts for form in (text.encode(), text.encode("utf-16-le"))]
    return [
        str(path)
        for path in folder.rglob("*")
        if any(text in str(path.relative_to(folder)) for text in texts)
        or (path.is_file() and any(needle in data for data in unpack(path.read_bytes()) for needle in needles))
    ]


@pytest.fixture
def hot_inbox(inbox: Any, tmp_path: Path) -> Any:
    """The inbox with a marked file and a mail to which the same is attached."""
    place = SimpleNamespace(folder=tmp_path / "inbox" / "folder", maildir=tmp_path / "inbox" / "maildir")
    shutil.copytree(inbox.folder, place.folder)
    shutil.copytree(inbox.maildir, place.maildir)
    (place.folder / "VP" / f"{NAME}.docx").write_bytes(make_marked_docx())
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "qlcn@sokhcn.example", "vanphong@sokhcn.example", SUBJECT
    mail.set_content(f"Gửi Văn phòng. {BODY}")
    mail.add_attachment(make_marked_docx(), maintype="application", subtype="octet-stream", filename=f"{MEMBER}.docx")
    (place.maildir / "new" / "1718700000.M9.tonghop").write_bytes(bytes(mail))
    return place


def test_a_marked_item_stops_every_mail_and_leaves_no_trace_anywhere(
    hot_inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    mail_server: SimpleNamespace,
    prefect: SimpleNamespace,
    read_standing: Callable[[Path], Any],
    plan: Any,
    tmp_path: Path,
) -> None:
    outputs, scratch = tmp_path / "outputs", tmp_path / "scratch"
    scratch.mkdir()
    environ = make_environ(**mail_server.environ, PREFECT_HOME=tmp_path / "client", TMPDIR=scratch)
    run = ["run", "2024-H1", *source_options(hot_inbox), "--plan", plan_file, "--outputs", outputs]
    # At first the files may still be being copied, so that nobody knows their marks; then they are whole.
    run_tonghop(*run, "--dry-run", environ=environ | {"TONGHOP_SETTLE_SECONDS": "3600"})
    done = run_tonghop(*run, "--send", "always", environ=environ)
    status = run_tonghop("status", "2024-H1", "--outputs", outputs, "--plan", plan_file, environ=environ)
    assert done.code == 1, done.said
    assert done.said.count("1 mục có dấu hiệu mật") == 2  # one in each source
    # People of the Office are told of each item; nothing else leaves.
    assert list(mail_server.boxes) == [plan.office.address]
    alerts = [message_from_bytes(data, policy=default) for data in mail_server.boxes[plan.office.address]]
    standing = read_standing(outputs)
    assert (standing.deliveries, standing.mails, standing.faults) == ({}, [], [])
    assert len(standing.submissions) > 8  # what bears no mark is taken in as ever

    canaries = (TEXT, NAME, SUBJECT, BODY, MEMBER)
    assert all(find_traces(tmp_path / "inbox", canary) for canary in canaries)  # the search can find
    for place in (outputs, scratch, tmp_path / "client", prefect.home):
        assert find_traces(place, *canaries) == []
    assert not any(canary in done.said + status.said for canary in canaries)
    assert len(alerts) == 2
    assert not any(canary in f"{mail['Subject']} {mail.get_content()}" for mail in alerts for canary in canaries)
