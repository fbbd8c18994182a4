"""A model's score of a sentence: per label the sum of what its words weigh, made a probability. No libraries.

    score = bias + sum(weight x rarity) / length + mix x sum(log(share of the label's examples with the word))

The first sum is a logistic regression, the second counts (naive Bayes). Keeps out what is done with a score.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.model import ItemModel, ParsedModel, parse_model
from tonghop.understanding.filing.features import Feature, Features, fold_names, is_counted, is_word

Row = list[float]


class Scored(NamedTuple):
    """Probabilities, and what each known feature added to every label."""

    labels: tuple[int, ...]
    chances: tuple[float, ...]
    shares: tuple[tuple[Feature, Row], ...]
    known_ratio: float
    """Share of the words that the model knows."""


class _Weights(NamedTuple):
    learned: Row
    counts: Row

    @property
    def seen(self) -> float:
        return sum(self.counts)


class Scorer:
    """One model, ready; words are read from it when they are met."""

    def __init__(self, model: ParsedModel) -> None:
        self._model = model
        head = model.head
        self._size = len(head.labels)
        self._totals = [math.log(total + head.smoothing * head.vocabulary) for total in head.totals]
        self._folded: dict[str, list[str]] | None = None
        self._read: dict[str, _Weights | None] = {}

    def score(self, features: Features) -> Scored:
        """Probabilities of all labels, which add up to 1."""
        head = self._model.head
        known = [(feature, weights) for feature in features.found if (weights := self._find(feature.name))]
        rarities = [self._find_rarity(weights) for _, weights in known]
        length = math.sqrt(sum(rarity * rarity for rarity in rarities)) or 1.0
        shares = [
            (feature, self._weigh(feature, weights, rarity / length))
            for (feature, weights), rarity in zip(known, rarities, strict=True)
        ]
        sums = [bias + sum(row[at] for _, row in shares) for at, bias in enumerate(head.bias)]
        chances = _make_chances(sums, head.temperature)
        words = [feature for feature in features.found if is_word(feature.name)]
        met = sum(is_word(feature.name) for feature, _ in known)
        ratio = met / len(words) if words else 0.0
        return Scored(head.labels, chances, tuple(shares), ratio)

    def _find(self, name: str) -> _Weights | None:
        if name not in self._read:
            self._read[name] = self._find_folded(name) if name.startswith("~") else self._parse(name)
        return self._read[name]

    def _parse(self, name: str) -> _Weights | None:
        told = self._model.words.get(name)
        if told is None:
            return None
        learned = [0.0] * self._size
        counts = [0.0] * self._size
        parts = told.split()
        for at, part in enumerate(parts[: self._size]):
            learned[at] = int(part) / self._model.head.scale
        for part in parts[self._size :]:
            label, _, count = part.partition(":")
            counts[self._model.head.labels.index(int(label))] = float(count)
        return _Weights(learned, counts)

    def _find_folded(self, name: str) -> _Weights | None:
        """Without tone marks a word may be one of several: the mean of them, by how often each was seen."""
        if self._folded is None:
            self._folded = fold_names(self._model.words)
        meant = [weights for each in self._folded.get(name, ()) if (weights := self._parse(each))]
        seen = sum(weights.seen for weights in meant)
        if not seen:
            return None
        return _Weights(
            [sum(each.learned[at] * each.seen for each in meant) / seen for at in range(self._size)],
            [sum(each.counts[at] * each.seen for each in meant) / seen for at in range(self._size)],
        )

    def _find_rarity(self, weights: _Weights) -> float:
        return math.log((1 + self._model.head.texts) / (1 + weights.seen)) + 1

    def _weigh(self, feature: Feature, weights: _Weights, factor: float) -> Row:
        """What a feature adds to each label; the mean over the labels is taken off, since it decides nothing."""
        row = [factor * weight for weight in weights.learned]
        if is_counted(feature.name):
            head = self._model.head
            logs = [
                math.log(count + head.smoothing) - total
                for count, total in zip(weights.counts, self._totals, strict=True)
            ]
            row = [have + head.mix * log for have, log in zip(row, logs, strict=True)]
        mean = sum(row) / len(row)
        return [value - mean for value in row]


def _make_chances(sums: Sequence[float], temperature: float) -> tuple[float, ...]:
    top = max(sums)
    parts = [math.exp((value - top) / temperature) for value in sums]
    whole = sum(parts)
    return tuple(part / whole for part in parts)


@lru_cache(maxsize=4)
def make_scorer(model: ItemModel) -> Scorer:
    """The scorer of a model, made once. Raises ModelError when the model is broken."""
    return Scorer(parse_model(model))
