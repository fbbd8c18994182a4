"""From a question to what follows: a decision is applied at once or on the next run, survives, and loses nothing."""

from typing import Any

import pytest

from schemas.request import DecideForm
from schemas.subjects import make_item_subject
from schemas.values import CheckStatus, UnitState
from tests.steps.desk import BODY, DOUBTFUL, HEAD, LOOSE, Desk, add
from tonghop import steps
from tonghop.decisions import Decider, DecisionError, list_inbox
from tonghop.decisions.keys import make_short_key
from tonghop.ledger.learning import load_item_corrections
from tonghop.ledger.submissions import load_submissions
from tonghop.steps import deciding
from tonghop.steps.settling import list_unsettled


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


def test_a_decision_reaches_every_report_with_that_sentence_and_leaves_no_mark_on_another(desk: Desk) -> None:
    desk.bring(*add(LOOSE))
    desk.bring(*add(LOOSE, "Ngày 2/5/2024, tổ chức 01 hội nghị tại Cam Lộ."), name="BC lan 2.docx")
    desk.bring(*add("Ngày 3/5/2024, tổ chức 01 hội nghị tại Hải Lăng."), name="BC lan 3.docx")
    desk.run()
    (entry,) = desk.find("item")
    filed = desk.count_events("submission.filed")
    desk.decide(entry.key, "item:2")
    assert desk.texts(2) == [LOOSE, LOOSE]
    assert [row.content.unassigned for row in desk.rows] == [(), (), ()]
    assert desk.count_events("submission.filed") == filed + 2, "what stays the same makes no event"
    assert desk.is_sound()


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
