"""What is published: the sdist and the wheel carry everything, and a site builds from the wheel alone."""

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "plugins", "templates")
"""What the sdist is built from."""

POSTMORTEM = """\
---
title: Labels printed twice
date: 2025-02-03
severity: SEV3
services: [label-printer]
---

# Labels printed twice

## Summary

A retry sent the same job to the printer twice.

## Impact

Four parcels carried two labels.

## Root cause

A job had no name by which the printer could have known it again.

## Action items

- [ ] Give each job a name of its own — @ana, due 2099-01-01
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment into which the wheel was installed."""

    folder: Path

    def run(self, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment in `cwd`; its errors are in its output."""
        program = self.folder / ("Scripts" if sys.platform == "win32" else "bin") / command[0]
        return subprocess.run(
            [str(program), *command[1:]],
            cwd=cwd,
            check=False,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a command that has to succeed."""
    done = subprocess.run(command, cwd=cwd, check=False, text=True, encoding="utf-8", capture_output=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def dist(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(repository))
    return folder


@pytest.fixture(scope="module")
def wheel_names(dist: Path) -> set[str]:
    """The names of all files in the wheel."""
    with zipfile.ZipFile(only(dist.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel, which finds the dependencies among those of this environment."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wheel = str(only(dist.glob("*.whl")))
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", wheel)
    dependencies = sysconfig.get_path("purelib")
    site_packages = only(folder.rglob("site-packages"))
    (site_packages / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    return Installed(folder)


def only(paths: Iterator[Path]) -> Path:
    """The one path that there is."""
    (path,) = paths
    return path


def files_below(folder: Path) -> set[str]:
    """The files below `folder`, as POSIX paths relative to it, without what Python leaves behind."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_has_every_module_and_every_template(repository: Path, wheel_names: set[str]) -> None:
    modules = files_below(repository / "plugins" / "incidentbook")
    templates = {f"templates/{name}" for name in files_below(repository / "templates")}
    assert len(templates) > 5
    inside = {name for name in wheel_names if ".dist-info/" not in name}
    assert inside == {f"incidentbook/{name}" for name in modules | templates}


def test_the_wheel_is_typed_and_licensed(wheel_names: set[str]) -> None:
    assert "incidentbook/py.typed" in wheel_names
    assert [name for name in wheel_names if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_sdist_has_what_the_wheel_is_built_from_and_no_more(dist: Path) -> None:
    with tarfile.open(only(dist.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {name.partition("/")[0] for name in names} == {*PROJECT, ".gitignore", "PKG-INFO"}
    assert "templates/documents/runbook.md" in names


def test_the_wheel_is_what_is_imported(installed: Installed, tmp_path: Path) -> None:
    code = (
        "import incidentbook, incidentbook.resources as r; print(incidentbook.__file__, r.templates_folder())"
    )
    done = installed.run("python", "-c", code, cwd=tmp_path)
    package, templates = map(Path, done.stdout.split())
    assert package.is_relative_to(installed.folder)
    assert templates == package.parent / "templates"


def test_the_command_says_what_it_can_do(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("incidentbook", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "check" in done.stdout


def test_a_site_is_built_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    postmortems = tmp_path / "docs" / "postmortems"
    postmortems.mkdir(parents=True)
    (postmortems / "2025-02-03-labels-printed-twice.md").write_text(POSTMORTEM, encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("# Incident book\n", encoding="utf-8")
    config = (
        "site_name: Incident book\ntheme: {name: material, font: false}\nplugins: [search, incidentbook]\n"
    )
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = installed.run("python", "-m", "mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "site").rglob("*.html")]
    assert any("Labels printed twice" in page for page in pages)
    assert (tmp_path / "site" / "data" / "postmortems.json").is_file()
