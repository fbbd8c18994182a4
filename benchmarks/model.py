"""The model of sentences: what cross-validation across hands measures, with Wilson bounds and confusion; its speed.

Peer: the same scikit-learn pipeline scoring the same sentences one by one in the same process.
"""

import sys
import time
from pathlib import Path

from schemas.model import make_model, parse_model
from tonghop.learning import can_train, list_plan_examples, read_examples
from tonghop.learning.judging import NONE, find_wilson, make_chances
from tonghop.learning.training import fit, judge
from tonghop.plan import load_plan
from tonghop.plan.loading import find_model_file
from tonghop.understanding.filing import explain_text, is_counted, list_names

PLAN = Path(__file__).resolve().parents[1] / "plans" / "2024.yaml"
SAMPLE = 300


def tell(name: str, right: int, of: int) -> None:
    low, high = find_wilson(right, of)
    print(f"{name:<52} {right / of if of else 0:6.1%}  [{low:.1%}; {high:.1%}]  {right}/{of}")


def show_quality() -> None:
    plan = load_plan(PLAN)
    assert plan.model is not None
    head = parse_model(plan.model).head
    examples = read_examples((PLAN.parent / "examples-2024.jsonl").read_text(encoding="utf-8"))
    learnt = [*examples, *list_plan_examples(plan)]
    judged = judge(learnt, [list_names(example.text) for example in learnt], is_counted)
    rows = [dict(zip(head.labels, make_chances(row, head.temperature), strict=True)) for row in judged.scores]
    guesses = [max(row, key=lambda label: row[label]) for row in rows]
    ranked = [sorted((n for n in row if n != NONE), key=lambda n: -row[n]) for row in rows]
    items = [at for at, true in enumerate(judged.truth) if true != NONE]
    nones = [at for at, true in enumerate(judged.truth) if true == NONE]
    filed = [at for at, guess in enumerate(guesses) if guess != NONE and rows[at][guess] >= head.limits.score]
    print(f"\n{len(judged.truth)} sentences, folds {judged.ways}; 95% bounds (Wilson)")
    tell("item sentences: best guess right", sum(guesses[at] == judged.truth[at] for at in items), len(items))
    tell(
        "item sentences: among the best two items", sum(judged.truth[at] in ranked[at][:2] for at in items), len(items)
    )
    tell("sentences of no item known as such", sum(guesses[at] == NONE for at in nones), len(nones))
    tell("automatic filings right", sum(guesses[at] == judged.truth[at] for at in filed), len(filed))
    tell("item sentences filed automatically", sum(judged.truth[at] != NONE for at in filed), len(items))
    tell("sentences of no item filed automatically", sum(judged.truth[at] == NONE for at in filed), len(nones))
    print("\nconfusion (rows: true, columns: best guess)")
    print("      " + "".join(f"{label or 'none':>6}" for label in head.labels))
    for true in head.labels:
        counts = [
            sum(judged.truth[at] == true and guesses[at] == label for at in range(len(guesses)))
            for label in head.labels
        ]
        print(f"{true or 'none':>6}" + "".join(f"{count:6d}" for count in counts))


def show_speed() -> None:
    started = time.perf_counter()
    plan = load_plan(PLAN)
    loaded = time.perf_counter()
    explain_text("Đăng 41 tin trên Cổng Thông tin điện tử.", plan)
    ready = time.perf_counter()
    size = find_model_file(PLAN).stat().st_size
    print(f"plan with model loaded {1000 * (loaded - started):.1f} ms; first answer {1000 * (ready - loaded):.1f} ms")
    started = time.perf_counter()
    parse_model(make_model(find_model_file(PLAN).read_bytes() + b" "))
    print(f"model parsed {1000 * (time.perf_counter() - started):.1f} ms ({size / 1e6:.2f} MB)")
    examples = read_examples((PLAN.parent / "examples-2024.jsonl").read_text(encoding="utf-8"))
    texts = [example.text for example in examples[:: len(examples) // SAMPLE]]
    started = time.perf_counter()
    for text in texts:
        explain_text(text, plan)
    ours = (time.perf_counter() - started) / len(texts)
    fitted = fit([list_names(e.text) for e in examples], [e.item or NONE for e in examples], is_counted)
    started = time.perf_counter()
    for text in texts:
        fitted.score([list_names(text)])
    peer = (time.perf_counter() - started) / len(texts)
    print(
        f"one sentence {1000 * ours:.2f} ms with its words; scikit-learn {1000 * peer:.2f} ms; ratio {peer / ours:.1f}"
    )


if __name__ == "__main__":
    if not can_train():
        sys.exit("scikit-learn is not installed: pip install 'tonghop[learn]'")
    show_speed()  # first, while nothing is loaded yet
    show_quality()
