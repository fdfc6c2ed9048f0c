"""The rules: each registers itself where it is written, with its id, its level and its settings."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from incidentbook.records import Finding, Postmortem, Runbook
from incidentbook.records.plain import dataclass, field

Document = Postmortem | Runbook
"""What a rule looks at."""

Check = Callable[..., Iterable[Finding]]
Value = float | str | tuple[str, ...]
"""What a setting may hold."""

SCOPES = ("document", "corpus", "aftermath")
"""What a rule must know: the document alone, the other documents too, or what became of all findings."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a rule: its default value, whose type every other value must have, and its meaning."""

    default: Value
    description: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: an id that is never used again, the fault's name, its default level, and what it looks at.

    `applies` holds "postmortem", "runbook" or both. The page of a rule is its check's docstring.
    """

    id: str
    name: str
    level: str
    applies: frozenset[str]
    check: Check
    scope: str = "document"
    settings: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def page(self) -> str:
        """What the rule checks, why, what to write instead, and how often it was wrong on real documents."""
        import inspect

        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def headline(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", maxsplit=1)[0].replace("\n", " ")


GOVERNING = frozenset({"META101", "META102", "META103", "META105", "META106"})
"""Rules about waivers and the baseline, which neither of them can silence."""

RULES: dict[str, Rule] = {}
"""All rules by id."""


def rule(  # noqa: PLR0913 - one call states all that a rule is
    id: str,
    name: str,
    *,
    level: str,
    applies: str = "postmortem",
    scope: str = "document",
    settings: Mapping[str, Setting] = MappingProxyType({}),
) -> Callable[[Check], Check]:
    """Register the decorated generator as the rule `id`; `applies` names kinds, separated by spaces.

    Under the scope "document" it is called as `check(document, context)` and must not look at
    `context.library`. Under "corpus" the document is a digest (see `digest.digest`) and the library holds
    the digests of all documents. Under "aftermath" it is called once, as `check(aftermath, context)`.
    """

    def register(check: Check) -> Check:
        if id in RULES or scope not in SCOPES:
            raise ValueError(f"rule {id} stands twice, or has no scope of {SCOPES}")
        RULES[id] = Rule(id, name, level, frozenset(applies.split()), check, scope, settings)
        return check

    return register


def named(word: str) -> tuple[Rule, ...]:
    """The rules with that id or that name, in any case; several may share a name."""
    return tuple(known for known in RULES.values() if word.upper() == known.id or word.lower() == known.name)
