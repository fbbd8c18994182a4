import os
import shutil
import socket
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.values import Severity, SourceKind
from tonghop.intake import messages
from tonghop.intake.files import FileChangedError, make_state, read_file
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Skipped, SourceError

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


def test_what_is_settled_is_not_read_again(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    monkeypatch.setattr("tonghop.intake.folder.read_file", lambda *given: pytest.fail("read again"))
    assert look(folder, known) == ([], [])
    assert look(folder, known.get) == ([], [])


def test_other_bytes_of_the_same_size_and_time_come_in(folder: FolderSource, put: Put, look: Look) -> None:
    path = put("a.docx", b"abc")
    before = path.stat()
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    path.write_bytes(b"abd")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one.parts[0][1] for one in look(folder, known)[0]] == [b"abd"]


@pytest.mark.parametrize("change", ["content", "time"])
def test_a_file_that_changed_comes_in_again(folder: FolderSource, put: Put, look: Look, change: str) -> None:
    put("a.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    put("a.docx", b"abcd" if change == "content" else b"abc", age_seconds=3600 if change == "content" else 1800)
    assert len(look(folder, known)[0]) == 1


def test_of_two_files_under_one_name_the_one_seen_later_came_later(root: Path, put: Put, look: Look) -> None:
    """Also when it was copied there with an older time, or a time between those of the ones before."""
    known: dict[str, str] = {}
    came = []
    for age_seconds in (3600, 86400, 7200, -86400, 1800):
        put("VP/a.docx", b"%d" % age_seconds, age_seconds=age_seconds)
        later = datetime.now(UTC) + timedelta(minutes=len(came))
        (one,), _ = look(FolderSource(root, settle_seconds=0, now=later), known)
        known = {one.source_key: one.stamp}
        assert one.received_at <= later
        came.append(one.received_at)
    assert came == sorted(set(came))


def test_a_file_counts_as_complete_only_when_left_alone_long_enough(root: Path, put: Put, look: Look) -> None:
    # An old modification time says nothing: copying carries it over before the last byte is there.
    put("a.docx", age_seconds=86400)
    soon, later = (datetime.now(UTC) + timedelta(seconds=seconds) for seconds in (5, 40))
    incoming, (skipped,) = look(FolderSource(root, settle_seconds=30, now=soon))
    assert (incoming, skipped.reason, skipped.needs_person) == ([], messages.UNSETTLED, False)
    assert len(look(FolderSource(root, settle_seconds=30, now=later))[0]) == 1


def test_a_file_that_grows_slowly_with_an_old_time_comes_in_only_whole(root: Path, put: Put, look: Look) -> None:
    path = put("a.docx", b"abc", age_seconds=86400)
    start = path.stat().st_ctime
    for seconds, data in ((5, b"abcdef"), (25, b"abcdefghi")):
        now = datetime.fromtimestamp(start + seconds, UTC)
        assert [one.reason for one in look(FolderSource(root, settle_seconds=30, now=now))[1]] == [messages.UNSETTLED]
        put("a.docx", data, age_seconds=86400)
    later = datetime.now(UTC) + timedelta(seconds=31)
    assert [one.parts[0][1] for one in look(FolderSource(root, settle_seconds=30, now=later))[0]] == [b"abcdefghi"]


def test_a_server_whose_clock_is_hours_ahead_holds_no_file_for_hours(root: Path, put: Put, look: Look) -> None:
    put("a.docx", age_seconds=86400)
    ahead, slightly = (datetime.now(UTC) - timedelta(seconds=seconds) for seconds in (7 * 3600, 60))
    assert len(look(FolderSource(root, settle_seconds=30, now=ahead))[0]) == 1
    assert [one.reason for one in look(FolderSource(root, settle_seconds=30, now=slightly))[1]] == [messages.UNSETTLED]


def test_a_file_saved_on_a_machine_whose_clock_is_ahead_comes_in_as_of_now(root: Path, put: Put, look: Look) -> None:
    later = datetime.now(UTC) + timedelta(seconds=60)
    put("a.docx", age_seconds=-86400)
    (one,), _ = look(FolderSource(root, settle_seconds=30, now=later))
    assert one.received_at == later
    assert [(finding.rule, finding.severity) for finding in one.findings] == [("clock-ahead", Severity.WARNING)]


def test_a_time_that_no_calendar_has_harms_nothing(root: Path, put: Put, look: Look, now: datetime) -> None:
    path = put("a.docx")
    for seconds in (2**33, -(2**31)):
        os.utime(path, (0, seconds))
        (one,), _ = look(FolderSource(root, settle_seconds=0, now=now))
        assert datetime(1970, 1, 1, tzinfo=UTC) <= one.received_at <= now


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


def test_a_missing_folder_is_not_nothing_new(tmp_path: Path, look: Look, now: datetime) -> None:
    with pytest.raises(SourceError, match="Không tìm thấy thư mục"):
        look(FolderSource(tmp_path / "không có", settle_seconds=0, now=now))


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path, look: Look, now: datetime) -> None:
    (tmp_path / "tệp").touch()
    with pytest.raises(SourceError, match="không phải là thư mục"):
        look(FolderSource(tmp_path / "tệp", settle_seconds=0, now=now))


def test_an_empty_folder_that_was_not_empty_is_not_nothing_new(folder: FolderSource, root: Path, look: Look) -> None:
    assert look(folder) == ([], [])
    with pytest.raises(SourceError, match="trống trơn"):
        look(folder, {"a.docx": "3:1"})
    (root / "VP").mkdir()
    assert look(folder, {"a.docx": "3:1"}) == ([], [])


@pytest.mark.parametrize(
    ("there", "is_told"),
    [(("VP",), False), (("TTNC", "mới"), False), (("báo cáo.docx",), True), (("khác",), True), (("lost+found",), True)],
)
def test_a_folder_that_lost_every_unit_is_another_folder(
    folder: FolderSource, root: Path, look: Look, there: tuple[str, ...], *, is_told: bool
) -> None:
    for name in there:
        (root / name).mkdir()
    known = {"VP/a.docx": "3:1:1", "TTNC/tháng 6/b.docx": "3:1:1", "lẻ.docx": "3:1:1"}
    if is_told:
        with pytest.raises(SourceError, match="2 thư mục đã từng có báo cáo"):
            look(folder, known)
    else:
        assert look(folder, known) == ([], [])


def test_files_that_lay_in_no_folder_may_all_be_tidied_away(folder: FolderSource, put: Put, look: Look) -> None:
    put("mới.docx")
    assert len(look(folder, {"cũ.docx": "3:1:1"})[0]) == 1


def test_a_folder_that_goes_away_during_the_look_is_told(folder: FolderSource, root: Path, put: Put) -> None:
    put("a.docx")
    put("b.docx")
    seen = folder.look({})
    first = next(seen)
    root.rename(root.with_name("chỗ khác"))
    assert isinstance(first, Incoming)
    with pytest.raises(SourceError, match="bị ngắt kết nối"):
        list(seen)


def test_a_file_that_goes_away_during_the_look_is_left_for_the_next(folder: FolderSource, put: Put) -> None:
    put("a.docx")
    gone = put("b.docx")
    seen = folder.look({})
    next(seen)
    gone.unlink()
    (skipped,) = seen
    assert isinstance(skipped, Skipped) and (skipped.reason, skipped.needs_person) == (messages.VANISHED, False)


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder that everybody may reach, looked at by a user who may not read everything."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    is_root = os.geteuid() == 0
    try:
        if is_root:
            os.chown(place, 65534, -1)
            os.seteuid(65534)
        yield place
    finally:
        if is_root:
            os.seteuid(0)
        for path in place.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(place)


def test_without_permission_the_rest_comes_in_and_the_gap_is_told(ordinary_user: Path, now: datetime) -> None:
    for name in ("kín/a.docx", "riêng.docx", "z.docx"):
        (ordinary_user / name).parent.mkdir(exist_ok=True)
        (ordinary_user / name).write_bytes(b"abc")
    for name in ("kín", "riêng.docx"):
        (ordinary_user / name).chmod(0)
    seen = FolderSource(ordinary_user, settle_seconds=0, now=now).look({})
    assert isinstance(one := next(seen), Skipped)
    assert (one.reason, one.needs_person) == (messages.NOT_PERMITTED, True)
    assert isinstance(next(seen), Incoming)
    with pytest.raises(SourceError, match="Không xem được 1 tệp hoặc thư mục") as caught:
        next(seen)
    assert caught.value.places == ("kín",)
    assert "kín" not in str(caught.value)
    assert "không có quyền" in str(caught.value)


@pytest.mark.parametrize("becomes", ["folder", "link", "pipe", "other file"])
def test_what_takes_the_place_of_a_file_during_the_look_is_neither_opened_nor_a_failure(
    folder: FolderSource, put: Put, becomes: str
) -> None:
    put("a.docx")
    path = put("b/b.docx")
    seen = folder.look({})
    next(seen)
    if becomes == "folder":
        path.unlink()
        path.mkdir()
    elif becomes == "link":
        path.parent.rename(path.parent.with_name(".b"))
        path.parent.symlink_to(".b")
    elif becomes == "pipe":
        path.unlink()
        os.mkfifo(path)
    else:
        put("c", b"")
        shutil.rmtree(path.parent)
        path.parent.with_name("c").rename(path.parent)
    assert all(isinstance(one, Skipped) or one.source_key == "b" for one in seen)


def test_a_folder_that_a_link_replaces_after_it_was_listed_is_left_for_the_next_look(
    folder: FolderSource, put: Put, monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    path = put("b/b.docx").parent
    real = os.open

    def open_late(name: Any, flags: int, **given: Any) -> int:
        if name == "b":
            path.rename(path.with_name(".b"))
            path.symlink_to(".b")
        return real(name, flags, **given)

    monkeypatch.setattr(os, "open", open_late)
    incoming, (skipped,) = look(folder)
    assert (incoming, skipped.reason) == ([], messages.CHANGED_WHILE_READ)


def test_a_disk_error_in_one_place_lets_the_rest_in_and_is_told(
    folder: FolderSource, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.docx", "2.docx", "3.docx"):
        put(name)
    real = os.stat

    def stat(path: Any, **given: Any) -> os.stat_result:
        if path == "2.docx":
            raise OSError(5, "Input/output error")
        return real(path, **given)

    monkeypatch.setattr(os, "stat", stat)
    seen = folder.look({})
    assert [one.source_key for one in (next(seen), next(seen))] == ["1.docx", "3.docx"]
    with pytest.raises(SourceError, match="lỗi đọc, ghi đĩa") as caught:
        next(seen)
    assert caught.value.places == ("2.docx",)


def test_a_file_that_is_replaced_after_it_was_listed_is_not_taken(put: Put, root: Path) -> None:
    path = put("a.docx", b"abc")
    listed = make_state(path.stat())
    directory = os.open(root, os.O_RDONLY)
    try:
        assert read_file("a.docx", directory, listed) == b"abc"
        put("a.docx", b"abcdef")
        with pytest.raises(FileChangedError):
            read_file("a.docx", directory, listed)
        path.unlink()
        path.symlink_to("/etc/hostname")
        with pytest.raises(FileChangedError):
            read_file("a.docx", directory, listed)
        path.unlink()
        with pytest.raises(FileNotFoundError):
            read_file("a.docx", directory, listed)
    finally:
        os.close(directory)


def test_a_share_that_goes_away_makes_no_endless_list(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        put(f"{number}.docx")
    real = os.stat

    def stat(path: Any, **given: Any) -> os.stat_result:
        if "dir_fd" in given:
            raise OSError(116, "Stale file handle")
        return real(path, **given)

    monkeypatch.setattr(os, "stat", stat)
    with pytest.raises(SourceError, match="Không xem được 100 tệp") as caught:
        look(folder)
    assert len(caught.value.places) == 20


def test_a_known_file_costs_one_look_at_its_entry(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        put(f"VP/{number}.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    new = put("VP/mới.docx")
    asked: list[Any] = []
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **given: (asked.append(path), real(path, **given))[1])
    assert [one.source_key for one in look(folder, known)[0]] == ["VP/mới.docx"]
    assert new.name in asked
    assert not [path for path in asked if str(path).endswith("1.docx")]


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
