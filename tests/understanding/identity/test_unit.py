from collections.abc import Callable
from datetime import date

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import EvidenceKind, SourceKind
from tonghop.understanding import understand
from tonghop.understanding.identity.naming import read_periods

Read = Callable[..., Submission]
BODY = [
    "*BÁO CÁO",
    "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
    "*6. Hợp tác quốc tế",
    "- Ký 01 biên bản.",
]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "VĂN PHÒNG"], "VP"),
        (["VĂN PHÒNG SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ"], "VP"),
        (["UBND TỈNH QUẢNG TRỊ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: 12/BC-VP"], "VP"),
        (["SỞ KH&CN QUẢNG TRỊ", "PHÒNG QLCN&ĐMST"], "QLCN"),
        (["PHÒNG QUẢN LÝ CÔNG NGHỆ", "VÀ ĐỔI MỚI SÁNG TẠO"], "QLCN"),
        (["Phòng Quản lý Công nghệ và ĐMST"], "QLCN"),
        (["TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO", "CÔNG NGHỆ VÀ ĐỔI MỚI", "SÁNG TẠO"], "TTNC"),
        (["TRUNG TÂM NC,CGCN&ĐMST"], "TTNC"),
        (["Trung tâm Nghiên cứu Chuyển giao công nghệ và ĐMST"], "TTNC"),
        ([[["SỞ KH&CN\nTTNCĐMST\nSố: 05/BC-TTNC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]], "TTNC"),
        (["Số: 12/BC-QLCNĐMST"], "QLCN"),
        (["Số:      /BC-QLCN"], "QLCN"),
        (["Số 12/BC-TTNC", "PHÒNG QLCN&ĐMST"], None),
        (["SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ"], None),
        (["Số: 12/BC-SKHCN"], None),
        (["CHI CỤC TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG"], None),
        (["VĂN PHÒNG UBND TỈNH"], None),
        ([], None),
    ],
)
def test_a_bare_file_is_known_by_its_letterhead_or_code(read: Read, head: list[object], unit: str | None) -> None:
    assert read([*head, *BODY]).unit == unit


@pytest.mark.parametrize(
    "lines",
    [
        ["*BÁO CÁO", "Kết quả 6 tháng đầu năm 2024", "Kính gửi: Văn phòng Sở", *BODY[2:]],
        [*BODY, "Phối hợp với Phòng QLCN&ĐMST và Văn phòng Sở.", "Nơi nhận: Văn phòng Sở"],
        [*BODY, [["Nơi nhận:\n- Văn phòng Sở;\n- Lưu: VT.", "GIÁM ĐỐC"]]],
        [*BODY, "Thực hiện Báo cáo số 15/BC-VP của Văn phòng."],
    ],
)
def test_a_unit_that_is_only_mentioned_reports_nothing(read: Read, lines: list[object]) -> None:
    assert read(lines).unit is None


TTNC_HEAD = "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"
TTNC_MAIL, QLCN_MAIL, STRANGER = "ttnc@sokhcn.example", "qlcn@sokhcn.example", "la@khac.example"


@pytest.mark.parametrize(
    ("channel", "head", "unit"),
    [
        ({"sender": TTNC_MAIL}, TTNC_HEAD, "TTNC"),
        ({"folders": ("2024", "TTNC")}, TTNC_HEAD, "TTNC"),
        ({"folders": ("Văn phòng", "TTNC")}, TTNC_HEAD, "TTNC"),
        ({"folders": ("Trung tâm NC,CGCN&ĐMST",)}, TTNC_HEAD, "TTNC"),
        ({"folders": ("2024", "Báo cáo")}, TTNC_HEAD, "TTNC"),
        ({"sender": TTNC_MAIL}, "", None),
        ({"folders": ("TTNC",)}, "", None),
        ({"sender": QLCN_MAIL}, TTNC_HEAD, None),
        ({"folders": ("QLCN",)}, TTNC_HEAD, None),
        ({"sender": TTNC_MAIL, "folders": ("QLCN",)}, TTNC_HEAD, None),
        ({"sender": STRANGER}, TTNC_HEAD, None),
        ({"source": SourceKind.MAILBOX}, TTNC_HEAD, None),
        ({"unit": "TTNC"}, "", "TTNC"),
        ({"unit": "TTNC"}, TTNC_HEAD, "TTNC"),
        ({"unit": "QLCN"}, TTNC_HEAD, None),
        ({"unit": "KHAC"}, TTNC_HEAD, None),
        ({"names": ("BC TTNC 6T.docx",)}, "", None),
        ({"names": ("BC QLCN 6T.docx",)}, TTNC_HEAD, "TTNC"),
    ],
)
def test_channel_and_letterhead_together_decide(
    read: Read, channel: dict[str, object], head: str, unit: str | None
) -> None:
    assert read([head, *BODY], Channel.model_validate(channel)).unit == unit


def test_evidence_keeps_its_words_and_place(read: Read) -> None:
    report = read([TTNC_HEAD, *BODY], Channel(sender=QLCN_MAIL))
    assert {(e.kind, e.value, e.locator) for e in report.unit_evidence} == {
        (EvidenceKind.SENDER, "QLCN", None),
        (EvidenceKind.LETTERHEAD, "TTNC", "body/p1"),
    }


def test_a_unit_that_no_longer_exists_in_the_period_is_not_meant(
    plan: Plan, document: Callable[..., ReadDocument]
) -> None:
    units = tuple(u.model_copy(update={"valid_to": date(2023, 12, 31)}) if u.code == "TTNC" else u for u in plan.units)
    ended = plan.model_copy(update={"units": units})
    assert understand([document([TTNC_HEAD, *BODY])], Channel(), plan).unit == "TTNC"
    assert understand([document([TTNC_HEAD, *BODY])], Channel(), ended).unit is None


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024", ["2024-H1"]),
        ("6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024", ["2024-H1"]),
        ("06 tháng cuối năm 2024", ["2024-H2"]),
        ("6T đầu năm 2024", ["2024-H1"]),
        ("SƠ KẾT 6 THÁNG công tác thông tin đối ngoại năm 2024", ["2024-H1"]),
        ("Kết quả 6 tháng đầu năm thực hiện Kế hoạch năm 2024", ["2024-H1"]),
        ("Kết quả năm 2024 và phương hướng, nhiệm vụ năm 2025", ["2024"]),
        ("Tổng kết công tác thông tin đối ngoại năm 2024", ["2024"]),
        ("6 tháng đầu năm 2023", ["2023-H1"]),
        ("từ ngày 01/3/2024 đến ngày 15/4/2024", ["2024-03-01..2024-04-15"]),
        ("từ ngày 01/3 đến ngày 15/4/2024", ["2024-03-01..2024-04-15"]),
        ("từ ngày 01 tháng 3 năm 2024 đến ngày 15 tháng 4 năm 2024", ["2024-03-01..2024-04-15"]),
        ("từ ngày 15/12/2023 đến ngày 14/6/2024", ["2024-H1"]),
        ("6 tháng đầu năm và 6 tháng cuối năm 2024", ["2024-H1", "2024-H2", "2024"]),
        ("6 tháng năm 2024", ["2024-H1", "2024-H2"]),
        ("thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024", ["2024", "2024-H1"]),
        ("Quý I năm 2024", ["2024-01-01..2024-03-31", "2023-12-15..2024-03-14"]),
        ("tháng 5 năm 2024", []),
        ("8 tháng đầu năm 2024", ["2024-01-01..2024-08-31", "2023-12-15..2024-08-14"]),
        ("tám tháng, năm 2024", ["2024-01-01..2024-08-31", "2023-12-15..2024-08-14"]),
        ("năm tháng đầu năm 2024", ["2024-01-01..2024-05-31", "2023-12-15..2024-05-14"]),
        ("10 tháng năm 2024", ["2024-01-01..2024-10-31", "2023-12-15..2024-10-14"]),
        ("mười một tháng của năm 2024", ["2024-01-01..2024-11-30", "2023-12-15..2024-11-14"]),
        ("03 tháng cuối năm 2024", ["2024-10-01..2024-12-31", "2024-09-15..2024-12-14"]),
        ("năm 2024; nhiệm vụ 3 tháng đầu năm 2025", ["2024"]),
        ("ngày 8 tháng 9 năm 2024", []),
        ("công tác thông tin đối ngoại", []),
    ],
)
def test_a_title_gives_its_period_or_the_candidates(plan: Plan, title: str, codes: list[str]) -> None:
    assert read_periods(title, plan, None) == codes


@pytest.mark.parametrize(
    ("lines", "channel", "period"),
    [
        (["*BÁO CÁO", "Kết quả 6 tháng đầu năm 2024"], {}, "2024-H1"),
        (["*BÁO CÁO KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2024"], {}, "2024-H1"),
        (
            [
                "*BÁO CÁO",
                "Kết quả công tác",
                "Thực hiện Kế hoạch năm 2024, đơn vị báo cáo 6 tháng đầu năm 2024 như sau:",
            ],
            {},
            "2024-H1",
        ),
        (["*BÁO CÁO", "Kết quả năm 2024", "Thực hiện yêu cầu, đơn vị báo cáo 6 tháng đầu năm 2024 như sau:"], {}, None),
        (
            [
                "*BÁO CÁO",
                "Kết quả 6 tháng đầu năm 2024",
                "Thực hiện Kế hoạch năm 2024, đơn vị báo cáo 6 tháng cuối năm 2024 như sau:",
            ],
            {},
            None,
        ),
        (["*BÁO CÁO", "Kết quả thực hiện Kế hoạch thông tin đối ngoại năm 2024"], {}, "2024"),
        (["*BÁO CÁO", "Kết quả công tác"], {"subject": "Báo cáo 6 tháng đầu năm 2024"}, None),
        (["*BÁO CÁO", "Kết quả 8 tháng đầu năm 2024"], {}, None),
        (["*BÁO CÁO", "Kết quả 8 tháng đầu năm 2024"], {"period": "2024-01-01..2024-08-31"}, "2024-01-01..2024-08-31"),
        (["*BÁO CÁO", "Kết quả công tác"], {"names": ("BC 6 tháng đầu năm 2024.docx",)}, None),
    ],
)
def test_title_and_opening_decide_the_period_and_weaker_hints_do_not(
    read: Read, lines: list[str], channel: dict[str, object], period: str | None
) -> None:
    report = read([*lines, "*6. Hợp tác quốc tế", "- Ký 01 biên bản."], Channel.model_validate(channel))
    assert report.period == period
