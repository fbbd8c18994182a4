"""What bears a secrecy mark stops everything and leaves no trace: not its text, not its name, in no file we make.

Each marked item carries the same strange word in its text, its name and its subject. It is searched for in all that
runs leave behind and, while they run, in their temporary folder, in every writing in which it could stand there.
"""

import base64
import io
import quopri
import shutil
import threading
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import docx
import pytest
import xlsxwriter
from asn1crypto import cms

pytestmark = pytest.mark.acceptance

WORD = "trắcbách"
UNIT_ADDRESS, STRANGER = "qlcn@sokhcn.example", "ai.do@noikhac.example"


def list_needles() -> set[bytes]:
    """The word in each writing in which it may stand in a file."""
    texts = [unicodedata.normalize(form, word) for form in ("NFC", "NFD") for word in (WORD, WORD.upper())]
    needles = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}
    needles |= {quopri.encodestring(text.encode()) for text in texts}
    needles |= {quote(text).encode() for text in texts} | {text.encode("unicode_escape") for text in texts}
    for plain in [text.encode() for text in texts]:
        for before in range(3):  # base64 knows three places in a group
            whole = base64.b64encode(b"\0" * before + plain)
            needles.add(whole[(0, 2, 3)[before] : -4])
    return needles


NEEDLES = list_needles()


def make_docx(mark: str = "TỐI MẬT") -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = mark
    document.add_paragraph("BÁO CÁO kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024")
    document.add_paragraph(f"1. Đã cử 07 đoàn {WORD} đi công tác.")
    document.core_properties.title = WORD
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write("A1", WORD)
    sheet.write("B2", "MẬT")
    book.close()
    return out.getvalue()


def make_zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def make_rtf() -> bytes:
    escaped = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in f"{WORD}\\par TỐI MẬT")
    return f"{{\\rtf1\\ansi {escaped}\\par}}".encode()


def make_signed(content: bytes) -> bytes:
    inside = {"content_type": "data", "content": content}
    data = {"version": "v1", "digest_algorithms": [], "encap_content_info": inside, "signer_infos": []}
    return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


def make_mail(
    subject: str, *, text: str = "Kính gửi Văn phòng.", data: bytes = b"", sender: str = UNIT_ADDRESS
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "vanphong@sokhcn.example", subject
    mail.set_content(text)
    if data:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{WORD}.docx")
    return bytes(mail)


FILES = {
    f"{WORD}.docx": make_docx(),
    f"{unicodedata.normalize('NFD', WORD)} 2.docx": make_docx("M Ậ T"),
    f"{WORD} hỏng.docx": make_docx()[:-300],
    f"{WORD}.xlsx": make_xlsx(),
    f"{WORD}.rtf": make_rtf(),
    f"{WORD}.txt": unicodedata.normalize("NFD", f"{WORD}\nTUYỆT MẬT\n").encode(),
    f"{WORD} 16.txt": f"\ufeff{WORD}\nMẬT\n".encode("utf-16"),
    f"{WORD}.html": f"<html><body><p>{WORD}</p><p style='font-variant:small-caps'>mật</p></body></html>".encode(),
    f"{WORD}.zip": make_zip(f"{WORD}/b.zip", make_zip("c.zip", make_zip(f"{WORD}.docx", make_docx()))),
    f"{WORD}.p7m": make_signed(make_docx()),
    f"{WORD}.ics": f"BEGIN:VCALENDAR\r\nSUMMARY:{WORD}\r\nDESCRIPTION:x\\nMẬT\r\nEND:VCALENDAR\r\n".encode(),
    f"{WORD} TỐI MẬT.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    f"~${WORD} MẬT.docx": b"",
}
MAILS = [
    make_mail(WORD, data=make_docx()),
    make_mail(f"{WORD} (MẬT)"),
    make_mail(WORD, text=f"{WORD}\nTỐI MẬT\n"),
    make_mail(f"KIỂM TRA {WORD}", data=make_docx()),
]
OF_A_STRANGER = make_mail(f"[TỐI MẬT] {WORD}", sender=STRANGER)
"""Nothing of it is taken in, so it holds nothing."""


def unpack(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and all that lies in them when they are an archive or a mail."""
    yield data
    if depth < 6 and zipfile.is_zipfile(io.BytesIO(data)):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpack(archive.read(name), depth + 1)
    if data.startswith(b"From:"):
        for part in message_from_bytes(data, policy=default).walk():
            yield str(part.items()).encode()
            if not part.is_multipart():
                yield from unpack(part.get_payload(decode=True) or b"", depth + 1)


def find_traces(folder: Path, *, deep: bool = True) -> list[str]:
    """Files below the folder whose path or content, unpacked, bears the word."""
    found = []
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile
            contents = [str(path.relative_to(folder)).encode()]
            if path.is_file():
                data = path.read_bytes()
                contents += unpack(data) if deep else [data]
            if any(needle in content for content in contents for needle in NEEDLES):
                found.append(str(path.relative_to(folder)))
    return found


@contextmanager
def watch(folder: Path) -> Iterator[list[str]]:
    """Look through a folder all the time; what was ever seen to bear the word."""
    seen: list[str] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            seen.extend(find_traces(folder, deep=False))
            time.sleep(0.01)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


@pytest.fixture
def hot_inbox(inbox: Any, tmp_path: Path) -> Any:
    """The inbox of the examples with all that bears a mark beside it."""
    place = SimpleNamespace(folder=tmp_path / "inbox" / "folder", maildir=tmp_path / "inbox" / "maildir")
    shutil.copytree(inbox.folder, place.folder)
    shutil.copytree(inbox.maildir, place.maildir)
    for name, data in FILES.items():
        (place.folder / "VP" / name).write_bytes(data)
    for number, mail in enumerate([*MAILS, OF_A_STRANGER]):
        (place.maildir / "new" / f"17187000{number:02d}.M9.tonghop").write_bytes(mail)
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
    at = ("--outputs", outputs)
    run = ["run", "2024-H1", *source_options(hot_inbox), "--plan", plan_file, *at]
    by_hand = tmp_path / "inbox" / f"{WORD}.docx"
    by_hand.write_bytes(make_docx())
    said = []
    with watch(scratch) as seen:
        # At first the files may still be being copied, so that nobody knows their marks; then they are whole.
        run_tonghop(*run, "--dry-run", environ=environ | {"TONGHOP_SETTLE_SECONDS": "3600"})
        done = run_tonghop(*run, "--send", "always", environ=environ)
        handed = ("--unit", "VP", "--channel", "zalo", "--received-at", "2024-06-18 16:50", "--by", "Trần Lân", "--yes")
        said.append(run_tonghop("receive", by_hand, *handed, *at, "--plan", plan_file, environ=environ).said)
        said.append(run_tonghop("status", "2024-H1", *at, "--plan", plan_file, environ=environ).said)
        listed = run_tonghop("secrecy", "list", *at, environ=environ).said
        said += [done.said, listed]
    assert done.code == 1, done.said
    assert f"{len(FILES)} mục có dấu hiệu mật" in done.said
    assert f"{len(MAILS)} mục có dấu hiệu mật" in done.said
    # People of the Office are told of each item; nothing else leaves.
    standing = read_standing(outputs)
    assert (standing.deliveries, standing.faults) == ({}, [])
    assert len(standing.submissions) > 8  # what bears no mark is taken in as ever

    assert len(find_traces(tmp_path / "inbox")) >= len(FILES) + len(MAILS)  # the search can find
    for place in (outputs, scratch, tmp_path / "client", prefect.home):
        assert find_traces(place) == []
    assert seen == []
    assert not any(needle in text.encode() for text in said for needle in NEEDLES)
    mails = {
        address: [message_from_bytes(data, policy=default) for data in box]
        for address, box in mail_server.boxes.items()
    }
    assert STRANGER not in mails
    alerts = [mail for mail in mails[plan.office.address] if "dấu hiệu mật" in mail["Subject"]]
    assert len(alerts) == len(FILES) + len(MAILS) + 1  # and what was brought by hand
    for data in (data for box in mail_server.boxes.values() for data in box):
        assert not any(needle in content for content in unpack(data) for needle in NEEDLES)


def test_the_authorised_person_sees_the_item_and_nothing_of_it_is_left_behind(
    run_tonghop: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    plan_file: Path,
    tmp_path: Path,
) -> None:
    folder, outputs, scratch = tmp_path / "chung", tmp_path / "outputs", tmp_path / "scratch"
    (folder / "VP").mkdir(parents=True)
    scratch.mkdir()
    (folder / "VP" / f"{WORD}.docx").write_bytes(make_docx())
    environ = make_environ(TMPDIR=scratch, TONGHOP_SETTLE_SECONDS="0")
    at = ("--folder", folder, "--outputs", outputs)
    run_tonghop("gather", *at, "--plan", plan_file, environ=environ)
    key = run_tonghop("secrecy", "list", "--outputs", outputs, environ=environ).said[:8]
    with watch(scratch) as seen:
        refused = run_tonghop("secrecy", "show", key, *at, environ=environ)
        shown = run_tonghop("secrecy", "show", key, "--yes", *at, environ=environ)
    assert (refused.code, WORD in refused.said) == (2, False)
    assert (shown.code, WORD in shown.said, "TỐI MẬT" in shown.said) == (0, True, True)
    assert (find_traces(outputs), find_traces(scratch), seen) == ([], [], [])
