"""Every sentence of a receipt: what a unit reads about its own report, and how it can mend what is wrong.

Keeps out logic; a placeholder in braces is filled by the caller.
"""

from schemas.values import CheckStatus, ReceiptVerdict, SourceKind

# Subject and opening ------------------------------------------------------------------------------------------------

SUBJECT_ONE = "Báo nhận {code}: {verdict}"
SUBJECT_MANY = "Báo nhận {count} báo cáo: {verdict}"
MANY_VERDICTS = {
    ReceiptVerdict.RECEIVED: "Đã nhận",
    ReceiptVerdict.CHECKING: "Đã nhận, có báo cáo Văn phòng đang kiểm tra",
    ReceiptVerdict.UNREADABLE: "có báo cáo không đọc được, đề nghị gửi lại",
    ReceiptVerdict.RETURNED: "có báo cáo trả lại, đề nghị sửa và gửi lại",
}
SUBJECT_CHANGED = "Kết quả kiểm tra đã thay đổi – {subject}"
SUBJECT_CHECK = "Kết quả kiểm tra thử (chưa ghi nhận báo cáo)"
GREETING = "Kính gửi: {unit}"
OPENING_ONE = "{office}, {issuer} xin báo kết quả tiếp nhận báo cáo của {unit} như sau."
OPENING_OWN = "Phần mềm tiếp nhận của {office}, {issuer} xin báo kết quả tiếp nhận {count} báo cáo như sau."
"""To the Office itself, which reports like any unit."""
OPENING_MANY = "{office}, {issuer} xin báo kết quả tiếp nhận {count} báo cáo của {unit} như sau."
OPENING_CHANGED = (
    "Kết quả kiểm tra báo cáo của {unit} đã thay đổi so với lần báo nhận trước; {office}, {issuer} xin báo lại như sau."
)
OPENING_CHANGED_OWN = "Kết quả kiểm tra báo cáo đã thay đổi so với lần báo nhận trước; phần mềm xin báo lại như sau."
OPENING_CHECK = (
    "Thư kiểm tra: chưa ghi nhận báo cáo. {office}, {issuer} đã đọc thử theo đề nghị của {unit} (tiêu đề thư bắt đầu "
    "bằng “KIỂM TRA”) và không lưu báo cáo này."
)
OPENING_CHECK_NEXT = (
    "Để gửi báo cáo chính thức, xin gửi lại với tiêu đề thư không bắt đầu bằng “KIỂM TRA”; thời điểm nhận tính theo "
    "thư chính thức."
)

# One report ---------------------------------------------------------------------------------------------------------

TITLE = "Báo cáo mã {code}: {verdict}"
TITLE_CHECK = "Kết quả đọc thử: {verdict}"
VERDICTS = {
    CheckStatus.ACCEPTED: ReceiptVerdict.RECEIVED,
    CheckStatus.NEEDS_PERSON: ReceiptVerdict.CHECKING,
    CheckStatus.REJECTED: ReceiptVerdict.UNREADABLE,
    CheckStatus.RETURNED: ReceiptVerdict.RETURNED,
}
CHECK_VERDICTS = {
    CheckStatus.ACCEPTED: "đọc được, không có điểm nào phải chờ xử lý",
    CheckStatus.NEEDS_PERSON: "đọc được, còn điểm cần sửa hoặc Văn phòng phải xem",
    CheckStatus.REJECTED: "không đọc được",
}
MEANINGS = {
    ReceiptVerdict.RECEIVED: "Báo cáo đã được ghi nhận để tổng hợp.",
    ReceiptVerdict.CHECKING: ("Báo cáo đã đến nơi. Văn phòng kiểm tra xong mới tính số liệu và sẽ liên hệ khi cần."),
    ReceiptVerdict.UNREADABLE: (
        "Hệ thống không đọc được nên chưa ghi nhận nội dung nào của báo cáo này. Đề nghị đơn vị gửi lại theo hướng dẫn "
        "dưới đây."
    ),
    ReceiptVerdict.RETURNED: (
        "Văn phòng đã xem và trả lại báo cáo này, chưa tính nội dung nào. Đề nghị đơn vị sửa theo hướng dẫn dưới đây "
        "rồi gửi lại."
    ),
}
PART_VERDICT = "Đã nhận một phần, đề nghị sửa nội dung {items} và gửi lại"
PART_MANY = "Đã nhận, có nội dung trả lại, đề nghị sửa và gửi lại"
PART_MEANING = (
    "Báo cáo đã được ghi nhận để tổng hợp, trừ nội dung {items}: Văn phòng đã xem và trả lại để sửa, chưa tính. Đề "
    "nghị đơn vị sửa theo hướng dẫn dưới đây rồi gửi lại cả báo cáo."
)
STATE_RETURNED = "trả lại để sửa"
REPLACED = (
    "Báo cáo đã được lưu. Để tổng hợp, Văn phòng dùng bản mã {code} của đơn vị cho cùng kỳ, nên không nhắc lại nội "
    "dung của bản này."
)
UNPLANNED = (
    "Báo cáo đã được lưu. Kỳ này không có trong kế hoạch nên số liệu không được tính vào kỳ nào. Nếu ghi nhầm kỳ, đề "
    "nghị sửa và gửi lại; nếu ghi đúng, đơn vị không phải làm gì thêm."
)
SUBJECT = "Tiêu đề thư"
ARRIVAL = "Thời điểm nhận"
ARRIVED = {
    SourceKind.MAILBOX: "{at}, theo máy chủ thư",
    SourceKind.FOLDER: "{at}, qua thư mục dùng chung",
}
ARRIVED_BY = "{at}, nhận trực tiếp ({way}), theo khai báo của {name}"
BY_HAND = "không rõ hình thức"
SOMEBODY = "người nhận"
PERIOD = "Kỳ báo cáo"
PERIOD_UNCLEAR = "chưa xác định được chắc chắn"
UNIT = "Đơn vị báo cáo"
UNIT_UNCLEAR = "chưa xác định được chắc chắn, Văn phòng đang kiểm tra"
TIMELINESS = "Thời hạn"
ON_TIME = "đúng hạn ({due})"
LATE = "muộn {days} ngày ({due})"
LATE_AGAIN = "báo cáo đầu tiên của đơn vị đến đúng hạn; bản này đến sau hạn {days} ngày ({due})"
NO_DUE = "kế hoạch không ghi thời hạn của kỳ này"
TIME_UNCLEAR = "xác định khi rõ kỳ báo cáo"
DUE = "hạn gửi Văn phòng: hết ngày {day}"
DUE_ASSUMED = "hạn dự kiến gửi Văn phòng: hết ngày {day}"
DUE_COMING = "{due}, chưa hết hạn"
DUE_OVER = "{due}, đã quá hạn {days} ngày"

# Table of the items -------------------------------------------------------------------------------------------------

ITEMS = "Tình hình theo nội dung kế hoạch"
ITEM = "Nội dung"
STATE = "Tình hình"
FIGURES = "Số liệu được tính"
FIGURES_READ = "Số liệu đọc được, chưa tính"
FIGURE = "{indicator}: {figures}"
MORE_FIGURES = "{count} số liệu khác không thuộc chỉ tiêu nào của kế hoạch"
CUT_FIGURES = "và {count} số liệu nữa"
NO_ITEM = (
    "Không thấy nội dung nào xếp được vào các nội dung của kế hoạch; cán bộ tổng hợp của Văn phòng sẽ xem. Nếu "
    "đây không phải là báo cáo, đơn vị không phải làm gì thêm."
)
OF_ANOTHER = (
    "Tên đơn vị ghi trong báo cáo không khớp với đơn vị được khai báo nên thư này không nhắc lại nội dung; Văn phòng "
    "kiểm tra, đơn vị không phải làm gì thêm."
)
NOT_QUOTED = "Tệp ghi “Lưu hành nội bộ” nên thư này không nhắc lại nội dung báo cáo; Văn phòng xem trực tiếp."

# What to mend -------------------------------------------------------------------------------------------------------

MEND = "Đề nghị đơn vị bổ sung, chỉnh sửa"
NOTES = "Lưu ý (không phải gửi lại)"
MEND_MORE = "Còn {count} điểm khác; Văn phòng sẽ trao đổi trực tiếp."
MEND_HOW = "Cách xử lý: {fix}"
MEND_BY = "Đề nghị gửi lại cả báo cáo đã sửa chậm nhất là hết ngày {day}; bản gửi sau thay cho bản này."
MEND_SOON = "Đề nghị gửi lại cả báo cáo đã sửa trong thời gian sớm nhất; bản gửi sau thay cho bản này."
MEND_CHECK = "Đề nghị sửa trước khi gửi chính thức, chậm nhất hết ngày {day}."
MEND_CHECK_SOON = "Đề nghị sửa và gửi chính thức trong thời gian sớm nhất."
NOTHING_TO_MEND = "Đơn vị không phải bổ sung gì."
ITEM_TO_MEND = "Nội dung {item} “{title}” được trả lại để sửa."
ITEM_TO_MEND_HOW = "Sửa nội dung này; nếu chưa rõ cần sửa gì, xin liên hệ Văn phòng theo thông tin ở cuối thư."
NOT_READ = "Không đọc được nội dung nào của báo cáo."
NOT_SHOWN = "Một điểm không nêu lại được trong thư; Văn phòng sẽ trao đổi trực tiếp."
NAME_NOT_SHOWN = "(không nêu tên tệp)"

_AGAIN = "Mở tệp trên máy của đơn vị, lưu lại dạng .docx rồi gửi lại."
_NOTHING_OR_RESULT = "Bổ sung kết quả, hoặc ghi rõ “Trong kỳ không phát sinh”."
_SAME_FIGURES = "Cho biết số liệu nào đúng; sửa để các tệp của cùng một báo cáo ghi giống nhau."

MENDING = {
    "unit-unclear": "Ghi đủ tên đơn vị ở đầu văn bản và ký hiệu văn bản của đơn vị.",
    "unit-conflict": "Kiểm tra tên đơn vị và ký hiệu ghi trong văn bản; nếu gửi thay đơn vị khác thì báo Văn phòng.",
    "period-unclear": "Ghi rõ kỳ báo cáo trong trích yếu, ví dụ “6 tháng đầu năm {year}”.",
    "period-other": "Nếu ghi nhầm kỳ, sửa lại trích yếu.",
    "item-empty": _NOTHING_OR_RESULT,
    "item-missing": _NOTHING_OR_RESULT,
    "text-unassigned": "Chuyển đoạn này vào đúng nội dung của kế hoạch; số liệu trong đoạn hiện chưa được cộng.",
    "text-too-long": "Viết mỗi việc thành một đoạn ngắn dưới đề nội dung của kế hoạch; phần này hiện chưa được tính.",
    "heading-unclear": "Ghi đề mục theo đúng tên nội dung của kế hoạch; phần dưới đề mục này hiện chưa được tính.",
    "heading-number": "Phần mềm xếp theo tên gọi của đề mục; nếu không đúng, sửa lại số hoặc tên đề mục.",
    "figure-ambiguous": (
        "Ghi rõ số đã thực hiện trong kỳ và phần đã gồm trong số tổng; dùng dấu chấm ngăn hàng nghìn, dấu phẩy trước "
        "phần thập phân (10.000; 1,5)."
    ),
    "figure-unmeasured": "Ghi rõ đơn vị tính trong ô hoặc trong tên cột, ví dụ “cuộc”, “lượt người”.",
    "figure-elsewhere": "Chuyển số liệu về đúng nội dung của kế hoạch nếu ở đó chưa ghi.",
    "figure-untied": "Nếu là kết quả của chỉ tiêu trong kế hoạch, ghi rõ việc đã làm theo tên chỉ tiêu đó.",
    "total-mismatch": "Kiểm tra và sửa số tổng hoặc số của từng phần cho khớp.",
    "cumulative-below-period": "Kiểm tra số lũy kế và số trong kỳ; số lũy kế không thể nhỏ hơn số trong kỳ.",
    "nothing-beside-results": (
        "Bỏ câu “không phát sinh” nếu có kết quả; nếu đúng là không phát sinh thì bỏ kết quả đã ghi."
    ),
    "copies-differ": _SAME_FIGURES,
    "copies-lack": _SAME_FIGURES,
    "copies-overlap": "Nếu đây là các kết quả khác nhau, ghi rõ từng kết quả trong một tệp.",
    "form-unfilled": "Điền biểu mẫu; nội dung nào không có kết quả thì đánh dấu ô “Không phát sinh”.",
    "form-both": "Bỏ dấu ở ô “Không phát sinh” nếu có kết quả; nếu đúng là không phát sinh thì xóa kết quả đã ghi.",
    "form-foreign": "Dùng biểu mẫu của đúng đơn vị và đúng kỳ báo cáo.",
    "annex-not-counted": "Nếu phụ lục có kết quả mới, đưa vào nội dung tương ứng của phần chính.",
    "no-concrete-result": "Nêu việc đã làm, thời gian, số lượng; hoặc ghi rõ “Trong kỳ không phát sinh”.",
    "date-outside-period": "Kiểm tra lại ngày; nếu ghi đúng thì không phải sửa.",
    "no-item": "Ghi kết quả theo từng nội dung của kế hoạch; nội dung nào không có thì ghi “Trong kỳ không phát sinh”.",
    "no-content": "Kiểm tra tệp và gửi lại bản Word đầy đủ nội dung.",
    "encrypted": "Bỏ mật khẩu của tệp (hoặc gửi từng tệp, không nén) rồi gửi lại.",
    "truncated": "Gửi lại tệp đầy đủ.",
    "corrupt-text": "Kiểm tra chỗ có chữ hỏng trong tệp, sửa lại và gửi lại.",
    "alternatives-differ": "Cho biết số liệu nào đúng; tốt nhất gửi báo cáo bằng tệp .docx đính kèm.",
    "corrupt": _AGAIN,
    "bomb": "Giảm dung lượng ảnh, bỏ phần thừa hoặc tách tệp; lưu lại dạng .docx rồi gửi lại.",
    "not-read-yet": "Gửi bản mềm dạng .docx, không lồng trong tệp nén hoặc thư chuyển tiếp.",
    "macro": "Lưu lại dạng .docx không macro rồi gửi lại.",
    "tracked-changes": "Chấp nhận hoặc từ chối hết các thay đổi nếu bản này chưa phải bản cuối.",
    "hidden-text": "Bỏ phần ẩn, hoặc cho hiện nếu đó là nội dung báo cáo.",
    "prompt-text": "Nếu đã điền mà chữ vẫn màu xám, gõ lại nội dung trong ô.",
    "legacy-font": "Chuyển văn bản sang Unicode (phông Times New Roman) rồi gửi lại.",
    "embedded-part": "Chép nội dung nhúng thành chữ trong tệp.",
    "image-only": "Gửi kèm bản mềm có chữ (.docx) của báo cáo.",
    "ocr": "Gửi kèm bản mềm có chữ (.docx) để không phải nhận dạng từ ảnh.",
    "formula-unknown": "Mở tệp bằng Excel, lưu lại rồi gửi lại.",
    "no-text": "Kiểm tra và gửi lại tệp có nội dung.",
}
"""Rule -> how the unit mends it. The message of the finding, which quotes the unit's words, stands before it."""

SUPPLEMENT_RULES = frozenset({"item-missing", "item-empty"})
"""Rules of a report that counts for which it is asked for again: what they tell of is not in the figures."""

ITEM_RULES = frozenset({"no-item", "item-missing", "item-empty", "text-unassigned", "no-concrete-result"})
"""Rules that say nothing to a unit whose mail has nothing of any item: it may be no report at all."""

OFFICE_RULES = frozenset(
    {
        *("secrecy-mark", "circulation-mark", "stamp-image", "program-missing", "not-understood", "sender-unknown"),
        "figure-unlisted",
        *("signed", "look-alike", "quoted-history", "by-hand", "clock-ahead", "name-encoding"),
    }
)
"""Rules of which the unit is told nothing: it can do nothing about them."""

# Files, contact, end ------------------------------------------------------------------------------------------------

FILES = "Tệp đã nhận"
FILES_CHECK = "Tệp đã đọc thử"
FILE = "{name} ({size})"
MAIL = "Nội dung thư"
"""A mail that is itself the report; its subject stands above."""
MORE_FILES = "và {count} tệp khác"
OTHERS = "Các báo cáo khác nhận trong cùng thời gian"
OTHER = "Mã {code}: {verdict}, nhận lúc {at}"
MORE_OTHERS = "và {count} báo cáo khác"
CONTACT = "Khi cần trao đổi, xin liên hệ {who}; {ways}."
AUTOMATIC = (
    "Thư này do phần mềm tiếp nhận của Văn phòng tự động lập. Việc trả lại báo cáo chỉ do người có trách nhiệm của "
    "Văn phòng quyết định."
)
CLOSING = "Trân trọng."
SHA256 = "Mã kiểm tra tệp (SHA-256): {hashes}"
SHA256_NAMED = "{name}: {sha256}"
