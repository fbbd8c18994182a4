"""A draft follows what waits, was returned or set aside, once per change; a run with nothing new changes nothing."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from schemas.values import DeliveryState, DraftState
from tonghop import steps
from tonghop.decisions import Decider, list_inbox
from tonghop.ledger import drafts

PERIOD = "2024-H1"
NOTHING = "Trong kỳ không phát sinh."
HEADINGS = (
    "1. Thông tin, tuyên truyền chủ trương, đường lối",
    "2. Chỉ đạo, định hướng; truyền thông, sinh hoạt chuyên đề, tập huấn",
    "3. Đón tiếp và làm việc với các đoàn khách quốc tế",
    "4. Tuyên truyền trên các phương tiện thông tin truyền thông",
    "5. Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại",
    "6. Hợp tác quốc tế về khoa học và công nghệ",
)
GOOD = "Ngày 12/4/2024, tổ chức 01 hội nghị tuyên truyền tại Đông Hà với 60 lượt người."
DOUBTFUL = "Ngày 20/5/2024, đón tổng số 05 đoàn khách quốc tế, trong đó 03 đoàn Lào, 04 đoàn Thái Lan."
IN_TIME = datetime(2024, 6, 10, 2, 0, tzinfo=UTC)
LONG_AFTER = datetime(2024, 11, 20, 2, 0, tzinfo=UTC)


class Room:
    """An office with one shared folder, run by run."""

    def __init__(self, place: Path, open_work: Callable[..., Any]) -> None:
        self.folder, self.outputs, self.open_work = place / "Chung", place / "o", open_work

    def open(self, now: datetime = IN_TIME, **form: Any) -> Any:
        return self.open_work(self.outputs, now, folders=(self.folder,), **form)

    def bring(
        self, unit: str, *results: tuple[int, str], name: str = "BC.docx", folder: str = "", **given: Any
    ) -> None:
        """A report with these results under its items; `title` and `at` may be other ones."""
        title = given.get("title", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024")
        head = ("SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ", f"Số: 12/BC-{unit}", "BÁO CÁO", title)
        told = dict(results)
        document = Document()
        for line in (*head, *(text for n, each in enumerate(HEADINGS, 1) for text in (each, told.get(n, NOTHING)))):
            document.add_paragraph(line)
        path = self.folder / folder / unit / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        at = given.get("at", IN_TIME).timestamp()
        os.utime(path, (at, at))

    def run(self, now: datetime = IN_TIME, **form: Any) -> tuple[int, bool]:
        """(version, whether it is new) of the draft after a whole run, and nothing is left undone."""
        with self.open(now, **form) as job:
            steps.gather(job, job.sources[0])
            for ids in steps.list_unfiled(job):
                steps.file_submissions(job, ids)
            drafted = steps.draft(job)
            assert not steps.is_draft_outdated(job)
        return drafted.version, drafted.is_new

    def decide(self, choice: str) -> None:
        """On the one report that waits or waited as a whole."""
        with self.open() as job:
            found = [each for decided in (False, True) for each in list_inbox(job.ledger, job.plan, decided=decided)]
            (key,) = {each.key for each in found if each.kind == "submission"}
            steps.decide(job, key, choice, Decider("Hà", "Hà", None, job.now()))
            steps.follow_decisions(job)

    def list_states(self, version: int) -> list[str]:
        report = json.loads((self.outputs / "reports" / PERIOD / f"v{version}" / "report.json").read_bytes())
        return sorted(f"{row['unit']} {row['status']}" for row in report["submissions"])


@pytest.fixture
def room(tmp_path: Path, open_work: Callable[..., Any], bare_environment: pytest.MonkeyPatch) -> Room:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    room = Room(tmp_path, open_work)
    room.bring("VP", (1, GOOD))
    assert room.run() == (1, True)
    return room


def test_a_run_with_nothing_new_makes_no_version(room: Room) -> None:
    assert room.run() == (1, False)
    assert room.run(LONG_AFTER) == (1, False)


def test_each_state_of_a_report_that_does_not_count_is_told_by_one_version(room: Room) -> None:
    room.bring("TTNC", (3, DOUBTFUL))
    told = []
    for version, choice in enumerate(("", "return", "set-aside", "return", "accept"), start=2):
        if choice:
            room.decide(choice)
        assert room.run() == (version, True), choice
        assert room.run() == (version, False), choice
        told.append(room.list_states(version)[0])
    assert told == [f"TTNC {each}" for each in ("needs_person", "returned", "set-aside", "returned", "accepted")]


def test_the_same_paper_that_comes_again_and_still_waits_makes_no_version(room: Room) -> None:
    room.bring("TTNC", (3, DOUBTFUL))
    assert room.run() == (2, True)
    (room.folder / "TTNC" / "BC (1).docx").write_bytes((room.folder / "TTNC" / "BC.docx").read_bytes())
    assert room.run() == (2, False)


@pytest.mark.parametrize(("at", "version"), [(IN_TIME, (2, True)), (LONG_AFTER, (1, False))])
def test_what_tells_no_period_is_told_only_where_people_still_work_on_it(
    room: Room, at: datetime, version: tuple[int, bool]
) -> None:
    room.bring("TTNC", (3, GOOD), title="Kết quả công tác thông tin đối ngoại", at=at)
    assert room.run(at) == version
    assert room.run(LONG_AFTER) == (version[0], False)


def test_what_only_the_leaders_copy_tells_is_sent_to_nobody_again(
    room: Room, post: Any, open_work: Callable[..., Any]
) -> None:
    def publish() -> list[DeliveryState | None]:
        with room.open(send="always") as job:
            return [each.state for each in steps.publish(job)]

    assert publish() == [DeliveryState.ACCEPTED] * 2
    room.bring("TTNC", (3, DOUBTFUL))
    assert room.run() == (2, True)
    with room.open() as job, job.ledger.read() as connection:
        first, second = drafts.load_drafts(connection, PERIOD)
    assert (second.sha256, second.state) == (first.sha256, DraftState.SENT)
    assert publish() == []
    assert len(post.mails) == 2
    room.decide("accept")
    assert room.run() == (3, True)
    assert publish() == [None, None]
    assert len(post.mails) == 2
