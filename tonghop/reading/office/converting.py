"""Files of formats without a reader of ours -> .docx and .xlsx, as many as possible in one call of LibreOffice.

What is wrong with one file costs that file alone: of a call that failed, the results are kept, the file at which it
stopped is tried alone, and then the rest. What stands in one file of the caller's may waste only so much time together.
Files get names of ours in a private folder (folder.py) that is gone afterwards, whatever happens.
Keeps out the program itself (program.py) and reading its results.
"""

import shutil
import time
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tonghop.reading.limits import Limits
from tonghop.reading.office.checks import find_problem
from tonghop.reading.office.folder import PrivateFolder, open_folder
from tonghop.reading.office.program import find_soffice, run_soffice
from tonghop.reading.registry import CONVERTED

START_SECONDS = 60.0
"""What the program may take to start on a busy machine, beside limits.file_seconds for each file."""
WASTED_FACTOR = 2
"""Times limits.file_seconds that calls may waste on what stands in one file of the caller's, beside one start."""
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (a private folder is made below it)
_ROOM_FACTOR = 8  # sources, results, the profile and what LibreOffice unpacks
_ROOM_FLOOR_BYTES = 200_000_000


class Conversion(NamedTuple):
    """What came of one file: bytes of the target format, or the key of a finding."""

    data: bytes | None
    problem: str | None


def convert_documents(
    files: Sequence[tuple[str, bytes]],
    limits: Limits,
    *,
    owners: Sequence[int] | None = None,
    start_seconds: float = START_SECONDS,
) -> list[Conversion]:
    """Convert files in their order, all of one target format in one call.

    Args:
        files: (format that registry.CONVERTED names, bytes) of each.
        limits: `file_seconds` and `unpacked_bytes` hold for each file.
        owners: for each file the number of the caller's file in which it stood; without, each stood alone.
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
    with open_folder(_choose_place(files)) as folder:
        work = _Work(program, folder, limits, start_seconds, owners or range(len(files)))
        for target in sorted(set(CONVERTED.values())):
            wanted = [
                n for n, (format_, _) in enumerate(files) if CONVERTED[format_] == target and not found[n].problem
            ]
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

    def __init__(
        self, program: str, folder: PrivateFolder, limits: Limits, start_seconds: float, owners: Sequence[int]
    ) -> None:
        self._program, self._private, self._limits, self._owners = program, folder, limits, owners
        self._folder = folder.path
        self._patience = start_seconds + limits.file_seconds
        self._may_waste = start_seconds + WASTED_FACTOR * limits.file_seconds
        self._wasted: defaultdict[int, float] = defaultdict(float)

    def convert(self, files: dict[int, tuple[str, bytes]], target: str) -> dict[int, Conversion]:
        """Results by the files' numbers."""
        found: dict[int, Conversion] = {}
        while rest := {number: file for number, file in files.items() if number not in found}:
            given_up = [number for number in rest if self._has_wasted(number)]
            if given_up:
                found |= dict.fromkeys(given_up, Conversion(None, "too-slow"))
                continue
            done, suspect = self._call(rest, target)
            found |= done
            if suspect is not None:
                found[suspect] = self._judge(suspect, files[suspect], target)
        return found

    def _judge(self, number: int, file: tuple[str, bytes], target: str) -> Conversion:
        """A file at which a call stopped, alone: that call may have failed for another's fault."""
        if self._has_wasted(number):
            return Conversion(None, "too-slow")
        done, _ = self._call({number: file}, target)
        return done[number]

    def _has_wasted(self, number: int) -> bool:
        return self._wasted[self._owners[number]] >= self._may_waste

    def _call(self, files: dict[int, tuple[str, bytes]], target: str) -> tuple[dict[int, Conversion], int | None]:
        """(results, the file at which the program stopped; None when it went through all)."""
        results, code, seconds = self._run(files, target)
        rest = [number for number in files if number not in results]
        if not rest:
            return results, None
        if len(files) == 1 or (code == 0 and results):  # it works: what it could not open is damaged
            if code != 0:
                self._wasted[self._owners[rest[0]]] += seconds
            return results | dict.fromkeys(rest, Conversion(None, "too-slow" if code is None else "corrupt")), None
        last = max(results, default=-1)  # it takes them in this order
        suspect = next((number for number in rest if number > last), rest[0])
        self._wasted[self._owners[suspect]] += seconds
        return results, suspect

    def _run(self, files: dict[int, tuple[str, bytes]], target: str) -> tuple[dict[int, Conversion], int | None, float]:
        """(whole results, the program's exit code or None when it was given up, seconds since the last result)."""
        sources, out = self._folder / "in", self._folder / "out"
        for folder in (sources, out):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        paths = {number: sources / f"{number:04d}.{format_}" for number, (format_, _) in files.items()}
        for number, path in paths.items():
            path.write_bytes(files[number][1])
        began, began_at = time.monotonic(), time.time()
        left = self._may_waste - max(self._wasted[self._owners[number]] for number in files)
        code = run_soffice(
            self._program,
            list(paths.values()),
            target,
            self._private,
            file_bytes=self._limits.unpacked_bytes,
            patience_seconds=min(self._patience, left) if len(files) == 1 else self._patience,
            count_done=lambda: sum(1 for _ in out.iterdir()),
        )
        results = {number: self._read_result(out / f"{path.stem}.{target}") for number, path in paths.items()}
        whole = {number: Conversion(data, None) for number, data in results.items() if data is not None}
        moved_at = max([began_at, *(path.stat().st_mtime for path in out.iterdir())])
        return whole, code, min(time.monotonic() - began, max(time.time() - moved_at, 0.0))

    def _read_result(self, path: Path) -> bytes | None:
        """The bytes of a result that is whole; LibreOffice leaves half a file when it is stopped while writing."""
        try:
            if path.is_symlink() or not 0 < path.stat().st_size <= self._limits.file_bytes:
                return None
            return path.read_bytes() if zipfile.is_zipfile(path) else None
        except OSError:
            return None
