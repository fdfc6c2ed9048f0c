"""Commands that destroy data or history, and what each does."""

import re
from functools import lru_cache

from incidentbook.reading.patterns import expression

_HINTS = (
    *(
        "rm ",
        "delete",
        "drop",
        "truncate",
        "destroy",
        "force",
        " -f",
        "dd ",
        "mkfs",
        "wipe",
        "update",
        "purge",
    ),
    *("flush", "prune", "reset", "chmod", "discard", "shred", "rb ", "remove", "uninstall", "terminate"),
    *("> /dev/", ">/dev/", "clean", ":()"),
)
"""One of these stands in every command that a pattern below knows."""

_LONGEST = 4000
_REST = r"[^|;&\n]{0,200}"
_RM = r"\brm\s+(?:-\S+\s+){0,4}-(?=[a-z]*r|-recursive)\S+\s+"
_VARIABLE = r"\$(?:\w+|\{\w+\})"
WITH_VARIABLE = "deletes more than meant where the variable is empty"
"""What a deletion does that is harmless as long as a variable is set."""

_SYSTEM = r"(?:bin|boot|dev|etc|home|lib|opt|root|srv|usr|var)"
_KUBE = rf"\b(?:kubectl|oc)\b{_REST}\sdelete\s"
_GOOD = "deletes a resource for good"

_HAZARDS = tuple(
    (expression(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            rf"{_RM}(?:-\S+\s+){{0,4}}[\"']?(?:/(?:{_SYSTEM}/?)?\*?(?:\s|$|[\"'])|~/?(?:\s|$)|\.?\*(?:\s|$))",
            "deletes without bounds",
        ),
        (
            rf"{_RM}(?:[^\s;&|]+\s+){{0,8}}[\"']?(?:{_VARIABLE}[\"']?/|/[\w./-]{{0,200}}{_VARIABLE}[\"']?/?\*?(?:\s|$))",
            WITH_VARIABLE,
        ),
        (r"\bfind\s+/(?:\s|\w+/?\s)[^|;&\n]{0,200}-delete\b", "deletes whatever matches below it"),
        (rf"{_KUBE}{_REST}--all(?:\s|$|=true)", "deletes all of them"),
        (rf"{_KUBE}\s*(?:-\S+\s+){{0,4}}(?:ns|namespaces?|projects?)\b", "deletes a namespace and all in it"),
        (
            rf"{_KUBE}\s*(?:-\S+\s+){{0,4}}(?:pvc?s?|persistentvolume(?:claim)?s?)\b",
            "deletes a volume, and possibly its data",
        ),
        (
            rf"{_KUBE}\s*(?:-\S+\s+){{0,4}}(?:crds?|customresourcedefinitions?)\b",
            "deletes a definition and every object of that kind",
        ),
        (
            r"\bdrop\s+(?:database|schema|table|keyspace|index|user|role|view|collection)\b",
            "drops what cannot be brought back",
        ),
        (r"\.drop(?:Database|Collection)?\(\s*\)", "drops what cannot be brought back"),
        (r"(?:^|[\"';(]|\s-c\s|-e\s)\s*truncate\s+(?:table\s+)?(?!-)[\w\"`.<$]+", "empties a table"),
        (
            r"\bdelete\s+from\s+[\w\"`.<>$]+\s*(?:;|[\"']|$)",
            "deletes every row, for want of a `WHERE`",
        ),
        (
            r"\bupdate\s+[\w\"`.<>$]+\s+set\b(?!.{0,2000}\bwhere\b)",
            "changes every row, for want of a `WHERE`",
        ),
        (
            rf"\bgit\s+push\b(?={_REST}\s(?:--force(?!-with-lease)|-f)(?:\s|$))",
            "overwrites the history that others have",
        ),
        (r"\bgit\s+(?:reset\s+--hard|clean\s+-\w*f)", "throws away work that was not committed"),
        (
            rf"\b(?:terraform|tofu|terragrunt|pulumi|cdk|vagrant)\b{_REST}\sdestroy\b",
            "destroys the infrastructure",
        ),
        (rf"\bdd\b{_REST}\bof=[\"']?/dev/(?!null\b)", "overwrites a device"),
        (r"\bmkfs(?:\.\w+)?\s|\bwipefs\s+-\w*a|\bblkdiscard\s|\bshred\s", "wipes a device or file"),
        (r"(?<![<>&\d])>\s*/dev/(?:sd|nvme|vd|xvd|hd|mapper/)", "overwrites a device"),
        (r"\bchmod\s+-R\s+[0-7]{0,2}777\s+/(?:\s|$)", "opens every file to everybody"),
        (r"\bflush(?:all|db)\b", "empties the store"),
        (
            rf"\bdocker\s+(?:system|volume)\s+prune\b(?={_REST}(?:--volumes|\s-a|--all))|\bdocker\s+volume\s+prune",
            "deletes unused images or volumes",
        ),
        (
            rf"\baws\s+s3\s+(?:rm\b(?={_REST}--recursive)|rb\b(?={_REST}--force))|\bgsutil\b{_REST}\srm\s+-\w*r",
            "deletes all objects below it",
        ),
        (
            r"\baws\s+\S+\s+(?:delete-(?:db|cluster|stack|table|bucket|volume|file-system)|terminate-instances)",
            _GOOD,
        ),
        (rf"\bgcloud\b{_REST}\b(?:instances|clusters|disks|projects|databases)\s+delete\b", _GOOD),
        (r"\bhelm\s+(?:uninstall|delete)\b", "removes a release with its objects"),
        (rf"\bcurl\b{_REST}-X\s*DELETE\b{_REST}/(?:_all|\*)", "deletes every index"),
        (rf"\bcurl\b{_REST}(?:-X\s*|--request[ =])[\"']?DELETE\b", "deletes what stands at the address"),
        (rf"\bkafka-topics(?:\.sh)?\b{_REST}--delete\b", "deletes a topic with its messages"),
        (r"\b(?:zpool|zfs)\s+destroy\b|\b(?:lv|vg|pv)remove\b", "destroys a volume"),
        (r":\(\)\s*\{\s*:\s*\|", "starts processes without end"),
    )
)


@lru_cache(maxsize=4096)
def hazard_of(command: str) -> str:
    """What a command destroys ("drops …"), or "" where it is none of those known."""
    command = command[:_LONGEST]
    lowered = command.lower()
    if not any(hint in lowered for hint in _HINTS):
        return ""
    return next((words for pattern, words in _HAZARDS if pattern.search(command)), "")
