"""Every sentence of delivery that a person reads: reasons of the gate, words of the mail, outcomes of a sending.

Keeps out logic; a placeholder in braces is filled by the caller.
"""

# Release rule -------------------------------------------------------------------------------------------------------

GATE_SECRECY = (
    "Có {count} mục có dấu hiệu mật chưa xử lý: tạm dừng mọi việc gửi. "
    "Người có thẩm quyền kiểm tra các mục đó rồi chạy lại; không cách gửi nào bỏ qua được bước này."
)
GATE_NEVER = (
    "Cách gửi đang đặt là “không gửi”. Khi cần gửi, đổi cách gửi của nơi nhận trong tệp kế hoạch hoặc dùng --send."
)
GATE_PERSON = "Dự thảo chờ phê duyệt: người có thẩm quyền xem và phê duyệt đúng tệp này, sau đó chạy lại lệnh gửi."
GATE_OPEN_POINT = "Chưa tự gửi vì còn việc: {point}"
GATE_EARLIER = (
    "Nơi nhận đã nhận bản {version}: mọi bản sau đó đều phải có người phê duyệt đúng tệp này trước khi gửi, "
    "dù đặt cách gửi nào."
)

# Mail ---------------------------------------------------------------------------------------------------------------

SUBJECT = "Báo cáo {title} ({advance})"
SUBJECT_EXAMPLE = "[VÍ DỤ] "
SUBJECT_TRIAL = "[CHẠY THỬ] "
ADVANCE = "bản gửi trước"
ADVANCE_AGAIN = "bản gửi trước lần {version}"
NAME_TRIAL = "{name} (chạy thử)"
SENDER_NAME = "{issuer} - {office}"
FILE_NAME = "Báo cáo {title} - {advance}.docx"

BODY_EXAMPLE = "VÍ DỤ: thư này lập từ dữ liệu ví dụ kèm theo phần mềm, không phải báo cáo thật."
BODY_TRIAL = "CHẠY THỬ: thư này chỉ gửi đến một địa chỉ thử; {recipient} chưa nhận được thư này."
BODY_GREETING = "Kính gửi: {recipient}"
BODY_WHAT = "{issuer} trân trọng gửi {recipient} Báo cáo {title} (tệp đính kèm)."
BODY_ADVANCE = (
    "Đây là bản gửi trước để tiện theo dõi, tổng hợp. Số, ngày, tháng ban hành và chữ ký có ở bản chính thức, "
    "{issuer} sẽ gửi sau theo quy định."
)
BODY_REPLACES = (
    "Bản này thay cho bản gửi trước lần {version} đã gửi trước đây; kính đề nghị sử dụng số liệu của bản này."
)
BODY_MISSING = (
    "Đến thời điểm lập báo cáo, {issuer} chưa nhận được báo cáo của: {names}. "
    "Báo cáo chưa có kết quả của các đơn vị này; sẽ bổ sung khi có đủ."
)
BODY_CONTACT = "Khi cần trao đổi, xin liên hệ {office}, {issuer}; {ways}."
BODY_TELEPHONE = "điện thoại {telephone}"
BODY_ADDRESS = "thư điện tử {address}"
BODY_CLOSING = "Trân trọng."
BODY_FILE = "Tệp đính kèm: {name}"
BODY_SHA256 = "Mã kiểm tra SHA-256 của tệp đính kèm: {sha256}"

BAD_ADDRESS = (
    "Địa chỉ thư “{address}” không dùng được. Viết một địa chỉ dạng ten@don-vi.example, không dấu, không khoảng trắng; "
    "sửa trong tệp kế hoạch hoặc cấu hình rồi chạy lại."
)
BAD_CODE = (
    "Mã nơi nhận “{code}” không dùng được: chỉ viết chữ không dấu, số, gạch nối và gạch dưới. Sửa trong tệp kế hoạch."
)

# Outbox and ledger --------------------------------------------------------------------------------------------------

OUTBOX_BAD_NAME = "Tên tệp thư “{name}” không dùng được trong hộp thư đi."
OUTBOX_DIFFERENT = (
    "Trong hộp thư đi đã có {path} với nội dung khác. Thư đã ghi không bị ghi đè; kiểm tra tệp đó rồi chạy lại."
)
MESSAGE_CHANGED = (
    "Tệp thư {path} không còn hoặc không đúng với sổ theo dõi, nên chưa gửi. "
    "Khôi phục thư mục hộp thư đi từ bản sao lưu rồi chạy lại."
)
GATE_IS_CLOSED = "Không chuẩn bị thư khi điều kiện gửi chưa đạt: {reasons}"
NOT_ONE_ADDRESS = "Thư phải có đúng một nơi nhận ở dòng To, không có Cc, Bcc, và có Message-ID."
RECIPIENT_EXPIRED = (
    "{recipient} không còn (hoặc chưa) là nơi nhận vào ngày {today}, nên thư được giữ lại. "
    "Kiểm tra nơi nhận và thời hạn trong tệp kế hoạch."
)
NOT_THE_RECIPIENT = (
    "Thư gửi {recipient} không ghi đúng địa chỉ {address} của nơi nhận trong tệp kế hoạch, nên không chuẩn bị gửi. "
    "Lập lại thư rồi chạy lại."
)
SAME_MAILBOX = (
    "Bản {version} đã gửi (hoặc có thể đã gửi) đến địa chỉ này dưới mã nơi nhận {code}, nên thư này được giữ lại. "
    "Kiểm tra mã và địa chỉ nơi nhận trong tệp kế hoạch; nếu cần gửi lại thì lập bản mới."
)
TAKEN_OVER = (
    "Bản {version} gửi đến địa chỉ này nay theo mã nơi nhận {code}, nên thư theo mã cũ được giữ lại, không gửi hai lần."
)
NEWER_VERSION = "Đã có bản {version} gửi nơi nhận này, nên bản cũ hơn không gửi nữa."
STOPPED_BEFORE_SENDING = "Lần gửi trước bị ngắt khi chưa chuyển nội dung thư; sẽ gửi lại."
STOPPED_AFTER_HANDING_OVER = (
    "Đã chuyển nội dung thư nhưng chưa có trả lời của máy chủ thư: không rõ nơi nhận đã có thư hay chưa. "
    "Hỏi nơi nhận hoặc xem nhật ký máy chủ thư theo mã thư {message_id}; hệ thống không tự gửi lại."
)
WRITTEN = "Chỉ ghi thư ra tệp {path} (chưa cấu hình máy chủ thư hoặc đang chạy ví dụ); thư này sẽ không tự gửi."

# SMTP ---------------------------------------------------------------------------------------------------------------

PLAIN_REFUSED = (
    "Không gửi thư không mã hóa đến máy chủ {host}. Đặt TONGHOP_SMTP_SECURITY=starttls hoặc tls "
    "(plain chỉ dùng cho máy chủ thư trên chính máy này)."
)
PASSWORD_MISSING = (
    "Có TONGHOP_SMTP_USER nhưng thiếu mật khẩu. Đặt TONGHOP_SMTP_PASSWORD hoặc TONGHOP_SMTP_PASSWORD_FILE."  # noqa: S105 (a message)
)
PASSWORD_NOT_ASCII = "Tên đăng nhập hoặc mật khẩu SMTP có chữ có dấu; giao thức chỉ nhận chữ không dấu. Đổi mật khẩu của tài khoản gửi thư."  # noqa: S105, E501 (a message)
CA_UNREADABLE = "Không đọc được tệp chứng thư {path} (TONGHOP_SMTP_CA_FILE). Kiểm tra đường dẫn; tệp phải ở dạng PEM."
CANNOT_CONNECT = "Chưa nối được máy chủ thư {host}:{port} ({cause}). Thư vẫn ở trạng thái chờ gửi."
BAD_CERTIFICATE = (
    "Chứng thư của máy chủ thư {host}:{port} không được tin cậy hoặc máy chủ không nói TLS ({cause}), nên không gửi. "
    "Kiểm tra TONGHOP_SMTP_HOST, TONGHOP_SMTP_SECURITY và TONGHOP_SMTP_CA_FILE."
)
NOT_SUPPORTED = (
    "Máy chủ thư {host}:{port} không có STARTTLS hoặc cách đăng nhập mà cấu hình đòi hỏi, nên không gửi. "
    "Kiểm tra TONGHOP_SMTP_SECURITY, TONGHOP_SMTP_PORT và TONGHOP_SMTP_USER."
)
NOT_ADMITTED = (
    "Máy chủ thư {host}:{port} không cho đăng nhập hoặc không nhận kết nối ({cause}). "
    "Kiểm tra TONGHOP_SMTP_USER và mật khẩu. Thư vẫn ở trạng thái chờ gửi."
)
LOST_BEFORE_CONTENT = "Mất kết nối với máy chủ thư trước khi chuyển nội dung ({cause}). Thư vẫn ở trạng thái chờ gửi."
LOST_AFTER_CONTENT = (
    "Mất kết nối sau khi đã chuyển nội dung thư, không có trả lời của máy chủ ({cause}): không rõ nơi nhận "
    "đã có thư hay chưa. Hỏi nơi nhận hoặc xem nhật ký máy chủ thư; hệ thống không tự gửi lại."
)
STRANGE_ANSWER = "máy chủ trả lời không hiểu được: {reply}"
