"""Tables without titles of columns: rows of the text they stand in, or rows that begin with an item's title.

Keeps out tables with titles (rows.py).
"""

from collections.abc import Sequence

from schemas.document import Block
from schemas.submission import Doubt
from tonghop.understanding.documents.preparing import is_lone_number
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.figures.written.numbers import read_digits
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.headings import BULLET, match_heading
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.tables.topics import find_ordinal
from tonghop.understanding.words import normalise, read_line


def _join_measure(texts: list[str], lexicon: Lexicon) -> list[str]:
    """Cells with the one bare number among them joined to the measure in the cell beside it: 14 | lượt cán bộ."""
    lone = [at for at, text in enumerate(texts) if at and is_lone_number(text)]
    if len(lone) != 1:
        return texts
    (at,) = lone
    beside = [near for near in (at - 1, at + 1) if 0 < near < len(texts) and lexicon.find_families(texts[near])]
    if len(beside) != 1:
        return texts
    first = min(at, *beside)
    return [*texts[:first], f"{texts[at]} {texts[beside[0]]}", *texts[first + 2 :]]


def file_untitled(blocks: Sequence[Block], owner: Target | None, context: str, walk: Walk, lexicon: Lexicon) -> None:
    """File the rows of a table without known titles; the arguments are those of `rows.file_table`."""
    current = owner
    for block in blocks:
        texts = [normalise(cell.text) for cell in block.cells if normalise(cell.text)]
        if not texts:
            continue
        if owner is None:
            longest = next((t for t in texts if len(t.split()) > 1), texts[0])
            number = read_digits(texts[0].strip(" .")) if len(texts) > 1 else None
            match = match_heading(longest, int(number) if number is not None and number < 20 else None, lexicon)
            ordinal = next((place for place, text in enumerate(texts[:-1]) if find_ordinal(text, lexicon)), None)
            if ordinal is not None:
                current = find_ordinal(texts[ordinal], lexicon)
                texts = texts[ordinal + 1 :]
            elif match and match.certain and match.target.item is not None:
                current = match.target
                texts = texts[texts.index(longest) + 1 :]
            if current is not None and current.item is not None:
                walk.headings.setdefault(current.item, block.locator)
        locator = f"{block.locator}/c{block.cells[-1].column}"
        texts = _join_measure(texts, lexicon)
        if texts:
            text = ": ".join(texts)
            walk.pieces.append(Piece(text, locator, current, BULLET, context))
            said = [figure.value for figure in find_figures(read_line(text), lexicon).found]
            bare = [cell for cell in texts[1:] if is_lone_number(cell) and read_digits(cell) not in said]
            if bare and current is not None and current.item is not None:
                walk.doubts.append(Doubt(rule="figure-unmeasured", locator=locator, texts=(", ".join(bare),)))
