"""How to reach the mail server. Keeps out sending; reading these settings loads neither yagmail nor SQLAlchemy."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from tonghop.delivery import messages
from tonghop.delivery.addresses import check_address
from tonghop.servers import Security, is_local_host


class SmtpSettings(BaseModel):
    """Where mail is handed over, by whom and how protected. Errors are Vietnamese and hold no password."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    user: str = Field(default="", description="empty: no login")
    password: SecretStr = SecretStr("")
    security: Security = Security.STARTTLS
    ca_file: Path | None = Field(default=None, description="PEM; trusted instead of the system's authorities")
    mail_from: str = Field(description="sender address of envelope and From")

    @field_validator("mail_from")
    @classmethod
    def _plain_address(cls, address: str) -> str:
        return check_address(address)

    @model_validator(mode="after")
    def _safe_login(self) -> Self:
        if self.security is Security.PLAIN and not is_local_host(self.host):
            raise ValueError(messages.PLAIN_REFUSED.format(host=self.host))
        secret = self.password.get_secret_value()
        if self.user and not secret:
            raise ValueError(messages.PASSWORD_MISSING)
        if not (self.user + secret).isascii():
            raise ValueError(messages.PASSWORD_NOT_ASCII)
        return self
