"""The values of a plan file -> its text in the shape of plans/2024.yaml: the same order, comments in Vietnamese.

Sections are written one by one, so that blank lines and comments stand where a person looks for them. Keeps out what
the values are.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import FoldedScalarString

from tonghop.plan.importing import messages as m
from tonghop.plan.places import Place

_UNBOUNDED = 1_000_000
_WIDTH = 110
_SPACE = re.compile(r" ")
_COMMENT_COLUMN = 33
_FOLDED = {"text", "opening", "closing"}
_ENTRIES_IN_ONE_LINE = {"aspects", "indicators", "measures", "periods"}
_BLOCK_LISTS = {("issuer", "copies"), ("items", "aliases")}
"""Lists of words that stand one below the other: section and name. All others stand in one line."""


class _Representer(RoundTripRepresenter):
    """Writes an absent value as `null`, which an officer can see."""


def _represent_none(representer: RoundTripRepresenter, _value: None) -> ScalarNode:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


_Representer.add_representer(type(None), _represent_none)


def write_plan_text(values: Mapping[str, Any], comments: Mapping[Place, str]) -> str:
    """The text of the plan file.

    Args:
        values: plain values in the order of the file.
        comments: place -> words to put behind it.
    """
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = _UNBOUNDED
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    pieces = [m.HEADER.format(year=values["year"] or "…")]
    for name, value in values.items():
        section = CommentedMap({name: _shape(value, (name,), comments)})
        words = filter(None, (m.COMMENT_SECTIONS.get(name), comments.get((name,))))
        if told := "; ".join(words):
            section.yaml_add_eol_comment(told, name, column=_COMMENT_COLUMN)
        out = io.StringIO()
        yaml.dump(section, out)
        pieces.append(("" if name == "title" else "\n") + out.getvalue().rstrip("\n") + "\n")
    return "".join(pieces)


def _shape(value: Any, place: Place, comments: Mapping[Place, str]) -> Any:
    """A value as ruamel writes it in the wanted style."""
    if isinstance(value, str) and place[-1] in _FOLDED:
        return _fold(value)
    if isinstance(value, Mapping):
        shaped = CommentedMap((key, _shape(each, (*place, key), comments)) for key, each in value.items())
        for key in value:
            if words := comments.get((*place, key)):
                shaped.yaml_add_eol_comment(words, key, column=_COMMENT_COLUMN)
        if place[-1] == "release":
            shaped.fa.set_flow_style()
        return shaped
    if isinstance(value, list):
        return _shape_list(value, place, comments)
    return value


def _shape_list(value: list[Any], place: Place, comments: Mapping[Place, str]) -> CommentedSeq:
    listed = CommentedSeq(_shape(each, (*place, i), comments) for i, each in enumerate(value))
    holds_entries = bool(value) and isinstance(value[0], Mapping)
    if not holds_entries and (not value or (place[0], place[-1]) not in _BLOCK_LISTS):
        listed.fa.set_flow_style()
    if place[-1] in _ENTRIES_IN_ONE_LINE:
        for each in listed:
            _flow_deeply(each)
    if place == ("items",):
        for i in range(1, len(listed)):
            listed.yaml_set_comment_before_after_key(i, before="\n")
    return listed


def _flow_deeply(node: Any) -> None:
    if isinstance(node, CommentedMap | CommentedSeq):
        node.fa.set_flow_style()
        for each in node.values() if isinstance(node, CommentedMap) else node:
            _flow_deeply(each)


def _fold(text: str) -> FoldedScalarString:
    """A `>-` scalar with line ends between words."""
    folded: FoldedScalarString = FoldedScalarString(text)
    places: list[int] = []
    start = 0
    for match in _SPACE.finditer(text):
        end = text.find(" ", match.end())
        if (end if end > 0 else len(text)) - start > _WIDTH:
            places.append(match.start())
            start = match.end()
    folded.fold_pos = places  # type: ignore[attr-defined]  # ruamel reads it from the instance
    return folded
