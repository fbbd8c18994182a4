"""How the sentences that sum up an item tell its totals."""

from datetime import UTC, datetime

import pytest

from schemas.adjustment import ReportAdjustment
from schemas.report import Report, ReportActivity, Total
from schemas.submission import Quantity
from schemas.values import AdjustmentChannel, AdjustmentState, Precision, Scope
from tonghop.rendering.totals import compose_figures, is_revised

AT = datetime(2024, 6, 19, tzinfo=UTC)


@pytest.fixture
def tell(plan, make_report):
    """tell(total, *starts of its figures) -> the sentences of the total's item."""

    def tell(total: Total, *starts: str | None) -> list[tuple[str, str]]:
        quantities = [
            Quantity(value=1, measure=total.measure, indicator=total.indicator, scope=total.scope, since=since)
            for since in starts or (None,)
        ]
        activities = tuple(
            ReportActivity(id=str(n), unit=unit, item=total.item, text="Đăng.", locator="body/p1", sha256="a" * 64,
                           quantities=(quantity,))
            for n, (unit, quantity) in enumerate(zip(("VP", "TTNC", "QLCN"), quantities, strict=False))
        )  # fmt: skip
        total = total.model_copy(update={"parts": tuple((one.id, 0) for one in activities)})
        item = next(one for one in plan.items if one.number == total.item)
        return list(compose_figures(make_report(activities=activities, totals=(total,)), plan, item))

    return tell


def make_total(indicator: str, item: int, measure: str, value: float, **more: object) -> Total:
    values = {"scope": Scope.PERIOD, "precision": Precision.EXACT, "parts": (), **more}
    return Total(indicator=indicator, item=item, measure=measure, value=value, **values)


PARTS = (("cuộc", 4), ("hội nghị", 2))


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (make_total("doan-vao", 3, "đoàn", 6), "Trong kỳ: 06 đoàn vào."),
        (make_total("buoi-tuyen-truyen", 1, "cuộc", 6, measures=PARTS),
         "Trong kỳ: 06 cuộc tuyên truyền (gồm 04 cuộc và 02 hội nghị)."),
        (make_total("buoi-tuyen-truyen", 1, "cuộc", 9, measures=(*PARTS, ("buổi", 3))),
         "Trong kỳ: 09 cuộc tuyên truyền (gồm 04 cuộc, 02 hội nghị và 03 buổi)."),
        (make_total("luot-nguoi-tuyen-truyen", 1, "lượt người", 1755, precision=Precision.AT_LEAST,
                    measures=(("học viên", 55), ("cán bộ", 1700))),
         "Trong kỳ: trên 1.755 lượt người được tuyên truyền."),
        # A title that begins otherwise stands before its figure.
        (make_total("can-bo-cu-tap-huan", 5, "lượt người", 5),
         "Trong kỳ: cán bộ cử đi tập huấn: 05 lượt người."),
        (make_total("luot-nguoi-doan-vao", 3, "lượt người", 41), "Trong kỳ: lượt khách đoàn vào: 41 lượt người."),
        (make_total("buoi-sinh-hoat-chuyen-de", 2, "cuộc", 7),
         "Trong kỳ: buổi truyền thông, sinh hoạt chuyên đề, tọa đàm: 07 cuộc."),
        (make_total("tin-bai-bao-quang-tri", 4, "tin, bài", 15, scope=Scope.PLANNED),
         "Dự kiến: 15 tin, bài trên Báo Quảng Trị."),
    ],
)  # fmt: skip
def test_a_measure_with_which_the_title_begins_is_told_once(tell, total, sentence):
    assert tell(total) == [(sentence, "")]


@pytest.mark.parametrize(
    ("starts", "sentence", "units"),
    [
        (["từ đầu năm 2023"], "Lũy kế từ đầu năm 2023: 57 tin, bài trên Cổng Thông tin điện tử.", "VP"),
        ([None], "Lũy kế: 57 tin, bài trên Cổng Thông tin điện tử.", "VP"),
        (["từ năm 2021", "từ năm 2021"], "Lũy kế từ năm 2021: 57 tin, bài trên Cổng Thông tin điện tử.", "VP, TTNC"),
        (["từ năm 2021", None], "Lũy kế từ các mốc khác nhau: 57 tin, bài trên Cổng Thông tin điện tử.", "VP, TTNC"),
    ],
)
def test_a_cumulative_figure_says_since_when_and_inside_whose_it_is(tell, starts, sentence, units):
    total = make_total("tin-bai-cong", 4, "tin, bài", 57, scope=Scope.CUMULATIVE)
    assert tell(total, *starts) == [(sentence, f"[tin, bài trên Cổng Thông tin điện tử: {units}]")]


@pytest.mark.parametrize(
    ("unit", "adjusted_text", "is_told"),
    [(None, None, True), ("VP", "Có 08 đoàn.", False), ("VP", None, True)],
)
def test_a_changed_total_says_so_where_its_sentences_keep_the_old_figure(make_report, unit, adjusted_text, is_told):
    activity = ReportActivity(
        id="1", unit="VP", item=3, text="Có 07 đoàn.", locator="body/p1", sha256="a" * 64, adjusted_text=adjusted_text
    )
    total = make_total("doan-ra", 3, "đoàn", 8, adjusted_from=7, parts=(("1", 0),))
    change = ReportAdjustment(
        id=1, period="2024-H1", unit=unit, item=3, indicator="doan-ra", measure="đoàn", scope=Scope.PERIOD,
        activity_key=unit and "k", activity_text=unit and activity.text, old=7, new=8, asked_by="A",
        channel=AdjustmentChannel.PHONE, why="B", recorded_by="C", recorded_at=AT, state=AdjustmentState.PENDING,
        found=7, activity=unit and "1",
    )  # fmt: skip
    report: Report = make_report(activities=(activity,), totals=(total,), adjustments=(change,))
    assert is_revised(report, total) is is_told
    assert not is_revised(report, total.model_copy(update={"adjusted_from": None}))
