"""Lays the examples out as an Office has them: a shared folder and a Maildir, with their arrival times.

Git carries no times and no empty Maildir folders, so both are made here from `arrivals.csv`. Keep out how the sources
are written (`make_examples.py`) and everything that reads them.
"""

import csv
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

SOURCES = Path(__file__).resolve().parent
ARRIVALS = SOURCES / "arrivals.csv"
HOST = "tonghop"


@dataclass(frozen=True)
class ExampleInbox:
    """Where the examples lie."""

    folder: Path
    maildir: Path


@dataclass(frozen=True)
class Arrival:
    """One source and when it arrived; `path` is relative to examples/inbox, its first part `folder` or `mails`."""

    path: PurePosixPath
    arrived_at: datetime


def read_arrivals(table: Path = ARRIVALS) -> tuple[Arrival, ...]:
    """The rows of arrivals.csv, in file order; times carry their offset."""
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Arrival(PurePosixPath(row["path"]), datetime.fromisoformat(row["arrived_at"]))
            for row in csv.DictReader(lines)
        )


def lay_out_examples(directory: Path) -> ExampleInbox:
    """Write the examples under `directory` (folder/ and maildir/) and return where they lie.

    A file that already lies there, also a mail that a client has moved to cur/, is left as it is; files put there by a
    person are never touched. Each file appears whole or not at all, with its arrival time as modification time.

    Raises OSError when the directory cannot be written.
    """
    inbox = ExampleInbox(folder=directory / "folder", maildir=directory / "maildir")
    inbox.folder.mkdir(parents=True, exist_ok=True)
    for name in ("tmp", "cur", "new"):
        (inbox.maildir / name).mkdir(parents=True, exist_ok=True)
    mails = 0
    for arrival in read_arrivals():
        source = SOURCES / "inbox" / arrival.path
        if arrival.path.parts[0] == "mails":
            mails += 1
            _write_mail(source, inbox.maildir, f"{int(arrival.arrived_at.timestamp())}.M{mails:04}.{HOST}", arrival)
        else:
            target = inbox.folder.joinpath(*arrival.path.parts[1:])
            _write_once(source, target, target.parent, arrival)
    return inbox


def _write_mail(source: Path, maildir: Path, name: str, arrival: Arrival) -> None:
    """Deliver one message to new/, unless it is there or was moved to cur/ (where a client adds flags to its name)."""
    if not any((maildir / "cur").glob(f"{name}*")):
        _write_once(source, maildir / "new" / name, maildir / "tmp", arrival)


def _write_once(source: Path, target: Path, workshop: Path, arrival: Arrival) -> None:
    """Copy `source` to `target` unless that exists: written in `workshop` (same file system), then renamed."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=workshop, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(source.read_bytes())
        temporary.chmod(0o644)
        seconds = arrival.arrived_at.timestamp()
        os.utime(temporary, (seconds, seconds))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
