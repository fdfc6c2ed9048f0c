"""What pages need of the site around them: Markdown extensions, style sheets, scripts."""

from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig

from .sources import ASSETS, assets

_EXTENSIONS: dict[str, dict[str, object]] = {
    "tables": {},
    "attr_list": {},
    "md_in_html": {},
    "footnotes": {},
    "pymdownx.superfences": {},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {"subscript": False},
}
"""What documents use on GitHub, and the reader understands: task lists, fences in lists, ~~struck~~ text."""

_CONTAINING = {"extra": ("tables", "attr_list", "md_in_html", "footnotes")}
"""Extensions that bring others along."""


def add_extensions(config: MkDocsConfig, links: Extension) -> None:
    """Turn on what documents need and the site has not configured itself, and the resolver of links."""
    own = {_bare(str(name)) for name in config.markdown_extensions}
    own.update(inner for outer, inners in _CONTAINING.items() if outer in own for inner in inners)
    for name, options in _EXTENSIONS.items():
        if _bare(name) not in own:
            config.markdown_extensions.append(name)
            if options:
                config.mdx_configs[name] = options
    config.markdown_extensions.append(links)  # type: ignore[arg-type]


def add_assets(config: MkDocsConfig) -> None:
    """Link the portal's style sheets and scripts on every page."""
    for asset in assets():
        uri = f"{ASSETS}/{asset.name}"
        if asset.suffix == ".css" and uri not in config.extra_css:
            config.extra_css.append(uri)
        elif asset.suffix == ".js" and uri not in config.extra_javascript:
            config.extra_javascript.append(uri)


def _bare(name: str) -> str:
    return name.rpartition(".")[2]
