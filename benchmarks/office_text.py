"""What LibreOffice shows of documents, as text: converted in batches with an own profile, cached by content.

Two exports of each file: its plain text (list labels and field results as LibreOffice computes them, no headers, no
notes) and its flat ODF, from which the visible words of headers, notes and text boxes are taken too. Keeps out ours.
"""

import hashlib
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

_BATCH = 40
_START_SECONDS = 40
_SECONDS_PER_FILE = 5
_EXPORTS = {"txt": "txt:Text (encoded):UTF8", "fodt": "fodt"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MARKED = {_TEXT + "tracked-changes", _TEXT + "hidden-text"}
_NOT_SHOWN = {
    *(
        _OFFICE + name
        for name in ("annotation", "annotation-end", "binary-data", "meta", "settings", "scripts", "forms")
    ),
    *(_TEXT + name for name in ("note-citation", "index-source", "ruby-text", "bookmark-start", "bookmark-end")),
    *(_TEXT + name for name in ("table-of-content-source", "illustration-index-source", "table-index-source")),
    *(_TEXT + name for name in ("alphabetical-index-source", "user-index-source", "bibliography-source")),
    *(_TEXT + name for name in ("sequence-decls", "variable-decls", "user-field-decls", "object-index-source")),
    *(_SVG + name for name in ("title", "desc")),
    _DRAW + "object",
    _TABLE + "tracked-changes",
}
_COMPUTED = {
    _TEXT + name
    for name in (
        *(
            "page-number",
            "page-count",
            "date",
            "time",
            "file-name",
            "author-name",
            "author-initials",
            "title",
            "subject",
        ),
        *("creation-date", "creation-time", "modification-date", "modification-time", "print-date", "print-time"),
        *(
            "initial-creator",
            "creator",
            "editing-cycles",
            "editing-duration",
            "word-count",
            "character-count",
            "chapter",
        ),
        *("paragraph-count", "table-count", "image-count", "template-name", "sheet-name", "keywords", "description"),
        *(
            "user-defined",
            "expression",
            "conditional-text",
            "bookmark-ref",
            "reference-ref",
            "sequence",
            "sequence-ref",
        ),
        *("note-ref", "variable-get", "variable-set", "database-display", "page-continuation", "bibliography-mark"),
    )
}
_GAPS = {_TEXT + name for name in ("s", "tab", "line-break", "p", "h", "list-item")} | {_TABLE + "table-cell"}
_HEADERS = {_STYLE + f"{kind}{which}" for kind in ("header", "footer") for which in ("", "-left", "-first")}


class OfficeText(NamedTuple):
    """What LibreOffice shows of one file."""

    plain: str
    full: str
    computed: str
    unsifted: str
    """The body with what LibreOffice itself marks as deleted or hidden, which its plain text has too."""


def convert_all(files: Sequence[Path], cache: Path) -> dict[Path, OfficeText]:
    """Texts of the files that LibreOffice can open; those that it cannot are left out.

    Args:
        files: documents of any kind that LibreOffice opens.
        cache: a folder that keeps every export under the sha256 of its document, failures too.
    """
    cache.mkdir(parents=True, exist_ok=True)
    names = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    for export in _EXPORTS:
        waiting = {name: path for path, name in names.items() if not (cache / f"{name}.{export}").exists()}
        while waiting:
            done = _convert_batch(dict(list(waiting.items())[:_BATCH]), export, cache)
            waiting = {name: path for name, path in waiting.items() if name not in done}
    return {path: text for path, name in names.items() if (text := _load(cache / name)) is not None}


def _convert_batch(batch: dict[str, Path], export: str, cache: Path) -> set[str]:
    """One call; names that are settled. After a crash or hang the first without a result is the culprit."""
    with tempfile.TemporaryDirectory(prefix="office-text-") as folder:
        work = Path(folder)
        for name, path in batch.items():
            (work / f"{name}{path.suffix.lower()}").write_bytes(path.read_bytes())
        command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", _EXPORTS[export], "--outdir", str(work / "out")]
        command += [str(work / f"{name}{path.suffix.lower()}") for name, path in batch.items()]
        try:
            ended_well = (
                subprocess.run(
                    command, check=False, capture_output=True, timeout=_START_SECONDS + _SECONDS_PER_FILE * len(batch)
                ).returncode
                == 0
            )
        except subprocess.TimeoutExpired:
            ended_well = False
        results = {name: work / "out" / f"{name}.{export}" for name in batch}
        made = {name for name, result in results.items() if result.exists()}
        failed = [name for name in batch if name not in made]
        for name in made:
            (cache / f"{name}.{export}").write_bytes(results[name].read_bytes())
        settled = failed if ended_well else failed[:1]
        for name in settled:
            (cache / f"{name}.{export}").write_bytes(b"")
        return made | set(settled)


def _load(stem: Path) -> OfficeText | None:
    plain, flat = stem.with_suffix(".txt").read_bytes(), stem.with_suffix(".fodt").read_bytes()
    if not flat:
        return None
    root = etree.fromstring(flat, etree.XMLParser(huge_tree=True, resolve_entities=False))
    hidden = {
        style.get(_STYLE + "name")
        for style in root.iter(_STYLE + "style")
        if any(item.get(_TEXT + "display") == "none" for item in style.iter(_STYLE + "text-properties"))
    }
    deletions = {
        region.get(_TEXT + "id")
        for region in root.iter(_TEXT + "changed-region")
        if region.find(_TEXT + "deletion") is not None
    }
    visit = _Visit(hidden, deletions)
    visit.collect(root.find(f"{_OFFICE}body"))
    headers: dict[str, None] = {}
    body, visit.shown = visit.shown, []
    for element in root.iter(*_HEADERS):
        if element.get(_STYLE + "display") != "false":
            visit.collect(element)
            headers |= dict.fromkeys("".join(visit.shown).split("\n"))  # LibreOffice repeats headers for each section
            visit.shown = []
    full = "".join(body) + "\n".join(headers)
    return OfficeText(plain.decode("utf-8-sig", "replace"), full, "".join(visit.computed), "".join(visit.unsifted))


class _Visit:
    """A walk through flat ODF that sorts its text by what becomes of it."""

    def __init__(self, hidden: set[str | None], deletions: set[str | None]) -> None:
        self.shown: list[str] = []
        self.computed: list[str] = []
        self.unsifted: list[str] = []
        self._hidden = hidden
        self._deletions = deletions
        self._open: set[str | None] = set()

    def collect(self, element: Any) -> None:
        """The text of one element and all below, in order."""
        tag = element.tag
        if tag in (_TEXT + "change-start", _TEXT + "change-end"):
            self._turn(element)
            return
        if not isinstance(tag, str) or tag in _NOT_SHOWN:
            return
        if (
            tag in _MARKED
            or element.get(_TEXT + "display") == "none"
            or element.get(_TEXT + "style-name") in self._hidden
        ):
            self.unsifted.append("".join(element.itertext()))
            return
        if tag in _COMPUTED:
            self.computed.append(" " + "".join(element.itertext()) + " ")
            return
        gap = "\n" if tag in _GAPS else ""
        self._add(gap + (element.text or ""))
        for child in element:
            self.collect(child)
            self._add(child.tail or "")
        self._add(gap)

    def _turn(self, change: Any) -> None:
        """A deletion begins or ends."""
        name = change.get(_TEXT + "change-id")
        if change.tag == _TEXT + "change-start" and name in self._deletions:
            self._open.add(name)
        else:
            self._open.discard(name)

    def _add(self, text: str) -> None:
        self.unsifted.append(text)
        if not self._open:
            self.shown.append(text)
