"""The shipped plan is whole, and each mistake is explained with its line and its remedy."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan import PlanError, choose_plan_year, find_plan_file, list_plan_years, load_plan
from tonghop.plan.checking import check_plan_file
from tonghop.plan.dates import end_of_day, find_office_day
from tonghop.plan.faults import find_faults

SHIPPED = Path(__file__).parents[2] / "plans" / "2024.yaml"


def test_the_shipped_plan_has_nothing_worse_than_advice() -> None:
    findings = check_plan_file(SHIPPED)
    assert {finding.severity for finding in findings} == {Severity.ADVICE}
    assert [f.message for f in findings if "giả định" in f.message], "assumed deadlines are shown until confirmed"


def test_the_shipped_plan_holds_the_aspects_of_the_contract(plan: Plan) -> None:
    wanted = (
        "policy integration industry40 digital biotech startup|guidance media seminar training sovereignty rebuttal|"
        "techfest techdemo cooperation exchange delegation|brand portal journal bulletin broadcast newspaper|"
        "sent-training spokesperson|laos japan thailand f-biotech f-ip f-quality f-it f-transfer f-infopoint"
    )
    assert [" ".join(aspect.id for aspect in item.aspects) for item in plan.items] == wanted.split("|")


@pytest.mark.parametrize(
    ("old", "new", "line_of", "message", "severity"),
    [
        ("  - number: 2\n", "  - number: 3\n", "  - number: 3\n", "Số nội dung “3” bị lặp lại", Severity.ERROR),
        ("  - number: 6\n", "  - number: 7\n", "items:\n  - number: 1", "Thiếu nội dung số 6", Severity.ERROR),
        ("place: Quảng Trị", "pace: Quảng Trị", "  pace:", "Không có mục nào tên “pace”", Severity.ERROR),
        ("place: Quảng Trị", "pace: Quảng Trị", "issuer:\n", "Thiếu “place”", Severity.ERROR),
        (
            "window_start: 2023-12-15, window_end: 2024-06-14",
            "window_start: 2024-06-14, window_end: 2023-12-15",
            "2024-H1,",
            "trước ngày bắt đầu",
            Severity.ERROR,
        ),
        (
            "unit_due_date: 2024-06-18",
            "unit_due_date: 2024-06-10",
            "2024-H1,",
            "trước ngày chốt số liệu",
            Severity.WARNING,
        ),
        (
            "unit_due_date: 2024-06-18",
            "unit_due_date: 2024-06-16",
            "2024-H1,",
            "không có ngày làm việc",
            Severity.WARNING,
        ),
        ("unit_due_date: 2024-06-18", "unit_due_date: 2024-06-25", "2024-H1,", "trước hạn của đơn vị", Severity.ERROR),
        ("unit_due_date: 2024-06-18", "unit_due_date: 2204-06-18", "2024-H1,", "cách năm 2024", Severity.ERROR),
        ("window_start: 2023-12-15", "window_start: 0203-12-15", "2024-H1,", "cách năm 2024", Severity.ERROR),
        ("office_due_date: 2024-06-21", "office_due_date: 9999-12-31", "2024-H1,", "cách năm 2024", Severity.ERROR),
        ("office_due_date: 2024-06-21", "office_due_date: 2024-06-18", "2024-H1,", "đã quá hạn", Severity.WARNING),
        ("office_due_date: 2024-06-21", "office_due_date: 2024-06-22", "2024-H1,", "ngày nghỉ", Severity.ADVICE),
        ("unit_due_date: 2024-06-18", "unit_due_date: 2024-06-16", "2024-H1,", "hạn 16/6/2024", Severity.ADVICE),
        ("days_off: [2024-04-29]", "days_off: [2014-04-29]", "  days_off", "không liên quan", Severity.WARNING),
        ("days_off: [2024-04-29]", "days_off: [2024-05-04]", "  days_off", "vừa ghi là ngày nghỉ", Severity.WARNING),
        ("working_days: [2024-05-04]", "working_days: [2026-05-04]", "  working_", "không liên quan", Severity.WARNING),
        ("open_before: 15", "open_before: -1", "  open_before", "không dùng được", Severity.ERROR),
        ("unit_due_date: 2024-06-18", "unit_due_date: 18/6/2024", "2024-H1,", "phải là một ngày", Severity.ERROR),
        ("measure: gian hàng", "measure: gian", "measure: gian,", "chưa có trong measures", Severity.ERROR),
        ("    folder: VP\n", "    folder: VP\n    phone: 1\n", "    phone: 1", "tên “phone”", Severity.ERROR),
        ("valid_to: 2025-02-28", "valid_to: 2024-02-28", "code: STTTT", "không còn hiệu lực", Severity.WARNING),
        ("{semiannual: complete", "{semiannual: later", "{semiannual: later", "không dùng được", Severity.ERROR),
        ("year: 2024", "year: 2024\nyear: 2025", "year: 2025", "khai hai lần", Severity.ERROR),
        ("units:\n", "units\n", None, "YAML", Severity.ERROR),
        ("opening: >-\n", "opening: >-\n    {who} ", "opening:", "{who}", Severity.ERROR),
        ("vanthu@ubnd.example", "Văn thư <vanthu@ubnd.example>", "address: Văn", "địa chỉ thư", Severity.ERROR),
        ("vanthu@stttt.example", "VanThu@ubnd.example", "address: VanThu", "dùng chung địa chỉ", Severity.ERROR),
        ("code: UBND\n", 'code: "UBND tỉnh"\n', 'code: "UBND', "Mã nơi nhận", Severity.ERROR),
        ("items: [1, 2, 3, 4, 5, 6]", "items: [1, 9]", "items: [1, 9]", "nội dung 9 không có", Severity.ERROR),
    ],
)
def test_each_mistake_is_explained_with_its_line_and_remedy(
    tmp_path: Path, old: str, new: str, line_of: str | None, message: str, severity: Severity
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    path = tmp_path / "2024.yaml"
    path.write_text(text, encoding="utf-8")
    [finding] = [f for f in check_plan_file(path) if message in f.message][:1]
    assert (finding.severity, bool(finding.fix)) == (severity, True)
    if line_of is not None:
        at = text.rindex(line_of) if "2024-H1" not in line_of else text.index("{period: 2024-H1")
        assert finding.locator == f"line{text[:at].count(chr(10)) + 1}"
    if severity is Severity.ERROR:
        with pytest.raises(PlanError, match="plan check"):
            load_plan(path)
    else:
        load_plan(path)


def test_two_recipients_one_after_the_other_may_have_one_mailbox(plan: Plan) -> None:
    first, second = plan.recipients
    end = second.valid_to
    assert end is not None
    heir = first.model_copy(update={"address": second.address, "valid_from": end + timedelta(days=1)})
    rival = heir.model_copy(update={"valid_from": end})
    for recipient, faults in ((heir, 0), (rival, 1)):
        changed = plan.model_copy(update={"recipients": (recipient, second)})
        assert len([fault for fault in find_faults(changed) if "dùng chung" in fault.message]) == faults


def test_days_that_the_plan_declares_count_for_its_deadlines(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "2024.yaml"
    for edits, told in (
        ([("office_due_date: 2024-06-21", "office_due_date: 2024-06-22")], 1),
        ([("office_due_date: 2024-06-21", "office_due_date: 2024-06-22"), ("2024-05-04]", "2024-06-22]")], 0),
        ([("[2024-04-29]", "[2024-06-21]")], 1),
    ):
        changed = text
        for old, new in edits:
            assert old in changed
            changed = changed.replace(old, new, 1)
        path.write_text(changed, encoding="utf-8")
        assert len([each for each in check_plan_file(path) if "rơi vào ngày nghỉ" in each.message]) == told


def test_the_years_with_a_plan_are_those_of_the_working_folder_and_the_shipped_ones(tmp_path: Path) -> None:
    assert list_plan_years(tmp_path) == (2024,)
    for name in ("2023.yaml", "2026.yaml", "2025.yaml.bak", "mau.yaml", "20255.yaml"):
        (tmp_path / name).write_bytes(SHIPPED.read_bytes())
    assert list_plan_years(tmp_path) == (2023, 2024, 2026)
    assert list_plan_years(tmp_path / "absent") == (2024,)
    for today, year in ((date(2024, 5, 1), 2024), (date(2023, 1, 1), 2023), (date(2025, 5, 1), 2026)):
        assert choose_plan_year(today, tmp_path) == year
    assert choose_plan_year(date(2031, 1, 1), tmp_path / "absent") == 2024


def test_the_plan_of_the_working_folder_comes_before_the_shipped_one(tmp_path: Path) -> None:
    assert find_plan_file(2024, tmp_path).resolve() == SHIPPED.resolve()
    own = tmp_path / "2024.yaml"
    own.write_bytes(SHIPPED.read_bytes())
    assert find_plan_file(2024, tmp_path) == own
    with pytest.raises(PlanError, match="2031"):
        find_plan_file(2031, tmp_path)


def test_a_deadline_that_is_a_date_runs_to_midnight_of_the_office() -> None:
    assert end_of_day(date(2024, 6, 18)).isoformat() == "2024-06-19T00:00:00+07:00"


def test_the_day_is_that_of_the_office_wherever_the_clock_stands() -> None:
    assert find_office_day(datetime(2024, 6, 18, 16, 59, tzinfo=UTC)) == date(2024, 6, 18)
    assert find_office_day(datetime(2024, 6, 18, 17, 0, tzinfo=UTC)) == date(2024, 6, 19)


@pytest.mark.parametrize("day", ["2024-11-31", "2024-13-45", "2023-02-30"])
def test_a_day_that_no_calendar_has_is_told_with_its_line(tmp_path: Path, day: str) -> None:
    text = (Path(__file__).parents[2] / "plans" / "2024.yaml").read_text("utf-8")
    path = tmp_path / "2024.yaml"
    path.write_text(text.replace("unit_due_date: 2024-06-18", f"unit_due_date: {day}"), "utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if "2024-06-18" in each)
    (finding,) = check_plan_file(path)
    assert (finding.locator, finding.severity.value) == (f"line{line}", "error")
    assert day in finding.message
