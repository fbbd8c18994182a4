"""A story (body, header, note, box, comment) -> blocks in order.

The rules of places:

- `p<n>` counts every w:p of the story that stands outside tables, from 1, empty ones and those inside content controls,
  custom XML or any other wrapper included, in document order. `t<n>` counts the story's outermost tables likewise and
  `r<n>` every w:tr of a table.
- A paragraph whose mark is deleted flows into the next one, as in Word: the block has the place of the last. So do a
  large first letter, and a paragraph whose mark is hidden, but that keeps its number. Nothing flows over a table or
  out of a cell.
- A row is one block. A merged cell appears once, at its first row and first grid column. Nested tables are lines of
  the cell's text. Numbers of list paragraphs inside a cell stand before their text, since a cell has no label.
- A row of a header, box or comment keeps the kind of its story; other rows are `table_row`.
- Text boxes follow the block that anchors them, as `box<n>/p<m>`, n counted over the document; then the notes whose
  marks stand in it. In a table they follow the whole table. The boxes of a hidden anchor are hidden.
- A control of one of our forms counts nothing: what stands in it, the innermost one, is told its id.
- A complex field may span paragraphs (fields.py); no code goes on over the bounds of a cell.
"""

from collections.abc import Callable, Iterable, Sequence

from tonghop.reading.docx.context import Context, Plan
from tonghop.reading.docx.fields import code_ends
from tonghop.reading.docx.paragraphs import Paragraph, read_plain, squeeze
from tonghop.reading.docx.stream import END, PARAGRAPH, RUN, SPECIAL
from tonghop.reading.docx.tables import Table
from tonghop.reading.raw import RawBlock

_OWN_KIND = {"header", "textbox", "comment"}

Notes = Callable[[], list[RawBlock]]


def read_story(chunks: Iterable[str], prefix: str, kind: str, context: Context, notes: Notes) -> list[RawBlock]:
    """The blocks of one story.

    Args:
        chunks: its structures, as stream.flatten gives them.
        prefix: first part of the locators, e.g. "body".
        kind: BlockKind value of its paragraphs.
        context: of the document.
        notes: gives the blocks of the notes whose marks were met since it was last called.
    """
    story = _Story(prefix, kind, context, notes)
    around: list[_Story] = []  # those within which the present one, a text box, stands
    chunks = list(chunks)
    for index, chunk in enumerate(chunks):
        letter = chunk[:1]
        if letter == "p":
            if story.fields:
                story.keep_fields(chunks, index)
            story.start_paragraph(chunk)
        elif letter == "(":
            context.box_count += 1
            around.append(story)
            story = _Story(f"box{context.box_count}", "textbox", context, notes, hidden=story.is_hidden())
            story.turn(letter, chunk)
        elif letter == ")":
            box, story = story.close(), around.pop()
            story.go_on(box, chunk[1:])
        else:
            story.turn(letter, chunk)
    return story.close()


class _Story:
    """One story while it is read; text boxes within it are stories of their own."""

    def __init__(self, prefix: str, kind: str, context: Context, notes: Notes, *, hidden: bool = False) -> None:
        self._prefix, self._kind, self._context, self._notes = prefix, kind, context, notes
        self._blocks: list[RawBlock] = []
        self._after: list[RawBlock] = []  # boxes met in the current block
        self._paragraphs = self._table_count = 0
        self._tables: list[Table] = []  # open ones, the outermost first
        self._open: Paragraph | None = None
        self._label_text = ""  # of the open paragraph
        self._plan: Plan | None = None
        self._joined = False  # the open paragraph's mark is deleted or hidden
        self._hidden = hidden  # a text box whose anchor is
        self._controls: list[str] = []  # open ones of a form of ours, the outermost first
        self.fields: list[bool] = []  # open complex fields: True once their result has begun

    def keep_fields(self, chunks: Sequence[str], index: int) -> None:
        """Before the next w:p: fields whose code ends in it or behind it stay open; any other hides nothing more."""
        if all(self.fields) or not code_ends(chunks, index):
            self.fields.clear()

    def is_hidden(self) -> bool:
        """Whether a text box that begins here does not show."""
        return self._hidden or (self._open is not None and self._open.is_hidden())

    def start_paragraph(self, chunk: str) -> None:
        """Begin a w:p; the one before is over, unless its mark lets it flow on."""
        if self._open is not None and not self._joined:
            self._finish()
        context = self._context
        parts = chunk.split(PARAGRAPH)
        payload = parts[1] if len(parts) > 1 else ""
        inline = parts[0][1:] + (parts[2] if len(parts) == 3 else "".join(parts[2::2]))
        plan = context.plans.get(payload) or context.make_plan(payload)
        if not self._tables:
            self._paragraphs += 1
        if plan.simple and self._open is None and SPECIAL not in inline and not self.fields:
            plain = read_plain(inline, plan.looks)
            if plain is not None:
                text, bold = plain
                text = squeeze(text, context) if "  " in text else text
                context.spend(len(text))
                label = self._count(plan) if plan.number_id else ""
                self._put(text, bold, label, plan)
                return
        context.changes += plan.changes
        for special in plan.specials:
            context.note(special[:1], special[1:])
        paragraph = self._open or Paragraph(context, self._after, self.fields)
        paragraph.start(plan)
        paragraph.add(inline)
        self._label(plan, paragraph)
        self._open, self._joined = paragraph, plan.flows or plan.hidden

    def _label(self, plan: Plan, paragraph: Paragraph) -> None:
        """Count the paragraph in its list, unless it is a part of the next one."""
        if plan.flows or (plan.hidden and paragraph.is_empty()):
            return
        label = self._count(plan)
        if self._plan is None or not (self._label_text or self._plan.heading):
            self._label_text, self._plan = label, plan  # else those of what flowed into it behind a hidden mark stay

    def _count(self, plan: Plan) -> str:
        """The label of the next paragraph; in a deleted row or cell it has none and does not count."""
        if plan.number_id is None or any(table.is_deleted() for table in self._tables):
            return ""
        return self._context.numbering.next_label(plan.number_id, plan.list_level)

    def go_on(self, box: list[RawBlock], inline: str) -> None:
        """After a text box: the paragraph that anchors it goes on."""
        self._after += box
        if self._open is not None:
            self._open.add(inline)
        else:
            self.turn(")", ")" + inline)

    def turn(self, letter: str, chunk: str) -> None:
        """A table, row, cell or control begins, or a table or control ends."""
        if self._open is not None:
            self._finish()
        self.fields.clear()  # no code goes on over the bounds of a cell
        run = inline = ""
        properties = chunk
        if len(chunk) > 1:
            chunk, run, inline = chunk.partition(RUN)
            properties = chunk.partition(SPECIAL)[0]
        if self._tables:
            if letter == "c":
                self._tables[-1].start_cell(properties)
            elif letter == "r":
                self._tables[-1].start_row(properties)
            elif letter == "T":
                self._end_table(self._tables.pop())
        if letter == "t":
            self._tables.append(Table(self._context))
        elif letter == "[":
            self._controls.append(properties[1:])
        elif letter == "]" and self._controls:
            self._controls.pop()
        if len(chunk) > len(properties):
            self.note_specials(chunk)
        if run:  # outside any paragraph: no rule of the format allows it, and no text is lost
            self.start_paragraph(f"p{run}{inline}")

    def note_specials(self, chunk: str) -> None:
        """What stands between paragraphs: sections, texts for the gate."""
        for special in chunk.split(SPECIAL)[1:]:
            said = special.partition(END)[0]
            self._context.note(said[:1], said[1:])

    def close(self) -> list[RawBlock]:
        """The blocks of the whole story."""
        self._finish()
        while self._tables:
            self._end_table(self._tables.pop())
        self._flush()
        if self._hidden:
            for block in self._blocks:
                self._context.hide(block.text)
            self._context.hidden |= bool(self._blocks)
            return []
        return self._blocks

    def _finish(self) -> None:
        """The open paragraph is over."""
        if self._open is None:
            return
        text, bold = self._open.close()
        label, plan = self._label_text, self._plan
        self._open, self._plan, self._label_text, self._joined = None, None, "", False
        self._put(text, bold, label, plan)

    def _put(self, text: str, bold: bool, label: str, plan: Plan | None) -> None:
        control = self._context.control or self._find_control()
        self._context.control = ""
        if self._tables:
            self._tables[-1].add_line(f"{label} {text}".strip() if label else text, bold)
            return
        if text:
            kind, level = self._kind, None
            if plan is not None:
                level = plan.level
                kind = "heading" if plan.heading and kind == "paragraph" else kind
            place = f"{self._prefix}/p{self._paragraphs}"
            self._blocks.append(RawBlock(place, kind, text, label, bold, level, control=control))
        if self._after or self._context.notes:
            self._flush()

    def _end_table(self, table: Table) -> None:
        rows = table.close()
        if self._tables:  # a nested table is lines of the cell around it
            for cells, bold in rows:
                self._tables[-1].add_line(" | ".join(text for _, text in cells if text), bold)
            return
        self._table_count += 1
        kind = self._kind if self._kind in _OWN_KIND else "table_row"
        control = self._find_control()
        for number, (cells, bold) in enumerate(rows, start=1):
            if any(text for _, text in cells):
                place = f"{self._prefix}/t{self._table_count}/r{number}"
                text = " | ".join(text for _, text in cells)
                self._blocks.append(RawBlock(place, kind, text, bold=bold, cells=tuple(cells), control=control))
        self._flush()

    def _find_control(self) -> str:
        return self._controls[-1] if self._controls else ""

    def _flush(self) -> None:
        """Boxes and notes that belong to the block before."""
        if self._after:
            self._blocks += self._after
            self._after.clear()
        if self._context.notes:
            self._blocks += self._notes()
