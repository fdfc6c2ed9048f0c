"""quality.md: what the checks found, by rule and by document, and what could not be measured."""

import re
from collections.abc import Iterable, Iterator, Sequence

from incidentbook.checks import RULES
from incidentbook.records import Finding
from incidentbook.records.finding import LEVELS

from . import chips, facets, links
from .edition import Edition
from .facets import Dimension, Value
from .gaps import gaps
from .ground import Ground
from .models import Chip, DocumentGroup, Empty, FindingRow, Link, Page, Quality, Ready, RuleGroup
from .silence import silence
from .slugs import slug
from .words import count, joined

_BEGINNING = re.compile(r"[A-Z][a-z]+: ")

MOST_ROWS = 2000
"""How many findings are listed; all of them are in data/findings.json."""

EMPTY = Empty("The checks found nothing in any document.", "incidentbook check")
NO_DOCUMENTS = Empty("There are no documents to check yet.", 'incidentbook new postmortem "What happened"')


def quality_page(edition: Edition) -> Page:
    """Findings by rule and by document, what is silent and why, then what could not be measured."""
    findings = sorted(edition.ground.findings, key=_order)
    model = Quality(
        headline=_headline(findings),
        rules=_rules(findings),
        documents=tuple(_documents(edition, findings[:MOST_ROWS])),
        silence=silence(edition),
        gaps=gaps(edition),
        facets=facets.facets(edition.ground, findings, DIMENSIONS),
        empty=None if findings else _nothing(edition),
    )
    return Page(
        links.QUALITY,
        "Quality",
        "pages/quality.html",
        Ready(model),
        search=False,
        description="What the checks found in every document, and what could not be measured.",
    )


def _nothing(edition: Edition) -> Empty:
    return EMPTY if edition.ground.catalogue.documents else NO_DOCUMENTS


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _order(finding: Finding) -> tuple[int, str, str, int, int]:
    return _rank(finding.level), finding.id, finding.at.path, finding.at.line, finding.at.column


def _headline(findings: Sequence[Finding]) -> str:
    documents = len({finding.at.path for finding in findings})
    where = f"in {count(documents, 'document')}" if documents else ""
    parts = [chips.level(level, number).text for level, number in _by_level(findings) if number]
    hidden = f"the gravest {MOST_ROWS:,} are listed" if len(findings) > MOST_ROWS else ""
    return joined((*parts, where, hidden)) or "no findings"


def _by_level(findings: Sequence[Finding]) -> Iterator[tuple[str, int]]:
    for level in LEVELS:
        yield level, sum(finding.level == level for finding in findings)


def _rules(findings: Iterable[Finding]) -> tuple[RuleGroup, ...]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.id, finding.name), []).append(finding)
    rows = [
        RuleGroup(
            rule=rule,
            name=name,
            level=chips.level(group[0].level),
            count=len(group),
            documents=len({finding.at.path for finding in group}),
            anchor=f"rule-{slug(rule or name)}",
            sentence=RULES[rule].headline if rule in RULES else "",
            page=_paragraphs(RULES[rule].page)[1:] if rule in RULES else (),
        )
        for (rule, name), group in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (_rank(row.level.key), -row.count, row.rule)))


def _paragraphs(page: str) -> tuple[str, ...]:
    """A rule's page without its line breaks, a paragraph for each of "Why:", "Instead:" and the like."""
    lines: list[str] = []
    for line in page.split("\n"):
        if not lines or not line.strip() or not lines[-1] or _BEGINNING.match(line):
            lines.append(line.strip())
        else:
            lines[-1] = f"{lines[-1]} {line.strip()}"
    return tuple(line for line in lines if line)


def _documents(edition: Edition, findings: Iterable[Finding]) -> Iterator[DocumentGroup]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.at.path, []).append(finding)
    known = _document_links(edition)
    for path, group in sorted(groups.items(), key=lambda pair: (_rank(pair[1][0].level), pair[0])):
        document = known.get(path, Link(path))
        yield DocumentGroup(
            document=document,
            path=path,
            anchor=edition.ground.document_slugs[path],
            rows=tuple(_row(edition.ground, finding, document) for finding in group),
            counts=_counts(group),
        )


def _document_links(edition: Edition) -> dict[str, Link]:
    return {record.path: links.document(record) for record in edition.ground.catalogue.documents}


def _counts(findings: Sequence[Finding]) -> tuple[Chip, ...]:
    return tuple(chips.level(level, number) for level, number in _by_level(findings) if number)


def _row(ground: Ground, finding: Finding, document: Link) -> FindingRow:
    return FindingRow(
        level=chips.level(finding.level),
        rule=finding.id,
        name=finding.name,
        message=finding.message,
        place=str(finding.at),
        hint=finding.hint,
        document=document if document.target else None,
        data=facets.data(ground, finding, DIMENSIONS),
    )


def _levels(_: Ground, finding: Finding) -> Iterator[Value]:
    yield Value(slug(finding.level), chips.LEVELS.get(finding.level, finding.level), _rank(finding.level))


def _rule_names(_: Ground, finding: Finding) -> Iterator[Value]:
    yield Value(slug(finding.id or finding.name), f"{finding.id} {finding.name}".strip())


DIMENSIONS: tuple[Dimension[Finding], ...] = (
    Dimension("level", "Level", _levels),
    Dimension("rule", "Rule", _rule_names),
)
"""How findings can be filtered."""
