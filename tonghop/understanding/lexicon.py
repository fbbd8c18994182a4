"""What a plan says, prepared once for matching: headings, measures, indicator and aspect words, names to overlook.

Keep out the language itself (words.py) and every decision: this only prepares.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from schemas.plan import Aspect, Indicator, Plan, PlanItem, Section
from tonghop.understanding.words import Line, Match, PhraseIndex, fold_heading, read_line


@dataclass(frozen=True)
class Target:
    """Where a heading leads: a plan item or an outline section."""

    item: int | None = None
    section: str | None = None
    parent: str | None = None
    """Section that contains this subsection."""


@dataclass(frozen=True)
class HeadingName:
    """One way to write a heading."""

    target: Target
    words: str
    long: bool = False
    """The plan's own sentence: compared as a whole, never as a set of words."""


@dataclass(frozen=True)
class ItemWords:
    """One item's indicators and aspects, ready to be found."""

    indicators: tuple[Indicator, ...]
    words: PhraseIndex[str]
    """Deciding words -> indicator id."""
    without: PhraseIndex[str]
    """Excluding words -> indicator id."""
    aspects: PhraseIndex[Aspect]
    aspect_ids: tuple[str, ...]
    text: str
    """The plan's own sentence."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One plan, prepared."""

    plan: Plan
    headings: tuple[HeadingName, ...]
    items: dict[int, ItemWords]
    measures: PhraseIndex[str]
    """Measures as written -> name of the family that the plan adds up."""
    counters: PhraseIndex[None]
    """Counted nouns that no plan adds up but that are certain; what is counted with them is quoted."""
    money: PhraseIndex[None]
    overlooked: PhraseIndex[None]
    """Names of units and offices: their words show no activity."""
    own: PhraseIndex[None]
    """Names of the department and its units: what they do is reported."""
    results: str | None
    """Outline section that holds the items."""
    before_results: frozenset[str]
    """Outline sections that stand before it."""
    after_results: frozenset[str]
    """Outline sections that stand behind it; what they name is no result."""

    def find_families(self, measure: str) -> frozenset[str]:
        """The measure families that a written measure belongs to."""
        tokens = read_line(measure).tokens
        found = self.measures.find_at(tokens, 0) if tokens else []
        return frozenset(match.payload for match in found if match.end == len(tokens))

    def find_overlooked(self, line: Line) -> list[Match[None]]:
        """Where names of units and offices stand."""
        return self.overlooked.find_all(line.tokens)


class _Same:
    """A plan known by its identity: plans hold dicts and cannot be hashed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


def find_lexicon(plan: Plan) -> Lexicon:
    """The prepared words of a plan; prepared once per plan object."""
    return _prepare(_Same(plan))


@lru_cache(maxsize=8)
def _prepare(same: _Same) -> Lexicon:
    plan = same.plan
    parts = [(part, family.name) for family in plan.measures for part in (family.name, *family.parts)]
    counted, money = _read_counted()
    return Lexicon(
        plan=plan,
        headings=tuple(_headings(plan)),
        items={item.number: _item_words(item) for item in plan.items},
        measures=PhraseIndex(dict.fromkeys(parts)),
        counters=PhraseIndex((word, None) for word in (*counted, *money)),
        money=PhraseIndex((word, None) for word in money),
        overlooked=PhraseIndex((name, None) for name in _names(plan)),
        own=PhraseIndex((name, None) for name in _own_names(plan)),
        before_results=frozenset(_before_results(plan)),
        after_results=frozenset(_after_results(plan)),
        results=next((s.id for s in plan.outline.sections if s.written_by == "items"), None),
    )


@cache
def _read_counted() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(counted nouns, names of money) of measures.toml beside this module."""
    data = tomllib.loads((files(__package__ or "") / "measures.toml").read_text(encoding="utf-8"))
    return tuple(word for words in data["counted"].values() for word in words), tuple(data["money"]["names"])


def _item_words(item: PlanItem) -> ItemWords:
    return ItemWords(
        indicators=item.indicators,
        words=PhraseIndex((word, ind.id) for ind in item.indicators for word in ind.words),
        without=PhraseIndex((word, ind.id) for ind in item.indicators for word in ind.without),
        aspects=PhraseIndex((word, aspect) for aspect in item.aspects for word in aspect.words),
        aspect_ids=tuple(aspect.id for aspect in item.aspects),
        text=item.text,
    )


def _headings(plan: Plan) -> list[HeadingName]:
    names: list[HeadingName] = []
    for item in plan.items:
        target = Target(item=item.number)
        names += [HeadingName(target, fold_heading(text)) for text in (item.title, *item.aliases)]
        sentences = [part for part in item.text.replace(";", ".").split(".") if len(part.split()) >= 8]
        names += [HeadingName(target, fold_heading(text), long=True) for text in (item.text, *sentences)]
    for section in plan.outline.sections:
        names += _section_headings(section, None)
        if section.written_by == "items":
            names += [HeadingName(Target(section=section.id), words) for words in _topic(plan)]
    return names


def _topic(plan: Plan) -> list[str]:
    """The subject of the whole report, which units put over their results: no single item."""
    topics = [fold_heading(text.split("{")[0]) for text in plan.outline.abstracts.values()]
    topics += [topic.removeprefix("ket qua ") for topic in topics]
    topics.append(fold_heading(plan.title).removeprefix("ke hoach "))
    return [topic for topic in dict.fromkeys(topics) if topic]


def _before_results(plan: Plan) -> list[str]:
    sections = plan.outline.sections
    place = next((at for at, section in enumerate(sections) if section.written_by == "items"), 0)
    return [section.id for section in sections[:place]]


def _after_results(plan: Plan) -> list[str]:
    sections = plan.outline.sections
    place = next((at for at, section in enumerate(sections) if section.written_by == "items"), len(sections))
    return [section.id for section in sections[place + 1 :]]


def _section_headings(section: Section, parent: str | None) -> list[HeadingName]:
    target = Target(section=section.id, parent=parent)
    names = [HeadingName(target, fold_heading(text)) for text in dict.fromkeys((section.heading, *section.aliases))]
    for child in section.subsections:
        names += _section_headings(child, section.id)
    return names


def _own_names(plan: Plan) -> list[str]:
    names = [name for unit in plan.units for name in (unit.name, *unit.aliases)]
    return [plan.issuer.name, *names]


def _names(plan: Plan) -> list[str]:
    names = [name for unit in plan.units for name in (unit.name, *unit.aliases)]
    names += [plan.issuer.name, plan.issuer.parent, *(recipient.name for recipient in plan.recipients)]
    names += [name.removesuffix(f" tỉnh {plan.issuer.place}") for name in names]
    names += [f"Bộ {name[3:]}" for name in names if name.startswith("Sở ")]
    return list(dict.fromkeys(names))
