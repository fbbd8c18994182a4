"""A stated total is judged with the figures as people changed them, also where its parts stand in other rows."""

from datetime import UTC, datetime

import pytest

from schemas.adjustment import Adjustment
from schemas.document import Finding
from schemas.subjects import make_activity_key
from schemas.submission import Doubt
from schemas.values import AdjustmentChannel, Scope, Severity
from tonghop.consolidation import consolidate

ROWS = ("Tin tức: {} tin, bài", "Sở hữu trí tuệ: {} tin, bài", "Tổng cộng: {} tin, bài")
AT = datetime(2024, 6, 18, 3, tzinfo=UTC)


@pytest.fixture
def make(submission, activity, quantity, plan, half):
    """make(values of three rows, {row: new value}): the report; the last row is the stated total of the others."""

    def build(values, changes, *, locator="body/t2/r{}"):
        told = tuple(
            (
                4,
                activity(
                    text.format(value),
                    locator=locator.format(n),
                    quantities=(
                        quantity(value, "tin, bài", "tin-bai-cong" if n == 4 else None),
                        quantity(9, "tin, bài", None, scope=Scope.CUMULATIVE),
                    ),
                ),
            )
            for n, (text, value) in enumerate(zip(ROWS, values, strict=True), 2)
        )
        filed = submission("a", *told, unit="VP")
        if values[0] + values[1] != values[2]:
            at = f"{locator.format(4)}/c4"
            texts = (f"{values[2]} tin, bài", f"{values[0]} tin, bài + {values[1]} tin, bài")
            doubt = Doubt(rule="total-mismatch", locator=at, texts=texts)
            finding = Finding(
                rule="total-mismatch", severity=Severity.ERROR, message="Không khớp.", fix="Sửa.", locator=at
            )
            other = Finding(rule="item-empty", severity=Severity.WARNING, message="Trống.", fix="Bổ sung.")
            content = filed.content.model_copy(update={"doubts": (doubt,)})
            filed = filed.model_copy(update={"content": content, "findings": (other, finding)})
        adjustments = [
            Adjustment(
                id=number, period="2024-H1", unit="VP", item=4, indicator="tin-bai-cong" if row == 2 else None,
                measure="tin, bài", scope=Scope.PERIOD, activity_key=make_activity_key(ROWS[row].format(values[row])),
                activity_text=ROWS[row].format(values[row]), old=values[row], new=new, asked_by="A",
                channel=AdjustmentChannel.PHONE, why="B", recorded_by="C", recorded_at=AT,
            )
            for number, (row, new) in enumerate(changes.items(), 1)
        ]  # fmt: skip
        return consolidate([filed], plan, half, adjustments=adjustments)

    return build


def tell(report):
    return [each.message for each in report.findings if each.rule == "total-mismatch"]


NOW_WRONG = "Sau điều chỉnh {} tin, bài, câu ghi số tổng {} tin, bài nhưng các phần cộng lại là {}: “{}”."


@pytest.mark.parametrize(
    ("values", "changes", "messages"),
    [
        ((28, 13, 44), {}, ["Không khớp."]),
        ((28, 13, 44), {2: 41}, []),  # the total was wrong
        ((28, 13, 44), {0: 31}, []),  # a part was wrong
        ((28, 13, 44), {0: 29, 2: 42}, []),
        ((28, 13, 44), {0: 29, 2: 41},
         [NOW_WRONG.format("44 thành 41", 41, 42, "Tổng cộng: 41 tin, bài")]),
        ((28, 13, 44), {1: 14}, [NOW_WRONG.format("13 thành 14", 44, 42, "Tổng cộng: 44 tin, bài")]),
        # It was right, and a change of one row makes it wrong.
        ((28, 13, 41), {}, []),
        ((28, 13, 41), {0: 29}, [NOW_WRONG.format("28 thành 29", 41, 42, "Tổng cộng: 41 tin, bài")]),
        ((28, 13, 41), {0: 29, 2: 42}, []),
        ((28, 13, 41), {0: 29, 1: 12}, []),
        ((28, 13, 41), {2: 44}, [NOW_WRONG.format("41 thành 44", 44, 41, "Tổng cộng: 44 tin, bài")]),
    ],
)  # fmt: skip
def test_a_total_over_rows_is_checked_with_the_figures_as_adjusted(make, values, changes, messages):
    report = make(values, changes)
    assert tell(report) == messages
    assert [each.rule for each in report.findings].count("item-empty") == (values[2] == 44)  # the others stay
    assert [total.value for total in report.totals] == [changes.get(2, values[2])]


def test_a_total_over_paragraphs_is_settled_as_well(make):
    assert tell(make((28, 13, 44), {2: 41}, locator="body/p{}")) == []
    assert tell(make((28, 13, 44), {0: 29}, locator="body/p{}")) != ["Không khớp."]
