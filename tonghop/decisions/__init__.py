"""What people decide: questions are kept here, what was chosen and by whom, scans seen, senders let in."""

from tonghop.decisions.asking import record_open_questions
from tonghop.decisions.inbox import InboxEntry, Look, find_entry, list_inbox, record_scan_look
from tonghop.decisions.keys import DecisionError
from tonghop.decisions.recording import Decider, Recorded, find_kind, is_asked, record_choice, record_item
from tonghop.decisions.senders import SenderDecision, describe_waiting_senders, record_sender_decision

__all__ = [
    "Decider",
    "DecisionError",
    "InboxEntry",
    "Look",
    "Recorded",
    "SenderDecision",
    "describe_waiting_senders",
    "find_entry",
    "find_kind",
    "is_asked",
    "list_inbox",
    "record_choice",
    "record_item",
    "record_open_questions",
    "record_scan_look",
    "record_sender_decision",
]
