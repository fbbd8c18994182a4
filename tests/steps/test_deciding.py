"""From a question to what follows: a decision is applied at once or on the next run, survives, and loses nothing."""

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from schemas.request import DecideForm
from schemas.subjects import make_item_subject
from schemas.values import CheckStatus, UnitState
from tonghop import steps
from tonghop.audit.chain import find_chain_faults, find_row_faults
from tonghop.decisions import Decider, DecisionError, InboxEntry, list_inbox
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.keys import make_short_key
from tonghop.decisions.sheet import HEAD_ROW
from tonghop.ledger.learning import load_item_corrections
from tonghop.ledger.submissions import load_submissions
from tonghop.status import find_status
from tonghop.steps import deciding, settling
from tonghop.steps.drafting import ask
from tonghop.steps.settling import list_unsettled

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


@pytest.fixture
def desk(tmp_path: Path, open_work: Callable[..., Any], bare_environment: pytest.MonkeyPatch) -> Desk:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    bare_environment.setattr(settling, "understand", with_loose_sentence(settling.understand))
    return Desk(tmp_path, open_work)


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


def test_a_plain_report_passes_without_a_question(desk: Desk) -> None:
    desk.bring(*BODY)
    desk.run()
    assert [row.status for row in desk.rows] == [CheckStatus.ACCEPTED]
    with desk.open() as job:
        assert list_inbox(job.ledger, job.plan) == []


def test_a_sentence_that_a_person_files_lets_the_report_count_and_becomes_an_example(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    assert (entry.evidence, entry.unit, desk.rows[0].status) == (LOOSE, "VP", CheckStatus.NEEDS_PERSON)
    assert entry.place is not None
    assert entry.place.startswith("tệp “BC.docx”, đoạn ")
    told = desk.decide(entry.key, "item:2")
    assert told.recorded.label.startswith("Nội dung 2: ")
    assert (desk.rows[0].status, desk.texts(2), desk.find("item")) == (CheckStatus.ACCEPTED, [LOOSE], [])
    with desk.open() as job, job.ledger.read() as connection:
        assert load_item_corrections(connection) == [(LOOSE, 2)]
    assert desk.is_sound()


def test_what_was_decided_and_not_yet_applied_is_applied_by_the_next_run_once(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    desk.decide(entry.key, "item:2", follow=False)  # killed right behind the decision
    assert desk.rows[0].status is CheckStatus.NEEDS_PERSON
    assert desk.run() == 1
    assert desk.rows[0].status is CheckStatus.ACCEPTED
    filed = desk.count_events("submission.filed")
    assert desk.run() == 0
    assert (desk.count_events("submission.filed"), desk.find("item")) == (filed, [])


def test_a_decision_that_changes_nothing_makes_no_event(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    desk.decide(entry.key, "item:2")
    filed = desk.count_events("submission.filed")
    assert not desk.decide(entry.key, "item:2").is_new
    assert desk.count_events("submission.filed") == filed
    desk.decide(entry.key, "item:3")
    assert (desk.texts(2), desk.texts(3)) == ([], [LOOSE])


def test_a_decision_holds_in_its_own_period_alone(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.bring(*add(LOOSE), name="BC nam.docx", head=(*HEAD[:4], "Kết quả công tác thông tin đối ngoại năm 2024"))
    desk.run()
    desk.decide(desk.find("item")[0].key, "item:2")

    def tell() -> dict[str, tuple[list[int], int]]:
        with desk.open() as job, job.ledger.read() as connection:
            rows = [row.content for row in load_submissions(connection) if row.content is not None]
        return {
            str(content.period): (
                [number for number, item in content.items.items() for a in item.activities if a.text == LOOSE],
                len(content.unassigned),
            )
            for content in rows
        }

    assert tell() == {"2024-H1": ([2], 0), "2024": ([], 1)}
    with desk.open() as job:
        assert list_unsettled(job) == [], "nothing of the other period is settled for it"


def test_a_unit_that_a_person_named_is_asked_again_for_the_next_paper_from_there(desk: Desk) -> None:
    bare = ("BÁO CÁO", HEAD[4])
    desk.bring(*BODY, unit="Gop", name="a.docx", head=bare)
    desk.run()
    desk.decide(desk.find("unit")[0].key, "unit:TTNC")
    desk.bring(*add("Ngày 2/5/2024, tổ chức 01 hội nghị."), unit="Gop", name="b.docx", head=bare)
    desk.run()
    assert {row.content.unit for row in desk.rows} == {"TTNC", None}
    assert len(desk.find("unit")) == 1


@pytest.mark.parametrize("name", ["decided_by", "note"])
def test_nothing_that_bears_a_mark_is_recorded_with_a_decision(desk: Desk, name: str) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    key = desk.find("item")[0].key
    with desk.open() as job:
        decider = Decider("Lân", "Lân", None, job.now())._replace(**{name: "TỐI MẬT"})
        (row,) = steps.assess(job).submissions
        form = DecideForm(key=key, choice="item:2", by=decider.decided_by, note=decider.note or "")
        for record in (
            lambda: steps.decide(job, key, "item:2", decider),
            lambda: steps.file_sentence(job, row.id, "tuyên truyền tại Đông Hà", 2, decider),
            lambda: steps.decide_by_form(job, form),
        ):
            with pytest.raises(DecisionError, match="dấu hiệu mật"):
                record()
    assert desk.count_events("question.decided") == 0


def test_the_form_tells_whose_decision_it_reverses(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    key = desk.find("item")[0].key
    desk.decide(key, "item:2", by="Bà Hà")
    with desk.open() as job:
        told = steps.decide_by_form(job, DecideForm(key=key, choice="item:3", by="Ông Lân\x1b"))
    assert told.endswith("(thay quyết định trước của Bà Hà)")


def test_a_revised_report_keeps_the_decision_and_a_changed_sentence_asks_anew(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    desk.decide(desk.find("item")[0].key, "item:2")
    desk.bring(*add(LOOSE), name="BC lan 2.docx")
    desk.run()
    assert desk.find("item") == []
    desk.bring(*add(LOOSE.replace("12 bộ", "15 bộ")), name="BC lan 3.docx")
    desk.run()
    (entry,) = desk.find("item")
    assert entry.evidence == LOOSE.replace("12 bộ", "15 bộ")


def test_any_sentence_may_be_filed_otherwise_by_its_words(desk: Desk) -> None:
    desk.bring(*BODY)
    desk.run()
    said = "Ngày 12/4/2024, tổ chức 01 hội nghị tuyên truyền tại Đông Hà với 60 lượt người."
    with desk.open() as job:
        decider = Decider("Lân", "Lân", None, job.now())
        (row,) = steps.assess(job).submissions
        told = steps.file_sentence(job, row.id[:8].upper(), "hội nghị  TUYÊN TRUYỀN tại Đông Hà", 2, decider)
        assert told.is_new
        assert steps.follow_decisions(job) == 1
        for wrong in (("khong-co", "Đông Hà", 2), (row.id[:8], "câu lạ", 2), (row.id[:8], "Đông Hà", 9)):
            with pytest.raises(DecisionError):
                steps.file_sentence(job, *wrong, decider)
    assert (desk.texts(1), desk.texts(2)) == ([], [said])


@pytest.mark.parametrize(
    ("choice", "status", "state"),
    [
        ("accept", CheckStatus.ACCEPTED, UnitState.ON_TIME),
        ("return-items", CheckStatus.ACCEPTED, UnitState.ON_TIME),
        ("return", CheckStatus.RETURNED, UnitState.RETURNED),
        ("set-aside", CheckStatus.SET_ASIDE, UnitState.MISSING),
    ],
)
def test_what_becomes_of_a_report_with_faults_is_said_by_a_person_until_another_comes(
    desk: Desk, choice: str, status: CheckStatus, state: UnitState
) -> None:
    desk.bring(*DOUBTFUL)
    desk.run()
    (entry,) = desk.find("submission")
    assert (desk.rows[0].status, desk.find_state()) == (CheckStatus.NEEDS_PERSON, UnitState.NEEDS_PERSON)
    desk.decide(entry.key, choice)
    assert (desk.rows[0].status, desk.find_state(), desk.find("submission")) == (status, state, [])
    assert desk.rows[0].content.items[3].returned is (choice == "return-items")
    assert bool(desk.texts(1)) is True, "what it says is kept"
    desk.bring(*BODY, name="BC sua.docx")
    desk.run()
    assert (desk.find_state(), desk.find("submission")) == (UnitState.ON_TIME, [])
    assert desk.is_sound()


def test_what_cannot_be_read_cannot_be_accepted(desk: Desk) -> None:
    (desk.folder / "VP").mkdir(parents=True)
    (desk.folder / "VP" / "hong.docx").write_bytes(b"PK\x03\x04 hong")
    desk.run()
    (entry,) = desk.find("submission")
    assert [each.code for each in entry.candidates] == ["return", "set-aside"]
    with pytest.raises(DecisionError, match="Không có lựa chọn “accept”"):
        desk.decide(entry.key, "accept")
    desk.decide(entry.key, "set-aside")
    assert (desk.rows[0].status, desk.find("submission")) == (CheckStatus.SET_ASIDE, [])


def test_unit_and_period_come_first_and_what_is_no_report_is_set_aside_for_that_one_alone(desk: Desk) -> None:
    bare = ("Kết quả công tác thông tin đối ngoại",)
    desk.bring(*add(LOOSE), unit="Khac", name="a.docx", head=bare)
    desk.run()
    (unit,), (period,) = desk.find("unit"), desk.find("period")
    assert desk.find("item") == desk.find("submission") == []
    desk.decide(unit.key, "unit:VP")
    desk.decide(period.key, "period:2024-H1")
    assert desk.rows[0].content.unit == "VP"
    (entry,) = desk.find("item")
    assert entry.key == make_short_key(make_item_subject("2024-H1", "VP", LOOSE))
    told = desk.decide(unit.key, "unit:TTNC")
    assert told.recorded.earlier.choice == "unit:VP"
    assert desk.rows[0].content.unit == "TTNC"
    desk.bring(*BODY[:2], unit="Khac2", name="b.docx", head=bare)
    desk.run()
    (other,) = desk.find("unit")
    assert other.key != unit.key
    desk.decide(other.key, "set-aside")
    assert sorted(row.status for row in desk.rows) == [CheckStatus.NEEDS_PERSON, CheckStatus.SET_ASIDE]
    assert desk.find("unit") == desk.find("period") == []


def fill(data: bytes, choices: dict[str, str]) -> bytes:
    """The sheet with choices by key, as Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[words.SHEET]
    for row in sheet.iter_rows(min_row=HEAD_ROW + 2):
        if (choice := choices.get(str(row[words.KEY].value))) is not None:
            row[words.CHOICE].value = choice
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def list_reasons(applied: steps.Applied) -> list[str | None]:
    return [each.refused for each in applied.rows]


def test_a_filled_sheet_is_recorded_and_applied_and_told_when_it_comes_again(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    label = next(each.label for each in entry.candidates if each.code == "item:2")
    with desk.open() as job:
        data, count = steps.export_sheet(job, period="2024-H1")
        assert (count, steps.export_sheet(job, period="2024-H2")[1]) == (1, 0)
        filled = fill(data, {entry.key: label})
        first = steps.apply_sheet(job, "v.xlsx", filled, by="Hà")
        again = steps.apply_sheet(job, "v.xlsx", filled, by="Hà")
        other = steps.apply_sheet(job, "v.xlsx", fill(data, {entry.key: entry.candidates[-1].label}), by="Hà")
    assert (list_reasons(first), first.changed, first.rows[0].is_new) == ([None], 1, True)
    assert (list_reasons(again), again.rows[0].is_new) == ([None], False)
    assert list_reasons(other) == [words.DECIDED.format(by="Hà", label=label)]
    assert (desk.texts(2), desk.rows[0].status) == ([LOOSE], CheckStatus.ACCEPTED)


def test_stale_foreign_and_wrong_rows_are_refused_one_by_one(desk: Desk, tmp_path: Path) -> None:
    second = LOOSE.replace("12 bộ", "7 bộ")
    desk.bring(*add(LOOSE, second))
    desk.run()
    asked = {entry.evidence: entry for entry in desk.find("item")}
    labels = {each.code: each.label for each in asked[LOOSE].candidates}
    choices = {asked[LOOSE].key: "Nội dung 77", asked[second].key: labels["item:2"]}
    with desk.open() as job:
        data, _ = steps.export_sheet(job)
    edited = openpyxl.load_workbook(io.BytesIO(fill(data, choices)))
    allowed = words.ALLOWED_ITEMS.format(items="1, 2, 3, 4, 5, 6")
    sheet = edited[words.SHEET]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD_ROW + 2)]
    stale = [*lines[0]]
    stale[words.CHECK] = f"{'0' * 12}-{str(stale[words.CHECK]).partition('-')[2]}"
    foreign = [*lines[0]]
    foreign[words.CHECK] = f"{str(foreign[words.CHECK]).partition('-')[0]}-{'f' * 8}"
    unknown = [*lines[0]]
    unknown[words.KEY] = "00000000"
    for line in (stale, foreign, unknown, [*lines[0][: words.CHECK], "sửa"]):
        sheet.append(line)
    out = io.BytesIO()
    edited.save(out)
    with desk.open() as job:
        applied = steps.apply_sheet(job, "v.xlsx", out.getvalue(), by="Hà")
    assert sorted(map(str, list_reasons(applied))) == sorted(
        [
            "None",
            words.WRONG_CHOICE.format(choice="Nội dung 77", choices=allowed),
            words.STALE,
            words.FOREIGN,
            words.UNKNOWN,
            words.NO_CHECK,
        ]
    )
    assert desk.texts(2) == [second]


def test_the_form_takes_code_or_words_and_says_what_is_missing(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    (entry,) = desk.find("item")
    label = next(each.label for each in entry.candidates if each.code == "item:2")
    with desk.open() as job:
        with pytest.raises(DecisionError, match=r"Điền mã việc\. Điền lựa chọn\. Điền họ tên"):
            steps.decide_by_form(job, DecideForm())
        with pytest.raises(DecisionError, match="Không có lựa chọn “gì đó”"):
            steps.decide_by_form(job, DecideForm(key=entry.key, choice="gì đó", by="Hà"))
        assert steps.decide_by_form(job, DecideForm(key=f" {entry.key} ", choice=label, by="Hà")) == label
        assert "từ trước" in steps.decide_by_form(job, DecideForm(key=entry.key, choice="item:2", by="Hà"))


def test_a_busy_ledger_leaves_what_follows_to_the_next_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from tonghop.ledger import LedgerError

    desk.bring(*add(LOOSE))
    desk.run()

    def refuse(*given: Any) -> int:
        raise LedgerError("bận")

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "file_submissions", refuse)
        desk.decide(desk.find("item")[0].key, "item:2")
    assert desk.rows[0].status is CheckStatus.NEEDS_PERSON
    desk.run()
    assert desk.rows[0].status is CheckStatus.ACCEPTED


def test_reading_again_on_purpose_keeps_decisions_and_tells_who(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.run()
    desk.decide(desk.find("item")[0].key, "item:2")
    with desk.open() as job:
        (same,) = steps.reread(job, unit="VP", by="Lân")
        assert not same.is_changed
        assert steps.reread(job, unit="TTNC", by="Lân") == []
    assert desk.texts(2) == [LOOSE]
    assert desk.count_events("submissions.reread") == 1
    assert desk.is_sound()
