"""The lists for the person who completes the file: what was understood, and what was not."""

from collections.abc import Iterator

from schemas.days import write_day
from schemas.plan import Basis
from tonghop.plan.importing import messages as m
from tonghop.plan.importing.facts import PlanText

_QUOTED = 120
_SHOWN = 80


def tell_understood(facts: PlanText) -> tuple[str, ...]:
    """One line per fact that the text gives."""
    return tuple(_tell(facts))


def _tell(facts: PlanText) -> Iterator[str]:
    names = m.UNDERSTOOD
    signer = " ".join(filter(None, (facts.on_behalf, facts.position, facts.signer)))
    own = f"{facts.own.name} {facts.own.subject} của {facts.own.issuer or facts.issuer}" if facts.own.subject else ""
    simple = {
        "year": str(facts.year or ""),
        "superior": _cite(facts.superior) if facts.superior else "",
        "legal_basis": "; ".join(map(_cite, facts.legal_basis)),
        "own": own,
        "issuer": facts.issuer or "",
        "parent": facts.parent or "",
        "place": facts.place or "",
        "budget": quote(facts.budget or ""),
        "kinds": ", ".join(kind.label for kind in facts.kinds),
        "office": facts.office or "",
        "addressee": facts.addressee or "",
        "recipients": "; ".join(facts.recipients),
        "copies": "; ".join(facts.copies),
        "signer": signer,
    }
    for key, pattern in names.items():
        if key == "items":
            numbers = ", ".join(str(item.number) for item in facts.items)
            yield pattern.format(count=len(facts.items), numbers=numbers)
        elif key == "units" and facts.units:
            yield pattern.format(count=len(facts.units), names="; ".join(unit.name for unit in facts.units))
        elif simple.get(key):
            yield pattern.format(simple[key])


def tell_doubts(facts: PlanText) -> tuple[str, ...]:
    """Paragraphs that went nowhere, quoted short, and what was decided for want of words."""
    doubts = [m.DOUBTFUL.format(text=quote(text)) for text in facts.leftovers]
    unclear = [unit.name for unit in facts.units if not unit.everything]
    if facts.numbered_by_us:
        doubts.insert(0, m.NUMBERED_BY_US)
    if unclear:
        doubts.insert(0, m.ASSIGNED_BY_US.format(names="; ".join(unclear)))
    return tuple(doubts)


def quote(text: str) -> str:
    """A text cut at a word's end."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rpartition(' ')[0] or text[:_QUOTED]} …"


def _cite(basis: Basis) -> str:
    day = f"ngày {write_day(basis.issued_date)}" if basis.issued_date else ""
    number = f"số {basis.number}" if basis.number else ""
    issuer = f"của {basis.issuer}" if basis.issuer else ""
    return " ".join(filter(None, (basis.name, number, day, issuer, basis.subject)))
