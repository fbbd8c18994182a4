"""Questions about single sentences: to which item each belongs, and whether what stands under an item is a result."""

from schemas.places import describe_place
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.subjects import MOST_ITEM_QUESTIONS, make_item_subject, make_result_subject
from schemas.submission import FiledDocument, FiledSubmission, ItemReport, Submission, UnfiledText
from schemas.values import CellState, CheckStatus, QuestionKind, ResultChoice
from tonghop.consolidation import question_messages as words
from tonghop.consolidation.identity_questions import name_unit

_MOST_WORDS = 4


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
    filing = placed.filing
    likely = [each.item for each in filing.candidates if each.item in titles][:2] if filing is not None else []
    told = [titles[number] for number in likely if number is not None]
    text = words.ask_item(name_unit(content.unit, plan), placed.text)
    if filing is not None and told:
        text = f"{text} {words.likely_items(told, filing.words[:_MOST_WORDS])}"
    order = [*likely, *(number for number in titles if number not in likely)]
    candidates = [Candidate(code=f"item:{number}", label=titles[number]) for number in order if number is not None]
    return OpenQuestion(
        kind=QuestionKind.ITEM,
        key=make_item_subject(content.period or "", content.unit or "", placed.text, placed.context),
        submission=submission.id,
        text=text,
        evidence=placed.text,
        place=tell_place(submission.files, placed.sha256, placed.locator, placed.context),
        candidates=(*candidates, Candidate(code="item:none", label=words.NO_ITEM)),
        consequence=words.ITEM_CONSEQUENCE if is_counted else words.ITEM_WAITING_CONSEQUENCE,
    )


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
        place=tell_place(submission.files, first.sha256, first.locator, ""),
        candidates=tuple(Candidate(code=choice.value, label=choice.label) for choice in ResultChoice),
        consequence=words.RESULT_CONSEQUENCE,
    )


def tell_place(files: tuple[FiledDocument, ...], sha256: str, locator: str, context: str) -> str:
    """File and place in words; what stands in a container is told by the container's name."""
    name = next((file.name for file in files if file.sha256 == sha256), files[0].name if len(files) == 1 else None)
    place = describe_place(locator)
    told = words.place_in_file(name, place) if name is not None else place
    return words.below(told, context) if context.strip() else told
