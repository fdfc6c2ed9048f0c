"""The files that the package brings along: templates, assets and skeletons."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def templates_folder() -> Path:
    """The folder that holds ``pages/``, ``partials/``, ``assets/`` and ``documents/``.

    In an installed wheel it lies inside the package; in a checkout or an editable install at its root.

    Raises:
        FileNotFoundError: Neither place has it, so the installation is damaged.
    """
    places = (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates")
    for place in places:
        if place.is_dir():
            return place
    tried = " and ".join(str(place) for place in places)
    raise FileNotFoundError(f"incidentbook's templates are missing, looked in {tried}; install it again")


def template_folder(name: str) -> Path:
    """The folder ``name`` below the templates, for example ``documents``.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    folder = templates_folder() / name
    if not folder.is_dir():
        raise FileNotFoundError(f"incidentbook's templates have no folder “{name}” in {templates_folder()}")
    return folder
