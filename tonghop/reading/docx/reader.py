"""The .docx reader: body with its boxes and notes, then headers, footers, comments; then what text other parts hold.

Text of parts and elements that no rule here understands (glossary, custom XML, embedded files) is not shown, but goes
to `unseen`, so that the secrecy gate sees every character of the file.
"""

import html
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast
from urllib.parse import unquote

from tonghop.reading.cleaning import clean_text
from tonghop.reading.docx.context import Context
from tonghop.reading.docx.headers import find_printed
from tonghop.reading.docx.numbering import Lists, Numbering
from tonghop.reading.docx.package import Package, parse_xml, to_utf8
from tonghop.reading.docx.pictures import read_picture
from tonghop.reading.docx.shrinking import shrink
from tonghop.reading.docx.stories import read_story
from tonghop.reading.docx.stream import find_texts, flatten
from tonghop.reading.docx.styles import Styles
from tonghop.reading.legacy import fold_look_alikes, may_be_legacy, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError
from tonghop.reading.salvage import find_member_lines, may_bear_text

_STRUCTURE = (
    "styles.xml",
    "numbering.xml",
    "fonttable.xml",
    "settings.xml",
    "theme1.xml",
    "styleswitheffects.xml",
    "[content_types].xml",
)
_USUAL_NAME = re.compile(
    r"(?:[a-zA-Z_]+/)*\[?[a-z_][A-Za-z_]*\d*\]?\.(?:xml|rels|png|jpe?g|gif|emf|wmf|bin)|\[Content_Types\]\.xml"
)
_LABEL = re.compile(rb"<(?:\w+:)?lvlText\s[^<>]*?val\s*=\s*[\"']([^\"'<>]+)")
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*External[^<>]*>")
_TARGET = re.compile(rb"\sTarget\s*=\s*[\"']([^\"'<>]+)")
_ON_THE_WEB = re.compile(rb"(?i)(?:https?|ftp|mailto):")
_VARIABLE = re.compile(rb"<w:docVar\s([^<>]*)>")
_EVEN_AND_ODD = re.compile(rb"<(?:\w+:)?evenAndOddHeaders(?:\s[^<>]*?val\s*=\s*[\"'](\w+)[\"'])?")
_SHORT = 90  # characters of a line that could be a mark
_KEPT = 16
_kept: OrderedDict[tuple[str, tuple[int, int, bytes]], object] = OrderedDict()

_Definitions = TypeVar("_Definitions", Styles, Lists)


def read(data: bytes, limits: Limits) -> Reading:
    """Read a .docx that passed the pre-check.

    Raises:
        UnreadableError: it is damaged, has a DOCTYPE, or breaks a limit.
    """
    document = _Document(Package(data), limits)
    blocks = document.read_body() + document.read_headers() + document.read_comments()
    context = document.context
    if context.suspect:
        blocks = _repair(blocks, context)
    context.unseen += context.hidden_values
    context.unseen += document.find_other_lines()
    return Reading(tuple(blocks), tuple(context.unseen), tuple(_find_findings(blocks, context)))


class _Document:
    """The parts of one .docx while they are read; `context` is what reading leaves beside blocks."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._handled = {package.main_name}
        self._settings = to_utf8(package.read_part(package.find_related("settings") or "") or b"")
        self._notes: dict[tuple[str, str], list[str]] = {}
        self._notes_open = False
        self._note_numbers: dict[tuple[str, str], int] = {}
        self.context = Context(
            self._define(Styles, "styles"),
            Numbering(self._define(Lists, "numbering")),
            lambda relation_id: read_picture(package, relation_id, self._handled),
            limits,
        )

    def read_body(self) -> list[RawBlock]:
        """The main part, with its text boxes and notes; notes without a mark are for the gate."""
        raw = self._package.read_part(self._package.main_name)
        prompts = self.context.styles.find_prompts() if raw is not None and b"showingPlcHdr" in raw else ""
        chunks = flatten(parse_xml(shrink(raw, self.context.styles.raw)), prompts) if raw is not None else []
        if not chunks or chunks[0][:1] != "b":
            raise UnreadableError("corrupt")
        blocks = read_story(chunks, "body", "paragraph", self.context, self._read_notes)
        self._open_notes()
        for key in self._notes.keys() - self._note_numbers.keys():
            self.context.hide(find_texts(self._notes[key]))
        return blocks

    def read_headers(self) -> list[RawBlock]:
        """Each printed header and footer once, numbered in the order in which sections name them."""
        match = _EVEN_AND_ODD.search(self._settings)
        even_and_odd = match is not None and match[1] not in (b"0", b"false", b"off")
        blocks: list[RawBlock] = []
        counts = {"header": 0, "footer": 0}
        for kind, relation_id in find_printed(self.context.sections, even_and_odd=even_and_odd):
            name = self._package.relations.get(relation_id, ("", ""))[1]
            root = self._package.parse_part(name) if name and name not in self._handled else None
            if root is None:
                continue
            self._handled.add(name)
            counts[kind] += 1
            blocks += read_story(flatten(root), f"{kind}{counts[kind]}", "header", self.context, self._read_notes)
        return blocks

    def read_comments(self) -> list[RawBlock]:
        """The comments, in the order of their part."""
        blocks: list[RawBlock] = []
        for number, (_, chunks) in enumerate(self._split_part("comments"), start=1):
            blocks += read_story(chunks, f"comment{number}", "comment", self.context, self._read_notes)
        return blocks

    def find_other_lines(self) -> list[str]:
        """Unusual part names ("/" before each), and text of the parts that no rule reads."""
        lines = [f"/{name}" for name in self._package.stored_names() if not _USUAL_NAME.fullmatch(name)]
        for attributes in _VARIABLE.findall(self._settings):
            lines += html.unescape(attributes.decode("utf-8", "replace")).split('"')[1::2]
        lines += self._find_labels_and_targets()
        for name in self._package.names():
            if name not in self._handled and may_bear_text(name) and not name.endswith(_STRUCTURE):
                try:
                    content = self._package.read_part(name) or b""
                except UnreadableError:  # a damaged picture spoils no report
                    continue
                lines += find_member_lines(name, content, self._limits.salvage_bytes)
        return lines

    def _find_labels_and_targets(self) -> list[str]:
        """Words of list labels, which an empty paragraph shows, too; files that links lead to ("/" before each)."""
        labels = _LABEL.findall(to_utf8(self._package.read_part(self._package.find_related("numbering") or "") or b""))
        lines = [html.unescape(label.decode("utf-8", "replace")) for label in labels if not label.isascii()]
        for name in self._package.names():
            for relation in _OUTSIDE.findall(self._package.read_part(name) or b"") if name.endswith(".rels") else ():
                target = _TARGET.search(relation)
                if target and not _ON_THE_WEB.match(target[1]):
                    lines.append("/" + unquote(html.unescape(target[1].decode("utf-8", "replace"))))
        return lines

    def _read_notes(self) -> list[RawBlock]:
        """The notes whose marks were met since the last call, as `note<n>`, n in the order of their marks."""
        self._open_notes()
        marks, self.context.notes = self.context.notes, []
        blocks: list[RawBlock] = []
        for key in marks:
            if key not in self._note_numbers:
                number = self._note_numbers[key] = len(self._note_numbers) + 1
                chunks = self._notes.get(key, [])
                blocks += read_story(chunks, f"note{number}", "note", self.context, self._read_notes)
        return blocks

    def _open_notes(self) -> None:
        for kind in ("footnote", "endnote") if not self._notes_open else ():
            for id_, chunks in self._split_part(kind + "s"):
                self._notes[kind, id_] = chunks
        self._notes_open = True

    def _split_part(self, kind: str) -> list[tuple[str, list[str]]]:
        """(id, structures) of each story in a part of notes or comments."""
        name = self._find_related(kind)
        root = self._package.parse_part(name) if name is not None else None
        stories: list[tuple[str, list[str]]] = []
        for chunk in flatten(root) if root is not None else ():
            if chunk[0] == "n":
                stories.append((chunk[1:], []))
            elif stories:
                stories[-1][1].append(chunk)
        return stories

    def _find_related(self, kind: str) -> str | None:
        name = self._package.find_related(kind)
        if name is not None:
            self._handled.add(name)
        return name

    def _define(self, make: Callable[[bytes | None], _Definitions], kind: str) -> _Definitions:
        """The styles or lists of this document, or those of an earlier one with the very same part."""
        name = self._find_related(kind)
        print_ = self._package.find_print(name) if name is not None else None
        if name is None or print_ is None:
            return make(None)
        found = _kept.get((kind, print_))
        if found is None:
            _kept[kind, print_] = found = make(self._package.read_part(name))
            if len(_kept) > _KEPT:
                _kept.popitem(last=False)
        else:
            _kept.move_to_end((kind, print_))
        return cast(_Definitions, found)


def _repair(blocks: list[RawBlock], context: Context) -> list[RawBlock]:
    """The blocks with the paragraphs decoded that are in a legacy code though their fonts do not say so."""
    written = [text for block in blocks for text in ([text for _, text in block.cells] or [block.text])]
    texts, codes = repair_texts(written)
    context.legacy_codes |= codes
    if codes:  # decoded capitals are uncertain: the secrecy gate gets short lines as they stood, too
        pairs = zip(written, texts, strict=True)
        context.unseen += [text for text, decoded in pairs if text != decoded and len(text) <= _SHORT]
    folded = [  # the others are clean already
        fold_look_alikes(clean_text(text)) if may_be_legacy(before) else (text, 0)
        for before, text in zip(written, texts, strict=True)
    ]
    context.look_alikes += sum(count for _, count in folded)
    read = [text for text, _ in folded]
    if read == written:
        return blocks
    cleaned = iter(read)
    repaired = []
    for block in blocks:
        cells = tuple((column, next(cleaned)) for column, _ in block.cells)
        text = " | ".join(text for _, text in cells) if cells else next(cleaned)
        if any(text for _, text in cells) if cells else text:
            repaired.append(block._replace(text=text, cells=cells))
    return repaired


def _find_findings(blocks: list[RawBlock], context: Context) -> list[RawFinding]:
    findings = context.findings()
    if not any(block.kind not in {"header", "comment"} for block in blocks):
        findings.append(RawFinding("image-only" if context.pictures else "no-text"))
    return findings
