"""Text of a .docx in the fonts of old encodings."""

import pytest

from tests.reading.docx_xml import run


@pytest.mark.parametrize(
    ("font", "text", "expected", "codes"),
    [
        (".VnTime", "B¸o c¸o", "Báo cáo", "TCVN3"),
        (".VnTimeH", "b¸o c¸o", "BÁO CÁO", "TCVN3"),
        ("VNI-Times", "Baùo caùo", "Báo cáo", "VNI"),
        (".VnTime", "Báo cáo đầy đủ", "Báo cáo đầy đủ", None),  # Unicode text that only names an old font
        (".VnTime", "Báo cáo", "Báo cáo", None),
        (".VnTime", "12/BC", "12/BC", None),
        ("Times New Roman", "café", "café", None),
        (".VnTime", "ch\u00ad¬ng", "chương", "TCVN3"),  # a soft hyphen is a letter there
    ],
)
def test_text_in_a_legacy_font_is_decoded_and_told(read_docx, font, text, expected, codes):
    properties = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    reading = read_docx(f"<w:p>{run(text, properties)}</w:p>")
    assert [block.text for block in reading.blocks] == [expected]
    told = [(finding.key, finding.values["codes"]) for finding in reading.findings]
    assert told == ([("legacy-converted", codes)] if codes else [])


def test_a_legacy_font_may_come_from_a_style_and_the_run_may_overrule_it(read_docx):
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:rFonts w:hAnsi="VNI-Times"/></w:rPr></w:style>'
    )
    body = (
        f"<w:p>{run('B¸o c¸o')}</w:p><w:p><w:pPr><w:pStyle w:val='A'/></w:pPr>{run('Baùo caùo')}</w:p>"
        f"<w:p>{run('à l’été', '<w:rFonts w:hAnsi=' + chr(34) + 'Arial' + chr(34) + '/>')}</w:p>"
    )
    assert [block.text for block in read_docx(body, styles=styles).blocks] == ["Báo cáo", "Báo cáo", "à l’été"]


def test_legacy_text_without_a_font_that_says_so_is_decoded_by_its_words(read_docx):
    body = f"<w:p>{run('B¸o c¸o kÕt qu¶ c«ng t¸c th«ng tin ®èi ngo¹i')}</w:p>"
    cell = run("KÕt qu¶ ch\u00ad¬ng tr×nh")
    table = f"<w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc></w:tr></w:tbl>"
    reading = read_docx(body + table)
    expected = ["Báo cáo kết quả công tác thông tin đối ngoại", "Kết quả chương trình"]
    assert [block.text for block in reading.blocks] == expected
    assert [finding.key for finding in reading.findings] == ["legacy-converted"]
