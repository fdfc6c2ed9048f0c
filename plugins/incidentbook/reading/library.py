"""Everything below a root: which files are documents, and their records in the order of their paths."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from incidentbook.records import AlertRuleFile, Library, Location, Policy, Postmortem, Problem, Runbook

from .alert_rules import read_alert_rules
from .choices import KINDS, meaning
from .files import LARGEST, decode
from .front_matter import split
from .globs import matches
from .headline import stem
from .patterns import expression
from .postmortem import read_postmortem
from .runbook import read_runbook
from .tree import Tree, read_tree, unreadable, walk

__all__ = ["read_library", "walk"]

_NEVER_READ = frozenset({"index", "readme", "_index"})
_MARKDOWN = (".md", ".markdown")
_TEMPLATE = expression(r"(?<![a-z])templates?(?![a-z])")
_TEMPLATES = frozenset({"template", "templates", "_templates"})
_HEAD = 2048
_RULES = expression(r"^[ -]*\"?(?:alert|groups)\"?[ \t]*:", re.MULTILINE)

Record = Postmortem | Runbook | AlertRuleFile
"""What a file is read as."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file that is read, and what it is: "postmortem", "runbook" or "alert-rules"."""

    path: str
    kind: str
    data: bytes


def read_library(root: Path, policy: Policy) -> Library:
    """All documents below `root`, under `policy`.

    A file is a document where a glob of the policy names it, or where its front matter says `kind:`.
    Symbolic links that lead out of the root, and files that cannot be read, are problems of the library.
    """
    tree = read_tree(root)
    records = [read_source(source, policy) for source in sources(root, policy, tree)]
    return library_of(records, policy, tree)


def sources(root: Path, policy: Policy, tree: Tree) -> Iterator[Source]:
    """The documents and rule files in a tree, in order; what cannot be read is added to its problems."""
    for path in tree.files:
        if _is_never(path, policy) and not _may_hold_rules(path, policy):
            continue
        try:
            source = _source(root, path, policy)
        except OSError as error:
            tree.problems.append(unreadable(path, f"the file cannot be read ({error.strerror})"))
        else:
            if source is not None:
                yield source


def read_source(source: Source, policy: Policy) -> Record:
    """The record of one file, whatever it is."""
    if source.kind == "alert-rules":
        return read_alert_rules(source.path, *decode(source.data, source.path))
    return read_document(source, policy)


def read_document(source: Source, policy: Policy) -> Postmortem | Runbook:
    """The record of one document."""
    text, problems = decode(source.data, source.path)
    read = read_runbook if source.kind == "runbook" else read_postmortem
    return read(source.path, text, policy, problems)


def library_of(records: Iterable[Record], policy: Policy, tree: Tree) -> Library:
    """The library of these documents and rule files, which are in the order of their paths."""
    found = list(records)
    rule_files = tuple(one for one in found if isinstance(one, AlertRuleFile))
    return Library(
        policy,
        with_own_ids([one for one in found if isinstance(one, Postmortem)]),
        tuple(one for one in found if isinstance(one, Runbook)),
        frozenset(tree.files),
        tuple(sorted([*tree.problems, *_idle_globs(policy, tree)], key=lambda problem: problem.at)),
        rule_files,
    )


def _idle_globs(policy: Policy, tree: Tree) -> Iterator[Problem]:
    """The globs of `alert_rules` that name no file."""
    for glob in policy.alert_rules:
        if not any(matches(path, (glob,)) and _may_hold_rules(path, policy) for path in tree.files):
            message = f"`alert_rules` names “{glob}”, and there is no such file"
            hint = "correct the glob, which is relative to the policy's folder"
            yield Problem(Location(policy.path or "incidentbook.yml"), "no-rule-file", message, hint)


def _may_hold_rules(path: str, policy: Policy) -> bool:
    """Whether the policy names a file as one of alert rules, wherever it lies."""
    return matches(path, policy.alert_rules) and not matches(path, policy.exclude)


def _is_never(path: str, policy: Policy) -> bool:
    """Whether a file is no document wherever it lies: an index, a template, or excluded by the policy."""
    name = PurePosixPath(path)
    if name.stem.lower() in _NEVER_READ or name.name.startswith("."):
        return True
    if _TEMPLATE.search(name.stem.lower()) or not _TEMPLATES.isdisjoint(map(str.lower, name.parts[:-1])):
        return True
    return matches(path, policy.exclude)


def kind_by_place(path: str, policy: Policy) -> str:
    """Which document the policy takes a file at this path for: "postmortem", "runbook", or "" for none."""
    return "" if _is_never(path, policy) else _kind_by_place(path, policy)


def _kind_by_place(path: str, policy: Policy) -> str:
    if matches(path, policy.postmortems):
        return "postmortem"
    return "runbook" if matches(path, policy.runbooks) else ""


def _source(root: Path, path: str, policy: Policy) -> Source | None:
    """The document or the rules in a file, or None where it holds neither.

    A file that the policy names as a document and as rules is what it looks like.
    """
    kind = kind_by_place(path, policy)
    if _may_hold_rules(path, policy):
        data = _bytes(root / path)
        if not kind or _RULES.search(decode(data, path)[0]):
            return Source(path, "alert-rules", data)
        return Source(path, kind, data)
    is_markdown = path.lower().endswith(_MARKDOWN)
    if not kind and not is_markdown:
        return None
    with (root / path).open("rb") as file:
        head = file.read(_HEAD)
        kind = (is_markdown and _kind_said(head, path)) or kind
        return Source(path, kind, head + file.read(LARGEST + 1 - len(head))) if kind else None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _kind_said(head: bytes, path: str) -> str:
    """What `kind:` at the beginning of a file says: "postmortem", "runbook", or ""."""
    if not head.removeprefix(b"\xef\xbb\xbf").startswith(b"---") or b"kind" not in head:
        return ""
    text, _ = decode(head, path)
    front = split(text if text.count("\n---") else f"{text}\n---\n", path)
    for stated in front.fields:
        if stated.key.lower() == "kind":
            word = str(stated.value).strip()
            if word.lower() in {"runbook", "playbook"}:
                return "runbook"
            return "postmortem" if meaning(word, KINDS) else ""
    return ""


def with_own_ids(postmortems: Sequence[Postmortem]) -> tuple[Postmortem, ...]:
    """The postmortems, where those with the same file name and no stated id get their folder before it."""
    counted = Counter(postmortem.id for postmortem in postmortems)
    return tuple(
        _renamed(postmortem)
        if counted[postmortem.id] > 1 and postmortem.id == stem(postmortem.path)
        else postmortem
        for postmortem in postmortems
    )


def _renamed(postmortem: Postmortem) -> Postmortem:
    stated = postmortem.field("id")
    parent = PurePosixPath(postmortem.path).parent.name
    if not parent or (stated is not None and stated.value):
        return postmortem
    own = f"{parent}/{postmortem.id}"
    items = tuple(
        replace(item, id=f"{own}/{item.id.removeprefix(f'{postmortem.id}/')}")
        for item in postmortem.action_items
    )
    return replace(postmortem, id=own, action_items=items)
