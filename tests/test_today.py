"""The day's page from plan and ledger: which periods stand on it, what it warns of, its file, its mail."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.plan import Plan
from schemas.request import Request, Workplace
from schemas.today import PeriodToday, Today
from schemas.values import DeliveryState, DraftState, NoticeKind, UnitState
from tonghop import steps
from tonghop.ledger import drafts, hits
from tonghop.plan import PlanError
from tonghop.today import (
    find_period_pages,
    find_today,
    find_today_pages,
    make_today_notice,
    post_morning_mail,
    wants_morning_mail,
    write_today_page,
)

OFFICE_TIME = timezone(timedelta(hours=7))
MORNING_AFTER = datetime(2024, 6, 19, 9, 0, tzinfo=OFFICE_TIME)
AD_HOC = "2024-06-15..2024-11-30"
REQUEST = Request(
    number="1234/UBND-VX",
    date=date(2024, 12, 2),
    asker="Ủy ban nhân dân tỉnh Quảng Trị",
    scope="Kết quả công tác thông tin đối ngoại 6 tháng cuối năm",
    deadline=date(2024, 12, 20),
)
ROOT = Path(__file__).parent.parent
OpenWork = Callable[..., Any]


@pytest.fixture(autouse=True)
def _bare(bare_environment: pytest.MonkeyPatch) -> None:
    """No settings of this machine."""


def at(day: str, hour: int = 9) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=OFFICE_TIME) + timedelta(hours=hour)


def look(outputs: Path, now: datetime = MORNING_AFTER, **given: Any) -> Today:
    return find_today(Workplace(outputs=outputs, **given), lambda: now)


def find_codes(today: Today) -> list[str]:
    return [period.period for period in today.periods]


def draft_ad_hoc(outputs: Path, open_work: OpenWork, now: datetime, **given: Any) -> None:
    with open_work(outputs, now, period=AD_HOC, request=REQUEST, **given) as job:
        steps.draft(job)


# Which periods stand on the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2024-03-01", []),
        ("2024-05-27", []),
        ("2024-05-28", ["2024-H1"]),
        ("2024-06-19", ["2024-H1"]),
        ("2024-06-28", ["2024-H1"]),
        ("2024-06-29", []),
        ("2024-11-26", ["2024", "2024-H2"]),
        ("2024-12-27", ["2024", "2024-H2"]),
        ("2025-02-01", []),
    ],
)
def test_a_period_stands_on_the_page_while_its_plan_watches_it(tmp_path: Path, day: str, codes: list[str]) -> None:
    assert find_codes(look(tmp_path / "o", at(day))) == codes


@pytest.mark.parametrize(("hour", "codes"), [(0, ["2024-H1"]), (-1, [])])
def test_the_day_begins_at_midnight_at_the_office(tmp_path: Path, hour: int, codes: list[str]) -> None:
    assert find_codes(look(tmp_path / "o", at("2024-05-28", hour).astimezone(UTC))) == codes


@pytest.mark.parametrize(
    ("day", "is_shown"), [("2024-12-18", True), ("2024-12-20", True), ("2024-12-27", True), ("2024-12-28", False)]
)
def test_an_ad_hoc_period_stands_there_until_some_days_after_its_requests_deadline(
    outputs: Path, open_work: OpenWork, day: str, is_shown: bool
) -> None:
    draft_ad_hoc(outputs, open_work, at("2024-12-03"))
    assert (AD_HOC in find_codes(look(outputs, at(day)))) == is_shown


def test_an_ad_hoc_period_is_told_with_its_requests_deadline(outputs: Path, open_work: OpenWork) -> None:
    draft_ad_hoc(outputs, open_work, at("2024-12-03"))
    (period,) = [each for each in look(outputs, at("2024-12-18")).periods if each.period == AD_HOC]
    assert (period.dates, period.due_at) == (None, at("2024-12-21", 0))
    assert period.name == "từ ngày 15/6/2024 đến ngày 30/11/2024"
    assert UnitState.MISSING not in {unit.state for unit in period.units}


def test_a_report_that_was_due_and_never_drafted_stays_on_the_page(tmp_path: Path, open_work: OpenWork) -> None:
    outputs = tmp_path / "o"
    with open_work(outputs, at("2024-06-01")) as job, job.ledger.write() as connection:
        drafts.open_period(connection, "2024-H1", at=job.now())
    assert find_codes(look(outputs, at("2024-08-01"))) == ["2024-H1"]
    with open_work(outputs, at("2024-08-01")) as job:
        steps.draft(job)
    assert find_codes(look(outputs, at("2024-08-01"))) == []


def test_a_planned_period_that_was_drafted_by_hand_long_before_waits_for_its_days(
    outputs: Path, open_work: OpenWork
) -> None:
    with open_work(outputs, period="2024-H2") as job:
        steps.draft(job)
    assert find_codes(look(outputs)) == ["2024-H1"]


def test_every_period_has_the_plan_of_its_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    text = (ROOT / "plans" / "2024.yaml").read_text("utf-8")
    (tmp_path / "plans" / "2024.yaml").write_text(text, "utf-8")
    moved = text.replace("2024", "2025").replace("Văn phòng Sở", "Văn phòng mới")
    (tmp_path / "plans" / "2025.yaml").write_text(moved.replace("2023-12", "2024-12"), "utf-8")
    outputs = tmp_path / "o"
    assert find_codes(look(outputs, at("2024-12-18"))) == ["2024", "2024-H2"]
    today = look(outputs, at("2025-06-10"))
    assert find_codes(today) == ["2025-H1"]
    assert "Văn phòng mới" in {unit.name for unit in today.periods[0].units}
    # The next year's dates are told before it begins.
    assert "2025-H1" in {each.period for each in look(outputs, at("2024-12-18")).next_dates}


def test_a_broken_plan_of_the_next_year_hides_nothing_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "2025.yaml").write_text("year: [", "utf-8")
    today = look(tmp_path / "o", at("2024-12-18"))
    assert find_codes(today) == ["2024", "2024-H2"]
    assert any("2025.yaml" in warning for warning in today.warnings)
    assert find_codes(look(tmp_path / "o", at("2025-01-10"))) == []


def test_a_named_plan_that_is_broken_stops_the_look(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("year: [", "utf-8")
    with pytest.raises(PlanError):
        look(tmp_path / "o", plan=tmp_path / "plan.yaml")


# What is told of a period -------------------------------------------------------------------------------------------


def test_a_period_is_told_as_its_status_tells_it(outputs: Path, plan: Plan) -> None:
    today = look(outputs)
    (period,) = today.periods
    assert today.example
    assert period.example
    assert (period.reported_units, period.expected_units, period.on_time_units) == (3, 3, 2)
    assert (period.draft_version, period.draft_state) == (1, DraftState.DRAFT)
    assert {(unit.name, unit.state, unit.days_late) for unit in period.units} == {
        (plan.find_unit("VP").name, UnitState.ON_TIME, 0),
        (plan.find_unit("QLCN").name, UnitState.ON_TIME, 0),
        (plan.find_unit("TTNC").name, UnitState.LATE, 1),
    }
    assert [(each.recipient, each.state) for each in period.deliveries] == [
        ("Sở Thông tin và Truyền thông tỉnh Quảng Trị", DeliveryState.WRITTEN),
        ("Ủy ban nhân dân tỉnh Quảng Trị", DeliveryState.WRITTEN),
    ]
    assert period.questions == 7
    assert period.dates is not None
    assert period.dates.office_due_date == date(2024, 6, 21)


def test_a_silent_unit_is_missing_and_no_question(tmp_path: Path) -> None:
    (period,) = look(tmp_path / "o").periods
    assert {unit.state for unit in period.units} == {UnitState.MISSING}
    assert period.questions == 0
    assert period.draft_version is None


def test_a_report_that_counts_for_another_period_shows_on_no_page_of_this_one(
    outputs: Path, open_work: OpenWork
) -> None:
    def find_pages(period: str) -> str:
        with open_work(outputs, at("2024-12-18"), period=period) as job:
            return "\n".join(page.markdown for page in find_period_pages(job).values()).replace("\\", "")

    counted = "BC 6T (1)_final.docx"
    assert counted in find_pages("2024-H1")
    for other in ("2024-H2", "2024", AD_HOC):
        assert counted not in find_pages(other)
    reported = {each.period: each.reported_units for each in look(outputs, at("2024-12-18")).periods}
    assert reported == {"2024": 0, "2024-H2": 0}


# Warnings and sources -----------------------------------------------------------------------------------------------


def test_a_secrecy_hold_is_told_by_number_time_and_kind_of_channel_alone(
    office: SimpleNamespace, outputs: Path
) -> None:
    (told,) = [each for each in look(outputs).warnings if "dấu hiệu mật" in each]
    assert "Có 1 mục có dấu hiệu mật ở thư mục dùng chung, phát hiện từ 09:00 ngày 19/6/2024" in told
    assert "Tep thu cong" not in look(outputs).model_dump_json()
    assert not [each for each in look(office.outputs, **office.form).warnings if "mật" in each]


def test_a_hold_suspends_every_sending_on_the_page_of_deliveries(office: SimpleNamespace, open_work: OpenWork) -> None:
    def find_page() -> str:
        with open_work(office.outputs, **office.form) as job:
            return find_period_pages(job)["lan-gui-2024-h1"].markdown

    assert "Đang tạm dừng" not in find_page()
    with open_work(office.outputs, **office.form) as job, job.ledger.write() as connection:
        source = job.sources[0].kind
        hits.record_secrecy_hit(connection, "a" * 64, source, "secrecy-mark", job.now())
    assert "**Đang tạm dừng:** Có 1 mục có dấu hiệu mật" in find_page()


def test_a_source_that_could_not_be_seen_is_a_warning_and_one_never_seen_is_listed(
    office: SimpleNamespace, tmp_path: Path, open_work: OpenWork
) -> None:
    form = {"folders": (tmp_path / "mat-ket-noi", office.extra), "maildirs": ()}
    with open_work(office.outputs, **form) as job, pytest.raises(Exception, match="Không tìm thấy"):
        steps.gather(job, job.sources[0])
    today = look(office.outputs, **form)
    gone, unseen = today.sources
    assert gone.failure is not None
    assert unseen.looked_at is None
    (told,) = [each for each in today.warnings if "Không xem được" in each]
    assert "mat-ket-noi" in told
    assert str(tmp_path) not in today.model_dump_json()
    page = find_today_pages(today)["nguon-nhan"].markdown
    assert "chưa xem lần nào" in page


def test_a_source_that_nobody_looks_at_is_a_warning_on_working_days_and_one_that_is_lost_for_a_week(
    office: SimpleNamespace, open_work: OpenWork
) -> None:
    form = office.form | {"folders": (office.folder, office.extra)}
    with open_work(office.outputs, **form) as job:
        for source in job.sources:
            steps.gather(job, source)

    def warn(day: str, hour: int = 9, **changed: Any) -> list[str]:
        told = look(office.outputs, at(day, hour), **(form | changed)).warnings
        return [text.partition("”")[0] for text in told if "chưa xem" in text or "Cấu hình" in text]

    assert warn("2024-06-19", 11) == []
    assert warn("2024-06-22") == []  # a Saturday
    stale = [f"Đã quá 2 giờ chưa xem thư mục dùng chung “{root.name}" for root in form["folders"]]
    stale.append(f"Đã quá 2 giờ chưa xem hộp thư “{office.maildir.name}")
    assert warn("2024-06-24") == stale
    lost = f"Cấu hình không còn thư mục dùng chung “{office.extra.name}"
    assert warn("2024-06-24", folders=(office.folder,)) == [stale[0], stale[2], lost]
    assert warn("2024-06-27", folders=(office.folder,)) == [stale[0], stale[2]]


def test_a_year_without_plan_is_warned_of(tmp_path: Path) -> None:
    assert any("2025" in warning for warning in look(tmp_path / "o", at("2024-12-18")).warnings)
    assert look(tmp_path / "o", at("2024-05-01")).warnings == ()


def test_next_dates_come_in_order_and_none_is_past(tmp_path: Path) -> None:
    days = [each.date for each in look(tmp_path / "o").next_dates]
    assert days == sorted(days)
    assert days[0] == date(2024, 6, 19)


def test_a_look_changes_nothing(outputs: Path, open_work: OpenWork) -> None:
    def count() -> list[int]:
        tables = ("events", "questions", "drafts", "deliveries", "periods", "submissions", "notices")
        with open_work(outputs) as job, job.ledger.read() as connection:
            return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables]

    before = count()
    today = look(outputs, at("2024-12-18"))
    find_today_pages(today)
    make_today_notice(today)
    assert count() == before


# The file -----------------------------------------------------------------------------------------------------------


def test_the_page_leads_to_the_files_that_are_there(outputs: Path) -> None:
    page = write_today_page(look(outputs), outputs)
    assert page == outputs / "hom-nay.html"
    html = page.read_text("utf-8")
    for name in ("report.html", "report-internal.docx"):
        assert f'href="reports/2024-H1/v1/{name}"' in html
    shutil.rmtree(outputs / "reports" / "2024-H1" / "v1")
    write_today_page(look(outputs), outputs)
    assert "href" not in page.read_text("utf-8")


def test_the_page_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    outputs = tmp_path / "o"
    today = look(outputs)
    page = write_today_page(today, outputs)
    (outputs / ".hom-nay.html.part").write_text("half", "utf-8")  # by a killed run
    with page.open(encoding="utf-8") as reader:
        write_today_page(look(outputs, at("2024-06-20")), outputs)
        assert "19/6/2024</h1>" in reader.read()
    assert "20/6/2024</h1>" in page.read_text("utf-8")
    assert not list(outputs.glob("*.part"))
    assert not (outputs / ".hom-nay.html.part").exists()


# The mail -----------------------------------------------------------------------------------------------------------


def test_the_mail_is_one_a_day_and_says_what_the_page_says(outputs: Path) -> None:
    notice = make_today_notice(look(outputs))
    assert notice is not None
    assert (notice.kind, notice.key) == (NoticeKind.TODAY, "hom-nay-2024-06-19")
    assert "3/3 đơn vị" in notice.subject
    assert notice.html is not None
    assert "href" not in notice.html  # nothing beside the mail can be opened from it
    for part in (notice.text, notice.html):
        assert "Xử lý 7 việc chờ" in part


def test_without_an_open_period_there_is_no_mail(tmp_path: Path) -> None:
    assert make_today_notice(look(tmp_path / "o", at("2024-12-31"))) is None


@pytest.mark.parametrize(
    ("day", "is_wanted"),
    [
        ("2024-06-19", True),
        ("2024-06-22", False),  # Saturday
        ("2024-09-02", False),  # national day
        ("2024-04-29", False),  # the plan's day off
        ("2024-05-04", True),  # the plan's Saturday at work
    ],
)
def test_the_mail_is_wanted_on_working_days(plan: Plan, day: str, is_wanted: bool) -> None:
    assert wants_morning_mail(plan, date.fromisoformat(day)) == is_wanted
    office = plan.office.model_copy(update={"morning_page": False})
    assert not wants_morning_mail(plan.model_copy(update={"office": office}), date.fromisoformat(day))


def test_the_morning_mail_is_written_once_however_often_it_is_posted(outputs: Path) -> None:
    place = Workplace(outputs=outputs)
    today = look(outputs)
    first = post_morning_mail(place, today, lambda: MORNING_AFTER)
    again = post_morning_mail(place, look(outputs, MORNING_AFTER + timedelta(hours=1)), lambda: MORNING_AFTER)
    assert first is not None
    assert again is not None
    assert (first.state, first.message_sha256) == (DeliveryState.WRITTEN, again.message_sha256)
    assert len(list((outputs / "outbox" / "today").glob("*.eml"))) == 1


@pytest.mark.parametrize("day", ["2024-06-22", "2024-12-31"])
def test_no_morning_mail_on_a_day_off_or_without_an_open_period(tmp_path: Path, day: str) -> None:
    outputs = tmp_path / "o"
    assert post_morning_mail(Workplace(outputs=outputs), look(outputs, at(day)), lambda: at(day)) is None
    assert not list(outputs.rglob("*.eml"))


def test_periods_are_ordered_by_their_deadline(outputs: Path, open_work: OpenWork) -> None:
    draft_ad_hoc(outputs, open_work, at("2024-12-03"))
    periods: tuple[PeriodToday, ...] = look(outputs, at("2024-12-18")).periods
    assert [each.period for each in periods] == ["2024", "2024-H2", AD_HOC]
