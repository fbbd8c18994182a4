"""When each source was last looked at, and with what success: `could not look` is not `nothing new`.

One row per source, replaced at every look and told in no event: a look every few minutes would drown the chain. Keeps
out what was found (sightings), every machine path, and every name of what lies in a source.
"""

from datetime import datetime

from sqlalchemy import Connection, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from schemas.today import SourceHealth
from schemas.values import SourceKind
from tonghop.ledger.tables import source_looks


def record_look(
    connection: Connection,
    *,
    source_name: str,
    source: SourceKind,
    at: datetime,
    failure: str | None = None,
    newest_at: datetime | None = None,
) -> None:
    """Remember the newest look at one source.

    Args:
        connection: of a write transaction.
        source_name: the name that people read; one source, one name.
        source: which kind of channel it is.
        at: when it was looked at.
        failure: why it, or a part of it, could not be looked at, Vietnamese; None when all of it was seen.
        newest_at: arrival of the newest item that this look gave; an older one never replaces a newer one.
    """
    values = {
        "source": source.value,
        "looked_at": at,
        "succeeded_at": at if failure is None else None,
        "newest_at": newest_at,
        "failure": failure,
    }
    make_insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    insert = make_insert(source_looks).values(source_name=source_name, **values)
    given, known = insert.excluded, source_looks.c
    newer = or_(known.newest_at.is_(None), given.newest_at > known.newest_at)
    update = {
        "source": given.source,
        "looked_at": given.looked_at,
        "succeeded_at": func.coalesce(given.succeeded_at, known.succeeded_at),
        "newest_at": case((newer, given.newest_at), else_=known.newest_at),
        "failure": given.failure,
    }
    connection.execute(insert.on_conflict_do_update(index_elements=["source_name"], set_=update))


def load_looks(connection: Connection) -> list[SourceHealth]:
    """The newest look at every source that was ever looked at, by name."""
    query = select(
        source_looks.c.source_name.label("name"),
        source_looks.c.source.label("kind"),
        source_looks.c.looked_at,
        source_looks.c.succeeded_at,
        source_looks.c.newest_at,
        source_looks.c.failure,
    ).order_by(source_looks.c.source_name)
    return [SourceHealth.model_validate(dict(row._mapping)) for row in connection.execute(query)]
