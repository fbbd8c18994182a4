"""Parts of a unit, and its name spelt short or broken, are the unit's; those of another office leave it open."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

Read = Callable[..., Submission]
DEPARTMENT = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
CENTRE = [DEPARTMENT, "TRUNG TÂM NC,CGCN&ĐMST"]
TITLE = ["*BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
BODY = ["*6. Hợp tác quốc tế", "- Đón 02 đoàn khách của tỉnh bạn."]
USUAL = "Đơn vị báo cáo tình hình và số liệu như sau:"


@pytest.mark.parametrize(
    ("head", "folder", "unit"),
    [
        ([DEPARTMENT, "BỘ PHẬN VĂN THƯ", "VĂN PHÒNG"], "VP", "VP"),
        ([DEPARTMENT, "VĂN PHÒNG - Bộ phận Quản trị"], "VP", "VP"),
        (["UBND HUYỆN HƯỚNG HÓA", "BỘ PHẬN MỘT CỬA", "VĂN PHÒNG"], "VP", None),
        (["SỞ NỘI VỤ", "VĂN PHÒNG - BỘ PHẬN VĂN THƯ"], "VP", None),
        ([DEPARTMENT, "T.TÂM NGHIÊN CỨU, CHUYỂN GIAO CN & ĐMST"], "TTNC", "TTNC"),
        ([DEPARTMENT, "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CN VÀ ĐMST - 6 THÁNG ĐẦU NĂM 2024"], "TTNC", "TTNC"),
        ([DEPARTMENT, "T.TÂM NGHIÊN CỨU ỨNG DỤNG KH&CN"], "TTNC", None),
        ([DEPARTMENT, "Số: 40/BC-TTNCCGCN"], "TTNC", "TTNC"),
        ([DEPARTMENT, "Số: 40/BC-TTNC&CGCN"], "TTNC", "TTNC"),
        ([DEPARTMENT, "Số: 40/BC-TTNC&KN"], "TTNC", None),
        ([DEPARTMENT, "40/BC-QLCN"], "QLCN", "QLCN"),
        ([DEPARTMENT, "40/BC-QLCN"], "VP", None),
        (["S Ở KHOA HỌC VÀ CÔNG NGHỆ", "TRUNG TÂM NC,CGCN&ĐMST"], "TTNC", "TTNC"),
        (["S Ở NỘI VỤ", "VĂN PHÒNG"], "VP", None),
        ([f"{DEPARTMENT}\tCỘNG HÒA XÃ HỘI", "TỈNH QUẢNG TRỊ\tCHỦ NGHĨA VIỆT NAM", "VĂN PHÒNG"], "VP", "VP"),
        (["SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI", "TỈNH QUẢNG TRỊ\tCHỦ NGHĨA VIỆT NAM", "VĂN PHÒNG"], "VP", None),
    ],
)
def test_a_head_of_parts_short_names_and_broken_lines(read: Read, head: list[str], folder: str, unit: str) -> None:
    assert read([*head, *TITLE, USUAL, *BODY], Channel(folders=(folder,))).unit == unit


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Phòng Kỹ thuật của Trung tâm tổng hợp báo cáo như sau:", "TTNC"),
        ("Phòng Tổ chức - Hành chính gửi báo cáo của đơn vị như sau:", "TTNC"),
        ("Trung tâm xin rút báo cáo số 8/BC-TTNC và gửi bản này.", "TTNC"),
        ("Trung tâm chúng tôi báo cáo như sau:", "TTNC"),
        ("Phòng Kỹ thuật của Chi cục Thủy lợi tổng hợp báo cáo như sau:", None),
        ("Phòng Kế hoạch của Văn phòng Sở tổng hợp báo cáo như sau:", None),
        ("Phòng QLCN&ĐMST gửi báo cáo của đơn vị như sau:", None),
        ("Chi cục Thủy lợi gửi báo cáo của đơn vị như sau:", None),
        ("Văn phòng chúng tôi báo cáo như sau:", None),
    ],
)
def test_a_part_that_reports_speaks_for_its_own_unit_only(read: Read, sentence: str, unit: str | None) -> None:
    assert read([*CENTRE, *TITLE, sentence, *BODY], Channel(folders=("TTNC",))).unit == unit


@pytest.mark.parametrize(
    ("sentence", "folder", "unit"),
    [
        ("Những việc mà Phòng Quản lý Công nghệ và Đổi mới sáng tạo triển khai trong kỳ gồm:", "QLCN", "QLCN"),
        ("Phòng Quản lý Công nghệ và Đổi mới sáng tạo (Sở KH&CN) báo cáo kết quả như sau:", "QLCN", "QLCN"),
        ("Kết quả Văn phòng Sở đạt được trong kỳ được nêu lần lượt dưới đây.", "VP", "VP"),
        ("Từ đầu năm đến nay Văn phòng Sở có một số kết quả như sau:", "VP", "VP"),
        ("Những việc mà Phòng Quản lý Công nghệ và Đổi mới sáng tạo triển khai trong kỳ gồm:", "VP", None),
        ("Những việc mà Văn phòng Sở triển khai và Trung tâm tham gia gồm:", "VP", None),
        ("Kết quả Văn phòng Tỉnh ủy đạt được trong kỳ như sau:", "VP", None),
        ("Phòng Quản lý Công nghệ (Sở Nội vụ) báo cáo kết quả như sau:", "QLCN", None),
        ("Từ đầu năm đến nay Văn phòng UBND tỉnh có một số kết quả như sau:", "VP", None),
    ],
)
def test_an_opening_and_the_way_it_came_name_the_unit_together(
    read: Read, sentence: str, folder: str, unit: str | None
) -> None:
    assert read([DEPARTMENT, *TITLE, sentence, *BODY], Channel(folders=(folder,))).unit == unit
