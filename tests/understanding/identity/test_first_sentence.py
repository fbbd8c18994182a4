"""Who says in the first sentence that it reports: enough beside a known sender, a doubt beside another letterhead."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

Read = Callable[..., Submission]
TTNC, QLCN, OFFICE, STRANGER = (f"{name}@sokhcn.example" for name in ("ttnc", "qlcn", "vanphong", "la"))
DEPARTMENT = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
TITLE = ["*BÁO CÁO", "*Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
BODY = ["*6. Hợp tác quốc tế", "- Ký 01 biên bản."]
USUAL = "Thực hiện nhiệm vụ được giao, đơn vị báo cáo kết quả như sau:"
LATTER = "thông tin đối ngoại 6 tháng đầu năm 2024"


@pytest.mark.parametrize(
    ("letter", "sender", "unit", "period"),
    [
        (f"Kính gửi Văn phòng Sở, Trung tâm gửi số liệu {LATTER}.", TTNC, "TTNC", "2024-H1"),
        (f"Kính gửi Văn phòng Sở, Trung tâm gửi số liệu {LATTER}.", QLCN, None, "2024-H1"),
        (f"Kính gửi Văn phòng Sở, Trung tâm gửi số liệu {LATTER}.", OFFICE, None, "2024-H1"),
        (f"Kính gửi Văn phòng Sở, Trung tâm gửi số liệu {LATTER}.", STRANGER, None, "2024-H1"),
        (f"Chào anh, phòng Quản lý công nghệ gửi anh kết quả {LATTER} để tổng hợp.", QLCN, "QLCN", "2024-H1"),
        (f"Chào anh, phòng gửi anh kết quả {LATTER} để tổng hợp.", QLCN, None, "2024-H1"),
        (f"Chào anh, em gửi kết quả {LATTER} của Văn phòng, anh tổng hợp giúp.", OFFICE, "VP", "2024-H1"),
        (f"Chào anh, em gửi kết quả {LATTER} theo mẫu của Văn phòng.", OFFICE, None, "2024-H1"),
        (f"Chào anh, em gửi kết quả {LATTER} của Trung tâm, anh tổng hợp giúp.", QLCN, None, "2024-H1"),
        (f"Văn phòng Sở gửi lại báo cáo {LATTER} của Trung tâm để chỉnh sửa.", OFFICE, None, "2024-H1"),
        ("Gửi Văn phòng Sở, Trung tâm gửi kết quả cả năm 2024, không có đoàn ra.", TTNC, "TTNC", "2024"),
        ("Gửi Văn phòng Sở, Trung tâm gửi kết quả năm 2024, không có đoàn ra.", TTNC, "TTNC", None),
        ("Gửi Văn phòng Sở, Trung tâm gửi kết quả quý III năm 2024.", TTNC, "TTNC", None),
        (f"Trung tâm chưa gửi được báo cáo {LATTER}, xin lùi hạn.", TTNC, None, None),
        (f"Văn phòng Sở đề nghị các đơn vị gửi báo cáo {LATTER} trước ngày 17/6/2024.", OFFICE, None, None),
        ("Kính gửi các đơn vị! Văn phòng Sở gửi mẫu báo cáo cả năm 2024 để thực hiện.", OFFICE, None, None),
        (f"Kính gửi anh Hùng! Phòng QLCN&ĐMST kính báo cáo {LATTER}: đón 01 đoàn.", QLCN, "QLCN", "2024-H1"),
        (f"Kính gửi anh Hùng! Phòng QLCN&ĐMST kính báo cáo {LATTER}: đón 01 đoàn.", OFFICE, None, "2024-H1"),
        (f"Kính gửi Phòng QLCN&ĐMST! Trung tâm xin báo cáo {LATTER}: đón 01 đoàn.", QLCN, None, "2024-H1"),
        (f"Kính gửi VP Sở! TTNCĐMST cùng Phòng QLCN&ĐMST xin báo cáo {LATTER}.", TTNC, None, "2024-H1"),
        (f"Dạ thưa anh, VP Sở báo cáo kết quả {LATTER}: đón 01 đoàn.", OFFICE, "VP", "2024-H1"),
        (f"VP Sở Công Thương báo cáo kết quả {LATTER}: đón 01 đoàn.", OFFICE, None, "2024-H1"),
        (f"VP Sở trình lãnh đạo báo cáo của Phòng QLCN&ĐMST {LATTER}.", OFFICE, None, "2024-H1"),
        (
            f"Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo báo cáo {LATTER}: đón 01 đoàn.",
            TTNC,
            "TTNC",
            "2024-H1",
        ),
    ],
)
def test_a_letter_tells_who_sends_what(
    read: Read, letter: str, sender: str, unit: str | None, period: str | None
) -> None:
    report = read([letter, *BODY], Channel(sender=sender))
    assert (report.unit, report.period) == (unit, period)


def test_a_long_greeting_before_what_is_sent_is_a_letter_too(read: Read) -> None:
    letter = f"Kính gửi anh Hùng và các anh chị bộ phận tổng hợp, tôi nộp lại số liệu {LATTER} của Văn phòng, đã thêm "
    report = read(
        [letter + "các lớp bồi dưỡng, tin trên Đặc san và việc trả lời báo chí.", *BODY], Channel(sender=OFFICE)
    )
    assert (report.unit, report.period) == ("VP", "2024-H1")


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Trung tâm phối hợp với Phòng QLCN&ĐMST, Văn phòng Sở triển khai 04 nội dung.", "TTNC"),
        ("Trung tâm phối hợp với Văn phòng Sở, Phòng QLCN&ĐMST báo cáo kết quả như sau:", None),
        ("Trung tâm đánh giá kết quả triển khai các nhiệm vụ như sau:", "TTNC"),
        ("Trung tâm lấy sổ theo dõi làm căn cứ để báo cáo.", "TTNC"),
        ("Trung tâm Đánh giá hợp quy triển khai các nhiệm vụ được giao.", None),
        ("Phòng QLCN&ĐMST bổ sung số liệu đoàn vào, báo cáo Văn phòng Sở.", None),
        ("Phòng QLCN&ĐMST tập trung triển khai các nhiệm vụ được giao.", None),
        ("Văn phòng Sở Tư pháp báo cáo kết quả như sau:", None),
        ("Theo đề nghị của Văn phòng Sở, Trung tâm báo cáo như sau:", "TTNC"),
        ("Trung tâm đang cùng Sở Công nghiệp tỉnh Salavan thực hiện 01 dự án.", "TTNC"),
        ("Phòng Kinh tế tỉnh Mukdahan triển khai cùng Trung tâm 01 lớp.", "TTNC"),
        ("Sở Công Thương tỉnh Quảng Bình triển khai 01 dự án.", None),
        ("Trung tâm nêu kết quả chương trình, số liệu theo kế hoạch của Văn phòng Sở.", "TTNC"),
        (
            "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo báo cáo số liệu kế hoạch của Văn phòng.",
            "TTNC",
        ),
        ("Trung tâm chuyển kết quả trong kỳ của Phòng QLCN&ĐMST.", None),
        ("Sở Công Thương tỉnh Salavan báo cáo kết quả như sau:", None),
        ("Trung tâm ước kết quả thực hiện 6 tháng đầu năm 2024 như sau:", "TTNC"),
        ("Phòng QLCN&ĐMST ước kết quả thực hiện 6 tháng đầu năm 2024 như sau:", None),
    ],
)
def test_partners_report_nothing_and_others_leave_the_unit_open(read: Read, sentence: str, unit: str | None) -> None:
    head = [DEPARTMENT, "TRUNG TÂM NC,CGCN&ĐMST", "Số: 12/BC-TTNC"]
    assert read([*head, *TITLE, sentence, *BODY], Channel(sender=TTNC)).unit == unit


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Phòng Quản lý Công nghệ và Đổi mới sáng tạo gửi Văn phòng Sở số liệu.", "QLCN"),
        ("Phòng Quản lí Công nghệ (sau đây gọi tắt là Phòng) báo cáo kết quả.", "QLCN"),
        ("Phòng Quản lí Công nghiệp (sau đây gọi tắt là Phòng) báo cáo kết quả.", None),
        ("Trung tâm NC,CGCN&ĐMST (gọi tắt là Phòng) báo cáo kết quả.", None),
        ("Phòng QLCN&ĐMST được Sở giao phụ trách nội dung 6; kết quả trong kỳ như sau:", "QLCN"),
        ("Phòng QLCN&ĐMST được giao phụ trách nội dung 6, Trung tâm phối hợp; kết quả như sau:", None),
        ("Phòng Kế hoạch được Sở giao phụ trách nội dung 6; kết quả trong kỳ như sau:", None),
        ("Trung tâm báo cáo: trong kỳ không có đoàn ra.", None),
        (USUAL, None),
    ],
)
def test_a_paper_without_head_needs_its_units_name_beside_the_sender(
    read: Read, sentence: str, unit: str | None
) -> None:
    assert read([*TITLE, sentence, *BODY], Channel(sender=QLCN)).unit == unit


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ([DEPARTMENT, "PHÒNG QL CÔNG NGHỆ & ĐMST"], "QLCN"),
        ([DEPARTMENT, "TRUNG TÂM NGHIÊN CỨU, CGCN & ĐỔI MỚI ST"], "TTNC"),
        ([DEPARTMENT, "PHÒNG QL CÔNG NGHIỆP & ĐỔI MỚI SÁNG TẠO"], None),
        ([DEPARTMENT, "PHÒNG QL CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO QUẢNG BÌNH"], None),
        ([DEPARTMENT, "TRUNG TÂM CHUYỂN GIAO CÔNG NGHỆ"], None),
        (["SỞ KH VÀ CN QUẢNG TRỊ", "VĂN PHÒNG SỞ"], "VP"),
        (["SỞ KH VÀ CN QUẢNG TRỊ", "VĂN PHÒNG"], "VP"),
        (["SỞ KH VÀ CN QUẢNG BÌNH", "VĂN PHÒNG"], None),
        (["UBND TỈNH QUẢNG TRỊ", "VĂN PHÒNG"], None),
        (["SỞ KH VÀ CN QUẢNG NAM", "VĂN PHÒNG SỞ"], None),
        ([DEPARTMENT, "PHÒNG QUẢN LÍ CÔNG NGHỆ VÀ ĐMST"], "QLCN"),
        ([DEPARTMENT, "PHÒNG QUẢN LÍ KHOA HỌC"], None),
        (["TRUNG TÂM NC,CGCN&ĐMST", "Kính gửi:", "- Văn phòng Sở;", "+ Phòng QLCN&ĐMST."], "TTNC"),
        (["TRUNG TÂM NC,CGCN&ĐMST", "- Phòng QLCN&ĐMST."], None),
        (["Kính gửi:", "- Văn phòng Sở;", "PHÒNG QLCN&ĐMST", "Số: 3/BC-TTNC"], None),
        (["SỞ KH VÀ ĐT", "VĂN PHÒNG SỞ"], None),
    ],
)
def test_a_name_may_be_shortened_word_by_word(read: Read, head: list[str], unit: str | None) -> None:
    assert read([*head, *TITLE, USUAL, *BODY]).unit == unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Đơn vị lập: Phòng QLCN&ĐMST", "QLCN"),
        ("Tên đơn vị: Phòng Quản lý công nghệ", "QLCN"),
        ("Đơn vị báo cáo: Trung tâm NC,CGCN&ĐMST", None),
        ("Đơn vị phối hợp: Phòng QLCN&ĐMST", None),
        ("Đơn vị nhận báo cáo: Phòng QLCN&ĐMST", None),
    ],
)
def test_a_line_below_a_complete_title_says_whose_it_is(read: Read, line: str, unit: str | None) -> None:
    title = ["*BẢNG SỐ LIỆU CÔNG TÁC ĐỐI NGOẠI", "*6 THÁNG CUỐI NĂM 2024", line, "Kính gửi: Văn phòng Sở"]
    assert read([*title, *BODY], Channel(folders=("QLCN",))).unit == unit


@pytest.mark.parametrize(
    ("subject", "unit"),
    [
        ("Fw: Phòng QLCN&ĐMST có báo cáo (Văn phòng chuyển anh Hùng)", "QLCN"),
        ("Nhờ chuyển báo cáo của Phòng QLCN&ĐMST", "QLCN"),
        ("Gửi hộ báo cáo (Phòng QLCN)", "QLCN"),
        ("Nộp thay Phòng QLCN&ĐMST bản báo cáo (máy của cơ quan mất mạng)", "QLCN"),
        ("Văn phòng chuyển tiếp báo cáo của Phòng QLCN&ĐMST (6 tháng)", "QLCN"),
        ("VP Sở chuyển tiếp báo cáo của Phòng QLCN&ĐMST và TTNCĐMST", None),
        ("Văn phòng Sở Tư pháp chuyển tiếp báo cáo của Phòng QLCN&ĐMST", None),
        ("Trung tâm chuyển tiếp báo cáo của Phòng QLCN&ĐMST", None),
        ("Fwd: TTNCĐMST nộp báo cáo (Phòng QLCN&ĐMST)", None),
        ("Fwd: báo cáo (VP Sở)", None),
        ("Báo cáo của Phòng QLCN&ĐMST", None),
        ("Nhờ Phòng QLCN&ĐMST xem giúp", None),
    ],
)
def test_what_the_office_passes_on_is_known_by_subject_letterhead_and_code(
    read: Read, subject: str, unit: str | None
) -> None:
    channel = Channel(sender=OFFICE, subject=subject)
    head = [DEPARTMENT, "PHÒNG QUẢN LÝ CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"]
    assert read([*head, "Số: 5/BC-QLCN", *TITLE, USUAL, *BODY], channel).unit == unit
    assert read([*head, *TITLE, USUAL, *BODY], channel).unit is None
