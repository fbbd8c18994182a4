"""What the style sheet of a workbook says of cells: number format, font, bold. Keeps out colours and borders."""

from typing import NamedTuple

from tonghop.reading.sheets.package import Element, find_all, is_on, local

_DAY = "dd/mm/yyyy"
_ACCOUNTING = "#,##0{0}_);(#,##0{0})"
# The formats that Excel knows by number alone, as it shows them in Vietnamese.
_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{14: _DAY, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: f"{_DAY} h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
    **dict.fromkeys((37, 38), _ACCOUNTING.format("")),
    **dict.fromkeys((39, 40), _ACCOUNTING.format(".00")),
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"'),
    **dict.fromkeys((*range(27, 37), *range(50, 59)), _DAY),
}
GENERAL = "General"


class CellLook(NamedTuple):
    """The number format's code, the font's name, and whether it is bold."""

    code: str = GENERAL
    font: str | None = None
    bold: bool = False


def read_looks(root: Element | None) -> list[CellLook]:
    """The looks that cells name by their position."""
    if root is None:
        return []
    codes = dict(_BUILT_IN)
    for element in find_all(root, "numFmt"):
        if (element.get("numFmtId") or "").isdigit():
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", GENERAL)
    fonts: list[tuple[str | None, bool]] = []
    looks: list[CellLook] = []
    for group in root:
        if local(group) == "fonts":
            fonts = [_read_font(font) for font in group if local(font) == "font"]
        elif local(group) == "cellXfs":
            looks = [_read_look(look, codes, fonts) for look in group if local(look) == "xf"]
    return looks


def _read_font(font: Element) -> tuple[str | None, bool]:
    values = {local(child): child.get("val") for child in font}
    return values.get("name"), "b" in values and (values["b"] is None or is_on(values["b"]))


def _read_look(look: Element, codes: dict[int, str], fonts: list[tuple[str | None, bool]]) -> CellLook:
    code, font = (int(value) if (value := look.get(name, "0")).isdigit() else 0 for name in ("numFmtId", "fontId"))
    name, bold = fonts[font] if font < len(fonts) else (None, False)
    return CellLook(codes.get(code, GENERAL), name, bold)
