"""What comes by hand (nhận trực tiếp): a report that a person names, and folders into which people save what they got.

Both are sources like any other, so that marks, archive and ledger come in the one order. Keeps out how a declaration is
typed (declaring) and what it means for the unit (understanding).
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from schemas.document import Finding
from schemas.plan import Unit
from schemas.rules import make_finding
from schemas.values import HandChannel, SourceKind
from tonghop.intake import messages
from tonghop.intake.declaring import (
    OLD_DAYS,
    Declaration,
    describe_moment,
    find_channel,
    fold_name,
    is_old,
    split_moment,
)
from tonghop.intake.files import FileState, make_time
from tonghop.intake.folder import FolderSource
from tonghop.intake.names import clean_name
from tonghop.intake.sources import Incoming, Known, Skipped, find_stamp
from tonghop.plan.requests import clean_line

NAME = "hand"
"""The source of every report that a person named; folders are `hand:<which>`."""
_DEEPEST = 3
"""Folders above a file: unit, way, and who and when."""
_LONGEST_NAME = 100


class HandSource:
    """One report, of all the files that a person named: one submission."""

    kind = SourceKind.HAND
    name = NAME

    def __init__(self, files: Sequence[tuple[str, bytes]], declaration: Declaration) -> None:
        """`files` are (name, bytes); one that comes twice counts once."""
        self._files = {hashlib.sha256(data).hexdigest(): (name, data) for name, data in reversed(files)}
        self._declaration = declaration

    @property
    def key(self) -> str:
        """Unit, period and content, whatever the files are called and in whatever order they are named."""
        content = hashlib.sha256("\0".join(sorted(self._files)).encode()).hexdigest()
        return f"{self._declaration.unit};{self._declaration.period or '-'};{content}"

    def look(self, known: Known) -> Iterator[Incoming]:
        """Give the report unless it is known."""
        if find_stamp(known, self.key) is not None:
            return
        came = Incoming(
            source=self.kind,
            source_name=self.name,
            source_key=self.key,
            stamp="",
            received_at=self._declaration.received_at,
            parts=tuple(self._files[sha256] for sha256 in sorted(self._files)),
        )
        yield _declare(came, self._declaration)

    def acknowledge(self, source_key: str) -> None:
        """Nothing: the person is told when the command ends."""

    def flush(self) -> None:
        """Nothing, likewise."""


class HandFolderSource(FolderSource):
    """A folder with a folder per unit, in each one per way of arrival, in that perhaps one that tells when and who.

    `VP/Zalo/2024-06-18 16.50 Nguyễn Văn A/báo cáo.docx`; without the last folder the file's time counts. What lies
    elsewhere awaits a person, who moves it.
    """

    kind = SourceKind.HAND

    def __init__(
        self, root: Path, *, units: Sequence[Unit], settle_seconds: float, now: datetime, name: str | None = None
    ) -> None:
        """`units` are the plan's; the rest as for any folder."""
        super().__init__(root, settle_seconds=settle_seconds, now=now, name=name)
        self._units = {fold_name(each): unit for unit in reversed(units) for each in _list_names(unit)}
        self._example = units[0].folder or units[0].code if units else "VP"

    def _take(
        self, directory: int, path: tuple[str, ...], state: FileState, at: datetime
    ) -> Iterator[Incoming | Skipped]:
        said = self._read_place([clean_name(name) for name in path[:-1]], state, at)
        if isinstance(said, str):
            yield self._skip(path, said, stamp=state.stamp, needs_person=True)
            return
        for found in super()._take(directory, path, state, at):
            yield _declare(found, said) if isinstance(found, Incoming) else found

    def _read_place(self, folders: Sequence[str], state: FileState, at: datetime) -> Declaration | str:
        """What the folders of a file say of it, or why a person must move it."""
        unit = self._units.get(fold_name(folders[0])) if folders else None
        if unit is None:
            return messages.HAND_NO_UNIT.format(unit=self._example)
        channel = find_channel(folders[1]) if len(folders) > 1 else None
        if channel is None:
            return messages.HAND_NO_CHANNEL.format(channels=", ".join(each.label for each in HandChannel))
        if len(folders) > _DEEPEST:
            return messages.HAND_TOO_DEEP
        told = self._read_teller(folders[-1], state) if len(folders) == _DEEPEST else (None, "")
        if isinstance(told, str):
            return told
        return Declaration(
            unit=unit.code,
            channel=channel,
            received_at=told[0] or at,
            declared_by=clean_line(told[1])[:_LONGEST_NAME] or messages.HAND_FOLDER_SAVER,
        )

    def _read_teller(self, folder: str, state: FileState) -> tuple[datetime, str] | str:
        """When and who, as the name of a folder tells, or what is wrong with it."""
        told = split_moment(folder)
        if told is None:
            return messages.HAND_NO_MOMENT
        if told[0] > self._now:
            return messages.HAND_MOMENT_AHEAD.format(moment=describe_moment(told[0]))
        # The change time tells when it was saved here, also when an old folder is looked at for the first time.
        if is_old(told[0], make_time(state.ctime_ns / 1e9, self._now)):
            return messages.HAND_MOMENT_OLD.format(moment=describe_moment(told[0]), days=OLD_DAYS)
        return told


def _make_finding(said: Declaration) -> Finding:
    """That it came by hand, how, when and by whose word; what was only dictated asks for a paper."""
    return make_finding(
        "by-typing" if said.channel is HandChannel.PHONE else "by-hand",
        channel=said.channel.label,
        moment=describe_moment(said.received_at),
        by=said.declared_by,
        note=messages.BY_HAND_NOTE.format(note=said.note) if said.note else "",
    )


def _declare(found: Incoming, said: Declaration) -> Incoming:
    """What came, with what was declared of it."""
    return found.model_copy(
        update={
            "received_at": said.received_at,
            "unit": said.unit,
            "period": said.period,
            "hand": said.channel,
            "declared_by": said.declared_by,
            "findings": (*found.findings, _make_finding(said)),
        }
    )


def _list_names(unit: Unit) -> list[str]:
    return [name for name in (unit.folder, unit.code, unit.name, *unit.aliases) if name]
