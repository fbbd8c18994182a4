"""A receipt as plain text and as a page: the same words in the same order. Keeps out which words (receipts)."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from schemas.base import Word
from schemas.values import CheckStatus
from tonghop.delivery import receipt_messages as m

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).with_name("receipt.html.j2")


class Fact(Word):
    """One line about a report."""

    name: str
    text: str


class ItemView(Word):
    """One item of the plan in one report."""

    number: int
    title: str
    state: str
    figures: tuple[str, ...] = ()


class MendView(Word):
    """One thing to mend: what is wrong in the unit's own words, and how."""

    what: str
    how: str


class ReportView(Word):
    """One report of the unit."""

    title: str
    status: CheckStatus = Field(description="for the colour alone")
    meaning: str = ""
    facts: tuple[Fact, ...]
    items: tuple[ItemView, ...] = ()
    figures_title: str = m.FIGURES
    note: str = ""
    mends_title: str = m.MEND
    mends: tuple[MendView, ...] = ()
    more_mends: str = ""
    mend_by: str = ""
    files_title: str = m.FILES
    files: tuple[str, ...]


class ReceiptView(Word):
    """One receipt; paragraphs before and after the reports, and the line of hashes, which comes last."""

    opening: tuple[str, ...]
    reports: tuple[ReportView, ...]
    others: tuple[str, ...] = ()
    closing: tuple[str, ...]
    hashes: str


def render_text(view: ReceiptView) -> str:
    """Plain text, blocks separated by an empty line."""
    blocks = [*view.opening, *(block for report in view.reports for block in _list_blocks(report))]
    if view.others:
        blocks.append("\n".join([f"{m.OTHERS}:", *(f"- {other}" for other in view.others)]))
    return "\n\n".join([*blocks, *view.closing, view.hashes]) + "\n"


def render_html(view: ReceiptView) -> str:
    """The same as a page of its own, which loads nothing."""
    return _read_template().render(m=m, view=view)


def _list_blocks(report: ReportView) -> Iterator[str]:
    yield report.title.upper()
    if report.meaning:
        yield report.meaning
    yield "\n".join(f"{fact.name}: {fact.text}" for fact in report.facts)
    if report.note:
        yield report.note
    if report.items:
        yield "\n".join([f"{m.ITEMS}:", *(_write_item(item, report.figures_title) for item in report.items)])
    if report.mends:
        lines = [f"{number}. {mend.what}\n   {mend.how}" for number, mend in enumerate(report.mends, start=1)]
        yield "\n".join([f"{report.mends_title}:", *lines, *([report.more_mends] if report.more_mends else [])])
    if report.mend_by:
        yield report.mend_by
    yield "\n".join([f"{report.files_title}:", *(f"- {file}" for file in report.files)])


def _write_item(item: ItemView, figures_title: str) -> str:
    line = f"{item.number}. {item.title}: {item.state}"
    return line + (f"\n   {figures_title}: {'; '.join(item.figures)}" if item.figures else "")


@cache
def _read_template() -> "Template":
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
