"""Findings, questions and decisions as parts of the internal copy. Keeps out their words (decided)."""

from collections.abc import Sequence

from schemas.question import OpenQuestion
from schemas.report import Report
from tonghop.rendering import messages as m
from tonghop.rendering.decided import list_asked, list_decided, list_findings, name_owner, tell_message, tell_settled
from tonghop.rendering.elements import CellContent, Element, make_gap, make_paragraph
from tonghop.rendering.grids import HEADING, NOTE, Captions, make_cell, make_grid

_FINDING_WIDTHS_MM = (11, 20, 17, 60, 52)
_QUESTION_WIDTHS_MM = (11, 55, 47, 47)
_DECISION_WIDTHS_MM = (11, 63, 46, 40)

_Rows = list[list[str | CellContent]]


def make_findings(report: Report, captions: Captions) -> list[Element]:
    """What is wrong or doubtful in the units' reports, and what was decided about it."""
    heading = make_paragraph(HEADING, m.FINDINGS_HEADING)
    rows: _Rows = []
    for number, one in enumerate(list_findings(report), 1):
        fix = make_cell(*filter(None, (one.fix, tell_settled(report, one))))
        rows.append([str(number), name_owner(one), one.severity.label, tell_message(report, one), fix])
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_FINDINGS)]
    table = make_grid(_FINDING_WIDTHS_MM, m.FINDING_COLUMNS, rows)
    return [heading, captions.make_table_caption(m.FINDINGS_CAPTION), table]


def make_questions(questions: Sequence[OpenQuestion], captions: Captions) -> list[Element]:
    """What waits for a person: each choice on a line of its own, beside what follows from it."""
    heading = make_paragraph(HEADING, m.QUESTIONS_HEADING)
    rows: _Rows = [
        [str(number), make_cell(*one.asked), make_cell(*one.choices), make_cell(*one.effects)]
        for number, one in enumerate(list_asked(questions), 1)
    ]
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_QUESTIONS)]
    table = make_grid(_QUESTION_WIDTHS_MM, m.QUESTION_COLUMNS, rows, centred=False)
    return [heading, captions.make_table_caption(m.QUESTIONS_CAPTION), table]


def make_decisions(report: Report, captions: Captions) -> list[Element]:
    """What people decided: who, when and why."""
    heading = make_paragraph(HEADING, m.DECISIONS_HEADING)
    rows: _Rows = [
        [str(number), make_cell(*one.about), one.chosen, make_cell(*one.who)]
        for number, one in enumerate(list_decided(report), 1)
    ]
    if not rows:
        return [heading, make_paragraph(NOTE, m.NO_DECISIONS), make_gap()]
    table = make_grid(_DECISION_WIDTHS_MM, m.DECISION_COLUMNS, rows, centred=False)
    return [heading, captions.make_table_caption(m.DECISIONS_CAPTION), table, make_gap()]
