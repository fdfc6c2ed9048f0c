"""The former paths of runbooks, where an address in a rule may lead to one of them.

The site puts a page at each path from which Git says that a runbook was renamed, so such an address still
leads there. Git is asked only where an address ends in a name that no runbook has today.
"""

import posixpath
from pathlib import Path

from incidentbook.records import Library
from incidentbook.records.plain import replace

_INDEXES = frozenset({"index", "readme", "_index"})


def with_former_paths(root: Path, library: Library) -> Library:
    """The library with `former`; as it was where the policy asks nothing of Git, or no address needs it."""
    if library.policy.history != "git" or not _has_unknown(library):
        return library
    from .git_log import former_paths

    return replace(library, former=former_paths(root, library))


def _has_unknown(library: Library) -> bool:
    urls = {rule.runbook_url for file in library.alert_files for rule in file.rules if rule.runbook_url}
    known = {name for book in library.runbooks for name in (_last(book.path), *map(_last, book.aliases))}
    return any(_last(url) not in known for url in urls)


def _last(path: str) -> str:
    """The last word of an address or path without its ending, in lower case; of an index, its folder's."""
    steps = [step for step in path.partition("#")[0].partition("?")[0].casefold().split("/") if step]
    words = [posixpath.splitext(step)[0] for step in steps[-2:]]
    return next((word for word in reversed(words) if word not in _INDEXES), "")
