"""First sentences and mail subjects that speak of another period than the title leave it to a person; others do not."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

Read = Callable[..., Submission]
HEAD = ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "TRUNG TÂM NC,CGCN&ĐMST", "Số: 12/BC-TTNC"]
JUNE, DECEMBER = "Quảng Trị, ngày 14 tháng 6 năm 2024", "Quảng Trị, 16/12/2024"
H1, H2, YEAR = (f"Kết quả công tác thông tin đối ngoại {of}năm 2024" for of in ("6 tháng đầu ", "6 tháng cuối ", ""))
BODY = ["*6. Hợp tác quốc tế", "- Ký 01 biên bản."]
USUAL = "Thực hiện nhiệm vụ được giao, Trung tâm báo cáo kết quả như sau:"


@pytest.mark.parametrize("date", [None, DECEMBER])
@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        (H1, "Trong kỳ (từ ngày 15/12/2023 đến ngày 14/12/2024), Trung tâm triển khai các nhiệm vụ sau."),
        (H1, "Từ ngày 01/01/2024 đến ngày 31/12/2024, Trung tâm đã tổ chức nhiều hoạt động."),
        (H1, "9 tháng đầu năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."),
        (H1, "Quý I năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."),
        (H1, "Nửa cuối năm 2024, Trung tâm đã ký thêm 02 thỏa thuận với đối tác Lào."),
        (H1, "Trung tâm báo cáo kết quả thực hiện cả năm 2024 như sau:"),
        (H1, "Trung tâm báo cáo kết quả 12 tháng năm 2024 như sau:"),
        (H1, "Trung tâm báo cáo kết quả quý III năm 2024 như sau:"),
        (H1, "Trung tâm xin báo cáo số liệu tính đến hết ngày 14/12/2024 như sau:"),
        (H1, "Số liệu chốt đến ngày 30/11/2024, cụ thể theo từng nội dung như sau."),
        (H2, "Trung tâm báo cáo kết quả cả năm 2024 như sau:"),
        (H2, "Số liệu tính đến hết tháng 6 năm 2024, cụ thể như sau."),
        (YEAR, "Từ ngày 15/12/2023 đến ngày 14/6/2024, Trung tâm đã tổ chức nhiều hoạt động."),
        (YEAR, "Nửa đầu năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."),
        (YEAR, "9 tháng đầu năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."),
        (YEAR, "Trung tâm báo cáo kết quả 9 tháng đầu năm 2024 như sau:"),
        (YEAR, "Trung tâm báo cáo số liệu đến ngày 30/6/2024 như sau:"),
        (YEAR, "Quý III năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."),
    ],
)
def test_a_first_sentence_of_another_period_leaves_it_open(
    read: Read, title: str, sentence: str, date: str | None
) -> None:
    assert read([*HEAD, *([date] if date else []), "*BÁO CÁO", title, sentence, *BODY]).period is None


def test_a_half_dated_when_the_year_ends_is_open_where_its_first_sentence_tells_of_the_year(read: Read) -> None:
    sentence = "Năm 2024, Trung tâm đã triển khai các nhiệm vụ trọng tâm được giao."
    assert read([*HEAD, DECEMBER, "*BÁO CÁO", H1, sentence, *BODY]).period is None
    assert read([*HEAD, DECEMBER, "*BÁO CÁO", H2, sentence, *BODY]).period == "2024-H2"
    assert read([*HEAD, JUNE, "*BÁO CÁO", H1, sentence, *BODY]).period == "2024-H1"


@pytest.mark.parametrize(
    ("date", "title", "sentence", "period"),
    [
        (JUNE, H1, "Trung tâm báo cáo kết quả đạt 60% chỉ tiêu cả năm 2024 như sau:", "2024-H1"),
        (JUNE, H1, "Thực hiện Kế hoạch cả năm 2024, Trung tâm báo cáo kết quả 6 tháng đầu năm như sau:", "2024-H1"),
        (JUNE, H1, "Trung tâm báo cáo số liệu đến 31/5/2024, ước đến 14/6/2024 như sau:", "2024-H1"),
        (JUNE, H1, "Trung tâm báo cáo kết quả 5 tháng, ước thực hiện 6 tháng đầu năm 2024 như sau:", "2024-H1"),
        (JUNE, H1, "Sau 6 tháng triển khai Kế hoạch, Trung tâm đã đạt được một số kết quả như sau:", "2024-H1"),
        (JUNE, H1, "Từ đầu năm đến nay, Trung tâm đã chủ động triển khai các nội dung của Kế hoạch.", "2024-H1"),
        (JUNE, H1, "Năm 2024 là năm thứ tư thực hiện Kế hoạch giai đoạn 2021-2025 của tỉnh.", "2024-H1"),
        (DECEMBER, YEAR, "Trung tâm báo cáo kết quả 11 tháng và ước cả năm 2024 như sau:", "2024"),
        (DECEMBER, YEAR, "Trung tâm báo cáo số liệu tính đến 20/9/2024, ước cả năm như sau:", "2024"),
        (DECEMBER, YEAR, "Trung tâm báo cáo kết quả năm 2024 và đề xuất nhiệm vụ năm 2025 như sau:", "2024"),
        (DECEMBER, YEAR, "Tiếp theo Báo cáo 6 tháng đầu năm, Trung tâm báo cáo kết quả cả năm 2024:", "2024"),
        (JUNE, YEAR, USUAL, None),
        (JUNE, YEAR, "Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 như sau:", "2024-H1"),
        (JUNE, YEAR, "Trung tâm báo cáo kết quả 9 tháng đầu năm 2024 như sau:", None),
        (None, YEAR, "Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 như sau:", None),
        (
            None,
            "Kết quả TTĐN 6 tháng năm 2024",
            "Từ ngày 15/12/2023 đến ngày 14/6/2024, Trung tâm đón 02 đoàn.",
            "2024-H1",
        ),
        (DECEMBER, "Kết quả thông tin đối ngoại", "Trung tâm báo cáo kết quả năm 2024 như sau:", "2024"),
        (JUNE, "Kết quả thông tin đối ngoại", "Trung tâm báo cáo kết quả năm 2024 như sau:", None),
        (JUNE, "Kết quả thông tin đối ngoại", "Trung tâm báo cáo kết quả cả năm 2024 như sau:", None),
        (DECEMBER, "Kết quả đợt tuyên truyền tháng 11", "Trung tâm báo cáo kết quả năm 2024 như sau:", None),
        (None, "Kết quả thông tin đối ngoại", "Trung tâm báo cáo kết quả năm 2024 như sau:", None),
        (JUNE, "Kết quả TTĐN 6 tháng đầu năm 2O24", USUAL, "2024-H1"),
    ],
)
def test_a_first_sentence_tells_what_a_title_leaves_out_and_cites_what_it_likes(
    read: Read, date: str | None, title: str, sentence: str, period: str | None
) -> None:
    assert read([*HEAD, *([date] if date else []), "*BÁO CÁO", title, sentence, *BODY]).period == period


@pytest.mark.parametrize(
    ("title", "subject", "period"),
    [
        (H1, "Nộp báo cáo tổng kết năm 2024 của Trung tâm", None),
        (H1, "Báo cáo cả năm", None),
        (H1, "BC nam 2024 TTDN", None),
        (H1, "Báo cáo TTĐN quý III năm 2024", None),
        (H1, "Báo cáo 9 tháng đầu năm 2024", None),
        (H1, "Báo cáo 6 tháng đầu năm 2023", None),
        (H1, "Re: Đề nghị báo cáo tổng kết cả năm 2024", "2024-H1"),
        (H1, "Trả lời: v/v báo cáo cả năm 2024", "2024-H1"),
        (H1, "FW: Nhắc nộp báo cáo quý III năm 2024", "2024-H1"),
        (H1, "Báo cáo thực hiện Kế hoạch TTĐN năm 2024", "2024-H1"),
        (H1, "Gửi BC 6 tháng đầu năm và ước cả năm 2024", "2024-H1"),
        (H1, "Gửi báo cáo số 12 ngày 12 tháng 6", "2024-H1"),
        (YEAR, "Gửi báo cáo 9 tháng đầu năm 2024", None),
        (YEAR, "Báo cáo quý IV/2024", None),
        (YEAR, "Re: Nhắc báo cáo quý IV năm 2024", "2024"),
    ],
)
def test_a_subject_that_announces_another_report_leaves_the_period_open(
    read: Read, title: str, subject: str, period: str | None
) -> None:
    assert read([*HEAD, "*BÁO CÁO", title, USUAL, *BODY], Channel(subject=subject)).period == period


@pytest.mark.parametrize(
    ("date", "title", "subject", "period"),
    [
        (DECEMBER, H1, "TTNC gửi kết quả đối ngoại năm 2024", None),
        (DECEMBER, H1, "Re: đề nghị báo cáo năm 2024", "2024-H1"),
        (DECEMBER, H2, "TTNC gửi kết quả đối ngoại năm 2024", "2024-H2"),
        (JUNE, H1, "TTNC gửi kết quả đối ngoại năm 2024", "2024-H1"),
    ],
)
def test_a_bare_year_in_the_subject_of_a_december_mail_is_not_of_the_first_half(
    read: Read, date: str, title: str, subject: str, period: str | None
) -> None:
    channel = Channel(sender="ttnc@sokhcn.example", subject=subject)
    assert read([*HEAD, date, "*BÁO CÁO", title, USUAL, *BODY], channel).period == period
