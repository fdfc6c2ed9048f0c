"""The example portal of this repository, built as a contributor builds it."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def build(site: Path) -> str:
    """Build the example portal strictly into `site`, which must not exist yet.

    Returns:
        What the build printed. Where it failed there is no `site`.
    """
    partial = site.with_name(f"{site.name}.partial")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(partial)],
        cwd=REPOSITORY,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"},
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        partial.rename(site)
    return f"mkdocs build ended with exit status {done.returncode}:\n{done.stdout}"
