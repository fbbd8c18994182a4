"""How the sentences that sum up an item tell its totals."""

from datetime import UTC, datetime

import pytest

from schemas.adjustment import ReportAdjustment
from schemas.report import Report, ReportActivity, ReportFinding, Total
from schemas.submission import Quantity
from schemas.values import AdjustmentChannel, AdjustmentState, Precision, Scope, Severity
from tonghop.rendering.totals import compose_figures, compose_total_note, is_revised, tell_extent

P, C = Scope.PERIOD, Scope.CUMULATIVE
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
        (make_total("luot-nguoi-doan-vao", 3, "lượt người", 41), "Trong kỳ: 41 lượt khách đoàn vào."),
        (make_total("buoi-sinh-hoat-chuyen-de", 2, "cuộc", 7),
         "Trong kỳ: 07 buổi truyền thông, sinh hoạt chuyên đề, tọa đàm."),
        (make_total("bien-ban-ghi-nho", 6, "văn bản", 1), "Trong kỳ: 01 biên bản ghi nhớ, thỏa thuận ký kết."),
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


CENTRE = "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"


@pytest.mark.parametrize(
    ("totals", "sentences"),
    [
        # 57 below 69 would puzzle a reader, were it not said that it is of one unit alone.
        ([(P, None, 69, ("VP", "TTNC")), (C, "từ đầu năm 2023", 57, ("TTNC",))],
         ["Trong kỳ: 69 tin, bài trên Cổng Thông tin điện tử.",
          f"Lũy kế từ đầu năm 2023: 57 tin, bài trên Cổng Thông tin điện tử (của {CENTRE})."]),
        ([(P, None, 30, ("VP", "TTNC")), (C, "từ đầu năm 2023", 57, ("VP", "TTNC"))],
         ["Trong kỳ: 30 tin, bài trên Cổng Thông tin điện tử.",
          "Lũy kế từ đầu năm 2023: 57 tin, bài trên Cổng Thông tin điện tử."]),
        ([(C, "từ đầu năm 2023", 70, ("VP",)), (C, "từ năm 2021", 90, ("TTNC",)), (C, None, 9, ("QLCN",))],
         ["Lũy kế từ đầu năm 2023: 70 tin, bài trên Cổng Thông tin điện tử (của Văn phòng Sở).",
          f"Lũy kế từ năm 2021: 90 tin, bài trên Cổng Thông tin điện tử (của {CENTRE}).",
          "Lũy kế (báo cáo không nêu mốc): 09 tin, bài trên Cổng Thông tin điện tử (của Phòng Quản lý Công nghệ và Đổi "
          "mới sáng tạo)."]),
    ],
)  # fmt: skip
def test_running_totals_of_other_starts_stand_apart_with_their_units(plan, make_report, totals, sentences):
    activities, told = [], []
    for n, (scope, since, value, units) in enumerate(totals):
        quantity = Quantity(value=1, measure="tin, bài", indicator="tin-bai-cong", scope=scope, since=since)
        activities += [
            ReportActivity(id=f"{n}{unit}", unit=unit, item=4, text="Đăng.", locator="body/p1", sha256="a" * 64,
                           quantities=(quantity,))
            for unit in units
        ]  # fmt: skip
        parts = tuple((f"{n}{unit}", 0) for unit in units)
        told.append(make_total("tin-bai-cong", 4, "tin, bài", value, scope=scope, since=since, parts=parts))
    report = make_report(activities=tuple(activities), totals=tuple(told))
    item = next(one for one in plan.items if one.number == 4)
    assert [text for text, _ in compose_figures(report, plan, item)] == sentences
    extents = [tell_extent(report, plan, total) for total in report.totals]
    for total, text, extent in zip(told, sentences, extents, strict=True):
        assert (total.since or "") in extent and ("của " in text) is ("của " in extent)


def test_a_stated_total_that_does_not_add_up_is_marked_inside(plan, make_report):
    activity = ReportActivity(
        id="1", unit="VP", item=4, text="Tổng cộng: 44 tin, bài", locator="body/t2/r4", sha256="a" * 64,
        quantities=(Quantity(value=44, measure="tin, bài", indicator="tin-bai-cong", scope=P),),
    )  # fmt: skip
    total = make_total("tin-bai-cong", 4, "tin, bài", 44, parts=(("1", 0),))
    for unit, locator, rule, is_marked in (
        ("VP", "body/t2/r4/c4", "total-mismatch", True),
        ("VP", "body/t2/r4", "total-mismatch", True),
        ("VP", "body/t2/r40", "total-mismatch", False),
        ("TTNC", "body/t2/r4", "total-mismatch", False),
        ("VP", "body/t2/r4", "item-empty", False),
    ):
        wrong = ReportFinding(
            rule=rule, severity=Severity.ERROR, message="Sai.", fix="Sửa.", locator=locator, unit=unit
        )
        report = make_report(activities=(activity,), totals=(total,), findings=(wrong,))
        assert ("không khớp các phần" in compose_total_note(report, total)) is is_marked
        item = next(one for one in plan.items if one.number == 4)
        ((text, note),) = compose_figures(report, plan, item)
        assert "khớp" not in text and ("khớp" in note) is is_marked
