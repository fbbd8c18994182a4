"""The model that files sentences without heading: one JSON of word weights beside the plan, and what it says of itself.

Holds the file's form and whether it fits a plan. Keeps out scoring (understanding/filing) and training (learning).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, NoReturn

from pydantic import Field

from schemas.base import Word

MODEL_FORMAT = 1
_SAME_TEXT = 0.7
_NO_ITEM = 0
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Certain = Annotated[float, Field(ge=0.5, le=1, allow_inf_nan=False)]
"""What is done without a person is at least likelier than not, whatever a file says."""
_Weight = Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
_Positive = Annotated[float, Field(ge=0.001, le=1e9, allow_inf_nan=False)]


class ModelError(ValueError):
    """The model file cannot be used; the message is Vietnamese and says why."""


class Limits(Word):
    """When a sentence is filed, or dropped, without a person; chosen by cross-validation."""

    score: _Certain = Field(description="lowest score of the best item")
    known_ratio: _Share = Field(description="smallest share of known words")
    fewest_words: int = Field(description="a shorter text is never filed without a person")
    most_words: int = Field(description="a longer one neither")
    none_score: _Certain = Field(description="lowest score of no item at which a sentence is dropped")
    none_score_with_figure: _Certain = Field(description="the same for a sentence with a figure or a day")


class Proof(Word):
    """What cross-validation measured; the training sentences of one hand never judge themselves."""

    examples: int
    ways: str = Field(description="how the folds were made: by source, or stratified")
    top1_ratio: float = Field(description="item sentences whose best guess is right")
    top2_ratio: float = Field(description="item sentences whose item is among the best two items")
    none_ratio: float = Field(description="sentences of no item that are known as such")
    precision: float = Field(description="of the automatic filings")
    precision_at_least: float = Field(description="its lower Wilson bound, 95%")
    coverage: float = Field(description="share of item sentences that are filed automatically")
    none_filed_ratio: float = Field(description="sentences of no item that are filed automatically")
    none_dropped_wrong_ratio: float = Field(description="item sentences that are dropped")


class ModelHead(Word):
    """Everything of the model but its words."""

    format: int
    year: int
    items: dict[int, str] = Field(description="item number -> the plan's sentence that it was trained for")
    labels: tuple[int, ...] = Field(description="item numbers in the order of the weights; 0 is no item")
    bias: tuple[_Weight, ...] = Field(description="per label, added to every text")
    totals: tuple[_Positive, ...] = Field(description="per label, words of all its examples")
    vocabulary: int = Field(ge=1, description="number of words that were counted")
    texts: int = Field(ge=1, description="number of examples")
    scale: _Positive = Field(description="weights are written as whole numbers: weight times scale")
    smoothing: _Positive
    mix: _Weight = Field(description="part of the counted words in the score, beside the learned weights")
    temperature: _Positive
    limits: Limits
    proof: Proof


class ItemModel(Word):
    """A model file: its bytes and their hash. Parsed at first use, since most reports never need it."""

    sha256: str
    data: bytes = Field(repr=False)


@dataclass(frozen=True)
class ParsedModel:
    """A model file taken apart."""

    head: ModelHead
    words: Mapping[str, str]
    """Feature -> its weights and counts, read only when it is met: "-12 3 40 0 0 -9 -22 3:2 6:1"."""


def make_model(data: bytes) -> ItemModel:
    """The bytes of a model file with their hash."""
    return ItemModel(sha256=hashlib.sha256(data).hexdigest(), data=data)


@lru_cache(maxsize=4)
def parse_model(model: ItemModel) -> ParsedModel:
    """Take a model apart, once per model.

    Raises ModelError when it is broken.
    """
    try:
        values = json.loads(model.data, parse_constant=_refuse)
        words = values.pop("words")
        head = ModelHead.model_validate(values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ModelError("tệp hỏng hoặc không phải tệp mô hình") from error
    if head.format != MODEL_FORMAT:
        raise ModelError("tệp do phiên bản khác của phần mềm lập")
    if not isinstance(words, dict) or not all(isinstance(value, str) for value in words.values()):
        raise ModelError("tệp hỏng ở phần trọng số")
    size = len(head.labels)
    is_whole = len(head.bias) == size and len(head.totals) == size == len(set(head.labels))
    if not is_whole or _NO_ITEM not in head.labels:
        raise ModelError("tệp hỏng ở phần đầu")
    if not all(map(_make_row_pattern(head.labels).fullmatch, words.values())):
        raise ModelError("tệp hỏng ở phần trọng số")
    return ParsedModel(head, words)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN, Infinity: no JSON, and no score


def _make_row_pattern(labels: tuple[int, ...]) -> re.Pattern[str]:
    """What one word's row looks like: a weight for every label, then label:count of those that have it."""
    known = "|".join(map(str, labels))
    return re.compile(rf"-?\d{{1,7}}(?: -?\d{{1,7}}){{{len(labels) - 1}}}(?: (?:{known}):\d{{1,7}})*")


def check_fit(model: ItemModel, items: Mapping[int, str]) -> None:
    """Raise ModelError when the model is broken or was trained for other items than these (number -> sentence)."""
    head = parse_model(model).head
    if set(head.items) != set(items) or set(head.labels) != {_NO_ITEM, *items}:
        raise ModelError("mô hình được lập cho các nội dung khác với kế hoạch này")
    for number, text in items.items():
        one, other = set(text.lower().split()), set(head.items[number].lower().split())
        if len(one & other) < _SAME_TEXT * len(one | other):
            raise ModelError(f"nội dung {number} của kế hoạch đã khác với khi lập mô hình")


def write_model(head: ModelHead, words: Mapping[str, str]) -> bytes:
    """The bytes of a model file: one word a line, in order, so that equal models are equal bytes."""
    told: dict[str, Any] = head.model_dump(mode="json")
    return json.dumps({**told, "words": dict(sorted(words.items()))}, ensure_ascii=False, indent=0).encode() + b"\n"
