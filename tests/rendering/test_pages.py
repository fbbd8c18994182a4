"""The pages of the Prefect UI: what they tell, and that no text of a unit is ever markup or too long."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.plan import Plan, PlanPeriod
from schemas.report import Report, ReportSubmission
from schemas.run import DeliveryStatus, DraftStatus, Status, UnitStatus, Waiting
from schemas.submission import FiledDocument
from schemas.values import (
    CheckStatus,
    DeliveryState,
    DraftState,
    PeriodState,
    ReleaseRule,
    ReportKind,
    SourceKind,
    UnitState,
)
from tonghop.delivery.message import build_recipient_key
from tonghop.rendering.markdown import name_key
from tonghop.rendering.naming import name_recipient
from tonghop.rendering.pages import PERIOD_PAGES, list_next_steps, render_pages

NOW = datetime(2024, 6, 19, 2, 5, tzinfo=UTC)
HOSTILE = (
    "1. | a | <script>alert(1)</script> [x](http://evil.example) ![y](z) `c` **b** _i_ # h ~~s~~ \\| \n\n# new\n- list"
)
KEYS = {f"{page}-2024-h1" for page in PERIOD_PAGES}
UNITS = (
    UnitStatus(unit="VP", state=UnitState.ON_TIME),
    UnitStatus(unit="QLCN", state=UnitState.LATE, days_late=1),
    UnitStatus(unit="TTNC", state=UnitState.MISSING, days_late=3),
)


def make_status(**changes: object) -> Status:
    given = {
        "period": "2024-H1",
        "state": PeriodState.OPEN,
        "data_window": ("2023-12-15", "2024-06-14"),
        "due_at": datetime(2024, 6, 18, 17, 0, tzinfo=UTC),
        "units": UNITS,
        "waiting": (),
        "drafts": (DraftStatus(version=1, sha256="a" * 64, state=DraftState.DRAFT),),
        "deliveries": (),
    }
    return Status(**{**given, **changes})


def make_submission(name: str, **changes: object) -> ReportSubmission:
    given = {
        "id": "0123456789ab",
        "unit": "VP",
        "files": (FiledDocument(name=name, sha256="a" * 64),),
        "source": SourceKind.FOLDER,
        "declared_by": None,
        "received_at": NOW,
        "late": False,
        "status": CheckStatus.ACCEPTED,
        "superseded_by": None,
    }
    return ReportSubmission(**{**given, **changes})


def find_unescaped(text: str) -> list[str]:
    return re.findall(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#|~]", text)


@pytest.fixture
def confirmed(plan: Plan) -> Plan:
    """The plan with the deadlines that a person has confirmed."""
    return with_periods(plan, confirm=False)


def with_periods(plan: Plan, **changes: object) -> Plan:
    entries: list[PlanPeriod] = [entry.model_copy(update=changes) for entry in plan.periods]
    return plan.model_copy(update={"periods": tuple(entries)})


def at_office(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00+07:00")


def test_each_page_has_a_stable_key_its_title_its_time_and_the_period(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    pages = render_pages(make_status(), make_report(), plan, now=NOW)
    assert set(pages) == KEYS
    assert all(re.match(r"# .+ – 6 tháng đầu năm 2024\n", page.markdown) for page in pages.values())
    assert len({page.markdown.splitlines()[0] for page in pages.values()}) == len(KEYS)
    assert all("Cập nhật lúc 09:05 ngày 19/6/2024." in page.markdown for page in pages.values())
    assert all(page.summary and "\n" not in page.summary for page in pages.values())


@pytest.mark.parametrize(
    ("period", "key"),
    [("2024-H1", "x-2024-h1"), ("2024", "x-2024"), ("2024-03-01..2024-04-15", "x-2024-03-01-2024-04-15"), (None, "x")],
)
def test_keys_are_what_the_ui_takes(period: str | None, key: str) -> None:
    assert name_key("x", period) == key


def test_every_page_leads_to_every_other_and_to_today(make_report: Callable[..., Report], plan: Plan) -> None:
    for key, page in render_pages(make_status(), make_report(), plan, now=NOW).items():
        assert set(re.findall(r"\]\(\.\./key/([a-z0-9-]+)\)", page.markdown)) == (KEYS | {"hom-nay"}) - {key}


def test_missing_units_are_named_with_their_days(make_report: Callable[..., Report], plan: Plan) -> None:
    page = render_pages(make_status(), make_report(), plan, now=NOW)["con-thieu-2024-h1"]
    name = "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    assert f"- **{name}** – quá hạn 3 ngày, chưa gửi" in page.markdown
    assert f"- **{plan.find_unit('QLCN').name}** – nộp muộn 1 ngày" in page.markdown
    assert "- **Văn phòng Sở**" not in page.markdown
    assert page.summary == f"Chưa gửi: {name}."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-06-10", "về Văn phòng Sở chậm nhất hết ngày 18/6/2024. "),
        ("2024-06-18", "về Văn phòng Sở chậm nhất hết ngày 18/6/2024. "),
        ("2024-06-19", "trước ngày 21/6/2024 để kịp tổng hợp, trình ký (hạn gửi là ngày 18/6/2024, đến nay chưa"),
        ("2024-06-21", "ngay trong hôm nay, ngày 21/6/2024, để kịp tổng hợp, trình ký (hạn gửi là ngày 18/6/2024"),
        ("2024-06-22", "ngay khi nhận được đề nghị này (hạn gửi là ngày 18/6/2024, đến nay chưa nhận được)"),
    ],
)
def test_a_reminder_asks_for_a_day_that_is_still_of_use(
    make_report: Callable[..., Report], plan: Plan, day: str, words: str
) -> None:
    page = render_pages(make_status(), make_report(), plan, now=at_office(day))["con-thieu-2024-h1"].markdown
    (reminder,) = [line for line in page.splitlines() if line.startswith("Đề nghị")]
    assert reminder.startswith(
        "Đề nghị Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo gửi báo cáo kết quả công tác thông tin"
        " đối ngoại 6 tháng đầu năm 2024"
    )
    assert words in reminder


def test_nobody_reminds_the_office_of_its_own_report_by_mail(make_report: Callable[..., Report], plan: Plan) -> None:
    silent = (UnitStatus(unit="VP", state=UnitState.MISSING, days_late=1),)
    page = render_pages(make_status(units=silent), make_report(), plan, now=NOW)["con-thieu-2024-h1"].markdown
    assert "- **Văn phòng Sở** – quá hạn 1 ngày, chưa gửi" in page
    assert "Đề nghị" not in page
    assert list_next_steps(make_status(units=silent), plan)[0].startswith("Gửi báo cáo của chính Văn phòng Sở")


def test_a_unit_whose_report_waits_for_the_office_is_not_reminded(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    checked = (UnitStatus(unit="TTNC", state=UnitState.NEEDS_PERSON),)
    page = render_pages(make_status(units=checked), make_report(), plan, now=NOW)["con-thieu-2024-h1"].markdown
    assert "## Đã gửi, chưa được tính (1)" in page
    assert "Đề nghị" not in page
    assert "Mọi đơn vị đã có báo cáo" not in page


def test_the_matrix_is_short_enough_for_a_narrow_screen(make_report: Callable[..., Report], plan: Plan) -> None:
    page = render_pages(make_status(), make_report(), plan, now=NOW)["tinh-hinh-2024-h1"].markdown
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert rows[0] == "| Đơn vị | 1 | 2 | 3 | 4 | 5 | 6 |"
    assert "| VP | có | có | có | có | không | có |" in rows
    assert "| QLCN | có | có | có | có | trống | có |" in rows
    assert "| TTNC | có | có | có | có | thiếu | có |" in rows
    assert max(map(len, rows)) < 60


def test_who_has_reported_stands_with_the_first_accepted_arrival(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    early, later = NOW - timedelta(days=2), NOW - timedelta(days=1)
    register = (
        make_submission("lan hai.docx", id="b", received_at=later),
        make_submission("lan dau.docx", id="a", received_at=early, superseded_by="b"),
        make_submission("khong doc duoc.docx", id="c", received_at=early - timedelta(days=1), status="rejected"),
    )
    page = render_pages(make_status(), make_report(submissions=register), plan, now=NOW)["bao-cao-2024-h1"].markdown
    assert "- **Văn phòng Sở** – đúng hạn, nhận lúc 09:05 ngày 17/6/2024" in page
    assert "đã tiếp nhận, đã có bản thay thế" in page


def test_examples_say_so_on_every_page(make_report: Callable[..., Report], plan: Plan) -> None:
    for example in (True, False):
        pages = render_pages(make_status(), make_report(example=example), plan, now=NOW)
        assert {("VÍ DỤ" in page.markdown) for page in pages.values()} == {example}


def test_the_names_of_files_are_text(make_report: Callable[..., Report], plan: Plan) -> None:
    report = make_report(submissions=(make_submission(HOSTILE),))
    page = render_pages(make_status(), report, plan, now=NOW)["bao-cao-2024-h1"].markdown
    (row,) = [line for line in page.splitlines() if "alert" in line]
    assert find_unescaped(row) == []
    assert row.startswith("- 1\\. ")
    assert "http://" not in row
    assert "# new" not in page.splitlines()


def test_the_words_of_questions_are_text(make_report: Callable[..., Report], plan: Plan) -> None:
    waiting = (Waiting(what=HOSTILE, for_whom=HOSTILE, how=HOSTILE),)
    page = render_pages(make_status(waiting=waiting), make_report(), plan, now=NOW)["viec-cho-2024-h1"].markdown
    told = [line for line in page.splitlines() if "alert" in line]
    assert len(told) == 3
    assert all(
        find_unescaped(line.replace("**Người xử lý:**", "").replace("**Cách xử lý:**", "")) == [] for line in told
    )


def test_the_answers_of_servers_are_text(make_report: Callable[..., Report], plan: Plan) -> None:
    deliveries = (DeliveryStatus(recipient="UBND", version=1, state=DeliveryState.REFUSED, reply=HOSTILE),)
    page = render_pages(make_status(deliveries=deliveries), make_report(), plan, now=NOW)["lan-gui-2024-h1"].markdown
    (row,) = [line for line in page.splitlines() if "alert" in line]
    assert find_unescaped(row) == []


def test_a_cut_text_ends_with_no_half_of_an_escape(make_report: Callable[..., Report], plan: Plan) -> None:
    report = make_report(submissions=(make_submission("|" * 2000),))
    page = render_pages(make_status(), report, plan, now=NOW)["bao-cao-2024-h1"].markdown
    (row,) = [line for line in page.splitlines() if r"\|\|" in line]
    assert find_unescaped(row) == []


@pytest.mark.parametrize(
    "text", ["Báo cáo kết quả công tác " * 40, "|" * 2000, "🇻🇳" * 900], ids=["words", "escapes", "wide"]
)
def test_no_page_reaches_sixty_kilobytes(make_report: Callable[..., Report], plan: Plan, text: str) -> None:
    report = make_report(submissions=tuple(make_submission(text) for _ in range(120)))
    waiting = tuple(Waiting(what=text, for_whom=text, how=text) for _ in range(120))
    deliveries = tuple(
        DeliveryStatus(recipient="UBND", version=n, state=DeliveryState.REFUSED, reply=text) for n in range(120)
    )
    status = make_status(waiting=waiting, deliveries=deliveries)
    pages = render_pages(status, report, plan, now=NOW, open_points=[text] * 120)
    assert all(len(page.markdown.encode()) < 60_000 for page in pages.values())
    for name in ("bao-cao-2024-h1", "viec-cho-2024-h1", "lan-gui-2024-h1"):
        (left,) = re.findall(r"Còn (\d+) (?:báo cáo|việc|lần gửi) nữa", pages[name].markdown)
        assert 60 <= int(left) < 120


def test_a_delivery_is_told_with_its_state_its_time_its_answer_and_what_to_do(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    deliveries = (
        DeliveryStatus(recipient="UBND", version=1, state=DeliveryState.ACCEPTED, reply="250 ok", changed_at=NOW),
        DeliveryStatus(
            recipient="STTTT.trial", version=1, state=DeliveryState.UNKNOWN, reply="Mất kết nối.", changed_at=NOW
        ),
    )
    page = render_pages(make_status(deliveries=deliveries), make_report(), plan, now=NOW)["lan-gui-2024-h1"]
    assert "**Ủy ban nhân dân tỉnh Quảng Trị: dự thảo lần 1**" in page.markdown
    assert "**Sở Thông tin và Truyền thông tỉnh Quảng Trị (chạy thử): dự thảo lần 1**" in page.markdown
    for words in ("chưa rõ kết quả", "Mất kết nối.", "Lúc: 09:05 ngày 19/6/2024", "không tự gửi lại"):
        assert words in page.markdown
    assert page.summary == "Dự thảo mới nhất là lần 1; có 2 lần gửi bản này."
    # A rehearsal has not gone to the real recipient.
    assert "Chưa gửi dự thảo lần 1 tới Sở Thông tin và Truyền thông tỉnh Quảng Trị" in page.markdown


def test_a_draft_that_has_not_left_tells_its_rule_and_what_it_lacks(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    pages = render_pages(
        make_status(), make_report(), plan, now=NOW, open_points=("Thiếu A.", "Thiếu B."), suspended="Có dấu mật."
    )
    page = pages["lan-gui-2024-h1"].markdown
    assert page.count("Còn vướng: Thiếu A.") == 1
    assert "Ủy ban nhân dân tỉnh Quảng Trị; Sở Thông tin và Truyền thông tỉnh Quảng Trị" in page
    assert f"Cách gửi theo kế hoạch: {ReleaseRule.COMPLETE.label}" in page
    assert "**Đang tạm dừng:** Có dấu mật." in page


@pytest.mark.parametrize("rule", list(ReleaseRule))
def test_a_draft_that_waits_for_its_day_says_which_where_it_leaves_by_itself(
    make_report: Callable[..., Report], plan: Plan, rule: ReleaseRule
) -> None:
    changed = [each.model_copy(update={"release": dict.fromkeys(ReportKind, rule)}) for each in plan.recipients]
    other = plan.model_copy(update={"recipients": tuple(changed)})
    told = {
        day: render_pages(make_status(), make_report(), other, now=NOW, awaited_day=day)["lan-gui-2024-h1"].markdown
        for day in (None, date(2024, 6, 19))
    }
    assert "tự gửi từ ngày" not in told[None]
    leaves_by_itself = rule in (ReleaseRule.COMPLETE, ReleaseRule.ALWAYS)
    assert ("tự gửi từ ngày 19/6/2024" in told[date(2024, 6, 19)]) is leaves_by_itself


def test_open_points_are_told_only_where_the_rule_asks_for_a_complete_report(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    person = dict.fromkeys(ReportKind, ReleaseRule.PERSON)
    changed = [each.model_copy(update={"release": person}) for each in plan.recipients]
    other = plan.model_copy(update={"recipients": tuple(changed)})
    page = render_pages(make_status(), make_report(), other, now=NOW, open_points=("Thiếu A.",))["lan-gui-2024-h1"]
    assert ReleaseRule.PERSON.label in page.markdown
    assert "Thiếu A." not in page.markdown


def test_a_rehearsal_is_named_as_such(plan: Plan) -> None:
    for recipient in plan.recipients:
        assert name_recipient(plan, build_recipient_key(recipient.code, trial=False)) == recipient.name
        assert name_recipient(plan, build_recipient_key(recipient.code, trial=True)) == f"{recipient.name} (chạy thử)"
    assert name_recipient(plan, "CU") == "CU"


def test_next_steps_name_who_is_missing_and_count_what_waits(confirmed: Plan) -> None:
    waiting = (
        Waiting(what="Câu hỏi", for_whom="Văn phòng Sở", how="Chọn"),
        Waiting(what="chưa gửi", for_whom="TTNC", how="Nhắc"),
    )
    missing, asked = list_next_steps(make_status(waiting=waiting), confirmed)
    assert "Trung tâm Nghiên cứu" in missing
    assert "1 việc chờ" in asked


@pytest.mark.parametrize(
    ("state", "version", "is_told"),
    [
        (DeliveryState.UNKNOWN, 1, True),
        (DeliveryState.UNKNOWN, 2, True),
        (DeliveryState.REFUSED, 2, True),
        (DeliveryState.HELD, 2, True),
        (DeliveryState.READY, 2, True),
        (DeliveryState.HELD, 1, False),
        (DeliveryState.REFUSED, 1, False),
        (DeliveryState.ACCEPTED, 2, False),
        (DeliveryState.WRITTEN, 2, False),
    ],
)
def test_a_delivery_is_looked_into_while_it_still_matters(
    plan: Plan, state: DeliveryState, version: int, is_told: bool
) -> None:
    drafts = tuple(DraftStatus(version=n, sha256="a" * 64, state=DraftState.DRAFT) for n in (1, 2))
    deliveries = (DeliveryStatus(recipient="UBND", version=version, state=state),)
    steps = list_next_steps(make_status(units=UNITS[:2], drafts=drafts, deliveries=deliveries), plan)
    assert any("Ủy ban nhân dân tỉnh Quảng Trị" in step and state.label in step for step in steps) == is_told


def test_nothing_left_means_read_the_draft(confirmed: Plan) -> None:
    assert list_next_steps(make_status(units=UNITS[:2]), confirmed) == [
        "Soát dự thảo, bổ sung các phần do Văn phòng viết và trình lãnh đạo ký."
    ]
    assert list_next_steps(make_status(units=(), drafts=()), confirmed) == ["Chờ báo cáo của các đơn vị."]


def test_assumed_deadlines_are_to_be_confirmed_by_a_person(plan: Plan) -> None:
    for assumed in (True, False):
        steps = list_next_steps(make_status(units=UNITS[:2]), with_periods(plan, confirm=assumed))
        assert any("Xác nhận hạn" in step for step in steps) == assumed


CHOICES = tuple(f"Nội dung {number}: {'Tuyên truyền, quảng bá sản phẩm đặc sản ' * 4}" for number in range(1, 7))


def test_what_waits_begins_with_its_key_and_has_each_choice_on_a_line(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    waiting = Waiting(what="Câu này?", for_whom="Văn phòng Sở", how="; ".join(CHOICES), key="7cd61db5", choices=CHOICES)
    page = render_pages(make_status(waiting=(waiting,)), make_report(), plan, now=NOW)["viec-cho-2024-h1"].markdown
    assert "\n1. Mã việc **7cd61db5**: Câu này?\n" in page
    lines = [line.strip() for line in page.splitlines() if line.startswith("        - ")]
    assert lines == [f"- {choice.strip()}" for choice in CHOICES]


def test_what_is_decided_elsewhere_has_no_key_and_says_what_is_to_be_done(
    make_report: Callable[..., Report], plan: Plan
) -> None:
    waiting = Waiting(what="Có 1 mục.", for_whom="Văn phòng Sở", how="A; B", choices=("Xem bằng lệnh khác.",))
    page = render_pages(make_status(waiting=(waiting,)), make_report(), plan, now=NOW)["viec-cho-2024-h1"].markdown
    assert "1. Có 1 mục.\n" in page and "- **Cách xử lý:** Xem bằng lệnh khác.\n" in page
    assert "Mã việc" not in page


def test_a_long_text_is_cut_at_a_word_and_says_so(make_report: Callable[..., Report], plan: Plan) -> None:
    waiting = Waiting(what="thông tin " * 100, for_whom="Văn phòng Sở", how="Chọn")
    page = render_pages(make_status(waiting=(waiting,)), make_report(), plan, now=NOW)["viec-cho-2024-h1"].markdown
    [told] = [line for line in page.splitlines() if line.startswith("1. ")]
    assert told.endswith(("thông …", "tin …"))
    assert 580 < len(told) < 610


def test_while_files_are_being_saved_nobody_is_reminded(confirmed: Plan) -> None:
    office = (UnitStatus(unit="VP", state=UnitState.MISSING), *UNITS[1:])
    assert list_next_steps(make_status(units=office), confirmed, settling="Chạy lại.") == ["Chạy lại."]


@pytest.mark.parametrize(
    ("own", "others", "told"),
    [
        (2, 0, "Xử lý 2 việc chờ (xem"),
        (5, 2, "Xử lý 7 việc chờ: 5 việc về báo cáo kỳ này, như trong bản trình; 2 việc về tệp, thư mới đến (xem"),
        (0, 3, "Xử lý 3 việc chờ về tệp, thư mới đến (xem"),
    ],
)
def test_what_the_leaders_copy_does_not_count_is_counted_apart(
    confirmed: Plan, own: int, others: int, told: str
) -> None:
    waiting = [Waiting(what="a", for_whom="b", how="c", of_period=number < own) for number in range(own + others)]
    [step] = list_next_steps(make_status(units=UNITS[:2], waiting=tuple(waiting)), confirmed)
    assert step.startswith(told)


def test_a_change_that_nobody_has_confirmed_comes_before_the_leaders_hand(confirmed: Plan) -> None:
    [step] = list_next_steps(make_status(units=UNITS[:2], unconfirmed=2), confirmed)
    assert step.startswith("Lấy văn bản xác nhận của 2 điều chỉnh số liệu trước khi trình ký")
