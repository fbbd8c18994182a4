"""Every Vietnamese text of this room: findings, questions, reasons to wait. Keeps out deciding when they apply."""

from collections.abc import Sequence
from datetime import date, datetime

MAIL_WITHOUT_FILE = "nội dung thư"
UNKNOWN_UNIT = "chưa rõ đơn vị"
LONGEST_QUOTE = 160


def format_date(day: date) -> str:
    """14/06/2024."""
    return f"{day:%d/%m/%Y}"


def quote(text: str) -> str:
    """The text in quotation marks, shortened at a word."""
    line = " ".join(text.split())
    if len(line) > LONGEST_QUOTE:
        line = line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"


def name_files(names: Sequence[str]) -> str:
    """The files of a submission as people call them."""
    return ", ".join(quote(name) for name in names) if names else MAIL_WITHOUT_FILE


def who(unit: str, item: int) -> str:
    """Whose activity, and under which item."""
    return f"{unit} (nội dung {item})"


def double_claim(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Finding: two activities, each (who and under which item, text)."""
    return (
        f"Có thể là một hoạt động được báo cáo hai lần: {first[0]} {quote(first[1])} và {second[0]} {quote(second[1])}."
    )


DOUBLE_CLAIM_FIX = (
    "Văn phòng hỏi lại các đơn vị rồi xác định: là một hoạt động thì ghi rõ tính của đơn vị nào; "
    "là hai hoạt động thì giữ cả hai."
)


def double_claims_more(asked: int, unasked: int) -> str:
    """Finding: more pairs look alike than a person is asked about."""
    return (
        f"Quá nhiều hoạt động giống nhau: chỉ nêu {asked} cặp có khả năng trùng cao nhất, "
        f"còn {unasked} cặp khác chưa nêu; các tổng số liên quan được đánh dấu có thể trùng."
    )


DOUBLE_CLAIMS_MORE_FIX = (
    "Kiểm tra các báo cáo có nhiều dòng giống nhau, đề nghị đơn vị gộp hoặc gửi lại; "
    "xử lý xong các cặp đã nêu thì rà soát phần còn lại trong báo cáo của đơn vị."
)


def window_estimate(deadline: date, window_end: date) -> str:
    """Finding: a deadline lies before the end of the data."""
    return (
        f"Hạn báo cáo {format_date(deadline)} đến trước ngày chốt số liệu {format_date(window_end)}; "
        "số liệu trong báo cáo là số ước."
    )


WINDOW_ESTIMATE_FIX = "Ghi “ước” khi dùng số liệu; cập nhật số chính thức ở báo cáo kỳ sau."


def deadline_unconfirmed(unit_due: date, office_due: date) -> str:
    """Finding: the plan file assumes the deadlines."""
    return (
        f"Hạn đơn vị gửi báo cáo ({format_date(unit_due)}) và hạn Văn phòng gửi báo cáo tổng hợp "
        f"({format_date(office_due)}) đang là giả định."
    )


DEADLINE_UNCONFIRMED_FIX = "Văn phòng kiểm tra hai hạn này trong tệp kế hoạch, sửa nếu cần, rồi ghi “confirm: false”."


def period_unplanned(period: str) -> str:
    """Finding: neither plan nor request tells the period's deadline."""
    return (
        f"Kỳ báo cáo {period} không có trong kế hoạch và không kèm văn bản yêu cầu; "
        "chưa có hạn nộp nên không xác định được báo cáo nào nộp muộn."
    )


PERIOD_UNPLANNED_FIX = (
    "Chạy lại kèm văn bản yêu cầu (số, ngày, cơ quan yêu cầu, hạn gửi), hoặc bổ sung kỳ này vào tệp kế hoạch."
)


def unit_not_expected(unit: str) -> str:
    """Finding: a counted report of a unit that no longer, or not yet, exists at the period's end."""
    return (
        f"{unit} không thuộc danh sách phải báo cáo tại ngày chốt số liệu nhưng có gửi báo cáo; "
        "kết quả vẫn được tổng hợp, không tính vào tỷ lệ đơn vị đã báo cáo."
    )


UNIT_NOT_EXPECTED_FIX = (
    "Kiểm tra thời gian hiệu lực của đơn vị trong tệp kế hoạch; "
    "nếu đã sáp nhập, hỏi đơn vị tiếp nhận để không tính trùng."
)


def unit_unknown(code: str) -> str:
    """Finding: an accepted report of a unit that the plan does not have."""
    return (
        f"Báo cáo của đơn vị mã “{code}” đã được tiếp nhận nhưng kế hoạch không có đơn vị này; "
        "kết quả chưa được tổng hợp."
    )


UNIT_UNKNOWN_FIX = "Bổ sung đơn vị vào tệp kế hoạch hoặc xác định lại đơn vị của báo cáo, rồi chạy lại."


def missing_unit(name: str) -> str:
    """Reason to wait."""
    return f"Chưa có báo cáo được tiếp nhận của {name}."


def awaiting_submission(files: str, unit: str, label: str) -> str:
    """Reason to wait."""
    return f"Báo cáo {files} ({unit}): {label}."


def undecided_claim(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Reason to wait."""
    return (
        f"Chưa xác định hoạt động có thể báo cáo trùng: {first[0]} {quote(first[1])}; {second[0]} {quote(second[1])}."
    )


def unconfirmed_deadlines(period: str) -> str:
    """Reason to wait."""
    return f"Thời hạn của kỳ {period} trong tệp kế hoạch chưa được xác nhận."


def open_finding(where: str, message: str) -> str:
    """Reason to wait; `where` is the unit's name or empty."""
    return f"{where}: {message}" if where else message


def submission_question(files: str, unit: str, source: str, received_at: datetime, label: str) -> str:
    """Question about one submission: what came."""
    return f"Báo cáo {files} ({unit}; {source}; đến lúc {received_at:%H:%M ngày %d/%m/%Y}): {label}."


def submission_reasons(reasons: Sequence[str], more: int) -> str:
    """Question about one submission: why it waits."""
    rest = f" Còn {more} nội dung khác." if more else ""
    return f"Lý do: {' '.join(reasons)}{rest}"


ASK_UNIT = "Báo cáo này của đơn vị nào?"
ASK_PERIOD = "Báo cáo này của kỳ nào?"
ASK_UNREADABLE = "Xử lý báo cáo này thế nào?"
ASK_PROGRAM = "Trong lúc chờ cài chương trình, xử lý báo cáo này thế nào?"
ASK_ACCEPT = "Có tiếp nhận báo cáo này không?"


def choose_unit(name: str) -> str:
    """Candidate."""
    return f"Là báo cáo của {name}"


def choose_period(name: str) -> str:
    """Candidate."""
    return f"Là báo cáo {name}"


ACCEPT = "Tiếp nhận như hiện có"
RETURN = "Trả lại, đề nghị đơn vị gửi lại"
SET_ASIDE = "Không phải báo cáo của kỳ này, để ngoài"

CONSEQUENCE_CLEAR = (
    "Khi đã rõ đơn vị và kỳ, báo cáo được tính vào kỳ đó. "
    "Trả lại: đơn vị được coi là chưa báo cáo cho đến khi gửi lại. "
    "Để ngoài: tệp vẫn lưu, không tính vào báo cáo tổng hợp."
)
CONSEQUENCE_ACCEPT = (
    "Tiếp nhận: nội dung và số liệu như hiện có được tính vào báo cáo tổng hợp. "
    "Trả lại: đơn vị được coi là chưa báo cáo cho đến khi gửi lại. "
    "Để ngoài: tệp vẫn lưu, không tính vào báo cáo tổng hợp."
)
CONSEQUENCE_UNREADABLE = (
    "Trả lại: đơn vị được coi là chưa báo cáo cho đến khi gửi lại tệp đọc được. Để ngoài: tệp vẫn lưu, không tính vào "
    "báo cáo tổng hợp."
)

WAIT_PROGRAM = "Chờ cài chương trình, phần mềm tự đọc lại"
WAITING_PROGRAM = (
    "Chờ cài chương trình: cài xong thì lần nhận hoặc tổng hợp tới phần mềm tự đọc lại tệp; cho đến khi đó báo cáo "
    "chưa được tính. Đơn vị không phải gửi lại."
)
CONSEQUENCE_PROGRAM = f"{WAITING_PROGRAM} Để ngoài: tệp vẫn lưu, không tính vào báo cáo tổng hợp."


def claim_question(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Question about one double claim."""
    return (
        f"{first[0]} báo cáo {quote(first[1])}; {second[0]} báo cáo {quote(second[1])}. Đây là một hay hai hoạt động?"
    )


def count_one(unit: str, text: str) -> str:
    """Candidate."""
    return f"Một hoạt động, tính theo {unit}: {quote(text)}"


COUNT_BOTH = "Hai hoạt động khác nhau, tính cả hai"
CONSEQUENCE_CLAIM = (
    "Một hoạt động: chỉ số liệu của bên được chọn được cộng, bên kia vẫn lưu trong sổ. Hai hoạt động: cộng cả hai. "
    "Chưa quyết định: số liệu vẫn được cộng và đánh dấu có thể trùng."
)
