"""A mail too large to fetch -> how people are told of it. Keeps out who may be trusted and what a mark is (judging)."""

from schemas.values import SenderTrust
from tonghop.intake import messages
from tonghop.intake.sources import Skipped
from tonghop.intake.trust import Judgement
from tonghop.reading import Mail

_SUBJECT_CHARS = 500


def tell_oversized(item: Skipped, head: Mail, judgement: Judgement, *, may_show: bool) -> tuple[str, str]:
    """(what it is called, why it waits): its subject only when a unit sent it, nothing of it when a mark shows."""
    sender = head.sender if may_show else None
    if judgement.trust is not SenderTrust.TRUSTED:
        shown = f" ({sender})" if sender else ""
        return item.name, messages.LARGE_UNTRUSTED.format(reason=judgement.reason, sender=shown)
    if not may_show:
        return item.name, item.reason
    subject = head.subject[:_SUBJECT_CHARS] if head.subject else messages.NO_SUBJECT
    return messages.LARGE_MAIL.format(subject=subject, sender=sender, name=item.name), item.reason
