"""Files that MkDocs found below the pages' folder and that lie elsewhere: they are not published."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from incidentbook.reading.inside import leads_out

from .notices import LOGGER, plain


def leave_out(files: Files, config: MkDocsConfig, root: Path) -> None:
    """Take out of `files` what a link brings from outside the pages' folder and the `root`, and say so.

    MkDocs follows such links, and would publish any file that the one who builds can read.
    """
    folder = Path(config.docs_dir)
    for file in list(files):
        if _is_strange(file, folder, root):
            files.remove(file)
            LOGGER.warning(
                "%s leads out of %s by a symbolic link, and is not published (put a copy there)",
                plain(file.src_uri),
                folder.name,
            )


def _is_strange(file: File, folder: Path, root: Path) -> bool:
    if file.abs_src_path is None or file.generated_by is not None:
        return False
    path = Path(file.abs_src_path)
    return path.is_relative_to(folder) and leads_out(folder, path) and leads_out(root, path)
