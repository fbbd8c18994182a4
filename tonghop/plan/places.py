"""Places in a plan file: a path of keys and positions, and the line on which it stands."""

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

Place = tuple[str | int, ...]


def find_line(tree: Any, place: Place) -> int:
    """The line (from 1) of a place in a round-trip tree; of the nearest parent when the place itself is absent."""
    line = 0
    node = tree
    for step in place:
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0]
        else:
            break
        node = node[step]
    return line + 1
