"""The form of one unit for one period, in the format of Decree 30: what to fill in, under the plan's own headings.

The form is the report: nothing has to be copied out of it. Keep out how controls are made (controls) and everything
that other units reported.
"""

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from schemas.form import (
    ITEM,
    ITEM_HINT,
    NAME,
    NAME_HINT,
    NOTHING,
    NOTHING_LABEL,
    NOTHING_NOTE,
    REFERENCE,
    REFERENCE_LEAD,
    SECTION,
    SECTION_HINT,
    FormId,
    FormPart,
)
from schemas.period import Period, parse_period
from schemas.plan import Plan, PlanItem, Section, Unit
from schemas.report import Total
from schemas.request import Request
from schemas.values import ReportKind, Scope
from tonghop.rendering import messages as m
from tonghop.rendering.composing import WRITTEN_FROM_ITEMS
from tonghop.rendering.elements import Element, Look, Run, make, make_paragraph, restyle
from tonghop.rendering.forms.controls import (
    add_prompt_style,
    make_box,
    make_field,
    make_grey_run,
    make_line_field,
    wrap_runs,
)
from tonghop.rendering.heading import compose_abstract, compute_values, find_page_year
from tonghop.rendering.page import append_to, compute_docx_bytes, make_document, number_pages
from tonghop.rendering.release_docx import (
    BODY,
    CHAPTER,
    TITLE,
    make_addressees,
    make_head_table,
    make_signature,
    make_titles,
)
from tonghop.rendering.text import clean_line, fill_template, format_figure, format_roman, lower_first, raise_first
from tonghop.rendering.totals import name_indicator

HINT_SIZE = 12
REFERENCE_SIZE = 11
_OFFERED = (Scope.PERIOD, Scope.CUMULATIVE)


def render_form(
    plan: Plan,
    unit_code: str,
    period_code: str,
    previous: Sequence[Total] = (),
    *,
    request: Request | None = None,
    example: bool = False,
) -> bytes:
    """The bytes of the form; the same inputs give the same bytes in every process.

    Args:
        plan: The plan of the year.
        unit_code: Who will fill it in.
        period_code: On which period.
        previous: The unit's own figures of the period before, shown in grey and never read back.
        request: What asks for an ad hoc report, if it is one.
        example: Whether the figures are those of the shipped examples, which each page then says.

    Raises:
        ValueError: Vietnamese; the plan does not know the unit or the period, or its outline cannot be filled.
    """
    unit, period = _find_unit(plan, unit_code), _find_period(plan, period_code)
    form = FormId(unit=unit.code, period=period.code)
    values = compute_values(request, plan, period, m.BLANK_SHORT)
    abstract = compose_abstract(request, plan, period, values)
    document = make_document(abstract, unit.name)
    add_prompt_style(document)
    number_pages(document.sections[0], footer=f"{form.code}\n{m.EXAMPLE}" if example else form.code)
    suffix = next(iter(unit.document_codes), f"BC-{unit.code}")
    head = make_head_table(
        plan.issuer.name, unit.name, suffix, plan.issuer.place, find_page_year(request, plan, period)
    )
    opening = fill_template(plan.outline.opening.replace(plan.issuer.name, clean_line(unit.name)), values)
    type_name, *below = make_titles(abstract)
    append_to(document, [head, wrap_runs(type_name, form.tag, m.FORM_HEAD), *below])
    append_to(document, [*make_addressees([_find_addressee(plan, unit)]), make_paragraph(BODY, opening)])
    append_to(document, _make_sections(plan, unit, previous))
    append_to(document, _make_end(plan, unit))
    return compute_docx_bytes(document)


def _find_unit(plan: Plan, code: str) -> Unit:
    unit = plan.find_unit(code)
    if unit is None:
        codes = ", ".join(one.code for one in plan.units)
        raise ValueError(m.FORM_UNKNOWN_UNIT.format(code=code, year=plan.year, codes=codes))
    return unit


def _find_period(plan: Plan, code: str) -> Period:
    period = parse_period(code)
    known = plan.find_period(period) is not None
    if not known and (period.kind is not ReportKind.AD_HOC or period.year != plan.year):
        codes = ", ".join(one.period for one in plan.periods)
        raise ValueError(m.FORM_UNKNOWN_PERIOD.format(code=code, year=plan.year, codes=codes))
    return period


def _find_addressee(plan: Plan, unit: Unit) -> str:
    """The Office, which consolidates; the Office's own report goes to the head of the department."""
    if unit.code != plan.office.unit:
        return clean_line(plan.office.name)
    return m.FORM_ADDRESSEE_OF_OFFICE.format(position=plan.issuer.position, issuer=clean_line(plan.issuer.name))


def _make_sections(plan: Plan, unit: Unit, previous: Sequence[Total]) -> list[Element]:
    parts: list[Element] = []
    for number, section in enumerate(plan.outline.sections, 1):
        heading = f"{format_roman(number)}. {clean_line(section.heading).upper()}"
        parts.append(make_paragraph(CHAPTER, heading))
        if section.written_by == WRITTEN_FROM_ITEMS:
            for item in sorted(plan.items, key=lambda one: one.number):
                if item.number in unit.items:
                    parts += _make_item(item, plan, [total for total in previous if total.item == item.number])
        elif section.subsections:
            for place, part in enumerate(section.subsections, 1):
                parts.append(make_paragraph(TITLE, f"{place}. {raise_first(clean_line(part.heading))}"))
                parts.append(_make_section_field(part))
        else:
            parts.append(_make_section_field(section))
    return parts


def _make_section_field(section: Section) -> Element:
    tag = FormPart(kind=SECTION, of=section.id).tag
    return make_field(tag, clean_line(section.heading), BODY, SECTION_HINT, HINT_SIZE)


def _make_item(item: PlanItem, plan: Plan, previous: Sequence[Total]) -> list[Element]:
    """Its title, the figures of the last period, the box, and room to write."""
    number = str(item.number)
    parts = [make_paragraph(TITLE, f"{number}. {clean_line(item.title).rstrip(' .;:')}")]
    if figures := _compose_figures(plan, previous):
        tag = FormPart(kind=REFERENCE, of=number).tag
        line = _make_reference(f"[{REFERENCE_LEAD} {figures}]")
        parts.append(wrap_runs(line, tag, m.FORM_REFERENCE.format(number=number), locked=True))
    box = make_box(FormPart(kind=NOTHING, of=number).tag, m.FORM_BOX.format(number=number), BODY)
    label = make_paragraph(restyle(BODY, align="left", keep_next=True), f" {NOTHING_LABEL} ")
    label.append(make_grey_run(BODY, Run(NOTHING_NOTE, italic=True, size=REFERENCE_SIZE)))
    label.insert(1, box)
    field = make_field(
        FormPart(kind=ITEM, of=number).tag, m.FORM_ITEM.format(number=number), BODY, ITEM_HINT, HINT_SIZE
    )
    return [*parts, label, field]


def _make_reference(text: str) -> Element:
    look = restyle(BODY, size=REFERENCE_SIZE, keep_next=True)
    paragraph = make_paragraph(look)
    paragraph[0].find(qn("w:spacing")).addprevious(make("keepLines"))
    paragraph.append(make_grey_run(look, Run(text, italic=True)))
    return paragraph


def _compose_figures(plan: Plan, totals: Iterable[Total]) -> str:
    """`đoàn vào: 06 đoàn; tin, bài trên Báo Quảng Trị: 22 tin, bài`, in the order given."""
    told = []
    for total in totals:
        if total.scope in _OFFERED:
            name = lower_first(name_indicator(plan, total))
            figure = format_figure(total.value, total.measure, total.precision, estimate=total.estimate)
            line = m.FORM_FIGURE.format(name=name, figure=figure, measure=total.measure)
            told.append(m.FORM_CUMULATIVE.format(figure=line) if total.scope is Scope.CUMULATIVE else line)
    return "; ".join(told)


def _make_end(plan: Plan, unit: Unit) -> list[Element]:
    is_office = unit.code == plan.office.unit
    words = m.FORM_CLOSING_OF_OFFICE if is_office else m.FORM_CLOSING
    name, office = clean_line(unit.name), clean_line(plan.office.name)
    closing = make_paragraph(restyle(BODY, keep_next=True, after=12), words.format(unit=name, office=office))
    starts = (signer for start, signer in m.FORM_SIGNERS if name.casefold().startswith(start.casefold()))
    look = Look(bold=True, align="center")
    signer = make_line_field(FormPart(kind=NAME).tag, m.FORM_NAME, look, NAME_HINT, HINT_SIZE)
    copies = (m.AS_ABOVE, m.FORM_ARCHIVE.format(unit=unit.code))
    return [closing, make_signature(copies, [next(starts, m.FORM_SIGNER)], signer)]
