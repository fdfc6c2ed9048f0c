"""The files below a root, as paths relative to it."""

import os
from pathlib import Path

from incidentbook.records import Location, Problem
from incidentbook.records.plain import dataclass, field

_NEVER_ENTERED = frozenset({"node_modules", "site", "__pycache__", "venv", "_site", "dist", "build"})


@dataclass(slots=True)
class Tree:
    """The files below a root in order, and what could not be entered or followed."""

    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def walk(root: Path) -> tuple[str, ...]:
    """The paths of all files below `root`, relative to it and in order.

    Folders that hold no documents (`.git`, `node_modules`, `site` …) are not entered, and symbolic
    links that lead out of the root are not followed.
    """
    return tuple(read_tree(root).files)


def read_tree(root: Path) -> Tree:
    """All files below `root` that may be documents, or that documents may link to."""
    found = Tree()
    top = root.resolve()
    entered = {str(top)}
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        for entry in _entries(folder, prefix, found):
            path = f"{prefix}{entry.name}"
            if entry.is_symlink() and not _is_inside(entry, top, path, found):
                continue
            if _is_folder(entry):
                place = str(Path(entry.path).resolve()) if entry.is_symlink() else entry.path
                if _is_entered(entry) and place not in entered:
                    entered.add(place)
                    waiting.append((Path(entry.path), f"{path}/"))
            else:
                found.files.append(path)
    found.files.sort()
    return found


def _entries(folder: Path, prefix: str, found: Tree) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.problems.append(
            unreadable(prefix.rstrip("/") or ".", f"the folder cannot be read ({error.strerror})")
        )
        return []


def _is_inside(entry: os.DirEntry[str], top: Path, path: str, found: Tree) -> bool:
    """Whether a symbolic link leads to something below the root."""
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        found.problems.append(unreadable(path, "the symbolic link leads to nothing"))
        return False
    if target == top or top in target.parents:
        return True
    found.problems.append(unreadable(path, "the symbolic link leads out of the root and is not followed"))
    return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_entered(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name not in _NEVER_ENTERED


def unreadable(path: str, message: str) -> Problem:
    """A file that is missing from the library, and why."""
    return Problem(Location(path), "unreadable-file", message, "put a readable file below the root")
