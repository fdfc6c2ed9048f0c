"""`incidentbook csp`: a content security policy that a built site works under."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click

from incidentbook.exports.content_security import (
    PageScripts,
    header_value,
    meta_element,
    page_scripts,
    security_policy,
)
from incidentbook.reports.words import safe

from .files import write_whole
from .refusals import Refusal

_HEADER = "Content-Security-Policy"
_CHARSET = ('<meta charset="utf-8">', '<meta charset="utf-8"/>', "<meta charset=utf-8>")
_STATED = '<meta http-equiv="Content-Security-Policy"'
_MOST = 5

_FORMS: Mapping[str, Callable[[dict[str, str]], str]] = {
    "value": header_value,
    "headers": lambda found: f"/*\n  {_HEADER}: {header_value(found)}\n  X-Content-Type-Options: nosniff",
    "nginx": lambda found: f'add_header {_HEADER} "{header_value(found)}" always;',
    "meta": meta_element,
}


@click.command("csp")
@click.argument("site", type=click.Path(path_type=Path, file_okay=False), default=Path("site"))
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(_FORMS)),
    default="value",
    show_default=True,
    help="The header's value; a file `_headers` of Netlify or Cloudflare Pages; a line for nginx; an element "
    "for the head of a page.",
)
@click.option("--write", is_flag=True, help="Put the element into each page, for hosts that set no headers.")
def command(site: Path, form: str, write: bool) -> None:
    """Print a content security policy for the built site in SITE: its own files, and its scripts by hash.

    Build first: the policy names the scripts that stand in the pages now, and changes when the theme does.
    Exit status: 0, or 2 where SITE holds no built site.

    \b
    Example:
      mkdocs build && incidentbook csp site --format headers > site/_headers
      mkdocs build && incidentbook csp site --write
    """
    pages = {path: path.read_bytes() for path in sorted(site.rglob("*.html"))}
    if not pages:
        raise Refusal(f"there is no page in {site}.\nBuild the site first, or name its folder.")
    held = [page_scripts(html.decode("utf-8", "replace")) for html in pages.values()]
    found = security_policy(held, runs_wasm=any(site.rglob("*.pagefind")))
    for words in _remarks(held):
        click.echo(safe(words), err=True)
    if write:
        number = sum(_written(path, html, meta_element(found)) for path, html in pages.items())
        click.echo(f"wrote the policy into {number:,} of {len(pages):,} pages; the others have one", err=True)
    else:
        click.echo(_FORMS[form](found))


def _remarks(held: Iterable[PageScripts]) -> Iterator[str]:
    """What the policy will keep from running or being shown."""
    handlers = Counter(one for page in held for one in page.handlers)
    hosts = Counter(one for page in held for one in page.hosts)
    for name, number in handlers.most_common(_MOST):
        yield f"{number:,} × `{name}`: a script in an attribute, which the policy does not let run"
    for (host, tag), number in hosts.most_common(_MOST):
        yield f"{number:,} × `{tag}` from {host}, which the policy does not let load; add the host to let it"
    for more in (len(handlers) - _MOST, len(hosts) - _MOST):
        if more > 0:
            yield f"and {more} more of the kind"


def _written(path: Path, html: bytes, element: str) -> bool:
    """Put the element into a page, behind what states its encoding; False where it has one."""
    text = html.decode("utf-8", "surrogateescape")
    mark = next((mark for mark in (*_CHARSET, "<head>") if mark in text), "")
    if _STATED in text or not mark:
        return False
    new = text.replace(mark, f"{mark}{element}", 1)
    write_whole(path, new.encode("utf-8", "surrogateescape"), before=html)
    return True
