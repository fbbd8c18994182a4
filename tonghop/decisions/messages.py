"""The Vietnamese words of this room: questions that it asks itself, and why a decision is refused."""

SECRECY = (
    "Có {count} mục mang dấu hiệu mật trong nguồn nhận. Phần mềm không lưu, không sao chép, không hiển thị nội dung; "
    "mục đó vẫn nằm nguyên ở nơi nhận."
)
SECRECY_CHOICES = ("Đúng là tài liệu mật, đã xử lý", "Báo nhầm, cho tiếp nhận")
SECRECY_CONSEQUENCE = "Mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý xong."
HELD_CHOICES = ("Tiếp nhận bằng cách khác", "Không phải báo cáo, bỏ qua")
HELD_CONSEQUENCE = "Tệp chưa được tiếp nhận; báo cáo trong đó (nếu có) chưa được tính."

SCAN = (
    "Tệp “{name}” ({origin}, đến lúc {at:%H:%M} ngày {at:%d/%m/%Y}) là ảnh, bản quét hoặc có ảnh giống con dấu ở đầu "
    "trang 1. Phần mềm không nhìn thấy dấu trong ảnh: cần người mở tệp xem có dấu mật không."
)
SCAN_CONSEQUENCE = (
    "Không có dấu mật: phần mềm nhận dạng chữ trong ảnh; số liệu chỉ được tính khi có bản mềm kèm theo hoặc Văn phòng "
    "đã đối chiếu. Có dấu mật: tệp không được đọc, mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm "
    "quyền xử lý xong. Ghi kết quả bằng lệnh: tonghop inbox decide {key} --choice no-mark (hoặc mark) --by HỌ-TÊN"
)
FROM_UNIT = "của {unit}"
FROM_SENDER = "từ {sender}"
FROM_FOLDER = "trong thư mục {folder}"
FROM_NOWHERE = "chưa rõ đơn vị"

UNKNOWN_KEY = "Không có việc nào mang mã “{key}”. Xem các việc đang chờ và mã của từng việc: tonghop inbox list"
OTHER_KIND = (
    "Việc “{key}” là “{kind}”, lệnh này chưa ghi được quyết định cho loại việc đó. Hiện lệnh chỉ ghi kết quả xem dấu "
    "mật trên ảnh, bản quét; việc khác thì đề nghị đơn vị gửi lại báo cáo đã sửa."
)
ALREADY_MARKED = (
    "Tệp của việc “{key}” đã được ghi là có dấu mật nên không đổi lại được bằng lệnh này. Người có thẩm quyền bảo vệ "
    "bí mật nhà nước xem lại và xử lý."
)
