"""The steps of the main job: each composes rooms, takes an open job and gives counts, ids and reasons.

Tasks and the command line call these, in this order; the rules themselves live in the rooms.
"""

from tonghop.steps.deciding import ScanDecision, decide_scan
from tonghop.steps.drafting import Assessment, accept_request, assess, draft
from tonghop.steps.filing import FILING_CHUNK, file_submissions, list_unfiled
from tonghop.steps.gathering import gather
from tonghop.steps.health import find_source_health
from tonghop.steps.notifying import post_notice, post_source_alerts, work_notices
from tonghop.steps.publishing import list_recipients, publish
from tonghop.steps.tending import (
    find_awaited_day,
    find_open_runs,
    is_draft_outdated,
    is_unasked,
    is_watched,
    publish_due,
    tend,
)

__all__ = [
    "FILING_CHUNK",
    "Assessment",
    "ScanDecision",
    "accept_request",
    "assess",
    "decide_scan",
    "draft",
    "file_submissions",
    "find_awaited_day",
    "find_open_runs",
    "find_source_health",
    "gather",
    "is_draft_outdated",
    "is_unasked",
    "is_watched",
    "list_recipients",
    "list_unfiled",
    "post_notice",
    "post_source_alerts",
    "publish",
    "publish_due",
    "tend",
    "work_notices",
]
