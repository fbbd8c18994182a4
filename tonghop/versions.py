"""Version folders `reports/<period>/v<n>/`: written aside, moved into place whole, read-only; a copy to edit beside it.

Keeps out what the files say (rendering) and which version is true (ledger).
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

RELEASE_NAME = "report.docx"
WORKING_FOLDER = "working"


class VersionError(Exception):
    """The files of a version are not what was drafted; the message is Vietnamese."""


def is_version_whole(directory: Path, sha256: str) -> bool:
    """Whether the version folder is there with the release copy of that hash and its manifest."""
    release = directory / RELEASE_NAME
    return (
        (directory / "manifest.json").is_file()
        and release.is_file()
        and hashlib.sha256(release.read_bytes()).hexdigest() == sha256
    )


def read_release(directory: Path, sha256: str) -> bytes:
    """The bytes of the release copy, which are exactly those that were drafted.

    Raises VersionError when the file is missing or was changed since.
    """
    release = directory / RELEASE_NAME
    data = release.read_bytes() if release.is_file() else None
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        fault = "không còn" if data is None else "đã bị thay đổi sau khi lập"
        raise VersionError(
            f"Tệp {release} {fault}, nên không gửi. Chạy lại “tonghop run” của kỳ này để hệ thống đặt lại đúng bộ tệp."
        )
    return data


def place_version(directory: Path, write_files: Callable[[Path], object]) -> None:
    """Let `write_files` fill a folder aside, then move it to `directory` in one step and make it read-only.

    A folder that already lies there is moved away first, never deleted: it may hold what a person put into it.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    for left in directory.parent.glob(f".{directory.name}-*"):  # by a killed run: the period's lock is ours now
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        write_files(aside)
        for file in aside.iterdir():
            file.chmod(0o444)
        aside.chmod(0o755)
        if directory.exists():
            directory.rename(Path(tempfile.mkdtemp(prefix=f"{directory.name}-old-", dir=directory.parent)) / "files")
        aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def lay_out_working_copy(directory: Path, name: str) -> Path:
    """Copy the release copy to `working/<name>` for people to edit; an existing copy is theirs and stays as it is."""
    folder = directory.parent / WORKING_FOLDER
    folder.mkdir(exist_ok=True)
    target = folder / name
    if not target.exists():
        part = folder / f".{name}.part"
        shutil.copyfile(directory / RELEASE_NAME, part)
        part.rename(target)
    return target
