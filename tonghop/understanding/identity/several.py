"""Titles that speak of more than one period: a half and its year, a quarter and a half, two years, two reports.

Such a title tells no period; which one is meant a person says. Keeps out what a title with one period means.
"""

import re

_AND = r"(?:\bva|,|;|&|\+|-)"
_BESIDE = re.compile(
    rf"{_AND}\s*(?:uoc\s+)?(?:thuc hien\s+|ket qua\s+)?"
    r"(?:ca nam\b(?:\s+(?P<whole>20\d\d))?|(?:dau |cuoi )?nam\s+(?P<year>20\d\d))"
)
_BEFORE = re.compile(rf"\b(?:ca nam|nam\s+(?P<year>20\d\d))\s*{_AND}\s*(?:0?6|sau)\s+thang")
_ASIDE = re.compile(r"\bnam\s+(?P<year>20\d\d)\s*\((?:0?6|sau)\s+thang\s+(?:dau|cuoi)\s+nam\s+(?!(?P=year))20\d\d\)")
"""A half in brackets behind another year: Kế hoạch năm 2024 (6 tháng đầu năm 2023)."""
_SHORTER = re.compile(
    rf"(?:\bquy\s+(?:iv|i{{1,3}}|[1-4])\b|(?<!\d )\bthang\s+\d{{1,2}})[^,;.&+()]{{0,20}}?\s*{_AND}"
    rf"|{_AND}\s*(?:quy\s+(?:iv|i{{1,3}}|[1-4])|thang\s+\d{{1,2}})\b"
)
"""A month or a quarter that stands in a row with the period: tháng 6, quý II và 6 tháng đầu năm."""
_UP_TO = re.compile(r"\b(?:den|het|tinh|ngay \d{1,2})\s+(?:het\s+|den\s+)*$")
_RANGE = re.compile(
    r"(?<![\d/.-])(?P<first>20\d\d)\s*(?:[-–—/,&+]|(?:den|toi|va)(?: nam)?)\s*(?P<last>20\d\d)(?![\d/.-])"
)
_REPORT = re.compile(r"(?:[;,.\n]|\bv[àa]\b)\s*(?=(?i:b[áa]o c[áa]o)\b)|(?=\bBÁO CÁO\b)")
_CITED = re.compile(
    r"(?:ke hoach|chuong trinh|nghi quyet|chi thi|quyet dinh|cong van|de an|chien luoc|quy hoach)\b[^;]{0,160}$"
)


def split_reports(text: str) -> list[str]:
    """The reports that a title names, each with its own words: ... 6 tháng đầu năm 2024; BÁO CÁO ... năm 2024."""
    parts = [part.strip() for part in _REPORT.split(text) if part.strip()]
    if len(parts) > 1 and text.isupper():  # BÁO CÁO ... THEO CHẾ ĐỘ BÁO CÁO NĂM: of one paper
        parts = [part for part in re.split(r"(?:[;.\n]\s*|(?<=20\d\d)\W*)(?=BÁO CÁO\b)", text) if part.strip()]
    return parts


def list_years_beside(plain: str, half: str) -> list[str]:
    """Whole years that stand beside a half as a second period: 6 tháng đầu năm và cả năm 2024, ... và năm 2023."""
    found = [match["year"] or match["whole"] or half[:4] for match in _BESIDE.finditer(plain)]
    found += [m["year"] or half[:4] for m in _BEFORE.finditer(plain) if not _CITED.search(plain[: m.start()])]
    return list(dict.fromkeys([*found, *(match["year"] for match in _ASIDE.finditer(plain))]))


def names_shorter(plain: str) -> bool:
    """Whether a month or a quarter stands in a row with the period, not the day up to which it counts."""
    return any(not _UP_TO.search(plain[: match.start()].rstrip("-,;&+ ") + " ") for match in _SHORTER.finditer(plain))


def list_range(plain: str) -> list[str]:
    """First and last of several years, unless a plan of so many is only cited: 2023-2024, 2022 đến 2024, 2023, 2024."""
    for match in _RANGE.finditer(plain):
        if match["first"] != match["last"] and not _CITED.search(plain[: match.start()]):
            return [match["first"], match["last"]]
    return []
