"""Web addresses and paths in rule files: the parts by which they are compared with paths of documents."""

import posixpath
from urllib.parse import unquote, urlsplit

from incidentbook.records.plain import dataclass

_ENDINGS = (".md", ".markdown", ".html", ".htm", ".yml", ".yaml")
_INDEXES = frozenset({"index", "readme", "_index"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts. `head` is "https://host", or a template of Helm; empty for a path.

    `steps` are the words between the slashes, `anchor` what stands behind "#". `ending` is what follows the
    last word ("/", ".md", ".html"), or empty. `is_templated` where a template makes its head.
    """

    head: str
    steps: tuple[str, ...]
    anchor: str = ""
    ending: str = ""
    is_templated: bool = False

    def below(self, number: int) -> str:
        """The address of the folder that the first `number` steps lead to, with a slash at its end."""
        return "/".join((self.head, *self.steps[:number])) + "/"


def address(text: str) -> Address | None:
    """The address that a text states; None where it is none, or where a template makes its end."""
    text = text.strip()
    if not text or any(letter.isspace() for letter in text.rpartition("}}")[2]):
        return None
    if "{{" in text:
        head, _, rest = text.rpartition("}}")
        return _parts(f"{head}}}}}", rest, is_templated=True) if rest.startswith("/") else None
    try:
        found = urlsplit(text)
    except ValueError:
        return None
    if found.scheme in {"http", "https"} and found.netloc:
        return _parts(f"{found.scheme}://{found.netloc.lower()}", f"{found.path}#{found.fragment}")
    if found.scheme or found.netloc or not ("/" in found.path or found.path.lower().endswith(_ENDINGS)):
        return None
    return _parts("", f"{found.path}#{found.fragment}")


def steps_of(path: str) -> tuple[str, ...]:
    """The steps to a document, for comparison: in lower case, without the ending of its file."""
    bare, ending = posixpath.splitext(path)
    return tuple((bare if ending.lower() in _ENDINGS else path).casefold().split("/"))


def folded(steps: tuple[str, ...]) -> tuple[str, ...]:
    """Steps for comparison."""
    return tuple(step.casefold() for step in steps)


def _parts(head: str, rest: str, *, is_templated: bool = False) -> Address:
    path, _, anchor = rest.partition("#")
    path = path.partition("?")[0]
    steps = [step for step in unquote(path).split("/") if step not in {"", "."}]
    ending = "/" if path.endswith("/") else ""
    if steps and steps[-1].lower().endswith(_ENDINGS):
        steps[-1], ending = posixpath.splitext(steps[-1])
    if len(steps) > 1 and steps[-1].lower() in _INDEXES:
        del steps[-1]
        ending = "/"
    return Address(head, tuple(steps), unquote(anchor), ending, is_templated)
