"""A site for the public: MkDocs gets public texts in place of its pages, and the result is searched."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from incidentbook.records import Policy
from incidentbook.records.plain import replace as change
from incidentbook.redaction.corpus import hosts_of
from incidentbook.redaction.document import Redacted

from . import notices
from .book import Ground
from .inspection import inspect, theme_files
from .public_root import Pages, PublicRoot, publish
from .sources import INDEX_PAGES

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_MOST = 20


@dataclass(frozen=True, slots=True)
class Publicity:
    """The public root of a build, the ground of its site, where its pages really lie, and those of MkDocs."""

    ground: Ground
    root: PublicRoot
    origin: Ground
    docs_dir: Path
    pages: Path

    def inspect(self, config: MkDocsConfig, search: Mapping[str, Path]) -> None:
        """Search the finished site for all that was taken out. Raises PluginError where it is there.

        `search` is what a search engine's program writes for every site, by path.
        """
        known = {**theme_files(config, self.origin.root), **search}
        leaks = list(inspect(Path(config.site_dir), self.root.watchlist, known))
        for leak in leaks[:_MOST]:
            notices.LOGGER.error(str(leak))
        if leaks:
            more = f" ({len(leaks) - _MOST} more are not shown)" if len(leaks) > _MOST else ""
            raise PluginError(
                f"{len(leaks)} passages of the public site hold what must not leave the organisation{more}. "
                f"Do not publish {config.site_dir}. Take them out of what put them there: mkdocs.yml, a page "
                "of the theme, a hook, another plugin, or the name of a file; or let the class through with "
                "`redaction: {allow: […]}` in the policy."
            )

    def watch(self, server: "LiveReloadServer") -> None:
        """Have `server` look at the real files, not at what is made of them."""
        server.unwatch(str(self.pages))
        files = {self.origin.root / one.path for one in self.root.documents}
        files |= {self.origin.policy_file} if self.origin.policy_file else set()
        for path in sorted({self.docs_dir, *files}):
            server.watch(str(path))


def go_public(config: MkDocsConfig, ground: Ground, folder: Path) -> Publicity:
    """Put what the public may read of a ground into `folder`, and point the site at it.

    Addresses of the repository and the site's author go; of a stated navigation stays what is public.
    """
    docs_dir = Path(config.docs_dir)
    pages = _below(docs_dir, ground.root)
    policy = _without(ground.policy, _below(Path(config.site_dir), ground.root))
    if pages is None:
        root = publish(ground.root, policy, folder)
    else:
        needs = Pages(pages, tuple(_needed(config, pages)), tuple(_said(config)), _Hidden(config, pages))
        root = publish(ground.root, policy, folder, needs)
    own = folder / pages if pages is not None else folder / ".pages"
    own.mkdir(parents=True, exist_ok=True)
    config.docs_dir = str(own)
    for key in ("repo_url", "repo_name", "edit_uri", "edit_uri_template", "site_author"):
        config[key] = None
    if "pymdownx.snippets" in config.mdx_configs:
        config.mdx_configs["pymdownx.snippets"]["auto_append"] = []
    hosts = (*hosts_of(ground.policy), *ground.policy.redaction.hosts)
    if config.nav is not None:
        config.nav = list(_public_nav(config.nav, own, hosts))
    report(root.documents)
    return Publicity(replace(ground, root=folder, policy=root.policy), root, ground, docs_dir, own)


def report(documents: Iterable[Redacted]) -> None:
    """Say how much is public, and warn of marks that do not tell where their part begins or ends."""
    every = list(documents)
    public = [one for one in every if one.text is not None]
    removed = sum(len(one.removals) for one in public)
    notices.LOGGER.info(
        "For the public: %d of %d documents and pages, less %d passages", len(public), len(every), removed
    )
    for problem in (problem for one in every for problem in one.problems):
        notices.LOGGER.warning("%s: %s (%s)", problem.at, problem.message, problem.hint)


def _without(policy: Policy, site: str | None) -> Policy:
    """The policy with the folder of the site left out, which holds copies of documents."""
    return policy if site in {None, "."} else change(policy, exclude=(*policy.exclude, f"{site}/**"))


def _below(folder: Path, root: Path) -> str | None:
    relative = Path(os.path.relpath(folder, root))
    return None if relative.parts[:1] == ("..",) else relative.as_posix()


class _Hidden:
    """Says of a path whether the site excludes its page, or has it as a draft."""

    def __init__(self, config: MkDocsConfig, pages: str) -> None:
        self._specs = [one for one in (config.exclude_docs, config.draft_docs) if one is not None]
        self._prefix = "" if pages == "." else f"{pages}/"

    def __call__(self, path: str) -> bool:
        uri = path.removeprefix(self._prefix)
        return path.startswith(self._prefix) and any(spec.match_file(uri) for spec in self._specs)


def _said(config: MkDocsConfig) -> Iterator[str]:
    """What the configuration says on pages."""
    yield from filter(None, (config.site_name, config.site_description, config.copyright, config.site_url))


def _needed(config: MkDocsConfig, pages: str) -> Iterator[str]:
    """The files of the pages' folder that the configuration names: style sheets, scripts, the logo."""
    named = [*config.extra_css, *map(str, config.extra_javascript)]
    named += [str(config.theme[key]) for key in ("logo", "favicon") if config.theme.get(key)]
    for uri in named:
        yield uri if pages == "." else f"{pages}/{uri}"


def _public_nav(nav: object, pages: Path, hosts: tuple[str, ...]) -> Iterator[object]:
    """The entries of a navigation that lead to what is there."""
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, str):
            if _is_there(entry, pages, hosts):
                yield entry
        elif isinstance(entry, dict):
            for title, value in entry.items():
                if isinstance(value, list):
                    if inner := list(_public_nav(value, pages, hosts)):
                        yield {title: inner}
                elif isinstance(value, str) and _is_there(value, pages, hosts):
                    yield {title: value}


def _is_there(address: str, pages: Path, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        name = parts.hostname or ""
        return "." in name and not f".{name}".endswith(tuple(f".{host.lstrip('*.')}" for host in hosts))
    return (pages / address).exists() or address in INDEX_PAGES
