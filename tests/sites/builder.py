"""Small sites in temporary folders, built by the hosts' own commands, and what came out."""

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r"<(?:a|link|img|script)\b[^>]*?\s(?:href|src)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)


def environment() -> dict[str, str]:
    """This process's environment, without warnings about the future of MkDocs, at a fixed time."""
    return {
        **os.environ,
        "DISABLE_MKDOCS_2_WARNING": "true",
        "NO_MKDOCS_2_WARNING": "true",
        "SOURCE_DATE_EPOCH": "1775001600",
        "PYTHONWARNINGS": "ignore",
        "COLUMNS": "1000",
        "NO_COLOR": "1",
    }


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built: its folder, how the command ended, and what it printed."""

    folder: Path
    status: int
    log: str

    def files(self) -> list[str]:
        """The paths of all files, in order."""
        return sorted(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()
        )

    def html(self, path: str) -> str:
        """The text of one page."""
        return (self.folder / path).read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        """All pages by path."""
        return {path: self.html(path) for path in self.files() if path.endswith(".html")}

    def data(self, path: str) -> Any:  # noqa: ANN401 - JSON is anything
        """What a JSON file holds."""
        return json.loads((self.folder / path).read_text(encoding="utf-8"))

    def dead_links(self) -> list[str]:
        """Each link to a file or an anchor of the site that is not there, as "page → address"."""
        return [
            f"{page} → {address}"
            for page, html in self.pages().items()
            if page != "404.html"
            for address in addresses(html)
            if not self._leads_somewhere(page, address)
        ]

    def _leads_somewhere(self, page: str, address: str) -> bool:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return True
        target = (self.folder / page).parent / unquote(parts.path) if parts.path else self.folder / page
        target = target / "index.html" if target.is_dir() else target
        anchor, _, _filled_in = parts.fragment.partition("?")  # what scripts read stands behind the "?"
        if not target.is_file() or target.suffix != ".html" or not anchor:
            return target.is_file()
        return f'id="{unquote(anchor)}"' in target.read_text(encoding="utf-8")


def addresses(html: str) -> Iterator[str]:
    """The addresses that a page links to or loads."""
    for match in _LINK.finditer(_SCRIPT.sub("", html)):
        yield unescape(next(group for group in match.groups() if group is not None))


class Site:
    """A folder with a site's sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: Mapping[str, str | bytes]) -> "Site":
        """Write files by their paths; text loses its common indentation."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode()
            path.write_bytes(data)
        return self

    def read(self, name: str) -> str:
        """The text of a source file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def build(self, *flags: str, host: str = "mkdocs", to: str = "out") -> Built:
        """Build with the host's command; `flags` such as `--strict` go to it."""
        target = self.folder.parent / f"{self.folder.name}-{to}"
        command = [sys.executable, "-m", host, "build", "--site-dir", str(target), *flags]
        ended = subprocess.run(
            command,
            cwd=self.folder,
            env=environment(),
            check=False,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return Built(target, ended.returncode, ended.stdout)
