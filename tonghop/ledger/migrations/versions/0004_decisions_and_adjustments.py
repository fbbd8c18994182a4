"""What was understood before any decision, what a question rests on, and figures that people adjust."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and the table; choices get codes."""
    op.add_column("submissions", sa.Column("understood", sa.Text(), nullable=True))
    op.add_column("submissions", sa.Column("decisions_seen", sa.Integer(), nullable=True))
    op.add_column("submissions", sa.Column("model_sha256", sa.String(length=64), nullable=True))
    op.add_column("questions", sa.Column("evidence", sa.Text(), nullable=True))
    op.add_column("questions", sa.Column("place", sa.Text(), nullable=True))
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=True),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=64), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("activity_key", sa.String(length=64), nullable=True),
        sa.Column("activity_text", sa.Text(), nullable=True),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_period"), "adjustments", ["period"], unique=False)
    _give_codes()


def _give_codes() -> None:
    """A choice was only its words; questions that are still open get their codes when they are asked again."""
    questions = sa.table("questions", sa.column("key", sa.String), sa.column("candidates", sa.Text))
    connection = op.get_bind()
    for row in connection.execute(sa.select(questions)).all():
        choices = [
            each if isinstance(each, dict) else {"code": "", "label": each} for each in json.loads(row.candidates)
        ]
        told = json.dumps(choices, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        connection.execute(sa.update(questions).where(questions.c.key == row.key).values(candidates=told))
