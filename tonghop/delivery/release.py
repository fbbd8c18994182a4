"""The release rule (design 4.4): may this draft go to this recipient now? Pure; who approved what is the caller's."""

from collections.abc import Sequence

from schemas.delivery import Gate
from schemas.values import ReleaseRule
from tonghop.delivery import messages


def decide_gate(
    *,
    rule: ReleaseRule,
    open_points: Sequence[str],
    secrecy_holds: int,
    approved: bool,
    accepted_earlier_version: int | None,
) -> Gate:
    """Decide whether one draft may leave to one recipient, with every reason why not.

    Args:
        rule: the plan's rule for this kind of report and recipient, or what `--send` says.
        open_points: what keeps a `complete` report from being complete, as Vietnamese sentences or phrases.
        secrecy_holds: number of secrecy hits that no person has resolved; one is enough to close every gate.
        approved: a person approved exactly these bytes (sha256 of report.docx), knowing what they lack; only a secrecy
            hold and the rule `never` still close the gate then.
        accepted_earlier_version: an earlier version that this recipient has, or may have, received; None if none.
    """
    reasons: list[str] = []
    if secrecy_holds:
        reasons.append(messages.GATE_SECRECY.format(count=secrecy_holds))
    if rule is ReleaseRule.NEVER:
        reasons.append(messages.GATE_NEVER)
    if rule is ReleaseRule.COMPLETE and not approved:
        reasons.extend(messages.GATE_OPEN_POINT.format(point=point) for point in open_points)
    if not approved:
        if accepted_earlier_version is not None:
            reasons.append(messages.GATE_EARLIER.format(version=accepted_earlier_version))
        elif rule is ReleaseRule.PERSON:
            reasons.append(messages.GATE_PERSON)
    return Gate(opens=not reasons, reasons=tuple(reasons))
