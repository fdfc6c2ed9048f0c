"""How a build treats the HTML of authors: by the policy, and by whose change is built."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from incidentbook.records import Policy

from .forks import is_of_fork
from .safety import printable


@dataclass(frozen=True, slots=True)
class Treatment:
    """Whether documents and the site's other pages are sanitised, and who wrote them.

    `is_of_fork` says that strangers did: then all is sanitised, and no page is a template of macros.
    `has_mermaid` says that the site draws Mermaid's diagrams.
    """

    documents: bool = True
    pages: bool = False
    is_of_fork: bool = False
    has_mermaid: bool = False

    def document(self, html: str) -> str:
        """The HTML of a document, as it may be published."""
        return self._sanitised(html) if self.documents else printable(html)

    def page(self, html: str) -> str:
        """The HTML of another page that somebody wrote, as it may be published."""
        return self._sanitised(html) if self.pages else html

    def meta(self, meta: Mapping[str, object]) -> dict[str, object]:
        """The metadata of a page: what a stranger wrote is no template that runs in this build."""
        return {**meta, "render_macros": False} if self.is_of_fork else dict(meta)

    def recipe(self, recipe: str | None) -> str | None:
        """What rendering depends on, with this treatment; None where that cannot be said."""
        return recipe and f"{recipe} {self!r}"

    def _sanitised(self, html: str) -> str:
        from .sanitising import sanitised

        return sanitised(html, has_mermaid=self.has_mermaid)


def treatment(policy: Policy, config: MkDocsConfig, environment: Mapping[str, str] = os.environ) -> Treatment:
    """The treatment in a build of the site of `config`.

    A change from a fork may change the policy too, so that `allow` does not hold for it.
    """
    is_fork = is_of_fork(environment)
    return Treatment(
        documents=is_fork or policy.html != "allow",
        pages=is_fork or policy.html in {"sanitise", "sanitize", "refuse"},
        is_of_fork=is_fork,
        has_mermaid=_has_mermaid(config),
    )


def _has_mermaid(config: MkDocsConfig) -> bool:
    """Whether a fence makes diagrams of Mermaid, or a script or plugin brings them."""
    fences = (config.mdx_configs.get("pymdownx.superfences") or {}).get("custom_fences") or ()
    names = [str(fence.get("class", "")) for fence in fences if isinstance(fence, dict)]
    scripts = [str(script) for script in config.extra_javascript]
    return "mermaid" in names or any("mermaid" in name.lower() for name in (*scripts, *config.plugins))
