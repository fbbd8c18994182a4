"""What people decide: questions are kept here; adopting drafts, approvals and adjustments join this room later."""

from tonghop.decisions.asking import record_open_questions

__all__ = ["record_open_questions"]
