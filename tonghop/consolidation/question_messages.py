"""The Vietnamese words of questions: what is asked, the choices, what each does. Keeps out when they are asked."""

from collections.abc import Sequence
from datetime import datetime

from schemas.days import write_moment
from tonghop.consolidation.messages import quote
from tonghop.consolidation.texts import normalise_text

_SHORT_QUOTE = 60
_MARKS = '”"’.,;: '

RETURN_EFFECT = "đơn vị được coi là chưa báo cáo cho đến khi gửi lại"
SET_ASIDE_EFFECT = "tệp vẫn lưu, không tính vào báo cáo tổng hợp"
UNCHOSEN = "Chưa chọn: báo cáo chưa được tính."


def describe_arrival(files: str, source: str, received_at: datetime) -> str:
    """Which report: its files, how and when it came."""
    return f"Báo cáo {files} ({source}; đến lúc {write_moment(received_at)})"


def submission_question(files: str, unit: str, source: str, received_at: datetime, label: str) -> str:
    """What came, and where it stands."""
    return f"Báo cáo {files} ({unit}; {source}; đến lúc {write_moment(received_at)}): {label}."


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
RETURN_UNREADABLE_EFFECT = "đơn vị được coi là chưa báo cáo cho đến khi gửi lại tệp đọc được"
WAIT_PROGRAM = "Chờ cài chương trình, phần mềm tự đọc lại"
WAIT_PROGRAM_EFFECT = (
    "cài xong thì lần nhận hoặc tổng hợp tới phần mềm tự đọc lại tệp; cho đến khi đó báo cáo chưa được tính, đơn vị "
    "không phải gửi lại"
)


def accept_effect(
    items: Sequence[int], counted: Sequence[str], quoted: Sequence[str], *, is_part: bool, why_none: str = ""
) -> str:
    """What is counted when a report is taken as understood; `is_part`: the figures are those of the faulty places.

    `why_none`: why not a single figure of the whole report is added; empty where one is.
    """
    told = [f"tính {name_items(items)}" if items else "không có nội dung nào được tính"]
    where = "số liệu ở chỗ nêu trên" if is_part else "số liệu"
    if counted:
        told.append(f"{where} được cộng: {'; '.join(counted)}")
    if quoted:
        told.append(f"chỉ trích dẫn, không cộng: {'; '.join(quoted)}")
    if why_none:
        told.append(f"không số nào được cộng, vì {why_none}")
    elif is_part and not counted and quoted:
        told.append("ở chỗ nêu trên không số nào được cộng")
    return "; ".join(told)


AMBIGUOUS = "số liệu có thể hiểu theo nhiều cách; cần đơn vị ghi rõ rồi gửi lại"
UNTIED = "chưa rõ số nào thuộc chỉ tiêu nào"
FIGURELESS = "báo cáo không nêu số liệu nào"


def unchosen_replacement(paper: str) -> str:
    """What counts while the report waits that its unit sent in place of another one."""
    return f"Chưa chọn: tạm tính theo báo cáo {paper} mà đơn vị đã thay thế."


def name_number(number: str | None, files: str) -> str:
    """A report by its number, or by its files."""
    return f"số {number}" if number else files


def more_figures(count: int) -> str:
    """Figures that are not listed."""
    return f"và {count} số liệu khác"


def name_items(numbers: Sequence[int]) -> str:
    """Items by their numbers."""
    return f"nội dung {', '.join(map(str, numbers))}"


def choose_return_items(returned: Sequence[int], kept: Sequence[int]) -> str:
    """Candidate: which items are returned and which count."""
    return f"Trả lại {name_items(returned)}; tính {name_items(kept)}"


def return_items_effect(returned: Sequence[int]) -> str:
    """What returning single items does."""
    return f"{name_items(returned)} coi như chưa báo cáo cho đến khi đơn vị gửi lại; phần còn lại được tính"


RETURN_ITEMS_EFFECT = "các nội dung có lỗi coi như chưa báo cáo cho đến khi đơn vị gửi lại; phần còn lại được tính"


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


def hint(kind: str, text: str, meant: str) -> str:
    """A sign of the unit or the period, as evidence, and what it speaks for."""
    return f"{kind}: {quote(text)} → {meant}"


NO_HINT = "Không thấy dấu hiệu nào trong văn bản và nơi gửi."
UNIT_CONSEQUENCE = "Chọn đơn vị: báo cáo được tính cho đơn vị đó. Chưa chọn: báo cáo chưa được tính cho đơn vị nào."
PERIOD_CONSEQUENCE = "Chọn kỳ: báo cáo được tính vào kỳ đó. Chưa chọn: báo cáo chưa được tính vào kỳ nào."


def ask_item(unit: str, sentence: str) -> str:
    """Question about a sentence."""
    return f"Câu {quote(sentence)} của {unit} thuộc nội dung nào của kế hoạch?"


def leaning(guesses: Sequence[tuple[str, float]], words: Sequence[str]) -> str:
    """What the model thinks, how likely, and the words that decided."""
    told = [f"{name} ({round(share * 100)}%)" for name, share in guesses]
    because = f", vì có {', '.join(quote(word) for word in words)}" if words else ""
    after = f", sau đó {', '.join(told[1:])}" if told[1:] else ""
    return f"Phần mềm nghiêng về {told[0]}{after}{because}."


def near(name: str, words: Sequence[str], why: str) -> str:
    """What the model thinks of a sentence that was not filed for another reason than likeness."""
    because = f" (có {', '.join(quote(word) for word in words)})" if words else ""
    return f"Phần mềm thấy câu gần {name}{because}, nhưng chưa tự xếp vì {why}."


NOT_SURE = "chưa đủ căn cứ"


def name_item(number: int, title: str) -> str:
    """Candidate."""
    return f"Nội dung {number}: {title}"


def name_guess(number: int | None) -> str:
    """An item within a sentence, or none."""
    return "không thuộc nội dung nào" if number is None else f"nội dung {number}"


NO_ITEM = "Không thuộc nội dung nào (lời dẫn, kiến nghị, việc khác)"
NO_ITEM_EFFECT = "câu không được tính, không in"
_FILED = "Chọn nội dung: câu được tính là kết quả của nội dung đó."
_FILED_FIGURES = (
    "Chọn nội dung: câu được tính là kết quả của nội dung đó; số nào trong câu đúng một chỉ tiêu của nội dung đó thì "
    "được cộng, số khác chỉ trích dẫn."
)


def item_consequence(*, has_figures: bool, is_counted: bool) -> str:
    """What choosing an item does; which figures then fit an indicator is known only afterwards."""
    waiting = "câu" if is_counted else "cả báo cáo của đơn vị"
    return f"{_FILED_FIGURES if has_figures else _FILED} Chưa chọn: {waiting} chưa được tính."


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


COUNT_EFFECT = "câu của đơn vị được in trong báo cáo phát hành"
DROP_EFFECT = "câu chỉ còn ở bản trình nội bộ"
RESULT_CONSEQUENCE = "Chưa chọn: không in. Chọn cách nào thì đơn vị cũng được tính là có báo cáo nội dung này."


def claim_question(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Question about one double claim."""
    return (
        f"{first[0]} báo cáo {quote(first[1])}; {second[0]} báo cáo {quote(second[1])}. Đây là một hay hai hoạt động?"
    )


def count_one(whose: str) -> str:
    """Candidate."""
    return f"Là một hoạt động, tính {whose}"


def of_unit(code: str) -> str:
    """Which of two activities, where each is of another unit."""
    return f"của {code}"


def of_item(code: str, item: int) -> str:
    """Which of two activities of one unit, where each stands under another item."""
    return f"câu ở nội dung {item} của {code}"


def of_sentence(code: str, told: str) -> str:
    """Which of two activities of one unit under one item."""
    return f"câu {told} của {code}"


def tell_apart(text: str, other: str) -> str:
    """The words of one sentence that tell it from another one that may begin alike."""
    words, others = text.split(), other.split()
    same = 0
    while same < min(len(words), len(others)) and normalise_text(words[same]) == normalise_text(others[same]):
        same += 1
    start = same if same < len(words) else 0
    if start and not any(mark in words[start - 1] for mark in _MARKS):
        start -= 1  # with the word before it: “… trên Báo Quảng Trị”
    kept = " ".join(words[start:]).strip(_MARKS)
    if len(kept) > _SHORT_QUOTE:
        kept = kept[:_SHORT_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{'… ' if start else ''}{kept}”"


TWO_ACTIVITIES = "Là hai hoạt động khác nhau, tính cả hai"
TWO_EFFECT = "số liệu của cả hai được cộng, cả hai được in"


def one_effect(lost: str) -> str:
    """What choosing one of two does; `lost` are the figures that only the other one has."""
    told = "chỉ số liệu của câu này được cộng, câu kia vẫn lưu trong sổ"
    return f"{told}; lưu ý: câu này không có {lost} của câu kia nên số đó không được cộng" if lost else told


def claim_evidence(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Both sentences in full."""
    return f"{first[0]}: {first[1]}\n{second[0]}: {second[1]}"


def claim_place(code: str, place: str) -> str:
    """Where one of two sentences stands."""
    return f"{code}: {place}"


CLAIM_CONSEQUENCE = "Chưa chọn: số liệu của cả hai vẫn được cộng và đánh dấu có thể trùng."


def undecided(kind: str, text: str) -> str:
    """Reason to wait."""
    return f"Chưa có quyết định – {kind}: {text}"
