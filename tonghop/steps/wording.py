"""The words that people give with a decision or a change, before anything is recorded: names, notes, reasons.

They go into the ledger, the internal copy and other people's screens: each is one line without invisible characters,
and none bears a mark of secrecy. Keeps out what a report says, which has its own gate (judging, filing).
"""

from collections.abc import Sequence

from tonghop.decisions import Decider, DecisionError, messages
from tonghop.plan.requests import clean_line
from tonghop.secrecy import find_mark


def clean_words(texts: Sequence[str]) -> list[str]:
    """Each as one line of what a reader sees. Raises DecisionError, which repeats nothing, where one bears a mark."""
    cleaned = [clean_line(text) for text in texts]
    # As given too: whoever cleans words must not be the one who hides a mark.
    if find_mark([], [], [*texts, *cleaned]) is not None:
        raise DecisionError(messages.MARKED)
    return cleaned


def clean_decider(decider: Decider) -> Decider:
    """Who decided and why, in words that may be kept. Raises DecisionError."""
    decided_by, recorded_by, note = clean_words([decider.decided_by, decider.recorded_by, decider.note or ""])
    if not decided_by:
        raise DecisionError(messages.FORM_BY)
    return decider._replace(decided_by=decided_by, recorded_by=recorded_by or decided_by, note=note or None)
