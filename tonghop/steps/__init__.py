"""The steps of the main job: each composes rooms, takes an open job and gives counts, ids and reasons.

Tasks and the command line call these, in this order; the rules themselves live in the rooms.
"""

from tonghop.steps.drafting import Assessment, assess, draft
from tonghop.steps.filing import FILING_CHUNK, file_submissions, find_open_runs, list_unfiled
from tonghop.steps.gathering import gather
from tonghop.steps.publishing import list_recipients, publish

__all__ = [
    "FILING_CHUNK",
    "Assessment",
    "assess",
    "draft",
    "file_submissions",
    "find_open_runs",
    "gather",
    "list_recipients",
    "list_unfiled",
    "publish",
]
