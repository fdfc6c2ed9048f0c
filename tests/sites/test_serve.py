"""`mkdocs serve`: an edit shows up, wherever the document lies, and then nothing builds again."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sites.builder import Site, environment
from tests.sites.conftest import MATERIAL, POLICY, POSTMORTEM, RUNBOOK

PATIENCE = 60.0


@dataclass
class Served:
    """A running server: where it answers, and what it printed."""

    address: str
    log: Path

    def page(self, path: str) -> str:
        """A page as it is now; empty while there is none."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=10) as answer:  # noqa: S310 - our own
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def builds(self) -> int:
        """How often it has built."""
        return len(re.findall("Building documentation", self.log.read_text(encoding="utf-8")))


@pytest.fixture
def served(empty_site: Site) -> Iterator[Served]:
    """A site with a document inside and one outside the folder of its pages, served."""
    empty_site.write(
        {
            "mkdocs.yml": MATERIAL,
            "incidentbook.yml": POLICY,
            "docs/runbooks/checkout.md": RUNBOOK,
            "incidents/postmortems/2025-03-15-checkout.md": POSTMORTEM,
        }
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = empty_site.folder.parent / "serve.log"
    with log.open("w", encoding="utf-8") as output:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
        server = subprocess.Popen(
            command, cwd=empty_site.folder, env=environment(), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield Served(f"http://127.0.0.1:{port}/", log)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def wait_for(truth: Callable[[], bool], served: Served) -> None:
    end = time.monotonic() + PATIENCE
    while not truth():
        assert time.monotonic() < end, served.log.read_text(encoding="utf-8")
        time.sleep(0.1)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_edits_show_up_and_nothing_builds_in_circles(served: Served, empty_site: Site) -> None:
    folder = empty_site.folder
    page = "incidents/postmortems/2025-03-15-checkout/"
    wait_for(lambda: "A value went live" in served.page(page), served)

    edit(folder / "incidents/postmortems/2025-03-15-checkout.md", "A value went live", "A flag went live")
    wait_for(lambda: "A flag went live" in served.page(page), served)

    edit(folder / "docs/runbooks/checkout.md", "Nobody can buy.", "Hardly anybody can buy.")
    wait_for(lambda: "Hardly anybody can buy." in served.page("runbooks/checkout/"), served)

    edit(folder / "incidentbook.yml", "title: Checkout,", "title: The till,")
    wait_for(lambda: "The till" in served.page("services/checkout/"), served)

    new = POSTMORTEM.replace("Checkout down", "Checkout slow").replace("2025-03-15T", "2025-03-16T")
    (folder / "incidents/postmortems/2025-03-16-slow.md").write_text(new, encoding="utf-8")
    wait_for(lambda: "Checkout slow" in served.page("postmortems/"), served)

    built = served.builds()
    time.sleep(4)
    assert served.builds() == built
    assert "Traceback" not in served.log.read_text(encoding="utf-8")
