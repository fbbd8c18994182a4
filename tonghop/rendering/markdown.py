"""Markdown for the Prefect UI: text that stays text, tables, links between pages, nothing longer than a page may be.

Keeps out what the pages say (pages, today).
"""

import re
from collections.abc import Iterable, Sequence

from schemas.plan import Plan
from schemas.run import UnitStatus
from tonghop.rendering import page_messages as m
from tonghop.rendering.naming import name_unit, tell_state
from tonghop.rendering.text import clean_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_MARK = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
# The UI makes a link of every bare address; a word joiner, which nobody sees, keeps it text.
_ADDRESS = re.compile(r"(?i)(https?:|www)(?=[/.])")
_MOST_CHARACTERS = 600
MOST_ENTRIES = 60
MOST_BYTES = 30_000
"""Of one list; a page, which may have several, stays under 60 kB."""


def name_key(page: str, period: str | None = None) -> str:
    """The key of a page, for one period or for all: `con-thieu-2024-h1`, `hom-nay`."""
    return page if period is None else f"{page}-{re.sub('[^a-z0-9]+', '-', period.lower())}"


def link(page: str, period: str | None = None) -> str:
    """A link to another page.

    It is relative to `.../artifacts/key/<key>` and `.../artifacts/artifact/<id>`, the two places where a page is read,
    so that it opens in both of Prefect's UIs and behind any proxy.
    """
    return f"[{m.TITLES[page]}](../key/{name_key(page, period)})"


def escape(text: str) -> str:
    """Text of units, files and servers is text on one line, never markup."""
    line = _SPECIAL.sub(r"\\\1", _shorten(clean_line(text)))
    return _ADDRESS.sub("\\1\u2060", _LIST_MARK.sub(r"\1\\", line))


def _shorten(line: str) -> str:
    """The beginning of a long line, up to the end of a word."""
    if len(line) <= _MOST_CHARACTERS:
        return line
    kept = line[: _MOST_CHARACTERS - 1]
    if not line[_MOST_CHARACTERS - 1].isspace() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return f"{kept.rstrip(' ,;:.')} …"


def render_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; texts are escaped."""
    shown = [_render_row(map(escape, row)) for row in rows]
    return "\n".join([_render_row(heads), _render_row("---" for _ in heads), *keep_short(shown, m.ONE_UNIT)])


def list_unit(unit: UnitStatus, plan: Plan, more: str = "") -> str:
    """A unit as an entry of a list: its name, where it stands, and one thing more."""
    told = ", ".join(filter(None, [tell_state(unit.state, unit.days_late), more]))
    return f"- **{escape(name_unit(plan, unit.unit))}** – {told}"


def keep_short(entries: Sequence[str], what: str) -> list[str]:
    """The first entries that fit on a page, and how many more there are."""
    kept: list[str] = []
    room = MOST_BYTES
    for entry in entries[:MOST_ENTRIES]:
        room -= len(entry.encode())
        if room < 0:
            break
        kept.append(entry)
    if len(kept) < len(entries):
        kept.append("\n" + m.MORE.format(count=len(entries) - len(kept), what=what))
    return kept


def _render_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
