"""Questions about single sentences: to which item each belongs, and whether what stands under an item is a result."""

import re
from collections.abc import Mapping

from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.subjects import MOST_ITEM_QUESTIONS, make_item_subject, make_result_subject
from schemas.submission import FiledSubmission, ItemReport, Submission, UnfiledText
from schemas.values import CellState, CheckStatus, QuestionKind, ResultChoice
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.naming import name_unit
from tonghop.consolidation.question_figures import tell_place

_MOST_WORDS = 4
_SURE = 0.95
"""From here on a share says nothing of why a person is asked."""
_WORTH_SUGGESTING, _WORTH_TELLING = 0.1, 0.05
_DIGIT = re.compile(r"\d")


def ask_items(submission: FiledSubmission, content: Submission, plan: Plan) -> list[OpenQuestion]:
    """One question for each sentence that belongs to no item for certain; none when there are too many of them."""
    if len(content.unassigned) > MOST_ITEM_QUESTIONS:
        return []
    is_counted = submission.status is CheckStatus.ACCEPTED
    asked = (ask_item(submission, content, placed, plan, is_counted=is_counted) for placed in content.unassigned)
    return list({question.key: question for question in asked}.values())


def ask_item(
    submission: FiledSubmission, content: Submission, placed: UnfiledText, plan: Plan, *, is_counted: bool = True
) -> OpenQuestion:
    """The question about one sentence: the two likeliest items first, then the others, then none."""
    titles = {item.number: words.name_item(item.number, item.title) for item in plan.items}
    guesses = placed.filing.candidates if placed.filing is not None else ()
    likely = [each.item for each in guesses if each.item in titles][:2]
    suggested = {each.item for nth, each in enumerate(guesses) if nth == 0 or each.score >= _WORTH_SUGGESTING}
    text = words.ask_item(name_unit(content.unit, plan), placed.text)
    order = [*likely, *(number for number in titles if number not in likely)]
    candidates = [
        Candidate(code=f"item:{number}", label=titles[number], suggested=number in suggested and number in likely)
        for number in order
        if number is not None
    ]
    none = Candidate(
        code="item:none", label=words.NO_ITEM, effect=words.NO_ITEM_EFFECT, suggested=likely != [] and None in suggested
    )
    return OpenQuestion(
        kind=QuestionKind.ITEM,
        key=make_item_subject(content.period or "", content.unit or "", placed.text, placed.context),
        submission=submission.id,
        text=" ".join([text, *_tell_guess(placed, titles)]),
        evidence=placed.text,
        place=tell_place(submission.files, placed.sha256, placed.locator, placed.context, _list_heads(submission)),
        candidates=(*candidates, none),
        consequence=words.item_consequence(has_figures=bool(_DIGIT.search(placed.text)), is_counted=is_counted),
    )


def _tell_guess(placed: UnfiledText, titles: Mapping[int, str]) -> list[str]:
    """What the model thinks; where it is sure, why it did not file the sentence by itself."""
    filing = placed.filing
    guesses = [each for each in filing.candidates if each.item is None or each.item in titles] if filing else []
    if filing is None or not any(each.item is not None for each in guesses):
        return []
    because = filing.words[:_MOST_WORDS]
    best, why = guesses[0], filing.held.label if filing.held is not None else words.NOT_SURE
    if filing.held is not None or best.score >= _SURE:
        return [words.near(words.name_guess(best.item), because, why)]
    told = [each for nth, each in enumerate(guesses) if nth == 0 or each.score >= _WORTH_TELLING]
    return [words.leaning([(words.name_guess(each.item), each.score) for each in told], because)]


def ask_results(submission: FiledSubmission, content: Submission, plan: Plan) -> list[OpenQuestion]:
    """One question for each item under which stands nothing concrete."""
    return [
        _ask_result(submission, content, item.number, item.title, report, plan)
        for item in plan.items
        if (report := content.items.get(item.number)) is not None
        and report.state is CellState.REPORTED
        and not report.concrete
    ]


def _ask_result(
    submission: FiledSubmission, content: Submission, item: int, title: str, report: ItemReport, plan: Plan
) -> OpenQuestion:
    first, unit = report.activities[0], content.unit or ""
    return OpenQuestion(
        kind=QuestionKind.RESULT,
        key=make_result_subject(content.period or "", unit, item, report),
        submission=submission.id,
        text=words.ask_result(name_unit(unit, plan), item, title),
        evidence="\n".join(activity.text for activity in report.activities),
        place=tell_place(submission.files, first.sha256, first.locator, "", _list_heads(submission)),
        candidates=(
            Candidate(code=ResultChoice.COUNT.value, label=ResultChoice.COUNT.label, effect=words.COUNT_EFFECT),
            Candidate(code=ResultChoice.DROP.value, label=ResultChoice.DROP.label, effect=words.DROP_EFFECT),
        ),
        consequence=words.RESULT_CONSEQUENCE,
    )


def _list_heads(submission: FiledSubmission) -> tuple[str, ...]:
    return submission.content.letterheads if submission.content is not None else ()
