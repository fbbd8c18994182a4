"""Reports of Trung tâm NC,CGCN&ĐMST: the one for 2024-H1, and a quarterly one that is no period of the plan."""

from datetime import date

from examples.making.words import Part, UnitReport

ISSUER = "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"
NAME = "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
SIGNER = "Phan Đình Khoát"

HALF_YEAR = UnitReport(
    issuer=ISSUER,
    number="12/BC-TTNC",
    dated=date(2024, 6, 18),
    abstract="Kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    addressee="Văn phòng Sở Khoa học và Công nghệ",
    opening=(
        f"Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024 của Sở Khoa học và Công nghệ, {NAME} báo cáo kết "
        "quả thực hiện 6 tháng đầu năm 2024 như sau:"
    ),
    parts=(
        Part(
            "Tình hình triển khai thực hiện",
            (
                "Giám đốc Trung tâm đã giao Phòng Thông tin và Đổi mới sáng tạo làm đầu mối, các phòng chuyên môn và "
                "trạm thực nghiệm phối hợp thực hiện; nội dung thông tin đối ngoại được kiểm điểm tại giao ban tháng "
                "của Trung tâm.",
            ),
            listed=False,
        ),
        Part(
            "Kết quả thực hiện",
            parts=(
                Part(
                    "Công tác tuyên truyền, nâng cao nhận thức về hội nhập quốc tế, chuyển đổi số",
                    (
                        "Tổ chức mười hai lớp hướng dẫn truy xuất nguồn gốc, chuyển đổi số trong sản xuất nông nghiệp "
                        "tại các huyện Cam Lộ, Hướng Hóa và Đakrông với 420 lượt người tham gia.",
                        "Xây dựng 03 phim ngắn giới thiệu thành tựu ứng dụng công nghệ sinh học của tỉnh, có phụ đề "
                        "tiếng Anh và tiếng Lào, đạt khoảng 15.000 lượt xem.",
                    ),
                ),
                Part(
                    "Chỉ đạo, định hướng; tuyên truyền bảo vệ chủ quyền biển đảo, biên giới lãnh thổ",
                    (
                        "Quán triệt các văn bản chỉ đạo về thông tin đối ngoại tới 58 viên chức, người lao động tại "
                        "hội nghị ngày 12/01/2024.",
                        "Ngày 27/02/2024, phối hợp với đồn biên phòng trên địa bàn tổ chức 01 buổi tọa đàm về bảo vệ "
                        "chủ quyền biên giới lãnh thổ tại trạm thực nghiệm Hướng Hóa cho 45 người.",
                        "Đoàn thanh niên Trung tâm đăng 36 tin, bài đấu tranh, phản bác các thông tin xuyên tạc về "
                        "biển, đảo.",
                    ),
                ),
                Part(
                    "Tham gia Techdemo; đón tiếp đoàn khách quốc tế",
                    (
                        "Từ ngày 09/5/2024 đến ngày 11/5/2024, tham gia Techdemo tại thành phố Đà Nẵng với 01 gian "
                        "hàng, trưng bày 22 sản phẩm, trong đó có cao dược liệu, nấm linh chi và giống cây nuôi cấy "
                        "mô.",
                        "Ngày 15/5/2024, đón và làm việc với đoàn công tác Sở Công nghệ và Truyền thông tỉnh "
                        "Savannakhet (Lào) gồm 12 người đến thăm, trao đổi kinh nghiệm hỗ trợ doanh nghiệp khởi nghiệp "
                        "và tham quan khu thực nghiệm.",
                    ),
                ),
                Part(
                    "Tuyên truyền, quảng bá trên Cổng Thông tin điện tử, Đặc san, Bản tin",
                    (
                        "Viết, gửi đăng 16 tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị; lũy kế từ đầu năm "
                        "2023 đến nay là 57 tin, bài.",
                        "Phối hợp với Đài Phát thanh - Truyền hình tỉnh xây dựng 01 phóng sự về chuỗi sản xuất nấm "
                        "dược liệu, phát sóng ngày 20/3/2024.",
                        "Hỗ trợ thiết kế bao bì, tem truy xuất nguồn gốc cho 09 sản phẩm mang nhãn hiệu chứng nhận của "
                        "địa phương.",
                    ),
                ),
                Part(
                    "Tập huấn, bồi dưỡng nghiệp vụ; phát ngôn và cung cấp thông tin cho báo chí",
                    (
                        "Cử 02 viên chức dự lớp bồi dưỡng nghiệp vụ thông tin đối ngoại do Sở Thông tin và Truyền "
                        "thông tổ chức ngày 29/5/2024.",
                        "Việc phát ngôn, cung cấp thông tin cho báo chí: Trong kỳ không phát sinh.",
                    ),
                ),
                Part(
                    "Hợp tác quốc tế với Lào, Nhật Bản, Thái Lan",
                    (
                        "Tiếp tục thực hiện 02 dự án hợp tác với tỉnh Savannakhet (Lào) về nuôi cấy mô giống chuối và "
                        "sản xuất nấm ăn; tiếp nhận thêm 01 dự án do phía Nhật Bản tài trợ, nâng tổng số dự án từ năm "
                        "2021 đến nay lên 16 dự án.",
                        "Đào tạo, chuyển giao kỹ thuật sản xuất chế phẩm sinh học cho 18 cán bộ kỹ thuật của tỉnh "
                        "Salavan (Lào) từ ngày 04/3/2024 đến ngày 13/3/2024.",
                        "Trao đổi với đối tác tại tỉnh Khon Kaen (Thái Lan) về chuyển giao công nghệ sấy nông sản; "
                        "phía bạn đã gửi tặng 01 mô hình máy sấy thử nghiệm.",
                        "Duy trì hoạt động 24 điểm thông tin khoa học và công nghệ tại các xã, trong đó bổ sung tài "
                        "liệu song ngữ Việt - Lào cho các điểm ở khu vực biên giới.",
                    ),
                ),
            ),
        ),
        Part(
            "Kinh phí thực hiện",
            (
                "Kinh phí đã sử dụng trong kỳ là 48,6 triệu đồng từ nguồn sự nghiệp khoa học; đối tác Nhật Bản tài trợ "
                "11.974,56 USD để thực hiện dự án tiếp nhận trong kỳ.",
            ),
            listed=False,
        ),
        Part(
            "Đánh giá chung",
            parts=(
                Part(
                    "Ưu điểm",
                    (
                        "Hoạt động thông tin đối ngoại gắn với chuyển giao kỹ thuật cụ thể nên được phía Lào đánh giá "
                        "cao; các điểm thông tin ở xã biên giới phát huy tác dụng tốt.",
                    ),
                    listed=False,
                ),
                Part(
                    "Khó khăn, hạn chế",
                    (
                        "Viên chức sử dụng được tiếng Lào còn ít; sản phẩm trưng bày tại Techdemo chưa có tài liệu "
                        "tiếng Anh đầy đủ.",
                    ),
                    listed=False,
                ),
                Part(
                    "Nguyên nhân",
                    ("Trung tâm chưa bố trí được viên chức chuyên trách về thông tin đối ngoại.",),
                    listed=False,
                ),
            ),
        ),
        Part(
            "Phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
            (
                "Dự kiến đào tạo thêm 20 cán bộ kỹ thuật của tỉnh Savannakhet về sản xuất nấm ăn, nấm dược liệu.",
                "Nâng cấp trang giới thiệu sản phẩm của Trung tâm bằng ba ngôn ngữ Việt, Anh, Lào.",
            ),
        ),
        Part(
            "Kiến nghị, đề xuất",
            ("Đề nghị Sở hỗ trợ mở lớp tiếng Lào ngắn hạn cho viên chức làm công tác hợp tác quốc tế.",),
            listed=False,
        ),
    ),
    closing=(
        f"Trên đây là báo cáo kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024 của {NAME}, kính gửi "
        "Văn phòng Sở tổng hợp"
    ),
    position="GIÁM ĐỐC",
    signer=SIGNER,
    copies=("Như trên;", "Ban Giám đốc Trung tâm;", "Lưu: VT, TTĐMST."),
)

QUARTER = UnitReport(
    issuer=ISSUER,
    number="05/BC-TTNC",
    dated=date(2024, 4, 2),
    abstract="Kết quả công tác thông tin đối ngoại quý I năm 2024",
    addressee="Văn phòng Sở Khoa học và Công nghệ",
    opening=f"{NAME} báo cáo nhanh kết quả công tác thông tin đối ngoại quý I năm 2024 như sau:",
    parts=(
        Part(
            "Kết quả thực hiện",
            parts=(
                Part(
                    "Tuyên truyền, quảng bá trên Cổng Thông tin điện tử, Đặc san, Bản tin",
                    ("Viết, gửi đăng 07 tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị.",),
                ),
                Part(
                    "Hợp tác quốc tế với Lào, Nhật Bản, Thái Lan",
                    (
                        "Đào tạo, chuyển giao kỹ thuật sản xuất chế phẩm sinh học cho 18 cán bộ kỹ thuật của tỉnh "
                        "Salavan (Lào).",
                    ),
                ),
            ),
        ),
    ),
    closing=f"Trên đây là báo cáo nhanh quý I năm 2024 của {NAME}",
    position="GIÁM ĐỐC",
    signer=SIGNER,
    copies=("Như trên;", "Lưu: VT, TTĐMST."),
)
