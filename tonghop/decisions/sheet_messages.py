"""The Vietnamese words of the sheet of what waits, and why a row of a filled-in one is refused."""

TITLE = "Việc chờ xử lý"
SHEET = "Việc chờ xử lý"
HEADING = "VIỆC CHỜ XỬ LÝ{periods} – xuất lúc {at}"
OF_PERIODS = " – {periods}"
GUIDE = (
    "Chọn ở cột “Lựa chọn” (bấm vào ô, bấm mũi tên, hoặc ghi số thứ tự của lựa chọn; với câu chưa rõ nội dung thì ghi "
    "số của nội dung); việc chưa quyết định thì để trống. Có thể ghi chú và ghi tên người quyết định. Lưu tệp rồi gửi "
    "lại người quản trị. Không sửa các cột khác."
)
LISTS = "Danh mục"
COLUMNS = (
    "STT",
    "Loại việc",
    "Đơn vị",
    "Việc cần quyết định",
    "Câu trong báo cáo",
    "Vị trí",
    "Các lựa chọn và hệ quả",
    "Lựa chọn",
    "Ghi chú",
    "Người quyết định",
    "Mã việc",
    "Kỳ",
    "Mã kiểm tra",
)
NUMBER, KIND, UNIT, QUESTION, SENTENCE, PLACE, EFFECTS, CHOICE, NOTE, BY, KEY, PERIOD, CHECK = range(13)
ACCEPT_FOR = "Là báo cáo của {unit}, cho tiếp nhận"
ELSEWHERE = "(xử lý ở nơi khác, xem cột Các lựa chọn và hệ quả)"
ELSEWHERE_BEGINS = "(xử lý ở nơi khác"
WRONG_TITLE = "Không có trong danh sách"
WRONG_TEXT = (
    "Bấm mũi tên bên phải ô rồi chọn một dòng, hoặc ghi số thứ tự của lựa chọn (cột “Các lựa chọn và hệ quả”). Vẫn giữ "
    "nội dung vừa ghi?"
)

NOT_READ = "Không đọc được tệp {name}: {reason}"
NO_TABLE = (
    "Tệp {name} không có bảng việc chờ xử lý (cần các cột “Mã việc”, “Lựa chọn”, “Mã kiểm tra”). Dùng tệp do “tonghop "
    "inbox export” xuất ra."
)
TOO_LARGE = (
    "Tệp {name} quá lớn so với một tệp việc chờ xử lý (nhiều nhất {most} dòng) nên phần mềm không mở. Xuất lại tệp "
    "bằng “tonghop inbox export” rồi điền."
)
HIDDEN_ROWS = (
    "Có {count} dòng đang bị ẩn (do lọc hoặc ẩn dòng) nên chưa xem. Bỏ lọc, hiện hết các dòng, lưu rồi nộp lại tệp."
)
NO_CHECK = "Dòng không còn mã kiểm tra, hoặc mã đã bị sửa. Xuất lại tệp rồi điền lại việc này."
FOREIGN = "Dòng này thuộc sổ theo dõi khác (tệp xuất từ máy hoặc thư mục kết quả khác)."
UNKNOWN = (
    "Không có việc nào mang mã này trong sổ theo dõi: mã việc đã bị sửa, dòng được thêm vào, hoặc đã có thêm thư của "
    "cùng người gửi. Xuất lại tệp rồi điền lại việc này."
)
DECIDED = (
    "Việc này đã được {by} quyết định khác sau khi xuất tệp: “{label}”. Muốn đổi thì ghi bằng “tonghop inbox decide”."
)
STALE = "Câu hỏi đã đổi từ lúc xuất tệp. Xuất lại tệp để xem câu hỏi mới rồi chọn lại."
NOT_HERE = "Việc này không quyết định trong tệp Excel được; xem cột “Các lựa chọn và hệ quả”."
WRONG_CHOICE = (
    "“{choice}” không có trong các lựa chọn của việc này, hoặc có thể là nhiều lựa chọn. Chọn một trong: {choices}."
)
ALLOWED_ITEMS = "số của nội dung ({items}), hoặc 0 – không thuộc nội dung nào"
NOTE_ALONE = "Có ghi chú hoặc tên người nhưng chưa chọn ở cột “Lựa chọn”."
