"""What people call a mail that is itself the report: by its subject.

When it came stands beside it wherever it is named; the ledger keeps the name it came by.

Keeps out intake and filing, where names are hints and go past the gate as they came.
"""

from schemas.submission import MAIL_TEXT, WHOLE_MAIL, FiledDocument, FiledSubmission
from tonghop.delivery.addresses import clean_text

_MAIL = "Thư: {subject}"
_NO_SUBJECT = "Thư không có tiêu đề"
_LONGEST = 120


def name_mails(row: FiledSubmission) -> FiledSubmission:
    """The submission with its mail called as people know it; files keep the names that their unit gave them."""
    if not any(_is_mail(file) for file in row.files):
        return row
    subject = clean_text(row.subject or row.channel.subject or "")
    shown = subject if len(subject) <= _LONGEST else f"{subject[: _LONGEST - 1].rstrip()}…"
    name = _MAIL.format(subject=shown) if shown else _NO_SUBJECT
    files = tuple(file.model_copy(update={"name": name}) if _is_mail(file) else file for file in row.files)
    return row.model_copy(update={"files": files})


def _is_mail(file: FiledDocument) -> bool:
    return file.name in (WHOLE_MAIL, MAIL_TEXT)
