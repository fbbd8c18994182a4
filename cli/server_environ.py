"""What the processes of `tonghop serve` find in their environment: addresses, Prefect's settings, the password."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
"""Never another: who comes from elsewhere comes through a proxy with TLS and a password (docs/operations.md)."""
AUTH = "PREFECT_SERVER_API_AUTH_STRING"
HOW_TO_SET = f"Đặt {AUTH}=tên:mật-khẩu (biến môi trường hoặc tệp .env) rồi chạy lại."
_EXAMPLE = "CHANGE-ME"


def find_prefect_settings() -> Path:
    """The shipped prefect.toml: beside this module in a wheel, above it in the repository."""
    here = Path(__file__).resolve().parent
    return next(path for path in (here / "prefect.toml", here.parent / "prefect.toml") if path.is_file())


def read_prefect_settings(path: Path) -> dict[str, str]:
    """The settings of a prefect.toml as environment variables: `[flows] heartbeat_frequency` is PREFECT_FLOWS_..."""
    return dict(_flatten("PREFECT", tomllib.loads(path.read_text(encoding="utf-8"))))


def _flatten(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flatten(f"{name}_{key.upper()}", each)
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


def find_password_fault(environ: Mapping[str, str]) -> str | None:
    """Why the password cannot stay: anybody could know it, or nobody could log in with it. Vietnamese, without it.

    None at all is no fault: a fresh machine just runs, and says what that means.
    """
    password = environ.get(AUTH)
    if not password:
        return None
    if _EXAMPLE in password.upper():
        return (
            f"{AUTH} còn chữ {_EXAMPLE} của tệp mẫu, tức là mật khẩu ai cũng biết. {HOW_TO_SET} "
            "Tạo mật khẩu bằng lệnh: openssl rand -base64 24"
        )
    name, _, word = password.partition(":")
    if not name.strip() or not word.strip() or not password.isascii():  # Prefect fails on any other letter
        return f"{AUTH} phải gồm tên và mật khẩu viết không dấu, cách nhau bằng dấu hai chấm. {HOW_TO_SET}"
    return None


def make_server_command(port: int) -> list[str]:
    """Prefect's server as local_server.py starts it."""
    return [sys.executable, "-m", "cli.local_server", "--port", str(port)]


def make_environ(
    given: Mapping[str, str], env_file: Mapping[str, str | None], shipped: Mapping[str, str], outputs: Path, port: int
) -> dict[str, str]:
    """What every part gets: the environment, before Prefect's settings of the .env file, before the shipped ones.

    Addresses are always those of this server, and its password, if any, is also its workers'.
    """
    ours = {name: value for name, value in env_file.items() if name.startswith("PREFECT_") and value}
    environ = {**shipped, **ours, **given}
    address = f"http://{HOST}:{port}"
    environ |= {"PREFECT_API_URL": f"{address}/api", "TONGHOP_OUTPUTS": str(outputs), "DO_NOT_TRACK": "1"}
    environ.setdefault("PREFECT_UI_URL", address)
    environ.setdefault("PREFECT_HOME", str(outputs / "prefect"))
    environ.pop("PREFECT_API_KEY", None)
    environ.pop("PREFECT_API_AUTH_STRING", None)
    if environ.get(AUTH):
        environ["PREFECT_API_AUTH_STRING"] = environ[AUTH]
    else:
        environ.pop(AUTH, None)  # Prefect would ask for an empty one
    return environ
