"""The rules: each registers itself where it is written, with its id, its level and its settings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from incidentbook.records import AlertRuleFile, Finding, Postmortem, Runbook
from incidentbook.records.plain import dataclass, field

Document = Postmortem | Runbook
"""What most rules look at."""

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.records.rota import Rota

    Subject = Document | AlertRuleFile | Rota
else:
    Subject = object
"""All that rules look at."""

Check = Callable[..., Iterable[Finding]]
Value = float | str | tuple[str, ...]
"""What a setting may hold."""

_SUBJECTS = {
    "postmortem": "postmortems",
    "runbook": "runbooks",
    "alert-rules": "rule files",
    "rota": "the rota",
}

SCOPES = ("document", "corpus", "aftermath")
"""What a rule must know: the document alone, the other documents too, or what became of all findings."""


SEVERITIES = ("the policy's severities",)
"""The choices of a setting that takes ids of the policy's severities."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a rule: its default value, whose type every other value must have, and its meaning.

    `choices` are the only words that a list may hold, `SEVERITIES` for those of the policy; empty for any.
    """

    default: Value
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: an id that is never used again, the fault's name, its default level, and what it looks at.

    `applies` holds "postmortem", "runbook", "alert-rules", "rota" or several; `formerly` is a name that now
    means another rule. The page of a rule is its check's docstring.
    """

    id: str
    name: str
    level: str
    applies: frozenset[str]
    check: Check
    scope: str = "document"
    settings: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}))
    formerly: str = ""

    @property
    def family(self) -> str:
        """The letters of its id: “ACT”."""
        return self.id.rstrip("0123456789")

    @property
    def page(self) -> str:
        """What the rule checks, why, what to write instead, and how often it was wrong on real documents."""
        import inspect

        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def subjects(self) -> str:
        """What it looks at, in words: “postmortems and rule files”."""
        words = [name for kind, name in _SUBJECTS.items() if kind in self.applies]
        return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

    @property
    def headline(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", maxsplit=1)[0].replace("\n", " ")


GOVERNING = frozenset({"META101", "META102", "META103", "META105", "META106", "META107", "META108"})
"""Rules about waivers and the baseline, which neither of them can silence."""


class Rules(Mapping[str, Rule]):
    """All rules by id; their families are imported when the first rule is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Rule] = {}
        self._is_whole = False

    def add(self, rule: Rule) -> None:
        """Register a rule. Raises ValueError where its id or name was given away, or its scope is none."""
        names = {known.name for known in self._known.values()}
        if rule.id in self._known or rule.name in names or rule.scope not in SCOPES:
            raise ValueError(f"rule {rule.id} or its name stands twice, or it has no scope of {SCOPES}")
        self._known[rule.id] = rule

    def _whole(self) -> dict[str, Rule]:
        if not self._is_whole:
            import_module("incidentbook.checks.families")
            self._is_whole = True
        return self._known

    def __getitem__(self, id: str) -> Rule:
        return self._whole()[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())


RULES = Rules()
"""All rules by id."""


def rule(  # noqa: PLR0913 - one call states all that a rule is
    id: str,
    name: str,
    *,
    level: str,
    applies: str = "postmortem",
    scope: str = "document",
    settings: Mapping[str, Setting] = MappingProxyType({}),
    formerly: str = "",
) -> Callable[[Check], Check]:
    """Register the decorated generator as the rule `id`; `applies` names kinds, separated by spaces.

    Under the scope "document" it is called as `check(document, context)` and must not look at
    `context.library`. Under "corpus" the document is a digest (see `digest.digest`) and the library holds
    the digests of all documents. Under "aftermath" it is called once, as `check(aftermath, context)`.
    """

    def register(check: Check) -> Check:
        RULES.add(Rule(id, name, level, frozenset(applies.split()), check, scope, settings, formerly))
        return check

    return register


def kind_of(subject: Subject) -> str:
    """The word in a rule's `applies` that means a subject."""
    if isinstance(subject, AlertRuleFile):
        return "alert-rules"
    if isinstance(subject, Postmortem):
        return "postmortem"
    return "runbook" if isinstance(subject, Runbook) else "rota"


def named(word: str) -> Rule | None:
    """The rule with that id or that name, in any case, or None."""
    found = RULES.get(word.upper())
    return found or next((known for known in RULES.values() if word.lower() == known.name), None)


def suggestion(word: str, otherwise: str = "`incidentbook check --list-rules` names them all") -> str:
    """“did you mean …?” for the rule that a mistyped word is nearest to, else `otherwise`."""
    from incidentbook.reading.names import nearest_word

    near = nearest_word(word, [*RULES, *(known.name for known in RULES.values())])
    return f"did you mean “{near}”?" if near else otherwise


def renamed(word: str) -> tuple[Rule, ...]:
    """The rules that once had the name `word`, which now means another one."""
    return tuple(known for known in RULES.values() if known.formerly == word.lower())
