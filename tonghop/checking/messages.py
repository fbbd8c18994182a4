"""The Vietnamese words of this room that fill the findings of schemas/rules.toml: hints, names of files, candidates."""

NO_SENDER = "Thư không có một địa chỉ người gửi rõ ràng; nơi gửi"
NO_HINT = "Phần đầu và ký hiệu văn bản không nêu phòng, đơn vị nào có trong kế hoạch."
ONE_HINT = "Chỉ có {hint}, chưa có thông tin nào trong văn bản xác nhận."
WRITTEN_HINT = "Văn bản ghi {hint}, nhưng nơi gửi không xác nhận được."
HINT = "{kind} “{text}” cho biết là {name}"
NO_PERIOD = "Trích yếu và phần mở đầu không nêu kỳ báo cáo."
WEAK_PERIOD = "Chỉ {hint}; trích yếu và phần mở đầu không nêu rõ kỳ."
PERIODS = "Có thể là: {names}."
FORM_PERIOD = " Biểu mẫu được lập cho kỳ “{name}”."
PERIOD_HINT = "{kind} cho thấy “{name}”"
OR = " hay "
ITEM = "nội dung {item} “{title}”"
SECTION = "phần “{heading}”"
FILES = {
    "word": "tệp Word",
    "sheet": "tệp Excel",
    "pdf": "tệp PDF",
    "scan": "bản quét",
    "mail": "nội dung thư",
    "other": "tệp kèm theo",
}
OTHER_FILE = "{file} khác"
NO_TARGET = "nội dung nào của kế hoạch"
