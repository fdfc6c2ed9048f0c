"""REF: what documents refer to."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from incidentbook.reading.names import nearest
from incidentbook.records import Finding, Postmortem

from .context import Context
from .registry import Document, rule

_SEARCHED = 2000
"""A misspelt path is looked for among at most so many files."""
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#|\?|.*\{\{|.*<")


@rule("REF101", "dead-link", level="error", applies="postmortem runbook", scope="corpus")
def dead_link(document: Document, context: Context) -> Iterator[Finding]:
    """A link leads to a file that does not exist.

    Why: a reader in a hurry ends on an error page.
    Instead: the path of the file, relative to this document.
    """
    for url, at in document.links:
        if _ELSEWHERE.match(url) or not url.strip():
            continue
        target = _target(document.path, url)
        if target.startswith(".."):
            yield Finding(
                at,
                f"the link “{url}” leads out of the root",
                "link to a file below the root or to a web address",
                key=url,
            )
        elif not _exists(target, context):
            near = (
                nearest(target, sorted(context.library.files))
                if len(context.library.files) <= _SEARCHED
                else ""
            )
            hint = (
                f"did you mean “{near}”?" if near else "correct the path, which is relative to this document"
            )
            yield Finding(at, f"the link “{url}” leads to no file", hint, key=url)


def _target(path: str, url: str) -> str:
    bare = unquote(url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).replace("\\", "/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
    return "" if joined == "." else joined


def _exists(target: str, context: Context) -> bool:
    files = context.library.files
    return target in files or target in context.folders or f"{target}.md" in files


@rule("REF102", "unknown-runbook", level="warning", scope="corpus")
def unknown_runbook(document: Postmortem, context: Context) -> Iterator[Finding]:
    """`runbooks:` names a runbook that does not exist.

    Why: the incident is missing from the runbook's record of use.
    Instead: the runbook's path, its file name without ending, or its title.
    """
    field = document.field("runbooks")
    known = {
        name.lower()
        for runbook in context.library.runbooks
        for name in _names(runbook.path, runbook.title, runbook.id)
    }
    for name in document.runbooks:
        if _reference(name) not in known and not name.startswith(("http://", "https://")):
            hint = "write the runbook's file name without its ending"
            yield Finding(
                field.at if field else document.at, f"the runbook “{name}” does not exist", hint, key=name
            )


def _names(path: str, title: str, id: str) -> tuple[str, ...]:
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return (path, posixpath.splitext(path)[0], stem, title, id)


def _reference(name: str) -> str:
    stem = posixpath.splitext(posixpath.basename(name.split("#", maxsplit=1)[0]))[0]
    return stem.lower() if "/" in name or name.endswith((".md", ".yml", ".yaml")) else name.lower()


@rule("REF103", "unknown-service", level="warning", applies="postmortem runbook")
def unknown_service(document: Document, context: Context) -> Iterator[Finding]:
    """A service is not in the policy, where the policy lists services.

    Why: a misspelt name gets a page of its own, and the real service's page misses the document.
    Instead: the nearest known service is named in the hint; add a new one to `services:` in the policy.
    """
    policy = context.policy
    for name in document.services if policy.services else ():
        if policy.service(name) is None:
            field = next((field for field in document.fields if field.key in {"services", "service"}), None)
            near = nearest(name, [service.id for service in policy.services])
            hint = f"did you mean “{near}”?" if near else "add it to `services:` in incidentbook.yml"
            yield Finding(
                field.at if field else document.at,
                f"the service “{name}” is not in the policy",
                hint,
                key=name,
            )
