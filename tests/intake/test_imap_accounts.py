"""Accounts from variables; refusals name the variable and never show a secret."""

from pathlib import Path

import pytest

from tonghop.intake.imap.accounts import AccountError, Acknowledgement, ImapAccount, parse_accounts
from tonghop.intake.trust import AuthMode
from tonghop.servers import Security

SECRET = "mat-khau-that"
LEAST = {"HOST": "mail.sokhcn.example", "USER": "vanthu", "PASSWORD": SECRET}


def parse(name: str = "", **fields: str) -> ImapAccount:
    prefix = f"TONGHOP_IMAP_{name}_" if name else "TONGHOP_IMAP_"
    (account,) = parse_accounts({prefix + field: value for field, value in (LEAST | fields).items()})
    return account


def test_only_host_user_and_password_must_be_told() -> None:
    account = parse()
    assert (account.port, account.security, account.folders) == (993, Security.TLS, ("INBOX",))
    assert (account.ack, account.ack_name, account.trust.mode) == (Acknowledgement.NONE, "", AuthMode.OFF)
    assert account.read_password() == SECRET


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"SECURITY": "starttls"}, {"port": 143}),
        ({"SECURITY": "plain", "HOST": "127.0.0.1"}, {"port": 143}),
        ({"PORT": "1993"}, {"port": 1993}),
        ({"FOLDER": "INBOX, Báo cáo/2024 ,,INBOX"}, {"folders": ("INBOX", "Báo cáo/2024")}),
        ({"ACK": "keyword"}, {"ack_name": "TonghopDaNhan"}),
        ({"ACK": "move"}, {"ack_name": "Đã tiếp nhận"}),
        ({"ACK": "move", "ACK_NAME": "Lưu"}, {"ack_name": "Lưu"}),
        ({"CA_FILE": "/etc/ca.pem"}, {"ca_file": Path("/etc/ca.pem")}),
    ],
)
def test_what_is_told_counts_and_the_rest_follows_from_it(fields: dict[str, str], expected: dict[str, object]) -> None:
    account = parse(**fields)
    assert {name: getattr(account, name) for name in expected} == expected


def test_the_name_of_our_own_server_makes_its_results_count() -> None:
    assert parse(AUTHSERV_ID="mail.sokhcn.example").trust.mode is AuthMode.STRICT
    assert parse(AUTHSERV_ID="mail.sokhcn.example", AUTH="lenient").trust.mode is AuthMode.LENIENT


def test_further_accounts_have_a_name_even_one_that_looks_like_a_field() -> None:
    names = ("VAN_THU", "PASSWORD", "FILE", "B2")
    given = {f"TONGHOP_IMAP_{name}_{field}": value for name in names for field, value in LEAST.items()}
    given |= {f"TONGHOP_IMAP_{field}": value for field, value in LEAST.items()}
    given["TONGHOP_IMAP_FILE_CA_FILE"] = "/etc/ca.pem"
    accounts = parse_accounts(given)
    assert [account.name for account in accounts] == ["", "b2", "file", "password", "van_thu"]
    assert accounts[2].ca_file == Path("/etc/ca.pem")
    assert len({account.source_name for account in accounts}) == 5


def test_other_variables_and_empty_ones_tell_nothing() -> None:
    assert parse_accounts({"TONGHOP_SMTP_HOST": "mail.sokhcn.example", "TONGHOP_IMAP_HOST": "", "PATH": "/bin"}) == ()


def test_another_mailbox_is_another_source_and_no_name_shows_where_it_is() -> None:
    names = {parse().source_name, parse(USER="khac").source_name, parse(HOST="mail2.sokhcn.example").source_name}
    assert len(names) == 3
    assert not any("vanthu" in name or "mail" in name for name in names)
    assert parse().source_name == parse(PASSWORD="other", FOLDER="Khác", ACK="seen").source_name


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"HOST": ""}, "thiếu TONGHOP_IMAP_KHO_HOST"),
        ({"USER": ""}, "thiếu TONGHOP_IMAP_KHO_USER"),
        ({"PASSWORD": ""}, "thiếu TONGHOP_IMAP_KHO_PASSWORD"),
        ({"PORT": "imap"}, "TONGHOP_IMAP_KHO_PORT"),
        ({"PORT": "70000"}, "TONGHOP_IMAP_KHO_PORT"),
        ({"SECURITY": "ssl"}, "TONGHOP_IMAP_KHO_SECURITY"),
        ({"SECURITY": "plain"}, "không đọc thư không mã hóa"),
        ({"ACK": "delete"}, "TONGHOP_IMAP_KHO_ACK"),
        ({"ACK": "keyword", "ACK_NAME": "Đã nhận"}, "từ khóa đánh dấu"),
        ({"ACK": "keyword", "ACK_NAME": r"x) +FLAGS (\Deleted"}, "từ khóa đánh dấu"),
        ({"ACK": "move", "ACK_NAME": "INBOX"}, "không được là một trong các thư mục đang đọc"),
        ({"ACK": "move", "ACK_NAME": "x\r\na1 DELETE INBOX"}, "TONGHOP_IMAP_KHO_ACK_NAME"),
        ({"FOLDER": "x\r\na1 DELETE INBOX"}, "TONGHOP_IMAP_KHO_FOLDER"),
        ({"ACK_NAME": "Lưu"}, "TONGHOP_IMAP_KHO_ACK_NAME"),
        ({"FOLDER": " , "}, "TONGHOP_IMAP_KHO_FOLDER"),
        ({"AUTH": "strict"}, "TONGHOP_IMAP_AUTHSERV_ID"),
        ({"AUTH": "maybe", "AUTHSERV_ID": "mail.sokhcn.example"}, "TONGHOP_IMAP_KHO_AUTH"),
        ({"PASWORD_FILE": "/x"}, "không có cấu hình TONGHOP_IMAP_KHO_PASWORD_FILE"),
        ({"FOLDERS": "INBOX"}, "không có cấu hình TONGHOP_IMAP_KHO_FOLDERS"),
    ],
)
def test_what_cannot_be_used_is_named_and_no_secret_is_shown(fields: dict[str, str], told: str) -> None:
    with pytest.raises(AccountError) as caught:
        parse("KHO", **fields)
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_password_is_never_in_what_an_account_shows(tmp_path: Path) -> None:
    account = parse()
    assert SECRET not in repr(account) + str(account) + account.model_dump_json()
    (tmp_path / "secret").write_text(f" {SECRET} \r\n")
    account = parse(PASSWORD="", PASSWORD_FILE=str(tmp_path / "secret"))
    assert account.read_password() == f" {SECRET} "
    assert SECRET not in repr(account)
