"""The Vietnamese messages of the reading room: what happened, where, what to do. Severities stand beside them."""

from schemas.document import Finding
from schemas.values import Severity
from tonghop.reading.raw import RawFinding

FORMAT_LABELS = {
    "doc": "Word đời cũ (.doc)",
    "xls": "Excel đời cũ (.xls)",
    "ppt": "PowerPoint đời cũ (.ppt)",
    "msg": "thư Outlook (.msg)",
    "ole": "Office đời cũ",
    "xlsx": "Excel (.xlsx)",
    "pptx": "PowerPoint (.pptx)",
    "xlsb": "Excel nhị phân (.xlsb)",
    "odt": "OpenDocument (.odt)",
    "ods": "bảng tính OpenDocument (.ods)",
    "odp": "OpenDocument khác",
    "zip": "nén ZIP",
    "tnef": "thư bọc của Outlook (winmail.dat)",
    "signed": "ký số (.p7m)",
    "rar": "nén RAR",
    "7z": "nén 7-Zip",
    "gzip": "nén GZIP",
    "pdf": "PDF",
    "rtf": "RTF",
    "html": "trang web (HTML)",
    "xml": "XML",
    "image": "ảnh",
    "unknown": "không rõ loại",
}

_RESEND = "Đề nghị đơn vị mở tệp trên máy của mình, lưu lại dạng .docx và gửi lại."
_RESEND_SMALL = "Đề nghị đơn vị kiểm tra tệp, bỏ phần thừa, lưu lại dạng .docx và gửi lại."

# key -> (rule, severity, message, fix)
CATALOGUE: dict[str, tuple[str, Severity, str, str]] = {
    "encrypted": (
        "encrypted",
        Severity.ERROR,
        "Tệp có mật khẩu nên phần mềm không đọc được.",
        "Đề nghị đơn vị bỏ mật khẩu của tệp (hoặc gửi bản không đặt mật khẩu) rồi gửi lại.",
    ),
    "locked-archive": (
        "encrypted",
        Severity.ERROR,
        "Tệp nén có mật khẩu nên phần mềm không mở được {count} tệp bên trong: {names}.",
        "Đề nghị đơn vị nén lại không đặt mật khẩu (hoặc gửi từng tệp, không nén) rồi gửi lại.",
    ),
    "truncated": (
        "truncated",
        Severity.ERROR,
        "Tệp bị cắt cụt: phần cuối của tệp không còn, có thể do sao chép hoặc tải lên chưa xong.",
        "Đề nghị đơn vị gửi lại tệp đầy đủ.",
    ),
    "mail-truncated": (
        "truncated",
        Severity.ERROR,
        "Thư không còn nguyên vẹn: có phần bị cắt cụt hoặc hỏng trên đường gửi; phần mềm chỉ đọc được phần còn lại.",
        "Đề nghị đơn vị gửi lại thư đầy đủ; trong lúc chờ thì không dùng số liệu của thư này.",
    ),
    "corrupt-text": (
        "corrupt-text",
        Severity.ERROR,
        "Văn bản có {count} ký tự bị hỏng, phần mềm không đọc được (hiện thành dấu �).",
        "Văn phòng đối chiếu chỗ bị hỏng với bản gốc; nếu mất chữ hoặc số thì đề nghị đơn vị gửi lại.",
    ),
    "alternatives-differ": (
        "alternatives-differ",
        Severity.ERROR,
        "Thư có hai bản của cùng một nội dung (bản chữ thường và bản trang web) nhưng số liệu trong hai bản khác nhau.",
        "Văn phòng mở thư, đối chiếu hai bản và hỏi đơn vị số liệu nào đúng.",
    ),
    "empty-file": ("truncated", Severity.ERROR, "Tệp rỗng (0 byte).", "Đề nghị đơn vị gửi lại tệp có nội dung."),
    "corrupt": ("corrupt", Severity.ERROR, "Tệp bị hỏng nên phần mềm không đọc được.", _RESEND),
    "part-corrupt": (
        "corrupt",
        Severity.ERROR,
        "Một phần nội dung của tệp bị hỏng nên có thể thiếu chữ; phần mềm chỉ đọc được phần còn lại.",
        "Văn phòng mở tệp và đối chiếu với phần đã đọc; hoặc đề nghị đơn vị gửi lại tệp đầy đủ.",
    ),
    "duplicate-parts": (
        "corrupt",
        Severity.ERROR,
        "Tệp có hai phần bên trong trùng tên nên không xác định được đâu là nội dung thật.",
        _RESEND,
    ),
    "unsafe-names": ("corrupt", Severity.ERROR, "Tệp có phần bên trong mang đường dẫn bất thường.", _RESEND),
    "doctype": (
        "corrupt",
        Severity.ERROR,
        "Tệp có khai báo kiểu (DOCTYPE) mà Word không bao giờ ghi; phần mềm không mở vì lý do an toàn.",
        _RESEND,
    ),
    "too-big": (
        "bomb",
        Severity.ERROR,
        "Tệp lớn {size_mb} MB, vượt mức {limit_mb} MB mà phần mềm nhận.",
        "Đề nghị đơn vị giảm dung lượng ảnh trong tệp hoặc tách tệp rồi gửi lại.",
    ),
    "bomb": (
        "bomb",
        Severity.ERROR,
        "Tệp bung ra lớn bất thường so với một báo cáo; phần mềm không mở vì lý do an toàn.",
        _RESEND_SMALL,
    ),
    "too-long": (
        "bomb",
        Severity.ERROR,
        "Nội dung tệp dài bất thường so với một báo cáo; phần mềm dừng đọc vì lý do an toàn.",
        _RESEND_SMALL,
    ),
    "too-slow": (
        "bomb",
        Severity.ERROR,
        "Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ; phần mềm dừng đọc vì lý do an toàn.",
        _RESEND_SMALL,
    ),
    "not-read-yet": (
        "not-read-yet",
        Severity.ERROR,
        "Phần mềm chưa đọc được tệp {label}.",
        "Văn phòng mở tệp và ghi nhận, hoặc đề nghị đơn vị gửi bản mềm dạng .docx.",
    ),
    "unknown-format": (
        "not-read-yet",
        Severity.ERROR,
        "Phần mềm không nhận ra loại tệp này.",
        "Văn phòng mở tệp và ghi nhận, hoặc đề nghị đơn vị gửi bản mềm dạng .docx.",
    ),
    "nested-mail": (
        "not-read-yet",
        Severity.ERROR,
        "Thư chuyển tiếp lồng nhau quá nhiều lớp nên phần mềm không đọc hết.",
        "Văn phòng mở thư, lấy tệp đính kèm bên trong và đưa vào riêng.",
    ),
    "too-many-parts": (
        "bomb",
        Severity.ERROR,
        "Bên trong có quá {limit} tệp; phần mềm chỉ đọc {limit} tệp đầu.",
        "Văn phòng mở ra và kiểm tra các tệp còn lại.",
    ),
    "macro": (
        "macro",
        Severity.ERROR,
        "Tệp có chứa macro (chương trình chạy kèm tệp); phần mềm đọc chữ nhưng không chạy macro.",
        "Văn phòng không bật macro khi mở tệp; đề nghị đơn vị lưu lại dạng .docx không macro.",
    ),
    "tracked-changes": (
        "tracked-changes",
        Severity.WARNING,
        "Tệp còn {count} chỗ theo dõi thay đổi (Track Changes); phần mềm đọc như khi chấp nhận mọi thay đổi.",
        "Đề nghị đơn vị chấp nhận hoặc từ chối hết các thay đổi nếu bản này chưa phải bản cuối.",
    ),
    "hidden-text": (
        "hidden-text",
        Severity.WARNING,
        "Tệp có chữ ẩn (Hidden); phần mềm không đưa chữ ẩn vào báo cáo.",
        "Đề nghị đơn vị bỏ chữ ẩn hoặc cho hiện nếu đó là nội dung báo cáo.",
    ),
    "prompt-text": (
        "prompt-text",
        Severity.WARNING,
        "Tệp có {count} ô điền chỉ có chữ gợi ý; phần mềm không coi chữ gợi ý là nội dung báo cáo.",
        "Nếu đơn vị đã điền mà chữ vẫn hiện màu xám thì đề nghị gõ lại nội dung trong ô rồi gửi lại.",
    ),
    "legacy-font": (
        "legacy-font",
        Severity.ERROR,
        "Tệp dùng phông chữ cũ {fonts} (không phải Unicode) nên chữ đọc ra không đúng.",
        "Đề nghị đơn vị chuyển văn bản sang Unicode (phông Times New Roman) rồi gửi lại.",
    ),
    "embedded-part": (
        "embedded-part",
        Severity.ERROR,
        "Tệp có phần nội dung nhúng từ tệp khác mà phần mềm chưa đọc được.",
        "Văn phòng mở tệp và đối chiếu phần nhúng; hoặc đề nghị đơn vị chép nội dung đó thành chữ trong tệp.",
    ),
    "image-only": (
        "image-only",
        Severity.ERROR,
        "Tệp chỉ có ảnh, không có chữ để đọc (bản chụp hoặc bản quét).",
        "Văn phòng mở tệp xem: nếu không có dấu mật thì xác nhận để phần mềm nhận dạng chữ; "
        "hoặc đề nghị đơn vị gửi bản mềm có chữ.",
    ),
    "scanned-pages": (
        "image-only",
        Severity.ERROR,
        "Trang {pages} của tệp là ảnh chụp hoặc quét, phần mềm không đọc được chữ trên các trang đó.",
        "Văn phòng mở tệp, đối chiếu các trang này và ghi nhận; hoặc đề nghị đơn vị gửi bản mềm có chữ.",
    ),
    "ocr": (
        "ocr",
        Severity.ERROR,
        "Chữ trong tệp do máy nhận dạng từ ảnh (độ tin cậy trung bình {confidence}%), có thể sai dấu hoặc sai số.",
        "Văn phòng đối chiếu từng số liệu với bản gốc trước khi sử dụng.",
    ),
    "ocr-empty": (
        "ocr",
        Severity.ERROR,
        "Máy không nhận dạng được chữ nào trong ảnh.",
        "Văn phòng mở tệp và ghi nhận; hoặc đề nghị đơn vị gửi bản mềm có chữ.",
    ),
    "stamp-image": (
        "stamp-image",
        Severity.ERROR,
        "Gần đầu trang 1 có ảnh giống con dấu; phần mềm không đọc được chữ trong ảnh.",
        "Văn phòng mở tệp xem ảnh đó có phải dấu mật không rồi mới tiếp nhận.",
    ),
    "signed": (
        "signed",
        Severity.ADVICE,
        "Tệp có chữ ký số của {signer}{at}; nội dung còn nguyên như khi ký.",
        "Không phải làm gì; phần mềm chưa kiểm tra chứng thư có được tin cậy hay không.",
    ),
    "signed-changed": (
        "signed",
        Severity.WARNING,
        "Tệp có chữ ký số của {signer}{at} nhưng đã được ghi thêm sau khi ký.",
        "Văn phòng mở tệp bằng phần mềm đọc PDF để xem phần ghi thêm; nếu nghi ngờ thì hỏi lại đơn vị.",
    ),
    "signed-broken": (
        "signed",
        Severity.WARNING,
        "Chữ ký số của {signer}{at} không còn khớp với nội dung tệp.",
        "Văn phòng hỏi lại đơn vị và đề nghị gửi lại bản ký số.",
    ),
    "program-missing": (
        "program-missing",
        Severity.ERROR,
        "Máy chạy phần mềm chưa cài {program} nên chưa đọc được tệp {label}.",
        "Báo người quản trị cài {program}, sau đó phần mềm tự đọc lại tệp; trong lúc chờ thì Văn phòng mở tệp xem.",
    ),
    "legacy-converted": (
        "legacy-font",
        Severity.ADVICE,
        "Tệp dùng mã chữ cũ {codes}; phần mềm đã chuyển sang Unicode.",
        "Nếu thấy chữ lạ thì đối chiếu với bản gốc; lần sau đề nghị đơn vị soạn bằng phông Unicode.",
    ),
    "look-alike": (
        "look-alike",
        Severity.ADVICE,
        "Tệp có {count} chữ dùng ký tự nhìn giống chữ Việt nhưng thuộc bảng chữ khác; phần mềm đã đọc như chữ Việt.",
        "Không phải làm gì; nếu thấy chữ lạ thì đối chiếu với bản gốc.",
    ),
    "quoted-history": (
        "quoted-history",
        Severity.ADVICE,
        "Thư có phần trích lại thư trước; phần mềm để riêng, không tính vào báo cáo.",
        "Nếu báo cáo nằm trong phần trích lại thì đề nghị đơn vị gửi lại thành tệp.",
    ),
    "history-unclear": (
        "quoted-history",
        Severity.WARNING,
        "Trong thư có phần giống thư khác được trích lại, nhưng không rõ là trích lại hay chuyển tiếp; "
        "phần mềm đọc cả phần đó như lời của người gửi.",
        "Văn phòng mở thư, kiểm tra số liệu có lấy nhầm từ thư cũ không.",
    ),
    "hidden-cells": (
        "hidden-text",
        Severity.WARNING,
        "Bảng tính có trang, hàng hoặc cột bị ẩn; phần mềm không đưa phần ẩn vào báo cáo.",
        "Đề nghị đơn vị bỏ phần ẩn hoặc cho hiện nếu đó là nội dung báo cáo.",
    ),
    "formula-unknown": (
        "formula-unknown",
        Severity.ERROR,
        "Ô {cells} có công thức nhưng tệp không lưu kết quả, nên không biết số liệu hiển thị.",
        "Đề nghị đơn vị mở tệp bằng Excel, lưu lại rồi gửi lại.",
    ),
    "nested-archive": (
        "not-read-yet",
        Severity.ERROR,
        "Tệp nén lồng nhau quá nhiều lớp nên phần mềm không đọc hết.",
        "Văn phòng mở tệp nén, lấy tệp bên trong và đưa vào riêng.",
    ),
    "no-text": (
        "no-text",
        Severity.ERROR,
        "Tệp không có nội dung chữ nào.",
        "Đề nghị đơn vị kiểm tra và gửi lại tệp có nội dung.",
    ),
}

READER_CANNOT_START = (
    "Không khởi động được bộ đọc tệp: phần mềm cài đặt chưa đủ hoặc máy thiếu bộ nhớ. Chưa tệp nào bị bỏ qua; "
    "cài lại phần mềm (make install) rồi chạy lại."
)
ATTACHMENT = "Tệp đính kèm “{name}”: {message}"
IN_ARCHIVE = "Tệp bên trong “{name}”: {message}"


def build_finding(raw: RawFinding) -> Finding:
    """The finding that people see for what a reader reported."""
    rule, severity, message, fix = CATALOGUE[raw.key]
    message, fix = message.format(**raw.values), fix.format(**raw.values)
    return Finding(rule=rule, severity=severity, locator=raw.locator, message=message, fix=fix)
