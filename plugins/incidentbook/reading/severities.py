"""What severities are called, under the policy's aliases."""

import re
import unicodedata
from functools import lru_cache

from incidentbook.records import Policy


def read_severity(text: str, policy: Policy) -> str:
    """The id of the severity that `text` means under the policy, or "".

    "SEV-1", "SEV 1", "sev_1", "S1", "P1", "1" and the titles and aliases of the policy are understood.
    """
    word = _severity_key(text)
    if not word:
        return ""
    for severity in policy.severities:
        if word in {_severity_key(name) for name in (severity.id, severity.title, *severity.aliases)}:
            return severity.id
    number = re.fullmatch(r"(?:sev|severity|s|p|priority|level)?0*(\d)", word)
    if number is None:
        return ""
    return next(
        (s.id for s in policy.severities if re.fullmatch(rf"[a-z]+{number[1]}", _severity_key(s.id))), ""
    )


def read_severities(text: str, policy: Policy) -> tuple[str, ...]:
    """The ids of the severities that "SEV1/SEV2" names, each once, in order."""
    words = re.split(r"[/,;&]|\bor\b|\band\b|\bto\b", text)
    return tuple(dict.fromkeys(level for word in words if (level := read_severity(word, policy))))


@lru_cache(maxsize=1024)
def _severity_key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\(.*?\)", "", plain).split("—")[0].split(" - ")[0])
