"""Receipts: what a unit is told of the reports that came from it, as one mail. Pure.

Add here which parts a receipt has. Keeps out what is told of one report (receipt_report), how it looks (receipt_page),
and who gets one and when (steps).
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from schemas.notice import Notice
from schemas.plan import Plan, Unit
from schemas.values import CheckStatus, NoticeKind
from tonghop.delivery import messages
from tonghop.delivery import receipt_messages as m
from tonghop.delivery.notice_mail import make_unit_slug
from tonghop.delivery.receipt_page import ReceiptView, render_html, render_text
from tonghop.delivery.receipt_report import (
    MayShow,
    ReceivedFile,
    ReceivedReport,
    describe_report,
    name_verdict,
    show_name,
    show_time,
)

MOST_REPORTS = 8
"""Reports told in full in one mail; the others by code and verdict."""
_MOST_OTHERS = 100
_MOST_HASHES = 40
_KEY_DIGITS = 24
_WORST = (CheckStatus.RETURNED, CheckStatus.REJECTED, CheckStatus.NEEDS_PERSON, CheckStatus.ACCEPTED)


def compose_receipt(
    reports: Sequence[ReceivedReport],
    *,
    unit: Unit,
    plan: Plan,
    address: str,
    now: datetime,
    may_show: MayShow,
    after: str | None = None,
) -> Notice:
    """One answer to all reports of a unit that wait for one, the oldest arrival first.

    The key follows from the oldest: a run that was killed before it could record its receipt leaves nothing behind that
    the next one does not replace.

    Args:
        reports: at least one, in the order of their arrival.
        unit: to whom.
        plan: of the Office that answers.
        address: one of the unit's own addresses.
        now: aware; decides which deadline is still to come.
        may_show: asked about each word of the unit; what it refuses is left out.
        after: key of the receipt that said otherwise of the oldest one; None when these were not answered before.
    """
    worst = next(status for status in _WORST if any(report.status is status for report in reports))
    many = m.MANY_VERDICTS[m.VERDICTS[worst]]
    if worst is CheckStatus.ACCEPTED and any(report.returned_items for report in reports):
        many = m.PART_MANY
    subject = (
        m.SUBJECT_ONE.format(code=reports[0].code, verdict=name_verdict(reports[0]))
        if len(reports) == 1
        else m.SUBJECT_MANY.format(count=len(reports), verdict=many)
    )
    identity = hashlib.sha256(reports[0].id.encode()).hexdigest()
    if after is not None:  # one mail for each change, whatever run finds it
        subject = m.SUBJECT_CHANGED.format(subject=subject)
        identity = f"changed-{hashlib.sha256(f'{reports[0].id} {after}'.encode()).hexdigest()}"
    told = [report for status in _WORST for report in reports if report.status is status][:MOST_REPORTS]
    shown = [report for report in reports if report in told]
    others = [_name_other(report) for report in reports if report not in told]
    opening = _choose_opening(unit, plan, count=len(reports), is_change=after is not None)
    view = ReceiptView(
        opening=(m.GREETING.format(unit=unit.name), _fill(opening, unit, plan, count=len(reports))),
        reports=tuple(describe_report(report, unit=unit, now=now, may_show=may_show) for report in shown),
        others=(
            *others[:_MOST_OTHERS],
            *([m.MORE_OTHERS.format(count=len(others) - _MOST_OTHERS)] * (len(others) > _MOST_OTHERS)),
        ),
        closing=_close(plan),
        hashes=_list_hashes([file for report in shown for file in report.files], may_show),
    )
    return _make_notice(view, identity, subject, reports, unit, address)


def compose_check_answer(
    report: ReceivedReport, *, unit: Unit, plan: Plan, address: str, now: datetime, may_show: MayShow
) -> Notice:
    """What a report would be understood to say, for a mail that asked only for that; nothing of it was kept.

    The key follows from the bytes of the mail.
    """
    view = ReceiptView(
        opening=(
            m.GREETING.format(unit=unit.name),
            _fill(m.OPENING_CHECK, unit, plan),
            m.OPENING_CHECK_NEXT,
        ),
        reports=(describe_report(report, unit=unit, now=now, may_show=may_show, is_check=True),),
        closing=_close(plan),
        hashes=_list_hashes(report.files, may_show),
    )
    return _make_notice(view, f"check-{report.id}", m.SUBJECT_CHECK, [report], unit, address)


def _make_notice(
    view: ReceiptView, identity: str, subject: str, reports: Sequence[ReceivedReport], unit: Unit, address: str
) -> Notice:
    """The newest mail among the reports that came from this address is the one that is answered."""
    answered = [each.channel.message_id for each in reports if (each.channel.sender or "").lower() == address.lower()]
    kind, _, digits = identity.rpartition("-")
    return Notice(
        kind=NoticeKind.RECEIPT,
        key=f"{make_unit_slug(unit.code)}.{kind}{'-' if kind else ''}{digits[:_KEY_DIGITS]}",
        subject=subject,
        text=render_text(view),
        html=render_html(view),
        address=address,
        reader=unit.name,
        in_reply_to=answered[-1] if answered else None,
    )


def _choose_opening(unit: Unit, plan: Plan, *, count: int, is_change: bool) -> str:
    """The Office reports like any unit, and is not told that the Office writes to it."""
    is_own = unit.code == plan.office.unit
    if is_change:
        return m.OPENING_CHANGED_OWN if is_own else m.OPENING_CHANGED
    if is_own:
        return m.OPENING_OWN
    return m.OPENING_ONE if count == 1 else m.OPENING_MANY


def _fill(text: str, unit: Unit, plan: Plan, **values: object) -> str:
    return text.format(office=plan.office.name, issuer=plan.issuer.name, unit=unit.name, **values)


def _name_other(report: ReceivedReport) -> str:
    return m.OTHER.format(code=report.code, verdict=name_verdict(report), at=show_time(report.received_at))


def _close(plan: Plan) -> tuple[str, ...]:
    office = plan.office
    who = ", ".join(each for each in (office.officer, office.name, plan.issuer.name) if each)
    ways = [messages.BODY_TELEPHONE.format(telephone=office.telephone)] if office.telephone else []
    ways.append(messages.BODY_ADDRESS.format(address=office.address))
    return m.CONTACT.format(who=who, ways="; ".join(ways)), m.AUTOMATIC, m.CLOSING


def _list_hashes(files: Sequence[ReceivedFile], may_show: MayShow) -> str:
    if len(files) == 1:
        return m.SHA256.format(hashes=files[0].sha256)
    named = [m.SHA256_NAMED.format(name=show_name(file.name, may_show), sha256=file.sha256) for file in files]
    more = [m.MORE_FILES.format(count=len(named) - _MOST_HASHES)] if len(named) > _MOST_HASHES else []
    return m.SHA256.format(hashes="; ".join([*named[:_MOST_HASHES], *more]))
