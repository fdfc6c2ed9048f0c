"""What the project is made of: locked packages with their licences, and the origin of a site's browser files.

`python -m tests.supply.inventory [SITE]` prints it as Markdown; it ends with 1 where a package states no
licence, or where a script or style sheet of the built SITE is neither ours nor that of a locked package.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = ("site", "test", "lock", "fuzz", "sbom")
SHIPPED = frozenset({".js", ".css", ".wasm", ".woff", ".woff2", ".ttf", ".map", ".pagefind"})
"""Endings of what a site hands to browsers beside pages, data and pictures."""

INDEXES = re.compile(r"(search/|pagefind/(index|fragment|filter)/|pagefind/pagefind\.[^/]+\.pf_meta)")
"""What is made of the documents and is nobody's code."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """A locked package: its licence ("" where it is not installed here), and how many hashes the lock has."""

    name: str
    version: str
    licence: str
    hashes: int


@dataclass(frozen=True, slots=True)
class BrowserFile:
    """A file that a site hands to browsers: whose it is ("" where nobody's), and its SHA-256."""

    path: str
    origin: str
    digest: str


def packages(lock: str) -> Iterator[Package]:
    """The packages of a lock in `requirements/`."""
    text = (REPOSITORY / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pins = list(_PIN.finditer(text))
    for pin, following in zip(pins, [*pins[1:], None], strict=True):
        part = text[pin.start() : following.start() if following else None]
        yield Package(pin[1], pin[2], licence(pin[1]), len(_HASH.findall(part)))


def licence(name: str) -> str:
    """The licence that an installed package states: in its metadata, else in its licence file."""
    try:
        stated = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    text = "".join(stated.get_all("License", [])[:1])
    classes = [
        one.rpartition(" :: ")[2] for one in stated.get_all("Classifier", []) if one.startswith("License ::")
    ]
    return (
        "".join(stated.get_all("License-Expression", [])[:1])
        or ("" if "\n" in text or text == "UNKNOWN" else text)
        or ", ".join(classes)
        or _title_of_licence(name)
    )


def _title_of_licence(name: str) -> str:
    """The first line of a package's licence file."""
    files = sorted(file for file in _files(name) if file.name.partition(".")[0] in {"LICENSE", "LICENCE"})
    return next(
        (line for file in files for line in file.read_text().split("\n") if line.strip()), "not stated"
    )


@cache
def published() -> dict[str, str]:
    """The packages by the SHA-256 of each of their browser files, as their installation records state it."""
    found = {}
    for name, version in {(one.name, one.version) for one in (*packages("site"), *packages("test"))}:
        for file in _files(name):
            if file.suffix in SHIPPED and file.hash and file.hash.mode == "sha256":
                found[_hexadecimal(file.hash.value)] = f"{name} {version}"
    return found


def _files(name: str) -> Iterable[metadata.PackagePath]:
    try:
        return metadata.files(name) or ()
    except metadata.PackageNotFoundError:
        return ()


def _hexadecimal(value: str) -> str:
    """A digest as a record writes it, in the usual digits."""
    return base64.urlsafe_b64decode(f"{value}==").hex()


def ours() -> dict[str, str]:
    """The browser files of the project and of its example, by their SHA-256."""
    folders = (REPOSITORY / "templates", REPOSITORY / "content")
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in SHIPPED)
    return {digest(path): f"incidentbook, {path.relative_to(REPOSITORY).as_posix()}" for path in files}


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def browser_files(site: Path) -> Iterator[BrowserFile]:
    """The files of a built site that browsers run or apply, in order."""
    known = {**published(), **ours()}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix in SHIPPED and not INDEXES.match(name):
            seen = digest(path)
            yield BrowserFile(name, known.get(seen, ""), seen)


def main(sites: Iterable[str]) -> int:
    """Print the inventory; 1 where something has no licence or no origin."""
    missing = 0
    for lock in LOCKS:
        print(f"\n## requirements/{lock}.txt\n\n| package | version | licence |\n|---|---|---|")
        for one in packages(lock):
            missing += one.licence == "not stated"
            print(f"| {one.name} | {one.version} | {one.licence or 'not installed here'} |")
    for site in sites:
        print(f"\n## Browser files of {site}\n\n| file | from | SHA-256 |\n|---|---|---|")
        for file in browser_files(Path(site)):
            missing += not file.origin
            print(f"| {file.path} | {file.origin or 'unknown'} | {file.digest} |")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
