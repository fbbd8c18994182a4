"""The tables, as SQLAlchemy Core. A change here needs a migration in migrations/versions; a test compares both."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime kept as ISO 8601 text in UTC, so that every database gives back the same value and order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (interface)
        """Refuse a naive time: nobody could say later which clock it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (interface)
        """Give back an aware time in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class CanonicalJson(TypeDecorator[Any]):
    """JSON as text with sorted keys: equal values have equal bytes in every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 (interface)
        """Write canonical text."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 (interface)
        """Read it back."""
        return None if value is None else json.loads(value)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and readable Vietnamese."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _make_mail_columns() -> tuple[Column[Any], ...]:
    """What every mail row has: the promised bytes, who sends them now, and what came of it."""
    return (
        Column("address", Text, nullable=False),
        Column("state", String(16), nullable=False),
        Column("message_id", Text, nullable=False, unique=True),
        Column("message_sha256", String(64), nullable=False),
        Column("reply", Text),
        Column("attempts", Integer, nullable=False),
        Column("claimed_by", Text),
        Column("claim_token", String(32)),
        Column("lease_until", UtcTime),
        Column("handed_over", Boolean, nullable=False),
        Column("changed_at", UtcTime, nullable=False),
    )


# What came in -------------------------------------------------------------------------------------------------------

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("archived_at", UtcTime, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("source", String(16), nullable=False),
    Column("source_name", String(200), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("sender", Text),
    Column("subject", Text),
    Column("declared_by", Text),
    Column("received_at", UtcTime, nullable=False),
    Column("gathered_at", UtcTime, nullable=False),
    Column("channel", CanonicalJson, nullable=False),
    Column("intake_findings", CanonicalJson, nullable=False),
    Column("container_sha256", String(64), ForeignKey("documents.sha256")),
    Column("status", String(16)),
    Column("unit", String(32)),
    Column("period", String(32)),
    Column("content", CanonicalJson),
    Column("understood", CanonicalJson),
    Column("decisions_seen", Integer),
    Column("plan_sha256", String(64)),
    Column("model_sha256", String(64)),
    Column("reader_version", String(32)),
    Index(None, "period", "unit"),
    Index(None, "status"),
    Index(None, "container_sha256"),
)

submission_documents = Table(
    "submission_documents",
    metadata,
    Column("submission_id", String(32), ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), ForeignKey("documents.sha256"), nullable=False),
    Column("role", String(16), nullable=False),
    Index(None, "sha256"),
)

findings = Table(
    "findings",
    metadata,
    Column("submission_id", String(32), ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("locator", Text),
    Column("message", Text, nullable=False),
    Column("fix", Text, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("source_name", String(200), primary_key=True),
    Column("source_key", Text, primary_key=True),
    Column("stamp", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Column("sender", Text),
    Column("submission_id", String(32), ForeignKey("submissions.id")),
    Column("seen_at", UtcTime, nullable=False),
)

source_looks = Table(
    "source_looks",
    metadata,
    Column("source_name", String(200), primary_key=True),
    Column("source", String(16), nullable=False),
    Column("looked_at", UtcTime, nullable=False),
    Column("succeeded_at", UtcTime),
    Column("newest_at", UtcTime),
    Column("failure", Text),
)

secrecy_hits = Table(
    "secrecy_hits",
    metadata,
    Column("key_hmac", String(64), primary_key=True),
    Column("source", String(16), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("example", Boolean, nullable=False),
    Column("found_at", UtcTime, nullable=False),
    Column("resolved_at", UtcTime),
    Column("outcome", String(32)),
    Column("resolved_by", Text),
    Column("recorded_by", Text),
    Column("note", Text),
    Column("content_hmac", String(64)),
)

# What people decide -------------------------------------------------------------------------------------------------

questions = Table(
    "questions",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("period", String(32)),
    Column("submission_id", String(32), ForeignKey("submissions.id")),
    Column("text", Text, nullable=False),
    Column("evidence", Text),
    Column("place", Text),
    Column("candidates", CanonicalJson, nullable=False),
    Column("consequence", Text, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Index(None, "period"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_key", String(200), ForeignKey("questions.key"), nullable=False),
    Column("choice", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("note", Text),
    Column("decided_at", UtcTime, nullable=False),
)

adjustments = Table(
    "adjustments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("period", String(32), nullable=False),
    Column("unit", String(32)),
    Column("item", Integer, nullable=False),
    Column("indicator", String(64)),
    Column("measure", Text, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("activity_key", String(64)),
    Column("activity_text", Text),
    Column("old", CanonicalJson, nullable=False),
    Column("new", CanonicalJson, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("why", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("withdrawn_at", UtcTime),
    Column("withdrawn_by", Text),
    Column("withdrawn_why", Text),
    Index(None, "period"),
)

# What goes out ------------------------------------------------------------------------------------------------------

periods = Table(
    "periods",
    metadata,
    Column("period", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("period", String(32), ForeignKey("periods.period"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("drafted_at", UtcTime, nullable=False),
    Column("event_head", String(64), nullable=False),
    Column("report", Text, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("period", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("step", Text),
    Column("note", Text),
    Column("decided_at", UtcTime, nullable=False),
    Index(None, "period", "version"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("period", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("recipient", String(64), primary_key=True),
    *_make_mail_columns(),
    Index(None, "state"),
)

notices = Table(
    "notices",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("key", String(128), primary_key=True),
    *_make_mail_columns(),
    Index(None, "state"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("submission_id", String(32), ForeignKey("submissions.id"), primary_key=True),
    Column("notice_key", String(128)),
    Column("reason", Text),
    Column("recorded_at", UtcTime, nullable=False),
    Column("told", String(16)),
    Index(None, "notice_key"),
)

# What happened ------------------------------------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", CanonicalJson, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

chain_head = Table(
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
