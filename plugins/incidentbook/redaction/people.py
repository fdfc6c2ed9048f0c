"""Who is named in a corpus, and what is written in the place of a name: the team, the role, or a mark."""

import re
from collections.abc import Iterable, Iterator

from incidentbook.checks.people import COMMON_WORDS, MAYBE_PEOPLE, PEOPLE, is_personal
from incidentbook.reading.patterns import expression
from incidentbook.records import Library, Policy
from incidentbook.records.rota import Rota

from .draft import MARK
from .signatures import named_in
from .values import Value

_PROGRAM = expression(
    r"\b(?:bots?|github|gitlab|actions?|ci|runner|renovate|dependabot|jenkins|automation|service)\b|\[",
    re.IGNORECASE,
)
_BETWEEN = expression(r"[,;/&|\n]|\band\b|\bwith\b|<br ?/?>|\s[-\u2013\u2014]\s", re.IGNORECASE)
_MARKUP = expression(r"[*_`~\[\]()<>{}\"]|\(.*?\)")
_MAILBOX = expression(r"([\w.+-]+)@[\w.-]+")
_WORD = expression(r"[^\W\d_][^\W_]*(?:['’][^\W_]+)?")
_LONGEST = 5
_SHORTEST = 3
_NOBODY = frozenset(
    [
        "none",
        "nobody",
        "unknown",
        "unassigned",
        "open",
        "done",
        "todo",
        "tbd",
        "tba",
        "n/a",
        "na",
        "various",
        "multiple",
        "several",
        "all",
        "both",
        "other",
        "others",
        "yes",
        "no",
        "new",
        "current",
        "former",
        "backend",
        "frontend",
        "infra",
        "data",
        "web",
        "mobile",
        "api",
        "qa",
        "product",
        "billing",
        "search",
        "storage",
        "network",
        "database",
        "core",
        "docs",
        "design",
        "legal",
        "finance",
        "marketing",
        "sales",
        "growth",
        "vendor",
        "customer",
        "customers",
        "user",
        "users",
        "partner",
        "service",
        "system",
        "primary",
        "secondary",
        "manager",
        "lead",
        "senior",
        "junior",
        "staff",
        "principal",
        "director",
        "head",
        "chief",
        "officer",
        "the",
        "of",
        "for",
        "and",
        "team",
        "teams",
        "group",
        "on",
        "call",
        "oncall",
        "engineer",
        "engineering",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "action",
        "item",
        "status",
        "due",
        "priority",
        "owner",
        "ticket",
        "date",
        "time",
        "event",
        "what",
        "who",
        "name",
        "role",
        "contact",
        "contacts",
    ]
)
"""Words that stand in the place of names and name nobody."""

_MONTHS = frozenset({"may", "april", "june", "august"})


class People:
    """The names of everybody whom documents, the policy and the rota name, each with what replaces it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._teams = {
            member.lstrip("@").casefold(): team.title or team.id
            for team in policy.teams
            for member in team.members
        }
        self._known = {
            word.casefold() for text in _vocabulary(policy) for word in (text, *_WORD.findall(text))
        }
        self._keep = {word.casefold() for word in policy.redaction.keep}
        self.names: dict[str, str] = {}
        for team in policy.teams:
            for member in team.members:
                self.add(member)

    def add(self, written: str) -> None:
        """Take down the names in a text that stands where names do."""
        for name in self._names_in(written):
            self.names.setdefault(name, self._teams.get(name.casefold(), ""))

    def _names_in(self, written: str) -> Iterator[str]:
        for piece in _BETWEEN.split(written):
            mailbox = _MAILBOX.search(piece)
            name = " ".join(_MARKUP.sub(" ", mailbox[1] if mailbox else piece).split()).strip(" @.:-")
            if self._is_name(name):
                yield name

    def roles(self, roles: Iterable[tuple[str, str]]) -> dict[str, str]:
        """What is written for the names, and their parts, of those who had roles in one incident."""
        found: dict[str, str] = {}
        for role, names in roles:
            title = self._role(role)
            for name in self._names_in(names) if title else ():
                if not self._teams.get(name.casefold()):
                    found |= dict.fromkeys((name, *_WORD.findall(name)), title)
        return found

    def add_library(self, library: Library) -> None:
        """Take down whom the records of documents name."""
        for one in library.postmortems:
            names = [*one.authors, *(owner for item in one.action_items for owner in item.owners)]
            for name in names:
                self.add(name)
            for _, name in one.roles:
                self.add(name)
        for runbook in library.runbooks:
            self.add(runbook.owner)
        if isinstance(library.rota, Rota):
            self._add_rota(library.rota)

    def add_authors(self, names: Iterable[str]) -> None:
        """Take down who wrote in the repository: full names, but no programs."""
        for name in names:
            if " " in name.strip() and not _PROGRAM.search(name):
                self.add(name)

    def add_text(self, text: str) -> None:
        """Take down whom labels (`Scribe: …`) and columns (`Owner`) of a text name."""
        for names in named_in(text):
            self.add(names)

    def team_of(self, name: str) -> str:
        """A text that is a team's name, or the title of the team of which it names a member; else empty."""
        bare = name.strip().lstrip("@")
        titles = {one.title.casefold() for one in self._policy.teams}
        is_team = self._policy.team(bare) is not None or bare.casefold() in titles
        return bare if is_team else self._teams.get(bare.casefold(), "")

    def values(self) -> Iterator[Value]:
        """The names as what is taken out: whole, and each telling part of one."""
        parts: dict[str, str] = {}
        for name, put in self.names.items():
            words = _WORD.findall(name)
            if len(words) > 1 or (words and words[0].casefold() != name.casefold()):
                yield Value(name, "names", put or MARK)
            for word in words:
                parts.setdefault(word, put)
        for word, put in parts.items():
            if self._is_telling(word):
                is_common = word.casefold() in COMMON_WORDS
                if not (is_common and word.casefold() in _MONTHS):
                    text = word[:1].upper() + word[1:] if is_common else word
                    yield Value(text, "names", put or MARK, is_exact=is_common)
        for name in self._policy.redaction.names:
            yield Value(name, "names")

    def _add_rota(self, rota: Rota) -> None:
        for person in rota.people:
            for name in (person.id, person.name, *person.aliases):
                self.add(name)
        for _, _, shift in rota.shifts():
            for named in shift.people:
                self.add(named.name)

    def _role(self, id: str) -> str:
        found = self._policy.role(id) if id else None
        return f"the {found.title.lower()}" if found and found.title else ""

    def _is_name(self, name: str) -> bool:
        words = name.split()
        if not name or len(words) > _LONGEST or not any(map(str.isalpha, name)):
            return False
        folded = name.casefold()
        is_known = folded in self._known or folded in self._keep or folded in _NOBODY
        return not is_known and is_personal(name) and any(map(self._is_telling, _WORD.findall(name)))

    def _is_telling(self, word: str) -> bool:
        """Whether a word of a name tells who is meant."""
        folded = word.casefold()
        others = (self._known, self._keep, _NOBODY, PEOPLE, MAYBE_PEOPLE)
        return len(word) >= _SHORTEST and not any(folded in some for some in others)


def _vocabulary(policy: Policy) -> Iterator[str]:
    """What the policy itself calls things: no part of it is a name."""
    for service in policy.services:
        yield from (service.id, service.title, *service.aliases)
    for team in policy.teams:
        yield from (team.id, team.title, *team.aliases)
    for level in policy.severities:
        yield from (level.id, level.title, *level.aliases)
    yield from (text for role in policy.roles for text in (role.id, role.title))
    yield from (text for cause in policy.causes for text in (cause.id, cause.title))
