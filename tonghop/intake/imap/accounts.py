"""The accounts of mailboxes in the settings: `TONGHOP_IMAP_<FIELD>` and `TONGHOP_IMAP_<NAME>_<FIELD>`.

Keeps out where the variables come from (settings) and the connection. Reading these loads no IMAP library.
"""

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from tonghop.failures import describe_allowed
from tonghop.intake.imap import messages
from tonghop.intake.trust import TrustPolicy
from tonghop.servers import Security, is_local_host

PREFIX = "TONGHOP_IMAP_"
DEFAULT_KEYWORD = "TonghopDaNhan"
_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}
FIELDS = {
    "HOST": "host",
    "PORT": "port",
    "USER": "user",
    "PASSWORD": "password",
    "PASSWORD_FILE": "password_file",
    "FOLDER": "folders",
    "SECURITY": "security",
    "CA_FILE": "ca_file",
    "ACK": "ack",
    "ACK_NAME": "ack_name",
    "AUTHSERV_ID": "authserv_id",
    "AUTH": "auth",
}
"""What is told of an account -> the name here."""
_NAME = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)*")
_Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")]
"""What goes over the wire within a command: a line break would begin another one."""
_KEYWORD = re.compile(r"[A-Za-z0-9$_-]{1,64}")


class AccountError(ValueError):
    """An account cannot be used; the message is Vietnamese and shows no secret."""


class Acknowledgement(StrEnum):
    """What is done at the server to a mail that is durably kept."""

    NONE = "none"
    SEEN = "seen"
    MOVE = "move"
    KEYWORD = "keyword"


class ImapAccount(BaseModel):
    """One mailbox: where it is, who logs in, which folders are read and what is done to a mail that was kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(default="", description="NAME of the variables, lower case; empty: the account without a name")
    host: _Text = Field(min_length=1)
    port: int = Field(ge=1, le=65535)
    user: _Text = Field(min_length=1)
    password: SecretStr | None = None
    password_file: Path | None = Field(default=None, description="read at every login")
    folders: tuple[_Text, ...] = Field(default=("INBOX",), min_length=1)
    security: Security = Security.TLS
    ca_file: Path | None = Field(default=None, description="PEM; trusted instead of the system's authorities")
    ack: Acknowledgement = Acknowledgement.NONE
    ack_name: _Text = Field(default="", description="the keyword, or the folder into which mails are moved")
    trust: TrustPolicy = TrustPolicy()

    @field_validator("folders", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
        return value

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, given: Any) -> Any:
        defaults = {
            Acknowledgement.KEYWORD: DEFAULT_KEYWORD,
            Acknowledgement.MOVE: messages.DEFAULT_MOVE_FOLDER,
        }
        return {
            "port": _PORTS.get(given.get("security", Security.TLS)),
            "ack_name": defaults.get(given.get("ack", ""), ""),
        } | given

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.security is Security.PLAIN and not is_local_host(self.host):
            raise ValueError(messages.PLAIN_REFUSED.format(host=self.host))
        if self.password is None and self.password_file is None:
            raise ValueError(messages.LOGIN_INCOMPLETE.format(prefix=self.prefix))
        if self.ack is Acknowledgement.KEYWORD and not _KEYWORD.fullmatch(self.ack_name):
            raise ValueError(messages.BAD_KEYWORD)
        if self.ack is Acknowledgement.MOVE and self.ack_name in self.folders:
            raise ValueError(messages.MOVE_INTO_WATCHED)
        if self.ack_name and self.ack not in (Acknowledgement.KEYWORD, Acknowledgement.MOVE):
            raise ValueError(messages.NAME_WITHOUT_USE.format(prefix=self.prefix))
        return self

    @property
    def prefix(self) -> str:
        """How the variables of this account begin."""
        return make_prefix(self.name)

    @property
    def source_name(self) -> str:
        """Stable, and another one for another mailbox: the numbers of its mails may well be those of the first."""
        digest = hashlib.sha256(f"{self.host.lower()}\0{self.user}".encode()).hexdigest()[:8]
        return f"imap:{self.name}:{digest}" if self.name else f"imap:{digest}"

    def read_password(self) -> str:
        """The password, from its file when none is given directly. Raises OSError."""
        if self.password is not None:
            return self.password.get_secret_value()
        assert self.password_file is not None
        return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")


def make_prefix(name: str) -> str:
    """How the variables of an account begin."""
    return f"{PREFIX}{name.upper()}_" if name else PREFIX


def parse_accounts(variables: Mapping[str, str]) -> tuple[ImapAccount, ...]:
    """The accounts that the variables tell, the one without a name first, the others by name.

    Args:
        variables: of environment and `.env` together; other names and empty values are passed over.

    Raises AccountError naming the variable.
    """
    given: dict[str, dict[str, str]] = {}
    for variable, value in variables.items():
        if variable.upper().startswith(PREFIX) and value:
            name, field = _split_variable(variable.upper())
            given.setdefault(name, {})[field] = value
    return tuple(_make_account(name, given[name]) for name in sorted(given))


def _split_variable(variable: str) -> tuple[str, str]:
    """(name of the account, field): the longest field that fits at the end, as some contain others."""
    rest = variable.removeprefix(PREFIX)
    for field in sorted(FIELDS, key=len, reverse=True):
        name = rest.removesuffix(field).removesuffix("_")
        if rest == field or (rest.endswith(f"_{field}") and _NAME.fullmatch(name)):
            return name.lower(), field
    known = ", ".join(f"{PREFIX}{field}" for field in FIELDS)
    raise AccountError(messages.UNKNOWN_SETTING.format(name=variable, known=known))


def _make_account(name: str, fields: Mapping[str, str]) -> ImapAccount:
    prefix = make_prefix(name)
    for field, missing in (("HOST", messages.HOST_MISSING), ("USER", messages.USER_MISSING)):
        if field not in fields:
            raise AccountError(missing.format(prefix=prefix))
    values: dict[str, Any] = {FIELDS[field]: value for field, value in fields.items()}
    proof = {"authserv_id": values.pop("authserv_id", None), "mode": values.pop("auth", None)}
    try:
        trust = TrustPolicy.model_validate({key: value for key, value in proof.items() if value})
        return ImapAccount(name=name, trust=trust, **values)
    except ValidationError as error:
        raise AccountError("; ".join(_explain(prefix, each) for each in error.errors())) from None


def _explain(prefix: str, error: Any) -> str:
    """What is wrong with one value, without the value."""
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    names = {field: variable for variable, field in FIELDS.items()} | {"mode": "AUTH"}
    variable = names.get(str(error["loc"][0]) if error["loc"] else "", "")
    return messages.BAD_VALUE.format(name=f"{prefix}{variable}") + describe_allowed(error)
