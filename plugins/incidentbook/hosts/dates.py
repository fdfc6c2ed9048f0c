"""The day on which pages were built, as the sitemap names it: that of the policy, where it pins one."""

from datetime import date

from mkdocs.structure.files import Files
from mkdocs.utils import get_build_date


def pin_dates(files: Files, as_of: date | None) -> None:
    """Give the pages the policy's day in place of today; those to which a plugin gave a day keep it.

    MkDocs writes it as `lastmod` into the sitemap, and into the head of its compressed copy.
    """
    today = get_build_date()
    for file in files.documentation_pages() if as_of else ():
        if as_of and file.page is not None and file.page.update_date == today:
            file.page.update_date = as_of.isoformat()
