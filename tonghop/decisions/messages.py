"""The Vietnamese words of this room: questions that it asks itself, and why a decision is refused."""

SECRECY = "Có {count} mục mang dấu hiệu mật chưa được xử lý."
SECRECY_NOT_KEPT = (
    "{count} mục phát hiện ngay ở nơi nhận: phần mềm không lưu, không sao chép, không hiển thị nội dung; mục đó vẫn "
    "nằm nguyên ở nơi nhận."
)
SECRECY_KEPT = (
    "{count} mục phát hiện sau khi đã nhận (người xem thấy dấu trên ảnh, bản quét, hoặc phần mềm thấy khi nhận dạng, "
    "đọc lại): phần mềm đã dừng, không tính và không gửi nội dung, nhưng bản gốc đã nhận vẫn còn trong kho lưu trên "
    "máy chạy phần mềm. Phần mềm không tự hủy; người có thẩm quyền xử lý cả bản trong kho lưu và bản ở nơi nhận theo "
    "quy định về bảo vệ bí mật nhà nước."
)
SECRECY_CHOICES = ("Đúng là tài liệu mật, đã xử lý", "Báo nhầm, cho tiếp nhận")
SECRECY_CONSEQUENCE = "Mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý xong."
HELD_CHOICES = ("Tiếp nhận bằng cách khác", "Không phải báo cáo, bỏ qua")
HELD_CONSEQUENCE = "Tệp chưa được tiếp nhận; báo cáo trong đó (nếu có) chưa được tính."

SCAN = (
    "Tệp “{name}” ({origin}, đến lúc {at:%H:%M} ngày {at:%d/%m/%Y}) là ảnh hoặc bản quét. Phần mềm không nhìn thấy dấu "
    "trong ảnh: cần người mở tệp xem có dấu mật không."
)
STAMP = (
    "Tệp “{name}” ({origin}, đến lúc {at:%H:%M} ngày {at:%d/%m/%Y}) có chữ đọc được, nhưng gần đầu trang 1 có ảnh "
    "giống con dấu. Phần mềm không nhìn thấy dấu trong ảnh: cần người mở tệp xem đó có phải dấu mật không."
)
_MARK_CONSEQUENCE = (
    "Có dấu mật: phần mềm dừng tệp này; mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý "
    "xong."
)
SCAN_CONSEQUENCE = (
    "Không có dấu mật: phần mềm nhận dạng chữ trong ảnh (khi máy có chương trình tesseract); số liệu chỉ được tính khi "
    f"có bản mềm kèm theo hoặc Văn phòng đã đối chiếu. {_MARK_CONSEQUENCE}"
)
STAMP_CONSEQUENCE = f"Không có dấu mật: phần mềm tính chữ trong tệp như các tệp khác. {_MARK_CONSEQUENCE}"
FROM_UNIT = "của {unit}"
FROM_SENDER = "từ {sender}"
FROM_FOLDER = "trong thư mục {folder}"
FROM_NOWHERE = "chưa rõ đơn vị"

UNKNOWN_KEY = "Không có việc nào mang mã “{key}”. Xem các việc đang chờ và mã của từng việc: tonghop inbox list"
OTHER_KIND = (
    "Việc “{key}” là “{kind}”, lệnh này chưa ghi được quyết định cho loại việc đó. Hiện lệnh chỉ ghi kết quả xem dấu "
    "mật trên ảnh, bản quét; việc khác thì xử lý ngoài phần mềm theo hướng dẫn ghi trong việc đó."
)
ALREADY_MARKED = (
    "Tệp của việc “{key}” đã được ghi là có dấu mật nên không đổi lại được bằng lệnh này. Người có thẩm quyền bảo vệ "
    "bí mật nhà nước xem lại và xử lý."
)
