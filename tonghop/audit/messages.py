"""Every finding that the audit can make: severity, what is wrong, what to do. Keyed by rule id."""

from schemas.document import Finding
from schemas.values import Severity

_RESTORE = "Không sửa tay. Giữ nguyên hiện trạng, khôi phục tệp từ bản sao lưu và báo người quản trị."
_LEDGER = "Không sửa tay. Giữ nguyên tệp sổ theo dõi, báo người quản trị; đối chiếu với bản sao lưu gần nhất."
_AGAIN = "Không cần xử lý; lần chạy sau hệ thống tự hoàn tất. Nếu vẫn còn sau lần chạy đó, báo người quản trị."

TRIAL = "{recipient} (chạy thử)"

_CATALOGUE: dict[str, tuple[Severity, str, str]] = {
    "verify-chain": (
        Severity.CRITICAL,
        "Nhật ký sự kiện bị đứt tại dòng {seq}: có dòng bị sửa, xóa, chèn hoặc đổi thứ tự ngoài hệ thống.",
        _LEDGER,
    ),
    "verify-chain-unreadable": (
        Severity.CRITICAL,
        "Không đọc được nhật ký sự kiện trong sổ theo dõi: có dòng bị hỏng hoặc bị sửa ngoài hệ thống.",
        _LEDGER,
    ),
    "verify-submission": (
        Severity.CRITICAL,
        "Báo cáo {id} trong sổ theo dõi không khớp với nhật ký sự kiện lúc tiếp nhận.",
        _LEDGER,
    ),
    "verify-filing": (
        Severity.CRITICAL,
        "Nội dung đã hiểu của báo cáo {id} trong sổ theo dõi không khớp với nhật ký sự kiện lúc xử lý.",
        _LEDGER,
    ),
    "verify-draft": (
        Severity.CRITICAL,
        "Dự thảo lần {version} (kỳ {period}) trong sổ theo dõi không khớp với nhật ký sự kiện lúc lập.",
        _LEDGER,
    ),
    "verify-archive-missing": (
        Severity.CRITICAL,
        "Kho lưu thiếu bản gốc của tệp có mã kiểm tra {sha256}.",
        "Khôi phục tệp từ bản sao lưu, hoặc chép lại đúng tệp đó vào thư mục nhận báo cáo nếu nguồn còn, rồi chạy lại.",
    ),
    "verify-archive-changed": (
        Severity.CRITICAL,
        "Bản gốc trong kho lưu không còn nguyên vẹn: nội dung không khớp mã kiểm tra {sha256}.",
        _RESTORE,
    ),
    "verify-archive-unknown": (
        Severity.ADVICE,
        "Kho lưu có tệp mà sổ theo dõi chưa ghi nhận (có thể do lần chạy trước bị ngắt).",
        _AGAIN,
    ),
    "verify-report-missing": (
        Severity.CRITICAL,
        "Thiếu tệp {name} của dự thảo lần {version} (kỳ {period}).",
        "Chạy lại “tonghop run {period}” để hệ thống đặt lại bộ tệp, hoặc khôi phục từ bản sao lưu.",
    ),
    "verify-report-changed": (
        Severity.CRITICAL,
        "Tệp {name} của dự thảo lần {version} (kỳ {period}) đã bị thay đổi sau khi lập.",
        "Không gửi tệp này. Nếu Văn phòng đã sửa nội dung, lưu bản sửa vào thư mục working; "
        "chạy lại “tonghop run” của kỳ này để đặt lại bộ tệp gốc.",
    ),
    "verify-report-added": (
        Severity.WARNING,
        "Thư mục của dự thảo lần {version} (kỳ {period}) có thêm tệp {name} không do hệ thống lập.",
        "Chuyển tệp này sang chỗ khác; bản để chỉnh sửa nằm trong thư mục working.",
    ),
    "verify-report-unknown": (
        Severity.ADVICE,
        "Có thư mục dự thảo mà sổ theo dõi chưa ghi nhận (có thể do lần chạy trước bị ngắt).",
        _AGAIN,
    ),
    "verify-manifest": (
        Severity.CRITICAL,
        "Tệp manifest.json của dự thảo lần {version} (kỳ {period}) không đọc được hoặc sai cấu trúc.",
        _RESTORE,
    ),
    "verify-head": (
        Severity.CRITICAL,
        "Mã đầu chuỗi sự kiện ghi cùng dự thảo lần {version} (kỳ {period}) không có trong nhật ký sự kiện: "
        "nhật ký hoặc bộ tệp đã bị thay.",
        _LEDGER,
    ),
    "verify-mail-missing": (
        Severity.CRITICAL,
        "Hộp thư đi thiếu thư gửi {recipient} của dự thảo lần {version} (kỳ {period}).",
        _RESTORE,
    ),
    "verify-mail-changed": (
        Severity.CRITICAL,
        "Thư gửi {recipient} của dự thảo lần {version} (kỳ {period}) trong hộp thư đi đã bị thay đổi.",
        "Không gửi thư này. " + _RESTORE,
    ),
    "verify-notice-missing": (
        Severity.ERROR,
        "Hộp thư đi thiếu một thư thông báo ({kind}).",
        "Khôi phục tệp từ bản sao lưu. Thư đã gửi không bị ảnh hưởng; thư còn chờ gửi chỉ gửi được khi có lại tệp.",
    ),
    "verify-notice-changed": (
        Severity.CRITICAL,
        "Một thư thông báo ({kind}) trong hộp thư đi đã bị thay đổi.",
        "Không gửi thư này. " + _RESTORE,
    ),
    "verify-mail-unknown": (
        Severity.ADVICE,
        "Hộp thư đi có thư mà sổ theo dõi chưa ghi nhận (có thể do lần chạy trước bị ngắt).",
        _AGAIN,
    ),
    "verify-unreadable": (
        Severity.ERROR,
        "Không đọc được nên không kiểm chứng được: {cause}.",
        "Kiểm tra quyền đọc và tình trạng đĩa rồi kiểm chứng lại.",
    ),
}


def make_finding(rule: str, locator: str | None = None, **values: object) -> Finding:
    """A finding of the catalogue; `locator` is a path below the outputs or the archive, or a row of the ledger."""
    severity, message, fix = _CATALOGUE[rule]
    return Finding(
        rule=rule, severity=severity, locator=locator, message=message.format(**values), fix=fix.format(**values)
    )
