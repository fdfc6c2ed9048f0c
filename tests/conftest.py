"""What all tests share: the checkout, and the example portal built once."""

import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parents[1]

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portal, built strictly, once for all workers; read it, never write into it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site, log = shared / "example-site", shared / "example-site.log"
    with FileLock(shared / "example-site.lock"):
        if not log.exists():
            log.write_text(_build(site), encoding="utf-8")
    assert (site / "index.html").is_file(), log.read_text(encoding="utf-8")
    return site


def _build(site: Path) -> str:
    """Build the example portal into `site`; what the build printed, and no site where it failed."""
    partial = site.with_name(f"{site.name}.partial")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(partial)]
    build = subprocess.run(
        command,
        cwd=REPOSITORY,
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if build.returncode == 0:
        partial.rename(site)
    return f"mkdocs build ended with exit status {build.returncode}:\n{build.stdout}"
