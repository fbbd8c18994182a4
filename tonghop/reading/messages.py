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
    "odt": "OpenDocument (.odt, .ods)",
    "zip": "nén ZIP",
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
    "truncated": (
        "truncated",
        Severity.ERROR,
        "Tệp bị cắt cụt: phần cuối của tệp không còn, có thể do sao chép hoặc tải lên chưa xong.",
        "Đề nghị đơn vị gửi lại tệp đầy đủ.",
    ),
    "empty-file": ("truncated", Severity.ERROR, "Tệp rỗng (0 byte).", "Đề nghị đơn vị gửi lại tệp có nội dung."),
    "corrupt": ("corrupt", Severity.ERROR, "Tệp bị hỏng nên phần mềm không đọc được.", _RESEND),
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
        "Phần mềm chưa đọc được tệp {label}; Văn phòng mở tệp và ghi nhận.",
        "Văn phòng mở tệp và ghi nhận, hoặc đề nghị đơn vị gửi bản mềm dạng .docx.",
    ),
    "unknown-format": (
        "not-read-yet",
        Severity.ERROR,
        "Phần mềm không nhận ra loại tệp này; Văn phòng mở tệp và ghi nhận.",
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
        "Thư có quá {limit} tệp đính kèm; phần mềm chỉ đọc {limit} tệp đầu.",
        "Văn phòng mở thư và kiểm tra các tệp còn lại.",
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
        "Tệp chỉ có ảnh, không có chữ để đọc (có thể là bản chụp, bản quét).",
        "Đề nghị đơn vị gửi bản mềm có chữ; hoặc Văn phòng mở tệp và ghi nhận.",
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


def build_finding(raw: RawFinding) -> Finding:
    """The finding that people see for what a reader reported."""
    rule, severity, message, fix = CATALOGUE[raw.key]
    return Finding(rule=rule, severity=severity, locator=raw.locator, message=message.format(**raw.values), fix=fix)
