"""A workbook -> blocks. One block per row that shows anything, its cells those that show anything.

Places: `sheet<n>/r<row>`, n counting the visible sheets and the row as Excel numbers it; `sheet<n>` alone is the name
of the sheet, a heading where there are several. A merged cell stands at its first visible row and column. What is
hidden, and whatever text other parts hold (notes of cells, defined names, charts, files), is `unseen`.
"""

from typing import NamedTuple

from tonghop.reading.cleaning import clean_text
from tonghop.reading.legacy import fold_look_alikes, may_be_legacy, repair_texts
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawBlock, RawFinding, Reading, UnreadableError
from tonghop.reading.salvage import find_member_lines, may_bear_text
from tonghop.reading.sheets.cells import Book, ShownCell, has_overlap, name_column, read_cells, read_range, read_strings
from tonghop.reading.sheets.extras import Box, read_boxes, read_page_heads
from tonghop.reading.sheets.package import Element, Package, find_all, is_on, local, read_attribute
from tonghop.reading.sheets.styles import read_looks

_SHEET_PARTS = ("cols", "row", "mergeCell", "headerFooter", "dataValidation", "hyperlink")
_PROMPTS = ("promptTitle", "prompt", "errorTitle", "error", "tooltip", "display")
_WITHOUT_TEXT = ("styles.xml", "theme1.xml", "calcchain.xml", "[content_types].xml")
_MOST_NAMED = 8
_SHORT = 90
_MOST_CELLS = 3_000_000


class _Sheet(NamedTuple):
    """One sheet as it stands in its part."""

    rows: dict[int, list[ShownCell]]
    hidden_rows: set[int]
    hidden_columns: list[range]
    merged: list[tuple[int, int, int, int]]
    heads: list[tuple[str, str]]
    told: list[str]

    def hides_column(self, column: int) -> bool:
        return any(column in hidden for hidden in self.hidden_columns)


class _State:
    """What has been read so far."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package, self.limits = package, limits
        self.blocks: list[RawBlock] = []
        self.unseen: list[str] = []
        self.unknown: list[str] = []
        self.boxes = self.heads = self.chars = self.cells = 0
        self.hidden = False
        self.handled: set[str] = set()

    def add(self, block: RawBlock) -> None:
        self.chars += len(block.text)
        self.blocks.append(block)
        if len(self.blocks) > self.limits.paragraphs or self.chars > self.limits.text_chars:
            raise UnreadableError("too-long")


def read(data: bytes, limits: Limits) -> Reading:
    """Read a workbook that passed the pre-check.

    Raises:
        UnreadableError: it is damaged, has a password or a DOCTYPE, or breaks a limit.
    """
    package = Package(data)
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    root = package.parse_part(main)
    if root is None or local(root) != "workbook":
        raise UnreadableError("corrupt")
    state, relations = _State(package, limits), package.relations(main)
    named = {relation.kind: relation.target for relation in relations.values()}
    state.handled |= {main, named.get("sharedStrings", "")}
    styles = package.parse_part(named["styles"]) if named.get("styles") else None
    formats = (element.get("formatCode", "") for element in (find_all(styles, "numFmt") if styles is not None else ()))
    state.unseen += [code for code in formats if not code.isascii()]
    since_1904 = any(is_on(element.get("date1904")) for element in find_all(root, "workbookPr"))
    book = Book(read_strings(package, named.get("sharedStrings")), set(), read_looks(styles), since_1904, set())
    state.unseen += [text for name in find_all(root, "definedName") for text in (name.get("name"), name.text) if text]
    sheets = [(element, relations.get(read_attribute(element, "id") or "")) for element in find_all(root, "sheet")]
    state.unseen += [f"/{element.get('name', '')}" for element, _ in sheets]  # of a sheet that is alone nobody reads it
    shown = [element for element, _ in sheets if element.get("state", "visible") == "visible"]
    for element, relation in sheets:
        if relation is None or relation.kind != "worksheet" or package.read_part(relation.target) is None:
            if relation is None or relation.kind == "worksheet":  # a sheet that is named and not there: half a file
                raise UnreadableError("corrupt")
            continue
        state.handled.add(relation.target)
        number = shown.index(element) + 1 if element in shown else 0
        title = element.get("name", "") if len(shown) > 1 or not number else ""
        _read_sheet(relation.target, number, title, book, state)
    _tell_the_rest(book, state)
    codes, look_alikes = _settle_letters(state)
    findings = _find_findings(state, codes | book.codes, look_alikes)
    return Reading(tuple(state.blocks), tuple(state.unseen), tuple(findings))


def _read_sheet(name: str, number: int, title: str, book: Book, state: _State) -> None:
    sheet = _collect(name, book, state)
    boxes = []
    for relation in state.package.relations(name).values():
        if relation.kind == "drawing" and relation.target:
            state.handled.add(relation.target)
            boxes += list(read_boxes(state.package, relation.target))
    state.unseen += sheet.told
    if not number:
        texts = [text for cells in sheet.rows.values() for cell in cells for text in (cell.text, cell.away) if text]
        texts += [line for box in boxes for line in box.lines] + [text for _, text in sheet.heads]
        state.unseen += [title, *texts]
        state.hidden |= bool(texts)
        return
    if title:
        state.add(RawBlock(f"sheet{number}", "heading", clean_text(title), level=0))
    state.unseen += [line for box in boxes if box.hidden for line in box.lines]
    waiting = sorted((box for box in boxes if not box.hidden and box.lines), key=lambda box: box.row)
    for row, cells in _arrange(sheet, state):
        while waiting and waiting[0].row <= row:
            _add_box(waiting.pop(0), state)
        _add_row(row, cells, number, state)
    for box in waiting:
        _add_box(box, state)
    _add_heads(sheet.heads, state)


def _collect(name: str, book: Book, state: _State) -> _Sheet:
    sheet = _Sheet({}, set(), [], [], [], [])
    last = 0
    for element in state.package.iterate_part(name, _SHEET_PARTS):
        kind = local(element)
        if kind == "row":
            given = element.get("r", "")
            last = int(given) if given.isdigit() and len(given) < 9 else last + 1
            if cells := list(read_cells(element, last, book)):
                if last in sheet.rows:  # two rows of one number: programs disagree on which they show
                    raise UnreadableError("corrupt")
                sheet.rows[last] = cells
                state.cells += len(cells)
            if is_on(element.get("hidden")) or element.get("ht") == "0":
                sheet.hidden_rows.add(last)
        elif kind == "cols":
            sheet.hidden_columns.extend(_read_hidden_columns(element))
        elif kind == "mergeCell":
            merged = read_range(element.get("ref", ""))
            sheet.merged.extend([merged] if merged else [])
        elif kind == "headerFooter":
            sheet.heads.extend(read_page_heads(element))
        else:
            sheet.told.extend(value for key in _PROMPTS if (value := element.get(key)))
            sheet.told.extend(text for child in element if '"' in (text := child.text or ""))
        if state.cells > _MOST_CELLS:
            raise UnreadableError("too-long")
    if has_overlap(sheet.merged):
        raise UnreadableError("corrupt")
    return sheet


def _read_hidden_columns(columns: Element) -> list[range]:
    hidden = []
    for column in columns:
        first, last = column.get("min", ""), column.get("max", "")
        if first.isdigit() and last.isdigit() and (is_on(column.get("hidden")) or column.get("width") == "0"):
            hidden.append(range(int(first), int(last) + 1))
    return hidden


def _arrange(sheet: _Sheet, state: _State) -> list[tuple[int, list[ShownCell]]]:
    """The visible rows in order with their visible cells; what is not shown goes to the gate."""
    covered, moved = _follow_merged(sheet)
    shown: dict[int, dict[int, ShownCell]] = {}
    for row, cells in sheet.rows.items():
        for cell in cells:
            state.unseen += [cell.away] if cell.away else []
            row_at, column = moved.get((row, cell.column), (row, cell.column))
            if (row, cell.column) in covered:
                state.unseen += [cell.text] if cell.text else []
            elif row_at in sheet.hidden_rows or sheet.hides_column(column):
                state.unseen += [cell.text] if cell.text else []
                state.hidden |= bool(cell.text)
            elif cell.text or cell.unknown:
                shown.setdefault(row_at, {})[column] = cell._replace(column=column)
    return [(row, [cells[column] for column in sorted(cells)]) for row, cells in sorted(shown.items())]


def _follow_merged(sheet: _Sheet) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """(filled cells that a merged one covers, first cells that are hidden while others of theirs are not -> those)."""
    covered: set[tuple[int, int]] = set()
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    filled = [(row, cell.column) for row, cells in sheet.rows.items() for cell in cells] if sheet.merged else []
    first_cells = {(top, left): (left, top, right, bottom) for left, top, right, bottom in sheet.merged}
    if sum(min(bottom - top + 1, len(sheet.rows)) for _, top, _, bottom in sheet.merged) > _MOST_CELLS:
        raise UnreadableError("bomb")
    by_row: dict[int, list[tuple[int, int, int, int]]] = {}
    for left, top, right, bottom in sheet.merged:
        for row in range(top, bottom + 1) if bottom - top < len(sheet.rows) else sheet.rows:
            if top <= row <= bottom:
                by_row.setdefault(row, []).append((left, top, right, bottom))
    for place in filled:
        row, column = place
        if place in first_cells:
            left, top, right, bottom = first_cells[place]
            rows = (n for n in range(top, min(bottom, top + _MOST_CELLS) + 1) if n not in sheet.hidden_rows)
            columns = (n for n in range(left, right + 1) if not sheet.hides_column(n))
            moved[place] = next(rows, top), next(columns, left)
        elif any(left <= column <= right for left, _, right, _ in by_row.get(row, ())):
            covered.add(place)
    return covered, moved


def _add_row(row: int, cells: list[ShownCell], number: int, state: _State) -> None:
    state.unknown += [f"{name_column(cell.column)}{row}" for cell in cells if cell.unknown]
    texts = [
        (cell.column, text, cell.bold)
        for cell in cells
        if (text := clean_text(cell.text, legacy=may_be_legacy(cell.text)))
    ]
    if texts:
        shown = tuple((column, text) for column, text, _ in texts)
        bold = all(bold for _, _, bold in texts)
        joined = " | ".join(text for _, text in shown)
        state.add(RawBlock(f"sheet{number}/r{row}", "table_row", joined, bold=bold, cells=shown))


def _add_box(box: Box, state: _State) -> None:
    state.boxes += 1
    for number, line in enumerate(box.lines, start=1):
        state.add(RawBlock(f"box{state.boxes}/p{number}", "textbox", line))


def _add_heads(heads: list[tuple[str, str]], state: _State) -> None:
    if heads:
        state.heads += 1
    counts = {"header": 0, "footer": 0}
    for kind, text in heads:
        counts[kind] += 1
        state.add(RawBlock(f"{kind}{state.heads}/p{counts[kind]}", "header", text))


def _tell_the_rest(book: Book, state: _State) -> None:
    """Strings that no cell shows, and text of all parts that were not read."""
    state.unseen += ["".join(text for text, _ in runs) for n, runs in enumerate(book.strings) if n not in book.used]
    handled = {name.lower() for name in state.handled}
    for name in state.package.names():
        lowered = name.replace("\\", "/").lower()
        if lowered in handled or not may_bear_text(name) or lowered.endswith(_WITHOUT_TEXT):
            continue
        try:
            content = state.package.read_part(name.replace("\\", "/")) or b""
        except UnreadableError:  # a damaged picture spoils no figures
            continue
        state.unseen += find_member_lines(name, content, state.limits.salvage_bytes)
    state.unseen = [text for text in state.unseen if text and not text.isspace()]


def _settle_letters(state: _State) -> tuple[set[str], int]:
    """Decode what is in a legacy code without its font saying so; (the codes met, the number of look-alike letters)."""
    written = [text for block in state.blocks for _, text in block.cells or ((0, block.text),)]
    texts, codes = repair_texts(written)
    if codes:  # decoded capitals are uncertain: the secrecy gate gets short texts as they stood, too
        pairs = zip(written, texts, strict=True)
        state.unseen += [text for text, decoded in pairs if text != decoded and len(text) <= _SHORT]
    folded = [fold_look_alikes(clean_text(text)) for text in texts]
    at = iter([text for text, _ in folded])
    for place, block in enumerate(state.blocks):
        cells = tuple((column, next(at)) for column, _ in block.cells)
        text = " | ".join(text for _, text in cells) if cells else next(at)
        state.blocks[place] = block._replace(text=text, cells=cells)
    return codes, sum(count for _, count in folded)


def _find_findings(state: _State, codes: set[str], look_alikes: int) -> list[RawFinding]:
    found = []
    if state.hidden:
        found.append(RawFinding("hidden-cells"))
    if state.unknown:
        more = " …" if len(state.unknown) > _MOST_NAMED else ""
        cells = ", ".join(state.unknown[:_MOST_NAMED]) + more
        found.append(RawFinding("formula-unknown", values={"cells": cells}))
    if codes:
        found.append(RawFinding("legacy-converted", values={"codes": ", ".join(sorted(codes))}))
    if look_alikes:
        found.append(RawFinding("look-alike", values={"count": look_alikes}))
    if not any(block.kind in {"table_row", "textbox"} for block in state.blocks):
        found.append(RawFinding("no-text"))
    return found
