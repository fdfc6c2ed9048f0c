"""Where the package finds its templates, and what it says when it does not."""

from pathlib import Path

import pytest

from incidentbook import resources


@pytest.fixture(autouse=True)
def forget_the_folder() -> None:
    resources.templates_folder.cache_clear()


def test_finds_the_templates_of_the_checkout() -> None:
    assert resources.templates_folder() == Path(__file__).resolve().parents[2] / "templates"


def test_prefers_the_templates_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "incidentbook"
    (package / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.templates_folder() == package / "templates"


def test_says_where_it_looked_when_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "plugins" / "incidentbook"
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError, match="templates are missing") as failure:
        resources.templates_folder()
    assert str(package / "templates") in str(failure.value)
    assert str(tmp_path / "templates") in str(failure.value)


def test_finds_a_folder_below_the_templates() -> None:
    assert (resources.template_folder("documents") / "runbook.md").is_file()


def test_names_a_folder_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError, match="no folder “nowhere”"):
        resources.template_folder("nowhere")
