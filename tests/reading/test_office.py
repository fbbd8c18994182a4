"""Files for LibreOffice: what is refused before it, and that a program that fails costs only the files at fault.

The program is played by a shell script here; the real one is proved in tests/acceptance/test_office_formats.py.
"""

import io
import os
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.office import Conversion, convert_documents
from tonghop.reading.office.checks import find_problem
from tonghop.reading.office.folder import open_folder
from tonghop.reading.office.program import find_soffice

LIMITS = Limits(file_seconds=0.6)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the script does with each file in turn; its own name must not matter.
SCRIPT = """#!/bin/sh
echo "$@" >> {log}
env > {log}.env
while [ "$1" != "--outdir" ]; do [ "$1" = "--convert-to" ] && target=$2; shift; done
out=$2; shift 2
for source; do
    name=$(basename "$source"); word=$(head -c 12 "$source")
    case "$word" in
        *hang*) exec sleep 30 ;;
        *crash*) exit 77 ;;
        *silent*) ;;
        *half*) head -c 20 {zip} > "$out/${{name%.*}}.$target" ;;
        *) cp {zip} "$out/${{name%.*}}.$target" ;;
    esac
done
"""


def _zip(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


GOOD = _zip(a="b")


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """A LibreOffice of a few lines; gives the list of its calls so far."""
    log, result, program = tmp_path / "log", tmp_path / "good.zip", tmp_path / "bin" / "soffice"
    result.write_bytes(GOOD)
    program.parent.mkdir()
    program.write_text(SCRIPT.format(log=log, zip=result))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return lambda: log.read_text().splitlines() if log.exists() else []


def _convert(*words, **given):
    files = [("rtf", f"{{\\rtf {word}".encode()) for word in words]
    return [conversion.problem for conversion in convert_documents(files, LIMITS, start_seconds=0.0, **given)]


def test_without_libreoffice_every_file_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_soffice() is None
    assert convert_documents([("doc", b"x")], LIMITS) == [Conversion(None, "program-missing")]


def test_one_call_serves_all_files_of_a_target(calls):
    files = [("rtf", b"{\\rtf a"), ("ods", _zip(x="")), ("rtf", b"{\\rtf b")]
    assert convert_documents(files, LIMITS) == [Conversion(GOOD, None)] * 3
    assert ["--convert-to docx" in call for call in calls()] == [True, False]
    assert calls()[0].endswith("0002.rtf")


@pytest.mark.parametrize(
    ("words", "problems", "most_calls"),
    [
        (["ok", "silent", "ok"], [None, "corrupt", None], 1),
        (["ok", "half", "ok"], [None, "corrupt", None], 1),
        (["ok", "crash", "ok", "ok"], [None, "corrupt", None, None], 4),
        (["hang", "ok"], ["too-slow", None], 3),
        (["crash", "ok", "crash", "ok"], ["corrupt", None, "corrupt", None], 5),
        (["silent"], ["corrupt"], 1),
    ],
)
def test_a_bad_file_costs_only_itself(calls, words, problems, most_calls):
    assert _convert(*words) == problems
    assert len(calls()) <= most_calls


def test_nothing_is_left_behind_and_nothing_of_ours_is_told(calls, tmp_path, monkeypatch):
    monkeypatch.setenv("TONGHOP_SMTP_PASSWORD", "khoá bí mật")
    _convert("ok")
    environment = (tmp_path / "log.env").read_text()
    assert "TONGHOP" not in environment
    folder = next(Path(line[5:]) for line in environment.splitlines() if line.startswith("HOME="))
    assert folder.name.startswith("tonghop-")
    assert not folder.exists()


def test_files_that_stood_in_one_waste_no_more_time_than_it_may(calls):
    assert _convert(*["hang"] * 6, "ok", owners=[0] * 6 + [1]) == ["too-slow"] * 6 + [None]
    assert len(calls()) <= 4


def _wait_until(condition):
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def test_a_process_that_is_killed_leaves_no_file_and_no_program(calls, tmp_path):
    code = (
        "from tonghop.reading.limits import Limits; from tonghop.reading.office import convert_documents; "
        "convert_documents([('rtf', b'{\\\\rtf hang')], Limits())"
    )
    with subprocess.Popen([sys.executable, "-c", code], env=dict(os.environ)) as process:
        assert _wait_until(lambda: (tmp_path / "log.env").exists() and "\nPWD=" in (tmp_path / "log.env").read_text())
        lines = (tmp_path / "log.env").read_text().splitlines()
        folder = next(Path(line[5:]) for line in lines if line.startswith("HOME="))
        assert folder.exists()
        process.kill()
    assert _wait_until(lambda: not folder.exists())
    assert _wait_until(lambda: not _find_processes_in(folder))


def _find_processes_in(folder):
    """Processes that work there, as Linux tells; none elsewhere."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            found += [link] if str(link.readlink()).startswith(str(folder)) else []
    return found


def test_a_folder_whose_process_is_gone_is_removed_and_no_other(tmp_path):
    left, foreign = tmp_path / "tonghop-left", tmp_path / "tonghop-other"
    for folder in (left, foreign):
        folder.mkdir()
    (left / "lock").touch()
    with open_folder(tmp_path) as held, open_folder(tmp_path) as other:
        assert held.path.exists()
        assert other.path.exists()
        assert not left.exists()
        assert foreign.exists()
    assert list(tmp_path.iterdir()) == [foreign]


def _ole(chain, sectors=4, order=0xFFFE):
    header = bytearray(OLE.ljust(512, b"\0"))
    struct.pack_into("<HH", header, 28, order, 9)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[0xFFFFFFFF] * (127 - len(chain)))
    return bytes(header) + table + bytes(512 * (sectors - 1))


@pytest.mark.parametrize(
    ("format_", "data", "problem"),
    [
        ("doc", _ole([2, 3, 0xFFFFFFFE]), None),
        ("xls", _ole([2, 3, 4, 0xFFFFFFFE]), "truncated"),
        ("xls", _ole([2, 3, 4, 0xFFFFFFFE])[:700], "truncated"),
        ("doc", _ole([0xFFFFFFFE], order=0), "corrupt"),
        ("doc", OLE, "truncated"),
        ("odt", _zip(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "encrypted"),
        ("odt", _zip(**{"META-INF/manifest.xml": "<manifest/>"}), None),
        ("ods", b"PK\x03\x04", "corrupt"),
        ("rtf", b"{\\rtf1 a", None),
    ],
)
def test_passwords_and_files_cut_short_are_known_before_the_program_runs(format_, data, problem):
    assert find_problem(format_, data) == problem
