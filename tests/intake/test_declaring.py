"""What a person types or names a folder after, and what of it is refused."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from schemas.plan import Plan
from schemas.request import ReceiveForm
from schemas.values import HandChannel
from tonghop.intake.declaring import DeclarationError, find_channel, read_declaration, split_moment

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
"""08:00 at the Office on the day after the deadline."""
TYPED = {"unit": "TTNC", "channel": "zalo", "received_at": "2024-06-18 16:50", "by": "Nguyễn Văn A"}


def read(plan: Plan, **typed: Any) -> Any:
    return read_declaration(ReceiveForm(**(TYPED | typed)), plan.units, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-18 16:50",
        "2024-06-18 16.50",
        "2024-6-18  16h50",
        "18/06/2024 16:50",
        "18-6-2024, 16 giờ 50",
        "18.06.2024 16g50",
        "16:50 18/06/2024",
        "16h50 ngày 18/6/2024",
        "lúc 16 giờ 50 phút, ngày 18/06/2024",
        "16:50:00 18/06/2024",
        "2024-06-18T16:50",
        "2024-06-18T16:50:00",
        "2024-06-18T16:50:00+07:00",
        "2024-06-18T09:50:00.000Z",
    ],
)
def test_a_moment_is_the_office_clock_however_people_write_it(plan: Plan, text: str) -> None:
    at = read(plan, received_at=text).received_at
    assert at == datetime(2024, 6, 18, 16, 50, tzinfo=VIETNAM)
    assert at.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    ["", "nay", "18/06/2024", "16:50", "2024-06-18 25:00", "31/02/2024 8:00", "2024-06-18 16:50 chiều", "18/06/24 8:00",
     "2024-06-18 16:5", "2024-06-18T", "2024-06-18 1650", "1718704200"],
)  # fmt: skip
def test_what_is_no_day_and_time_is_refused(plan: Plan, text: str) -> None:
    with pytest.raises(DeclarationError, match="Thời điểm nhận: "):
        read(plan, received_at=text)


@pytest.mark.parametrize(
    ("text", "confirmed", "refusal"),
    [
        ("2024-06-19 08:00", False, None),
        ("2024-06-19 08:04", False, None),
        ("2024-06-19 08:30", False, "chưa tới"),
        ("2024-06-19 08:30", True, "chưa tới"),
        ("2025-06-18 16:50", True, "chưa tới"),
        ("2024-04-21 08:00", False, None),
        ("2024-04-19 08:00", False, "đã quá 60 ngày"),
        ("2023-06-18 16:50", False, "đã quá 60 ngày"),
        ("2023-06-18 16:50", True, None),
    ],
)
def test_nothing_came_in_the_future_and_what_came_long_ago_is_confirmed(
    plan: Plan, text: str, refusal: str | None, *, confirmed: bool
) -> None:
    if refusal is None:
        assert read(plan, received_at=text, confirmed=confirmed).received_at <= NOW
    else:
        with pytest.raises(DeclarationError, match=refusal):
            read(plan, received_at=text, confirmed=confirmed)


def test_every_fault_is_told_at_once_under_its_title(plan: Plan) -> None:
    with pytest.raises(DeclarationError) as caught:
        read(plan, unit="X", channel="bồ câu", received_at="nay", by=" ", period="2024-H3", note="x" * 501)
    told = str(caught.value).splitlines()
    assert told[0].startswith("Chưa ghi nhận báo cáo nào, có 6 chỗ")
    titles = ["Đơn vị", "Cách nhận", "Thời điểm nhận", "Người khai báo", "Kỳ báo cáo", "Ghi chú"]
    assert [line.removeprefix("- ").partition(":")[0] for line in told[1:]] == titles
    assert "VP, QLCN, TTNC" in told[1] and "hệ thống quản lý văn bản" in told[2]


def test_what_is_declared_is_kept_as_codes_and_clean_lines(plan: Plan) -> None:
    said = read(plan, unit="ttnc", channel=" Bản  giấy ", by="Nguyễn\x1b Văn\nA\u202e", period="2024-h1", note=" ghi ")
    assert (said.unit, said.channel, said.declared_by) == ("TTNC", HandChannel.PAPER, "Nguyễn Văn A")
    assert (said.period, said.note) == ("2024-H1", "ghi")
    assert "Nguyễn" not in repr(said)


@pytest.mark.parametrize("channel", HandChannel)
def test_a_way_of_arrival_goes_by_its_value_and_its_label(channel: HandChannel) -> None:
    assert find_channel(channel.value) is find_channel(channel.label.upper()) is channel


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("ZALO", HandChannel.ZALO),
        ("QLVB", HandChannel.DOCUMENT_SYSTEM),
        ("He thong quan ly van ban", HandChannel.DOCUMENT_SYSTEM),
        ("Điện thoại", HandChannel.PHONE),
        ("dien_thoai", HandChannel.PHONE),
        ("Giấy", HandChannel.PAPER),
        ("Zalo nhóm", None),
        ("", None),
        ("khác", None),
    ],
)
def test_a_folder_tells_the_way_by_its_usual_names_alone(name: str, channel: HandChannel | None) -> None:
    assert find_channel(name) is channel


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2024-06-18 16.50 Nguyễn Văn A", "Nguyễn Văn A"),
        ("2024-06-18_16h50_Nguyễn Văn A", "Nguyễn Văn A"),
        ("16h50 18-6-2024 - chị Hoa", "chị Hoa"),
        ("2024-06-18 16.50", ""),
    ],
)
def test_what_follows_the_moment_is_who(text: str, rest: str) -> None:
    assert split_moment(text) == (datetime(2024, 6, 18, 16, 50, tzinfo=VIETNAM), rest)


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn A", "tháng 6", "Nguyễn Văn A 2024-06-18 16.50", "2024-13-18 16.50 A", "18 6"]
)
def test_a_text_that_begins_otherwise_tells_no_moment(text: str) -> None:
    assert split_moment(text) is None
