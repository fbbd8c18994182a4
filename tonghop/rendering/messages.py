"""Every Vietnamese word that rendering itself puts on paper or screen.

Add here a heading, a label or a sentence of the rendered files. Keep out what officials change from year to year:
names, titles of items, opening and closing sentences are plan data.
"""

# --- the official page
MOTTO_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER_BLANK = "Số:         /{suffix}"
DATE_BLANK = "{place}, ngày      tháng      năm {year}"
TYPE_NAME = "Báo cáo"
ADDRESSED = "Kính gửi:"
BASIS = "Căn cứ {basis}"
RECIPIENTS = "Nơi nhận:"
AS_ABOVE = "Như trên"
ARCHIVE = "Lưu"
EXAMPLE = "VÍ DỤ - KHÔNG PHẢI VĂN BẢN CHÍNH THỨC"

# --- citations and placeholders
CITED_NUMBER = "số {number}"
CITED_DATE = "ngày {date}"
CITED_ISSUER = "của {issuer}"
REQUEST_CITED = "Văn bản số {number} ngày {date} của {asker}"
NEXT_AFTER_FIRST_HALF = "6 tháng cuối năm {year}"
NEXT_YEAR = "năm {year}"
NEXT_AFTER_WINDOW = "thời gian tới"
REQUEST_MISSING = "văn bản yêu cầu báo cáo"
ABSTRACT_WITHOUT_REQUEST = "Kết quả triển khai {plan} {period}"
UNKNOWN_PLACEHOLDER = (
    "Mẫu câu trong kế hoạch có chỗ điền “{{{name}}}” không dùng được. Chỉ dùng: {known}. "
    "Sửa phần outline của tệp kế hoạch."
)

# --- the body
BLANK_SHORT = "………"
BLANK_LINE = "…" * 28
TO_COMPLETE = "[Văn phòng bổ sung]"
BUDGET = "Kinh phí thực hiện được bố trí từ {budget}"
FIGURES = "Trong kỳ: {figures}."
FIGURES_CUMULATIVE = "Lũy kế{since}: {figures}."
FIGURES_PLANNED = "Dự kiến: {figures}."
PERSONS = "lượt người"
MIXED_SINCE = "từ các mốc khác nhau"
NO_SINCE = "(báo cáo không nêu mốc)"
OF_UNITS = "của {units}"
PARTS_SHORT = "gồm {parts}"
PARTS_JOINED = " và "
REVISED = "số liệu sau rà soát"
NAMED = "{units}: {text}"
CAPITALS = (
    "Đảng ", "Đảng bộ ", "Đảng ủy ", "Nhà nước ", "Chính phủ ", "Quốc hội ", "Trung ương ", "Tỉnh ủy ", "Ủy ban ",
    "Sở ", "Bộ ", "Cục ", "Lào ", "Nhật Bản ", "Thái Lan ", "Hàn Quốc ", "Trung Quốc ", "Quảng Trị ",
)  # fmt: skip
"""Words at the beginning of a sentence that keep their capital letter within another one."""
SHORT_SUBJECTS = ("Trung tâm", "Văn phòng", "Phòng", "Chi cục", "Thanh tra", "Ban", "Quỹ")
"""How a unit calls itself in its own report."""
SUBJECT_VERBS = (
    "đã ", "đang ", "cũng ", "chưa ", "thường xuyên ", "tiếp tục ", "chủ động ", "chủ trì ", "phối hợp ", "tổ chức ",
    "tham mưu ", "tham gia ", "triển khai ", "thực hiện ", "ban hành ", "cử ", "đón ", "viết ", "duy trì ",
)  # fmt: skip
"""What follows where such a word is the subject, and no part of another word (`phòng chống`, `phòng không`)."""
OWN_SUBJECTS = ("Sở ", "Lãnh đạo Sở ", "Giám đốc Sở ", "Phó Giám đốc Sở ", "Ban Giám đốc ", "Đảng ủy Sở ")
"""A sentence that begins so says itself whose it is."""
NOTHING_HAPPENED = "Trong kỳ không phát sinh."
NOTHING_HAPPENED_YET = "Theo các báo cáo đã tiếp nhận, trong kỳ không phát sinh."
ANNEX_REFERENCE = "(Số liệu tổng hợp theo từng nội dung tại Phụ lục I kèm theo)"
ESTIMATE = "ước"
DISPUTED = "chưa thống nhất, có thể báo cáo trùng"
MISMATCHED = "có số tổng đơn vị ghi không khớp các phần"
ADJUSTED = "điều chỉnh từ {old}"
ADJUSTED_FIGURE = "điều chỉnh {old} → {new} {measure}, {state}"
PARTS = "Trong đó: {parts}"
NOT_CONCRETE = "chưa có kết quả cụ thể, không in"
TOLD_TWICE = "báo cáo trùng, không tính"
MAYBE_TWICE = "có thể báo cáo trùng, chờ quyết định, chưa in"
ONLY_PLANNED = "việc dự kiến, xem phần phương hướng, nhiệm vụ"
RETURNED_ITEM = "đã trả lại để sửa"
WAITING_REPORT = "chờ Văn phòng kiểm tra"
UNCHANGED = "không đổi"
NOT_COMPARABLE = "không so sánh được"

# --- Phụ lục I
ANNEX = "Phụ lục I"
ANNEX_TITLE = "Tổng hợp số liệu báo cáo {period}"
ANNEX_ATTACHED = "(Kèm theo Báo cáo số        /{suffix} ngày      tháng      năm {year}\ncủa {issuer})"
FIGURE_COLUMNS = ("STT", "Chỉ tiêu", "Đơn vị tính", "Phạm vi", "Số liệu")
NOTE_COLUMN = "Ghi chú"
PARTS_ADD_UP = "khớp"
PARTS_DIFFER = "số của các đơn vị cộng lại là {sum}"
NO_FIGURES = "Không có số liệu tổng hợp"

# --- bản trình
INTERNAL = "Bản trình lãnh đạo"
INTERNAL_FOOTER = "Bản trình lãnh đạo - Dự thảo lần {version}"
SUMMARY = "BẢN TRÌNH LÃNH ĐẠO - DỰ THẢO LẦN {version}"
SUMMARY_REPORTED = "Đơn vị đã có báo cáo: {reported}/{expected} (đúng hạn: {on_time})."
SUMMARY_MISSING = "Đơn vị chưa có báo cáo được tiếp nhận: {units}."
SUMMARY_WAITING = "Đã gửi, chờ Văn phòng kiểm tra, chưa được tính: {units}."
SUMMARY_RETURNED = "Đã trả lại để sửa, chưa được tính: {units}."
SUMMARY_RETURNED_ITEMS = "{unit} (nội dung {items})"
SUMMARY_RETURNED_ALL = "{unit} (cả báo cáo)"
SUMMARY_DISPUTED = "Hoạt động có thể báo cáo trùng, chờ quyết định: {count}."
SUMMARY_FINDINGS = "Nội dung cần rà soát: {count}; việc chờ xử lý về báo cáo kỳ này: {questions}."
SUMMARY_BLANKS = "Phần Văn phòng còn phải bổ sung (ghi {mark}): {places}."
SUMMARY_ESTIMATE = "Hạn báo cáo trước ngày kết thúc kỳ số liệu: số liệu trong kỳ là số ước."
SUMMARY_UNITS = "Ký hiệu đơn vị ghi trong ngoặc vuông sau mỗi hoạt động: {units}."
BLANK_OWN_BASIS = "số, ngày kế hoạch của Sở"
INTERNAL_ANNEXES = "PHẦN KÈM THEO BẢN TRÌNH"
COVERAGE_HEADING = "1. Tình hình báo cáo theo nội dung"
ASPECTS_HEADING = "2. Nội dung cụ thể đã có, chưa có kết quả"
DOUBLE_HEADING = "3. Hoạt động có thể báo cáo trùng, số liệu chưa thống nhất"
COMPARISON_HEADING = "4. So sánh với số liệu đã báo cáo"
FINDINGS_HEADING = "5. Nội dung cần rà soát"
QUESTIONS_HEADING = "6. Việc chờ xử lý"
DECISIONS_HEADING = "7. Các quyết định đã ghi"
ADJUSTMENTS_HEADING = "8. Điều chỉnh số liệu"
SOURCES_HEADING = "9. Nguồn báo cáo"
TABLE_CAPTION = "Bảng {number}. {title}"
CHART_CAPTION = "Biểu đồ {number}. {title}"
COVERAGE_CAPTION = "Tình trạng báo cáo của từng đơn vị theo từng nội dung"
ASPECTS_CAPTION = "Nội dung cụ thể đã có và chưa có kết quả"
DOUBLE_CAPTION = "Hoạt động có thể báo cáo trùng"
COPIES_CAPTION = "Bản ký và bản mềm của cùng báo cáo ghi số liệu khác nhau"
FINDINGS_CAPTION = "Nội dung cần rà soát trong báo cáo của các đơn vị"
QUESTIONS_CAPTION = "Việc chờ quyết định, lựa chọn và hệ quả"
DECISIONS_CAPTION = "Quyết định đã ghi, người quyết định và lý do"
ADJUSTMENTS_CAPTION = "Số liệu đã điều chỉnh theo đề nghị"
SOURCES_CAPTION = "Báo cáo đã nhận của các đơn vị"
UNIT = "Đơn vị"
ITEM = "Nội dung {number}"
ALL_UNITS = "Chung"
ACTIVITIES = "Số hoạt động"
STATE = "Tình trạng"
LEGEND = "Chú giải:"
CHART_TITLE = "Số hoạt động theo từng nội dung của kế hoạch"
CHART_ALT = "Biểu đồ cột: {values}"
ALL_COVERED = "đã đủ"
NONE_COVERED = "chưa có"
ASPECT_COLUMNS = ("Nội dung", "Đã có kết quả", "Chưa có kết quả")
DOUBLE_COLUMNS = ("STT", "Hoạt động thứ nhất", "Hoạt động thứ hai", "Độ giống", "Quyết định")
FINDING_COLUMNS = ("STT", "Đơn vị", "Mức độ", "Nội dung", "Cách xử lý")
FINDING_FILE = "Tệp “{names}”: {message}"
FINDING_DECIDED = "đã quyết định: {chosen} ({by}, {day})"
QUESTION_COLUMNS = ("STT", "Việc cần quyết định", "Lựa chọn", "Hệ quả")
QUESTION_SOURCE = "“{text}”"
QUESTION_PLACE = "({place})"
DECISION_COLUMNS = ("STT", "Việc", "Quyết định", "Ai, khi nào, lý do")
DECISION_BY = "{by}, {at}"
DECISION_RECORDED = "{recorded} ghi"
DECISION_NOTE = "lý do: {note}"
NO_DECISIONS = "Chưa có quyết định nào được ghi."
SOURCE_COLUMNS = ("STT", "Đơn vị", "Tệp, mã kiểm tra tệp (SHA-256)", "Nơi nhận về", "Thời điểm nhận", "Tình trạng")
PARTLY_ACCEPTED = "đã tiếp nhận một phần (trả lại nội dung {items})"
DISPUTED_TOTALS = "Số liệu chưa thống nhất: {totals}."
COPY_COLUMNS = ("STT", "Đơn vị", "Chỉ có trong bản mềm", "Chỉ có trong bản ký", "Tính theo")
UNDECIDED = "chờ quyết định"
CLAIM_PLACES = ("thứ nhất", "thứ hai")
COUNTED = "tính hoạt động {place} ({unit})"
COUNTED_BOTH = "là hai hoạt động, tính cả hai"
NO_DOUBLE = "Không có hoạt động nào có dấu hiệu báo cáo trùng."
NO_FINDINGS = "Không có nội dung cần rà soát."
NO_QUESTIONS = "Không có việc chờ xử lý."
NO_SOURCES = "Chưa có báo cáo nào của đơn vị."
NO_UNIT = "chưa rõ"
OFFICE = "Văn phòng Sở"
WHOLE = "Toàn Sở"
NONE = "-"
LATE = "nộp muộn"
ON_TIME = "đúng hạn"
SUPERSEDED = "đã có bản thay thế"
DECLARED_BY = "theo khai báo của {name}"

# --- adjustments and comparison, in the internal copy, the workbook and the page alike
ADJUSTMENT_COLUMNS = (
    "Số", "Đơn vị", "Nội dung", "Số liệu", "Số cũ", "Số mới", "Báo cáo hiện ghi", "Ai đề nghị, lý do", "Tình trạng",
)  # fmt: skip
ADJUSTMENT_TOTAL = "tổng số"
ADJUSTMENT_ASKED = "{asked_by} ({channel}): {why}. {recorded_by} ghi ngày {day}."
ADJUSTMENT_SUBJECT = "{name} ({measure}, {scope})"
ADJUSTMENT_QUOTED = "{subject}: “{text}”"
NO_ADJUSTMENTS = "Không có số liệu nào được điều chỉnh."
NOT_FOUND = "không thấy"
SUMMARY_ADJUSTED = "Số liệu đã điều chỉnh: {count}; chờ văn bản xác nhận: {pending}; cần quyết định lại: {waiting}."
SUMMARY_COMPARED = "So sánh: {compared}."
COMPARED_WITH = "so với {against} ({period}), bản đã gửi{day}"
COMPARED_DAY = " ngày {day}"
NOT_COMPARED = "chưa có số liệu {against} để so sánh ({period})"
AD_HOC_NOT_COMPARED = "báo cáo đột xuất, không so sánh với kỳ khác"
COMPARISON_COLUMNS = ("Nội dung", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ so sánh", "Tăng, giảm")
HALF_COLUMNS = (
    "Nội dung", "Chỉ tiêu", "Đơn vị tính", "6 tháng đầu năm đã báo cáo", "Cả năm", "Phần 6 tháng cuối năm",
)  # fmt: skip
ONLY_OTHER_SCOPE = "chỉ có số {scope}: {figure}"
BASE_DISPUTED = "số kỳ so sánh khi đó chưa thống nhất"
BASE_ADJUSTED = "số kỳ so sánh đã điều chỉnh"
UNIT_BELOW = "{unit}: {value} nhỏ hơn {base} đã báo cáo 6 tháng đầu năm"
COMPARISON_NONE = "không có số liệu"
COMPARISON_EMPTY = "Hai kỳ đều chưa có số liệu theo chỉ tiêu."
SUSPECT = "nhỏ hơn số 6 tháng đã báo cáo, cần xác nhận"
CHANGES_COUNTED = "Hoạt động mới: {new}; hoạt động kỳ trước có, kỳ này không còn báo cáo: {dropped}."
CHANGES_TITLE = "{kind} ({count}):"
CHANGES_MORE = "… và {count} hoạt động khác."

# --- annex.xlsx
SHEET_ADJUSTMENTS = "Điều chỉnh"
SHEET_COMPARISON = "So sánh"
SHEET_CHANGES = "Mới và không còn"
SHEET_COMPARISON_COLUMNS = (
    "So với", "Kỳ so sánh", "Dự thảo lần", "Nội dung", "Chỉ tiêu", "Đơn vị tính", "Phạm vi",
    "Mức kỳ này", "Số kỳ này", "Mức kỳ so sánh", "Số kỳ so sánh", "Tăng, giảm", "Tỷ lệ", "Ghi chú",
)  # fmt: skip
SHEET_CHANGE_COLUMNS = ("So với", "Thay đổi", "Đơn vị", "Nội dung", "Hoạt động")
SHEET_FIGURES = "Số liệu"
SHEET_ACTIVITIES = "Hoạt động"
SHEET_COVERAGE = "Tình hình báo cáo"
SHEET_SOURCES = "Nguồn báo cáo"
SHEET_HIDDEN_COLUMNS = ("Mã hoạt động", "Mã kiểm tra tệp nguồn (SHA-256)")
SHEET_CENTRED_COLUMNS = ("Nội dung", "Số", "Dự thảo lần")
SHEET_FINDINGS = "Cần rà soát"
SHEET_FIGURE_COLUMNS = (
    "Nội dung", "Tên nội dung", "Chỉ tiêu", "Đơn vị tính", "Phạm vi", "Mức", "Số liệu",
)  # fmt: skip
SHEET_FIGURE_NOTES = ("Cộng các đơn vị", "Trong đó", "Ghi chú")
"""Between the two stands a column per unit."""
SHEET_ACTIVITY_COLUMNS = (
    "Nội dung",
    "Đơn vị",
    "Hoạt động",
    "Ngày",
    "Số liệu",
    "Mã hoạt động",
    "Mã kiểm tra tệp nguồn (SHA-256)",
    "Nước, đối tác",
    "Ghi chú",
    "Vị trí",
)
SHEET_SOURCE_COLUMNS = (
    "Đơn vị", "Tệp", "Loại bản", "Mã kiểm tra tệp (SHA-256)", "Nơi nhận về",
    "Người khai báo", "Thời điểm nhận", "Thời hạn", "Tình trạng", "Ghi chú", "Số, ngày, người ký",
)  # fmt: skip
SHEET_FINDING_COLUMNS = ("Đơn vị", "Mức độ", "Nội dung", "Cách xử lý", "Vị trí", "Quyết định")
SHEET_DOUBLES = "Có thể trùng"
SHEET_DECISIONS = "Quyết định"
SHEET_DECISION_COLUMNS = (
    "Việc", "Câu trong báo cáo", "Quyết định", "Người quyết định", "Thời điểm", "Người ghi", "Lý do",
)  # fmt: skip
SHEET_EMPTY = "Không có nội dung nào trong phần “{name}”."
SHEET_UNIT_NAME = "Tên đơn vị"
SHEET_TITLE = "{title} - dự thảo lần {version}"
SHEET_PAGE = "Trang &P/&N"

# --- report.html
HTML_TITLE = "{abstract} - dự thảo lần {version}"
HTML_DRAFT = "Dự thảo lần {version}"
HTML_DRAFTED = "Lập lúc {time}"
HTML_CARDS = ("Đơn vị đã báo cáo", "Đúng hạn", "Hoạt động", "Chỉ tiêu có số liệu", "Cần rà soát")
HTML_COVERAGE = "Tình hình báo cáo theo nội dung"
HTML_CHART = "Số hoạt động theo nội dung"
HTML_FIGURES = "Số liệu tổng hợp"
HTML_ACTIVITIES = "Hoạt động theo nội dung"
HTML_TEXT = "Phần lời của báo cáo"
HTML_DOUBLE = "Hoạt động có thể báo cáo trùng"
HTML_ADJUSTMENTS = "Điều chỉnh số liệu"
HTML_COMPARISON = "So sánh với số liệu đã báo cáo"
HTML_COPIES = "Bản ký và bản mềm ghi khác nhau"
HTML_FINDINGS = "Nội dung cần rà soát"
HTML_QUESTIONS = "Việc chờ xử lý"
HTML_DECISIONS = "Các quyết định đã ghi"
HTML_SOURCES = "Nguồn báo cáo"
HTML_COVERED = "đã có"
HTML_NOT_COVERED = "chưa có"
HTML_FOOT = "Trang này dùng trong nội bộ để rà soát dự thảo; văn bản chính thức là bản có chữ ký và đóng dấu."
STATE_MARKS = {
    "reported": "✓", "nothing": "–", "empty": "○", "missing": "✗", "not_assigned": "·", "waiting": "…", "returned": "←",
}  # fmt: skip
"""One set of signs in every file and on the terminal; a sign always comes with its words."""

# --- pdf
PDF_ABSENT = "Không lập report.pdf vì máy này chưa cài LibreOffice (lệnh soffice). Mở report.docx bằng Word để in."
PDF_TIMEOUT = "Không lập được report.pdf: LibreOffice không trả lời sau {seconds} giây. Mở report.docx bằng Word để in."
PDF_FAILED = (
    "Không lập được report.pdf: LibreOffice kết thúc (mã {code}) mà không có tệp. Mở report.docx bằng Word để in."
)

# --- metadata.json
LANGUAGE = "Tiếng Việt"
PRIORITY = "Thường"

# --- the unit's form
FORM_ADDRESSEE_OF_OFFICE = "{position} {issuer}"
FORM_CLOSING = "Trên đây là báo cáo của {unit}, kính gửi {office} tổng hợp./."
FORM_CLOSING_OF_OFFICE = "Trên đây là báo cáo của {unit}, kính báo cáo./."
FORM_ARCHIVE = "Lưu: {unit}"
FORM_HEAD = "Mã biểu mẫu"
FORM_ITEM = "Nội dung {number}"
FORM_BOX = "Nội dung {number}: không phát sinh"
FORM_REFERENCE = "Nội dung {number}: số liệu kỳ trước, không tính vào báo cáo này"
FORM_NAME = "Họ và tên người ký"
FORM_FIGURE = "{name}: {figure} {measure}"
FORM_CUMULATIVE = "{figure} (lũy kế)"
FORM_SIGNERS = (
    ("Văn phòng", "Chánh Văn phòng"),
    ("Phòng", "Trưởng phòng"),
    ("Trung tâm", "Giám đốc"),
    ("Chi cục", "Chi cục trưởng"),
    ("Thanh tra", "Chánh Thanh tra"),
    ("Ban", "Trưởng ban"),
)
FORM_SIGNER = "Thủ trưởng đơn vị"
FORM_UNKNOWN_UNIT = "Không có đơn vị mã “{code}” trong kế hoạch năm {year}. Các mã đơn vị: {codes}."
FORM_UNKNOWN_PERIOD = (
    "Kế hoạch năm {year} không có kỳ báo cáo “{code}”. Các kỳ: {codes}; hoặc một khoảng ngày trong năm."
)
