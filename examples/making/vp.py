"""Reports of the Office itself: a table report for 2024-H1, and one of another period (2023-H2)."""

from datetime import date

from examples.making.words import Part, TableItem, UnitReport

ISSUER = "VĂN PHÒNG"
SIGNER = "Đoàn Thị Mai Khuê"

HALF_YEAR = UnitReport(
    issuer=ISSUER,
    number="19/BC-VP",
    dated=date(2024, 6, 17),
    abstract="Kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    addressee="Giám đốc Sở Khoa học và Công nghệ",
    opening=(
        "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024 của Sở Khoa học và Công nghệ, Văn phòng Sở báo cáo "
        "kết quả thực hiện 6 tháng đầu năm 2024 như sau:"
    ),
    parts=(
        Part(
            "Công tác chỉ đạo, điều hành",
            (
                "Văn phòng đã tham mưu Giám đốc Sở phân công một đồng chí Phó Giám đốc phụ trách công tác thông tin "
                "đối ngoại, đưa việc thực hiện Kế hoạch vào nội dung giao ban hằng tháng và coi đây là một tiêu chí "
                "xem xét thi đua của các phòng, đơn vị.",
                "Kịp thời đôn đốc các phòng, đơn vị cung cấp tin, bài và gửi báo cáo đúng thời hạn.",
            ),
            listed=False,
        ),
        Part("Kết quả thực hiện"),
        Part(
            "Kinh phí thực hiện",
            (
                "Kinh phí đã sử dụng trong 6 tháng đầu năm là 62,4 triệu đồng từ nguồn sự nghiệp khoa học năm 2024, "
                "chủ yếu chi cho xuất bản Đặc san, Bản tin và duy trì Cổng Thông tin điện tử.",
            ),
            listed=False,
        ),
        Part(
            "Đánh giá chung",
            parts=(
                Part(
                    "Kết quả đạt được",
                    (
                        "Công tác thông tin đối ngoại được triển khai đúng kế hoạch; thông tin đăng tải kịp thời, "
                        "chính xác, bảo đảm quy định về bảo vệ bí mật nhà nước.",
                    ),
                    listed=False,
                ),
                Part(
                    "Tồn tại, hạn chế",
                    (
                        "Số lượng tin, bài bằng tiếng Anh và tiếng Lào trên Cổng Thông tin điện tử còn ít; việc cung "
                        "cấp tin, bài của một số phòng, đơn vị chưa thường xuyên.",
                    ),
                    listed=False,
                ),
                Part(
                    "Nguyên nhân",
                    (
                        "Công chức làm công tác thông tin đối ngoại đều kiêm nhiệm, chưa được đào tạo chuyên sâu về "
                        "ngoại ngữ và nghiệp vụ báo chí.",
                    ),
                    listed=False,
                ),
            ),
        ),
        Part(
            "Phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
            (
                "Duy trì và nâng cao chất lượng Cổng Thông tin điện tử, Đặc san, Bản tin; mở chuyên mục tiếng Anh trên "
                "Cổng trong quý III/2024.",
                "Chuẩn bị nội dung, hậu cần đón các đoàn khách quốc tế đến làm việc tại Sở theo kế hoạch.",
            ),
        ),
        Part(
            "Đề xuất, kiến nghị",
            (
                "Đề nghị Sở Thông tin và Truyền thông tiếp tục mở các lớp bồi dưỡng nghiệp vụ thông tin đối ngoại "
                "chuyên sâu cho công chức kiêm nhiệm.",
            ),
            listed=False,
        ),
    ),
    table=(
        TableItem(
            "Thông tin, tuyên truyền chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước",
            (
                (
                    "Quán triệt, phổ biến các nghị quyết, chỉ thị của Đảng, chính sách, pháp luật mới của Nhà nước "
                    "lồng ghép trong hội nghị giao ban, sinh hoạt cơ quan",
                    "06 cuộc; hơn 350 lượt người",
                    "Hằng tháng",
                ),
                (
                    "Tuyên truyền về chuyển đổi số, kỹ năng sử dụng dịch vụ công trực tuyến cho công chức, viên chức",
                    "02 cuộc với 86 lượt người",
                    "Ngày 05/3 và ngày 16/5/2024",
                ),
            ),
        ),
        TableItem(
            "Chỉ đạo, định hướng thông tin đối ngoại; tuyên truyền bảo vệ chủ quyền biển đảo, biên giới lãnh thổ",
            (
                (
                    "Tham mưu Giám đốc Sở ban hành văn bản chỉ đạo, hướng dẫn công tác thông tin đối ngoại",
                    "05 văn bản",
                    "",
                ),
                (
                    "Tổ chức sinh hoạt chuyên đề “Biển, đảo Việt Nam - những điều cần biết” cho công chức, viên chức "
                    "và người lao động toàn Sở",
                    "01 cuộc; 74 lượt người",
                    "Ngày 26/4/2024",
                ),
                (
                    "Chia sẻ tin, bài phản bác các luận điệu sai trái, xuyên tạc trên trang cộng đồng của cơ quan",
                    "23 tin, bài",
                    "",
                ),
            ),
        ),
        TableItem(
            "Quảng bá hình ảnh, tiềm năng, lợi thế của Quảng Trị; đón tiếp và làm việc với các đoàn khách quốc tế",
            (
                (
                    "Tham mưu thủ tục, bảo đảm hậu cần cho cán bộ của Sở đi công tác nước ngoài",
                    "07 đoàn với 29 lượt người",
                    "Lào và Thái Lan",
                ),
                (
                    "Đón các đoàn khách quốc tế đến thăm xã giao và làm việc với lãnh đạo Sở",
                    "06 đoàn; 41 lượt người",
                    "Chưa tính các đoàn do phòng, trung tâm chủ trì đón tiếp",
                ),
            ),
        ),
        TableItem(
            "Tuyên truyền, quảng bá trên các phương tiện thông tin truyền thông của ngành",
            (
                (
                    "Biên tập, đăng tải tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị",
                    "41 tin, bài",
                    "Không kể tin, bài do các phòng, đơn vị cung cấp",
                ),
                ("Xuất bản Đặc san Khoa học và Công nghệ", "02 số", "Phát hành tháng 3 và tháng 6/2024"),
                ("Xuất bản Bản tin Thông tin KH&CN", "06 số", "Phát hành hằng tháng"),
                (
                    "Phối hợp với Đài Phát thanh - Truyền hình tỉnh thực hiện chuyên mục Khoa học và Công nghệ",
                    "06 chuyên mục",
                    "",
                ),
                ("Đăng bài viết về hoạt động khoa học và công nghệ trên Báo Quảng Trị", "08 bài", ""),
            ),
        ),
        TableItem(
            "Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại; phát ngôn và cung cấp thông tin cho báo chí",
            (
                (
                    "Cử công chức tham gia lớp bồi dưỡng nghiệp vụ thông tin đối ngoại do Sở Thông tin và Truyền thông "
                    "tổ chức",
                    "05 lượt người",
                    "Tháng 3 và tháng 5/2024",
                ),
                ("Phát ngôn, cung cấp thông tin cho báo chí theo đúng quy định", "11 lần", ""),
            ),
        ),
        TableItem("Hợp tác quốc tế về khoa học và công nghệ", declaration="Trong kỳ không phát sinh"),
    ),
    closing=(
        "Trên đây là báo cáo kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024 của Văn phòng Sở, "
        "kính báo cáo Giám đốc Sở"
    ),
    position="CHÁNH VĂN PHÒNG",
    signer=SIGNER,
    copies=("Như trên;", "Các Phó Giám đốc Sở;", "Lưu: VP."),
)

LAST_YEAR = UnitReport(
    issuer=ISSUER,
    number="41/BC-VP",
    dated=date(2023, 12, 18),
    abstract="Kết quả thực hiện công tác thông tin đối ngoại 6 tháng cuối năm 2023",
    addressee="Giám đốc Sở Khoa học và Công nghệ",
    opening=(
        "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2023 của Sở Khoa học và Công nghệ, Văn phòng Sở báo cáo "
        "kết quả thực hiện 6 tháng cuối năm 2023 như sau:"
    ),
    parts=(
        Part(
            "Kết quả thực hiện",
            parts=(
                Part(
                    "Tuyên truyền, quảng bá trên Cổng Thông tin điện tử, Đặc san, Bản tin",
                    (
                        "Biên tập, đăng tải 38 tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị.",
                        "Xuất bản 02 số Đặc san Khoa học và Công nghệ và 06 số Bản tin Thông tin KH&CN.",
                    ),
                ),
                Part(
                    "Phát ngôn và cung cấp thông tin cho báo chí",
                    ("Cung cấp thông tin cho báo chí 07 lần về kết quả hoạt động của ngành trong năm 2023.",),
                ),
            ),
        ),
    ),
    closing="Trên đây là báo cáo kết quả thực hiện 6 tháng cuối năm 2023 của Văn phòng Sở",
    position="CHÁNH VĂN PHÒNG",
    signer=SIGNER,
    copies=("Như trên;", "Lưu: VP."),
)
