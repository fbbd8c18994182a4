"""One realistic report of a half-year, as consolidation would hand it over."""

# ruff: noqa: E501  (a table of sentences: one row, one line)

from datetime import UTC, datetime, timedelta

import pytest

from schemas.plan import Plan
from schemas.report import (
    Coverage,
    CoverageCell,
    DoubleClaim,
    ItemCoverage,
    Material,
    Report,
    ReportActivity,
    ReportFinding,
    ReportSubmission,
    Total,
)
from schemas.submission import FiledDocument, Quantity
from schemas.values import CellState, CheckStatus, MissingReason, Precision, Scope, Severity, SourceKind

SHA = {"VP": "a1" * 32, "QLCN": "b2" * 32, "TTNC": "c3" * 32}

# Each row: unit, item, text, dates, aspects, quantities.
ACTIVITIES = [
    ("VP", 1, "Tổ chức quán triệt Nghị quyết, Chỉ thị của Trung ương, Tỉnh ủy về công tác thông tin đối ngoại trong tình hình mới đến toàn thể cán bộ, công chức, viên chức và người lao động trong ngành với hơn 120 lượt người tham dự", ["2024-01-18"], ["policy"], [(120, "lượt người", None, "period", "at_least")]),
    ("VP", 1, "tham mưu Giám đốc Sở ban hành 05 văn bản chỉ đạo, hướng dẫn triển khai công tác thông tin đối ngoại;", ["2024-03-05"], ["policy"], [(5, "văn bản", None, "period", "exact")]),
    ("QLCN", 1, "- Tuyên truyền về cuộc Cách mạng công nghiệp 4.0, chuyển đổi số và khởi nghiệp đổi mới sáng tạo tại 12 doanh nghiệp trên địa bàn tỉnh .", ["2024-04-10"], ["industry40", "digital", "startup"], [(12, "doanh nghiệp", None, "period", "exact")]),
    ("TTNC", 1, "Phối hợp phổ biến ứng dụng công nghệ sinh học trong sản xuất nông nghiệp cho 85 hộ dân của các xã Hướng Phùng, Hướng Linh", ["2024-05-21"], ["biotech"], []),
    ("VP", 2, "Ban hành 07 văn bản hướng dẫn các phòng, đơn vị trực thuộc về chế độ phát ngôn, bảo vệ bí mật nhà nước và kỷ luật thông tin trên không gian mạng", ["2024-02-20"], ["guidance"], [(7, "văn bản", "van-ban-chi-dao", "period", "exact")]),
    ("QLCN", 2, "Tổ chức 03 buổi sinh hoạt chuyên đề về chủ quyền biển, đảo và biên giới quốc gia cho 146 lượt cán bộ, công chức, viên chức", ["2024-03-26"], ["seminar", "sovereignty"], [(3, "cuộc", "buoi-sinh-hoat-chuyen-de", "period", "exact"), (146, "lượt người", "luot-nguoi-tham-gia", "period", "exact")]),
    ("TTNC", 2, "Mở 02 lớp tập huấn kỹ năng viết tin, bài về khoa học và công nghệ với 54 học viên", ["2024-05-14"], ["training"], [(2, "lớp", "lop-tap-huan-to-chuc", "period", "exact"), (54, "lượt người", "luot-nguoi-tham-gia", "period", "exact")]),
    ("VP", 2, "Đăng 11 tin, bài phản bác các luận điệu sai trái, xuyên tạc về chủ quyền biển, đảo trên Cổng Thông tin điện tử của Sở", ["2024-06-03"], ["rebuttal", "media"], [(11, "tin, bài", "tin-bai-chu-quyen", "period", "exact")]),
    ("QLCN", 3, "Tham gia Ngày hội Khởi nghiệp đổi mới sáng tạo quốc gia Techfest vùng Bắc Trung Bộ năm 2024 tại thành phố Huế với 04 gian hàng giới thiệu sản phẩm cao dược liệu, tinh dầu tràm, cà phê Khe Sanh và nước mắm Mỹ Thủy", ["2024-04-19"], ["techfest"], [(1, "sự kiện", "su-kien-tham-gia", "period", "exact"), (4, "gian hàng", "gian-hang", "period", "exact")]),
    ("TTNC", 3, "Tham gia gian hàng tại Techfest vùng Bắc Trung Bộ năm 2024 ở thành phố Huế, giới thiệu 06 sản phẩm của Trung tâm", ["2024-04-19"], ["techfest"], [(1, "sự kiện", "su-kien-tham-gia", "period", "exact")]),
    ("VP", 3, "Đón, tiếp và làm việc với 06 đoàn khách quốc tế với 41 lượt người đến thăm và làm việc tại Sở, trong đó có đoàn công tác của Sở Khoa học và Công nghệ tỉnh Savannakhet (Lào) và đoàn chuyên gia JICA (Nhật Bản)", ["2024-03-12", "2024-05-28"], ["delegation", "cooperation"], [(6, "đoàn", "doan-vao", "period", "exact"), (41, "lượt người", "luot-nguoi-doan-vao", "period", "exact")]),
    ("VP", 3, "Cử 07 đoàn với 29 lượt người đi công tác, học tập kinh nghiệm tại Lào, Thái Lan và Nhật Bản", ["2024-05-09"], ["cooperation"], [(7, "đoàn", "doan-ra", "period", "exact"), (29, "lượt người", "luot-nguoi-doan-ra", "period", "exact")]),
    ("TTNC", 3, "Dự hội nghị giao lưu kết nối cung - cầu công nghệ các tỉnh miền Trung - Tây Nguyên và Nam Lào", ["2024-06-06"], ["exchange"], []),
    ("VP", 4, "Đăng tải 1.246 tin, bài, trong đó có 41 bài bằng tiếng Anh trên Cổng Thông tin điện tử KH&CN Quảng Trị, nâng tổng số từ đầu nhiệm kỳ lên 8.730 tin, bài", ["2024-06-10"], ["portal"], [(1246, "tin, bài", "tin-bai-cong", "period", "exact"), (8730, "tin, bài", "tin-bai-cong", "cumulative", "exact")]),
    ("VP", 4, "Phát hành 02 số Đặc san Khoa học và Công nghệ, mỗi số 500 bản", ["2024-03-30"], ["journal"], [(2, "số", "so-dac-san", "period", "exact")]),
    ("VP", 4, "Phát hành 06 số Bản tin Thông tin KH&CN gửi các cơ quan, đơn vị và điểm thông tin ở cơ sở", ["2024-06-01"], ["bulletin"], [(6, "số", "so-ban-tin", "period", "exact")]),
    ("QLCN", 4, "Phối hợp Đài Phát thanh - Truyền hình tỉnh thực hiện 12 chuyên mục “Khoa học và Công nghệ”, quảng bá các nhãn hiệu tập thể, nhãn hiệu chứng nhận của sản phẩm đặc sản địa phương", ["2024-05-30"], ["broadcast", "brand"], [(12, "chuyên mục", "chuyen-muc-truyen-hinh", "period", "exact")]),
    ("QLCN", 4, "Cục Sở hữu trí tuệ cấp văn bằng bảo hộ cho 05 nhãn hiệu chứng nhận “Cà phê Khe Sanh”, “Hồ tiêu Quảng Trị”, “Gạo Triệu Phong”, “Nước mắm Cửa Tùng” và “Cam Hải Phú”", ["2024-04-26"], ["brand"], [(5, "nhãn hiệu", "nhan-hieu-bao-ho", "period", "exact")]),
    ("TTNC", 4, "Đăng 09 bài trên Báo Quảng Trị về mô hình trồng nấm dược liệu và chuyển giao công nghệ nuôi cấy mô", ["2024-05-17"], ["newspaper"], [(9, "tin, bài", "tin-bai-bao-quang-tri", "period", "exact")]),
    ("TTNC", 4, "Dự kiến 6 tháng cuối năm đăng 15 tin, bài trên Báo Quảng Trị", [], ["newspaper"], [(15, "tin, bài", "tin-bai-bao-quang-tri", "planned", "exact")]),
    ("VP", 6, "Ký kết 02 biên bản ghi nhớ hợp tác về khoa học và công nghệ với Sở Khoa học và Công nghệ tỉnh Savannakhet và tỉnh Salavan (Lào) giai đoạn 2024 - 2026", ["2024-03-12"], ["laos"], [(2, "văn bản", "bien-ban-ghi-nho", "period", "exact")]),
    ("TTNC", 6, "Triển khai dự án nuôi cấy mô giống chuối bản địa hợp tác với tỉnh Mukdahan (Thái Lan), tổng kinh phí 11.974.405,56 USD", ["2024-02-27"], ["thailand", "f-biotech"], [(1, "dự án", "du-an-hop-tac", "period", "exact"), (11974405.56, "USD", None, "period", "exact")]),
    ("TTNC", 6, "Đào tạo, chuyển giao quy trình sản xuất chế phẩm sinh học cho khoảng 18 cán bộ kỹ thuật của tỉnh Savannakhet", ["2024-05-06"], ["laos", "f-biotech", "f-transfer"], [(18, "lượt người", "can-bo-hoc-tap", "period", "about")]),
    ("QLCN", 6, "Hỗ trợ doanh nghiệp của tỉnh đăng ký 03 đơn sở hữu trí tuệ tại Nhật Bản", ["2024-06-05"], ["japan", "f-ip"], []),
    ("QLCN", 6, "Duy trì hoạt động của 36 điểm thông tin khoa học và công nghệ tại các xã biên giới", ["2024-06-12"], ["f-infopoint"], [(36, "điểm", "diem-thong-tin", "period", "exact")]),
    ("TTNC", 6, "Trao đổi kinh nghiệm <b>quản lý tiêu chuẩn, đo lường & chất lượng</b> với đoàn chuyên gia JICA\x07", ["2024-05-28"], ["japan", "f-quality"], []),
    ("QLCN", 3, "Tham gia trình diễn, kết nối cung cầu công nghệ (Techdemo) năm 2024 tại thành phố Đà Nẵng", ["2024-06-07"], ["techdemo"], [(1, "sự kiện", "su-kien-tham-gia", "period", "exact")]),
    ("VP", 6, "Cung cấp 20 bộ tài liệu giới thiệu tiềm năng, lợi thế hợp tác và phát triển của tỉnh bằng tiếng Việt, tiếng Anh và tiếng Lào cho các đoàn khách quốc tế", ["2024-05-29"], ["laos"], []),
    ("QLCN", 1, "Tuyên truyền, vận động các doanh nghiệp khởi nghiệp tham gia hệ sinh thái đổi mới sáng tạo mở của vùng Bắc Trung Bộ và duyên hải miền Trung", [], ["startup"], []),
    ("TTNC", 2, "Tổ chức tọa đàm với báo chí về kết quả chuyển giao công nghệ của Trung tâm", ["2024-04-22"], ["media"], [(1, "cuộc", "buoi-sinh-hoat-chuyen-de", "period", "exact")]),
    ("TTNC", 4, "Xây dựng 03 phóng sự ngắn về sản phẩm đặc sản được bảo hộ, phát trên mạng xã hội của Trung tâm", ["2024-06-11"], ["brand"], []),
    ("VP", 4, "Đăng 22 tin, bài trên Báo Quảng Trị", ["2024-06-13"], ["newspaper"], [(22, "tin, bài", "tin-bai-bao-quang-tri", "period", "exact")]),
]  # fmt: skip

MATERIAL = [
    ("direction", "VP", "tham mưu ban hành Kế hoạch thực hiện công tác thông tin đối ngoại năm 2024 và phân công nhiệm vụ cụ thể cho từng phòng, đơn vị"),
    ("direction", "QLCN", "• Tham mưu ban hành Kế hoạch thực hiện công tác thông tin đối ngoại năm 2024 và phân công nhiệm vụ cụ thể cho từng phòng, đơn vị."),
    ("strengths", "VP", "Công tác thông tin đối ngoại được triển khai kịp thời, bám sát kế hoạch; hình ảnh, tiềm năng, lợi thế của tỉnh được quảng bá rộng rãi"),
    ("shortcomings", "TTNC", "Số lượng tin, bài bằng tiếng nước ngoài còn ít; đội ngũ làm công tác thông tin đối ngoại còn kiêm nhiệm"),
    ("tasks", "QLCN", "Tiếp tục phối hợp tổ chức Techfest Quảng Trị năm 2024"),
    ("tasks", "TTNC", "Đẩy mạnh hợp tác với các tỉnh Nam Lào về chuyển giao công nghệ nuôi cấy mô"),
]  # fmt: skip


@pytest.fixture(scope="session")
def make_report(plan: Plan):
    """A function that builds the report, with some of its fields changed."""

    def build(**changes: object) -> Report:
        activities = tuple(
            ReportActivity(
                id=f"{unit}-{number:03d}",
                unit=unit,
                item=item,
                text=text,
                locator=f"body/p{number}",
                sha256=SHA[unit],
                dates=tuple(dates),
                aspects=tuple(aspects),
                quantities=tuple(
                    Quantity(value=value, measure=measure, indicator=indicator, scope=Scope(scope), precision=Precision(precision))
                    for value, measure, indicator, scope, precision in quantities
                ),
            )
            for number, (unit, item, text, dates, aspects, quantities) in enumerate(ACTIVITIES, 1)
        )  # fmt: skip
        sums: dict[tuple, list] = {}
        for activity in activities:
            for place, quantity in enumerate(activity.quantities):
                if quantity.indicator:
                    key = (activity.item, quantity.indicator, quantity.measure, quantity.scope, quantity.precision)
                    sums.setdefault(key, []).append((activity.id, place, quantity.value))
        totals = tuple(
            Total(
                item=item,
                indicator=indicator,
                measure=measure,
                scope=scope,
                precision=precision,
                value=sum(value for _, _, value in parts),
                parts=tuple((one, place) for one, place, _ in parts),
                disputed=indicator == "su-kien-tham-gia",
            )
            for (item, indicator, measure, scope, precision), parts in sorted(sums.items())
        )
        cells = {
            unit.code: {item.number: CoverageCell(state=CellState.REPORTED) for item in plan.items}
            for unit in plan.units
        }
        cells["VP"][5] = CoverageCell(state=CellState.NOTHING)
        cells["QLCN"][5] = CoverageCell(state=CellState.EMPTY)
        cells["TTNC"][5] = CoverageCell(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
        items = {
            item.number: ItemCoverage(
                state=CellState.NOTHING if item.number == 5 else CellState.REPORTED,
                activities=sum(one.item == item.number for one in activities),
                aspects={
                    aspect.id: any(aspect.id in one.aspects for one in activities if one.item == item.number)
                    for aspect in item.aspects
                },
            )
            for item in plan.items
        }
        start = datetime(2024, 6, 17, 1, 30, tzinfo=UTC)
        submissions = tuple(
            ReportSubmission(
                id=f"S{place}",
                unit=unit,
                files=(FiledDocument(name=f"BC 6T ({place})_final {unit}.docx", sha256=sha),),
                source=SourceKind.MAILBOX if place else SourceKind.FOLDER,
                declared_by=None,
                received_at=start + timedelta(days=place),
                late=unit == "TTNC",
                status=CheckStatus.ACCEPTED,
                superseded_by=None,
            )
            for place, (unit, sha) in enumerate(SHA.items())
        )
        findings = (
            ReportFinding(
                rule="item-empty",
                severity=Severity.ERROR,
                locator="body/p40",
                message="Mục “5. Tập huấn, bồi dưỡng” có tiêu đề nhưng không có nội dung.",
                fix="Đề nghị đơn vị ghi kết quả hoặc ghi rõ “Trong kỳ không phát sinh”.",
                unit="QLCN",
                submission="S1",
            ),
            ReportFinding(
                rule="item-missing",
                severity=Severity.WARNING,
                message="Báo cáo không đề cập nội dung 5.",
                fix="Hỏi lại đơn vị.",
                unit="TTNC",
                submission="S2",
            ),
        )
        values = {
            "period": "2024-H1",
            "version": 1,
            "plan_sha256": plan.sha256,
            "submissions": submissions,
            "coverage": Coverage(cells=cells, items=items, expected_units=3, reported_units=3, on_time_units=2),
            "missing_units": (),
            "activities": activities,
            "totals": totals,
            "double_claims": (DoubleClaim(activities=("QLCN-009", "TTNC-010"), score=0.93),),
            "findings": findings,
            "material": tuple(
                Material(section=section, unit=unit, text=text, locator="body/p9", sha256=SHA[unit])
                for section, unit, text in MATERIAL
            ),
        }
        return Report(**{**values, **changes})

    return build


@pytest.fixture(scope="session")
def report(make_report) -> Report:
    return make_report()
