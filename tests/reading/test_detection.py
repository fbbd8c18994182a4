"""The format is decided by the bytes alone, also where they are text in another coding or half a file."""

import io
import struct
import time
import zipfile

import pytest

from tonghop.reading import Limits, read_documents
from tonghop.reading.messages import FORMAT_LABELS
from tonghop.reading.precheck.detection import find_format
from tonghop.reading.precheck.refusal import find_macro, find_refusal, has_password
from tonghop.reading.registry import CONTAINERS, CONVERTED, READERS

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TEXT = "Báo cáo kết quả công tác thông tin đối ngoại\n"


def _zip(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in members:
            target.writestr(name, content)
    return buffer.getvalue()


def build_ole(streams, within=()):
    """An OLE container: streams (name, its first bytes) at the top, and names that stand in a storage below it."""
    names = [("Root Entry", b"", 5), *((name, head, 2) for name, head in streams), *((name, b"", 1) for name in within)]
    count = -(-len(names) // 4)
    contents = [head.ljust(4096, b"\0") for _, head, kind in names if kind == 2]
    first = 1 + count
    table = [0xFFFFFFFD, *range(2, count + 1), 0xFFFFFFFE]
    for number in range(len(contents)):
        table += [*range(first + 8 * number + 1, first + 8 * number + 8), 0xFFFFFFFE]
    directory = b""
    for number, (name, _, kind) in enumerate(names):
        raw = (name + "\0").encode("utf-16-le")
        sibling = number + 1 if 0 < number < len(streams) else 0xFFFFFFFF
        child = 1 if number == 0 else 0xFFFFFFFF
        start = first + 8 * (number - 1) if kind == 2 else 0xFFFFFFFE
        directory += struct.pack("<64sHBBIII36xIQ", raw, len(raw), kind, 1, 0xFFFFFFFF, sibling, child, start, 4096)
    directory = directory.ljust(512 * count, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    assert len(header) == 512
    return header + struct.pack("<128I", *(table + [0xFFFFFFFF] * (128 - len(table)))) + directory + b"".join(contents)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (_zip(("[Content_Types].xml", "x"), ("word/document.xml", "x")), "docx"),
        (_zip(("[Content_Types].xml", "x"), ("WORD\\document.xml", "x")), "docx"),
        (_zip(("[Content_Types].xml", "x"), ("content/document.xml", "x")), "docx"),
        (_zip(("xl/workbook.xml", "x")), "xlsx"),
        (_zip(("[Content_Types].xml", "x"), ("xl/workbook.bin", "x")), "xlsb"),
        (_zip(("ppt/presentation.xml", "x")), "pptx"),
        (_zip(("mimetype", OPEN_DOCUMENT + "text")), "odt"),
        (_zip(("mimetype", OPEN_DOCUMENT + "text-template")), "odt"),
        (_zip(("mimetype", OPEN_DOCUMENT + "spreadsheet")), "ods"),
        (_zip(("mimetype", OPEN_DOCUMENT + "presentation")), "odp"),
        (_zip(("content.xml", "x"), ("META-INF/manifest.xml", "x")), "odt"),
        (_zip(("bao cao/bc.docx", "x")), "zip"),
        (_zip(), "zip"),
        (build_ole([("WordDocument", b""), ("1Table", b"")]), "doc"),
        (build_ole([("WordDocument", b"")], within=["Workbook", "EncryptedPackage"]), "doc"),
        (build_ole([("Workbook", b"")], within=["WordDocument"]), "xls"),
        (build_ole([("WORKBOOK", b"")]), "xls"),
        (build_ole([("__properties_version1.0", b"")]), "msg"),
        (build_ole([("EncryptionInfo", b""), ("EncryptedPackage", b"")]), "encrypted"),
        (build_ole([("Contents", b"")]), "ole"),
        (b"PK", "unknown"),
        (b"\n%PDF-1.7\n", "pdf"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "pdf"),
        (b"{\\rtf1 abc}", "rtf"),
        (b"\xef\xbb\xbf {\\rtf1 abc}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\0\x08\0\0\0", "image"),
        (b"\0\0\0\x18ftypheic", "image"),
        (b"\0\0\0\x18ftypisom", "unknown"),
        (b"Rar!\x1a\x07\0", "rar"),
        (TEXT.encode(), "text"),
        (TEXT.encode("utf-8-sig"), "text"),
        (TEXT.encode("utf-16"), "text"),
        (TEXT.encode("utf-16-le"), "text"),
        (TEXT.encode("utf-16-be"), "text"),
        (TEXT.encode() + b"\x1a", "text"),
        ("Số: 12/BC\r\n<p> là thẻ".encode(), "text"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"<!-- x --><TABLE border=1><tr>", "html"),
        (b"<p class=MsoNormal>x</p>", "html"),
        ("<html><body>x</body></html>".encode("utf-16"), "html"),
        ("<html><body>x</body></html>".encode("utf-16-le"), "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "xml"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml"),
        (b"From: a@x.example\r\nSubject: b\r\n\r\nc", "mail"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nc", "mail"),
        (b"\xff\xfePK\x03\x04", "unknown"),
        (b"abc\0\x01\x02def", "unknown"),
    ],
)
def test_a_format_is_known_by_its_bytes(data, expected):
    assert find_format(data) == expected


def test_every_format_is_read_taken_apart_or_has_a_name_for_people():
    handled = {*READERS, *CONVERTED, *CONTAINERS}
    assert {"image", "pdf", "doc", "odt", "ods", "rtf", "xls"} <= handled & FORMAT_LABELS.keys()
    assert {"ppt", "pptx", "rar", "7z", "gzip", "xml", "ole", "xlsb", "odp"} <= FORMAT_LABELS.keys() - handled


def test_the_name_of_a_file_counts_for_nothing():
    (document,) = read_documents([("báo cáo.pdf", TEXT.encode())])
    assert (document.format, document.readable) == ("text", True)


@pytest.mark.parametrize(
    "data",
    [
        b"<!-- -->" * 5000 + b"x",
        b"<?xml ?>" + b"<!-- -->" * 5000 + b"x",
        b"%PDF-" + b"/Encrypt " * 5000,
        b"a:" * 30_000,
        b"PK\x03\x04" * 100_000,
        b"PK\x03\x04" + b"PK\x01\x02" * 100_000 + b"PK\x05\x06" + b"\xff" * 18,
        build_ole([("WordDocument", b"")])[:512] + b"\0\0\0\0" * 400_000,
        b"{\\rtf1" + b"{\\a" * 300_000,
        b"\x89PNG\r\n\x1a\n" * 100_000,
        b"II*\0\x08\0\0\0" + b"\xff" * 800_000,
    ],
    ids=["comments", "xhtml", "pdf", "headers", "zip", "directory", "ole", "rtf", "png", "tiff"],
)
def test_looking_at_hostile_bytes_never_takes_long(data):
    began = time.process_time()
    format_ = find_format(data)
    if find_refusal(data, format_, Limits()) is None:
        find_macro(data, format_)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("data", "format_", "found"),
    [
        (build_ole([("WordDocument", bytes(10) + b"\x00\x01")]), "doc", True),
        (build_ole([("WordDocument", bytes(10) + b"\x00\x02")]), "doc", False),
        (build_ole([("Workbook", b"\x09\x08\x02\0\0\0" + b"\x2f\0\x02\0\0\0")]), "xls", True),
        (build_ole([("Workbook", b"\x09\x08\x02\0\0\0" + b"\x42\0\x02\0\0\0")]), "xls", False),
    ],
)
def test_a_password_of_an_old_file_is_seen(data, format_, found):
    assert (find_format(data), has_password(data, format_)) == (format_, found)


def _doc(text, *, length=4096, version=0xC1):
    """A .doc whose only piece begins at byte 1024 with two bytes for each letter."""
    head = bytearray(1024)
    struct.pack_into("<H", head, 2, version)
    struct.pack_into("<I", head, 64, length)
    struct.pack_into("<II", head, 418, 0, 21)
    pieces = b"\2" + struct.pack("<IIIHIH", 16, 0, 1000, 0, 1024, 0)
    return build_ole([("WordDocument", bytes(head) + text), ("0Table", pieces)])


LETTERS = "Đón 7 đoàn".encode("utf-16-le") * 100


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_doc(LETTERS), None),
        (_doc(LETTERS[:600] + bytes(512) + LETTERS[1112:]), "corrupt"),
        (_doc(LETTERS, length=4097), "truncated"),
        (_doc(bytes(2000), length=9999, version=0x68), None),  # an older Word, which has no such table
        (_doc(LETTERS)[:1024], "truncated"),
        (build_ole([("Contents", b"")]), None),
        (build_ole([("WordDocument", b""), *[("x", b"")] * 3])[:600], "truncated"),
    ],
)
def test_an_old_word_file_that_lost_some_of_its_text_is_refused(data, expected):
    refusal = find_refusal(data, find_format(data), Limits())
    assert (refusal and refusal.key) == expected


def test_a_macro_of_an_old_file_is_seen():
    assert find_macro(build_ole([("WordDocument", b"")], within=["_VBA_PROJECT"]), "doc").key == "macro"
    assert find_macro(build_ole([("WordDocument", b"")]), "doc") is None


def test_a_picture_cut_short_is_not_recognised_by_half():
    strip = struct.pack("<HHII", 273, 4, 1, 60) + struct.pack("<HHII", 279, 4, 1, 40)
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + strip + bytes(4)
    whole = {
        "png": b"\x89PNG\r\n\x1a\n" + bytes(40) + b"\0\0\0\0IEND\xaeB`\x82",
        "jpeg": b"\xff\xd8\xff\xe0\xff\xd9 \xff\xda" + bytes(40) + b"\xff\xd9",
        "gif": b"GIF89a" + bytes(40) + b";",
        "tiff": tiff.ljust(100, b"\0"),
        "bmp": b"BM" + struct.pack("<I", 60) + bytes(54),
        "webp": b"RIFF" + struct.pack("<I", 52) + b"WEBP" + bytes(48),
    }
    for name, data in whole.items():
        assert find_format(data) == "image", name
        assert find_refusal(data, "image", Limits()) is None, name
        assert find_refusal(data[:-20], "image", Limits()).key == "truncated", name
