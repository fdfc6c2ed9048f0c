"""Templates of a team: run in Jinja's sandbox, and read from their folders alone."""

from collections.abc import Callable, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment


class _Loader(jinja2.FileSystemLoader):
    """Finds no template that a symbolic link brings from outside its folder."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """See `BaseLoader.get_source`."""
        text, name, is_fresh = super().get_source(environment, template)
        real = Path(name).resolve()
        if not any(real.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise jinja2.TemplateError(f"{template} is a symbolic link that leads out of its folder")
        return text, name, is_fresh


def sandbox(folders: Sequence[Path], *, keep_trailing_newline: bool = False) -> SandboxedEnvironment:
    """What runs the templates of the first of `folders` that has them.

    They are plain text: nothing is escaped. Whoever cloned a repository has not read its templates, so that
    these reach neither Python's own objects nor files elsewhere.
    """
    return SandboxedEnvironment(
        loader=_Loader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=keep_trailing_newline,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
