"""What a public reader may see of a corpus, beyond what everybody may."""

from .plain import dataclass

AUDIENCES = ("internal", "public")
"""For whom a portal is built, and whom a document is for."""

CLASSES = (
    "names",
    "handles",
    "emails",
    "addresses",
    "hosts",
    "tickets",
    "channels",
    "phones",
    "contacts",
)
"""What is taken out of public documents wherever it stands, unless the policy lets the class through."""

PARTS = ("handbook", "alert-rules", "targets")
"""Parts of the portal that tell of the organisation, and stay out unless the policy lets them through."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What the policy says of public builds; without it all classes and parts stay out.

    `allow` are the classes and parts that are let through, `fields` further front-matter keys, `files` globs
    of further files (attachments, `robots.txt`), `keep` words that are nobody's name. `patterns` are regular
    expressions, `hosts` domains and `names` words or names that are taken out in addition.
    """

    allow: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def removes(self, what: str) -> bool:
        """Whether a class or a part stays out."""
        return what not in self.allow
