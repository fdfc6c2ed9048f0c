"""Which runbook an alert rule leads to, and how that is known."""

from collections.abc import Iterator, Mapping

from incidentbook.records import AlertRule, Library, Runbook
from incidentbook.records.plain import dataclass

from .runbook_addresses import Addresses, Destination, runbook_addresses

_WORDS_BEFORE = ("alert", "alertname")


@dataclass(frozen=True, slots=True)
class Lead:
    """A runbook for an alert, and how that is known; `anchor` is the place on its page, or empty.

    `how` is "listed" (its front matter), "named" (its file or title is the alert's name), "heading" (one page
    serves several alerts) or "url" (the rule's address).
    """

    runbook: Runbook
    how: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """All alerts that have rules, by their names in lower case.

    `rules` are those of one name, `leads` the runbooks (one entry a runbook; more than one where they
    contradict each other), `destinations` where the address of each rule leads, in the order of `rules`.
    `by_runbook` are the alerts that lead to a runbook, by its path, as their rules spell them.
    """

    addresses: Addresses
    rules: Mapping[str, tuple[AlertRule, ...]]
    leads: Mapping[str, tuple[Lead, ...]]
    destinations: Mapping[str, tuple[Destination, ...]]
    by_runbook: Mapping[str, tuple[str, ...]]

    def written(self, alert: str) -> str:
        """The address to write into the rules of an alert; empty where none can be told for certain."""
        leads = self.leads.get(alert.casefold(), ())
        return self.addresses.written(leads[0].runbook, leads[0].anchor) if len(leads) == 1 else ""


def alert_matching(library: Library) -> Matching:
    """Match the rules of a library to its runbooks.

    A runbook that lists the alert, or is named after it, is its runbook; else the one to which the rule's
    address leads; else one with a heading that is the alert's name. An address that leads to another runbook
    than the one that claims the alert makes two.
    """
    rules: dict[str, list[AlertRule]] = {}
    for file in library.alert_files:
        for rule in file.rules:
            rules.setdefault(rule.name.casefold(), []).append(rule)
    addresses = runbook_addresses(library)
    claims = _claims(library, rules) if rules else {}
    headings = _headings(library, rules) if rules else {}
    destinations = {
        name: tuple(addresses.find(one.runbook_url) for one in ones) for name, ones in rules.items()
    }
    leads = {
        name: tuple(_leads(claims.get(name, []), destinations[name], headings.get(name, [])))
        for name in rules
    }
    by_runbook: dict[str, list[str]] = {}
    for name, ones in leads.items():
        for lead in ones:
            by_runbook.setdefault(lead.runbook.path, []).append(rules[name][0].name)
    return Matching(
        addresses,
        {name: tuple(ones) for name, ones in rules.items()},
        leads,
        destinations,
        {path: tuple(names) for path, names in by_runbook.items()},
    )


def plain(name: str) -> str:
    """A name for comparison: letters and digits in lower case ("High-Error_rate" is "HighErrorRate")."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _leads(claims: list[Lead], destinations: tuple[Destination, ...], headings: list[Lead]) -> Iterator[Lead]:
    found: dict[str, Lead] = {}
    anchors = {lead.runbook.path: lead.anchor for lead in headings}
    for lead in claims:
        found.setdefault(lead.runbook.path, lead)
    for one in destinations:
        if one.runbook is not None and one.kind in {"runbook", "alias"}:
            anchor = one.anchor if one.has_anchor else ""
            found.setdefault(one.runbook.path, Lead(one.runbook, "url", anchor))
    for lead in () if found else headings:
        found.setdefault(lead.runbook.path, lead)
    for path, lead in found.items():
        yield lead if lead.anchor or path not in anchors else Lead(lead.runbook, lead.how, anchors[path])


def _claims(library: Library, rules: Mapping[str, object]) -> dict[str, list[Lead]]:
    """The runbooks that list an alert, and those that are named after it."""
    by_plain: dict[str, list[str]] = {}
    for name in rules:
        by_plain.setdefault(plain(name), []).append(name)
    found: dict[str, list[Lead]] = {}
    for runbook in library.runbooks:
        is_listed = any(field.key == "alerts" for field in runbook.fields)
        for alert in dict.fromkeys(alert.casefold() for alert in runbook.alerts):
            if alert in rules:
                found.setdefault(alert, []).append(Lead(runbook, "listed" if is_listed else "named"))
        own = {plain(runbook.id.rpartition("/")[2]), plain(runbook.title), plain(_stem(runbook.path))}
        for alert in dict.fromkeys(name for word in sorted(own) for name in by_plain.get(word, ())):
            found.setdefault(alert, []).append(Lead(runbook, "named"))
    return found


def _headings(library: Library, rules: Mapping[str, object]) -> dict[str, list[Lead]]:
    """The runbooks with a heading that is an alert's name; the title is no place to lead to."""
    by_plain: dict[str, list[str]] = {}
    for name in rules:
        for word in ("", *_WORDS_BEFORE):
            by_plain.setdefault(word + plain(name), []).append(name)
    found: dict[str, list[Lead]] = {}
    for runbook in library.runbooks:
        title = plain(runbook.title)
        for anchor in runbook.anchors:
            word = plain(anchor)
            for name in by_plain.get(word, ()) if word != title else ():
                if all(lead.runbook is not runbook for lead in found.get(name, ())):
                    found.setdefault(name, []).append(Lead(runbook, "heading", anchor))
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
