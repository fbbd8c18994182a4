"""Pieces of WordprocessingML: runs, fields, text boxes, styles."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code, result):
    begin, separate, end = TURNS.values()
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{run(result)}{end}"


TURNS = {turn: f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")}
STYLES = (
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DamCon"><w:basedOn w:val="Dam"/></w:style>'
    '<w:style w:type="character" w:styleId="Nhan"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="D1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="D2"><w:name w:val="Mục"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
BOX = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
