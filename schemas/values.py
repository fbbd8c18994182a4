"""Code values with their single Vietnamese label (design, section 1)."""

from schemas.base import Labelled


class Severity(Labelled):
    """How serious a finding is; critical and error wait for a person."""

    CRITICAL = "critical", "phải sửa"
    ERROR = "error", "cần xác nhận"
    WARNING = "warning", "cảnh báo"
    ADVICE = "advice", "lưu ý"

    @property
    def is_serious(self) -> bool:
        """Whether a finding of it waits for a person."""
        return self in (Severity.CRITICAL, Severity.ERROR)


class CheckStatus(Labelled):
    """What becomes of a submission."""

    ACCEPTED = "accepted", "đã tiếp nhận"
    NEEDS_PERSON = "needs_person", "chờ Văn phòng xử lý"
    REJECTED = "rejected", "không đọc được"
    QUARANTINED = "quarantined", "tạm dừng vì có dấu mật"
    RETURNED = "returned", "đã trả lại đơn vị"
    SET_ASIDE = "set-aside", "để riêng, không tính"


class CellState(Labelled):
    """Coverage of one plan item by one unit, or by all units together."""

    REPORTED = "reported", "có kết quả"
    NOTHING = "nothing", "không phát sinh"
    EMPTY = "empty", "có mục nhưng để trống"
    MISSING = "missing", "chưa báo cáo"
    NOT_ASSIGNED = "not_assigned", "không giao"


class MissingReason(Labelled):
    """Why a coverage cell is missing."""

    NO_REPORT = "no_report", "chưa gửi báo cáo"
    NOT_MENTIONED = "not_mentioned", "không đề cập"


class Scope(Labelled):
    """What span of time a quantity speaks of."""

    PERIOD = "period", "trong kỳ"
    CUMULATIVE = "cumulative", "lũy kế"
    PLANNED = "planned", "dự kiến"


class Precision(Labelled):
    """How exactly a value was written; the label stands before the value."""

    EXACT = "exact", ""
    AT_LEAST = "at_least", "trên"
    AT_MOST = "at_most", "không quá"
    ABOUT = "about", "khoảng"


class Role(Labelled):
    """Which copy of one report a document is."""

    WORKING = "working", "bản mềm"
    SIGNED = "signed", "bản ký"


class SourceKind(Labelled):
    """How a submission reached the Office."""

    FOLDER = "folder", "thư mục dùng chung"
    MAILBOX = "mailbox", "hộp thư"
    HAND = "hand", "nhận trực tiếp"


class HandChannel(Labelled):
    """How a report came that a person brought in by hand."""

    ZALO = "zalo", "Zalo"
    DOCUMENT_SYSTEM = "document-system", "hệ thống quản lý văn bản"
    USB = "usb", "USB"
    PAPER = "paper", "bản giấy"
    PHONE = "phone", "điện thoại"


class SenderTrust(Labelled):
    """What is known of who sent a mail."""

    TRUSTED = "trusted", "địa chỉ của đơn vị"
    STRANGER = "stranger", "địa chỉ chưa có trong kế hoạch"
    SPOOFED = "spoofed", "địa chỉ gửi không xác thực được"


class ReportKind(Labelled):
    """Which report a period asks for."""

    SEMIANNUAL = "semiannual", "báo cáo 6 tháng"
    ANNUAL = "annual", "báo cáo năm"
    AD_HOC = "ad_hoc", "báo cáo đột xuất"


class ReleaseRule(Labelled):
    """When a draft may leave by itself (design 4.4)."""

    PERSON = "person", "chờ người có thẩm quyền phê duyệt"
    COMPLETE = "complete", "tự gửi khi đủ báo cáo"
    ALWAYS = "always", "gửi ngay bản hiện có"
    NEVER = "never", "không gửi"


class UnitState(Labelled):
    """Where one unit stands in one period."""

    AWAITED = "awaited", "đang chờ báo cáo"
    ON_TIME = "on_time", "đúng hạn"
    LATE = "late", "nộp muộn"
    MISSING = "missing", "quá hạn, chưa gửi"
    NEEDS_PERSON = "needs_person", "đã gửi, Văn phòng đang kiểm tra"
    RETURNED = "returned", "đã trả lại"
    EXEMPT = "exempt", "được miễn"


class PeriodState(Labelled):
    """Where a period stands."""

    OPEN = "open", "đang mở"
    CLOSED = "closed", "đã đóng"
    APPROVED = "approved", "đã phê duyệt"
    ISSUED = "issued", "đã phát hành"


class DraftState(Labelled):
    """Where a draft stands."""

    DRAFT = "draft", "dự thảo"
    APPROVED = "approved", "đã phê duyệt"
    SENT = "sent", "đã gửi"
    SUPERSEDED = "superseded", "đã có bản mới"


class DraftOrigin(Labelled):
    """Who made a draft."""

    RENDERED = "rendered", "hệ thống lập"
    EDITED = "edited", "Văn phòng sửa"


class DeliveryState(Labelled):
    """Where one (period, version, recipient) stands."""

    READY = "ready", "chờ gửi"
    CLAIMED = "claimed", "đang gửi"
    ACCEPTED = "accepted", "máy chủ thư đã nhận"
    REFUSED = "refused", "bị từ chối"
    UNKNOWN = "unknown", "chưa rõ kết quả"
    HELD = "held", "đang giữ lại"
    WRITTEN = "written", "đã ghi ra tệp, chưa gửi"


class BlockKind(Labelled):
    """What kind of visible text a block is."""

    PARAGRAPH = "paragraph", "đoạn"
    TABLE_ROW = "table_row", "dòng bảng"
    HEADING = "heading", "đề mục"
    NOTE = "note", "chú thích"
    TEXTBOX = "textbox", "hộp văn bản"
    HEADER = "header", "đầu trang, chân trang"
    COMMENT = "comment", "ghi chú bên lề"


class EvidenceKind(Labelled):
    """Where a hint about the unit or the period was found."""

    DECLARED = "declared", "người nhận khai báo"
    SENDER = "sender", "địa chỉ gửi"
    FOLDER = "folder", "thư mục"
    LETTERHEAD = "letterhead", "tên đơn vị ở đầu văn bản"
    CODE = "code", "ký hiệu văn bản"
    FORM = "form", "mã biểu mẫu"
    TITLE = "title", "trích yếu"
    TEXT = "text", "nội dung văn bản"
    NAME = "name", "tên tệp"
    SUBJECT = "subject", "tiêu đề thư"
    SIGNATURE = "signature", "chức danh người ký"
    ARCHIVE = "archive", "nơi lưu văn bản"


class HoldReason(Labelled):
    """Why a sentence of which the model is sure is asked about all the same."""

    HEADED = "headed", "nội dung này đã có đề mục riêng trong báo cáo, số liệu của câu có thể lặp lại"
    CLOSED = "closed", "báo cáo ghi nội dung này không phát sinh"
    DENIED = "denied", "câu nói về việc chưa thực hiện"
    ASIDE = "aside", "câu nằm trong khung chữ ngoài phần chính của báo cáo"
    REPEATED = "repeated", "câu này đã có ở chỗ khác trong báo cáo"
    SEVERAL = "several", "các vế của câu có thể thuộc nhiều nội dung"
    UNUSUAL = "unusual", "câu quá ngắn, quá dài hoặc có nhiều từ ít gặp"


class QuestionKind(Labelled):
    """What a person is asked to settle."""

    SUBMISSION = "submission", "báo cáo cần Văn phòng xem"
    DOUBLE_CLAIM = "double-claim", "hoạt động có thể báo cáo trùng"
    SECRECY = "secrecy", "mục có dấu hiệu mật, cần người có thẩm quyền xử lý"
    DELIVERY = "delivery", "lần gửi cần kiểm tra"
    SCAN = "scan", "ảnh, bản quét cần xem có dấu mật không"
    SENDER = "sender", "thư chưa rõ người gửi"
    UNIT = "unit", "báo cáo chưa rõ đơn vị"
    PERIOD = "period", "báo cáo chưa rõ kỳ"
    ITEM = "item", "câu chưa rõ thuộc nội dung nào"
    RESULT = "result", "nội dung chưa có kết quả cụ thể"
    COMPARISON = "comparison", "số liệu năm nhỏ hơn số đã báo cáo"
    ADJUSTMENT = "adjustment", "điều chỉnh số liệu cần xác nhận lại"
    COPIES = "copies", "bản ký và bản mềm ghi số liệu khác nhau"


class SubmissionChoice(Labelled):
    """What becomes of a report that waits for a person."""

    ACCEPT = "accept", "Tính cả báo cáo như phần mềm đã hiểu"
    RETURN_ITEMS = "return-items", "Trả lại các nội dung có lỗi, tính các nội dung còn lại"
    RETURN = "return", "Trả lại cả báo cáo để đơn vị sửa"
    SET_ASIDE = "set-aside", "Không phải báo cáo kỳ này, để riêng, không tính"


class ResultChoice(Labelled):
    """Whether an item without event, day or figure is printed as a result."""

    COUNT = "count", "Vẫn in là kết quả"
    DROP = "drop", "Không in là kết quả"


class ClaimChoice(Labelled):
    """What two activities that may be one are."""

    FIRST = "count-first", "Là một, tính hoạt động thứ nhất"
    SECOND = "count-second", "Là một, tính hoạt động thứ hai"
    BOTH = "count-both", "Là hai hoạt động khác nhau, tính cả hai"


class CopyChoice(Labelled):
    """Which of two copies of one report counts when their figures differ."""

    WORKING = "copy-working", "Tính theo bản mềm"
    SIGNED = "copy-signed", "Tính theo bản ký"


class ComparisonChoice(Labelled):
    """What is said of an annual figure that is smaller than what was issued for the half year."""

    CONFIRM = "confirm", "Số năm là đúng, giữ nguyên"
    WAIT = "wait", "Chờ đơn vị giải trình hoặc gửi lại"


class AdjustmentChoice(Labelled):
    """What holds when a revised report tells another figure than the adjustment."""

    KEEP = "keep", "Giữ số đã điều chỉnh"
    TAKE = "take", "Lấy số trong báo cáo mới"


class AdjustmentChannel(Labelled):
    """How a change of a figure was asked for."""

    PHONE = "phone", "điện thoại"
    ZALO = "zalo", "Zalo"
    MAIL = "mail", "thư điện tử"
    DOCUMENT = "document", "văn bản"
    MEETING = "meeting", "trực tiếp"


class AdjustmentState(Labelled):
    """Where an adjustment stands."""

    PENDING = "pending", "chờ văn bản xác nhận"
    CONFIRMED = "confirmed", "đã có văn bản xác nhận"
    REOPENED = "reopened", "báo cáo mới ghi số khác, cần xác nhận lại"
    LOST = "lost", "không còn thấy số này trong báo cáo"
    DROPPED = "dropped", "không áp dụng, lấy số trong báo cáo"

    @property
    def is_open(self) -> bool:
        """Whether a person must say what holds."""
        return self in (AdjustmentState.REOPENED, AdjustmentState.LOST)


class ComparedWith(Labelled):
    """What a period is compared with."""

    PREVIOUS = "previous", "kỳ trước"
    LAST_YEAR = "last_year", "cùng kỳ năm trước"
    HALF = "half", "6 tháng đầu năm đã báo cáo"


class ActivityChangeKind(Labelled):
    """How an activity differs from those of the report compared with."""

    NEW = "new", "hoạt động mới"
    DROPPED = "dropped", "không còn báo cáo"


class ScanChoice(Labelled):
    """What a person saw on a scan, or on a picture that looks like a stamp."""

    NO_MARK = "no-mark", "Đã xem, không có dấu mật"
    MARK = "mark", "Có dấu mật"


class SenderChoice(Labelled):
    """What a person says of mails whose sender is not known."""

    ACCEPT = "accept", "Là báo cáo của đơn vị, cho tiếp nhận"
    IGNORE = "ignore", "Không phải báo cáo, bỏ qua"


class HitOutcome(Labelled):
    """What the authorised person found out about an item that bears a secrecy mark."""

    SECRET = "secret", "Đúng là tài liệu mật, đã xử lý"
    FALSE_ALARM = "false-alarm", "Báo nhầm, cho tiếp nhận"


class NoticeKind(Labelled):
    """What a notice is about; each kind has its folder in the outbox."""

    TODAY = "today", "trang hôm nay"
    ALERT = "alert", "cảnh báo"
    RECEIPT = "receipt", "thư báo nhận"
    REMINDER = "reminder", "thư nhắc"


class ReceiptVerdict(Labelled):
    """What a receipt tells the unit of its report; only a person returns one."""

    RECEIVED = "received", "Đã nhận"
    CHECKING = "checking", "Đã nhận, Văn phòng đang kiểm tra"
    UNREADABLE = "unreadable", "Không đọc được, đề nghị gửi lại"
    RETURNED = "returned", "Trả lại, đề nghị sửa và gửi lại"


class NoReceipt(Labelled):
    """Why a report is answered by no receipt."""

    SWITCHED_OFF = "switched-off", "không bật thư báo nhận"
    AUTOMATIC = "automatic", "thư tự động, không trả lời"
    NO_ADDRESS = "no-address", "không có địa chỉ của đơn vị trong kế hoạch"
    STOPPED = "stopped", "mục đã dừng, không trả lời"
    SET_ASIDE = "set-aside", "Văn phòng để riêng, không trả lời"
    TOO_OLD = "too-old", "đến đã lâu trước khi được tiếp nhận"


class AlertCause(Labelled):
    """What Prefect saw go wrong with a run."""

    FAILED = "failed", "lần chạy bị lỗi"
    CRASHED = "crashed", "lần chạy bị ngắt giữa chừng"
    LATE = "late", "lần chạy đến giờ mà chưa bắt đầu"
