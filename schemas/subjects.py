"""What a question is about, as a key made of its evidence alone: equal evidence has an equal key.

The rooms that ask and those that follow a decision meet here. A decision therefore outlives a revised report exactly
where the words that it rests on are unchanged.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from schemas.document import Finding
from schemas.submission import Channel, ItemReport, Submission

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


def make_unit_subject(submission_id: str, content: Submission, channel: Channel) -> str:
    """Which unit reports. The same hints by the same channel are one subject; without any hint it is the submission."""
    hints = sorted(f"{each.kind.value} {each.value} {each.text}" for each in content.unit_evidence)
    way = [channel.sender or "", *channel.folders]
    return f"unit:{make_evidence_key(*hints, *way) if hints and any(way) else submission_id}"


def make_period_subject(submission_id: str) -> str:
    """For which period a submission reports."""
    return f"period:{submission_id}"


def make_item_subject(unit: str, text: str) -> str:
    """To which item a unit's sentence belongs."""
    return f"item:{unit}:{make_evidence_key(text)}"


def make_result_subject(unit: str, item: int, report: ItemReport) -> str:
    """Whether what a unit wrote under an item counts as a result."""
    return f"result:{unit}:{item}:{make_evidence_key(*(activity.text for activity in report.activities))}"


def make_submission_subject(submission_id: str, serious: Iterable[Finding]) -> str:
    """Whether a submission counts in spite of its critical and error findings; other findings ask anew."""
    told = sorted(f"{finding.rule} {finding.locator} {finding.message}" for finding in serious)
    return f"submission:{submission_id}:{make_evidence_key(*told)}"


def make_claim_subject(unit: str, text: str, other_unit: str, other_text: str) -> str:
    """Whether two activities are one; the order of the two does not matter."""
    return f"double-claim:{make_evidence_key(*sorted((f'{unit} {text}', f'{other_unit} {other_text}')))}"
