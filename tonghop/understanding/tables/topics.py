"""Topics of rows that are no headings but name what an indicator counts: Số lớp tập huấn tổ chức | 2.

A row is filed by them only where its figure is of one indicator in the whole plan and the model thinks of the same
item. Keeps out headings (headings.py) and sentences (filing).
"""

import re
from collections.abc import Sequence

from schemas.submission import Filing
from tonghop.understanding.circumstances.dates import find_date_spans
from tonghop.understanding.figures.tying.ties import tie_indicators
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.filing.deciding import explain_text, make_filing
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.headings import match_heading
from tonghop.understanding.tables.columns import Column
from tonghop.understanding.tables.tables import Row
from tonghop.understanding.words import fold, read_line, strip_marks

_ORDINAL = re.compile(r"(?:noi dung|muc)(?: so)? (\d{1,2})\s*[.:]?\s*$")
_LIKELY = 0.4
_STRONG = 85
_MOST_WORDS = 12
_OTHERS = 2
_BARE = frozenset(
    (
        *("so", "luong", "luot", "tong", "nguoi", "khach", "doan", "tham", "du", "gia", "cac", "cuoc", "buoi", "lop"),
        *("can", "bo", "cong", "chuc", "vien", "tin", "bai"),
    )
)
"""Words of a topic that counts without saying what: Số lượt khách."""


def find_counted(topic: str, text: str, lexicon: Lexicon) -> tuple[Target, Filing] | None:
    """The item whose indicator a short topic with its figure names, and why.

    Args:
        topic: of the row.
        text: the topic with its figure and measure.
        lexicon: the plan's words.
    """
    if len(topic.split()) > _MOST_WORDS:
        return None
    items = {item for item in lexicon.items if is_tied(text, item, "", lexicon)}
    explained = explain_text(text, lexicon.plan)
    if explained.item is None or explained.score < _LIKELY:
        return None
    if items != {explained.item} and (items or not explained.automatic):
        return None
    return Target(item=explained.item), make_filing(explained, automatic=True)


def is_tied(text: str, item: int, context: str, lexicon: Lexicon) -> bool:
    """Whether a figure of a text is one of the item's indicators, by its words or by those above it."""
    line = read_line(text)
    figures = find_figures(line, lexicon).found
    tie_indicators(line, figures, item, lexicon, context)
    return any(figure.indicator is not None for figure in figures)


def find_ordinal(topic: str, lexicon: Lexicon) -> Target | None:
    """The item that a topic names only by its number: Nội dung 3."""
    ordinal = _ORDINAL.match(strip_marks(topic))
    return Target(item=int(ordinal[1])) if ordinal and int(ordinal[1]) in lexicon.items else None


def is_bare(topic: str) -> bool:
    """Whether a topic only counts, and what is counted stands in the row above: Số lượt khách."""
    words = re.findall(r"[^\W\d_]+", fold(topic))
    return bool(words) and all(word in _BARE for word in words)


def is_group(row: Row, following: Row | None, lexicon: Lexicon) -> bool:
    """Whether a row only gathers the numbered rows below it: A | Tham gia sự kiện, above 1 | Tham gia Techfest."""
    if not (row.is_heading or row.spanned) or following is None or following.label is None:
        return False
    deeper = row.label is None or row.label.rank < following.label.rank
    told = find_figures(read_line(row.topic), lexicon).found or find_date_spans(row.topic)
    return deeper and not told and not following.spanned and len(row.topic.split()) <= _MOST_WORDS


def holds_all_items(rows: Sequence[Row], owner: Target, lexicon: Lexicon) -> bool:
    """Whether a table that stands below an item's last line is one of all items: its rows name two other items."""
    named = set()
    for row in rows:
        if not row.topic_is_new:
            continue
        match = match_heading(row.topic, None, lexicon)
        if match is not None and match.certain and match.likeness >= _STRONG:
            named.add(match.target.item)
        elif row.counted and (counted := find_counted(row.topic, _tell(row), lexicon)):
            named.add(counted[0].item)
    return len(named - {None, owner.item}) >= _OTHERS


def _tell(row: Row) -> str:
    value = row.counted[0][1]
    return f"{row.topic}: {value} {row.extras.get(Column.MEASURE, '')}".strip()
