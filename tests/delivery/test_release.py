"""The release rule: a table of what opens and what does not."""

import pytest

from schemas.values import ReleaseRule
from tonghop.delivery.release import decide_gate

NEVER, ALWAYS, COMPLETE, PERSON = ReleaseRule.NEVER, ReleaseRule.ALWAYS, ReleaseRule.COMPLETE, ReleaseRule.PERSON
POINT = "Trung tâm chưa gửi báo cáo."


@pytest.mark.parametrize(
    ("rule", "open_points", "holds", "approved", "earlier", "opens"),
    [
        (ALWAYS, [], 0, False, None, True),
        (ALWAYS, [POINT], 0, False, None, True),
        (ALWAYS, [], 1, False, None, False),
        (ALWAYS, [], 1, True, None, False),
        (ALWAYS, [], 0, False, 1, False),
        (ALWAYS, [POINT], 0, True, 1, True),
        (COMPLETE, [], 0, False, None, True),
        (COMPLETE, [POINT], 0, False, None, False),
        (COMPLETE, [POINT], 0, True, None, True),
        (COMPLETE, [POINT], 1, True, None, False),
        (COMPLETE, [POINT], 0, True, 1, True),
        (COMPLETE, [], 2, False, None, False),
        (COMPLETE, [], 0, False, 1, False),
        (COMPLETE, [], 0, True, 1, True),
        (PERSON, [], 0, False, None, False),
        (PERSON, [], 0, True, None, True),
        (PERSON, [POINT], 0, True, None, True),
        (PERSON, [], 1, True, None, False),
        (PERSON, [], 0, False, 1, False),
        (PERSON, [], 0, True, 1, True),
        (NEVER, [], 0, False, None, False),
        (NEVER, [], 0, True, None, False),
    ],
)
def test_the_gate_opens_only_as_the_rule_says(
    rule: ReleaseRule, open_points: list[str], holds: int, approved: bool, earlier: int | None, opens: bool
) -> None:
    gate = decide_gate(
        rule=rule, open_points=open_points, secrecy_holds=holds, approved=approved, accepted_earlier_version=earlier
    )
    assert gate.opens is opens
    assert bool(gate.reasons) is not opens


def test_every_open_point_and_the_secrecy_hold_stand_among_the_reasons_the_hold_first() -> None:
    gate = decide_gate(
        rule=COMPLETE,
        open_points=[POINT, "Hạn nộp chưa xác nhận."],
        secrecy_holds=3,
        approved=False,
        accepted_earlier_version=2,
    )
    assert len(gate.reasons) == 4
    assert "3 mục có dấu hiệu mật" in gate.reasons[0]
    assert POINT in gate.reasons[1]
    assert "Hạn nộp" in gate.reasons[2]
    assert "dự thảo lần 2" in gate.reasons[3]
