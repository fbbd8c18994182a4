"""Who reports: the unit, from the channel and the document together; never from the file name alone.

A sender or folder counts only with a letterhead or a document code that agrees; what disagrees leaves the unit open.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from rapidfuzz import fuzz

from schemas.plan import Plan, Unit
from schemas.submission import Channel, Evidence
from schemas.values import EvidenceKind, SourceKind
from tonghop.understanding.identity.bodies import abbreviates, find_other_bodies, find_parent, part_columns
from tonghop.understanding.identity.codes import find_code_evidence
from tonghop.understanding.identity.forwarding import find_forwarded
from tonghop.understanding.identity.frame import ReportFrame
from tonghop.understanding.identity.mentions import find_mentions
from tonghop.understanding.identity.reporters import find_reporters
from tonghop.understanding.identity.titles import Part, drop_label
from tonghop.understanding.words import fold, strip_marks

_SAME_NAME, _BARE_WORDS, _SHORTEST_NAME = 93, 2, 12
"""Likeness of a name with slips; words of a name that other bodies have too: VĂN PHÒNG; letters of a name that is
shortened as nobody wrote into the plan."""
_PART_OF = re.compile(r"\s+[-–—]\s+(?:bộ phận|0?6 tháng|sáu tháng|năm 20\d\d)\b.*", re.IGNORECASE)
"""Behind a unit's name: a part of it, or the period."""
_SHORT_START = re.compile(r"(?:t\.\s?tam|p)\b")
_CHANNEL = (EvidenceKind.SENDER, EvidenceKind.FOLDER)
_WRITTEN = (EvidenceKind.LETTERHEAD, EvidenceKind.CODE)
_BROUGHT = (*_WRITTEN, EvidenceKind.FOLDER)
"""What must agree where the sender is nobody's known address: somebody put the paper in the unit's folder."""
WEIGHTS = {
    EvidenceKind.DECLARED: 3,
    EvidenceKind.LETTERHEAD: 3,
    EvidenceKind.CODE: 3,
    EvidenceKind.FORM: 3,
    EvidenceKind.SENDER: 2,
    EvidenceKind.FOLDER: 2,
    EvidenceKind.SIGNATURE: 1,
    EvidenceKind.TITLE: 1,
    EvidenceKind.TEXT: 1,
    EvidenceKind.ARCHIVE: 0.5,
}
"""What each kind of hint counts for. A file name counts for nothing."""
_ENOUGH, _STRONG, _SPEAKING = 3, 2, 1
"""What a unit's hints must add up to; from where a hint is strong, and one of those must be there; from where a hint
for another unit leaves the unit open."""


def find_unit_evidence(
    frames: Sequence[ReportFrame], channel: Channel, plan: Plan, day: date | None, forms: Sequence[Evidence] = ()
) -> list[Evidence]:
    """All hints about the unit, from the channel first. Units that do not exist on `day` are not meant.

    `forms` is what the ids of our own forms say.
    """
    units = [unit for unit in plan.units if day is None or unit.is_valid_on(day)]
    codes = {unit.code for unit in units}
    evidence = [*_from_channel(channel, units), *(form for form in forms if form.value in codes)]
    evidence += find_forwarded(channel, units)
    for frame in frames:
        evidence += _from_letterhead(frame, units, plan)
        evidence += find_code_evidence(frame.letterhead, units, plan)
        evidence += find_mentions(frame, units)
    told = {e.value for e in evidence if WEIGHTS.get(e.kind, 0) >= _STRONG}
    for frame in frames:
        evidence += find_reporters(frame, told, units, partial(_own_name, plan=plan))
    return list(dict.fromkeys(evidence))


def decide_unit(evidence: Sequence[Evidence], channel: Channel, plan: Plan) -> str | None:
    """The unit's code when it is certain, else None.

    Certain is a unit when no other one, and no body of no plan, is hinted at and its own hints add up: a letterhead,
    a code or a form's id alone, or sender or folder together with what the text says; of a stranger's mail letterhead,
    code and folder together. A kind counts once, however often it is said. Who only passes on another unit's report
    does not hint at itself.
    """
    passed_on = _find_passed_on(evidence)
    meant = [e for e in evidence if passed_on is None or e.kind not in _CHANNEL]
    speaking = {e.value for e in meant if WEIGHTS.get(e.kind, 0) >= _SPEAKING}
    if len(speaking) != 1:
        return None
    unit = next(iter(speaking))
    if plan.find_unit(unit) is None:
        return None
    if any(e.kind is EvidenceKind.DECLARED for e in evidence):
        return unit
    is_brought = all(any(e.kind is kind for e in evidence) for kind in _BROUGHT)
    if channel.unit is not None or (is_stranger(evidence, channel) and not is_brought):
        return None
    weights = {e.kind: WEIGHTS.get(e.kind, 0) for e in evidence if e.value == unit}
    is_told = any(kind not in _CHANNEL for kind in weights)
    is_sure = is_told and sum(weights.values()) >= _ENOUGH and max(weights.values()) >= _STRONG
    return unit if is_sure else None


def _find_passed_on(evidence: Sequence[Evidence]) -> str | None:
    """The unit whose report a mail says that it passes on, when letterhead and code are that unit's too."""
    said = {e.value for e in evidence if e.kind is EvidenceKind.SUBJECT}
    told = [{e.value for e in evidence if e.kind is kind} for kind in _WRITTEN]
    return next(iter(said)) if len(said) == 1 and all(values == said for values in told) else None


def is_stranger(evidence: Sequence[Evidence], channel: Channel) -> bool:
    """Whether it came from an address of no unit, or by mail without one address that can be trusted."""
    if channel.sender is None:
        return channel.source is SourceKind.MAILBOX
    return not any(e.kind is EvidenceKind.SENDER for e in evidence)


def _from_channel(channel: Channel, units: Sequence[Unit]) -> list[Evidence]:
    evidence: list[Evidence] = []
    for unit in units:
        if channel.unit == unit.code:
            evidence.append(Evidence(kind=EvidenceKind.DECLARED, value=unit.code, text=unit.code))
        if channel.sender and channel.sender.lower() in {sender.lower() for sender in unit.senders}:
            evidence.append(Evidence(kind=EvidenceKind.SENDER, value=unit.code, text=channel.sender))
    for folder in reversed(channel.folders):
        named = [unit for unit in units if fold(folder) in _folder_names(unit)]
        if named:
            evidence += [Evidence(kind=EvidenceKind.FOLDER, value=unit.code, text=folder) for unit in named]
            break
    return evidence


def _folder_names(unit: Unit) -> set[str]:
    return {fold(name) for name in (unit.folder, unit.code, unit.name, *unit.aliases) if name}


def _from_letterhead(frame: ReportFrame, units: Sequence[Unit], plan: Plan) -> list[Evidence]:
    """A line, or two or three lines together, that are a unit's name; the department's own name is no unit."""
    evidence: list[Evidence] = []
    for lines in _columns(frame.letterhead):
        named: list[tuple[int, Unit, Part]] = []
        owned: set[int] = set()
        for first in range(len(lines)):
            for last in range(first + 1, min(first + 4, len(lines)) + 1):
                text = _PART_OF.sub("", " ".join(line.text for line in lines[first:last]))
                words = _own_name(fold(drop_label(text)), plan)
                # the unit's name may end with the province: ... VÀ ĐỔI MỚI SÁNG TẠO QUẢNG TRỊ
                bare = words.removesuffix(f" {fold(plan.issuer.place)}").removesuffix(" tinh")
                if (
                    unit := _find_named(words, units)
                    or (len(bare.split()) > _BARE_WORDS and _find_named(bare, units))
                    or _find_squeezed(text, units)
                ):
                    named.append((last - first, unit, Part(text, lines[first].locator)))
                    owned |= set(range(first, last))
        others = find_other_bodies(lines, owned, units, partial(_own_name, plan=plan))
        if named and all(len(fold(part.text).split()) <= _BARE_WORDS for _, part in _shortest(named)):
            others += find_parent(lines, _list_own(plan), partial(_own_name, plan=plan))
        told = [(unit.code, part) for unit, part in _shortest(named)] + [(part.text, part) for part in others]
        evidence += [part.tell(EvidenceKind.LETTERHEAD, value) for value, part in told]
    return evidence


def _shortest(named: list[tuple[int, Unit, Part]]) -> list[tuple[Unit, Part]]:
    """For every unit the shortest text that names it."""
    best: dict[str, tuple[int, Unit, Part]] = {}
    for length, unit, part in named:
        if unit.code not in best or length < best[unit.code][0]:
            best[unit.code] = (length, unit, part)
    return [(unit, part) for _, unit, part in best.values()]


def _columns(letterhead: Sequence[Part]) -> list[list[Part]]:
    """The lines of the letterhead, those of one table column together."""
    columns: dict[str, list[Part]] = {}
    for part in letterhead:
        cell = re.search(r"^((?:.*/)?(?:t|sheet|page)\d+)/[rl]\d+/(c\d+)$", part.locator)
        column = f"{cell[1]}{cell[2]}" if cell else re.sub(r"\d+$", "", part.locator)
        columns.setdefault(column, []).extend(Part(piece, part.locator) for piece in part_columns(part.text))
    return list(columns.values())


def _own_name(words: str, plan: Plan) -> str:
    """Words of a letterhead without the department, and its parent above it: the parent's office is none of ours."""
    place = fold(plan.issuer.place)
    parent = fold(plan.issuer.parent)
    short = "".join(word[0] for word in place.split())
    for name in dict.fromkeys((parent, parent.replace("ubnd", "uy ban nhan dan"))):
        for whole in (f"{name} tinh {place}", f"{name} {place}", name, name.removesuffix(f" {place}")):
            words = f"{words} ".removeprefix(f"{whole} ").strip()
    for name in _list_own(plan):
        for whole in (f"{name} tinh {place}", f"{name} {place}", f"{name} tinh {short}", f"{name} {short}", name):
            words = f" {words} ".replace(f" {whole} ", " ").strip()
    # a scan parts letters: S Ở KHOA HỌC VÀ CÔNG NGHỆ
    return "" if words.replace(" ", "") in {name.replace(" ", "") for name in _list_own(plan)} else words


def _list_own(plan: Plan) -> list[str]:
    """The department's names as fold leaves them."""
    own = fold(plan.issuer.name)
    return list(dict.fromkeys((own, own.replace(" va ", " "), *_shorten(own))))


def _shorten(name: str) -> tuple[str, str]:
    """A department's name by its first letters, as fold leaves it: SỞ KH VÀ CN, SỞ KH-CN."""
    first, *others = name.split(" ", 1)
    parts = ["".join(word[0] for word in part.split()) for other in others for part in other.split(" va ")]
    return f"{first} {' va '.join(parts)}", f"{first} {' '.join(parts)}"


def _find_named(words: str, units: Sequence[Unit]) -> Unit | None:
    """The one unit whose name these words are, spelling slips allowed in long names."""
    if not words:
        return None
    exact = [unit for unit in units if any(fold(name) == words for name in (unit.name, *unit.aliases))]
    if exact:
        return exact[0] if len(exact) == 1 else None
    near = [
        unit
        for unit in units
        if any(len(fold(n)) > 20 and fuzz.ratio(fold(n), words) >= _SAME_NAME for n in (unit.name, *unit.aliases))
    ]
    return near[0] if len(near) == 1 else None


def _find_squeezed(text: str, units: Sequence[Unit]) -> Unit | None:
    """The one unit whose name a text is letter by letter, or with words cut to their first letter.

    So it is when abbreviations are typed without marks, or of words of one's own choice: PHÒNG QL CÔNG NGHỆ & ĐMST.
    """
    letters = _squeeze(text)
    named = [unit for unit in units if letters in {_squeeze(name) for name in (unit.name, *unit.aliases)}]
    if not named and len(letters) >= _SHORTEST_NAME:
        named = [
            unit
            for unit in units
            if (letters.startswith(fold(unit.name).split()[0]) or _SHORT_START.match(strip_marks(text)))
            and abbreviates(letters, unit.name)
        ]
    return named[0] if letters and len(named) == 1 else None


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", strip_marks(text))
