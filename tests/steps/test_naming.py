"""A mail that is itself the report is called by its subject; files keep the names that their unit gave them."""

from datetime import UTC, datetime

import pytest

from schemas.submission import MAIL_TEXT, WHOLE_MAIL, FiledDocument, FiledSubmission
from schemas.values import SourceKind
from tonghop.steps.naming import name_mails


@pytest.mark.parametrize(
    ("name", "subject", "shown"),
    [
        (WHOLE_MAIL, "Báo cáo 6 tháng", "Thư: Báo cáo 6 tháng"),
        (MAIL_TEXT, "Báo cáo 6 tháng", "Thư: Báo cáo 6 tháng"),
        (WHOLE_MAIL, None, "Thư không có tiêu đề"),
        (WHOLE_MAIL, " \r\n", "Thư không có tiêu đề"),
        (WHOLE_MAIL, "a" * 300, f"Thư: {'a' * 119}…"),
        ("BC.docx", "Báo cáo 6 tháng", "BC.docx"),
        ("thư.eml.docx", "Báo cáo 6 tháng", "thư.eml.docx"),
    ],
)
def test_a_mail_is_called_by_its_subject(name: str, subject: str | None, shown: str) -> None:
    row = FiledSubmission(
        id="1",
        source=SourceKind.MAILBOX,
        subject=subject,
        received_at=datetime(2024, 6, 17, 8, 21, tzinfo=UTC),
        files=(FiledDocument(name=name, sha256="0" * 64),),
    )
    named = name_mails(row)
    assert [file.name for file in named.files] == [shown]
    assert named.model_copy(update={"files": row.files}) == row
