"""Rules that a plan must keep beyond its form: numbers, codes, dates, references. One function per rule.

Each fault names its place as the path of keys and positions in the file, so that plan check can give the line.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator

from schemas.days import write_day
from schemas.period import parse_period
from schemas.plan import Plan, Section
from schemas.values import Severity
from tonghop.plan.fault import Fault
from tonghop.plan.fault_addresses import check_addresses, check_mailboxes
from tonghop.plan.fault_calendar import check_calendar, check_deadlines, is_near
from tonghop.plan.fault_reminders import check_contacts, check_reminders
from tonghop.plan.places import Place

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_KNOWN_PLACEHOLDERS = {"period", "year", "next", "superior", "own", "number", "date", "asker", "scope"}


def find_faults(plan: Plan) -> list[Fault]:
    """Every fault of a well-formed plan, in the order of the rules."""
    return [fault for rule in (*_RULES, check_calendar, check_deadlines) for fault in rule(plan)]


def is_usable(plan: Plan) -> bool:
    """Whether a run may start with this plan: no rule finds an error."""
    return not any(fault.severity is Severity.ERROR for rule in _RULES for fault in rule(plan))


def _find_doubles(values: Iterable[tuple[Place, Hashable]], what: str) -> Iterator[Fault]:
    seen: set[Hashable] = set()
    for place, value in values:
        if value in seen:
            yield Fault(
                place, Severity.ERROR, f"{what} “{value}” bị lặp lại.", "Sửa để mỗi giá trị chỉ xuất hiện một lần."
            )
        seen.add(value)


def _check_item_numbers(plan: Plan) -> Iterator[Fault]:
    numbers = [item.number for item in plan.items]
    yield from _find_doubles(((("items", i, "number"), number) for i, number in enumerate(numbers)), "Số nội dung")
    for missing in sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
        yield Fault(
            ("items",),
            Severity.ERROR,
            f"Thiếu nội dung số {missing}.",
            "Đánh số các nội dung liên tục từ 1, không bỏ số.",
        )


def _check_codes(plan: Plan) -> Iterator[Fault]:
    yield from _find_doubles(((("units", i, "code"), unit.code) for i, unit in enumerate(plan.units)), "Mã đơn vị")
    yield from _find_doubles(
        ((("recipients", i, "code"), recipient.code) for i, recipient in enumerate(plan.recipients)), "Mã nơi nhận"
    )
    yield from _find_doubles(
        ((("periods", i, "period"), entry.period) for i, entry in enumerate(plan.periods)), "Kỳ báo cáo"
    )
    yield from _find_doubles(
        (
            (("items", i, "indicators", k, "id"), indicator.id)
            for i, item in enumerate(plan.items)
            for k, indicator in enumerate(item.indicators)
        ),
        "Mã chỉ tiêu",
    )
    for i, item in enumerate(plan.items):
        yield from _find_doubles(
            ((("items", i, "aspects", k, "id"), aspect.id) for k, aspect in enumerate(item.aspects)),
            "Mã nội dung cụ thể",
        )
    yield from _find_doubles(
        (
            (("units", i, "senders", k), sender.lower())
            for i, unit in enumerate(plan.units)
            for k, sender in enumerate(unit.senders)
        ),
        "Địa chỉ gửi",
    )
    yield from _find_doubles(
        (
            (("items", i, "aliases", k), " ".join(alias.lower().split()))
            for i, item in enumerate(plan.items)
            for k, alias in enumerate(item.aliases)
        ),
        "Tên gọi tắt của nội dung",
    )


def _check_references(plan: Plan) -> Iterator[Fault]:
    numbers = {item.number for item in plan.items}
    for i, unit in enumerate(plan.units):
        for k, number in enumerate(unit.items):
            if number not in numbers:
                yield Fault(
                    ("units", i, "items", k),
                    Severity.ERROR,
                    f"Đơn vị {unit.code} được giao nội dung {number} không có trong kế hoạch.",
                    f"Chọn trong các nội dung {', '.join(map(str, sorted(numbers)))}.",
                )
    families = {measure.name for measure in plan.measures}
    for i, item in enumerate(plan.items):
        for k, indicator in enumerate(item.indicators):
            if indicator.measure not in families:
                yield Fault(
                    ("items", i, "indicators", k, "measure"),
                    Severity.ERROR,
                    f"Chỉ tiêu “{indicator.title}” dùng đơn vị tính “{indicator.measure}” chưa có trong measures.",
                    "Thêm đơn vị tính vào measures hoặc sửa lại tên.",
                )
    if plan.find_unit(plan.office.unit) is None:
        yield Fault(
            ("office", "unit"),
            Severity.ERROR,
            f"Mã đơn vị của Văn phòng “{plan.office.unit}” không có trong mục units.",
            "Ghi đúng mã của một đơn vị.",
        )


def _check_validity(plan: Plan) -> Iterator[Fault]:
    spans = [
        *((("units", i, "valid_to"), unit.code, unit.valid_from, unit.valid_to) for i, unit in enumerate(plan.units)),
        *((("recipients", i, "valid_to"), r.code, r.valid_from, r.valid_to) for i, r in enumerate(plan.recipients)),
    ]
    for place, code, first, last in spans:
        if first and last and first > last:
            yield Fault(
                place,
                Severity.ERROR,
                f"{code}: ngày hết hiệu lực trước ngày bắt đầu hiệu lực.",
                "Đổi lại hai ngày valid_from và valid_to.",
            )
    for i, recipient in enumerate(plan.recipients):
        for entry in plan.periods:
            if not recipient.is_valid_on(entry.window_end):
                yield Fault(
                    ("recipients", i),
                    Severity.WARNING,
                    f"Nơi nhận {recipient.name} không còn hiệu lực vào cuối kỳ {entry.period}; "
                    "báo cáo kỳ đó sẽ không gửi tới nơi nhận này.",
                    "Bổ sung nơi nhận thay thế hoặc kiểm tra lại ngày hiệu lực.",
                )


def _check_period_dates(plan: Plan) -> Iterator[Fault]:
    for i, entry in enumerate(plan.periods):
        place: Place = ("periods", i)
        try:
            period = parse_period(entry.period)
        except ValueError as error:
            yield Fault((*place, "period"), Severity.ERROR, str(error), "Sửa lại mã kỳ báo cáo.")
            continue
        if period.year != plan.year:
            yield Fault(
                (*place, "period"),
                Severity.ERROR,
                f"Kỳ {entry.period} không thuộc năm {plan.year} của kế hoạch.",
                f"Chuyển kỳ này sang tệp kế hoạch năm {period.year}.",
            )
        for name in ("window_start", "window_end", "unit_due_date", "office_due_date"):
            day = getattr(entry, name)
            if not is_near(day, plan):
                yield Fault(
                    (*place, name),
                    Severity.ERROR,
                    f"Kỳ {entry.period}: ngày {write_day(day)} cách năm {plan.year} của kế hoạch quá xa.",
                    "Sửa lại năm của ngày này.",
                )
        if entry.window_start > entry.window_end:
            yield Fault(
                (*place, "window_end"),
                Severity.ERROR,
                f"Kỳ {entry.period}: ngày kết thúc thời gian chốt số liệu trước ngày bắt đầu.",
                "Đổi lại window_start và window_end.",
            )
        if entry.unit_due_date > entry.office_due_date:
            yield Fault(
                (*place, "office_due_date"),
                Severity.ERROR,
                f"Kỳ {entry.period}: hạn của Sở ({write_day(entry.office_due_date)}) trước hạn của đơn vị "
                f"({write_day(entry.unit_due_date)}).",
                "Hạn của đơn vị phải sớm hơn hoặc bằng hạn của Sở.",
            )
        if entry.confirm:
            yield Fault(
                (*place, "confirm"),
                Severity.ADVICE,
                f"Kỳ {entry.period}: hạn nộp là giả định, chưa được xác nhận.",
                "Kiểm tra hạn nộp rồi xóa “confirm: true”.",
            )


def _check_outline(plan: Plan) -> Iterator[Fault]:
    texts = [
        (("outline", "opening"), plan.outline.opening),
        (("outline", "closing"), plan.outline.closing),
        *((("outline", "abstracts", kind.value), text) for kind, text in plan.outline.abstracts.items()),
    ]
    for place, text in texts:
        for name in _PLACEHOLDER.findall(text):
            if name not in _KNOWN_PLACEHOLDERS:
                yield Fault(
                    place,
                    Severity.ERROR,
                    f"Không có chỗ điền “{{{name}}}”.",
                    f"Dùng một trong: {', '.join(sorted(_KNOWN_PLACEHOLDERS))}.",
                )
    sections: list[tuple[Place, Section]] = []
    for i, section in enumerate(plan.outline.sections):
        sections.append((("outline", "sections", i, "id"), section))
        sections += [
            (("outline", "sections", i, "subsections", k, "id"), sub) for k, sub in enumerate(section.subsections)
        ]
    yield from _find_doubles(((place, section.id) for place, section in sections), "Mã phần của báo cáo")
    if sum(section.written_by == "items" for _, section in sections) != 1:
        yield Fault(
            ("outline", "sections"),
            Severity.ERROR,
            "Đề cương phải có đúng một phần ghi “written_by: items” (kết quả theo các nội dung).",
            "Sửa written_by của các phần.",
        )


def _check_own_plan(plan: Plan) -> Iterator[Fault]:
    if plan.own.number is None or plan.own.issued_date is None:
        yield Fault(
            ("own",),
            Severity.ADVICE,
            "Chưa có số hoặc ngày ban hành kế hoạch của Sở; báo cáo để trống chỗ này.",
            "Bổ sung own.number và own.issued_date.",
        )


_RULES: tuple[Callable[[Plan], Iterator[Fault]], ...] = (
    _check_item_numbers,
    _check_codes,
    check_addresses,
    check_mailboxes,
    _check_references,
    _check_validity,
    _check_period_dates,
    _check_outline,
    _check_own_plan,
    check_reminders,
    check_contacts,
)
