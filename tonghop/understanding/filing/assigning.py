"""Pieces that no heading owns -> sentences that are filed under an item, asked, or left out.

A sentence that answers several items is split where its figures are found the same in its parts; a figure that a
heading may already tell is never filed beside it. Keeps out what is a statement at all (understanding.py).
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from schemas.plan import Plan
from schemas.submission import Doubt, Filing
from schemas.values import HoldReason
from tonghop.understanding.bounds import MOST_SCORED, close_pieces, make_bound_doubt
from tonghop.understanding.circumstances.dates import find_dates
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.filing.deciding import Explanation, explain_text, is_filing_known, make_filing
from tonghop.understanding.filing.sentences import split_clauses, split_sentences
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.pieces import Piece
from tonghop.understanding.outline.states import denies
from tonghop.understanding.words import read_line

_ASIDE = re.compile(r"(?:^|/)box\d+/")
_OPENERS = re.compile(r"^(?:và|đồng thời|bên cạnh đó|ngoài ra|song song đó|mặt khác)[,\s]+", re.IGNORECASE)

Unfiled = tuple[Piece, Filing | None]


@dataclass(frozen=True)
class Assigned:
    """What became of the pieces of one document."""

    pieces: tuple[Piece, ...]
    """Those with a target, in reading order; each sentence that the model filed has its filing."""
    unfiled: tuple[Unfiled, ...]
    dropped: tuple[Piece, ...]
    scored: int = 0
    """How many different sentences the model was asked about."""
    unscored: tuple[Piece, ...] = ()
    """The first of the pieces that it was not asked about since there were too many; they are unfiled, all of them."""


@dataclass(frozen=True)
class Ground:
    """What filing depends on besides the sentence."""

    plan: Plan
    lexicon: Lexicon
    is_statement: Callable[[Piece], bool]
    headed: frozenset[int]
    """Items under whose headings the submission tells something: figures outside may repeat theirs."""
    closed: frozenset[int]
    """Items of which the submission declares that nothing happened."""


def assign_pieces(pieces: Iterable[Piece], ground: Ground, before: int = 0) -> Assigned:
    """File the sentences of the pieces without target; the others pass unchanged.

    Without a usable model all that is a statement awaits a person. The model is loaded only for the first of them.

    Args:
        pieces: of one document, in reading order.
        ground: what filing depends on.
        before: how many sentences of the submission the model was asked about in other documents.
    """
    filed: list[Piece] = []
    unfiled: list[Unfiled] = []
    dropped: list[Piece] = []
    told: set[str] = set()
    unscored: list[Piece] = []
    known: dict[tuple[str, str], list[tuple[str, Explanation]]] = {}
    for piece in pieces:
        if piece.target is not None:
            filed.append(piece)
            continue
        if before + len(known) >= MOST_SCORED:
            unfiled.append((piece, None))
            unscored = unscored or [piece]
            continue
        parts = [part for part in _split(piece) if ground.is_statement(part)]
        if parts and not is_filing_known(ground.plan):
            unfiled.append((piece, None))
            continue
        for part in parts:
            key = (part.text, part.context)
            if key not in known:
                known[key] = _find_clauses(part, ground)
            for text, explained in known[key]:
                clause = replace(part, text=text)
                held = _find_hold(clause, explained, ground, told)
                sure = explained.automatic and explained.item is not None and held is None
                filing = make_filing(replace(explained, held=held or explained.held), automatic=sure)
                if sure:
                    told.add(clause.text)
                    filed.append(replace(clause, target=Target(item=explained.item), filing=filing))
                elif explained.dropped or (clause.aside and not _counts(clause.text, ground.lexicon)):
                    dropped.append(clause)
                else:
                    unfiled.append((clause, filing))
    return Assigned(tuple(filed), tuple(unfiled), tuple(dropped), len(known), tuple(unscored))


def bound_pieces(assigned: Sequence[Assigned]) -> tuple[list[Assigned], list[Doubt]]:
    """What is beyond the bounds of one submission is kept as text; each bound is told once."""
    bounded: list[Assigned] = []
    doubts: list[Doubt] = []
    for of in assigned:
        pieces, found = close_pieces(of.pieces, sum(len(other.pieces) for other in bounded))
        bounded.append(replace(of, pieces=pieces))
        doubts += found if not doubts else []
    left = next((piece for of in assigned for piece in of.unscored), None)
    if left is not None:
        doubts.append(make_bound_doubt("sentences-too-many", left.text, left.locator))
    return bounded, doubts


def _split(piece: Piece) -> list[Piece]:
    texts = split_sentences(piece.text)
    if len(texts) < 2:
        return [piece]
    return [replace(piece, text=text, leads=text.endswith(":")) for text in texts]


def _find_hold(piece: Piece, explained: Explanation, ground: Ground, told: Collection[str]) -> HoldReason | None:
    """Why a sentence of which the model is sure may not be filed without a person; None: it may."""
    if not explained.automatic:
        return None
    counts = _counts(piece.text, ground.lexicon)
    reasons = {
        HoldReason.CLOSED: explained.item in ground.closed,
        HoldReason.ASIDE: _ASIDE.search(piece.locator) is not None,
        HoldReason.DENIED: denies(piece.text) and not counts,  # what did not happen is no activity
        HoldReason.HEADED: explained.item in ground.headed and counts,
        HoldReason.REPEATED: piece.text in told,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _counts(text: str, lexicon: Lexicon) -> bool:
    found = find_figures(read_line(text), lexicon)
    return bool(found.found or found.ambiguous or find_dates(text))


def _find_clauses(piece: Piece, ground: Ground) -> list[tuple[str, Explanation]]:
    """The sentence whole, or its clauses when they surely answer several items."""
    whole = explain_text(piece.text, ground.plan, piece.context)
    texts = split_clauses(piece.text)
    if len(texts) < 2:
        return [(piece.text, whole)]
    told = [explain_text(text, ground.plan, telling=False) for text in texts]
    if len({each.item for each in told if each.automatic}) < 2:
        return [(piece.text, _doubt_strangers(whole, told, ground.lexicon))]
    parts = _join_clauses(texts, told, ground)
    if parts is None or not _count_alike(piece.text, [text for text, _ in parts], ground.lexicon):
        return [(piece.text, _doubt(whole))]
    return parts


def _doubt(told: Explanation) -> Explanation:
    held = HoldReason.SEVERAL if told.automatic else told.held
    return replace(told, automatic=False, dropped=False, held=held)


def _doubt_strangers(whole: Explanation, told: Sequence[Explanation], lexicon: Lexicon) -> Explanation:
    """A sentence is not sure as a whole when one of its clauses surely answers another item, or counts as another."""
    strange = [each for each in told if each.item is not None and each.item != whole.item]
    if any(each.automatic for each in strange) and whole.item is not None:
        return _doubt(whole)
    if whole.dropped and any(each.item is not None and _counts(each.text, lexicon) for each in told):
        return _doubt(whole)
    return whole


def _join_clauses(
    texts: Sequence[str], told: Sequence[Explanation], ground: Ground
) -> list[tuple[str, Explanation]] | None:
    """Neighbouring clauses of one item together; one in doubt goes with the clause before it, unless it counts.

    None where a figure would go with a clause that may be of another item.
    """
    items: list[int] = []
    for text, explained in zip(texts, told, strict=True):
        if explained.automatic and explained.item is not None:
            items.append(explained.item)
        elif items and (explained.item in (items[-1], None) or not _counts(text, ground.lexicon)):
            items.append(items[-1])
        elif not items and not _counts(text, ground.lexicon):
            items.append(next(each.item for each in told if each.automatic and each.item is not None))
        else:
            return None
    parts: list[tuple[str, Explanation]] = []
    for item, group in groupby(zip(texts, items, strict=True), key=lambda pair: pair[1]):
        text = "; ".join(clause for clause, _ in group)
        explained = explain_text(text, ground.plan)
        if explained.item != item or not explained.automatic:
            return None
        parts.append((_begin(text), explained))
    return parts


def _begin(text: str) -> str:
    """A clause that stands alone begins with a capital."""
    text = _OPENERS.sub("", text)
    return text[:1].upper() + text[1:]


def _count_alike(whole: str, parts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the parts tell exactly the figures and days of the whole."""

    def tell(text: str) -> tuple[list[object], list[object]]:
        figures = find_figures(read_line(text), lexicon)
        told: list[object] = [(f.value, f.value_max, f.measure) for f in figures.found]
        return [*told, *figures.ambiguous], [found.day for found in find_dates(text)]

    told = [tell(part) for part in parts]
    return tell(whole) == ([each for figures, _ in told for each in figures], [day for _, days in told for day in days])
