"""A period told by how far it reaches is a half or a year only where it ends with one."""

from datetime import date

import pytest

from schemas.plan import Plan
from tonghop.understanding.identity.naming import read_periods

JUNE, SEPTEMBER, DECEMBER = date(2024, 6, 17), date(2024, 9, 20), date(2024, 12, 12)
TO_SEPTEMBER = ["2024-01-01..2024-09-30", "2023-12-15..2024-09-30"]


@pytest.mark.parametrize(
    ("title", "dated", "codes"),
    [
        ("từ đầu năm 2024 đến nay", JUNE, ["2024-H1"]),
        ("từ đầu năm đến nay", JUNE, ["2024-H1"]),
        ("từ đầu năm 2024 đến nay", DECEMBER, ["2024"]),
        ("từ đầu năm 2024 đến nay", SEPTEMBER, ["2024-01-01..2024-09-20", "2023-12-15..2024-09-20"]),
        ("từ đầu năm 2024 đến nay", None, ["2024-H1", "2024-H2"]),
        ("từ đầu năm 2024 đến nay (số liệu đến ngày 10/6/2024)", None, ["2024-H1"]),
        ("từ đầu năm đến hết tháng 6 năm 2024", None, ["2024-H1"]),
        ("từ đầu năm 2024 đến hết tháng 9", None, TO_SEPTEMBER),
        ("từ đầu năm đến nay", None, []),
        ("từ tháng 01 đến tháng 6 năm 2024", None, ["2024-H1"]),
        ("từ tháng 7 đến tháng 12 năm 2024", None, ["2024-H2"]),
        ("từ tháng 1 đến tháng 12/2024", None, ["2024"]),
        ("từ tháng 1 đến tháng 9 năm 2024", None, TO_SEPTEMBER),
        ("từ năm 2021 đến nay", None, []),
        ("từ cuối năm 2023 đến nay", JUNE, []),
        ("6 tháng đầu năm (từ ngày 15/12/2023 đến ngày 14/12/2024)", None, ["2024-H1", "2024"]),
        ("cả năm (từ ngày 15/12/2023 đến ngày 14/6/2024)", None, ["2024-H1", "2024"]),
    ],
)
def test_what_reaches_to_no_end_of_a_period_has_two_meanings_or_none(
    plan: Plan, title: str, dated: date | None, codes: list[str]
) -> None:
    assert read_periods(f"Kết quả thông tin đối ngoại {title}", plan, dated) == codes
