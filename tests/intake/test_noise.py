"""What lies in a shared folder and is no report: passed over, told, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tonghop.intake import messages
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Skipped

Put = Callable[..., Path]
Look = Callable[..., tuple[list[Incoming], list[Skipped]]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$báo cáo.docx", messages.LOCK_FILE),
        ("báo cáo.docx.part", messages.UNFINISHED),
        ("báo cáo.docx.CRDOWNLOAD", messages.UNFINISHED),
        ("~WRD0001.tmp", messages.UNFINISHED),
        ("Thumbs.db", messages.SYSTEM_FILE),
        ("THUMBS.DB", messages.SYSTEM_FILE),
        ("desktop.ini", messages.SYSTEM_FILE),
        (".DS_Store", messages.SYSTEM_FILE),
        (".~lock.báo cáo.docx#", messages.LOCK_FILE),
        (".bí ẩn/báo cáo.docx", messages.HIDDEN),
        ("$RECYCLE.BIN/báo cáo.docx", messages.SYSTEM_FILE),
    ],
)
def test_what_is_no_report_is_passed_over_and_told(
    folder: FolderSource, put: Put, look: Look, name: str, reason: str
) -> None:
    put(name)
    incoming, (skipped,) = look(folder)
    assert incoming == []
    assert (skipped.reason, skipped.needs_person) == (reason, False)


@pytest.mark.parametrize(
    "name",
    [
        "báo cáo.docx",
        "part.docx",
        "tmp",
        "a.tmp.docx",
        "Thumbs.db.docx",
        "~báo cáo.docx",
        "báo cáo (1).docx",
        "Báo cáo về conflict of interest.docx",
        "báo cáo - Copy.docx",
        "-rf",
        "CON",
        "--unit",
        "con.docx.",
        "*?<>|.docx",
        "a" * 250 + ".docx",
    ],
)
def test_what_only_looks_like_noise_comes_in(folder: FolderSource, put: Put, look: Look, name: str) -> None:
    put(name)
    incoming, skipped = look(folder)
    assert (len(incoming), skipped) == (1, [])


@pytest.mark.parametrize(
    "name",
    [
        "báo cáo (conflicted copy 2024-06-18 165000).docx",
        "báo cáo (Văn phòng's conflicted copy 2024-06-18).docx",
        "báo cáo.sync-conflict-20240618-165000-ABCDEFG.docx",
        "báo cáo_conflict-20240618-165000.docx",
        "báo cáo (SFConflict vanphong@so.example 2024-06-18-16-50-00).docx",
        "báo cáo_NAS_Jun-18-165000-2024_Conflict.docx",
        "báo cáo (copy: conflict #1 on 2024-06-18).docx",
    ],
)
def test_a_copy_that_a_sync_program_split_off_awaits_a_person_and_is_not_read(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("tonghop.intake.folder.read_file", lambda *given: pytest.fail("read"))
    path = put(name)
    incoming, (skipped,) = look(folder)
    assert (incoming, skipped.reason, skipped.needs_person) == ([], messages.CONFLICT_COPY, True)
    monkeypatch.undo()
    path.rename(path.with_name("báo cáo.docx"))  # the person has compared them
    assert len(look(folder)[0]) == 1
