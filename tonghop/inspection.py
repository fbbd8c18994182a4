"""Look at one report without any ledger, for `tonghop check`. Loads neither pandas nor SQLAlchemy."""

import hashlib
from pathlib import Path
from typing import Any

from schemas.plan import Plan
from schemas.submission import Channel
from tonghop.checking import check_submission, quarantined_json, to_json
from tonghop.reading import read_documents, read_mail
from tonghop.secrecy import add_circulation_findings, find_mark
from tonghop.understanding import understand


def check_file(path: Path, data: bytes, plan: Plan, *, unit: str | None, sender: str | None) -> dict[str, Any]:
    """The `check` object of contract 4.2 for one file; a secrecy mark gives no text, hash or items."""
    documents = read_documents([(path.name, data)])
    names, subject = [path.name], None
    if documents[0].format == "mail":
        mail = read_mail(data)
        subject, sender = mail.subject, sender or mail.sender
        names += [name for name, _ in mail.parts]
    if find_mark(names, documents, [subject or ""]) is not None:
        return quarantined_json(str(path))
    documents = add_circulation_findings(documents)
    folders = tuple(part for part in path.absolute().parts[1:-1])
    channel = Channel(sender=sender, folders=folders, unit=unit, subject=subject, names=(path.name,))
    checked = check_submission(understand(documents, channel, plan), documents, channel, plan)
    return to_json(str(path), hashlib.sha256(data).hexdigest(), checked)
