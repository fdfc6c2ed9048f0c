"""Everything below a root: which files are documents, and their records in the order of their paths."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from incidentbook.records import AlertRuleFile, Library, Policy, Postmortem, Problem, Runbook
from incidentbook.records.plain import dataclass, replace

from .choices import KINDS, meaning
from .files import LARGEST, decode
from .former_addresses import with_former_paths
from .front_matter import split
from .headline import stem
from .inside import leads_out
from .patterns import expression
from .places import (
    MARKDOWN,
    idle_globs,
    is_never,
    is_rota,
    kind_by_place,
    may_be_document,
    may_hold_rules,
    rota_missing,
    rota_path,
)
from .postmortem import read_postmortem
from .strays import may_stray, read_stray
from .tree import Tree, read_tree, unreadable, walk

__all__ = ["kind_by_place", "read_library", "walk"]

_HEAD = 2048
_SAMPLE = 20_000
"""So much of a file is looked at to tell whether it is a document."""

_RULES = expression(r"^[ -]*\"?(?:alert|groups)\"?[ \t]*:", re.MULTILINE)

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.records.rota import Rota

    Record = Postmortem | Runbook | AlertRuleFile | Rota
else:
    Record = object
"""What a file is read as."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file that is read, and what it is: "postmortem", "runbook", "alert-rules" or "rota"."""

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
    tree.problems.extend(idle_globs(policy, tree.files))
    tree.problems.extend(rota_missing(policy, tree.files))
    return with_former_paths(root, library_of(records, policy, tree))


def read_rota_of(root: Path, policy: Policy) -> "Rota | None":
    """Who is on call, by the file that the policy names or `oncall.yml`; None where there is no such file."""
    from .rota import read_rota

    path = rota_path(policy)
    if not is_rota(path, policy) or not (root / path).is_file() or leads_out(root, root / path):
        return None
    return read_rota(path, *_decoded(_bytes(root / path), path, policy))


def _decoded(data: bytes, path: str, policy: Policy) -> tuple[str, Policy, Sequence[Problem]]:
    text, problems = _text(data, path)
    return text, policy, problems


def _text(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, and what is odd about its bytes and its signs."""
    text, problems = decode(data, path)
    if not text.isascii():
        from .lookalikes import misleading

        problems += misleading(text, path)
    return text, problems


def sources(root: Path, policy: Policy, tree: Tree) -> Iterator[Source]:
    """The documents and rule files in a tree, in order.

    What cannot be read is added to its problems, and so is what seems to be a document but for its name.
    """
    for path in tree.files:
        try:
            source = source_of(root, path, policy)
            stray = None if source else stray_of(root, path, policy)
        except OSError as error:
            tree.problems.append(unreadable(path, f"the file cannot be read ({error.strerror})"))
        else:
            if source is not None:
                yield source
            elif stray is not None:
                tree.problems.append(stray)


def read_source(source: Source, policy: Policy) -> Record:
    """The record of one file, whatever it is."""
    if source.kind == "alert-rules":
        from .alert_rules import read_alert_rules

        return read_alert_rules(source.path, *_text(source.data, source.path))
    if source.kind == "rota":
        from .rota import read_rota

        return read_rota(source.path, *_decoded(source.data, source.path, policy))
    return read_document(source, policy)


def read_document(source: Source, policy: Policy) -> Postmortem | Runbook:
    """The record of one document."""
    text, problems = _text(source.data, source.path)
    if policy.html == "refuse":
        from .raw_html import raw_html

        problems = [*problems, *raw_html(text, source.path)]
    if source.kind == "runbook":
        from .runbook import read_runbook

        return read_runbook(source.path, text, policy, problems)
    return read_postmortem(source.path, text, policy, problems)


def library_of(records: Iterable[Record], policy: Policy, tree: Tree) -> Library:
    """The library of these documents and other files, which are in the order of their paths."""
    found = list(records)
    known = (Postmortem, Runbook, AlertRuleFile)
    rule_files = tuple(one for one in found if isinstance(one, AlertRuleFile))
    return Library(
        policy,
        with_own_ids([one for one in found if isinstance(one, Postmortem)]),
        tuple(one for one in found if isinstance(one, Runbook)),
        frozenset(tree.files),
        tuple(sorted(tree.problems, key=lambda problem: problem.at)),
        rule_files,
        next((one for one in found if not isinstance(one, known)), None),
    )


def source_of(root: Path, path: str, policy: Policy) -> Source | None:
    """The document or the rules in a file below `root`, or None where it holds neither. Raises OSError.

    A file that the policy names as a document and as rules is what it looks like.
    """
    if is_rota(path, policy):
        return Source(path, "rota", _bytes(root / path))
    if may_hold_rules(path, policy):
        return _rules_or_document(root, path, policy)
    if not may_be_document(path, policy):
        return None
    kind, is_markdown = kind_by_place(path, policy), path.lower().endswith(MARKDOWN)
    with (root / path).open("rb") as file:
        head = file.read(_HEAD)
        kind = (is_markdown and _kind_said(head, path)) or kind
        return Source(path, kind, head + file.read(LARGEST + 1 - len(head))) if kind else None


def _rules_or_document(root: Path, path: str, policy: Policy) -> Source:
    kind = kind_by_place(path, policy)
    data = _bytes(root / path)
    is_rules = not kind or _RULES.search(decode(data, path)[0])
    return Source(path, "alert-rules" if is_rules else kind, data)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def stray_of(root: Path, path: str, policy: Policy) -> Problem | None:
    """The problem of a file that is no document for the ending of its name alone, or None. Raises OSError."""

    def kind_of(name: str) -> str:
        return kind_by_place(name, policy)

    if is_never(path, policy) or not may_stray(path, kind_of):
        return None
    with (root / path).open("rb") as file:
        return read_stray(path, file.read(_SAMPLE), kind_of)


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
