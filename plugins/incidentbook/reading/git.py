"""Git, asked about the past of a folder: the one place of the readers that runs it."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from incidentbook.records.plain import dataclass

_LONGEST = 120
"""Seconds after which Git is given up."""

_AT_ONCE = 500
"""Blobs that are fetched by one process, so that a long past does not fill the memory."""

_ELSEWHERE = frozenset({"GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"})
"""Variables with which a hook's Git points at its own repository, not at the folder's."""


class GitError(Exception):
    """Git cannot tell; the message says why, as half a sentence for the reader of a page."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in, as it stands at HEAD.

    `prefix` leads from its top to the folder ("" or with a trailing slash); `cuts` are the commits at which
    a shallow clone ends.
    """

    root: Path
    head: str
    prefix: str
    cuts: frozenset[str]

    def log(self, *arguments: str) -> str:
        """What `git log` prints. Raises GitError."""
        return _run(self.root, "log", *arguments).decode("utf-8", "surrogateescape")

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The contents of blobs, each with its id; None where the clone does not hold it. Raises GitError."""
        waiting = list(ids)
        for start in range(0, len(waiting), _AT_ONCE):
            wanted = waiting[start : start + _AT_ONCE]
            said = _run(self.root, "cat-file", "--batch", given="\n".join(wanted).encode() + b"\n")
            yield from zip(wanted, _contents(said, len(wanted)), strict=True)


def open_repository(root: Path) -> Repository:
    """The repository that the folder `root` lies in. Raises GitError where there is none with a commit."""
    said = _run(root, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    inside, shallow, prefix = said.decode("utf-8", "surrogateescape").split("\n")[:3]
    if inside != "true":
        raise GitError("the folder is not in a Git repository")
    head = _run(root, "rev-parse", "--verify", "HEAD^{commit}").decode().strip()
    return Repository(root, head, prefix, _cuts(root) if shallow == "true" else frozenset())


def _cuts(root: Path) -> frozenset[str]:
    place = _run(root, "rev-parse", "--git-path", "shallow").decode("utf-8", "surrogateescape").rstrip("\n")
    try:
        return frozenset((root / place).read_text(encoding="ascii").split())
    except (OSError, ValueError) as error:
        raise GitError("the clone is shallow, and where it ends cannot be read") from error


def _contents(said: bytes, number: int) -> Iterator[bytes | None]:
    """The answers of `cat-file --batch`, in the order of the questions."""
    at = 0
    for _ in range(number):
        end = said.find(b"\n", at)
        words = said[at:end].split()
        at = end + 1
        if len(words) == 3 and words[1] == b"blob":  # noqa: PLR2004 - id, type, size
            size = int(words[2])
            yield said[at : at + size]
            at += size + 1
        else:
            yield None


def _run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise GitError("git is not installed")
    command = [program, "--no-pager", "--no-replace-objects", "-c", "log.showSignature=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - git alone, with arguments of this package
            command,
            cwd=root,
            env=_environment(),
            input=given,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git took longer than {_LONGEST} seconds") from error
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror})") from error
    if done.returncode:
        raise GitError(_reason(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _environment() -> dict[str, str]:
    """The environment in which Git speaks plainly, asks nobody and fetches nothing."""
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return own | {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",  # what older ones understand
    }


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "the folder is not in a Git repository"
    if "dubious ownership" in said:
        return "git does not trust the folder, which belongs to another user (see `safe.directory`)"
    if "Needed a single revision" in said:
        return "the repository has no commit yet"
    if "promisor" in said or "not allowed" in said:
        return "the clone is partial and lacks older contents (clone without `--filter`)"
    if "diff-merges" in said:
        return "git is older than 2.31"
    return f"git failed: {' '.join(said.split())}"
