"""The lines that charts and diagrams show: titles, names of series and categories, texts of a SmartArt's shapes.

Keeps out values that a chart draws as lengths: they stand in no words.
"""

from lxml import etree

from tonghop.reading.docx.package import Package

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
_find_lines = etree.XPath(
    "/dgm:dataModel//dgm:t//a:p | /c:chartSpace//c:title//a:p | /c:chartSpace//c:ser/c:tx//c:v"
    " | /c:chartSpace//c:cat//c:v | /c:chartSpace//c:dLbls[c:showVal[@val='1']]/../c:val//c:v",
    namespaces=_NAMESPACES,
)
_find_texts = etree.XPath("descendant-or-self::*[self::a:t or self::c:v]/text()", namespaces=_NAMESPACES)


def read_picture(package: Package, relation_id: str, handled: set[str]) -> list[str]:
    """The lines of a chart or diagram that the main part names, each once; its part is then `handled`."""
    name = package.relations.get(relation_id, ("", ""))[1]
    root = package.parse_part(name) if name else None
    if root is None:
        return []
    handled.add(name)
    lines = ("".join(_find_texts(found)).strip() for found in _find_lines(root))
    return [line for line in dict.fromkeys(lines) if line]
