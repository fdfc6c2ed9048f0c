"""What a host publishes: the policy, the documents below the root, what the checks found, and the portal."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from incidentbook.analysis.history import histories
from incidentbook.checks import Outcome, policy_faults, run
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.ground import NO_PAST
from incidentbook.pages.models import Portal
from incidentbook.pages.portal import lay_out
from incidentbook.reading.git_log import former_paths, read_document_log
from incidentbook.reading.inside import LINKED_OUT, leads_out
from incidentbook.reading.policy import POLICY_NAME, PolicyError, load_policy
from incidentbook.reading.runbook_log import read_runbook_log
from incidentbook.reading.store import user_store
from incidentbook.reading.tracker_file import read_tracker
from incidentbook.records import Histories, Library, Policy, Postmortem, Runbook
from incidentbook.records.plain import replace
from incidentbook.rendering.messages import MessageError, messages
from incidentbook.rendering.samples import samples
from incidentbook.resources import template_folder
from incidentbook.stopwatch import Stopwatch

from .baseline import read_baseline
from .forks import is_of_fork
from .recall import Reader, Readings, readings_of

Document = Postmortem | Runbook
"""What a page is made of."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a portal stands: its root, and the policy with the file that states it (None for defaults)."""

    root: Path
    policy: Policy
    policy_file: Path | None


@dataclass(frozen=True, slots=True)
class Book:
    """All that was read and found on one ground, the edition made of it, and the portal that shows it.

    `former` are the paths from which documents were renamed, by their path today.
    """

    ground: Ground
    library: Library
    outcome: Outcome
    edition: Edition
    portal: Portal
    as_of: date
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def documents(self) -> Iterator[Document]:
        """All postmortems, then all runbooks, each in the order of their paths."""
        yield from self.library.postmortems
        yield from self.library.runbooks


def find_ground(folder: Path, docs_dir: Path, config: str = "") -> Ground:
    """The ground of a site whose configuration lies in `folder` and whose pages lie in `docs_dir`.

    The root is the folder of the policy: of `config` where that is given (relative to `folder`), else of
    the nearest `incidentbook.yml` in `folder` and above, up to the repository's root. Without a policy it
    is the folder that holds both the configuration and the pages.

    Raises:
        PolicyError: The policy cannot be read or used.
    """
    path = Path(os.path.normpath(folder / config)) if config else _nearest_policy(folder)
    if path is None:
        root = Path(os.path.commonpath([folder, docs_dir]))
        return Ground(root, load_policy(root), None)
    policy = load_policy(path.parent, path if config else None)
    if faults := policy_faults(policy):
        raise PolicyError(faults)
    return Ground(path.parent, policy, path)


def _nearest_policy(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / POLICY_NAME).is_file():
            return place / POLICY_NAME
        if (place / ".git").exists():
            return None
    return None


def read_book(  # noqa: PLR0913 - what is read, when, less what, how, and who times it
    ground: Ground,
    today: date,
    leave_out: Collection[str] = (),
    hidden: Collection[str] = (),
    *,
    read: Reader = readings_of,
    watch: Stopwatch | None = None,
) -> Book:
    """Read (by `read`), check and lay out everything below the root, as of the policy's day or `today`.

    `leave_out` are folders below the root that hold no documents (the built site); `hidden` are
    documents that are checked and not published. All are paths relative to the root. `watch` is told what
    each step took.

    Raises:
        BaselineError: The baseline beside the policy cannot be used.
        MessageError: A template of a message or a document cannot be used.
    """
    globs = tuple(f"{folder}/**" for folder in leave_out)
    policy = replace(ground.policy, exclude=(*ground.policy.exclude, *globs))
    watch = watch or Stopwatch(lambda: 0.0)
    as_of = ground.policy.as_of or today
    is_public = policy.audience == "public"
    with watch.during("read the documents"):
        readings = read(ground.root, policy, None if is_public else as_of)
    with watch.during("check them"):
        outcome = Outcome(()) if is_public else _checked(readings, ground.root, as_of)
    library = _published(readings.library, frozenset(hidden))
    del readings  # the prose that only the checks look at leaves its room to the pages
    with watch.during("ask Git and tickets"):
        past = with_runbooks(past_of(ground.root, library, as_of), ground.root, library)
        tracker = read_tracker(ground.root)
        former = former_paths(ground.root, library) if policy.history == "git" else {}
    with watch.during("work out the pages"):
        found = edition(library, outcome, as_of, past, tracker)
        found = replace(
            found,
            messages=messages(policy, message_folders(ground.root, policy)),
            samples=samples(policy, (ground.root / "templates" / "documents", template_folder("documents"))),
        )
        portal = lay_out(found)
    return Book(ground, library, outcome, found, portal, as_of, former)


def _checked(readings: Readings, root: Path, as_of: date) -> Outcome:
    return run(readings.library, as_of, read_baseline(root), readings.examined)


def message_folders(root: Path, policy: Policy) -> tuple[Path, ...]:
    """Where templates of messages are looked for: the team's folder first, then the package's.

    What a fork wrote is not run. Raises MessageError where the folder lies elsewhere.
    """
    if not policy.messages or is_of_fork(os.environ):
        return (template_folder("messages"),)
    if leads_out(root, root / policy.messages):
        raise MessageError(f"{policy.messages} {LINKED_OUT}")
    return root / policy.messages, template_folder("messages")


def past_of(root: Path, library: Library, as_of: date) -> Histories:
    """What Git tells about the action items, where the policy wants it and there are any."""
    if library.policy.history != "git" or not any(one.action_items for one in library.postmortems):
        return NO_PAST
    return histories(read_document_log(root, library, user_store(root)), library, as_of)


def with_runbooks(past: Histories, root: Path, library: Library) -> Histories:
    """What Git tells, with the versions of runbooks."""
    return replace(past, runbooks=read_runbook_log(root, library, user_store(root)))


def _published(library: Library, hidden: frozenset[str]) -> Library:
    """The documents that become pages, without the prose that only the checks look at."""
    return replace(
        library,
        postmortems=tuple(
            replace(document, prose=()) for document in library.postmortems if document.path not in hidden
        ),
        runbooks=tuple(
            replace(document, prose=()) for document in library.runbooks if document.path not in hidden
        ),
    )
