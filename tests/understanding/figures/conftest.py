"""One sentence under an item of the plan, understood in the data window of the first period."""

from collections.abc import Callable

import pytest

from schemas.plan import Plan
from tonghop.understanding.activities import Frame, Understood, make_activity
from tonghop.understanding.lexicon import find_lexicon

Understand = Callable[[int, str], Understood]


@pytest.fixture
def understood(plan: Plan) -> Understand:
    entry = plan.periods[0]
    frame = Frame(find_lexicon(plan), (entry.window_start, entry.window_end), "a" * 64)
    return lambda item, text: make_activity(text, "body/p1", item, frame)
