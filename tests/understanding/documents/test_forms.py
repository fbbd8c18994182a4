"""A form of ours that comes back: what was typed is what is read, by its ids, by its headings, or as any other text."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from docx.oxml.ns import qn

from schemas.document import Block, ReadDocument
from schemas.form import ITEM_HINT, NOTHING_LABEL, NOTHING_NOTE, REFERENCE_LEAD
from schemas.plan import Plan
from schemas.report import Total
from schemas.submission import Channel, CheckedSubmission, Submission
from schemas.values import BlockKind, CellState, CheckStatus, Precision, Scope
from tonghop.checking import check_submission
from tonghop.reading import read_documents
from tonghop.rendering.forms import render_form
from tonghop.understanding import understand
from tonghop.understanding.documents.forms import read_form

FIGURES = (("tin-bai-cong", "tin, bài", 1246, 4), ("so-dac-san", "số", 7, 4), ("doan-vao", "đoàn", 6, 3))
PREVIOUS = [
    Total(
        item=item, indicator=name, measure=measure, scope=Scope.PERIOD, value=value, precision=Precision.EXACT, parts=()
    )
    for name, measure, value, item in FIGURES
]
TYPED: dict[str, list[Any]] = {
    "section:direction": ["Trung tâm đã ban hành 02 văn bản triển khai."],
    "item:1": ["Tổ chức 03 buổi tuyên truyền về chuyển đổi số cho 120 lượt người."],
    "item:3": [
        "Tham gia Techfest vùng Bắc Trung Bộ tại Huế ngày 19/4/2024 với 02 gian hàng.",
        "1. Đón 03 đoàn khách quốc tế với 15 lượt người.",
        "2. Hợp tác quốc tế về khoa học và công nghệ",
        "- Cử 01 đoàn đi công tác tại Lào với 04 lượt người.",
    ],
    "item:4": [[["STT", "Nội dung", "Số lượng"], ["1", "Tin, bài trên Cổng Thông tin điện tử", "25"]]],
    "item:6": ["Thực hiện Kế hoạch, đã ký 01 biên bản ghi nhớ với Lào và báo cáo như sau:", "Đào tạo 02 cán bộ."],
    "section:budget": ["Đã sử dụng 71 triệu đồng."],
    "section:strengths": ["Phối hợp chặt chẽ với các đơn vị."],
    "section:proposals": ["Đề nghị bố trí thêm kinh phí."],
}  # fmt: skip
TICKED = (2, 5)

Fill = Callable[..., bytes]
Read = Callable[..., CheckedSubmission]


@pytest.fixture
def form(plan: Plan) -> bytes:
    return render_form(plan, "TTNC", "2024-H1", PREVIOUS)


@pytest.fixture
def read(plan: Plan) -> Read:
    """Read, understand and check the bytes of one file that somebody gave without saying from whom it came."""

    def check(data: bytes, name: str = "a.docx") -> CheckedSubmission:
        documents = read_documents([(name, data)])
        found = [finding for each in documents for finding in each.findings]
        content = understand(documents, Channel(), plan)
        return check_submission(content, found, readable=True, channel=Channel(), plan=plan)

    return check


def tell(content: Submission) -> dict[str, Any]:
    """What a submission says, without places."""
    return {
        "of": (content.unit, content.period),
        "states": {number: report.state.value for number, report in content.items.items()},
        "texts": {number: [one.text for one in report.activities] for number, report in content.items.items()},
        "figures": {
            number: [(q.value, q.measure, q.indicator, q.scope) for one in report.activities for q in one.quantities]
            for number, report in content.items.items()
        },
        "sections": {name: [text.text for text in texts] for name, texts in content.sections.items()},
        "unassigned": [text.text for text in content.unassigned],
    }


def list_rules(checked: CheckedSubmission) -> set[str]:
    return {finding.rule for finding in checked.findings}


def unwrap(body: Any) -> None:
    """Take every control away, as a copy into another program does; what stood in it stays."""
    for control in list(body.iter(qn("w:sdt"))):
        for child in control.find(qn("w:sdtContent")):
            control.addprevious(child)
        control.getparent().remove(control)


def list_parts(body: Any) -> list[Any]:
    """The form's own paragraphs and controls between the opening and the closing sentence."""
    parts = list(body)
    words = ["".join(part.itertext()) for part in parts]
    first = next(at for at, text in enumerate(words) if text.startswith("I. CÔNG TÁC"))
    last = next(at for at, text in enumerate(words) if text.startswith("Trên đây là"))
    return parts[first:last]


def remove_headings(body: Any) -> None:
    parts = list_parts(body)
    for style in ("Heading1", "Heading2"):
        for heading, *_ in split_at(parts, style)[1:]:
            body.remove(heading)


def split_at(parts: Sequence[Any], style: str) -> list[list[Any]]:
    """Each heading of that style with what stands below it; what stands above the first one first."""
    groups: list[list[Any]] = [[]]
    for part in parts:
        if part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}[@{qn('w:val')}='{style}']") is not None:
            groups.append([])
        groups[-1].append(part)
    return groups


def shuffle(body: Any, seed: int) -> None:
    """Put chapters, and the titles within each, into another order."""
    parts = list_parts(body)
    place = body.index(parts[0])
    chance = random.Random(seed)
    _, *chapters = split_at(parts, "Heading1")
    chance.shuffle(chapters)
    mixed: list[Any] = []
    for chapter in chapters:
        head, *titles = split_at(chapter, "Heading2")
        chance.shuffle(titles)
        mixed += [*head, *(part for title in titles for part in title)]
    assert mixed != parts
    for part in parts:
        body.remove(part)
    for part in reversed(mixed):
        body.insert(place, part)


def test_a_filled_form_says_what_was_typed(form: bytes, fill_form: Fill, read: Read) -> None:
    checked = read(fill_form(form, TYPED, TICKED))
    told = tell(checked.content)
    assert told["of"] == ("TTNC", "2024-H1")
    assert list(told["states"].values()) == ["reported", "nothing", "reported", "reported", "nothing", "reported"]
    assert told["texts"][1] == TYPED["item:1"]
    assert told["texts"][3] == [line.split(" ", 1)[1] if line[0] in "12-" else line for line in TYPED["item:3"]]
    assert told["texts"][6] == TYPED["item:6"]
    assert [figure[:3] for figure in told["figures"][3]] == [
        (2, "gian hàng", "gian-hang"),
        (3, "đoàn", "doan-vao"),
        (15, "lượt người", "luot-nguoi-doan-vao"),
        (1, "đoàn", "doan-ra"),
        (4, "lượt người", "luot-nguoi-doan-ra"),
    ]
    assert [figure[:3] for figure in told["figures"][4]] == [(25, "tin, bài", "tin-bai-cong")]
    assert told["sections"] == {
        name.removeprefix("section:"): lines for name, lines in TYPED.items() if name.startswith("section:")
    }
    assert told["unassigned"] == []
    assert checked.status is CheckStatus.ACCEPTED


@pytest.mark.parametrize(
    "change",
    [unwrap, remove_headings, *(partial(shuffle, seed=seed) for seed in range(4))],
    ids=["ids gone", "headings gone", "order 0", "order 1", "order 2", "order 3"],
)
def test_ids_or_headings_alone_say_the_same(
    change: Callable[[Any], None], form: bytes, fill_form: Fill, read: Read
) -> None:
    whole, changed = (read(fill_form(form, TYPED, TICKED, change=each)) for each in (lambda body: None, change))
    assert tell(changed.content) == tell(whole.content)
    assert changed.status is CheckStatus.ACCEPTED


def test_a_line_written_beside_a_control_belongs_to_the_heading_above_it(
    form: bytes, fill_form: Fill, read: Read
) -> None:
    from copy import deepcopy

    def write_beside(body: Any) -> None:
        control = next(one for one in body.iter(qn("w:tag")) if one.get(qn("w:val")) == "tonghop:item:1")
        control = control.getparent().getparent()
        control.addnext(deepcopy(control.find(f".//{qn('w:p')}")))

    checked = read(fill_form(form, {"item:1": ["Tuyên truyền Nghị quyết cho 40 lượt người."]}, change=write_beside))
    assert tell(checked.content)["texts"][1] == ["Tuyên truyền Nghị quyết cho 40 lượt người."] * 2


@pytest.mark.parametrize("change", [lambda body: None, unwrap], ids=["with ids", "ids gone"])
def test_a_form_that_nobody_filled_in_is_empty_and_waits_for_a_person(
    change: Callable[[Any], None], form: bytes, fill_form: Fill, read: Read
) -> None:
    checked = read(fill_form(form, {}, change=change))
    assert {report.state for report in checked.content.items.values()} == {CellState.EMPTY}
    assert checked.content.sections == {}
    assert checked.status is CheckStatus.NEEDS_PERSON
    assert list_rules(checked) == {"form-unfilled", "item-empty"}


@pytest.mark.parametrize("change", [lambda body: None, unwrap], ids=["with ids", "ids gone"])
def test_an_item_that_is_ticked_and_written_waits_for_a_person(
    change: Callable[[Any], None], form: bytes, fill_form: Fill, read: Read
) -> None:
    checked = read(fill_form(form, TYPED, (*TICKED, 3), change=change))
    assert checked.content.items[3].state is CellState.REPORTED
    assert checked.status is CheckStatus.NEEDS_PERSON
    [finding] = [finding for finding in checked.findings if finding.rule == "form-both"]
    assert "Nội dung 3 " in finding.message
    assert "Techfest" in finding.message


@pytest.mark.parametrize("control", ["item:1", "section:direction"])
def test_a_whole_report_put_into_one_control_is_read_by_its_own_headings(
    control: str, form: bytes, fill_form: Fill, read: Read, plan: Plan
) -> None:
    lines = []
    for item in plan.items:
        lines += [f"{item.number}. {item.title}", f"Kết quả: đã có {item.number + 20} tin, bài."]
    checked = read(fill_form(form, {control: lines}))
    told = tell(checked.content)["figures"]
    assert {item: [figure[0] for figure in figures] for item, figures in told.items()} == {
        item.number: [item.number + 20] for item in plan.items
    }


@pytest.mark.parametrize("change", [lambda body: None, unwrap, remove_headings], ids=["whole", "ids gone", "bare"])
def test_tasks_ahead_under_the_items_names_are_no_results(
    change: Callable[[Any], None], form: bytes, fill_form: Fill, read: Read, plan: Plan
) -> None:
    lines = []
    for item in plan.items:
        lines += [f"{item.number}. {item.title}", f"Đăng {item.number + 20} tin, bài."]
    checked = read(fill_form(form, {**TYPED, "section:tasks": lines}, TICKED, change=change))
    assert tell(checked.content)["figures"] == tell(read(fill_form(form, TYPED, TICKED)).content)["figures"]
    assert len(checked.content.sections["tasks"]) == len(lines)


def test_a_form_whose_items_are_all_empty_waits_for_a_person_whatever_else_is_written(
    form: bytes, fill_form: Fill, read: Read
) -> None:
    checked = read(fill_form(form, {"section:direction": ["Đã tổ chức 05 lớp tập huấn."]}))
    assert checked.status is CheckStatus.NEEDS_PERSON
    assert "form-unfilled" in list_rules(checked)


def replace_words(body: Any, old: str, new: str) -> None:
    for text in body.iter(qn("w:t")):
        text.text = (text.text or "").replace(old, new)


def test_a_form_of_one_unit_under_the_letterhead_of_another_is_a_conflict(
    form: bytes, fill_form: Fill, read: Read
) -> None:
    name = "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO"
    change = partial(replace_words, old=name, new="VĂN PHÒNG SỞ")
    checked = read(fill_form(form, TYPED, TICKED, change=change))
    assert checked.content.unit is None
    assert "unit-conflict" in list_rules(checked)


@pytest.mark.parametrize("change", [lambda body: None, unwrap], ids=["with ids", "code alone"])
def test_a_form_of_one_period_under_the_title_of_another_is_no_certain_period(
    change: Callable[[Any], None], form: bytes, fill_form: Fill, read: Read
) -> None:
    def retitle(body: Any) -> None:
        replace_words(body, "6 tháng đầu năm 2024 và", "6 tháng cuối năm 2024 và")
        change(body)

    checked = read(fill_form(form, TYPED, TICKED, change=retitle))
    assert checked.content.period is None
    [finding] = [finding for finding in checked.findings if finding.rule == "period-unclear"]
    assert "6 tháng cuối năm 2024" in finding.message
    assert "Biểu mẫu được lập cho kỳ “6 tháng đầu năm 2024”" in finding.message


@pytest.mark.parametrize("forged", ["TTNC:2023-H1", "KHAC:2024-H1", "TTNC:2025-01-01..2025-03-01"])
def test_a_form_of_another_plan_is_read_as_any_text_and_told(
    forged: str, form: bytes, fill_form: Fill, read: Read
) -> None:
    def forge(body: Any) -> None:
        for tag in body.iter(qn("w:tag")):
            value = tag.get(qn("w:val")).replace("TTNC:2024-H1", forged)
            # what its controls say is not believed
            tag.set(
                qn("w:val"), value.replace("item:1", "item:9").replace("item:3", "item:1").replace("item:9", "item:3")
            )

    checked = read(fill_form(form, {"item:1": TYPED["item:1"]}, change=forge))
    assert "form-foreign" in list_rules(checked)
    assert checked.status is CheckStatus.NEEDS_PERSON
    assert tell(checked.content)["texts"][1] == TYPED["item:1"]
    assert checked.content.items[3].state is CellState.EMPTY


def test_last_periods_figures_are_never_read_back(form: bytes, fill_form: Fill, read: Read) -> None:
    for change in (lambda body: None, unwrap, remove_headings):
        told = tell(read(fill_form(form, {"item:1": TYPED["item:1"]}, change=change)).content)
        assert [figure[0] for figures in told["figures"].values() for figure in figures] == [3, 120]
        assert "1246" not in str(told).replace(".", "")


def make_blocks(lines: Sequence[str], control: str = "") -> tuple[Block, ...]:
    return tuple(
        Block(locator=f"body/p{place}", kind=BlockKind.PARAGRAPH, text=line, control=control)
        for place, line in enumerate(lines, 1)
    )


def keep(lines: Sequence[str], plan: Plan, control: str = "") -> list[str]:
    return [block.text for block in read_form(make_blocks(lines, control), plan).blocks]


BOX = f"{NOTHING_LABEL} {NOTHING_NOTE}"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([f"[{REFERENCE_LEAD} đoàn vào: 06 đoàn]"], []),
        ([f"[{REFERENCE_LEAD} đoàn vào: 06 đoàn] Đón 02 đoàn."], ["Đón 02 đoàn."]),
        ([f"[{REFERENCE_LEAD} đoàn vào:", "06 đoàn; đoàn ra: 07 đoàn]", "Đón 02 đoàn."], ["Đón 02 đoàn."]),
        ([f"[{REFERENCE_LEAD} đoàn vào:", "06 đoàn", f"☐ {BOX}", "Đón 02 đoàn."], ["Đón 02 đoàn."]),
        (["(Tham khảo ky trưoc (không tinh): đoàn vào: 06 đoàn)", f"O {BOX}"], []),
        ([f"[{REFERENCE_LEAD} đoàn vào: 06 đoàn", "Đón 02 đoàn."], ["Đón 02 đoàn."]),
        ([f"[{REFERENCE_LEAD} đoàn vào: 06 đoàn", "Đón 02 đoàn [Lào]."], ["Đón 02 đoàn [Lào]."]),
        ([ITEM_HINT, "Đón 02 đoàn."], ["Đón 02 đoàn."]),
        ([f"{ITEM_HINT} Đón 02 đoàn."], ["Đón 02 đoàn."]),
        (["[Nhâp kết quả trong ky: việc đã làm, thời gian, nơi thực hiện, số liệu|"], []),
        (["Mẫu TTNC/2024-H1"], []),
        (["Mẫu số 01/2024-BC của Bộ đã được gửi"], ["Mẫu số 01/2024-BC của Bộ đã được gửi"]),
        (["Đón đoàn [theo kế hoạch]"], ["Đón đoàn [theo kế hoạch]"]),
    ],
)
def test_what_only_helps_is_taken_out_and_nothing_else(lines: list[str], kept: list[str], plan: Plan) -> None:
    assert keep(lines, plan) == kept


@pytest.mark.parametrize(
    ("line", "is_ticked"),
    [
        (f"☐ {BOX}", False),
        (f"□ {BOX}", False),
        (BOX, False),
        (f"[ ] {BOX}", False),
        (f"- {BOX}", False),
        (f"O {BOX}", False),
        (f"☒ {BOX}", True),
        (f"☑ {BOX}", True),
        (f"☒{BOX}", True),
        (f"[x] {BOX}", True),
        (f"X {BOX}", True),
        (f"☐ {BOX} x", True),
        (f"và {BOX}", False),
        (f"✓ {BOX}", True),
    ],
)
def test_only_a_ticked_box_declares_nothing(line: str, *, is_ticked: bool, plan: Plan) -> None:
    assert keep([line], plan) == ([NOTHING_LABEL] if is_ticked else [])


def test_what_a_machine_misread_is_no_other_plans_form_and_no_result(plan: Plan) -> None:
    lines = ["Mẫu TTNŒ/2024-H1", "L] Không phát sinh (dáni: dấu nếu không có kết quá)", "Đón 02 đoàn."]
    recognised = [block.model_copy(update={"confidence": 0.9}) for block in make_blocks(lines)]
    form = read_form(recognised, plan)
    assert [block.text for block in form.blocks] == ["Đón 02 đoàn."]
    assert form.doubts == ()


def test_what_is_written_behind_a_box_is_kept(plan: Plan) -> None:
    assert keep([f"☐ {BOX} Đã đón 02 đoàn."], plan) == ["Đã đón 02 đoàn"]


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Mẫu TTNC/2024-H1", []),
        ("Mẫu TTNC/2023-H1", ["form-foreign"]),
        ("Mẫu TTNC/2023", ["form-foreign"]),
        ("Mẫu KHAC/2024-H1", ["form-foreign"]),
        ("Mẫu 01/2024", []),
        ("Mẫu TTNC/2024-13-40..2024-14-01", []),
        ("Theo Mẫu TTNC/2023-H1", []),
    ],
)
def test_a_line_that_is_a_forms_code_is_judged_by_the_plan(line: str, rules: list[str], plan: Plan) -> None:
    assert [doubt.rule for doubt in read_form(make_blocks([line]), plan).doubts] == rules


def test_a_document_that_is_no_form_is_not_touched(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    blocks = document(["1. Kết quả (theo biểu)", "- Đón 02 đoàn [đã duyệt].", [["a", "Mẫu 1"]]]).blocks
    assert read_form(blocks, plan).blocks == blocks
