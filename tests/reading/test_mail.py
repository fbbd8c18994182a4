"""Mails: who sent them, when, what they say, what is attached; hostile ones never escape."""

import base64
import quopri
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from tonghop.reading import Limits, Reader, read_documents, read_mail
from tonghop.reading.farm import nodes
from tonghop.reading.mail.headers import decode_words, find_sender

VIETNAM = timezone(timedelta(hours=7))


def _mail(**headers):
    message = EmailMessage()
    fields = {"From": "Phòng A <A@dv.example>", "Subject": "Báo cáo 6 tháng", "Message-ID": "<1@dv.example>"}
    for name, value in (fields | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        message[name] = value
    message.set_content("Kính gửi Văn phòng.\n")
    return message


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a@x.example"], "a@x.example"),
        (["<A@X.example>"], "a@x.example"),
        (['"Phòng, A" <a@x.example>'], "a@x.example"),
        (["Phòng\r\n A <a@x.example>"], "a@x.example"),
        (["=?utf-8?B?UGjDsm5n?= <a@x.example>"], "a@x.example"),
        (["alice@x.example)<evil@y.example>"], None),
        (["alice@x.example <evil@y.example>"], None),
        (["a@x.example, b@y.example"], None),
        (["a@x.example", "b@y.example"], None),
        (["a@x.example (Phòng A)"], None),
        (["<a@x.example> <b@y.example>"], None),
        (["a@localhost"], None),
        (["a@x..example"], None),
        (["nhóm: a@x.example;"], None),
        ([""], None),
        ([], None),
    ],
)
def test_a_sender_is_exactly_one_strict_address(values, expected):
    assert find_sender(values) == expected


def test_headers_are_read_as_the_server_wrote_them():
    message = _mail(Date="Sat, 15 Jun 2024 08:00:00 +0700")
    raw = (
        b"Received: from b by mx.example; Sat, 15 Jun 2024 08:00:05 +0700 (ICT)\r\n"
        b"Received: from c by b; Fri, 14 Jun 2024 01:00:00 +0000\r\n" + message.as_bytes()
    )
    mail = read_mail(raw)
    assert mail.sender == "a@dv.example"
    assert mail.subject == "Báo cáo 6 tháng"
    assert mail.received_at == datetime(2024, 6, 15, 8, 0, 5, tzinfo=VIETNAM)
    assert mail.sent_at == datetime(2024, 6, 15, 1, 0, tzinfo=UTC)
    assert mail.message_id == "<1@dv.example>"
    assert (mail.body_text.strip(), mail.automatic, mail.readable) == ("Kính gửi Văn phòng.", False, True)


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False),
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "no"}, False),
        ({"Precedence": "bulk"}, True),
        ({"List_Id": "<a.b>"}, True),
        ({"Return_Path": "<>"}, True),
        ({"Return_Path": "<a@dv.example>"}, False),
    ],
)
def test_automatic_mail_is_known(headers, automatic):
    assert read_mail(_mail(**headers).as_bytes()).automatic is automatic


def test_attachments_keep_names_and_bytes_and_signature_logos_are_skipped():
    message = _mail()
    message.add_alternative("<p>HTML</p>", subtype="html")
    message.add_attachment(b"1", maintype="application", subtype="octet-stream", filename="Ba\u0301o cáo.docx")
    message.add_attachment(b"2", maintype="application", subtype="octet-stream")
    message.add_attachment(b"3", maintype="image", subtype="png", disposition="inline", cid="<logo>")
    message.add_attachment(b"4", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    message.add_attachment(b"5", maintype="application", subtype="octet-stream", filename="../../x.docx")
    mail = read_mail(message.as_bytes())
    assert mail.parts == (("Báo cáo.docx", b"1"), ("dinh-kem-2", b"2"), ("x.docx", b"5"))
    assert mail.body_text.strip() == "Kính gửi Văn phòng."


def test_names_in_encoded_words_and_split_rfc2231_are_decoded():
    raw = (
        b"From: a@dv.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b'--b\r\nContent-Disposition: attachment; filename="=?utf-8?B?QsOhbyBjw6FvLmRvY3g=?="\r\n\r\n1\r\n'
        b"--b\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''B%C3%A1o;\r\n"
        b" filename*1*=%20c%C3%A1o.docx\r\n\r\n2\r\n"
        b"--b\r\nContent-Disposition: attachment; filename*=no-such-charset''x.docx\r\n\r\n3\r\n--b--\r\n"
    )
    assert [name for name, _ in read_mail(raw).parts][:2] == ["Báo cáo.docx", "Báo cáo.docx"]
    assert len(read_mail(raw).parts) == 3


def test_a_forwarded_mail_is_a_part_of_its_own_in_its_place():
    inner = _mail(Subject="Gửi báo cáo gốc")
    inner.add_attachment(b"trong", maintype="application", subtype="octet-stream", filename="goc.docx")
    outer = _mail(Subject="Fwd")
    outer.add_attachment(b"1", maintype="application", subtype="octet-stream", filename="a.bin")
    outer.add_attachment(inner)
    outer.add_attachment(b"2", maintype="application", subtype="octet-stream", filename="b.bin")
    mail = read_mail(outer.as_bytes())
    assert [name for name, _ in mail.parts] == ["a.bin", "Gửi báo cáo gốc.eml", "b.bin"]
    again = read_mail(mail.parts[1][1])
    assert (again.subject, again.parts) == ("Gửi báo cáo gốc", (("goc.docx", b"trong"),))
    assert mail.body_text == again.body_text == "Kính gửi Văn phòng."


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_forwarded_mail_that_was_encoded_like_a_file_is_read_all_the_same(encoding):
    inner = _mail(Subject="Trong").as_bytes()
    encoded = base64.encodebytes(inner) if encoding == "base64" else quopri.encodestring(inner)
    raw = (
        b"From: a@dv.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822; name=x.eml\r\n"
        b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n\r\n" + encoded
    )
    ((name, data),) = read_mail(raw).parts
    assert (name, read_mail(data).subject) == ("x.eml", "Trong")


def test_a_server_report_shows_the_mail_it_speaks_of_and_hands_nothing_on():
    raw = (
        b"From: mailer@mx.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
        b"--b\r\n\r\nKhong gui duoc\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nthu cu\r\n--b--\r\n"
    )
    mail = read_mail(raw)
    assert (mail.automatic, mail.parts) == (True, ())


def test_invitations_and_visiting_cards_are_no_files_and_winmail_is():
    message = _mail()
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="moi.ics")
    message.add_attachment("BEGIN:VCARD", subtype="vcard", filename="a.vcf")
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    mail = read_mail(message.as_bytes())
    assert mail.parts == (("winmail.dat", b"x"),)
    assert "BEGIN:VCALENDAR" in mail.unseen_texts


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("iso-8859-1", "Báo cáo".encode()),
        ("us-ascii", "Báo cáo".encode()),
        ("no-such", "Báo cáo".encode()),
        ("utf-8", "Báo cáo".encode() + b"\xff"),
        ("windows-1258", "Báo cáo".encode("cp1258")),
        ("utf-8", b"B=C3=A1o c=C3=A1o B=C3=A1o"),
    ],
)
def test_the_words_of_a_body_survive_a_charset_or_encoding_that_lies(charset, body):
    raw = b"From: a@x.example\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + body
    assert read_mail(raw).body_text.startswith("Báo cáo")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
        ("=?utf-8?B?QsOhbyBj?=\r\n =?utf-8?B?w6Fv?=", "Báo cáo"),
        ("=?windows-1258?Q?B=E1o?=", "Báo"),
        ("=?no-such?Q?abc?=", "abc"),
        ("=?utf-8?B?====?=", None),
        ("=?utf-8?B?A?= x", "=?utf-8?B?A?= x"),
        ("Báo\tcáo", "Báo cáo"),
    ],
)
def test_encoded_words_are_decoded_and_broken_ones_never_raise(value, expected):
    shown = decode_words(value)
    assert expected is None or shown == expected


HOSTILE = {
    "nothing": b"",
    "binary": bytes(range(256)) * 20,
    "no boundary": b"From: a@x.example\r\nContent-Type: multipart/mixed\r\n\r\nx",
    "nested": b"From: a@x.example\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (number, number) for number in range(1500)),
    "bad charset": b"From: a@x.example\r\nContent-Type: text/plain; charset=\xff\xfe\r\n\r\n\xff",
    "bad base64": b"From: a@x.example\r\nContent-Type: a/b; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\n!",
    "bad dates": b"From: a@x.example\r\nDate: 99 Foo 99999 99:99\r\nReceived: ; -1\r\n\r\n",
    "raw header": b"From: a@x.example\r\nSubject: \xff\x00\x1b[31m\r\n\r\n",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_mail_never_raises(data):
    mail = read_mail(data, limits=Limits(file_seconds=5))
    assert mail.readable or len(mail.findings) == 1


def test_only_so_many_attachments_are_taken_and_that_is_told():
    message = _mail()
    for number in range(4):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    mail = read_mail(message.as_bytes(), limits=Limits(mail_parts=3))
    assert len(mail.parts) == 3
    assert [finding.rule for finding in mail.findings] == ["bomb"]


def test_a_mail_is_one_document_whose_parts_have_prefixes(make_docx):
    message = _mail()
    docx = make_docx("<w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="scan.pdf")
    message.add_attachment(docx, maintype="application", subtype="octet-stream", filename="bc.docx")
    (document,) = read_documents([("thu.eml", message.as_bytes())])
    assert (document.format, document.readable) == ("mail", True)
    assert [(block.locator, block.text) for block in document.blocks] == [
        ("part1/body/p1", "Kính gửi Văn phòng."),
        ("part3/body/p1", "Báo cáo"),
    ]
    (finding,) = document.findings
    assert (finding.rule, finding.locator) == ("truncated", "part2")
    assert "scan.pdf" in finding.message
    assert {"/Báo cáo 6 tháng", "/scan.pdf"} <= set(document.unseen_texts)


def test_attachments_that_each_kill_a_child_cannot_hold_up_the_office(make_docx, monkeypatch):
    monkeypatch.setattr(nodes, "DEATHS_PER_FILE", 1)
    slow = make_docx('<w:p><w:r><w:tab/><w:sym w:char="F0A7" w:font="Wingdings"/></w:r></w:p>' * 90_000)
    message = _mail()
    for _ in range(8):
        message.add_attachment(slow, maintype="application", subtype="octet-stream", filename="cham.docx")
    (document,) = read_documents([("thu.eml", message.as_bytes())], limits=Limits(file_seconds=0.3))
    assert [finding.rule for finding in document.findings] == ["bomb"] * 8
    assert document.readable


def test_one_reader_serves_mails_and_files(make_docx):
    with Reader() as reader:
        assert reader.read_mail(_mail().as_bytes()).sender == "a@dv.example"
        (document,) = reader.read_documents([("a.docx", make_docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"))])
    assert document.readable


def test_text_that_only_looks_like_a_header_is_no_mail():
    data = "Kính gửi: Văn phòng Sở\nTo: ai đó\n\nBáo cáo".encode()
    plain = b"Note: one\nDate: two\n\nx"
    assert [document.format for document in read_documents([("a", data), ("b", plain)])] == ["text", "text"]
