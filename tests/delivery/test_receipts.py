"""What a unit reads about its own report, as a mail program shows it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.notice import Notice
from schemas.plan import Plan
from schemas.submission import Channel
from schemas.values import CheckStatus, HandChannel, NoticeKind, SourceKind
from tests.delivery.received import DATES, FINDING, RECEIVED_AT, SHA256, Received, strip
from tonghop.delivery.receipt_report import ReceivedFile, ReceivedReport
from tonghop.delivery.receipts import MOST_REPORTS, compose_check_answer, compose_receipt

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
    received: Received, answer: Callable[..., Notice], plan: Plan, status: CheckStatus, verdict: str
) -> None:
    notice = answer(received(status))
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
    received: Received, answer: Callable[..., Notice], arrived: str, first: str | None, assumed: bool, words: str
) -> None:
    times = [None if each is None else datetime.fromisoformat(f"{each}+00:00") for each in (arrived, first)]
    dates = DATES.model_copy(update={"confirm": assumed})
    notice = answer(
        received(received_at=times[0], first_at=times[1], dates=dates), now=datetime(2024, 6, 20, 9, tzinfo=UTC)
    )
    assert words in notice.text


def test_a_report_by_hand_names_who_declared_its_time(received: Received, answer: Callable[..., Notice]) -> None:
    channel = Channel(source=SourceKind.HAND, hand=HandChannel.ZALO, unit="TTNC")
    notice = answer(received(channel=channel, declared_by="Nguyễn Văn An"))
    assert "nhận trực tiếp (Zalo), theo khai báo của Nguyễn Văn An" in notice.text
    assert "máy chủ thư" not in notice.text
    assert notice.in_reply_to is None


def test_an_unclear_period_or_unit_is_said_to_be_unclear(received: Received, answer: Callable[..., Notice]) -> None:
    text = answer(received(CheckStatus.NEEDS_PERSON, says={"unit": None, "period": None}, dates=None)).text
    assert "Kỳ báo cáo: chưa xác định được chắc chắn" in text
    assert "Đơn vị báo cáo: chưa xác định được chắc chắn" in text
    assert not re.search("đúng hạn|muộn", text)


def test_an_item_that_is_not_the_units_is_no_fault_of_it(
    received: Received, answer: Callable[..., Notice], plan: Plan
) -> None:
    unit = plan.units[2].model_copy(update={"items": (3, 5, 6)})
    notice = compose_receipt(
        [received()], unit=unit, plan=plan, address="a@x.example", now=RECEIVED_AT, may_show=lambda text: True
    )
    assert notice.text.count(": không giao") == 3
    assert "không đề cập" not in notice.text


def test_the_office_is_not_told_that_the_office_writes_to_it(received: Received, plan: Plan) -> None:
    own, other = (
        compose_receipt(
            [received()],
            unit=plan.find_unit(code),
            plan=plan,
            address="a@x.example",
            now=RECEIVED_AT,
            may_show=lambda text: True,
        ).text
        for code in ("VP", "TTNC")
    )
    assert "của Văn phòng Sở như sau" not in own and "Phần mềm tiếp nhận của Văn phòng Sở" in own
    assert other.splitlines()[2].startswith("Văn phòng Sở, Sở Khoa học và Công nghệ xin báo")


# What must not be said ----------------------------------------------------------------------------------------------


def test_words_that_bear_a_mark_are_left_out_wherever_they_stand(
    received: Received, answer: Callable[..., Notice]
) -> None:
    secret = FINDING.model_copy(update={"message": "Số “9” CHIM-YEN"})
    report = received(
        channel=Channel(source=SourceKind.MAILBOX, sender="ttnc@sokhcn.example", subject="CHIM-YEN"),
        findings=(secret, FINDING),
        files=tuple(ReceivedFile(name=f"{n} CHIM-YEN.docx", size_bytes=9, sha256=f"{n}" * 64) for n in (1, 2)),
    )
    notice = answer(report, may_show=lambda text: "CHIM-YEN" not in text)
    assert "CHIM" not in f"{notice.subject}{notice.text}{notice.html}"
    assert "(không nêu tên tệp)" in notice.text and "Số tổng" in notice.text


def test_a_report_of_restricted_circulation_is_not_repeated(received: Received, answer: Callable[..., Notice]) -> None:
    mark = FINDING.model_copy(update={"rule": "circulation-mark", "message": "x"})
    text = answer(received(CheckStatus.NEEDS_PERSON, findings=(FINDING, mark))).text
    assert "Lưu hành nội bộ" in text
    assert "đoàn ra" not in text and "Số tổng" not in text


def test_hostile_words_stay_words(received: Received, answer: Callable[..., Notice]) -> None:
    hostile = "<script src=//x.example></script>\r\nBcc: y@x.example\u2028{0}{unit}"
    report = received(
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


def test_several_reports_share_one_mail_that_warns_of_the_worst(
    received: Received, answer: Callable[..., Notice]
) -> None:
    reports = [
        received(id="aaaaaaaaaaaa"),
        received(CheckStatus.REJECTED, id="bbbbbbbbbbbb"),
        received(id="cccccccccccc"),
    ]
    notice = answer(*reports)
    assert notice.subject == "Báo nhận 3 báo cáo: có báo cáo không đọc được, đề nghị gửi lại"
    assert [notice.text.index(code) for code in ("AAAAAAAA", "BBBBBBBB", "CCCCCCCC")] == sorted(
        notice.text.index(code) for code in ("AAAAAAAA", "BBBBBBBB", "CCCCCCCC")
    )
    assert notice.key == answer(reports[0], received(id="dddddddddddd")).key != answer(*reports[1:]).key


def test_a_flood_gives_one_short_mail_in_which_what_was_not_read_comes_in_full(
    received: Received, answer: Callable[..., Notice]
) -> None:
    reports = [received(id=f"{number:012x}"[::-1]) for number in range(3_000)]
    reports[2_500] = received(CheckStatus.REJECTED, id="badbadbadbad", findings=(FINDING,))
    notice = answer(*reports)
    assert len(notice.text) < 40_000
    assert notice.text.count("BÁO CÁO MÃ") == MOST_REPORTS
    assert "BÁO CÁO MÃ BADBADBA: KHÔNG ĐỌC ĐƯỢC" in notice.text


def test_the_newest_mail_from_that_address_is_answered(received: Received, answer: Callable[..., Notice]) -> None:
    def mail(message_id: str, sender: str) -> ReceivedReport:
        return received(channel=Channel(source=SourceKind.MAILBOX, sender=sender, message_id=message_id))

    notice = answer(
        mail("<1@a>", "ttnc@sokhcn.example"), mail("<2@a>", "TTNC@sokhcn.example"), mail("<3@a>", "b@x.example")
    )
    assert notice.in_reply_to == "<2@a>"


# Mails that ask for a check -----------------------------------------------------------------------------------------


def test_an_answer_to_a_check_says_that_nothing_was_filed(received: Received, answer: Callable[..., Notice]) -> None:
    report = received(CheckStatus.NEEDS_PERSON, id=SHA256, findings=(FINDING,))
    notice = answer(report, compose=compose_check_answer)
    assert notice.subject == "Kết quả kiểm tra thử (chưa ghi nhận báo cáo)"
    assert "Thư kiểm tra: chưa ghi nhận báo cáo." in notice.text
    assert "Số liệu đọc được, chưa tính: đoàn ra: 07 + 05 đoàn" in notice.text
    assert "chậm nhất hết ngày 18/6/2024" in notice.text
    assert not re.search("được tính:|đã được ghi nhận|Đã nhận,|đúng hạn", notice.text)


@pytest.mark.parametrize(("day", "words"), [(17, "chưa hết hạn"), (18, "chưa hết hạn"), (20, "đã quá hạn 2 ngày")])
def test_an_answer_to_a_check_tells_how_the_deadline_stands_today(
    received: Received, answer: Callable[..., Notice], day: int, words: str
) -> None:
    notice = answer(received(id=SHA256), now=datetime(2024, 6, day, 9, tzinfo=UTC), compose=compose_check_answer)
    assert words in notice.text
