"""The names of the data files that hold one runbook each."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from incidentbook.pages.slugs import RESERVED, digest, slug
from incidentbook.records import Runbook

FOLDER = "runbooks"
"""Where they lie, beside the other data files."""


def file_names(runbooks: Iterable[Runbook]) -> dict[str, str]:
    """The file of each runbook by its path: "runbooks/disk-full.json".

    Runbooks whose files share a name all get a hash of their path, so that no name depends on the others'
    order.
    """
    plain = {one.path: slug(PurePosixPath(one.path).stem) for one in runbooks}
    counts = Counter(plain.values())
    unsure = {name for name, number in counts.items() if number > 1} | RESERVED
    return {
        path: f"{FOLDER}/{name}{f'-{digest(path)}' if name in unsure else ''}.json"
        for path, name in plain.items()
    }
