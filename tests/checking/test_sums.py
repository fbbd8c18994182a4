"""A total that does not agree is told with the sum of its parts, or with the part that is too large."""

import pytest

from tonghop.checking.sums import tell_sum

SUM, PART, OTHER = "total-mismatch-sum", "total-mismatch-part", "total-mismatch"


@pytest.mark.parametrize(
    ("total", "parts", "key", "told", "added"),
    [
        ("70 tin, bài", "41 tin, bài, 12 tin, bài", SUM, "41 và 12", "53"),
        ("13 đoàn", "7 đoàn + 5 đoàn", SUM, "7 và 5", "12"),
        ("54", "40 + 13", SUM, "40 và 13", "53"),
        ("1.755 lượt người", "1.200 lượt người, 500 lượt người, 10 lượt người", SUM, "1.200, 500 và 10", "1.710"),
        ("13 văn bản", "7 kế hoạch, 5 công văn", SUM, "7 kế hoạch, 5 công văn", "12"),
        ("05 cuộc", "06 cuộc", PART, "06 cuộc", None),
        ("06 cuộc", "05 cuộc", OTHER, "05 cuộc", None),
        ("trên 70 tin", "41 tin, 12 tin", OTHER, "41 tin, 12 tin", None),
        ("70 tin", "41 tin, hơn 12 tin", OTHER, "41 tin, hơn 12 tin", None),
        ("Tổng cộng: 14 tin, bài", "12", OTHER, "12", None),
        ("4,5 km", "2 km, 3 km", OTHER, "2 km, 3 km", None),
    ],
)
def test_a_sum_is_told_only_where_all_can_be_read(
    total: str, parts: str, key: str, told: str, added: str | None
) -> None:
    found, words = tell_sum(total, parts)
    assert (found, words["parts"], words.get("sum")) == (key, told, added)
