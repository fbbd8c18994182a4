"""Looks at sources: what a source is called by people, and when it was last looked at.

Keeps out what came (gathering). No machine path leaves here: these words stand in mails and on the day's page.
"""

from datetime import datetime
from pathlib import Path

from schemas.today import SourceHealth
from schemas.values import SourceKind
from tonghop.intake.names import clean_name, make_source_name
from tonghop.intake.sources import Source
from tonghop.job import Job
from tonghop.ledger import looks

_EXAMPLES = {"folder:examples": "thư mục ví dụ", "maildir:examples": "hộp thư ví dụ"}
_NAME_LENGTH = 150


def record_look(job: Job, source: Source, *, failure: str | None, newest_at: datetime | None) -> None:
    """Remember that a source was looked at now, and why it (or a part of it) could not be."""
    name = {known: name for known, name, _ in _list_sources(job)}.get(source.name, source.name)
    with job.ledger.write() as connection:
        looks.record_look(
            connection,
            source_name=name,
            source=source.kind,
            at=job.now(),
            failure=failure and _hide_paths(job, failure),
            newest_at=newest_at,
        )


def find_source_health(job: Job) -> list[SourceHealth]:
    """How the sources of this job stand, in their order; one that was never looked at has no time."""
    with job.ledger.read() as connection:
        known = {each.name: each for each in looks.load_looks(connection)}
    return [
        known.get(name) or SourceHealth(name=name, kind=kind, looked_at=None, succeeded_at=None, newest_at=None)
        for _, name, kind in _list_sources(job)
    ]


def _list_sources(job: Job) -> list[tuple[str, str, SourceKind]]:
    """(stable name, name for people, kind) of each source; the examples are not laid out for it."""
    if job.is_example:
        kinds = (SourceKind.FOLDER, SourceKind.MAILBOX)
        return [(known, name, kind) for (known, name), kind in zip(_EXAMPLES.items(), kinds, strict=True)]
    folders, maildirs = job.settings.folders, job.settings.maildirs
    sources = [(make_source_name("folder", root, None), root, SourceKind.FOLDER) for root in folders]
    sources += [(make_source_name("maildir", root, None), root, SourceKind.MAILBOX) for root in maildirs]
    names = [_name_root(root) for _, root, _ in sources]
    return [
        (known, name if names.count(name) == 1 else f"{name} ({known.rpartition(':')[2][:4]})", kind)
        for (known, _, kind), name in zip(sources, names, strict=True)
    ]


def _name_root(root: Path) -> str:
    """The last part of the path, which is what people call a shared folder or a mailbox."""
    return clean_name(root.name or root.resolve().name)[:_NAME_LENGTH] or "/"


def _hide_paths(job: Job, text: str) -> str:
    """The text with each root by its name alone."""
    roots = [root for root in (*job.settings.folders, *job.settings.maildirs) if root.is_absolute()]
    for root in sorted(roots, key=lambda root: len(str(root)), reverse=True):
        text = text.replace(str(root), f"“{_name_root(root)}”")
    return text
