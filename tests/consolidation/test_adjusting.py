"""Adjustments change a figure as long as the reports tell the number that was changed, and ask a person otherwise."""

from datetime import UTC, datetime

import pytest

from schemas.adjustment import Adjustment
from schemas.decision import Decision
from schemas.subjects import make_activity_key, make_adjustment_subject
from schemas.values import AdjustmentChannel, AdjustmentState, QuestionKind, Scope, Severity
from tonghop.consolidation import consolidate
from tonghop.consolidation.fingerprint import tell_adjustments
from tonghop.consolidation.history_questions import ask_adjustments

AT = datetime(2024, 6, 18, 3, tzinfo=UTC)
EARLIER, LATER = datetime(2024, 6, 18, 2, tzinfo=UTC), datetime(2024, 6, 18, 4, tzinfo=UTC)
TEXT = "Mở {} lớp tập huấn về thông tin đối ngoại cho cán bộ xã"
P, C, R, L, D = (
    AdjustmentState.PENDING,
    AdjustmentState.CONFIRMED,
    AdjustmentState.REOPENED,
    AdjustmentState.LOST,
    AdjustmentState.DROPPED,
)


def adjust(number: int, old: float, new: float, **changes: object) -> Adjustment:
    values = {
        "id": number, "period": "2024-H1", "unit": "TTNC", "item": 2, "indicator": "lop-tap-huan-to-chuc",
        "measure": "lớp", "scope": Scope.PERIOD, "activity_key": make_activity_key(TEXT.format(1)),
        "activity_text": TEXT.format(old), "old": old, "new": new, "asked_by": "Ông Tân",
        "channel": AdjustmentChannel.PHONE, "why": "đếm sót", "recorded_by": "Lê An", "recorded_at": AT,
    }  # fmt: skip
    return Adjustment(**(values | changes))


def total(number: int, old: float, new: float, **changes: object) -> Adjustment:
    return adjust(number, old, new, **({"unit": None, "activity_key": None, "activity_text": None} | changes))


def decide(adjustment: int, found: float | None, choice: str) -> dict[str, Decision]:
    subject = make_adjustment_subject(adjustment, found)
    decision = Decision(
        subject=subject,
        kind=QuestionKind.ADJUSTMENT,
        choice=choice,
        decided_by="Bà Hà",
        recorded_by="Bà Hà",
        decided_at=AT,
    )
    return {subject: decision}


@pytest.fixture
def make(plan, half, submission, activity, quantity):
    """make(values, adjustments, decisions=...): the report of units whose sentences tell these numbers of classes."""

    def build(values, adjustments, *, unit="TTNC", others=(), known=None, **given):
        def tell(value, place):
            told = quantity(value, "lớp", "lop-tap-huan-to-chuc")
            return 2, activity(TEXT.format(value), locator=f"body/p{place}", quantities=(told,))

        filed = [
            submission(
                "s1", *(tell(value, place) for place, value in enumerate(values, 1)), unit=unit, gathered_at=known
            )
        ]
        filed += [submission(f"o-{code}", tell(value, 1), unit=code) for code, value in others]
        return consolidate(filed, plan, half, adjustments=adjustments, **given)

    return build


def list_classes(report) -> list[float]:
    return [each.quantities[0].value for each in report.activities if each.unit == "TTNC"]


@pytest.mark.parametrize(
    ("told", "adjustments", "states", "now"),
    [
        ([12], [(12, 15)], [P], [15]),
        ([15], [(12, 15)], [C], [15]),  # a revised report tells it
        ([13], [(12, 15)], [R], [13]),  # another number: a person decides, until then the report holds
        ([], [(12, 15)], [L], []),
        ([12], [(12, 15), (15, 16)], [P, P], [16]),
        ([15], [(12, 15), (15, 16)], [C, P], [16]),
        ([16], [(12, 15), (15, 16)], [C, C], [16]),
        ([12], [(12, 15), (15, 12)], [C, C], [12]),  # there and back: nothing is left to confirm
        ([20], [(12, 15), (15, 16)], [R, R], [20]),
        # Another sentence of the same words has a figure of its own.
        ([12, 3], [(12, 15)], [P], [15, 3]),
        ([12, 15], [(12, 15)], [P], [15, 15]),
        ([12, 3], [(12, 15), (3, 4)], [P, P], [15, 4]),
        ([13, 3], [(12, 15), (3, 4)], [R, P], [13, 4]),
        ([13, 14], [(12, 15)], [L], [13, 14]),  # which of the two it is cannot be told
    ],
)
def test_a_figure_is_changed_while_its_report_tells_the_old_number(make, told, adjustments, states, now):
    changes = [adjust(number, old, new) for number, (old, new) in enumerate(adjustments, 1)]
    report = make(told, changes)
    assert [each.state for each in report.adjustments] == states
    assert list_classes(report) == now
    assert sum(each.value for each in report.totals) == sum(now)


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "VP"},
        {"measure": "khóa"},
        {"scope": Scope.PLANNED},
        {"indicator": "lop-tap-huan-tham-gia"},
        {"activity_key": make_activity_key("Một câu khác"), "indicator": None},
        {"activity_key": make_activity_key("Một câu khác"), "item": 3},
    ],
)
def test_another_unit_measure_scope_indicator_or_sentence_is_another_figure(make, changes):
    report = make([12], [adjust(1, 12, 15, **changes)])
    assert [each.state for each in report.adjustments] == [L]
    assert list_classes(report) == [12]


@pytest.mark.parametrize(
    ("told", "state"),
    [([15], C), ([12], R), ([13], R), ([15, 3], L)],  # nothing is changed on other words; they may only confirm
)
def test_a_sentence_in_other_words_may_confirm_and_never_be_changed(make, told, state):
    report = make(told, [adjust(1, 12, 15, activity_key=make_activity_key("Một câu khác"))])
    assert [each.state for each in report.adjustments] == [state]
    assert list_classes(report) == told


def test_the_total_tells_what_it_was_and_its_parts_add_up(make):
    report = make([12], [adjust(1, 12, 15)], others=[("VP", 5)])
    (one,) = report.totals
    assert (one.value, one.adjusted_from) == (20, 17)
    values = {each.id: each.quantities for each in report.activities}
    assert sum(values[part][nth].value for part, nth in one.parts) == 20


def test_without_adjustments_nothing_is_marked(make):
    report = make([12], [])
    assert report.adjustments == () and report.totals[0].adjusted_from is None
    assert report.activities[0].adjusted_text is None


def test_the_printed_sentence_has_the_new_number_and_the_units_words_stay(make):
    (one,) = make([12], [adjust(1, 12, 15)]).activities
    assert (one.text, one.adjusted_text) == (TEXT.format(12), TEXT.format(15))


def test_a_sentence_in_which_the_number_is_not_certain_is_left_to_the_editor(
    plan, half, submission, activity, quantity
):
    text = "Mở mười hai lớp tập huấn ngày 12/5/2024"
    told = activity(text, quantities=(quantity(12, "lớp", "lop-tap-huan-to-chuc"),))
    change = adjust(1, 12, 15, activity_key=make_activity_key(text))
    report = consolidate([submission("s1", (2, told))], plan, half, adjustments=[change])
    assert report.activities[0].adjusted_text is None and report.activities[0].quantities[0].value == 15
    (finding,) = [each for each in report.findings if each.rule == "adjusted-words"]
    assert finding.severity is Severity.WARNING and "mười hai lớp" in finding.message


@pytest.mark.parametrize(
    ("others", "adjustments", "states", "value", "before"),
    [
        ([], [(12, 13)], [P], 13, 12),
        ([("VP", 1)], [(12, 13)], [C], 13, None),  # a further report makes it the sum
        ([("VP", 5)], [(12, 13)], [R], 17, None),
        ([], [(12, 13), (13, 14)], [P, P], 14, 12),
    ],
)
def test_a_total_is_changed_while_the_reports_add_up_to_the_old_number(
    make, others, adjustments, states, value, before
):
    changes = [total(number, old, new) for number, (old, new) in enumerate(adjustments, 1)]
    report = make([12], changes, others=others)
    assert [each.state for each in report.adjustments] == states
    (one,) = report.totals
    assert (one.value, one.adjusted_from) == (value, before)


def test_a_total_is_changed_after_its_figures(make):
    report = make([12], [adjust(1, 12, 15), total(2, 15, 16)])
    assert [each.state for each in report.adjustments] == [P, P]
    assert (report.totals[0].value, report.totals[0].adjusted_from) == (16, 12)


@pytest.mark.parametrize(
    ("found", "choice", "state", "now"), [(13, "keep", P, 15), (13, "take", D, 13), (14, "keep", R, 13)]
)
def test_a_decision_on_another_number_holds_for_that_number(make, found, choice, state, now):
    report = make([13], [adjust(1, 12, 15)], decisions=decide(1, found, choice))
    assert [each.state for each in report.adjustments] == [state]
    assert list_classes(report) == [now]


def test_who_took_the_reports_number_is_not_asked_again_when_it_changes(make):
    report = make([14], [adjust(1, 12, 15)], decisions=decide(1, 13, "take"))
    assert [each.state for each in report.adjustments] == [D]


def test_after_the_reports_number_was_taken_a_new_adjustment_starts_afresh(make):
    report = make([13], [adjust(1, 12, 15), adjust(2, 13, 18)], decisions=decide(1, 13, "take"))
    assert [each.state for each in report.adjustments] == [D, P]
    assert list_classes(report) == [18]


@pytest.mark.parametrize(
    ("told", "rule", "codes", "words"),
    [
        (
            [13],
            "adjustment-reopened",
            ["keep", "take"],
            ["12 → 15 lớp", "Ông Tân", "điện thoại", "18/6/2024", "13 lớp"],
        ),
        ([], "adjustment-lost", ["take"], ["12 → 15 lớp", "không còn thấy"]),
    ],
)
def test_what_fits_no_more_is_asked_once_and_holds_the_draft(make, plan, told, rule, codes, words):
    report = make(told, [adjust(1, 12, 15)])
    (question,) = ask_adjustments(report, plan)
    assert question.kind is QuestionKind.ADJUSTMENT
    assert [each.code for each in question.candidates] == codes
    assert all(word in question.text for word in words)
    assert question.key == make_adjustment_subject(1, told[0] if told else None)
    (finding,) = [each for each in report.findings if each.rule == rule]
    assert finding.severity is Severity.ERROR


def test_the_choices_name_both_numbers_and_both_sentences_are_told(make, plan):
    (question,) = ask_adjustments(make([3], [adjust(1, 12, 5)]), plan)
    keep, take = question.candidates
    assert (keep.label, keep.unit) == ("Giữ 05 lớp (theo điện thoại)", "TTNC")
    assert take.label.startswith("Lấy 03 lớp (theo báo cáo")
    assert question.evidence == f"Khi điều chỉnh: “{TEXT.format(12)}”\nHiện nay: “{TEXT.format(3)}”"
    assert question.place and "đoạn 1" in question.place
    (lost,) = ask_adjustments(make([], [adjust(1, 12, 15)]), plan)
    assert (lost.evidence, lost.place) == (TEXT.format(12), None)


def test_a_chain_is_one_question_and_what_fits_is_none(make, plan):
    assert len(ask_adjustments(make([20], [adjust(1, 12, 15), adjust(2, 15, 16)]), plan)) == 1
    assert ask_adjustments(make([12], [adjust(1, 12, 15)]), plan) == ()


def test_the_order_in_which_adjustments_are_given_does_not_matter(make):
    changes = [adjust(1, 12, 15), adjust(2, 15, 16), adjust(3, 3, 4)]
    assert make([12, 3], changes) == make([12, 3], changes[::-1])


@pytest.mark.parametrize(
    ("told", "adjustments", "known", "states", "now"),
    [
        ([12], [(12, 15)], LATER, [R], [12]),  # written again after the call: a person decides
        ([15], [(12, 15)], LATER, [C], [15]),
        ([13], [(12, 15)], LATER, [R], [13]),
        ([12], [(12, 15)], EARLIER, [P], [15]),
        ([15], [(12, 15), (15, 16)], LATER, [R, R], [15]),
        ([15], [(12, 15), (15, 16)], EARLIER, [C, P], [16]),
        ([12, 3], [(12, 15)], LATER, [R], [12, 3]),
    ],
)
def test_a_report_that_comes_after_the_change_and_repeats_the_old_number_is_asked_about(
    make, plan, told, adjustments, known, states, now
):
    changes = [adjust(number, old, new) for number, (old, new) in enumerate(adjustments, 1)]
    report = make(told, changes, known=known)
    assert [each.state for each in report.adjustments] == states
    assert list_classes(report) == now
    questions = ask_adjustments(report, plan)
    assert [each.key for each in questions] == [make_adjustment_subject(1, told[0])] * (R in states)


def test_who_keeps_the_change_against_the_report_that_repeats_the_old_number_is_followed(make):
    report = make([12], [adjust(1, 12, 15)], known=LATER, decisions=decide(1, 12, "keep"))
    assert [each.state for each in report.adjustments] == [P] and list_classes(report) == [15]


def test_a_changed_total_tells_that_the_sentences_keep_the_old_number(make):
    report = make([12], [total(1, 12, 13)])
    (finding,) = [each for each in report.findings if each.rule == "adjusted-total"]
    assert finding.severity is Severity.WARNING and "từ 12 thành 13 lớp" in finding.message
    for told, changes in (([13], [total(1, 12, 13)]), ([12], [adjust(1, 12, 13)])):
        assert not [each for each in make(told, changes).findings if each.rule == "adjusted-total"]


@pytest.mark.parametrize(("whole", "broken"), [(None, True), ((25, 26), False)])
def test_a_stated_total_beside_a_changed_part_is_an_error_until_it_is_changed_too(
    plan, half, submission, activity, quantity, whole, broken
):
    text = "Mở {} lớp, trong đó {} lớp tại Cam Lộ và {} lớp tại Gio Linh"
    told = activity(
        text.format(25, 14, 11),
        quantities=(quantity(25, "lớp"), *(quantity(n, "lớp", "lop-tap-huan-to-chuc") for n in (14, 11))),
    )
    key = {"activity_key": make_activity_key(text.format(1, 1, 1))}
    changes = [adjust(1, 14, 15, **key)]
    changes += [adjust(2, *whole, indicator=None, **key)] if whole else []
    report = consolidate([submission("s1", (2, told))], plan, half, adjustments=changes)
    found = [each for each in report.findings if each.rule == "total-mismatch"]
    assert [each.severity for each in found] == [Severity.ERROR] * broken
    assert all("số tổng 25 lớp nhưng các phần cộng lại là 26" in each.message for each in found)
    assert report.activities[0].adjusted_text == text.format(25 if broken else 26, 15, 11)


def test_an_adjustment_makes_another_fingerprint_but_the_time_does_not():
    first = adjust(1, 12, 15)
    later = first.model_copy(update={"recorded_at": datetime(2025, 1, 1, tzinfo=UTC)})
    assert tell_adjustments([first]) == tell_adjustments([later])
    assert tell_adjustments([first]) != tell_adjustments([first.model_copy(update={"why": "khác"})])


@pytest.mark.parametrize(("old", "new", "values"), [(70, 71, [71, 90]), (90, 91, [70, 91])])
def test_of_running_totals_of_several_starts_only_the_one_that_was_meant_changes(
    submission, activity, quantity, plan, half, old, new, values
):
    def tell(unit, value, since):
        told = quantity(value, "lớp", "lop-tap-huan-to-chuc", scope=Scope.CUMULATIVE, since=since)
        return submission(unit, (2, activity(f"Lũy kế {value} lớp {since}", quantities=(told,))), unit=unit)

    filed = [tell("VP", 70, "từ năm 2023"), tell("TTNC", 90, "từ năm 2021")]
    change = total(1, old, new, scope=Scope.CUMULATIVE)
    report = consolidate(filed, plan, half, adjustments=[change])
    assert [each.value for each in report.totals] == values
    assert [each.adjusted_from for each in report.totals] == [
        old if each.value == new else None for each in report.totals
    ]
    assert [each.state for each in report.adjustments] == [P]
