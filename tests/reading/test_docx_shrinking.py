"""Formatting of a .docx that means nothing is left out before reading, and changes nothing."""

import pytest

from tests.reading.docx_xml import BOX, STYLES, W, run
from tonghop.reading.docx import reader
from tonghop.reading.limits import Limits

RUN = (
    '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="{font}"/>{look}<w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN"/></w:rPr>'
)


@pytest.mark.parametrize("prologue", ["", "<!-- as no program writes it -->"])
@pytest.mark.parametrize("font", ["Times New Roman", ".VnTime"])
def test_formatting_that_word_repeats_in_every_run_changes_nothing(make_docx, prologue, font):
    looks = ["", "<w:b/>", "<w:vanish/>", '<w:rPrChange w:id="1"><w:rPr><w:b/><w:sz w:val="2"/></w:rPr></w:rPrChange>']
    runs = "".join(f"<w:r>{RUN.format(font=font, look=look)}<w:t>{n}b&gt;</w:t></w:r>" for n, look in enumerate(looks))
    properties = f'<w:spacing w:after="1"/><w:outlineLvl w:val="1"/>{RUN.format(font=font, look="")}'
    paragraph = f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
    parts = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>',
        prologue,
        paragraph * 30,
        "</w:body></w:document>",
    )
    reading = reader.read(make_docx(extra={"word/document.xml": "".join(parts)}), Limits())
    assert {(block.text, block.bold, block.level) for block in reading.blocks} == {("0b>1b>3b>", False, 1)}
    assert len(reading.blocks) == 30


def test_formatting_that_means_nothing_parts_no_text_and_joins_no_looks(read_docx):
    size = '<w:sz w:val="28"/>'
    plain, bold, gone = (
        run(text, look + size) for text, look in (("tám ", ""), ("đậm ", "<w:b/>"), ("ẩn ", "<w:vanish/>"))
    )
    mark = '<w:proofErr w:type="spellStart"/>'
    changed = run("sửa ", f'{size}<w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange><w:b/>')
    body = "".join(f"<w:p>{run(str(n), size)}</w:p>" for n in range(20))  # as many as make shortening worth it
    body += f"<w:p>{plain}{mark}{plain}</w:p><w:p>{bold}{bold}</w:p><w:p>{bold}{plain}</w:p><w:p>{plain}{bold}</w:p>"
    body += f"<w:p>{plain}{gone}{plain}</w:p><w:p>{changed}{plain}</w:p>"
    reading = read_docx(body)
    assert [(block.text, block.bold) for block in reading.blocks[20:]] == [
        ("tám tám", False),
        ("đậm đậm", True),
        ("đậm tám", False),
        ("tám đậm", False),
        ("tám tám", False),
        ("sửa tám", False),
    ]
    assert "ẩn " in reading.unseen


PLAIN = "<w:r><w:t>hiện</w:t></w:r>"
OLD = '<w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr>{}</w:rPrChange>'
LIST = '<w:numPr><w:ilvl w:val{0}"0"/><w:numId w:val{0}"1"/></w:numPr>'
ODD = {  # {s}: a size, which means nothing
    "text box in a run": "<w:r><w:rPr>{s}<w:caps/></w:rPr>" + BOX.format(PLAIN) + "<w:t>a</w:t></w:r>" + PLAIN,
    "hidden text box": "<w:r><w:rPr>{s}<w:vanish/></w:rPr>"
    + BOX.format("<w:r><w:rPr>{s}</w:rPr><w:t>b</w:t></w:r>")
    + "<w:t>a</w:t></w:r>"
    + PLAIN,
    "ruby": "<w:r><w:rPr>{s}<w:caps/></w:rPr><w:ruby><w:rubyBase>"
    + PLAIN
    + "</w:rubyBase></w:ruby><w:t>a</w:t></w:r>"
    + PLAIN,
    "space in a start tag": "<w:r><w:rPr >{s}<w:vanish/></w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "line end in a start tag": "<w:r><w:rPr\n>{s}<w:caps/></w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "space in an end tag": "<w:r><w:rPr>{s}<w:vanish/></w:rPr ><w:t>a</w:t></w:r>" + PLAIN,
    "change": "<w:r><w:rPr>{s}<w:vanish/>" + OLD.format("") + "</w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "change with space": "<w:r><w:rPr>{s}<w:vanish/>" + OLD.format("\n") + "</w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "space around =": '<w:r><w:rPr>{s}<w:rStyle w:val = "An"/></w:rPr><w:t>a</w:t></w:r>' + PLAIN,
    "space around = of a list": "<w:pPr>" + LIST.format(" = ") + "</w:pPr><w:r><w:rPr>{s}</w:rPr><w:t>a</w:t></w:r>",
    "a list": "<w:pPr>" + LIST.format("=") + "<w:rPr>{s}<w:b/></w:rPr></w:pPr>" + PLAIN,
    "a list that a change took": "<w:pPr>{s}<w:pPrChange><w:pPr>"
    + LIST.format("=")
    + "</w:pPr></w:pPrChange></w:pPr>"
    + PLAIN,
    "level beside tabs": '<w:pPr><w:tabs><w:outlineLvl w:val="1"/></w:tabs>{s}</w:pPr>' + PLAIN,
    "hyphen in a name": '<w:r><w:rPr>{s}<w:vanish v:a-b="1"/></w:rPr><w:t>a</w:t></w:r>' + PLAIN,
    "unknown element": "<w:r><w:rPr>{s}<v:x><w:vanish/></v:x></w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "alternatives": "<w:r><w:rPr>{s}<mc:AlternateContent><mc:Choice Requires='wps'><w:vanish/></mc:Choice>"
    "</mc:AlternateContent></w:rPr><w:t>a</w:t></w:r>" + PLAIN,
    "other prefix": f'<w:r><w:rPr>{{s}}<x:vanish xmlns:x="{W}"/></w:rPr><w:t>a</w:t></w:r>' + PLAIN,
    "> in a value": '<w:r><w:rPr>{s}<w:rFonts w:cs="x>y" w:hAnsi=".VnTimeH"/></w:rPr><w:t>chuyÓn</w:t></w:r>' + PLAIN,
    "font with space": '<w:r><w:rPr>{s}<w:rFonts w:hAnsi = ".VnTime"/></w:rPr><w:t>B¸o c¸o</w:t></w:r>' + PLAIN,
    "look behind the text": "<w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t><w:rPr>{s}<w:vanish/></w:rPr></w:r>" + PLAIN,
    "tab before the text": "<w:r><w:rPr>{s}</w:rPr><w:tab/><w:t>a</w:t></w:r>" + PLAIN + PLAIN,
    "element with an end tag": "<w:r><w:rPr>{s}<w:vanish></w:vanish></w:rPr><w:t>a</w:t></w:r>" + PLAIN,
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_a_part_is_read_the_same_with_formatting_that_means_nothing(read_docx, body):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    size = '<w:sz w:val="28"/>'
    parts = {"styles": STYLES, "numbering": numbering}
    plain = read_docx(f"<w:p>{body.format(s='')}</w:p>", **parts)
    rest = f"<w:p><w:r><w:rPr>{size}</w:rPr></w:r></w:p>" * 20
    assert read_docx(f"<w:p>{body.format(s=size)}</w:p>{rest}", **parts) == plain
