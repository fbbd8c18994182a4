"""The Vietnamese words of questions: what is asked, the choices, the consequence. Keeps out when they are asked."""

from collections.abc import Sequence
from datetime import datetime

from tonghop.consolidation.messages import quote

RETURN_CONSEQUENCE = "Trả lại: đơn vị được coi là chưa báo cáo cho đến khi gửi lại."
SET_ASIDE_CONSEQUENCE = "Để riêng: tệp vẫn lưu, không tính vào báo cáo tổng hợp."


def describe_arrival(files: str, source: str, received_at: datetime) -> str:
    """Which report: its files, how and when it came."""
    return f"Báo cáo {files} ({source}; đến lúc {received_at:%H:%M ngày %d/%m/%Y})"


def submission_question(files: str, unit: str, source: str, received_at: datetime, label: str) -> str:
    """What came, and where it stands."""
    return f"Báo cáo {files} ({unit}; {source}; đến lúc {received_at:%H:%M ngày %d/%m/%Y}): {label}."


def submission_reasons(reasons: Sequence[str], more: int) -> str:
    """Why it waits."""
    rest = f" Còn {more} nội dung khác." if more else ""
    return f"Lý do: {' '.join(reasons)}{rest}"


def many_sentences(count: int) -> str:
    """More sentences belong nowhere than a person can be asked one by one."""
    return f"Có {count} câu chưa rõ thuộc nội dung nào của kế hoạch, quá nhiều để hỏi từng câu."


ASK_UNREADABLE = "Xử lý báo cáo này thế nào?"
ASK_PROGRAM = "Trong lúc chờ cài chương trình, xử lý báo cáo này thế nào?"
ASK_ACCEPT = "Có tiếp nhận báo cáo này không?"
ACCEPT_CONSEQUENCE = (
    "Tính cả báo cáo: nội dung và số liệu như phần mềm đã hiểu được tính vào báo cáo tổng hợp; chỗ nêu trong lý do "
    "vẫn giữ nguyên như đã nêu."
)
RETURN_ITEMS_CONSEQUENCE = (
    "Trả lại các nội dung có lỗi: các nội dung đó coi như chưa báo cáo, các nội dung còn lại được tính."
)
UNREADABLE_CONSEQUENCE = (
    "Trả lại: đơn vị được coi là chưa báo cáo cho đến khi gửi lại tệp đọc được. " + SET_ASIDE_CONSEQUENCE
)
WAIT_PROGRAM = "Chờ cài chương trình, phần mềm tự đọc lại"
WAITING_PROGRAM = (
    "Chờ cài chương trình: cài xong thì lần nhận hoặc tổng hợp tới phần mềm tự đọc lại tệp; cho đến khi đó báo cáo "
    "chưa được tính. Đơn vị không phải gửi lại."
)


def ask_unit(arrival: str) -> str:
    """Question about the unit."""
    return f"{arrival} là của đơn vị nào?"


def ask_period(arrival: str, unit: str | None) -> str:
    """Question about the period; `unit` is None when it is not known either."""
    return f"{arrival}{f' của {unit}' if unit else ''} là báo cáo của kỳ nào?"


def choose_unit(name: str) -> str:
    """Candidate."""
    return f"Là báo cáo của {name}"


def choose_period(name: str) -> str:
    """Candidate."""
    return f"Là báo cáo {name}"


def hint(kind: str, text: str) -> str:
    """A sign of the unit or the period, as evidence."""
    return f"{kind}: {quote(text)}"


NO_HINT = "Không thấy dấu hiệu nào trong văn bản và nơi gửi."
UNIT_CONSEQUENCE = (
    "Chọn đơn vị: báo cáo được tính cho đơn vị đó. Chưa chọn: báo cáo chưa được tính cho đơn vị nào. "
    f"{RETURN_CONSEQUENCE} {SET_ASIDE_CONSEQUENCE}"
)
PERIOD_CONSEQUENCE = (
    "Chọn kỳ: báo cáo được tính vào kỳ đó. Chưa chọn: báo cáo chưa được tính vào kỳ nào. "
    f"{RETURN_CONSEQUENCE} {SET_ASIDE_CONSEQUENCE}"
)


def ask_item(unit: str, sentence: str) -> str:
    """Question about a sentence."""
    return f"Câu {quote(sentence)} của {unit} thuộc nội dung nào của kế hoạch?"


def likely_items(items: Sequence[str], words: Sequence[str]) -> str:
    """What the model thinks, with the words that decided."""
    because = f" (theo các từ {', '.join(quote(word) for word in words)})" if words else ""
    return f"Có khả năng nhất: {', sau đó '.join(items)}{because}."


def name_item(number: int, title: str) -> str:
    """Candidate."""
    return f"Nội dung {number}: {title}"


NO_ITEM = "Không thuộc nội dung nào (lời dẫn, kiến nghị, việc khác)"
_FILED = (
    "Chọn nội dung: câu được tính là kết quả của nội dung đó, số liệu trong câu được cộng. Không thuộc nội dung nào: "
    "câu không được tính."
)
ITEM_CONSEQUENCE = f"{_FILED} Chưa chọn: câu chưa được tính."
ITEM_WAITING_CONSEQUENCE = f"{_FILED} Chưa chọn: cả báo cáo của đơn vị chưa được tính."


def place_in_file(file: str, place: str) -> str:
    """Where a sentence stands."""
    return f"tệp {quote(file)}, {place}"


def below(place: str, context: str) -> str:
    """A place under words that tell what follows."""
    return f"{place}, dưới dòng {quote(context)}"


def ask_result(unit: str, item: int, title: str) -> str:
    """Question about an item without a concrete result."""
    return (
        f"{unit} – nội dung {item} “{title}”: chưa có kết quả cụ thể (không nêu sự kiện, thời gian, số liệu). Có in "
        "trong báo cáo là kết quả không?"
    )


RESULT_CONSEQUENCE = (
    "Vẫn in: câu của đơn vị được in trong báo cáo phát hành. Không in: câu chỉ còn ở bản trình nội bộ. Chưa chọn: "
    "không in. Đơn vị vẫn được tính là có báo cáo nội dung này."
)


def claim_question(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Question about one double claim."""
    return (
        f"{first[0]} báo cáo {quote(first[1])}; {second[0]} báo cáo {quote(second[1])}. Đây là một hay hai hoạt động?"
    )


def lost_figures(owner: str, figures: str) -> str:
    """What is counted no more when one of two activities is chosen."""
    return f"Lưu ý: bên {owner} không có {figures}; chọn tính theo bên này thì số đó không được cộng."


def count_one(unit: str, text: str) -> str:
    """Candidate."""
    return f"Là một hoạt động, tính theo {unit}: {quote(text)}"


def claim_evidence(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Both sentences in full."""
    return f"{first[0]}: {first[1]}\n{second[0]}: {second[1]}"


CLAIM_CONSEQUENCE = (
    "Là một hoạt động: chỉ số liệu của bên được chọn được cộng, bên kia vẫn lưu trong sổ. Là hai hoạt động: cộng cả "
    "hai. Chưa quyết định: số liệu vẫn được cộng và đánh dấu có thể trùng."
)


def undecided(kind: str, text: str) -> str:
    """Reason to wait."""
    return f"Chưa có quyết định – {kind}: {text}"
