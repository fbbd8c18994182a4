"""Mails that pass on another unit's report: Fwd: Báo cáo của Trung tâm ..., Gửi hộ báo cáo của Phòng ....

Keeps out whether the report is that unit's (unit.py): a subject alone proves nothing.
"""

import re
from collections.abc import Sequence

from schemas.plan import Unit
from schemas.submission import Channel, Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.words import fold

_PASSES_ON = re.compile(r"^(?:re )?(?:fwd?|chuyen(?: tiep)?|(?:gui|nop|trinh|chuyen) (?:ho|giup|thay))\b")


def find_forwarded(channel: Channel, units: Sequence[Unit]) -> list[Evidence]:
    """The one unit whose report a subject says that it passes on."""
    subject = f" {fold(channel.subject or '')} "
    if _PASSES_ON.match(subject.strip()) is None:
        return []
    names = [(fold(name), unit) for unit in units for name in (unit.name, *unit.aliases, unit.code) if name]
    named: list[Unit] = []
    if " cua " in subject:  # Fwd: báo cáo của Trung tâm ... gửi Văn phòng Sở
        subject = re.split(r" (?:kinh )?gui ", f" {subject.partition(' cua ')[2]}")[0] + " "
    for name, unit in sorted(names, key=lambda pair: -len(pair[0])):
        if f" {name} " in subject:
            subject = subject.replace(f" {name} ", " ")
            named += [unit] if unit not in named else []
    if len(named) != 1:
        return []
    return [Evidence(kind=EvidenceKind.SUBJECT, value=named[0].code, text=channel.subject or "")]
