"""The checking room: a Submission -> findings and a status, in words that an officer understands.

Holds when a rule holds and the `check` contract; severities and words are data (schemas/rules.toml). Keeps out how text
is understood (tonghop.understanding) and what several submissions say together (tonghop.consolidation).
"""

from tonghop.checking.check import check_submission
from tonghop.checking.contract import quarantined_json, to_json
from tonghop.checking.verdicts import can_return_items, find_blamed_items

__all__ = ["can_return_items", "check_submission", "find_blamed_items", "quarantined_json", "to_json"]
