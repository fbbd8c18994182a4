"""What is wrong with a request for an ad hoc report, as people read it."""

REFUSED = "Văn bản yêu cầu còn {count} chỗ phải sửa, nên chưa làm việc gì:"
FAULT = "- {title}: {fault}"

MISSING = "chưa điền."
NOT_TEXT = "phải là một dòng chữ."
TOO_LONG = "dài {count} ký tự, nhiều nhất {most}; viết gọn lại."
NOT_A_DAY = "“{text}” không phải một ngày. Viết như 01/3/2024 hoặc chọn trong lịch."
IMPOSSIBLE_DAY = "không có ngày “{text}”. Xem lại ngày, tháng, năm."
FUTURE = "{day} là ngày trong tương lai; hôm nay là {today}."
BEFORE_REQUEST = "{day} trước ngày văn bản yêu cầu ({date})."
BEFORE_FIRST = "{last} trước ngày bắt đầu ({first})."
TOO_MANY_DAYS = "từ {first} đến {last} là {count} ngày, nhiều nhất {most} ngày. Xem lại năm."
BEYOND_DEADLINE = "{last} sau hạn gửi báo cáo ({deadline}) quá {most} ngày. Xem lại năm."
OTHER_WINDOW = "{day} khác với kỳ báo cáo đã chọn ({own}). Sửa lại, hoặc bỏ dòng này."
NOT_A_LIST = "phải là danh sách mã nơi nhận."
UNKNOWN_RECIPIENTS = "không có mã {codes} trong kế hoạch năm {year}. Các mã: {known}."
EXPIRED_RECIPIENTS = "{codes} không còn nhận báo cáo vào ngày {day}. Các mã còn nhận: {known}."
NO_PERIOD = "không có kỳ báo cáo {period}."
UNKNOWN_FIELD = "không có mục này trong văn bản yêu cầu."
PLAN = "Kế hoạch"

OTHER_REQUEST = (
    "Kỳ {period} đã theo văn bản {known.number} ngày {known_date} của {known.asker}; văn bản {request.number} "
    "ngày {request_date} của {request.asker} yêu cầu đúng các ngày ấy. Mỗi khoảng ngày chỉ theo một văn bản: "
    "lấy số liệu lệch đi một ngày, hoặc ghi đúng số, ngày và cơ quan của văn bản trước nếu là cùng một yêu cầu."
)
