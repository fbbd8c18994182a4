"""What people decide: questions are kept here, what was seen on scans, and whose mails come from unknown senders."""

from tonghop.decisions.asking import record_open_questions
from tonghop.decisions.inbox import InboxEntry, Look, list_inbox, record_scan_look
from tonghop.decisions.keys import DecisionError
from tonghop.decisions.senders import SenderDecision, describe_waiting_senders, record_sender_decision

__all__ = [
    "DecisionError",
    "InboxEntry",
    "Look",
    "SenderDecision",
    "describe_waiting_senders",
    "list_inbox",
    "record_open_questions",
    "record_scan_look",
    "record_sender_decision",
]
