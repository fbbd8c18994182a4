"""The wording of marks and their neighbours in ordinary language.

The marks are fixed by law (Law 29/2018 and 117/2025 on state secrets, domain.md), not by an office, hence code and not
plan data. A word is added here when a real mark was missed or ordinary prose raised a false alarm; each has a test.
"""
# ruff: noqa: SIM905 - a list of forty words reads better as text than as forty quoted strings

import re

# A whole short line, its letters joined and case-folded. Urgency stamps and copy numbers may stand beside the mark.
_URGENCY = r"(?:thượngkhẩn|khẩn|hỏatốc|hoảtốc|hẹngiờ)"
STRONG_ALONE = re.compile(
    rf"{_URGENCY}*(?:tàiliệu|vănbản|dấu|độmật|độ)?(?:tuyệt|tối)mật(?:{_URGENCY}|(?:bản|lần)?số|\d)*"
)
PLAIN_ALONE = re.compile(
    rf"{_URGENCY}*(tàiliệu|vănbản|dấu|báocáo|côngvăn|hồsơ|chỉthị|côngđiện|kếhoạch|tờtrình|thôngbáo|quyếtđịnh|đềán"
    rf"|phươngán|biênbản|phiếu(?:trình|gửi|chuyển)?)?mật(?:{_URGENCY}|(?:bản|lần)?số|\d)*"
)
OTHER_ALONE = re.compile(r"(?:đã)?giảimật|tàiliệuthuhồi|chỉngườicótênmớiđượcbócbì|(?:mức|cấp)?độmật(?:tuyệt|tối)?mật")
LONGEST_ALONE = 40  # letters

# Within a line of other words. Capitals are what sets a stamp apart from prose.
STRONG_CAPITALS = re.compile(r"(?<!\w)(?:TUYỆT|TỐI)[\s_-]+MẬT(?!\w)")
CAPITALS_AT_START = re.compile(
    r"\W*(?:(?:ĐÃ\s+)?GIẢI\s+)?MẬT(?!\w)\s*(?=[^\w\s]|$|\d|Số|SỐ|Bản|BẢN|ngày|NGÀY|Ngày|từ|TỪ)"
)
CAPITALS_AT_END = re.compile(r"(?:(\w+)\W+|(?<!\w))MẬT\W*\Z")
RECALL_AT_START = re.compile(r"\W*TÀI\s+LIỆU\s+THU\s+HỒI(?!\w)(?!\s+(?:ĐẤT|NỢ|VỐN|TẠM|TIỀN|THUẾ|GIẤY|SẢN)(?!\w))")
_TITLES = (
    r"(?:báo\s+cáo|kế\s+hoạch|công\s+văn|công\s+điện|chỉ\s+thị|tờ\s+trình|thông\s+báo|quyết\s+định|đề\s+án"
    r"|phương\s+án|biên\s+bản|nghị\s+quyết|phiếu(?:\s+(?:trình|gửi|chuyển))?)"
)
TITLE_MARKED = re.compile(  # BÁO CÁO MẬT VỀ BIÊN GIỚI; honey goes on with another word
    rf"\W*(?i:{_TITLES})\s+(?:MẬT|Mật)\s+(?:\d|(?i:về|v/v|số|năm|quý|tháng|kỳ|đợt|ngày)(?!\w))"
)
STAMP_WITH_ORDERS = re.compile(  # Tối mật (bản sao); Mật - Không phổ biến
    r"\W*(?:(?:TUYỆT|TỐI|Tuyệt|Tối)\s+[Mm]|M)(?:ẬT|ật)\s*[^\w\s:]\W*"
    r"(?i:bản\s+(?:sao|chính|gốc|thảo|số)|không\s+(?:được\s+)?(?:phổ\s+biến|sao|chụp|chuyển|công\s+khai)|cấm\s+sao"
    r"|chỉ\s+người|(?:thượng\s+)?khẩn|h[ỏo][ảa]\s+tốc)(?!\w)"
)
DECLASSIFIED = re.compile(r"\W*(?:Giải|Đã\s+giải)\s+mật\W+(?:(?:kể\s+)?(?:từ|vào)\s+)*ngày(?:[\W\d]|tháng|năm)*\Z")
DEGREE = re.compile(r"\W*(?:(?:mức|cấp)\s+)?độ\s+mật\s*[:：–-]\s*(?P<degree>.*)", re.IGNORECASE)
LEVEL = re.compile(r"\W*(?:mức|cấp)\s+độ(?:\s+bảo\s+mật)?\s*[:：|–-]\W*(?:(?:tuyệt|tối)\s+)?mật\W*\Z", re.IGNORECASE)
NO_DEGREE = re.compile(r"\W*(?:$|không|thường|bình thường)", re.IGNORECASE)
ENVELOPE = re.compile(r"chỉ\s+người\s+có\s+tên\s+mới\s+được\s+bóc\s+bì", re.IGNORECASE)
BROKEN_BEFORE = re.compile(r"(?<!\w)(?:bảo|bí|cơ)\W*\Z", re.IGNORECASE)  # bảo / mật on two lines
BROKEN_AFTER = re.compile(r"\W*mật(?!\w)", re.IGNORECASE)
_PAPERS = r"(?:tài\s+liệu|văn\s+bản|hồ\s+sơ)"
ABOUT_SECRETS = re.compile(r"bí\s+mật|danh\s+mục", re.IGNORECASE)  # a title that speaks of marks
ABOUT_PAPERS = re.compile(  # before a mark: a sentence that speaks of marked papers
    rf"(?:phân\s+loại|không\s+(?:có|phát\s+sinh))\s+(?:\w+\s+){{0,3}}{_PAPERS}", re.IGNORECASE
)
_SURNAMES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|đinh|đoàn|lâm|mai|trịnh|đào|hà|lưu|tạ|thái"
    "|trương|châu|lương|phùng|vương|nguyen|tran|le|pham|hoang|huynh|vu|vo|dang|bui|do|ngo|duong|dinh|doan|trinh|dao"
)
PERSON = re.compile(  # Nguyễn Thị Mật; the middle name tells a person from CHỈ THỊ MẬT and CÔNG VĂN MẬT
    rf"(?<![^\W_])(?:{_SURNAMES})[\W_]+(?:[^\W\d_]+[\W_]+)?(?:thị|văn|thi|van)[\W_]+(?:mật|mat)(?![^\W_])",
    re.IGNORECASE,
)
_GOODS = "dứa chè trà tiêu kẹo bánh rượu sữa phê quế gừng nghệ sáp phấn"
GOODS_BESIDE = re.compile(  # honey among other goods, or its amount
    rf"\W*MẬT\s*(?:[,;/]\s*(?:{'|'.join(_GOODS.split())})(?!\w)|[:–-]?\s*\d[\d.,]*\s*(?:lít|kg|tấn|tạ|chai|hũ|lọ)(?!\w))",
    re.IGNORECASE,
)
LONGEST_LINE = 90  # characters

# Names and subjects: mật is ordinary after or before these words.
ORDINARY_BEFORE = frozenset(
    "bảo bí cơ thân nội huyền trật tế bao gói mía mài đường giọt ong hút nấu nuôi túi ủ chùm ngọt "
    "xã thôn làng ấp xóm phường huyện núi sông suối cầu đèo hồ chùa chợ khu phố đường bà tân na "
    f"{_GOODS}".split()
)
ORDINARY_AFTER = frozenset(
    "độ khẩu ong mã thư vụ mía gấu nhân thiết ngọt dừa hoa nước nghị đàm tông sơn ngữ báo".split()
)
DOCUMENT_WORDS = frozenset(
    "bc báo cáo cv công văn kh kế hoạch ttr tờ trình tb thông qđ quyết định tài liệu văn bản độ dấu hỏa hoả tốc khẩn "
    "thượng số năm quý tháng kỳ lần phụ lục".split()
)
# Names without accents: only where nothing else can be meant (MAT is also mặt, mất, mắt, mát).
PLAIN_ASCII = "mat"
STRONG_ASCII = re.compile(  # toi mat hang: tới mặt hàng
    r"(?<![a-z])(?:tuyet|toi)[\W_]*mat(?![a-z])(?![\W_]+(?:hang|bang|tran|tien|troi|khau|ong)(?![a-z]))", re.IGNORECASE
)
DOCUMENT_WORDS_ASCII = frozenset("bc cao cv van kh ttr tb qd vb lieu ban dau hoatoc toc khan do".split())
AFTER_PLAIN_ASCII = frozenset("vp ub ubnd signed scan final".split())  # BC-MAT-VP; BC MAT VB may be mất văn bằng
BEFORE_TITLE_ASCII = frozenset({"BC", "TTR"})  # MAT_BC
NUMBERED = frozenset("so nam thang ngay số ngày".split())
TITLES_ASCII = frozenset("bc cv vb ttr qd".split())
DECLASSIFIED_ASCII = re.compile(r"(?<![^\W_])GIAI[\W_]+MAT(?=[\W_]*(?:\d|\Z))")
RECALL_IN_NAME = re.compile(
    r"(?<![^\W_])(?:tài[\W_]*liệu[\W_]*thu[\W_]*hồi(?![^\W_])(?![\W_]+(?:đất|nợ|vốn|tạm|tiền|thuế|giấy|sản)(?![^\W_]))"
    r"|tai[\W_]*lieu[\W_]*thu[\W_]*hoi(?=[\W_]*(?:\d|\Z)))",
    re.IGNORECASE,
)

CIRCULATION_ALONE = re.compile(r"(?:tàiliệu|vănbản|báocáo|bản)?(?:chỉ)?lưuhànhnộibộ")
CIRCULATION_CAPITALS = re.compile(r"(?<!\w)LƯU\s+HÀNH\s+NỘI\s+BỘ(?!\w)")

# Letters of other scripts that look like those of a mark, and characters that nobody sees; applied to NFD text.
LOOK_ALIKES: dict[int, str | None] = dict(
    zip(
        map(ord, "\u041c\u0410\u0422\u041e\u0406\u0423\u0415\u043c\u0430\u0442\u043e\u0456\u0443\u0435"),
        "MATOIYEmatoiye",
        strict=True,
    )
)
LOOK_ALIKES |= dict(
    zip(map(ord, "\u039c\u0391\u03a4\u039f\u0399\u03a5\u0395\u03b1\u03c4\u03bf\u03b9"), "MATOIYEatoi", strict=True)
)
LOOK_ALIKES |= dict(  # small capitals, Lisu, Cherokee
    zip(
        map(
            ord,
            "\u1d0d\u1d00\u1d1b\u1d0f\u026a\u1d1c\u028f\u1d07"
            "\ua4df\ua4ee\ua4d4\ua4f3\ua4f2\ua4f4\ua4ec\ua4f0\u13b7\u13aa\u13a2\u13ac\u13bd",
        ),
        "MATOIUYEMATOIUYEMATEY",
        strict=True,
    )
)
LOOK_ALIKES |= dict.fromkeys([0x34F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x180E, *range(0xFE00, 0xFE10)])
LOOK_ALIKES |= dict.fromkeys(range(0xE0000, 0xE0200))
