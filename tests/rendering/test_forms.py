"""The form as it is handed out: the page of Decree 30, ids on what is filled in, last period only to look at."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from schemas.form import HINTS, REFERENCE_LEAD
from schemas.plan import Plan
from schemas.report import Report
from tonghop.rendering.forms import render_form

Make = Callable[..., bytes]


def open_body(data: bytes):
    return Document(io.BytesIO(data)).element.body


def list_tags(data: bytes) -> list[str]:
    return [tag.get(qn("w:val")) for tag in open_body(data).iter(qn("w:tag"))]


def read_words(element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


@pytest.fixture(scope="module")
def form(plan: Plan, report: Report) -> bytes:
    return render_form(plan, "TTNC", "2024-H1", report.totals)


def test_the_same_form_has_the_same_bytes(form: bytes, plan: Plan, report: Report) -> None:
    assert render_form(plan, "TTNC", "2024-H1", report.totals) == form


def test_every_item_and_section_has_a_control_of_its_own(form: bytes, plan: Plan) -> None:
    wanted = {f"tonghop:{kind}:{item.number}" for item in plan.items for kind in ("item", "nothing")}
    for section in plan.outline.sections:
        parts = section.subsections or ((section,) if section.written_by != "items" else ())
        wanted |= {f"tonghop:section:{part.id}" for part in parts}
    tags = list_tags(form)
    assert len(tags) == len(set(tags))
    assert "tonghop:form:1:TTNC:2024-H1" in tags
    assert {tag for tag in tags if tag.split(":")[1] in ("item", "nothing", "section")} == wanted
    assert max(map(len, tags)) <= 64  # Word takes no longer ones
    ids = [one.find(qn("w:id")).get(qn("w:val")) for one in open_body(form).iter(qn("w:sdtPr"))]
    assert len(ids) == len(set(ids))


def test_a_unit_is_asked_only_what_is_assigned_to_it(plan: Plan) -> None:
    units = tuple(unit.model_copy(update={"items": (2, 4)}) if unit.code == "QLCN" else unit for unit in plan.units)
    tags = list_tags(render_form(plan.model_copy(update={"units": units}), "QLCN", "2024-H1"))
    assert [tag for tag in tags if ":item:" in tag] == ["tonghop:item:2", "tonghop:item:4"]


def test_last_periods_figures_stand_in_locked_controls_and_nowhere_else(form: bytes, report: Report) -> None:
    body = open_body(form)
    locked = 0
    for control in list(body.iter(qn("w:sdt"))):
        properties = control.find(qn("w:sdtPr"))
        if properties.find(qn("w:tag")).get(qn("w:val")).startswith("tonghop:reference:"):
            words = read_words(control)
            assert words.startswith(f"[{REFERENCE_LEAD}")
            assert words.endswith("]")
            assert properties.find(qn("w:lock")).get(qn("w:val")) == "contentLocked"
            control.getparent().remove(control)
            locked += 1
    assert locked == len({total.item for total in report.totals if total.scope.value != "planned"})
    assert REFERENCE_LEAD not in read_words(body)
    assert "1.246" not in read_words(body)


def test_hints_are_placeholders_and_go_at_the_first_letter(form: bytes) -> None:
    hints = 0
    for control in open_body(form).iter(qn("w:sdt")):
        words = read_words(control)
        if words in HINTS:
            assert control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
            assert {style.get(qn("w:val")) for style in control.iter(qn("w:rStyle"))} == {"PlaceholderText"}
            hints += 1
    assert hints == 6 + 7 + 1


def test_only_what_helps_is_grey_and_all_else_black_times_new_roman(form: bytes) -> None:
    for run in open_body(form).iter(qn("w:r")):
        words = "".join(text.text or "" for text in run.iter(qn("w:t")))
        colour = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
        assert (colour is not None) == (words[:1] in ("[", "(")), words
        font = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:ascii"))
        assert font == ("MS Gothic" if words == "☐" else "Times New Roman")


def test_the_page_is_that_of_decree_30(form: bytes) -> None:
    document = Document(io.BytesIO(form))
    [section] = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    head = document.tables[0]
    assert [line.text for line in head.cell(0, 0).paragraphs[:2]] == [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "TRUNG TÂM NGHIÊN CỨU, CHUYỂN GIAO CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO",
    ]
    assert [bool(line.runs[0].bold) for line in head.cell(0, 0).paragraphs[:2]] == [False, True]
    assert head.cell(1, 0).text.startswith("Số:      ")
    assert head.cell(1, 0).text.endswith("/BC-TTNC")
    assert document.tables[1].cell(0, 1).text.startswith("GIÁM ĐỐC")
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "Mẫu TTNC/2024-H1"


def test_a_form_with_figures_of_the_examples_says_so_on_each_page(plan: Plan, report: Report) -> None:
    document = Document(io.BytesIO(render_form(plan, "VP", "2024-H2", report.totals, example=True)))
    for footer in (document.sections[0].footer, document.sections[0].first_page_footer):
        lines = [line.text for line in footer.paragraphs]
        assert lines == ["Mẫu VP/2024-H2", "VÍ DỤ - KHÔNG PHẢI VĂN BẢN CHÍNH THỨC"]


def test_a_long_ad_hoc_period_still_fits_into_an_id(plan: Plan) -> None:
    data = render_form(plan, "QLCN", "2024-03-01..2024-04-15")
    assert "tonghop:form:1:QLCN:2024-03-01..2024-04-15" in list_tags(data)
    assert max(map(len, list_tags(data))) <= 64


def test_no_instruction_of_word_stands_twice_or_out_of_order(form: bytes) -> None:
    """Word refuses a file whose control properties come in another order."""
    order = ["rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr", "checkbox", "text"]
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for properties in root.iter(qn("w:sdtPr")):
        names = [etree.QName(child).localname for child in properties]
        assert names == sorted(set(names), key=order.index)


@pytest.mark.parametrize(
    ("unit", "period", "told"),
    [
        ("KHAC", "2024-H1", "VP, QLCN, TTNC"),
        ("VP", "2023-H1", "2024-H1, 2024-H2, 2024"),
        ("VP", "2025-01-01..2025-02-01", "2024-H1, 2024-H2, 2024"),
        ("VP", "quý I", "2024-H1, 2024-H2, 2024"),
    ],
)
def test_an_unknown_unit_or_period_is_refused_with_the_known_ones(
    unit: str, period: str, told: str, plan: Plan
) -> None:
    with pytest.raises(ValueError, match=told):
        render_form(plan, unit, period)
