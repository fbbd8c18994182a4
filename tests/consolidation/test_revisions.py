"""Which of several reports of one unit counts."""

from datetime import date, datetime
from itertools import permutations

import pytest

from schemas.submission import FiledDocument
from schemas.values import CheckStatus
from tonghop.consolidation import consolidate, count_submissions, find_revisions

FIRST, SECOND, THIRD = "2024-06-10 08:00", "2024-06-11 08:00", "2024-06-12 08:00"

# name, reports (id, text, further values), id that counts
CASES = [
    ("one report counts", [("a", "x", {})], "a"),
    ("the latest counts", [("a", "x", {"received": FIRST}), ("b", "y", {"received": SECOND})], "b"),
    (
        "of three the latest counts, and it supersedes both",
        [("a", "x", {"received": FIRST}), ("b", "y", {"received": SECOND}), ("c", "z", {"received": THIRD})],
        "c",
    ),
    (
        "an older document sent again later does not win",
        [
            ("a", "x", {"received": SECOND, "dated": date(2024, 6, 9)}),
            ("b", "y", {"received": FIRST, "dated": date(2024, 6, 10)}),
        ],
        "b",
    ),
    (
        "of one date the higher number of one series wins",
        [
            ("a", "x", {"received": SECOND, "dated": date(2024, 6, 9), "number": "9/BC-TTNC"}),
            ("b", "y", {"received": FIRST, "dated": date(2024, 6, 9), "number": "Số: 12/BC-TTNC"}),
        ],
        "b",
    ),
    (
        "numbers of two series are not compared",
        [
            ("a", "x", {"received": SECOND, "number": "9/BC-TTNC"}),
            ("b", "y", {"received": FIRST, "number": "12/CV-TTNC"}),
        ],
        "a",
    ),
    (
        "where one has no date the arrival decides",
        [("a", "x", {"received": SECOND}), ("b", "y", {"received": FIRST, "dated": date(2024, 6, 10)})],
        "a",
    ),
    (
        "dates, numbers and arrivals that contradict each other still have one outcome",
        [
            ("a", "x", {"received": THIRD, "dated": date(2024, 6, 1)}),
            ("b", "y", {"received": SECOND}),
            ("c", "z", {"received": FIRST, "dated": date(2024, 6, 5)}),
        ],
        "b",
    ),
    (
        "one that says it replaces wins over a higher date that came before",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 12)}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 10), "replaces": True}),
        ],
        "b",
    ),
    (
        "one that says it replaces wins over an old one sent again",
        [("a", "x", {"received": SECOND}), ("b", "y", {"received": FIRST, "replaces": True})],
        "b",
    ),
    (
        "a replacement yields to a later arrival with a later date",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 10), "replaces": True}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 11)}),
        ],
        "b",
    ),
    (
        "a replacement yields to a later arrival with a higher number where a date is missing",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 10), "number": "5/BC-TTNC", "replaces": True}),
            ("b", "y", {"received": SECOND, "number": "9/BC-TTNC"}),
        ],
        "b",
    ),
    (
        "and not to one whose number is lower, or of another series",
        [
            ("a", "x", {"received": FIRST, "number": "5/BC-TTNC", "replaces": True}),
            ("b", "y", {"received": SECOND, "number": "3/BC-TTNC"}),
            ("c", "z", {"received": THIRD, "number": "9/CV-TTNC"}),
        ],
        "a",
    ),
    (
        "a higher number with an earlier date is an old paper sent again",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 10), "number": "5/BC-TTNC", "replaces": True}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 1), "number": "9/BC-TTNC"}),
        ],
        "a",
    ),
    (
        "a date long after the arrival is a slip and tells no order",
        [
            ("a", "x", {"received": FIRST, "dated": date(2042, 6, 9)}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 10)}),
        ],
        "b",
    ),
    (
        "the day of signing may be a little after the arrival",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 20)}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 10)}),
        ],
        "a",
    ),
    ("the same words again do not win over the first", [("a", "x", {}), ("b", " X ", {"received": THIRD})], "a"),
    (
        "the same words in a document that says it replaces are that document's",
        [("a", "x", {"received": FIRST}), ("b", "x", {"received": SECOND, "replaces": True})],
        "b",
    ),
    (
        "the first words sent again do not win over the revision",
        [("a", "x", {"received": FIRST}), ("b", "y", {"received": SECOND}), ("c", "x", {"received": THIRD})],
        "b",
    ),
    (
        "a copy with a later date brings its words back, as their first arrival",
        [
            ("a", "x", {"received": FIRST, "dated": date(2024, 6, 9)}),
            ("b", "y", {"received": SECOND, "dated": date(2024, 6, 10)}),
            ("c", "x", {"received": THIRD, "dated": date(2024, 6, 11)}),
        ],
        "a",
    ),
    *(
        (
            f"one that is {status.value} never supersedes",
            [("a", "x", {"received": FIRST}), ("b", "y", {"received": SECOND, "status": status, "replaces": True})],
            "a",
        )
        for status in (CheckStatus.NEEDS_PERSON, CheckStatus.REJECTED, CheckStatus.QUARANTINED)
    ),
]


@pytest.mark.parametrize(("reports", "winner"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_report_of_a_unit_counts_whatever_the_order(submission, activity, reports, winner) -> None:
    built = [submission(name, (3, activity(text)), **values) for name, text, values in reports]
    accepted = {each.id for each in built if each.status is CheckStatus.ACCEPTED}
    for order in permutations(built):
        assert [each.id for each in count_submissions(order, "2024-H1")] == [winner]
        assert find_revisions(order) == dict.fromkeys(accepted - {winner}, winner)


def test_the_same_files_are_one_report_even_if_understood_otherwise(submission, activity) -> None:
    files = (FiledDocument(name="bc.docx", sha256="same"),)
    first = submission("a", (3, activity("x")), files=files, received=FIRST)
    again = submission("b", (4, activity("y")), files=files, received=SECOND)
    assert find_revisions([again, first]) == {"b": "a"}


def test_a_changed_figure_is_a_revision_and_no_copy(submission, activity, quantity) -> None:
    old = submission("a", (4, activity("Tin trên Cổng", quantities=(quantity(12, "tin"),))), received=FIRST)
    new = submission("b", (4, activity("Tin trên Cổng", quantities=(quantity(15, "tin"),))), received=SECOND)
    assert find_revisions([old, new]) == {"a": "b"}


def test_reports_without_files_are_not_copies_of_each_other(submission, activity) -> None:
    first = submission("a", (3, activity("x")), files=(), received=FIRST)
    second = submission("b", (3, activity("y")), files=(), received=SECOND)
    assert find_revisions([first, second]) == {"a": "b"}


def test_units_and_periods_do_not_supersede_each_other(submission, activity) -> None:
    reports = [
        submission("a", (3, activity("x")), unit="VP"),
        submission("b", (3, activity("y")), unit="QLCN"),
        submission("c", (3, activity("z")), unit="VP", period="2024"),
    ]
    assert find_revisions(reports) == {}


def test_only_certain_reports_of_the_period_count_in_plan_order(submission, plan) -> None:
    reports = [
        submission("a", unit="TTNC"),
        submission("b", unit="VP"),
        submission("c", unit=None),
        submission("d", unit="QLCN", period=None),
        submission("e", unit="QLCN", period="2024-H2"),
        submission("f", unit="KHONGCO"),
        submission("g", unit="QLCN", status=None),
    ]
    assert [each.id for each in count_submissions(reports, "2024-H1", plan)] == ["b", "a"]


def test_an_arrival_without_time_zone_is_a_vietnamese_time(submission, activity) -> None:
    naive = submission("a", (3, activity("x")), received_at=datetime.fromisoformat("2024-06-10T08:30:00"))
    aware = submission("b", (3, activity("y")), received_at=datetime.fromisoformat("2024-06-10T01:00:00+00:00"))
    assert find_revisions([naive, aware]) == {"b": "a"}


@pytest.mark.parametrize(
    ("values", "later"),
    [
        ({}, ["b"]),
        ({"dated": date(2024, 6, 12)}, ["b"]),  # of the other one no date is known
        ({"number": "9/CV-TTNC"}, ["b"]),
        ({"number": "9/BC-TTNC"}, []),  # it counts
        ({"number": "3/BC-TTNC"}, []),  # it is older, and says so
        ({"replaces": True}, []),
        ({"received": "2024-06-09 08:00"}, []),
    ],
)
def test_what_comes_after_a_replacement_and_may_be_newer_is_told(submission, activity, plan, half, values, later):
    first = submission("a", (3, activity("x")), received=FIRST, number="5/BC-TTNC", replaces=True)
    second = submission("b", (3, activity("y")), **({"received": SECOND} | values))
    report = consolidate([second, first], plan, half)
    found = [each for each in report.findings if each.rule == "report-after-replacement"]
    assert [each.submission for each in found] == ["a"] * len(later)
    assert all("“a.docx”" in each.message and "“b.docx”" in each.message for each in found)
