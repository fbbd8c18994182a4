"""Places in real files where a mark was once missed: each must reach the gate."""

import gzip
import io
import zipfile
from email.message import EmailMessage

import docx
import pytest

from tonghop.reading import Limits, read_documents
from tonghop.reading.salvage import find_rough_lines
from tonghop.secrecy import find_mark
from tonghop.secrecy.lines import find_line_mark, split_lines

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _is_stopped(data, **limits):
    return find_mark([], read_documents([("", data)], limits=Limits(**limits))) is not None


def _docx(text):
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _zip(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _mail(html="", headers=(), attached=()):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@dv.example", "Báo cáo"
    for name, value in headers:
        message[name] = value
    message.set_content("Kính gửi Văn phòng.\n")
    if html:
        message.add_alternative(html, subtype="html")
    for name in attached:
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ\tMẬT",
        "UBND TỈNH QUẢNG TRỊ\tMẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND TỈNH QUẢNG TRỊ        MẬT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ],
)
def test_a_mark_beside_letterhead_is_found(line):
    assert _is_stopped(_docx(line))
    assert _is_stopped(line.encode())


@pytest.mark.parametrize("line", ["SỞ KHCN\tCÔNG TÁC BẢO  MẬT", "Sản phẩm:  Mật ong\t5 lít"])
def test_ordinary_words_in_columns_pass(line):
    assert not _is_stopped(_docx(line))
    assert not _is_stopped(line.encode())


@pytest.mark.parametrize(
    "html",
    [
        "<p>MẬT</p>",
        "<head><title>MẬT</title></head><p>a</p>",
        "<img alt='MẬT'><p>a</p>",
        "<table><tr><td>SỞ KHCN</td><td>MẬT</td></tr></table>",
        "<span style='text-transform: uppercase'>tối mật</span>",
    ],
)
def test_the_html_half_of_a_mail_is_looked_at(html):
    assert _is_stopped(_mail(html))


def test_an_ordinary_html_half_passes():
    assert not _is_stopped(_mail("<p>Kèm báo cáo công tác bảo mật, sản phẩm mật ong</p>"))


def test_other_headers_and_texts_around_the_parts_are_looked_at():
    assert _is_stopped(_mail(headers=[("Keywords", "MẬT")]))
    assert _is_stopped(_mail(headers=[("Comments", "MẬT")]))
    assert _is_stopped("Subject: MẬT\n".encode() + _mail())
    assert _is_stopped(_mail("<p>a</p>").replace(b"\n\n--", "\n\nMẬT\n--".encode(), 1))


def test_attachments_beyond_the_limit_are_still_looked_at():
    assert _is_stopped(_mail(attached=("a.txt", "b.txt", "BC MẬT.docx")), mail_parts=2)
    assert not _is_stopped(_mail(attached=("a.txt", "b.txt", "BC.docx")), mail_parts=2)


@pytest.mark.parametrize("name", ["Báo cáo MẬT.pdf", "BC-MAT.pdf", "12 TUYET MAT.pdf", "MẬT/x.pdf"])
def test_names_within_a_zip_are_judged_as_names(name):
    archive = _zip(**{name: b"%PDF"})
    outer = io.BytesIO(_docx("Báo cáo"))
    with zipfile.ZipFile(outer, "a") as package:
        package.writestr("word/embeddings/z.zip", archive)
    assert _is_stopped(archive)
    assert _is_stopped(outer.getvalue())
    assert not _is_stopped(_zip(**{"bảo mật/mật ong.pdf": b"%PDF"}))


def _docx_with(xml):
    data = io.BytesIO(_docx("@@"))
    with zipfile.ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert "<w:r><w:t>@@</w:t></w:r>" in body
    parts["word/document.xml"] = body.replace("<w:r><w:t>@@</w:t></w:r>", xml).encode()
    return _zip(**parts)


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "MẬT"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr="QUOTE &quot;TỐI MẬT&quot;"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
        '<w:sdt><w:sdtPr><w:comboBox><w:listItem w:displayText="MẬT" w:value="1"/></w:comboBox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:t>M</w:t><w:br/><w:t>Ậ</w:t><w:br/><w:t>T</w:t></w:r>",
    ],
)
def test_a_mark_in_a_field_code_a_list_choice_or_set_vertically_is_found(xml):
    assert _is_stopped(_docx_with(xml))
    assert not _is_stopped(_docx_with(xml.replace("TỐI MẬT", "x").replace("MẬT", "x").replace("Ậ", "x")))


def test_a_stamp_of_one_letter_a_paragraph_is_found():
    document = docx.Document()
    for letter in "MẬT":
        document.add_paragraph(letter)
    buffer = io.BytesIO()
    document.save(buffer)
    assert _is_stopped(buffer.getvalue())


@pytest.mark.parametrize(
    "name",
    ["Mật_BC 6 tháng.docx", "BC 6T - Mật - VP.docx", "x_mật_.docx", "Độ mật A.docx", "BC_VP(Mat).docx", "BCMẬT.docx"],
)
def test_a_mark_that_a_name_sets_apart_is_found(name):
    assert find_mark([name], []) is not None


@pytest.mark.parametrize(
    "name",
    [
        "BC mật ong.docx",
        "Bảo_mật_thông_tin.docx",
        "Kế hoạch bảo mật - VP.docx",
        "Mật ong - VP.docx",
        "Mật khẩu_wifi.docx",
        "Mật độ dân số.xlsx",
        "Nuôi ong lấy mật.docx",
        "BC bí mật kinh doanh.docx",
    ],
)
def test_an_ordinary_name_is_let_in(name):
    assert find_mark([name], []) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\0\0\0\0" + data[4:],
        lambda data: b"JUNK" + data,
        lambda data: b"\xef\xbb\xbf" + data,
        gzip.compress,
        lambda _: b"B\0" + "Báo cáo\nMẬT\n".encode(),
        lambda _: b"\x01Kinh gui\n" + "MẬT\n".encode(),
        lambda _: "Báo cáo\nMẬT\n".encode("utf-16-le"),
    ],
)
def test_a_mark_in_a_spoilt_packed_or_odd_file_is_found(spoil):
    assert _is_stopped(spoil(_docx("MẬT")))


@pytest.mark.parametrize(
    "member",
    [
        '<x><oddHeader>&amp;C&amp;"Times New Roman,Bold"&amp;14MẬT</oddHeader></x>',
        "<x><oddHeader>&amp;LUBND TỈNH&amp;CMẬT&amp;RSố 1</oddHeader></x>",
        '<x><si><r><rPr><rFont val="A"/><family val="1"/></rPr><t>M</t></r><r><t>ẬT</t></r></si></x>',
    ],
)
def test_a_mark_in_a_sheets_page_header_or_rich_text_is_found(member):
    parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": member}
    assert _is_stopped(_zip(**parts))
    assert not _is_stopped(_zip(**{name: text.replace("ẬT", "ật ong") for name, text in parts.items()}))


def test_a_mark_in_a_zip_inside_an_ole_object_is_found():
    inner = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + _zip(**{"a.txt": "MẬT"})
    assert _is_stopped(_zip(**{"word/embeddings/oleObject1.bin": inner}))


@pytest.mark.parametrize(
    ("line", "around"),
    [(line, "Céng hoµ x· héi chñ nghÜa") for line in ("MËT", "Tµi liÖu mËt", "TèI MËT", "§é mËt: Tèi mËt")]
    + [(line, "Coäng hoøa xaõ hoäi") for line in ("MAÄT", "TOÁI MAÄT", "Taøi lieäu maät")],
)
@pytest.mark.parametrize("code", ["latin-1", "utf-8"])
def test_a_mark_in_a_text_file_in_an_old_code_is_found(line, around, code):
    assert _is_stopped(f"{around}\n{line}\n{around}".encode(code))
    assert _is_stopped(line.encode(code))


@pytest.mark.parametrize("line", ["C«ng t¸c b¶o mËt th«ng tin", "mËt ong", "Coâng taùc baûo maät", "maät ong"])
def test_ordinary_words_in_an_old_code_pass(line):
    assert not _is_stopped(line.encode("latin-1"))


def _skims(data, format_):
    lines = find_rough_lines(data, format_, Limits())
    return any(find_line_mark(line) for text in lines for line in split_lines(text))


@pytest.mark.parametrize(
    "text",
    [
        "\\par M\r\n\\u7852?T\\par x",
        "\\par T\\u7888?I M\\u7852?\nT\\par x",
        "\\uc0 Bao cao\\par M\\u7852 T\\par x",
        "\\uc2\\par M\\u7852 ??T\\par x",
        "\\par {\\caps m\\u7853?t}\\par x",
        "\\par \\scaps m\\u7853?t\\par x",
        "{\\stylesheet{\\s0 Normal;}}\r\nM\\u7852?T\\par x",
    ],
)
def test_a_mark_in_rtf_is_found_without_opening_it(text):
    assert _skims(f"{{\\rtf1\\ansi Bao cao {text}}}".encode(), "rtf")


def test_ordinary_lines_in_rtf_pass():
    data = b"{\\rtf1\\ansi {\\caps B\\'e1o c\\'e1o b\\u7843?o m\\u7853?t}\\par m\\u7853?t ong\\par x}"
    assert not _skims(data, "rtf")


@pytest.mark.parametrize("before", [b"", b"x"], ids=["even", "odd"])
@pytest.mark.parametrize("following", ["x", "y" * 65])
def test_a_mark_in_an_old_workbook_is_found_without_opening_it(before, following):
    def string(text):
        return len(text).to_bytes(2, "little") + b"\1" + text.encode("utf-16-le")

    wide = string("Báo cáo") + string("TỐI MẬT") + string(following) + string("MẬT") + string(following)
    narrow = b"\7\0\0B\xb8o c\xb8o\3\0\0M\xcbT\x41\0\0" + b"a" * 65
    for strings in (wide, narrow):
        assert _skims(OLE + b"\0" * 504 + before + strings, "xls")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("word/embeddings/oleObject1.bin", OLE + b"\0" * 600 + "TỐI MẬT".encode("utf-16-le"), True),
        ("word/embeddings/cu.doc", OLE + b"\0" * 601 + "TỐI MẬT".encode("utf-16-le"), True),
        ("xl/sharedStrings.bin", b"\x13\0" + "TỐI MẬT".encode("utf-16-le"), True),
        ("xl/printerSettings/printerSettings1.bin", "TỐI MẬT".encode("utf-16-le"), False),
    ],
)
def test_a_mark_in_an_object_within_a_document_is_found(name, content, found):
    assert _skims(_zip(**{name: content}), "docx") is found


@pytest.mark.parametrize(
    "data",
    [
        b"Rar!\x1a\x07\x01\0" + b"\0" * 20 + "BC TỐI MẬT.docx".encode() + b"\0" * 10,
        b"7z\xbc\xaf\x27\x1c" + b"\0" * 31 + "BC TỐI MẬT.docx".encode("utf-16-le") + b"\0" * 10,
        _zip(mimetype="application/vnd.oasis.opendocument.presentation", **{"content.xml": "<a>TỐI MẬT</a>"}),
    ],
    ids=["rar", "7z", "odp"],
)
def test_a_mark_in_a_file_that_waits_for_a_person_is_found(data):
    assert _is_stopped(data)


def test_a_mark_at_the_end_of_a_very_long_subject_is_found():
    assert find_mark([], [], ["a " * 3000 + "TỐI MẬT"]) is not None
    assert find_mark([], [], ["bảo mật " * 1000]) is None


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("file:///D:/TỐI%20MẬT/bc.docx", True),
        ("../T%E1%BB%90I%20M%E1%BA%ACT/bc.docx", True),
        ("https://tin.example/danh-muc-toi-mat", False),
        ("file:///D:/Bảo%20mật/bc.docx", False),
    ],
)
def test_a_mark_in_the_name_of_a_linked_file_is_found(target, found):
    document = docx.Document()
    document.add_paragraph("xem tệp")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to(target, kind, is_external=True)
    buffer = io.BytesIO()
    document.save(buffer)
    assert _is_stopped(buffer.getvalue()) is found


def test_a_mark_that_only_the_label_of_an_empty_paragraph_shows_is_found():
    data = _docx("Báo cáo")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    numbering = parts["word/numbering.xml"].decode()
    start = numbering.index('lvlText w:val="') + len('lvlText w:val="')
    parts["word/numbering.xml"] = (numbering[:start] + "TỐI MẬT" + numbering[numbering.index('"', start) :]).encode()
    assert _is_stopped(_zip(**parts))
