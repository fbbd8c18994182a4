"""A native Word bar chart (DrawingML) with its own small workbook, so that Word can also edit its data.

Add here what the chart part holds. Keep out what is counted (coverage).
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tonghop.rendering import messages as m
from tonghop.rendering.elements import Element, Look, make, make_paragraph
from tonghop.rendering.text import clean_line

EMU_PER_MM = 36_000
BAR_COLOUR = "2F6DA3"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SHEET = "Sheet1"
_FIXED_DATE = datetime(1980, 1, 1)  # noqa: DTZ001  (a file property without a zone; fixed, so that bytes repeat)


def make_chart_paragraph(
    document: WordDocument, title: str, values: Sequence[tuple[str, int]], *, width_mm: float, height_mm: float
) -> Element:
    """Add the chart's parts to the document and return the paragraph that shows it.

    Args:
        document: The document that is being built.
        title: Of the row of numbers, in the chart's own data.
        values: (label, count) per bar, at least one.
        width_mm: Width on the page.
        height_mm: Height on the page.
    """
    package = document.part.package
    chart = Part(PackURI("/word/charts/chart1.xml"), CT.DML_CHART, _compose_chart(title, values).encode(), package)
    sheet = PackURI("/word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    data = Part(sheet, CT.SML_SHEET, _render_data(title, values), package)
    chart.relate_to(data, RT.PACKAGE)  # the first relationship of a new part is rId1, as its externalData says
    key = document.part.relate_to(chart, RT.CHART)
    alternative = quoteattr(m.CHART_ALT.format(values="; ".join(f"{label}: {count}" for label, count in values)))
    inline = parse_xml(
        f'<wp:inline xmlns:wp="{_WP}" xmlns:a="{_A}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{round(width_mm * EMU_PER_MM)}" cy="{round(height_mm * EMU_PER_MM)}"/>'
        f'<wp:docPr id="1" name="Chart 1" descr={alternative}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline>"
    )
    paragraph = make_paragraph(Look(align="center", before=6, after=6))
    paragraph.append(make("r", make("drawing", inline)))
    return paragraph


def _compose_chart(title: str, values: Sequence[tuple[str, int]]) -> str:
    last = len(values) + 1
    labels = _compose_cache((label for label, _ in values), "str")
    counts = _compose_cache((str(count) for _, count in values), "num")
    head = escape(clean_line(title))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        # The caption below it names the chart.
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        '<c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!$B$1</c:f>{_compose_cache([head], 'str', escaped=True)}</c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{BAR_COLOUR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f>{labels}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!$B$2:$B${last}</c:f>{counts}</c:numRef></c:val></c:ser>"
        '<c:gapWidth val="60"/><c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>'
        f"{_compose_axes(max(count for _, count in values))}</c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1100"><a:latin typeface="Times New Roman"/>'
        '<a:cs typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _compose_axes(top: int) -> str:
    step = max(1, -(-top // 10))  # whole steps: half an activity does not exist
    line = '<c:spPr><a:ln><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln></c:spPr>'
    return (
        '<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line.format("808080")}<c:crossAx val="222222222"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines>{line.format("D9D9D9")}</c:majorGridlines>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{line.format("808080")}<c:crossAx val="111111111"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{step}"/></c:valAx>'
    )


def _compose_cache(values: Iterable[str], kind: str, *, escaped: bool = False) -> str:
    texts = [value if escaped else escape(clean_line(value)) for value in values]
    points = "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts))
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return f'<c:{kind}Cache>{form}<c:ptCount val="{len(texts)}"/>{points}</c:{kind}Cache>'


def _render_data(title: str, values: Sequence[tuple[str, int]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _FIXED_DATE})
    sheet = book.add_worksheet(_SHEET)
    sheet.set_column(0, 0, 20)
    sheet.write_string(0, 1, clean_line(title))
    for row, (label, count) in enumerate(values, 1):
        sheet.write_string(row, 0, clean_line(label))
        sheet.write_number(row, 1, count)
    book.close()
    return out.getvalue()
