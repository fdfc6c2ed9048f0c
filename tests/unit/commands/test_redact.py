"""`incidentbook redact` and `--audience`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import main
from tests.planted import SECRETS, plant


def run(root: Path, *words: str) -> Result:
    """The command, called in a root."""
    return CliRunner().invoke(main.cli if hasattr(main, "cli") else main, [*words, "--root", str(root)])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted corpus."""
    folder = tmp_path_factory.mktemp("planted")
    plant(folder)
    return folder
