"""The one place that knows tesseract: found or not, started with limits, one picture in, its table of words out."""

import functools
import os
import shutil
import subprocess
import sys
import threading

from tonghop.reading.raw import UnreadableError

_LANGUAGE = "vie"
_ORIENTATION = "osd"
_PAGE_SECONDS = 120.0
_LIST_SECONDS = 20.0
_MOST_BYTES = 64_000_000
_KEPT_VARIABLES = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")
# The child bounds itself before it becomes tesseract: a hook between fork and exec is not safe among threads.
_BOUNDED = (
    "import os, resource, sys; limit = int(sys.argv[1]); "
    "resource.setrlimit(resource.RLIMIT_AS, (limit, limit)); os.execv(sys.argv[2], sys.argv[2:])"
)


def find_tesseract() -> str | None:
    """The path of a tesseract that knows Vietnamese, or None."""
    program = shutil.which("tesseract")
    return program if program and _LANGUAGE in _list_languages(program) else None


@functools.cache
def _list_languages(program: str) -> frozenset[str]:
    try:
        done = subprocess.run(  # noqa: S603 - found on PATH, no input of others
            [program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    lines = (done.stdout + b"\n" + done.stderr).decode("utf-8", errors="replace").splitlines()
    return frozenset(line.strip() for line in lines[1:])


def read_words_table(program: str, picture: bytes, mode: int, memory_bytes: int) -> str:
    """Tesseract's TSV for a picture (PNM, PNG, JPEG, TIFF with all its pages).

    Args:
        program: as find_tesseract says.
        picture: goes through a pipe, never into a file.
        mode: page segmentation mode; 1 finds out how the page is turned.
        memory_bytes: address space of the process.

    Raises:
        UnreadableError: too-slow, too-long, or corrupt for what is no picture to tesseract.
    """
    return _run(program, picture, [*_language(), "--psm", str(mode), "tsv"], memory_bytes)


def find_rotation(program: str, picture: bytes, memory_bytes: int) -> int:
    """Degrees clockwise by which the picture must be turned to be upright; 0 when unknown."""
    if _ORIENTATION not in _list_languages(program):
        return 0
    try:
        answer = _run(program, picture, ["-l", _ORIENTATION, "--psm", "0"], memory_bytes)
    except UnreadableError:  # too few letters on the page
        return 0
    degrees = [line.partition(":")[2].strip() for line in answer.splitlines() if line.startswith("Rotate:")]
    return int(degrees[0]) % 360 if degrees and degrees[0].isdigit() else 0


def _language() -> list[str]:
    return ["-l", _LANGUAGE]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}  # pages run side by side, so one thread each


def _run(program: str, picture: bytes, options: list[str], memory_bytes: int) -> str:
    command = [program, "stdin", "stdout", *options]
    if sys.platform != "win32":
        command = [sys.executable, "-I", "-S", "-c", _BOUNDED, str(memory_bytes), *command]
    process = subprocess.Popen(  # noqa: S603 - the picture is data on stdin
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
    )
    late = threading.Event()
    timer = threading.Timer(_PAGE_SECONDS, _stop, (process, late))
    feeder = threading.Thread(target=_feed, args=(process, picture), daemon=True)
    timer.start()
    feeder.start()
    assert process.stdout is not None
    try:
        answer = process.stdout.read(_MOST_BYTES + 1)
        if len(answer) > _MOST_BYTES:
            raise UnreadableError("too-long")
        code = process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join()
        process.stdout.close()
    if late.is_set() or code < 0:
        raise UnreadableError("too-slow")
    if code != 0:
        raise UnreadableError("corrupt")
    return answer.decode("utf-8", errors="replace")


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _feed(process: subprocess.Popen[bytes], picture: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(picture)
        process.stdin.close()
    except OSError:  # it ended before it had read everything; its exit code tells
        pass
