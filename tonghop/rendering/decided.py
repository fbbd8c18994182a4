"""What people are asked, what they decided, and the findings beside it, as words for the internal files alike.

Never for the release copy. Keeps out asking and deciding (decisions) and tables' looks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.days import write_day, write_moment
from schemas.question import NO_ITEM, OpenQuestion, number_choices
from schemas.report import Report, ReportDecision, ReportFinding
from schemas.values import QuestionKind
from tonghop.rendering import messages as m
from tonghop.rendering.sources import VIETNAM
from tonghop.rendering.text import clean_line, raise_first

_TOLD_ELSEWHERE = ("double-claim",)
"""Rules whose findings only repeat what stands in a part of its own."""
_OF_OFFICE = ("deadline-unconfirmed",)
_TOLD_BY_US = (QuestionKind.UNIT, QuestionKind.PERIOD, QuestionKind.SUBMISSION)
"""Kinds whose evidence is put in words of ours; of the others it is a sentence of a report."""
_QUOTED = re.compile("“([^“”]+?)(?: …)?”")
_LEAST_QUOTED = 20
"""Letters from which on a quotation is a sentence, and no name of a file or an event."""


class AskedQuestion(NamedTuple):
    """One question: lines of what is asked, numbered choices, and what follows from each and until one is chosen."""

    asked: tuple[str, ...]
    choices: tuple[str, ...]
    effects: tuple[str, ...]


class DecidedQuestion(NamedTuple):
    """One decision: lines of what it is about, what was chosen, who, when and why."""

    about: tuple[str, ...]
    chosen: str
    who: tuple[str, ...]


def list_asked(questions: Sequence[OpenQuestion]) -> list[AskedQuestion]:
    """The questions in their order; the sentence that a question is about is quoted once."""
    return [
        AskedQuestion(
            asked=_quote(one.kind, one.text, one.evidence, one.place),
            choices=tuple(_tell_choices(one)),
            effects=(*_tell_effects(one), *filter(None, [clean_line(one.consequence)])),
        )
        for one in questions
    ]


def _tell_choices(question: OpenQuestion) -> Iterator[str]:
    """The choices by the numbers that the sheet and the terminal take; the name of an item tells its number."""
    for number, each in number_choices(question.kind, question.candidates).items():
        is_told = question.kind is QuestionKind.ITEM and number != NO_ITEM
        yield clean_line(each.label) if is_told else f"{number}. {clean_line(each.label)}"


def _tell_effects(question: OpenQuestion) -> Iterator[str]:
    for number, each in number_choices(question.kind, question.candidates).items():
        if effect := clean_line(each.effect):
            yield f"{number}. {raise_first(effect)}"


def list_decided(report: Report) -> list[DecidedQuestion]:
    """What people decided, in the order in which they did."""
    return [
        DecidedQuestion(_quote(one.kind, one.about, one.evidence, None), clean_line(one.chosen), tuple(_tell_who(one)))
        for one in report.decisions
    ]


def list_findings(report: Report) -> list[ReportFinding]:
    """The findings that stand in no part of their own."""
    return [one for one in report.findings if one.rule not in _TOLD_ELSEWHERE]


def name_owner(finding: ReportFinding) -> str:
    """Whose finding it is: a unit's, the Office's (dates of the plan), or of the figures of all."""
    if finding.unit or finding.submission is not None:
        return finding.unit or m.NO_UNIT
    return m.OFFICE if finding.rule in _OF_OFFICE else m.WHOLE


def tell_message(report: Report, finding: ReportFinding) -> str:
    """The finding's words; where nobody knows of whom a report is, its file is named, unless they name it."""
    if finding.unit is not None or finding.submission is None:
        return finding.message
    files = next((one.files for one in report.submissions if one.id == finding.submission), ())
    names = [clean_line(file.name) for file in files]
    if not names or any(name in finding.message for name in names):
        return finding.message
    return m.FINDING_FILE.format(names="”, “".join(names), message=finding.message)


def tell_settled(report: Report, finding: ReportFinding) -> str:
    """What was decided on the report that a serious finding is about; empty while nobody has."""
    if finding.submission is None or not finding.severity.is_serious:
        return ""
    told = [
        one for one in report.decisions if one.kind is QuestionKind.SUBMISSION and one.submission == finding.submission
    ]
    if not told:
        return ""
    day = write_day(told[-1].decided_at.astimezone(VIETNAM).date())
    by, chosen = clean_line(told[-1].decided_by), clean_line(told[-1].chosen)
    return m.FINDING_DECIDED.format(chosen=chosen, by=by, day=day)


def _quote(kind: QuestionKind, text: str, evidence: str | None, place: str | None) -> tuple[str, ...]:
    """What is asked, then the sentences that it is about unless it quotes them, then where they stand."""
    lines = [clean_line(text)]
    quoted = [each for each in _QUOTED.findall(lines[0]) if len(each) >= _LEAST_QUOTED]
    for line in filter(None, map(clean_line, (evidence or "").split("\n"))):
        if line in lines[0] or any(each in line for each in quoted):
            continue
        is_told = kind in _TOLD_BY_US or "“" in line
        lines.append(line if is_told else m.QUESTION_SOURCE.format(text=line))
    for line in filter(None, map(clean_line, (place or "").split("\n"))):
        if line.rstrip(".") not in lines[0]:
            lines.append(m.QUESTION_PLACE.format(place=line.rstrip(".")))
    return tuple(lines)


def _tell_who(one: ReportDecision) -> list[str]:
    at = write_moment(one.decided_at.astimezone(VIETNAM))
    lines = [m.DECISION_BY.format(by=clean_line(one.decided_by), at=at)]
    if one.recorded_by.strip() and clean_line(one.recorded_by) != clean_line(one.decided_by):
        lines.append(m.DECISION_RECORDED.format(recorded=clean_line(one.recorded_by)))
    if one.note and one.note.strip():
        lines.append(m.DECISION_NOTE.format(note=clean_line(one.note).rstrip(" .")))
    return lines
