"""What one report is understood to say, for people: items, figures with indicator and scope, filings, open questions.

Keeps out the JSON of the contract (tonghop.checking) and reading the files.
"""

from collections.abc import Iterable, Iterator

from rich.markup import escape

from schemas.document import Finding
from schemas.period import parse_period
from schemas.plan import Plan
from schemas.submission import Activity, CheckedSubmission, Evidence, Filing, Quantity, Submission, UnfiledText
from schemas.values import CellState, CheckStatus, Scope, Severity
from tonghop.numerals import format_number

_UNKNOWN = "chưa rõ"
_NO_INDICATOR = "không tính vào chỉ tiêu nào"
_ESTIMATE = "số ước"
_FILED = "Không có đề mục; tự xếp vào nội dung này, độ chắc chắn {score}"
_BY_PERSON = "Do {name} xếp vào nội dung này"
_WORDS = "; căn cứ các từ {words}"
_NOT_CONCRETE = " (chưa có kết quả cụ thể)"
_RETURNED = " (đã trả lại đơn vị)"
_QUESTIONS = "Việc cần người quyết định"
_ASK_UNIT = "Báo cáo này của đơn vị nào? {choices}"
_ASK_PERIOD = "Báo cáo này của kỳ nào? {choices}"
_ASK_ITEM = "Câu “{text}” thuộc nội dung nào? {choices}"
_ASK_REPORT = "Còn nội dung phải sửa hoặc cần xác nhận (nêu dưới đây): tính như hiện có, trả lại đơn vị, hay để riêng?"
_OR, _NO_CHOICE = " hay ", "Chưa có căn cứ nào để gợi ý."
_ITEM, _NONE = "nội dung {item} “{title}” ({score})", "không thuộc nội dung nào ({score})"
_DROPPED = "Bỏ qua {count} câu không thuộc nội dung nào của kế hoạch:"
_MOST_DROPPED = 5
_STYLES = {Severity.CRITICAL: "bold red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def tell_checked(name: str, checked: CheckedSubmission | None, plan: Plan) -> Iterator[str]:
    """The lines about one report, with rich's marks; None is a file of which nothing is told but that it stopped."""
    status = CheckStatus.QUARANTINED if checked is None else checked.status
    yield f"[bold]{escape(name)}[/]: {status.label}"
    if checked is None:
        return
    content = checked.content
    unit = plan.find_unit(content.unit) if content.unit else None
    period = parse_period(content.period).name if content.period else _UNKNOWN
    told = f"{unit.code} – {unit.name}" if unit else content.unit or _UNKNOWN
    yield f"Đơn vị: {escape(told)} · Kỳ báo cáo: {escape(period)}"
    yield from _tell_items(content, plan)
    questions = list(_list_questions(checked, plan))
    if questions:
        yield f"[bold]{_QUESTIONS}:[/]"
    for question in questions:
        yield f"    ? {escape(question)}"
    if content.dropped:
        yield _DROPPED.format(count=len(content.dropped))
    for text in content.dropped[:_MOST_DROPPED]:
        yield f"    – {escape(text.text)}"


def _tell_items(content: Submission, plan: Plan) -> Iterator[str]:
    indicators = {each.id: each.title for item in plan.items for each in item.indicators}
    titles = {item.number: item.title for item in plan.items}
    for number, item in sorted(content.items.items()):
        note = _RETURNED if item.returned else f" ({item.reason.label})" if item.reason else ""
        note += _NOT_CONCRETE if item.state is CellState.REPORTED and not item.concrete else ""
        yield f"{number}. {escape(titles.get(number, ''))}: [bold]{item.state.label}[/]{note}"
        for activity in item.activities:
            yield f"    – {escape(activity.text)}"
            for line in _describe(activity, indicators):
                yield f"        [cyan]{escape(line)}[/]"


def _describe(activity: Activity, indicators: dict[str, str]) -> Iterator[str]:
    for quantity in activity.quantities:
        yield _tell_quantity(quantity, indicators)
    if activity.filing is not None:
        yield _tell_filing(activity.filing)


def _tell_quantity(quantity: Quantity, indicators: dict[str, str]) -> str:
    """7 đoàn → đoàn vào, trong kỳ."""
    value = format_number(quantity.value)
    if quantity.value_max is not None:
        value += f"–{format_number(quantity.value_max)}"
    elif quantity.precision.label:
        value = f"{quantity.precision.label} {value}"
    titled = indicators.get(quantity.indicator, quantity.indicator) if quantity.indicator else _NO_INDICATOR
    notes = [titled, *([] if quantity.scope is Scope.PERIOD and not quantity.indicator else [quantity.scope.label])]
    return f"{value} {quantity.measure} → {', '.join([*notes, *([_ESTIMATE] if quantity.estimate else [])])}"


def _tell_filing(filing: Filing) -> str:
    if filing.decided_by is not None:
        return _BY_PERSON.format(name=filing.decided_by)
    score = filing.candidates[0].score if filing.candidates else 0.0
    return _FILED.format(score=_percent(score)) + _tell_words(filing)


def _tell_words(filing: Filing) -> str:
    return _WORDS.format(words=", ".join(f"“{word}”" for word in filing.words)) if filing.words else ""


def _percent(score: float) -> str:
    return f"{100 * score:.0f}%"


def _list_questions(checked: CheckedSubmission, plan: Plan) -> Iterator[str]:
    """What a person would be asked, in the order of asking: unit and period first, then sentences, then the whole."""
    content = checked.content
    if checked.status is not CheckStatus.NEEDS_PERSON:
        return
    if content.unit is None:
        names = {unit.code: unit.name for unit in plan.units}
        yield _ASK_UNIT.format(choices=_join(content.unit_evidence, names))
    if content.period is None:
        periods = {each.value: parse_period(each.value).name for each in content.period_evidence}
        yield _ASK_PERIOD.format(choices=_join(content.period_evidence, periods))
    for sentence in content.unassigned:
        yield _ask_item(sentence, plan)
    if content.unit is not None and content.period is not None and not content.unassigned:
        yield _ASK_REPORT


def _join(evidence: tuple[Evidence, ...], names: dict[str, str]) -> str:
    codes = dict.fromkeys(each.value for each in evidence)
    return f"{_OR.join(names.get(code, code) for code in codes)}." if codes else _NO_CHOICE


def _ask_item(sentence: UnfiledText, plan: Plan) -> str:
    titles = {item.number: item.title for item in plan.items}
    filing = sentence.filing
    choices = _NO_CHOICE
    if filing is not None:
        told = [
            _NONE.format(score=_percent(each.score))
            if each.item is None
            else _ITEM.format(item=each.item, title=titles.get(each.item, ""), score=_percent(each.score))
            for each in filing.candidates[:2]
        ]
        choices = _OR.join(told) + _tell_words(filing)
    return _ASK_ITEM.format(text=sentence.text, choices=choices)


def tell_findings(findings: Iterable[Finding]) -> Iterator[str]:
    """One line per finding and its remedy, in the order given, with rich's marks."""
    for finding in findings:
        yield f"[{_STYLES[finding.severity]}]{finding.severity.label}[/]: {escape(finding.message)}"
        yield f"    → {escape(finding.fix)}"
