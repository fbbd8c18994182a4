"""Looks at sources: what a source is called by people, and when it was last looked at.

Keeps out what came (gathering). No machine path leaves here: these words stand in mails and on the day's page.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from schemas.today import SourceHealth
from schemas.values import SourceKind
from tonghop.intake.names import clean_name, make_source_name
from tonghop.intake.sources import Source
from tonghop.job import Job
from tonghop.ledger import looks

_EXAMPLES = {"folder:examples": "thư mục ví dụ", "maildir:examples": "hộp thư ví dụ"}
_NAME_LENGTH = 150
_ENDING = re.compile(r" \([^()]{1,4}\)$")
_LOST_FOR = timedelta(days=7)
"""So long people are told of a source that is configured no more; then it is taken for given up."""


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


def find_lost_sources(job: Job) -> list[SourceHealth]:
    """The sources that were seen, were looked at in the last days, and that the settings name no longer, by name.

    One that was never seen was a slip of the pen. Two roots of one name are told apart by what follows it: a name that
    only got or lost that ending is not lost.
    """
    names = {_take_off(name) for _, name, _ in _list_sources(job)} | set(_EXAMPLES.values())
    since = job.now() - _LOST_FOR
    with job.ledger.read() as connection:
        known = looks.load_looks(connection)
    return [
        each
        for each in known
        if _take_off(each.name) not in names
        and each.succeeded_at is not None
        and each.looked_at is not None
        and each.looked_at >= since
    ]


def _take_off(name: str) -> str:
    return _ENDING.sub("", name)


def _list_sources(job: Job) -> list[tuple[str, str, SourceKind]]:
    """(stable name, name for people, kind) of each source; the examples are not laid out for it."""
    if job.is_example:
        kinds = (SourceKind.FOLDER, SourceKind.MAILBOX)
        return [(known, name, kind) for (known, name), kind in zip(_EXAMPLES.items(), kinds, strict=True)]
    settings = job.settings
    named = [
        *((make_source_name("folder", root, None), _name_root(root), SourceKind.FOLDER) for root in settings.folders),
        *(
            (make_source_name("maildir", root, None), _name_root(root), SourceKind.MAILBOX)
            for root in settings.maildirs
        ),
        *((each.source_name, clean_name(each.user), SourceKind.MAILBOX) for each in settings.imap_accounts),
        *((make_source_name("hand", root, None), _name_root(root), SourceKind.HAND) for root in settings.hand_folders),
    ]
    names = [name for _, name, _ in named]
    return [
        (known, name if names.count(name) == 1 else f"{name} ({known.rpartition(':')[2][:4]})", kind)
        for known, name, kind in named
    ]


def _name_root(root: Path) -> str:
    """The last part of the path, which is what people call a shared folder or a mailbox."""
    return clean_name(root.name or root.resolve().name)[:_NAME_LENGTH] or "/"


def _hide_paths(job: Job, text: str) -> str:
    """The text with each root by its name alone."""
    roots = [root for root in job.settings.roots if root.is_absolute()]
    for root in sorted(roots, key=lambda root: len(str(root)), reverse=True):
        text = text.replace(str(root), f"“{_name_root(root)}”")
    return text
