"""What comes in from a shared folder: names, places and order; links, depth and odd entries; and nothing is changed."""

import os
import socket
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from schemas.values import SourceKind
from tonghop.intake import messages
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Skipped

Put = Callable[..., Path]
Look = Callable[..., tuple[list[Incoming], list[Skipped]]]


def test_a_file_comes_in_with_its_place_and_time(folder: FolderSource, put: Put, look: Look, now: datetime) -> None:
    path = put("VP/tháng 6/báo cáo.docx", b"noi dung", age_seconds=7200)
    (one,), skipped = look(folder)
    assert skipped == []
    assert (one.source, one.source_name, one.folders) == (SourceKind.FOLDER, folder.name, ("VP", "tháng 6"))
    assert one.parts == (("báo cáo.docx", b"noi dung"),)
    assert one.stamp == f"8:{path.stat().st_mtime_ns}:{path.stat().st_ctime_ns}"
    assert one.received_at.utcoffset() == timedelta(0)
    assert abs(one.received_at - (now - timedelta(hours=2))) < timedelta(seconds=1)
    assert (one.sender, one.subject, one.container, one.findings) == (None, None, None, ())


def test_names_are_nfc_while_keys_stay_what_the_disk_says(folder: FolderSource, put: Put, look: Look) -> None:
    composed, decomposed = "Phòng/báo cáo.docx", unicodedata.normalize("NFD", "Phòng/báo cáo.docx")
    put(composed)
    put(decomposed)
    incoming, _ = look(folder)
    assert {one.parts[0][0] for one in incoming} == {"báo cáo.docx"}
    assert {one.folders for one in incoming} == {("Phòng",)}
    assert {one.source_key for one in incoming} == {composed, decomposed}


def test_files_come_in_the_order_of_their_names(folder: FolderSource, put: Put, look: Look) -> None:
    names = ["b.docx", unicodedata.normalize("NFD", "á.docx"), "VP/2.docx", "VP/1.docx", "a.docx", "Z.docx"]
    for name in names:
        put(name)
    orders = [[one.source_key for one in look(folder)[0]] for _ in range(2)]
    assert orders[0] == orders[1] == ["VP/1.docx", "VP/2.docx", "Z.docx", "a.docx", "b.docx", names[1]]


def test_a_name_that_is_no_utf8_comes_in_with_a_finding(folder: FolderSource, root: Path, look: Look) -> None:
    for raw in (b"b\xe1o c\xe1o.docx", b"b\xe0o c\xe0o.docx", rb"b\xe1o c\xe1o.docx"):
        Path(os.fsdecode(bytes(root) + b"/" + raw)).write_bytes(b"x")
    incoming, _ = look(folder)
    assert len({one.source_key for one in incoming}) == 3
    assert [one.source_key.encode() for one in incoming]  # storable
    named = [[finding.rule for finding in one.findings] for one in incoming]
    assert sorted(named) == [[], ["name-encoding"], ["name-encoding"]]


def test_a_name_cannot_reach_the_terminal_or_turn_the_writing(folder: FolderSource, put: Put, look: Look) -> None:
    put("a\x1b[2J\n\u202excod.docx")
    (one,), _ = look(folder)
    assert one.parts[0][0] == "a [2J xcod.docx"


def test_a_file_over_the_limit_awaits_a_person_and_is_not_read(root: Path, put: Put, look: Look, now: datetime) -> None:
    put("lớn.docx", b"x" * 11)
    put("vừa.docx", b"x" * 10)
    incoming, (skipped,) = look(FolderSource(root, settle_seconds=0, now=now, max_bytes=10))
    assert [one.parts[0][0] for one in incoming] == ["vừa.docx"]
    assert skipped.needs_person and "vượt giới hạn" in skipped.reason and skipped.stamp


def test_no_link_is_followed(folder: FolderSource, root: Path, put: Put, look: Look, tmp_path: Path) -> None:
    put("VP/a.docx")
    (tmp_path / "ngoài").mkdir()
    (tmp_path / "ngoài" / "b.docx").write_bytes(b"x")
    (root / "1").symlink_to(tmp_path / "ngoài" / "b.docx")
    (root / "2").symlink_to(tmp_path / "ngoài")
    (root / "3").symlink_to(root / "VP")
    (root / "4").symlink_to("4")
    (root / "5").symlink_to("nowhere")
    incoming, skipped = look(folder)
    assert [one.source_key for one in incoming] == ["VP/a.docx"]
    assert [(one.name, one.reason) for one in skipped] == [
        ("1", messages.LINK_OUTSIDE),
        ("2", messages.LINK_OUTSIDE),
        ("3", messages.LINK_INSIDE),
        ("4", messages.LINK_INSIDE),
        ("5", messages.LINK_INSIDE),
    ]


def test_the_root_itself_may_be_a_link(root: Path, put: Put, look: Look, tmp_path: Path, now: datetime) -> None:
    put("a.docx")
    (tmp_path / "lối tắt").symlink_to(root)
    source = FolderSource(tmp_path / "lối tắt", settle_seconds=0, now=now)
    assert len(look(source)[0]) == 1
    assert source.name == FolderSource(root, settle_seconds=0, now=now).name


def test_what_is_no_regular_file_does_not_block(folder: FolderSource, root: Path, look: Look) -> None:
    os.mkfifo(root / "ống")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(root)  # a socket's path must be short
        try:
            listener.bind("ổ")
        finally:
            os.chdir(here)
        assert [one.reason for one in look(folder)[1]] == [messages.NOT_REGULAR] * 2


def test_every_name_of_one_file_comes_in_and_a_new_name_changes_nothing(
    folder: FolderSource, root: Path, put: Put, look: Look
) -> None:
    path = put("VP/a.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    (root / "VP" / "b.docx").hardlink_to(path)  # sets the change time of the file that is known
    incoming, skipped = look(folder, known)
    assert ([one.parts[0] for one in incoming], skipped) == ([("a.docx", b"abc"), ("b.docx", b"abc")], [])


def test_a_path_longer_than_any_index_has_a_short_key_of_its_own(folder: FolderSource, root: Path, look: Look) -> None:
    here = os.open(root, os.O_RDONLY)
    try:
        for number in range(20):  # beyond PATH_MAX: such a place is reached only step by step
            os.mkdir(f"{number:02}" + "ă" * 120, dir_fd=here)
            below = os.open(f"{number:02}" + "ă" * 120, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = below
        for name in ("a.docx", "b.docx"):
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=here))
    finally:
        os.close(here)
    incoming, skipped = look(folder)
    assert ([one.parts[0][0] for one in incoming], skipped) == (["a.docx", "b.docx"], [])
    keys = {one.source_key for one in incoming}
    assert len(keys) == 2 and all(len(key.encode()) < 1500 for key in keys)
    assert look(folder, {one.source_key: one.stamp for one in incoming}) == ([], [])


def test_folders_nested_without_end_await_a_person(folder: FolderSource, put: Put, look: Look) -> None:
    put("/".join("a" * 60) + "/b.docx")
    incoming, (skipped,) = look(folder)
    assert (incoming, skipped.needs_person) == ([], True)


def test_only_one_file_is_in_memory_at_a_time(folder: FolderSource, put: Put) -> None:
    import tracemalloc

    for number in range(8):
        put(f"{number}.docx", bytes(1_000_000))
    tracemalloc.start()
    try:
        for one in folder.look({}):
            assert isinstance(one, Incoming)
            del one
        assert tracemalloc.get_traced_memory()[1] < 4_500_000
    finally:
        tracemalloc.stop()


def test_a_source_is_named_without_its_path(root: Path, now: datetime) -> None:
    named = FolderSource(root, settle_seconds=0, now=now).name
    assert named.startswith("folder:") and root.name not in named and "/" not in named
    assert FolderSource(root, settle_seconds=0, now=now, name="chung").name == "folder:chung"


def test_what_came_in_does_not_show_itself(folder: FolderSource, put: Put, look: Look) -> None:
    put("MẬT/TUYỆT MẬT.docx", b"ruot")
    put("MẬT/~$TUYỆT MẬT.docx")
    for one in (*look(folder)[0], *look(folder)[1]):
        assert "MẬT" not in repr(one) and "ruot" not in repr(one)


def test_looking_and_acknowledging_changes_nothing(folder: FolderSource, put: Put, look: Look, root: Path) -> None:
    put("VP/a.docx")
    before = {path: path.stat().st_ctime_ns for path in root.rglob("*")}
    for one in look(folder)[0]:
        folder.acknowledge(one.source_key)
        folder.acknowledge(one.source_key)
    assert {path: path.stat().st_ctime_ns for path in root.rglob("*")} == before
