"""Which characters of a .docx are read."""

import pytest

from tests.reading.docx_xml import BOX, STYLES, TURNS, W, field, run
from tonghop.reading.docx import reader
from tonghop.reading.limits import Limits


def _m(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _fraction(num, den, type_="bar"):
    kind = f'<m:fPr><m:type m:val="{type_}"/></m:fPr>'
    return f"<m:oMath><m:f>{kind}<m:num>{_m(num)}</m:num><m:den>{_m(den)}</m:den></m:f></m:oMath>"


def _script(name, **scripts):
    inner = "".join(f"<m:{place}>{_m(text)}</m:{place}>" for place, text in scripts.items())
    return f"<m:oMath><m:{name}><m:e>{_m('10')}</m:e>{inner}</m:{name}></m:oMath>"


def _form(data):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>'
    return begin + '<w:instrText>FORM</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'


SHOWN = {
    "runs join": (run("Tổ ") + run("chức"), "Tổ chức"),
    "inserted": (f'<w:ins w:id="1">{run("07")}</w:ins>{run(" đoàn")}', "07 đoàn"),
    "moved to": (f'<w:moveTo w:id="1">{run("07 đoàn")}</w:moveTo>', "07 đoàn"),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('05 lớp')}</w:sdtContent></w:sdt>", "05 lớp"),
    "hyperlink": (f"<w:hyperlink>{run('dostquangtri')}</w:hyperlink>", "dostquangtri"),
    "smart tag": (f"<w:smartTag><w:smartTagPr/>{run('Lào')}</w:smartTag>", "Lào"),
    "custom XML": (f"<w:customXml>{run('Lào')}</w:customXml>", "Lào"),
    "simple field": (f'<w:fldSimple w:instr="DATE">{run("12/6")}</w:fldSimple>', "12/6"),
    "field result without its code": (field("MERGEFIELD tong", "41"), "41"),
    "nested field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("PAGE", "9")
        + "<w:r><w:instrText>IF</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("đúng")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "đúng",
    ),
    "a field that never ends hides no later text": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p>' + run("sau"),
        "sau",
    ),
    "tab": ("<w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t></w:r>", "Số 12"),
    "line break": ("<w:r><w:t>một </w:t><w:br/><w:t> hai</w:t></w:r>", "một\nhai"),
    "no-break hyphen": ("<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>CN</w:t></w:r>", "KH-CN"),
    "NFD split over runs": (run("Vie\u0323") + run("\u0302t"), "Việt"),
    "invisible characters": (run("Quảng\u200b \u00a0Tr\u00adị\ufeff"), "Quảng Trị"),
    "Eth is the look-alike of Đ": (run("\u00d0ón 02 đoàn"), "Đón 02 đoàn"),
    "capitals by format": (run("tuyệt mật", "<w:caps/>"), "TUYỆT MẬT"),
    "alternative content once": (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{run('một')}</mc:Choice>"
        f"<mc:Fallback>{run('hai')}</mc:Fallback></mc:AlternateContent>",
        "một",
    ),
    "fallback when there is no choice": (
        f"<mc:AlternateContent><mc:Fallback>{run('hai')}</mc:Fallback></mc:AlternateContent>",
        "hai",
    ),
    "formula": ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
    "fraction": (f"{run('đạt ')}{_fraction('1', '2')}{run(' kế hoạch')}", "đạt 1/2 kế hoạch"),
    "mixed number": (f"<m:oMath>{_m('2')}{_fraction('1', '2')}</m:oMath>{run('5')}", "2 1/2 5"),
    "a figure's comma at a fraction": (f"{_fraction('1', '2')}{run(',5')}", "1/2 ,5"),
    "the end of a sentence at a fraction": (f"{run('(')}{_fraction('1', '2')}{run('). Sau')}", "(1/2). Sau"),
    "fraction of sums": (_fraction("a+b", "2"), "(a+b)/2"),
    "binomial": (f"<m:d><m:e>{_fraction('5', '2', 'noBar')}</m:e></m:d>", "(5 2)"),
    "power": (_script("sSup", sup="6") + run("5 đồng"), "10^6 5 đồng"),
    "negative power": (_script("sSup", sup="-6"), "10^(-6)"),
    "index": (_script("sSub", sub="2"), "10_2"),
    "index and power": (_script("sSubSup", sub="2", sup="3"), "10_2^3"),
    "limit": (f"<m:limLow><m:e>{_m('lim')}</m:e><m:lim>{_m('n')}</m:lim></m:limLow>", "lim_n"),
    "root": (f"{run('2')}<m:rad><m:deg/><m:e>{_m('9')}</m:e></m:rad>{run('1')}", "2√9 1"),
    "cubic root": (f"{run('2')}<m:rad><m:deg>{_m('3')}</m:deg><m:e>{_m('9')}</m:e></m:rad>", "2[3]√9"),
    "sum": (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{_m("i=1")}</m:sub><m:sup>{_m("9")}</m:sup>'
        f"<m:e><m:d><m:e>{_m('1')}</m:e><m:e>{_m('2')}</m:e></m:d></m:e></m:nary>",
        "∑_(i=1)^9 (1|2)",
    ),
    "brackets that are none": (
        f'{_m("1")}<m:d><m:dPr><m:begChr m:val=""/><m:sepChr/><m:endChr m:val=""/></m:dPr><m:e>{_m("2")}</m:e>'
        f"<m:e>{_m('3')}</m:e></m:d>{_m('4')}",
        "1 2 3 4",
    ),
    "matrix": (
        "<m:m>" + f"<m:mr><m:e>{_m('1')}</m:e><m:e>{_m('2')}</m:e></m:mr>" * 2 + "</m:m>",
        "1 2 1 2",
    ),
    "field drawn from its code": (
        f"{run('a ')}{TURNS['begin']}<w:r><w:instrText> SYMBOL 252 \\f Wingdings \\s 12 </w:instrText></w:r>"
        f"{TURNS['end']}{run(' b')}",
        "a ✓ b",
    ),
    "a control with text of a person beside a style": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"""{run("Số đoàn: ")}{run("07", '<w:rStyle w:val="Strong"/>')}</w:sdtContent></w:sdt>""",
        "Số đoàn: 07",
    ),
    "symbol": ('<w:r><w:t>số dự án </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r>', "số dự án ≥ 5"),
    "symbol by its font": (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B1"/></w:r>',
        "✓±",
    ),
    "symbol in the text": (run("\uf0b3 5", '<w:rFonts w:hAnsi="Symbol"/>'), "≥ 5"),
    "line end inside the text": (run("một\nhai"), "một hai"),
    "soft hyphen": ("<w:r><w:t>Quảng</w:t><w:softHyphen/><w:t>Trị</w:t></w:r>", "QuảngTrị"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('cách đọc')}</w:rt><w:rubyBase>{run('chữ')}</w:rubyBase></w:ruby></w:r>",
        "chữ (cách đọc)",
    ),
    "check boxes of a form": (
        _form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
        + _form('<w:checkBox><w:default w:val="0"/></w:checkBox>')
        + run("Có"),
        "☒☐Có",
    ),
    "choice of a form": (
        _form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Lào"/><w:listEntry w:val="Nhật Bản"/></w:ddList>'),
        "Nhật Bản",
    ),
    "a control that was filled in though its mark stayed": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('đã điền')}</w:sdtContent></w:sdt>",
        "đã điền",
    ),
    "a soft hyphen that is a letter of its legacy font": (
        '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>29 l</w:t><w:softHyphen/><w:t>ît</w:t></w:r>',
        "29 lượt",
    ),
    "a soft hyphen": ("<w:r><w:t>đối</w:t><w:softHyphen/><w:t>ngoại</w:t></w:r>", "đốingoại"),
    "legacy letters in a font that does not say so": (
        run("kÕt qu¶ thùc hiÖn c«ng t¸c th«ng tin ®èi ngo¹i"),
        "kết quả thực hiện công tác thông tin đối ngoại",
    ),
    "a look-alike letter": (run("Quảng Trị, đ\u043eàn"), "Quảng Trị, đoàn"),
    "unknown wrapper": (f"<w:somethingNew>{run('mới')}</w:somethingNew>", "mới"),
}

PROMPT = '<w:rStyle w:val="PlaceholderText"/>'
HIDDEN = {
    "deleted": '<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>',
    "moved from": f'<w:moveFrom w:id="1">{run("12")}</w:moveFrom>',
    "hidden run": run("12", "<w:vanish/>"),
    "hidden by character style": run("12", '<w:rStyle w:val="An"/>'),
    "field code": field("12", ""),
    "placeholder of an empty control": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('1', PROMPT)}{run('2', PROMPT)}</w:sdtContent></w:sdt>"
    ),
    "alternative text": '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="12"/></wp:inline></w:drawing></w:r>',
    "tip of a link": f'<w:hyperlink w:tooltip="12">{run("")}</w:hyperlink>',
    "text box at a hidden run": (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"<w:p>{run('12')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    ),
    "word art in a hidden run": (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:pict><v:shape><v:textpath string="12"/></v:shape></w:pict></w:r>'
    ),
    "text outside any rule": "<w:r><w:new>12</w:new></w:r>",
}


@pytest.mark.parametrize(("content", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_word_shows_is_read_once(read_docx, content, expected):
    assert [block.text for block in read_docx(f"<w:p>{content}</w:p>").blocks] == [expected]


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_what_word_does_not_show_is_never_read_but_kept_for_the_gate(read_docx, content):
    reading = read_docx(f"<w:p>{run('còn')}{content}</w:p>", styles=STYLES)
    assert [block.text for block in reading.blocks] == ["còn"]
    assert "12" in " ".join(reading.unseen)


def test_a_deleted_paragraph_mark_joins_two_paragraphs_at_the_place_of_the_second(read_docx):
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('Tổ chức ')}</w:p>"
    (block,) = read_docx(f"{first}<w:p>{run('03 lớp')}</w:p>").blocks
    assert (block.locator, block.text) == ("body/p2", "Tổ chức 03 lớp")


@pytest.mark.parametrize(
    ("first", "label"),
    [
        ('<w:framePr w:dropCap="drop"/>', ""),
        ("<w:rPr><w:vanish/><w:specVanish/></w:rPr>", "1."),
    ],
)
def test_a_large_first_letter_or_a_hidden_mark_joins_likewise(read_docx, first, label):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if label else ""
    body = f"<w:p><w:pPr>{number}{first}</w:pPr>{run('T')}</w:p><w:p>{run('rong kỳ')}</w:p>"
    (block,) = read_docx(body, numbering=numbering).blocks
    assert (block.locator, block.label, block.text) == ("body/p2", label, "Trong kỳ")


def test_tracked_changes_and_hidden_text_are_told_with_their_count(read_docx):
    body = f"<w:p><w:ins w:id='1'>{run('a')}</w:ins>{HIDDEN['deleted']}{run('b', '<w:vanish/>')}</w:p>"
    findings = {finding.key: dict(finding.values) for finding in read_docx(body).findings}
    assert findings == {"tracked-changes": {"count": 2}, "hidden-text": {}}


@pytest.mark.parametrize(
    ("paragraph", "bold"),
    [
        (run("I. KẾT QUẢ", "<w:b/>"), True),
        (run("I. ") + run("KẾT QUẢ", "<w:b/>"), False),
        (run("  ") + run("KẾT QUẢ", "<w:b/>") + run("."), True),
        (run("x", '<w:b w:val="0"/>'), False),
        ('<w:pPr><w:pStyle w:val="DamCon"/></w:pPr>' + run("x"), True),
        ('<w:pPr><w:pStyle w:val="DamCon"/></w:pPr>' + run("x", '<w:b w:val="false"/>'), False),
        ('<w:pPr><w:pStyle w:val="Dam"/></w:pPr>' + run("x", '<w:rStyle w:val="Nhan"/>'), False),  # toggles cancel
        (run("x", '<w:rStyle w:val="Nhan"/>'), True),
        (run("..."), False),
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
    (block,) = read_docx(f"<w:p><w:pPr>{properties}</w:pPr>{run('x')}</w:p>", styles=STYLES).blocks
    assert (block.kind, block.level) == (kind, level)


@pytest.mark.parametrize(
    ("prefix", "declaration"),
    [(b"", "UTF-8"), (b"\xef\xbb\xbf", "utf-8"), (b"", "windows-1258"), (b"", "utf-16")],
)
def test_the_encoding_of_a_part_changes_nothing(make_docx, prefix, declaration):
    shown = run("Báo cáo &#xFDD0;số&#64977; 07\ufdd3")
    body = f"<w:body><w:p>{shown}</w:p></w:body>"
    text = (
        f'<?xml version="1.0" encoding="{declaration}"?>'
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}</w:document>'
    )
    text = text.replace("\ufdd3", "").replace("ố", "&#7889;") if declaration == "windows-1258" else text
    data = make_docx(extra={"word/document.xml": prefix + text.encode(declaration)})
    assert [block.text for block in reader.read(data, Limits()).blocks] == ["Báo cáo số 07"]


def test_strict_files_read_like_others(make_docx):
    data = make_docx(f"<w:p>{run('Báo cáo')}</w:p>")
    strict = make_docx(
        extra={
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:background/>'
            "<w:body><w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p></w:body></w:document>"
        }
    )
    assert reader.read(strict, Limits()).blocks == reader.read(data, Limits()).blocks


def test_text_of_parts_that_nobody_reads_is_kept_for_the_gate(make_docx):
    data = make_docx(
        f"<w:p>{run('Báo cáo')}</w:p>",
        extra={
            "docProps/core.xml": "<c><title>Tiêu đề</title><keywords>khóa</keywords></c>",
            "word/glossary/document.xml": "<w:d><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></w:d>",
            "word/charts/chart1.xml": "<c:x xmlns:c='y'><c:v>trong biểu đồ</c:v></c:x>",
            "word/embeddings/nested.docx": make_docx(f"<w:p>{run('bên trong')}</w:p>"),
            "word/afchunk.htm": "<p>đoạn chèn</p>",
        },
    )
    unseen = reader.read(data, Limits()).unseen
    assert {"Tiêu đề", "khóa", "MẬT", "trong biểu đồ", "bên trong", "đoạn chèn"} <= set(unseen)


def test_text_that_the_walk_misses_is_kept_for_the_gate(read_docx):
    body = (
        f"<w:p>{run('x')}<mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:r><w:t>chỉ ở đây</w:t></w:r>"
        "</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert "chỉ ở đây" in " ".join(read_docx(body).unseen)


def test_prompts_of_empty_controls_are_told(read_docx):
    reading = read_docx(f"<w:p>{HIDDEN['placeholder of an empty control']}{run('chữ')}</w:p>")
    assert [finding.key for finding in reading.findings] == ["prompt-text"]


NEW = "xmlns:new='urn:new.example'"


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (f"<mc:Choice Requires='wps'>{run('một')}</mc:Choice><mc:Fallback>{run('hai')}</mc:Fallback>", "một"),
        (f"<mc:Choice Requires='new'>{run('một')}</mc:Choice><mc:Fallback>{run('hai')}</mc:Fallback>", "hai"),
        (
            f"<mc:Choice Requires='wps new'>{run('một')}</mc:Choice><mc:Fallback>{run('hai')}</mc:Fallback>",
            "hai",
        ),
        (
            f"<mc:Choice Requires='wps m'>{run('một')}</mc:Choice><mc:Fallback>{run('hai')}</mc:Fallback>",
            "một",
        ),
        (
            f"<mc:Choice Requires='new'>{run('một')}</mc:Choice><mc:Choice Requires='v'>{run('hai')}</mc:Choice>",
            "hai",
        ),
        (f"<mc:Choice Requires='new'>{run('một')}</mc:Choice>", "một"),  # a Word to come knows it
        ("<mc:Choice Requires='wps'/><mc:Fallback><w:r>" + BOX.format(run("hai")) + "</w:r></mc:Fallback>", "hai"),
    ],
)
def test_of_alternatives_the_first_that_word_knows_is_read(read_docx, choices, expected):
    reading = read_docx(f"<w:p><mc:AlternateContent {NEW}>{choices}</mc:AlternateContent></w:p>")
    assert [block.text for block in reading.blocks] == [expected]
    assert ("hai" if expected == "một" else "một") in " ".join(reading.unseen) or choices.count("<w:t ") == 1


@pytest.mark.parametrize(("style", "texts"), [("Strong", ["07 đoàn"]), ("Moi", ["đoàn"])])
def test_only_the_style_of_prompts_makes_a_prompt_where_the_styles_name_it(read_docx, style, texts):
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"""{run("07", f'<w:rStyle w:val="{style}"/>')}</w:sdtContent></w:sdt>"""
    )
    styles = '<w:style w:type="character" w:styleId="Moi"><w:name w:val="Placeholder Text"/></w:style>'
    reading = read_docx(f"<w:p>{control}{run(' đoàn')}</w:p>", styles=styles)
    assert [block.text for block in reading.blocks] == texts


def test_even_pages_are_known_from_settings_in_any_encoding(make_docx):
    settings = f'<?xml version="1.0" encoding="UTF-16"?><w:settings xmlns:w="{W}"><w:evenAndOddHeaders/></w:settings>'
    section = '<w:sectPr><w:headerReference w:type="even" r:id="header1"/></w:sectPr>'
    data = make_docx(
        f"<w:p>{run('thân')}</w:p>{section}",
        extra={"word/settings.xml": settings.encode("utf-16")},
        header1=f"<w:p>{run('chẵn')}</w:p>",
        settings="",
    )
    assert [block.text for block in reader.read(data, Limits()).blocks] == ["thân", "chẵn"]
