"""`incidentbook init`: make a portal of an existing folder of documents."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import click

from incidentbook.checks import reaches, run
from incidentbook.reading.files import decode
from incidentbook.reading.library import read_library, walk
from incidentbook.reading.policy import POLICY_NAME, default_policy
from incidentbook.reading.recognition import recognise
from incidentbook.records import Finding, Library, Policy

from .editor_files import EDITORS, SCHEMA_LINE, editor_files
from .options import place, today

_PORTAL = "portal"
_NEXT = """
next:
  incidentbook check      what the documents lack
  mkdocs serve            the portal, on this machine"""
_NEXT_WITHOUT_DOCUMENTS = """
next:
  incidentbook new postmortem "What broke"    the first document, to be filled in
  incidentbook check                          what it lacks
  mkdocs serve                                the portal, on this machine"""
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
    """What `init` found: where documents lie, whether default globs find them, and what fails today."""

    library: Library
    policy: Policy
    is_default: bool
    failing: Counter[str]


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

    Existing files are left as they are.

    \b
    Example:
      cd ~/our-incidents && incidentbook init && mkdocs serve
      incidentbook init --editor vscode
    """
    root = root.resolve()
    plan = _plan(root)
    _say_found(plan, root)
    written = [_write(root, name, text) for name, text in _files(plan, title, root, editors).items()]
    if editors:
        files = editor_files(place(root).policy, editors)
        written += [_write(root, name, text) for name, text in files.items()]
    click.echo("\n".join(written))
    if editors and f"kept {POLICY_NAME} as it is" in written:
        click.echo(f"\n{POLICY_NAME} is yours: its first line may name its schema\n\n{SCHEMA_LINE}")
    if (root / "mkdocs.yml").is_file() and not any(line == "wrote mkdocs.yml" for line in written):
        click.echo("\nmkdocs.yml is yours: add these lines to it\n\nplugins:\n  - search\n  - incidentbook")
    has_documents = plan.library.postmortems or plan.library.runbooks
    click.echo(_NEXT if has_documents else _NEXT_WITHOUT_DOCUMENTS)


def _plan(root: Path) -> Plan:
    policy = default_policy()
    library = read_library(root, policy)
    is_default = bool(library.postmortems or library.runbooks)
    if not is_default:
        policy = _recognised(root, policy)
        library = read_library(root, policy)
    findings = run(library, today()).findings
    return Plan(library, policy, is_default, _failing(findings, policy.fail_on))


def _failing(findings: Iterable[Finding], limit: str) -> Counter[str]:
    return Counter(finding.id for finding in findings if reaches(finding.level, limit))


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
    own = (root / "mkdocs.yml").is_file()
    policy = f"{SCHEMA_LINE}\n\n{_policy_text(plan, title)}" if editors else _policy_text(plan, title)
    files = {POLICY_NAME: policy, "mkdocs.yml": _mkdocs_text(title)}
    return files if own else {**files, f"{_PORTAL}/index.md": _index_text(title)}


def _policy_text(plan: Plan, title: str) -> str:
    lines = [
        "# The policy of this portal. Every key is optional; `incidentbook schema policy` shows them all.",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "time_zone: UTC                # for times that state no zone",
        "",
    ]
    if not plan.is_default:
        lines += [f"postmortems: {json.dumps(plan.policy.postmortems, ensure_ascii=False)}"]
        lines += [f"runbooks: {json.dumps(plan.policy.runbooks, ensure_ascii=False)}", ""]
    if plan.failing:
        lines += [
            "# These rules would fail on what is here today. Delete a line to have its rule back,",
            "# or all of them after `incidentbook check --write-baseline`: then only what is new fails.",
            "rules:",
        ]
        lines += [
            f"  {rule}: info              # {_count(n, 'finding')} today"
            for rule, n in sorted(plan.failing.items())
        ]
    return "\n".join(lines).rstrip() + "\n"


def _mkdocs_text(title: str) -> str:
    return f"""site_name: {json.dumps(title, ensure_ascii=False)}
docs_dir: {_PORTAL}            # pages of your own; the documents stay where they are

theme:
  name: material
  font: false                  # the system's fonts: nothing is loaded from another host
  features:
    - navigation.instant
    - navigation.tabs
    - navigation.top
    - search.highlight
    - search.suggest
    - content.code.copy
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {{icon: material/weather-night, name: Dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {{icon: material/weather-sunny, name: Light}}

plugins:
  - search
  - incidentbook

markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tasklist
  - pymdownx.tilde

validation:                    # `incidentbook check` reports dead links with line and remedy
  links:
    not_found: info
    absolute_links: info
    unrecognized_links: info
    anchors: info
"""


def _index_text(title: str) -> str:
    heading = " ".join(title.split())
    welcome = "What we learned from our incidents, and what to do in the next one."
    return f"---\ntitle: Home\n---\n\n# {heading}\n\n{welcome}\n"


def _write(root: Path, name: str, text: str) -> str:
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return f"kept {name} as it is"
    return f"wrote {name}"


def _say_found(plan: Plan, root: Path) -> None:
    postmortems, runbooks = len(plan.library.postmortems), len(plan.library.runbooks)
    if not postmortems and not runbooks:
        click.echo(f"found no documents below {root} yet")
        return
    items = sum(len(postmortem.action_items) for postmortem in plan.library.postmortems)
    read = f"{_count(postmortems, 'postmortem')} with {_count(items, 'action item')}"
    click.echo(f"found {read} and {_count(runbooks, 'runbook')} below {root}")
    if plan.failing:
        rules = _count(len(plan.failing), "rule")
        click.echo(
            f"{rules} would fail on them today and start at the level info: see `rules:` in {POLICY_NAME}"
        )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
