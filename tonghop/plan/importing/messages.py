"""What people are told about an imported plan: the refusals, the four lists, the comments in the file."""

from tonghop.plan.places import Place

NOT_A_PLAN = (
    "Không tìm thấy phần nội dung của kế hoạch (đề mục có chữ “nội dung”, “nhiệm vụ” hoặc “giải pháp”). "
    "Kiểm tra xem đây có phải văn bản kế hoạch không; chưa ghi gì."
)
TOO_LONG = (
    "Văn bản quá dài so với một kế hoạch (trên 300.000 chữ cái). Chỉ đưa vào riêng văn bản kế hoạch; chưa ghi gì."
)
NO_ITEMS = (
    "Phần nội dung của kế hoạch không có mục nào được đánh số hoặc gạch đầu dòng. "
    "Đánh số các nội dung (1., 2., …) trong văn bản rồi chạy lại; chưa ghi gì."
)

UNDERSTOOD = {
    "year": "Năm của kế hoạch: {}",
    "superior": "Kế hoạch cấp trên: {}",
    "legal_basis": "Căn cứ khác: {}",
    "own": "Kế hoạch của cơ quan: {}",
    "issuer": "Cơ quan ban hành: {}",
    "parent": "Cơ quan cấp trên: {}",
    "place": "Địa danh: {}",
    "items": "{count} nội dung: {numbers}",
    "budget": "Kinh phí: {}",
    "units": "{count} phòng, đơn vị phải báo cáo: {names}",
    "kinds": "Loại báo cáo: {}",
    "office": "Nơi tổng hợp: {}",
    "addressee": "Báo cáo gửi: {}",
    "recipients": "Nơi nhận báo cáo: {}",
    "copies": "Các dòng “Nơi nhận” còn lại: {}",
    "signer": "Người ký: {}",
}

DOUBTFUL = "“{text}”"
NUMBERED_BY_US = "Các nội dung không mang số 1, 2, 3 …: đã đánh số theo thứ tự trong văn bản, cần xem lại."
ASSIGNED_BY_US = "Văn bản không nói rõ {names} thực hiện những nội dung nào: đã ghi mọi nội dung, cần xem lại."

GAPS = {
    "year": "năm của kế hoạch",
    "superior": "kế hoạch cấp trên (số, ngày, cơ quan ban hành, trích yếu)",
    "own.number": "số của kế hoạch này (own.number)",
    "own.issued_date": "ngày ban hành kế hoạch này (own.issued_date)",
    "own.subject": "trích yếu của kế hoạch này (own.subject, title)",
    "budget": "kinh phí thực hiện (budget)",
    "issuer.name": "tên cơ quan ban hành (issuer.name)",
    "issuer.parent": "cơ quan cấp trên (issuer.parent)",
    "issuer.place": "địa danh ghi trước ngày tháng (issuer.place)",
    "issuer.number_suffix": "ký hiệu sau số của báo cáo, ví dụ BC-SKHCN (issuer.number_suffix)",
    "issuer.addressee": "nơi được kính gửi (issuer.addressee)",
    "issuer.position": "chức vụ người ký (issuer.position)",
    "issuer.signer": "họ tên người ký (issuer.signer)",
    "issuer.archive_line": "dòng “Lưu” (issuer.archive_line)",
    "office.name": "nơi tổng hợp báo cáo (office.name)",
    "office.unit": "mã đơn vị của nơi tổng hợp trong units (office.unit)",
    "office.address": "địa chỉ thư của nơi tổng hợp (office.address)",
    "units": "các phòng, đơn vị được giao thực hiện (units)",
    "recipients": "nơi nhận báo cáo (recipients)",
    "measures": "các đơn vị tính (measures)",
    "outline": "đề cương báo cáo (outline)",
    "periods": "loại báo cáo (6 tháng, hằng năm) nên chưa lập được các kỳ (periods)",
}
GAP_DEADLINES = (
    "hạn nộp của đơn vị và hạn của cơ quan: giả định là {unit} và {office} ngày làm việc sau ngày chốt số liệu, "
    "cần xác nhận từng kỳ (periods): {dates}"
)
GAP_WINDOWS = "thời gian chốt số liệu: giả định theo Nghị định 09/2019/NĐ-CP, cần xác nhận (periods)"
GAP_ITEMS = "tên ngắn, tên gọi khác, nội dung cụ thể và chỉ tiêu của nội dung {numbers} (items)"
GAP_UNITS = "địa chỉ thư và ký hiệu văn bản của {names} (units)"
GAP_RECIPIENTS = "địa chỉ thư của {names} (recipients)"
GAP_DAYS = "ngày nghỉ hoán đổi, ngày làm bù năm {year} (calendar)"
GONE_UNITS = "đơn vị có trong kế hoạch năm {year} mà văn bản này không nêu: {names}; thêm lại nếu vẫn phải báo cáo"
GONE_RECIPIENTS = "nơi nhận có trong kế hoạch năm {year} mà văn bản này không nêu: {names}; thêm lại nếu vẫn phải gửi"
DATE_LIST = "kỳ {period}: {unit} và {office}"

TAKEN_ITEM = (
    "Nội dung {number}: tên ngắn, tên gọi khác, nội dung cụ thể, chỉ tiêu (của nội dung {old}, lời văn giống {score}%)"
)
TAKEN_UNITS = (
    "Đơn vị {codes}: mã, tên gọi khác, ký hiệu văn bản, địa chỉ thư, thư mục, người phụ trách, điện thoại, thời gian "
    "hiệu lực"
)
TAKEN_RECIPIENTS = "Nơi nhận {codes}: mã, địa chỉ thư, quy tắc gửi, thời gian hiệu lực"
TAKEN_OFFICE = "Nơi tổng hợp: địa chỉ thư, người giải đáp, điện thoại, trang “Hôm nay”"
TAKEN_COPIES = "Cách ghi các dòng “Nơi nhận” (cùng những nơi mà văn bản nêu)"
TAKEN_FIELD = "{what}: {value}"
TAKEN_MEASURES = "Các đơn vị tính (measures)"
TAKEN_OUTLINE = "Đề cương báo cáo (outline)"
TAKEN_OUTLINE_RENAMED = "Đề cương báo cáo (outline), tên “{old}” đã thay bằng “{new}”"
TAKEN_MAILS = "Thư báo nhận và thư nhắc (receipts, reminders)"
TAKEN_CALENDAR = "Thời gian mở kỳ và theo dõi; ngày nghỉ, ngày làm bù của đúng năm này (calendar)"

HEADER = """\
# Kế hoạch năm {year}, lập từ văn bản bằng lệnh “tonghop plan import”. Người phụ trách phải xem lại trước khi dùng:
# - chỗ ghi null: văn bản không có, phải điền;
# - chỗ ghi “confirm: true”: giả định, xóa dòng đó hoặc ghi false khi đã xác nhận;
# - chỗ ghi “lấy từ kế hoạch năm …”: văn bản không có, kiểm tra xem còn đúng không.
# Sau khi sửa, chạy: tonghop plan check và tên tệp này.
"""
COMMENT_NULL = "văn bản không có, phải điền"
COMMENT_OPTIONAL = "văn bản không có, điền khi đã biết"
COMMENT_TAKEN = "lấy từ kế hoạch năm {year}"
COMMENT_ITEM = "tên ngắn và các mục dưới text lấy từ nội dung {old} của kế hoạch năm {year} (lời văn giống {score}%)"
COMMENT_UNIT = "mã, tên gọi khác, ký hiệu, địa chỉ thư, thư mục, người phụ trách, điện thoại lấy từ kế hoạch năm {year}"
COMMENT_RECIPIENT = "mã, địa chỉ thư, quy tắc gửi lấy từ kế hoạch năm {year}"
COMMENT_MORNING_PAGE = "mỗi sáng làm việc, khi có kỳ đang mở, gửi trang “Hôm nay” vào địa chỉ trên; false: không gửi"
COMMENT_NO_SENDERS = "điền địa chỉ thư mà đơn vị dùng để gửi báo cáo"
COMMENT_NO_HEAD = "người phụ trách, để gọi khi quá hạn mà chưa có báo cáo"
COMMENT_OFFICER = "họ tên người giải đáp cho các đơn vị"
COMMENT_RELEASE = "quy tắc mặc định của phần mềm"
COMMENT_MAILS: dict[Place, str] = {
    ("receipts", "enabled"): "false: không trả lời đơn vị nào",
    ("receipts", "most_per_day"): "số thư nhiều nhất một ngày tới một địa chỉ; quá số này thì để ngày sau",
    ("reminders", "opening"): "khi mở kỳ, gửi thông báo kèm mẫu báo cáo",
    ("reminders", "before"): "nhắc trước hạn của đơn vị ngần ấy ngày làm việc; 0 là nhắc ngay trong ngày hết hạn",
    ("reminders", "overdue_mail"): (
        "true: sau hạn cũng gửi thư nhắc đơn vị; false: chỉ gửi Văn phòng danh sách để gọi điện"
    ),
}
COMMENT_SECTIONS = {
    "superior": "kế hoạch của cấp trên",
    "own": "kế hoạch của cơ quan",
    "legal_basis": "căn cứ khác, nếu văn bản yêu cầu phải dẫn",
    "measures": "cách viết trong báo cáo -> một đơn vị tính để cộng",
    "periods": "hạn nộp và thời gian chốt số liệu là giả định, cần xác nhận",
    "calendar": "ngày nghỉ lễ theo luật đã có sẵn trong phần mềm; chỉ ghi những ngày khác",
    "receipts": (
        "thư báo nhận, trả lời đơn vị sau mỗi báo cáo; một đơn vị không cần thì ghi “receipts: false” ở đơn vị đó"
    ),
    "reminders": (
        "thư nhắc, chỉ gửi đơn vị chưa có báo cáo; một đơn vị không cần thì ghi “reminders: false” ở đơn vị đó"
    ),
    "outline": (
        "{period}, {year}, {next} và {number}, {date}, {asker}, {scope} của văn bản yêu cầu được điền khi lập báo cáo"
    ),
}
