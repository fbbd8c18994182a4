"""Keep the ledger's questions of a period equal to what is open now."""

from collections.abc import Iterable
from datetime import datetime

from schemas.question import OpenQuestion
from schemas.values import QuestionKind
from tonghop.ledger import Ledger
from tonghop.ledger.questions import record_questions
from tonghop.ledger.sightings import load_held, load_open_hits

_SECRECY = (
    "Có {count} mục mang dấu hiệu mật trong nguồn nhận. Phần mềm không lưu, không sao chép, không hiển thị nội dung; "
    "mục đó vẫn nằm nguyên ở nơi nhận."
)
_SECRECY_CHOICES = ("Đúng là tài liệu mật, đã xử lý", "Báo nhầm, cho tiếp nhận")
_SECRECY_CONSEQUENCE = "Mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý xong."
_HELD_CHOICES = ("Tiếp nhận bằng cách khác", "Không phải báo cáo, bỏ qua")
_HELD_CONSEQUENCE = "Tệp chưa được tiếp nhận; báo cáo trong đó (nếu có) chưa được tính."


def record_open_questions(
    ledger: Ledger, period: str, asked: Iterable[OpenQuestion], *, example: bool, at: datetime
) -> tuple[int, int]:
    """Open what is new and close what no longer arises; gives (opened, closed).

    Beside what consolidation asks: all secrecy holds together, without any detail, and each item that could not be
    taken in. The same question of two periods has two keys.
    """
    with ledger.write() as connection:
        every = [*asked]
        if hits := len(load_open_hits(connection, example=example)):
            every.append(
                OpenQuestion(
                    kind=QuestionKind.SECRECY,
                    key="secrecy",
                    submission=None,
                    text=_SECRECY.format(count=hits),
                    candidates=_SECRECY_CHOICES,
                    consequence=_SECRECY_CONSEQUENCE,
                )
            )
        every += [
            OpenQuestion(
                kind=QuestionKind.SUBMISSION,
                key=f"held:{key}",
                submission=None,
                text=reason,
                candidates=_HELD_CHOICES,
                consequence=_HELD_CONSEQUENCE,
            )
            for key, reason in load_held(connection)
        ]
        rows = [
            {**question.model_dump(exclude={"submission", "key"}), "key": f"{period}/{question.key}"}
            | {"submission_id": question.submission}
            for question in every
        ]
        return record_questions(connection, period, rows, at=at)
