"""A corpus for the tests of redaction: one document, and what is known beside it."""

from incidentbook.reading.policy import read_policy
from incidentbook.records import Library
from incidentbook.redaction.corpus import Found, corpus_of
from incidentbook.redaction.document import Redacted, Source, redacted

POLICY = """
services: [{id: labels}]
teams: [{id: shipping, title: Shipping, members: [maren]}]
"""

OTHERS = (
    Source("postmortems/ours.md", "postmortem", "---\naudience: public\n---\n\n# Ours\n"),
    Source("postmortems/theirs-of-old.md", "postmortem", "# The affair of the year\n"),
)


def made_public(body: str, front: str = "", policy: str = POLICY, kind: str = "postmortem") -> Redacted:
    """What the public gets of a document with this body, and these further lines of front matter."""
    text = f"---\naudience: public\n{front}---\n{body}"
    source = Source(f"{kind}s/case.md", kind, text)
    stated = read_policy(policy)
    files = ("postmortems/img/secret-place.png",)
    found = Found(Library(stated, (), (), frozenset(files), ()), (source, *OTHERS), files)
    return redacted(source, corpus_of(found, stated))


def text_of(body: str, front: str = "", policy: str = POLICY, kind: str = "postmortem") -> str:
    """Its text; empty where the public gets nothing."""
    return made_public(body, front, policy, kind).text or ""
