"""A paragraph that tells results and wishes, parted: Ký kết 01 biên bản. Sẽ triển khai 03 dự án trong thời gian tới.

Sentence by sentence; the text stays as written. Keeps out what makes a sentence a wish (intents.py).
"""

from dataclasses import replace

from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.bounds import is_too_long
from tonghop.understanding.filing.sentences import split_sentences
from tonghop.understanding.intents import may_be_planned
from tonghop.understanding.outline.pieces import Piece


def part_planned(piece: Piece, item: int, frame: Frame) -> list[Piece]:
    """[the results, what is still to be done] of one piece; the piece itself where it tells only one of both."""
    if piece.leads or piece.closed or piece.filing is not None or is_too_long(piece.text):
        return [piece]
    sentences = split_sentences(piece.text)
    if len(sentences) == 1 or not any(may_be_planned(sentence) for sentence in sentences):
        return [piece]
    planned = [s for s in sentences if may_be_planned(s) and make_activity(s, "", item, frame).activity.planned]
    done = [s for s in sentences if s not in planned]
    if not planned or not done:
        return [piece]
    return [replace(piece, text=" ".join(done)), replace(piece, text=" ".join(planned))]
