"""How a total that does not agree with its parts is told: the parts and their sum, or the part that is too large.

Keeps out whether they agree (understanding); what cannot be read as figures is quoted as it is.
"""

import re

_PARTS = re.compile(r",\s*(?=(?:trên |hơn |gần |khoảng |ước )?\d)|\s+\+\s+")
_FIGURE = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:\s+(?P<measure>\D.*))?")


def tell_sum(total: str, parts: str) -> tuple[str, dict[str, str]]:
    """The key of the wording in rules.toml, and the words that it names.

    Args:
        total: as written, 70 tin, bài; perhaps a whole row.
        parts: as written, 41 tin, bài, 12 tin, bài; or 41 + 12.
    """
    whole = _FIGURE.fullmatch(total)
    found = [_FIGURE.fullmatch(part) for part in _PARTS.split(parts)]
    figures = [match for match in found if match is not None]
    words = {"total": total, "parts": parts}
    if whole is None or len(figures) < len(found):
        return "total-mismatch", words
    if len(figures) == 1:
        is_larger = _count(figures[0]) > _count(whole)
        return ("total-mismatch-part" if is_larger else "total-mismatch"), words
    measures = {match["measure"] or whole["measure"] for match in figures}
    if measures == {whole["measure"]}:
        words["parts"] = _join([match["number"] for match in figures])
    added = sum(_count(match) for match in figures)
    return "total-mismatch-sum", {**words, "sum": f"{added:,}".replace(",", ".")}


def _count(match: re.Match[str]) -> int:
    return int(match["number"].replace(".", ""))


def _join(numbers: list[str]) -> str:
    return f"{', '.join(numbers[:-1])} và {numbers[-1]}"
