"""Code and rules.toml know the same rules, and every field that a wording names is given where the rule is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from schemas.rules import load_rules, make_finding
from schemas.values import Severity
from tonghop.checking.item_rules import DOUBT_WORDS

ROOT = Path(__file__).parents[2]
RULES = load_rules()
PLACES = ("tonghop", "cli", "tasks", "flows")
OWN_CATALOGUES = ("tonghop/plan/", "tonghop/audit/")
"""What they find is a mistake of the plan file or of what is kept, not of a report."""
MAKERS = {"make_finding", "RawFinding", "UnreadableError", "Doubt"}
BY_ROOM = {"place"}
"""Filled by tonghop.checking.findings for every finding of that room."""
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Use(NamedTuple):
    maker: str
    key: str
    fields: set[str] | None
    """None: not known from the source alone."""
    where: str


def find_uses() -> Iterator[Use]:
    for path in (path for place in PLACES for path in sorted((ROOT / place).rglob("*.py"))):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(OWN_CATALOGUES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (maker := _name(node.func)) in MAKERS:
                for key in _keys(node):
                    yield Use(maker, key, _fields(node, maker), f"{name}:{node.lineno}")


def _name(of: ast.expr) -> str:
    return of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""


def _keys(node: ast.Call) -> list[str]:
    first = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg in ("rule", "key")), None)
    values = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
    return [each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _fields(node: ast.Call, maker: str) -> set[str] | None:
    if maker in ("make_finding", "UnreadableError"):
        given = {keyword.arg for keyword in node.keywords}
        return None if None in given else {name for name in given if name is not None}
    if maker == "RawFinding":
        values = next((k.value for k in node.keywords if k.arg == "values"), node.args[2] if node.args[2:] else None)
        if values is None:
            return set()
        if not isinstance(values, ast.Dict):
            return None
        return {key.value for key in values.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    return None


USES = list(find_uses())


def needed(key: str) -> set[str]:
    words = RULES[key]
    return {name for text in (words.message, words.fix) for _, name, _, _ in Formatter().parse(text) if name}


def test_every_rule_that_the_code_makes_stands_in_the_file() -> None:
    assert len(USES) > 50
    assert {(use.key, use.where) for use in USES if use.key not in RULES} == set()


def test_every_rule_of_the_file_is_made_somewhere() -> None:
    texts = [path.read_text(encoding="utf-8") for place in PLACES for path in (ROOT / place).rglob("*.py")]
    literals = {word for text in texts for word in re.findall(rf'"({KEY.pattern})"', text)}
    assert RULES.keys() - literals == set()


@pytest.mark.parametrize(
    "use", [use for use in USES if use.fields is not None], ids=lambda use: f"{use.where} {use.key}"
)
def test_every_field_of_a_wording_is_given(use: Use) -> None:
    given = (use.fields or set()) | (BY_ROOM if "checking" in use.where else set())
    assert needed(use.key) - given == set()


def test_every_doubt_of_understanding_fills_its_wording() -> None:
    told = {use.key for use in USES if use.maker == "Doubt"}
    assert told
    for key in told - {"heading-unclear"}:  # its candidates are named by the plan
        assert needed(key) - BY_ROOM <= set(DOUBT_WORDS.get(key, ("text",))), key


def test_no_finding_is_made_beside_the_file() -> None:
    beside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for place in PLACES
        for path in (ROOT / place).rglob("*.py")
        if not path.relative_to(ROOT).as_posix().startswith(OWN_CATALOGUES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node.func) in ("Finding", "ReportFinding")
        for keyword in node.keywords
        if keyword.arg == "rule" and isinstance(keyword.value, ast.Constant)
    ]
    assert beside == []


@pytest.mark.parametrize("key", RULES)
def test_a_wording_says_what_happened_and_what_to_do(key: str) -> None:
    rule, severity, message, fix = RULES[key]
    assert KEY.fullmatch(key) and KEY.fullmatch(rule)
    assert isinstance(severity, Severity)
    assert message[0].isupper() or message[0] == "{"
    assert message.endswith((".", "}")) and fix.endswith(".")


def test_a_finding_carries_the_rule_of_its_special_case() -> None:
    found = make_finding("mail-truncated", "part1")
    assert (found.rule, found.severity, found.locator) == ("truncated", Severity.ERROR, "part1")
    assert make_finding("item-missing", severity=Severity.ERROR, items="1, 2").severity is Severity.ERROR


def test_a_wording_with_a_field_that_is_not_given_is_refused() -> None:
    with pytest.raises(KeyError):
        make_finding("item-missing", item=1)
