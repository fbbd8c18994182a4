"""A year that belongs to a plan, an event or another report is no period; what the paper says of its own decides."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

Read = Callable[..., Submission]
HEAD = ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "VĂN PHÒNG", "Số: 21/BC-VP"]
DECEMBER = "Quảng Trị, ngày 13 tháng 12 năm 2024"
BODY = ["*6. Hợp tác quốc tế", "- Đón 02 đoàn khách của tỉnh bạn."]
USUAL = "Văn phòng báo cáo tình hình và số liệu như sau:"
OF_PLAN = "Tình hình thực hiện Kế hoạch thông tin đối ngoại năm 2024"


@pytest.mark.parametrize(
    ("date", "title", "sentence", "period"),
    [
        (None, OF_PLAN, USUAL, "2024"),
        (DECEMBER, OF_PLAN, USUAL, "2024"),
        (DECEMBER, OF_PLAN, "Trong cả năm 2024, Văn phòng đã làm xong các việc được giao.", "2024"),
        (None, OF_PLAN, "Sau 6 tháng đầu năm 2024 triển khai, Văn phòng đã làm xong một nửa số việc.", "2024-H1"),
        (None, OF_PLAN, "Nửa cuối năm 2024, Văn phòng đã làm nốt các việc còn lại.", "2024-H2"),
        (DECEMBER, OF_PLAN, "Sau 6 tháng cuối năm 2024, Văn phòng đã làm nốt các việc còn lại.", "2024-H2"),
        (None, f"{OF_PLAN} (đợt 1)", USUAL, None),
        (DECEMBER, f"{OF_PLAN} (lần 2)", USUAL, None),
        (None, OF_PLAN, "Sau nửa năm triển khai, Văn phòng tự đánh giá như sau:", None),
        (None, OF_PLAN, "Hết quý III, Văn phòng đã làm xong một nửa số việc.", None),
        (None, OF_PLAN, "Văn phòng báo cáo như sau, kết quả 6 tháng đầu năm đã gửi tại báo cáo trước.", None),
    ],
)
def test_a_plan_s_year_yields_to_what_the_first_sentence_tells(
    read: Read, date: str | None, title: str, sentence: str, period: str | None
) -> None:
    assert read([*HEAD, *([date] if date else []), "*BÁO CÁO", title, sentence, *BODY]).period == period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kết quả tham dự Hội chợ thương mại biên giới năm 2024", None),
        ("Kết quả tổ chức Hội thảo thông tin đối ngoại năm 2024", None),
        ("Tổng kết Cuộc thi Ý tưởng khởi nghiệp 2024", None),
        ("Kết quả đoàn công tác tại Champasak năm 2024", None),
        ("Kết quả lớp tập huấn tiếng Lào năm 2024", None),
        ("Kết quả tham gia các hội chợ, triển lãm năm 2024", "2024"),
        ("Thông tin đối ngoại năm 2024 và kết quả tham dự Hội chợ thương mại", "2024"),
        ("Công tác đoàn ra, đoàn vào năm 2024", "2024"),
        ("Kết quả tổ chức hội thảo quốc tế 6 tháng đầu năm 2024", "2024-H1"),
    ],
)
def test_the_year_of_one_event_s_name_is_no_period(read: Read, title: str, period: str | None) -> None:
    assert read([*HEAD, "*BÁO CÁO", title, USUAL, *BODY]).period == period


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Năm 2025 khép lại với toàn bộ công việc đã được Văn phòng làm xong.", None),
        ("Khép lại năm 2025, Văn phòng đã làm xong toàn bộ công việc được giao.", None),
        ("Năm 2023, Văn phòng đã tổ chức đón nhiều đoàn khách của tỉnh bạn.", None),
        ("Năm 2023, UBND tỉnh ban hành Đề án mới nên công việc năm nay có nhiều thay đổi.", "2024"),
        ("Năm 2024 là năm thứ ba của giai đoạn 2022-2026, công việc có nhiều thay đổi.", "2024"),
    ],
)
def test_a_first_sentence_of_another_year_contradicts_the_title(read: Read, sentence: str, period: str | None) -> None:
    assert read([*HEAD, "*BÁO CÁO", "Công tác thông tin đối ngoại năm 2024", sentence, *BODY]).period == period


@pytest.mark.parametrize(
    ("of", "sentence", "period"),
    [
        ("cả năm 2024", "Bên cạnh số liệu đã nêu trong báo cáo 6 tháng đầu năm, Văn phòng bổ sung như sau:", "2024"),
        ("6 tháng cuối năm 2024", "Số liệu 6 tháng đầu năm đã có tại Báo cáo số 9/BC-VP; nay bổ sung:", "2024-H2"),
        ("6 tháng đầu năm 2024", "Số liệu cả năm 2024 đã nêu trong báo cáo trước, Văn phòng bổ sung:", None),
    ],
)
def test_what_was_reported_before_is_no_contradiction(read: Read, of: str, sentence: str, period: str | None) -> None:
    assert read([*HEAD, "*BÁO CÁO", f"Công tác thông tin đối ngoại {of}", sentence, *BODY]).period == period


def test_tasks_that_are_proposed_for_the_next_year_are_no_period(read: Read) -> None:
    opening = "Văn phòng báo cáo kết quả và kiến nghị một số nhiệm vụ năm 2025."
    lines = [*HEAD, DECEMBER, "*BÁO CÁO HẰNG NĂM", "Công tác thông tin đối ngoại - năm 2024", opening, *BODY]
    assert read(lines).period == "2024"


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Sáu tháng đầu năm 2024 không có đoàn ra, các việc khác Văn phòng báo cáo như sau.", "2024-H1"),
        ("6 tháng cuối năm 2024 sẽ đón thêm khách, nay Văn phòng báo cáo như sau.", None),
        ("Năm 2024 có nhiều đổi mới, Văn phòng báo cáo như sau.", None),
    ],
)
def test_an_opening_that_begins_with_a_half_tells_it(read: Read, sentence: str, period: str | None) -> None:
    assert read([*HEAD, "*BÁO CÁO NHANH", sentence, *BODY]).period == period


@pytest.mark.parametrize(
    "lines",
    [
        [*HEAD, "V/v cung cấp số liệu thông tin đối ngoại 6 tháng đầu năm 2024", "Văn phòng gửi số liệu sau:"],
        [*HEAD, "V/v tình hình thông tin đối ngoại", "6 tháng đầu năm 2024", "Văn phòng có số liệu như sau:"],
        [*HEAD, "V/v tình hình thông tin đối ngoại 6 tháng đầu năm 2024", "*BÁO CÁO", "Văn phòng báo cáo như sau:"],
        [*HEAD, "*TÓM TẮT KẾT QUẢ TTĐN 6 THÁNG ĐẦU NĂM 2024", USUAL],
        [*HEAD, "*BẢNG THỐNG KÊ THÔNG TIN ĐỐI NGOẠI 6 THÁNG ĐẦU NĂM 2024", USUAL],
        [*HEAD, "Biểu số 02: SỐ LIỆU THÔNG TIN ĐỐI NGOẠI", "6 tháng đầu năm 2024", "Ghi chú: số liệu đã rà soát."],
        [*HEAD, "*PHẦN NỘI DUNG CỦA VĂN PHÒNG", "trong báo cáo 6 tháng đầu năm 2024 của Sở", USUAL],
    ],
)
def test_abstracts_and_captions_that_stand_for_a_title_tell_the_period(read: Read, lines: list[str]) -> None:
    assert read([*lines, *BODY]).period == "2024-H1"


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("V/v cung cấp số liệu 6 tháng đầu năm 2024", "Văn phòng đề nghị các phòng, đơn vị gửi trước ngày 10/6."),
        ("V/v báo cáo kết quả 6 tháng đầu năm 2024", "Văn phòng yêu cầu Phòng QLCN&ĐMST nộp báo cáo trước 10/6."),
        ("V/v đôn đốc báo cáo 6 tháng đầu năm 2024", "Thực hiện Kế hoạch của Sở, mong các đơn vị quan tâm."),
    ],
)
def test_a_letter_that_asks_for_reports_is_of_no_period(read: Read, subject: str, sentence: str) -> None:
    sent = Channel(sender="vanphong@sokhcn.example")
    assert read([*HEAD, subject, "Kính gửi: Các phòng, đơn vị", sentence, *BODY], sent).period is None
