"""Who sent a mail: the plan's exact list of addresses, and what our own mail server says of the sender.

Judged from the headers alone. Keeps out which report it is (understanding compares sender and letterhead) and what
becomes of a mail that is not trusted (steps hold it for a person).
"""

import re
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Word
from schemas.plan import Plan
from schemas.values import SenderTrust
from tonghop.intake import messages
from tonghop.intake.authentication import SenderProof, find_proof
from tonghop.intake.subjects import write_plain
from tonghop.reading import Mail

_OWN_MAIL = "<tonghop."
_NOTICE_LINES = 12
"""What a person tells in an automatic answer, with all of a signature, is not longer."""
_REPORT = re.compile(
    r"CONG HOA XA HOI|BAO CAO(?:$| (?:\d|KET QUA|CONG TAC|TINH HINH|THONG TIN|THANG|QUY|NAM|DINH KY|SO KET|TONG KET))",
    re.IGNORECASE,
)
"""How a line of a report begins, in plain letters."""
_UNDECIDED = (SenderProof.NOTHING, SenderProof.UNCLEAR)


class AuthMode(StrEnum):
    """How much the results that our own mail server writes into a mail decide."""

    OFF = "off"
    """Nothing: the list of addresses alone decides."""
    LENIENT = "lenient"
    """A failed result holds a mail; one without any result counts by the list alone."""
    STRICT = "strict"
    """Only what was proved counts."""


class TrustPolicy(Word):
    """How a source's mails are judged. Without the name of our own server nothing in a mail is a proof."""

    authserv_id: str | None = Field(default=None, description="the name that our own mail server gives itself")
    mode: AuthMode = Field(
        default_factory=lambda given: AuthMode.STRICT if given.get("authserv_id") else AuthMode.OFF,
        description="default: strict with an authserv_id, else off",
    )

    @model_validator(mode="after")
    def _needs_server(self) -> Self:
        if self.mode is not AuthMode.OFF and not self.authserv_id:
            raise ValueError(messages.MODE_NEEDS_SERVER)
        return self


class Judgement(Word):
    """What is known of a mail's sender; `reason` holds no word of the mail."""

    trust: SenderTrust
    unit: str | None = Field(default=None, description="code of the one unit whose address it is; proves nothing alone")
    reason: str = Field(default="", description="Vietnamese; empty when trusted")


def judge_sender(mail: Mail, plan: Plan, policy: TrustPolicy, day: date) -> Judgement:
    """Whether a mail comes from a unit that is valid on that day.

    Args:
        mail: its headers are looked at, nothing else.
        plan: whose units' senders are the list; compared without regard to case.
        policy: of the source that gave the mail.
        day: of arrival.
    """
    lists = {unit.code: {sender.lower() for sender in unit.senders} for unit in plan.units if unit.is_valid_on(day)}
    if mail.sender is None:
        return Judgement(trust=SenderTrust.STRANGER, reason=messages.FROM_FAULTS[mail.from_fault or "malformed"])
    codes = [code for code, addresses in lists.items() if mail.sender in addresses]
    if not codes:
        return _judge_unlisted(mail, mail.sender, plan, set().union(*lists.values()))
    code = codes[0] if len(codes) == 1 else None
    if policy.mode is AuthMode.OFF or policy.authserv_id is None:
        return Judgement(trust=SenderTrust.TRUSTED, unit=code)
    proof = find_proof(mail.trace, policy.authserv_id, mail.sender)
    if proof is SenderProof.PROVED or (policy.mode is AuthMode.LENIENT and proof in _UNDECIDED):
        return Judgement(trust=SenderTrust.TRUSTED, unit=code)
    return Judgement(trust=SenderTrust.SPOOFED, unit=code, reason=messages.PROOFS[proof.value])


def is_mere_notice(mail: Mail, trust: SenderTrust, *, has_files: bool) -> bool:
    """Whether a mail is no submission and nobody need be asked about it.

    Without attachments what a program wrote, and what a list sends on to everybody; of a unit that we know only a short
    answer, since it may send its report through a list or a program. And our own mails that come back, whatever is
    attached to them.
    """
    if mail.notice and (mail.message_id or "").startswith(_OWN_MAIL):
        return True
    if has_files:
        return False
    if trust is SenderTrust.TRUSTED:
        return mail.notice and not _may_be_report(mail)
    return mail.notice or (mail.automatic and mail.sender is not None)


def _may_be_report(mail: Mail) -> bool:
    """Whether the sender himself wrote more than a short notice."""
    lines = [line for line in map(write_plain, mail.body_text.splitlines()) if line]
    return len(lines) > _NOTICE_LINES or any(_REPORT.match(line) for line in lines)


def _judge_unlisted(mail: Mail, sender: str, plan: Plan, known: set[str]) -> Judgement:
    """An address of no unit on that day; one that shows a unit's address as its name pretends to be that unit."""
    if any(address in mail.sender_name.lower() for address in known):
        return Judgement(trust=SenderTrust.SPOOFED, reason=messages.NAME_CLAIMS)
    ever = {address.lower() for unit in plan.units for address in unit.senders}
    return Judgement(trust=SenderTrust.STRANGER, reason=messages.NOT_VALID if sender in ever else messages.NOT_LISTED)
