"""The pages of the Prefect UI: what they tell, and that no text of a unit is ever markup or too long."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.plan import Plan
from schemas.report import Report, ReportSubmission
from schemas.run import DeliveryStatus, DraftStatus, Status, UnitStatus, Waiting
from schemas.submission import FiledDocument
from schemas.values import CheckStatus, DeliveryState, DraftState, PeriodState, SourceKind, UnitState
from tonghop.rendering.pages import list_next_steps, render_pages

NOW = datetime(2024, 6, 19, 2, 5, tzinfo=UTC)
HOSTILE = (
    "| a | <script>alert(1)</script> [x](http://evil.example) ![y](z) `c` **b** _i_ # h ~~s~~ \\| \n\n# new\n- list"
)
PAGES = {"hom-nay", "tinh-hinh", "bao-cao", "con-thieu", "viec-cho"}
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


def test_there_are_five_pages_each_with_its_title_and_period(make_report: Callable[..., Report], plan: Plan) -> None:
    pages = render_pages(make_status(), make_report(), plan, now=NOW)
    assert set(pages) == PAGES
    assert all(re.match(r"# .+ – 6 tháng đầu năm 2024\n", text) for text in pages.values())
    assert len({text.splitlines()[0] for text in pages.values()}) == len(PAGES)


def test_today_tells_the_time_and_the_last_day_at_the_office(make_report: Callable[..., Report], plan: Plan) -> None:
    today = render_pages(make_status(), make_report(), plan, now=NOW)["hom-nay"]
    assert "09:05 ngày 19/06/2024" in today
    assert "hết ngày 18/06/2024" in today
    assert "lần 1 (dự thảo)" in today


def test_missing_units_are_named_by_their_names(make_report: Callable[..., Report], plan: Plan) -> None:
    page = render_pages(make_status(), make_report(), plan, now=NOW)["con-thieu"]
    assert "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo | quá hạn, chưa gửi | 3 |" in page
    assert "Văn phòng Sở" not in page


def test_examples_say_so_on_every_page(make_report: Callable[..., Report], plan: Plan) -> None:
    for example in (True, False):
        pages = render_pages(make_status(), make_report(example=example), plan, now=NOW)
        assert {("VÍ DỤ" in text) for text in pages.values()} == {example}


def test_the_names_of_files_are_text_and_one_table_cell(make_report: Callable[..., Report], plan: Plan) -> None:
    report = make_report(submissions=(make_submission(HOSTILE),))
    page = render_pages(make_status(), report, plan, now=NOW)["bao-cao"]
    (row,) = [line for line in page.splitlines() if "alert" in line]
    assert find_unescaped(row) == ["|"] * 6
    assert "# new" not in page.splitlines()


def test_the_words_of_questions_are_text(make_report: Callable[..., Report], plan: Plan) -> None:
    waiting = (Waiting(what=HOSTILE, for_whom=HOSTILE, how=HOSTILE),)
    page = render_pages(make_status(waiting=waiting), make_report(), plan, now=NOW)["viec-cho"]
    told = [line for line in page.splitlines() if "alert" in line]
    assert len(told) == 3
    assert all(
        find_unescaped(line.replace("**Người xử lý:**", "").replace("**Cách xử lý:**", "")) == [] for line in told
    )


def test_a_cut_text_ends_with_no_half_of_an_escape(make_report: Callable[..., Report], plan: Plan) -> None:
    report = make_report(submissions=(make_submission("|" * 2000),))
    page = render_pages(make_status(), report, plan, now=NOW)["bao-cao"]
    (row,) = [line for line in page.splitlines() if r"\|\|" in line]
    assert find_unescaped(row) == ["|"] * 6


@pytest.mark.parametrize(
    "text", ["Báo cáo kết quả công tác " * 40, "|" * 2000, "🇻🇳" * 900], ids=["words", "escapes", "wide"]
)
def test_no_page_reaches_the_limit_of_an_artifact(make_report: Callable[..., Report], plan: Plan, text: str) -> None:
    report = make_report(submissions=tuple(make_submission(text) for _ in range(500)))
    waiting = tuple(Waiting(what=text, for_whom=text, how=text) for _ in range(500))
    pages = render_pages(make_status(waiting=waiting), report, plan, now=NOW)
    assert all(len(page.encode()) < 100_000 for page in pages.values())
    for name in ("bao-cao", "viec-cho"):
        (left,) = re.findall(r"Còn (\d+) (?:dòng|việc) nữa", pages[name])
        assert 440 <= int(left) < 500


def test_next_steps_name_who_is_missing_and_count_what_waits(plan: Plan) -> None:
    waiting = (
        Waiting(what="Câu hỏi", for_whom="Văn phòng Sở", how="Chọn"),
        Waiting(what="chưa gửi", for_whom="TTNC", how="Nhắc"),
    )
    missing, asked = list_next_steps(make_status(waiting=waiting), plan)
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


def test_nothing_left_means_read_the_draft(plan: Plan) -> None:
    assert list_next_steps(make_status(units=UNITS[:2]), plan) == [
        "Soát dự thảo, bổ sung các phần do Văn phòng viết và trình lãnh đạo ký."
    ]
    assert list_next_steps(make_status(units=(), drafts=()), plan) == ["Chờ báo cáo của các đơn vị."]
