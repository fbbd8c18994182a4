"""What people said of double claims is followed, whatever arrives in whatever order, and never lost."""

from datetime import date
from itertools import permutations

import pytest

from schemas.period import parse_period
from schemas.subjects import make_claim_subject
from schemas.values import ClaimChoice, QuestionKind
from tonghop.consolidation import consolidate, find_questions

MAY_12 = date(2024, 5, 12)
TEXTS = {
    "VP": "Ngày 12/5/2024 đón 01 đoàn công tác tỉnh Savannakhet đến làm việc",
    "QLCN": "Đón 01 đoàn công tác của tỉnh Savannakhet đến làm việc ngày 12/5/2024",
    "TTNC": "Ngày 12/5/2024 đón 01 đoàn công tác của tỉnh Savannakhet tới làm việc",
}
FIRST, SECOND, BOTH = ClaimChoice


@pytest.fixture
def told(submission, activity, quantity):
    """told(unit, ...): the reports of units that tell the same event, with 1, 2, 4 delegations."""

    def build(*units, item=3, revised=""):
        return [
            submission(
                unit,
                (
                    item,
                    activity(
                        TEXTS[unit] + revised,
                        dates=(MAY_12,),
                        quantities=(quantity(2 ** list(TEXTS).index(unit), "đoàn", "doan-vao"),),
                    ),
                ),
                unit=unit,
            )
            for unit in units
        ]

    return build


@pytest.fixture
def said(decide):
    """said((unit, other, winner or None), ...): decisions that the winner counts, or both."""

    def build(*pairs):
        rows = []
        for unit, other, winner in pairs:
            subject = make_claim_subject("2024-H1", unit, TEXTS[unit], other, TEXTS[other])
            choice = BOTH if winner is None else FIRST if winner == min(unit, other) else SECOND
            rows.append((QuestionKind.DOUBLE_CLAIM, subject, choice))
        return decide(*rows)

    return build


def ask(report):
    return {frozenset(name[:-8] for name in each.activities): each.counted for each in report.double_claims}


@pytest.mark.parametrize(("winner", "value"), [("VP", 1), ("QLCN", 2), (None, 3)])
def test_a_decided_claim_counts_what_the_person_said_and_is_disputed_no_more(
    told, said, plan, half, winner, value
) -> None:
    decisions = said(("VP", "QLCN", winner))
    for order in permutations(told("VP", "QLCN")):
        report = consolidate(order, plan, half, decisions=decisions)
        (claim,) = report.double_claims
        assert claim.activities == ("QLCN:body/p1", "VP:body/p1")
        assert claim.counted == ("both" if winner is None else f"{winner}:body/p1")
        assert [(total.value, total.disputed) for total in report.totals] == [(value, False)]
        assert {each.unit for each in report.activities if each.printed} == ({winner} if winner else {"VP", "QLCN"})
        assert len(report.activities) == 2
        assert report.coverage.items[3].activities == (1 if winner else 2)
        assert [each.rule for each in report.findings if each.rule.startswith("double")] == []


@pytest.mark.parametrize("winner", ["VP", "QLCN"])
def test_neither_another_item_nor_another_order_of_units_turns_a_decision_round(told, said, plan, half, winner) -> None:
    decisions = said(("VP", "QLCN", winner))
    turned = plan.model_copy(update={"units": plan.units[::-1]})
    for one, other in ((3, 6), (6, 3)):
        filed = [*told("VP", item=one), *told("QLCN", item=other)]
        for each in (plan, turned):
            report = consolidate(filed, each, half, decisions=decisions)
            assert {row.unit for row in report.activities if row.printed} == {winner}


def test_a_revised_sentence_is_asked_about_anew(told, said, plan, half) -> None:
    filed = [*told("VP"), *told("QLCN", revised=", buổi sáng")]
    report = consolidate(filed, plan, half, decisions=said(("VP", "QLCN", "VP")))
    assert [claim.counted for claim in report.double_claims] == [None]
    assert [(total.value, total.disputed) for total in report.totals] == [(3, True)]


def test_the_totals_of_other_indicators_are_left_alone(told, said, submission, activity, quantity, plan, half) -> None:
    other = submission("x", (6, activity("y", quantities=(quantity(7, "dự án", "du-an-hop-tac"),))), unit="TTNC")
    filed = [*told("VP", "QLCN"), other]
    before, after = (consolidate(filed, plan, half, decisions=each).totals for each in ({}, said(("VP", "QLCN", "VP"))))
    assert before[1] == after[1]


@pytest.mark.parametrize(("winner", "lost"), [("VP", True), ("QLCN", False)])
def test_a_figure_that_the_chosen_side_does_not_tell_is_asked_about_and_told(
    submission, activity, quantity, said, plan, half, winner, lost
) -> None:
    filed = [
        submission("VP", (3, activity(TEXTS["VP"], dates=(MAY_12,))), unit="VP"),
        submission(
            "QLCN",
            (3, activity(TEXTS["QLCN"], dates=(MAY_12,), quantities=(quantity(12, "đoàn", "doan-vao"),))),
            unit="QLCN",
        ),
    ]
    (question,) = find_questions(consolidate(filed, plan, half), filed, plan=plan)
    effects = {each.unit: each.effect for each in question.candidates if each.unit}
    assert "câu này không có 12 đoàn của câu kia nên số đó không được cộng" in effects["VP"]
    assert "không có" not in effects["QLCN"]
    report = consolidate(filed, plan, half, decisions=said(("VP", "QLCN", winner)))
    told = [each for each in report.findings if each.rule == "claim-figure-lost"]
    assert ([each.severity for each in told], len(report.totals)) == ((["warning"], 0) if lost else ([], 1))
    assert all("12 đoàn" in each.message for each in told)


def test_where_both_sides_tell_the_figure_nothing_is_lost(told, said, plan, half) -> None:
    filed = told("VP", "QLCN")
    (question,) = find_questions(consolidate(filed, plan, half), filed, plan=plan)
    assert "không được cộng" not in question.text
    report = consolidate(filed, plan, half, decisions=said(("VP", "QLCN", "VP")))
    assert [each.rule for each in report.findings if each.rule == "claim-figure-lost"] == []


def test_a_decision_on_stock_sentences_does_not_reach_into_another_period(
    submission, activity, quantity, said, plan
) -> None:
    filed = [
        submission(
            unit,
            (3, activity(TEXTS[unit], dates=(date(2024, 11, 12),), quantities=(quantity(1, "đoàn", "doan-vao"),))),
            unit=unit,
            period="2024",
            received="2024-12-01 08:00",
        )
        for unit in ("VP", "QLCN")
    ]
    report = consolidate(filed, plan, parse_period("2024"), decisions=said(("VP", "QLCN", "VP")))
    assert [claim.counted for claim in report.double_claims] == [None]


CHAINS = [
    # decided (unit, other, winner), what stands then, the sum, what is still asked
    ([("VP", "QLCN", "VP")], {"VP", "TTNC"}, 5, {frozenset({"VP", "TTNC"})}),
    ([("VP", "QLCN", "VP"), ("QLCN", "TTNC", "QLCN")], {"VP"}, 1, set()),
    ([("VP", "QLCN", "VP"), ("QLCN", "TTNC", "QLCN"), ("VP", "TTNC", "TTNC")], {"VP", "QLCN", "TTNC"}, 7, "circle"),
    # QLCN's is VP's and QLCN's is TTNC's: then those two are one as well
    ([("VP", "QLCN", "VP"), ("QLCN", "TTNC", "TTNC")], {"VP", "TTNC"}, 5, {frozenset({"VP", "TTNC"})}),
    ([("VP", "QLCN", "VP"), ("QLCN", "TTNC", "TTNC"), ("VP", "TTNC", None)], {"VP", "TTNC"}, 5, set()),
    ([("VP", "QLCN", None), ("QLCN", "TTNC", None), ("VP", "TTNC", None)], {"VP", "QLCN", "TTNC"}, 7, set()),
    # the later decision on one question holds
    (
        [("VP", "QLCN", "VP"), ("VP", "QLCN", "QLCN"), ("QLCN", "TTNC", "QLCN"), ("VP", "TTNC", None)],
        {"QLCN"},
        2,
        set(),
    ),
]


@pytest.mark.parametrize(("decided", "printed", "value", "still"), CHAINS)
def test_decisions_on_three_reports_of_one_event_fit_together(
    told, said, plan, half, decided, printed, value, still
) -> None:
    for order in permutations(told("VP", "QLCN", "TTNC")):
        report = consolidate(order, plan, half, decisions=said(*decided))
        (total,) = report.totals
        assert ({each.unit for each in report.activities if each.printed}, total.value) == (printed, value)
        left = {pair for pair, counted in ask(report).items() if counted is None}
        contradict = [each.severity for each in report.findings if each.rule == "claims-contradict"]
        assert (left, contradict) == ((set(ask(report)), ["error"]) if still == "circle" else (still, []))
        assert total.disputed is bool(left)


def test_a_decided_claim_takes_no_place_among_those_that_are_asked(
    told, said, submission, activity, plan, half
) -> None:
    """However many alike sentences come later, the answer is kept."""
    decisions = said(("VP", "QLCN", "VP"))
    crowd = [(3, activity(TEXTS["TTNC"] + " i" * n, locator=f"body/p{n + 1}", dates=(MAY_12,))) for n in range(1, 30)]
    report = consolidate([*told("VP", "QLCN"), submission("c", *crowd)], plan, half, decisions=decisions)
    assert ask(report)[frozenset({"VP", "QLCN"})] == "VP:body/p1"


def test_one_article_on_two_channels_of_one_unit_is_asked_about(submission, activity, quantity, plan, half) -> None:
    figure = (quantity(1, "bài", "tin-bai-cong"),)
    other = (quantity(1, "bài", "tin-bai-bao-quang-tri"),)
    title = "“Cà phê Khe Sanh vươn ra thế giới”"
    portal = activity(f"Bài {title} đăng trên Cổng thông tin điện tử", aspects=("portal",), quantities=figure)
    paper = activity(
        f"Đăng bài {title} trên Báo Quảng Trị", locator="body/p2", aspects=("newspaper",), quantities=other
    )
    another = activity(
        "Đăng bài “Chỉ dẫn địa lý cho hồ tiêu Vĩnh Linh” trên Báo Quảng Trị", locator="body/p3", aspects=("newspaper",)
    )
    report = consolidate([submission("a", (4, portal), (4, paper), (4, another))], plan, half)
    assert [set(claim.activities) for claim in report.double_claims] == [{"a:body/p1", "a:body/p2"}]
    assert {(total.indicator, total.disputed) for total in report.totals} == {
        ("tin-bai-cong", True),
        ("tin-bai-bao-quang-tri", True),
    }


def test_an_equal_sentence_under_two_channels_of_one_item_is_a_claim_and_no_repeat(
    submission, activity, quantity, plan, half
) -> None:
    text = "Đăng 12 tin, bài về cà phê Khe Sanh được cấp chỉ dẫn địa lý"
    rows = [
        activity(text, locator=f"body/p{n}", aspects=(aspect,), quantities=(quantity(12, "tin, bài", "tin-bai-cong"),))
        for n, aspect in enumerate(("portal", "newspaper", "portal"), 1)
    ]
    report = consolidate([submission("a", *((4, each) for each in rows))], plan, half)
    assert [set(claim.activities) for claim in report.double_claims] == [{"a:body/p1", "a:body/p2"}]
    assert [(total.value, total.disputed) for total in report.totals] == [(24, True)]


@pytest.mark.parametrize(
    ("texts", "items", "figures", "printed"),
    [
        (("VP", "QLCN"), (3, 3), (1, 1), [False, True]),  # the plan's order: VP; the claim's first: QLCN
        (("VP", "QLCN"), (3, 6), (1, 1), [True, True]),  # each item has to tell it
        (("VP", "QLCN"), (3, 3), (2, 1), [True, True]),  # the other one tells another figure
        (("VP", "QLCN"), (3, 3), (None, 1), [False, True]),
        (("VP", "QLCN"), (3, 3), (1, None), [True, True]),
    ],
)
def test_the_second_of_two_nearly_equal_sentences_waits_for_a_persons_word_to_be_printed(
    submission, activity, quantity, said, plan, half, texts, items, figures, printed
) -> None:
    def tell(unit, item, figure):
        told = (quantity(figure, "đoàn", "doan-vao"),) if figure else ()
        return submission(unit, (item, activity(TEXTS[unit], dates=(MAY_12,), quantities=told)), unit=unit)

    filed = [tell(*each) for each in zip(texts, items, figures, strict=True)]
    report = consolidate(filed, plan, half)
    assert [each.printed for each in report.activities] == printed
    assert [(total.value, total.disputed) for total in report.totals] == [(sum(filter(None, figures)), True)]
    both = consolidate(filed, plan, half, decisions=said(("VP", "QLCN", None)))
    assert [each.printed for each in both.activities] == [True, True]
