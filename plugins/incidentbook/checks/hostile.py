"""HTM: what a document must not bring along: HTML, addresses that run, signs that mislead."""

from collections.abc import Iterator

from incidentbook.reading.patterns import expression
from incidentbook.records import Finding

from .context import Context, reported
from .registry import Document, Subject, rule

_BOTH = "postmortem runbook"
_ALL = f"{_BOTH} alert-rules rota"


@rule("HTM101", "raw-html", level="error", applies=_BOTH)
def raw_html(document: Document, _context: Context) -> Iterator[Finding]:
    """The text holds HTML, and the policy says `html: refuse`. Comments may stand, and so may `<pod>`.

    Why: HTML that strangers may send in is one more thing to read in a review, line by line.
    Instead: write it in Markdown; `html: sanitise` lets what is harmless stand. A build fails on this.
    Measured: 21 firings on 176 real documents, 21 read, 0 false alarms. By a policy that refuses it.
    """
    return reported(document, "raw-html")


_RUNS = expression(r"[\x00-\x20]*(?:(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|data:(?!image/))", 2)


@rule("HTM102", "dangerous-address", level="error", applies=_BOTH)
def dangerous_address(document: Document, _context: Context) -> Iterator[Finding]:
    """A link leads to `javascript:`, `vbscript:` or `data:`, which a browser would run and not visit.

    Why: no reader sees it in the rendered text. The portal leaves the address out; other renderers may not.
    Instead: link to a page, or write the words without a link.
    Measured: no firing on 176 real documents.
    """
    for url, at in document.links:
        if _RUNS.match(url):
            scheme = url.partition(":")[0].strip().lower()
            message = f"a link leads to `{scheme}:`, which runs instead of being visited"
            yield Finding(at, message, "link to a page, or write the words alone", key=url)


@rule("HTM103", "hidden-direction", level="warning", applies=_ALL)
def hidden_direction(document: Subject, _context: Context) -> Iterator[Finding]:
    """Invisible characters turn the direction of writing, so that a line reads otherwise than it is.

    Why: a command can look harmless and be another one; reviewers and readers see only what is drawn.
    Instead: delete them. Text from right to left needs none; browsers and editors find its direction.
    Measured: no firing on 176 real documents.
    """
    return reported(document, "hidden-direction")


@rule("HTM104", "mixed-letters", level="warning", applies=_ALL)
def mixed_letters(document: Subject, _context: Context) -> Iterator[Finding]:
    """A Latin word holds Cyrillic or Greek letters that look like Latin ones.

    Why: a name, a host or a command that is copied is not the one that was read.
    Instead: type the word anew.
    Measured: no firing on 176 real documents.
    """
    return reported(document, "mixed-letters")
