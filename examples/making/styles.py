"""The styles and lists of the example .docx files as direct XML: Times New Roman, numbered headings, bullets."""

from docx.oxml.ns import nsdecls

HEADING_LIST = 1
BULLET_LIST = 2
TASK_LIST = 3

_TIMES = "Times New Roman"
_FONT = f'<w:rFonts w:ascii="{_TIMES}" w:hAnsi="{_TIMES}" w:eastAsia="{_TIMES}" w:cs="{_TIMES}"/>'
_SIZE = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
_BODY = '<w:spacing w:before="0" w:after="120"/>{indent}<w:jc w:val="both"/>'
_INDENT = '<w:ind w:firstLine="720"/>'


def _paragraph_style(
    name: str,
    identity: str,
    properties: str = "",
    *,
    bold: bool = False,
    caps: bool = False,
    following: str = "BodyText",
) -> str:
    looks = ("<w:b/>" if bold else "") + ("<w:caps/>" if caps else "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{looks}</w:rPr></w:style>'
    )


def _numbered(list_id: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def _level(level: int, form: str, text: str, style: str = "", looks: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{_INDENT}</w:pPr>'
        f"<w:rPr>{_FONT}{looks}</w:rPr></w:lvl>"
    )


def _list(list_id: int, kind: str, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{list_id}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'


STYLES = (
    f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}{_SIZE}"
    '<w:lang w:val="vi-VN" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '</w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
    + _paragraph_style("Body Text", "BodyText", _BODY.format(indent=_INDENT))
    + _paragraph_style(
        "heading 1",
        "Heading1",
        f'<w:keepNext/>{_numbered(HEADING_LIST, 0)}{_BODY.format(indent="")}<w:outlineLvl w:val="0"/>',
        bold=True,
        caps=True,
    )
    + _paragraph_style(
        "heading 2",
        "Heading2",
        f'<w:keepNext/>{_numbered(HEADING_LIST, 1)}{_BODY.format(indent="")}<w:outlineLvl w:val="1"/>',
        bold=True,
    )
    + _paragraph_style(
        "List Bullet",
        "ListBullet",
        f"{_numbered(BULLET_LIST, 0)}{_BODY.format(indent='')}",
        following="ListBullet",
    )
    + "</w:styles>"
)

NUMBERINGS = (
    f"<w:numbering {nsdecls('w')}>"
    + _list(
        HEADING_LIST,
        "multilevel",
        _level(0, "upperRoman", "%1.", "Heading1", "<w:b/>") + _level(1, "decimal", "%2.", "Heading2", "<w:b/>"),
    )
    + _list(BULLET_LIST, "singleLevel", _level(0, "bullet", "-", "ListBullet"))
    + _list(TASK_LIST, "singleLevel", _level(0, "decimal", "%1."))
    + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (HEADING_LIST, BULLET_LIST, TASK_LIST)
    )
    + "</w:numbering>"
)
