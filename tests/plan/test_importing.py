"""What the text of a plan says is read exactly, wherever lines were broken; what it does not say is never made up."""

import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.plan import Plan
from schemas.values import ReportKind, Severity
from tests.plan.plan_texts import OTHER, REAL, load, make_blocks, read
from tonghop.plan import load_plan
from tonghop.plan.checking import check_plan_file
from tonghop.plan.importing import PlanTextError, import_plan, read_plan_text
from tonghop.plan.importing.facts import PlanText
from tonghop.plan.importing.paragraphs import find_paragraphs


@pytest.fixture(scope="module")
def facts() -> PlanText:
    return read(REAL)


# the real text beside the shipped plan --------------------------------------------------------------------------------

SAID: list[tuple[str, Callable[[PlanText], Any], Callable[[Plan], Any]]] = [
    ("year", lambda text: text.year, lambda plan: plan.year),
    ("superior", lambda text: text.superior, lambda plan: plan.superior),
    ("own, without number and date", lambda text: text.own, lambda plan: plan.own),
    ("title", lambda text: f"{text.own.name} {text.own.subject}", lambda plan: plan.title),
    ("legal basis", lambda text: text.legal_basis, lambda plan: plan.legal_basis),
    ("budget", lambda text: text.budget, lambda plan: plan.budget),
    ("issuer.parent", lambda text: text.parent, lambda plan: plan.issuer.parent),
    ("issuer.name", lambda text: text.issuer, lambda plan: plan.issuer.name),
    ("issuer.place", lambda text: text.place, lambda plan: plan.issuer.place),
    ("issuer.addressee", lambda text: text.addressee, lambda plan: plan.issuer.addressee),
    ("issuer.position", lambda text: text.position, lambda plan: plan.issuer.position),
    ("issuer.on_behalf", lambda text: text.on_behalf, lambda plan: plan.issuer.on_behalf),
    ("issuer.signer", lambda text: text.signer, lambda plan: plan.issuer.signer),
    ("office", lambda text: text.office, lambda plan: plan.office.name),
    ("item numbers", lambda text: [i.number for i in text.items], lambda plan: [i.number for i in plan.items]),
    ("item texts", lambda text: [i.text for i in text.items], lambda plan: [i.text for i in plan.items]),
    ("unit names", lambda text: [u.name for u in text.units], lambda plan: [u.name for u in plan.units]),
    ("recipients", lambda text: list(text.recipients), lambda plan: [r.name for r in plan.recipients]),
    ("kinds", lambda text: set(text.kinds), lambda plan: set(plan.recipients[0].release)),
    ("copies outside our units", lambda text: text.copies[:2], lambda plan: plan.issuer.copies[:2]),
]


@pytest.mark.parametrize(("read_it", "shipped"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_the_real_text_says_is_read_as_the_shipped_plan_has_it(
    facts: PlanText, plan: Plan, read_it: Callable[[PlanText], Any], shipped: Callable[[Plan], Any]
) -> None:
    assert read_it(facts) == shipped(plan)
    assert shipped(plan) or read_it(facts) in (None, ())


def test_units_in_noi_nhan_are_those_of_the_shipped_plan_under_the_texts_own_abbreviations(
    facts: PlanText, plan: Plan
) -> None:
    """The shipped plan writes our own units on one line in its own way; the text has one abbreviation per line.

    The Office is not among them, since it writes the report and stands in the archive's line instead; the centre is,
    though the plan itself has it in the archive's line only, as its author.
    """
    known = {alias: unit.code for unit in plan.units for alias in (unit.name, *unit.aliases)}
    assert [known[line] for line in facts.copies[2:]] == ["QLCN", "TTNC"]
    assert plan.issuer.copies[2:] == ("Phòng QLCN&ĐMST, Trung tâm NC,CGCN&ĐMST",)
    assert [known["Phòng QLCN&ĐMST"], known["Trung tâm NC,CGCN&ĐMST"]] == ["QLCN", "TTNC"]


def test_every_abbreviation_of_a_unit_in_the_text_is_an_alias_of_the_shipped_plan(facts: PlanText, plan: Plan) -> None:
    assert [unit.aliases for unit in facts.units] == [(), ("Phòng QLCN&ĐMST",), ("TTNCĐMST",)]
    for unit, shipped in zip(facts.units, plan.units, strict=True):
        assert set(unit.aliases) <= set(shipped.aliases)


def test_without_any_other_plan_no_value_differs_from_the_shipped_plan(plan: Plan) -> None:
    """Codes, deadlines, windows and rules included; what a person must fill in is null or empty, and only that."""
    made = load(import_plan(make_blocks(REAL), None).text)
    shipped = load((Path(__file__).parents[2] / "plans" / "2024.yaml").read_text("utf-8"))
    lacking = {place for place, value in _walk(made) if value in (None, [])}
    assert {".".join(str(step) for step in place if isinstance(step, str)) for place in lacking} == {
        *("own.number", "own.issued_date", "legal_basis", "issuer.number_suffix", "issuer.on_behalf"),
        *("office.address", "office.officer", "office.telephone", "items.title", "items.aliases", "items.aspects"),
        *("items.indicators", "measures", "units.aliases", "units.document_codes", "units.senders", "units.head"),
        *("units.telephone", "recipients.address", "calendar.days_off", "calendar.working_days", "outline"),
    }
    worded_otherwise = {("issuer", "copies"), ("units", 1, "aliases"), ("units", 2, "aliases")}  # the two tests above
    for place, value in _walk(made):
        if place not in lacking and place[:3] not in worded_otherwise and place[:2] not in worded_otherwise:
            assert value == _at(shipped, place), place


def _walk(node: Any, place: tuple[str | int, ...] = ()) -> Any:
    if isinstance(node, dict) and node:
        for key, value in node.items():
            yield from _walk(value, (*place, key))
    elif isinstance(node, list) and node:
        for index, value in enumerate(node):
            yield from _walk(value, (*place, index))
    else:
        yield place, node


def _at(node: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        node = node[step]
    return node


def test_with_the_shipped_plan_beside_it_the_imported_plan_is_the_shipped_plan(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    path.write_text(import_plan(make_blocks(REAL), plan).text, encoding="utf-8")
    assert load_plan(path).model_copy(update={"sha256": plan.sha256, "model": plan.model}) == plan
    assert {finding.severity for finding in check_plan_file(path)} == {Severity.ADVICE}


def test_nothing_of_the_real_text_is_left_but_the_link_at_a_pages_foot(plan: Plan) -> None:
    imported = import_plan(make_blocks(REAL), plan)
    assert imported.doubts == ("“http://www.dostquangtri.gov.vn/”",)
    told = " ".join(imported.missing)
    for lacking in ("own.number", "own.issued_date", "hạn nộp", "18/6/2024", "09/2019"):
        assert lacking in told
    for taken in ("Nội dung 6", "VP, QLCN, TTNC", "UBND, STTTT", "BC-SKHCN", "outline", "measures"):
        assert any(taken in line for line in imported.taken), taken


# the same text, written otherwise -------------------------------------------------------------------------------------


def _rewrap(width: int) -> str:
    paragraphs = [each.shown for each in find_paragraphs(make_blocks(REAL))[0]]
    wrapped = (textwrap.wrap(each, width, break_long_words=False, break_on_hyphens=False) for each in paragraphs)
    return "\n\n".join(line for lines in wrapped for line in lines)


def _break_pages(text: str) -> str:
    """A page number, a form feed and blank lines after every tenth line, wherever that is."""
    lines = text.splitlines()
    for page, at in enumerate(range(10, len(lines) + len(lines) // 10, 11), start=2):
        lines.insert(at, f"\n\n{page}\n\f\n")
    return "\n".join(lines)


WRITTEN_OTHERWISE = {
    "NFD": lambda: unicodedata.normalize("NFD", REAL),
    "CRLF": lambda: REAL.replace("\n", "\r\n"),
    "no-break and doubled spaces": lambda: REAL.replace(" của ", "\xa0của  "),
    "no blank lines": lambda: "\n".join(filter(str.strip, REAL.splitlines())),
    "numbered pages": lambda: _break_pages(REAL),
    "one line per paragraph": lambda: _rewrap(5_000),
    **{f"{width} columns": (lambda width=width: _rewrap(width)) for width in (40, 52, 66, 90, 120, 150)},
}


@pytest.mark.parametrize("write", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_how_lines_are_broken_and_letters_encoded_changes_nothing(facts: PlanText, write: Callable[[], str]) -> None:
    assert read(write()).model_copy(update={"leftovers": ()}) == facts.model_copy(update={"leftovers": ()})


def test_items_without_their_last_full_stop_are_still_apart(facts: PlanText) -> None:
    bare = "\n".join(line.rstrip().rstrip(".;:") for line in REAL.splitlines())
    found = read(bare)
    assert [item.text for item in found.items] == [item.text.rstrip(".") for item in facts.items]
    assert (found.superior, found.units, found.recipients, found.signer) == (
        facts.superior,
        facts.units,
        facts.recipients,
        facts.signer,
    )


# another plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_with_letterhead_other_sections_and_other_people_is_read() -> None:
    found = read(OTHER)
    assert (found.year, found.own.number, str(found.own.issued_date)) == (2026, "125/KH-SVHTTDL", "2026-03-05")
    assert (found.issuer, found.parent, found.place) == (
        "Sở Văn hóa, Thể thao và Du lịch",
        "UBND tỉnh Bình An",
        "Bình An",
    )
    assert found.superior is not None
    assert (found.superior.number, str(found.superior.issued_date)) == ("12/KH-UBND", "2026-01-20")
    assert found.superior.subject == "về công tác thông tin đối ngoại năm 2026"
    assert [basis.number for basis in found.legal_basis] == ["72/2015/NĐ-CP"]
    assert found.budget == "Ngân sách nhà nước cấp năm 2026"
    assert [item.number for item in found.items] == [1, 2, 4]
    assert found.items[0].text == "Tuyên truyền về văn hóa a) Trên Báo Bình An; b) Trên mạng xã hội."
    assert [unit.name for unit in found.units] == [
        "Văn phòng Sở",
        "Phòng Quản lý Văn hóa và Gia đình",
        "Trung tâm Xúc tiến Du lịch",
        "Phòng Quản lý Du lịch",
    ]
    assert found.kinds == (ReportKind.SEMIANNUAL, ReportKind.ANNUAL)
    assert found.recipients == ("Ủy ban nhân dân tỉnh Bình An", "Sở Ngoại vụ tỉnh Bình An")
    assert found.copies == ("Sở Ngoại vụ", "GĐ, các PGĐ Sở", "Các phòng, đơn vị thuộc Sở")
    assert (found.on_behalf, found.position, found.signer) == ("KT. GIÁM ĐỐC", "Phó Giám đốc", "Nguyễn Thị Hồng Hạnh")


def test_what_went_nowhere_is_quoted_and_what_was_decided_for_the_person_is_told() -> None:
    doubts = import_plan(make_blocks(OTHER), None).doubts
    for quoted in ("Các nhiệm vụ gồm:", "nếu có vướng mắc", "báo cáo quý", "trước ngày 15/6"):
        assert any(quoted in line for line in doubts), quoted
    assert any("Trung tâm Xúc tiến Du lịch" in line and "mọi nội dung" in line for line in doubts)


def test_an_item_whose_number_does_not_count_on_stays_with_the_one_before_and_is_told() -> None:
    found = read(OTHER.replace("4. Tổ chức tuần lễ", "2. Tổ chức tuần lễ"))
    assert found.items[-1].text.endswith("2. Tổ chức tuần lễ văn hóa - du lịch.")
    assert "2. Tổ chức tuần lễ văn hóa - du lịch." in found.leftovers


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [(("a) ", "b) ", "c) "), [1, 2, 3]), (("- ", "- ", "- "), [1, 2, 3])],
    ids=["letters", "dashes"],
)
def test_items_without_numbers_are_numbered_in_order_and_that_is_told(
    marks: tuple[str, ...], numbers: list[int]
) -> None:
    text = "II. NỘI DUNG\n" + "\n".join(f"{mark}Nội dung thứ {n}." for n, mark in enumerate(marks, start=1))
    imported = import_plan(make_blocks(text), None)
    assert [item["number"] for item in load(imported.text)["items"]] == numbers
    assert any("đã đánh số" in line for line in imported.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kính gửi các đồng chí",
        "II. NỘI DUNG THỰC HIỆN\nKhông có gì được đánh số ở đây cả",
        "Báo cáo kết quả\n1. Đã tổ chức 3 cuộc\n2. Đã đăng 5 tin",
        "I. KINH PHÍ\n1. Ngân sách",
        "II. NỘI DUNG\n1. " + "dài " * 80_000,
    ],
    ids=["empty", "letter", "prose", "report", "no contents", "endless"],
)
def test_what_is_no_plan_is_refused_in_words_that_say_what_to_do(text: str) -> None:
    with pytest.raises(PlanTextError, match="chưa ghi gì"):
        read(text)


# any text -------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), min_size=1, max_size=12))
def test_whatever_stands_in_a_text_the_file_is_yaml_that_says_the_same(lines: list[str]) -> None:
    text = (
        "II. NỘI DUNG THỰC HIỆN\n1. Đầu: " + "\n".join(lines) + "\nIV. TỔ CHỨC THỰC HIỆN\n- Giao " + "\n- ".join(lines)
    )
    blocks = make_blocks(text)
    found = read_plan_text(blocks)
    values = load(import_plan(blocks, None).text)
    assert [(item["number"], item["text"]) for item in values["items"]] == [(i.number, i.text) for i in found.items]
    assert values["budget"] == found.budget
    assert [unit["name"] for unit in values["units"] or []] == [unit.name for unit in found.units]
