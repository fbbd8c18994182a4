"""Rules about who reports and for which period.

Keeps out how evidence is found (understanding); here it is only judged and told.
"""

from collections.abc import Iterable

from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Channel, Evidence, Submission
from schemas.values import EvidenceKind, Severity, SourceKind
from tonghop.checking import messages
from tonghop.checking.findings import make_finding, quote

_CHANNEL = (EvidenceKind.DECLARED, EvidenceKind.SENDER, EvidenceKind.FOLDER)
_SPOKEN = (EvidenceKind.DECLARED, EvidenceKind.FORM, EvidenceKind.TITLE, EvidenceKind.TEXT)


def find_unit_findings(
    content: Submission, channel: Channel, plan: Plan, *, is_confirmed: bool = False
) -> list[Finding]:
    """unit-conflict, sender-unknown, unit-unclear: at most one of conflict and unclear.

    `is_confirmed` is whether a person said which unit reports: what a paper says of itself makes no stranger known.
    """
    found: list[Finding] = []
    stranger = _is_stranger(content, channel)
    if stranger:
        sender = f"“{channel.sender}”" if channel.sender else messages.NO_SENDER
        is_known = content.unit is not None and (is_confirmed or channel.unit is not None)
        severity = Severity.WARNING if is_known else Severity.ERROR
        found.append(make_finding("sender-unknown", severity=severity, sender=sender))
    if content.unit is not None:
        return found
    evidence = content.unit_evidence
    if len({e.value for e in evidence}) > 1:
        hints = "; ".join(_hint(e, plan) for e in evidence)
        return [*found, make_finding("unit-conflict", _first_locator(evidence), hints=hints)]
    return [*found, make_finding("unit-unclear", _first_locator(evidence), hints=_unclear(evidence, plan))]


def _is_stranger(content: Submission, channel: Channel) -> bool:
    if channel.sender is None:
        return channel.source is SourceKind.MAILBOX
    return all(e.kind is not EvidenceKind.SENDER for e in content.unit_evidence)


def _unclear(evidence: tuple[Evidence, ...], plan: Plan) -> str:
    if not evidence:
        return messages.NO_HINT
    told = ", ".join(_hint(e, plan) for e in evidence)
    only_channel = all(e.kind in _CHANNEL for e in evidence)
    return (messages.ONE_HINT if only_channel else messages.WRITTEN_HINT).format(hint=told)


def _hint(evidence: Evidence, plan: Plan) -> str:
    unit = plan.find_unit(evidence.value)
    name = unit.name if unit else evidence.value
    return messages.HINT.format(kind=evidence.kind.label, text=quote(evidence.text), name=name)


def _first_locator(evidence: Iterable[Evidence]) -> str | None:
    return next((e.locator for e in evidence if e.locator), None)


def find_period_findings(content: Submission, plan: Plan) -> list[Finding]:
    """period-unclear with the candidates, or period-other when the plan does not know the period."""
    if content.period is not None:
        return _find_other_period(content, content.period, plan)
    spoken = [e for e in content.period_evidence if e.kind in _SPOKEN]
    if spoken:
        spoken += [e for e in content.period_evidence if e.kind is EvidenceKind.SUBJECT]
    codes = list(dict.fromkeys(e.value for e in spoken))
    if codes:
        names = messages.OR.join(f"“{parse_period(code).name}”" for code in codes)
        hints = messages.PERIODS.format(names=names)
        forms = dict.fromkeys(e.value for e in spoken if e.kind is EvidenceKind.FORM)
        hints += "".join(messages.FORM_PERIOD.format(name=parse_period(code).name) for code in forms)
    elif content.period_evidence:
        weak = content.period_evidence[0]
        told = messages.PERIOD_HINT.format(kind=weak.kind.label, name=parse_period(weak.value).name)
        hints = messages.WEAK_PERIOD.format(hint=told)
    else:
        hints = messages.NO_PERIOD
    return [make_finding("period-unclear", _first_locator(spoken), hints=hints, year=plan.year)]


def _find_other_period(content: Submission, code: str, plan: Plan) -> list[Finding]:
    period = parse_period(code)
    if period.window is not None or plan.find_period(period) is not None:
        return []
    # dated in the plan's own year, an earlier period is probably a slip of the pen
    slip = (
        content.dated is not None
        and period.year < plan.year
        and content.dated.year >= plan.year + (0 if period.half == 1 else 1)
    )
    severity = Severity.ERROR if slip else Severity.WARNING
    locator = _first_locator(e for e in content.period_evidence if e.value == code)
    return [make_finding("period-other", locator, severity=severity, period=period.name, year=plan.year)]
