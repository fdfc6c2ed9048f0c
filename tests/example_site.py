"""The example portal of this repository, built as a contributor builds it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parents[1]


def built_once(factory: pytest.TempPathFactory, name: str, search: str = "true") -> Path:
    """The example portal, built strictly below `name`, once for all workers; read it, never write into it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site, log = shared / name, shared / f"{name}.log"
    with FileLock(shared / f"{name}.lock"):
        if not log.exists():
            log.write_text(build(site, search), encoding="utf-8")
    assert (site / "index.html").is_file(), log.read_text(encoding="utf-8")
    return site


def build(site: Path, search: str = "true") -> str:
    """Build the example portal with this `search` strictly into `site`, which must not exist yet.

    Returns:
        What the build printed. Where it failed there is no `site`.
    """
    partial = site.with_name(f"{site.name}.partial")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(partial)],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "INCIDENTBOOK_SEARCH": search,
            "NO_MKDOCS_2_WARNING": "true",
            "DISABLE_MKDOCS_2_WARNING": "true",
        },
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        partial.rename(site)
    return f"mkdocs build ended with exit status {done.returncode}:\n{done.stdout}"
