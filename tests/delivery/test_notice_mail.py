"""The mail of a notice as a mail program reads it."""

import email
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from schemas.notice import Notice, NoticeFile
from schemas.plan import Plan
from schemas.values import NoticeKind
from tonghop.delivery.notice_mail import compose_notice, make_notice_key, make_unit_slug

Compose = Callable[..., bytes]
PAGE = {"kind": NoticeKind.TODAY, "key": "hom-nay-2024-06-19", "subject": "Việc hôm nay, thứ Tư 19/6/2024"}
TEXT = "Kỳ 6 tháng đầu năm 2024: 2/4 đơn vị đã gửi.\n\n  - Trung tâm: đang chờ   (còn 1 ngày)\n"
HTML = '<!doctype html><html lang="vi"><head></head><BODY class="a"><h1>Hôm nay</h1></body></html>'


@pytest.fixture
def compose(plan: Plan, now: datetime) -> Compose:
    def build(html: str | None = None, text: str = TEXT, notice: dict[str, Any] = PAGE, **changes: Any) -> bytes:
        given: dict[str, Any] = {
            "plan": plan,
            "address": "vanphong@sokhcn.example",
            "mail_from": "tonghop@sokhcn.example",
            "dated_at": now,
        }
        return compose_notice(Notice(text=text, html=html, **notice), **(given | changes))

    return build


def parse(data: bytes) -> EmailMessage:
    mail = email.message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def read_part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("html", [None, HTML])
def test_equal_notices_give_equal_plain_crlf_lines(compose: Compose, html: str | None) -> None:
    data = compose(html)
    lines = data.split(b"\r\n")
    assert data == compose(html)
    assert data.isascii() and data.endswith(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) < 100


def test_the_office_is_told_by_the_program_and_no_machine_answers(compose: Compose, plan: Plan) -> None:
    mail = parse(compose())
    assert mail["Subject"] == PAGE["subject"]
    assert [(each.display_name, each.addr_spec) for each in mail["To"].addresses] == [
        (plan.office.name, "vanphong@sokhcn.example")
    ]
    assert mail["From"].addresses[0].display_name == "Phần mềm tổng hợp báo cáo"
    assert mail["Message-ID"] == "<tonghop.today.hom-nay-2024-06-19@sokhcn.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"] == plan.office.address
    assert mail.get_content_type() == "text/plain"
    assert read_part(mail, "plain") == TEXT


def test_the_page_stands_beside_the_plain_text(compose: Compose) -> None:
    mail = parse(compose(HTML))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert read_part(mail, "plain") == TEXT
    assert read_part(mail, "html").strip() == HTML


@pytest.mark.parametrize(
    ("marks", "subject", "said"),
    [
        ({"example": True}, "[VÍ DỤ] ", ["VÍ DỤ:"]),
        ({"trial": True}, "[CHẠY THỬ] ", ["CHẠY THỬ:"]),
        ({"trial": True, "example": True}, "[CHẠY THỬ] [VÍ DỤ] ", ["VÍ DỤ:", "CHẠY THỬ:"]),
    ],
)
def test_marks_stand_in_the_subject_the_text_and_the_page(
    compose: Compose, marks: dict[str, bool], subject: str, said: list[str]
) -> None:
    mail = parse(compose(HTML, **marks))
    assert str(mail["Subject"]) == subject + str(PAGE["subject"])
    starts = [paragraph[:10] for paragraph in read_part(mail, "plain").split("\n\n")]
    html = read_part(mail, "html")
    for place, word in enumerate(said):
        assert starts[place].startswith(word)
        assert '<BODY class="a"><p><strong>' in html and f"<strong>{word}" in html


def test_a_rehearsal_has_an_identity_of_its_own(compose: Compose) -> None:
    mail = parse(compose(trial=True, address="thu@sokhcn.example"))
    assert mail["Message-ID"] == "<tonghop.today.hom-nay-2024-06-19.trial@sokhcn.example>"
    assert [each.addr_spec for each in mail["To"].addresses] == ["thu@sokhcn.example"]
    assert mail["To"].addresses[0].display_name.endswith(" - chạy thử")
    notice = Notice(text="", **PAGE)
    assert make_notice_key(notice, trial=True) != make_notice_key(notice, trial=False)


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "a\x00\x1b[31mb", "\ud800", "." * 2000, ".\n..\n.", ""])
def test_no_text_breaks_the_lines_of_a_mail(compose: Compose, text: str) -> None:
    data = compose(HTML.replace("Hôm nay", text), text)
    assert data.isascii()
    assert not any(b"\r" in line or b"\n" in line for line in data.split(b"\r\n"))
    assert not set("\x00\x1b\r") & set(read_part(parse(data), "plain"))


def test_the_longest_key_keeps_its_message_id_in_one_line(compose: Compose) -> None:
    key = "a" * 121
    data = compose(notice=PAGE | {"key": key}, trial=True)
    assert f"\r\nMessage-ID: <tonghop.today.{key}.trial@sokhcn.example>\r\n".encode() in data


def test_a_subject_cannot_smuggle_a_header_in(compose: Compose) -> None:
    mail = parse(compose(notice=PAGE | {"subject": "x\r\nBcc: y@evil.example"}))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "x Bcc: y@evil.example"


def test_an_address_that_is_none_is_refused(compose: Compose) -> None:
    with pytest.raises(ValueError, match="không dùng được"):
        compose(address="văn phòng@sokhcn.example")


# Mails to units -----------------------------------------------------------------------------------------------------

TO_UNIT = {"kind": NoticeKind.RECEIPT, "key": "ttnc.0", "subject": "Báo nhận", "address": "a@x.example", "reader": "TT"}


def test_a_unit_gets_its_mail_from_the_office_under_its_own_name(compose: Compose, plan: Plan) -> None:
    mail = parse(compose(notice=TO_UNIT))
    (sender,), (to,) = mail["From"].addresses, mail["To"].addresses
    assert sender.display_name == f"{plan.issuer.name} - {plan.office.name}"
    assert to.display_name == "TT"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] is None
    assert parse(compose(notice=TO_UNIT | {"kind": NoticeKind.REMINDER}))["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("message_id", "is_named"),
    [
        ("<CAF=a.b+c_1@mail.x.example>", True),
        ("<a@[127.0.0.1]>", True),
        (None, False),
        ("", False),
        ("a@x.example", False),
        ("<a b@x.example>", False),
        ("<a@x.example>\r\nBcc: y@x.example", False),
        ("<a@x.example> <b@x.example>", False),
        ("<thư@x.example>", False),
        (f"<{'a' * 900}@x.example>", False),
    ],
)
def test_a_plain_message_id_is_answered_and_any_other_left_out(
    compose: Compose, message_id: str | None, is_named: bool
) -> None:
    mail = parse(compose(notice=TO_UNIT | {"in_reply_to": message_id}))
    assert mail["In-Reply-To"] == mail["References"] == (message_id if is_named else None)
    assert mail["Bcc"] is None


@pytest.mark.parametrize("html", [None, HTML])
def test_files_keep_their_vietnamese_names_and_bytes_and_equal_notices_are_equal(
    compose: Compose, html: str | None
) -> None:
    files = tuple(NoticeFile(name=f"Mẫu báo cáo {number}.docx", data=bytes([number]) * 300) for number in (1, 2))
    data = compose(html, notice=TO_UNIT | {"attachments": files})
    assert data == compose(html, notice=TO_UNIT | {"attachments": files})
    mail = parse(data)
    assert [(each.get_filename(), each.get_content()) for each in mail.iter_attachments()] == [
        (file.name, file.data) for file in files
    ]
    assert "2/4 đơn vị" in read_part(mail, "plain")
    assert (mail.get_body(("html",)) is not None) is (html is not None)


@pytest.mark.parametrize(("code", "slug"), [("TTNC", "ttnc"), ("QLCN-2", "qlcn-2")])
def test_a_plain_unit_code_is_readable_in_a_key(code: str, slug: str) -> None:
    assert make_unit_slug(code) == slug


def test_no_unit_code_can_break_a_key() -> None:
    slugs = [make_unit_slug(code) for code in ("ĐMST", "A.B", "A%", "", "-a", "a" * 80)]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and slug.isalnum() for slug in slugs)
