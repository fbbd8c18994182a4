"""What understanding gets right on sentences and reports on which it was not built (tests/heldout, by fourteen hands).

Shares stand with their 95% bounds after Wilson; a test holds them to what the product promises.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from schemas.document import Block, ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel
from schemas.values import BlockKind, Scope
from tonghop.plan import find_plan_file, load_plan
from tonghop.understanding import understand
from tonghop.understanding.activities import Frame, make_activity
from tonghop.understanding.filing import explain_text
from tonghop.understanding.lexicon import find_lexicon
from tonghop.understanding.words import strip_marks

HELD_OUT = Path(__file__).resolve().parents[1] / "tests" / "heldout"
HANDS = {
    "items": ("hand1", "hand2", "hand4", "hand11"),
    "quantities": ("hand1", "hand2", "hand3", "hand4", "hand5", "hand12", "hand14"),
    "identity": ("hand1", "hand2", "hand3", "hand4", "hand5", "hand6", "hand7", "hand9", "hand10", "hand13"),
    "headings": ("hand1", "hand2", "hand3", "hand4", "hand5", "hand10"),
    "indicators": ("hand6", "hand7", "hand8", "hand12", "hand14"),
}
"""Who wrote cases of each kind."""
EXAMPLES = find_plan_file(2024).with_name("examples-2024.jsonl")
_Z = 1.959964
_LABEL = re.compile(r"[\dIVXivx.()/a-zđ+\-–•]*")


class Share(NamedTuple):
    """How many of how many, with the 95% bounds of their share."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.right / self.of if self.of else 1.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's 95% bounds."""
        if not self.of:
            return 0.0, 1.0
        share, n = self.value, self.of
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        width = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return middle - width, middle + width

    def __str__(self) -> str:
        low, high = self.bounds
        return f"{self.value:6.1%}  ({self.right}/{self.of}; 95%: {low:.1%} to {high:.1%})"


def load_cases(hand: str, name: str) -> list[dict[str, Any]]:
    lines = (HELD_OUT / hand / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def measure_sentences(plan: Plan, hand: str) -> tuple[dict[str, Share], Counter[tuple[int | None, int | None]]]:
    """Shares, and how often (true item, best guess) came together."""
    unseen = [case for case in load_cases(hand, "items") if not is_known(case["text"])]
    told = [(case["item"], explain_text(case["text"], plan, telling=False)) for case in unseen]
    of_items = [(item, guess) for item, guess in told if item is not None]
    of_none = [guess for item, guess in told if item is None]
    sure = [(item, guess) for item, guess in told if guess.automatic]
    sure_items = sum(item is not None for item, _ in sure)
    shares = {
        "top-1": count(guess.item == item for item, guess in of_items),
        "top-1 among the items": count(guess.candidates[0].item == item for item, guess in of_items),
        "top-2": count(item in [c.item for c in guess.candidates[:2]] for item, guess in of_items),
        "automatic and right": count(guess.item == item for item, guess in sure if item is not None),
        "automatic and right, those of no item counted as wrong": count(guess.item == item for item, guess in sure),
        "filed automatically": Share(sure_items, len(of_items)),
        "of no item, filed automatically": count(guess.automatic for guess in of_none),
        "of no item, best guess none": count(guess.item is None for guess in of_none),
    }
    return shares, Counter((item, guess.item) for item, guess in told)


def is_known(text: str) -> bool:
    """Whether an example is nearly the same sentence: set phrases that every hand writes prove nothing."""
    return process.extractOne(sort_words(text), load_example_texts(), scorer=fuzz.ratio, score_cutoff=85) is not None


def sort_words(text: str) -> str:
    """What `fuzz.token_sort_ratio` compares, made once for each text."""
    return " ".join(sorted(text.lower().split()))


@cache
def load_example_texts() -> list[str]:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return [sort_words(json.loads(line)["text"]) for line in lines]


def measure_quantities(plan: Plan, hand: str) -> dict[str, Share]:
    """A figure is the same when its value is and its measure begins alike: cơ quan, cơ quan báo chí are one thing."""
    lexicon = find_lexicon(plan)
    pairs, wanted_all, found_all = [], 0, 0
    for case in load_cases(hand, "quantities"):
        understood = make_activity(case["text"], "body/p1", case["item"], Frame(lexicon, None, "0" * 64))
        found = [quantity.model_dump(mode="json") for quantity in understood.activity.quantities]
        wanted_all, found_all = wanted_all + len(case["quantities"]), found_all + len(found)
        for wanted in case["quantities"]:
            match = next((each for each in found if is_same_figure(each, wanted)), None)
            if match is not None:
                found.remove(match)
                pairs.append((wanted, match))
    return {
        "found": Share(len(pairs), wanted_all),
        "right": Share(len(pairs), found_all),
        "measure to the very word": count(read_measure(one) == read_measure(other) for one, other in pairs),
        **{
            name: count(one[name] == other[name] for one, other in pairs) for name in ("scope", "precision", "estimate")
        },
    }


def is_same_figure(one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = read_measure(one), read_measure(other)
    alike = first[: len(second)] == second[: len(first)]
    return alike and (one["value"], one["value_max"]) == (other["value"], other["value_max"])


def read_measure(quantity: dict[str, Any]) -> list[str]:
    return strip_marks(quantity["measure"]).split()


def measure_identity(plan: Plan, hand: str) -> dict[str, Share]:
    certain = wrong = found = 0
    cases = [(case, field) for case in load_cases(hand, "identity") for field in ("unit", "period")]
    for case, field in cases:
        channel = Channel(
            sender=case["sender"], folders=tuple(case["folders"]), subject=case["subject"], names=tuple(case["names"])
        )
        lines = [*case["head"], *case["title"], case["opening"], "1. Hợp tác quốc tế", "Ký 01 biên bản ghi nhớ."]
        value = getattr(understand([make_document(lines)], channel, plan), field)
        certain += case[field] is not None
        found += value is not None and value == case[field]
        wrong += value is not None and value != case[field]
    return {"decided without a person": Share(found, certain), "decided wrongly": Share(wrong, len(cases))}


def measure_headings(plan: Plan, hand: str) -> dict[str, Share]:
    """Each heading alone above one sentence with a figure and a day; that sentence must stand under the item."""
    told = [(case["item"], find_reported(case, plan)) for case in load_cases(hand, "headings")]
    return {
        "right": count(found == ([] if item is None else [item]) for item, found in told),
        "under a wrong item": count(bool(found) and found != [item] for item, found in told),
    }


def find_reported(case: dict[str, Any], plan: Plan) -> list[int]:
    lines = [
        "BÁO CÁO",
        "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
        (case["label"] or "", case["text"]),
    ]
    content = understand([make_document([*lines, "Đã hoàn thành 02 việc ngày 12/5/2024."])], Channel(), plan)
    return [number for number, report in content.items.items() if report.activities]


def measure_indicators(plan: Plan, hand: str, kind: str | None = None) -> dict[str, Share]:
    """Each passage alone under its item's title: what is added to an indicator, against what an officer would add.

    Figures on which officers may differ are not judged. A figure that is missed counts as asked where its passage
    leaves a doubt or waits.
    """
    right = wrong = missed = asked = 0
    for case in load_cases(hand, "indicators"):
        if kind is not None and case["kind"] != kind:
            continue
        title = next(item.title for item in plan.items if item.number == case["item"])
        lines = ["BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024", (f"{case['item']}.", title)]
        content = understand([make_document([*lines, case["text"]])], Channel(), plan)
        found = Counter(
            (quantity.value, quantity.indicator)
            for item in content.items.values()
            for activity in item.activities
            for quantity in activity.quantities
            if quantity.indicator is not None and quantity.scope is Scope.PERIOD
        )
        wanted, either = count_added(case["added"]), count_added(case["either"])
        right += (found & wanted).total()
        wrong += (found - wanted - either).total()
        missed += (wanted - found).total()
        asked += (wanted - found).total() if content.doubts or content.unassigned else 0
    return {
        "added as an officer would": Share(right, right + wrong),
        "of what an officer adds": Share(right, right + missed),
        "added or asked": Share(right + asked, right + missed),
    }


def count_added(figures: Iterable[dict[str, Any]]) -> Counter[tuple[float, str]]:
    return Counter((figure["value"], figure["indicator"]) for figure in figures)


def make_document(lines: Iterable[Any]) -> ReadDocument:
    return ReadDocument(sha256="0" * 64, size_bytes=1, format="docx", blocks=tuple(make_blocks(lines)))


def make_blocks(lines: Iterable[Any]) -> Iterator[Block]:
    for number, line in enumerate((line for line in lines if line), start=1):
        locator = f"body/p{number}"
        if isinstance(line, tuple):
            label, text = line if _LABEL.fullmatch(line[0]) else ("", " ".join(line))  # "Nội dung 4:" is typed text
            yield Block(locator=locator, kind=BlockKind.PARAGRAPH, label=label, text=text, bold=True)
        else:
            yield Block(locator=locator, kind=BlockKind.PARAGRAPH, text=line)


def count(facts: Iterable[bool]) -> Share:
    known = list(facts)
    return Share(sum(known), len(known))


def print_shares(title: str, shares: dict[str, Share]) -> None:
    print(f"\n{title}")
    for name, share in shares.items():
        print(f"  {name:<56}{share}")


def print_confusion(pairs: Counter[tuple[int | None, int | None]], plan: Plan) -> None:
    classes: list[int | None] = [*(item.number for item in plan.items), None]
    print("\ntrue item (rows) and best guess (columns)\n" + "".join(f"{name_item(item):>6}" for item in ("", *classes)))
    for item in classes:
        print(f"{name_item(item):>6}" + "".join(f"{pairs[item, guess]:>6}" for guess in classes))


def name_item(item: int | str | None) -> str:
    return "none" if item is None else str(item)


def main() -> None:
    plan = load_plan(find_plan_file(2024))
    for hand in HANDS["items"]:
        shares, pairs = measure_sentences(plan, hand)
        print_shares(f"{hand}: sentences without heading", shares)
        print_confusion(pairs, plan)
    for hand in HANDS["quantities"]:
        print_shares(f"{hand}: quantities", measure_quantities(plan, hand))
    for hand in HANDS["identity"]:
        print_shares(f"{hand}: unit and period", measure_identity(plan, hand))
    for hand in HANDS["headings"]:
        print_shares(f"{hand}: items under headings", measure_headings(plan, hand))
    for hand in HANDS["indicators"]:
        print_shares(f"{hand}: figures added to indicators", measure_indicators(plan, hand))


if __name__ == "__main__":
    main()
