"""Hostile and broken files: one finding each, nobody else's file suffers, nothing escapes the room."""

import io
import subprocess
import sys
import time
import zipfile

import pytest

from tonghop.reading import Limits, read_documents
from tonghop.reading.precheck.detection import find_format
from tonghop.reading.precheck.refusal import find_refusal
from tonghop.reading.precheck.soundness import check_open_document
from tonghop.reading.raw import UnreadableError

GOOD = "<w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _rules(document):
    return [finding.rule for finding in document.findings]


def _patched(data, name, flag):
    """Set a bit in the general flags of one member, in its local header and in the directory."""
    data = bytearray(data)
    for magic, flags_at, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(magic)
        while at >= 0:
            if data[at + name_at : at + name_at + len(name)] == name:
                data[at + flags_at] |= flag
            at = data.find(magic, at + 1)
    return bytes(data)


def _with_stray_part(data):
    """A whole member before the directory that the directory does not name."""
    start = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    stray = data[: data.find(b"PK\x03\x04", 4)]
    moved = (start + len(stray)).to_bytes(4, "little")
    return data[:start] + stray + data[start : end + 16] + moved + data[end + 20 :]


def _with_other_size(data):
    at = data.find(b"PK\x03\x04") + 22
    return data[:at] + (7).to_bytes(4, "little") + data[at + 4 :]


def _with_same_place(data):
    """The directory sends the second member to the place of the first."""
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    return data[: second + 42] + (0).to_bytes(4, "little") + data[second + 46 :]


@pytest.fixture(scope="module")
def refused(make_docx):
    """Every way to be refused before or while parsing: bytes, the rule, and the format that is told."""
    good = make_docx(GOOD)
    doubled = io.BytesIO(good)
    with pytest.warns(UserWarning), zipfile.ZipFile(doubled, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    doctype = '<!DOCTYPE w:document [<!ENTITY a "b">]><w:document/>'
    return {
        "empty": (b"", "truncated", "empty"),
        "truncated": (good[:-60], "truncated", "docx"),
        "cut in the middle": (good[: len(good) // 2], "truncated", "docx"),
        "damaged part": (good.replace(good[600:640], b"\xff" * 40), "corrupt", "docx"),
        "no zip inside": (
            b"PK\x03\x04" + b" " * 26 + b"word/document.xml PK\x05\x06" + b"\xff" * 40,
            "corrupt",
            "docx",
        ),
        "not well-formed": (make_docx("<w:p>"), "corrupt", "docx"),
        "no body": (make_docx(extra={"word/document.xml": "<x/>"}), "corrupt", "docx"),
        "duplicate member": (doubled.getvalue(), "corrupt", "docx"),
        "path upwards": (make_docx(GOOD, extra={"../../etc/cron.d/x": "x"}), "corrupt", "docx"),
        "absolute path": (make_docx(GOOD, extra={"/etc/passwd": "x"}), "corrupt", "docx"),
        "windows path": (make_docx(GOOD, extra={"C:\\x": "x"}), "corrupt", "docx"),
        "DOCTYPE": (make_docx(extra={"word/document.xml": doctype}), "corrupt", "docx"),
        "late DOCTYPE": (make_docx(extra={"word/document.xml": f"<!--{'x' * 9000}-->{doctype}"}), "corrupt", "docx"),
        "DOCTYPE in UTF-16": (make_docx(extra={"word/document.xml": doctype.encode("utf-16")}), "corrupt", "docx"),
        "zeros": (make_docx(GOOD, extra={"word/media/a.bin": b"\0" * 50_000_000}), "bomb", "docx"),
        "deep": (make_docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "corrupt", "docx"),
        "encrypted docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "encrypted"),
        "encrypted zip": (_patched(good, b"word/document.xml", 1), "encrypted", "docx"),
        "part beside the directory": (_with_stray_part(good), "corrupt", "docx"),
        "other name in the header": (good.replace(b"word/document.xml", b"word/documenT.xml", 1), "corrupt", "docx"),
        "other size in the header": (_with_other_size(good), "corrupt", "docx"),
        "something behind the end": (good + good[:200], "corrupt", "docx"),
        "overlapping": (_with_same_place(good), "corrupt", "docx"),
        "cut rtf": (b"{\\rtf1 abc", "truncated", "rtf"),
        "open group in rtf": (b"{\\rtf1 {abc}", "truncated", "rtf"),
        "rtf with a long binary": (b"{\\rtf1 \\bin99999999 x}", "corrupt", "rtf"),
        "deep rtf": (b"{\\rtf1 " + b"{" * 3000 + b"}" * 3001, "bomb", "rtf"),
        "cut png": (b"\x89PNG\r\n\x1a\n", "truncated", "image"),
        "cut jpeg": (b"\xff\xd8\xff\xe0 \xff\xda abc", "truncated", "image"),
        "picture": (b"\xff\xd8\xff\xe0 \xff\xda abc\xff\xd9", "image-only", "image"),
        "ppt": (OLE + "PowerPoint Document".encode("utf-16-le"), "not-read-yet", "ppt"),
        "rar": (b"Rar!\x1a\x07\0", "not-read-yet", "rar"),
        "binary": (bytes(range(256)), "not-read-yet", "unknown"),
    }


def test_every_refused_file_is_one_finding_its_sender_can_act_on_and_order_is_kept(refused, make_docx):
    good = make_docx(GOOD)
    files = [file for name, (data, _, _) in refused.items() for file in ((name, data), ("tốt.docx", good))]
    documents = read_documents(files)
    told = {name: (_rules(document), document.format) for (name, _), document in zip(files, documents, strict=True)}
    del told["tốt.docx"]
    assert told == {name: ([rule], format_) for name, (_, rule, format_) in refused.items()}
    assert not any(document.readable or document.blocks for document in documents[::2])
    assert [document.blocks[0].text for document in documents[1::2]] == ["Báo cáo"] * len(refused)


def test_a_macro_is_told_and_the_text_still_read(make_docx):
    (document,) = read_documents([("a.docm", make_docx(GOOD, extra={"word/vbaProject.bin": b"x"}))])
    assert (_rules(document), document.readable, document.blocks[0].text) == (["macro"], True, "Báo cáo")


@pytest.mark.parametrize(
    ("body", "limits"),
    [
        ("<w:p/>" * 200_000, Limits(paragraphs=10_000)),
        (GOOD * 500, Limits(text_chars=1_000)),
        (GOOD, Limits(file_bytes=100)),
        (GOOD, Limits(zip_members=2)),
        (GOOD, Limits(part_bytes=300)),
        (GOOD * 1000, Limits(unpacked_bytes=20_000)),
        (GOOD * 1000, Limits(ratio=5, ratio_floor_bytes=10_000)),
    ],
    ids=["paragraphs", "characters", "file", "members", "part", "unpacked", "ratio"],
)
def test_a_file_beyond_a_limit_is_a_bomb(make_docx, body, limits):
    (document,) = read_documents([("a.docx", make_docx(body))], limits=limits)
    assert (_rules(document), document.readable) == (["bomb"], False)


def test_a_file_that_takes_too_long_costs_only_itself(make_docx):
    slow = make_docx('<w:p><w:r><w:tab/><w:sym w:char="F0A7" w:font="Wingdings"/></w:r></w:p>' * 95_000)
    good = make_docx(GOOD)
    began = time.monotonic()
    documents = read_documents([("slow", slow), ("good", good)], limits=Limits(file_seconds=0.5))
    assert time.monotonic() - began < 4
    assert [_rules(document) for document in documents] == [["bomb"], []]


def test_a_file_that_takes_too_much_memory_costs_only_itself(make_docx):
    big, good = make_docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 90_000), make_docx(GOOD)
    documents = read_documents([("big", big), ("good", good)], limits=Limits(memory_bytes=70_000_000))
    assert [_rules(document) for document in documents] == [["bomb"], []]


def test_the_child_loads_no_pydantic():
    code = (
        "import sys; from importlib import import_module; import tonghop.reading.farm.child as child; "
        "[import_module(module) for module in child.MODULES]; "
        "heavy = ('pydantic', 'pandas', 'schemas', 'openpyxl', 'oxmsg', 'pypdfium2', 'pyhanko'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


@pytest.mark.parametrize(
    "data",
    [b"<!-- -->" * 5000 + b"x", b"%PDF-" + b"/Encrypt " * 5000, b"a:" * 30_000, b"PK\x03\x04" * 100_000],
    ids=["comments", "pdf", "headers", "zip"],
)
def test_deciding_the_format_never_hangs(data):
    began = time.monotonic()
    find_format(data)
    assert time.monotonic() - began < 1


def test_text_of_a_broken_file_still_reaches_the_gate(make_docx):
    data = make_docx("<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p>" + GOOD * 50)
    rtf = b"{\\rtf1\\ansi M\\u7852?T\\par abc"
    doc = OLE + "WordDocument".encode("utf-16-le") + b"\0\0" + "Báo cáo\rMẬT\r".encode("utf-16-le")
    ppt = OLE + "PowerPoint Document".encode("utf-16-le") + b"\0\0" + "MẬT\r".encode("utf-16-le")
    doctype = make_docx(extra={"word/document.xml": "<!DOCTYPE a><w:document><w:p><w:t>MẬT</w:t></w:p></w:document>"})
    files = {"truncated": data[:-80], "rtf": rtf, "doc": doc, "ppt": ppt, "doctype": doctype}
    for (name, _), document in zip(files.items(), read_documents(list(files.items())), strict=True):
        assert not document.readable
        assert "MẬT" in document.unseen_texts, name


def test_groups_of_an_rtf_are_measured_in_one_pass():
    deep = (b"{" + b"a" * 39) * 900 + b"}" * 900
    data = b"{\\rtf1 \\{" + deep * 110 + b"\\}}"
    began = time.process_time()
    assert find_refusal(data, "rtf", Limits()) is None
    assert time.process_time() - began < 0.5
    for spread in (b"{", b"{" + b"a" * 100, b"{\\'7b\\\\"):
        assert find_refusal(b"{\\rtf1 " + spread * 1000 + b"}" * 1001, "rtf", Limits()).key == "bomb"
    assert find_refusal(b"{\\rtf1 " + b"{}" * 5000 + b"\\{" * 5000 + b"\\}" * 5000 + b"}", "rtf", Limits()) is None


@pytest.mark.parametrize(
    ("row", "cell", "rule"),
    [
        ('rows-repeated="1048576"', 'columns-repeated="1024" value-type="float"', ["bomb"]),
        ('rows-repeated="1048576"', 'columns-repeated="1024" formula="of:=1"', ["bomb"]),
        ('rows-repeated="1048576"', 'columns-repeated="1024" style-name="a"', []),
        ('rows-repeated="2"', 'columns-repeated="3" value-type="float"', []),
        ('rows-repeated="2"', 'value-type="float"', []),
        ('style-name="a"', 'columns-repeated="3" value-type="float"', []),
        ('rows-repeated="5000001"', 'value-type="float"', ["bomb"]),
    ],
)
def test_a_sheet_that_repeats_a_figure_for_ever_is_a_bomb(row, cell, rule):
    def own(attributes):
        return " ".join(f"t:number-{a}" if "repeated" in a else f"t:{a}" for a in attributes.split())

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        sheet = f"<t:table-row {own(row)}><!-- x --><t:table-cell {own(cell)}/></t:table-row>"
        archive.writestr("content.xml", f'<t:table xmlns:t="urn:t">{sheet}</t:table>')
    found = []
    try:
        check_open_document(stream.getvalue(), Limits())
    except UnreadableError as error:
        found.append(error.key)
    assert found == rule
