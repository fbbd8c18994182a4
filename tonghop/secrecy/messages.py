"""The Vietnamese messages of the secrecy room."""

CIRCULATION_MARK = "Tệp ghi “Lưu hành nội bộ” nên không được tự động đưa vào báo cáo gửi ra ngoài."
CIRCULATION_FIX = "Văn phòng xem tệp và quyết định phần nào được sử dụng trong báo cáo tổng hợp."
