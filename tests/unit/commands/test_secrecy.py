"""No report tells a secret: logs and pull requests are read by more people than the repository."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from incidentbook.commands import cli

DRAWN = "k7Rw2vQx9Zt4mBc8"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_a_secret_is_reported_without_being_told(form: str, tmp_path: Path) -> None:
    document = tmp_path / "postmortems" / "labels.md"
    document.parent.mkdir()
    document.write_text(f"# Labels late\n\n## Response\n\nWe set PASSWORD={DRAWN} again.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--root", str(tmp_path), "--all", "--format", form])
    assert result.exit_code == 1
    assert f"{DRAWN[:4]}…" in result.output or f"{DRAWN[:4]}\\u2026" in result.output
    assert DRAWN[:6] not in result.output
