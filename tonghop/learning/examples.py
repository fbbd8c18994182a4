"""Labelled sentences (plans/examples-<year>.jsonl): read, merge, write, each sentence once and in a stable order."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

OFFICE = "office"
"""Source of the corrections that people made in the product."""
PLAN = "plan"
"""Source of the plan's own words, which are made anew at each training and stand in no file."""
_BLANKS = re.compile(r"\s+")


class Example(NamedTuple):
    """One sentence and the item to which it belongs."""

    text: str
    item: int | None
    """None: to no item of the plan."""
    source: str
    """Which hand wrote it; one hand never judges itself in cross-validation."""

    @property
    def key(self) -> str:
        """Equal for the same sentence, whatever its case and blanks."""
        return _BLANKS.sub(" ", unicodedata.normalize("NFC", self.text)).strip().lower()


class ExampleError(ValueError):
    """A line of the file that is no example; the message is Vietnamese and names the line."""


def read_examples(text: str) -> list[Example]:
    """The examples of a file: one JSON object a line, `{"text": ..., "item": 3 or null, "source": ...}`.

    Raises ExampleError naming the first bad line.
    """
    examples = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        value = _read_object(line)
        if value is None:
            raise ExampleError(f"dòng {number} không đúng dạng {{“text”: câu, “item”: số hoặc null}}")
        examples.append(_make(value["text"], value["item"], str(value.get("source") or "")))
    return examples


def _read_object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"].strip():
        return None
    item = value.get("item", "")
    whole = isinstance(item, int) and not isinstance(item, bool)
    return value if item is None or whole else None


def _make(text: str, item: int | None, source: str) -> Example:
    return Example(_BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(), item, source)


def merge_examples(known: Iterable[Example], corrections: Sequence[tuple[str, int | None]]) -> list[Example]:
    """The known examples with the Office's corrections: each sentence once, the later word on it holds."""
    merged = {example.key: example for example in known}
    for text, item in corrections:
        example = _make(text, item, OFFICE)
        if example.text:
            merged[example.key] = example
    return sorted(merged.values(), key=lambda each: (each.item or 0, each.source == OFFICE, each.source, each.key))


def write_examples(examples: Iterable[Example]) -> str:
    """The text of the file."""
    lines = [
        json.dumps({"text": each.text, "item": each.item, "source": each.source}, ensure_ascii=False)
        for each in examples
    ]
    return "".join(f"{line}\n" for line in lines)
