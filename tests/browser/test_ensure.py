"""How the tests come by a browser, tried on a machine that has none."""

import sys
from pathlib import Path

import pytest

from tests.browser import ensure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

STARTS = "#!/bin/sh\necho Chromium 1.2.3\n"
REFUSES = "#!/bin/sh\necho install the real one >&2\nexit 1\n"


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser and without apt-get; the folder on its PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(ensure, "own_browser", lambda: None)
    monkeypatch.setattr(ensure, "runs_as_root", lambda: True)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would have been run."""
    run: list[str] = []
    monkeypatch.setattr(ensure, "_run", lambda *command: run.append(" ".join(command)))
    return run


def program(path: Path, script: str) -> Path:
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_takes_the_browser_that_is_there(
    bare: Path, commands: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    program(bare / "chromium", REFUSES)
    chrome = program(bare / "google-chrome", STARTS)
    assert ensure.main() == 0
    assert str(chrome) in capsys.readouterr().out
    assert commands == []


def test_root_gets_the_system_s_package(bare: Path, capfd: pytest.CaptureFixture[str]) -> None:
    new = f"printf '#!/bin/sh\\nexit 0\\n' > {bare}/chromium && /bin/chmod +x {bare}/chromium"
    program(bare / "apt-get", f"#!/bin/sh\ncase $1 in install) {new} ;; esac\n")
    assert ensure.main() == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "+ apt-get update -qq"
    assert lines[1].startswith("+ apt-get install -y -qq --no-install-recommends chromium ")
    assert lines[2] == f"Browser for the tests: {bare}/chromium"


@pytest.mark.parametrize("root", [True, False])
def test_anybody_else_gets_playwright_s_own(
    bare: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch, root: bool
) -> None:
    if not root:
        program(bare / "apt-get", STARTS)
    monkeypatch.setattr(ensure, "runs_as_root", lambda: root)
    assert ensure.main() == 1
    assert commands == [f"{sys.executable} -m playwright install chromium"]


@pytest.mark.usefixtures("commands")
def test_says_what_to_do_when_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert ensure.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_a_browser_that_was_named_must_start(
    monkeypatch: pytest.MonkeyPatch, commands: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
    assert ensure.main() == 1
    assert "CHROMIUM names “/nowhere/chrome”" in capsys.readouterr().err
    assert commands == []
