"""Laying the examples out: arrival times, idempotence, and respect for what people put there."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from examples.layout import ExampleInbox, lay_out_examples, read_arrivals

MAILS = [arrival for arrival in read_arrivals() if arrival.path.parts[0] == "mails"]
FILES = [arrival for arrival in read_arrivals() if arrival.path.parts[0] == "folder"]


def snapshot(directory: Path) -> dict[Path, tuple[bytes, int]]:
    return {
        path.relative_to(directory): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in directory.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def inbox(tmp_path: Path) -> ExampleInbox:
    return lay_out_examples(tmp_path / "inbox")


def test_every_source_is_laid_out_and_nothing_else(inbox: ExampleInbox) -> None:
    laid_out = {path.relative_to(inbox.folder).as_posix() for path in inbox.folder.rglob("*") if path.is_file()}
    assert laid_out == {"/".join(arrival.path.parts[1:]) for arrival in FILES}
    assert len(list((inbox.maildir / "new").iterdir())) == len(MAILS)
    assert not list((inbox.maildir / "tmp").iterdir())
    assert not list((inbox.maildir / "cur").iterdir())


def test_a_file_has_its_arrival_time(inbox: ExampleInbox) -> None:
    for arrival in FILES:
        modified = (inbox.folder.joinpath(*arrival.path.parts[1:])).stat().st_mtime
        assert datetime.fromtimestamp(modified, UTC) == arrival.arrived_at


def test_a_mail_is_named_by_its_arrival_and_keeps_its_bytes(inbox: ExampleInbox, sources: Path) -> None:
    by_epoch = {int(path.name.split(".")[0]): path for path in (inbox.maildir / "new").iterdir()}
    for arrival in MAILS:
        mail = by_epoch[int(arrival.arrived_at.timestamp())]
        assert ":" not in mail.name
        assert mail.read_bytes() == (sources / "inbox" / arrival.path).read_bytes()


def test_arrival_times_of_one_source_are_in_vietnam() -> None:
    report = next(arrival for arrival in read_arrivals() if arrival.path.name == "ttnc-20240619.eml")
    assert report.arrived_at.isoformat() == "2024-06-19T08:14:50+07:00"
    assert int(report.arrived_at.timestamp()) == 1718759690


def test_laying_out_again_changes_nothing(tmp_path: Path) -> None:
    lay_out_examples(tmp_path)
    before = snapshot(tmp_path)
    lay_out_examples(tmp_path)
    assert snapshot(tmp_path) == before


def test_what_a_person_changed_or_added_stays(inbox: ExampleInbox) -> None:
    changed = inbox.folder.joinpath(*FILES[0].path.parts[1:])
    changed.write_bytes(b"mine")
    added = inbox.folder / "QLCN" / "them.docx"
    added.write_bytes(b"more")
    lay_out_examples(inbox.folder.parent)
    assert changed.read_bytes() == b"mine"
    assert added.read_bytes() == b"more"


def test_a_mail_that_was_read_does_not_come_back(inbox: ExampleInbox) -> None:
    mail = sorted((inbox.maildir / "new").iterdir())[0]
    mail.rename(inbox.maildir / "cur" / f"{mail.name}:2,S")
    lay_out_examples(inbox.folder.parent)
    assert not mail.exists()


def test_a_missing_file_comes_back(inbox: ExampleInbox) -> None:
    lost = inbox.folder.joinpath(*FILES[1].path.parts[1:])
    lost.unlink()
    lay_out_examples(inbox.folder.parent)
    assert lost.is_file()


def test_a_failed_write_leaves_no_piece_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "utime", refuse)
    with pytest.raises(OSError, match="disk full"):
        lay_out_examples(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
