"""A request is read strictly: whatever people write becomes a Request, or one message that names every fault."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.period import parse_period
from schemas.plan import Plan
from schemas.request import AdHocForm, Request
from tonghop.plan import PlanError
from tonghop.plan.requests import FIELDS, RequestError, check_same_request, read_request

TODAY = date(2024, 4, 2)
GOOD: dict[str, Any] = {
    "number": "1234/UBND-VX",
    "date": "01/04/2024",
    "asker": "Ủy ban nhân dân tỉnh Quảng Trị",
    "first": "01/01/2024",
    "last": "31/03/2024",
    "scope": "Kết quả công tác thông tin đối ngoại quý I năm 2024",
    "deadline": "20/04/2024",
    "recipients": ["UBND"],
}
Read = Callable[..., tuple[str, Request]]


@pytest.fixture
def read(plan: Plan) -> Read:
    """read(field=value, ...): the good request with these changes; there is a plan for 2024 alone."""

    def find_plan(year: int) -> Plan:
        if year != plan.year:
            raise PlanError(f"Chưa có tệp kế hoạch plans/{year}.yaml.")
        return plan

    def run(period: str | None = None, today: date = TODAY, **changes: Any) -> tuple[str, Request]:
        values = {name: value for name, value in (GOOD | changes).items() if value is not ...}
        return read_request(
            values, plan_of=find_plan, today=today, period=parse_period(period) if period is not None else None
        )

    return run


def list_faults(read: Read, **changes: Any) -> list[str]:
    with pytest.raises(RequestError) as refused:
        read(**changes)
    head, *faults = str(refused.value).splitlines()
    assert head == f"Văn bản yêu cầu còn {len(faults)} chỗ phải sửa, nên chưa làm việc gì:"
    return faults


def test_a_good_request_becomes_a_period_and_a_request(read: Read) -> None:
    period, request = read()
    assert period == "2024-01-01..2024-03-31"
    assert request == Request(
        number="1234/UBND-VX",
        date=date(2024, 4, 1),
        asker="Ủy ban nhân dân tỉnh Quảng Trị",
        scope="Kết quả công tác thông tin đối ngoại quý I năm 2024",
        deadline=date(2024, 4, 20),
        recipients=("UBND",),
    )


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-01",
        "2024-4-1",
        "01/04/2024",
        "1/4/2024",
        " 01 / 04 / 2024 ",
        "01-04-2024",
        "01.04.2024",
        "2024-04-01T00:00:00",
        "2024-03-31T17:00:00Z",
        date(2024, 4, 1),
        datetime(2024, 4, 1, 8),  # noqa: DTZ001 (as YAML gives it)
        datetime(2024, 3, 31, 17, tzinfo=UTC),
    ],
    ids=str,
)
def test_a_day_may_be_written_as_people_pickers_and_yaml_write_it(read: Read, written: object) -> None:
    assert read(date=written)[1].date == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"number": ""}, ["Số, ký hiệu văn bản yêu cầu: chưa điền."]),
        ({"number": "\u200b \t"}, ["Số, ký hiệu văn bản yêu cầu: chưa điền."]),
        ({"asker": ...}, ["Cơ quan yêu cầu: chưa điền."]),
        ({"asker": ["UBND"]}, ["Cơ quan yêu cầu: phải là một dòng chữ."]),
        ({"scope": None}, ["Nội dung yêu cầu báo cáo: chưa điền."]),
        ({"scope": "x" * 501}, ["Nội dung yêu cầu báo cáo: dài 501 ký tự, nhiều nhất 500; viết gọn lại."]),
        ({"date": ""}, ["Ngày văn bản yêu cầu: chưa điền."]),
        ({"date": "hôm qua"}, ["Ngày văn bản yêu cầu: “hôm qua” không phải một ngày."]),
        ({"date": "04/2024"}, ["Ngày văn bản yêu cầu: “04/2024” không phải một ngày."]),
        ({"date": "31/04/2024"}, ["Ngày văn bản yêu cầu: không có ngày “31/04/2024”."]),
        ({"date": "2024-02-30"}, ["Ngày văn bản yêu cầu: không có ngày “2024-02-30”."]),
        ({"date": "0001-01-01T00:00:00+14:00"}, ["Ngày văn bản yêu cầu: không có ngày “0001-01-01T00:00:00+14:00”."]),
        ({"date": "03/04/2024"}, ["Ngày văn bản yêu cầu: 03/4/2024 là ngày trong tương lai; hôm nay là 02/4/2024."]),
        ({"deadline": "31/03/2024"}, ["Hạn gửi báo cáo: 31/3/2024 trước ngày văn bản yêu cầu (01/4/2024)."]),
        ({"first": "01/04/2024"}, ["Số liệu đến hết ngày: 31/3/2024 trước ngày bắt đầu (01/4/2024)."]),
        (
            {"first": "01/01/2023"},
            ["Số liệu đến hết ngày: từ 01/01/2023 đến 31/3/2024 là 456 ngày, nhiều nhất 400 ngày."],
        ),
        ({"last": "22/05/2024"}, ["Số liệu đến hết ngày: 22/5/2024 sau hạn gửi báo cáo (20/4/2024) quá 31 ngày."]),
        ({"first": "01/01/2023", "last": "31/03/2023"}, ["Kế hoạch: Chưa có tệp kế hoạch plans/2023.yaml."]),
        ({"recipients": ["UBND", "HDND"]}, ["Nơi nhận: không có mã “HDND” trong kế hoạch năm 2024."]),
        ({"recipients": {"UBND": 1}}, ["Nơi nhận: phải là danh sách mã nơi nhận."]),
        ({"so": "1"}, ["so: không có mục này trong văn bản yêu cầu."]),
    ],
    ids=lambda value: repr(value)[:50] if isinstance(value, dict) else "",
)
def test_each_fault_is_told_under_the_title_of_its_field(
    read: Read, changes: dict[str, Any], faults: list[str]
) -> None:
    told = list_faults(read, **changes)
    assert len(told) == len(faults)
    assert all(line.startswith(f"- {fault}") for line, fault in zip(told, faults, strict=True))


def test_all_faults_are_told_at_once_in_the_order_of_the_form(read: Read) -> None:
    told = list_faults(read, **(dict.fromkeys(GOOD, "") | {"recipients": "XX"}))
    titles = [AdHocForm.model_fields[name].title for name in FIELDS]
    assert [line.removeprefix("- ").split(":")[0] for line in told] == titles


def test_the_fields_are_those_of_the_form_in_its_order() -> None:
    assert [name for name in AdHocForm.model_fields if name in FIELDS] == list(FIELDS)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"last": "21/05/2024"}, "figures may be estimated for a month after the deadline"),
        ({"first": "01/03/2024", "last": "04/04/2024"}, "a window may reach beyond today"),
        ({"first": "28/02/2023"}, "400 days, the longest window"),
        ({"first": "31/03/2024"}, "a window of one day"),
        ({"date": "02/04/2024", "deadline": "02/04/2024"}, "asked today for today"),
        ({"deadline": "2024-04-01", "today": date(2026, 1, 1)}, "typed in long after"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_officers_do_ask_is_not_refused(read: Read, changes: dict[str, Any], why: str) -> None:
    assert read(**changes), why


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ([], ()),
        (..., ()),
        (None, ()),
        ("", ()),
        (["ubnd", "UBND "], ("UBND",)),
        ("STTTT, UBND", ("STTTT", "UBND")),
        (("UBND;STTTT",), ("UBND", "STTTT")),
    ],
)
def test_recipients_are_codes_of_the_plan(read: Read, written: object, codes: tuple[str, ...]) -> None:
    assert read(recipients=written)[1].recipients == codes


def test_a_recipient_that_no_longer_exists_at_the_windows_end_is_refused(read: Read, plan: Plan) -> None:
    late = plan.model_copy(update={"year": 2025})
    values = GOOD | {"date": "02/04/2025", "deadline": "20/04/2025", "first": "01/01/2025", "last": "31/03/2025"}
    with pytest.raises(RequestError, match="“STTTT” không còn nhận báo cáo vào ngày 31/3/2025"):
        read_request(values | {"recipients": ["STTTT"]}, plan_of=lambda _: late, today=date(2025, 4, 3))


def test_a_period_chosen_beside_the_request_needs_no_days_and_must_agree_with_them(read: Read) -> None:
    window = "2024-01-01..2024-03-31"
    assert read(period=window, first=..., last=...)[0] == window
    assert read(period=window)[0] == window
    assert read(period="2024-H1", first=..., last=...)[0] == "2024-H1"
    [fault] = list_faults(read, period=window, last="30/03/2024")
    assert fault.startswith("- Số liệu đến hết ngày: 30/3/2024 khác với kỳ báo cáo đã chọn (31/3/2024).")
    assert list_faults(read, period="2024-H1", last=..., first="02/01/2024")


def test_markup_and_formulas_are_words_and_what_nobody_sees_is_left_out(read: Read) -> None:
    odd = '=HYPERLINK("x") <b>{period}</b> {{ x }}\r\n\x07\u202eKết\u0302 quả\ud800\u200b'
    assert read(scope=odd)[1].scope == '=HYPERLINK("x") <b>{period}</b> {{ x }} Kết̂ quả'
    assert len(list_faults(read, number="{}", date="{0.__class__}")) == 1


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "khác"]), st.text() | st.none() | st.lists(st.text()) | st.dates()))
def test_whatever_is_written_is_read_or_refused_and_never_breaks(plan: Plan, values: dict[str, object]) -> None:
    try:
        period, request = read_request(GOOD | values, plan_of=lambda _: plan, today=TODAY)
    except RequestError as error:
        assert str(error).startswith("Văn bản yêu cầu còn")
    else:
        assert parse_period(period).window is not None
        assert request.deadline >= request.date


def test_a_window_belongs_to_one_request(read: Read) -> None:
    period, request = read()
    for change in ({"number": "99/UBND-VX"}, {"asker": "Bộ Ngoại giao"}, {"date": date(2024, 3, 29)}):
        with pytest.raises(RequestError) as refused:
            check_same_request(parse_period(period), request, request.model_copy(update=change))
        told = str(refused.value)
        assert "từ ngày 01/01/2024 đến ngày 31/3/2024 đã theo văn bản 1234/UBND-VX ngày 01/4/2024 của Ủy ban" in told
        assert "\n" not in told
    corrected = {"scope": "khác", "deadline": date(2024, 4, 25), "recipients": ()}
    retyped = {"number": " 1234/ubnd-vx", "asker": "ỦY BAN nhân dân  tỉnh Quảng Trị"}
    changed = [request.model_copy(update=each) for each in (corrected, retyped)]
    for known, now in ((None, request), (request, None), *((request, each) for each in changed)):
        check_same_request(parse_period(period), known, now)
