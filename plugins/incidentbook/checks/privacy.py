"""PRV: what a document should not give away."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from incidentbook.reading.patterns import expression
from incidentbook.records import Finding, Location, Postmortem

from .context import Context, reported
from .people import is_personal, members, mentions, names_of
from .registry import Document, Setting, rule
from .vocabulary import words

_BOTH = "postmortem runbook"


@rule("PRV101", "secret", level="error", applies=_BOTH)
def secret(document: Document, _context: Context) -> Iterator[Finding]:
    """A password, token or private key stands in the text, in code blocks and tables too.

    Why: all who can read the repository or the portal can use it, and Git keeps it when the line is deleted.
    Instead: revoke it at its issuer first, then write `<token>` or the name of its place in the vault.
    Measured: no firing on 177 real documents.
    """
    return reported(document, "secret")


_MAIL = expression(
    r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,20})(?![\w@])"
)
_NO_MAIL = expression(r"(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:com|org|net))?\Z", re.IGNORECASE)
_MAILBOXES = words(
    """
    abuse admin admins alert alerts billing contact devops dev git hello help helpdesk hostmaster info
    it legal mail monitoring noc no-reply noreply notifications office oncall on-call ops postmaster
    press privacy root sales security service sre status support team webmaster
    """
)
_CONTACTS = frozenset({"contacts", "escalation"})


@rule("PRV102", "email-address", level="info", applies=_BOTH)
def email_address(document: Document, _context: Context) -> Iterator[Finding]:
    """The text gives a person's e-mail address. Shared mailboxes, examples and lists of contacts may stand.

    Why: it outlives the person's time in the team, and a customer's address is nobody else's business.
    Instead: a role, a team or a handle; for a customer “a shipper” or the number of the ticket.
    Measured: no firing on 177 real documents.
    """
    for passage in document.prose:
        if "@" in passage.text and passage.section not in _CONTACTS:
            for match in _MAIL.finditer(passage.text):
                if _is_personal(match[1], match[2]):
                    message = f"“{match.group()}” is the e-mail address of a person"
                    hint = "write the role, the team or a shared mailbox"
                    at = passage.at(match.start())
                    yield Finding(at, message, hint, key=match.group(), length=len(match.group()))


def _is_personal(mailbox: str, host: str) -> bool:
    first = re.split(r"[.+_]", mailbox.lower(), maxsplit=1)[0]
    is_shared = mailbox.lower() in _MAILBOXES or first in _MAILBOXES or _MAILBOX.search(mailbox) is not None
    return not is_shared and not _NO_MAIL.search(host)


_MAILBOX = expression(r"team|support|alert|list|group|no-?reply|on-?call|users|dev\b", re.IGNORECASE)
_DOTS = expression(r"\.\d{1,3}\.\d{1,3}(?!\d)")
_NUMBERS = expression(r"(?<![\w.:/-])\d{1,3}(?:\.\d{1,3}){3}(?![\w.-]|/\d)")
_VERSION = expression(r"(?:version|release|chart|image|tag|build|upgraded?|bumped)[\s:=]*\Z", re.IGNORECASE)
_NOBODYS = frozenset({"1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "1.2.3.4", "4.3.2.1"})
"""Public resolvers, and numbers that everybody makes up."""


@rule("PRV103", "ip-address", level="info", applies=_BOTH)
def ip_address(document: Document, _context: Context) -> Iterator[Finding]:
    """The text gives a public IPv4 address. Private and documentation ranges and public resolvers may stand.

    Why: it is a customer's, an attacker's or a way into your own network, and in some places personal data.
    Instead: a name for the machine, or an address from 192.0.2.0/24, which is kept for documents.
    Measured: no firing on 177 real documents.
    """
    if not any(_DOTS.search(section.text) for section in document.sections):
        return
    seen: set[str] = set()
    for text, at in _texts(document):
        for match in _NUMBERS.finditer(text):
            address = match.group()
            if (
                address not in seen
                and _is_public(address)
                and not _VERSION.search(text[max(match.start() - 20, 0) : match.start()])
            ):
                seen.add(address)
                message = f"“{address}” is a public address"
                yield Finding(
                    at, message, "write the machine's name, or an address such as 192.0.2.1", key=address
                )


def _texts(document: Document) -> Iterator[tuple[str, Location]]:
    """All texts of the document, each with its place: those of lines first, then those of whole sections."""
    for passage in document.prose:
        yield passage.text, passage.at(0)
    if isinstance(document, Postmortem):
        yield from ((entry.text, entry.at) for entry in document.timeline)
        yield from ((item.text, item.at) for item in document.action_items)
    else:
        for step in document.steps:
            yield step.text, step.at
            yield from ((command.text, command.at) for command in step.commands)
    yield from ((section.text, section.at) for section in reversed(document.sections))


def _is_public(text: str) -> bool:
    if text in _NOBODYS:
        return False
    try:
        address = IPv4Address(text)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


_ADDRESS = expression(r"\b[a-z][a-z0-9+.-]{1,20}://(?:[^\s/@]{1,80}@)?([\w.-]{1,253})", re.IGNORECASE)
_INTERNAL = ("internal", "corp", "local", "lan", "intranet", "home.arpa")


@rule(
    "PRV104",
    "internal-link-in-public-document",
    level="warning",
    applies=_BOTH,
    settings={"hosts": Setting(_INTERNAL, "Hosts that only the organisation reaches, with all below them")},
)
def internal_link(document: Document, context: Context) -> Iterator[Finding]:
    """A document for the public (`audience: public`) links to a host that only the organisation reaches.

    Why: the reader cannot follow the link, and the address tells strangers about the network.
    Instead: leave the link out, say what it showed, or link to a public page. Names without a dot, private
    addresses and the endings of the setting `hosts` count as internal; add your own domain to it.
    Measured: no firing on 177 real documents, none of which states its audience; see the rule's cases.
    """
    if document.audience != "public":
        return
    inner = tuple(f".{host.lstrip('*.').lower()}" for host in context.texts("PRV104", "hosts", document))
    seen: set[str] = set()
    for text, at in (*document.links, *_texts(document)):
        for match in _ADDRESS.finditer(text):
            host = match[1].lower().rstrip(".")
            if host not in seen and _is_internal(host, inner):
                seen.add(host)
                message = f"the public document links to “{host}”, which only the organisation reaches"
                yield Finding(at, message, "leave the link out, or link to a public page", key=host)


def _is_internal(host: str, inner: tuple[str, ...]) -> bool:
    if host.replace(".", "").isdecimal():
        try:
            return not IPv4Address(host).is_global
        except ValueError:
            return False
    return "." not in host or f".{host}".endswith(inner)


@rule("PRV105", "personal-name-in-public-document", level="warning")
def personal_name(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A document for the public (`audience: public`) names a person who does not sign it as its author.

    Why: what is public stays so, and a name beside an outage follows the person for years.
    Instead: the role in the text and under `roles:`, the team as the owner of an action item. Names are
    handles, the authors, those under `roles:`, owners with a surname, and the members of the policy's teams.
    Measured: no firing on 68 real documents, none of which states its audience; see the rule's cases.
    """
    if document.audience != "public":
        return
    seen: set[str] = set()
    for name, at in _named(document, context):
        key = name.lstrip("@").casefold()
        if key not in seen:
            seen.add(key)
            hint = "write the role (“the on-call engineer”) or the team"
            yield Finding(at, f"the public document names “{name}”", hint, key=name)


def _named(document: Postmortem, context: Context) -> Iterator[tuple[str, Location]]:
    field = document.field("roles")
    for _, name in document.roles:
        if is_personal(name) and context.policy.team(name) is None:
            yield name, field.at if field else document.at
    names = names_of(document, context.policy)
    for passage in document.prose:
        for start, name in mentions(passage, names, context.policy):
            yield name, passage.at(start)
    known = set(members(context.policy))
    for item in document.action_items:
        for owner in item.owners:
            bare = owner.lstrip("@")
            if bare in known or (" " in bare.strip() and bare in names):
                yield owner, item.at
