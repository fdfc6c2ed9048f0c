"""Templates and page models → HTML fragments, with everything escaped that came from a document."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from incidentbook.pages.models import Target
from incidentbook.resources import templates_folder

from .bars import bars
from .charts import columns
from .drawing import lay_out
from .printing import PageEnvironment, escaped
from .values import VALUES, Links, exact

Resolve = Callable[[Target], str]
"""Gives the address of a target, as seen from the page that is being rendered."""

_Row = TypeVar("_Row")
_SAFE_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9-]*\Z")
_NO_ANCHOR = re.compile(r"[^\w.-]+")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class Renderer:
    """Renders page models. One serves a whole build: templates are compiled once and kept.

    `today` pins the day that relative statements refer to. Where it is None, the browser brings
    what is overdue, stale or "8 months ago" up to the day of the reading.
    """

    def __init__(self, today: date | None = None, compiled: BytecodeCache | None = None) -> None:
        """`compiled` keeps what templates were compiled to."""
        self._links = Links()
        self._environment = _environment(compiled)
        self._environment.filters |= self._links.filters()
        self._today = today.isoformat() if today else ""

    def render(self, template: str, model: object, resolve: Resolve) -> str:
        """The HTML fragment that `template` ("pages/home.html") makes of `model`.

        Raises:
            jinja2.TemplateError: The template is broken or names a value that the model does not have.
        """
        page = self._environment.get_template(template)
        self._links.href = _guarded(resolve)
        return page.render(model=model, today=self._today).strip() + "\n"


def _environment(compiled: BytecodeCache | None) -> PageEnvironment:
    environment = PageEnvironment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    environment.filters |= {
        **VALUES,
        "anchor": anchor,
        "attributes": attributes,
        "bars": bars,
        "code_spans": code_spans,
        "columns": columns,
        "exact": exact,
        "first_rows": first_rows,
        "lay_out": lay_out,
        "percent": percent,
    }
    return environment


def _guarded(resolve: Resolve) -> Resolve:
    """`resolve`, less every address that a browser would run instead of visit."""

    def href(target: Target) -> str:
        address = resolve(target)
        if ":" not in address:
            return address
        scheme = _SCHEME.match(_CONTROL.sub("", address))
        return address if scheme is None or scheme[1].lower() in _SAFE_SCHEMES else ""

    return href


def anchor(id: str) -> str:
    """The id of an action item as an anchor of the tracker: "PM-12/3" → "item-pm-12-3"."""
    return f"item-{_NO_ANCHOR.sub('-', id.casefold()).strip('-')}"


def attributes(data: Iterable[tuple[str, str]]) -> Markup:
    """`data-` attributes for the browser; a name that could leave its attribute is left out."""
    pairs = [f' data-{name}="{escaped(value)}"' for name, value in data if _is_attribute(name)]
    return Markup("".join(pairs))


@cache
def _is_attribute(name: str) -> bool:
    return _ATTRIBUTE.match(name) is not None


def code_spans(text: str) -> Markup:
    """A message with the parts between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def percent(share: float) -> str:
    """A share from 0 to 1 as a length of a drawing: "12.5%"; what lies outside is moved to the edge."""
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}".rstrip("0").rstrip(".") + "%"


def first_rows(rows: Sequence[_Row], count: int) -> Sequence[_Row]:
    """At most the first `count` rows."""
    return rows[:count]
