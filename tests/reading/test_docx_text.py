"""Which characters of a .docx are read."""

import pytest

from tonghop.reading.docx import reader
from tonghop.reading.limits import Limits


def _run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code, result):
    turns = {turn: f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")}
    return (
        f"{turns['begin']}<w:r><w:instrText>{code}</w:instrText></w:r>{turns['separate']}{_run(result)}{turns['end']}"
    )


SHOWN = {
    "runs join": (_run("Tổ ") + _run("chức"), "Tổ chức"),
    "inserted": (f'<w:ins w:id="1">{_run("07")}</w:ins>{_run(" đoàn")}', "07 đoàn"),
    "moved to": (f'<w:moveTo w:id="1">{_run("07 đoàn")}</w:moveTo>', "07 đoàn"),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('05 lớp')}</w:sdtContent></w:sdt>", "05 lớp"),
    "hyperlink": (f"<w:hyperlink>{_run('dostquangtri')}</w:hyperlink>", "dostquangtri"),
    "smart tag": (f"<w:smartTag><w:smartTagPr/>{_run('Lào')}</w:smartTag>", "Lào"),
    "custom XML": (f"<w:customXml>{_run('Lào')}</w:customXml>", "Lào"),
    "simple field": (f'<w:fldSimple w:instr="DATE">{_run("12/6")}</w:fldSimple>', "12/6"),
    "field result without its code": (_field("MERGEFIELD tong", "41"), "41"),
    "nested field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + _field("PAGE", "9")
        + "<w:r><w:instrText>IF</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + _run("đúng")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "đúng",
    ),
    "a field that never ends hides no later text": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p>' + _run("sau"),
        "sau",
    ),
    "tab": ("<w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t></w:r>", "Số 12"),
    "line break": ("<w:r><w:t>một </w:t><w:br/><w:t> hai</w:t></w:r>", "một\nhai"),
    "no-break hyphen": ("<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>CN</w:t></w:r>", "KH-CN"),
    "NFD split over runs": (_run("Vie\u0323") + _run("\u0302t"), "Việt"),
    "invisible characters": (_run("Quảng\u200b \u00a0Tr\u00adị\ufeff"), "Quảng Trị"),
    "Eth is the look-alike of Đ": (_run("\u00d0ón 02 đoàn"), "Đón 02 đoàn"),
    "capitals by format": (_run("tuyệt mật", "<w:caps/>"), "TUYỆT MẬT"),
    "alternative content once": (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{_run('một')}</mc:Choice>"
        f"<mc:Fallback>{_run('hai')}</mc:Fallback></mc:AlternateContent>",
        "một",
    ),
    "fallback when there is no choice": (
        f"<mc:AlternateContent><mc:Fallback>{_run('hai')}</mc:Fallback></mc:AlternateContent>",
        "hai",
    ),
    "formula": ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
    "symbol": ('<w:r><w:t>số dự án </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r>', "số dự án ≥ 5"),
    "unknown wrapper": (f"<w:somethingNew>{_run('mới')}</w:somethingNew>", "mới"),
}

HIDDEN = {
    "deleted": '<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>',
    "moved from": f'<w:moveFrom w:id="1">{_run("12")}</w:moveFrom>',
    "hidden run": _run("12", "<w:vanish/>"),
    "hidden by character style": _run("12", '<w:rStyle w:val="An"/>'),
    "field code": _field("12", ""),
    "placeholder of an empty control": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_run('12')}</w:sdtContent></w:sdt>"
    ),
}
STYLES = (
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DamCon"><w:basedOn w:val="Dam"/></w:style>'
    '<w:style w:type="character" w:styleId="Nhan"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="D1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="D2"><w:name w:val="Mục"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)


@pytest.mark.parametrize(("content", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_word_shows_is_read_once(read_docx, content, expected):
    assert [block.text for block in read_docx(f"<w:p>{content}</w:p>").blocks] == [expected]


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_what_word_does_not_show_is_never_read_but_kept_for_the_gate(read_docx, content):
    reading = read_docx(f"<w:p>{_run('còn')}{content}</w:p>", styles=STYLES)
    assert [block.text for block in reading.blocks] == ["còn"]
    assert "12" in " ".join(reading.unseen)


def test_a_deleted_paragraph_mark_joins_two_paragraphs_at_the_place_of_the_second(read_docx):
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{_run('Tổ chức ')}</w:p>"
    (block,) = read_docx(f"{first}<w:p>{_run('03 lớp')}</w:p>").blocks
    assert (block.locator, block.text) == ("body/p2", "Tổ chức 03 lớp")


def test_tracked_changes_and_hidden_text_are_told_with_their_count(read_docx):
    body = f"<w:p><w:ins w:id='1'>{_run('a')}</w:ins>{HIDDEN['deleted']}{_run('b', '<w:vanish/>')}</w:p>"
    findings = {finding.key: dict(finding.values) for finding in read_docx(body).findings}
    assert findings == {"tracked-changes": {"count": 2}, "hidden-text": {}}


@pytest.mark.parametrize(
    ("paragraph", "bold"),
    [
        (_run("I. KẾT QUẢ", "<w:b/>"), True),
        (_run("I. ") + _run("KẾT QUẢ", "<w:b/>"), False),
        (_run("  ") + _run("KẾT QUẢ", "<w:b/>") + _run("."), True),
        (_run("x", '<w:b w:val="0"/>'), False),
        ('<w:pPr><w:pStyle w:val="DamCon"/></w:pPr>' + _run("x"), True),
        ('<w:pPr><w:pStyle w:val="DamCon"/></w:pPr>' + _run("x", '<w:b w:val="false"/>'), False),
        ('<w:pPr><w:pStyle w:val="Dam"/></w:pPr>' + _run("x", '<w:rStyle w:val="Nhan"/>'), False),  # toggles cancel
        (_run("x", '<w:rStyle w:val="Nhan"/>'), True),
        (_run("..."), False),
    ],
)
def test_bold_means_every_visible_letter_after_styles(read_docx, paragraph, bold):
    (block,) = read_docx(f"<w:p>{paragraph}</w:p>", styles=STYLES).blocks
    assert block.bold is bold


@pytest.mark.parametrize(
    ("properties", "kind", "level"),
    [
        ('<w:pStyle w:val="D1"/>', "heading", 0),
        ('<w:pStyle w:val="D2"/>', "heading", 1),
        ('<w:outlineLvl w:val="2"/>', "heading", 2),
        ('<w:pStyle w:val="D1"/><w:outlineLvl w:val="9"/>', "paragraph", None),
        ('<w:pStyle w:val="Dam"/>', "paragraph", None),
    ],
)
def test_only_outline_levels_make_headings(read_docx, properties, kind, level):
    (block,) = read_docx(f"<w:p><w:pPr>{properties}</w:pPr>{_run('x')}</w:p>", styles=STYLES).blocks
    assert (block.kind, block.level) == (kind, level)


@pytest.mark.parametrize(
    ("font", "text", "told"),
    [
        (".VnTime", "B¸o c¸o", True),
        ("VNI-Times", "Baùo caùo", True),
        (".VnTime", "Báo cáo đầy đủ", False),  # Unicode text that only names an old font
        (".VnTime", "12/BC", False),
        ("Times New Roman", "café", False),
    ],
)
def test_text_in_a_legacy_font_goes_to_a_person(read_docx, font, text, told):
    properties = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    findings = read_docx(f"<w:p>{_run(text, properties)}</w:p>").findings
    assert [(finding.key, finding.values["fonts"]) for finding in findings] == ([("legacy-font", font)] if told else [])


def test_a_soft_hyphen_in_a_legacy_font_is_a_letter(read_docx):
    properties = '<w:rFonts w:hAnsi=".VnTime"/>'
    (block,) = read_docx("<w:p>" + _run("ch\u00ad¬ng", properties) + "</w:p>").blocks
    assert block.text == "ch\u00ad¬ng"


def test_strict_files_read_like_others(make_docx):
    data = make_docx(f"<w:p>{_run('Báo cáo')}</w:p>")
    strict = make_docx(
        extra={
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:background/>'
            "<w:body><w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p></w:body></w:document>"
        }
    )
    assert reader.read(strict, Limits()).blocks == reader.read(data, Limits()).blocks


def test_text_of_parts_that_nobody_reads_is_kept_for_the_gate(make_docx):
    data = make_docx(
        f"<w:p>{_run('Báo cáo')}</w:p>",
        extra={
            "docProps/core.xml": "<c><title>Tiêu đề</title><keywords>khóa</keywords></c>",
            "word/glossary/document.xml": "<w:d><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></w:d>",
            "word/charts/chart1.xml": "<c:x xmlns:c='y'><c:v>trong biểu đồ</c:v></c:x>",
            "word/embeddings/nested.docx": make_docx(f"<w:p>{_run('bên trong')}</w:p>"),
            "word/afchunk.htm": "<p>đoạn chèn</p>",
        },
    )
    unseen = reader.read(data, Limits()).unseen
    assert {"Tiêu đề", "khóa", "MẬT", "trong biểu đồ", "bên trong", "đoạn chèn"} <= set(unseen)


def test_text_that_the_walk_misses_is_kept_for_the_gate(read_docx):
    body = (
        f"<w:p>{_run('x')}<mc:AlternateContent><mc:Choice Requires='new'/><mc:Fallback><w:r><w:t>chỉ ở đây</w:t></w:r>"
        "</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert "chỉ ở đây" in " ".join(read_docx(body).unseen)
