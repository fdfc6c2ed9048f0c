"""`incidentbook init`: make a portal of an existing folder of documents."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import click

from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.reading.files import decode
from incidentbook.reading.library import read_library, walk
from incidentbook.reading.policy import POLICY_NAME, default_policy, read_policy
from incidentbook.reading.recognition import recognise
from incidentbook.records import Library, Policy
from incidentbook.records.plain import dataclass, replace

from .baselines import accepted, write_baseline
from .editor_files import EDITORS, SCHEMA_LINE, editor_files
from .files import write_new
from .gitignore import ignore_site
from .options import Place, place, today
from .portal_files import PORTAL, index_text, mkdocs_text, policy_text
from .runs import run_checks
from .selection import selection

_HOST = "mkdocs.yml"
_NOT_DOCUMENTS = (
    "index",
    "readme",
    "_index",
    "license",
    "contributing",
    "changelog",
    "code_of_conduct",
    "security",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What `init` found: the documents, and a policy that finds them."""

    library: Library
    policy: Policy

    @property
    def is_empty(self) -> bool:
        """Whether there is no document yet."""
        return not self.library.postmortems and not self.library.runbooks


@click.command("init")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder of the documents.",
    show_default=True,
)
@click.option("--title", default="Incident book", show_default=True, help="Title of the portal.")
@click.option(
    "--editor",
    "editors",
    type=click.Choice(EDITORS),
    multiple=True,
    help="Write schemas, and settings and snippets for this editor. May be repeated.",
)
def command(root: Path, title: str, editors: tuple[str, ...]) -> None:
    """Make a portal of the documents below a folder: write a policy, mkdocs.yml and an index page.

    Existing files are left as they are; .gitignore gets a line for the built site. With a new policy, what
    is found in the documents today is recorded in a baseline, so that new documents alone are checked.

    \b
    Example:
      cd ~/our-incidents && incidentbook init && mkdocs serve
      incidentbook init --editor vscode
    """
    root = root.resolve()
    plan = _plan(root)
    click.echo(_found(plan, root))
    own = _files(plan, title, root, editors)
    is_new = not (root / POLICY_NAME).exists()
    here = _place(root, own[POLICY_NAME]) if is_new else place(root)
    others = [_write(root, name, text) for name, text in own.items() if name != POLICY_NAME]
    if _is_ours(root, _HOST, own):
        others += filter(None, [ignore_site(root)])
    accepted_words = _accept(here) if is_new and not plan.is_empty else ""
    written = [_write(root, POLICY_NAME, own[POLICY_NAME]), *others]  # the policy last: see `_place`
    if editors:
        files = editor_files(here.policy, editors)
        written += [_write(root, name, text) for name, text in files.items()]
    click.echo("\n".join(written))
    click.echo(accepted_words, nl=False)
    for advice in _advice(root, written, editors):
        click.echo(f"\n{advice}")
    click.echo(f"\nnext:\n  {_next(plan)}")


def _plan(root: Path) -> Plan:
    """What lies below the root, by its own policy where it has one. Raises PolicyError."""
    if (root / POLICY_NAME).is_file():
        policy = place(root).policy
        return Plan(read_library(root, policy), policy)
    policy = default_policy()
    library = read_library(root, policy)
    if library.postmortems or library.runbooks:
        return Plan(library, policy)
    policy = _recognised(root, policy)
    return Plan(read_library(root, policy), policy)


def _recognised(root: Path, policy: Policy) -> Policy:
    """The policy with globs for the folders in which documents were recognised by their contents."""
    kinds: dict[str, list[str]] = {"postmortem": [], "runbook": []}
    for path in _candidates(root):
        text, _ = decode((root / path).read_bytes(), path)
        kind = recognise(text, path)
        if kind:
            kinds[kind].append(path)
    if not any(kinds.values()):
        return policy
    postmortems = _globs(kinds["postmortem"], kinds["runbook"])
    runbooks = _globs(kinds["runbook"], kinds["postmortem"])
    return replace(
        policy, postmortems=postmortems or policy.postmortems, runbooks=runbooks or policy.runbooks
    )


def _candidates(root: Path) -> Iterator[str]:
    for path in walk(root):
        name = PurePosixPath(path)
        if name.suffix.lower() in {".md", ".markdown"} and name.stem.lower() not in _NOT_DOCUMENTS:
            yield path


def _globs(paths: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Globs for the folders of `paths`; single files where a folder also holds the other kind."""
    mixed = {str(PurePosixPath(path).parent) for path in others}
    globs: dict[str, None] = {}
    for path in paths:
        folder, ending = str(PurePosixPath(path).parent), PurePosixPath(path).suffix
        prefix = "" if folder == "." else f"{folder}/"
        globs[path if folder in mixed else f"{prefix}*{ending}"] = None
    return tuple(globs)


def _files(plan: Plan, title: str, root: Path, editors: Sequence[str]) -> dict[str, str]:
    policy = policy_text(title, plan.policy)
    files = {POLICY_NAME: f"{SCHEMA_LINE}\n\n{policy}" if editors else policy, _HOST: mkdocs_text(title)}
    is_theirs = (root / _HOST).is_file() and not _is_ours(root, _HOST, files)
    return files if is_theirs else {**files, f"{PORTAL}/index.md": index_text(title)}


def _write(root: Path, name: str, text: str) -> str:
    try:
        write_new(root / name, text.encode())
    except FileExistsError:
        return f"kept {name} as it is"
    return f"wrote {name}"


def _is_ours(root: Path, name: str, own: Mapping[str, str]) -> bool:
    """Whether a file is as `init` writes it, now or in a run that did not come to its end."""
    return (root / name).read_bytes() == own[name].encode()


def _place(root: Path, policy: str) -> Place:
    """The root with a policy that is written once all else is: an init that is interrupted begins anew."""
    read = read_policy(policy)
    return Place(root, read, read.as_of or today())


def _accept(here: Place) -> str:
    """Record today's findings, so that only what is new is reported, and say what was recorded."""
    root = here.root
    if (root / BASELINE_NAME).exists():
        return f"kept {BASELINE_NAME} as it is\n"
    run = run_checks(here, selection(root, (), ()), time.perf_counter(), ignore_others=False)
    summary = accepted(run.outcome)
    if not summary:
        return ""
    write_baseline(root, run.outcome, None, here.as_of)
    return f"wrote {BASELINE_NAME}\n\n{summary}\n"


def _found(plan: Plan, root: Path) -> str:
    if plan.is_empty:
        return f"found no documents below {root} yet"
    postmortems, runbooks = len(plan.library.postmortems), len(plan.library.runbooks)
    items = sum(len(postmortem.action_items) for postmortem in plan.library.postmortems)
    read = f"{_count(postmortems, 'postmortem')} with {_count(items, 'action item')}"
    return f"found {read} and {_count(runbooks, 'runbook')} below {root}"


def _advice(root: Path, written: Sequence[str], editors: Sequence[str]) -> Iterator[str]:
    """What to add to files that are the user's own."""
    if editors and f"kept {POLICY_NAME} as it is" in written:
        yield f"{POLICY_NAME} is yours: its first line may name its schema\n\n{SCHEMA_LINE}"
    if f"kept {_HOST} as it is" in written and b"incidentbook" not in (root / _HOST).read_bytes():
        yield f"{_HOST} is yours: add these lines to it\n\nplugins:\n  - search\n  - incidentbook"


def _next(plan: Plan) -> str:
    """The one command to type now."""
    if plan.is_empty:
        return 'incidentbook new postmortem "What happened"'
    return "mkdocs serve"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
