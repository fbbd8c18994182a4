"""What people decide: questions are kept here, and what was seen on scans; drafts, approvals come later."""

from tonghop.decisions.asking import record_open_questions
from tonghop.decisions.inbox import DecisionError, InboxEntry, Look, list_inbox, record_scan_look

__all__ = ["DecisionError", "InboxEntry", "Look", "list_inbox", "record_open_questions", "record_scan_look"]
