"""Cells under titles that are no words of ours: a measure (Tin | Bài), a section (Tồn tại), or words beside the result.

Keeps out which columns count (columns.py) and where the row is filed (rows.py).
"""

import re
from dataclasses import replace

from schemas.submission import Doubt
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.headings import BULLET, match_heading
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.outline.states import is_blank, is_nothing
from tonghop.understanding.tables.amounts import QUOTE, find_unsaid, is_only_digits, name_measure
from tonghop.understanding.tables.tables import Row
from tonghop.understanding.tables.topics import find_ordinal
from tonghop.understanding.words import fold, read_line, strip_marks

_NAMES = re.compile(
    r"(?:nam(?= (?:sinh|xuat ban|ban hanh)|$)|ma|trang|so trang|trang so|lan|(?:so )?dien thoai|so,? (?:ky )?hieu"
    r"|ky hieu)\b.*"
)
"""Titles under which a number names something."""
_MARK = re.compile(r"[xXvV+✓✔√☑☒]")
_BRACKET = re.compile(r"\([^)]*\)")
_SURE, _ALIKE = 95, 70


def count_others(row: Row, lexicon: Lexicon) -> Row:
    """The row with the columns that are titled by a measure among its counted ones: Tin | Bài | Phóng sự.

    A mark below Không is a declaration of nothing.
    """
    for title, value, _ in row.others:
        if not (row.result or row.amounts) and _MARK.fullmatch(value.strip()) and is_nothing(title):
            row = replace(row, result=title)
    counted = {title for title, value, _ in row.others if is_only_digits(value) and name_measure(title, lexicon)}
    if not counted:
        return row
    amounts = tuple((title, value) for title, value, _ in row.others if title in counted)
    return replace(row, amounts=(*row.amounts, *amounts), others=tuple(o for o in row.others if o[0] not in counted))


def file_asides(row: Row, walk: Walk, lexicon: Lexicon) -> None:
    """File the cells whose column is titled as a section of the report: Tồn tại, hạn chế."""
    for title, value, locator in row.others:
        section = _find_section(title, lexicon)
        if section is not None and not is_nothing(value) and not is_blank(value):
            text = f"{row.topic}: {title}: {value}" if is_only_digits(value) else value
            walk.pieces.append(Piece(text, locator, section, BULLET))


def tell_others(row: Row, said: str, walk: Walk, lexicon: Lexicon) -> list[str]:
    """The remaining cells with their titles; what they count beside the result is a doubt, never counted."""
    told = []
    for title, value, locator in row.others:
        known = find_ordinal(value, lexicon) or _find_section(title, lexicon)
        if is_nothing(value) or is_blank(value) or known is not None or _MARK.fullmatch(value.strip()):
            continue
        if is_only_digits(value):
            if not _NAMES.fullmatch(strip_marks(title)):
                walk.doubts.append(Doubt(rule="figure-unmeasured", locator=locator, texts=(f"{title}: {value}",)))
        elif unsaid := find_unsaid(value, said, lexicon):
            walk.doubts.append(Doubt(rule="figure-ambiguous", locator=locator, texts=(unsaid[:QUOTE],)))
        elif fold(value) not in fold(said) and not find_figures(read_line(value), lexicon).found:
            told.append(f"{title}: {value}")
    return told


def _find_section(title: str, lexicon: Lexicon) -> Target | None:
    match = match_heading(_BRACKET.sub("", title), None, lexicon)
    if match is None or not match.certain or match.target.section in (None, lexicon.results):
        return None
    return match.target if match.score >= _SURE or match.likeness >= _ALIKE else None
