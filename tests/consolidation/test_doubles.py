"""When two activities may be one event. A pair that is missed doubles a figure in silence; a false one costs a call."""

from datetime import date
from time import process_time

import pytest

from schemas.values import Role
from tonghop.consolidation import consolidate

MAY_12, MAY_13 = date(2024, 5, 12), date(2024, 5, 13)
DATED = {"dates": (MAY_12,)}
ALL_ITEMS = (3, 3)

# name, items, first text and values, second text and values
POSITIVE = [
    (
        "the same sentence on the same day",
        ALL_ITEMS,
        ("Ngày 12/5/2024, tham gia Techfest Quảng Trị 2024 tại thành phố Đông Hà", DATED),
        ("Tham gia Techfest Quảng Trị năm 2024 tại thành phố Đông Hà (ngày 12 tháng 5 năm 2024)", DATED),
    ),
    (
        "a short mention within a long one",
        ALL_ITEMS,
        ("Ngày 12/5/2024 tham gia Techfest Quảng Trị", DATED),
        (
            "Ngày 12/5/2024, tham gia Techfest tại Quảng Trị, trưng bày 02 gian hàng giới thiệu cà phê Khe Sanh",
            DATED,
        ),
    ),
    (
        "under two items, because 3, 6 and 1 are taken for each other",
        (3, 6),
        ("Ngày 12/5/2024 đón và làm việc với đoàn công tác tỉnh Savannakhet (Lào) gồm 12 người", DATED),
        ("Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet, Lào gồm 12 người đến làm việc", DATED),
    ),
    (
        "JICA and Nhật Bản are the same country",
        ALL_ITEMS,
        ("Đón tiếp và làm việc với đoàn chuyên gia của JICA về nuôi cấy mô cây dược liệu", DATED),
        ("Đón tiếp và làm việc với đoàn chuyên gia Nhật Bản về nuôi cấy mô cây dược liệu", DATED),
    ),
    (
        "without accents and in another Unicode form",
        ALL_ITEMS,
        ("Tổ chức hội nghị giao lưu doanh nghiệp khởi nghiệp Lao Bảo", DATED),
        ("To chuc hoi nghi giao lưu doanh nghiệp khởi nghiệp Lao Bảo", DATED),
    ),
    (
        "a day and the three days around it",
        ALL_ITEMS,
        ("Ngày 12/5/2024 tham gia Techfest Quảng Trị 2024 tại thành phố Đông Hà", DATED),
        (
            "Tham gia Techfest Quảng Trị năm 2024 tại thành phố Đông Hà từ ngày 11 đến ngày 13/5/2024",
            {"dates": (date(2024, 5, 11), MAY_13), "spans": ((date(2024, 5, 11), MAY_13),)},
        ),
    ),
    (
        "a day and its month",
        ALL_ITEMS,
        ("Đón đoàn công tác của Đại học Kyushu đến thăm và làm việc tại Sở", DATED),
        (
            "Trong tháng 5/2024, đón đoàn công tác Đại học Kyushu đến thăm và làm việc tại Sở",
            {"spans": ((date(2024, 5, 1), date(2024, 5, 31)),)},
        ),
    ),
    (
        "without a date, but nearly equal and with a rare name",
        ALL_ITEMS,
        ("Đón đoàn công tác của Đại học Kyushu đến thăm và làm việc tại Sở", {}),
        ("Đón đoàn công tác Đại học Kyushu đến thăm và làm việc tại Sở", DATED),
    ),
]

NEGATIVE = [
    (
        "the same sentence on two days",
        ALL_ITEMS,
        ("Đón đoàn công tác tỉnh Savannakhet đến thăm và làm việc", DATED),
        ("Đón đoàn công tác tỉnh Savannakhet đến thăm và làm việc", {"dates": (MAY_13,)}),
    ),
    (
        "a day and another month",
        ALL_ITEMS,
        ("Đón đoàn công tác của Đại học Kyushu đến thăm và làm việc tại Sở", DATED),
        (
            "Trong tháng 4/2024, đón đoàn công tác Đại học Kyushu đến thăm và làm việc tại Sở",
            {"spans": ((date(2024, 4, 1), date(2024, 4, 30)),)},
        ),
    ),
    (
        "a rare name and a large figure on two days",
        ALL_ITEMS,
        ("Đón đoàn 25 sinh viên Đại học Kyushu đến thăm và làm việc", DATED),
        ("Đón đoàn 25 sinh viên Đại học Kyushu đến thăm và làm việc", {"dates": (MAY_13,)}),
    ),
    (
        "undated sentences that are alike but not nearly equal",
        ALL_ITEMS,
        ("Đón đoàn công tác của Đại học Kyushu đến thăm, làm việc về cây dược liệu", {}),
        ("Đón đoàn công tác của Đại học Kyushu đến khảo sát, tìm hiểu cây cà phê", {}),
    ),
    (
        "equal sentences too short to mean one event",
        ALL_ITEMS,
        ("Ngày 12/5/2024 đăng 01 tin", DATED),
        ("Ngày 12/5/2024 đăng 01 tin", DATED),
    ),
    (
        "a general sentence within another one",
        ALL_ITEMS,
        ("Ngày 12/5/2024 dự hội nghị giao lưu", DATED),
        ("Ngày 12/5/2024 cử 04 cán bộ dự hội nghị tổng kết và giao lưu thể thao với các đơn vị bạn", DATED),
    ),
    (
        "two delegations on one day",
        ALL_ITEMS,
        ("Ngày 12/5/2024 đón đoàn công tác của JICA đến thăm và làm việc tại Sở", DATED),
        ("Ngày 12/5/2024 đón đoàn công tác của Savannakhet đến thăm và làm việc tại Sở", DATED),
    ),
    (
        "two places on one day",
        ALL_ITEMS,
        ("Tổ chức hội nghị giao lưu doanh nghiệp khởi nghiệp", DATED | {"place": "Đông Hà"}),
        ("Tổ chức hội nghị giao lưu doanh nghiệp khởi nghiệp", DATED | {"place": "Hướng Hóa"}),
    ),
    (
        "short general sentences on one day",
        ALL_ITEMS,
        ("Ngày 12/5/2024 đăng 01 tin", DATED),
        ("Ngày 12/5/2024 đăng 01 bài", DATED),
    ),
    (
        "other events on one day",
        ALL_ITEMS,
        ("Ngày 12/5/2024 tham gia Techfest Quảng Trị tại Đông Hà", DATED),
        ("Ngày 12/5/2024 đón đoàn chuyên gia Thái Lan về tiêu chuẩn đo lường chất lượng", DATED),
    ),
    (
        "a sentence that everybody copies from the plan",
        (6, 6),
        ("Đẩy mạnh hợp tác quốc tế về KH&CN với các nước như Lào, Nhật Bản, Thái Lan", {}),
        ("Đẩy mạnh hợp tác quốc tế về KH&CN với các nước như Lào, Nhật Bản, Thái Lan", {}),
    ),
    (
        "undated sentences that only share a name",
        ALL_ITEMS,
        ("Phối hợp với Đại học Kyushu nghiên cứu cây dược liệu tại Hướng Hóa", {}),
        ("Ký biên bản ghi nhớ với Đại học Kyushu về trao đổi chuyên gia trẻ", {}),
    ),
    (
        "the last day of the window is no date of an event",
        ALL_ITEMS,
        ("Tính đến ngày 14/6/2024 đã tham gia các hội nghị giao lưu quốc tế", {"dates": (date(2024, 6, 14),)}),
        ("Tính đến ngày 14/6/2024 đã tham gia các hội nghị giao lưu quốc tế", {"dates": (date(2024, 6, 14),)}),
    ),
    (
        "a mention within a long sentence of another item",
        (2, 5),
        ("Ngày 12/5/2024 tổ chức lớp tập huấn kỹ năng truyền thông Lao Bảo", DATED),
        (
            "Ngày 12/5/2024 cử 03 cán bộ tham gia lớp tập huấn kỹ năng truyền thông do Hướng Hóa tổ chức ở Lao Bảo",
            DATED,
        ),
    ),
]


@pytest.fixture
def claim(submission, activity, plan, half):
    """claim(items, first, second, units=): the double claims of two activities."""

    def find(items, first, second, units=("VP", "QLCN")):
        (text, values), (other_text, other_values) = first, second
        told = (items[0], activity(text, **values)), (items[1], activity(other_text, locator="body/p2", **other_values))
        if units[0] == units[1]:
            filed = [submission("a", *told, unit=units[0])]
        else:
            filed = [submission("a", told[0], unit=units[0]), submission("b", told[1], unit=units[1])]
        return consolidate(filed, plan, half).double_claims

    return find


@pytest.mark.parametrize(("items", "first", "second"), [c[1:] for c in POSITIVE], ids=[c[0] for c in POSITIVE])
def test_one_event_of_two_units_is_asked_about(claim, items, first, second) -> None:
    for pair in ((first, second), (second, first)):
        (found,) = claim(items, *pair)
        assert 0.74 <= found.score <= 1
        assert found.counted is None


@pytest.mark.parametrize(("items", "first", "second"), [c[1:] for c in NEGATIVE], ids=[c[0] for c in NEGATIVE])
def test_two_events_are_not_asked_about(claim, items, first, second) -> None:
    for pair in ((first, second), (second, first)):
        assert claim(items, *pair) == ()


@pytest.mark.parametrize(("value", "claims"), [(1246, 1), (41, 0), (2, 0)])
def test_without_day_place_or_name_only_a_figure_that_is_no_chance_asks(claim, quantity, value, claims) -> None:
    text = f"Đăng tải {value} tin, bài về thông tin đối ngoại trên Cổng"
    values = {"quantities": (quantity(value, "tin, bài"),)}
    other = {"quantities": (quantity(value, "tin bài"),)}
    near = f"Đăng tải {value} tin, bài thông tin đối ngoại trên Cổng"
    assert len(claim((4, 4), (text, values), (near, other))) == claims


@pytest.mark.parametrize(
    ("text", "units", "claims"),
    [
        ("Tổ chức 02 lớp tập huấn về thông tin đối ngoại cho cán bộ", ("VP", "QLCN"), 1),
        ("Tổ chức 02 lớp tập huấn", ("VP", "QLCN"), 0),
        ("Tổ chức 02 lớp tập huấn về thông tin đối ngoại cho cán bộ", ("VP", "VP"), 0),
    ],
    ids=["copied word by word", "short by chance", "two rows of one list"],
)
def test_an_undated_sentence_copied_with_its_figure_is_asked_about(claim, quantity, text, units, claims) -> None:
    told = (text, {"quantities": (quantity(2, "lớp"),)})
    assert len(claim((5, 5), told, told, units=units)) == claims


def test_other_numbers_lower_the_score_but_the_question_stays(claim) -> None:
    def told(people):
        return f"Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet gồm {people} người", DATED

    (same,), (other,) = claim(ALL_ITEMS, told("12"), told("012")), claim(ALL_ITEMS, told("12"), told("15"))
    assert other.score < same.score - 0.09


@pytest.fixture
def series(submission, activity, quantity, plan, half):
    """series(size, numbered=): the report of two units that each tell that many alike activities of one day."""

    def build(size, *, numbered=True):
        return consolidate(
            [
                submission(
                    unit,
                    *(
                        (
                            3,
                            activity(
                                f"Ngày 12/5/2024 đón đoàn công tác {n if numbered else 'i' * n} của Savannakhet",
                                locator=f"body/p{n}",
                                dates=(MAY_12,),
                                quantities=(quantity(1, "đoàn", "doan-vao"),),
                            ),
                        )
                        for n in range(1, size + 1)
                    ),
                    unit=unit,
                )
                for unit in ("VP", "QLCN")
            ],
            plan,
            half,
        )

    return build


def test_rows_of_a_numbered_series_are_asked_about_with_their_own_number_only(series) -> None:
    report = series(40)
    assert [claim.activities for claim in report.double_claims] == [
        (f"QLCN:body/p{n}", f"VP:body/p{n}") for n in range(1, 41)
    ]


def test_no_activity_is_asked_about_more_than_three_times_and_the_rest_is_told(series) -> None:
    report = series(12, numbered=False)
    asked = [activity for claim in report.double_claims for activity in claim.activities]
    assert max(asked.count(activity) for activity in asked) == 3
    (more,) = [each for each in report.findings if each.rule == "double-claims-more"]
    assert more.severity == "warning"
    assert str(len(report.double_claims)) in more.message


def test_thousands_of_alike_sentences_of_one_day_are_bounded(series) -> None:
    started = process_time()
    report = series(1500)
    assert process_time() - started < 10  # measured 2 s
    assert len(report.double_claims) == 200
    assert report.double_claims == series(1500).double_claims
    assert [total.disputed for total in report.totals] == [True]
    assert [each.rule for each in report.findings].count("double-claims-more") == 1


@pytest.mark.parametrize(
    ("items", "aspects", "claims"),
    [((4, 4), ("portal", "newspaper"), 1), ((3, 6), ("delegation", "laos"), 1), ((4, 4), ("portal", "portal"), 0)],
    ids=["two channels", "two items", "two rows of one list"],
)
def test_one_unit_claims_twice_only_for_another_item_or_channel(claim, items, aspects, claims) -> None:
    first = ("Ngày 12/5/2024, bài viết về cà phê Khe Sanh được cấp chỉ dẫn địa lý", DATED | {"aspects": (aspects[0],)})
    second = (
        "Bài viết về cà phê Khe Sanh được cấp chỉ dẫn địa lý ngày 12/5/2024 (2)",
        DATED | {"aspects": (aspects[1],)},
    )
    assert len(claim(items, first, second, units=("VP", "VP"))) == claims


def test_a_double_claim_stays_in_the_total_as_disputed(submission, activity, quantity, plan, half) -> None:
    def told(text, value):
        return activity(text, dates=(MAY_12,), quantities=(quantity(value, "đoàn", "doan-vao"),))

    report = consolidate(
        [
            submission(
                "a", (3, told("Ngày 12/5/2024 đón 01 đoàn công tác tỉnh Savannakhet đến làm việc", 1)), unit="VP"
            ),
            submission("b", (3, told("Đón 01 đoàn công tác của tỉnh Savannakhet đến làm việc ngày 12/5/2024", 1))),
            submission("c", (6, activity("x", quantities=(quantity(4, "dự án", "du-an-hop-tac"),))), unit="QLCN"),
        ],
        plan,
        half,
    )
    (claim,) = report.double_claims
    assert claim.activities == ("b:body/p1", "a:body/p1")  # TTNC before VP
    assert [(total.value, total.disputed) for total in report.totals] == [(2, True), (4, False)]
    (finding,) = [each for each in report.findings if each.rule == "double-claim"]
    assert (finding.severity, finding.submission, finding.unit) == ("warning", "a", "VP")


def test_the_signed_copy_of_a_report_claims_nothing_twice(submission, activity, plan, half) -> None:
    text = "Ngày 12/5/2024 tham gia Techfest Quảng Trị tại Đông Hà"
    filed = submission(
        "a",
        (3, activity(text, sha256="signed", dates=(MAY_12,), locator="page1/l9")),
        (3, activity(text + ".", sha256="working", dates=(MAY_12,), locator="body/p9")),
        files=(
            {"name": "bc.pdf", "sha256": "signed", "role": Role.SIGNED},
            {"name": "bc.docx", "sha256": "working", "role": Role.WORKING},
        ),
    )
    report = consolidate([filed], plan, half)
    assert [(each.id, each.sha256) for each in report.activities] == [("a:body/p9", "working")]
    assert report.double_claims == ()


@pytest.mark.parametrize(("unit", "disputed"), [("QLCN", True), ("TTNC", False)])
def test_one_file_given_for_two_units_is_counted_for_none_without_a_question(
    submission, activity, quantity, plan, half, unit, disputed
) -> None:
    """Short sentences too, and whatever else is said in them: neither date, name nor place is needed."""
    told = activity("Đăng 02 tin", sha256="same", quantities=(quantity(2, "tin", "tin-bai"),))
    more = activity("Đón 01 đoàn", sha256="same", locator="body/p2", quantities=(quantity(1, "đoàn", "doan-vao"),))
    filed = [
        submission("a", (4, told), (3, more)),
        submission("b", (4, told), (3, more), unit=unit, received="2024-06-11 08:00"),
    ]
    report = consolidate(filed, plan, half)
    assert [(set(claim.activities), claim.score) for claim in report.double_claims] == (
        [({"a:body/p2", "b:body/p2"}, 1.0), ({"a:body/p1", "b:body/p1"}, 1.0)] if disputed else []
    )
    assert {total.disputed for total in report.totals} == {disputed}


def test_a_thousand_activities_are_compared_in_blocks(submission, activity, plan, half) -> None:
    days = [date(2024, 1 + n % 5, 1 + n % 28) for n in range(500)]
    filed = [
        submission(
            unit,
            *(
                (3, activity(f"Đón đoàn {name} thứ {n} làm việc về đề tài {n * 7}", locator=f"body/p{n}", dates=(day,)))
                for n, day in enumerate(days)
            ),
            unit=unit,
        )
        for unit, name in (("VP", "Savannakhet"), ("QLCN", "Kyushu"))
    ]
    started = process_time()
    consolidate(filed, plan, half)
    assert process_time() - started < 5
