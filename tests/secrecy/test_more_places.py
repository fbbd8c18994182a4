"""Marks in more words, names and places that once passed, each beside near misses that must go on passing."""

import binascii
import codecs
import gzip
import io
import time
import zipfile

import docx
import pytest
import xlsxwriter

from schemas.document import Block, Cell
from schemas.values import BlockKind
from tonghop.reading import Reader, read_documents
from tonghop.secrecy import find_mark

MARKED = """
Tối mật (bản sao) | Tuyệt mật. Không sao chụp | Mật - Không phổ biến | Khẩn - Mật | Khẩn, Mật | Độ mật Mật
Độ mật Tối mật | Mức độ: Mật | Cấp độ mật: Tối mật | Mức độ bảo mật: Mật | Tài liệu Mật | Văn bản Mật
BÁO CÁO MẬT VỀ BIÊN GIỚI | Báo cáo Mật về biên giới | KẾ HOẠCH MẬT SỐ 5 | PHIẾU MẬT | Giải mật ngày 1/1/2024
Đã giải mật từ ngày 01 tháng 01 năm 2024 | ᴍậᴛ | ꓔỐꓲ ꓟẬꓔ
"""
INNOCENT = """
mật ong | Báo cáo mật ong | Kế hoạch Mật ong năm 2024 | bảo mật | Nguyễn Thị Mật | Bà Trần Thị Mật, không có ý kiến
mật độ | công tác bảo vệ bí mật | quản lý tài liệu mật theo quy định | Quản lý tài liệu mật | Tài liệu mật
Tối mật: 02 văn bản; Mật: 05 văn bản | - Tối mật (02 văn bản) | Mức độ bảo mật: cao | Mức độ: Bình thường
Mật khẩu: không được chia sẻ | Mật: không được phép | giải mật ngày 1/1/2024 | Giải mật 05 văn bản trong ngày
QUẢN LÝ TÀI LIỆU MẬT NĂM 2024 | TÀI LIỆU THU HỒI ĐẤT | Mật mía, không đường
"""
MARKED_NAMES = """
Công văn mật số 3.pdf | VB MAT.docx | CV MAT so 3.docx | 12-BC-MAT-VP.docx | MAT_BC 6T.docx | BC-Mat.docx
GIAI MAT.docx | TAI LIEU THU HOI.docx | tailieuthuhoi.docx | Tài liệu thu hồi sau hội nghị.pdf
"""
INNOCENT_NAMES = """
BC MAT VB.docx | BC MAT SO DO.docx | BC MAT DIEN.docx | CV MAT BANG.docx | Mat-BC.docx | Tài liệu thu hồi đất.docx
TAI LIEU THU HOI DAT.docx | GIAI MAT BANG.docx | Quản lý tài liệu mật theo quy định.docx | Công văn mật ong.docx
BC-Le-Mat.docx | BC-Nguyen-Thi-Mat.docx | Nguyễn Thị Mật số 3.docx | Kế hoạch bảo mật số 12.docx | BC-RA-MAT.docx
"""


def _split(table):
    return [each.strip() for each in table.strip().replace("\n", "|").split("|")]


@pytest.mark.parametrize("line", _split(MARKED))
def test_a_mark_in_more_words_is_stopped(document, line):
    assert find_mark([], [document("Báo cáo", line)]) is not None


@pytest.mark.parametrize("line", _split(INNOCENT))
def test_a_near_miss_passes(document, line):
    assert find_mark([], [document("Báo cáo", line, cells=("1", line), unseen=(line,))]) is None


@pytest.mark.parametrize("name", _split(MARKED_NAMES))
def test_a_mark_in_more_names_is_stopped(name):
    assert find_mark([name], []) is not None


@pytest.mark.parametrize("name", _split(INNOCENT_NAMES))
def test_a_name_that_is_nearly_a_mark_passes(name):
    assert find_mark([name], []) is None


def test_a_heading_is_a_stamp_at_the_head_of_a_page(document):
    for text, is_stopped in (("Tài liệu mật", True), ("Quản lý tài liệu mật", False), ("Công tác bảo mật", False)):
        head = Block(locator="header1/p1", kind=BlockKind.HEADER, text=text)
        assert (find_mark([], [document().model_copy(update={"blocks": (head,)})]) is not None) is is_stopped


@pytest.mark.parametrize(("letters", "is_stopped"), [("MẬT", True), ("TỐIMẬT", True), ("ĂẬT", False)])
@pytest.mark.parametrize("more", [(), ("ô bên",)], ids=["alone", "beside others"])
def test_a_column_of_single_letters_is_read_downwards(document, letters, is_stopped, more):
    rows = tuple(
        Block(
            locator=f"body/t1/r{number}",
            kind=BlockKind.TABLE_ROW,
            text=" | ".join((letter, *more)),
            cells=tuple(Cell(column=column, text=text) for column, text in enumerate((letter, *more), start=1)),
        )
        for number, letter in enumerate(letters, start=1)
    )
    mark = find_mark([], [document().model_copy(update={"blocks": rows})])
    assert (mark is not None) is is_stopped


@pytest.mark.parametrize("name", ["báo cáo format số", "báo cáo số"])
def test_tens_of_thousands_of_names_cost_little(document, name):
    began = time.process_time()
    names = tuple(f"/thư mục {number % 50}/{name} {number}.docx" for number in range(10_000))
    assert find_mark([], [document(unseen=names)]) is None
    assert time.process_time() - began < 1
    assert find_mark([], [document(unseen=(*names[-900:], "/thư mục/BC MẬT.docx"))]) is not None


def _xlsx(name="Biểu 1", form=""):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    sheet.write("A1", "Báo cáo")
    if form:
        sheet.write("A2", "", book.add_format({"num_format": form}))
    book.close()
    return out.getvalue()


def _page(inside):
    return f"<html><head></head><body><p>Báo cáo</p>{inside}".encode()  # cut: salvaged, not read


def _zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _docx(text):
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def _docx_with(name, content):
    with zipfile.ZipFile(io.BytesIO(_docx("Báo cáo"))) as archive:
        return _zip(**{each: archive.read(each) for each in archive.namelist()} | {name: content})


def _mail(body, headers="", kind="text/plain; charset=utf-8"):
    head = f"From: a@dv.example\r\nSubject: Bao cao\r\nMIME-Version: 1.0\r\n{headers}"
    return f"{head}Content-Type: {kind}\r\n\r\n{body}".encode()


def _uuencoded(data, name="bc.docx"):
    lines = codecs.encode(data, "uu").decode().split("\n", 1)[1].replace("\n", "\r\n")
    return f"Kinh gui\r\n\r\nbegin 644 {name}\r\n{lines}\r\nTran trong\r\n"


def _card(data):
    told = binascii.b2a_base64(data, newline=False).decode()
    return f"BEGIN:VCALENDAR\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:{told}\r\nEND:VCALENDAR\r\n".encode()


def _forwarded(text, depth):
    mail = _mail(binascii.b2a_base64(text.encode()).decode(), "Content-Transfer-Encoding: base64\r\n")
    for level in range(depth):
        around = _mail("", kind=f"multipart/mixed; boundary=B{level}")
        mail = b"%b--B%d\r\nContent-Type: message/rfc822\r\n\r\n%b\r\n--B%d--\r\n" % (around, level, mail, level)
    return mail


PLACES = {
    "sheet name": _xlsx,
    "number format": lambda text: _xlsx(form=f'0"{text}"'),
    "value": lambda text: _page(f"<input value='{text}'>"),
    "placeholder": lambda text: _page(f'<input placeholder="{text}">'),
    "page in a page": lambda text: _page(f'<iframe srcdoc="&lt;p&gt;{text}&lt;/p&gt;">'),
    "meta": lambda text: _page(f'<meta name=keywords content="{text}">'),
    "html comment": lambda text: _page(f"<!-- {text} -->"),
    "custom attribute": lambda text: _docx_with("customXml/item1.xml", f'<a b="{text}"/>'),
    "author": lambda text: _docx_with("word/people.xml", f'<p xmlns:w="w"><w:person w:author="{text}"/></p>'),
    "packed object": lambda text: _docx_with("word/embeddings/x.bin", gzip.compress(_docx(text))),
    "json": lambda text: ('{"a": "' + text.encode("ascii", "backslashreplace").decode() + '"}').encode(),
    "letters by number": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "invitation's file": lambda text: _card(_docx(text)),
    "uuencoded": lambda text: _mail(_uuencoded(_docx(text))),
    "header": lambda text: _mail("Kính gửi", f"X-Note: =?utf-8?Q?{'=' + text.encode().hex('=')}?=\r\n"),
    **{f"forwarded {depth}": lambda text, depth=depth: _forwarded(text, depth) for depth in (8, 200)},
}


def test_a_mark_in_more_places_is_found_and_a_near_miss_is_not():
    files = [("", make(text)) for make in PLACES.values() for text in ("TỐI MẬT", "Mật ong")]
    stopped = [find_mark([], [read]) is not None for read in read_documents(files)]
    assert [name for name, is_stopped in zip(PLACES, stopped[::2], strict=True) if not is_stopped] == []
    assert [name for name, is_stopped in zip(PLACES, stopped[1::2], strict=True) if is_stopped] == []


def test_a_uuencoded_file_is_an_attachment_and_no_text():
    with Reader() as reader:
        mail = reader.read_mail(_mail(_uuencoded(_docx("Báo cáo"))))
        plain = reader.read_mail(_mail("We\r\nbegin 644 things\r\nhôm nay.\r\n"))
    assert [(name, data[:2]) for name, data in mail.parts] == [("bc.docx", b"PK")]
    assert mail.body_text.split() == ["Kinh", "gui", "Tran", "trong"]
    assert plain.parts == ()
    assert "begin 644 things" in plain.body_text
