"""The same builders, with the plan's model."""

from collections.abc import Callable, Sequence

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from tonghop.understanding import understand


@pytest.fixture
def read(
    plan: Plan, document: Callable[..., ReadDocument], head: Sequence[object]
) -> Callable[[Sequence[object]], Submission]:
    """Understand lines below a usual head."""
    return lambda lines: understand([document([*head, *lines])], Channel(), plan)
