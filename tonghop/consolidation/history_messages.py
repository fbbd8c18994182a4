"""The Vietnamese words of questions on comparison and adjustments. Findings are worded in schemas/rules.toml."""

from collections.abc import Sequence
from datetime import date

from schemas.days import write_day
from tonghop.consolidation.messages import quote

CITED_DAY = ", ngày {day}"


def cite_day(day: date | None) -> str:
    """The day on which a report was issued, to stand behind its version; empty when it is not known."""
    return CITED_DAY.format(day=write_day(day)) if day is not None else ""


def tell_change(who: str, numbers: str, measure: str, asked_by: str, channel: str, day: date) -> str:
    """Which adjustment a question is about."""
    return (
        f"{who}: số liệu đã điều chỉnh {numbers} {measure} theo đề nghị của {asked_by} ({channel}, ghi ngày "
        f"{write_day(day)})"
    )


def ask_reopened(change: str, found: str, paper: str) -> str:
    """Question: a revised report tells another figure than the adjustment; `paper` as `tell_paper` gives it."""
    return f"{change}, nhưng {paper} hiện ghi {found}. Tính theo số nào?"


def ask_lost(change: str) -> str:
    """Question: the adjusted figure is not found any more."""
    return (
        f"{change}, nhưng trong báo cáo hiện nay không còn thấy, hoặc không chỉ rõ được, số liệu đó. Có bỏ điều chỉnh "
        "này không?"
    )


def tell_paper(number: str | None) -> str:
    """The report that tells a figure now."""
    return f"báo cáo số {number}" if number else "báo cáo"


def tell_sentences(then: str | None, now: str | None) -> str | None:
    """The sentence as it was adjusted, and as it stands now; one alone where they are the same."""
    if then is not None and now is not None and " ".join(then.split()) != " ".join(now.split()):
        return f"Khi điều chỉnh: {quote(then)}\nHiện nay: {quote(now)}"
    return now or then


def choose_keep(figure: str, channel: str) -> str:
    """Candidate."""
    return f"Giữ {figure} (theo {channel})"


def choose_take(figure: str, paper: str) -> str:
    """Candidate."""
    return f"Lấy {figure} (theo {paper})"


KEEP_EFFECT = "các tổng và các bản in ghi số này, tiếp tục chờ văn bản xác nhận"
TAKE_EFFECT = "các tổng và các bản in ghi số này, điều chỉnh không áp dụng nữa"
CHOOSE_DROP = "Bỏ điều chỉnh, tính theo báo cáo"
DROP_EFFECT = (
    "điều chỉnh không áp dụng nữa; nếu câu mới vẫn cần sửa số thì ghi điều chỉnh mới cho câu đó (tonghop adjust)"
)
UNCHOSEN = "Chưa chọn: tính theo báo cáo, dự thảo không tự gửi đi."


def ask_below_half(about: str, scope: str, value: str, base: str, half: str, version: int, day: str) -> str:
    """Question: a year's figure is smaller than the one issued for its half."""
    return (
        f"{about} ({scope}): số cả năm là {value}, nhỏ hơn {base} đã nêu trong báo cáo {half} "
        f"(dự thảo lần {version}{day}). Số năm có đúng không?"
    )


def name_figure_of(indicator: str, item: int, owner: str) -> str:
    """Whose figure of which indicator."""
    return f"{owner} – nội dung {item}, {indicator}"


def choose_confirm(value: str) -> str:
    """Candidate."""
    return f"Số cả năm {value} là đúng, giữ nguyên"


CONFIRM_EFFECT = "số năm in như đơn vị báo cáo, không hỏi lại khi các số không đổi"
WAIT_EFFECT = "việc này vẫn chờ, dự thảo không tự gửi đi cho đến khi có số mới"
BELOW_HALF_CONSEQUENCE = "Chưa chọn: số liệu vẫn in như đơn vị báo cáo, dự thảo không tự gửi đi."
WHOLE_DEPARTMENT = "Toàn Sở"
WHOLE_TOTAL = "Tổng số toàn Sở, nội dung {item}"


def note_absent_now(who: str) -> str:
    """What limits a comparison: units or items that are not counted now."""
    return f"Kỳ này chưa tính {who}; tăng, giảm chỉ để tham khảo."


def note_absent_then(period: str, who: str) -> str:
    """What limits a comparison: units or items that were not counted in the report compared with."""
    return f"Báo cáo {period} đã phát hành chưa có số liệu của {who}; tăng, giảm chỉ để tham khảo."


def name_returned(unit: str, items: Sequence[int]) -> str:
    """A unit whose report counts without some items."""
    return f"{unit} (nội dung {', '.join(map(str, items))}: đã trả lại)"


def note_disputed(period: str, items: Sequence[int]) -> str:
    """What limits a comparison: the base was not certain."""
    numbers = ", ".join(map(str, items))
    return f"Số liệu {period} ở nội dung {numbers} khi phát hành còn chờ xác định có trùng hay không."


def note_adjusted(period: str, items: Sequence[int]) -> str:
    """The base is another number than the units had written."""
    return f"Số liệu {period} ở nội dung {', '.join(map(str, items))} là số đã điều chỉnh khi phát hành."


def note_drafted(period: str) -> str:
    """Why nothing is compared although a report was made."""
    return (
        f"Báo cáo {period} đã lập, chưa ghi nhận là đã phát hành (chưa phê duyệt, máy chủ thư chưa nhận) nên chưa so "
        "sánh được."
    )


def ask_unit_below(about: str, value: str, base: str, half: str, version: int, day: str) -> str:
    """Question: a unit's figure is smaller than what was issued of the same unit for the half."""
    return (
        f"{about}: báo cáo kỳ này ghi {value}, nhỏ hơn {base} của chính đơn vị đã nêu trong báo cáo {half} "
        f"(dự thảo lần {version}{day}). Số của kỳ này có đúng không?"
    )


def choose_confirm_unit(value: str) -> str:
    """Candidate."""
    return f"Số {value} là đúng, giữ nguyên"
