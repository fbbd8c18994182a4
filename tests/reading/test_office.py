"""Files for LibreOffice: what is refused before it, and that a program that fails costs only the files at fault.

The program is played by a shell script here; the real one is proved in tests/acceptance/test_office_formats.py.
"""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.office import Conversion, convert_documents
from tonghop.reading.office.checks import find_problem
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
