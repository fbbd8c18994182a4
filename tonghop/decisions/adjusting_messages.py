"""The Vietnamese words about adjustments: what is refused and why, how a figure is described."""

LONGEST_SENTENCE = 140
TOTAL = "Tổng số toàn Sở"
QUOTED = "không thuộc chỉ tiêu nào nên sửa số này không làm thay đổi tổng số nào"
FIGURE = "{owner}, nội dung {item}, {number} {measure}, {scope}, {name}"
MORE = "  … và {count} số liệu khác"
MISSING_WORDS = "Ghi đủ {names}: điều chỉnh số liệu phải biết ai đề nghị, vì sao và ai ghi."
MISSING_PLACE = "Ghi --unit và --item của số liệu cần điều chỉnh; điều chỉnh một tổng số thì ghi --total MÃ_CHỈ_TIÊU."
TOTAL_ALONE = "Điều chỉnh một tổng số (--total) thì không ghi --unit, --text."
SAME_NUMBER = "Số cũ và số mới đều là {number}: không có gì để điều chỉnh."
NO_FIGURE = "Số cũ và số mới phải là số không âm, không quá {most} chữ số."
UNKNOWN_UNIT = "Không có đơn vị mã “{code}” trong kế hoạch. Các mã: {codes}."
UNKNOWN_ITEM = "Kế hoạch không có nội dung {item}. Các nội dung: {items}."
UNKNOWN_INDICATOR = "Kế hoạch không có chỉ tiêu mã “{code}”. Các mã: {codes}."
NOTHING_NAMED = (
    "Không thấy số liệu nào như vậy trong các báo cáo đang được tính (số {number}). Kiểm tra --unit, --item và các tùy "
    "chọn khác; báo cáo chưa được tiếp nhận thì chưa có số để điều chỉnh."
)
UNCOUNTED = (
    "Số liệu này không được cộng, vì đã quyết định tính hoạt động khác thay cho hoạt động này "
    "(báo cáo trùng): {figure}. "
    "Điều chỉnh số của hoạt động được tính, hoặc quyết định lại việc báo cáo trùng."
)
OTHER_VALUES = "Không thấy số {number}. Các số liệu ghi trong báo cáo ở đó:"
SEVERAL = "Có {count} số liệu như vậy, chưa rõ điều chỉnh số nào:"
NARROW = "Ghi thêm để chỉ rõ một số: {options}."
OPTION = "{option} {values}"
NAMED_VALUE = "{value} ({name})"
OR = " hoặc "
A_PART = "“một đoạn của câu”"
EQUAL = (
    "Có những số liệu giống hệt nhau (cùng câu, cùng số, cùng đơn vị tính) nên không chỉ rõ được; đề nghị đơn vị gửi "
    "lại báo cáo, hoặc điều chỉnh tổng số bằng --total."
)
UNKNOWN_NUMBER = "Kỳ {period} không có điều chỉnh số {number}. Xem bằng: tonghop adjust {period} --list"
NOT_LAST = "Điều chỉnh số {number} đã được điều chỉnh tiếp (số {later}): thu hồi điều chỉnh số {later} trước."
BAD_NUMBER = (
    "Không hiểu số “{text}”. Viết như trong báo cáo: 12; 1.246 (dấu chấm phân nhóm nghìn); 71,5 (dấu phẩy thập phân)."
)
