"""The steps of the main job: each composes rooms, takes an open job and gives counts, ids and reasons.

Tasks and the command line call these, in this order; the rules themselves live in the rooms.
"""

from tonghop.steps.applying import Applied, apply_sheet, export_sheet
from tonghop.steps.deciding import (
    Decided,
    ScanDecision,
    decide,
    decide_by_form,
    decide_scan,
    decide_sender,
    file_sentence,
    follow_decisions,
)
from tonghop.steps.drafting import Assessment, accept_request, assess, draft
from tonghop.steps.filing import FILING_CHUNK, file_submissions, list_unfiled
from tonghop.steps.gathering import gather
from tonghop.steps.health import find_lost_sources, find_source_health
from tonghop.steps.missing import FRESH, find_silent_units, find_unseen_sources
from tonghop.steps.notifying import post_notice, post_source_alerts, work_notices
from tonghop.steps.publishing import list_recipients, publish
from tonghop.steps.receipting import send_receipts
from tonghop.steps.receiving import find_year, read_report, receive
from tonghop.steps.reminding import YEAR_LIST_DAYS, find_beginning, remind
from tonghop.steps.rereading import Reread, reread
from tonghop.steps.tending import (
    ask_waiting,
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
    "FRESH",
    "YEAR_LIST_DAYS",
    "Applied",
    "Assessment",
    "Decided",
    "Reread",
    "ScanDecision",
    "accept_request",
    "apply_sheet",
    "ask_waiting",
    "assess",
    "decide",
    "decide_by_form",
    "decide_scan",
    "decide_sender",
    "draft",
    "export_sheet",
    "file_sentence",
    "file_submissions",
    "find_awaited_day",
    "find_beginning",
    "find_lost_sources",
    "find_open_runs",
    "find_silent_units",
    "find_source_health",
    "find_unseen_sources",
    "find_year",
    "follow_decisions",
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
    "read_report",
    "receive",
    "remind",
    "reread",
    "send_receipts",
    "tend",
    "work_notices",
]
