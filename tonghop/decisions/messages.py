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
SECRECY_CONSEQUENCE = (
    "Mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý xong và ghi kết quả: xem mã bằng "
    "“tonghop secrecy list”, xem tại màn hình bằng “tonghop secrecy show”, ghi bằng “tonghop secrecy resolve”."
)
HELD_BY_HAND = "Tiếp nhận bằng cách khác (lệnh tonghop receive)"
HELD_IGNORE = "Không phải báo cáo, bỏ qua"
HELD_CONSEQUENCE = "Tệp chưa được tiếp nhận; báo cáo trong đó (nếu có) chưa được tính."

SCAN = (
    "Tệp “{name}” ({origin}, đến lúc {at}) là ảnh hoặc bản quét. Phần mềm không nhìn thấy dấu "
    "trong ảnh: cần người mở tệp xem có dấu mật không."
)
STAMP = (
    "Tệp “{name}” ({origin}, đến lúc {at}) có chữ đọc được, nhưng gần đầu trang 1 có ảnh "
    "giống con dấu. Phần mềm không nhìn thấy dấu trong ảnh: cần người mở tệp xem đó có phải dấu mật không."
)
MARK_EFFECT = (
    "phần mềm dừng tệp này; mọi kỳ báo cáo đang mở chưa được gửi đi cho đến khi người có thẩm quyền xử lý xong"
)
SCAN_EFFECT = (
    "phần mềm nhận dạng chữ trong ảnh (khi máy có chương trình tesseract); số liệu chỉ được tính khi có bản mềm kèm "
    "theo hoặc Văn phòng đã đối chiếu"
)
STAMP_EFFECT = "phần mềm tính chữ trong tệp như các tệp khác"
SCAN_CONSEQUENCE = "Chưa chọn: nội dung của tệp chưa được tính."
FROM_UNIT = "của {unit}"
FROM_SENDER = "từ {sender}"
FROM_FOLDER = "trong thư mục {folder}"
FROM_NOWHERE = "chưa rõ đơn vị"

SENDER = "{count} thư gửi từ địa chỉ “{sender}” (thư mới nhất thấy lúc {at}) chưa được tiếp nhận: {reasons}."
NO_SENDER = "{count} thư không có một địa chỉ gửi rõ ràng (thư mới nhất thấy lúc {at}) chưa được tiếp nhận: {reasons}."
OTHER_SENDERS = (
    "Ngoài ra còn {count} thư của {addresses} địa chỉ khác (thư mới nhất thấy lúc {at}) chưa "
    "được tiếp nhận vì chưa rõ người gửi."
)
WAITING_SENDERS = (
    "Có {mails} thư của {addresses} địa chỉ chưa rõ người gửi (thư mới nhất thấy lúc {at}), "
    "có thể có báo cáo chưa được nhận. Mở hộp thư xem, rồi nhờ người quản trị ghi quyết định (tonghop inbox list)."
)
MARKED_SENDERS = (
    " Trong đó có {marked} thư của người gửi chưa rõ mang dấu hiệu mật, chưa tiếp nhận: phần mềm không đọc, không hiển "
    "thị; người có thẩm quyền xem tại hộp thư."
)
NOT_SHOWN = "(không hiển thị)"
_STILL_THERE = "Thư vẫn nằm trong hộp thư; phần mềm chưa lưu, chưa tính và chưa trả lời."
ACCEPT_EFFECT = (
    "lần nhận tới đúng các thư này được nhận là báo cáo của đơn vị khai kèm; thư sau của địa chỉ này sẽ hỏi lại"
)
IGNORE_EFFECT = "thư vẫn nằm trong hộp thư; phần mềm không nhận và không hỏi lại các thư này"
SENDER_CONSEQUENCE = (
    f"{_STILL_THERE} Chắc đây là địa chỉ của đơn vị thì thêm địa chỉ vào kế hoạch (mục senders của đơn vị) để lần sau "
    "tự nhận."
)
SPOOFED_CONSEQUENCE = (
    f"{_STILL_THERE} Địa chỉ này là của đơn vị nhưng có thể bị người khác giả mạo: gọi điện hỏi đơn vị có gửi thư "
    "không rồi mới cho tiếp nhận. Nếu thư thật của đơn vị thường bị giữ lại, báo người quản trị máy chủ thư."
)
NO_SENDER_CONSEQUENCE = (
    f"{_STILL_THERE} Nếu trong đó có báo cáo của đơn vị, mở hộp thư lưu tệp ra rồi nhận bằng lệnh “tonghop receive”."
)
OTHER_SENDERS_CONSEQUENCE = (
    f"{_STILL_THERE} Xử lý xong các địa chỉ đã nêu thì các địa chỉ này lần lượt hiện ra. Nếu đã xem hộp thư và chắc "
    "đây là thư rác thì bỏ qua tất cả một lần."
)
BY_HAND = "Là báo cáo: nhận bằng lệnh tonghop receive"
LATER = "Để sau"

WHOLE_DEPARTMENT = "Toàn Sở"
SUGGESTED = " (gợi ý)"
ALSO = "(cũng có thể: {label})"
TYPED_ITEM, TYPED_CHOICE = "nội dung ", "lựa chọn "

UNKNOWN_KEY = "Không có việc nào mang mã “{key}”. Xem các việc đang chờ và mã của từng việc: tonghop inbox list"
OTHER_KIND = (
    "Việc “{key}” là “{kind}”, không ghi được bằng lựa chọn này. Xem các lựa chọn của việc: tonghop inbox show {key}"
)
SECRECY_ELSEWHERE = (
    "Việc “{key}” là “{kind}”: chỉ người có thẩm quyền bảo vệ bí mật nhà nước ghi kết quả bằng “tonghop secrecy "
    "resolve”."
)
WRONG_CHOICE = "Không có lựa chọn “{choice}”. Các lựa chọn của việc này: {choices}."
DECIDED_SINCE = "Việc này đã được {by} quyết định trong lúc đó."
CLOSED_SINCE = "Việc này không còn phải xử lý: báo cáo đã đổi hoặc đã được xử lý cách khác."
MARKED = "Ghi chú, lý do hoặc tên người có dấu hiệu mật nên không ghi lại. Bỏ nội dung đó rồi ghi lại."
FORM_KEY = "Điền mã việc."
FORM_CHOICE = "Điền lựa chọn."
FORM_BY = "Điền họ tên người quyết định."
REREAD_BY = "Điền họ tên người cho đọc lại."
FORM_KNOWN = "{label} (đã ghi đúng như vậy từ trước)"
FORM_REVERSED = "{label} (thay quyết định trước của {by})"
FILE_UNKNOWN_UNIT = "Báo cáo này chưa rõ đơn vị hoặc chưa rõ kỳ; xử lý việc đó trước (tonghop inbox list)."
FILE_NO_ITEM = "Kế hoạch không có nội dung {item}. Các lựa chọn: {items}."
FILE_NO_SUBMISSION = "Không có báo cáo mang mã “{id}”. Mã ghi trong “tonghop inbox list” và khi nhận báo cáo."
FILE_MANY_SUBMISSIONS = "Có nhiều báo cáo mang mã bắt đầu bằng “{id}”; ghi thêm vài chữ của mã."
FILE_NO_SENTENCE = "Báo cáo không có câu nào chứa “{text}”. Ghi nguyên văn câu, hoặc một đoạn của câu."
FILE_MANY_SENTENCES = "Có nhiều câu chứa “{text}”; ghi dài hơn để chỉ còn một câu. Các câu: {sentences}."
SENDER_CHANGED = (
    "Không có việc nào mang mã “{key}”, hoặc từ lúc xem đến nay đã có thêm thư nên mã đã đổi. Xem lại: tonghop inbox "
    "list"
)
SENDER_DECIDED = "Việc “{key}” đã được {by} quyết định khác từ trước, nên không ghi lại."
UNIT_NEEDED = "Ghi mã đơn vị của báo cáo sau --unit. Các đơn vị trong kế hoạch: {codes}."
UNIT_UNKNOWN = "Kế hoạch không có đơn vị mang mã “{unit}”. Các đơn vị trong kế hoạch: {codes}."
NOT_ACCEPTABLE = (
    "Các thư của việc “{key}” không có một địa chỉ gửi chung nên không cho tiếp nhận chung được. Mở hộp thư xem từng "
    "thư; thư nào là báo cáo thì lưu tệp ra rồi nhận bằng lệnh “tonghop receive”."
)
ALREADY_MARKED = (
    "Tệp của việc “{key}” đã được ghi là có dấu mật nên không đổi lại được bằng lệnh này. Người có thẩm quyền bảo vệ "
    "bí mật nhà nước xem lại và ghi kết quả bằng “tonghop secrecy resolve”."
)
