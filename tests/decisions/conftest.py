"""Questions as a period asks them."""

from datetime import UTC, datetime

import pytest

from schemas.question import Candidate, OpenQuestion
from schemas.values import QuestionKind

AT = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def sentence() -> OpenQuestion:
    """A sentence whose text begins like a formula."""
    return OpenQuestion(
        kind=QuestionKind.ITEM,
        key="item:TTNC:0123456789abcdef",
        submission=None,
        text="Câu “=HYPERLINK(1)” của TTNC thuộc nội dung nào của kế hoạch?",
        evidence="=HYPERLINK(1) đón 02 đoàn",
        place="tệp “BC.docx”, đoạn 3",
        candidates=(
            Candidate(code="item:3", label="Nội dung 3: Đón đoàn", effect="số liệu được cộng", suggested=True),
            Candidate(code="item:6", label=f"Nội dung 6: {'hợp tác ' * 60}"),
            Candidate(code="item:none", label="Không thuộc nội dung nào"),
        ),
        consequence="Chưa chọn: câu chưa được tính.",
    )
