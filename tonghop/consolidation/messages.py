"""Vietnamese words that several parts of this room share, those about two copies, and the reasons to wait.

Findings are worded in schemas/rules.toml, questions in question_messages and history_messages.
"""

from collections.abc import Sequence
from datetime import date

from schemas.days import write_day

MAIL_WITHOUT_FILE = "nội dung thư"
UNKNOWN_UNIT = "chưa rõ đơn vị"
LONGEST_QUOTE = 160
MOST_FIGURES = 4
NO_FIGURE = "không có số tương ứng"


def quote(text: str) -> str:
    """The text in quotation marks, shortened at a word."""
    line = " ".join(text.split())
    if len(line) > LONGEST_QUOTE:
        line = line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"


def name_files(names: Sequence[str]) -> str:
    """The files of a submission as people call them."""
    return ", ".join(quote(name) for name in names) if names else MAIL_WITHOUT_FILE


def describe_paper(files: str, number: str | None, arrived_on: date) -> str:
    """One of several reports of a unit, so that people find it."""
    return f"{files}{f', số {number}' if number else ''}, nhận ngày {write_day(arrived_on)}"


def who(unit: str, item: int) -> str:
    """Whose activity, and under which item."""
    return f"{unit} (nội dung {item})"


def list_figures(figures: Sequence[str]) -> str:
    """Figures that one of two copies has, or that it has none of them."""
    more = len(figures) - MOST_FIGURES
    return "; ".join(figures[:MOST_FIGURES]) + (f" và {more} số khác" if more > 0 else "") if figures else NO_FIGURE


def copies_question(unit: str, files: Sequence[str], figures: tuple[str, str]) -> str:
    """Question: the working and the signed copy of one report tell other figures."""
    return (
        f"{unit} gửi bản mềm {files[0]} và bản ký {files[1]} của cùng một báo cáo nhưng số liệu khác nhau: "
        f"bản mềm ghi {figures[0]}; bản ký ghi {figures[1]}. Tính theo bản nào?"
    )


def copies_effect(figures: str) -> str:
    """What choosing one of two copies does; `figures` are those that only it has."""
    return f"cộng theo bản này: {figures}"


CONSEQUENCE_COPIES = (
    "Chọn bản nào thì số, ngày, người ký vẫn lấy theo bản ký. "
    "Chưa chọn: cộng theo bản mềm và đánh dấu số liệu chờ xác minh."
)


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
