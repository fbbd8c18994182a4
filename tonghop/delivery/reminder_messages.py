"""Every sentence of the reminders: to the units that have not reported, and to the Office about them.

Keeps out logic; a placeholder in braces is filled by the caller. A sentence that counts days names the day from which
it counts, so that it stays true when the mail leaves later.
"""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DAY = "{day} ({weekday})"

# To a unit -----------------------------------------------------------------------------------------------------------

SUBJECT_OPENING = "Đề nghị gửi báo cáo {name} (hạn{assumed} {due})"
SUBJECT_BEFORE = "Nhắc gửi báo cáo {name} (hạn{assumed} {due})"
SUBJECT_OVERDUE = "Quá hạn gửi báo cáo {name} (hạn{assumed} {due})"
ASSUMED = " dự kiến"

GREETING = "Kính gửi: {unit}"
OPENING = "{office} đề nghị {unit} lập và gửi Báo cáo {title}."
BEFORE = (
    "Đến ngày {today}, {office} chưa nhận được Báo cáo {short} của đơn vị. Đề nghị đơn vị gửi báo cáo đúng hạn; nếu đã "
    "gửi, xin cho biết ngày, giờ và cách gửi để {office} kiểm tra lại."
)
OVERDUE = (
    "Đã hết hạn gửi báo cáo mà đến ngày {today}, {office} chưa nhận được Báo cáo {short} của đơn vị. Kính đề nghị đơn "
    "vị gửi báo cáo {when}; nếu đã gửi, xin cho biết ngày, giờ và cách gửi để {office} kiểm tra lại."
)
BLANK = (
    "{office} đã nhận biểu mẫu Báo cáo {short} của đơn vị ngày {day}, nhưng biểu mẫu còn trống. Đề nghị đơn vị điền "
    "kết quả, hoặc đánh dấu “Không phát sinh” ở nội dung không có, rồi gửi lại."
)
OWN = "{office} tự lập báo cáo của mình: Báo cáo {title}. Khi xong, lưu vào nơi nhận như báo cáo của các đơn vị."
REQUEST = "- Theo văn bản số {number} ngày {date} của {asker}: {scope}."
WINDOW = "- Thời gian lấy số liệu: từ ngày {first} đến hết ngày {last}."
DUE = "- Hạn gửi{assumed}: hết ngày {day}.{left}"
LEFT = " Tính đến ngày {today}, còn {count} ngày làm việc."
LEFT_NONE = " Sau ngày {today} không còn ngày làm việc nào trước hạn."
LAST_DAY = " Ngày {today} là ngày cuối."
PLACE = "- Nơi nhận: {office}, thư điện tử {address}; có thể trả lời thư này và kèm tệp báo cáo."
FORM = (
    "- Mẫu báo cáo của đơn vị: tệp kèm theo thư này. Nội dung nào không có thì đánh dấu “Không phát sinh”, không để "
    "trống. Đơn vị đã có báo cáo theo cách trình bày của mình thì vẫn gửi bản đó."
)
CHECK = (
    "- Muốn kiểm tra thử trước khi gửi: gửi thư có tiêu đề bắt đầu bằng KIỂM TRA, kèm tệp. Thư KIỂM TRA chỉ được đọc "
    "thử và trả lời, không tính là đã gửi báo cáo."
)
CONTACT = "Khi cần trao đổi, xin liên hệ {who}."
TELEPHONE = "{name}, điện thoại {telephone}"
CLOSING = "Trân trọng."
FOOT = "Thư này do phần mềm tổng hợp báo cáo của {issuer} gửi, chỉ gửi đơn vị chưa có báo cáo."
FOOT_BLANK = "Thư này do phần mềm tổng hợp báo cáo của {issuer} gửi, chỉ gửi đơn vị chưa có báo cáo được tính."

# When an overdue report is wanted ------------------------------------------------------------------------------------

WHEN_BEFORE = "trước ngày {day} để kịp tổng hợp, trình ký"
WHEN_TODAY = "ngay trong ngày {day} để kịp tổng hợp, trình ký"
WHEN_NOW = "ngay khi nhận được đề nghị này"

# To the Office -------------------------------------------------------------------------------------------------------

LIST_SUBJECT = "Quá hạn, {count} đơn vị chưa có báo cáo {name}"
LIST_WHAT = (
    "Hạn{assumed} các đơn vị gửi báo cáo {name} là hết ngày {due}. Đến ngày {today}, còn {count} đơn vị chưa có báo "
    "cáo. Đề nghị gọi điện hoặc nhắn tin theo danh sách dưới đây."
)
LIST_MAILED = "Hệ thống đã gửi thêm thư nhắc tới các đơn vị này, theo cài đặt trong tệp kế hoạch (overdue_mail)."
LIST_NOT_MAILED = "Sau hạn, hệ thống không tự gửi thư nhắc đơn vị; danh sách này gửi lại mỗi tuần nếu vẫn còn thiếu."
LIST_UNREADABLE = "đã gửi ngày {day} nhưng tệp không đọc được"
LIST_BLANK = "đã gửi biểu mẫu ngày {day} nhưng biểu mẫu còn trống"
LIST_UNCLEAR = "có thư ngày {day} chưa rõ là báo cáo"
LIST_WAITING = "đã gửi ngày {day}, chờ Văn phòng xử lý"
LIST_OTHERS = (
    "Các đơn vị sau đã gửi nhưng báo cáo chưa tính được, không phải nhắc; Văn phòng xem việc chờ xử lý (trang Hôm nay, "
    "hoặc lệnh “tonghop inbox list”):"
)
LIST_HEAD = ("Đơn vị", "Người phụ trách", "Điện thoại", "Ghi chú")
LIST_UNKNOWN = "chưa ghi trong tệp kế hoạch"
PASTE = "Lời nhắn để chép vào Zalo, tin nhắn hoặc nói qua điện thoại:"
PASTE_TO = "Kính gửi đồng chí {head}, {unit}."
PASTE_TO_NOBODY = "Kính gửi lãnh đạo {unit}."
PASTE_TEXT = (
    "{to} {office} chưa nhận được Báo cáo {short} của đơn vị (hạn gửi{assumed}: hết ngày {due}). Kính đề nghị đồng chí "
    "cho gửi báo cáo {when}. Nếu đơn vị đã gửi, xin cho biết ngày, giờ và cách gửi để {office} kiểm tra lại. Trân "
    "trọng cảm ơn! ({contact})"
)
PASTE_UNREADABLE = (
    "{to} {office} đã nhận Báo cáo {short} của đơn vị nhưng tệp không đọc được (hạn gửi{assumed}: hết ngày {due}). "
    "Kính đề nghị đồng chí cho gửi lại tệp khác (Word hoặc PDF) {when}. Trân trọng cảm ơn! ({contact})"
)
PASTE_BLANK = (
    "{to} {office} đã nhận biểu mẫu Báo cáo {short} của đơn vị nhưng biểu mẫu còn trống (hạn gửi{assumed}: hết ngày "
    "{due}). Kính đề nghị đồng chí cho điền kết quả, hoặc đánh dấu “Không phát sinh”, và gửi lại {when}. Trân trọng "
    "cảm ơn! ({contact})"
)

UNREACHABLE_SUBJECT = "{count} đơn vị không nhận được thư nhắc báo cáo {name}"
UNREACHABLE_WHAT = (
    "Các đơn vị sau chưa có báo cáo {name} (hạn{assumed}: hết ngày {due}) và chưa có địa chỉ thư trong tệp kế hoạch, "
    "nên hệ thống không gửi thư nhắc được. Đề nghị báo trực tiếp, và ghi địa chỉ vào mục senders của đơn vị trong tệp "
    "kế hoạch."
)

YEAR_SUBJECT = "Tình hình gửi báo cáo năm {year} của các đơn vị"
YEAR_WHAT = "Tình hình các đơn vị gửi báo cáo trong năm {year}, tính đến ngày {today}."
YEAR_COUNTS = "Đúng hạn {on_time}, nộp muộn {late}, chưa có báo cáo được tính {missing} (lượt đơn vị theo kỳ)."
YEAR_PERIOD = "Kỳ {name} (hạn: hết ngày {due})"
YEAR_HEAD = ("Đơn vị", "Kết quả", "Nhận lần đầu")
YEAR_LATE = "muộn {days} ngày"
YEAR_NOTE = (
    "Ngày nhận là lúc báo cáo đầu tiên được tính của đơn vị đến nơi nhận (theo khai báo, nếu nhận trực tiếp); bản bổ "
    "sung gửi sau không làm báo cáo thành muộn."
)

# Why one that waited does not leave -----------------------------------------------------------------------------------

OUTDATED = "Chưa gửi được lúc cần nhắc; nay đơn vị đã có báo cáo hoặc đã qua lần nhắc này nên không gửi nữa."
