"""A shared folder that is gone, changes under the look or cannot be read in places: told, and the rest comes in."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tonghop.intake import messages
from tonghop.intake.files import FileChangedError, make_state, read_file
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Skipped, SourceError

Put = Callable[..., Path]
Look = Callable[..., tuple[list[Incoming], list[Skipped]]]


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
