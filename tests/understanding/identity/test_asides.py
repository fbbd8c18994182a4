"""What a sentence tells as a share, in another report or for comparison names no period, but may contradict one."""

from collections.abc import Callable
from datetime import date

import pytest

from schemas.plan import Plan
from schemas.submission import Channel, Submission
from tonghop.understanding.identity.naming import read_periods

Read = Callable[..., Submission]
HEAD = ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "TRUNG TÂM NC,CGCN&ĐMST", "Số: 12/BC-TTNC"]
JUNE, DECEMBER = "Quảng Trị, ngày 17 tháng 6 năm 2024", "Quảng Trị, ngày 18 tháng 12 năm 2024"
H1, H2, YEAR = (f"Kết quả công tác thông tin đối ngoại {of}năm 2024" for of in ("6 tháng đầu ", "6 tháng cuối ", ""))
BARE = "Tổng kết công tác thông tin đối ngoại"
BODY = ["*6. Hợp tác quốc tế", "- Ký 01 biên bản."]


@pytest.mark.parametrize(
    ("day", "title", "sentence", "period"),
    [
        (
            DECEMBER,
            BARE,
            "Trung tâm tổng kết công tác năm 2024, trong đó nửa đầu năm đã có báo cáo gửi Sở ngày 18/6/2024.",
            "2024",
        ),
        (DECEMBER, BARE, "Trung tâm báo cáo kết quả năm 2024 (6 tháng đầu năm đã báo cáo tại Công văn số 20).", "2024"),
        (DECEMBER, BARE, "Trung tam bao cao nam 2024, trong do 6 thang dau nam da duoc bao cao tai BC so 20.", "2024"),
        (
            DECEMBER,
            BARE,
            "Trung tâm báo cáo năm 2024, trong đó 6 tháng đầu năm (từ 15/12/2023 đến 14/6/2024) đã báo cáo.",
            "2024",
        ),
        (
            DECEMBER,
            BARE,
            "Trung tâm báo cáo 6 tháng cuối năm 2024, kết quả nửa đầu năm đã gửi tại Báo cáo số 20.",
            "2024-H2",
        ),
        (DECEMBER, BARE, "Trong đó kết quả 6 tháng đầu năm đã được báo cáo tại Công văn số 15/TTNC.", None),
        (DECEMBER, BARE, "Trung tâm báo cáo kết quả như sau, trong đó có số liệu 6 tháng cuối năm 2024:", None),
        (DECEMBER, BARE, "So với 6 tháng đầu năm 2024, Trung tâm báo cáo kết quả tăng.", None),
        (DECEMBER, YEAR, "Trung tâm báo cáo như sau, trong đó số liệu 6 tháng đầu năm để ở một bảng khác.", "2024"),
        (DECEMBER, YEAR, "Trung tâm báo cáo như sau; số liệu 6 tháng đầu năm được ghi riêng tại cột 4.", "2024"),
        (DECEMBER, YEAR, "Trung tâm báo cáo kết quả 6 tháng cuối năm 2024, ghi riêng ở cột 5.", None),
        (DECEMBER, YEAR, "Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 tại phụ lục kèm theo.", None),
        (DECEMBER, YEAR + "; số liệu 6 tháng đầu năm tách riêng", "Trung tâm báo cáo như sau:", "2024"),
        (DECEMBER, H1, "Trung tâm báo cáo cả năm 2024, trong đó nửa đầu năm đã báo cáo tại Báo cáo số 11.", None),
        (DECEMBER, H2, "Trung tâm báo cáo kết quả như sau, trong đó có 6 tháng đầu năm:", None),
        (DECEMBER, H1 + " (trong đó có số liệu 6 tháng cuối năm)", "Trung tâm báo cáo như sau:", None),
        (JUNE, H1, "Trung tâm báo cáo như sau, trong đó quý I chiếm quá nửa số tin.", "2024-H1"),
        (JUNE, H1, "Trung tâm báo cáo như sau, trong đó số liệu quý III năm 2024 là ước tính.", None),
        (JUNE, H1, "Trung tâm báo cáo như sau, trong đó số liệu cả năm 2024 ghi ở cột 6.", None),
        (JUNE, H1, "Trung tâm báo cáo như sau, trong đó số liệu tính đến ngày 14/12/2024.", None),
        (JUNE, "Kết quả công tác (trong đó có đối ngoại) 6 tháng đầu năm 2024", "Trung tâm báo cáo:", "2024-H1"),
        (
            JUNE,
            BARE,
            "Thực hiện Kế hoạch, trong đó giao Trung tâm 04 việc, Trung tâm báo cáo 6 tháng đầu năm 2024 như sau:",
            "2024-H1",
        ),
        (
            DECEMBER,
            YEAR,
            "Thực hiện Kế hoạch, trong đó giao Trung tâm 04 việc, Trung tâm báo cáo 6 tháng đầu năm 2024 như sau:",
            None,
        ),
    ],
)
def test_what_is_told_aside_names_no_period_and_contradicts_only_what_it_is_no_share_of(
    read: Read, day: str, title: str, sentence: str, period: str | None
) -> None:
    assert read([*HEAD, day, "*BÁO CÁO", title, sentence, *BODY]).period == period


@pytest.mark.parametrize(
    ("day", "lines", "period"),
    [
        (JUNE, ["Thực hiện Kế hoạch TTĐN năm 2024", "(sáu tháng đầu năm)"], "2024-H1"),
        (JUNE, ["Thực hiện Kế hoạch TTĐN năm 2024", "(6 tháng đầu năm 2023)"], None),
        (DECEMBER, ["Kết quả TTĐN năm 2024", "(6 tháng đầu năm và 6 tháng cuối năm)"], "2024"),
        (JUNE, ["Kết quả TTĐN sáu tháng đầu năm và nhiệm vụ sáu tháng cuối năm 2024"], "2024-H1"),
        (JUNE, ["Kết quả TTĐN sáu tháng đầu năm và sáu tháng cuối năm 2024"], None),
        (JUNE, ["Kết quả sáu tháng cuối năm 2023 và kế hoạch sáu tháng đầu năm 2024"], "2023-H2"),
    ],
)
def test_a_half_in_brackets_or_in_words_is_the_titles(
    read: Read, day: str, lines: list[str], period: str | None
) -> None:
    assert read([*HEAD, day, "*BÁO CÁO", *lines, "Đơn vị báo cáo kết quả như sau:", *BODY]).period == period


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ("15/12/2024 - 14/6/2025", "2025-H1"),
        ("15/6/2025 - 14/12/2025", "2025-H2"),
        ("15/12/2022 - 14/12/2023", "2023"),
        ("16/12/2024 - 14/6/2025", "2024-12-16..2025-06-14"),
        ("01/01/2025 - 30/6/2025", "2025-01-01..2025-06-30"),
    ],
)
def test_days_that_are_the_plans_in_another_year_are_that_years_period(plan: Plan, days: str, code: str) -> None:
    assert read_periods(f"Công tác thông tin đối ngoại ({days})", plan, date(2025, 6, 17)) == [code]


@pytest.mark.parametrize(
    ("subject", "letter", "period"),
    [
        ("TTĐN năm 2024", "Trung tâm báo cáo kết quả đối ngoại năm 2024 ngay trong thư: đón 01 đoàn.", "2024"),
        ("TTĐN năm 2023", "Trung tâm báo cáo kết quả đối ngoại năm 2024 ngay trong thư: đón 01 đoàn.", None),
        ("TTĐN 6 tháng năm 2024", "Trung tâm báo cáo kết quả đối ngoại năm 2024: đón 01 đoàn.", None),
        ("Re: Đề nghị báo cáo năm 2024", "Trung tâm báo cáo kết quả đối ngoại năm 2024: đón 01 đoàn.", None),
        ("TTĐN năm 2024", "Trung tâm báo cáo tiến độ nhiệm vụ năm 2024 từ đầu năm đến nay.", None),
        ("TTĐN năm 2024", "Trung tâm báo cáo kết quả năm 2024, số liệu đến 31/5/2024: đón 01 đoàn.", None),
        ("TTĐN năm 2024", "Trung tâm báo cáo kết quả đối ngoại năm 2024 (đến 14/6).", None),
        ("TTĐN năm 2024", "Trung tâm báo cáo kết quả năm 2024. Trong 6 tháng đầu năm đã đón 01 đoàn.", None),
        ("TTĐN năm 2024", "Trung tâm gửi kế hoạch năm 2024 và báo cáo kết quả.", None),
        ("TTĐN năm 2024", "Trung tâm góp ý dự thảo báo cáo 6 tháng đầu năm 2024 như sau: thêm 01 đoàn.", None),
        (None, "TTNCĐMST báo cáo kết quả 6 tháng đầu năm 2024, bản cứng xin nộp sau: đón 01 đoàn.", "2024-H1"),
        (None, "Trung tâm sẽ gửi báo cáo 6 tháng đầu năm 2024 sau.", None),
    ],
)
def test_a_letter_tells_a_year_only_where_its_subject_does(
    read: Read, subject: str | None, letter: str, period: str | None
) -> None:
    report = read([letter, *BODY], Channel(sender="ttnc@sokhcn.example", subject=subject))
    assert report.period == period
