"""What a question is about, as a key made of its evidence alone: equal evidence has an equal key.

The rooms that ask and those that follow a decision meet here. A decision therefore outlives a revised report exactly
where the words that it rests on are unchanged; it never reaches into another period, where the same words may tell of
something else.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from schemas.document import Finding
from schemas.submission import ItemReport
from schemas.values import Scope

MOST_ITEM_QUESTIONS = 60
"""Sentences of one submission that are asked one by one; beyond that the submission is asked about as a whole."""
UNASSIGNED_RULE = "text-unassigned"
ADJUSTMENT_SUBJECT = "adjustment:"
"""How the subjects of adjustments begin; the id follows, then what was found."""
_DIGITS = 16
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d.,]*")


def make_evidence_key(*texts: str) -> str:
    """16 hex digits for some words, whatever their case, blanks and Unicode form."""
    told = (_BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip().lower() for text in texts)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]


def make_activity_key(activity_text: str) -> str:
    """The key of an activity's words with its numbers left out: the same activity with a corrected figure keeps it."""
    return make_evidence_key(_NUMBER.sub("#", activity_text))


def make_unit_subject(submission_id: str) -> str:
    """Which unit reports, in this submission alone.

    Where that must be asked, the paper does not tell it; and that somebody once sent a unit's paper tells nothing of
    the next paper in that mailbox or folder.
    """
    return f"unit:{submission_id}"


def make_period_subject(submission_id: str) -> str:
    """For which period a submission reports."""
    return f"period:{submission_id}"


def make_item_subject(period: str, unit: str, text: str, context: str = "") -> str:
    """To which item a unit's sentence belongs, in one period: stock sentences come again every half-year.

    The same words below other words (`context`) may tell of something else.
    """
    told = (text, context) if context.strip() else (text,)
    return f"item:{period}:{unit}:{make_evidence_key(*told)}"


def make_result_subject(period: str, unit: str, item: int, report: ItemReport) -> str:
    """Whether what a unit wrote under an item counts as a result in that period."""
    return f"result:{period}:{unit}:{item}:{make_evidence_key(*(activity.text for activity in report.activities))}"


def list_serious(findings: Iterable[Finding], unassigned: int) -> tuple[Finding, ...]:
    """The critical and error findings that a decision on the submission itself settles.

    What its unfiled sentences found is settled sentence by sentence, unless there are too many: `unassigned` of them.
    """
    return tuple(
        finding
        for finding in findings
        if finding.severity.is_serious and (finding.rule != UNASSIGNED_RULE or unassigned > MOST_ITEM_QUESTIONS)
    )


def make_submission_subject(submission_id: str, serious: Iterable[Finding]) -> str:
    """Whether a submission counts in spite of its critical and error findings; other findings ask anew."""
    told = sorted(f"{finding.rule} {finding.locator} {finding.message}" for finding in serious)
    return f"submission:{submission_id}:{make_evidence_key(*told)}"


def make_claim_subject(period: str, unit: str, text: str, other_unit: str, other_text: str) -> str:
    """Whether two activities of a period are one; the order of the two does not matter."""
    return f"double-claim:{period}:{make_evidence_key(*sorted((f'{unit} {text}', f'{other_unit} {other_text}')))}"


def make_copies_subject(working: str, signed: str, figures: Iterable[str]) -> str:
    """Which of two copies of one report counts, given by submission ids; other differing figures ask anew."""
    return f"copies:{working}:{make_evidence_key(signed, *figures)}"


def make_adjustment_subject(adjustment_id: int, found: float | None) -> str:
    """Whether an adjustment holds although the reports now say `found`, or say that figure no more (None)."""
    return f"{ADJUSTMENT_SUBJECT}{adjustment_id}:{'-' if found is None else _tell(found)}"


def make_comparison_subject(
    indicator: str, measure: str, scope: Scope, *, value: float, base: float, half: str, version: int, unit: str = ""
) -> str:
    """Whether a year's figure may be smaller than the one issued for its half; other figures ask anew.

    `unit`: whose figures they are; empty for those of the whole department.
    """
    told = (indicator, measure, scope.value, _tell(value), _tell(base), half, str(version), *([unit] if unit else []))
    return f"comparison:{indicator}:{make_evidence_key(*told)}"


def _tell(value: float) -> str:
    """One text for one number: 12 and 12.0 are the same."""
    return repr(int(value)) if value == int(value) else repr(value)
