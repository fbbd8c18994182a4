"""What reminders say: names as the plan has them, no markup from the plan, keys that differ."""

from datetime import UTC, date, datetime

import pytest

from schemas.period import parse_period
from schemas.plan import Plan, Unit
from tonghop.delivery.reminders import (
    Asked,
    Came,
    PeriodYear,
    Silent,
    UnitYear,
    compose_overdue_list,
    compose_reminder,
    compose_year_list,
    make_reminder_key,
)
from tonghop.plan.due import find_report_dates

TITLE = "kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024"


def ask(plan: Plan, today: date, *, confirm: bool = False) -> Asked:
    entry = plan.periods[0].model_copy(update={"confirm": confirm})
    return Asked(parse_period("2024-H1"), find_report_dates(entry, plan), TITLE, None, today)


def change(plan: Plan, **changes: object) -> Unit:
    return plan.units[2].model_copy(update=changes)


def test_a_confirmed_deadline_is_told_as_such(plan: Plan) -> None:
    today = date(2024, 6, 11)
    told = {
        confirm: compose_reminder(plan, Silent(plan.units[2]), ask(plan, today, confirm=confirm), "before-5")
        for confirm in (True, False)
    }
    assert "(hạn dự kiến 18/6/2024)" in told[True].subject
    assert "dự kiến" not in told[False].subject + told[False].text
    assert "Hạn gửi: hết ngày 18/6/2024 (thứ Ba)." in told[False].text
    assert "thư điện tử vanphong@sokhcn.example; có thể trả lời thư này" in told[False].text


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (date(2024, 6, 19), "trước ngày 21/6/2024"),
        (date(2024, 6, 21), "ngay trong ngày 21/6/2024"),
        (date(2024, 6, 24), "ngay khi nhận được đề nghị này"),
    ],
)
def test_the_text_to_paste_asks_for_nothing_that_is_over(plan: Plan, today: date, when: str) -> None:
    notice = compose_overdue_list(plan, [Silent(plan.units[2])], ask(plan, today))
    assert f"Kính đề nghị đồng chí cho gửi báo cáo {when}" in notice.text
    assert "phương hướng" not in notice.text, "short enough for a telephone"


def test_a_unit_without_head_and_telephone_is_still_listed_and_greeted(plan: Plan) -> None:
    bare = Silent(change(plan, head=None, telephone=None))
    text = compose_overdue_list(plan, [bare], ask(plan, date(2024, 6, 19))).text
    assert "chưa ghi trong tệp kế hoạch; chưa ghi trong tệp kế hoạch" in text
    assert "Kính gửi lãnh đạo Trung tâm Nghiên cứu" in text


def test_no_word_of_the_plan_is_markup_in_a_page(plan: Plan) -> None:
    odd = Silent(change(plan, name="Phòng KH&CN <b>", head='<script>"'))
    page = compose_overdue_list(plan, [odd], ask(plan, date(2024, 6, 19))).html or ""
    year = compose_year_list(
        2024, [PeriodYear("<i>", date(2024, 6, 18), (UnitYear("KH&CN <b>", "đúng hạn"),))], date(2024, 12, 23)
    )
    for text in (page, year.html or ""):
        assert "KH&amp;CN &lt;b&gt;" in text
        assert not any(tag in text for tag in ("<b>", "<i>", "<script>"))


def test_the_years_list_counts_each_unit_of_each_period_once(plan: Plan) -> None:
    at = datetime(2024, 6, 20, 1, 0, tzinfo=UTC)
    units = (UnitYear("A", "đúng hạn", at), UnitYear("B", "nộp muộn", at, 2), UnitYear("C", "quá hạn, chưa gửi"))
    text = compose_year_list(2024, [PeriodYear("K", date(2024, 6, 18), units)] * 2, date(2024, 12, 23)).text
    assert "Đúng hạn 2, nộp muộn 2, chưa có báo cáo được tính 2" in text
    assert "- B; muộn 2 ngày; 08:00 ngày 20/6/2024" in text


def test_no_two_units_periods_or_stages_share_a_key() -> None:
    units = ["TTNC", "ttnc", "TT-NC", "TT NC", "P.QLCN", "QLCN&ĐMST", "ĐMST", "DMST"]
    made = [
        make_reminder_key(period, stage, unit, due)
        for due in (date(2024, 6, 18), date(2024, 6, 25))
        for period in ("2024", "2024-H1", "2024-03-01..2024-04-15")
        for stage in ("opening", "before-5", "before-2", "overdue")
        for unit in units
    ]
    assert len(set(made)) == len(made)
    assert make_reminder_key("2024-H1", "before-5", "TTNC", date(2024, 6, 18)) == "2024-h1-before-5-ttnc-20240618"


def test_a_mail_tells_that_a_check_is_no_report(plan: Plan) -> None:
    for stage in ("opening", "before-5"):
        text = compose_reminder(plan, Silent(plan.units[2]), ask(plan, date(2024, 6, 11)), stage).text
        assert "tiêu đề bắt đầu bằng KIỂM TRA" in text
        assert "không tính là đã gửi báo cáo" in text


def test_the_office_does_not_ask_itself(plan: Plan) -> None:
    own = Silent(plan.units[0])
    assert own.unit.code == plan.office.unit
    for stage in ("opening", "before-5"):
        text = compose_reminder(plan, own, ask(plan, date(2024, 6, 11)), stage).text
        assert "Văn phòng Sở tự lập báo cáo của mình" in text
        assert "đề nghị Văn phòng" not in text
        assert "chưa nhận được" not in text
    listed = compose_overdue_list(plan, [own], ask(plan, date(2024, 6, 19)))
    assert "- Văn phòng Sở; Chánh Văn phòng" in listed.text
    assert "Kính gửi" not in listed.text + (listed.html or "")


def test_who_sent_a_blank_form_is_told_that_it_is_blank(plan: Plan) -> None:
    blank = Silent(plan.units[2], Came.BLANK, datetime(2024, 6, 3, 2, tzinfo=UTC))
    text = compose_reminder(plan, blank, ask(plan, date(2024, 6, 11)), "before-5").text
    assert "của đơn vị ngày 03/6/2024, nhưng biểu mẫu còn trống" in text
    assert "chưa nhận được" not in text
    listed = compose_overdue_list(plan, [blank], ask(plan, date(2024, 6, 19))).text
    assert "đã gửi biểu mẫu ngày 03/6/2024 nhưng biểu mẫu còn trống" in listed
    assert "của đơn vị nhưng biểu mẫu còn trống (hạn gửi" in listed
