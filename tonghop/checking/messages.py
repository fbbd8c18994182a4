"""The catalogue of this room: every finding's severity and Vietnamese words, with what to do.

Add a rule here first. Keeps out when a rule holds (rules.py).
"""

from typing import NamedTuple

from schemas.values import Severity


class Wording(NamedTuple):
    """How one finding is told; the fields in braces are filled by the rule."""

    severity: Severity
    message: str
    fix: str


CATALOGUE: dict[str, Wording] = {
    "unit-unclear": Wording(
        Severity.ERROR,
        "Chưa xác định được chắc chắn đơn vị gửi báo cáo. {hints}",
        "Xem phần đầu văn bản và nơi gửi, sau đó chọn đúng đơn vị; hoặc đề nghị đơn vị ghi đủ tên và ký hiệu văn bản.",
    ),
    "unit-conflict": Wording(
        Severity.ERROR,
        "Thông tin về đơn vị gửi báo cáo không khớp nhau: {hints}.",
        "Kiểm tra lại với người gửi rồi chọn đúng đơn vị; báo cáo chưa được tính cho đơn vị nào.",
    ),
    "sender-unknown": Wording(
        Severity.ERROR,
        "{sender} không phải là địa chỉ thư đã đăng ký của phòng, đơn vị nào.",
        "Liên hệ đơn vị để xác nhận đã gửi báo cáo này, rồi chọn đơn vị; nếu là địa chỉ mới, bổ sung vào tệp kế hoạch.",
    ),
    "period-unclear": Wording(
        Severity.ERROR,
        "Chưa xác định được chắc chắn kỳ báo cáo. {hints}",
        "Chọn đúng kỳ báo cáo; hoặc đề nghị đơn vị ghi rõ kỳ trong trích yếu, ví dụ “6 tháng đầu năm {year}”.",
    ),
    "period-other": Wording(
        Severity.WARNING,
        "Báo cáo ghi kỳ “{period}”, không có trong kế hoạch năm {year}.",
        "Nếu đơn vị ghi nhầm kỳ, đề nghị gửi lại; nếu đúng, báo cáo này không tính vào các kỳ của năm {year}.",
    ),
    "item-empty": Wording(
        Severity.WARNING,
        "Mục {item} “{title}” có đề mục nhưng không có nội dung ({place}).",
        "Đề nghị đơn vị bổ sung kết quả, hoặc ghi rõ “Trong kỳ không phát sinh”.",
    ),
    "item-missing": Wording(
        Severity.WARNING,
        "Báo cáo không đề cập mục {item} “{title}” đã giao cho đơn vị.",
        "Đề nghị đơn vị bổ sung mục này, hoặc ghi rõ “Trong kỳ không phát sinh”.",
    ),
    "text-unassigned": Wording(
        Severity.ERROR,
        "Chưa xếp được vào nội dung nào của kế hoạch: “{text}” ({place}).",
        "Chọn nội dung phù hợp cho đoạn này; số liệu trong đoạn chưa được cộng.",
    ),
    "heading-unclear": Wording(
        Severity.ERROR,
        "Đề mục “{text}” ({place}) chưa rõ thuộc {candidates}.",
        "Chọn nội dung phù hợp; phần nằm dưới đề mục này chưa được tính.",
    ),
    "heading-number": Wording(
        Severity.WARNING,
        "Đề mục “{text}” ({place}) mang số {number}, nhưng theo tên gọi là nội dung {item} của kế hoạch.",
        "Đã xếp theo tên gọi của đề mục. Nếu không đúng, sửa lại số hoặc tên đề mục.",
    ),
    "figure-ambiguous": Wording(
        Severity.ERROR,
        "Số liệu “{text}” ({place}) có thể hiểu theo nhiều cách nên chưa được cộng.",
        "Xác nhận việc đã thực hiện trong kỳ và số đúng là bao nhiêu; khi viết lại, ghi rõ thời gian, phần đã gồm "
        "trong số tổng; viết số theo quy ước: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần thập phân (10.000; 1,5).",
    ),
    "figure-unmeasured": Wording(
        Severity.ERROR,
        "Số “{text}” ({place}) không có đơn vị tính nên chưa được ghi nhận.",
        "Ghi rõ đơn vị tính, ví dụ “{text} cuộc”, trong ô hoặc trong tên cột.",
    ),
    "total-mismatch": Wording(
        Severity.ERROR,
        "Số tổng ghi là “{total}” nhưng các phần ghi là “{parts}” ({place}), cộng lại không bằng nhau.",
        "Đối chiếu với đơn vị và sửa số tổng hoặc số của từng phần.",
    ),
    "copies-differ": Wording(
        Severity.ERROR,
        "Các tệp gửi cùng nhau ghi số liệu khác nhau: {taken} ghi “{one}” ({place}), {given} ghi “{other}”.",
        "Hỏi lại đơn vị số nào đúng, hay đó là hai kết quả khác nhau. Tạm thời lấy theo {taken}; số liệu khác đi của "
        "{given} chưa được cộng.",
    ),
    "copies-lack": Wording(
        Severity.ERROR,
        "Trong các tệp của cùng báo cáo, {holder} có số liệu mà {lacker} không có: “{text}” ({place}).",
        "Đối chiếu các tệp và hỏi lại đơn vị. Tạm thời lấy theo {taken}.",
    ),
    "copies-overlap": Wording(
        Severity.ERROR,
        "Số liệu của {given} ({place}) đã có trong {taken} nên chỉ cộng một lần, theo {taken}: {text}.",
        "Xác nhận đây là cùng một kết quả; nếu là các kết quả khác nhau, hỏi lại đơn vị và sửa số liệu cho đủ.",
    ),
    "form-unfilled": Wording(
        Severity.ERROR,
        "Biểu mẫu chưa điền: không có kết quả nào và cũng không đánh dấu ô “Không phát sinh” ở nội dung nào.",
        "Đề nghị đơn vị điền biểu mẫu rồi gửi lại; nội dung nào không có kết quả thì đánh dấu ô “Không phát sinh”.",
    ),
    "form-both": Wording(
        Severity.ERROR,
        "Nội dung {item} vừa đánh dấu ô “Không phát sinh” ({place}) vừa ghi kết quả: “{text}”.",
        "Hỏi lại đơn vị. Tạm thời tính theo kết quả đã ghi; nếu đúng là không phát sinh thì đề nghị gửi lại.",
    ),
    "form-foreign": Wording(
        Severity.ERROR,
        "Báo cáo viết trên biểu mẫu “{text}” không thuộc kế hoạch này, nên mã của biểu mẫu không được dùng ({place}); "
        "nội dung được đọc theo đề mục.",
        "Kiểm tra đơn vị và kỳ báo cáo; đề nghị đơn vị dùng biểu mẫu của kỳ này.",
    ),
    "annex-not-counted": Wording(
        Severity.WARNING,
        "Số liệu trong phụ lục ({place}) không được cộng, vì nội dung đã có trong phần chính của báo cáo.",
        "Đối chiếu phụ lục với phần chính; nếu phụ lục có kết quả mới, đưa vào mục tương ứng.",
    ),
    "no-concrete-result": Wording(
        Severity.WARNING,
        "Mục {item} “{title}” chưa có kết quả cụ thể: không có sự kiện, thời gian hoặc số liệu ({place}).",
        "Đề nghị đơn vị nêu việc đã làm, thời gian, số lượng; hoặc ghi rõ “Trong kỳ không phát sinh”.",
    ),
    "date-outside-period": Wording(
        Severity.WARNING,
        "Hoạt động tại {place} ghi ngày {days}, ngoài kỳ số liệu từ {first} đến {last}.",
        "Kiểm tra ngày; nếu đúng, xem hoạt động này có thuộc kỳ báo cáo không.",
    ),
    "no-content": Wording(
        Severity.CRITICAL,
        "Không tìm thấy nội dung nào dùng được trong báo cáo.",
        "Mở tệp để kiểm tra; đề nghị đơn vị gửi lại bản Word đầy đủ.",
    ),
    "secrecy-mark": Wording(
        Severity.CRITICAL,
        "Tệp có dấu hiệu mật nên đã dừng lại; nội dung không được đọc, lưu hoặc chuyển tiếp.",
        "Báo người phụ trách bảo vệ bí mật nhà nước của cơ quan xử lý.",
    ),
}

NO_SENDER = "Thư không có một địa chỉ người gửi rõ ràng; nơi gửi"
NO_HINT = "Phần đầu và ký hiệu văn bản không nêu phòng, đơn vị nào có trong kế hoạch."
ONE_HINT = "Chỉ có {hint}, chưa có thông tin nào trong văn bản xác nhận."
WRITTEN_HINT = "Văn bản ghi {hint}, nhưng nơi gửi không xác nhận được."
HINT = "{kind} “{text}” cho biết là {name}"
NO_PERIOD = "Trích yếu và phần mở đầu không nêu kỳ báo cáo."
WEAK_PERIOD = "Chỉ {hint}; trích yếu và phần mở đầu không nêu rõ kỳ."
PERIODS = "Có thể là: {names}."
FORM_PERIOD = " Biểu mẫu được lập cho kỳ “{name}”."
PERIOD_HINT = "{kind} cho thấy “{name}”"
OR = " hay "
ITEM = "nội dung {item} “{title}”"
SECTION = "phần “{heading}”"
FILES = {
    "word": "tệp Word",
    "sheet": "tệp Excel",
    "pdf": "tệp PDF",
    "scan": "bản quét",
    "mail": "nội dung thư",
    "other": "tệp kèm theo",
}
OTHER_FILE = "{file} khác"
NO_TARGET = "nội dung nào của kế hoạch"
WHOLE_DOCUMENT = "toàn văn bản"
