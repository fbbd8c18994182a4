"""Mails that pass on another unit's report: Fwd: Báo cáo của Trung tâm ..., Gửi hộ báo cáo của Phòng ....

Keeps out whether the report is that unit's (unit.py): a subject alone proves nothing.
"""

import re
from collections.abc import Sequence

from schemas.plan import Unit
from schemas.submission import Channel, Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.words import fold

_PASSES_ON = re.compile(
    r"^(?:re )?(?:fwd?|chuyen(?: tiep)?|(?:gui|nop|trinh|chuyen) (?:ho|giup|thay)|nho (?:gui|nop|trinh|chuyen))\b"
)
_ASIDE = re.compile(r"\([^()]*\)")
"""What a subject says beside: (VP chuyển tiếp để tổng hợp). It names the report's unit only where nothing else does."""


def find_forwarded(channel: Channel, units: Sequence[Unit]) -> list[Evidence]:
    """The one unit whose report a subject says that it passes on."""
    subject = channel.subject or ""
    sender = (channel.sender or "").lower()
    own = [unit for unit in units if sender in {address.lower() for address in unit.senders}]
    words = f"{fold(subject)} "
    names = sorted((f"{fold(name)} " for unit in own for name in (unit.name, *unit.aliases)), key=len, reverse=True)
    begun = next(filter(words.startswith, names), "")
    if _PASSES_ON.match(words.removeprefix(begun)) is None:
        return []
    named = _list_named(fold(_ASIDE.sub(" ", subject)), units) or _list_named(fold(subject), units)
    if len(named) != 1:
        return []
    return [Evidence(kind=EvidenceKind.SUBJECT, value=named[0].code, text=subject)]


def _list_named(words: str, units: Sequence[Unit]) -> list[Unit]:
    """The units that the words of a subject name, the longest names first."""
    words = f" {words} "
    if " cua " in words:  # Fwd: báo cáo của Trung tâm ... gửi Văn phòng Sở
        words = re.split(r" (?:kinh )?gui ", f" {words.partition(' cua ')[2]}")[0] + " "
    names = [(fold(name), unit) for unit in units for name in (unit.name, *unit.aliases, unit.code) if name]
    named: list[Unit] = []
    for name, unit in sorted(names, key=lambda pair: -len(pair[0])):
        if f" {name} " in words:
            words = words.replace(f" {name} ", " ")
            named += [unit] if unit not in named else []
    return named
