"""Periods (kỳ báo cáo): their codes, kinds and Vietnamese names. Data windows and deadlines live in the plan."""

import re
from datetime import date

from pydantic import Field

from schemas.base import Word
from schemas.days import write_day
from schemas.values import ReportKind

_HALF = re.compile(r"(\d{4})-H([12])")
_YEAR = re.compile(r"\d{4}")
_WINDOW = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


class Period(Word):
    """One reporting period, known by its code."""

    code: str = Field(description="2024-H1, 2024-H2, 2024, or 2024-03-01..2024-04-15")
    kind: ReportKind
    year: int = Field(description="the plan year; for an ad hoc window the year in which it ends")
    half: int | None = Field(default=None, description="1 or 2 for a semiannual period")
    window: tuple[date, date] | None = Field(default=None, description="first and last day, ad hoc periods only")

    @property
    def name(self) -> str:
        """The period as people write it, e.g. `6 tháng đầu năm 2024`."""
        if self.half is not None:
            return f"6 tháng {'đầu' if self.half == 1 else 'cuối'} năm {self.year}"
        if self.window is not None:
            first, last = self.window
            return f"từ ngày {write_day(first)} đến ngày {write_day(last)}"
        return f"năm {self.year}"

    @property
    def folder_name(self) -> str:
        """The code as a folder, file and mail-safe name."""
        return self.code.replace("..", "_")


def parse_period(code: str) -> Period:
    """Read a period code.

    Raises ValueError with a Vietnamese message when the code is not one of the four forms.
    """
    if match := _HALF.fullmatch(code):
        return Period(code=code, kind=ReportKind.SEMIANNUAL, year=int(match[1]), half=int(match[2]))
    if _YEAR.fullmatch(code):
        return Period(code=code, kind=ReportKind.ANNUAL, year=int(code))
    if match := _WINDOW.fullmatch(code):
        try:
            first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
        except ValueError:
            raise ValueError(f"Kỳ báo cáo “{code}” có ngày không tồn tại.") from None
        if first > last:
            raise ValueError(f"Kỳ báo cáo “{code}” có ngày bắt đầu sau ngày kết thúc.")
        return Period(code=code, kind=ReportKind.AD_HOC, year=last.year, window=(first, last))
    raise ValueError(
        f"Không hiểu kỳ báo cáo “{code}”. Viết một trong các dạng: 2024-H1, 2024-H2, 2024, 2024-03-01..2024-04-15."
    )
