"""Whose hand may put a file into a unit's folder: what lies there counts as the unit's, so others must be kept out.

Looks at what the share permits to everybody, the only permission that can be seen from here. Keeps out access lists of
the file server, and any consequence: nothing is refused because of it.
"""

import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from schemas.plan import Unit
from tonghop.intake import messages


def find_open_folders(root: Path, units: Iterable[Unit]) -> list[str]:
    """Names of the folders of units below the root, and "" for the root itself, into which everybody may write."""
    names = {_fold(name) for unit in units for name in (unit.folder, unit.code, unit.name, *unit.aliases) if name}
    try:
        if not all(_permits(place, stat.S_IXOTH) for place in (root.resolve(), *root.resolve().parents)):
            return []
        found = [""] if _permits(root, stat.S_IWOTH) else []
        children = sorted(path for path in root.iterdir() if _fold(path.name) in names and not path.is_symlink())
    except OSError:
        return []  # what cannot be looked at is told by the look itself
    return found + [path.name for path in children if _is_open(path)]


def describe_open_folders(roots: Iterable[Path], units: Iterable[Unit]) -> str | None:
    """One Vietnamese warning about all such folders, None when there is none."""
    units = list(units)
    names = list(dict.fromkeys(name for root in roots for name in find_open_folders(root, units)))
    shown = [f"“{unicodedata.normalize('NFC', name)}”" if name else messages.ROOT_FOLDER for name in names]
    return messages.OPEN_FOLDERS.format(folders=", ".join(shown)) if names else None


def _is_open(path: Path) -> bool:
    try:
        return path.is_dir() and _permits(path, stat.S_IWOTH | stat.S_IXOTH)
    except OSError:
        return False


def _permits(path: Path, bits: int) -> bool:
    return path.stat().st_mode & bits == bits


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
