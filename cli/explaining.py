"""`tonghop explain`: one text per line of stdin; for each the plan item, how sure that is, the words that decided."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from schemas.plan import Plan
    from tonghop.understanding.filing import Explanation

_LEAST_TOLD, _WORTH_TELLING = 2, 0.01
_DIGITS = 4


def explain_lines(plan_file: Path | None, *, as_json: bool) -> int:
    """Print one answer per line of stdin, at once; 1 when the plan has no model that can be used, with the reason."""
    from tonghop.understanding.filing import explain_text, is_filing_known

    plan = _load_plan(plan_file)
    for text in _read_lines(sys.stdin.buffer):
        told = explain_text(text, plan)
        print(json.dumps(to_json(told), ensure_ascii=False) if as_json else _describe(told, plan), flush=True)
    if is_filing_known(plan):
        return 0
    print(
        "Kế hoạch này chưa có mô hình dùng được; chạy “tonghop plan check” để xem lý do, “tonghop plan learn” để lập.",
        file=sys.stderr,
    )
    return 1


def _load_plan(plan_file: Path | None) -> "Plan":
    from tonghop.plan import choose_plan_year, find_plan_file, load_plan
    from tonghop.plan.dates import find_office_day

    return load_plan(plan_file or find_plan_file(choose_plan_year(find_office_day(datetime.now(UTC)))))


def _read_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines as text; what is no UTF-8 is shown as such and stops nothing."""
    for line in stream:
        yield line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r").removeprefix("\ufeff")


def to_json(told: "Explanation") -> dict[str, Any]:
    """The `explain` object of design 4.2."""
    candidates = [
        candidate
        for place, candidate in enumerate(told.candidates)
        if place < _LEAST_TOLD or candidate.score >= _WORTH_TELLING
    ]
    return {
        "text": told.text,
        "item": told.item,
        "automatic": told.automatic,
        "score": round(told.score, _DIGITS),
        "candidates": [{"item": each.item, "score": each.score} for each in candidates],
        "words": list(told.words),
    }


def _describe(told: "Explanation", plan: "Plan") -> str:
    titles = {item.number: item.title for item in plan.items}
    if not told.text.strip():
        return "(dòng trống)"
    if told.item is None:
        best = f"không thuộc nội dung nào ({_share(told.none)})"
    else:
        sure = "tự xếp" if told.automatic else "chờ người quyết định"
        best = f"nội dung {told.item}. {titles[told.item]} ({_share(told.score)}, {sure})"
    others = [each for each in told.candidates[:_LEAST_TOLD] if each.item is not None and each.item != told.item]
    lines = [told.text, f"    → {best}"]
    if not told.automatic:
        lines += [
            f"      hoặc nội dung {each.item}. {titles[each.item]} ({_share(each.score)})"
            for each in others
            if each.item
        ]
    words = ", ".join(f"“{word}”" for word in told.words)
    lines.append(f"      vì có: {words}" if words else "      không có từ nào nổi bật")
    return "\n".join(lines)


def _share(score: float) -> str:
    return f"{score:.0%}"
