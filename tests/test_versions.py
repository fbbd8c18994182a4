"""Version folders: whole or absent, read-only, never overwritten; the working copy belongs to people."""

import hashlib
from pathlib import Path

import pytest

from tonghop.versions import VersionError, is_version_whole, lay_out_working_copy, place_version, read_release

RELEASE = b"PK\x03\x04 report"
SHA256 = hashlib.sha256(RELEASE).hexdigest()


def write_files(directory: Path) -> None:
    (directory / "report.docx").write_bytes(RELEASE)
    (directory / "manifest.json").write_text("{}")


@pytest.fixture
def version(tmp_path: Path) -> Path:
    directory = tmp_path / "2024-H1" / "v1"
    place_version(directory, write_files)
    return directory


def test_a_placed_version_is_whole_and_its_files_are_read_only(version: Path) -> None:
    assert is_version_whole(version, SHA256)
    assert {path.stat().st_mode & 0o777 for path in version.iterdir()} == {0o444}
    assert [path.name for path in version.parent.iterdir()] == ["v1"]


@pytest.mark.parametrize("name", ["report.docx", "manifest.json"])
def test_a_version_that_lost_a_file_is_not_whole(version: Path, name: str) -> None:
    (version / name).unlink()
    assert not is_version_whole(version, SHA256)


def test_a_version_with_other_bytes_is_not_whole(version: Path) -> None:
    assert not is_version_whole(version, "0" * 64)
    assert not is_version_whole(version.parent / "v2", SHA256)


def test_a_failed_writing_leaves_nothing_and_harms_nothing(version: Path) -> None:
    def fail(directory: Path) -> None:
        write_files(directory)
        raise OSError("disk full")

    for target in (version, version.parent / "v2"):
        with pytest.raises(OSError, match="disk full"):
            place_version(target, fail)
    assert is_version_whole(version, SHA256)
    assert [path.name for path in version.parent.iterdir()] == ["v1"]


def test_what_lay_there_is_moved_aside_each_time(version: Path) -> None:
    for word in ("first", "second"):
        (version / "note.txt").write_text(word)
        place_version(version, write_files)
    assert is_version_whole(version, SHA256)
    assert not (version / "note.txt").exists()
    aside = sorted(path.read_text() for path in version.parent.glob("v1-old-*/files/note.txt"))
    assert aside == ["first", "second"]


def test_the_working_copy_is_writable_and_never_overwritten(version: Path) -> None:
    copy = lay_out_working_copy(version, "2024-H1-v1.docx")
    assert copy.read_bytes() == RELEASE
    assert copy.stat().st_mode & 0o200
    copy.write_bytes(b"edited")
    assert lay_out_working_copy(version, "2024-H1-v1.docx") == copy
    assert copy.read_bytes() == b"edited"
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_the_release_copy_is_read_only_as_it_was_drafted(version: Path) -> None:
    assert read_release(version, SHA256) == RELEASE
    with pytest.raises(VersionError, match="đã bị thay đổi sau khi lập"):
        read_release(version, "0" * 64)
    with pytest.raises(VersionError, match="không còn"):
        read_release(version.parent / "v2", SHA256)
