"""The year of a period without one is the paper's own, never that of the plan or of a paper that is cited."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

Read = Callable[..., Submission]
HEAD = ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "PHÒNG QLCN&ĐMST", "Số: 15/BC-QLCN"]
BODY = ["*6. Hợp tác quốc tế", "- Đón 02 đoàn khách của tỉnh bạn."]
USUAL = "Phòng báo cáo tình hình và số liệu như sau:"


def head(day: str | None) -> list[str]:
    return [*HEAD, *([f"Quảng Trị, ngày {day}"] if day else [])]


@pytest.mark.parametrize(
    ("day", "of", "period"),
    [
        ("09 tháng 6 năm 2025", "6 tháng đầu năm", "2025-H1"),
        ("11 tháng 6 năm 2023", "nửa đầu năm", "2023-H1"),
        ("12 tháng 6 năm 2024", "sáu tháng đầu năm", "2024-H1"),
        ("10 tháng 12 năm 2025", "6 tháng cuối năm", "2025-H2"),
        ("10 tháng 12 năm 2025", "cả năm", "2025"),
        ("07 tháng 01 năm 2025", "6 tháng cuối năm", "2024-H2"),
        ("07 tháng 01 năm 2026", "6 tháng cuối năm", "2025-H2"),
        ("07 tháng 01 năm 2026", "cả năm", "2025"),
        ("11 tháng 12 năm 2025", "(từ 15/6 đến 14/12)", "2025-H2"),
        ("09 tháng 6 năm 2025", "6 tháng cuối năm", None),
        ("09 tháng 6 năm 2025", "cả năm", None),
        ("09 tháng 6 năm 2025", "6 tháng đầu năm 2024", None),
        (None, "6 tháng đầu năm", None),
        (None, "6 tháng cuối năm", None),
        (None, "(từ 15/6 đến 14/12)", None),
        (None, "cả năm", None),
    ],
)
def test_a_period_without_a_year_is_of_its_paper_s_date(read: Read, day: str | None, of: str, period: str) -> None:
    assert read([*head(day), "*BÁO CÁO", f"Sơ kết thông tin đối ngoại {of}", USUAL, *BODY]).period == period


def test_a_subject_s_days_are_not_of_the_plan_s_year(read: Read) -> None:
    lines = [*HEAD, "*BÁO CÁO", "Số liệu thông tin đối ngoại từ 15/6/2023 đến 14/12/2023", USUAL, *BODY]
    sent = Channel(sender="qlcn@sokhcn.example", subject="Phòng gửi số liệu kỳ 15/6-14/12")
    assert read(lines, sent).period == "2023-H2"


@pytest.mark.parametrize(
    ("day", "basis", "period"),
    [
        (None, "Căn cứ Quyết định số 88/QĐ-UBND ngày 22/12/2023", None),
        (None, "Theo Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ", None),
        (None, "Thực hiện Kế hoạch thông tin đối ngoại năm 2024", "2024-H1"),
        (None, "Thực hiện Kế hoạch số 43/KH-UBND ngày 27/02/2024", "2024-H1"),
        ("09 tháng 6 năm 2025", "Căn cứ Quyết định số 88/QĐ-UBND ngày 22/12/2023", "2025-H1"),
        ("09 tháng 6 năm 2025", "Thực hiện Kế hoạch thông tin đối ngoại năm 2024", None),
    ],
)
def test_the_year_of_a_paper_that_is_cited_is_not_the_half_s(
    read: Read, day: str | None, basis: str, period: str | None
) -> None:
    opening = f"{basis}, Phòng báo cáo kết quả 6 tháng đầu năm như sau:"
    lines = [*head(day), "*BÁO CÁO", "Kết quả thông tin đối ngoại 6 tháng đầu năm", opening, *BODY]
    assert read(lines).period == period


def test_a_title_of_a_whole_year_that_is_not_named_is_not_the_opening_s_half(read: Read) -> None:
    opening = "Phòng báo cáo kết quả 6 tháng đầu năm 2024 như sau:"
    lines = [*head("12 tháng 6 năm 2024"), "*BÁO CÁO", "Kết quả thông tin đối ngoại cả năm", opening, *BODY]
    assert read(lines).period is None
