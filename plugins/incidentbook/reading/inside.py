"""Whether a file that a root names lies below it, wherever symbolic links lead."""

from pathlib import Path

LINKED_OUT = "is a symbolic link that leads out of the folder, and is not followed"
"""What is said of one that does not."""


def leads_out(root: Path, path: Path) -> bool:
    """Whether `path`, which stands below `root`, leads elsewhere by a symbolic link on its way."""
    return not path.resolve().is_relative_to(root.resolve())
