"""A build that ends because the policy refuses HTML, and a document holds some."""

from mkdocs.exceptions import PluginError

from .book import Book
from .notices import line

_RULE = "HTM101"
_SHOWN = 20


def refuse(book: Book) -> None:
    """End the build where the policy refuses HTML and the checks found some.

    Raises:
        PluginError: With the places.
    """
    if book.ground.policy.html != "refuse":
        return
    found = [finding for finding in book.outcome.findings if finding.id == _RULE]
    if found:
        places = "\n".join(f"  {line(one)}" for one in found[:_SHOWN])
        more = f"\n  … and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
        raise PluginError(
            f"The policy refuses HTML (`html: refuse`), and documents hold some:\n{places}{more}"
        )
