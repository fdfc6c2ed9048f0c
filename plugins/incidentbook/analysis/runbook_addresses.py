"""Where runbooks are published, and to which of them an address leads.

The policy says it (`runbook_urls`), or the addresses in the rules show it: where two or more of them end as
the paths of runbooks do, the rest of those addresses and of those paths is taken for one place, called a
mount here. An address below a mount either leads to a runbook or nowhere; one below none leads elsewhere,
which nobody can judge from here.
"""

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping

from incidentbook.records import Library, Runbook
from incidentbook.records.plain import dataclass

from .addresses import Address, address, folded, steps_of

_SOURCE_WORDS = frozenset({"blob", "tree", "src", "raw"})
"""Steps in addresses of repositories, whose files keep their endings."""

_YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an address leads; `kind` says what it is.

    "runbook" (see `runbook`), "alias" (a former path of `runbook`), "nowhere" (there is no such runbook;
    `runbook` may be the one that was meant), "elsewhere" (it is not published here), "template" (nobody knows
    before the template is filled in), "invalid" (it is no address) or "none" (there is no address).
    `anchor` is the place on the page; `has_anchor` is False where the page lacks it.
    """

    kind: str
    runbook: Runbook | None = None
    anchor: str = ""
    has_anchor: bool = True


@dataclass(frozen=True, slots=True)
class Mount:
    """An address that ends in a slash, and the folder (as steps) whose documents are published below it.

    `ending` is what follows a document's name there, `is_lower` says that names stand there in lower case.
    """

    prefix: str
    folder: tuple[str, ...]
    is_stated: bool = False
    ending: str = "/"
    is_lower: bool = False


@dataclass(frozen=True, slots=True)
class Addresses:
    """The mounts, stated ones first, and runbooks by their steps, by their former ones and by their names."""

    mounts: tuple[Mount, ...]
    by_steps: Mapping[tuple[str, ...], Runbook]
    by_alias: Mapping[tuple[str, ...], Runbook]
    by_name: Mapping[str, tuple[Runbook, ...]]

    def find(self, url: str) -> Destination:
        """Where the address or path in a rule leads."""
        if not url.strip():
            return Destination("none")
        stated = address(url)
        if stated is None:
            return Destination("template" if "{{" in url else "invalid")
        steps = folded(stated.steps)
        below = [mount for mount in self.mounts if _is_below(stated, mount)]
        for mount in below:
            rest = (*mount.folder, *steps[_length(mount) :])
            if runbook := self.by_steps.get(rest):
                return _at("runbook", runbook, stated)
            if runbook := self.by_alias.get(rest) or self.by_alias.get(steps[_length(mount) :]):
                return _at("alias", runbook, stated)
        if below and not stated.is_templated:
            return Destination("nowhere", self._near(steps))
        return self._by_path(stated, steps)

    def written(self, runbook: Runbook, anchor: str = "") -> str:
        """The address to write for a runbook; empty where it is published nowhere."""
        steps = tuple(runbook.path.split("/"))
        for mount in self.mounts:
            if folded(steps[: len(mount.folder)]) == mount.folder and "{{" not in mount.prefix:
                rest = _published("/".join(steps[len(mount.folder) :]), mount)
                return f"{mount.prefix}{rest}{f'#{anchor}' if anchor else ''}"
        return ""

    def _by_path(self, stated: Address, steps: tuple[str, ...]) -> Destination:
        """Where an address leads that is below no mount: a path from the root, or the name of one runbook."""
        runbook = self.by_steps.get(steps) or self.by_alias.get(steps)
        named = self.by_name.get(steps[-1], ()) if steps else ()
        if runbook is None and len(named) == 1:
            runbook = named[0]
        if runbook is not None:
            return _at("runbook", runbook, stated)
        if stated.is_templated:
            return Destination("template")
        return Destination("elsewhere" if stated.head else "nowhere")

    def _near(self, steps: tuple[str, ...]) -> Runbook | None:
        """The runbook of the same name in another folder, where there is one."""
        named = self.by_name.get(steps[-1], ()) if steps else ()
        return named[0] if len(named) == 1 else None


def runbook_addresses(library: Library) -> Addresses:
    """What the policy states and the addresses in the rules show."""
    by_steps: dict[tuple[str, ...], Runbook] = {}
    by_alias: dict[tuple[str, ...], Runbook] = {}
    by_name: dict[str, list[Runbook]] = {}
    for runbook in library.runbooks:
        own = steps_of(runbook.path)
        by_steps.setdefault(own, runbook)
        ending = posixpath.splitext(runbook.path)[1].lower()
        if ending in _YAML:
            by_steps.setdefault((*own[:-1], f"{own[-1]}-{ending[1:]}"), runbook)
        by_name.setdefault(own[-1], []).append(runbook)
        for alias in (*runbook.aliases, *library.former.get(runbook.path, ())):
            by_alias.setdefault(steps_of(alias.strip().strip("/")), runbook)
    names = {name: tuple(found) for name, found in by_name.items()}
    urls = {rule.runbook_url for file in library.alert_files for rule in file.rules}
    stated = [one for url in sorted(urls) if (one := address(url)) is not None and one.head and one.steps]
    return Addresses(tuple(_mounts(library, stated, names)), by_steps, by_alias, names)


def _mounts(
    library: Library, stated: Iterable[Address], by_name: Mapping[str, tuple[Runbook, ...]]
) -> Iterable[Mount]:
    known = list(stated)
    for prefix, folder in library.policy.runbook_urls:
        own = tuple(folder.casefold().split("/")) if folder else ()
        parts = address(prefix)
        whole = parts.below(len(parts.steps)) if parts else prefix
        mount = Mount(whole, own, is_stated=True, ending=_usual_ending(prefix))
        yield _styled(mount, [one for one in known if _is_below(one, mount)])
    yield from _shown(known, by_name)


def _shown(known: list[Address], by_name: Mapping[str, tuple[Runbook, ...]]) -> Iterable[Mount]:
    """The mounts that addresses show, the one with most runbooks first."""
    votes: dict[tuple[str, tuple[str, ...]], dict[str, Address]] = {}
    for one in known:
        steps = folded(one.steps)
        pairs = [(_shared(steps, steps_of(book.path)), book) for book in by_name.get(steps[-1], ())]
        if pairs:
            length, book = max(pairs, key=lambda pair: (pair[0], pair[1].path))
            folder = steps_of(book.path)[:-length]
            votes.setdefault((one.below(len(steps) - length), folder), {})[book.path] = one
    for (prefix, folder), found in sorted(votes.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        mount = Mount(prefix, folder, ending=_usual_ending(prefix))
        below = {folded(one.steps) for one in known if _is_below(one, mount)}
        if len(found) > 1 and len(found) * 2 >= len(below):
            yield _styled(mount, list(found.values()))


def _styled(mount: Mount, below: list[Address]) -> Mount:
    """The mount with the ending and the case of the addresses below it."""
    if not below:
        return mount
    ending = Counter(one.ending for one in below).most_common(1)[0][0]
    names = "".join(step for one in below for step in one.steps[_length(mount) :])
    is_lower = names == names.lower() and len(below) > 1
    return Mount(mount.prefix, mount.folder, mount.is_stated, ending, is_lower)


def _published(path: str, mount: Mount) -> str:
    """The address of a document relative to its mount."""
    bare, ending = posixpath.splitext(path)
    if mount.ending in {"/", "", ".html"}:
        name = f"{bare}-{ending[1:].lower()}" if ending.lower() in _YAML else bare
        rest = f"{name}{mount.ending}"
    else:
        rest = path
    return _quoted(rest.lower() if mount.is_lower else rest)


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/-._~")


def _usual_ending(prefix: str) -> str:
    return ".md" if _SOURCE_WORDS & set(prefix.split("/")) else "/"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many steps two ways have in common at their ends."""
    number = 0
    while number < min(len(one), len(other)) and one[-1 - number] == other[-1 - number]:
        number += 1
    return number


def _is_below(stated: Address, mount: Mount) -> bool:
    return len(stated.steps) >= _length(mount) and stated.below(_length(mount)) == mount.prefix


def _length(mount: Mount) -> int:
    """How many steps the address of a mount has."""
    mark = "}}" if "}}" in mount.prefix else "://"
    return mount.prefix.rpartition(mark)[2].count("/") - 1


def _at(kind: str, runbook: Runbook, stated: Address) -> Destination:
    anchor = stated.anchor
    has_anchor = not anchor or not runbook.anchors or anchor in runbook.anchors
    return Destination(kind, runbook, anchor, has_anchor)
