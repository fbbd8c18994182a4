"""What the walk through one .docx carries along: styles, counters, bounds, and what it met on its way."""

from tonghop.reading.docx.numbering import Numbering
from tonghop.reading.docx.package import Element
from tonghop.reading.docx.styles import Styles
from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawFinding, UnreadableError


class Context:
    """State of one document's reading; filled by paragraphs.py and stories.py, judged by reader.py."""

    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self.styles = styles
        self.numbering = numbering
        self.unseen: list[str] = []
        self.note_ids: list[tuple[str, str]] = []  # ("footnote" or "endnote", id) in the order of reference
        self.header_ids: list[tuple[str, str]] = []  # ("header" or "footer", relationship id) likewise
        self.boxes: list[Element] = []  # met in the current block, to be read after it
        self.box_count = 0
        self.text_nodes = 0  # w:t and w:delText handled, shown or not
        self.changes = 0
        self.hidden = False
        self.pictures = False
        self.foreign = False
        self.legacy_fonts: set[str] = set()
        self._limits = limits
        self._paragraphs = 0
        self._chars = 0

    def spend(self, chars: int) -> None:
        """Count one paragraph of so many characters.

        Raises:
            UnreadableError: `too-long` beyond the limits.
        """
        self._paragraphs += 1
        self._chars += chars
        if self._paragraphs > self._limits.paragraphs or self._chars > self._limits.text_chars:
            raise UnreadableError("too-long")

    def hide(self, text: str) -> None:
        """Keep text that nobody sees for the secrecy gate."""
        if text and not text.isspace():
            self.unseen.append(text)

    def findings(self) -> list[RawFinding]:
        """What a person should know of how this document was written."""
        found = []
        if self.changes:
            found.append(RawFinding("tracked-changes", values={"count": self.changes}))
        if self.hidden:
            found.append(RawFinding("hidden-text"))
        if self.legacy_fonts:
            found.append(RawFinding("legacy-font", values={"fonts": ", ".join(sorted(self.legacy_fonts))}))
        if self.foreign:
            found.append(RawFinding("embedded-part"))
        return found
