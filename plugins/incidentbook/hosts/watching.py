"""What `serve` watches besides the folder of the pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.reading.places import rota_path
from incidentbook.reading.tracker_file import TRACKER_NAME
from incidentbook.resources import templates_folder

from .book import Book

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_BESIDE = (BASELINE_NAME, TRACKER_NAME)


def watch(server: "LiveReloadServer", book: Book, docs_dir: Path) -> None:
    """Have `server` build again when something changes of which the portal is made.

    That is the policy, the baseline, the tickets, a template, a rule file or a document outside `docs_dir`.
    """
    for path in _files(book):
        server.watch(str(path))
    for folder in sorted(_folders(book, docs_dir)):
        server.watch(str(folder), recursive=folder != book.ground.root)


def _files(book: Book) -> Iterator[Path]:
    if book.ground.policy_file is not None:
        yield book.ground.policy_file
    beside = (*_BESIDE, rota_path(book.ground.policy))
    yield from (path for name in beside if (path := book.ground.root / name).is_file())
    yield templates_folder()


def _folders(book: Book, docs_dir: Path) -> set[Path]:
    """The outermost folders of the documents that do not lie below `docs_dir`."""
    paths = (*(one.path for one in book.documents()), *(one.path for one in book.library.alert_files))
    parents = {(book.ground.root / path).parent for path in paths}
    outside = {folder for folder in parents if folder != docs_dir and docs_dir not in folder.parents}
    deep = outside - {book.ground.root}
    inner = {folder for folder in deep if any(parent in deep for parent in folder.parents)}
    return outside - inner
