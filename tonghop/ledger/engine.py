"""Opening the ledger: SQLite by default, any PostgreSQL by URL; migrations to the newest form; transactions."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0005"
_BUSY_SECONDS = 60
_LOOK_SECONDS = 0.01
_BUSY = ("database is locked", "database table is locked", "canceling statement due to lock timeout")
_FULL = ("database or disk is full", "disk I/O error", "No space left on device")
# So that a server or a machine that has vanished is noticed in minutes, not in the two hours of the system's default.
_WATCHFUL = {"connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
_BAD_ADDRESS = (
    "TONGHOP_DATABASE_URL không đúng cách viết nên chưa mở sổ theo dõi. Viết như sqlite:////duong/dan/so.db hoặc "
    "postgresql://ten:matkhau@maychu/tensodulieu; trong tên và mật khẩu, ký tự @ viết là %40, / là %2F, : là %3A."
)


class LedgerError(Exception):
    """The ledger cannot be opened; the message is Vietnamese and holds no password."""


class LedgerAddressError(LedgerError):
    """The address of the ledger is written wrongly; the message does not repeat it, for it may hold a password."""


class LedgerBusyError(LedgerError):
    """Another process held the ledger too long, its server was lost, or its disk is full; it may succeed later."""


class Ledger:
    """The database, with transactions that either read or write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, rolled back when an error leaves the block.

        On SQLite it takes the write lock at its start, so what it reads cannot change before it writes.

        Raises LedgerBusyError when another process keeps the lock, the connection is lost, or the disk is full.
        """
        with (
            _tell_busy(),
            self.engine.connect().execution_options(tonghop_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises LedgerBusyError like `write`."""
        with _tell_busy(), self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()


def open_ledger(url: str) -> Ledger:
    """Open the ledger at an SQLAlchemy URL and bring it to the newest form.

    Raises LedgerError when the database cannot be used or belongs to a newer program, LedgerBusyError when its server
    cannot be reached now, LedgerAddressError when the URL is not one.
    """
    address = _parse_address(url)
    if address.get_backend_name() == "postgresql" and address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    try:
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _make_engine(address)
        if _find_version(engine) != HEAD:
            _migrate(engine)
    except ArgumentError:
        raise LedgerAddressError(_BAD_ADDRESS) from None  # its text may repeat what it could not understand
    except (SQLAlchemyError, OSError, ImportError) as error:
        cause = _hide_secrets(str(error.orig if isinstance(error, DBAPIError) else error), url, address)
        kind = LedgerBusyError if isinstance(error, DBAPIError) and _is_lost(error) else LedgerError
        raise kind(
            f"Không mở được sổ theo dõi {_name_ledger(address)}: {cause}. "
            "Kiểm tra TONGHOP_DATABASE_URL, quyền ghi thư mục kết quả và dung lượng đĩa rồi chạy lại."
        ) from error
    return Ledger(engine)


def _parse_address(url: str) -> URL:
    """The URL in its parts. A bare @ or / in a password would make its tail a host or a database name."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise LedgerAddressError(_BAD_ADDRESS) from None
    if address.get_backend_name() != "sqlite" and "@" in f"{address.host or ''}{address.database or ''}":
        raise LedgerAddressError(_BAD_ADDRESS)
    return address


def _name_ledger(address: URL) -> str:
    """Backend, host and database, never the user, the password or a parameter."""
    place = "/".join(part for part in (address.host, address.database) if part)
    return f"{address.get_backend_name()} {place}".strip()


def _hide_secrets(cause: str, url: str, address: URL) -> str:
    """What the driver says, without the address, the password and the values of its parameters."""
    values = [value for given in address.query.values() for value in ([given] if isinstance(given, str) else given)]
    for secret in sorted({url, str(address.password or ""), *values}, key=len, reverse=True):
        cause = cause.replace(secret, "***") if secret else cause
    return cause


@contextmanager
def _tell_busy() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if _is_lost(error):
            raise LedgerBusyError(
                "Mất kết nối với máy chủ cơ sở dữ liệu của sổ theo dõi nên việc này dừng giữa chừng; những gì đã ghi "
                "còn nguyên, phần ghi dở đã được hủy. Kiểm tra máy chủ PostgreSQL và mạng rồi chạy lại."
            ) from error
        if any(words in str(error.orig) for words in _FULL):
            raise LedgerBusyError(
                "Không ghi được vào sổ theo dõi vì đĩa đầy hoặc bị lỗi; những gì đã ghi còn nguyên, phần ghi dở đã "
                "được hủy. Giải phóng dung lượng đĩa rồi chạy lại; chưa có gì bị mất."
            ) from error
        if not any(words in str(error.orig) for words in _BUSY):
            raise
        raise LedgerBusyError(
            "Sổ theo dõi đang được một tiến trình khác ghi quá lâu nên chưa làm được việc này; dữ liệu còn nguyên. "
            "Chờ tiến trình kia xong rồi chạy lại."
        ) from error


def _is_lost(error: DBAPIError) -> bool:
    """Whether the connection ended, or none came about: then psycopg has no SQLSTATE, which only a server gives."""
    unanswered = isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") is None
    return error.connection_invalidated or unanswered


def _make_engine(address: URL) -> Engine:
    """An engine whose errors, which end in logs, never repeat the values of a statement: they are units' texts."""
    if address.get_backend_name() == "postgresql":
        return _make_postgresql_engine(address)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, hide_parameters=True)
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        _keep_a_write_ahead_log(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("tonghop_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _keep_a_write_ahead_log(connection: Any) -> None:
    """Switch the journal; of two that switch at once SQLite refuses one without a wait, whatever the timeout.

    On network file systems it is refused too, told by the answer, not by an error; the rollback journal is safe there.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return


def _make_postgresql_engine(address: URL) -> Engine:
    """Row locks are made for READ COMMITTED, whatever the server's default; nobody waits, or makes wait, for ever."""
    engine = create_engine(
        address.set(query={**_WATCHFUL, **address.query}),
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
        # A machine that vanished inside a transaction must not hold its locks against the others.
        connection.execute(f"SET idle_in_transaction_session_timeout = '{_BUSY_SECONDS}s'")
        connection.commit()

    return engine


def _find_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    """Bring the tables to HEAD inside one write transaction, so that two first starts do not meet."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect().execution_options(tonghop_write=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7305821)"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LedgerError(
                "Sổ theo dõi do phiên bản tonghop mới hơn tạo ra. Cập nhật tonghop rồi chạy lại; dữ liệu còn nguyên."
            ) from error
