"""Who sent a mail: the plan's list, our own server's results, and everything that only looks like them."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.plan import Plan
from schemas.values import SenderTrust
from tonghop.intake.authentication import SenderProof, find_proof, read_results
from tonghop.intake.trust import AuthMode, TrustPolicy, is_mere_notice, judge_sender
from tonghop.reading import Mail

DAY = date(2024, 6, 18)
OWN = "mail.sokhcn.example"
SENDER = "ttnc@sokhcn.example"
BORDER = "from mx.evil.example (unknown [203.0.113.9]) by mail.sokhcn.example (Postfix) with ESMTPS id 1; Tue"
INNER = "from localhost (localhost [127.0.0.1]) by mail.sokhcn.example (Postfix) with ESMTP id 2; Tue"
FOREIGN = "from pc (pc [192.0.2.1]) by mx.evil.example with ESMTPSA id 3; Tue"
PASS = f"{OWN}; dmarc=pass header.from=sokhcn.example"
FAIL = f"{OWN}; dmarc=fail header.from=sokhcn.example"


def trace(*lines: str) -> tuple[tuple[str, str], ...]:
    return tuple(("received" if "by " in line else "authentication-results", line) for line in lines)


def prove(*lines: str, sender: str = SENDER, own: str = OWN) -> SenderProof:
    return find_proof(trace(*lines), own, sender)


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        ("dmarc=pass header.from=sokhcn.example", "proved"),
        ("dmarc=pass (p=reject dis=none) header.from=sokhcn.example", "proved"),
        ("dmarc=pass header.from=evil.example", "other-sender"),
        ("dkim=pass header.d=sokhcn.example", "proved"),
        (
            "dkim=pass (2048-bit key; unprotected) header.d=sokhcn.example header.i=@sokhcn.example header.b=a/b=",
            "proved",
        ),
        ("DKIM = Pass Header.D = SOKHCN.example.", "proved"),
        ('dkim/1=pass reason="good; d=x" header.i="x@sokhcn.example"', "proved"),
        ("dkim=pass header.d=evil.example", "other-sender"),
        ("dkim=pass header.d=nsokhcn.example", "other-sender"),
        ("dkim=pass header.d=example", "other-sender"),
        ("dkim=pass header.d=a.sokhcn.example", "other-sender"),
        ("dkim=pass header.d=evil.example header.i=@sokhcn.example", "other-sender"),
        ("dkim=fail header.d=sokhcn.example; dkim=pass header.d=sokhcn.example", "proved"),
        ("dkim=pass", "unclear"),
        ("spf=pass smtp.mailfrom=ttnc@sokhcn.example", "proved"),
        ("spf=pass smtp.mailfrom=sokhcn.example", "proved"),
        ("spf=pass smtp.mailfrom=<other@sokhcn.example>", "proved"),
        ("spf=pass smtp.mailfrom=x@evil.example", "other-sender"),
        ("spf=pass smtp.helo=sokhcn.example", "unclear"),
        ("spf=softfail smtp.mailfrom=sokhcn.example; dkim=pass header.d=sokhcn.example", "proved"),
        ("spf=pass smtp.mailfrom=sokhcn.example; dmarc=fail header.from=sokhcn.example", "failed"),
        ("spf=fail smtp.mailfrom=sokhcn.example", "failed"),
        ("spf=softfail smtp.mailfrom=sokhcn.example; dkim=none", "failed"),
        ("dkim=permerror header.d=sokhcn.example; spf=none", "failed"),
        ("spf=pass smtp.mailfrom=evil.example; dkim=fail header.d=sokhcn.example", "failed"),
        ("dkim=temperror header.d=sokhcn.example; spf=neutral", "unclear"),
        ("auth=pass (plain) smtp.auth=ttnc@sokhcn.example", "proved"),
        ("auth=pass smtp.auth=TTNC@sokhcn.example", "proved"),
        ("auth=pass smtp.auth=qlcn@sokhcn.example", "other-sender"),
        ("auth=pass smtp.auth=ttnc", "unclear"),
        ("none", "nothing"),
        ("spf=none; dkim=none; dmarc=none", "nothing"),
        ("iprev=pass policy.iprev=192.0.2.1; arc=pass", "nothing"),
        ('x="dmarc=pass"; "dkim=pass" header.d=sokhcn.example', "nothing"),
        ("spf=none (; dmarc=pass header.from=sokhcn.example)", "nothing"),
        ('spf=none reason="; dmarc=pass"', "nothing"),
        ("spf=none (((; dmarc=pass header.from=sokhcn.example", "unreadable"),
        ('spf=none reason="; dmarc=pass header.from=sokhcn.example', "unreadable"),
        ("spf=none ); dmarc=pass", "unreadable"),
        (
            'spf=pass (of "a); dmarc=pass header.from=sokhcn.example (b"@x.example) smtp.mailfrom=x.example',
            "unreadable",
        ),
        ('spf=pass smtp.mailfrom="a; dmarc=pass header.from=sokhcn.example"@x.example', "other-sender"),
    ],
)
def test_only_a_result_for_the_address_itself_is_a_proof(results: str, proof: str) -> None:
    assert prove(f"{OWN}; {results}", BORDER, FOREIGN) == proof


@pytest.mark.parametrize(
    ("lines", "proof"),
    [
        ((), "nothing"),
        ((BORDER, FOREIGN), "nothing"),
        ((PASS,), "proved"),  # a copy without any hop
        ((PASS, BORDER), "proved"),
        ((INNER, PASS, BORDER, FOREIGN), "proved"),  # amavis: between the hops of one machine
        ((BORDER, PASS, FOREIGN), "proved"),  # servers that write below their own hop
        (("from mail.sokhcn.example by mbox (Dovecot) with LMTP id 4; Tue", PASS, BORDER), "proved"),
        (("by 2002:a05:6a06::1 with SMTP id 5; Tue", PASS, BORDER), "proved"),
        (("from a by 10.0.0.4 with LMTP; Tue", PASS, BORDER), "proved"),
        (("from a by mbox.sokhcn.example with LMTP; Tue", PASS, BORDER), "proved"),
        ((BORDER, FOREIGN, PASS), "nothing"),
        ((FOREIGN, PASS), "nothing"),
        (("from a by [100.64.0.1] with SMTP; Tue", PASS), "nothing"),
        (("from a by mail.sokhcn.example.evil.example; Tue", PASS), "nothing"),
        (("from by.sokhcn.example (by mail.sokhcn.example) by mx.evil.example; Tue", PASS), "nothing"),
        ((FAIL, BORDER, PASS, FOREIGN), "failed"),  # forged below our own
        ((f"{OWN}; none", BORDER, PASS, FOREIGN), "nothing"),
        ((FAIL, PASS, BORDER), "failed"),
        ((f"{OWN}; dmarc=none", f"{OWN}; dkim=pass header.d=sokhcn.example", BORDER), "proved"),
        ((f"{OWN}; dkim=fail header.d=sokhcn.example", f"{OWN}; dkim=pass header.d=sokhcn.example"), "failed"),
        # forged below what our server wrote: it never makes better what stands above
        (
            (BORDER, f"{OWN}; spf=fail smtp.mailfrom=evil.example", f"{OWN}; dkim=pass header.d=sokhcn.example"),
            "failed",
        ),
        (
            (BORDER, f"{OWN}; spf=pass smtp.mailfrom=x.example", f"{OWN}; dkim=pass header.d=sokhcn.example"),
            "other-sender",
        ),
        ((f"{OWN}; spf=softfail", f"{OWN}; dmarc=pass header.from=sokhcn.example", BORDER), "failed"),
        # forged together with a hop under our name, below the one by which it came in
        ((BORDER, BORDER, PASS), "nothing"),
        ((BORDER, INNER, PASS), "nothing"),
        (
            ("from mail.sokhcn.example (unknown [203.0.113.9]) by mail.sokhcn.example with ESMTP", INNER, PASS),
            "nothing",
        ),
        (("from [127.0.0.1] (unknown [203.0.113.9]) by mail.sokhcn.example with ESMTP", INNER, PASS), "nothing"),
        (("from evil by mail.sokhcn.example with ESMTP; Tue", BORDER, PASS), "nothing"),
        (("from mx (mx.sokhcn.example [203.0.113.2]) by mbox.sokhcn.example with ESMTP", BORDER, PASS), "proved"),
        (("from mx (10.0.0.5) by mbox.sokhcn.example (10.0.0.6) with Microsoft SMTP Server", BORDER, PASS), "proved"),
        ((PASS.replace(OWN, "mail.sokhcn.example.evil.example"), BORDER), "nothing"),
        ((PASS.replace(OWN, "xmail.sokhcn.example"), BORDER), "nothing"),
        ((PASS.replace(OWN, "sokhcn.example"), BORDER), "nothing"),
        ((PASS.replace(OWN, "mail.sokhcn.example evil.example x"), BORDER), "unreadable"),
        ((PASS.replace(OWN, "MAIL.sokhcn.Example 1"), BORDER), "proved"),
        ((PASS.replace(OWN, '"mail.sokhcn.example"'), BORDER), "proved"),
        ((PASS.replace(OWN, "mail.sokhcn.example (amavisd-new)"), BORDER), "proved"),
        (("dmarc=pass header.from=sokhcn.example; mail.sokhcn.example", BORDER), "nothing"),
    ],
)
def test_only_what_our_own_server_put_on_top_counts(lines: tuple[str, ...], proof: str) -> None:
    assert prove(*lines) == proof


def test_results_are_read_with_their_properties() -> None:
    read = read_results("mx.example 1; dkim=pass (a (b) \\) c) header.d=x.example header.b=Ab==; none")
    assert read is not None
    assert (read[0], [tuple(result) for result in read[1]]) == (
        "mx.example",
        [("dkim", "pass", {"header.d": "x.example", "header.b": "ab=="})],
    )


def make_mail(**fields: Any) -> Mail:
    return Mail(**({"sender": SENDER} | fields))


@pytest.mark.parametrize(
    ("mode", "lines", "trust"),
    [
        (AuthMode.OFF, (FAIL, BORDER), SenderTrust.TRUSTED),
        (AuthMode.LENIENT, (FAIL, BORDER), SenderTrust.SPOOFED),
        (AuthMode.LENIENT, (f"{OWN}; spf=pass smtp.mailfrom=evil.example", BORDER), SenderTrust.SPOOFED),
        (AuthMode.LENIENT, (BORDER,), SenderTrust.TRUSTED),
        (AuthMode.LENIENT, (f"{OWN}; spf=temperror", BORDER), SenderTrust.TRUSTED),
        (AuthMode.LENIENT, (f"{OWN}; spf=(", BORDER), SenderTrust.SPOOFED),
        (AuthMode.STRICT, (BORDER,), SenderTrust.SPOOFED),
        (AuthMode.STRICT, (f"{OWN}; spf=temperror", BORDER), SenderTrust.SPOOFED),
        (AuthMode.STRICT, (PASS, BORDER), SenderTrust.TRUSTED),
    ],
)
def test_the_mode_says_how_much_the_results_decide(
    plan: Plan, mode: AuthMode, lines: tuple[str, ...], trust: SenderTrust
) -> None:
    judged = judge_sender(make_mail(trace=trace(*lines)), plan, TrustPolicy(authserv_id=OWN, mode=mode), DAY)
    assert (judged.trust, judged.unit, judged.reason == "") == (trust, "TTNC", trust is SenderTrust.TRUSTED)


def test_the_mode_follows_from_the_name_of_our_server() -> None:
    assert (TrustPolicy().mode, TrustPolicy(authserv_id=OWN).mode) == (AuthMode.OFF, AuthMode.STRICT)
    with pytest.raises(ValidationError, match="TONGHOP_IMAP_AUTHSERV_ID"):
        TrustPolicy(mode=AuthMode.STRICT)


@pytest.mark.parametrize(
    ("fields", "trust", "told"),
    [
        ({}, SenderTrust.TRUSTED, ""),
        ({"sender": "xttnc@sokhcn.example"}, SenderTrust.STRANGER, "không thuộc danh sách"),
        ({"sender": "ttnc@sokhcn.example.evil.example"}, SenderTrust.STRANGER, "không thuộc danh sách"),
        ({"sender": "a@evil.example", "sender_name": "TTNC@sokhcn.example"}, SenderTrust.SPOOFED, "tên hiển thị"),
        ({"sender": "a@evil.example", "reply_to": SENDER}, SenderTrust.STRANGER, "không thuộc danh sách"),
        ({"sender": None, "from_fault": "doubled"}, SenderTrust.STRANGER, "hai lần"),
        ({"sender": None, "from_fault": "several"}, SenderTrust.STRANGER, "nhiều địa chỉ"),
        ({"sender": None, "from_fault": "missing"}, SenderTrust.STRANGER, "không ghi"),
        ({"sender": None, "from_fault": "name-only"}, SenderTrust.STRANGER, "tên hiển thị"),
        ({"sender": None}, SenderTrust.STRANGER, "sai quy cách"),
    ],
)
def test_without_results_the_exact_list_decides(
    plan: Plan, fields: dict[str, Any], trust: SenderTrust, told: str
) -> None:
    judged = judge_sender(make_mail(**fields), plan, TrustPolicy(), DAY)
    assert (judged.trust, told in judged.reason, bool(told)) == (trust, True, bool(judged.reason))
    assert "example" not in judged.reason  # no word of the mail


def test_a_unit_counts_only_while_it_exists_and_letters_may_differ_in_case(plan: Plan) -> None:
    gone = [
        unit.model_copy(update={"valid_to": date(2024, 6, 17), "senders": (SENDER.upper(),)})
        if unit.code == "TTNC"
        else unit
        for unit in plan.units
    ]
    changed = plan.model_copy(update={"units": tuple(gone)})
    assert judge_sender(make_mail(), changed, TrustPolicy(), date(2024, 6, 17)).unit == "TTNC"
    late = judge_sender(make_mail(), changed, TrustPolicy(), DAY)
    assert (late.trust, "không còn" in late.reason) == (SenderTrust.STRANGER, True)


@pytest.mark.parametrize(
    ("fields", "trust", "mere"),
    [
        ({"notice": True}, SenderTrust.TRUSTED, True),
        ({"notice": True, "parts": (("a.docx", b"1"),)}, SenderTrust.TRUSTED, False),
        ({"automatic": True}, SenderTrust.TRUSTED, False),  # a unit that writes through a list
        ({"automatic": True}, SenderTrust.STRANGER, True),  # a newsletter
        ({"automatic": True, "sender": None}, SenderTrust.STRANGER, False),  # two From: somebody pretends
        ({}, SenderTrust.STRANGER, False),
        ({"notice": True, "message_id": "<tonghop.x@y>", "parts": (("a", b"1"),)}, SenderTrust.TRUSTED, True),
        ({"message_id": "<tonghop.x@y>", "parts": (("a", b"1"),)}, SenderTrust.TRUSTED, False),
        (
            {"notice": True, "body_text": "Tôi nghỉ phép đến 20/6.\nGấp xin gọi 024 0000 0000."},
            SenderTrust.TRUSTED,
            True,
        ),
        (
            {"notice": True, "body_text": "Kính gửi Sở\nBáo cáo công tác 6 tháng\nĐã đón 5 đoàn"},
            SenderTrust.TRUSTED,
            False,
        ),
        ({"notice": True, "body_text": "BÁO CÁO\n1. Không phát sinh"}, SenderTrust.STRANGER, True),
        ({"notice": True, "body_text": "Đã đón một đoàn.\n" * 13}, SenderTrust.TRUSTED, False),
    ],
)
def test_a_notice_of_a_program_is_no_submission_and_no_question(
    fields: dict[str, Any], trust: SenderTrust, mere: bool
) -> None:
    mail = make_mail(**fields)
    assert is_mere_notice(mail, trust, has_files=bool(mail.parts)) is mere
