"""Real files of every kind and place: all that bear a mark are stopped, nothing innocent is."""
# ruff: noqa: E501 - the objects of a PDF

import base64
import io
import itertools
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import docx
import pytest
import xlsxwriter
from asn1crypto import cms
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tonghop.reading import Reader
from tonghop.secrecy import find_mark

REPORT = "BÁO CÁO kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"
W = nsdecls("w")


def _save(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx(change=None):
    document = docx.Document()
    document.add_paragraph(REPORT)
    if change is not None:
        change(document)
    return _save(document)


def _line(text, **font):
    def change(document):
        run = document.add_paragraph().add_run(text)
        for name, value in font.items():
            setattr(run.font, name, value)

    return _docx(change)


def _zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _add_part(data, name, content):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _zip({each: archive.read(each) for each in archive.namelist()} | {name: content})


def _body(xml):
    return _docx(lambda document: document.paragraphs[0]._p.addnext(parse_xml(xml)))


def _box(text):
    return _body(
        f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def _deleted(text):
    return _body(f'<w:p {W}><w:del w:id="1" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>')


def _wide(text):
    def change(document):
        document.sections[0].footer.paragraphs[0].text = text

    return _docx(change)


def _commented(text):
    return _docx(lambda document: document.add_comment(document.paragraphs[0].runs, text=text, author="A"))


def _altered(text, kind):
    page = f"<html><body><p>{text}</p></body></html>"
    mail = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(page.encode()).decode()}"
    return _add_part(_docx(), f"word/afchunk.{kind}", page if kind == "htm" else mail)


def _xlsx(put):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Bieu 1")
    sheet.write("A1", REPORT)
    put(book, sheet)
    book.close()
    return out.getvalue()


def _pdf(text, *, place="page"):
    """A page whose font names its letters by Unicode, or with the text in its title, in a note or in an attachment."""
    shown = text if place == "page" else "Bao cao"
    glyphs = "".join(f"{number + 1:04x}" for number in range(len(shown)))
    names = "".join(f"<{n + 1:04x}> <{char.encode('utf-16-be').hex()}>\n" for n, char in enumerate(shown))
    cmap = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {len(shown)} beginbfchar\n{names}endbfchar endcmap end end"
    page = f"BT /F 12 Tf 72 700 Td <{glyphs}> Tj ET"
    said = "<feff" + text.encode("utf-16-be").hex() + ">"
    note = f"/Annots [<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents {said}>>]" if place == "note" else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{note}>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/DW 500/FontDescriptor 8 0 R>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 500 700]/ItalicAngle 0/Ascent 700/Descent 0/CapHeight 700/StemV 80>>",
        f"<</Title {said if place == 'title' else '()'}>>",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(places) + 1}/Root 1 0 R/Info 9 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _mail(subject="Báo cáo", text="Kính gửi Văn phòng.", html="", attached=(), name=""):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"{name} <a@dv.example>".strip(), "vp@so.example", subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for file, data, kind in attached:
        main, sub = kind.split("/")
        if main == "text":
            message.add_attachment(data.decode(), subtype=sub, filename=file)
        else:
            message.add_attachment(data, maintype=main, subtype=sub, filename=file)
    return message.as_bytes()


def _card(line):
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


def _signed(content):
    data = {
        "version": "v1",
        "digest_algorithms": [],
        "encap_content_info": {"content_type": "data", "content": content},
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": {**data, "signer_infos": []}}).dump()


def _property(kind, number, value):
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _tnef(*, subject="Báo cáo", text="Kính gửi", name="bc.docx", data=b"x"):
    def attribute(level, number, kind, content):
        return struct.pack("<BHHI", level, number, kind, len(content)) + content + b"\0\0"

    told = (
        struct.pack("<I", 2)
        + _property(0x1F, 0x37, subject.encode("utf-16-le"))
        + _property(0x1F, 0x1000, text.encode("utf-16-le"))
    )
    named = struct.pack("<I", 1) + _property(0x1F, 0x3707, name.encode("utf-16-le"))
    return b"\x78\x9f\x3e\x22\1\0" + b"".join(
        (
            attribute(1, 0x9003, 6, told),
            attribute(2, 0x9002, 6, b"\0" * 14),
            attribute(2, 0x800F, 6, data),
            attribute(2, 0x9005, 6, named),
        )
    )


def _deep(data, levels, name="bc.txt"):
    for level in range(levels):
        data, name = _zip({name: data}), f"{level}.zip"
    return data


def _rtf(text):
    escaped = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in text)
    return f"{{\\rtf1\\ansi Bao cao\\par {escaped}\\par}}".encode()


def _put(text):
    return lambda _, sheet: sheet.write("B2", text)


def _heading(text):
    return _docx(lambda document: setattr(document.sections[0].header.paragraphs[0], "text", text))


def _page(inside):
    return f"<html><head></head><body><p>Báo cáo</p>{inside}</body></html>".encode()


def _odt(text):
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<a/>",
            "content.xml": f"<a><text:p>{text}</text:p></a>",
        }
    )


def _attach(name, data, kind="application/octet-stream"):
    return _mail(attached=[(name, data, kind)])


OCTETS = _heading("MẬT")
MARKED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "page header": lambda: ("a.docx", OCTETS),
    "page footer": lambda: ("a.docx", _wide("TUYỆT MẬT")),
    "text box": lambda: ("a.docx", _box("MẬT")),
    "deleted text": lambda: ("a.docx", _deleted("TỐI MẬT")),
    "comment": lambda: ("a.docx", _commented("TỐI MẬT")),
    "hidden text": lambda: ("a.docx", _line("MẬT", hidden=True)),
    "small capitals": lambda: ("a.docx", _line("Tối mật", small_caps=True)),
    "capitals by format": lambda: ("a.docx", _line("mật", all_caps=True)),
    "old font of capitals": lambda: ("a.docx", _line("mËt", name=".VnTimeH")),
    "old code": lambda: ("a.txt", "x\nTOÁI MAÄT\n".encode("latin-1")),
    "spaced letters": lambda: ("a.docx", _line("T U Y Ệ T   M Ậ T")),
    "accents apart": lambda: ("a.txt", unicodedata.normalize("NFD", "x\nTỐI MẬT\n").encode()),
    "letters of other scripts": lambda: ("a.docx", _line("\u041cẬ\u0422")),
    "recall": lambda: ("a.docx", _line("TÀI LIỆU THU HỒI")),
    "envelope": lambda: ("a.docx", _line("Chỉ người có tên mới được bóc bì")),
    "inserted saved page": lambda: ("a.docx", _altered("TỐI MẬT", "mht")),
    "file name": lambda: ("BC 6T - MẬT.docx", _docx()),
    "sheet cell": lambda: ("a.xlsx", _xlsx(_put("MẬT"))),
    "sheet name": lambda: ("a.xlsx", _xlsx(lambda book, _: book.add_worksheet("TỐI MẬT"))),
    "sheet comment": lambda: ("a.xlsx", _xlsx(lambda _, sheet: sheet.write_comment("B2", "TỐI MẬT"))),
    "sheet property": lambda: ("a.xlsx", _xlsx(lambda book, _: book.set_properties({"title": "TUYỆT MẬT"}))),
    "pdf page": lambda: ("a.pdf", _pdf("TỐI MẬT")),
    "pdf title": lambda: ("a.pdf", _pdf("TỐI MẬT", place="title")),
    "pdf note": lambda: ("a.pdf", _pdf("TỐI MẬT", place="note")),
    "subject": lambda: ("a.eml", _mail(subject="[MẬT] Báo cáo")),
    "sender's name": lambda: ("a.eml", _mail(name="MẬT")),
    "mail text": lambda: ("a.eml", _mail(text="MẬT\nKính gửi")),
    "before the parts": lambda: ("a.eml", _mail(html="<p>x</p>").replace(b"\n\n--", "\n\nMẬT\n--".encode(), 1)),
    "small capitals of a page": lambda: ("a.html", _page("<b style='font-variant: small-caps'>mật</b>")),
    "attribute": lambda: ("a.html", _page("<i data-mark='TỐI MẬT' aria-label='x'>x</i>")),
    "invitation": lambda: ("a.eml", _attach("moi.ics", _card("SUMMARY;LANGUAGE=vi:Họp T\r\n ỐI MẬT"), "text/calendar")),
    "text of an invitation": lambda: ("a.ics", _card("DESCRIPTION:Báo cáo\\nMẬT\\nVP")),
    "visiting card": lambda: (
        "a.vcf",
        b"BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:T=E1=BB=90I M=E1=BA=ACT\r\nEND:VCARD\r\n",
    ),
    "text in winmail.dat": lambda: ("winmail.dat", _tnef(text="Báo cáo\r\nTỐI MẬT")),
    "file in winmail.dat": lambda: ("a.eml", _attach("winmail.dat", _tnef(data=OCTETS), "application/ms-tnef")),
    "name in winmail.dat": lambda: ("winmail.dat", _tnef(name="BC MẬT.docx")),
    "signed file": lambda: ("bc.docx.p7m", _signed(OCTETS)),
    "signed mail": lambda: (
        "a.eml",
        _attach("smime.p7m", _signed(_attach("bc.docx", OCTETS)), "application/pkcs7-mime"),
    ),
    "saved page": lambda: ("a.mht", _mail(html="<p>TỐI MẬT</p>")),
    "seven zips": lambda: ("a.zip", _deep(OCTETS, 7, "bc.docx")),
    "name in seven zips": lambda: ("a.zip", _deep(b"x", 7, "BC MẬT.txt")),
    "rich text": lambda: ("a.rtf", _rtf("TỐI MẬT")),
    "open document": lambda: ("a.odt", _odt("TỐI MẬT")),
}

ORDINARY = """
Nguyễn Thị Mật | Người ký: LÊ VĂN MẬT | NGUYỄN THỊ MẬT | xã Mật Sơn | XÃ MẬT SƠN | mật ong rừng | MẬT ONG RỪNG
Dứa, MẬT | trăng mật | mật gấu
Chè, cà phê, MẬT | MẬT: 50 lít | Kẹo MẬT | bí mật nhà nước | BẢO VỆ BÍ MẬT NHÀ NƯỚC | bảo mật thông tin | BẢO MẬT
mật độ dân số | MẬT ĐỘ | mật khẩu | Đổi mật khẩu định kỳ | mật mã dân sự | Thân mật đón tiếp 02 đoàn khách Lào
Phân loại tài liệu MẬT, TỐI MẬT, TUYỆT MẬT theo quy định | Trong kỳ không phát sinh văn bản MẬT | Độ mật: Không
Danh mục bí mật nhà nước độ Tuyệt mật, Tối mật | Quản lý tài liệu mật | thu hồi tài liệu | rỉ mật mía
"""
ORDINARY_NAMES = """
toi mat hang.docx | BAO MAT.docx | Báo cáo bảo mật.docx | mật độ dân số.xlsx | GAP MAT DAU XUAN.docx | BC MAT TRAN.docx
Nguyễn Thị Mật.docx | BC NGUYỄN THỊ MẬT.docx | BC-Nguyen-Van-MAT.docx | Mật Sơn - BC.docx | Dứa, MẬT.docx | format.docx
RA MAT SAN PHAM.docx | mật ong rừng 2024.xlsx | bí mật nhà nước.docx
"""


def _split(table):
    return [each.strip() for each in table.strip().replace("\n", "|").split("|")]


def _list_innocents():
    """Each ordinary line in three kinds of file in turn, and each ordinary name: more than a hundred."""
    makers = (
        lambda text: ("a.docx", _line(text)),
        lambda text: ("a.docx", _heading(text)),
        lambda text: ("a.docx", _box(text)),
        lambda text: ("a.xlsx", _xlsx(_put(text))),
        lambda text: ("a.eml", _mail(text=f"Kính gửi Văn phòng.\n{text}\n", html=f"<p>{text}</p>")),
        lambda text: ("a.html", _page(f"<p title='{text}'>{text}</p>")),
        lambda text: ("a.pdf", _pdf(text)),
        lambda text: ("a.txt", f"Báo cáo\n{text}\n".encode()),
        lambda text: ("a.zip", _zip({"trong/bc.txt": f"Báo cáo\n{text}\n"})),
        lambda text: ("a.p7m", _signed(f"Báo cáo\n{text}\n".encode())),
        lambda text: ("winmail.dat", _tnef(text=f"Báo cáo\r\n{text}")),
        lambda text: ("a.ics", _card(f"SUMMARY:Họp về\r\nDESCRIPTION:{text}")),
    )
    turn = itertools.cycle(makers)
    files = [next(turn)(line) for line in _split(ORDINARY) for _ in range(3)]
    return files + [(name, _docx()) for name in _split(ORDINARY_NAMES)]


def _stop(files):
    """Whether each is stopped; what an outside program would open is only skimmed, which must do."""
    with Reader() as reader:
        skimmed = reader.skim_documents(files)
        inside = [not name.endswith((".rtf", ".odt")) for name, _ in files]
        read = iter(reader.read_documents([file for file, opened in zip(files, inside, strict=True) if opened]))
    return [
        find_mark([name], [rough, *([next(read)] if opened else [])]) is not None
        for (name, _), rough, opened in zip(files, skimmed, inside, strict=True)
    ]


def test_every_marked_paper_is_stopped():
    assert len(MARKED) >= 30
    stopped = _stop([make() for make in MARKED.values()])
    assert [name for name, is_stopped in zip(MARKED, stopped, strict=True) if not is_stopped] == []


def test_no_innocent_paper_is_stopped():
    files = _list_innocents()
    assert len(files) >= 100
    stopped = _stop(files)
    assert [
        (number, file[0]) for number, (file, is_stopped) in enumerate(zip(files, stopped, strict=True)) if is_stopped
    ] == []


def test_the_words_of_wrapped_files_are_read():
    files = [("a.p7m", _signed(_docx())), ("winmail.dat", _tnef(text=REPORT, data=_docx()))]
    with Reader() as reader:
        signed, wrapped = reader.read_documents(files)
    assert [(block.locator, block.text) for block in signed.blocks] == [("part1/body/p1", REPORT)]
    assert [block.text for block in wrapped.blocks] == [REPORT, REPORT]
    assert [part.name for part in wrapped.parts] == ["thân thư.txt", "bc.docx"]


@pytest.mark.parametrize(
    "data", [_tnef()[:40], _tnef()[:-5], _signed(b"x" * 90)[:60], b"\x78\x9f\x3e\x22" + b"\xff" * 90]
)
def test_a_wrapper_that_is_cut_is_no_crash(data):
    with Reader() as reader:
        (document,) = reader.read_documents([("a", data)])
    assert document.findings or not document.blocks or document.parts


def test_a_string_of_an_old_workbook_that_goes_on_in_the_next_record_is_whole():
    text = "TỐI MẬT".encode("utf-16-le")
    head = struct.pack("<IIHB", 1, 1, 7, 1)
    records = struct.pack("<HH", 0xFC, len(head) + 4) + head + text[:4] + struct.pack("<HH", 0x3C, 1 + len(text) - 4)
    joined = _join_records(records + b"\1" + text[4:])
    assert text in joined


def _join_records(records):
    from tonghop.reading.salvage import join_records

    return join_records(records)
