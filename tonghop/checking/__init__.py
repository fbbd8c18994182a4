"""The checking room: a Submission -> findings and a status, in words that an officer understands.

Holds the rules, their severities and messages, and the `check` contract. Keeps out how text is understood
(tonghop.understanding) and what several submissions say together (tonghop.consolidation).
"""

from tonghop.checking.check import check_submission
from tonghop.checking.contract import quarantined_json, to_json

__all__ = ["check_submission", "quarantined_json", "to_json"]
