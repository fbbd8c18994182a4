"""The day's page in its three forms: what it tells first, that it is whole by itself, that no text is ever markup."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from schemas.dates import ReportDates
from schemas.today import DeliveryToday, NextDate, PeriodToday, SourceHealth, Today, UnitToday
from schemas.values import DeliveryState, DraftState, PeriodState, ReportKind, SourceKind, UnitState
from tonghop.rendering.pages import PERIOD_PAGES
from tonghop.rendering.today import (
    compose_subject,
    render_sources_page,
    render_today_html,
    render_today_page,
    render_today_text,
)

NOW = datetime(2024, 6, 19, 2, 5, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> [x](http://evil.example) | & \" ' <!-- `c` **b**"
H1 = ReportDates(
    period="2024-H1",
    kind=ReportKind.SEMIANNUAL,
    window_start=date(2023, 12, 15),
    window_end=date(2024, 6, 14),
    opens_date=date(2024, 5, 28),
    unit_due_date=date(2024, 6, 18),
    draft_date=date(2024, 6, 19),
    office_due_date=date(2024, 6, 21),
    watched_until=date(2024, 6, 28),
    confirm=True,
)
FORMS: dict[str, Callable[[Today], str]] = {
    "markdown": lambda today: render_today_page(today).markdown.replace("\\", ""),
    "html": render_today_html,
    "text": render_today_text,
}


def make_period(**changes: object) -> PeriodToday:
    given = {
        "period": "2024-H1",
        "name": "6 tháng đầu năm 2024",
        "state": PeriodState.OPEN,
        "dates": H1,
        "due_at": datetime(2024, 6, 18, 17, 0, tzinfo=UTC),
        "expected_units": 3,
        "reported_units": 2,
        "on_time_units": 1,
        "units": (
            UnitToday(name="Phòng Một", state=UnitState.ON_TIME),
            UnitToday(name="Phòng Hai", state=UnitState.LATE, days_late=2),
            UnitToday(name="Phòng Ba", state=UnitState.MISSING, days_late=1),
        ),
        "questions": 4,
        "draft_version": 2,
        "draft_state": DraftState.DRAFT,
        "deliveries": (DeliveryToday(recipient="UBND tỉnh", state=DeliveryState.UNKNOWN),),
        "next_steps": ("Nhắc Phòng Ba.", "Soát dự thảo."),
    }
    return PeriodToday(**{**given, **changes})


def make_source(**changes: object) -> SourceHealth:
    given = {
        "name": "Báo cáo",
        "kind": SourceKind.FOLDER,
        "looked_at": NOW,
        "succeeded_at": NOW,
        "newest_at": datetime(2024, 6, 18, 9, 55, tzinfo=UTC),
    }
    return SourceHealth(**{**given, **changes})


def make_today(**changes: object) -> Today:
    given = {
        "at": NOW,
        "periods": (make_period(),),
        "next_dates": (
            NextDate(date=date(2024, 6, 21), period="2024-H1", what="Hạn gửi", confirm=True),
            NextDate(date=date(2024, 12, 17), period="2024", what="Hạn các đơn vị"),
            NextDate(date=date(2024, 12, 17), period="2024-H2", what="Hạn các đơn vị"),
        ),
        "sources": (make_source(),),
        "warnings": ("Chưa có tệp kế hoạch năm 2025.",),
    }
    return Today(**{**given, **changes})


@pytest.fixture(params=list(FORMS))
def render(request: pytest.FixtureRequest) -> Callable[[Today], str]:
    return FORMS[request.param]


@pytest.mark.parametrize(
    "words",
    [
        "Hôm nay, thứ Tư ngày 19/6/2024",
        "Cập nhật lúc 09:05 ngày 19/6/2024.",
        "Chưa có tệp kế hoạch năm 2025.",
        "Nhắc Phòng Ba.",
        "hết ngày 18/6/2024 (đã quá 1 ngày; hạn giả định, chưa xác nhận)",
        "hết ngày 21/6/2024 (còn 2 ngày; hạn giả định, chưa xác nhận)",
        "2/3 đơn vị, đúng hạn 1",
        "đã lập lần 2",
        "chưa rõ kết quả",
        "4 việc",
        "Phòng Ba",
        "quá hạn 1 ngày, chưa gửi",
        "nộp muộn 2 ngày",
        "Thư mục dùng chung “Báo cáo”",
        "xem được lúc 09:05 ngày 19/6/2024; báo cáo mới nhất đến lúc 16:55 ngày 18/6/2024 (1 ngày trước)",
        "Hạn gửi, kỳ 6 tháng đầu năm 2024 (còn 2 ngày; ngày giả định, chưa xác nhận)",
        "Hạn các đơn vị, kỳ năm 2024 và kỳ 6 tháng cuối năm 2024 (còn 181 ngày)",
    ],
)
def test_every_form_tells_the_same(render: Callable[[Today], str], words: str) -> None:
    assert words in render(make_today())


def test_what_endangers_and_what_is_to_be_done_stand_before_the_figures(render: Callable[[Today], str]) -> None:
    page = render(make_today())
    places = [
        page.index(words) for words in ("kế hoạch năm 2025", "Nhắc Phòng Ba", "2/3 đơn vị", "nộp muộn", "Hạn gửi,")
    ]
    assert places == sorted(places)


def test_several_periods_are_surveyed_before_each_is_told(render: Callable[[Today], str]) -> None:
    ad_hoc = make_period(
        period="2024-03-01..2024-04-15", name="từ ngày 01/3/2024 đến ngày 15/4/2024", dates=None,
        due_at=datetime(2024, 6, 21, 17, 0, tzinfo=UTC),
    )  # fmt: skip
    page = render(make_today(periods=(make_period(), ad_hoc)))
    assert "2/3 đơn vị đã có báo cáo; hạn của đơn vị đã quá 1 ngày; hạn gửi UBND tỉnh còn 2 ngày" in page
    assert page.index("hạn theo văn bản yêu cầu còn 2 ngày") < page.index("Nhắc Phòng Ba")
    assert "hết ngày 21/6/2024 (còn 2 ngày)" in page
    assert "hạn của đơn vị đã quá" not in render(make_today())


def test_a_day_without_open_period_says_so_and_tells_the_next_dates(render: Callable[[Today], str]) -> None:
    page = render(make_today(periods=(), warnings=()))
    assert "hôm nay không có kỳ báo cáo nào đang mở." in page
    assert "17/12/2024" in page
    assert "Cần chú ý" not in page
    assert "CẦN CHÚ Ý" not in page


def test_a_page_of_examples_says_so(render: Callable[[Today], str]) -> None:
    assert "VÍ DỤ" in render(make_today(example=True))
    assert "VÍ DỤ" not in render(make_today())


@pytest.mark.parametrize(
    ("changes", "words", "is_fine"),
    [
        ({}, "xem được lúc 09:05 ngày 19/6/2024", True),
        ({"newest_at": None}, "chưa có báo cáo nào", True),
        ({"looked_at": None, "succeeded_at": None, "newest_at": None}, "chưa xem lần nào", False),
        (
            {"failure": "Mất kết nối."},
            "không xem được lúc 09:05 ngày 19/6/2024: Mất kết nối; lần gần nhất xem được",
            False,
        ),
        ({"failure": "Mất kết nối.", "succeeded_at": None}, "chưa lần nào xem được", False),
        ({"looked_at": datetime(2024, 6, 18, 16, 59, tzinfo=UTC)}, "hôm nay chưa xem, lần gần nhất là 23:59", False),
        ({"looked_at": datetime(2024, 6, 18, 17, 0, tzinfo=UTC)}, "xem được lúc 00:00 ngày 19/6/2024", True),
    ],
)
def test_a_source_that_was_not_seen_never_looks_like_one_without_news(
    changes: dict[str, object], words: str, is_fine: bool
) -> None:
    source = make_source(**changes)
    page = render_sources_page((source,), now=NOW, example=False)
    assert words in page.markdown
    assert page.summary == ("Xem được mọi nguồn nhận." if is_fine else "1 nguồn nhận cần kiểm tra.")
    assert ('class="good">xem được' in render_today_html(make_today(sources=(source,)))) == is_fine


def test_the_artifact_leads_to_the_pages_of_each_period() -> None:
    page = render_today_page(make_today()).markdown
    found = re.findall(r"\]\(\.\./key/([a-z0-9-]+)\)", page)
    assert found == [*(f"{name}-2024-h1" for name in PERIOD_PAGES), "nguon-nhan"]


def test_the_page_links_only_to_what_it_was_given() -> None:
    html = render_today_html(make_today(), {"2024-H1": [("bản trình", "reports/2024-H1/v2/report-internal.docx")]})
    assert re.findall(r'href="([^"]+)"', html) == ["reports/2024-H1/v2/report-internal.docx"]
    assert "href" not in render_today_html(make_today())


def test_the_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    html = render_today_html(make_today())
    assert html.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|<img|<link|@import|url\(|src=|https?:", html)
    # Mail programs know none of these.
    assert not re.search(r"var\(|display:\s*(grid|flex)", html)


def test_texts_are_text_in_html() -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: set[str] = set()

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.tags.add(tag)

    today = make_hostile()
    plain, hostile = Reader(), Reader()
    plain.feed(render_today_html(make_today()))
    hostile.feed(render_today_html(today))
    assert hostile.tags == plain.tags
    assert render_today_html(today).count("&lt;script&gt;") == 6


def test_texts_are_text_in_markdown() -> None:
    page = render_today_page(make_hostile())
    told = [line for line in page.markdown.splitlines() if "alert" in line]
    assert len(told) == 6
    assert not [line for line in told if re.search(r"(?<!\\)[<>|`&\[\]]", line)]
    assert "http://" not in page.markdown


def make_hostile() -> Today:
    period = make_period(
        units=(UnitToday(name=HOSTILE, state=UnitState.MISSING),),
        deliveries=(DeliveryToday(recipient=HOSTILE, state=DeliveryState.READY),),
        next_steps=(HOSTILE,),
    )
    source = make_source(name=HOSTILE, failure="Lỗi")
    dates = (NextDate(date=date(2024, 6, 21), period="2024-H1", what=HOSTILE),)
    return make_today(periods=(period,), warnings=(HOSTILE,), sources=(source,), next_dates=dates)


def test_the_subject_tells_the_day_and_how_far_each_period_is() -> None:
    two = (make_period(), make_period(period="2024", name="năm 2024", reported_units=0))
    assert compose_subject(make_today(periods=two)) == (
        "Tình hình báo cáo ngày 19/6/2024: 6 tháng đầu năm 2024 2/3 đơn vị; năm 2024 0/3 đơn vị"
    )


def test_the_plain_form_has_blocks_and_no_markup() -> None:
    text = render_today_text(make_today())
    assert "\n\n\n" not in text
    assert "**" not in text
    assert "#" not in text
    assert len(text.split("\n\n")) > 6


def test_the_page_stays_small_with_many_units_and_periods() -> None:
    units = tuple(UnitToday(name="Phòng " + "dài " * 20, state=UnitState.MISSING, days_late=3) for _ in range(40))
    today = make_today(periods=tuple(make_period(units=units) for _ in range(6)))
    assert len(render_today_page(today).markdown.encode()) < 60_000
