"""Whether what waits for a person is a report at all: a question to the Office is none, a blank form says nothing.

For whoever asks which units have reported; nothing of it counts either way. Pure.
"""

from schemas.submission import FiledSubmission
from schemas.values import CellState, CheckStatus, EvidenceKind
from tonghop.consolidation.questions import FAULT_RULE, PROGRAM_RULE

_BLANK_RULE = "form-unfilled"
_UNREAD_RULES = frozenset({PROGRAM_RULE, FAULT_RULE})
"""What was sent is not known yet."""
_OF_A_REPORT = (EvidenceKind.LETTERHEAD, EvidenceKind.CODE, EvidenceKind.FORM)
_SAID = (CellState.REPORTED, CellState.NOTHING)


def is_blank_form(submission: FiledSubmission) -> bool:
    """Whether it is a form of ours on which nothing was filled in."""
    return (
        submission.status is CheckStatus.NEEDS_PERSON
        and any(finding.rule == _BLANK_RULE for finding in submission.findings)
        and not _says_something(submission)
    )


def is_hardly_report(submission: FiledSubmission) -> bool:
    """Whether it tells no unit or period for certain, bears no sign of a report and says nothing of any item.

    A picture at which nobody has looked, and what waits for a program, may be a report.
    """
    content = submission.content
    if submission.status is not CheckStatus.NEEDS_PERSON or content is None:
        return False
    is_certain = content.unit is not None and content.period is not None
    is_unread = any(finding.rule in _UNREAD_RULES for finding in submission.findings)
    is_unseen = any(not picture.seen for picture in content.pictures)
    is_headed = any(each.kind in _OF_A_REPORT for each in content.unit_evidence)
    return not (is_certain or is_unread or is_unseen or is_headed or _says_something(submission))


def _says_something(submission: FiledSubmission) -> bool:
    content = submission.content
    return content is not None and any(item.state in _SAID for item in content.items.values())
