import mailbox
import os
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from schemas.values import SourceKind
from tonghop.intake import messages
from tonghop.intake.maildir import MaildirSource
from tonghop.intake.sources import Incoming, Skipped, SourceError

Look = Callable[..., tuple[list[Incoming], list[Skipped]]]
Deliver = Callable[..., Path]


@pytest.fixture
def box(tmp_path: Path) -> mailbox.Maildir:
    return mailbox.Maildir(tmp_path / "thư", create=True)


@pytest.fixture
def source(box: mailbox.Maildir, now: datetime) -> MaildirSource:
    return MaildirSource(Path(box._path), now=now)  # type: ignore[attr-defined]


@pytest.fixture
def deliver(source: MaildirSource) -> Deliver:
    """Put raw bytes where a mail server would put a mail."""

    def _deliver(name: str, data: bytes = b"Subject: x\r\n\r\ny", folder: str = "new") -> Path:
        path = source.root / folder / name
        path.write_bytes(data)
        return path

    return _deliver


def test_a_mail_comes_in_as_its_raw_bytes(box: mailbox.Maildir, source: MaildirSource, look: Look) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Báo cáo 6 tháng"
    mail.set_content("Kính gửi Văn phòng Sở")
    mail.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="báo cáo.docx")
    key = box.add(mail)
    (one,), skipped = look(source)
    assert skipped == []
    assert (one.source, one.source_key, one.stamp, one.parts) == (SourceKind.MAILBOX, key, "", ())
    assert one.container == box.get_bytes(key)


def test_flags_and_the_move_to_cur_do_not_make_a_new_mail(
    box: mailbox.Maildir, source: MaildirSource, look: Look
) -> None:
    key = box.add(EmailMessage())
    mail = box[key]
    mail.set_subdir("cur")
    mail.set_flags("SR")
    box[key] = mail
    (one,), _ = look(source)
    assert one.source_key == key
    assert look(source, {key: ""}) == ([], [])


@pytest.mark.parametrize(
    ("name", "epoch"),
    [
        ("1718700000.M1P2.may.example", 1718700000),
        ("1718700000.M1P2.may.example:2,S", 1718700000),
        ("1718700000_0.a", 1718700000),
    ],
)
def test_arrival_is_the_time_in_the_name(
    source: MaildirSource, deliver: Deliver, look: Look, name: str, epoch: int
) -> None:
    deliver(name, folder="cur")
    (one,), _ = look(source)
    assert one.received_at == datetime.fromtimestamp(epoch, UTC)


@pytest.mark.parametrize("name", ["thư.eml", "12.a", "171870000000.a"])
def test_without_a_time_in_the_name_arrival_is_when_the_file_was_written(
    source: MaildirSource, deliver: Deliver, look: Look, name: str
) -> None:
    os.utime(deliver(name), (0, 1718700001))
    (one,), _ = look(source)
    assert one.received_at == datetime.fromtimestamp(1718700001, UTC)


def test_no_mail_arrives_in_the_future(source: MaildirSource, deliver: Deliver, look: Look, now: datetime) -> None:
    deliver("99999999999.a")
    assert look(source)[0][0].received_at == now


def test_mails_come_in_the_order_of_delivery(source: MaildirSource, deliver: Deliver, look: Look) -> None:
    for name in ("1718700002.a", "1718700001.b", "999999999.c", "1718700001.a"):
        deliver(name)
    assert [one.source_key for one in look(source)[0]] == [
        "999999999.c",
        "1718700001.a",
        "1718700001.b",
        "1718700002.a",
    ]


def test_tmp_subfolders_and_hidden_files_are_no_mail(source: MaildirSource, deliver: Deliver, look: Look) -> None:
    deliver("1718700000.a", folder="tmp")
    deliver(".1718700000.b")
    (source.root / "new" / "thư mục").mkdir()
    (source.root / "new" / "lối tắt").symlink_to("/etc/hostname")
    os.mkfifo(source.root / "cur" / "ống")
    incoming, skipped = look(source)
    assert incoming == []
    assert [one.reason for one in skipped] == [messages.NOT_REGULAR] * 3


def test_a_mail_that_is_read_meanwhile_is_found_where_it_went(source: MaildirSource, deliver: Deliver) -> None:
    deliver("1718700000.a")
    deliver("1718700001.b")
    seen = source.look({})
    assert next(seen).source_key == "1718700000.a"
    (source.root / "new" / "1718700001.b").rename(source.root / "cur" / "1718700001.b:2,S")
    assert [type(one) for one in seen] == [Incoming]


def test_a_mail_that_is_deleted_meanwhile_is_told(source: MaildirSource, deliver: Deliver) -> None:
    deliver("1718700000.a")
    gone = deliver("1718700001.b")
    seen = source.look({})
    next(seen)
    gone.unlink()
    (skipped,) = seen
    assert isinstance(skipped, Skipped) and skipped.reason == messages.VANISHED


def test_a_mail_over_the_limit_awaits_a_person(
    box: mailbox.Maildir, deliver: Deliver, look: Look, now: datetime
) -> None:
    deliver("1718700000.a", b"x" * 11)
    incoming, (skipped,) = look(MaildirSource(Path(box._path), now=now, max_bytes=10))  # type: ignore[attr-defined]
    assert (incoming, skipped.needs_person) == ([], True)


def test_a_copy_that_lost_its_empty_folder_is_still_a_mailbox(
    source: MaildirSource, deliver: Deliver, look: Look
) -> None:
    deliver("1718700000.a")
    (source.root / "cur").rmdir()
    assert len(look(source)[0]) == 1


@pytest.mark.parametrize(("make", "told"), [(False, "Không tìm thấy hộp thư"), (True, "không phải hộp thư Maildir")])
def test_no_mailbox_is_not_nothing_new(tmp_path: Path, look: Look, now: datetime, make: bool, told: str) -> None:
    if make:
        (tmp_path / "x").mkdir()
    with pytest.raises(SourceError, match=told):
        look(MaildirSource(tmp_path / "x", now=now))


def test_looking_and_acknowledging_changes_nothing(source: MaildirSource, deliver: Deliver, look: Look) -> None:
    deliver("1718700000.a")
    deliver("1718700001.b:2,", folder="cur")
    before = {path: path.stat().st_ctime_ns for path in source.root.rglob("*")}
    for one in look(source)[0]:
        source.acknowledge(one.source_key)
    assert {path: path.stat().st_ctime_ns for path in source.root.rglob("*")} == before
