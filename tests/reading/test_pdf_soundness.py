"""Laws of damaged PDFs: what is left is read, never in silence; and of what a PDF says beside its pages."""

import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.pdf import read
from tonghop.reading.pdf.soundness import dissect_pdf
from tonghop.reading.raw import Reading, UnreadableError
from tonghop.reading.salvage import find_rough_lines

LONG = "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024, Sở báo cáo như sau:"
MARK = "TỐI MẬT"
WRITTEN = "<FEFF" + MARK.encode("utf-16-be").hex() + ">"


def read_pdf(data: bytes) -> Reading:
    return read(data, Limits())


def keys(reading: Reading) -> set[str]:
    return {finding.key for finding in reading.findings}


def pack(data: bytes, spoil: Callable[[bytes], bytes] = bytes, filters: str = "/FlateDecode") -> bytes:
    """The file with the stream of its last page deflated, then spoiled; its table of offsets is mended by PDFium."""
    start = data.rindex(b"stream\n", 0, data.rindex(b"endstream")) + 7
    end = data.rindex(b"\nendstream")
    packed = spoil(zlib.compress(data[start:end]))
    head = data[: data.rindex(b"<<", 0, start)]
    return head + f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode() + packed + data[end:]


def write_report(pdf: Any) -> bytes:
    page = pdf.page()
    for number in range(40):
        page.text(60, 800 - 18 * number, f"{number}. Tiếp đoàn khách số {number * 7919 % 1000}.")
    return bytes(pdf.build())


SPOILERS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda packed: packed[: len(packed) * 3 // 4],
    "a bit turned": lambda packed: packed[:-60] + bytes([packed[-60] ^ 0x55]) + packed[-59:],
    "zeros": lambda packed: packed[:-100] + bytes(40) + packed[-60:],
    "the check sum does not fit": lambda packed: packed[:-1] + bytes([packed[-1] ^ 1]),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_a_damaged_page_is_read_as_far_as_it_goes_but_waits_for_a_person(name: str, pdf: Any) -> None:
    reading = read_pdf(pack(write_report(pdf), SPOILERS[name]))
    assert reading.blocks[0].text.startswith("0. Tiếp đoàn khách số 0.")
    assert keys(reading) == {"part-corrupt"}


SOUND: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "without its check sum": lambda packed: packed[:-4],
    "with a line's end more": lambda packed: packed + b"\r\n",
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_page_is_not_called_damaged(name: str, pdf: Any) -> None:
    assert keys(read_pdf(pack(write_report(pdf), SOUND[name]))) == set()


def test_a_damaged_file_without_text_is_corrupt_and_no_scan(pdf: Any) -> None:
    with pytest.raises(UnreadableError, match="corrupt"):
        read_pdf(pack(write_report(pdf), lambda packed: packed[:20]))


LOST: dict[str, Callable[[bytes], bytes]] = {
    "a part of the content": lambda data: re.sub(rb"/Contents (\d+) 0 R", rb"/Contents [\1 0 R 99 0 R]", data),
    "a picture's object": lambda data: data.replace(b"/I1 7 0 R", b"/I1 7 0 R /X1 98 0 R"),
    "what is painted": lambda data: data.replace(b"/I1 7 0 R", b"/I2 7 0 R"),
    "the end of a change": lambda data: data + b"9 0 obj\n<< /Length 40 >>\nstream\nBT (Ban sua) Tj",
    "bytes of a plain page": lambda data: data.replace(b" Tj", b"", 1),
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_named_but_lost_is_told(name: str, pdf: Any) -> None:
    pdf.page().image(0, 0, 50, 50)
    whole = write_report(pdf)
    assert "part-corrupt" not in keys(read_pdf(whole))
    assert "part-corrupt" in keys(read_pdf(LOST[name](whole)))


def test_objects_in_a_damaged_object_stream_are_missed(pdf: Any) -> None:
    packed = zlib.compress(b"40 0 41 3 << >> << >>")
    stream = f"<< /Type /ObjStm /N 2 /First 10 /Length {len(packed) - 6} /Filter /FlateDecode >>\nstream\n"
    body = stream + packed[:-6].decode("latin-1") + "\nendstream"
    pdf.page().text(100, 700, LONG)
    assert keys(read_pdf(pdf.build(objects=[body]))) == {"part-corrupt"}


def test_bytes_that_unpack_to_more_than_allowed_are_not_judged() -> None:
    bomb = zlib.compress(bytes(10_000_000))
    data = b"1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n%%%%EOF" % (len(bomb), bomb)
    anatomy = dissect_pdf(data, 1_000)
    assert not anatomy.damaged
    assert [len(stream.content) for stream in anatomy.streams] == [1_000]


XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:title>{MARK}</dc:title></x:xmpmeta>".encode().decode("latin-1")
BESIDE: dict[str, dict[str, Any]] = {
    "a property of any name": {"info": f"/DoMat {WRITTEN}"},
    "metadata": {
        "catalogue": "/Metadata 10 0 R",
        "objects": [f"<< /Type /Metadata /Subtype /XML /Length {len(XMP)} >>\nstream\n{XMP}\nendstream"],
    },
    "a program": {"catalogue": f"/OpenAction << /S /JavaScript /JS {WRITTEN} >>"},
    "an alternative text": {"catalogue": f"/StructTreeRoot << /K << /S /Figure /Alt {WRITTEN} >> >>"},
    "a layer": {"objects": [f"<< /Type /OCG /Name {WRITTEN} >>"]},
}


@pytest.mark.parametrize("name", BESIDE)
def test_every_string_beside_the_pages_goes_to_the_gate(name: str, pdf: Any) -> None:
    pdf.page().text(100, 700, LONG)
    data = pdf.build(**BESIDE[name])
    reading = read_pdf(data)
    assert MARK in reading.unseen
    assert [block.text for block in reading.blocks] == [LONG]
    assert MARK in find_rough_lines(data[: data.rindex(b"xref\n0")], "pdf", Limits())  # refused as cut


ATTACHED = f"Báo cáo\n{MARK}\n".encode().decode("latin-1")
FILE = [
    "<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 11 0 R >> >>",
    f"<< /Type /EmbeddedFile /Length {len(ATTACHED)} >>\nstream\n{ATTACHED}\nendstream",
]


@pytest.mark.parametrize("place", ["file", "annotation"])
def test_the_content_of_an_attachment_goes_to_the_gate(place: str, pdf: Any) -> None:
    note = "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 10 0 R >>]"
    pdf.page(attributes=note if place == "annotation" else "").text(100, 700, LONG)
    names = "/Names << /EmbeddedFiles << /Names [(a.txt) 10 0 R] >> >>"
    data = pdf.build(objects=FILE, catalogue=names if place == "file" else "")
    reading = read_pdf(data)
    assert MARK in reading.unseen
    assert keys(reading) == {"embedded-part"}
    assert MARK in find_rough_lines(data[:-60], "pdf", Limits())


def build_layered(pdf: Any, state: str, name: str = "An") -> bytes:
    pdf.page(attributes="").draw("/OC /M1 BDC").text(100, 600, "An 99 doan").draw("EMC").text(100, 700, LONG)
    layers = ["<< /Type /OCG /Name (An) >>", f"<< /Type /OCG /Name ({name}) >>"]
    built = pdf.build(objects=layers, catalogue=f"/OCProperties << /OCGs [10 0 R 11 0 R] /D << {state} >> >>")
    return bytes(built.replace(b"/XObject <<", b"/Properties << /M1 10 0 R >> /XObject <<"))


@pytest.mark.parametrize(
    ("state", "other", "seen"),
    [
        ("/OFF [10 0 R]", "Khác", False),
        ("/BaseState /OFF /ON [11 0 R]", "Khac", False),
        ("/OFF [11 0 R]", "Khac", True),
        ("/OFF [10 0 R]", "An", True),  # which of the two layers it is cannot be told
    ],
)
def test_text_in_a_layer_that_is_off_is_unseen(state: str, other: str, seen: bool, pdf: Any) -> None:
    reading = read_pdf(build_layered(pdf, state, other))
    assert ("An 99 doan" in [block.text for block in reading.blocks]) is seen
    assert ("An 99 doan" in reading.unseen) is not seen


HIDING = {
    "clipped away": ("q 0 0 20 20 re W n", "Q", False),
    "clipped to nothing": ("q 100 600 0 20 re W n", "Q", False),
    "clipped around": ("q 90 590 400 30 re W n", "Q", True),
    "clipped in part": ("q 90 590 50 30 re W n", "Q", True),
    "under a white box": ("", "1 g 90 595 300 20 re f", False),
    "half under a white box": ("", "1 g 90 595 18 20 re f", True),
    "on a white box": ("1 g 90 595 300 20 re f 0 g", "", True),
    "beside a white box": ("", "1 g 90 500 300 20 re f", True),
    "under a frame": ("", "90 595 300 20 re S", True),
    "under a box that is clipped away": ("", "q 0 0 20 20 re W n 1 g 90 595 300 20 re f Q", True),
}


@pytest.mark.parametrize("name", HIDING)
def test_text_clipped_away_or_painted_over_is_unseen(name: str, pdf: Any) -> None:
    before, after, seen = HIDING[name]
    page = pdf.page().text(100, 700, LONG)
    start = len(page.content)
    page.text(100, 600, "Đón")
    page.content = f"{page.content[:start]} {before} {page.content[start:]} {after}"
    reading = read_pdf(pdf.build())
    assert ("Đón" in [block.text for block in reading.blocks]) is seen
    assert ("Đón" in reading.unseen) is not seen


def test_what_a_file_within_the_file_paints_is_not_missed(pdf: Any) -> None:
    inner = "q /X77 Do Q"
    stream = f"<< /Type /EmbeddedFile /Length {len(inner)} >>\nstream\n{inner}\nendstream"
    pdf.page().text(100, 700, LONG)
    assert keys(read_pdf(pdf.build(objects=[FILE[0], stream]))) == set()
