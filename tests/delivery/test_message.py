"""The mail as a recipient's program reads it."""

import email
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.period import parse_period
from schemas.plan import Plan
from tonghop.delivery.addresses import check_address, clean_text, encode_phrase

Compose = Callable[..., bytes]
SYLLABLES = [
    "Sở",
    "Khoa",
    "học",
    "và",
    "Công",
    "nghệ",
    "tỉnh",
    "Quảng",
    "Trị",
    "nghiêng",
    "-",
    "KH&CN,",
    "(VP)",
    '"A"',
    "đ",
]


def parse(data: bytes) -> EmailMessage:
    mail = email.message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_equal_inputs_give_equal_bytes(compose: Compose) -> None:
    assert compose() == compose()


def test_the_bytes_are_plain_crlf_lines_that_any_server_carries(compose: Compose) -> None:
    data = compose(missing=["Phòng Quản lý Công nghệ và Đổi mới sáng tạo"], example=True)
    lines = data.split(b"\r\n")
    assert data.isascii()
    assert data.endswith(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) < 100


def test_names_subject_and_file_survive_a_mail_program(compose: Compose, plan: Plan) -> None:
    mail = parse(compose())
    assert mail["Subject"] == (
        "Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm "
        "2024 (bản gửi trước)"
    )
    assert [(a.display_name, a.addr_spec) for a in mail["To"].addresses] == [
        ("Ủy ban nhân dân tỉnh Quảng Trị", "vanthu@ubnd.example")
    ]
    (sender,) = mail["From"].addresses
    assert sender.display_name == f"{plan.issuer.name} - {plan.office.name}"
    assert sender.addr_spec == "tonghop@sokhcn.example"
    assert mail["Reply-To"] == plan.office.address
    assert mail["Message-ID"] == "<tonghop.2024-H1.v1.UBND@sokhcn.example>"
    assert mail["Date"].datetime == datetime(2024, 6, 20, 5, 0, tzinfo=UTC)
    assert mail["Bcc"] is None
    assert not mail.defects
    (part,) = mail.iter_attachments()
    assert part.get_filename() == (
        "Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 - bản gửi trước.docx"
    )
    assert part.get_content_type() == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_an_old_parser_reads_the_same_names(compose: Compose) -> None:
    mail = email.message_from_bytes(compose(), policy=compat32)
    assert str(make_header(decode_header(mail["Subject"]))).startswith("Báo cáo kết quả công tác")
    assert str(make_header(decode_header(mail["To"]))) == "Ủy ban nhân dân tỉnh Quảng Trị <vanthu@ubnd.example>"
    (part,) = [part for part in mail.walk() if part.get_filename()]
    assert part.get_filename().startswith("Báo cáo kết quả")
    assert part.get_param("name") == "Bao-cao-2024-H1-v1.docx"


def test_the_attachment_is_the_report_and_the_last_line_proves_it(compose: Compose) -> None:
    report = bytes(range(256)) * 9
    mail = parse(compose(report=report))
    (part,) = mail.iter_attachments()
    body = mail.get_body()
    assert part.get_content() == report
    assert body is not None
    assert body.get_content().splitlines()[-1].endswith(hashlib.sha256(report).hexdigest())


def test_the_body_says_what_a_clerk_must_know(compose: Compose, plan: Plan) -> None:
    body = parse(compose(missing=["Phòng QLCN&ĐMST", "Trung tâm NC"])).get_body()
    assert body is not None
    text = body.get_content()
    assert text.splitlines()[0] == "Kính gửi: Ủy ban nhân dân tỉnh Quảng Trị"
    assert "bản gửi trước" in text
    assert "Phòng QLCN&ĐMST; Trung tâm NC" in text
    assert str(plan.office.telephone) in text
    assert plan.office.address in text
    assert "VÍ DỤ" not in text
    assert "thay cho" not in text


def test_nothing_missing_says_nothing_of_missing_units(compose: Compose) -> None:
    body = parse(compose()).get_body()
    assert body is not None
    assert "chưa nhận được" not in body.get_content()


def test_a_later_version_says_which_one_it_replaces(compose: Compose) -> None:
    mail = parse(compose(version=3, replaces=1))
    body = mail.get_body()
    assert body is not None
    assert "bản gửi trước lần 3" in mail["Subject"]
    assert "lần 1" in body.get_content()
    assert mail["Message-ID"] == "<tonghop.2024-H1.v3.UBND@sokhcn.example>"


def test_an_example_is_marked_in_subject_and_first_line(compose: Compose) -> None:
    mail = parse(compose(example=True))
    body = mail.get_body()
    assert body is not None
    assert mail["Subject"].startswith("[VÍ DỤ] Báo cáo")
    assert body.get_content().splitlines()[0].startswith("VÍ DỤ")


def test_a_trial_goes_to_the_trial_address_alone_under_an_identity_of_its_own(compose: Compose) -> None:
    data = compose(trial_address="thu@sokhcn.example")
    mail = parse(data)
    assert mail["Subject"].startswith("[CHẠY THỬ] Báo cáo")
    assert [a.addr_spec for a in mail["To"].addresses] == ["thu@sokhcn.example"]
    assert b"vanthu@ubnd.example" not in data
    assert mail["Message-ID"] == "<tonghop.2024-H1.v1.UBND.trial@sokhcn.example>"
    assert mail["To"].addresses[0].display_name == "Ủy ban nhân dân tỉnh Quảng Trị - chạy thử"


@pytest.mark.parametrize("code", ["2024-H1", "2024-H2", "2024", "2024-03-01..2024-04-15"])
def test_every_kind_of_period_has_a_safe_file_name(compose: Compose, code: str) -> None:
    period = parse_period(code)
    data = compose(period=period, title=f"Kết quả theo văn bản 12/UBND: {period.name} <gấp>? " + "rất dài " * 40)
    (part,) = parse(data).iter_attachments()
    name = part.get_filename()
    assert name is not None
    assert name.endswith(" - bản gửi trước.docx")
    assert not set('\\/:*?"<>|') & set(name)
    assert len(name.encode()) < 200


@pytest.mark.parametrize(
    "poison", ["\r\nBcc: x@evil.example", "\nBcc: x@evil.example", "\x0b\x85\u2028Bcc: x@evil.example"]
)
def test_no_value_can_add_a_header(compose: Compose, plan: Plan, poison: str) -> None:
    recipient = plan.recipients[0].model_copy(update={"name": f"UBND{poison}"})
    office = plan.office.model_copy(update={"name": f"VP{poison}", "telephone": f"0{poison}"})
    issuer = plan.issuer.model_copy(update={"name": f"Sở{poison}"})
    poisoned = plan.model_copy(update={"office": office, "issuer": issuer})
    data = compose(recipient=recipient, plan=poisoned, title=f"Kết quả{poison}", missing=[f"Phòng{poison}"])
    mail = parse(data)
    body = mail.get_body()
    assert mail["Bcc"] is None
    assert [a.addr_spec for a in mail["To"].addresses] == ["vanthu@ubnd.example"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["tonghop@sokhcn.example"]
    assert body is not None
    assert not any(line.startswith("Bcc") for line in body.get_content().splitlines())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "vanthu",
        "a b@x.example",
        "a@x.example\r\nRCPT TO:<b@x.example>",
        "a@x.example, b@x.example",
        "văn@x.example",
        "a@tỉnh.example",
        "<a@x.example>",
        "a@-x.example",
        "a..b@x.example",
        "a@x.example\n",
        "a" * 250 + "@x.example",
    ],
)
def test_an_address_that_is_not_one_plain_mailbox_is_refused(compose: Compose, plan: Plan, address: str) -> None:
    with pytest.raises(ValueError, match="Địa chỉ thư"):
        check_address(address)
    with pytest.raises(ValueError, match="Địa chỉ thư"):
        compose(mail_from=address)
    with pytest.raises(ValueError, match="Địa chỉ thư"):
        compose(recipient=plan.recipients[0].model_copy(update={"address": address}))


def test_a_code_that_could_leave_its_header_or_folder_is_refused(compose: Compose, plan: Plan) -> None:
    for code in ("../UBND", "UB ND", "UBND>", "", "U.trial"):
        with pytest.raises(ValueError, match="Mã nơi nhận"):
            compose(recipient=plan.recipients[0].model_copy(update={"code": code}))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=25))
def test_any_display_name_reads_back_whole(words: list[str]) -> None:
    name = " ".join(words)
    encoded = encode_phrase(name, first=4)
    assert all(len(line) <= 76 for line in f"To: {encoded}".split("\r\n"))
    mail = email.message_from_bytes(f"To: {encoded}\r\n <a@x.example>\r\n\r\n".encode("ascii"), policy=default)
    (address,) = mail["To"].addresses
    assert " ".join(address.display_name.split()) == name  # 3.11 may double a space, never tear a word
    strict = str(make_header(decode_header(encoded.replace("\r\n", "")))) if "=?" in encoded else encoded
    assert strict.replace("\r\n", "") == name


def test_decomposed_text_leaves_composed() -> None:
    assert clean_text("Sơ\u0309  Khoa\thọc") == "Sở Khoa học"


@pytest.mark.parametrize("disputed", [True, False])
def test_figures_that_nobody_has_verified_are_told_to_the_recipient(compose: Compose, disputed: bool) -> None:
    body = parse(compose(disputed=disputed)).get_body()
    assert body is not None
    told = " ".join(str(body.get_content()).split())
    assert ("Báo cáo có số liệu đang chờ xác minh (có thể báo cáo trùng)" in told) is disputed
