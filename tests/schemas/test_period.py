"""Period codes, their kinds and the names that people read."""

import pytest

from schemas.period import parse_period
from schemas.request import RunRequest
from schemas.values import ReportKind


@pytest.mark.parametrize(
    ("code", "kind", "year", "half", "name", "folder"),
    [
        ("2024-H1", ReportKind.SEMIANNUAL, 2024, 1, "6 tháng đầu năm 2024", "2024-H1"),
        ("2024-H2", ReportKind.SEMIANNUAL, 2024, 2, "6 tháng cuối năm 2024", "2024-H2"),
        ("2024", ReportKind.ANNUAL, 2024, None, "năm 2024", "2024"),
        (
            "2024-03-01..2024-04-15",
            ReportKind.AD_HOC,
            2024,
            None,
            "từ ngày 01/3/2024 đến ngày 15/4/2024",
            "2024-03-01_2024-04-15",
        ),
        (
            "2024-12-15..2025-02-28",
            ReportKind.AD_HOC,
            2025,
            None,
            "từ ngày 15/12/2024 đến ngày 28/02/2025",
            "2024-12-15_2025-02-28",
        ),
        (
            "2024-05-05..2024-05-05",
            ReportKind.AD_HOC,
            2024,
            None,
            "từ ngày 05/5/2024 đến ngày 05/5/2024",
            "2024-05-05_2024-05-05",
        ),
    ],
)
def test_a_code_tells_kind_year_and_name(
    code: str, kind: ReportKind, year: int, half: int | None, name: str, folder: str
) -> None:
    period = parse_period(code)
    assert (period.code, period.kind, period.year, period.half) == (code, kind, year, half)
    assert (period.name, period.folder_name) == (name, folder)
    assert (period.window is not None) == (kind is ReportKind.AD_HOC)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Không hiểu kỳ báo cáo"),
        ("2024-H3", "Không hiểu kỳ báo cáo"),
        ("2024-h1", "Không hiểu kỳ báo cáo"),
        ("2024-H1 ", "Không hiểu kỳ báo cáo"),
        ("24-H1", "Không hiểu kỳ báo cáo"),
        ("2024\n", "Không hiểu kỳ báo cáo"),
        ("../../etc", "Không hiểu kỳ báo cáo"),
        ("2024-03-01..", "Không hiểu kỳ báo cáo"),
        ("2024-3-1..2024-4-15", "Không hiểu kỳ báo cáo"),
        ("2024-02-30..2024-03-15", "ngày không tồn tại"),
        ("2024-04-15..2024-03-01", "ngày bắt đầu sau ngày kết thúc"),
    ],
)
def test_a_wrong_code_is_refused_in_vietnamese(code: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_period(code)
    with pytest.raises(ValueError, match=told):
        RunRequest(period=code)
