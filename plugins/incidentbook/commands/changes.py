"""Which files changed since a revision, as Git knows it."""

from pathlib import Path

from .usage import refusal, usage_error

_LONGEST = 120
"""Seconds after which Git is given up."""


def changed_since(revision: str, root: Path) -> frozenset[str]:
    """The files below `root` that differ from where `revision` and HEAD parted, as paths relative to it.

    Uncommitted changes and new files count. Raises Refusal where Git cannot tell.
    """
    if not revision.strip() or revision.startswith("-"):
        raise usage_error(f"“{revision}” is no revision")
    base = _git(root, "merge-base", revision, "HEAD", revision=revision).strip()
    changed = _git(root, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", base, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(path for path in f"{changed}\0{new}".split("\0") if path)


def _git(root: Path, *arguments: str, revision: str = "") -> str:
    import shutil
    import subprocess

    program = shutil.which("git")
    if program is None:
        raise refusal("--changed-since needs git, which is not installed")
    command = [program, "-c", "core.quotePath=false", "-C", str(root), *arguments]
    done = subprocess.run(  # noqa: S603 - git alone, with a revision that is no option
        command, capture_output=True, timeout=_LONGEST, check=False
    )
    if done.returncode:
        raise refusal(_reason(done.stderr.decode("utf-8", "replace"), revision, root))
    return done.stdout.decode("utf-8", "surrogateescape")


def _reason(said: str, revision: str, root: Path) -> str:
    if "not a git repository" in said:
        return f"--changed-since needs a Git repository, which {root} is not in"
    if revision and ("Not a valid" in said or "unknown revision" in said or not said.strip()):
        fetch = "In CI, fetch it first: a shallow clone holds the newest commit only (`fetch-depth: 0`)"
        return f"Git knows no common commit of “{revision}” and HEAD. {fetch}"
    return f"Git failed: {' '.join(said.split())}"
