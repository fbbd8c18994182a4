"""Texts that are no unit's report: an outside club's report, letters, and the specimen for the secrecy gate."""

from datetime import date

from examples.making.words import Part, UnitReport

CLUB = UnitReport(
    parent="HIỆP HỘI DOANH NGHIỆP TRẺ",
    issuer="CÂU LẠC BỘ KHỞI NGHIỆP TRẺ ĐÔNG HÀ",
    number="03/BC-CLB",
    dated=date(2024, 6, 12),
    abstract="Kết quả phối hợp hoạt động thông tin đối ngoại 6 tháng đầu năm 2024",
    addressee="Sở Khoa học và Công nghệ",
    opening="Câu lạc bộ Khởi nghiệp trẻ Đông Hà xin báo cáo một số hoạt động đã phối hợp trong 6 tháng đầu năm 2024:",
    parts=(
        Part(
            "Tham gia Techfest, Techdemo",
            ("Vận động 06 thành viên tham gia gian hàng của tỉnh tại Techfest vùng Bắc Trung Bộ.",),
        ),
        Part(
            "Hoạt động hợp tác quốc tế",
            ("Tổ chức buổi giao lưu với nhóm sinh viên Lào đang học tại Đông Hà, có 40 người tham gia.",),
        ),
    ),
    closing="Trên đây là báo cáo của Câu lạc bộ, kính gửi Sở Khoa học và Công nghệ tổng hợp",
    position="CHỦ NHIỆM",
    signer="Văn Bá Duyệt",
    copies=("Như trên;", "Lưu: CLB."),
)

SPECIMEN_MARK = "MẬT"
SPECIMEN = (
    "Đây là tệp ví dụ do chương trình tạo ra để thử bước kiểm tra dấu chỉ độ mật trước khi tiếp nhận.",
    "Nội dung hoàn toàn hư cấu; chữ ở đầu trang chỉ để thử, tệp không chứa bất kỳ thông tin nào phải bảo vệ.",
    "Khi gặp tệp này, hệ thống phải dừng lại, không sao chép, không lưu và báo cho người có thẩm quyền xử lý.",
)

QLCN_LETTER = (
    "Kính gửi Văn phòng Sở,\n\n"
    "Phòng QLCN&ĐMST gửi Báo cáo số 27/BC-QLCN ngày 14/6/2024 kết quả thực hiện công tác thông tin đối "
    "ngoại 6 tháng đầu năm 2024 (bản ký và bản mềm kèm theo).\n\n"
    "Trân trọng./.\n\n"
    "Phòng Quản lý Công nghệ và Đổi mới sáng tạo\n"
)

EXTENSION_LETTER = (
    "Kính gửi Văn phòng Sở,\n\n"
    "Do đang chờ số liệu của các trạm thực nghiệm, Trung tâm xin phép gửi báo cáo công tác thông tin đối "
    "ngoại chậm hơn quy định, chậm nhất trong sáng ngày 19/6. Rất mong Văn phòng thông cảm.\n\n"
    "Trân trọng cảm ơn./.\n\n"
    "Phòng Thông tin và Đổi mới sáng tạo - Trung tâm NC,CGCN&ĐMST\n"
)

TTNC_LETTER = (
    "Kính gửi Văn phòng Sở,\n\n"
    "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo gửi báo cáo công tác thông tin đối "
    "ngoại 6 tháng đầu năm 2024. Tệp chép vào thư mục dùng chung chiều qua bị lỗi, đề nghị Văn phòng sử "
    "dụng bản gửi kèm thư này.\n\n"
    "Trân trọng./.\n"
)

CLUB_LETTER = (
    "Kính gửi Quý Sở,\n\n"
    "Câu lạc bộ Khởi nghiệp trẻ Đông Hà xin gửi báo cáo một số hoạt động đã phối hợp trong 6 tháng đầu "
    "năm 2024 để Quý Sở tham khảo, tổng hợp.\n\n"
    "Trân trọng cảm ơn./.\n\n"
    "Ban Thư ký\n"
)

ABSENCE_LETTER = (
    "Tôi đi công tác từ ngày 18/6 đến hết ngày 20/6/2024, không thường xuyên kiểm tra thư. Việc gấp xin "
    "liên hệ văn thư Trung tâm.\n\n"
    "(Thư trả lời tự động)\n"
)
