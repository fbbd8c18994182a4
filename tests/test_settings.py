"""Settings from command line, environment and .env; refusals name the setting and never show a secret."""

import os
from pathlib import Path

import pytest

from tonghop.servers import Security
from tonghop.settings import Settings, SettingsError, load_settings

OFFICE = "vanphong@sokhcn.example"


@pytest.fixture
def env(bare_environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return bare_environment


def test_everything_has_a_default(env: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert settings.outputs == Path("outputs")
    assert (settings.folders, settings.maildirs, settings.plan) == ((), (), None)
    assert settings.settle_seconds == 30
    assert settings.make_smtp_settings(OFFICE) is None
    assert settings.ledger_url() == f"sqlite:///{Path('outputs/ledger.db').resolve()}"


def test_notices_may_have_addresses_of_their_own(env: pytest.MonkeyPatch) -> None:
    env.setenv("TONGHOP_OFFICE_ADDRESS", OFFICE)
    env.setenv("TONGHOP_ALERT_ADDRESS", "truc@sokhcn.example")
    settings = load_settings()
    assert (settings.office_address, settings.alert_address) == (OFFICE, "truc@sokhcn.example")


def test_paths_are_separated_as_the_platform_does(env: pytest.MonkeyPatch) -> None:
    env.setenv("TONGHOP_FOLDERS", os.pathsep.join(["/srv/chung", "", "/srv/bao cao, khác"]))
    env.setenv("TONGHOP_MAILDIRS", "/srv/thu")
    settings = load_settings()
    assert settings.folders == (Path("/srv/chung"), Path("/srv/bao cao, khác"))
    assert settings.maildirs == (Path("/srv/thu"),)


def test_an_empty_variable_is_as_none(env: pytest.MonkeyPatch) -> None:
    for name in ("FOLDERS", "SMTP_HOST", "SMTP_PORT", "PLAN", "TRIAL_ADDRESS", "ALERT_ADDRESS", "DATABASE_URL"):
        env.setenv(f"TONGHOP_{name}", "")
    settings = load_settings()
    assert settings == Settings(_env_file=None)
    assert settings.smtp_host is None


def test_what_is_given_comes_before_environment_before_the_file(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "office.env"
    file.write_text("TONGHOP_OUTPUTS=/srv/file\nTONGHOP_SETTLE_SECONDS=5\nTONGHOP_PLAN=/srv/plan.yaml\nOTHER=1\n")
    env.setenv("TONGHOP_ENV_FILE", str(file))
    env.setenv("TONGHOP_SETTLE_SECONDS", "7")
    settings = load_settings(outputs=Path("/srv/given"), plan=None, folders=())
    assert settings.outputs == Path("/srv/given")
    assert settings.settle_seconds == 7
    assert settings.plan == Path("/srv/plan.yaml")


def test_the_file_of_the_folder_is_read_unless_it_is_switched_off(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TONGHOP_SMTP_HOST=mail.sokhcn.example\n")
    env.chdir(tmp_path)
    assert load_settings().smtp_host is None
    env.delenv("TONGHOP_ENV_FILE")
    assert load_settings().smtp_host == "mail.sokhcn.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SETTLE_SECONDS", "-1"),
        ("SETTLE_SECONDS", "nửa phút"),
        ("SMTP_PORT", "smtp"),
        ("SMTP_SECURITY", "ssl"),
        ("MAIL_FROM", "văn phòng@sokhcn.example"),
        ("TRIAL_ADDRESS", "a@b.example, c@d.example"),
        ("OFFICE_ADDRESS", "vanphong"),
        ("ALERT_ADDRESS", "Người trực <truc@sokhcn.example>"),
    ],
)
def test_a_bad_value_is_named_and_neither_it_nor_a_secret_is_shown(
    env: pytest.MonkeyPatch, name: str, value: str
) -> None:
    env.setenv("TONGHOP_SMTP_PASSWORD", "mat-khau-that")
    env.setenv(f"TONGHOP_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    told = str(caught.value)
    assert f"TONGHOP_{name}" in told
    assert "Sửa biến môi trường hoặc tệp .env" in told
    assert value not in told
    assert "mat-khau" not in told
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SMTP_SECURITY", "none", "TONGHOP_SMTP_SECURITY (chỉ nhận tls, starttls hoặc plain)"),
        ("SMTP_PORT", "abc", "TONGHOP_SMTP_PORT (phải là số)"),
        ("IMAP_PORT", "abc", "TONGHOP_IMAP_PORT có giá trị không dùng được (phải là số)"),
        ("IMAP_SECURITY", "none", "(chỉ nhận tls, starttls hoặc plain)"),
        ("IMAP_ACK", "delete", "(chỉ nhận none, seen, move hoặc keyword)"),
    ],
)
def test_a_bad_value_is_told_with_what_may_stand_there(
    env: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    for other, given in (("HOST", "mail.sokhcn.example"), ("USER", "a"), ("PASSWORD", "b"), (name[5:], value)):
        if name.startswith("IMAP_"):
            env.setenv(f"TONGHOP_IMAP_{other}", given)
    env.setenv(f"TONGHOP_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert told in str(caught.value)


def test_a_secret_is_never_in_what_the_settings_show(env: pytest.MonkeyPatch) -> None:
    env.setenv("TONGHOP_SMTP_PASSWORD", "mat-khau-that")
    env.setenv("TONGHOP_DATABASE_URL", "postgresql://tonghop:mat-khau-that@db.example/so")
    settings = load_settings()
    assert "mat-khau" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.ledger_url() == "postgresql://tonghop:mat-khau-that@db.example/so"


def test_mailboxes_come_from_environment_and_file_together(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "office.env"
    file.write_text(
        "TONGHOP_IMAP_HOST=cu.sokhcn.example\nTONGHOP_IMAP_USER=vanthu\nTONGHOP_IMAP_PASSWORD='mat khau # that'\n"
        "tonghop_imap_kho_host=kho.sokhcn.example\ntonghop_imap_kho_user=kho\ntonghop_imap_kho_password=x\n"
    )
    env.setenv("TONGHOP_ENV_FILE", str(file))
    env.setenv("TONGHOP_IMAP_HOST", "moi.sokhcn.example")
    env.setenv("TONGHOP_IMAP_USER", "")
    settings = load_settings()
    assert [(each.name, each.host, each.user) for each in settings.imap_accounts] == [
        ("", "moi.sokhcn.example", "vanthu"),
        ("kho", "kho.sokhcn.example", "kho"),
    ]
    assert settings.imap_accounts[0].read_password() == "mat khau # that"
    assert "mat khau" not in repr(settings) + settings.model_dump_json()
    assert settings.has_sources


@pytest.mark.parametrize("name", ["TONGHOP_IMAP_FOLDERS", "TONGHOP_IMAP_ACCOUNTS", "TONGHOP_IMAP_KHO_PASWORD"])
def test_a_mailbox_setting_that_does_not_exist_is_refused_by_its_name(env: pytest.MonkeyPatch, name: str) -> None:
    env.setenv(name, "mat-khau-that")
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings()
    assert "mat-khau" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_mail_is_sent_as_the_office_by_starttls_unless_told_otherwise(env: pytest.MonkeyPatch) -> None:
    env.setenv("TONGHOP_SMTP_HOST", "mail.sokhcn.example")
    smtp = load_settings().make_smtp_settings(OFFICE)
    assert smtp is not None
    assert (smtp.host, smtp.port, smtp.security, smtp.user) == ("mail.sokhcn.example", 587, Security.STARTTLS, "")
    assert smtp.mail_from == OFFICE
    env.setenv("TONGHOP_MAIL_FROM", "tonghop@sokhcn.example")
    smtp = load_settings().make_smtp_settings(OFFICE)
    assert smtp is not None
    assert smtp.mail_from == "tonghop@sokhcn.example"


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("mail.sokhcn.example", False),
        ("localhost.evil.example", False),
        ("128.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
    ],
)
def test_plain_is_refused_unless_the_server_is_this_machine(
    env: pytest.MonkeyPatch, host: str, is_allowed: bool
) -> None:
    env.setenv("TONGHOP_SMTP_HOST", host)
    env.setenv("TONGHOP_SMTP_SECURITY", "plain")
    if is_allowed:
        assert load_settings().make_smtp_settings(OFFICE) is not None
        return
    with pytest.raises(SettingsError, match="Không gửi thư không mã hóa"):
        load_settings().make_smtp_settings(OFFICE)


def test_the_password_may_lie_in_a_file(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "smtp.password"
    file.write_text(" mat khau \r\n")
    env.setenv("TONGHOP_SMTP_HOST", "mail.sokhcn.example")
    env.setenv("TONGHOP_SMTP_USER", "tonghop")
    env.setenv("TONGHOP_SMTP_PASSWORD_FILE", str(file))
    smtp = load_settings().make_smtp_settings(OFFICE)
    assert smtp is not None
    assert smtp.password.get_secret_value() == " mat khau "
    env.setenv("TONGHOP_SMTP_PASSWORD", "other")
    smtp = load_settings().make_smtp_settings(OFFICE)
    assert smtp is not None
    assert smtp.password.get_secret_value() == "other"


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SMTP_USER": "tonghop"}, "thiếu mật khẩu"),
        ({"SMTP_USER": "tonghop", "SMTP_PASSWORD_FILE": "/khong/co"}, "TONGHOP_SMTP_PASSWORD_FILE"),
        ({"SMTP_USER": "tonghop", "SMTP_PASSWORD": "mật khẩu"}, "không dấu"),
        ({"SMTP_PORT": "70000"}, "TONGHOP_SMTP_"),
    ],
)
def test_a_mail_server_that_cannot_work_is_refused_before_anything_is_sent(
    env: pytest.MonkeyPatch, variables: dict[str, str], told: str
) -> None:
    env.setenv("TONGHOP_SMTP_HOST", "mail.sokhcn.example")
    for name, value in variables.items():
        env.setenv(f"TONGHOP_{name}", value)
    with pytest.raises(SettingsError, match=told):
        load_settings().make_smtp_settings(OFFICE)
