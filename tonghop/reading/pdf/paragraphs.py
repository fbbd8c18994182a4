"""Physical lines -> paragraphs: a line goes on in the next one unless its shape or its first characters say otherwise.

The strongest sign is room: where the next line's first word would have fitted, the break was meant.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tonghop.reading.pdf.labels import ends_sentence, find_label, is_weak
from tonghop.reading.pdf.lines import Line, join_texts

_INDENT = 0.7  # of the line's height, from which a shift to the right or left is meant
_WIDER_GAP = 1.25
_DOUBLE_GAP = 2.1
_LEAST_GAP = 0.8  # what stands nearer is beside, not below
_SAME_MIDDLE = 0.3
_RAGGED = 0.35
_OTHER_SIZE = 1.2
_SAME_EDGE = 2.0
_NEARLY_FULL = 0.12
_FEWEST_JUSTIFIED, _MOST_JUSTIFIED = 6, 0.75


class Column(NamedTuple):
    """Between which x lines may run, how far apart they usually are in line heights (0 if unknown), if stretched.

    In justified text a line that does not reach the edge is the last of its paragraph. `indent` is the x at which the
    first lines of paragraphs begin whose later lines begin further left; None where no line shows one.
    """

    left: float
    right: float
    leading: float = 0.0
    justified: bool = False
    indent: float | None = None

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


def measure_column(lines: Sequence[Line], left: float | None = None, right: float | None = None) -> Column:
    """The column in which lines stand, by the lines themselves where its edges are not given."""
    steps = [
        round((b.base - a.base) / a.size, 1)
        for a, b in pairwise(lines)
        if _LEAST_GAP * max(a.size, b.size) < b.base - a.base < _DOUBLE_GAP * max(a.size, b.size)
    ]
    counted = Counter(steps)
    # of equally common distances the narrower is that within paragraphs
    leading = min(counted, key=lambda step: (-counted[step], step)) if counted else 0.0
    left = min((line.left for line in lines), default=0.0) if left is None else left
    right = max((line.right for line in lines), default=0.0) if right is None else right
    column = Column(left, right, leading, is_justified(lines, left, right))
    return column._replace(indent=_find_indent(lines, column))


def is_justified(lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether nearly all lines that come close to the right edge end exactly there."""
    close = [line for line in lines if right - line.right < _NEARLY_FULL * (right - left)]
    return len(close) >= _FEWEST_JUSTIFIED and (
        sum(abs(right - line.right) < _SAME_EDGE for line in close) >= _MOST_JUSTIFIED * len(close)
    )


def goes_on(paragraph: Sequence[Line], following: Line, column: Column, *, apart: bool = False) -> bool:
    """Whether `following` belongs to the paragraph whose lines so far are given.

    Args:
        paragraph: at least one line.
        following: the next physical line.
        column: in which both stand.
        apart: a page or column ends between them, so that their distance says nothing.
    """
    last = paragraph[-1]
    if _is_other_print(paragraph, following) or (not apart and _is_far(paragraph, following, column)):
        return False
    full = _is_full(last, following, column)
    label = find_label(following.text)
    if label:
        return full and is_weak(label) and not ends_sentence(last.text) and _is_continuation(paragraph, following)
    shifted = _is_first_again(paragraph, following, column) or _is_indented(paragraph, following, column)
    if shifted or (last.text.endswith(";") and following.text[:1].isupper()):
        return False
    if full or ends_sentence(last.text) or not following.text[:1].islower():
        return full
    if _is_centered(last, following, column):
        return not last.text.isupper() and _is_below_middle(last, following)
    return column.right - last.right < _RAGGED * column.width


def join_lines(lines: Sequence[Line]) -> str:
    """The text of one paragraph."""
    text = lines[0].text
    for line in lines[1:]:
        text = join_texts(text, line.text)
    return text


def group_lines(lines: Sequence[Line], column: Column, seams: Sequence[int] = ()) -> list[list[Line]]:
    """The paragraphs that lines of one column make; at the indices `seams` they are known to go on."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        if groups and (at in seams or goes_on(groups[-1], line, column)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def find_right_edge(lines: Sequence[Line]) -> float:
    """The x at which lines end: the rightmost that several lines share, else the rightmost of all."""
    rights = sorted((line.right for line in lines), reverse=True)
    least = max(2, len(rights) // 20)
    for at, right in enumerate(rights):
        if at + least <= len(rights) and right - rights[at + least - 1] < _SAME_EDGE:
            return right
    return rights[0] if rights else 0.0


def _is_centered(line: Line, following: Line, column: Column) -> bool:
    """Whether about equal room is left on both sides, more than a first line's indent is, and no edge is shared."""
    same_left, same_right = (abs(a) < _SAME_EDGE for a in (line.left - following.left, line.right - following.right))
    if _is_at_indent(line, column) or (same_left and not same_right):
        return False
    before, after = line.left - column.left, column.right - line.right
    least = min(2 * line.size, column.width / 12)
    return min(before, after) > least and abs(before - after) < min(1.5 * line.size, column.width / 10)


def _is_other_print(paragraph: Sequence[Line], following: Line) -> bool:
    """Whether one is all bold and the other not bold at all (a heading and its text), or they differ in size."""
    last = paragraph[-1]
    if not 1 / _OTHER_SIZE < following.size / max(last.size, 0.1) < _OTHER_SIZE:
        return True
    if last.bold == following.bold:
        return False
    if following.bold:
        return not any(word.bold for line in paragraph for word in line.words)
    return all(line.bold for line in paragraph) and not any(word.bold for word in following.words)


def _is_far(paragraph: Sequence[Line], following: Line, column: Column) -> bool:
    last = paragraph[-1]
    step = following.base - last.base
    if step <= 0:
        return True
    usual = last.base - paragraph[-2].base if len(paragraph) > 1 else column.leading * last.size
    if 0 < usual < _DOUBLE_GAP * last.size:
        return step > usual * _WIDER_GAP and step > usual + 2.5
    return step > _DOUBLE_GAP * last.size


def _is_full(last: Line, following: Line, column: Column) -> bool:
    first = following.words[0]
    room = column.right - last.right
    if _is_centered(last, following, column):
        room = column.width - last.width
    elif column.justified and not last.bold:  # headings often are not stretched
        return room < 1.5 * _SAME_EDGE
    return room < first.right - first.left + 0.4 * last.size


def _is_indented(paragraph: Sequence[Line], following: Line, column: Column) -> bool:
    """Whether the line is shifted as only a paragraph's first line is."""
    last, head = paragraph[-1], paragraph[0]
    least = _INDENT * following.size
    if _is_below_middle(last, following):
        return False
    shift = following.left - last.left
    if shift <= least:
        return shift < -least and len(paragraph) > 1 and following.left < column.left + least < last.left
    return not (last is head and find_label(head.text) and following.left <= _find_text_start(head) + least)


def _is_first_again(paragraph: Sequence[Line], following: Line, column: Column) -> bool:
    """Whether the line begins where its column's first lines do, just below a first line."""
    if len(paragraph) > 1 or not (_is_at_indent(paragraph[0], column) and _is_at_indent(following, column)):
        return False
    return ends_sentence(paragraph[0].text) or not following.text[:1].islower()


def _is_at_indent(line: Line, column: Column) -> bool:
    return column.indent is not None and abs(line.left - column.indent) < _SAME_EDGE


def _find_indent(lines: Sequence[Line], column: Column) -> float | None:
    """The x at which full lines begin that go on further left, unless more go on right below themselves."""
    firsts: Counter[int] = Counter()
    for above, below in pairwise(lines):
        if ends_sentence(above.text) or find_label(below.text) or not _is_full(above, below, column):
            continue
        if _is_other_print([above], below) or _is_far([above], below, column):
            continue
        shift = above.left - below.left
        if shift > _INDENT * below.size:
            firsts[round(above.left)] += 1
        elif abs(shift) < _SAME_EDGE:
            firsts[round(above.left)] -= 1
    [(indent, count)] = firsts.most_common(1) or [(0, 0)]
    return float(indent) if count > 0 else None


def _is_below_middle(last: Line, following: Line) -> bool:
    return abs((last.left + last.right) - (following.left + following.right)) / 2 < _SAME_MIDDLE * following.size


def _find_text_start(line: Line) -> float:
    """The x of the first word behind the label."""
    return line.words[1].left if len(line.words) > 1 else line.right


def _is_continuation(paragraph: Sequence[Line], following: Line) -> bool:
    """Whether the line begins where a paragraph's later lines do, not where its first line does."""
    head, last = paragraph[0], paragraph[-1]
    least = _INDENT * following.size
    if last is not head:
        return abs(following.left - last.left) < least and abs(following.left - head.left) > least
    return following.left < head.left - least or abs(following.left - _find_text_start(head)) < least
