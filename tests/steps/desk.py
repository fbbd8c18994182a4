"""An office with one shared folder, step by step, and the reports that it gets."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document

from schemas.values import UnitState
from tonghop import steps
from tonghop.audit.chain import find_chain_faults, find_row_faults
from tonghop.decisions import Decider, InboxEntry, list_inbox
from tonghop.status import find_status
from tonghop.steps.drafting import ask

LOOSE = "Bàn giao 12 bộ tài liệu song ngữ cho lớp học tại huyện Hướng Hóa."
HEAD = (
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ",
    "VĂN PHÒNG SỞ",
    "Số: 12/BC-VP",
    "BÁO CÁO",
    "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
)
BODY = (
    "1. Thông tin, tuyên truyền chủ trương, đường lối",
    "Ngày 12/4/2024, tổ chức 01 hội nghị tuyên truyền tại Đông Hà với 60 lượt người.",
    "2. Chỉ đạo, định hướng; truyền thông, sinh hoạt chuyên đề, tập huấn",
    "Trong kỳ không phát sinh.",
    "3. Đón tiếp và làm việc với các đoàn khách quốc tế",
    "Trong kỳ không phát sinh.",
    "4. Tuyên truyền trên các phương tiện thông tin truyền thông",
    "Trong kỳ không phát sinh.",
    "5. Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại",
    "Trong kỳ không phát sinh.",
    "6. Hợp tác quốc tế về khoa học và công nghệ",
    "Trong kỳ không phát sinh.",
)

DOUBTFUL = (
    *BODY[:5],
    "Ngày 20/5/2024, đón tổng số 05 đoàn khách quốc tế, trong đó 03 đoàn Lào, 04 đoàn Thái Lan.",
    *BODY[6:],
)
"""A total under item 3 that its parts contradict."""
ARRIVED = datetime(2024, 6, 10, 2, 0, tzinfo=UTC).timestamp()


def add(*texts: str) -> tuple[str, ...]:
    """The plain report with sentences added below a result."""
    return (*BODY[:2], *texts, *BODY[2:])


class Desk:
    """An office with one shared folder, step by step."""

    def __init__(self, place: Path, open_work: Callable[..., Any]) -> None:
        self.folder, self.outputs, self.open_work = place / "Chung", place / "o", open_work

    def open(self) -> Any:
        return self.open_work(self.outputs, folders=(self.folder,))

    def bring(self, *lines: str, name: str = "BC.docx", unit: str = "VP", head: tuple[str, ...] = HEAD) -> None:
        document = Document()
        for line in (*head, *lines):
            document.add_paragraph(line)
        (self.folder / unit).mkdir(parents=True, exist_ok=True)
        document.save(str(self.folder / unit / name))
        os.utime(self.folder / unit / name, (ARRIVED, ARRIVED))

    def run(self) -> int:
        """What a run does before drafting; gives how many submissions were filed or changed."""
        with self.open() as job:
            steps.gather(job, job.sources[0])
            count = sum(steps.file_submissions(job, ids) for ids in steps.list_unfiled(job))
            ask(job)
            return count

    def find(self, kind: str) -> list[InboxEntry]:
        with self.open() as job:
            return [entry for entry in list_inbox(job.ledger, job.plan) if entry.kind == kind]

    def decide(self, key: str, choice: str, by: str = "Trần Ngọc Lân", *, follow: bool = True) -> Any:
        with self.open() as job:
            decided = steps.decide(job, key, choice, Decider(by, by, None, job.now()))
            if follow:
                steps.follow_decisions(job)
            return decided

    @property
    def rows(self) -> list[Any]:
        with self.open() as job:
            rows: list[Any] = steps.assess(job).submissions
            return rows

    def texts(self, item: int) -> list[str]:
        return [activity.text for row in self.rows for activity in row.content.items[item].activities]

    def find_state(self) -> UnitState:
        """Where VP stands."""
        with self.open() as job:
            status, _ = find_status(job)
        return next(unit.state for unit in status.units if unit.unit == "VP")

    def is_sound(self) -> bool:
        with self.open() as job, job.ledger.read() as connection:
            return not [*find_chain_faults(connection), *find_row_faults(connection, None)]

    def count_events(self, kind: str) -> int:
        with self.open() as job, job.ledger.read() as connection:
            query = "SELECT count(*) FROM events WHERE kind = ?"
            return int(connection.exec_driver_sql(query, (kind,)).scalar() or 0)


def with_loose_sentence(understand: Callable[..., Any]) -> Callable[..., Any]:
    """As if the model doubted that one sentence, whatever it is taught."""
    from schemas.submission import UnfiledText

    def doubt(documents: Any, channel: Any, plan: Any) -> Any:
        content = understand(documents, channel, plan)
        blocks = [block for document in documents for block in document.blocks if block.text.startswith("Bàn giao")]
        loose = tuple(
            UnfiledText(text=block.text, locator=block.locator, sha256=documents[0].sha256) for block in blocks
        )
        items = {
            number: report.model_copy(
                update={"activities": tuple(a for a in report.activities if not a.text.startswith("Bàn giao"))}
            )
            for number, report in content.items.items()
        }
        kept = tuple(each for each in content.unassigned if not each.text.startswith("Bàn giao"))
        return content.model_copy(update={"items": items, "unassigned": (*kept, *loose)})

    return doubt
