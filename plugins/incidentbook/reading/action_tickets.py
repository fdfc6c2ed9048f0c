"""References to trackers: `[OPS-12](…)`, `OPS-12`, `#123`, `repo#12`, addresses of issues."""

import re

from incidentbook.records import Ticket

from .patterns import expression

_NO_TICKETS = (
    "UTF|SHA|CVE|RFC|ISO|SEV|HTTP|HTTPS|AES|TLS|SSL|COVID|MD|BASE|IPV|X|PM|WIN|USB|PCI|SOC|GPT|EC|HTML|IEEE|CRC|"
    "GDPR|CWE|RSA|PKCS|OSI|UTC|GMT|P|S|T|Q|H|Y|V|AL|K|L|LAYER|PHP|JAVA|PY|ES|CSS|LTS|AZ|US|EU|AP"
)
KEY = rf"(?-i:(?!(?:{_NO_TICKETS})\d*-)[A-Z][A-Z0-9_]{{1,14}}-\d{{1,7}}(?![\w-]))"
"""A tracker's key such as OPS-12, and no standard's or severity's name."""

REFERENCE = rf"(?:{KEY}|(?:[\w.-]{{1,60}}/)?(?:[\w.-]{{1,60}})?[#!]\d{{1,7}}(?!\w)|GH-\d{{1,7}})"
"""A key, or a number after `#` or `!` with or without a project."""

URL = r"https?://[^\s<>()\[\]\"'|\x01]{3,600}(?<![.,;:!?])"

_LOOSE = expression(rf"(?<![\w/#.-]){REFERENCE}")
_REFERENCE = expression(REFERENCE)
_URL = expression(URL)
_WHOLE = expression(
    rf"\W*(?:(?:see|tracked (?:in|by|at|with|as|here)|tracking|filed (?:as|in)|done in|in|via|ticket|issue"
    rf"|bug|jira|pr|mr"
    rf"|pull request|merge request|task|story|ref|link|github|gitlab|cf\.?)\s*:?\s*){{0,3}}({REFERENCE}"
    rf"|{URL})\W*\Z",
    re.IGNORECASE,
)
_GENERIC = expression(
    r"\W*(?:(?:link(?:ed)?|see|the|an?|here|to|for|this|our|its?|existing|related|relevant|tracking"
    r"|tracked|in|by"
    r"|with|as|github|gitlab|jira|information|gathering|on|open|draft|internal|public|corresponding"
    r"|follow-?up"
    r"|linear|asana|trello|notion|shortcut)\s+){0,6}"
    r"(?:issue|issues|pr|prs|mr|pull[ -]?request|merge[ -]?request|ticket|bug|link|task|story|epic|card"
    r"|jira|github|here|tracking"
    r"|tracker|ref|commit|fix|patch|change)"
    r"(?:\s+(?:here|link|#?\d{1,7}|for\s.{1,40}))?\W*\Z",
    re.IGNORECASE,
)
_GENERIC_START = expression(
    r"\W*(?:(?:see|tracked|filed)\s)?(?:the |this |an? )?(?:issue|ticket|pr|pull request|bug)\s+(?:here"
    r"|for)\b",
    re.IGNORECASE,
)
_TRACKER = expression(
    r"/(?:issues?|pulls?|pull-requests|merge_requests|work_?items|tickets?|bugs?|task|stor(?:y|ies))"
    r"(?:/edit|/show|/view)?/(?:[A-Za-z]+-)?\d+"
    r"|/browse/[A-Za-z][A-Za-z0-9_]+-\d+|selectedIssue=|show_bug\.cgi\?id=|/T\d+\b|trello\.com/c/"
    r"|app\.asana\.com/"
    r"|linear\.app/[^/]+/issue/|//jira\.|//[^/]*(?:jira|bugzilla|youtrack|redmine|tickets?|tracker|issues"
    r"|bugs)[.\w-]*/"
    r"|app\.shortcut\.com/|notion\.so/|app\.clickup\.com/|_workitems/|//b/\d+|/(?:epics|stories)/\d+"
    r"|pivotaltracker\.com",
    re.IGNORECASE,
)
_NUMBERED = expression(
    r"//[^/]+/(?:[^/\s]+/)*?([^/\s]+)/(?:-/)?(issues|pull|pulls|pull-requests|merge_requests"
    r"|work_items)/(\d+)"
)
_PATH_KEY = expression(rf"(?:^|[/=])({KEY})")
_NUMBER = expression(r"(?:(?:bug|issue|ticket|task|story|pr|mr|b)[ /#]{0,3})?#?\d{1,12}\Z", re.IGNORECASE)
_SHOWN = 60
_LONGEST = 800
_LONGEST_GENERIC = 70


def is_tracker(url: str) -> bool:
    """Whether an address looks like a ticket's, an issue's or a pull request's."""
    return url.startswith(("http://", "https://")) and _TRACKER.search(url[:600]) is not None


def is_generic(text: str) -> bool:
    """Whether a link's words say nothing but that it is a ticket ("issue here", "PR")."""
    if len(text) > _LONGEST_GENERIC:
        return False
    return _GENERIC.match(text) is not None or _GENERIC_START.match(text) is not None


def is_reference(text: str) -> bool:
    """Whether the whole text is a tracker's key or number."""
    return _REFERENCE.fullmatch(text.strip().strip("[]()<>.,:")) is not None


def label_of_url(url: str) -> str:
    """What to show for a ticket of which only the address is known ("binderhub#131", "OPS-12")."""
    if key := _PATH_KEY.search(url[:600]):
        return key[1]
    if numbered := _NUMBERED.search(url[:600]):
        return f"{numbered[1]}{'!' if numbered[2] == 'merge_requests' else '#'}{numbered[3]}"
    shown = url.split("://", 1)[-1].rstrip("/")
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def linked_ticket(text: str, url: str) -> Ticket:
    """The ticket that a link with these words leads to."""
    text = " ".join(text.split()).strip("[]()<>")
    if not text or is_generic(text) or text.startswith(("http://", "https://")) or len(text) > _SHOWN:
        return Ticket(label_of_url(url), url)
    is_telling = is_reference(text) or _NUMBER.match(text) is not None or not is_tracker(url)
    return Ticket(text if is_telling else label_of_url(url), url)


def numbered_ticket(text: str) -> Ticket | None:
    """The ticket in a tracker's column that is but a number ("5554823", "Bug 5554823"), or None."""
    return Ticket(text) if _NUMBER.match(text) else None


def ticket_of(text: str) -> Ticket | None:
    """The ticket that the whole of `text` names without a link's markup, or None."""
    match = _WHOLE.match(text[:_LONGEST])
    if match is None or len(text) > _LONGEST:
        return None
    return _unlinked(match[1])


def find_ticket(text: str) -> tuple[Ticket, int, int] | None:
    """The first ticket in `text` (a tracker's address, a key, `#123`) with its start and end, or None."""
    for match in _URL.finditer(text) if "://" in text else ():
        if is_tracker(match.group()):
            return _unlinked(match.group()), match.start(), match.end()
    for match in _LOOSE.finditer(text):
        if re.fullmatch(r"#\d", match.group()) is None:
            return Ticket(match.group()), match.start(), match.end()
    return None


def _unlinked(text: str) -> Ticket:
    if text.startswith(("http://", "https://")):
        return Ticket(label_of_url(text), text)
    return Ticket(text)
