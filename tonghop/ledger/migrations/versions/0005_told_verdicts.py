"""What a receipt said of a report, so that its unit is told once when a person decides otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; of older receipts nobody knows what they said, and nothing more is told."""
    op.add_column("receipts", sa.Column("told", sa.String(length=16), nullable=True))
