"""Plain text and what the commands print."""

import codecs
import random

import pytest

from tonghop.reading import plain, read_documents, to_json, to_text
from tonghop.reading.cleaning import clean_text
from tonghop.reading.limits import Limits

TEXT = "Báo cáo\n\n  Tổ chức 03 lớp\r\nHết"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        "Ba\u0301o ca\u0301o\n\n  Tô\u0309 chư\u0301c 03 lơ\u0301p\r\nHê\u0301t".encode("cp1258"),
    ],
    ids=["utf-8", "utf-8 BOM", "utf-16", "utf-16 small", "utf-16 great", "utf-16 big", "windows-1258"],
)
def test_every_line_that_is_not_empty_is_a_block_at_its_line(data):
    (document,) = read_documents([("a.txt", data)])
    assert document.format == "text"
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("body/p1", "Báo cáo"),
        ("body/p3", "Tổ chức 03 lớp"),
        ("body/p4", "Hết"),
    ]


TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\nSè: 12/BC\nTr\xad\xeang ®\xb7 tæ chøc 03 líp".encode("latin-1")
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nSoá: 12/BC\nTröôøng ñaõ toå chöùc 03 lôùp".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "expected", "codes"),
    [
        (TCVN3, ["Cộng hoà xã hội chủ nghĩa Việt Nam", "Số: 12/BC", "Trường đã tổ chức 03 lớp"], "TCVN3"),
        (TCVN3.decode("latin-1").encode(), ["Cộng hoà xã hội chủ nghĩa Việt Nam", "Số: 12/BC"], "TCVN3"),
        (VNI, ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Số: 12/BC", "Trường đã tổ chức 03 lớp"], "VNI"),
        ("Tô\u0309 chư\u0301c 03 lơ\u0301p".encode("cp1258"), ["Tổ chức 03 lớp"], "Windows-1258"),
        ("Déjà vu à Genève".encode("cp1252"), ["Déjà vu à Genève"], None),
        (("Tổ chức 03 lớp tập huấn " * 5).encode() + b"\xff", ["Tổ chức 03 lớp tập huấn Tổ"], None),
        ("Tổ chức 03 lớp tập huấ".encode()[:-1], ["Tổ chức 03 lớp tập hu"], None),
    ],
    ids=["TCVN3", "TCVN3 in UTF-8", "VNI", "windows-1258", "French", "spoilt", "cut within a letter"],
)
def test_old_codes_are_decoded_and_told(data, expected, codes):
    reading = plain.read(data, Limits())
    found = [block.text for block in reading.blocks]
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=False))
    told = [finding.values["codes"] for finding in reading.findings if finding.key == "legacy-converted"]
    assert told == ([codes] if codes else [])


def test_short_decoded_lines_are_shown_to_the_gate_as_they_stood():
    assert "Sè: 12/BC" in plain.read(TCVN3, Limits()).unseen


def test_look_alikes_are_folded_and_counted():
    reading = plain.read("Bа́o cáo đƣợc gửi".encode(), Limits())
    assert [block.text for block in reading.blocks] == ["Báo cáo được gửi"]
    assert [(finding.key, finding.values["count"]) for finding in reading.findings] == [("look-alike", 2)]


def test_bytes_without_sense_are_decoded_in_bounded_time():
    noise = random.Random(4).randbytes(300_000)
    assert len(plain.decode_text(noise)) > 0


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


def test_read_names_what_stands_beside_the_text_of_a_mail():
    head = b"Subject: Fwd: x\nFrom: a@dv.example\nContent-Type: text/plain; charset=utf-8\n\n"
    body = "Có 3 lớp\nOn 5 June 2024, B wrote:\n> cũ\nTrân trọng,\nVăn A\n---- Forwarded message ----\n9 đoàn\n"
    (forwarding,) = read_documents([("a.eml", head + body.replace("On 5 June 2024, B wrote:\n> cũ\n", "").encode())])
    assert to_text(forwarding).split("\n")[2:4] == [
        "[chữ ký cuối thư] Văn A",
        "[phần đầu thư được chuyển tiếp] ---- Forwarded message ----",
    ]
    (answer,) = read_documents([("a.eml", head.replace(b"Fwd", b"Re") + body.encode())])
    assert "[phần trích thư trước] > cũ" in to_text(answer).split("\n")


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
