"""How other tools recognise a finding from one run to the next."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from incidentbook.records import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A digest of each finding's document, rule and key, and of which one of them it is.

    It stays the same when lines move, and differs within one run.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for finding in findings:
        entry = (finding.at.path, finding.id, finding.key)
        seen[entry] += 1
        words = "\0".join((*entry, str(seen[entry])))
        found.append(hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return found
