"""Markup of any kind -> its words as lines, for the secrecy gate alone: shown, in attributes, in comments, escaped.

Keeps out order and place, which the readers of each format know, and where the markup comes from (salvage.py).
"""

import html
import re

from tonghop.reading.cleaning import find_segments

# Tags that stand inside a line of text; at any other closing tag or break the line ends.
_INLINE = (
    "r|t|rPr|ins|del|moveTo|moveFrom|delText|hyperlink|smartTag|smartTagPr|sdt|sdtPr|sdtContent|fldSimple|bookmarkStart"
    "|bookmarkEnd|proofErr|rFonts|b|i|u|bCs|iCs|lang|sz|szCs|color|span|a|s|font|strong|em|pPr|caps|rFont|family|scheme|charset|vertAlign|strike"
)
_INLINE_TAG = re.compile(rf"</?(?:[\w.-]+:)?(?:{_INLINE})(?=[\s/>])[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_COMMENT_ENDS = re.compile(r"<!--|-->")
_FOREIGN = r"[^\x00-%'-\x7f]"
"""An ampersand or any character beyond ASCII: a class of what it is not compiles a hundred times as fast."""
_VALUE = re.compile(rf"""=\s*(?:"([\x00-!#-%'-;=-\x7f]*{_FOREIGN}[^"<]*)"|'([\x00-%(-;=-\x7f]*{_FOREIGN}[^'<]*)')""")
"""Of an attribute that holds more than ASCII, as every mark does."""
_ESCAPE = re.compile(r"\\(?:u(1e[0-9a-f]{2})|0{0,2}(1e[0-9a-f]{2})\s?)", re.IGNORECASE)
"""A Vietnamese letter as JSON and scripts, or style sheets write it."""
_PAGE_HEAD_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|[A-Z])')  # &C&"Times New Roman,Bold"&14 in a sheet's page header


def markup_to_lines(text: str) -> list[str]:
    """XML or HTML without its tags, one line per paragraph-like element, with the words of attributes and comments."""
    values = [html.unescape(first or second) for first, second in _VALUE.findall(text)]
    plain = _TAG.sub("\n", _INLINE_TAG.sub("", _COMMENT_ENDS.sub("\n", text)))
    text = "\n".join([html.unescape(plain), *values, *(_TAG.sub("\n", value) for value in values if "<" in value)])
    if _ESCAPE.search(text):
        text += "\n" + _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    return to_lines(text) + [line for line in to_lines(_PAGE_HEAD_CODE.sub("\n", text)) if "&" in text]


def unescape_lines(text: str) -> list[str]:
    """The lines of a plain text that bears letters as HTML or JSON write them; [] when none does."""
    if "&#" not in text and _ESCAPE.search(text) is None:
        return []
    return [line for line in markup_to_lines(text) if not line.isascii()]


def to_lines(text: str) -> list[str]:
    """Its lines, and under each what stands apart on it."""
    lines: list[str] = []
    for raw in filter(str.strip, text.splitlines()):
        lines += [" ".join(raw.split()), "\n".join(find_segments(raw))]
    return [line for line in lines if line]
