"""Plain text and what the commands print."""

import codecs

import pytest

from tonghop.reading import read_documents, to_json, to_text
from tonghop.reading.cleaning import clean_text

TEXT = "Báo cáo\n\n  Tổ chức 03 lớp\r\nHết"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        "Ba\u0301o ca\u0301o\n\n  Tô\u0309 chư\u0301c 03 lơ\u0301p\r\nHê\u0301t".encode("cp1258"),
    ],
    ids=["utf-8", "utf-8 BOM", "utf-16", "utf-16 big", "windows-1258"],
)
def test_every_line_that_is_not_empty_is_a_block_at_its_line(data):
    (document,) = read_documents([("a.txt", data)])
    assert document.format == "text"
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("body/p1", "Báo cáo"),
        ("body/p3", "Tổ chức 03 lớp"),
        ("body/p4", "Hết"),
    ]


def test_a_text_of_blank_lines_says_that_it_is_empty():
    (document,) = read_documents([("a.txt", b" \n\n")])
    assert [finding.rule for finding in document.findings] == ["no-text"]


def test_read_prints_places_labels_and_texts(make_docx):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Kết quả</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>kín</w:t></w:r></w:p>"
    )
    (document,) = read_documents([("a.docx", make_docx(body, numbering=numbering))])
    shown = to_json(document, "a.docx")
    assert shown["file"] == "a.docx"
    assert shown["sha256"] == document.sha256
    assert shown["blocks"][0] == {"locator": "body/p1", "kind": "paragraph", "label": "2.", "text": "Kết quả"}
    assert shown["findings"][0].keys() == {"rule", "severity", "locator", "message", "fix"}
    assert shown["findings"][0]["severity"] == "warning"
    assert "kín" not in str(shown)
    assert to_text(document) == "2. Kết quả\nx"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b  ", "a b"),
        ("a \n \n b", "a\nb"),
        ("a\u200bb\u00adc\u00a0d", "abc d"),
        ("e\u0302\u0323", "ệ"),
        ("e\u200b\u0302", "ê"),
        ("\u00d0\u00f0", "Đđ"),
        ("", ""),
    ],
)
def test_cleaning_keeps_what_is_seen(text, expected):
    assert clean_text(text) == expected
