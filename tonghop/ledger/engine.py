"""Opening the ledger: SQLite by default, any PostgreSQL by URL; migrations to the newest form; transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
_BUSY_SECONDS = 60


class LedgerError(Exception):
    """The ledger cannot be opened; the message is Vietnamese and holds no password."""


class Ledger:
    """The database, with transactions that either read or write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, rolled back when an error leaves the block.

        On SQLite it takes the write lock at its start, so what it reads cannot change before it writes.
        """
        with self.engine.connect().execution_options(tonghop_write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()


def open_ledger(url: str) -> Ledger:
    """Open the ledger at an SQLAlchemy URL and bring it to the newest form.

    Raises LedgerError when the database cannot be reached or belongs to a newer program.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql" and address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    try:
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _make_engine(address.render_as_string(hide_password=False))
        if _find_version(engine) != HEAD:
            _migrate(engine)
    except (SQLAlchemyError, OSError, ImportError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(
            f"Không mở được sổ theo dõi {address.render_as_string(hide_password=True)}: {cause}. "
            "Kiểm tra TONGHOP_DATABASE_URL, quyền ghi thư mục kết quả và dung lượng đĩa rồi chạy lại."
        ) from error
    return Ledger(engine)


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        # Refused (and told by the answer, not an error) on network file systems; the rollback journal is safe there.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("tonghop_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

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
