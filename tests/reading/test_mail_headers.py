"""The headers of a mail: who says to have sent it, what servers wrote on top, and what is never answered."""

from email import message_from_bytes, policy
from email.message import EmailMessage, Message

import pytest

from tonghop.reading import read_mail
from tonghop.reading.mail.headers import is_automatic, is_notice, read_from, read_head


def make(*headers: str) -> Message:
    lines = "\r\n".join(("MIME-Version: 1.0", *headers, "", "Kính gửi Văn phòng."))
    return message_from_bytes(lines.encode(), policy=policy.compat32)


@pytest.mark.parametrize(
    ("headers", "sender", "name", "fault"),
    [
        (['From: "Phòng A, \\"B\\"" <a@x.example>'], "a@x.example", 'Phòng A, "B"', None),
        (["From: =?utf-8?B?UGjDsm5n?= <a@x.example>"], "a@x.example", "Phòng", None),
        (['From: "=?utf-8?Q?b@y.example?=" <a@x.example>'], "a@x.example", "b@y.example", None),
        (["From: a@x.example"], "a@x.example", "", None),
        (["From: Trần Văn A (Phòng B) <a@x.example>"], "a@x.example", "Trần Văn A (Phòng B)", None),
        (["From: A (b@y.example) <a@x.example>"], None, "", "malformed"),
        (["From: A (B <a@x.example>"], None, "", "malformed"),
        (["From: A ((B)) <a@x.example>"], None, "", "malformed"),
        ([], None, "", "missing"),
        (["From: "], None, "", "missing"),
        (["From: <>"], None, "", "missing"),
        (["From: a@x.example", "From: a@x.example"], None, "", "doubled"),
        (["from: a@x.example", "FROM: b@x.example"], None, "", "doubled"),
        (["From: a@x.example, b@y.example"], None, "", "several"),
        (["From: A <a@x.example>, B <b@y.example>"], None, "", "several"),
        (["From: nhóm: a@x.example, b@x.example;"], None, "", "several"),
        (['From: "a@x.example" <>'], None, "", "name-only"),
        (['From: "a@x.example"'], None, "", "name-only"),
        (["From: =?utf-8?Q?a=40x.example?="], None, "", "name-only"),
        (["From: Phòng A"], None, "", "malformed"),
        (["From: alice@x.example)<evil@y.example>"], None, "", "malformed"),
        (["From: a@x.example <b@y.example>"], None, "", "malformed"),
        ([f"From: {'a' * 300}@x.example"], None, "", "malformed"),
        ([f"From: {'a@x.example, ' * 200}"], None, "", "several"),
    ],
)
def test_who_sent_it_or_why_nobody_knows(headers: list[str], sender: str | None, name: str, fault: str | None) -> None:
    assert read_from(make(*headers)) == {"sender": sender, "sender_name": name, "from_fault": fault}


@pytest.mark.parametrize(
    ("header", "automatic", "notice"),
    [
        ("X-Nothing: 1", False, False),
        ("Auto-Submitted: auto-replied (vacation)", True, True),
        ("Auto-Submitted: auto-generated", True, True),
        ("Auto-Submitted: notified", True, True),
        ("Auto-Submitted: no", False, False),
        ("Auto-Submitted: No; comment", False, False),
        ("X-Autoreply: yes", True, True),
        ("X-Autorespond: x", True, True),
        ("Precedence: auto_reply", True, True),
        ("Precedence: Bulk", True, False),
        ("Precedence: first-class", False, False),
        ("X-Auto-Response-Suppress: OOF, AutoReply", True, False),
        ("X-Auto-Response-Suppress: None", False, False),
        ("List-Id: <a.b>", True, False),
        ("List-Unsubscribe: <mailto:x@y.example>", True, False),
        ("List-Post: NO", True, False),
        ("Return-Path: <>", True, True),
        ("Return-Path:", True, True),
        ("Return-Path: <a@x.example>", False, False),
        ("Content-Type: multipart/report; boundary=b", True, True),
        ("Content-Type: message/disposition-notification", True, True),
        ("From: b@x.example", True, False),
    ],
)
def test_what_is_never_answered_is_not_always_a_notice(header: str, automatic: bool, notice: bool) -> None:
    mail = make("From: A <a@x.example>", header)
    assert (is_automatic(mail), is_notice(mail)) == (automatic, notice)


@pytest.mark.parametrize("name", ["MAILER-DAEMON", "postmaster"])
def test_what_a_mail_server_sends_is_a_notice(name: str) -> None:
    assert is_notice(make(f"From: Mail <{name}@x.example>"))


def test_the_trace_is_what_stands_in_the_head_in_its_order_and_bounded() -> None:
    hops = [f"Received: from a by h{n};\r\n Tue" for n in range(80)]
    trace = read_head(make("Authentication-Results: mx;\r\n\tspf=pass " + "x" * 9000, *hops, "From: a@x.example"))[
        "trace"
    ]
    assert len(trace) == 60
    assert trace[0][0] == "authentication-results"
    assert trace[0][1].startswith("mx; spf=pass x")
    assert len(trace[0][1]) == 4000
    assert trace[1] == ("received", "from a by h0; Tue")


def test_the_parent_gets_what_the_child_read() -> None:
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.example; none"
    mail["From"], mail["Reply-To"] = "Phòng A <A@x.example>", "B@y.example"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("Kính gửi Văn phòng.")
    read = read_mail(mail.as_bytes())
    assert (read.sender, read.sender_name, read.from_fault, read.reply_to) == (
        "a@x.example",
        "Phòng A",
        None,
        "b@y.example",
    )
    assert read.trace == (("authentication-results", "mx.example; none"),)
    assert (read.automatic, read.notice) == (True, True)
