"""The day's page in its three forms: markdown for the UI, a self-contained page, plain text for a mail.

Keeps out the words and their order (today_view) and where a form goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.days import write_day
from schemas.today import SourceHealth, Today
from tonghop.rendering import page_messages as m
from tonghop.rendering.days import find_day
from tonghop.rendering.markdown import escape, keep_short, link
from tonghop.rendering.pages import PERIOD_PAGES, Page
from tonghop.rendering.sources import format_moment
from tonghop.rendering.text import clean_line
from tonghop.rendering.today_view import Line, PeriodView, compose_sources, compose_today

if TYPE_CHECKING:
    from datetime import datetime

    from jinja2 import Template

TEMPLATE = Path(__file__).with_name("today.html.j2")
Links = Mapping[str, Sequence[tuple[str, str]]]
"""Period code -> (label, address relative to the page) of each file that can be opened."""


def render_today_page(today: Today) -> Page:
    """The artifact `hom-nay`: its line and its markdown, linked with the pages of each period."""
    view = compose_today(today)
    parts = [f"# {view.title}", *([f"**{view.example}**"] if view.example else []), view.updated]
    if view.warnings:
        parts += [f"## {m.TODAY_ATTENTION}", *_list_texts(view.warnings)]
    if view.overview:
        parts += [f"## {m.TODAY_OVERVIEW}", _list_lines(view.overview, m.NOTHING)]
    if not view.periods:
        parts.append(m.TODAY_NO_PERIOD)
    for period in view.periods:
        parts += _list_period(period)
    parts += [f"## {m.TITLES['nguon-nhan']}", _list_lines(view.sources, m.NO_SOURCE), link("nguon-nhan")]
    parts += [f"## {m.TODAY_DATES}", _list_lines(view.dates, m.TODAY_NO_DATES)]
    return Page(escape(view.summary), "\n\n".join(parts) + "\n")


def render_sources_page(sources: Sequence[SourceHealth], *, now: "datetime", example: bool) -> Page:
    """The artifact `nguon-nhan`: when each source was last looked at, and with what success."""
    lines = compose_sources(sources, find_day(now))
    bad = sum(line.tone != "good" for line in lines)
    summary = m.SOURCES_BAD.format(count=bad) if bad else m.SOURCES_FINE if lines else m.NO_SOURCE
    parts = [
        f"# {m.TITLES['nguon-nhan']}",
        *([f"**{m.EXAMPLE}**"] if example else []),
        m.UPDATED.format(time=format_moment(now)),
        _list_lines(lines, m.NO_SOURCE),
        m.SOURCES_EXPLAINED,
        m.SEE_ALSO.format(links=link("hom-nay")),
    ]
    return Page(summary, "\n\n".join(parts) + "\n")


def render_today_html(today: Today, links: Links | None = None) -> str:
    """The page for a browser, a printer or a mail; nothing outside it is loaded. A mail has no `links`."""
    return _read_template().render(m=m, view=compose_today(today), links=links or {})


def render_today_text(today: Today) -> str:
    """The page as plain text, blocks separated by an empty line."""
    view = compose_today(today)
    blocks = [[view.title + ".", *([view.example] if view.example else []), view.updated]]
    if view.warnings:
        blocks.append([m.TODAY_ATTENTION.upper(), *(f"- {clean_line(each)}" for each in view.warnings)])
    if view.overview:
        blocks.append([m.TODAY_OVERVIEW.upper(), *_write_lines(view.overview)])
    if not view.periods:
        blocks.append([m.TODAY_NO_PERIOD])
    for period in view.periods:
        blocks.append([period.name.upper()])
        blocks.append([f"{m.TODAY_STEPS}:", *_number(map(clean_line, period.steps))])
        blocks.append([*_write_lines(period.facts)])
        blocks.append([f"{m.TODAY_UNIT_STATES}:", *_write_lines(period.units)])
    blocks.append([f"{m.TITLES['nguon-nhan'].upper()}", *(_write_lines(view.sources) or [m.NO_SOURCE])])
    blocks.append([f"{m.TODAY_DATES.upper()}", *(_write_lines(view.dates) or [m.TODAY_NO_DATES])])
    blocks.append([m.TODAY_FOOT])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def compose_subject(today: Today) -> str:
    """The subject of the morning mail: the day, and how far each period is."""
    periods = "; ".join(
        m.TODAY_SUBJECT_PERIOD.format(name=each.name, reported=each.reported_units, expected=each.expected_units)
        for each in today.periods
    )
    return m.TODAY_SUBJECT.format(day=write_day(find_day(today.at)), periods=periods)


def _list_period(period: PeriodView) -> list[str]:
    pages = " · ".join(link(page, period.code) for page in PERIOD_PAGES)
    return [
        f"## {escape(period.name)}",
        f"**{m.TODAY_STEPS}:**",
        "\n".join(_number(map(escape, period.steps))),
        _list_lines(period.facts, m.NOTHING),
        f"**{m.TODAY_UNIT_STATES}:**",
        _list_lines(period.units, m.NOTHING),
        pages,
    ]


def _list_texts(texts: Sequence[str]) -> list[str]:
    return ["\n".join(keep_short([f"- {escape(text)}" for text in texts], m.ONE_MATTER))]


def _list_lines(lines: Sequence[Line], none: str) -> str:
    shown = [f"- **{escape(line.name)}:** {escape(line.text)}" for line in lines]
    return "\n".join(keep_short(shown, m.ONE_UNIT)) or none


def _write_lines(lines: Sequence[Line]) -> list[str]:
    return [f"- {clean_line(line.name)}: {clean_line(line.text)}" for line in lines]


def _number(texts: Iterable[str]) -> list[str]:
    return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]


@cache
def _read_template() -> "Template":
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
