"""Documents of one submission -> one Submission: who, when, what under which item, and what stays open.

Only puts the parts together; each question has a module of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.document import Block, ReadDocument
from schemas.plan import Plan
from schemas.submission import Activity, Channel, Doubt, ItemReport, PlacedText, Submission, UnfiledText
from tonghop.understanding.activities import Frame
from tonghop.understanding.documents.combining import combine_items, merge_overlaps
from tonghop.understanding.documents.copies import compare_figures, find_copies, is_recognised, name_kind, rank_document
from tonghop.understanding.documents.forms import FormReading, find_form_doubts, read_form
from tonghop.understanding.documents.members import split_members
from tonghop.understanding.documents.preparing import LINE_FORMATS, prepare_blocks
from tonghop.understanding.figures.written.figures import find_figures
from tonghop.understanding.filing.assigning import Assigned, Ground, assign_pieces, bound_pieces
from tonghop.understanding.grouping import make_item_report
from tonghop.understanding.identity.codes import find_number
from tonghop.understanding.identity.dating import find_dated, find_month, find_window
from tonghop.understanding.identity.frame import ReportFrame, find_frame, find_head_tables
from tonghop.understanding.identity.periods import decide_period, find_period_evidence
from tonghop.understanding.identity.signers import find_signer
from tonghop.understanding.identity.unit import decide_unit, find_unit_evidence
from tonghop.understanding.lexicon import Lexicon, find_lexicon
from tonghop.understanding.outline.annexes import keep_untold, only_repeats, tells_more
from tonghop.understanding.outline.declarations import spread_rest
from tonghop.understanding.outline.pieces import Piece, Walk
from tonghop.understanding.outline.states import is_courtesy, is_greeting, is_nothing, is_opening
from tonghop.understanding.outline.summaries import set_aside_summaries
from tonghop.understanding.outline.walking import walk_report
from tonghop.understanding.tables.rows import find_lone_cells
from tonghop.understanding.words import read_line, strip_marks

_REPLACES = re.compile(r"\bthay the (?:cho |toan bo )?(?:noi dung )?(?:ban )?bao cao\b|\bbao cao nay thay the\b")

_LIKELY = 0.2
"""A sentence that waits may belong to items of so much chance: of these nobody has said that nothing happened."""


@dataclass(frozen=True)
class _Reading:
    document: ReadDocument
    form: FormReading
    frame: ReportFrame
    walk: Walk
    body: tuple[Block, ...]


def understand(documents: Sequence[ReadDocument], channel: Channel, plan: Plan) -> Submission:
    """Understand the documents of one submission.

    Args:
        documents: what reading found; unreadable ones say nothing here.
        channel: how they arrived, as far as it tells about the unit.
        plan: the year's plan.

    Returns:
        The submission. Whatever is not certain is None, unassigned or a doubt; nothing is guessed.
    """
    lexicon = find_lexicon(plan)
    members = split_members([document for document in documents if document.readable])
    read = [_read(member, lexicon, plan) for member in members]
    own, copies, differing = _part_copies(read)
    readings = _pick(own)
    # A text that only repeats what is counted still tells who and when; recognised text may tell it wrongly.
    frames = _list_frames([*readings, *(copy for copy in copies if not is_recognised(copy.document))])
    # The signed copy has number and date, which are often blank in the working copy.
    signed = sorted([*copies, *readings], key=lambda reading: is_recognised(reading.document))
    papers = _list_frames(signed)
    dated = find_dated(papers)
    told = [evidence for reading in read for evidence in reading.form.list_evidence()]
    when = dated or find_month(papers)
    period_evidence = [*dict.fromkeys(of for _, of in told), *find_period_evidence(frames, channel, plan, when)]
    period = decide_period(period_evidence, plan, when)
    window = find_window(period, plan)
    unit_evidence = find_unit_evidence(frames, channel, plan, window[1] if window else None, [of for of, _ in told])
    assigned = _assign(readings, lexicon, plan)
    assigned, bounded = bound_pieces(assigned)
    items, doubts = _make_items(readings, assigned, lexicon, window, plan)
    doubts += bounded
    doubts += find_form_doubts([(each.form, each.walk.pieces) for each in read], items)
    return Submission(
        unit=decide_unit(unit_evidence, channel, plan),
        period=period,
        unit_evidence=tuple(unit_evidence),
        period_evidence=tuple(period_evidence),
        items=items,
        unassigned=tuple(_list_unfiled(readings, assigned)),
        dropped=tuple(
            _place(piece, reading) for reading, of in zip(readings, assigned, strict=True) for piece in of.dropped
        ),
        sections=_find_sections(readings),
        number=find_number([paper.letterhead for paper in papers]),
        dated=dated,
        signer=find_signer([reading.body for reading in signed], documents),
        replaces=any(_REPLACES.search(strip_marks(b.text)) for r in readings for b in r.document.blocks),
        letterheads=find_head_tables((reading.frame, reading.body) for reading in read),
        doubts=tuple(dict.fromkeys([*(d for reading in readings for d in reading.walk.doubts), *doubts, *differing])),
    )


def _read(document: ReadDocument, lexicon: Lexicon, plan: Plan) -> _Reading:
    form = read_form(document.blocks, plan)
    document = document.model_copy(update={"blocks": form.blocks})
    blocks = prepare_blocks(document, lexicon)
    frame = find_frame(blocks, lexicon)
    walk = walk_report(blocks, frame.body_start, lexicon, to_annex=True)
    if walk.annex is not None:
        title = blocks[walk.annex]
        annex = walk_report(blocks, walk.annex + 1, lexicon, to_annex=False)
        repeats = only_repeats(annex.pieces, walk.pieces, lexicon)
        if not walk.items and (not repeats or not tells_more(walk.pieces, annex.pieces, lexicon)):
            annex.pieces[:0] = keep_untold(walk.pieces, annex.pieces, lexicon)
            walk = annex
        elif annex.items and not repeats:
            walk.doubts.append(Doubt(rule="annex-not-counted", locator=title.locator, texts=(title.text,)))
    if document.format in LINE_FORMATS:
        walk.doubts += find_lone_cells(walk.pieces, document.blocks)
    if walk.numbers_itself(len(lexicon.items)):
        walk.doubts = [doubt for doubt in walk.doubts if doubt.rule != "heading-number"]
    walk.pieces = set_aside_summaries([piece for piece in walk.pieces if not is_courtesy(piece.text)])
    return _Reading(document, form, frame, walk, blocks[frame.body_start :])


def _part_copies(readings: list[_Reading]) -> tuple[list[_Reading], list[_Reading], list[Doubt]]:
    """(what counts, what only repeats it, where their figures differ)."""
    found = find_copies([reading.document for reading in readings])
    repeated = {place for place, _ in found}
    doubts = [
        doubt
        for copy, kept in found
        for doubt in compare_figures(
            (readings[kept].document, readings[kept].body), (readings[copy].document, readings[copy].body)
        )
    ]
    own = [reading for place, reading in enumerate(readings) if place not in repeated]
    return own, [readings[place] for place in sorted(repeated)], doubts


def _list_frames(readings: Sequence[_Reading]) -> list[ReportFrame]:
    return [reading.frame for reading in readings if reading.frame.letterhead or reading.frame.title]


def _pick(readings: list[_Reading]) -> list[_Reading]:
    """The report itself first; a covering letter beside it speaks only when it carries figures."""
    ordered = sorted(readings, key=lambda reading: -len(reading.walk.items))
    if len(ordered) > 1 and ordered[0].walk.items:
        return [ordered[0], *(r for r in ordered[1:] if r.walk.items or r.walk.pieces)]
    return ordered


def _assign(readings: Sequence[_Reading], lexicon: Lexicon, plan: Plan) -> list[Assigned]:
    """Each document's pieces, what no heading owns filed by sentence where a model is at hand and sure."""
    headed = [p for reading in readings for p in reading.walk.pieces if p.target is not None]
    closed = {p.target.item for p in headed if p.target and p.target.item is not None and is_nothing(p.text)}
    told = {p.target.item for p in headed if p.target and p.target.item is not None and not is_nothing(p.text)}
    assigned: list[Assigned] = []
    for place, reading in enumerate(readings):
        letter = place > 0 and not reading.walk.items

        def is_statement(piece: Piece, *, letter: bool = letter) -> bool:
            return _is_statement(piece, lexicon, letter=letter)

        free = [piece for piece in reading.walk.pieces if not piece.rest]
        ground = Ground(plan, lexicon, is_statement, frozenset(told), frozenset(closed - told))
        assigned.append(assign_pieces(free, ground, sum(of.scored for of in assigned)))
    return _spread_rest(readings, assigned, lexicon)


def _spread_rest(readings: Sequence[_Reading], assigned: Sequence[Assigned], lexicon: Lexicon) -> list[Assigned]:
    """What became of each document, with the items of which it says together that nothing happened."""
    told = {item for reading in readings for item in reading.walk.headings}
    told |= {p.target.item for of in assigned for p in of.pieces if p.target and p.target.item is not None}
    waiting = [filing for of in assigned for _, filing in of.unfiled]
    open_items = {
        item
        for filing in waiting
        for item in ([c.item for c in filing.candidates if c.score >= _LIKELY] if filing else lexicon.items)
        if item is not None
    }
    spread = []
    for reading, of in zip(readings, assigned, strict=True):
        rest = [piece for piece in reading.walk.pieces if piece.rest]
        declared = spread_rest(rest, told, open_items, lexicon)
        told |= {piece.target.item for piece in declared if piece.target and piece.target.item is not None}
        spread.append(replace(of, pieces=(*of.pieces, *declared)))
    return spread


def _make_items(
    readings: Sequence[_Reading],
    assigned: Sequence[Assigned],
    lexicon: Lexicon,
    window: tuple[date, date] | None,
    plan: Plan,
) -> tuple[dict[int, ItemReport], list[Doubt]]:
    items: dict[int, ItemReport] = {}
    doubts: list[Doubt] = []
    preferred = sorted(zip(readings, assigned, strict=True), key=lambda pair: rank_document(pair[0].document))
    for item in plan.items:
        reports: list[tuple[str, ItemReport]] = []
        for reading, of in preferred:
            frame = Frame(lexicon, window, reading.document.sha256)
            pieces = [p for p in of.pieces if p.target is not None and p.target.item == item.number]
            report, found = make_item_report(item.number, pieces, reading.walk.headings.get(item.number), frame)
            reports.append((name_kind(reading.document), _tell_filings(report, pieces)))
            doubts += found
        if reports:
            items[item.number], found = combine_items(reports)
            doubts += found
        else:
            items[item.number], _ = make_item_report(item.number, (), None, Frame(lexicon, window, ""))
    return items, merge_overlaps(doubts)


def _tell_filings(report: ItemReport, pieces: Sequence[Piece]) -> ItemReport:
    """The report with the reason at each activity that the model filed."""
    filings = {(piece.locator, piece.text): piece.filing for piece in pieces if piece.filing is not None}
    if not filings:
        return report

    def tell(activity: Activity) -> Activity:
        return activity.model_copy(update={"filing": filings.get((activity.locator, activity.text))})

    return report.model_copy(update={"activities": tuple(tell(activity) for activity in report.activities)})


def _place(piece: Piece, reading: _Reading) -> PlacedText:
    return PlacedText(text=piece.text, locator=piece.locator, sha256=reading.document.sha256)


def _list_unfiled(readings: Sequence[_Reading], assigned: Sequence[Assigned]) -> list[UnfiledText]:
    return [
        UnfiledText(
            text=piece.text,
            locator=piece.locator,
            sha256=reading.document.sha256,
            context=piece.context,
            filing=filing,
        )
        for reading, of in zip(readings, assigned, strict=True)
        for piece, filing in of.unfiled
    ]


def _is_statement(piece: Piece, lexicon: Lexicon, *, letter: bool) -> bool:
    """Whether a text that belongs nowhere says something: not a courtesy, a lead-in or a declaration of nothing."""
    counts = bool(find_figures(read_line(piece.text), lexicon).found)
    if is_nothing(piece.text) or (is_greeting(piece.text) and not counts):
        return False
    if letter or piece.leads or is_opening(piece.text):
        return counts
    return counts or len(piece.text.split()) > 3


def _find_sections(readings: Sequence[_Reading]) -> dict[str, tuple[PlacedText, ...]]:
    """Section -> its sentences, each once."""
    sections: dict[str, dict[str, PlacedText]] = {}
    for reading in readings:
        for piece in reading.walk.pieces:
            if piece.target is not None and piece.target.section is not None and not is_nothing(piece.text):
                sections.setdefault(piece.target.section, {}).setdefault(piece.text, _place(piece, reading))
    return {section: tuple(texts.values()) for section, texts in sections.items()}
