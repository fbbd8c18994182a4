"""Folders of units into which everybody may write: what lies there counts as the unit's."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.plan import Plan
from tonghop.intake.permissions import describe_open_folders, find_open_folders


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A shared folder that everybody may enter, with one folder per unit."""
    closed = [path for path in tmp_path.parents if not path.stat().st_mode & stat.S_IXOTH]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (*closed, tmp_path)}
    for path, mode in modes.items():
        path.chmod(mode | stat.S_IXOTH)
    place = tmp_path / "chung"
    for folder in (place, place / "VP", place / "ttnc", place / "Khác"):
        folder.mkdir()
        folder.chmod(0o755)
    yield place
    for path, mode in modes.items():
        path.chmod(mode)


@pytest.mark.parametrize(
    ("modes", "found"),
    [
        ({}, []),
        ({"ttnc": 0o777}, ["ttnc"]),
        ({"ttnc": 0o1777}, ["ttnc"]),  # nobody removes another's file there, but everybody puts one in
        ({"ttnc": 0o775, "VP": 0o770}, []),
        ({"ttnc": 0o776}, []),  # writing needs entering
        ({"Khác": 0o777}, []),  # no unit's
        ({"": 0o777, "VP": 0o777}, ["", "VP"]),
        ({"": 0o770, "VP": 0o777}, []),  # nobody gets that far
    ],
)
def test_folders_of_units_that_everybody_may_write_to_are_found(
    root: Path, plan: Plan, modes: dict[str, int], found: list[str]
) -> None:
    for name, mode in modes.items():
        (root / name).chmod(mode)
    assert find_open_folders(root, plan.units) == found


def test_they_are_told_of_in_one_sentence_without_any_path(root: Path, plan: Plan) -> None:
    assert describe_open_folders([root], plan.units) is None
    root.chmod(0o777)
    (root / "ttnc").chmod(0o777)
    told = describe_open_folders([root, root], plan.units)
    assert told is not None
    assert "thư mục chung ngoài cùng, “ttnc”." in told
    assert os.fspath(root) not in told


def test_what_is_not_there_is_no_matter_of_permissions(root: Path, plan: Plan) -> None:
    (root / "VP").rmdir()
    (root / "VP").symlink_to(root / "Khác")
    (root / "Khác").chmod(0o777)
    assert find_open_folders(root, plan.units) == []
    assert find_open_folders(root / "mất", plan.units) == []
