"""Document codes: 12/BC-TTNC, 25/TTNC-HC. Whose they are, and which are of nobody in the plan.

Keeps out what a code weighs beside the other hints (unit.py).
"""

import re
from collections.abc import Iterator, Sequence

from schemas.plan import Plan, Unit
from schemas.submission import Evidence
from schemas.values import EvidenceKind
from tonghop.understanding.identity.bodies import shortens
from tonghop.understanding.identity.titles import Part
from tonghop.understanding.words import strip_marks

_CODE = re.compile(
    r"^\W*S[ốỐÓóôỐo]\s*:?\s*(?P<number>[\d.…_ ]*)\s*/\s*(?P<code>[^\W\d_][\w&-]*(?:\s?[-&/]\s?[\w&]+)*)", re.IGNORECASE
)
_NAMED_CODE = re.compile(
    r"^\W*(?:mã|mã số|mã đơn vị|ký hiệu)\s*:\s*(?P<number>)(?P<code>[^\W\d_][\w&/-]*)\s*$", re.IGNORECASE
)
_LONE_CODE = re.compile(r"^\W*(?P<number>\d{1,4})\s*/\s*(?P<code>BC\s?-\s?[^\W\d_][\w&-]*)\W*$")
"""A line without Số: 25/BC-QLCN."""
_SPLIT = re.compile(r"[-/]")
_BODY = re.compile(r"ub\w*|hdnd|(?:tinh|huyen|thi|thanh)?[thd]u|s[a-z]{2,}|bkhcn|btttt|bng")
"""Endings of committees, Party offices, departments and ministries."""
_TOPICS = frozenset(
    {"ttdn", "tchc", "ctr", "ttr", "nvu", "tth", "thop", "bcth", "bctk", "bckq", "hcth", "ktth", "hctc"}
)
"""Kinds of papers, and sections that drafted one: of no body."""
_LEAST_ENDING, _LEAST_PREFIX = 3, 5
_LEAST_WORDS = 6
"""Words of a unit's name that letters of nobody's list must reach: TTNC&CGCN."""
_OF_DEPARTMENT = ("s", "so")


def list_codes(letterhead: Sequence[Part]) -> list[tuple[Part, re.Match[str]]]:
    """The document codes of a letterhead, with the line of each."""
    found = []
    for part in letterhead:
        for line in map(str.strip, part.text.split("\n")):
            if match := _CODE.match(line) or _NAMED_CODE.match(line) or _LONE_CODE.match(line):
                found.append((part, match))
    return found


def find_number(letterheads: Sequence[Sequence[Part]]) -> str | None:
    """The document's own number, e.g. 12/BC-TTNC, when it is filled in."""
    for letterhead in letterheads:
        for _, match in list_codes(letterhead):
            digits = re.sub(r"\D", "", match["number"])
            if digits:
                return f"{digits}/{_tidy(match['code'])}"
    return None


def find_code_evidence(letterhead: Sequence[Part], units: Sequence[Unit], plan: Plan) -> list[Evidence]:
    """The unit that a code names, not one that drafted a letter of the department; the ending of a body of no plan."""
    evidence: list[Evidence] = []
    department = _comparable(plan.issuer.number_suffix.rpartition("-")[2])
    for part, match in list_codes(letterhead):
        code = _comparable(match["code"])
        pieces = [piece for piece in _SPLIT.split(code) if piece]
        named = [unit.code for unit in units if _names(unit, code, [] if department in pieces else pieces)]
        values = [*named, *_list_strangers(pieces, units, department, is_named=bool(named))]
        evidence += [
            Evidence(kind=EvidenceKind.CODE, value=value, locator=part.locator, text=match[0].strip())
            for value in values
        ]
    return evidence


def _names(unit: Unit, code: str, pieces: Sequence[str]) -> bool:
    endings = {_comparable(ending) for ending in unit.document_codes}
    own = {_comparable(unit.code), *(ending.rpartition("-")[2] for ending in endings)}
    return code in endings or any(piece in own or shortens(piece, unit.name, _LEAST_WORDS) for piece in pieces)


def _list_strangers(pieces: Sequence[str], units: Sequence[Unit], department: str, *, is_named: bool) -> Iterator[str]:
    """Endings that are a body's, though no unit's: BC-VPUB, UBND-VP. Beside a unit's own only those of known kinds."""
    own = {_comparable(name) for unit in units for name in (unit.code, *unit.aliases)}
    own |= {_comparable(ending).rpartition("-")[2] for unit in units for ending in unit.document_codes}
    bases = (department, department.removeprefix("s"))
    for piece in (each.removeprefix("bc") for each in pieces):
        is_own = (
            piece in own
            or any(shortens(piece, unit.name, _LEAST_WORDS) for unit in units)
            or piece in bases
            or piece.removeprefix("p") in own
        )
        is_own = is_own or any(piece == base + of for base in own for of in (*_OF_DEPARTMENT, *bases))
        if is_own or piece in _TOPICS or any(c.isdigit() for c in piece):
            continue
        is_short_for_own = len(piece) >= _LEAST_PREFIX and any(each.startswith(piece) for each in own)
        is_body = _BODY.fullmatch(piece) is not None
        if is_body or (not is_named and not is_short_for_own and len(piece) >= _LEAST_ENDING):
            yield piece.upper()


def _tidy(code: str) -> str:
    return re.sub(r"\s+", "", code).strip("-&/").upper()


def _comparable(code: str) -> str:
    """A document code without accents, blanks and '&'."""
    return re.sub(r"[\s&,.]", "", strip_marks(code)).strip("-/")
