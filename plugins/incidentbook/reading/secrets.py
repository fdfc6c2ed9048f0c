"""A document's text → the secrets that stand in it, by the shapes that are known of them.

The shapes are those which the issuers document (AWS, GitHub, GitLab, Slack, Stripe, Google, npm,
SendGrid; RFC 7468 for keys, RFC 7519 for web tokens, RFC 3986 for passwords in addresses) and
assignments to names such as `password`, where the value looks drawn by chance or made up as one.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from incidentbook.records import Location, Problem

from .patterns import expression

_SHAPES = (
    ("AKIA", "an AWS access key", expression(r"\bAKIA[A-Z0-9]{16}\b")),
    ("ASIA", "an AWS access key", expression(r"\bASIA[A-Z0-9]{16}\b")),
    *(
        (f"gh{kind}_", "a GitHub token", expression(rf"\bgh{kind}_[A-Za-z0-9]{{36,255}}\b"))
        for kind in "pousr"
    ),
    ("github_pat_", "a GitHub token", expression(r"\bgithub_pat_[A-Za-z0-9_]{60,255}\b")),
    ("glpat-", "a GitLab token", expression(r"\bglpat-[\w-]{20,60}")),
    ("xox", "a Slack token", expression(r"\bxox[abeprs]-[A-Za-z0-9-]{20,250}")),
    (
        "hooks.slack.com/",
        "a Slack webhook",
        expression(r"hooks\.slack\.com/\w{8,9}/[A-Z0-9]{8,12}/[\w/]{18,80}"),
    ),
    ("k_live_", "a Stripe key", expression(r"\b[sr]k_live_[A-Za-z0-9]{16,250}")),
    ("AIza", "a Google API key", expression(r"\bAIza[\w-]{35}(?![\w-])")),
    ("npm_", "an npm token", expression(r"\bnpm_[A-Za-z0-9]{36}\b")),
    ("SG.", "a SendGrid key", expression(r"\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])")),
    ("hvs.", "a Vault token", expression(r"\bhvs\.[\w-]{24,200}")),
    ("AccountKey=", "a storage account’s key", expression(r"\bAccountKey=[A-Za-z0-9+/]{60,100}={0,2}")),
    ("eyJ", "a web token", expression(r"\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}")),
    (
        "PRIVATE KEY",
        "a private key",
        expression(
            r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
            r"(?=\s*(?:[A-Za-z-]{2,20}: [^\n]{1,100}\s+){0,4}(?:\\n|[|>\s])*[A-Za-z0-9+/=]{32})"
        ),
    ),
)
"""Known shapes: a text without which the shape cannot occur, what it is, and the shape."""

_IN_ADDRESS = expression(r"://[^\s:/@?#\"'`<>]{0,80}:([^\s:/@?#\"'`<>]{3,200})@[\w\[]")
_PASSWORDS = ("password", "passwd", "passphrase", "pwd")
_NAMES = {
    "pass": ("password", "passwd", "passphrase"),
    "pwd": ("pwd",),
    "secret": ("secret",),
    "token": ("token",),
    "key": ("apikey", "api_key", "api-key", "access_key", "access-key"),
}
"""Names to which secrets are assigned, by a stem without which they cannot occur."""

_ASSIGNED = expression(
    r"[\"'*_`]{0,3}[ \t]{0,3}(?::=|=>|=|:)[*_]{0,2}[ \t]{0,3}[\"'`]?([^\s\"'`,;(){}<>|\[\]]{6,200})"
    r"(?P<end>(?=[ \t]*(?:[\"'`,;)|]|<br|$)))?",
    re.MULTILINE,
)
_STANDS_FOR = expression(
    r"example|sample|dummy|fake|changeme|change_me|placeholder|redacted|masked|hidden|removed|secret|passw|your"
    r"|xxx|\*\*|\.\.\.|…|•|12345|abcdef|test|todo|(.)\1{4}",
    re.IGNORECASE,
)
_WORDS = expression(r"(?:\d{1,3}[-_.])?[A-Za-z]+(?:[-_./:][A-Za-z]+)*\d{0,2}(?:[-_./][a-z]*\d{0,4})*")
_VARIABLE = expression(r"[$%{<@/~.]|[\w.]+\.(?:json|ya?ml|txt|pem|key|env|md)\Z|[\w-]+\.[\w-]+\.[\w.-]+\Z")
_NAME_OF_THING = expression(r"[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+|v?\d+(?:\.\d+)+\w*")
"""Names of things (`orders-db-2`) and versions."""
_MIXED = expression(r"[A-Za-z]\d+[A-Za-z]")
"""Digits between letters."""
_NEVER = expression(
    r"\d{4}-\d\d-\d\d|[!&]\w+\Z|(?:sha|md|argon|aes|rsa|pbkdf|base|utf|oauth|ed|bcrypt|scrypt)-?\d{1,5}(?:[a-z]{0,4}\Z|[:-])",
    re.IGNORECASE,
)
"""Days, tags and anchors of YAML, and names of ciphers."""
_ENTROPY = 3.0
"""Bits for each character that a value drawn by chance has at least (a word has fewer)."""
_LEAST_ENTROPY = 2.3
_SHORTEST = 8
_SHORTEST_MADE_UP = {True: 6, False: 12}
"""Fewest characters of a value that somebody made up, for a password and for anything else."""
_SHOWN = 4


def read_secrets(text: str, path: str) -> tuple[Problem, ...]:
    """The secrets in `text`, the contents of the file at `path`, each as a problem “secret” at its place.

    A message shows a secret's first four characters and no more, two of a short one. Examples of the
    issuers' own manuals, placeholders and variables are no secrets.
    """
    found = sorted(dict.fromkeys(_found(text)))
    if not found:
        return ()
    starts = list(
        accumulate((len(line) for line in text.split("\n")), lambda at, size: at + size + 1, initial=0)
    )
    return tuple(_problem(path, starts, *one) for one in _apart(found))


def read_hazards(text: str, path: str) -> tuple[Problem, ...]:
    """The secrets in a text, and the marks of what is internal that do not say where it ends."""
    if "incidentbook:" not in text:
        return read_secrets(text, path)
    from .internal_marks import mark_problems

    return (*read_secrets(text, path), *mark_problems(text, path))


def secret_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where secrets stand in a text, from offset to offset, those of manuals and placeholders left out."""
    return tuple(dict.fromkeys((start, end) for start, end, _, _ in sorted(_found(text))))


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    for sign, what, shape in _SHAPES:
        for match in shape.finditer(text) if sign in text else ():
            if not _is_sample(match.group()):
                yield match.start(), match.end(), what, match.group()
    for match in _IN_ADDRESS.finditer(text) if "://" in text and "@" in text else ():
        if _is_password(match[1]):
            yield match.start(1), match.end(1), "a password in an address", match[1]
    for name, match in _assigned(text):
        if _is_drawn(match[1]) or _is_made_up(match, is_password=name in _PASSWORDS):
            yield match.start(1), match.end(1), "a password or token", match[1]


def _assigned(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What is assigned to a name such as `password`, in any case, and to which."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    for name in (name for stem, names in _NAMES.items() if stem in lower for name in names):
        start = lower.find(name)
        while start >= 0:
            match = _ASSIGNED.match(text, start + len(name))
            if match is not None:
                yield name, match
            start = lower.find(name, start + len(name))


def _apart(found: list[tuple[int, int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """What was found, without what lies within an earlier find."""
    end = 0
    for start, stop, what, secret in found:
        if start >= end:
            end = stop
            yield start, what, secret


def _problem(path: str, starts: list[int], start: int, what: str, secret: str) -> Problem:
    line = bisect_right(starts, start)
    message = f"{what} stands in the text (“{secret[: _SHOWN if len(secret) >= _SHORTEST else 2]}…”)"
    hint = "revoke it today, then write a placeholder; Git remembers what is deleted"
    return Problem(Location(path, line, start - starts[line - 1] + 1), "secret", message, hint)


def _is_sample(secret: str) -> bool:
    """Whether it is an example of a manual: AWS ends its own in EXAMPLE."""
    return "EXAMPLE" in secret or "XXXX" in secret.upper() or "eyJzdWIiOiIxMjM0NTY3ODkwIi" in secret


def _is_password(text: str) -> bool:
    """Whether the text between a user and a host can be a password, and no placeholder for one."""
    return not (_STANDS_FOR.search(text) or _VARIABLE.match(text) or (text.isalpha() and text.islower()))


def _is_drawn(value: str) -> bool:
    """Whether an assigned value looks drawn by chance: letters and digits, of high entropy, no words."""
    kinds = (any(map(str.isdigit, value)), any(map(str.isalpha, value)))
    if _NEVER.match(value):
        return False
    if (
        len(value) < _SHORTEST
        or not all(kinds)
        or _STANDS_FOR.search(value)
        or _VARIABLE.match(value)
        or _WORDS.fullmatch(value)
    ):
        return False
    return _entropy(value) >= _ENTROPY


def _is_made_up(match: re.Match[str], *, is_password: bool) -> bool:
    """Whether an assigned value looks like a password that a person made up.

    It has letters, and digits or other signs, and is neither a placeholder nor the name of a thing. It ends
    its line or its quotation, or has digits between its letters, which no word of a sentence has.
    """
    stem = match[1].rstrip(".:!?")
    if match["end"] is None and not (stem.isalnum() and _MIXED.search(stem)):
        return False
    signs = sum(not char.isalnum() and char not in "-_./:" for char in stem)
    has_more = any(map(str.isdigit, stem)) or signs > 0
    if len(stem) < _SHORTEST_MADE_UP[is_password] or not has_more or not any(map(str.isalpha, stem)):
        return False
    if _STANDS_FOR.search(stem) or _VARIABLE.match(stem) or _NEVER.match(stem):
        return False
    if _NAME_OF_THING.fullmatch(stem):
        return False
    return _entropy(stem) >= _LEAST_ENTROPY


def _entropy(value: str) -> float:
    """Shannon's entropy of the characters, in bits for each."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())
