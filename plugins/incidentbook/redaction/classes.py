"""What is taken out wherever it stands: addresses, tickets, handles and the like, by their shapes."""

import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address

from incidentbook.reading.patterns import expression
from incidentbook.reading.secrets import secret_spans
from incidentbook.records import Redaction

from .draft import MARK, Cut

USUAL_HOSTS = ("internal", "corp", "local", "lan", "intranet", "home.arpa", "cluster.local", "localdomain")
"""Domains that only an organisation reaches."""

_WORKPLACES = (
    "slack.com",
    "atlassian.net",
    "pagerduty.com",
    "opsgenie.com",
    "zoom.us",
    "meet.google.com",
    "teams.microsoft.com",
    "docs.google.com",
    "drive.google.com",
    "notion.so",
    "datadoghq.com",
    "datadoghq.eu",
    "grafana.net",
    "newrelic.com",
    "honeycomb.io",
    "sentry.io",
    "splunkcloud.com",
    "linear.app",
    "sharepoint.com",
    "incident.io",
    "rootly.com",
    "firehydrant.io",
)
"""Where organisations keep what is theirs: chats, rotas, dashboards, notes."""

_MAIL = expression(
    r"(?:mailto:)?[\w.+%-]{1,64}(?:@|%40)(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b", re.IGNORECASE
)
_V4 = expression(
    r"(?<![\w.@-])(?:[A-Za-z][\w.-]{0,38}@)?\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?::\d{1,5})?(?![\w-]|\.\d)"
)
_V6 = expression(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?:/\d{1,3})?(?![\w:])")
_MAC = expression(r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])")
_URL = expression(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>\"'`|{}\\^\[\]]+", re.IGNORECASE)
_HOST_OF = expression(
    r"[a-z][a-z0-9+.-]{1,20}://(?:[^\s/@]{1,80}@)?(\[[0-9a-f:.]+\]|[\w.-]{1,253})", re.IGNORECASE
)
_NAMED_HOST = expression(
    r"(?<![\w.@/-])(?:[A-Za-z][\w.-]{0,38}@)?(?:[\w-]{1,63}\.){1,12}[A-Za-z][\w-]{1,62}(?::\d{1,5})?(?:/[^\s<>\"'`|)\]]*)?",
    re.IGNORECASE,
)
_KEY = expression(r"(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-]|\.\d)")
_NO_KEY = expression(
    r"(?:SEV|P|S|UTF|SHA|MD|RFC|ISO|CVE|AES|RSA|TLS|SSL|HTTP|IPV|UTC|GMT|COVID|DIN|IEC|BASE)-"
)
_NUMBER = expression(
    r"(?<![\w&#/(.-])(?:[\w.-]{1,64}/[\w.-]{1,100})?[#!]\d{1,7}\b(?!;)|(?<!\]\()(?<=\()[#!]\d{1,7}\b"
)
_TRACKER = expression(
    r"/(?:issues?|pull|pulls|merge_requests|browse|tickets?|incidents?|tasks?|cases?|commit|T)/?[\w.-]*\d",
    re.IGNORECASE,
)
_HANDLE = expression(r"(?<![\w.@/%+:=-])@[A-Za-z][\w.-]{0,38}[\w]|(?<=\()@[A-Za-z][\w-]{1,38}")
_CHANNEL = expression(
    r"(?<![\w&#/\"'=(\[{:.-])#[a-z][a-z0-9_-]{1,79}\b|(?<!\]\()(?<=\()#[a-z][a-z0-9_-]{1,79}(?=[\s),.;])"
)
_PHONE = expression(
    r"(?<![\w+])\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,6}\d{2,4}(?!\w|:)"
    r"|(?<![\w-])\(?\d{3}\)?[ -]\d{3}-\d{4}(?![\w-])"
)
_LEAST_DIGITS = 8
_NOBODYS = frozenset({"127.0.0.1", "0.0.0.0", "::1", "::", "255.255.255.255"})  # noqa: S104 - compared, not bound
_LOCAL = frozenset({"localhost"})

Finder = Callable[[str], Iterator[tuple[int, int]]]


class Classes:
    """The shapes that a policy takes out; `ids` are the ids of public documents, which look like tickets."""

    def __init__(
        self, redaction: Redaction, hosts: tuple[str, ...], ids: frozenset[str] = frozenset()
    ) -> None:
        self._redaction = redaction
        self._ids = frozenset(key for name in ids for key in _KEY.findall(name))
        self._inner = tuple(f".{host.lstrip('*.').lower()}" for host in (*hosts, *redaction.hosts))
        self._patterns = [re.compile(pattern) for pattern in redaction.patterns]
        every: tuple[tuple[str, Finder], ...] = (
            ("emails", _of(_MAIL)),
            ("hosts", self._hosts),
            ("tickets", self._tickets),
            ("addresses", self._addresses),
            ("handles", _of(_HANDLE)),
            ("channels", _of(_CHANNEL)),
            ("phones", _phones),
        )
        self._finders = [(name, find) for name, find in every if redaction.removes(name)]

    def cuts(self, text: str) -> Iterator[Cut]:
        """What is to be taken out of a text, in any order; what meets is taken out together."""
        for start, end in secret_spans(text):
            yield Cut(start, end, MARK, "secrets")
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield Cut(*match.span(), MARK, "patterns")
        for name, find in self._finders:
            for start, end in find(text):
                yield Cut(start, end, MARK, name)

    def forbidden(self, text: str) -> Iterator[tuple[int, str, str]]:
        """What no public file may hold, whatever was taken out: the policy's patterns, and internal hosts.

        Each comes with its offset, its text and its class.
        """
        for pattern in self._patterns:
            yield from ((match.start(), match[0], "patterns") for match in pattern.finditer(text))
        if self._redaction.removes("hosts"):
            for start, end in self._hosts(text):
                yield start, text[start:end], "hosts"

    def is_clean(self, text: str) -> bool:
        """Whether nothing would be taken out of a text, such as an address."""
        return next(self.cuts(text), None) is None

    def is_internal(self, host: str) -> bool:
        """Whether only the organisation reaches a host."""
        name = host.lower().rstrip(".").strip("[]")
        if name in _LOCAL or name in _NOBODYS:
            return False
        if ":" in name or name.replace(".", "").isdecimal():
            return True
        return "." not in name or f".{name}".endswith(self._inner)

    def _hosts(self, text: str) -> Iterator[tuple[int, int]]:
        if "://" in text:
            for url in _URL.finditer(text):
                host = _HOST_OF.match(url[0])
                if host and (self.is_internal(host[1]) or f".{host[1].lower()}".endswith(_WORK)):
                    yield url.start(), url.start() + len(url[0].rstrip(".,;:!?)*_~"))
        lower = text.lower()
        if any(ending in lower for ending in self._inner):
            for match in _NAMED_HOST.finditer(text):
                name = match[0].lower().rpartition("@")[2].partition("/")[0].partition(":")[0]
                if f".{name}".endswith(self._inner) and not name.startswith("."):
                    yield match.start(), match.start() + len(match[0].rstrip(".,;:!?*_~"))

    def _tickets(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _KEY.finditer(text):
            if not (_NO_KEY.match(match[0]) or match[0] in self._ids):
                yield match.span()
        yield from (match.span() for match in _NUMBER.finditer(text))
        for url in _URL.finditer(text) if "://" in text else ():
            if _TRACKER.search(url[0]):
                yield url.start(), url.start() + len(url[0].rstrip(".,;:!?)*_~"))

    def _addresses(self, text: str) -> Iterator[tuple[int, int]]:
        for shape in (_V4, _V6):
            for match in shape.finditer(text):
                if _is_address(match[0]):
                    yield match.span()
        yield from (match.span() for match in _MAC.finditer(text))


_WORK = tuple(f".{host}" for host in _WORKPLACES)


def _of(shape: re.Pattern[str]) -> Finder:
    return lambda text: (match.span() for match in shape.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _PHONE.finditer(text):
        if sum(map(str.isdigit, match[0])) >= _LEAST_DIGITS:
            yield match.span()


def _is_address(text: str) -> bool:
    bare = text.rpartition("@")[2].partition("/")[0]
    if bare.count(".") == 3:  # noqa: PLR2004 - a dotted quad
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return False
    return str(address) not in _NOBODYS and (address.version == 4 or len(bare) > 3)  # noqa: PLR2004 - "::1"
