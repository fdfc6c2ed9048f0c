"""What all tests share: the checkout, and the example portal built once."""

import os
from pathlib import Path

import hypothesis
import pytest

from tests.example_site import REPOSITORY, built_once

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what is read in a folder of the tests, never in the user's."""
    os.environ["INCIDENTBOOK_CACHE_DIR"] = str(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portal, built strictly, once for all workers; read it, never write into it."""
    return built_once(tmp_path_factory, "example-site")
