"""The .docx reader: body first, then notes, headers, footers, comments; then whatever text the other parts hold.

Text of parts and elements that no rule here understands (glossary, charts, diagrams, custom XML, embedded files) is not
shown, but goes to `unseen`, so that the secrecy gate sees every character of the file.
"""

import re

from tonghop.reading.docx.context import Context
from tonghop.reading.docx.numbering import Numbering
from tonghop.reading.docx.package import WORD, Element, Package
from tonghop.reading.docx.stories import read_story
from tonghop.reading.docx.styles import Styles
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError
from tonghop.reading.salvage import find_member_lines, may_bear_text

_STRUCTURE = ("styles.xml", "numbering.xml", "fonttable.xml", "websettings.xml", "theme1.xml", "[content_types].xml")

_USUAL_NAME = re.compile(
    r"(?:[a-zA-Z_]+/)*\[?[a-z_][A-Za-z_]*\d*\]?\.(?:xml|rels|png|jpe?g|gif|emf|wmf|bin)|\[Content_Types\]\.xml"
)


def read(data: bytes, limits: Limits) -> Reading:
    """Read a .docx that passed the pre-check.

    Raises:
        UnreadableError: it is damaged, has a DOCTYPE, or breaks a limit.
    """
    package = Package(data)
    main = package.parse_part(package.main_name)
    body = next(main.iter(WORD + "body"), None) if main is not None else None
    if body is None:
        raise UnreadableError("corrupt")
    handled = {package.main_name}
    context = Context(
        Styles(_parse_related(package, "styles", handled)),
        Numbering(_parse_related(package, "numbering", handled)),
        limits,
    )
    blocks = read_story(body, "body", "paragraph", context)
    missed = [package.main_name] if _has_more_text(main, context) else []
    blocks += _read_headers(package, context, handled, missed)
    notes = _read_notes(package, context, handled)
    at = next((index for index, block in enumerate(blocks) if block.kind == "header"), len(blocks))
    blocks[at:at] = notes
    blocks += _read_comments(package, context, handled)
    context.unseen += package.hidden_values
    context.unseen += _find_other_lines(package, handled.difference(missed), limits)
    return Reading(tuple(blocks), tuple(context.unseen), tuple(_find_findings(blocks, context)))


def _parse_related(package: Package, kind: str, handled: set[str]) -> Element | None:
    name = package.find_related(kind)
    if name is None:
        return None
    handled.add(name)
    return package.parse_part(name)


def _has_more_text(root: Element, context: Context) -> bool:
    """Whether the part has text that the walk did not come across (a skipped Fallback, an unknown construction)."""
    return sum(1 for _ in root.iter(WORD + "t", WORD + "delText")) != context.text_nodes


def _read_headers(package: Package, context: Context, handled: set[str], missed: list[str]) -> list[RawBlock]:
    """Each referenced header and footer once, numbered in the order in which sections name them."""
    blocks: list[RawBlock] = []
    counts = {"header": 0, "footer": 0}
    for kind, relation_id in context.header_ids:
        name = package.relations.get(relation_id, ("", ""))[1]
        root = package.parse_part(name) if name and name not in handled else None
        if root is None:
            continue
        handled.add(name)
        counts[kind] += 1
        context.text_nodes = 0
        blocks += read_story(root, f"{kind}{counts[kind]}", "header", context)
        if _has_more_text(root, context):
            missed.append(name)
    return blocks


def _read_notes(package: Package, context: Context, handled: set[str]) -> list[RawBlock]:
    """Footnotes and endnotes as `note<n>`, n in the order of their references; unreferenced ones are not shown."""
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = _parse_related(package, kind + "s", handled)
        for note in root.iterfind(WORD + kind) if root is not None else ():
            notes[kind, note.get(WORD + "id", "")] = note
    blocks: list[RawBlock] = []
    for number, key in enumerate(dict.fromkeys(context.note_ids), start=1):
        note = notes.pop(key, None)
        if note is not None:
            blocks += read_story(note, f"note{number}", "note", context)
    for note in notes.values():
        context.hide("".join(text.text or "" for text in note.iter(WORD + "t")))
    return blocks


def _read_comments(package: Package, context: Context, handled: set[str]) -> list[RawBlock]:
    root = _parse_related(package, "comments", handled)
    blocks: list[RawBlock] = []
    for number, comment in enumerate(root.iterfind(WORD + "comment") if root is not None else (), start=1):
        blocks += read_story(comment, f"comment{number}", "comment", context)
    return blocks


def _find_other_lines(package: Package, handled: set[str], limits: Limits) -> list[str]:
    lines = [f"/{name}" for name in package.stored_names() if not _USUAL_NAME.fullmatch(name)]
    for name in package.names():
        if name not in handled and may_bear_text(name) and not name.endswith(_STRUCTURE):
            try:
                content = package.read_part(name) or b""
            except UnreadableError:  # a damaged picture spoils no report
                continue
            lines += find_member_lines(name, content, limits.salvage_bytes)
    return lines


def _find_findings(blocks: list[RawBlock], context: Context) -> list[RawFinding]:
    findings = context.findings()
    if not any(block.kind not in {"header", "comment"} for block in blocks):
        findings.append(RawFinding("image-only" if context.pictures else "no-text"))
    return findings
