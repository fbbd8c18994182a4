"""Delivery: release rule, exact messages, outbox, courier, notices of our own. At most one copy of each mail.

Add here what makes a message leave. Keep out what the report says and who has reported. The parts that need the
database are imported on first use, so that reading the settings does not load SQLAlchemy.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonghop.delivery.courier import work_outbox
    from tonghop.delivery.preparing import prepare_delivery

__all__ = ["prepare_delivery", "work_outbox"]


def __getattr__(name: str) -> Any:
    """Load the two entry points when they are asked for."""
    if name == "prepare_delivery":
        from tonghop.delivery.preparing import prepare_delivery

        return prepare_delivery
    if name == "work_outbox":
        from tonghop.delivery.courier import work_outbox

        return work_outbox
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
