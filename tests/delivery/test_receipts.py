"""What a unit reads about its own report, as a mail program shows it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.document import Finding
from schemas.notice import Notice
from schemas.plan import Plan, PlanPeriod
from schemas.rules import load_rules
from schemas.submission import Activity, Channel, ItemReport, Quantity, Submission
from schemas.values import (
    CellState,
    CheckStatus,
    HandChannel,
    MissingReason,
    NoticeKind,
    Precision,
    Scope,
    Severity,
    SourceKind,
)
from tonghop.delivery import receipt_messages as m
from tonghop.delivery.receipt_report import ReceivedFile, ReceivedReport
from tonghop.delivery.receipts import MOST_REPORTS, compose_check_answer, compose_receipt

Make = Callable[..., ReceivedReport]
SHA256 = "5f" * 32
NOON = datetime(2024, 6, 17, 5, 0, tzinfo=UTC)
DATES = PlanPeriod(
    period="2024-H1",
    window_start=date(2023, 12, 15),
    window_end=date(2024, 6, 14),
    unit_due_date=date(2024, 6, 18),
    office_due_date=date(2024, 6, 21),
)
FINDING = Finding(rule="total-mismatch", severity=Severity.ERROR, message="Số tổng ghi là “12” (đoạn 3).", fix="Hỏi.")


def say(*figures: tuple[float, str, str | None]) -> ItemReport:
    quantities = tuple(Quantity(value=value, measure=measure, indicator=name) for value, measure, name in figures)
    activity = Activity(text="Đón đoàn", locator="body/p3", sha256=SHA256, quantities=quantities)
    return ItemReport(state=CellState.REPORTED, activities=(activity,))


SILENT = ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
ITEMS = {
    **dict.fromkeys((1, 2, 4), SILENT),
    3: say((7, "đoàn", "doan-ra"), (5, "đoàn", "doan-ra"), (3, "việc", None)),
    5: ItemReport(state=CellState.NOTHING),
    6: ItemReport(state=CellState.EMPTY),
}


@pytest.fixture
def make(plan: Plan) -> Make:
    """make(status, content changes in `says`, any field): a report of TTNC that came by mail, in time."""

    def build(status: CheckStatus = CheckStatus.ACCEPTED, *, says: dict[str, Any] | None = None, **changes: Any) -> Any:
        given: dict[str, Any] = {
            "id": "3f2a91c0b7d4",
            "status": status,
            "received_at": NOON,
            "channel": Channel(
                source=SourceKind.MAILBOX, sender="ttnc@sokhcn.example", message_id="<a.1@x.example>", subject="Báo cáo"
            ),
            "content": Submission(**({"unit": "TTNC", "period": "2024-H1", "items": ITEMS} | (says or {}))),
            "findings": (),
            "files": (ReceivedFile(name="BC TTDN.docx", size_bytes=12_345, sha256=SHA256),),
            "plan": plan,
            "dates": DATES,
        }
        return ReceivedReport(**(given | changes))

    return build


@pytest.fixture
def answer(plan: Plan) -> Callable[..., Notice]:
    """answer(reports...): the receipt to TTNC."""

    def build(
        *reports: ReceivedReport,
        now: datetime = NOON,
        may_show: Callable[[str], bool] = lambda text: True,
        compose: Callable[..., Notice] = compose_receipt,
    ) -> Notice:
        unit = plan.find_unit("TTNC")
        told: Any = reports if compose is compose_receipt else reports[0]
        return compose(told, unit=unit, plan=plan, address="ttnc@sokhcn.example", now=now, may_show=may_show)

    return build


def strip(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


# One report ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (CheckStatus.ACCEPTED, "Đã nhận"),
        (CheckStatus.NEEDS_PERSON, "Đã nhận, Văn phòng đang kiểm tra"),
        (CheckStatus.REJECTED, "Không đọc được, đề nghị gửi lại"),
    ],
)
def test_a_receipt_says_code_verdict_and_whom_to_ask_and_ends_with_the_hash(
    make: Make, answer: Callable[..., Notice], plan: Plan, status: CheckStatus, verdict: str
) -> None:
    notice = answer(make(status))
    assert (notice.kind, notice.address) == (NoticeKind.RECEIPT, "ttnc@sokhcn.example")
    assert notice.subject == f"Báo nhận 3F2A91C0: {verdict}"
    assert notice.html is not None
    for words in (notice.text, strip(notice.html)):
        assert f"mã 3F2A91C0: {verdict}".casefold() in words.casefold()
        assert "12:00 ngày 17/6/2024, theo máy chủ thư" in words
        assert plan.office.telephone is not None and plan.office.telephone in words
        assert "BC TTDN.docx (12 KB)" in words
        assert words.rstrip().endswith(f"Mã kiểm tra tệp (SHA-256): {SHA256}")


@pytest.mark.parametrize(
    ("arrived", "first", "assumed", "words"),
    [
        ("2024-06-18T16:59:59", None, False, "đúng hạn (hạn gửi Văn phòng: hết ngày 18/6/2024)"),
        ("2024-06-18T16:59:59", None, True, "đúng hạn (hạn dự kiến gửi Văn phòng: hết ngày 18/6/2024)"),
        ("2024-06-18T17:00:00", None, False, "muộn 1 ngày (hạn gửi Văn phòng: hết ngày 18/6/2024)"),
        ("2024-06-20T01:00:00", None, False, "muộn 2 ngày"),
        ("2024-06-20T01:00:00", "2024-06-20T01:00:00", False, "Thời hạn: muộn 2 ngày"),
        ("2024-06-20T01:00:00", "2024-06-18T01:00:00", False, "báo cáo đầu tiên của đơn vị đến đúng hạn; bản này"),
    ],
)
def test_in_time_or_late_is_told_by_the_servers_time(
    make: Make, answer: Callable[..., Notice], arrived: str, first: str | None, assumed: bool, words: str
) -> None:
    times = [None if each is None else datetime.fromisoformat(f"{each}+00:00") for each in (arrived, first)]
    dates = DATES.model_copy(update={"confirm": assumed})
    notice = answer(
        make(received_at=times[0], first_at=times[1], dates=dates), now=datetime(2024, 6, 20, 9, tzinfo=UTC)
    )
    assert words in notice.text


def test_a_report_by_hand_names_who_declared_its_time(make: Make, answer: Callable[..., Notice]) -> None:
    channel = Channel(source=SourceKind.HAND, hand=HandChannel.ZALO, unit="TTNC")
    notice = answer(make(channel=channel, declared_by="Nguyễn Văn An"))
    assert "nhận trực tiếp (Zalo), theo khai báo của Nguyễn Văn An" in notice.text
    assert "máy chủ thư" not in notice.text
    assert notice.in_reply_to is None


def test_an_unclear_period_or_unit_is_said_to_be_unclear(make: Make, answer: Callable[..., Notice]) -> None:
    text = answer(make(CheckStatus.NEEDS_PERSON, says={"unit": None, "period": None}, dates=None)).text
    assert "Kỳ báo cáo: chưa xác định được chắc chắn" in text
    assert "Đơn vị báo cáo: chưa xác định được chắc chắn" in text
    assert not re.search("đúng hạn|muộn", text)


def test_figures_stand_side_by_side_and_are_never_added(make: Make, answer: Callable[..., Notice]) -> None:
    text = answer(make()).text
    assert "đoàn ra: 07 + 05 đoàn; 1 số liệu khác không thuộc chỉ tiêu nào" in text
    assert "12 đoàn" not in text
    assert "5. Tập huấn" in text and ": không phát sinh" in text and ": có mục nhưng để trống" in text


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Số liệu được tính"),
        ({"status": CheckStatus.NEEDS_PERSON}, "Số liệu đọc được, chưa tính"),
        ({"dates": None}, "Số liệu đọc được, chưa tính"),
    ],
)
def test_figures_are_said_to_count_only_when_they_do(
    make: Make, answer: Callable[..., Notice], changes: dict[str, Any], title: str
) -> None:
    assert re.findall("Số liệu [^:;]*(?=: đoàn)", answer(make(**changes)).text) == [title]


def test_an_item_that_is_not_the_units_is_no_fault_of_it(make: Make, answer: Callable[..., Notice], plan: Plan) -> None:
    unit = plan.units[2].model_copy(update={"items": (3, 5, 6)})
    notice = compose_receipt(
        [make()], unit=unit, plan=plan, address="a@x.example", now=NOON, may_show=lambda text: True
    )
    assert notice.text.count(": không giao") == 3
    assert "không đề cập" not in notice.text


# What to mend -------------------------------------------------------------------------------------------------------


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
    make: Make, answer: Callable[..., Notice], day: date, words: str
) -> None:
    notice = answer(
        make(CheckStatus.NEEDS_PERSON, findings=(FINDING,)),
        now=datetime(day.year, day.month, day.day, 16, 59, tzinfo=UTC),
    )
    (asked,) = [line for line in notice.text.splitlines() if line.startswith("Đề nghị gửi lại")]
    assert words in asked


def test_the_units_own_words_are_quoted_with_what_to_do(make: Make, answer: Callable[..., Notice]) -> None:
    text = answer(make(CheckStatus.NEEDS_PERSON, findings=(FINDING,))).text
    assert "1. Số tổng ghi là “12” (đoạn 3).\n   Cách xử lý: Kiểm tra và sửa số tổng" in text
    assert "Hỏi." not in text  # what the Office is to do


def test_a_unit_is_not_told_what_only_the_office_can_do(make: Make, answer: Callable[..., Notice]) -> None:
    told = [FINDING.model_copy(update={"rule": rule, "message": "chuyện nội bộ"}) for rule in m.OFFICE_RULES]
    advice = FINDING.model_copy(update={"severity": Severity.ADVICE, "message": "chuyện nội bộ"})
    text = answer(make(findings=(*told, advice))).text
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


def test_an_unreadable_report_always_says_what_to_send(make: Make, answer: Callable[..., Notice]) -> None:
    nothing = {"unit": None, "period": None, "items": dict.fromkeys(range(1, 7), SILENT)}
    text = answer(make(CheckStatus.REJECTED, says=nothing, dates=None)).text
    assert "Cách xử lý: Kiểm tra tệp và gửi lại bản Word đầy đủ nội dung." in text
    assert "Tình hình theo nội dung kế hoạch" not in text


def test_a_mail_that_is_no_report_is_not_asked_for_six_items(make: Make, answer: Callable[..., Notice]) -> None:
    nothing = {"period": None, "items": dict.fromkeys(range(1, 7), SILENT)}
    stray = FINDING.model_copy(update={"rule": "text-unassigned", "message": "“Xin gia hạn”"})
    text = answer(make(CheckStatus.NEEDS_PERSON, says=nothing, findings=(stray,), dates=None)).text
    assert "Nếu đây không phải là báo cáo, đơn vị không phải làm gì thêm." in text
    assert "Xin gia hạn" not in text


def test_a_question_by_mail_is_asked_to_mend_nothing(make: Make, answer: Callable[..., Notice]) -> None:
    unclear = Finding(rule="unit-unclear", severity=Severity.ERROR, message="Chưa rõ đơn vị.", fix="Hỏi.")
    asked = {
        "says": {"unit": None, "period": None, "items": dict.fromkeys(range(1, 7), SILENT)},
        "findings": (unclear,),
    }
    mail = (ReceivedFile(name="thư.eml", size_bytes=900, sha256=SHA256),)
    assert "Ghi đủ tên đơn vị" not in answer(make(CheckStatus.NEEDS_PERSON, files=mail, **asked)).text
    assert "Ghi đủ tên đơn vị" in answer(make(CheckStatus.NEEDS_PERSON, **asked)).text


def test_what_somebody_declared_for_the_wrong_unit_is_repeated_to_nobody(
    make: Make, answer: Callable[..., Notice]
) -> None:
    conflict = Finding(rule="unit-conflict", severity=Severity.ERROR, message="Ghi là “QLCN”.", fix="Hỏi.")
    given = {"says": {"unit": None}, "findings": (conflict, FINDING)}
    declared = Channel(source=SourceKind.HAND, unit="TTNC", hand=HandChannel.ZALO)
    told = answer(make(CheckStatus.NEEDS_PERSON, channel=declared, **given)).text
    assert not [words for words in ("QLCN", "đoàn ra", "Số tổng", "gửi lại") if words in told]
    own = answer(make(CheckStatus.NEEDS_PERSON, **given)).text  # by its own mail a unit hears all of it
    assert "đoàn ra" in own and "Số tổng" in own


def test_an_unfilled_form_is_asked_to_be_filled_and_nothing_more(make: Make, answer: Callable[..., Notice]) -> None:
    found = [
        Finding(rule=rule, severity=Severity.ERROR, message=rule, fix="Hỏi.")
        for rule in ("form-unfilled", "item-empty")
    ]
    told = answer(make(CheckStatus.NEEDS_PERSON, findings=tuple(found))).text
    assert "Điền biểu mẫu" in told and m.MENDING["item-empty"] not in told


def test_a_report_behind_another_names_that_one_and_repeats_nothing(make: Make, answer: Callable[..., Notice]) -> None:
    text = answer(make(replaced_by="e2a0649faa09", findings=(FINDING,))).text
    assert "bản mã E2A0649F" in text
    assert "đoàn ra" not in text and "Số tổng" not in text


NOTE = Finding(rule="date-outside-period", severity=Severity.WARNING, message="Ngày 2/1 (đoạn 9).", fix="Hỏi.")
LACK = Finding(rule="item-missing", severity=Severity.WARNING, message="Không đề cập nội dung 2.", fix="Hỏi.")


@pytest.mark.parametrize(
    ("findings", "is_note"), [((NOTE,), True), ((LACK,), False), ((NOTE, LACK), False), ((), False)]
)
def test_what_counts_is_asked_for_again_only_when_something_is_lacking(
    make: Make, answer: Callable[..., Notice], findings: tuple[Finding, ...], is_note: bool
) -> None:
    notice = answer(make(findings=findings))
    assert notice.html is not None
    for text in (notice.text, strip(notice.html)):
        assert ("Lưu ý (không phải gửi lại)" in text) == is_note
        assert ("Đề nghị gửi lại cả báo cáo" in text) == (bool(findings) and not is_note)
    waiting = answer(make(CheckStatus.NEEDS_PERSON, findings=(NOTE,))).text
    assert "Lưu ý (không" not in waiting and "Đề nghị gửi lại cả báo cáo" in waiting


def test_a_period_that_the_plan_does_not_have_is_all_that_may_have_to_be_mended(
    make: Make, answer: Callable[..., Notice]
) -> None:
    text = answer(make(findings=(NOTE, LACK), dates=None)).text
    assert "Nếu ghi nhầm kỳ, đề nghị sửa và gửi lại" in text
    assert not [
        words for words in (NOTE.message, LACK.message, "Đề nghị gửi lại cả", "không phải bổ sung") if words in text
    ]


def test_the_office_is_not_told_that_the_office_writes_to_it(make: Make, plan: Plan) -> None:
    own, other = (
        compose_receipt(
            [make()], unit=plan.find_unit(code), plan=plan, address="a@x.example", now=NOON, may_show=lambda text: True
        ).text
        for code in ("VP", "TTNC")
    )
    assert "của Văn phòng Sở như sau" not in own and "Phần mềm tiếp nhận của Văn phòng Sở" in own
    assert other.splitlines()[2].startswith("Văn phòng Sở, Sở Khoa học và Công nghệ xin báo")


RETURNED = ItemReport(state=CellState.MISSING, reason=MissingReason.NO_REPORT, returned=True)


@pytest.mark.parametrize("findings", [(), (NOTE,)])
def test_a_report_of_which_items_were_returned_says_which_and_asks_for_it_again(
    make: Make, answer: Callable[..., Notice], findings: tuple[Finding, ...]
) -> None:
    part = make(says={"items": {**ITEMS, 1: RETURNED, 3: RETURNED}}, findings=findings)
    notice = answer(part)
    assert notice.subject.endswith("Đã nhận một phần, đề nghị sửa nội dung 1, 3 và gửi lại")
    assert "trừ nội dung 1, 3: Văn phòng đã xem và trả lại để sửa" in notice.text
    assert notice.text.count(": trả lại để sửa") == 2
    assert "Đề nghị gửi lại cả báo cáo đã sửa" in notice.text
    assert ("Nội dung 3 “" in notice.text) == (not findings)
    assert answer(part, make(id="aaaaaaaaaaaa")).subject.endswith("có nội dung trả lại, đề nghị sửa và gửi lại")


def tell(value: float, measure: str, scope: Scope = Scope.PERIOD, **more: Any) -> Quantity:
    return Quantity(value=value, measure=measure, indicator="tin-bai-cong", scope=scope, **more)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((tell(16, "tin, bài"), tell(57, "tin, bài", Scope.CUMULATIVE)), "16 tin, bài trong kỳ; 57 tin, bài lũy kế"),
        (
            (tell(2, "dự án"), tell(16, "dự án", Scope.CUMULATIVE), tell(1, "dự án")),
            "02 + 01 dự án trong kỳ; 16 dự án lũy kế",
        ),
        ((tell(30, "tin"), tell(11, "bài"), tell(5, "tin")), "30 + 05 tin, 11 bài"),
        ((tell(2, "lớp", Scope.PLANNED),), "02 lớp dự kiến"),
        ((tell(2, "lớp", value_max=3), tell(40, "lớp", precision=Precision.AT_LEAST)), "02-03 + trên 40 lớp"),
    ],
)
def test_figures_tell_the_span_of_time_wherever_it_may_be_mistaken(
    make: Make, answer: Callable[..., Notice], figures: tuple[Quantity, ...], words: str
) -> None:
    activity = Activity(text="x", locator="body/p3", sha256=SHA256, quantities=figures)
    said = ItemReport(state=CellState.REPORTED, activities=(activity,))
    text = answer(make(says={"items": {**ITEMS, 4: said}})).text
    line = next(each for each in text.splitlines() if "Tin, bài trên Cổng" in each or "tin, bài trên Cổng" in each)
    assert line.endswith(f": {words}"), line


# What must not be said ----------------------------------------------------------------------------------------------


def test_words_that_bear_a_mark_are_left_out_wherever_they_stand(make: Make, answer: Callable[..., Notice]) -> None:
    secret = FINDING.model_copy(update={"message": "Số “9” CHIM-YEN"})
    report = make(
        channel=Channel(source=SourceKind.MAILBOX, sender="ttnc@sokhcn.example", subject="CHIM-YEN"),
        findings=(secret, FINDING),
        files=tuple(ReceivedFile(name=f"{n} CHIM-YEN.docx", size_bytes=9, sha256=f"{n}" * 64) for n in (1, 2)),
    )
    notice = answer(report, may_show=lambda text: "CHIM-YEN" not in text)
    assert "CHIM" not in f"{notice.subject}{notice.text}{notice.html}"
    assert "(không nêu tên tệp)" in notice.text and "Số tổng" in notice.text


def test_a_report_of_restricted_circulation_is_not_repeated(make: Make, answer: Callable[..., Notice]) -> None:
    mark = FINDING.model_copy(update={"rule": "circulation-mark", "message": "x"})
    text = answer(make(CheckStatus.NEEDS_PERSON, findings=(FINDING, mark))).text
    assert "Lưu hành nội bộ" in text
    assert "đoàn ra" not in text and "Số tổng" not in text


def test_hostile_words_stay_words(make: Make, answer: Callable[..., Notice]) -> None:
    hostile = "<script src=//x.example></script>\r\nBcc: y@x.example\u2028{0}{unit}"
    report = make(
        channel=Channel(source=SourceKind.MAILBOX, sender="ttnc@sokhcn.example", subject=hostile),
        files=(ReceivedFile(name=hostile + "a" * 400, size_bytes=3_400_000, sha256=SHA256),),
        findings=(FINDING.model_copy(update={"message": hostile * 60}),),
    )
    notice = answer(report)
    assert notice.html is not None
    assert "<script" not in notice.html and "&lt;script" in notice.html
    assert not re.search(r"<[^>]*(src|href)=", notice.html)
    assert not any(line.startswith("Bcc:") for line in notice.text.splitlines())
    assert max(map(len, notice.text.splitlines())) < 400
    assert "3,4 MB" in notice.text


# Several ------------------------------------------------------------------------------------------------------------


def test_several_reports_share_one_mail_that_warns_of_the_worst(make: Make, answer: Callable[..., Notice]) -> None:
    reports = [make(id="aaaaaaaaaaaa"), make(CheckStatus.REJECTED, id="bbbbbbbbbbbb"), make(id="cccccccccccc")]
    notice = answer(*reports)
    assert notice.subject == "Báo nhận 3 báo cáo: có báo cáo không đọc được, đề nghị gửi lại"
    assert [notice.text.index(code) for code in ("AAAAAAAA", "BBBBBBBB", "CCCCCCCC")] == sorted(
        notice.text.index(code) for code in ("AAAAAAAA", "BBBBBBBB", "CCCCCCCC")
    )
    assert notice.key == answer(reports[0], make(id="dddddddddddd")).key != answer(*reports[1:]).key


def test_a_flood_gives_one_short_mail_in_which_what_was_not_read_comes_in_full(
    make: Make, answer: Callable[..., Notice]
) -> None:
    reports = [make(id=f"{number:012x}"[::-1]) for number in range(3_000)]
    reports[2_500] = make(CheckStatus.REJECTED, id="badbadbadbad", findings=(FINDING,))
    notice = answer(*reports)
    assert len(notice.text) < 40_000
    assert notice.text.count("BÁO CÁO MÃ") == MOST_REPORTS
    assert "BÁO CÁO MÃ BADBADBA: KHÔNG ĐỌC ĐƯỢC" in notice.text


def test_the_newest_mail_from_that_address_is_answered(make: Make, answer: Callable[..., Notice]) -> None:
    def mail(message_id: str, sender: str) -> ReceivedReport:
        return make(channel=Channel(source=SourceKind.MAILBOX, sender=sender, message_id=message_id))

    notice = answer(
        mail("<1@a>", "ttnc@sokhcn.example"), mail("<2@a>", "TTNC@sokhcn.example"), mail("<3@a>", "b@x.example")
    )
    assert notice.in_reply_to == "<2@a>"


# Mails that ask for a check -----------------------------------------------------------------------------------------


def test_an_answer_to_a_check_says_that_nothing_was_filed(make: Make, answer: Callable[..., Notice]) -> None:
    report = make(CheckStatus.NEEDS_PERSON, id=SHA256, findings=(FINDING,))
    notice = answer(report, compose=compose_check_answer)
    assert notice.subject == "Kết quả kiểm tra thử (chưa ghi nhận báo cáo)"
    assert "Thư kiểm tra: chưa ghi nhận báo cáo." in notice.text
    assert "Số liệu đọc được, chưa tính: đoàn ra: 07 + 05 đoàn" in notice.text
    assert "chậm nhất hết ngày 18/6/2024" in notice.text
    assert not re.search("được tính:|đã được ghi nhận|Đã nhận,|đúng hạn", notice.text)


@pytest.mark.parametrize(("day", "words"), [(17, "chưa hết hạn"), (18, "chưa hết hạn"), (20, "đã quá hạn 2 ngày")])
def test_an_answer_to_a_check_tells_how_the_deadline_stands_today(
    make: Make, answer: Callable[..., Notice], day: int, words: str
) -> None:
    notice = answer(make(id=SHA256), now=datetime(2024, 6, day, 9, tzinfo=UTC), compose=compose_check_answer)
    assert words in notice.text
