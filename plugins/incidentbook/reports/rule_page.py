"""A rule's page, and the list of all of them: generated from the rules' docstrings."""

import re
from collections.abc import Iterator, Sequence

from incidentbook.checks import RULES, Rule, Setting
from incidentbook.checks.registry import GOVERNING

FAMILIES = (
    ("DOC", "the file and its front matter"),
    ("SEC", "sections"),
    ("INC", "the incident"),
    ("HBK", "the response"),
    ("CHK", "checklists and readiness"),
    ("TML", "the timeline"),
    ("ACT", "action items"),
    ("CAU", "causes"),
    ("LNG", "language"),
    ("RUN", "runbooks"),
    ("ROT", "who is on call"),
    ("REF", "references"),
    ("PRV", "privacy"),
    ("HTM", "what documents must not bring along"),
    ("RED", "public and internal parts"),
    ("META", "the checks themselves"),
)
"""The families of rules in the order in which they are shown: how their ids begin, and their subject."""

WAITING = (
    ("RUN105", "date-bumped-only", "the history of runbooks within `check`; their pages tell it already"),
)
"""Rules whose ids are kept for them, and what they wait for."""

_BEGINNING = re.compile(r"([A-Z][a-z]+): ")


def paragraphs(rule: Rule) -> Iterator[tuple[str, str]]:
    """The page's paragraphs as (label, text): the first under "", then those under "Why" and so on."""
    label, words = "", list[str]()
    for line in rule.page.split("\n"):
        match = _BEGINNING.match(line)
        if (match or not line.strip()) and words:
            yield label, " ".join(words)
            label, words = "", []
        if match:
            label, line = match[1], line[match.end() :]  # noqa: PLW2901 - the rest of the line
        if line.strip():
            words.append(line.strip())
    if words:
        yield label, " ".join(words)


def rule_page(rule: Rule, *, is_fixable: bool) -> str:
    """The page of one rule as Markdown, ending in a line break."""
    lines = [f"# {rule.id} {rule.name}", ""]
    for label, words in paragraphs(rule):
        lines += [f"**{label}:** {words}" if label else words, ""]
    lines += [_facts(rule, is_fixable=is_fixable), ""]
    if rule.settings:
        lines += ["| setting | default | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {_default(one)} | {one.description} |" for name, one in rule.settings.items()
        ]
        lines.append("")
    lines += ["In the policy:", "", "```yaml", "rules:", *_policy(rule), "```", ""]
    if rule.id not in GOVERNING:
        waiver = f"incidentbook: allow {rule.name} until 2026-12-31 because …"
        if rule.applies == {"alert-rules"}:
            lines += ["In a rule file, for a time, above the rule:", "", "```yaml", f"# {waiver}", "```", ""]
        elif rule.applies == {"rota"}:
            lines += ["In the rota, for a time, above its block:", "", "```yaml", f"# {waiver}", "```", ""]
        else:
            lines += ["In a document, for a time:", "", "```markdown", f"<!-- {waiver} -->", "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _facts(rule: Rule, *, is_fixable: bool) -> str:
    fix = " `incidentbook check --fix` mends it where that is safe." if is_fixable else ""
    level = f"{rule.level} by default" if rule.level != "off" else "off by default"
    return f"Level: {level}. Looks at {rule.subjects}.{fix}"


def _default(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value) or "nothing"
    return f"`{value:g}`" if isinstance(value, (int, float)) else f"`{value}`"


def _policy(rule: Rule) -> Sequence[str]:
    level = "off" if rule.level != "off" else "warning"
    if not rule.settings:
        return [f"  {rule.id}: {level}"]
    settings = [f"    {name}: {_yaml(one)}" for name, one in rule.settings.items()]
    return [f"  {rule.id}:", f"    level: {rule.level if rule.level != 'off' else level}", *settings]


def _yaml(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return f"{value:g}" if isinstance(value, (int, float)) else f'"{value}"'


def rule_list(fixable: frozenset[str]) -> str:
    """All rules by family as Markdown, with links to their pages; ends in a line break."""
    lines = [
        "# The rules",
        "",
        "Generated from the rules themselves; `incidentbook explain ID` prints the same pages.",
        "How rules are tuned, waived and ratcheted: [Checks](../checks.md).",
        "",
    ]
    for family, subject in FAMILIES:
        lines += [f"## {family}: {subject}", "", "| rule | level | what it reports |", "|---|---|---|"]
        lines += [_row(RULES[one], fixable) for one in sorted(RULES) if one.startswith(family)]
        lines.append("")
    lines += ["## Not yet", "", "| id | name | waits for |", "|---|---|---|"]
    lines += [f"| {one} | {name} | {what} |" for one, name, what in WAITING]
    return "\n".join([*lines, ""])


def _row(rule: Rule, fixable: frozenset[str]) -> str:
    mends = " (`--fix`)" if rule.id in fixable else ""
    headline = rule.headline.replace("|", "\\|")
    return f"| [{rule.id}]({rule.id}.md) {rule.name} | {rule.level} | {headline}{mends} |"
