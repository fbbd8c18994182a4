"""What may be added, and what a sum may say."""

import pytest

from schemas.plan import Measure
from schemas.values import Precision, Scope
from tonghop.consolidation import consolidate
from tonghop.consolidation.totals import add_values, combine_precisions

EXACT, LEAST, MOST, ABOUT = Precision.EXACT, Precision.AT_LEAST, Precision.AT_MOST, Precision.ABOUT


def test_delegations_out_and_in_are_never_added(submission, activity, quantity, plan, half) -> None:
    told = activity(
        "07 đoàn với 29 lượt người đi công tác nước ngoài; đón 06 đoàn khách",
        quantities=(
            quantity(7, "đoàn", "doan-ra"),
            quantity(29, "lượt người", "luot-nguoi-doan-ra"),
            quantity(6, "đoàn", "doan-vao"),
        ),
    )
    report = consolidate([submission("a", (3, told))], plan, half)
    assert {(total.indicator, total.measure): total.value for total in report.totals} == {
        ("doan-ra", "đoàn"): 7,
        ("doan-vao", "đoàn"): 6,
        ("luot-nguoi-doan-ra", "lượt người"): 29,
    }
    assert "13" not in report.model_dump_json(include={"totals", "activities", "coverage"})


def test_news_and_articles_of_two_units_add_up_in_their_family_with_their_parts(
    submission, activity, quantity, plan, half
) -> None:
    first = activity(
        "Đăng 10 tin, 5 bài trên Cổng",
        locator="body/p3",
        quantities=(quantity(10, "tin", "tin-bai-cong"), quantity(5, "bài", "tin-bai-cong")),
    )
    second = activity(
        "Cung cấp 26 tin bài cho Cổng", locator="body/t1/r2", quantities=(quantity(26, "Tin bài", "tin-bai-cong"),)
    )
    (total,) = consolidate([submission("a", (4, first)), submission("b", (4, second), unit="VP")], plan, half).totals
    assert (total.item, total.measure, total.value) == (4, "tin, bài", 41)
    assert isinstance(total.value, int)
    assert total.parts == (("b:body/t1/r2", 0), ("a:body/p3", 0), ("a:body/p3", 1))


@pytest.mark.parametrize(
    ("written", "measures"),
    [
        ([(30, "tin"), (11, "bài")], (("tin", 30), ("bài", 11))),
        ([(11, "Bài"), (30, "tin"), (2, "tin.")], (("tin", 32), ("bài", 11))),
        ([(5, "tin bài"), (6, "tin, bài"), (1, "bài")], (("tin, bài", 11), ("bài", 1))),
        ([(5, "tin bài"), (6, "Tin, bài")], ()),
        ([(5, "tin")], ()),
        ([(5, "tin"), (2, "phóng sự dài")], (("tin", 5), ("phóng sự dài", 2))),
    ],
)
def test_a_family_written_in_several_ways_shows_its_parts(
    submission, activity, quantity, plan, half, written, measures
) -> None:
    told = activity("x", quantities=tuple(quantity(value, name, "tin-bai-cong") for value, name in written))
    (total,) = consolidate([submission("a", (4, told))], plan, half).totals
    assert total.measures == measures
    assert total.measure == "tin, bài"
    assert total.value == sum(value for value, _ in written)


def test_a_quantity_without_indicator_or_with_one_that_the_plan_lacks_is_never_summed(
    submission, activity, quantity, plan, half
) -> None:
    told = activity("5 đoàn, 6 đoàn", quantities=(quantity(5, "đoàn"), quantity(6, "đoàn", "chi-tieu-cu")))
    report = consolidate([submission("a", (3, told))], plan, half)
    assert report.totals == ()
    assert len(report.activities[0].quantities) == 2


def test_two_measure_families_of_one_indicator_are_two_rows(submission, activity, quantity, plan, half) -> None:
    told = activity("x", quantities=(quantity(5, "đoàn", "doan-vao"), quantity(29, "lượt người", "doan-vao")))
    report = consolidate([submission("a", (3, told))], plan, half)
    assert [(total.measure, total.value) for total in report.totals] == [("lượt người", 29), ("đoàn", 5)]


def test_a_measure_of_several_families_is_counted_in_that_of_the_indicator(
    submission, activity, quantity, plan, half
) -> None:
    broad = Measure(name="hoạt động", parts=("hội nghị", "cuộc"))
    plan = plan.model_copy(update={"measures": (broad, *plan.measures)})
    told = activity(
        "x", quantities=(quantity(2, "Hội nghị", "buoi-tuyen-truyen"), quantity(1, "cuộc", "buoi-tuyen-truyen"))
    )
    totals = consolidate([submission("a", (1, told))], plan, half).totals
    assert [(total.measure, total.value) for total in totals] == [("cuộc", 3)]


def test_cumulative_and_planned_figures_have_their_own_rows_and_the_latest_cumulative_of_each_unit_counts(
    submission, activity, quantity, plan, half
) -> None:
    def projects(value: int, scope: Scope, locator: str):
        return activity(
            f"{value} dự án {scope}",
            locator=locator,
            quantities=(quantity(value, "dự án", "du-an-hop-tac", scope=scope),),
        )

    own = submission(
        "a",
        (6, projects(3, Scope.PERIOD, "body/p1")),
        (6, projects(14, Scope.CUMULATIVE, "body/p2")),
        (6, projects(16, Scope.CUMULATIVE, "body/p3")),
        (6, projects(16, Scope.CUMULATIVE, "body/p4")),
        (6, projects(2, Scope.PLANNED, "body/p5")),
    )
    other = submission("b", (6, projects(5, Scope.CUMULATIVE, "body/p1")), unit="VP")
    totals = consolidate([own, other], plan, half).totals
    assert [(total.scope, total.value, total.parts) for total in totals] == [
        (Scope.PERIOD, 3, (("a:body/p1", 0),)),
        (Scope.CUMULATIVE, 21, (("b:body/p1", 0), ("a:body/p3", 0))),
        (Scope.PLANNED, 2, (("a:body/p5", 0),)),
    ]


@pytest.mark.parametrize(
    ("told", "totals"),
    [
        # Of other starts, and of none: never added.
        ([("VP", 70, "từ đầu năm 2023"), ("TTNC", 90, "từ năm 2021")], [("từ đầu năm 2023", 70), ("từ năm 2021", 90)]),
        ([("VP", 70, "từ đầu năm 2023"), ("TTNC", 90, None)], [("từ đầu năm 2023", 70), (None, 90)]),
        ([("VP", 7, None), ("TTNC", 9, None)], [(None, 16)]),
        # One start, however it is written.
        ([("VP", 70, "từ đầu năm 2023"), ("TTNC", 62, "Từ năm  2023")], [("từ đầu năm 2023", 132)]),
        ([("VP", 7, "từ đầu năm"), ("TTNC", 9, "từ đầu năm 2024")], [("từ đầu năm", 16)]),
        # The latest of a unit is that of its start.
        ([("VP", 7, "từ đầu năm"), ("VP", 9, "từ đầu năm"), ("VP", 70, "từ năm 2023")],
         [("từ đầu năm", 9), ("từ năm 2023", 70)]),
        # The same figure once with its start and once without; a larger one without it is another figure.
        ([("VP", 70, "từ năm 2023"), ("VP", 70, None)], [("từ năm 2023", 70)]),
        ([("VP", 70, "từ năm 2023"), ("VP", 65, None)], [("từ năm 2023", 70)]),
        ([("VP", 70, "từ năm 2023"), ("VP", 75, None)], [("từ năm 2023", 70), (None, 75)]),
    ],
)  # fmt: skip
def test_running_totals_of_other_starts_are_never_added(submission, activity, quantity, plan, half, told, totals):
    filed = [
        submission(
            unit,
            *(
                (4, activity(f"Lũy kế {value} tin, bài {since}", locator=f"body/p{place}", quantities=(
                    quantity(value, "tin, bài", "tin-bai-cong", scope=Scope.CUMULATIVE, since=since),)))
                for place, (whose, value, since) in enumerate(told)
                if whose == unit
            ),
            unit=unit,
        )
        for unit in dict.fromkeys(unit for unit, _, _ in told)
    ]  # fmt: skip
    report = consolidate(filed, plan, half)
    assert [(total.since, total.value) for total in report.totals] == totals
    # A draft of a version that did not write down the start can still be read.
    facts = report.model_dump(mode="json")
    for total in facts["totals"]:
        del total["since"]
    assert [total.since for total in type(report).model_validate(facts).totals] == [None] * len(totals)


def test_a_superseded_report_adds_nothing(submission, activity, quantity, plan, half) -> None:
    def told(value: int):
        return activity(f"Đón {value} đoàn", quantities=(quantity(value, "đoàn", "doan-vao"),))

    old = submission("a", (3, told(12)), received="2024-06-10 08:00")
    new = submission("b", (3, told(15)), received="2024-06-11 08:00")
    assert [total.value for total in consolidate([old, new], plan, half).totals] == [15]


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ([0.1, 0.2], 0.3),
        ([1, 2], 3),
        ([1, 0.5], 1.5),
        ([71.15, 0.05], 71.2),
        ([11974405.56, 1], 11974406.56),
        ([10**20, 1], 10**20 + 1),
    ],
)
def test_values_add_up_as_written(values, total) -> None:
    assert add_values(values) == total
    assert type(add_values(values)) is type(total)


def test_whole_numbers_beside_a_fraction_elsewhere_stay_whole(submission, activity, quantity, plan, half) -> None:
    told = activity("x", quantities=(quantity(7, "đoàn", "doan-vao"), quantity(1.5, "dự án", "du-an-hop-tac")))
    values = [total.value for total in consolidate([submission("a", (3, told))], plan, half).totals]
    assert [(value, type(value)) for value in values] == [(7, int), (1.5, float)]


@pytest.mark.parametrize(
    ("precisions", "combined"),
    [
        ([EXACT, EXACT], EXACT),
        ([EXACT, LEAST], LEAST),
        ([LEAST, LEAST], LEAST),
        ([MOST, EXACT], MOST),
        ([LEAST, MOST], ABOUT),
        ([EXACT, ABOUT], ABOUT),
        ([ABOUT, LEAST], ABOUT),
    ],
)
def test_a_sum_is_no_more_precise_than_its_parts(precisions, combined) -> None:
    assert combine_precisions(precisions) is combined


def test_one_estimated_part_makes_the_total_an_estimate(submission, activity, quantity, plan, half) -> None:
    told = activity("x", quantities=(quantity(7, "đoàn", "doan-vao", estimate=True), quantity(1, "đoàn", "doan-vao")))
    other = activity("y", quantities=(quantity(2, "dự án", "du-an-hop-tac"),))
    totals = consolidate([submission("a", (3, told), (6, other))], plan, half).totals
    assert [(total.value, total.estimate) for total in totals] == [(8, True), (2, False)]
