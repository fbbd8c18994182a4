"""Files of formats without a reader of ours -> .docx and .xlsx, as many as possible in one call of LibreOffice.

What is wrong with one file costs that file alone: of a call that failed, the results are kept and the rest is tried
again in halves. Files get names of ours in a private folder that is gone afterwards, whatever happens.
Keeps out the program itself (program.py) and reading its results.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tonghop.reading.limits import Limits
from tonghop.reading.office.checks import find_problem
from tonghop.reading.office.program import find_soffice, run_soffice

TARGETS = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
"""The formats that LibreOffice converts, each with the format of its result."""
START_SECONDS = 60.0
"""What the program may take to start on a busy machine, beside limits.file_seconds for each file."""
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (a private folder is made below it)
_ROOM_FACTOR = 8  # sources, results, the profile and what LibreOffice unpacks
_ROOM_FLOOR_BYTES = 200_000_000


class Conversion(NamedTuple):
    """What came of one file: bytes of the target format, or the key of a finding."""

    data: bytes | None
    problem: str | None


def convert_documents(
    files: Sequence[tuple[str, bytes]], limits: Limits, *, start_seconds: float = START_SECONDS
) -> list[Conversion]:
    """Convert files in their order, all of one target format in one call.

    Args:
        files: (format as in TARGETS, bytes) of each.
        limits: `file_seconds` and `unpacked_bytes` hold for each file.
        start_seconds: what the program itself may take to start.

    Returns:
        One result per file; problems are `program-missing`, `encrypted`, `truncated`, `corrupt`, `too-slow`.

    Raises:
        OSError: there is no room for the files.
    """
    program = find_soffice()
    found = [Conversion(None, "program-missing" if program is None else find_problem(*file)) for file in files]
    if program is None or all(conversion.problem for conversion in found):
        return found
    with tempfile.TemporaryDirectory(prefix="tonghop-", dir=_choose_place(files), ignore_cleanup_errors=True) as name:
        work = _Work(program, Path(name), limits, start_seconds)
        for target in sorted(set(TARGETS.values())):
            wanted = [n for n, (format_, _) in enumerate(files) if TARGETS[format_] == target and not found[n].problem]
            for number, conversion in work.convert({n: files[n] for n in wanted}, target).items():
                found[number] = conversion
    return found


def _choose_place(files: Sequence[tuple[str, bytes]]) -> Path | None:
    """A folder in memory where there is one with room: what is not written to a disk need not be wiped from it."""
    needed = _ROOM_FACTOR * sum(len(data) for _, data in files) + _ROOM_FLOOR_BYTES
    try:
        return _MEMORY_FOLDER if shutil.disk_usage(_MEMORY_FOLDER).free >= needed else None
    except OSError:
        return None


class _Work:
    """The conversions of one private folder."""

    def __init__(self, program: str, folder: Path, limits: Limits, start_seconds: float) -> None:
        self._program, self._folder, self._limits, self._start_seconds = program, folder, limits, start_seconds

    def convert(self, files: dict[int, tuple[str, bytes]], target: str) -> dict[int, Conversion]:
        """Results by the files' numbers; those of a call that failed are tried again in halves."""
        if not files:
            return {}
        done, code = self._call(files, target)
        rest = {number: file for number, file in files.items() if number not in done}
        if not rest:
            return done
        if len(files) == 1:
            return dict.fromkeys(rest, Conversion(None, "too-slow" if code is None else "corrupt"))
        if code == 0 and done:  # it went through all of them and works: what it could not open is damaged
            return done | dict.fromkeys(rest, Conversion(None, "corrupt"))
        numbers = list(rest)
        for part in (numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]):
            done |= self.convert({number: rest[number] for number in part}, target)
        return done

    def _call(self, files: dict[int, tuple[str, bytes]], target: str) -> tuple[dict[int, Conversion], int | None]:
        """(whole results, the program's exit code or None when it was given up)."""
        sources, out = self._folder / "in", self._folder / "out"
        for folder in (sources, out):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        paths = {number: sources / f"{number:04d}.{format_}" for number, (format_, _) in files.items()}
        for number, path in paths.items():
            path.write_bytes(files[number][1])
        code = run_soffice(
            self._program,
            list(paths.values()),
            target,
            self._folder,
            file_bytes=self._limits.unpacked_bytes,
            patience_seconds=self._start_seconds + self._limits.file_seconds,
            count_done=lambda: sum(1 for _ in out.iterdir()),
        )
        results = {number: self._read_result(out / f"{path.stem}.{target}") for number, path in paths.items()}
        return {number: Conversion(data, None) for number, data in results.items() if data is not None}, code

    def _read_result(self, path: Path) -> bytes | None:
        """The bytes of a result that is whole; LibreOffice leaves half a file when it is stopped while writing."""
        try:
            if path.is_symlink() or not 0 < path.stat().st_size <= self._limits.file_bytes:
                return None
            return path.read_bytes() if zipfile.is_zipfile(path) else None
        except OSError:
            return None
