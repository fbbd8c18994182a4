"""What people decided on single places is applied to what was understood, and to nothing else."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from schemas.decision import Decision, Decisions
from schemas.plan import Plan
from schemas.subjects import make_item_subject, make_period_subject, make_unit_subject
from schemas.submission import Filing, ItemCandidate, PlacedText, Submission, UnfiledText
from schemas.values import CellState, MissingReason, QuestionKind
from tonghop.understanding import settle

AT = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
VISIT = "Ngày 12/5, đón 02 đoàn với 15 lượt người của tỉnh Savannakhet."
NEWS = "Đăng 12 tin, bài trên Cổng thông tin điện tử."
THANKS = "Xin trân trọng cảm ơn sự quan tâm của các phòng."
FILING = Filing(
    automatic=True, candidates=(ItemCandidate(item=3, score=0.9), ItemCandidate(item=6, score=0.1)), words=()
)


def decide(subject: str, choice: str, by: str = "Trần Ngọc Lân") -> dict[str, Decision]:
    kind = QuestionKind(subject.partition(":")[0])
    told = {"kind": kind, "choice": choice, "decided_by": by, "recorded_by": "Văn thư", "decided_at": AT}
    return {subject: Decision.model_validate({"subject": subject, **told})}


def file_under(
    text: str, choice: str, unit: str = "TTNC", period: str = "2024-H1", context: str = ""
) -> dict[str, Decision]:
    return decide(make_item_subject(period, unit, text, context), choice)


@pytest.fixture
def loose(read: Callable[..., Submission]) -> Submission:
    """A report of TTNC with one sentence under item 4 and two that belong nowhere."""
    content = read(["4. Tuyên truyền trên các phương tiện thông tin truyền thông", NEWS], body=True)
    texts = tuple(
        UnfiledText(
            text=text, locator=f"body/p{n}", sha256="a" * 64, filing=FILING.model_copy(update={"automatic": False})
        )
        for n, text in ((30, VISIT), (31, THANKS))
    )
    return content.model_copy(update={"unit": "TTNC", "period": "2024-H1", "unassigned": texts, "dropped": ()})


def apply(content: Submission, decisions: Decisions, plan: Plan) -> Submission:
    return settle(content, decisions, "s1", plan)


def list_texts(content: Submission, item: int) -> list[str]:
    return [activity.text for activity in content.items[item].activities]


def test_without_a_decision_of_its_own_nothing_changes(loose: Submission, plan: Plan) -> None:
    others = file_under("Câu khác.", "item:3") | file_under(VISIT, "item:3", unit="VP") | file_under(VISIT, "item:99")
    others |= file_under(VISIT, "item:3", period="2024-H2") | file_under(VISIT, "item:3", context="Tháng 5")
    for decisions in ({}, others, decide("double-claim:x", "count-both")):
        assert apply(loose, decisions, plan) == loose


def test_a_sentence_becomes_an_activity_of_the_item_that_a_person_said(loose: Submission, plan: Plan) -> None:
    settled = apply(loose, file_under(VISIT, "item:3"), plan)
    (activity,) = settled.items[3].activities
    assert (activity.text, activity.locator, activity.sha256) == (VISIT, "body/p30", "a" * 64)
    assert activity.dates == (date(2024, 5, 12),)
    assert {(each.value, each.measure) for each in activity.quantities} == {(2, "đoàn"), (15, "lượt người")}
    assert activity.filing is not None
    assert (activity.filing.automatic, activity.filing.decided_by) == (False, "Trần Ngọc Lân")
    assert settled.items[3].state is CellState.REPORTED
    assert [placed.text for placed in settled.unassigned] == [THANKS]
    assert loose.unassigned[0].text == VISIT, "what was understood stays"


def test_a_sentence_of_no_item_is_dropped_and_may_be_fetched_back(loose: Submission, plan: Plan) -> None:
    settled = apply(loose, file_under(THANKS, "item:none"), plan)
    assert [placed.text for placed in settled.dropped] == [THANKS]
    assert [placed.text for placed in settled.unassigned] == [VISIT]
    dropped = loose.model_copy(
        update={"dropped": (PlacedText(text=VISIT, locator="body/p30", sha256="a" * 64),), "unassigned": ()}
    )
    assert list_texts(apply(dropped, file_under(VISIT, "item:3"), plan), 3) == [VISIT]
    assert apply(dropped, file_under(VISIT, "item:none"), plan).dropped == dropped.dropped


@pytest.mark.parametrize(("choice", "item"), [("item:3", 3), ("item:none", None), ("item:4", 4)])
def test_what_was_filed_already_may_be_filed_otherwise(
    loose: Submission, plan: Plan, choice: str, item: int | None
) -> None:
    (news,) = loose.items[4].activities
    settled = apply(loose, file_under(news.text, choice), plan)
    assert [number for number in settled.items if news.text in list_texts(settled, number)] == ([item] if item else [])
    assert (news.text in [placed.text for placed in settled.dropped]) is (item is None)
    if item == 4:
        assert settled.items[4].activities[0].quantities == news.quantities
    else:
        assert settled.items[4].state is CellState.EMPTY, "its heading still stands there"


def test_an_item_that_only_a_model_filled_is_not_mentioned_when_a_person_takes_the_sentence_away(
    loose: Submission, plan: Plan
) -> None:
    filed = apply(loose, file_under(VISIT, "item:3"), plan)
    moved = apply(filed, file_under(VISIT, "item:6"), plan)
    assert (moved.items[3].state, moved.items[3].reason) == (CellState.MISSING, MissingReason.NOT_MENTIONED)
    assert list_texts(moved, 6) == [VISIT]


def test_the_same_words_are_counted_once_however_often_they_stand_there(loose: Submission, plan: Plan) -> None:
    twice = loose.model_copy(
        update={"unassigned": (*loose.unassigned, loose.unassigned[0].model_copy(update={"locator": "body/p40"}))}
    )
    settled = apply(twice, file_under(VISIT, "item:3"), plan)
    assert list_texts(settled, 3) == [VISIT]
    assert [placed.locator for placed in settled.dropped] == ["body/p40"]


def test_the_same_words_below_other_words_are_asked_and_filed_each_by_itself(loose: Submission, plan: Plan) -> None:
    march, may = (
        loose.unassigned[0].model_copy(update={"context": context, "locator": locator})
        for context, locator in (("Tháng 3", "body/p30"), ("Tháng 5", "body/p40"))
    )
    twice = loose.model_copy(update={"unassigned": (march, may)})
    both = file_under(VISIT, "item:3", context="Tháng 3") | file_under(VISIT, "item:3", context="Tháng 5")
    assert [each.locator for each in apply(twice, both, plan).items[3].activities] == ["body/p30", "body/p40"]
    one = apply(twice, file_under(VISIT, "item:3", context="Tháng 5"), plan)
    assert ([each.locator for each in one.items[3].activities], one.unassigned) == (["body/p40"], (march,))
    every = apply(twice, file_under(VISIT, "item:3"), plan)  # said of the words, wherever they stand
    assert (list_texts(every, 3), every.unassigned, every.dropped) == ([VISIT, VISIT], (), ())


def test_a_decision_on_the_unit_follows_no_other_paper_however_alike(loose: Submission, plan: Plan) -> None:
    unsure = loose.model_copy(update={"unit": None})
    decisions = decide(make_unit_subject("s1"), "unit:TTNC")
    assert [settle(unsure, decisions, name, plan).unit for name in ("s1", "s2")] == ["TTNC", None]


def test_unit_and_period_are_those_that_a_person_said(loose: Submission, plan: Plan) -> None:
    unsure = loose.model_copy(update={"unit": None, "period": None})
    unit = decide(make_unit_subject("s1"), "unit:VP")
    period = decide(make_period_subject("s1"), "period:2024-H2")
    settled = apply(unsure, unit | period, plan)
    assert (settled.unit, settled.period) == ("VP", "2024-H2")
    assert apply(unsure, period, plan).unit is None
    filed = file_under(VISIT, "item:3", unit="VP", period="2024-H2")
    assert list_texts(apply(unsure, unit | period | filed, plan), 3) == [VISIT]
    assert apply(unsure, file_under(VISIT, "item:3"), plan).unassigned == unsure.unassigned, (
        "whose sentence is not known"
    )


@pytest.mark.parametrize(
    ("subject", "choice"),
    [("unit", "unit:KHONG-CO"), ("unit", "set-aside"), ("period", "period:quý ba"), ("period", "return")],
)
def test_a_choice_that_names_nothing_known_decides_nothing(
    loose: Submission, plan: Plan, subject: str, choice: str
) -> None:
    unsure = loose.model_copy(update={"unit": None, "period": None})
    key = make_unit_subject("s1") if subject == "unit" else make_period_subject("s1")
    settled = apply(unsure, decide(key, choice), plan)
    assert (settled.unit, settled.period) == (None, None)


def test_days_without_a_year_are_told_once_the_period_is_known(read: Callable[..., Submission], plan: Plan) -> None:
    content = read(["3. Đón tiếp và làm việc với các đoàn khách quốc tế", VISIT], body=True)
    activity = content.items[3].activities[0].model_copy(update={"dates": (), "spans": ()})
    report = content.items[3].model_copy(update={"activities": (activity,)})
    unsure = content.model_copy(update={"period": None, "items": {**content.items, 3: report}})
    settled = apply(unsure, decide(make_period_subject("s1"), "period:2024-H1"), plan)
    assert settled.items[3].activities[0].dates == (date(2024, 5, 12),)


def test_a_decision_outlives_a_revised_report_where_its_sentence_is_unchanged(loose: Submission, plan: Plan) -> None:
    decisions = file_under(VISIT, "item:3")
    again = loose.model_copy(
        update={"unassigned": (loose.unassigned[0].model_copy(update={"text": f"  {VISIT}", "locator": "body/p9"}),)}
    )
    changed = loose.model_copy(
        update={"unassigned": (loose.unassigned[0].model_copy(update={"text": VISIT.replace("02", "03")}),)}
    )
    assert len(apply(again, decisions, plan).items[3].activities) == 1
    assert apply(changed, decisions, plan) == changed


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Đón 02 đoàn khách quốc tế với 15 lượt người.", "figure-elsewhere"),
        ("Đón 02 đoàn khách quốc tế, đăng 03 tin, bài trên Cổng Thông tin điện tử.", "figure-elsewhere"),
        ("Đăng 08 tin, bài về chuyến thăm.", "figure-untied"),
    ],
)
def test_a_question_about_a_figure_goes_with_its_sentence_to_another_item(
    read: Callable[..., Submission], plan: Plan, text: str, rule: str
) -> None:
    content = read(["4. Tuyên truyền trên các phương tiện thông tin truyền thông", text], body=True)
    content = content.model_copy(update={"unit": "TTNC", "period": "2024-H1"})
    (asked,) = (doubt for doubt in content.doubts if doubt.locator is not None)
    assert asked.rule == rule
    assert asked not in apply(content, file_under(text, "item:3"), plan).doubts
    assert apply(content, file_under(text, "item:4"), plan).doubts == content.doubts


def test_a_rate_in_a_sentence_that_a_person_files_is_asked_and_not_counted(loose: Submission, plan: Plan) -> None:
    rate = "Tuyên truyền tại 05 xã biên giới, mỗi xã 01 buổi với 40 người."
    text = loose.unassigned[0].model_copy(update={"text": rate})
    settled = apply(loose.model_copy(update={"unassigned": (text,)}), file_under(rate, "item:1"), plan)
    assert list_texts(settled, 1) == [rate]
    assert [quantity.indicator for quantity in settled.items[1].activities[0].quantities if quantity.indicator] == []
    assert [doubt.rule for doubt in settled.doubts if doubt.locator == text.locator] == ["figure-ambiguous"]
