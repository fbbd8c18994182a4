"""A signed report and its working copy that came as two submissions: near-equal words, of which one is signed.

The words of the working copy count, number, date and signer are those of the signed one; figures that differ are a
question. Keeps out copies within one submission (understanding) and which of several versions counts (revisions).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.decision import Decisions
from schemas.plan import Plan
from schemas.question import Candidate, OpenQuestion
from schemas.report import Report, SignedCopy
from schemas.rules import make_finding
from schemas.subjects import make_copies_subject
from schemas.submission import FiledSubmission, Quantity, Submission
from schemas.values import CheckStatus, CopyChoice, QuestionKind, Role
from tonghop.consolidation import messages
from tonghop.consolidation.naming import name_unit
from tonghop.consolidation.texts import fold_text, list_tokens, normalise_text
from tonghop.numerals import format_number

SAME_SHARE = 0.75
"""Of the larger one's runs of three words. Two reports of one unit share less than 0.4, see understanding/copies."""
FEWEST_RUNS = 12
MOST_COMPARED = 20
"""Working copies with which a signed one is compared, the latest first."""
_OCR_RULE = "ocr"
_NUMBER = re.compile(r"\s*(?:số\s*:?\s*)?(\d+)\s*([^\d\s].*)?", re.IGNORECASE)


class Differing(NamedTuple):
    """The figures that only one of two copies has, as people write them."""

    working: tuple[str, ...]
    signed: tuple[str, ...]


def is_signed_copy(submission: FiledSubmission) -> bool:
    """Whether all its files are signed or printed pages: a PDF or a scan beside a Word file is the signed one."""
    content = submission.content
    is_scan = content is not None and any(not picture.stamp for picture in content.pictures)
    return bool(submission.files) and all(
        file.role is Role.SIGNED or file.name.lower().endswith(".pdf") or is_scan for file in submission.files
    )


def is_recognised_scan(submission: FiledSubmission) -> bool:
    """Whether it waits for nothing but a person's eye on its recognised text, and tells unit and period."""
    serious = {each.rule for each in submission.findings if each.severity.is_serious}
    content = submission.content
    is_certain = content is not None and content.unit is not None and content.period is not None
    return submission.status is CheckStatus.NEEDS_PERSON and is_certain and serious == {_OCR_RULE}


def list_texts(content: Submission) -> Iterator[str]:
    """Everything that a report says, in the order of its items."""
    for _, report in sorted(content.items.items()):
        yield from (each.text for each in report.activities)
    for _, texts in sorted(content.sections.items()):
        yield from (each.text for each in texts)
    yield from (each.text for each in content.unassigned)
    yield from (each.text for each in content.dropped)


def parse_number(number: str | None) -> tuple[str, int] | None:
    """The series and the running number: 12/BC-TTNC -> ("bc ttnc", 12)."""
    match = _NUMBER.fullmatch(number or "")
    return (fold_text(match[2] or ""), int(match[1])) if match else None


def choose_working(signed: FiledSubmission, working: Sequence[FiledSubmission]) -> FiledSubmission | None:
    """The working copy of which a submission is the signed one, or None.

    `working` stand by arrival; of equally near ones that with the same figures is taken, then the latest.
    """
    runs = _count_runs(signed)
    near = [
        (share, not any(find_differing(each, signed)), place)
        for place, each in enumerate(working[-MOST_COMPARED:])
        if not _contradict(each, signed) and (share := _share(_count_runs(each), runs)) >= SAME_SHARE
    ]
    return working[-MOST_COMPARED:][max(near)[2]] if near else None


def find_differing(working: FiledSubmission, signed: FiledSubmission) -> Differing:
    """The figures of the items that only one of both tells, in its order."""
    one, other = _list_figures(working), _list_figures(signed)
    return Differing(_tell_surplus(one, other), _tell_surplus(other, one))


def describe_copies(working: FiledSubmission, signed: FiledSubmission, decisions: Decisions) -> SignedCopy:
    """The two as the report shows them, with what a person decided."""
    differing = find_differing(working, signed)
    figures = (*differing.working, "|", *differing.signed)
    decision = decisions.get(make_copies_subject(working.id, signed.id, figures)) if any(differing) else None
    counted = working.id if not any(differing) else None
    if decision is not None:
        counted = signed.id if decision.choice == CopyChoice.SIGNED else working.id
    return SignedCopy(
        working=working.id,
        signed=signed.id,
        only_working=differing.working,
        only_signed=differing.signed,
        counted=counted,
    )


def is_only_in(copies: Iterable[SignedCopy], submission_id: str, quantity: Quantity) -> bool:
    """Whether a figure of a submission that counts is disputed by its other copy."""
    return any(
        each.counted is None and each.working == submission_id and _tell(quantity) in each.only_working
        for each in copies
    )


def ask_copies(report: Report, plan: Plan | None = None) -> tuple[OpenQuestion, ...]:
    """One question for each pair of copies whose figures differ and on which nobody has decided."""
    rows = {row.id: row for row in report.submissions}
    asked = []
    for each in report.signed_copies:
        if each.counted is not None:
            continue
        working, signed = rows[each.working], rows[each.signed]
        names = [messages.name_files([file.name for file in row.files]) for row in (working, signed)]
        told = (messages.list_figures(each.only_working), messages.list_figures(each.only_signed))
        asked.append(
            OpenQuestion(
                kind=QuestionKind.COPIES,
                key=make_copies_subject(each.working, each.signed, (*each.only_working, "|", *each.only_signed)),
                submission=each.working,
                text=messages.copies_question(name_unit(working.unit, plan), names, told),
                evidence=make_finding("signed-differs", working=told[0], signed=told[1]).message,
                candidates=tuple(
                    Candidate(code=choice.value, label=choice.label, effect=messages.copies_effect(figures))
                    for choice, figures in zip((CopyChoice.WORKING, CopyChoice.SIGNED), told, strict=True)
                ),
                consequence=messages.CONSEQUENCE_COPIES,
            )
        )
    return tuple(asked)


def _count_runs(submission: FiledSubmission) -> Counter[tuple[str, str, str]]:
    """Runs of three words; numbers are left out, for two copies may differ in them."""
    if submission.content is None:
        return Counter()
    words = [token for text in list_texts(submission.content) for token in list_tokens(text) if not token[0].isdigit()]
    return Counter(zip(words, words[1:], words[2:], strict=False))


def _share(one: Counter[tuple[str, str, str]], other: Counter[tuple[str, str, str]]) -> float:
    larger = max(one.total(), other.total())
    return (one & other).total() / larger if larger >= FEWEST_RUNS else 0.0


def _contradict(working: FiledSubmission, signed: FiledSubmission) -> bool:
    """Whether number, date or "thay thế" tell that they are two documents; a working copy often has no number."""
    one, other = working.content, signed.content
    if one is None or other is None:
        return True
    numbers = {parse_number(one.number), parse_number(other.number)} - {None}
    dates = {one.dated, other.dated} - {None}
    return len(numbers) > 1 or len(dates) > 1 or one.replaces is not other.replaces


def _list_figures(submission: FiledSubmission) -> list[str]:
    items = submission.content.items.items() if submission.content is not None else ()
    return [
        _tell(quantity) for _, report in sorted(items) for each in report.activities for quantity in each.quantities
    ]


def _tell(quantity: Quantity) -> str:
    upper = f"-{format_number(quantity.value_max)}" if quantity.value_max is not None else ""
    return f"{format_number(quantity.value)}{upper} {normalise_text(quantity.measure)}"


def _tell_surplus(figures: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = Counter(figures) - Counter(others)
    return tuple(figure for figure in dict.fromkeys(figures) if left[figure])
