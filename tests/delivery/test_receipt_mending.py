"""What a receipt asks a unit to mend, by which day, and what it leaves to the Office."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from schemas.document import Finding
from schemas.notice import Notice
from schemas.rules import load_rules
from schemas.submission import Channel, ItemReport
from schemas.values import CellState, CheckStatus, HandChannel, MissingReason, Severity, SourceKind
from tests.delivery.received import FINDING, ITEMS, SHA256, SILENT, Received, strip
from tonghop.delivery import receipt_messages as m
from tonghop.delivery.receipt_report import ReceivedFile


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 6, 17), "chậm nhất là hết ngày 18/6/2024"),
        (date(2024, 6, 18), "chậm nhất là hết ngày 18/6/2024"),
        (date(2024, 6, 19), "chậm nhất là hết ngày 21/6/2024"),
        (date(2024, 6, 21), "chậm nhất là hết ngày 21/6/2024"),
        (date(2024, 6, 22), "trong thời gian sớm nhất"),
        (date(2026, 1, 2), "trong thời gian sớm nhất"),
    ],
)
def test_nobody_is_asked_to_mend_by_a_day_that_is_over(
    received: Received, answer: Callable[..., Notice], day: date, words: str
) -> None:
    notice = answer(
        received(CheckStatus.NEEDS_PERSON, findings=(FINDING,)),
        now=datetime(day.year, day.month, day.day, 16, 59, tzinfo=UTC),
    )
    (asked,) = [line for line in notice.text.splitlines() if line.startswith("Đề nghị gửi lại")]
    assert words in asked


def test_the_units_own_words_are_quoted_with_what_to_do(received: Received, answer: Callable[..., Notice]) -> None:
    text = answer(received(CheckStatus.NEEDS_PERSON, findings=(FINDING,))).text
    assert "1. Số tổng ghi là “12” (đoạn 3).\n   Cách xử lý: Kiểm tra và sửa số tổng" in text
    assert "Hỏi." not in text  # what the Office is to do


def test_a_unit_is_not_told_what_only_the_office_can_do(received: Received, answer: Callable[..., Notice]) -> None:
    told = [FINDING.model_copy(update={"rule": rule, "message": "chuyện nội bộ"}) for rule in m.OFFICE_RULES]
    advice = FINDING.model_copy(update={"severity": Severity.ADVICE, "message": "chuyện nội bộ"})
    text = answer(received(findings=(*told, advice))).text
    assert "chuyện nội bộ" not in text


def test_each_rule_of_checking_and_reading_is_either_told_to_the_unit_or_left_to_the_office() -> None:
    folder = Path(__file__).parents[2] / "tonghop/consolidation"
    together = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    rules = {words.rule for words in load_rules().values() if f'"{words.rule}"' not in together}
    assert m.MENDING.keys() & m.OFFICE_RULES == set()
    assert rules <= m.MENDING.keys() | m.OFFICE_RULES, (
        "say in receipt_messages.py how a unit mends it, or that it cannot"
    )
    assert all(m.MENDING[rule].format(year=2024) for rule in m.MENDING)


def test_an_unreadable_report_always_says_what_to_send(received: Received, answer: Callable[..., Notice]) -> None:
    nothing = {"unit": None, "period": None, "items": dict.fromkeys(range(1, 7), SILENT)}
    text = answer(received(CheckStatus.REJECTED, says=nothing, dates=None)).text
    assert "Cách xử lý: Kiểm tra tệp và gửi lại bản Word đầy đủ nội dung." in text
    assert "Tình hình theo nội dung kế hoạch" not in text


def test_a_mail_that_is_no_report_is_not_asked_for_six_items(received: Received, answer: Callable[..., Notice]) -> None:
    nothing = {"period": None, "items": dict.fromkeys(range(1, 7), SILENT)}
    stray = FINDING.model_copy(update={"rule": "text-unassigned", "message": "“Xin gia hạn”"})
    text = answer(received(CheckStatus.NEEDS_PERSON, says=nothing, findings=(stray,), dates=None)).text
    assert "Nếu đây không phải là báo cáo, đơn vị không phải làm gì thêm." in text
    assert "Xin gia hạn" not in text


def test_a_question_by_mail_is_asked_to_mend_nothing(received: Received, answer: Callable[..., Notice]) -> None:
    unclear = Finding(rule="unit-unclear", severity=Severity.ERROR, message="Chưa rõ đơn vị.", fix="Hỏi.")
    asked = {
        "says": {"unit": None, "period": None, "items": dict.fromkeys(range(1, 7), SILENT)},
        "findings": (unclear,),
    }
    mail = (ReceivedFile(name="thư.eml", size_bytes=900, sha256=SHA256),)
    assert "Ghi đủ tên đơn vị" not in answer(received(CheckStatus.NEEDS_PERSON, files=mail, **asked)).text
    assert "Ghi đủ tên đơn vị" in answer(received(CheckStatus.NEEDS_PERSON, **asked)).text


def test_what_somebody_declared_for_the_wrong_unit_is_repeated_to_nobody(
    received: Received, answer: Callable[..., Notice]
) -> None:
    conflict = Finding(rule="unit-conflict", severity=Severity.ERROR, message="Ghi là “QLCN”.", fix="Hỏi.")
    given = {"says": {"unit": None}, "findings": (conflict, FINDING)}
    declared = Channel(source=SourceKind.HAND, unit="TTNC", hand=HandChannel.ZALO)
    told = answer(received(CheckStatus.NEEDS_PERSON, channel=declared, **given)).text
    assert not [words for words in ("QLCN", "đoàn ra", "Số tổng", "gửi lại") if words in told]
    own = answer(received(CheckStatus.NEEDS_PERSON, **given)).text  # by its own mail a unit hears all of it
    assert "đoàn ra" in own and "Số tổng" in own


def test_an_unfilled_form_is_asked_to_be_filled_and_nothing_more(
    received: Received, answer: Callable[..., Notice]
) -> None:
    found = [
        Finding(rule=rule, severity=Severity.ERROR, message=rule, fix="Hỏi.")
        for rule in ("form-unfilled", "item-empty")
    ]
    told = answer(received(CheckStatus.NEEDS_PERSON, findings=tuple(found))).text
    assert "Điền biểu mẫu" in told and m.MENDING["item-empty"] not in told


def test_a_report_behind_another_names_that_one_and_repeats_nothing(
    received: Received, answer: Callable[..., Notice]
) -> None:
    text = answer(received(replaced_by="e2a0649faa09", findings=(FINDING,))).text
    assert "bản mã E2A0649F" in text
    assert "đoàn ra" not in text and "Số tổng" not in text


NOTE = Finding(rule="date-outside-period", severity=Severity.WARNING, message="Ngày 2/1 (đoạn 9).", fix="Hỏi.")
LACK = Finding(rule="item-missing", severity=Severity.WARNING, message="Không đề cập nội dung 2.", fix="Hỏi.")


@pytest.mark.parametrize(
    ("findings", "is_note"), [((NOTE,), True), ((LACK,), False), ((NOTE, LACK), False), ((), False)]
)
def test_what_counts_is_asked_for_again_only_when_something_is_lacking(
    received: Received, answer: Callable[..., Notice], findings: tuple[Finding, ...], is_note: bool
) -> None:
    notice = answer(received(findings=findings))
    assert notice.html is not None
    for text in (notice.text, strip(notice.html)):
        assert ("Lưu ý (không phải gửi lại)" in text) == is_note
        assert ("Đề nghị gửi lại cả báo cáo" in text) == (bool(findings) and not is_note)
    waiting = answer(received(CheckStatus.NEEDS_PERSON, findings=(NOTE,))).text
    assert "Lưu ý (không" not in waiting and "Đề nghị gửi lại cả báo cáo" in waiting


def test_a_period_that_the_plan_does_not_have_is_all_that_may_have_to_be_mended(
    received: Received, answer: Callable[..., Notice]
) -> None:
    text = answer(received(findings=(NOTE, LACK), dates=None)).text
    assert "Nếu ghi nhầm kỳ, đề nghị sửa và gửi lại" in text
    assert not [
        words for words in (NOTE.message, LACK.message, "Đề nghị gửi lại cả", "không phải bổ sung") if words in text
    ]


RETURNED = ItemReport(state=CellState.MISSING, reason=MissingReason.NO_REPORT, returned=True)


@pytest.mark.parametrize("findings", [(), (NOTE,)])
def test_a_report_of_which_items_were_returned_says_which_and_asks_for_it_again(
    received: Received, answer: Callable[..., Notice], findings: tuple[Finding, ...]
) -> None:
    part = received(says={"items": {**ITEMS, 1: RETURNED, 3: RETURNED}}, findings=findings)
    notice = answer(part)
    assert notice.subject.endswith("Đã nhận một phần, đề nghị sửa nội dung 1, 3 và gửi lại")
    assert "trừ nội dung 1, 3: Văn phòng đã xem và trả lại để sửa" in notice.text
    assert notice.text.count(": trả lại để sửa") == 2
    assert "Đề nghị gửi lại cả báo cáo đã sửa" in notice.text
    assert ("Nội dung 3 “" in notice.text) == (not findings)
    assert answer(part, received(id="aaaaaaaaaaaa")).subject.endswith("có nội dung trả lại, đề nghị sửa và gửi lại")
