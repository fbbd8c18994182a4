"""Files that a person names at the machine, and files that a form may name."""

import os
from pathlib import Path

import pytest

from tonghop.intake.named_files import MOST_FILES, NamedFileError, find_below, read_named_files


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two folders for what comes by hand, and what lies beside them."""
    for name in ("một/VP/a.docx", "hai/b.docx", "ngoài/bí mật.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"abc")
    (tmp_path / "một" / "lối ra").symlink_to(tmp_path / "ngoài")
    (tmp_path / "một" / "vòng").symlink_to("vòng")
    (tmp_path / "một" / "tệp ra.docx").symlink_to(tmp_path / "ngoài" / "bí mật.docx")
    (tmp_path / "một" / "tệp trong.docx").symlink_to(tmp_path / "hai" / "b.docx")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("VP/a.docx", "một/VP/a.docx"),
        (" b.docx ", "hai/b.docx"),
        ("./VP/../VP/a.docx", "một/VP/a.docx"),
        ("../hai/b.docx", "hai/b.docx"),
        ("{place}/hai/b.docx", "hai/b.docx"),
        ("../ngoài/bí mật.docx", None),
        ("{place}/ngoài/bí mật.docx", None),
        ("lối ra/bí mật.docx", None),
        ("tệp ra.docx", None),
        ("vòng", None),
        ("VP", None),
        ("/etc/passwd", None),
        ("không có.docx", None),
        ("a\0b", None),
        ("x" * 5000, None),
    ],
)
def test_a_form_reaches_only_what_really_lies_below_the_folders_meant_for_it(
    place: Path, name: str, found: str | None
) -> None:
    roots, name = [place / "một", place / "hai"], name.format(place=place)
    if found is not None:
        assert find_below([name, ""], roots) == [place / found]
    else:
        with pytest.raises(NamedFileError, match="không có tệp này trong thư mục nhận trực tiếp") as caught:
            find_below([name], roots)
        assert len(str(caught.value)) < 400


def test_without_such_a_folder_a_form_reaches_nothing(place: Path) -> None:
    with pytest.raises(NamedFileError, match="TONGHOP_HAND_FOLDERS"):
        find_below([str(place / "hai" / "b.docx")], [])


def test_files_are_read_whole_in_their_order_and_know_their_place(place: Path) -> None:
    (first, second) = read_named_files([place / "hai" / "b.docx", place / "một" / "VP" / "a.docx"])
    assert (first.name, first.data, second.name) == ("b.docx", b"abc", "a.docx")
    assert second.find_key(place / "một") == "VP/a.docx"
    assert second.find_key(place / "hai") is None


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "không có tệp hoặc thư mục này"),
        (lambda path: path.mkdir(), "không phải tệp thông thường"),
        (os.mkfifo, "không phải tệp thông thường"),
        (lambda path: path.write_bytes(b""), "tệp trống"),
        (lambda path: path.write_bytes(b"x" * 101), "vượt giới hạn"),
        (lambda path: path.symlink_to(path), "không phải tệp thông thường"),
    ],
)
def test_what_can_be_no_report_is_refused_by_its_name(tmp_path: Path, make: object, told: str) -> None:
    make(tmp_path / "báo cáo.docx")  # type: ignore[operator]
    with pytest.raises(NamedFileError, match=told) as caught:
        read_named_files([tmp_path / "báo cáo.docx"], max_bytes=100)
    assert str(tmp_path) not in str(caught.value)


def test_none_too_many_and_too_much_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.docx" for number in range(MOST_FILES + 1)]
    for path in paths:
        path.write_bytes(b"x" * 10)
    for given, told in (([], "gõ lại thành tệp"), (paths, "21 tệp"), (paths[:11], "cộng lại")):
        with pytest.raises(NamedFileError, match=told):
            read_named_files(given, max_bytes=100)


def test_a_lock_file_is_refused_and_a_copy_that_a_person_chose_is_not(tmp_path: Path) -> None:
    lock, copy = tmp_path / "~$a.docx", tmp_path / "a (conflicted copy 2024-06-18 165000).docx"
    for path in (lock, copy):
        path.write_bytes(b"abc")
    with pytest.raises(NamedFileError, match="tệp khóa tạm"):
        read_named_files([lock])
    assert read_named_files([copy])[0].data == b"abc"
