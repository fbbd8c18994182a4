"""What a plan says, prepared once for matching: headings, measures, indicator and aspect words, names to overlook.

Keep out the language itself (words.py) and every decision: this only prepares.
"""

from dataclasses import dataclass
from functools import lru_cache

from schemas.plan import Aspect, Indicator, Plan, Section
from tonghop.understanding.words import Line, Match, PhraseIndex, fold_heading, strip_marks

# Counting words that no plan adds up but that are certain; what is counted with them is quoted.
_COUNTERS = (
    *("đồng chí", "lượt", "lượt khách", "lượt học viên", "lượt đại biểu", "hộ", "hộ dân", "sinh viên", "học sinh"),
    *(
        "thành viên",
        "chuyên gia",
        "lãnh đạo",
        "tỉnh",
        "huyện",
        "xã",
        "nước",
        "quốc gia",
        "cơ quan",
        "đơn vị",
        "tổ chức",
    ),
    *("hợp đồng", "hồ sơ", "đơn", "giải", "giải thưởng", "bằng khen", "giấy chứng nhận", "video", "clip", "băng rôn"),
    *("pano", "ảnh", "bức ảnh", "chuyến", "chương trình", "ha", "kg", "tấn", "bản tin", "bảng tin", "điểm cầu"),
    *("tạp chí", "tài liệu", "bộ tài liệu", "cuộc thi", "gói", "tiết mục", "câu hỏi", "bài dự thi", "giống", "loại"),
)
_MONEY = ("đồng", "USD", "đô la Mỹ", "đô la", "EUR", "VNĐ", "yên", "kíp", "bạt")


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


@dataclass(frozen=True)
class Lexicon:
    """One plan, prepared."""

    headings: tuple[HeadingName, ...]
    items: dict[int, ItemWords]
    measures: PhraseIndex[str]
    counters: PhraseIndex[str]
    money: PhraseIndex[str]
    families: dict[str, frozenset[str]]
    """Family name -> folded measures as written."""
    overlooked: PhraseIndex[None]
    """Names of units and offices: their words show no activity."""
    own: PhraseIndex[None]
    """Names of the department and its units: what they do is reported."""
    results: str | None
    """Outline section that holds the items."""
    before_results: frozenset[str]
    """Outline sections that stand before it."""

    def find_families(self, measure: str) -> set[str]:
        """The measure families that a written measure belongs to."""
        word = strip_marks(measure)
        return {name for name, parts in self.families.items() if word in parts}

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
    parts = [(part, family.name) for family in plan.measures for part in family.parts]
    return Lexicon(
        headings=tuple(_headings(plan)),
        items={item.number: _item_words(item.indicators, item.aspects) for item in plan.items},
        measures=PhraseIndex(parts),
        counters=PhraseIndex((word, word) for word in _COUNTERS),
        money=PhraseIndex((word, word) for word in _MONEY),
        families={family.name: frozenset(strip_marks(p) for p in family.parts) for family in plan.measures},
        overlooked=PhraseIndex((name, None) for name in _names(plan)),
        own=PhraseIndex((name, None) for name in _own_names(plan)),
        before_results=frozenset(_before_results(plan)),
        results=next((s.id for s in plan.outline.sections if s.written_by == "items"), None),
    )


def _item_words(indicators: tuple[Indicator, ...], aspects: tuple[Aspect, ...]) -> ItemWords:
    return ItemWords(
        indicators=indicators,
        words=PhraseIndex((word, ind.id) for ind in indicators for word in ind.words),
        without=PhraseIndex((word, ind.id) for ind in indicators for word in ind.without),
        aspects=PhraseIndex((word, aspect) for aspect in aspects for word in aspect.words),
        aspect_ids=tuple(aspect.id for aspect in aspects),
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
