"""Every Vietnamese word that intake says to people: why something was not taken in, what to do."""

# --- why something is passed over
LOCK_FILE = "tệp khóa tạm của Word, không phải báo cáo"
UNFINISHED = "tệp tải về hoặc chép chưa xong; đổi tên khi đã chép xong thì hệ thống sẽ tiếp nhận"
SYSTEM_FILE = "tệp do hệ điều hành tự tạo, không phải báo cáo"
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

# --- a source could not be looked at
FOLDER_MISSING = (
    "Không tìm thấy thư mục nhận báo cáo {root}. Kiểm tra ổ đĩa dùng chung đã được kết nối và đường dẫn đã đúng, "
    "rồi chạy lại."
)
FOLDER_NOT_DIRECTORY = "{root} không phải là thư mục. Sửa đường dẫn thư mục nhận báo cáo rồi chạy lại."
FOLDER_EMPTIED = (
    "Thư mục nhận báo cáo {root} trống trơn trong khi trước đây đã nhận {count} tệp; có thể ổ đĩa dùng chung chưa được "
    "kết nối. Kết nối lại rồi chạy lại; nếu đã chủ động dọn thư mục, hãy để lại trong đó ít nhất một thư mục con."
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

# --- findings about what came
CLOCK_AHEAD = "Tệp mang thời gian sửa đổi ở tương lai ({time}); thời điểm nhận được ghi là lúc hệ thống nhìn thấy tệp."
CLOCK_ABSURD = "ngày không có thật"
CLOCK_AHEAD_FIX = "Đối chiếu thời điểm nhận thực tế nếu liên quan đến hạn nộp; chỉnh đồng hồ máy đã lưu tệp."
NAME_ENCODING = "Tên tệp có ký tự không đọc được (sai bảng mã), nên không kiểm tra được dấu mật trong tên tệp."
NAME_ENCODING_FIX = "Xem tên tệp tại máy, đặt lại tên bằng tiếng Việt Unicode."

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
ARCHIVE_BAD_NAME = "“{sha256}” không phải mã băm SHA-256 của một bản gốc."

# --- the secret of secrecy hits
KEY_FILE_DAMAGED = (
    "Tệp khóa {path} không đúng độ dài. Khôi phục tệp từ bản sao lưu; nếu không còn, xóa tệp để hệ thống tạo khóa mới "
    "(mục có dấu mật đang chờ sẽ được cảnh báo lại một lần)."
)
KEY_FILE_UNUSABLE = (
    "Không đọc hoặc không tạo được tệp khóa {path}: {cause}. Kiểm tra quyền ghi thư mục kết quả rồi chạy lại."
)
