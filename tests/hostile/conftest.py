"""The site and the reports of a repository whose documents hold every payload, made once."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.corpus import POLICY, repository
from tests.sites.builder import Built, Site, environment

MKDOCS = """site_name: x
site_url: https://incidents.example/
theme: {name: material, font: false, features: [navigation.instant, search.suggest, search.highlight]}
plugins: [search, incidentbook]
markdown_extensions: [admonition, attr_list, toc, pymdownx.details]
"""

Run = Callable[..., str]
"""Runs the command with some words, and gives what it printed, on standard error too."""


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository."""
    folder = tmp_path_factory.mktemp("hostile") / "root"
    folder.mkdir()
    Site(folder).write({"mkdocs.yml": MKDOCS, "incidentbook.yml": POLICY, **repository()})
    return folder


@pytest.fixture(scope="session")
def hostile(hostile_root: Path) -> Built:
    """Its site."""
    built = Site(hostile_root).build()
    assert built.status == 0, built.log
    return built


@pytest.fixture(scope="session")
def run(hostile_root: Path) -> Run:
    """Runs `incidentbook` in it."""

    def ran(*words: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "incidentbook", *words],
            cwd=hostile_root,
            env={**environment(), "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )
        said = ended.stdout.decode("utf-8", "strict")
        errors = ended.stderr.decode("utf-8", "strict")
        assert "Traceback" not in errors, errors
        assert "bug in incidentbook" not in errors, errors
        return said + errors

    return ran
