"""Which files of a public site are passed over: those of the theme, wherever it is installed."""

import sys
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from incidentbook.hosts.inspection import theme_files


@pytest.mark.parametrize(("folder", "is_known"), [("env/theme", True), ("overrides", False)])
def test_an_environment_in_the_project_is_not_the_project_s_own(
    folder: str, is_known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "bundle.js").write_text("x")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    config = MkDocsConfig()
    config.theme = Theme(custom_dir=str(tmp_path / folder))
    assert ("bundle.js" in theme_files(config, tmp_path)) is is_known
