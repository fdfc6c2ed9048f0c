"""The whole portal: its generated pages, and the frames around the documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .handbook import Handbook
from .oncall import OnCall

Maker = Callable[[], object]
"""Makes a model: the same each time, and as often as it is called."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Gives a model that was made already: that of a list that is divided among sheets, or a small one.

    `finish` adds what is not needed to divide it, and stands on the first sheet alone.
    """

    model: object
    finish: Callable[[Any], object] | None = None

    def __call__(self) -> object:
        """The model, finished."""
        return self.finish(self.model) if self.finish else self.model


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its path in the portal ("causes/disk-full.md"), its template, what makes its model.

    `search` says whether search should index it; `description` is one sentence for `<meta>`. `text` is a
    template of Markdown ("handbook/triage.md") that stands above what `template` makes, either of which may
    be empty; search indexes it. A page that `gives_way` says nothing where the site has its own at this path.
    `sheet_of` is the path of the first sheet, where the page is a further one. `keywords` are further words
    by which search finds it, before other pages.
    """

    path: str
    title: str
    template: str
    make: Maker = field(compare=False)
    search: bool = True
    description: str = ""
    text: str = ""
    gives_way: bool = False
    sheet_of: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def model(self) -> object:
        """What the page shows, made anew each time: those of all pages take more room than the documents."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Frame:
    """What is put above (`template`) and below (`footer`) a document's own text; `path` is the record's path.

    `make` makes its model. `keywords` are further words by which search finds it, `boost` how much it weighs
    there.
    """

    path: str
    template: str
    footer: str
    make: Maker = field(compare=False)
    keywords: tuple[str, ...] = ()
    boost: float = 1.0
    title: str = ""

    @property
    def model(self) -> object:
        """What the frame shows, made anew each time."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Portal:
    """All pages in the order of their paths, the frames by the path of their document, and the on-call page.

    `handbook` is None where the policy wants none.
    `moved` are the paths of the sheets on which an anchor is to be found, by the first sheet and the anchor.
    """

    pages: tuple[Page, ...]
    frames: Mapping[str, Frame]
    make_oncall: Callable[[], OnCall] = field(compare=False)
    handbook: Handbook | None = None
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def oncall(self) -> OnCall:
        """The on-call page, made anew each time."""
        return self.make_oncall()
