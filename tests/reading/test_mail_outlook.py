"""Outlook's .msg files, written here by the smallest container writer that can hold one."""

import struct

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.mail.mime import split_mail
from tonghop.reading.mail.outlook import split_msg
from tonghop.reading.mail.rtf import decompress_rtf, unwrap_rtf
from tonghop.reading.raw import UnreadableError

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
TIME_0800 = 133_620_480_000_000_000  # 05/06/2024 08:00 UTC in ticks since 1601


def _pad(data, size):
    return data + b"\0" * (-len(data) % size)


def _entry(name, kind, child, right, start, size):
    encoded = (name + "\0").encode("utf-16-le")
    pointers = struct.pack("<III", FREE, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + pointers
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def build_ole(tree):
    """A compound file of nested {name: bytes or dict}; all streams in the small sectors."""
    small, chain, entries = bytearray(), [], []

    def add(items):
        places = []
        for name, content in items.items():
            places.append(len(entries))
            entries.append([name, content, FREE, 0, 0])
            if isinstance(content, bytes) and content:
                first = len(chain)
                small.extend(_pad(content, 64))
                chain.extend([*range(first + 1, len(small) // 64), END])
                entries[places[-1]][3:] = [first, len(content)]
            elif isinstance(content, dict):
                entries[places[-1]][2] = add(content)
        for place, following in zip(places, [*places[1:], FREE], strict=True):
            entries[place].append(following)
        return places[0] if places else FREE

    entries.append(["Root Entry", None, FREE, 0, 0])
    child = add(tree)
    tables = [_pad(struct.pack(f"<{len(chain)}I", *chain), 512), None, _pad(bytes(small), 512)]
    entries[0] = ["Root Entry", None, child, 0, len(small), FREE]
    count = -(-len(entries) // 4)
    starts = [1, 1 + count, 1 + count + len(tables[0]) // 512]
    entries[0][3] = starts[2]
    directory = b"".join(
        _entry(name, 5 if number == 0 else 2 if isinstance(content, bytes) else 1, child, right, start, size)
        for number, (name, content, child, start, size, right) in enumerate(entries)
    )
    body = _pad(directory, 512) + tables[0] + tables[2]
    fat = [0xFFFFFFFD]
    for size in (count, len(tables[0]) // 512, len(tables[2]) // 512):
        fat += [*range(len(fat) + 1, len(fat) + size), END] if size else []
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack(
            "<HHHHH6xIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, starts[1], len(tables[0]) // 512, END, 0, 0
        )
    )
    header += struct.pack("<108I", *[FREE] * 108)
    return header + struct.pack("<128I", *fat, *[FREE] * (128 - len(fat))) + body


def _item(header_bytes, texts=(), binaries=(), fixed=(), **storages):
    """The streams of a message or attachment: {property: value} by kind."""
    tree, table = {}, bytearray(header_bytes)
    for number, text in dict(texts).items():
        tree[f"__substg1.0_{number:04X}001F"] = text.encode("utf-16-le")
    for number, data in dict(binaries).items():
        tree[f"__substg1.0_{number:04X}0102"] = data
    for (number, kind), value in dict(fixed).items():
        table += struct.pack("<HHIQ", kind, number, 6, value)
    return tree | {"__properties_version1.0": bytes(table)} | storages


def _msg(texts=(), binaries=(), fixed=(), attached=()):
    storages = {f"__attach_version1.0_#{n:08X}": part for n, part in enumerate(attached)}
    usual = {0x0037: "Báo cáo 6 tháng", 0x001A: "IPM.Note"}
    return build_ole(_item(32, usual | dict(texts), binaries, fixed, **storages))


def _attachment(name, data):
    return _item(8, {0x3707: name}, {0x3701: data}, {(0x3705, 3): 1})


def test_head_text_and_attachments_are_those_of_the_message():
    data = _msg(
        {0x1000: "Có 3 lớp.\r\n\r\nTrân trọng\r\nA", 0x5D02: "A@dv.example", 0x1035: "<1@dv.example>"},
        fixed={(0x0039, 0x40): TIME_0800, (0x0E06, 0x40): TIME_0800 + 600_000_000},
        attached=[_attachment("Báo cáo.docx", b"1" * 700), _attachment("b.pdf", b"22")],
    )
    head, blob = split_msg(data, Limits())
    assert (head["sender"], head["subject"], head["message_id"]) == (
        "a@dv.example",
        "Báo cáo 6 tháng",
        "<1@dv.example>",
    )
    assert (head["sent_at"], head["received_at"]) == ("2024-06-05T08:00:00+00:00", "2024-06-05T08:01:00+00:00")
    assert [(block.locator, block.text) for block in head["body"]["blocks"]] == [
        ("body/p1", "Có 3 lớp."),
        ("body/p3", "Trân trọng"),
        ("signature/p4", "A"),
    ]
    assert head["parts"] == [("Báo cáo.docx", 700), ("b.pdf", 2)]
    assert (blob, head["automatic"]) == (b"1" * 700 + b"22", False)


@pytest.mark.parametrize(
    ("texts", "sender"),
    [
        ({0x007D: "From: Phòng A <a@dv.example>\r\n", 0x5D02: "b@dv.example"}, "a@dv.example"),
        ({0x007D: "From: a@dv.example, b@dv.example\r\n", 0x5D02: "b@dv.example"}, None),
        ({0x0064: "SMTP", 0x0065: "a@dv.example"}, "a@dv.example"),
        ({0x0064: "EX", 0x0065: "/o=So/cn=a@dv.example"}, None),
        ({0x0042: "a@dv.example"}, None),
        ({}, None),
    ],
)
def test_the_sender_is_one_strict_smtp_address(texts, sender):
    assert split_msg(_msg({0x1000: "x"} | texts), Limits())[0]["sender"] == sender


def test_rows_of_the_page_are_kept_in_its_code_page():
    page = "<p>Kết quả</p><table><tr><td>STT<td>Nội dung</tr><tr><td>1<td>A</tr></table>"
    head, _ = split_msg(_msg({0x1000: "Kết quả STT Nội dung 1 A"}, {0x1013: page.encode("utf-8")}), Limits())
    assert [block.text for block in head["body"]["blocks"]] == ["Kết quả", "STT | Nội dung", "1 | A"]
    head, _ = split_msg(_msg({}, {0x1013: "<p>Báo cáo".encode("cp1258")}, {(0x3FDE, 3): 1258}), Limits())
    assert head["body_text"] == "Báo cáo"


def test_an_attached_message_becomes_a_mail_with_its_own_attachments():
    inner = _item(
        24, {0x0037: "Gốc", 0x1000: "Trong có 5 đoàn", 0x5D02: "b@dv.example"}, fixed={(0x0039, 0x40): TIME_0800}
    )
    inner["__attach_version1.0_#00000000"] = _attachment("x.bin", b"trong")
    part = _item(8, {0x3001: "Gốc"}, fixed={(0x3705, 3): 5}, **{"__substg1.0_3701000D": inner})
    head, blob = split_msg(_msg({0x1000: "ngoài"}, attached=[part]), Limits())
    assert [name for name, _ in head["parts"]] == ["Gốc.eml"]
    again, content = split_mail(blob, Limits())
    assert (again["sender"], again["subject"], again["body_text"]) == ("b@dv.example", "Gốc", "Trong có 5 đoàn")
    assert (again["sent_at"], again["parts"], content) == ("2024-06-05T08:00:00+00:00", [("x.bin", 5)], b"trong")


def _compress(rtf):
    """RTF as Outlook may store it, every byte as it is."""
    packed = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<II4sI", len(packed) + 12, len(rtf), b"LZFu", 0) + packed


def _finish(rtf):
    """The same with the sign of its end, at which the window stands."""
    rtf = rtf + b" " * (-len(rtf) % 8)
    window = (207 + len(rtf)) % 4096
    return _compress(rtf) + b"\x01" + struct.pack(">H", window << 4)


WRAPPED = rb"""{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 B\'e1o
{\*\htmltag84 <b>}c\u225 ?o{\*\htmltag92 </b>}\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"""


def test_a_page_wrapped_in_compressed_rtf_is_read():
    head, _ = split_msg(_msg({}, {0x1009: _finish(WRAPPED)}), Limits())
    assert [block.text for block in head["body"]["blocks"]] == ["Báocáo"]


def test_text_wrapped_in_rtf_is_unwrapped_and_rtf_of_its_own_is_a_part():
    assert unwrap_rtf(rb"{\rtf1\ansi\fromtext a\par \{b\}}") == ("text", "a\r\n{b}")
    assert unwrap_rtf(rb"{\rtf1 a}") is None
    head, blob = split_msg(_msg({}, {0x1009: _finish(rb"{\rtf1 abc}")}), Limits())
    assert (head["parts"][0][0], blob.strip()) == ("thân thư.rtf", rb"{\rtf1 abc}")


def test_compressed_rtf_may_repeat_what_it_just_wrote_and_says_when_it_is_cut():
    # The example of MS-OXRTFCP 3.1.2: WXYZWXYZWXYZWXYZWXYZ
    data = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert decompress_rtf(data, 1_000) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    with pytest.raises(ValueError, match="cut short"):
        decompress_rtf(data[:-3], 1_000)


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), _msg()[:900]])
def test_a_damaged_container_is_refused(data):
    with pytest.raises(UnreadableError):
        split_msg(data, Limits())
