"""Every Vietnamese word of the pages that the Office watches: the period's pages in the UI, next steps, the day's page.

Keeps out the words of the report's own files (messages) and what the plan names: units, recipients, items.
"""

# --- days
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WHOLE_DAY = "hết ngày {day}"
DAYS_LEFT = "còn {days} ngày"
LAST_DAY = "hôm nay là ngày cuối"
DAYS_OVER = "đã quá {days} ngày"
SAME_DAY = "hôm nay"
ASSUMED = "hạn giả định, chưa xác nhận"
ASSUMED_DAY = "ngày giả định, chưa xác nhận"

# --- units and recipients
LATE_STATES = {"late": "nộp muộn {days} ngày", "missing": "quá hạn {days} ngày, chưa gửi"}
REHEARSAL = "{name} (chạy thử)"
UNKNOWN_UNIT = "chưa rõ đơn vị"

# --- every page
TITLES = {
    "hom-nay": "Hôm nay",
    "nguon-nhan": "Nguồn nhận báo cáo",
    "tinh-hinh": "Tình hình báo cáo theo nội dung",
    "bao-cao": "Báo cáo của các đơn vị",
    "con-thieu": "Đơn vị chưa có báo cáo",
    "viec-cho": "Việc chờ xử lý",
    "lan-gui": "Tình hình gửi báo cáo",
}
EXAMPLE = "VÍ DỤ – không phải số liệu thật."
UPDATED = "Cập nhật lúc {time}."
SEE_ALSO = "Xem thêm: {links}"
NOTHING = "Không có."
MORE = "Còn {count} {what} nữa; xem “tonghop status”."
ONE_SUBMISSION = "báo cáo"
ONE_MATTER = "việc"
ONE_DELIVERY = "lần gửi"
ONE_UNIT = "đơn vị"
UNITS_DUE = "Hạn các đơn vị gửi báo cáo"
OFFICE_DUE = "Hạn gửi UBND tỉnh"
REQUEST_DUE = "Hạn theo văn bản yêu cầu"
NO_DUE = "chưa có trong kế hoạch"
COUNTED_UNITS = "Đã có báo cáo: {reported}/{expected} đơn vị, trong đó {on_time} đơn vị đúng hạn."

# --- tinh-hinh
MATRIX_UNIT = "Đơn vị"
MATRIX_CELLS = {
    "reported": "có", "nothing": "không", "empty": "trống", "missing": "thiếu", "waiting": "chờ", "returned": "trả lại",
    "not_assigned": "·",
}  # fmt: skip
MATRIX_LEGEND = (
    "Mỗi cột là một nội dung của kế hoạch. **có**: có kết quả; **không**: báo cáo không phát sinh; "
    "**trống**: để trống; **thiếu**: chưa báo cáo; **chờ**: chờ Văn phòng kiểm tra; "
    "**trả lại**: đã trả lại để sửa; **·**: không giao."
)
MATRIX_UNITS = "Các đơn vị"
MATRIX_ITEMS = "Các nội dung"
MATRIX_ITEM = "{state}, {count} hoạt động"
MATRIX_UNCOVERED = "Nội dung cụ thể chưa có: {aspects}"

# --- bao-cao
UNITS_IN = "Đã có báo cáo"
UNITS_OUT = "Chưa có báo cáo"
FIRST_RECEIVED = "nhận lúc {time}"
REGISTER = "Mọi báo cáo đã nhận"
REGISTER_NOTE = "Báo cáo chưa rõ kỳ có ở trang của mọi kỳ có thể, cho đến khi Văn phòng xác định."
SUBMISSION_FACTS = "{unit}; {source}; nhận lúc {time}; {state}"
REGISTER_LATE = " (muộn)"

# --- con-thieu
MISSING_SUMMARY = "Chưa gửi: {names}."
NONE_MISSING = "Mọi đơn vị đã gửi báo cáo."
ALL_IN = "Mọi đơn vị đã có báo cáo."
SILENT_UNITS = "Chưa gửi"
CHECKED_UNITS = "Đã gửi, chưa được tính"
LATE_UNITS = "Đã gửi nhưng muộn"
REMINDERS = "Lời nhắc đơn vị"
REMINDERS_USE = "Chép đoạn của từng đơn vị vào thư hoặc tin nhắn:"
REMINDER = "Đề nghị {unit} gửi báo cáo {abstract} về {office} {when}. Trân trọng!"
REMIND_BY = "chậm nhất hết ngày {day}"
REMIND_BEFORE = "trước ngày {day} để kịp tổng hợp, trình ký (hạn gửi là ngày {due}, đến nay chưa nhận được)"
REMIND_TODAY = (
    "ngay trong hôm nay, ngày {day}, để kịp tổng hợp, trình ký (hạn gửi là ngày {due}, đến nay chưa nhận được)"
)
REMIND_OVERDUE = "ngay khi nhận được đề nghị này (hạn gửi là ngày {due}, đến nay chưa nhận được)"
REMIND_NOW = "sớm để kịp tổng hợp"
BLANK = "……"

# --- viec-cho
WAITING_SUMMARY = "{count} việc chờ xử lý."
WAITING_KEY = "Mã việc **{key}**: {what}"
WAITING_FOR = "Người xử lý"
WAITING_CHOICES = "Lựa chọn (điền vào biểu mẫu “decide” số, hoặc nguyên văn lựa chọn)"
WAITING_HOW = "Cách xử lý"

# --- lan-gui
NO_DRAFT = "Chưa có dự thảo nên chưa gửi nơi nào."
NOTHING_SENT = "Đã lập dự thảo lần {version}, chưa gửi nơi nào."
NEWEST_DRAFT = "Dự thảo mới nhất là lần {version}; có {count} lần gửi bản này."
SUSPENDED = "Đang tạm dừng"
DELIVERY_OF = "{recipient}: dự thảo lần {version}"
DELIVERY_STATE = "Tình trạng"
DELIVERY_AT = "Lúc"
DELIVERY_REPLY = "Trả lời của máy chủ thư hoặc lý do"
DELIVERY_TO_DO = "Cần làm"
DELIVERY_ADVICE = {
    "ready": "Chưa phải làm gì: lần chạy sau gửi tiếp.",
    "claimed": "Chưa phải làm gì: thư đang được gửi.",
    "accepted": "Không phải làm gì.",
    "refused": "Đọc lý do, hỏi nơi nhận hoặc sửa địa chỉ trong tệp kế hoạch; nếu gấp, gửi bằng đường khác.",
    "unknown": "Hỏi nơi nhận đã có thư hay chưa; phần mềm không tự gửi lại, để không gửi hai lần.",
    "held": "Đọc lý do; giải quyết xong thì chạy lại việc gửi.",
    "written": "Thư chỉ được ghi thành tệp .eml trong outputs/outbox; nếu cần gửi, mở tệp đó và gửi bằng tay.",
}
UNSENT = "Chưa gửi dự thảo lần {version} tới {recipients}"
UNSENT_RULE = "Cách gửi theo kế hoạch"
UNSENT_POINT = "Còn vướng"
UNSENT_UNTIL = "Hệ thống chỉ tự gửi từ ngày {day}, ngày lập báo cáo theo kế hoạch; cần gửi sớm hơn thì chạy “publish”"
UNSENT_MORE = "Còn {count} điều nữa"

# --- next steps
STEP_SETTLE = "Chạy lại sau {seconds} giây để tiếp nhận {count} tệp vừa được lưu."
STEP_OWN = "Gửi báo cáo của chính {name} vào thư mục hoặc hộp thư nhận báo cáo."
STEP_REMIND = "Nhắc đơn vị chưa gửi báo cáo: {names}."
STEP_WAITING = "Xử lý {count} việc chờ{shares} (xem trang “Việc chờ xử lý” hoặc “tonghop inbox list”)."
STEP_SHARES = ": {own} việc về báo cáo kỳ này, như trong bản trình; {others} việc về tệp, thư mới đến"
STEP_OTHERS = " về tệp, thư mới đến"
STEP_UNCONFIRMED = (
    "Lấy văn bản xác nhận của {count} điều chỉnh số liệu trước khi trình ký (xem “tonghop adjust {period} --list”)."
)
STEP_DELIVERY = "Kiểm tra lần gửi dự thảo lần {version} tới {recipient}: {state}. {advice}"
STEP_READ = "Soát dự thảo, bổ sung các phần do Văn phòng viết và trình lãnh đạo ký."
STEP_CONFIRM = (
    "Xác nhận hạn của kỳ này: hạn đang là giả định, nên báo cáo không tự gửi. "
    "(Người quản trị: xóa “confirm: true” trong tệp kế hoạch.)"
)
STEP_WAIT = "Chờ báo cáo của các đơn vị."

# --- hom-nay
TODAY_TITLE = "Hôm nay, {weekday} ngày {day}"
TODAY_ATTENTION = "Cần chú ý"
TODAY_STEPS = "Văn phòng cần làm"
TODAY_PERIOD = "Kỳ {name}"
TODAY_NO_PERIOD = "Theo các tệp kế hoạch đọc được, hôm nay không có kỳ báo cáo nào đang mở."
TODAY_OVERVIEW = "Các kỳ đang mở"
OVERVIEW_COUNT = "{reported}/{expected} đơn vị đã có báo cáo"
OVERVIEW_UNITS = "hạn của đơn vị {left}"
OVERVIEW_OFFICE = "hạn gửi UBND tỉnh {left}"
OVERVIEW_REQUEST = "hạn theo văn bản yêu cầu {left}"
TODAY_COUNT = "Đã có báo cáo"
TODAY_COUNTED = "{reported}/{expected} đơn vị, đúng hạn {on_time}"
TODAY_DRAFT = "Dự thảo"
TODAY_DRAFT_MADE = "đã lập lần {version}"
TODAY_DRAFT_STATE = "lần {version}, {state}"
TODAY_NO_DRAFT = "chưa có"
TODAY_DELIVERY = "Gửi {recipient}"
TODAY_QUESTIONS = "Việc chờ xử lý"
TODAY_QUESTION_COUNT = "{count} việc"
TODAY_FILES = "Mở tệp"
TODAY_FILE_NAMES = {
    "report.html": "dự thảo trên màn hình",
    "report-internal.docx": "bản trình",
    "report.docx": "bản phát hành",
    "annex.xlsx": "số liệu",
}
TODAY_UNIT_STATES = "Tình hình gửi báo cáo"
TODAY_DATES = "Những ngày sắp tới"
TODAY_NO_DATES = "Kế hoạch không còn ngày nào sắp tới."
DATE_PERIODS = ", kỳ {periods}"
DATE_AND = " và kỳ "
DATE_NOTES = " ({notes})"
TODAY_FOOT = "Trang nội bộ của Văn phòng, do phần mềm tổng hợp báo cáo lập; không gửi ra ngoài cơ quan."
TODAY_SUBJECT = "Tình hình báo cáo ngày {day}: {periods}"
TODAY_SUBJECT_PERIOD = "{name} {reported}/{expected} đơn vị"
TODAY_SUMMARY = "Kỳ {name}: {reported}/{expected} đơn vị đã có báo cáo."
TODAY_SUMMARY_WARNINGS = "{count} điều cần chú ý."

# --- nguon-nhan
SOURCE_NAME = "{kind} “{name}”"
SOURCE_NEVER = "chưa xem lần nào"
SOURCE_FAILED = "không xem được lúc {time}: {failure}"
SOURCE_SUCCEEDED = "lần gần nhất xem được là {time}"
SOURCE_NEVER_SUCCEEDED = "chưa lần nào xem được"
SOURCE_LOOKED = "xem được lúc {time}"
SOURCE_STALE = "hôm nay chưa xem, lần gần nhất là {time}"
SOURCE_NEWEST = "báo cáo mới nhất đến lúc {time}"
SOURCE_AGE = " ({days} ngày trước)"
SOURCE_EMPTY = "chưa có báo cáo nào"
NO_SOURCE = "Chưa xem nguồn nhận nào."
SOURCES_EXPLAINED = "“Không xem được” khác “không có báo cáo mới”: có thể có báo cáo đã đến mà phần mềm chưa nhận."
SOURCES_FINE = "Xem được mọi nguồn nhận."
SOURCES_BAD = "{count} nguồn nhận cần kiểm tra."
