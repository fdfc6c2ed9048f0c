"""Two builds into one folder at once: one waits for the other, and what is left is what one of them made."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from incidentbook.locks import release, take
from tests.sites.builder import Built, Site, environment
from tests.sites.conftest import MATERIAL, POSTMORTEM
from tests.sites.test_cache import differences

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders have no locks there")

WAITS = "Another build is writing"
PATIENCE = 60.0


class Build:
    """A build that runs beside the test, and what it prints."""

    def __init__(self, site: Site, config: str, target: Path) -> None:
        self.target = target
        self._log = site.folder.parent / f"{config}.log"
        command = [sys.executable, "-m", "mkdocs", "build", "-f", config, "--site-dir", str(target)]
        with self._log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command, cwd=site.folder, env=environment(), stdout=log, stderr=subprocess.STDOUT
            )

    def log(self) -> str:
        """What it has printed so far."""
        return self._log.read_text(encoding="utf-8")

    def says(self, words: str) -> bool:
        """Wait until it has printed the words; False where it ends without them."""
        end = time.monotonic() + PATIENCE
        while words not in self.log():
            assert time.monotonic() < end, self.log()
            if self._process.poll() is not None:
                return words in self.log()
            time.sleep(0.02)
        return True

    def kill(self) -> None:
        """End it as the system ends what takes too much memory."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def ended(self) -> Built:
        """The site, once the build is over."""
        return Built(self.target, self._process.wait(PATIENCE), self.log())


@pytest.fixture
def pair(empty_site: Site) -> Site:
    """Two sites with pages of their own in one checkout, which would be written into the same folder."""
    second = MATERIAL.replace("incidentbook", "incidentbook: {config: second.yml}")
    pages = {f"docs/first/{n}.md": f"# First {n}\n" for n in range(40)}
    return empty_site.write(
        {
            "mkdocs.yml": f"{MATERIAL}\n",
            "second.mkdocs.yml": f"{second}\nexclude_docs: first/\n",
            "incidentbook.yml": "title: First\n",
            "second.yml": "title: Second\npostmortems: [others/*.md]\n",
            "postmortems/2025-03-15-first.md": POSTMORTEM,
            "others/2025-03-15-second.md": POSTMORTEM.replace("Checkout", "Search"),
            **pages,
        }
    )


def test_one_waits_and_nothing_mixes(pair: Site) -> None:
    alone = {name: pair.build("-f", name, to=f"alone-{name}") for name in ("mkdocs.yml", "second.mkdocs.yml")}
    assert [built.status for built in alone.values()] == [0, 0], [built.log for built in alone.values()]
    assert differences(*alone.values())
    target = pair.folder.parent / "shared"
    target.mkdir()
    held = take(target, lambda: None)
    builds = {name: Build(pair, name, target) for name in alone}
    assert all(build.says(WAITS) for build in builds.values())
    assert list(target.iterdir()) == []
    release(held)
    ended = {name: build.ended() for name, build in builds.items()}
    assert [built.status for built in ended.values()] == [0, 0], [built.log for built in ended.values()]
    left = next(iter(ended.values()))
    assert [] in [differences(left, built) for built in alone.values()]


def test_a_build_that_was_killed_is_in_nobodys_way(pair: Site) -> None:
    target = pair.folder.parent / "shared"
    killed = Build(pair, "mkdocs.yml", target)
    assert killed.says("Building documentation to directory")
    killed.kill()
    after = Build(pair, "second.mkdocs.yml", target).ended()
    assert (after.status, WAITS in after.log) == (0, False), after.log
    assert differences(after, pair.build("-f", "second.mkdocs.yml", to="alone")) == []


def test_builds_into_two_folders_do_not_wait(pair: Site) -> None:
    held = pair.folder.parent / "held"
    held.mkdir()
    handle = take(held, lambda: None)
    built = pair.build(to="free")
    release(handle)
    assert (built.status, WAITS in built.log) == (0, False), built.log


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_folder_that_cannot_be_written_is_said_in_words(pair: Site, host: str) -> None:
    code = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        f"sys.argv = ['{host}', 'build', '--site-dir', sys.argv[1]]\n"
        f"runpy.run_module('{host}', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(pair.folder.parent / "full")],
        cwd=pair.folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written: the file would be larger than files may be here" in done.stderr
    assert "Traceback" not in done.stderr
