"""The release copy (bản phát hành) in the format of Decree 30, Annex I; the internal copy shares its page parts.

Add here the order and looks of the official page. Keep out the words (composing, heading) and anything internal:
no unit's lateness, file name, hash or finding may reach this module's output.
"""

from collections.abc import Sequence

from schemas.plan import Plan
from schemas.report import Report, Total
from tonghop.rendering import messages as m
from tonghop.rendering.by_unit import list_columns, show_parts, tell_difference
from tonghop.rendering.composing import Kind, Line, compose_body
from tonghop.rendering.elements import (
    CellContent,
    Element,
    Look,
    Run,
    make_gap,
    make_paragraph,
    make_rule,
    make_table,
    restyle,
)
from tonghop.rendering.heading import Heading, compose_heading
from tonghop.rendering.measuring import compute_balanced_width_mm, compute_bold_width_mm, wrap_bold
from tonghop.rendering.page import (
    LANDSCAPE_WIDTH_MM,
    TEXT_WIDTH_MM,
    add_section,
    append_to,
    compute_docx_bytes,
    make_document,
    number_pages,
)
from tonghop.rendering.text import clean_line, raise_first
from tonghop.rendering.totals import (
    compose_total_note,
    format_total,
    is_revised,
    name_indicator,
    sort_totals,
    tell_extent,
    tell_parts,
)

HEAD_COLUMNS_MM = (70, 97)  # Quốc hiệu needs 88.3 mm at 12 points
SIGN_COLUMNS_MM = (80, 80)
SHORT_RULE_RATIO = 0.4  # Decree 30: a third to a half of the text
BODY = Look(align="both", first_line=12.7, after=6, line=1.1, style="BodyText")
CHAPTER = Look(bold=True, align="both", first_line=12.7, before=6, after=6, line=1.1, keep_next=True, style="Heading1")
TITLE = Look(bold=True, align="both", first_line=12.7, after=6, line=1.1, keep_next=True, style="Heading2")
CELL = Look(size=13, before=2, after=2)
FIGURE_WIDTHS_MM = (13, 72, 27, 22, 26)


def render_release_docx(report: Report, plan: Plan) -> bytes:
    """The bytes of report.docx; their sha256 is the identity of a version.

    The same report gives the same bytes in every process; neither the version's number nor the time goes in.

    Raises:
        ValueError: Vietnamese; the plan's outline cannot be filled.
    """
    heading = compose_heading(report, plan, blank=m.BLANK_SHORT)
    document = make_document(heading.abstract, plan.issuer.name)
    number_pages(document.sections[0], footer=m.EXAMPLE if report.example else "")
    append_to(document, make_front(heading, plan))
    append_to(document, (make_line(line) for line in compose_body(report, plan) if not line.internal))
    append_to(document, make_end(heading, plan))
    add_section(document, restart=True)
    append_to(document, make_figures_annex(report, plan, heading))
    return compute_docx_bytes(document)


def make_front(heading: Heading, plan: Plan) -> list[Element]:
    """From Quốc hiệu to the opening sentence."""
    issuer = plan.issuer
    head = make_head_table(issuer.parent, issuer.name, issuer.number_suffix, issuer.place, heading.year)
    parts = [head, *make_titles(heading.abstract), *make_addressees(heading.addressees)]
    parts += [make_paragraph(restyle(BODY, italic=True), basis) for basis in heading.bases]
    return [*parts, make_paragraph(BODY, heading.opening)]


def make_head_table(parent: str, name: str, suffix: str, place: str, year: int) -> Element:
    """The head of page 1: who issues under whom, Quốc hiệu; number, place and day to be filled in."""
    left, right = HEAD_COLUMNS_MM
    parent, name = parent.upper(), name.upper()
    body_width = max(compute_bold_width_mm(line, 12) for line in wrap_bold(name, 12, left))
    number = Run(m.NUMBER_BLANK.format(suffix=suffix), preserved=True)
    day = Run(m.DATE_BLANK.format(place=place, year=year), preserved=True)
    rows = [
        (
            CellContent(
                (
                    make_paragraph(Look(size=12, align="center"), parent),
                    make_paragraph(Look(size=12, bold=True, align="center"), name),
                    make_rule(body_width * SHORT_RULE_RATIO, left),
                )
            ),
            CellContent(
                (
                    make_paragraph(Look(size=12, bold=True, align="center"), m.MOTTO_STATE),
                    make_paragraph(Look(size=13, bold=True, align="center"), m.MOTTO),
                    make_rule(compute_bold_width_mm(m.MOTTO, 13), right),
                )
            ),
        ),
        (
            CellContent((make_paragraph(Look(size=13, align="center", before=4), number),)),
            CellContent((make_paragraph(Look(size=13, italic=True, align="center", before=4), day),)),
        ),
    ]
    return make_table(HEAD_COLUMNS_MM, rows, borders=False, padding_mm=0)


def make_titles(abstract: str) -> list[Element]:
    """BÁO CÁO, the abstract and the line under it."""
    width = compute_balanced_width_mm(abstract, 14, TEXT_WIDTH_MM)
    widest = max(compute_bold_width_mm(line, 14) for line in wrap_bold(abstract, 14, width))
    side = (TEXT_WIDTH_MM - width) / 2
    return [
        make_paragraph(Look(bold=True, align="center", before=18), m.TYPE_NAME.upper()),
        make_paragraph(Look(bold=True, align="center", left=side, right=side, after=2), abstract),
        make_rule(widest * SHORT_RULE_RATIO, TEXT_WIDTH_MM),
    ]


def make_addressees(addressees: Sequence[str]) -> list[Element]:
    """One addressee on the line of Kính gửi, several on lines of their own."""
    if len(addressees) == 1:
        return [make_paragraph(Look(align="center", before=12, after=12), f"{m.ADDRESSED} {addressees[0]}")]
    ends = [";"] * (len(addressees) - 1) + ["."]
    return [
        make_paragraph(Look(left=30, before=12, keep_next=True), m.ADDRESSED),
        *(
            make_paragraph(Look(left=55, first_line=-4, after=12 if end == "." else 0), f"- {name}{end}")
            for name, end in zip(addressees, ends, strict=True)
        ),
    ]


def make_line(line: Line, *, internal: bool = False) -> Element:
    """One paragraph of the body; the internal copy adds its note and names a blank."""
    if line.kind is Kind.CHAPTER:
        return make_paragraph(CHAPTER, line.text)
    if line.kind is Kind.TITLE:
        return make_paragraph(TITLE, line.text)
    if internal and line.kind is Kind.BLANK:
        return make_paragraph(BODY, Run(m.TO_COMPLETE, bold=True))
    text = f"- {line.text}" if line.kind is Kind.ENTRY else line.text
    notes = [Run(f" {line.note}", italic=True)] if internal and line.note else []
    return make_paragraph(BODY, text, *notes)


def make_end(heading: Heading, plan: Plan) -> list[Element]:
    """The closing sentence and the signature block, which stay on one page."""
    issuer = plan.issuer
    offices = [office for office in (issuer.on_behalf, issuer.position) if office]
    signer = make_paragraph(Look(bold=True, align="center"), issuer.signer)
    closing = make_paragraph(restyle(BODY, keep_next=True, after=12), heading.closing)
    return [closing, make_signature((*heading.copies, heading.archive), offices, signer)]


def make_signature(copies: Sequence[str], offices: Sequence[str], signer: Element) -> Element:
    """Nơi nhận on the left; office, room to sign and seal, and name on the right."""
    ends = [";"] * (len(copies) - 1) + ["."]
    left = [make_paragraph(Look(size=12, bold=True, italic=True, keep_next=True), m.RECIPIENTS)]
    left += [
        make_paragraph(Look(size=11, left=2, first_line=-2, keep_next=True), f"- {line}{end}")
        for line, end in zip(copies, ends, strict=True)
    ]
    look = Look(bold=True, align="center", keep_next=True)
    right = [make_paragraph(look, office.upper()) for office in offices]
    right += [make_paragraph(look) for _ in range(4)]  # room to sign and seal
    cells = (CellContent(tuple(left)), CellContent((*right, signer)))
    return make_table(SIGN_COLUMNS_MM, [cells], borders=False, padding_mm=0)


def make_figures_annex(report: Report, plan: Plan, heading: Heading, *, internal: bool = False) -> list[Element]:
    """Phụ lục I: every total of the report, by item."""
    title = heading.annex_title.upper()
    side = (
        (LANDSCAPE_WIDTH_MM if internal else TEXT_WIDTH_MM) - compute_balanced_width_mm(title, 14, TEXT_WIDTH_MM)
    ) / 2
    attached = m.ANNEX_ATTACHED.format(
        suffix=plan.issuer.number_suffix, year=heading.year, issuer=clean_line(plan.issuer.name)
    )
    titles = [
        make_paragraph(Look(bold=True, align="center", style="Heading1"), m.ANNEX),
        make_paragraph(Look(bold=True, align="center", left=side, right=side), title),
        make_paragraph(Look(size=13, italic=True, align="center", after=12), Run(attached, preserved=True)),
    ]
    return [*titles, _make_figures_table(report, plan, internal=internal), make_gap()]


def _share_widths(units: int) -> list[float]:
    """Of the internal annex across a page: a column per unit, the name of the figure has the rest."""
    fixed = (13, 27, 22, 26, 34)
    number, measure, scope, figure, note = fixed
    rest = LANDSCAPE_WIDTH_MM - sum(fixed)
    unit = min(20.0, (rest - 50) / units) if units else 0.0
    return [number, rest - unit * units, measure, scope, figure, *([unit] * units), note]


def _note_inside(report: Report, total: Total) -> str:
    return "; ".join(filter(None, (compose_total_note(report, total), tell_difference(report, total))))


def _make_figures_table(report: Report, plan: Plan, *, internal: bool) -> Element:
    head = restyle(CELL, bold=True, align="center")
    middle = restyle(CELL, align="center")
    units = list_columns(report, plan) if internal else ()
    titles = [*m.FIGURE_COLUMNS, *units, *([m.NOTE_COLUMN] if internal else [])]
    widths = _share_widths(len(units)) if internal else FIGURE_WIDTHS_MM
    rows = [[CellContent((make_paragraph(head, title),)) for title in titles]]
    for item in sorted(plan.items, key=lambda one: one.number):
        label = make_paragraph(restyle(head, keep_next=True), str(item.number))
        name = make_paragraph(restyle(CELL, bold=True, keep_next=True), item.title)
        rows.append([CellContent((label,)), CellContent((name,), span=len(titles) - 1)])
        totals = sort_totals(report, item)
        for number, total in enumerate(totals, 1):
            values = (
                (middle, f"{item.number}.{number}"),
                (CELL, raise_first(name_indicator(plan, total))),
                (middle, total.measure),
                (middle, total.scope.label),
                (restyle(CELL, align="right"), format_total(report, total)),
                *(
                    [(restyle(CELL, align="right"), part) for part in show_parts(report, plan, total)]
                    if internal
                    else []
                ),
                *([(CELL, _note_inside(report, total))] if internal else []),
            )
            rows.append([CellContent((make_paragraph(look, text),)) for look, text in values])
            revised = m.REVISED if is_revised(report, total) else ""
            told = raise_first("; ".join(filter(None, (tell_extent(report, plan, total), tell_parts(total), revised))))
            if told:
                note = make_paragraph(restyle(CELL, italic=True), told)
                rows.append([CellContent((make_paragraph(middle),)), CellContent((note,), span=len(titles) - 1)])
        if not totals:
            nothing = make_paragraph(restyle(CELL, italic=True), m.NO_FIGURES)
            rows.append([CellContent((make_paragraph(middle),)), CellContent((nothing,), span=len(titles) - 1)])
    return make_table(widths, rows)
