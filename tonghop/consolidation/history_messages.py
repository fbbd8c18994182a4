"""The Vietnamese words of questions on comparison and adjustments. Findings are worded in schemas/rules.toml."""

from datetime import date

CITED_DAY = ", ngày {day}"


def cite_day(day: date | None) -> str:
    """The day on which a report was issued, to stand behind its version; empty when it is not known."""
    return CITED_DAY.format(day=f"{day:%d/%m/%Y}") if day is not None else ""


def ask_reopened(who: str, numbers: str, measure: str, asked_by: str, channel: str, day: str, found: str) -> str:
    """Question: a revised report tells another figure than the adjustment."""
    return (
        f"{who}: số liệu đã điều chỉnh {numbers} {measure} theo đề nghị của {asked_by} ({channel}, ghi ngày {day}), "
        f"nhưng báo cáo hiện ghi {found} {measure}. Tính theo số nào?"
    )


def ask_lost(who: str, numbers: str, measure: str, asked_by: str, channel: str, day: str) -> str:
    """Question: the adjusted figure is not found any more."""
    return (
        f"{who}: số liệu đã điều chỉnh {numbers} {measure} theo đề nghị của {asked_by} ({channel}, ghi ngày {day}), "
        "nhưng trong báo cáo hiện nay không còn thấy, hoặc không chỉ rõ được, số liệu đó. Có bỏ điều chỉnh này không?"
    )


CONSEQUENCE_REOPENED = (
    "Giữ số đã điều chỉnh: các tổng và các bản in ghi số đã điều chỉnh, tiếp tục chờ văn bản xác nhận. Lấy số trong "
    "báo cáo: điều chỉnh không áp dụng nữa. Chưa quyết định: tính theo báo cáo, dự thảo không tự gửi đi."
)
CONSEQUENCE_LOST = (
    "Lấy số trong báo cáo: điều chỉnh này không áp dụng nữa. Nếu câu mới vẫn cần sửa số thì ghi điều chỉnh mới cho câu "
    "đó (tonghop adjust). Chưa quyết định: tính theo báo cáo, dự thảo không tự gửi đi."
)


def ask_below_half(
    indicator: str, item: int, scope: str, value: str, base: str, half: str, version: int, day: str
) -> str:
    """Question: a year's figure is smaller than the one issued for its half."""
    return (
        f"Nội dung {item}, {indicator} ({scope}): tổng cả năm là {value}, nhỏ hơn {base} đã nêu trong báo cáo {half} "
        f"(bản lần {version}{day}). Số năm có đúng không?"
    )


CONSEQUENCE_BELOW_HALF = (
    "Xác nhận số năm đúng: giữ nguyên và không hỏi lại khi các số không đổi. Chờ đơn vị: dự thảo không tự gửi đi cho "
    "đến khi có số mới. Chưa quyết định: số liệu vẫn in như đơn vị báo cáo, dự thảo không tự gửi đi."
)
WHOLE_DEPARTMENT = "Tổng số toàn Sở, nội dung {item}"
