"""REF: what documents refer to."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from incidentbook.analysis.names import key
from incidentbook.analysis.roster import handle
from incidentbook.reading.names import nearest
from incidentbook.reading.patterns import expression
from incidentbook.records import Finding, Location, Postmortem, Runbook

from .context import Context
from .registry import Document, rule

_ELSEWHERE = expression(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|\?|.*\{\{|.*<")
_MADE_BY_PORTAL = ("fn:", "fnref:", "ib-", ":~:", "__")
"""How ids begin that are no heading's: footnotes, sections of the portal's own, marked text."""


@rule("REF101", "dead-link", level="error", applies="postmortem runbook", scope="corpus")
def dead_link(document: Document, context: Context) -> Iterator[Finding]:
    """A link leads to a file that does not exist, or to a heading that its target does not have.

    Looks at links, images and reference definitions. An anchor may be a heading's, an element's `id`, or
    that of an action item or timeline entry; it is checked where the target is a postmortem or a runbook.

    Why: a reader in a hurry ends on an error page, or at the top of a long one.
    Instead: the path of the file, relative to this document, and the heading as `#in-lower-case`.
    Measured: 11 firings on 176 real documents, 11 read, 0 false alarms (pictures that the collection lacks).
    """
    for url, at in document.links:
        if _ELSEWHERE.match(url) or not url.strip():
            continue
        bare, _, anchor = url.partition("#")
        target = _target(document.path, bare) if bare else document.path
        if target.startswith(".."):
            hint = "link to a file below the root or to a web address"
            yield Finding(at, f"the link “{url}” leads out of the root", hint, key=url)
        elif not bare or _exists(target, context):
            yield from _dead_anchor(url, anchor, target, at, context)
        else:
            hint = _near_file(document.path, target, context)
            yield Finding(at, f"the link “{url}” leads to no file", hint, key=url)


def _near_file(path: str, target: str, context: Context) -> str:
    """The file that was probably meant, as a link from `path`: its own name is near, not its folder alone."""
    near = context.near_files.nearest(target)
    is_like = near and near != path and nearest(posixpath.basename(target), [posixpath.basename(near)])
    if not is_like:
        return "correct the path, which is relative to this document"
    return f"did you mean “{posixpath.relpath(near, posixpath.dirname(path) or '.')}”?"


def _dead_anchor(url: str, anchor: str, target: str, at: Location, context: Context) -> Iterator[Finding]:
    document = context.documents.get(target) or context.documents.get(f"{target}.md")
    wanted = unquote(anchor)
    if document is None or not anchor or wanted.startswith(_MADE_BY_PORTAL):
        return
    if wanted not in document.anchors and anchor not in document.anchors:
        near = nearest(wanted, document.anchors)
        hint = f"did you mean “#{near}”?" if near else "write the heading in lower case, with `-` for spaces"
        where = "this document" if url.startswith("#") else document.path
        yield Finding(at, f"the link “{url}” leads to no heading of {where}", hint, key=url)


def _target(path: str, bare: str) -> str:
    written = unquote(bare.split("?", maxsplit=1)[0]).replace("\\", "/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
    return "" if joined == "." else joined


def _exists(target: str, context: Context) -> bool:
    files = context.library.files
    return target in files or target in context.folders or f"{target}.md" in files


@rule("REF102", "unknown-runbook", level="warning", scope="corpus")
def unknown_runbook(document: Postmortem, context: Context) -> Iterator[Finding]:
    """`runbooks:` names a runbook that does not exist.

    Why: the incident is missing from the runbook's record of use.
    Instead: the runbook's path, its file name without ending, or its title.
    Measured: no firing on 68 real documents.
    """
    for name in document.runbooks:
        if _reference(name) not in context.runbook_names and not _is_address(name):
            hint = "write the runbook's file name without its ending"
            yield Finding(_at(document, "runbooks"), f"the runbook “{name}” does not exist", hint, key=name)


def _reference(name: str) -> str:
    stem = posixpath.splitext(posixpath.basename(name.split("#", maxsplit=1)[0]))[0]
    return stem.lower() if "/" in name or name.endswith((".md", ".yml", ".yaml")) else name.lower()


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


@rule("REF103", "unknown-service", level="warning", applies="postmortem runbook")
def unknown_service(document: Document, context: Context) -> Iterator[Finding]:
    """A service is not in the policy, where the policy lists services.

    Why: a misspelt name gets a page of its own, and the real service's page misses the document.
    Instead: the nearest known service is named in the hint; add a new one to `services:` in the policy.
    Measured: no firing on 68 real documents under a policy that lists a service.
    """
    policy = context.policy
    for name in document.services if policy.services else ():
        if policy.service(name) is None:
            near = nearest(name, [service.id for service in policy.services])
            hint = f"did you mean “{near}”?" if near else "add it to `services:` in incidentbook.yml"
            message = f"the service “{name}” is not in the policy"
            yield Finding(_at(document, "services"), message, hint, key=name)


@rule("REF104", "unknown-owner", level="warning", applies="postmortem runbook", scope="corpus")
def unknown_owner(document: Document, context: Context) -> Iterator[Finding]:
    """The owner of a runbook or of an open action item is no team or member of the policy.

    Owners of action items are looked up where the policy names members, owners of runbooks where it names
    teams. A person who has left may stay the owner of what is done.

    Why: the action or runbook belongs to no team, so it is missing from the team's list and its review.
    Instead: a team's id or a member's handle, as in `owner: platform` or `— @ana`; add new people to
    `teams:` in the policy.
    Measured: no firing on 68 real documents under a policy with a team.
    """
    if not context.policy.teams:
        return
    if isinstance(document, Runbook):
        owners = [(document.owner, _at(document, "owner"))]
    elif any(team.members for team in context.policy.teams):
        items = (item for item in document.action_items if item.is_open)
        owners = [(owner, item.at) for item in items for owner in item.owners]
    else:
        return
    for owner, at in owners:
        yield from _unknown(owner, at, context.owners)


_PARTS = expression(r"\s*(?:[,;/&+]|\band\b)\s*")
_TEAM_WORDS = expression(r"\b(?:the|teams?|squad|group|on[ -]?call)\b|\(.*\)", re.IGNORECASE)


def _unknown(owner: str, at: Location, known: Mapping[str, str]) -> Iterator[Finding]:
    whole = {key(owner), key(handle(owner))}
    for part in _PARTS.split(owner) if whole.isdisjoint(known) else ():
        name = _TEAM_WORDS.sub(" ", part).strip()
        if name and key(handle(name)) not in known and key(part) not in known:
            near = nearest(handle(name), known.values())
            hint = f"did you mean “{near}”?" if near else "add the person or team to `teams:` in the policy"
            yield Finding(at, f"the owner “{part}” is no team or member of the policy", hint, key=part)


@rule("REF105", "unknown-postmortem", level="warning", scope="corpus")
def unknown_postmortem(document: Postmortem, context: Context) -> Iterator[Finding]:
    """`repeat_of`, `not_repeat_of` or `related` names a postmortem that does not exist.

    Why: the two incidents are not connected on any page, and a repeat is not counted as one.
    Instead: the other postmortem's `id`, or its file name without ending.
    Measured: no firing on 68 real documents.
    """
    for field in ("repeat_of", "not_repeat_of", "related"):
        for name in getattr(document, field):
            if _is_address(name) or context.catalogue.incident(name) is not None:
                continue
            if _reference(name) in context.runbook_names:
                continue
            near = context.near_ids.nearest(name)
            hint = f"did you mean “{near}”?" if near else "write its `id`, or its file name without ending"
            message = f"`{field}` names “{name}”, which is no postmortem"
            yield Finding(_at(document, field), message, hint, key=f"{field} {name}")


def _at(document: Document, key: str) -> Location:
    """Where a field stands that counts, or the beginning of the document."""
    return next((field.at for field in document.fields if field.key == key), document.at)
