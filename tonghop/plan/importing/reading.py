"""Blocks of a plan's text -> PlanText: the parts are read by their own modules, here their words are put together.

What one part abbreviates another spells out (`Sở TT&TT`, `TTNCĐMST`, `UBND tỉnh`). Keeps out everything that is not in
the text: what is assumed or taken over from another plan is decided in completing.py.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from schemas.document import Block
from schemas.plan import Basis
from tonghop.plan.importing.ending import read_ending
from tonghop.plan.importing.facts import Ending, Head, ItemFact, Organisation, PlanText, UnitFact
from tonghop.plan.importing.head import read_head
from tonghop.plan.importing.messages import NO_ITEMS, NOT_A_PLAN, TOO_LONG
from tonghop.plan.importing.names import Glossary, find_named, fold, spell_committee
from tonghop.plan.importing.organisation import read_organisation
from tonghop.plan.importing.paragraphs import find_paragraphs
from tonghop.plan.importing.sections import Items, Parts, divide, find_items

_YEAR = re.compile(r"\bnăm\s+(20\d{2})\b")
_AS_ABOVE = re.compile(r"như trên\b", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^)]*\)")
_MOST_CHARS = 300_000
_OURS = re.compile(
    r"(?:các |đ/c )*(?:như trên|lưu|giám đốc|phó|gđ|pgđ|lãnh đạo|lđ|ban (?:giám đốc|lãnh đạo)|phòng|văn phòng sở"
    r"|trung tâm|trang|cổng|website|thanh tra|chi cục|đơn vị|bản tin)\b"
)
_ALL_UNITS = re.compile(r"các (?:phòng|đơn vị)\b", re.IGNORECASE)
_OFFICIAL_PLACE = re.compile(r"Ủy ban nhân dân (?P<place>(?:tỉnh|thành phố|Thành phố) \S.*)")


class PlanTextError(Exception):
    """The text is no plan that could be read; the message is Vietnamese."""


def read_plan_text(blocks: Sequence[Block]) -> PlanText:
    """Everything that the text of a plan says.

    Args:
        blocks: of the text, as reading found them: one per line of a text file, one per paragraph of a Word file.

    Raises:
        PlanTextError: no contents section, no item in it, or longer than any plan.
    """
    if sum(len(block.text) for block in blocks) > _MOST_CHARS:
        raise PlanTextError(TOO_LONG)
    paragraphs, links = find_paragraphs(blocks)
    parts = divide(paragraphs)
    if not parts.content:
        raise PlanTextError(NOT_A_PLAN)
    items = find_items(parts.content)
    if not items.items:
        raise PlanTextError(NO_ITEMS)
    return _put_together(parts, items, "\n".join(each.shown for each in paragraphs), links)


def _put_together(parts: Parts, items: Items, whole: str, links: Sequence[str]) -> PlanText:
    """The words of all parts; `whole` is the text in which they are spelled out."""
    head, organisation, ending = read_head(parts.head), read_organisation(parts.organisation), read_ending(parts.tail)
    parent = _find_parent(head)
    recipients, copies = _find_recipients(organisation, ending, parent, whole)
    year = _find_year(head, organisation, whole)
    names = [unit.name for unit in organisation.units]
    return PlanText(
        year=year,
        superior=head.superior,
        own=Basis(
            name="Kế hoạch",
            number=head.number,
            issued_date=head.issued_date,
            issuer=_find_full_name(head, organisation),
            subject=_write_subject(head.subject, year, whole),
        ),
        legal_basis=head.legal_basis,
        budget=" ".join(each.shown for each in parts.budget).rstrip(" .") or None,
        issuer=head.issuer or organisation.issuer,
        parent=parent,
        place=_find_place(head, parent),
        number_ending=head.number_ending,
        addressee=recipients[0] if organisation.reported_to else None,
        position=ending.position,
        on_behalf=ending.on_behalf,
        signer=ending.signer,
        office=_find_office(organisation, names),
        items=tuple(ItemFact(number=each.number, text=each.text) for each in items.items),
        units=_find_units(organisation, ending, names),
        kinds=organisation.kinds,
        recipients=recipients,
        copies=copies,
        clerks=ending.archive[0] if ending.archive else None,
        leftovers=(
            *head.leftovers,
            *(each.shown for each in (*items.unclear, *parts.other)),
            *(*organisation.leftovers, *organisation.dated, *ending.leftovers, *links),
        ),
        numbered_by_us=items.numbered_by_us,
    )


def _find_year(head: Head, organisation: Organisation, whole: str) -> int | None:
    """The year in the plan's own words first, then that of the plan above, then the only one in the whole text."""
    for text in (organisation.closing, head.subject, head.superior.subject if head.superior else None, whole):
        years = set(_YEAR.findall(text or ""))
        if len(years) == 1:
            return int(years.pop())
    return None


def _write_subject(subject: str | None, year: int | None, whole: str) -> str | None:
    """The subject with its year, and small letters where the text itself writes the same words small."""
    if subject is None:
        return None
    words = subject.split()
    for place in range(1, len(words)):
        phrase = " ".join(words[place:])
        small = phrase[:1].lower() + phrase[1:]
        names_nothing = words[place][0].isupper() and words[place - 1].islower() and len(words) - place > 1
        if names_nothing and whole.count(small) >= whole.count(phrase):
            words[place] = words[place].lower()
    text = " ".join(words)
    return text if year is None or str(year) in text else f"{text} năm {year}"


def _find_parent(head: Head) -> str | None:
    """The body whose plan is executed, when it is a People's Committee."""
    issuer = head.superior.issuer if head.superior else None
    return issuer if issuer and spell_committee(issuer).startswith("Ủy ban nhân dân") else None


def _find_place(head: Head, parent: str | None) -> str | None:
    if head.place is not None:
        return head.place
    match = _OFFICIAL_PLACE.fullmatch(spell_committee(parent or ""))
    return re.sub(r"^(?:tỉnh|thành phố)\s+", "", match["place"], flags=re.IGNORECASE) if match else None


def _find_office(organisation: Organisation, names: Sequence[str]) -> str | None:
    """Who gathers the reports, under the name by which it is given work."""
    return (find_named(organisation.office, names) or organisation.office) if organisation.office else None


def _find_units(organisation: Organisation, ending: Ending, names: Sequence[str]) -> tuple[UnitFact, ...]:
    """The units with the abbreviations that Nơi nhận uses for them."""
    called: dict[str, list[str]] = {name: [] for name in names}
    for written in (*ending.lines, *ending.archive[1:]):
        name = find_named(written, names)
        if name is not None and fold(name) != fold(written) and written not in called[name]:
            called[name].append(written)
    return tuple(
        UnitFact(name=unit.name, aliases=tuple(called[unit.name]), everything=unit.everything)
        for unit in organisation.units
    )


def _find_recipients(
    organisation: Organisation, ending: Ending, parent: str | None, whole: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Formal names of the bodies that get the report, and the lines of Nơi nhận below the first.

    The report goes to whom section IV says and to the outside bodies of Nơi nhận. The addressee is told by `Như trên`,
    the Office that writes it by the archive's line; the unit that wrote the plan stands in the plan's archive line only
    and becomes a line, since it reports like the others.
    """
    names = [unit.name for unit in organisation.units]
    near, far = Glossary("; ".join(ending.lines), 2), Glossary(whole, 3)
    lines = [_NOTE.sub("", line) for line in ending.lines]
    outside = [line for line in lines if find_named(line, names) is None and not _OURS.match(fold(line))]
    formal: dict[str, str] = {}
    for written in (*organisation.reported_to, *outside):
        name = _write_formally(far.expand(written), parent)
        formal.setdefault(fold(name), name)
    told = {next(iter(formal))} if organisation.reported_to else set()
    office = _find_office(organisation, names)
    copies: dict[str, str] = {}
    for line in (*lines, *ending.archive[1:]):
        unit = find_named(line, names)
        words = line if unit is not None else far.expand(near.expand(line))
        is_line = line in lines or (unit is not None and not any(map(_ALL_UNITS.match, lines)))
        if (
            is_line
            and unit != (office or "")
            and not _AS_ABOVE.match(line)
            and fold(_write_formally(words, parent)) not in told
        ):
            copies.setdefault(unit or fold(words), words)
    return tuple(formal.values()), tuple(copies.values())


def _write_formally(written: str, parent: str | None) -> str:
    """`UBND tỉnh` -> `Ủy ban nhân dân tỉnh Quảng Trị`, `Sở Ngoại vụ` -> `Sở Ngoại vụ tỉnh Quảng Trị`."""
    name, above = spell_committee(written), spell_committee(parent or "")
    if above.startswith(f"{name} ") or above == name:
        return above
    place = _OFFICIAL_PLACE.fullmatch(above)
    if place is not None and name.startswith("Sở ") and place["place"].split(" ", 1)[1] not in name:
        return f"{name} {place['place']}"
    return name


def _find_full_name(head: Head, organisation: Organisation) -> str | None:
    """The office's name as the closing sentence has it, with the place after it."""
    closing, issuer = organisation.closing or "", head.issuer or organisation.issuer
    if issuer is None or issuer not in closing:
        return issuer
    after = closing[closing.index(issuer) + len(issuer) :]
    words = takewhile(lambda word: word[0].isupper() or word == "tỉnh", re.findall(r"[^\W\d_]+|\S", after))
    return " ".join((issuer, *words))
