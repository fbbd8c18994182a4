"""Every Vietnamese word that intake says to people: why something was not taken in, what to do."""

# --- why something is passed over
LOCK_FILE = "tệp khóa tạm của Word hoặc LibreOffice, không phải báo cáo"
UNFINISHED = "tệp tải về hoặc chép chưa xong; đổi tên khi đã chép xong thì hệ thống sẽ tiếp nhận"
SYSTEM_FILE = "tệp do hệ điều hành tự tạo, không phải báo cáo"
CONFLICT_COPY = (
    "phần mềm đồng bộ đã tách tệp này ra vì hai nơi cùng sửa một tệp; cần người so với tệp gốc, giữ lại tệp đúng: đổi "
    "tên tệp nếu cần tiếp nhận, xóa nếu thừa"
)
HIDDEN = "tệp hoặc thư mục ẩn"
UNSETTLED = "tệp vừa thay đổi, có thể đang được chép; lần sau sẽ tiếp nhận"
CHANGED_WHILE_READ = "tệp thay đổi trong lúc đọc; lần sau sẽ tiếp nhận"
VANISHED = "tệp đã được chuyển đi hoặc đổi tên trong lúc đọc; lần sau sẽ xem lại"
LINK_INSIDE = "lối tắt tới tệp, thư mục khác trong cùng nơi nhận; bản gốc được tiếp nhận tại chỗ của nó"
LINK_OUTSIDE = "lối tắt trỏ ra ngoài thư mục nhận báo cáo; cần chép tệp thật vào thư mục"
NOT_REGULAR = "không phải tệp thông thường"
TOO_LARGE = "tệp {size} MB, vượt giới hạn {limit} MB; cần người mở xem và đề nghị đơn vị gửi lại bản gọn hơn"
TOO_DEEP = "thư mục lồng quá {limit} cấp; cần chuyển báo cáo ra thư mục ngoài"
NOT_PERMITTED = "hệ thống không có quyền đọc tệp này; cần cấp quyền đọc"
NOTICE = "thư trả lời tự động, không có tệp đính kèm"
CHECKED = "thư kiểm tra: chỉ xem thử và trả lời, không ghi nhận báo cáo"
CHECK_UNANSWERED = (
    "thư đề nghị kiểm tra, chưa trả lời được: {reason}; nếu đây là báo cáo chính thức, lưu tệp ra rồi nhận bằng lệnh "
    "“tonghop receive”"
)
CHECK_NO_ADDRESS = "kế hoạch không có địa chỉ của đơn vị để trả lời"
CHECK_AUTOMATIC = "thư do chương trình tự gửi hoặc gửi qua danh sách, phần mềm không trả lời loại thư này"
CHECK_SWITCHED_OFF = "thư trả lời (thư báo nhận) đang tắt trong kế hoạch"
CHECK_ENOUGH = "đơn vị đã được trả lời đủ số thư kiểm tra trong ngày, ngày mai phần mềm trả lời tiếp"
LARGE_MAIL = "thư “{subject}” của {sender} ({name})"
LARGE_UNTRUSTED = "thư quá lớn nên chưa đọc, {reason}{sender}; cần người mở xem tại hộp thư"
NO_SUBJECT = "không có tiêu đề"
FAULT = "phần mềm gặp lỗi khi tiếp nhận mục này; cần người mở xem và báo người quản trị"
NAMELESS = "mục không hiện tên"

# --- a source could not be looked at
LOOK_FAULT = (
    "Phần mềm gặp lỗi ngoài dự kiến ({kind}) khi xem một nguồn nhận; những gì đã nhận vẫn còn nguyên, lần sau hệ thống "
    "xem lại. Người quản trị xem nhật ký của lần chạy này."
)
FOLDER_MISSING = (
    "Không tìm thấy thư mục nhận báo cáo {root}. Kiểm tra ổ đĩa dùng chung đã được kết nối và đường dẫn đã đúng, "
    "rồi chạy lại."
)
FOLDER_NOT_DIRECTORY = "{root} không phải là thư mục. Sửa đường dẫn thư mục nhận báo cáo rồi chạy lại."
FOLDER_EMPTIED = (
    "Thư mục nhận báo cáo {root} trống trơn trong khi trước đây đã nhận {count} tệp; có thể ổ đĩa dùng chung chưa được "
    "kết nối. Kết nối lại rồi chạy lại; nếu đã chủ động dọn thư mục, hãy để lại trong đó ít nhất một thư mục con."
)
FOLDER_REPLACED = (
    "Thư mục nhận báo cáo {root} không còn thư mục con nào trong số {count} thư mục đã từng có báo cáo; có thể ổ đĩa "
    "dùng chung chưa được kết nối hoặc đang kết nối nhầm. Kết nối lại rồi chạy lại; nếu đã chủ động sắp xếp lại, hãy "
    "để lại trong đó ít nhất một thư mục con mang tên cũ (để trống cũng được)."
)
FOLDER_GONE = "Thư mục nhận báo cáo {root} bị ngắt kết nối trong lúc đang xem. Kết nối lại rồi chạy lại."
FOLDER_UNREADABLE = "Không xem được {root}: {cause}. Kiểm tra quyền đọc và kết nối ổ đĩa rồi chạy lại."
PLACES_UNREADABLE = (
    "Không xem được {count} tệp hoặc thư mục con trong thư mục nhận báo cáo {root}: {causes}. Kiểm tra quyền đọc và "
    "kết nối ổ đĩa rồi chạy lại; các tệp khác đã được xem bình thường."
)
MAILDIR_MISSING = "Không tìm thấy hộp thư {root}. Kiểm tra đường dẫn hộp thư (Maildir) rồi chạy lại."
MAILDIR_WRONG = "{root} không phải hộp thư Maildir (không có thư mục new và cur). Sửa đường dẫn hộp thư rồi chạy lại."
MAILDIR_UNREADABLE = "Không xem được hộp thư {root}: {cause}. Kiểm tra quyền đọc rồi chạy lại."

# --- words within findings about what came
CLOCK_ABSURD = "ngày không có thật"

# --- what came by hand
BY_HAND_NOTE = " Ghi chú: {note}"
HAND_FOLDER_SAVER = "người lưu tệp vào thư mục nhận trực tiếp"
HAND_NO_UNIT = (
    "chưa rõ báo cáo của đơn vị nào; chuyển tệp vào thư mục của đơn vị, trong đó có thư mục cách nhận "
    "(ví dụ: {unit}/Zalo)"
)
HAND_NO_CHANNEL = "chưa rõ nhận bằng cách nào; chuyển tệp vào thư mục con mang một trong các tên: {channels}"
HAND_NO_MOMENT = (
    "tên thư mục chưa cho biết giờ nhận; đặt tên như “2024-06-18 16.50 Nguyễn Văn A”, hoặc chuyển tệp ra thư mục ngoài"
)
HAND_TOO_DEEP = "tệp nằm quá sâu; chuyển tệp ra ngay trong thư mục ghi cách nhận hoặc thư mục ghi giờ nhận"
HAND_MOMENT_AHEAD = "giờ nhận ghi ở tên thư mục ({moment}) chưa tới; sửa lại tên thư mục"
HAND_MOMENT_OLD = (
    "giờ nhận ghi ở tên thư mục ({moment}) sớm hơn lúc lưu tệp quá {days} ngày; sửa lại tên thư mục, hoặc nếu đúng như "
    "vậy thì ghi nhận bằng lệnh “tonghop receive” với --yes"
)

HAND_MARKED = (
    "Báo cáo có dấu hiệu mật: phần mềm không lưu tệp và không ghi tên tệp; có một mục chờ người có thẩm quyền xử lý. "
    "Để nguyên tệp tại chỗ; không sao chép, không chuyển tiếp."
)
HAND_NOT_TAKEN = "Chưa nhận được báo cáo: {reasons}."

# --- what a person declares of it (FAULT is one line each)
DECLARED_REFUSED = "Chưa ghi nhận báo cáo nào, có {count} chỗ cần sửa:"
DECLARED_FAULT = "- {title}: {fault}"
DECLARED_MISSING = "chưa điền."
DECLARED_TOO_LONG = "dài {count} ký tự, nhiều nhất {most}."
DECLARED_UNIT = "không có đơn vị “{text}” trong kế hoạch. Các mã: {known}."
DECLARED_CHANNEL = "không có cách nhận “{text}”. Các cách: {known}."
DECLARED_NO_MOMENT = "“{text}” không phải ngày giờ. Viết như 2024-06-18 16:50 hoặc 16:50 18/6/2024."
DECLARED_AHEAD = "{moment} chưa tới (bây giờ là {now})."
DECLARED_OLD = "{moment} đã quá {days} ngày. Kiểm tra lại ngày, tháng, năm; nếu đúng thì xác nhận ({confirm})."
DECLARED_CONFIRM = "lệnh: --yes; biểu mẫu: đánh dấu ô “Giờ nhận đã lâu là đúng”"
DECLARED_MARK = "có dấu hiệu mật. Chưa ghi nhận gì; chuyển người có thẩm quyền xử lý theo quy định."

# --- files that a person names
HAND_NO_FILE = (
    "chưa có tệp nào. Báo cáo qua điện thoại hoặc bản giấy: gõ lại thành tệp .docx hoặc .txt (bản giấy có thể quét "
    "thành .pdf) rồi ghi nhận tệp đó."
)
HAND_TOO_MANY = "có {count} tệp; mỗi lần ghi nhận nhiều nhất {most} tệp của một báo cáo."
HAND_TOO_LARGE = "{name}: tệp {size} MB, vượt giới hạn {limit} MB; đề nghị đơn vị gửi lại bản gọn hơn."
HAND_TOO_LARGE_TOGETHER = "các tệp cộng lại {size} MB, vượt giới hạn {limit} MB; đề nghị đơn vị gửi lại bản gọn hơn."
HAND_EMPTY = "{name}: tệp trống, không có nội dung."
HAND_NOISE = "{name}: {reason}."
HAND_NOT_REGULAR = "{name}: không phải tệp thông thường."
HAND_UNREADABLE = "{name}: {cause}."
HAND_CHANGED = "{name}: tệp đang thay đổi trong lúc đọc; đợi chép xong rồi ghi nhận lại."
HAND_NO_ROOT = (
    "máy chủ chưa có thư mục nhận trực tiếp (TONGHOP_HAND_FOLDERS), nên chưa nhận được tệp qua biểu mẫu; dùng lệnh "
    "“tonghop receive” tại máy chủ."
)
HAND_OUTSIDE = "{name}: không có tệp này trong thư mục nhận trực tiếp của máy chủ; chép tệp vào đó rồi ghi lại tên."

# --- the archive
ARCHIVE_WRITE = (
    "Không ghi được vào kho lưu bản gốc {root}: {cause}. Kiểm tra dung lượng đĩa và quyền ghi rồi chạy lại; "
    "chưa có gì bị mất."
)
ARCHIVE_MISSING = (
    "Kho lưu không có bản gốc {sha256}. Chạy “tonghop verify” để xem tệp nào thiếu và khôi phục từ bản sao lưu."
)
ARCHIVE_DAMAGED = (
    "Bản gốc {sha256} trong kho lưu không còn nguyên vẹn. Chạy “tonghop verify” và khôi phục tệp từ bản sao lưu."
)
ARCHIVE_UNREADABLE = "Không đọc được bản gốc {sha256} trong kho lưu: {cause}. Kiểm tra quyền đọc rồi chạy lại."
ARCHIVE_BAD_NAME = "“{sha256}” không phải mã kiểm tra SHA-256 của một bản gốc."

# --- the secret of secrecy hits
KEY_FILE_DAMAGED = (
    "Tệp khóa {path} không đúng độ dài. Khôi phục tệp từ bản sao lưu; nếu không còn, xóa tệp để hệ thống tạo khóa mới "
    "(mục có dấu mật đang chờ sẽ được cảnh báo lại một lần)."
)
KEY_FILE_UNUSABLE = (
    "Không đọc hoặc không tạo được tệp khóa {path}: {cause}. Kiểm tra quyền ghi thư mục kết quả rồi chạy lại."
)

# --- who sent a mail
NOT_LISTED = "địa chỉ gửi không thuộc danh sách địa chỉ của các đơn vị trong kế hoạch"
NOT_VALID = "địa chỉ gửi thuộc đơn vị không còn (hoặc chưa) hoạt động vào ngày thư đến, theo kế hoạch"
NAME_CLAIMS = "tên hiển thị của người gửi ghi địa chỉ của đơn vị nhưng thư gửi từ địa chỉ khác, có thể bị giả mạo"
FROM_FAULTS = {
    "missing": "thư không ghi địa chỉ người gửi",
    "doubled": "thư ghi người gửi hai lần, nên không biết ai gửi",
    "several": "thư ghi nhiều địa chỉ người gửi, nên không biết ai gửi",
    "name-only": "địa chỉ chỉ nằm trong tên hiển thị của người gửi, thư không ghi địa chỉ gửi thật",
    "malformed": "dòng người gửi của thư viết sai quy cách, có thể để giả địa chỉ",
}
PROOFS = {
    "nothing": "máy chủ thư của cơ quan không ghi kết quả xác thực nào cho thư này, nên chưa chắc thư do đơn vị gửi",
    "unclear": "máy chủ thư của cơ quan chưa xác thực được thư này có đúng do đơn vị gửi hay không",
    "failed": "máy chủ thư của cơ quan báo địa chỉ gửi không qua được kiểm tra xác thực, có thể bị giả mạo",
    "other-sender": "máy chủ thư của cơ quan báo thư do tài khoản hoặc tên miền khác gửi dưới địa chỉ của đơn vị, "
    "có thể bị giả mạo",
    "unreadable": "kết quả xác thực do máy chủ thư của cơ quan ghi bị lỗi, không đọc được",
}
ROOT_FOLDER = "thư mục chung ngoài cùng"
OPEN_FOLDERS = (
    "Máy chủ tệp cho mọi người ghi vào thư mục của đơn vị: {folders}. Tệp đặt ở đó được coi là do đơn vị ấy gửi. Nhờ "
    "người quản trị chỉ cho đơn vị đó và Văn phòng quyền ghi."
)
MODE_NEEDS_SERVER = (
    "muốn dùng kết quả xác thực thì phải khai tên máy chủ thư của cơ quan (TONGHOP_IMAP_AUTHSERV_ID), đúng như tên ở "
    "đầu dòng Authentication-Results trong các thư đã nhận"
)
