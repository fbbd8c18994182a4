"""Persons named by what they are: 06 chuyên gia of a delegation, 20 kỹ thuật viên, cán bộ are people who count.

Runs before the indicators are known (ties.py). Keeps out the nouns that the plan itself adds up (its measures).
"""

from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.lexicon import Lexicon
from tonghop.understanding.words import Token, make_key

PEOPLE = "lượt người"
_GROUP, _REACH = "đoàn", 6
_CONSISTS_OF = frozenset(make_key(w) for w in ("gồm", "với"))
_AND, _NO_MEMBERS = make_key("và"), "quần chúng"
_PERSONS = frozenset(
    (
        *("chuyên gia", "nhà khoa học", "giáo sư", "giảng viên", "doanh nhân", "lãnh đạo", "tiến sĩ", "kỹ sư"),
        *("nhà đầu tư", "kỹ thuật viên", "thực tập sinh", "nghiên cứu sinh", "lưu học sinh"),
    )
)


def is_person(figure: Figure) -> bool:
    """12 kỹ sư: people, though no plan adds them up."""
    return not figure.families and figure.measure.lower() in _PERSONS


def count_persons(tokens: tuple[Token, ...], figures: Sequence[Figure], lexicon: Lexicon) -> None:
    """01 đoàn gồm 06 chuyên gia Nhật Bản; 20 kỹ thuật viên, cán bộ: members of a group, or named with the staff."""
    for place, figure in enumerate(figures):
        joined = is_person(figure) and _is_joined(tokens, figure, lexicon)
        joined = joined or (place > 0 and _is_beside_people(tokens, figures[place - 1], figure))
        if joined or (is_person(figure) and place and _consists_of(tokens, figures[place - 1], figure)):
            figure.families = frozenset({PEOPLE})


def _consists_of(tokens: tuple[Token, ...], group: Figure, members: Figure) -> bool:
    between = tokens[group.last : members.start_token]
    return _GROUP in group.families and 0 < len(between) <= _REACH and between[-1].key in (*_CONSISTS_OF, "(")


def _is_beside_people(tokens: tuple[Token, ...], before: Figure, figure: Figure) -> bool:
    """45 đảng viên và 12 quần chúng: who is no member came with the members."""
    between = tokens[before.last : figure.start_token]
    listed = all(token.key == _AND for token in between)
    return figure.measure.lower() == _NO_MEMBERS and listed and PEOPLE in before.families


def _is_joined(tokens: tuple[Token, ...], figure: Figure, lexicon: Lexicon) -> bool:
    """Right behind it, parted by a comma or 'và', stands a noun of people without a number of its own."""
    at = figure.last
    if at < len(tokens) and tokens[at].key == _AND:
        at += 1
    elif at >= len(tokens) or not tokens[at].comma:
        return False
    return at < len(tokens) and any(match.payload == PEOPLE for match in lexicon.measures.find_at(tokens, at))
