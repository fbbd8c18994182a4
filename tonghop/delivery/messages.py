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
    "Nơi nhận đã nhận dự thảo lần {version}: mọi lần sau đó đều phải có người phê duyệt đúng tệp này trước khi gửi, "
    "dù đặt cách gửi nào."
)

# Mail ---------------------------------------------------------------------------------------------------------------

SUBJECT = "Báo cáo {title} ({advance})"
SUBJECT_EXAMPLE = "[VÍ DỤ] "
SUBJECT_TRIAL = "[CHẠY THỬ] "
ADVANCE = "bản gửi trước"
ADVANCE_AGAIN = "bản gửi trước lần {version}"
NAME_TRIAL = "{name} - chạy thử"
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
BODY_DISPUTED = "Báo cáo có số liệu đang chờ xác minh (có thể báo cáo trùng); {issuer} sẽ thông báo nếu thay đổi."
BODY_CONTACT = "Khi cần trao đổi, xin liên hệ {office}, {issuer}; {ways}."
BODY_TELEPHONE = "điện thoại {telephone}"
BODY_ADDRESS = "thư điện tử {address}"
BODY_CLOSING = "Trân trọng."
BODY_FILE = "Tệp đính kèm: {name}"
BODY_SHA256 = "Mã kiểm tra tệp đính kèm (SHA-256): {sha256}"

BAD_ADDRESS = (
    "Địa chỉ thư “{address}” không dùng được. Viết một địa chỉ dạng ten@don-vi.example, không dấu, không khoảng trắng; "
    "sửa trong tệp kế hoạch hoặc cấu hình rồi chạy lại."
)
BAD_CODE = (
    "Mã nơi nhận “{code}” không dùng được: chỉ viết chữ không dấu, số, gạch nối và gạch dưới. Sửa trong tệp kế hoạch."
)

# Notices: mails of our own ------------------------------------------------------------------------------------------

NOTICE_SENDER = "Phần mềm tổng hợp báo cáo"
NOTICE_READER = "Người phụ trách hệ thống"
NOTICE_EXAMPLE = "VÍ DỤ: thư này lập từ dữ liệu ví dụ kèm theo phần mềm, không phải việc thật."
PAGE_WITHOUT_DAY = "Khóa của trang hôm nay phải kết thúc bằng ngày, ví dụ hom-nay-2024-06-19; đã nhận “{key}”."
PAGE_IS_OLD = "Trang hôm nay của ngày {day} chưa gửi được trong ngày, nay không còn cần nên không gửi nữa."

# Alerts -------------------------------------------------------------------------------------------------------------

ALERT_SUBJECT = "[CẢNH BÁO] {subject}"
ALERT_NO_NAME = "không rõ tên"
ALERT_WORK = {
    "semiannual": "Báo cáo 6 tháng ({name})",
    "annual": "Báo cáo năm ({name})",
    "daily": "Xem việc đến hạn mỗi sáng ({name})",
    "ad-hoc": "Báo cáo đột xuất ({name})",
    "gather": "Nhận báo cáo của các đơn vị ({name})",
    "publish": "Gửi dự thảo ({name})",
    "remind": "Nhắc các đơn vị gửi báo cáo ({name})",
    "receive": "Ghi nhận báo cáo nhận trực tiếp ({name})",
    "decide": "Ghi quyết định ({name})",
    "consolidate": "Lập báo cáo của một kỳ ({name})",
}
ALERT_OTHER_WORK = "Công việc “{name}”"
ALERT_RUN = "Lần chạy: {value}"
ALERT_MESSAGE = "Thông báo của hệ thống: {value}"
ALERT_LINK = "Xem lần chạy: {value}"
ALERT_RUN_SUBJECT = "{work}: {cause}"
ALERT_RUN_WHAT = "{work}: {cause}, ngày {day}."
ALERT_RUNS = {
    "failed": (
        "Ý nghĩa: việc của lần chạy này chưa xong. Những gì đã nhận, đã lập, đã gửi trước khi lỗi vẫn được ghi đủ "
        "trong sổ theo dõi; lần chạy theo lịch kế tiếp làm tiếp phần còn lại, không nhận trùng, không gửi trùng.",
        "Việc cần làm: mở lần chạy trên trang theo dõi và xem nguyên nhân (thư mục dùng chung, máy chủ thư, dung lượng "
        "đĩa, tệp kế hoạch ...). Khắc phục xong có thể bấm chạy lại ngay hoặc chờ lần chạy kế tiếp. Nếu lỗi lặp lại, "
        "chuyển thư này cho người quản trị máy chủ.",
    ),
    "crashed": (
        "Ý nghĩa: máy chủ hoặc tiến trình dừng đột ngột khi đang làm, nên lần chạy này bỏ dở. Sổ theo dõi vẫn đúng; "
        "lần chạy theo lịch kế tiếp làm tiếp từ chỗ đã ghi, không nhận trùng, không gửi trùng. Thư nào đang gửi đúng "
        "lúc bị ngắt được ghi “chưa rõ kết quả” và không tự gửi lại.",
        "Việc cần làm: kiểm tra máy chủ còn chạy, còn dung lượng đĩa và bộ nhớ; xem tình hình gửi trên trang Hôm nay, "
        "thư nào “chưa rõ kết quả” thì hỏi nơi nhận. "
        "Nếu bị ngắt nhiều lần, báo người quản trị máy chủ.",
    ),
    "late": (
        "Ý nghĩa: đã đến giờ mà không có tiến trình nào nhận việc, thường là do chương trình thực hiện (worker) đang "
        "tắt. Cho đến khi bật lại, báo cáo của các đơn vị không được nhận và dự thảo không được lập; không mất gì, "
        "việc được làm bù khi chạy lại.",
        "Việc cần làm: chuyển thư này cho người quản trị máy chủ; sau đó xem trang Hôm nay đã cập nhật chưa.\n\n"
        "Dành cho người quản trị: trên máy chủ, kiểm tra và khởi động lại chương trình thực hiện (dịch vụ tonghop, "
        "hoặc lệnh “tonghop serve”).",
    ),
}
ALERT_NO_SCHEDULE = ("ad-hoc", "consolidate", "decide", "publish", "receive")
ALERT_BY_HAND = (
    "Lưu ý: công việc này do người bấm chạy, không có lịch nào tự chạy lại. Nếu chưa có kết quả thì mở lần chạy và bấm "
    "Retry, hoặc điền lại biểu mẫu và chạy lại; chạy lại không làm trùng."
)
ALERT_ONCE_A_DAY = "Cùng một sự cố mỗi ngày chỉ có một thư; xem trang Hôm nay để biết tình hình mới nhất."

ALERT_WARNING_SUBJECT = "Có việc báo cáo cần xử lý ngay"
ALERT_WARNING_STEPS = "Mỗi việc mỗi tháng chỉ có một thư; trang Hôm nay nhắc lại cho đến khi việc được xử lý xong."

ALERT_YEAR_SUBJECT = "Chưa có tệp kế hoạch năm {year}"
ALERT_YEAR = "Còn {days} ngày là đến năm {year} mà chưa có tệp kế hoạch của năm đó (plans/{year}.yaml)."
ALERT_YEAR_BEGUN = "Năm {year} đã bắt đầu mà chưa có tệp kế hoạch của năm (plans/{year}.yaml)."
ALERT_YEAR_MEANING = (
    "Ý nghĩa: không có tệp kế hoạch thì hệ thống không biết các kỳ báo cáo, thời hạn, đơn vị và nơi nhận của năm "
    "{year}, nên không tự lập báo cáo nào của năm đó. Báo cáo các đơn vị gửi đến vẫn được nhận và lưu."
)
ALERT_YEAR_STEPS = (
    "Việc cần làm: khi có kế hoạch năm {year}, chuyển văn bản kế hoạch cho người quản trị và cho biết thời hạn, đơn "
    "vị, nơi nhận của năm nếu có thay đổi.\n\n"
    "Dành cho người quản trị: chạy “tonghop plan import” với văn bản kế hoạch (hoặc chép tệp năm trước rồi sửa), điền "
    "phần còn thiếu, kiểm tra bằng “tonghop plan check” rồi chạy “tonghop deploy”."
)

ALERT_SECRECY_SUBJECT = "Có mục có dấu hiệu mật {came}"
ALERT_SECRECY_THROUGH = "gửi đến qua {source}"
ALERT_SECRECY_BY_HAND = "nhận trực tiếp"
ALERT_SECRECY_WHAT = "Lúc {at}, hệ thống thấy một mục có dấu hiệu mật {came}."
ALERT_SECRECY_HAND_MEANING = (
    "Ý nghĩa: mục đó do người nhận trực tiếp mang đến. Hệ thống đã dừng, không lưu nội dung, tên tệp, và thư này cũng "
    "không ghi. Cho đến khi xử lý xong, hệ thống không tự gửi báo cáo nào đi."
)
ALERT_SECRECY_HAND_STEPS = (
    "Việc cần làm: mục ghi bằng lệnh “tonghop receive” hoặc biểu mẫu thì hệ thống không giữ nên không xem lại được, "
    "hỏi người đã ghi nhận vào giờ nêu trên; mục nằm trong thư mục nhận trực tiếp thì xem tại màn hình của máy chạy "
    "phần mềm bằng “tonghop secrecy show {key}”. Người được giao quản lý tài liệu mật xử lý theo quy định về bảo vệ bí "
    "mật nhà nước; không chuyển tiếp, không sao chép mục đó qua thư điện tử hoặc tin nhắn. Xử lý xong, ghi kết quả "
    "bằng “tonghop secrecy resolve {key}”."
)
ALERT_SECRECY_MEANING = (
    "Ý nghĩa: hệ thống đã dừng ở mục đó, không lưu nội dung, tên tệp hay tiêu đề, và thư này cũng không ghi. Bản gốc "
    "vẫn nằm nguyên ở nơi nhận. Cho đến khi xử lý xong, hệ thống không tự gửi báo cáo nào đi."
)
ALERT_SECRECY_STEPS = (
    "Việc cần làm: người được giao quản lý tài liệu mật kiểm tra trực tiếp tại nơi nhận và xử lý theo quy định về bảo "
    "vệ bí mật nhà nước; không chuyển tiếp, không sao chép mục đó qua thư điện tử hoặc tin nhắn. Để biết mục nào, xem "
    "tại màn hình của máy chạy phần mềm bằng lệnh “tonghop secrecy show {key}”; xử lý xong, ghi kết quả bằng “tonghop "
    "secrecy resolve {key}”."
)
ALERT_SECRECY_KEPT = (
    "Ý nghĩa: mục đó đã được nhận trước khi thấy dấu mật (dấu nằm trên ảnh, bản quét, hoặc chỉ lộ khi nhận dạng, đọc "
    "lại), nên bản gốc vẫn còn trong kho lưu trên máy chạy phần mềm và ở nơi nhận. Hệ thống đã dừng mục đó; thư này "
    "không ghi nội dung, tên tệp hay tiêu đề. Cho đến khi xử lý xong, hệ thống không tự gửi báo cáo nào đi."
)
ALERT_SECRECY_KEPT_STEPS = (
    "Việc cần làm: người được giao quản lý tài liệu mật xử lý cả bản ở nơi nhận và bản trong kho lưu theo quy định về "
    "bảo vệ bí mật nhà nước (hệ thống không tự hủy bản nào); không chuyển tiếp, không sao chép mục đó qua thư điện tử "
    "hoặc tin nhắn. Để biết mục nào, xem tại màn hình của máy chạy phần mềm bằng lệnh “tonghop secrecy show {key}”; xử "
    "lý xong, ghi kết quả bằng “tonghop secrecy resolve {key}”."
)

ALERT_OUTGOING_SUBJECT = "Giữ lại {what} vì có dấu hiệu mật"
ALERT_OUTGOING_WHAT = "Hệ thống kiểm tra lần cuối trước khi gửi và thấy dấu hiệu mật trong {what}, nên đã giữ lại."
ALERT_OUTGOING_MEANING = (
    "Ý nghĩa: chữ lấy từ báo cáo của đơn vị hoặc từ kế hoạch có thể mang dấu của tài liệu mật. Thư này không ghi lại "
    "nội dung đó. Hệ thống không tự gửi phần bị giữ."
)
ALERT_OUTGOING_STEPS = (
    "Việc cần làm: người được giao quản lý tài liệu mật xem trực tiếp tại máy chạy phần mềm. Nếu đúng là mật thì xử lý "
    "theo quy định; nếu báo nhầm thì sửa chữ gây nhầm trong báo cáo hoặc trong kế hoạch, hoặc trả lời đơn vị bằng cách "
    "khác."
)
OUTGOING_DRAFT = "dự thảo lần {version} của báo cáo {period}"
OUTGOING_NOTICE = "một thư thuộc loại {kind}"
OUTGOING_HELD = "Giữ lại vì có dấu hiệu mật; hệ thống không lưu nội dung thư."
OUTGOING_MAIL_MARKED = "Thư gửi nơi nhận này có dấu hiệu mật nên được giữ lại, chờ người có thẩm quyền xem."
WITHHELD_SUBJECT = "Thư được giữ lại"
WITHHELD_TEXT = "Nội dung thư này có dấu hiệu mật nên không được lưu và không được gửi."

ALERT_SOURCE_SUBJECT = "Không xem được {kind} {name}"
ALERT_SOURCE_WHAT = "Ngày {day}, hệ thống không xem được (hoặc chỉ xem được một phần) {kind} {name}."
ALERT_SOURCE_CAUSE = "Nguyên nhân: {cause}"
ALERT_SOURCE_SEEN = "Lần gần nhất xem được đầy đủ: {at}."
ALERT_SOURCE_NEVER = "Từ khi cài đặt chưa lần nào xem được đầy đủ."
ALERT_SOURCE_MEANING = (
    "Ý nghĩa: không xem được khác với không có báo cáo mới. Báo cáo gửi vào đó chưa được nhận; khi chưa xem được, "
    "hệ thống không tự gửi báo cáo nào đi và không nhắc đơn vị nào. Không mất gì: xem lại được thì hệ thống nhận tiếp."
)
ALERT_SOURCE_STEPS = (
    "Việc cần làm: kiểm tra kết nối, đường dẫn và quyền đọc của máy chủ đối với nơi nhận này; không cần chạy lại bằng "
    "tay, hệ thống tự xem lại ở lần nhận kế tiếp."
)

ALERT_LOST_SUBJECT = "Không còn xem {kind} {name}"
ALERT_LOST_WHAT = (
    "Cấu hình hiện nay không còn {kind} {name}; lần xem gần nhất là {at}. Báo cáo gửi vào đó từ lúc ấy không được nhận."
)
ALERT_LOST_STEPS = (
    "Việc cần làm: nếu bỏ nơi nhận này có chủ ý thì không phải làm gì, thư này chỉ gửi một lần. Nếu không, chuyển thư "
    "này cho người quản trị.\n\n"
    "Dành cho người quản trị: kiểm tra tệp .env (TONGHOP_FOLDERS, TONGHOP_MAILDIRS, TONGHOP_IMAP_...) ở thư mục làm "
    "việc của các công việc."
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
    "Dự thảo lần {version} đã gửi (hoặc có thể đã gửi) đến địa chỉ này dưới mã nơi nhận {code}, nên thư này được giữ "
    "lại. Kiểm tra mã và địa chỉ nơi nhận trong tệp kế hoạch; nếu cần gửi lại thì lập dự thảo mới."
)
TAKEN_OVER = (
    "Dự thảo lần {version} gửi đến địa chỉ này nay theo mã nơi nhận {code}, nên thư theo mã cũ được giữ lại, không gửi "
    "hai lần."
)
NEWER_VERSION = "Đã có dự thảo lần {version} gửi nơi nhận này, nên lần trước không gửi nữa."
STOPPED_BEFORE_SENDING = "Lần gửi trước bị ngắt khi chưa chuyển nội dung thư; sẽ gửi lại."
STOPPED_AFTER_HANDING_OVER = (
    "Đã chuyển nội dung thư nhưng chưa có trả lời của máy chủ thư: không rõ nơi nhận đã có thư hay chưa. "
    "Hỏi nơi nhận hoặc xem nhật ký máy chủ thư theo mã thư {message_id}; hệ thống không tự gửi lại."
)
WRITTEN_REPORT = (
    "Chỉ ghi thư ra tệp {path} (chưa cấu hình máy chủ thư hoặc đang chạy ví dụ); thư này sẽ không tự gửi. Báo cáo đã "
    "lập, chưa ghi nhận là đã phát hành."
)
WRITTEN_EXPIRED = " Hôm nay, {today}, {recipient} không còn (hoặc chưa) là nơi nhận; kiểm tra trước khi gửi bằng tay."
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
