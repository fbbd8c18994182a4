"""How a question is told to people, in the terminal and in the sheet: whose it is, its choices by number.

Keeps out the words of the questions themselves, which come with them.
"""

from collections.abc import Sequence

from schemas.plan import Plan
from schemas.question import Candidate, number_choices
from schemas.values import QuestionKind
from tonghop.consolidation.naming import name_period, name_unit
from tonghop.decisions import messages
from tonghop.decisions.inbox import InboxEntry
from tonghop.decisions.senders import BY_HAND, LATER

_OF_ALL = (QuestionKind.COMPARISON, QuestionKind.ADJUSTMENT)
NO_CODES = frozenset({BY_HAND, LATER, ""})
"""Codes of choices that are not recorded as decisions."""


def name_periods(entry: InboxEntry) -> str:
    """The periods that ask it, as people call them."""
    return ", ".join(name_period(code) for code in entry.periods)


def name_units(entry: InboxEntry, plan: Plan) -> str:
    """The units whose report, words or figure it is about; empty where no unit is meant or known."""
    codes = [entry.unit] if entry.unit is not None else list(dict.fromkeys(each.unit for each in entry.candidates))
    named = [name_unit(code, plan) for code in codes if code is not None]
    if not named and entry.kind in _OF_ALL:
        return messages.WHOLE_DEPARTMENT
    return "; ".join(named)


def tell_choice(number: str, choice: Candidate, kind: QuestionKind) -> str:
    """A choice with its number; that of a sentence names its item anyway."""
    hint = messages.SUGGESTED if choice.suggested else ""
    return f"{choice.label}{hint}" if kind is QuestionKind.ITEM else f"{number}. {choice.label}{hint}"


def tell_effects(kind: QuestionKind, choices: Sequence[Candidate], consequence: str) -> str:
    """The choices with what each one does, one a line, then what holds besides."""
    lines = [
        tell_choice(number, each, kind) + (f" → {each.effect}." if each.effect else "")
        for number, each in number_choices(kind, choices).items()
    ]
    return "\n".join([*lines, consequence])


def tell_others(entry: InboxEntry) -> list[str]:
    """Choices that are taken elsewhere than in the sheet or by `inbox decide`."""
    return [messages.ALSO.format(label=each.label) for each in entry.candidates if each.code in NO_CODES]


def find_choice(kind: QuestionKind, choices: Sequence[Candidate], said: str) -> Candidate | None:
    """The one choice that a person means, by its number, code or words; None where none or several may be meant."""
    told = _fold(said)
    if not told:
        return None
    numbered = number_choices(kind, choices)
    exact = [
        each
        for number, each in numbered.items()
        if told in {_fold(text) for text in (each.code, each.label, tell_choice(number, each, kind))}
    ]
    if exact:
        return exact[0] if len(exact) == 1 else None
    number = told.removeprefix(messages.TYPED_ITEM if kind is QuestionKind.ITEM else messages.TYPED_CHOICE).strip()
    if number in numbered:
        return numbered[number]
    near = [each for each in choices if told == _fold(each.code.rpartition(":")[2])]
    if not near and len(told.split()) > 1:
        near = [
            each
            for number, each in numbered.items()
            if any(_fold(text).startswith(f"{told} ") for text in (each.label, tell_choice(number, each, kind)))
        ]
    return near[0] if len(near) == 1 else None


def _fold(text: str) -> str:
    """As people may type it: whatever the case, blanks, the hint and the mark of what was cut."""
    folded = " ".join(text.casefold().split()).removesuffix(messages.SUGGESTED.strip()).strip()
    return folded.rstrip(" .)…").strip()
