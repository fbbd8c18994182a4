"""Reports of Phòng QLCN&ĐMST: a first version with an empty section, and the revision that replaces it."""

from datetime import date

from examples.making.words import Part, UnitReport

ISSUER = "PHÒNG QUẢN LÝ CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"
SIGNER = "Lương Quốc Tường"
ABSTRACT = "Kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024"
BASIS = (
    "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024 của Sở Khoa học và Công nghệ, Phòng Quản lý Công nghệ và "
    "Đổi mới sáng tạo báo cáo kết quả thực hiện 6 tháng đầu năm 2024"
)
CLOSING = (
    "Trên đây là báo cáo kết quả thực hiện công tác thông tin đối ngoại 6 tháng đầu năm 2024 của Phòng Quản lý Công "
    "nghệ và Đổi mới sáng tạo, kính gửi Văn phòng Sở tổng hợp"
)

FIRST = UnitReport(
    issuer=ISSUER,
    number="27/BC-QLCN",
    dated=date(2024, 6, 14),
    abstract=ABSTRACT,
    addressee="Văn phòng Sở",
    opening=f"{BASIS} như sau:",
    parts=(
        Part(
            "Tình hình triển khai thực hiện",
            ("Phòng đã phân công 02 chuyên viên theo dõi, tham mưu công tác thông tin đối ngoại.",),
            listed=False,
        ),
        Part(
            "Kết quả thực hiện",
            parts=(
                Part(
                    "Tuyên truyền chủ trương, chính sách; nâng cao nhận thức về hội nhập quốc tế",
                    (
                        "Ngày 22/3/2024, phối hợp với Liên minh Hợp tác xã tỉnh phổ biến chính sách hỗ trợ đổi mới "
                        "công nghệ cho hơn 100 đại biểu.",
                    ),
                ),
                Part(
                    "Truyền thông, sinh hoạt chuyên đề, tọa đàm, tập huấn",
                    ("Tổ chức 02 lớp tập huấn về sở hữu trí tuệ trong hội nhập quốc tế cho 135 học viên.",),
                ),
                Part(
                    "Tham gia Techfest, Techdemo; đón tiếp và làm việc với các đoàn khách quốc tế",
                    ("Tham gia Techfest vùng Bắc Trung Bộ tại thành phố Huế với 02 gian hàng.",),
                ),
                Part(
                    "Quảng bá thương hiệu, nhãn hiệu sản phẩm đặc sản địa phương",
                    ("Cung cấp 10 tin, bài đăng trên Cổng Thông tin điện tử KH&CN Quảng Trị.",),
                ),
                Part("Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại; phát ngôn và cung cấp thông tin cho báo chí"),
                Part(
                    "Hợp tác quốc tế về khoa học và công nghệ",
                    ("Tham mưu ký kết 01 biên bản ghi nhớ với Sở Công nghệ và Truyền thông tỉnh Salavan (Lào).",),
                ),
            ),
        ),
    ),
    closing=CLOSING,
    position="TRƯỞNG PHÒNG",
    signer=SIGNER,
    copies=("Như trên;", "Lưu: QLCN."),
)

REVISION = UnitReport(
    issuer=ISSUER,
    number="28/BC-QLCN",
    dated=date(2024, 6, 18),
    abstract=ABSTRACT,
    addressee="Văn phòng Sở",
    opening=f"{BASIS} (thay thế Báo cáo số 27/BC-QLCN ngày 14/6/2024) như sau:",
    parts=(
        Part(
            "Công tác chỉ đạo, triển khai thực hiện",
            (
                "Ngay sau khi Kế hoạch được ban hành, Phòng đã phân công một lãnh đạo phòng trực tiếp chỉ đạo và hai "
                "chuyên viên theo dõi công tác thông tin đối ngoại; lồng ghép các nội dung của Kế hoạch vào nhiệm vụ "
                "quản lý công nghệ, sở hữu trí tuệ và hỗ trợ khởi nghiệp đổi mới sáng tạo của Phòng.",
            ),
            listed=False,
        ),
        Part(
            "Kết quả thực hiện",
            parts=(
                Part(
                    "Tuyên truyền, phổ biến chủ trương, đường lối, chính sách, pháp luật; nâng cao nhận thức về hội "
                    "nhập quốc tế",
                    (
                        "Ngày 22/3/2024, phối hợp với Liên minh Hợp tác xã tỉnh tổ chức hội nghị phổ biến chính sách "
                        "hỗ trợ đổi mới công nghệ và cam kết trong các hiệp định thương mại tự do thế hệ mới cho hơn "
                        "120 đại biểu là đại diện hợp tác xã, doanh nghiệp nhỏ và vừa.",
                        "Biên soạn, phát hành 500 tờ gấp giới thiệu lộ trình chuyển đổi số và các công nghệ của Cách "
                        "mạng công nghiệp 4.0 trong doanh nghiệp sản xuất.",
                        "Hướng dẫn 14 doanh nghiệp, cơ sở sản xuất hoàn thiện hồ sơ tham gia chương trình hỗ trợ khởi "
                        "nghiệp đổi mới sáng tạo của tỉnh.",
                    ),
                ),
                Part(
                    "Truyền thông, sinh hoạt chuyên đề, tọa đàm, tập huấn; tuyên truyền bảo vệ chủ quyền biển đảo",
                    (
                        "Tổ chức 02 lớp tập huấn về sở hữu trí tuệ trong hội nhập quốc tế tại huyện Hướng Hóa (ngày "
                        "11/4/2024) và thị xã Quảng Trị (ngày 25/4/2024) cho 135 học viên.",
                        "Lồng ghép tuyên truyền về chủ quyền biển đảo trong 03 buổi truyền thông về công nghệ bảo quản "
                        "hải sản tại các xã ven biển huyện Gio Linh và Triệu Phong, thu hút 210 lượt người tham gia.",
                        "Tổ chức 02 buổi sinh hoạt chuyên đề về nhận diện, phản bác các luận điệu xuyên tạc trên không "
                        "gian mạng.",
                    ),
                ),
                Part(
                    "Tham gia Techfest, Techdemo; đón tiếp và làm việc với các đoàn khách quốc tế",
                    (
                        "Tham gia Techfest vùng Bắc Trung Bộ và Duyên hải miền Trung tại thành phố Huế (từ ngày "
                        "18/4/2024 đến ngày 20/4/2024) với 02 gian hàng, giới thiệu 15 sản phẩm khởi nghiệp của tỉnh.",
                        "Ngày 15/5/2024, đón và làm việc với đoàn công tác của Sở Công nghệ và Truyền thông tỉnh "
                        "Savannakhet (Lào) gồm 12 người đến thăm, trao đổi kinh nghiệm hỗ trợ doanh nghiệp khởi nghiệp "
                        "đổi mới sáng tạo.",
                        "Phối hợp với một quỹ đầu tư của Nhật Bản tổ chức hội nghị giao lưu trực tuyến với 09 dự án "
                        "khởi nghiệp của tỉnh vào ngày 07/6/2024.",
                    ),
                ),
                Part(
                    "Quảng bá kết quả xây dựng thương hiệu, nhãn hiệu tập thể, nhãn hiệu chứng nhận",
                    (
                        "Trong kỳ, hỗ trợ 04 nhãn hiệu của sản phẩm đặc sản địa phương được cấp văn bằng bảo hộ; lũy "
                        "kế từ năm 2021 đến nay toàn tỉnh có 38 nhãn hiệu tập thể, nhãn hiệu chứng nhận được bảo hộ.",
                        "Cung cấp 12 tin, bài giới thiệu cà phê, hồ tiêu, cao dược liệu đã được bảo hộ nhãn hiệu đăng "
                        "trên Cổng Thông tin điện tử KH&CN Quảng Trị.",
                        "Phối hợp với Đài Phát thanh - Truyền hình tỉnh thực hiện 02 chuyên mục về bảo hộ nhãn hiệu "
                        "trong hội nhập, phát sóng ngày 10/3/2024 và ngày 05/5/2024.",
                    ),
                ),
                Part(
                    "Cử cán bộ tham gia tập huấn, bồi dưỡng; phát ngôn và cung cấp thông tin cho báo chí",
                    (
                        "Cử 03 công chức tham gia lớp tập huấn nghiệp vụ thông tin đối ngoại do Sở Thông tin và Truyền "
                        "thông tổ chức ngày 21/3/2024.",
                        "Cung cấp thông tin cho báo chí 04 lần về hoạt động khởi nghiệp, sở hữu trí tuệ theo sự phân "
                        "công của người phát ngôn.",
                    ),
                ),
                Part(
                    "Hợp tác quốc tế về khoa học và công nghệ",
                    (
                        "Ngày 28/5/2024, tham mưu Sở ký kết 01 biên bản ghi nhớ với Sở Công nghệ và Truyền thông tỉnh "
                        "Salavan (Lào) về hợp tác trong lĩnh vực tiêu chuẩn đo lường chất lượng và công nghệ thông "
                        "tin.",
                        "Phối hợp với đối tác tại tỉnh Ubon Ratchathani (Thái Lan) hướng dẫn tra cứu sáng chế, đăng ký "
                        "bảo hộ chỉ dẫn địa lý cho khoảng 30 doanh nghiệp hai bên.",
                    ),
                ),
            ),
        ),
        Part(
            "Kinh phí thực hiện",
            (
                "Kinh phí được giao năm 2024 là 150 triệu đồng từ nguồn sự nghiệp khoa học; đã thực hiện 71,5 triệu "
                "đồng, đạt 47,7% kế hoạch.",
            ),
            listed=False,
        ),
        Part(
            "Đánh giá chung",
            parts=(
                Part(
                    "Kết quả đạt được",
                    (
                        "Các nội dung được giao cơ bản bám sát Kế hoạch; hoạt động quảng bá gắn được với hỗ trợ doanh "
                        "nghiệp và sản phẩm cụ thể của địa phương.",
                    ),
                    listed=False,
                ),
                Part(
                    "Tồn tại, hạn chế",
                    (
                        "Tài liệu giới thiệu sản phẩm chưa có bản tiếng nước ngoài; một số hoạt động phối hợp với đối "
                        "tác Thái Lan, Nhật Bản mới dừng ở mức trao đổi trực tuyến.",
                    ),
                    listed=False,
                ),
                Part(
                    "Nguyên nhân",
                    ("Kinh phí còn hạn chế; công chức của Phòng phải kiêm nhiệm nhiều lĩnh vực.",),
                    listed=False,
                ),
            ),
        ),
        Part(
            "Phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
            (
                "Tham gia Techfest quốc gia với ít nhất 03 gian hàng của doanh nghiệp khởi nghiệp tỉnh.",
                "Triển khai các nội dung của biên bản ghi nhớ đã ký với tỉnh Salavan.",
                "Biên soạn tài liệu song ngữ Việt - Anh giới thiệu các sản phẩm đặc sản đã được bảo hộ.",
            ),
        ),
        Part(
            "Đề xuất, kiến nghị",
            ("Đề nghị Lãnh đạo Sở bổ sung kinh phí dịch tài liệu giới thiệu sản phẩm sang tiếng Anh và tiếng Lào.",),
            listed=False,
        ),
    ),
    closing=CLOSING,
    position="TRƯỞNG PHÒNG",
    signer=SIGNER,
    copies=("Như trên;", "Lãnh đạo Sở (b/c);", "Lưu: QLCN."),
)
