"""What a file may be, by its path alone: most files need not be opened to know that they are no documents."""

from collections.abc import Container, Iterable, Iterator

from incidentbook.records import Location, Policy, Problem

from .globs import matches
from .patterns import expression

MARKDOWN = (".md", ".markdown")
"""How the names of files end that may say in their front matter what they are."""

_NEVER_READ = frozenset({"index", "readme", "_index"})
_TEMPLATE = expression(r"(?<![a-z])templates?(?![a-z])")
_TEMPLATES = frozenset({"template", "templates", "_templates"})


def may_be_document(path: str, policy: Policy) -> bool:
    """Whether a file at this path is a document, or is one if its front matter says so."""
    ends_so = path.lower().endswith(MARKDOWN)
    return (ends_so or bool(_kind_by_place(path, policy))) and not is_never(path, policy)


def may_hold_rules(path: str, policy: Policy) -> bool:
    """Whether the policy names a file as one of alert rules, wherever it lies."""
    globs = policy.alert_rules
    return bool(globs) and matches(path, globs) and not matches(path, policy.exclude)


def is_rota(path: str, policy: Policy) -> bool:
    """Whether a file is the one that says who is on call: the policy's, else `oncall.yml` in the root.

    One that the policy excludes belongs to another program.
    """
    return path == rota_path(policy) and not matches(path, policy.exclude)


def rota_path(policy: Policy) -> str:
    """The path of the file that says who is on call, be it there or not."""
    return _plain_path(policy.oncall) or "oncall.yml"


def rota_missing(policy: Policy, paths: Container[str]) -> Iterator[Problem]:
    """The file that the policy names as the rota, where it is none of those at these paths."""
    if policy.oncall and _plain_path(policy.oncall) not in paths:
        message = f"`oncall` names “{policy.oncall}”, and there is no such file"
        hint = "correct the path, which is relative to the policy's folder, or write the file"
        yield Problem(Location(policy.path or "incidentbook.yml"), "rota-missing", message, hint)


def _plain_path(path: str) -> str:
    return "/".join(part for part in path.replace("\\", "/").split("/") if part not in {"", "."})


def idle_globs(policy: Policy, paths: Iterable[str]) -> Iterator[Problem]:
    """The globs of `alert_rules` that name none of the files at these paths."""
    every = list(paths) if policy.alert_rules else []
    for glob in policy.alert_rules:
        if not any(matches(path, (glob,)) and may_hold_rules(path, policy) for path in every):
            message = f"`alert_rules` names “{glob}”, and there is no such file"
            hint = "correct the glob, which is relative to the policy's folder"
            yield Problem(Location(policy.path or "incidentbook.yml"), "no-rule-file", message, hint)


def is_never(path: str, policy: Policy) -> bool:
    """Whether a file is no document wherever it lies: an index, a template, or excluded by the policy."""
    *folders, name = path.lower().split("/")
    bare = name.rpartition(".")[0] or name
    if bare in _NEVER_READ or name.startswith("."):
        return True
    if _TEMPLATE.search(bare) or not _TEMPLATES.isdisjoint(folders):
        return True
    return matches(path, policy.exclude)


def kind_by_place(path: str, policy: Policy) -> str:
    """Which document the policy takes a file at this path for: "postmortem", "runbook", or "" for none."""
    return "" if is_never(path, policy) else _kind_by_place(path, policy)


def _kind_by_place(path: str, policy: Policy) -> str:
    if matches(path, policy.postmortems):
        return "postmortem"
    return "runbook" if matches(path, policy.runbooks) else ""
