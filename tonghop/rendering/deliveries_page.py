"""The page of what was sent: every mail's state, time and answer, what to do, and why the newest draft still waits."""

from collections.abc import Sequence
from datetime import date

from schemas.days import write_day
from schemas.period import parse_period
from schemas.plan import Plan, Recipient
from schemas.report import Report
from schemas.run import DeliveryStatus, Status
from schemas.values import ReleaseRule
from tonghop.rendering import page_messages as m
from tonghop.rendering.markdown import escape, keep_short
from tonghop.rendering.naming import name_recipient
from tonghop.rendering.sources import format_moment

_MOST_POINTS = 10
_BY_ITSELF = (ReleaseRule.COMPLETE, ReleaseRule.ALWAYS)


def summarise_deliveries(status: Status) -> str:
    """The newest draft and how many mails of it there are, in one line."""
    if not status.drafts:
        return m.NO_DRAFT
    version = status.drafts[-1].version
    count = sum(each.version == version for each in status.deliveries)
    return (m.NEWEST_DRAFT if count else m.NOTHING_SENT).format(version=version, count=count)


def render_deliveries(
    status: Status,
    report: Report,
    plan: Plan,
    open_points: Sequence[str],
    suspended: str | None,
    awaited_day: date | None,
) -> str:
    """To whom the newest draft has not left, and why; then every mail, newest version first."""
    parts = [summarise_deliveries(status)]
    if suspended is not None:
        parts.append(f"**{m.SUSPENDED}:** {escape(suspended)}")
    if status.drafts:
        version = status.drafts[-1].version
        told = {each.recipient for each in status.deliveries if each.version == version}
        by_rule: dict[ReleaseRule, list[str]] = {}
        for each in _list_recipients(status, report, plan):
            if each.code not in told:
                by_rule.setdefault(each.release[parse_period(status.period).kind], []).append(each.name)
        parts += [_tell_unsent(names, rule, version, open_points, awaited_day) for rule, names in by_rule.items()]
    newest_first = sorted(status.deliveries, key=lambda each: -each.version)
    return "\n\n".join([*parts, *keep_short([_tell_delivery(each, plan) for each in newest_first], m.ONE_DELIVERY)])


def _list_recipients(status: Status, report: Report, plan: Plan) -> list[Recipient]:
    """Those valid at the end of the data, narrowed to the request's when it names some."""
    named = report.request.recipients if report.request is not None else ()
    end = date.fromisoformat(status.data_window[1]) if status.data_window else None
    return [
        each for each in plan.recipients if (end is None or each.is_valid_on(end)) and (not named or each.code in named)
    ]


def _tell_unsent(
    names: Sequence[str], rule: ReleaseRule, version: int, open_points: Sequence[str], awaited_day: date | None
) -> str:
    head = m.UNSENT.format(version=version, recipients="; ".join(names))
    lines = [f"**{escape(head)}**\n", f"- {m.UNSENT_RULE}: {rule.label}"]
    if awaited_day is not None and rule in _BY_ITSELF:
        lines.append(f"- {m.UNSENT_UNTIL.format(day=write_day(awaited_day))}")
    if rule is ReleaseRule.COMPLETE:
        lines += [f"- {m.UNSENT_POINT}: {escape(point)}" for point in open_points[:_MOST_POINTS]]
        if len(open_points) > _MOST_POINTS:
            lines.append(f"- {m.UNSENT_MORE.format(count=len(open_points) - _MOST_POINTS)}")
    return "\n".join(lines)


def _tell_delivery(delivery: DeliveryStatus, plan: Plan) -> str:
    facts = (
        (m.DELIVERY_STATE, delivery.state.label),
        (m.DELIVERY_AT, format_moment(delivery.changed_at) if delivery.changed_at is not None else ""),
        (m.DELIVERY_REPLY, delivery.reply or ""),
        (m.DELIVERY_TO_DO, m.DELIVERY_ADVICE[delivery.state.value]),
    )
    head = m.DELIVERY_OF.format(recipient=name_recipient(plan, delivery.recipient), version=delivery.version)
    return "\n".join([f"**{escape(head)}**\n", *(f"- {label}: {escape(text)}" for label, text in facts if text)])
