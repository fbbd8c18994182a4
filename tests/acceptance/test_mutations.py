"""Thousands of spoilt files of every format: no crash of the run, no hang, no half of a file taken for the whole.

TONGHOP_TEST_MUTATIONS says how many; a seed makes every run the same. LibreOffice sees a few of them, in calls of many.
"""

import io
import os
import random
import re
import struct
import subprocess
import time
import zipfile
import zlib
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest

from tonghop.reading import Limits, Reader, read_documents
from tonghop.reading.farm.pool import close_pool, get_pool
from tonghop.reading.office import find_soffice
from tonghop.reading.registry import CONVERTED

pytestmark = pytest.mark.acceptance

COUNT = int(os.environ.get("TONGHOP_TEST_MUTATIONS", "1000"))
OFFICE_SHARE = 100
"""One of so many goes through LibreOffice."""
SEED = 20240615
LIMITS = Limits(file_seconds=10, cpu_seconds=8, memory_bytes=700_000_000)
CHECKED = {"docx", "xlsx", "zip", "odt"}
"""Formats with a checksum over every word: whatever is read from a spoilt one must be what stood there."""
SHOWS_ITS_END = CHECKED | {"pdf", "doc", "rtf", "xls", "png"}
"""Formats that tell where they end: one that was cut short must not be read with fewer words and no finding."""
ENTITY = b'<!DOCTYPE x [<!ENTITY a "' + b"lol" * 50 + b'"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _docx():
    document = docx.Document()
    document.add_heading("Báo cáo công tác thông tin đối ngoại", 1)
    for number in range(12):
        document.add_paragraph(f"Tổ chức {number} lớp tập huấn với {number * 7} lượt người.", style="List Number")
    table = document.add_table(4, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "Số lượng 12"
    document.sections[0].header.paragraphs[0].text = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    return _saved(document)


def _xlsx():
    book = openpyxl.Workbook()
    for row in range(1, 15):
        book.active.append([row, f"Nội dung {row}", 12.5 * row, "Đạt"])
    return _saved(book)


def _png():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 200, 200, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(201 * 200))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _zip(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return buffer.getvalue()


def _mail(*attachments):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@dv.example", "Báo cáo 6 tháng"
    message.set_content("Kính gửi Văn phòng.\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, lack):
    """One good file of every format."""
    report, sheet = _docx(), _xlsx()
    html = b"<html><body><h1>B\xc3\xa1o c\xc3\xa1o</h1><table><tr><td>12<td>l\xe1\xbb\x9bp</table></body></html>"
    files = {"docx": report, "xlsx": sheet, "html": html, "text": "Báo cáo\nSố liệu: 12 lớp\n".encode() * 20}
    files["zip"] = _zip(("VP/bc.docx", report), ("VP/bảng.xlsx", sheet), ("thư.eml", _mail(("a.txt", b"a"))))
    files["mail"] = _mail(("bc.docx", report), ("tất cả.zip", files["zip"]))
    files["png"] = _png()
    program = find_soffice()
    if program is None:
        lack("LibreOffice")
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "bc.docx").write_bytes(report)
    (folder / "bang.xlsx").write_bytes(sheet)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for format_ in ("doc", "odt", "rtf", "pdf", "xls"):
        name = "bang.xlsx" if format_ == "xls" else "bc.docx"
        command = [program, profile, "--headless", "--convert-to", format_, "--outdir", str(folder), str(folder / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        files[format_] = (folder / name).with_suffix(f".{format_}").read_bytes()
    return files


def _flip(data, chance):
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 3, 20))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut(data, chance):
    return data[: chance.randrange(1, len(data))]


def _cut_near_the_end(data, chance):
    return data[: -chance.randrange(1, min(len(data), 400))]


def _cut_out(data, chance):
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 600) :]


def _repeat(data, chance):
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 3000)]
    return data[:start] + piece * chance.choice((2, 2, 50)) + data[start + len(piece) :]


def _overwrite(data, chance):
    start, length = chance.randrange(len(data)), chance.randrange(1, 64)
    return data[:start] + chance.choice((b"\0", b"\xff", b"<", b"PK")) * length + data[start + length :]


def _append(data, chance):
    return data + chance.choice((data, b"\0" * 5000, b"PK\x03\x04" + data[:300], b"<x>" * 500))


def _members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _operate(data, chance):
    """Surgery on the members of a zip, written anew without a fault of the zip itself."""
    members = _members(data)
    at = chance.randrange(len(members))
    name, content = members[at]
    other = members[chance.randrange(len(members))]
    change = chance.randrange(8)
    if change == 0:
        members[at] = (name, other[1])
    elif change == 1:
        members[at] = (name, b"")
    elif change == 2:
        del members[at]
    elif change == 3:
        members[at] = (name, content.replace(b"?>", b"?>" + ENTITY, 1) if b"?>" in content else ENTITY + content)
    elif change == 4:
        depth = chance.choice((100, 5000))
        members[at] = (name, content.replace(b"<w:p>", b"<w:sdt>" * depth + b"<w:p>", 1))
    elif change == 5:
        members[at] = (name, re.sub(rb'="[^"]*"', b'="' + b"9" * chance.choice((30, 200_000)) + b'"', content, count=3))
    elif change == 6:
        members[at] = (name, _flip(content or b"x", chance))
    else:
        members.append((name.upper(), other[1]))
    return _zip(*members)


def _lie(data, chance):
    """A number in one of the zip's own headers."""
    spoilt = bytearray(data)
    magic = chance.choice((b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"))
    places = [match.start() for match in re.finditer(re.escape(magic), data)]
    at = chance.choice(places) + chance.randrange(4, 30)
    spoilt[at : at + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, chance.randbytes(4)))
    return bytes(spoilt[: len(data)])


EVERYWHERE = (_flip, _flip, _flip, _cut, _cut_near_the_end, _cut_out, _repeat, _overwrite, _append)
IN_ZIPS = (*EVERYWHERE, _operate, _operate, _operate, _lie, _lie)
KEEPING_CHECKSUMS = {_flip, _cut, _cut_near_the_end, _cut_out, _overwrite}
"""Ways after which the checksums of a zip are those of its words as they were."""


def _mutate(seeds):
    chance = random.Random(SEED)
    office = sorted(CONVERTED.keys() & seeds.keys())
    others = sorted(seeds.keys() - set(office))
    for number in range(COUNT):
        format_ = chance.choice(office if number % OFFICE_SHARE == 0 else others)
        ways = IN_ZIPS if format_ in CHECKED else EVERYWHERE
        way = chance.choice(ways)
        yield format_, way, way(seeds[format_], chance)


def _count_words(document):
    return Counter(word for block in document.blocks for word in (block.label + " " + block.text).split())


def _read_peaks():
    """kB that the living children ever held."""
    peaks = []
    for child in get_pool()._idle:
        status = Path(f"/proc/{child._process.pid}/status")
        if status.exists():
            peaks.append(int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]))
    return peaks


def test_no_spoilt_file_stops_the_run_hangs_it_or_passes_for_a_whole_one(seeds):
    whole = dict(zip(seeds, map(_count_words, read_documents([("x", data) for data in seeds.values()])), strict=True))
    assert all(words for format_, words in whole.items() if format_ != "png")
    close_pool()
    told, faults, outcomes, slowest, peak_kb = [], [], Counter(), 0.0, 0
    before = time.monotonic()

    def spoil():
        for format_, way, data in _mutate(seeds):
            told.append((format_, way, len(data)))
            yield "x", data

    for number, document in enumerate(Reader(LIMITS).read_each(spoil())):
        format_, way, size = told[number]
        now = time.monotonic()
        slowest, before = max(slowest, now - before), now
        peak_kb = max([peak_kb, *_read_peaks()]) if number % 50 == 0 else peak_kb
        outcomes["read" if document.readable else "refused"] += 1
        silent = document.readable and not document.findings
        fewer = whole[format_] - _count_words(document)
        case = f"{number} {format_} {way.__name__}"
        if not document.readable and not document.findings:
            faults.append(f"{case}: refused without a reason")
        if not document.readable and document.blocks:
            faults.append(f"{case}: refused, yet with words")
        if silent and fewer and format_ in SHOWS_ITS_END and way in {_cut, _cut_near_the_end}:
            faults.append(f"{case} at {size} of {len(seeds[format_])}: half of it passes for the whole")
        if silent and fewer and format_ in CHECKED and way in KEEPING_CHECKSUMS:
            faults.append(f"{case}: other words than stood there")
    print(f"\n{len(told)} files: {dict(outcomes)}; slowest step {slowest:.1f} s; peak {peak_kb // 1024} MB")
    assert faults == []
    assert peak_kb * 1024 <= LIMITS.memory_bytes
    assert sum(outcomes.values()) == COUNT
