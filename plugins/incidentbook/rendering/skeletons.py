"""Skeletons of new documents, from the templates of a team or of this package."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from .template_loader import sandbox

POSTMORTEM_BY_DEPTH = {
    "full": "postmortem-full.md",
    "light": "postmortem-light.md",
    "none": "postmortem-light.md",
}
"""The skeleton for each depth of review."""


def skeleton(name: str, values: Mapping[str, object], folders: Sequence[Path]) -> str:
    """The text of the skeleton `name` from the first of `folders` that has it, filled with `values`.

    The filter `yaml` quotes a value for front matter; `line` makes a value one line of plain text.
    Raises jinja2.TemplateError for a template that cannot be used.
    """
    environment = sandbox(folders, keep_trailing_newline=True)
    environment.filters["yaml"] = _yaml
    environment.filters["line"] = _line
    return environment.get_template(name).render(values)


def slug(text: str) -> str:
    """Text as a file name's words: lower-case ASCII letters and digits joined by "-", never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:80].rstrip("-") or "untitled"


def _yaml(value: object) -> str:
    """A value as YAML's double-quoted text or flow list (JSON is both)."""
    return json.dumps(value, ensure_ascii=False)


def _line(value: object) -> str:
    return " ".join(str(value).split())
