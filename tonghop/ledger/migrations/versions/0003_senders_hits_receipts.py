"""Whose mail waits for a person, how a secrecy hit ended, and which submissions were answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and the table."""
    op.create_index(op.f("ix_submissions_container_sha256"), "submissions", ["container_sha256"], unique=False)
    op.add_column("sightings", sa.Column("sender", sa.Text(), nullable=True))
    op.add_column("secrecy_hits", sa.Column("recorded_by", sa.Text(), nullable=True))
    op.add_column("secrecy_hits", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("secrecy_hits", sa.Column("content_hmac", sa.String(length=64), nullable=True))
    op.create_table(
        "receipts",
        sa.Column("submission_id", sa.String(length=32), nullable=False),
        sa.Column("notice_key", sa.String(length=128), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_receipts_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_receipts")),
    )
    op.create_index(op.f("ix_receipts_notice_key"), "receipts", ["notice_key"], unique=False)
