"""Settings from the environment or `.env` (design 4.5); everything has a default. Keeps out facts of the plan."""

import os
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tonghop.delivery.addresses import check_address
from tonghop.delivery.smtp_settings import SmtpSettings
from tonghop.failures import describe_allowed
from tonghop.intake.imap.accounts import AccountError, ImapAccount, parse_accounts
from tonghop.servers import Security

PathList = Annotated[tuple[Path, ...], NoDecode]


class SettingsError(Exception):
    """A setting cannot be used; the message is Vietnamese and shows no secret."""


class Settings(BaseSettings):
    """Where things lie and which servers are used; read once at the start of a run."""

    model_config = SettingsConfigDict(env_prefix="TONGHOP_", frozen=True, extra="ignore", env_ignore_empty=True)

    outputs: Path = Field(default=Path("outputs"), description="what runs produce")
    database_url: SecretStr | None = Field(default=None, description="default: SQLite under outputs")
    plan: Path | None = Field(default=None, description="default: plans/<year>.yaml")
    folders: PathList = Field(default=(), description="shared folders, separated as PATH is")
    maildirs: PathList = Field(default=(), description="Maildirs, separated as PATH is")
    hand_folders: PathList = Field(
        default=(), description="folders into which people save what came by hand, separated as PATH is"
    )
    imap_accounts: tuple[ImapAccount, ...] = Field(default=(), description="from TONGHOP_IMAP_*, see load_settings")
    settle_seconds: float = Field(default=30.0, ge=0, description="a file counts as complete when unchanged this long")
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_password_file: Path | None = None
    smtp_security: Security = Security.STARTTLS
    smtp_ca_file: Path | None = None
    mail_from: str | None = Field(default=None, description="default: the Office's address in the plan")
    office_address: str | None = Field(
        default=None, description="gets the day's page; default: the Office's address in the plan"
    )
    alert_address: str | None = Field(default=None, description="gets alerts; default: as the day's page")
    trial_address: str | None = Field(default=None, description="every mail goes to this address alone")
    dask_address: str | None = Field(default=None, description="scheduler of Dask workers that read documents")

    @field_validator("folders", "maildirs", "hand_folders", mode="before")
    @classmethod
    def _split_paths(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Path(part) for part in value.split(os.pathsep) if part)
        return value

    @field_validator("mail_from", "office_address", "alert_address", "trial_address")
    @classmethod
    def _plain_address(cls, address: str | None) -> str | None:
        return address if address is None else check_address(address)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The places on this machine at which reports arrive."""
        return *self.folders, *self.maildirs, *self.hand_folders

    @property
    def has_sources(self) -> bool:
        """Whether any place is configured at which reports arrive."""
        return bool(self.roots or self.imap_accounts)

    def ledger_url(self) -> str:
        """The ledger's SQLAlchemy URL."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.outputs / 'ledger.db').resolve()}"

    def make_smtp_settings(self, office_address: str) -> SmtpSettings | None:
        """How to reach the mail server; None when none is configured.

        Raises SettingsError when the password file cannot be read or the settings do not fit together.
        """
        if self.smtp_host is None:
            return None
        try:
            return SmtpSettings(
                host=self.smtp_host,
                port=self.smtp_port,
                user=self.smtp_user,
                password=self._read_smtp_password(),
                security=self.smtp_security,
                ca_file=self.smtp_ca_file,
                mail_from=self.mail_from or office_address,
            )
        except ValidationError as error:
            reasons = "; ".join(each["msg"].removeprefix("Value error, ") for each in error.errors())
            raise SettingsError(f"Cấu hình gửi thư (TONGHOP_SMTP_*) chưa dùng được: {reasons}") from None

    def _read_smtp_password(self) -> SecretStr:
        if self.smtp_password is not None or self.smtp_password_file is None:
            return self.smtp_password or SecretStr("")
        try:
            return SecretStr(self.smtp_password_file.read_text(encoding="utf-8").rstrip("\r\n"))
        except OSError as error:
            raise SettingsError(
                f"Không đọc được tệp TONGHOP_SMTP_PASSWORD_FILE: {error.strerror}. Kiểm tra đường dẫn và quyền."
            ) from error


def load_settings(**given: object) -> Settings:
    """The settings of this run: `given` (from the command line, None = not given) before environment before `.env`.

    The name of the `.env` file can be changed by TONGHOP_ENV_FILE; an empty value reads none.
    Raises SettingsError naming the setting.
    """
    env_file = os.environ.get("TONGHOP_ENV_FILE", ".env") or None
    places = (dotenv_values(env_file) if env_file else {}, os.environ)
    try:
        accounts = parse_accounts({name.upper(): value for place in places for name, value in place.items() if value})
    except AccountError as error:
        raise SettingsError(f"Cấu hình hộp thư (TONGHOP_IMAP_*) chưa dùng được: {error}.") from None
    values = {name: value for name, value in given.items() if value is not None and value != ()}
    try:
        return Settings(_env_file=env_file, imap_accounts=accounts, **values)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        names = ", ".join(
            f"TONGHOP_{str(part['loc'][0]).upper()}{describe_allowed(part)}" for part in error.errors() if part["loc"]
        )
        raise SettingsError(
            f"Cấu hình có giá trị không dùng được: {names}. Sửa biến môi trường hoặc tệp .env."
        ) from None
