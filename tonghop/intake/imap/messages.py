"""Every Vietnamese word that the mailbox source says to people. No word of the server but its answer codes."""

# --- settings
UNKNOWN_SETTING = "không có cấu hình {name}; các tên dùng được: {known}"
HOST_MISSING = "thiếu {prefix}HOST (tên máy chủ thư)"
USER_MISSING = "thiếu {prefix}USER (tên đăng nhập hộp thư)"
LOGIN_INCOMPLETE = "thiếu {prefix}PASSWORD hoặc {prefix}PASSWORD_FILE"
PLAIN_REFUSED = "không đọc thư không mã hóa qua máy chủ {host}; dùng tls hoặc starttls"
BAD_KEYWORD = "từ khóa đánh dấu chỉ gồm chữ không dấu, số, gạch nối và gạch dưới, ví dụ TonghopDaNhan"
MOVE_INTO_WATCHED = "thư mục chuyển thư đã nhận không được là một trong các thư mục đang đọc"
NAME_WITHOUT_USE = "{prefix}ACK_NAME chỉ dùng cùng {prefix}ACK=keyword hoặc move"
BAD_VALUE = "{name} có giá trị không dùng được"
NO_FOLDER = "{prefix}FOLDER không ghi thư mục nào"
DEFAULT_MOVE_FOLDER = "Đã tiếp nhận"

# --- the mailbox could not be looked at
LOGIN_FILE_UNREADABLE = (
    "Không đọc được tệp mật khẩu của hộp thư {user} ({cause}). Kiểm tra {prefix}PASSWORD_FILE và quyền đọc tệp rồi "
    "chạy lại."
)
CA_UNREADABLE = (
    "Không đọc được tệp chứng thư CA của hộp thư {user}. Kiểm tra {prefix}CA_FILE (tệp PEM) và quyền đọc rồi chạy lại."
)
CANNOT_CONNECT = (
    "Không kết nối được máy chủ thư {host}:{port} để đọc hộp thư {user}: {cause}. Kiểm tra mạng, tên máy chủ và "
    "cổng; thư vẫn ở trên máy chủ, lần sau hệ thống sẽ đọc tiếp."
)
BAD_CERTIFICATE = (
    "Không tin được chứng thư của máy chủ thư {host}:{port} ({cause}), nên chưa gửi mật khẩu và chưa đọc hộp thư "
    "{user}. Kiểm tra tên máy chủ và {prefix}CA_FILE; không tắt kiểm tra chứng thư."
)
NO_TLS = (
    "Máy chủ thư {host}:{port} không mở được kết nối mã hóa ({cause}), nên chưa gửi mật khẩu và chưa đọc hộp thư "
    "{user}. Kiểm tra {prefix}SECURITY và {prefix}PORT (tls thường là 993, starttls thường là 143)."
)
LOGIN_REFUSED = (
    "Máy chủ thư {host} không cho đăng nhập hộp thư {user}{code}. Kiểm tra tên đăng nhập, mật khẩu và quyền dùng "
    "IMAP của tài khoản rồi chạy lại."
)
LOGIN_LATER = (
    "Máy chủ thư {host} tạm thời chưa cho đăng nhập hộp thư {user}{code}. Lần sau hệ thống sẽ thử lại; nếu kéo dài, "
    "báo người quản trị máy chủ thư."
)
CONNECTION_LOST = (
    "Mất kết nối với máy chủ thư {host}:{port} trong lúc đọc hộp thư {user}: {cause}. Những thư đã nhận được giữ "
    "nguyên; lần sau hệ thống sẽ đọc tiếp."
)
LOOK_TOO_LONG = (
    "Máy chủ thư {host}:{port} trả lời quá chậm nên chưa đọc hết hộp thư {user} trong {minutes} phút. Những thư đã "
    "nhận được giữ nguyên; lần sau hệ thống sẽ đọc tiếp."
)
FOLDER_REFUSED = "Không mở được thư mục “{folder}” trong hộp thư {user}{code}. Kiểm tra {prefix}FOLDER và quyền đọc."
FOLDER_REBUILT = (
    "Máy chủ thư vừa dựng lại thư mục “{folder}” của hộp thư {user} trong lúc đang đọc; lần sau "
    "hệ thống sẽ đọc lại từ đầu."
)
LIST_REFUSED = (
    "Máy chủ thư không liệt kê được thư mục “{folder}” của hộp thư {user}{code}; lần sau hệ thống sẽ thử lại."
)

# --- causes
TIMED_OUT = "quá thời gian chờ"
NOT_ANSWERING = "máy chủ từ chối kết nối"
NAME_UNKNOWN = "không tìm thấy tên máy chủ"
CUT = "máy chủ ngắt kết nối"
TOO_MUCH = "máy chủ trả lời dài quá mức cho phép"
ODD_ANSWER = "máy chủ trả lời không đúng giao thức IMAP"
NOT_OFFERED = "máy chủ không cung cấp STARTTLS ở cổng này"
UNKNOWN_CAUSE = "không rõ nguyên nhân"

# --- what was received could not be marked at the server
ACK_REFUSED = (
    "Đã nhận thư nhưng máy chủ không cho đánh dấu trong thư mục “{folder}” của hộp thư {user}{code}. Thư không mất; "
    "lần sau hệ thống sẽ đánh dấu lại. Nếu kéo dài, cấp quyền sửa hộp thư hoặc đặt {prefix}ACK=none."
)
NO_KEYWORDS = (
    "Đã nhận thư nhưng máy chủ không cho đặt từ khóa trong thư mục “{folder}” của hộp thư {user}. Thư không mất. Đặt "
    "{prefix}ACK=seen, move hoặc none."
)
NO_MOVE = (
    "Đã nhận thư nhưng máy chủ {host} không hỗ trợ chuyển từng thư (MOVE hoặc UIDPLUS), nên thư được để nguyên chỗ. "
    "Đặt {prefix}ACK=keyword, seen hoặc none."
)

# --- why a mail is passed over
TOO_LARGE = "thư {size} MB, vượt giới hạn {limit} MB; cần người mở xem và đề nghị đơn vị gửi lại bản gọn hơn"
NOT_FETCHED = "máy chủ thư không đưa được thư này; cần người mở xem tại hộp thư; lần sau hệ thống sẽ thử lại"

# --- how a mail that was not read is called
NUMBERED = "thư số {number} trong “{folder}”"
