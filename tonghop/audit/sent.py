"""Ledger against outputs: version folders of reports with their manifest, exact bytes of mails and notices."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from schemas.document import Finding
from schemas.notice import NoticeRecord
from schemas.period import parse_period
from tonghop.audit.files import check_file
from tonghop.audit.messages import TRIAL, make_finding
from tonghop.ledger.delivery_rows import TRIAL_SUFFIX, NoticeKey
from tonghop.ledger.events import GENESIS
from tonghop.ledger.notices import FOLDERS, load_notices, name_notice
from tonghop.ledger.tables import deliveries, drafts, events

_RELEASE = "report.docx"
_MANIFEST = "manifest.json"
_VERSION = re.compile(r"v[1-9]\d*")
_REPORT_RULES = {"missing": "verify-report-missing", "changed": "verify-report-changed"}


def find_report_faults(connection: Connection, outputs: Path, period: str | None) -> Iterator[Finding]:
    """Version folders that are not what the ledger and their manifest say."""
    heads = {GENESIS, *connection.execute(select(events.c.hash)).scalars()}
    query = select(drafts.c.period, drafts.c.version, drafts.c.sha256, drafts.c.event_head)
    query = query.where(drafts.c.period == period) if period is not None else query
    for row in connection.execute(query.order_by(drafts.c.period, drafts.c.version)):
        yield from _check_version(row, outputs, heads)


def find_mail_faults(connection: Connection, outputs: Path, period: str | None) -> Iterator[Finding]:
    """Mails of the outbox that are missing or not the bytes that the ledger promises."""
    query = select(
        deliveries.c.period, deliveries.c.version, deliveries.c.recipient, deliveries.c.message_sha256
    ).order_by(deliveries.c.period, deliveries.c.version, deliveries.c.recipient)
    query = query.where(deliveries.c.period == period) if period is not None else query
    for row in connection.execute(query):
        locator = f"outbox/{_name_mail(row)}"
        fault = check_file(
            outputs / locator,
            row.message_sha256,
            locator,
            missing="verify-mail-missing",
            changed="verify-mail-changed",
            period=row.period,
            version=row.version,
            recipient=_show_recipient(row.recipient),
        )
        if fault is not None:
            yield fault


def find_notice_faults(connection: Connection, outputs: Path) -> Iterator[Finding]:
    """Notices that are missing or not the bytes that the ledger promises; they belong to no period."""
    for notice in sorted(load_notices(connection), key=lambda each: (each.kind, each.key)):
        locator = _place_notice(notice)
        fault = check_file(
            outputs / locator,
            notice.message_sha256,
            locator,
            missing="verify-notice-missing",
            changed="verify-notice-changed",
            kind=notice.kind.label,
        )
        if fault is not None:
            yield fault


def list_outputs(outputs: Path) -> tuple[list[str], list[str]]:
    """(version folders, mails) that lie under the outputs, as paths below them, sorted."""
    versions = (path for path in (outputs / "reports").glob("*/v*") if _VERSION.fullmatch(path.name) and path.is_dir())
    folders = (outputs / "outbox", *(outputs / "outbox" / name for name in FOLDERS.values()))
    mails = (path for folder in folders for path in folder.glob("*.eml") if not path.name.startswith("."))
    return (
        sorted(path.relative_to(outputs).as_posix() for path in versions),
        sorted(path.relative_to(outputs).as_posix() for path in mails),
    )


def find_unknown_outputs(connection: Connection, listed: tuple[list[str], list[str]]) -> Iterator[Finding]:
    """Version folders and mails that the ledger does not know; listed before this transaction began."""
    known = {
        f"reports/{parse_period(row.period).folder_name}/v{row.version}"
        for row in connection.execute(select(drafts.c.period, drafts.c.version))
    }
    query = select(deliveries.c.period, deliveries.c.version, deliveries.c.recipient)
    known |= {f"outbox/{_name_mail(row)}" for row in connection.execute(query)}
    known |= {_place_notice(notice) for notice in load_notices(connection)}
    versions, mails = listed
    yield from (make_finding("verify-report-unknown", path) for path in versions if path not in known)
    yield from (make_finding("verify-mail-unknown", path) for path in mails if path not in known)


def _check_version(row: Any, outputs: Path, heads: set[str]) -> Iterator[Finding]:
    place = f"reports/{parse_period(row.period).folder_name}/v{row.version}"
    directory = outputs / place
    named = {"period": row.period, "version": row.version}
    if row.event_head not in heads:
        yield make_finding("verify-head", place, **named)
    release = check_file(
        directory / _RELEASE, row.sha256, f"{place}/{_RELEASE}", **_REPORT_RULES, name=_RELEASE, **named
    )
    if release is not None:
        yield release
    if not (directory / _MANIFEST).exists():
        yield make_finding("verify-report-missing", f"{place}/{_MANIFEST}", name=_MANIFEST, **named)
        return
    manifest = _read_manifest(directory / _MANIFEST)
    if manifest is None:
        yield make_finding("verify-manifest", f"{place}/{_MANIFEST}", **named)
        return
    files, head = manifest
    if head not in heads:
        yield make_finding("verify-head", f"{place}/{_MANIFEST}", **named)
    for name, sha256 in sorted(files.items()):
        fault = check_file(directory / name, sha256, f"{place}/{name}", **_REPORT_RULES, name=name, **named)
        # The release copy was told above, unless it is the manifest that disagrees with the ledger.
        if fault is not None and not (name == _RELEASE and release is not None):
            yield fault
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if name not in files and name not in (_MANIFEST, _RELEASE):
            yield make_finding("verify-report-added", f"{place}/{name}", name=name, **named)


def _read_manifest(path: Path) -> tuple[dict[str, str], str] | None:
    """(name -> sha256, head of the chain), None when the file is not a manifest; names never lead out of the folder."""
    try:
        data = json.loads(path.read_bytes())
        files, head = data["files"], data["event_head"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(files, dict) or not isinstance(head, str):
        return None
    if not all(isinstance(sha256, str) and Path(name).name == name for name, sha256 in files.items()):
        return None
    return files, head


def _name_mail(row: Any) -> str:
    return f"{parse_period(row.period).folder_name}-v{row.version}-{row.recipient}.eml"


def _place_notice(notice: NoticeRecord) -> str:
    return f"outbox/{FOLDERS[notice.kind]}/{name_notice(NoticeKey(notice.kind.value, notice.key))}"


def _show_recipient(recipient: str) -> str:
    """The recipient's code as people know it; a rehearsal's key is our own affair."""
    code = recipient.removesuffix(TRIAL_SUFFIX)
    return code if code == recipient else TRIAL.format(recipient=code)
