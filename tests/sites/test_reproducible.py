"""The same sources and the same `as_of` give the same bytes: anywhere, in any order, on any day."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from incidentbook.commands.export import command as export
from tests.example_site import REPOSITORY
from tests.sites.builder import Built, environment
from tests.sites.test_cache import differences

SOURCES = ("content", "messages", "rules", "incidentbook.yml", "mkdocs.yml", "oncall.yml")
ADDRESS = "\nsite_url: https://incidents.example.com/book/\n"
"""With an address, MkDocs also writes days into the sitemap."""

HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1775001600"}
THERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "tr_TR.ISO-8859-9",
    "PYTHONUTF8": "0",
    "SOURCE_DATE_EPOCH": "1900000000",
}
"""Another machine on another day: its hashes, its clock, its words, and an encoding that knows no `“`."""

PROGRAM = "import os, sys; os.umask(int(sys.argv[1], 8)); del sys.argv[1]; "
HELPED = "from incidentbook.hosts import helper, looks; helper.LEAST = looks.LEAST = int(sys.argv.pop(1)); "
BUILD = f"{PROGRAM} {HELPED}"


def sources() -> list[Path]:
    """The files of the example portal, relative to the repository."""
    found = (REPOSITORY / name for name in SOURCES)
    files = (path for top in found for path in ([top] if top.is_file() else sorted(top.rglob("*"))))
    return [path.relative_to(REPOSITORY) for path in files if path.is_file()]


def copied(folder: Path, files: list[Path]) -> Path:
    """A copy of the sources that were made in this order, outside of Git."""
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / path, folder / path)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(ADDRESS)
    return folder


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies, made in different orders, with different lengths of their paths."""
    folder, files = tmp_path_factory.mktemp("copies"), sources()
    shuffled = random.Random(7).sample(files, len(files))  # noqa: S311 - no secret
    return copied(folder / "one", files), copied(folder / "the other" / "a deeper way", shuffled)


def run(folder: Path, surroundings: Mapping[str, str], *command: str) -> bytes:
    """What a command prints in these surroundings."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    told = {**environment(), **variables, **surroundings}
    done = subprocess.run(
        [sys.executable, "-c", *command], cwd=folder, env=told, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def built(folder: Path, site: Path, surroundings: Mapping[str, str], mask: str, least: int) -> Built:
    """The site of a copy; `least` says from how many pages on a second process helps."""
    program = f"{BUILD} from mkdocs.__main__ import cli; cli()"
    run(folder, surroundings, program, mask, str(least), "build", "--strict", "--site-dir", str(site))
    return Built(site, 0, "")


def test_two_machines_build_the_same_site(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here = built(copies[0], tmp_path / "site", HERE, "022", sys.maxsize)
    there = built(copies[1], tmp_path / "another" / "public", THERE, "077", 1)
    assert len(here.files()) > len(sources())
    assert "<lastmod>2026-03-31</lastmod>" in here.html("sitemap.xml")
    assert differences(here, there) == []


FORMS = next(option.type.choices for option in export.params if option.name == "form")  # type: ignore[attr-defined]  # click types it by its base


@pytest.mark.parametrize("form", FORMS)
def test_two_machines_export_the_same_bytes(copies: tuple[Path, Path], form: str) -> None:
    program = f"{PROGRAM} from incidentbook.commands import main; main()"
    here, there = (
        run(folder, surroundings, program, "022", "export", "--format", form)
        for folder, surroundings in zip(copies, (HERE, THERE), strict=True)
    )
    assert here == there
    assert len(here) > 1000


@pytest.mark.parametrize("form", ["sarif", "gitlab", "github", "markdown", "junit"])
def test_two_machines_report_the_same_findings(copies: tuple[Path, Path], form: str) -> None:
    program = f"{PROGRAM} from incidentbook.commands import main; main()"
    words = ("check", "--format", form, "--fail-on", "error")
    here, there = (
        timeless(run(folder, surroundings, program, "022", *words))
        for folder, surroundings in zip(copies, (HERE, THERE), strict=True)
    )
    assert here == there
    assert here


def timeless(report: bytes) -> list[bytes]:
    """The lines of a report but that which says how long it took."""
    return [line for line in report.splitlines() if b" rules, " not in line]
