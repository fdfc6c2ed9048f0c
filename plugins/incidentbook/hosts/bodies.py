"""What the portal says on pages: around a document, on a page of its own, in the handbook, and on call."""

from pathlib import Path
from urllib.parse import urljoin

from mkdocs.structure.files import File

from incidentbook.pages import links
from incidentbook.pages.models import Frame, Handbook, Page, Target
from incidentbook.reading.store import user_store
from incidentbook.rendering import Renderer

from . import handbook
from .book import Book
from .compiled import Compiled
from .entries import is_ours
from .safety import own_ids, printable
from .shelf import Shelf


class Bodies:
    """Writes what the models of a book say, with addresses as seen from the page where it stands."""

    def __init__(self, book: Book, shelf: Shelf) -> None:
        self._book = book
        self._shelf = shelf
        self._today = book.ground.policy.as_of
        self._compiled = Compiled(user_store(book.ground.root))
        self._renderer = Renderer(self._today, self._compiled)
        self._last: tuple[Frame | Page, object] | None = None

    def model(self, said: Frame | Page) -> object:
        """The model of a frame or a page; the last one is kept, since more than one thing is made of it."""
        if self._last is None or self._last[0] is not said:
            self._last = said, said.model
        return self._last[1]

    def keep(self) -> None:
        """Keep the compiled templates for the next build."""
        self._compiled.save()

    def markdown(self, generated: Page, file: File) -> str:
        """The Markdown of a generated page's own text; empty where it has none."""
        return self._rendered(generated.text, self.model(generated), file) if generated.text else ""

    def around(self, frame: Frame, file: File) -> tuple[str, str]:
        """The HTML above and below a document's text."""
        model = self.model(frame)
        above, below = (self._rendered(name, model, file) for name in (frame.template, frame.footer))
        return above, below

    def on(self, generated: Page, file: File) -> tuple[str, ...]:
        """The HTML of a generated page; nothing where it gives way to the site's own."""
        if generated.gives_way and not is_ours(file):
            return ()
        if not generated.template:
            return ("",)
        return (self._rendered(generated.template, self._opened(self.model(generated), file), file),)

    def ground_of(self, said: Frame | Page, file: File) -> object:
        """All on which what is said on a page depends, beside templates and addresses."""
        footer = said.footer if isinstance(said, Frame) else ""
        return said.template, footer, self._opened(self.model(said), file), self._today

    def way(self, file: File) -> str:
        """The HTML that leads from a chapter of the handbook to the others; empty for other pages."""
        contents = self._book.portal.handbook
        if contents is None or file not in self._shelf.handbook[1:]:
            return ""
        return self._rendered("handbook/way.html", self._opened(contents, file), file)

    def oncall(self, site_dir: Path, site_url: str) -> str:
        """The on-call page; it leads back also from where it was saved, if the site has an address."""
        file = File(links.ONCALL, None, str(site_dir), use_directory_urls=False)
        base = f"{site_url.rstrip('/')}/" if site_url else ""

        def resolve(target: Target) -> str:
            address = self._shelf.address(target, file)
            return urljoin(base, address) if base and address else address

        return printable(self._renderer.render("oncall/page.html", self._book.portal.oncall, resolve))

    def _opened(self, model: object, file: File) -> object:
        """The contents of the handbook with the team's pages; any other model as it is."""
        return handbook.opened(model, file, self._shelf) if isinstance(model, Handbook) else model

    def _rendered(self, template: str, model: object, file: File) -> str:
        def resolve(target: Target) -> str:
            return self._shelf.address(target, file)

        return own_ids(printable(self._renderer.render(template, model, resolve))) if template else ""
