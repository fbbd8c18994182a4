"""Containers: each file within is read as if it stood alone, under its place, and none hides or spoils another."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from schemas.rules import load_rules
from tonghop.reading import Limits, Reader, read_documents

CORPUS = Path(__file__).parent / "corpus"
GOOD = "<w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>"


def _zip(*members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in members:
            target.writestr(name, content)
    return buffer.getvalue()


def _mail(*attachments):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@dv.example", "Báo cáo"
    message.set_content("Kính gửi Văn phòng.\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _read(data, **limits):
    (document,) = read_documents([("x", data)], limits=Limits(**limits))
    return document


def test_files_of_a_zip_have_places_hashes_and_formats_of_their_own(make_docx):
    document = _read(_zip(("VP/bc.docx", make_docx(GOOD)), ("VP/số liệu.txt", "Số liệu"), ("a.rar", b"Rar!\x1a\x07\0")))
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("part1/body/p1", "Báo cáo"),
        ("part2/body/p1", "Số liệu"),
    ]
    told = [(part.prefix, part.name, part.format, part.readable) for part in document.parts]
    assert told == [
        ("part1", "bc.docx", "docx", True),
        ("part2", "số liệu.txt", "text", True),
        ("part3", "a.rar", "rar", False),
    ]
    (finding,) = document.findings
    assert (finding.rule, finding.locator) == ("not-read-yet", "part3")
    assert finding.message.startswith("Tệp bên trong “a.rar”: ")
    assert (document.format, document.readable) == ("zip", True)
    assert {"/VP/bc.docx", "/VP/số liệu.txt"} <= set(document.unseen_texts)


def test_a_damaged_or_locked_file_hides_no_other(make_docx):
    inner = _zip(("hỏng.docx", make_docx(GOOD)[:-60]), ("tốt.docx", make_docx(GOOD)), ("khóa.txt", "mật khẩu"))
    locked = bytearray(inner)
    name = "khóa.txt".encode()
    for magic, flags_at, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = locked.rfind(magic)
        assert locked[at + name_at : at + name_at + len(name)] == name
        locked[at + flags_at] |= 1
    document = _read(bytes(locked))
    assert [block.locator for block in document.blocks] == ["part2/body/p1"]
    assert [(finding.rule, finding.locator) for finding in document.findings] == [
        ("encrypted", None),
        ("truncated", "part1"),
    ]
    assert "“khóa.txt”" in document.findings[0].message
    assert [part.readable for part in document.parts] == [False, True, False]


def test_the_password_of_an_archive_is_told_once_for_all_files_behind_it():
    locked = bytearray(_zip(*((f"{number}.txt", "chữ") for number in range(7))))
    for magic, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(magic, at + 1)) >= 0:
            locked[at + flags_at] |= 1
    document = _read(_zip(("trong.zip", bytes(locked)), ("b.txt", "chữ")))
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("encrypted", "part1")]
    assert "Tệp nén có mật khẩu nên phần mềm không mở được 7 tệp bên trong: “0.txt”" in document.findings[0].message
    assert not _read(bytes(locked)).readable


def test_a_spoilt_member_costs_only_itself_and_still_reaches_the_gate():
    data = _zip(("a.txt", "MẬT ĐẤY"), ("b.txt", "tốt"), method=zipfile.ZIP_STORED)
    document = _read(data.replace("ĐẤY".encode(), "ĐÂY ".encode()[: len("ĐẤY".encode())]))
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("corrupt", "part1")]
    assert [block.text for block in document.blocks] == ["tốt"]
    assert any("MẬT" in text for text in document.unseen_texts)


def test_containers_within_containers_keep_their_places_and_findings_name_the_way(make_docx):
    inner = _zip(("bc.docx", make_docx(GOOD)), ("hỏng.docx", make_docx(GOOD)[:-60]))
    document = _read(_mail(("tất cả.zip", _zip(("trong.zip", inner)))))
    assert [block.locator for block in document.blocks] == ["part1/body/p1", "part2/part1/part1/body/p1"]
    assert [part.prefix for part in document.parts] == [
        "part2",
        "part2/part1",
        "part2/part1/part1",
        "part2/part1/part2",
    ]
    (finding,) = document.findings
    assert finding.locator == "part2/part1/part2"
    assert finding.message.startswith(
        "Tệp đính kèm “tất cả.zip”: Tệp bên trong “trong.zip”: Tệp bên trong “hỏng.docx”: "
    )


def test_a_zip_in_a_zip_in_a_zip_waits_for_a_person_and_its_words_reach_the_gate():
    document = _read(_zip(("1.zip", _zip(("2.zip", _zip(("3.txt", "MẬT")))))))
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("not-read-yet", "part1/part1")]
    assert (document.readable, "MẬT" in document.unseen_texts) == (False, True)


def test_what_may_be_unpacked_is_counted_over_all_levels():
    inner = _zip(("a.txt", "x" * 6_000))
    many = _zip(*((f"{number}.zip", inner) for number in range(4)))
    document = _read(many, archive_bytes=len(inner) * 4 + 13_000)
    assert [finding.rule for finding in document.findings] == ["bomb", "bomb"]
    assert len(document.blocks) == 2


def test_how_many_files_there_may_be_is_counted_over_all_levels():
    inner = _zip(("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c"))
    document = _read(_zip(("1.zip", inner), ("2.zip", inner)), archive_parts=6)
    assert len(document.blocks) == 4
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("bomb", "part2")]


@pytest.mark.parametrize(
    ("stored", "flags", "shown"),
    [
        ("Báo cáo.txt".encode(), 0x800, "Báo cáo.txt"),
        ("Báo cáo.txt".encode(), 0, "Báo cáo.txt"),
        ("Báo cáo.txt".encode("cp1258"), 0, "Báo cáo.txt"),
        (b"r\x82sum\x82.txt", 0, "résumé.txt"),
        (b"VP\\bc.txt", 0, "bc.txt"),
        (b"../../bc.txt", 0, "bc.txt"),
        (b"b\x01c.txt", 0, "bc.txt"),
    ],
)
def test_names_are_shown_as_their_maker_saw_them(stored, flags, shown):
    name = b"n" * len(stored)
    data = bytearray(_zip((name.decode(), "chữ")).replace(name, stored))
    for magic, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic) + flags_at
        data[at : at + 2] = flags.to_bytes(2, "little")
    document = _read(bytes(data))
    assert [(part.name, part.readable) for part in document.parts] == [(shown, True)]


def test_folders_and_what_systems_leave_are_no_files():
    document = _read(_zip(("VP/", ""), ("VP/Thumbs.db", "x"), ("__MACOSX/._a.txt", "x"), ("VP/a.txt", "chữ")))
    assert [(part.prefix, part.name) for part in document.parts] == [("part1", "a.txt")]


def test_an_empty_zip_says_so():
    assert [finding.rule for finding in _read(_zip()).findings] == ["no-text"]


def test_before_any_outside_program_the_gate_sees_rough_words_and_nothing_else(make_docx):
    rtf = b"{\\rtf1\\ansi M\\u7852?T\\par abc}"
    files = [("a", rtf), ("b", make_docx(GOOD)), ("c", _zip(("a.rtf", rtf), ("b.docx", make_docx(GOOD))))]
    first, second, third = Reader().skim_documents(files)
    assert (first.blocks, "MẬT" in first.unseen_texts) == ((), True)
    assert (second.blocks, second.unseen_texts) == ((), ())
    assert (third.blocks, "MẬT" in third.unseen_texts, "Báo cáo" in third.unseen_texts) == ((), True, False)


def test_without_libreoffice_one_file_waits_and_the_others_are_read(bare_environment):
    rtf = b"{\\rtf1 abc}"
    document, other = read_documents([("a", _zip(("a.rtf", rtf), ("b.txt", "chữ"))), ("b", b"b")])
    assert [block.locator for block in document.blocks] == ["part2/body/p1"]
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("program-missing", "part1")]
    assert "LibreOffice" in document.findings[0].message
    assert "cài LibreOffice" in document.findings[0].fix
    assert other.readable


def test_without_tesseract_a_scan_waits_and_is_called_a_scan(bare_environment):
    picture = (CORPUS / "scan.png").read_bytes()
    (document,) = Reader(may_recognise=lambda _: True).read_documents([("a.png", picture)])
    (finding,) = document.findings
    assert (finding.rule, document.scan) == ("program-missing", True)
    assert "nên chưa đọc được tệp bản quét/ảnh chụp" in finding.message


def test_a_remedy_says_what_to_do_and_not_again_what_happened():
    (document,) = read_documents([("a.rar", b"Rar!\x1a\x07\0")])
    assert document.findings[0].message == "Phần mềm chưa đọc được tệp nén RAR."
    assert document.findings[0].fix.startswith("Văn phòng mở tệp và ghi nhận")
    for _, _, message, fix in load_rules().values():
        assert not any(part.strip() in message for part in fix.rstrip(".").split(";") if len(part.split()) > 5)


def test_an_open_document_that_contradicts_its_checksums_never_reaches_libreoffice(bare_environment):
    members = (("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a>abcdefgh</a>"))
    good = _zip(*members, method=zipfile.ZIP_STORED)
    evil = _zip(members[0], ("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), method=zipfile.ZIP_STORED)
    documents = read_documents([("a", good), ("b", good.replace(b"abcdefgh", b"abcdefgi")), ("c", evil)])
    assert [document.findings[0].rule for document in documents] == ["program-missing", "corrupt", "corrupt"]


def test_mails_within_mails_are_counted_too():
    inner = _mail(("a.txt", b"a"), ("b.txt", b"b"))
    document = _read(_mail(("1.eml", inner), ("2.eml", inner)), archive_parts=5)
    assert [part.prefix for part in document.parts] == ["part2", "part2/part2", "part2/part3", "part3", "part3/part2"]
    assert [(finding.rule, finding.locator) for finding in document.findings] == [("bomb", "part3")]


def test_a_container_of_files_that_each_take_long_has_an_end(make_docx, monkeypatch):
    monkeypatch.setattr("tonghop.reading.farm.nodes.SECONDS_FACTOR", 0.000_000_1)
    document = _read(_zip(*((f"{number}.docx", make_docx(GOOD)) for number in range(3))))
    assert [(finding.rule, finding.locator) for finding in document.findings] == [
        ("bomb", "part1"),
        ("bomb", "part2"),
        ("bomb", "part3"),
    ]
