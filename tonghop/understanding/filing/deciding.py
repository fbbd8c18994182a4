"""To which item a sentence belongs, how sure that is, and the words that decided.

Filed without a person only where cross-validation proved it right often enough (the model's limits). Keeps out how a
sentence is scored (scoring.py) and what a report makes of the answer (assigning.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.model import ItemModel, Limits, ModelError, check_fit, parse_model
from schemas.plan import Plan
from schemas.submission import Filing, ItemCandidate
from schemas.values import HoldReason
from tonghop.understanding.filing.features import CLASS, Features, Span, find_features, is_plain
from tonghop.understanding.filing.scoring import Scored, Scorer, make_scorer
from tonghop.understanding.words import fold

_NONE = 0
_MOST_TOLD = 4
_SHORTEST = 2
_WORTH_TELLING = 0.15
_SHORT_WORDS = 14
_CONTEXT_LETTERS = 300
_FILLERS = frozenset(
    (
        *(
            "va",
            "cac",
            "cua",
            "cho",
            "tai",
            "ve",
            "trong",
            "ngay",
            "nam",
            "da",
            "duoc",
            "voi",
            "la",
            "theo",
            "tu",
            "den",
            "nhung",
            "co",
            "o",
            "do",
            "de",
            "khi",
            "nay",
            "mot",
            "so",
            "qua",
        ),
        *("tren", "cung", "ra", "vao", "boi", "thi", "ma", "nhu", "nham", "se", "len", "thang", "quy", "ky"),
    )
)
"""Words that alone explain nothing to a reader, without marks."""


@dataclass(frozen=True)
class Explanation:
    """What the model says of one text."""

    text: str
    item: int | None
    """The best guess even when doubtful; None only where no item is the best guess."""
    automatic: bool
    score: float
    """Chance of the best guess."""
    candidates: tuple[ItemCandidate, ...]
    """All items, best first."""
    none: float
    """Chance that it belongs to no item."""
    dropped: bool
    """Surely of no item."""
    words: tuple[str, ...]
    """What decided, as written, the weightiest first."""
    held: HoldReason | None = None
    """Why it is not filed though the best guess is likely."""


def explain_text(text: str, plan: Plan, context: str = "", *, telling: bool = True) -> Explanation:
    """Say to which item of the plan a text belongs.

    Args:
        text: one sentence, as written.
        plan: the plan with its model; without a usable one nothing is known and nothing automatic.
        context: words above it, which are asked where the sentence is short.
        telling: whether the words that decided are looked for, which costs as much as the score.
    """
    scorer, limits = _find_scorer(plan)
    asked = f"{context[:_CONTEXT_LETTERS]} . {text}" if context and len(text.split()) <= _SHORT_WORDS else text
    features = find_features(asked, plain=is_plain(text)) if asked is not text else find_features(text)
    if scorer is None or limits is None or not features.words:
        return _know_nothing(text, plan)
    scored = scorer.score(features)
    chances = dict(zip(scored.labels, scored.chances, strict=True))
    none = chances.pop(_NONE)
    ranked = sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    item = best if score >= none else None
    sure = item is not None and _is_sure(features, scored, score, limits)
    return Explanation(
        text=text,
        item=item,
        automatic=sure,
        score=max(score, none),
        candidates=tuple(ItemCandidate(item=number, score=round(chance, 4)) for number, chance in ranked),
        none=none,
        dropped=_is_of_none(features, scored, none, limits),
        words=_find_words(features, scored, item or _NONE) if telling else (),
        held=HoldReason.UNUSUAL if not sure and item is not None and score >= limits.score else None,
    )


def make_filing(told: Explanation, *, automatic: bool | None = None) -> Filing:
    """The explanation as a submission keeps it: the two best items, and no item where it is as likely as they."""
    second = told.candidates[1].score if len(told.candidates) > 1 else 0.0
    none = (ItemCandidate(item=None, score=round(told.none, 4)),) if told.none >= second else ()
    ranked = sorted((*told.candidates[:2], *none), key=lambda candidate: -candidate.score)
    sure = told.automatic if automatic is None else automatic
    return Filing(automatic=sure, candidates=tuple(ranked), words=told.words, held=None if sure else told.held)


def is_filing_known(plan: Plan) -> bool:
    """Whether the plan has a model that can be used."""
    return _find_scorer(plan)[0] is not None


def _find_scorer(plan: Plan) -> tuple[Scorer | None, Limits | None]:
    """The plan's scorer; (None, None) without a model or with one that does not fit."""
    if plan.model is None:
        return None, None
    return _prepare(plan.model, tuple((item.number, item.text) for item in plan.items))


@lru_cache(maxsize=8)
def _prepare(model: ItemModel, items: tuple[tuple[int, str], ...]) -> tuple[Scorer | None, Limits | None]:
    try:
        check_fit(model, dict(items))
        return make_scorer(model), parse_model(model).head.limits
    except ModelError:
        return None, None


def _know_nothing(text: str, plan: Plan) -> Explanation:
    candidates = tuple(ItemCandidate(item=item.number, score=0.0) for item in plan.items)
    return Explanation(text, None, False, 0.0, candidates, 0.0, False, ())


def _is_sure(features: Features, scored: Scored, score: float, limits: Limits) -> bool:
    if not limits.fewest_words <= features.words <= limits.most_words:
        return False
    return score >= limits.score and scored.known_ratio >= limits.known_ratio


def _is_of_none(features: Features, scored: Scored, none: float, limits: Limits) -> bool:
    """Whether a sentence may be left out without a person; the more it counts, the surer it must be."""
    needed = limits.none_score_with_figure if features.figures else limits.none_score
    return none >= needed and features.words <= limits.most_words and scored.known_ratio >= limits.known_ratio


def _find_words(features: Features, scored: Scored, label: int) -> tuple[str, ...]:
    """The words that spoke for a label, as written: each place gets what all features that lie in it added."""
    at = scored.labels.index(label)
    added: dict[Span, float] = {}
    phrases: set[Span] = set()
    for feature, row in scored.shares:
        for span in feature.spans:
            added[span] = added.get(span, 0.0) + row[at] / len(feature.spans)
            phrases.update([span] if feature.name.startswith(CLASS) else [])
    whole = {span for span in phrases if not any(_lies_in(span, other) for other in phrases - {span})}
    spans = [span for span in added if span in whole or not any(_meet(span, phrase) for phrase in whole)]
    gained = {
        span: sum(max(value, 0.0) for inner, value in added.items() if span == inner or _lies_in(inner, span))
        for span in spans
        if span in whole or _tells(features.text[span[0] : span[1]])
    }
    ranked = sorted(gained.items(), key=lambda pair: (-pair[1], pair[0]))
    least = max(ranked[0][1] * _WORTH_TELLING, 0.0) if ranked else 0.0
    chosen: list[Span] = []
    for span, value in ranked:
        if value > least and not any(_meet(span, other) for other in chosen):
            chosen.append(span)
    phrases_told = [features.text[first:end] for first, end in _join_neighbours(chosen, features.text)]
    words = {fold(told): told for told in reversed(phrases_told) if _is_whole(told)}
    return tuple(reversed(words.values()))[:_MOST_TOLD]


def _join_neighbours(chosen: Sequence[Span], text: str) -> list[Span]:
    """The places, those beside each other as one: syllables that are chosen one by one are often one word."""
    joined: list[Span] = []
    for first, end in chosen:
        beside = [span for span in joined if text[span[1] : first] == " " or text[end : span[0]] == " "]
        if not beside:
            joined.append((first, end))
            continue
        whole = (min(first, *(span[0] for span in beside)), max(end, *(span[1] for span in beside)))
        place = joined.index(beside[0])
        joined = [span for span in joined if span not in beside]
        joined.insert(place, whole)
    return joined


def _is_whole(words: str) -> bool:
    """Whether a reader sees a word in it: no figure, no unit of two letters."""
    return not any(char.isdigit() for char in words) and len(words) > _SHORTEST


def _lies_in(inner: Span, outer: Span) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _tells(words: str) -> bool:
    parts = fold(words).split()
    if not parts or words[0].isdigit() or words[-1].isdigit():
        return False
    return parts[0] not in _FILLERS and parts[-1] not in _FILLERS
