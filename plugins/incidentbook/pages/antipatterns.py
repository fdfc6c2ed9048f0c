"""handbook/anti-patterns.md: habits that harm, where the data shows them, and what helps."""

from collections.abc import Iterator, Mapping
from functools import partial

from incidentbook.analysis.antipatterns import patterns
from incidentbook.analysis.antipatterns_of_conduct import BLAME, WAY_BACK
from incidentbook.analysis.pattern_cases import Judgement, Pattern, Records
from incidentbook.checks.levels import level_of
from incidentbook.checks.registry import RULES
from incidentbook.checks.runbooks import changes_lastingly

from . import links
from .antipattern_words import SEVERITY, UNMEASURED, WORDS, Words
from .edition import Edition
from .ground import Ground
from .models import Chip, Link, Page, PatternAdvice, PatternCard, PatternPage, PatternRow
from .slugs import slug
from .words import count, joined, numeral, percent

PATH = "handbook/anti-patterns.md"
SENTENCE = "Habits that harm, where the data shows them, with the evidence and what helps."
MOST = 8
"""So many incidents are linked as evidence."""

STATES: Mapping[str, Chip] = {
    "seen": Chip("seen", "verdict", "missed", "▲"),
    "not-seen": Chip("not seen", "verdict", "met", "✓"),
    "too-few": Chip("too few to tell", "verdict", "none", "○"),
    "unknown": Chip("cannot be told", "verdict", "none", "○"),
}


def records_of(ground: Ground) -> Records:
    """What patterns are looked for in."""
    return Records(ground.catalogue, ground.coverage, ground.as_of, _judgement(ground))


def _judgement(ground: Ground) -> Judgement:
    """What the checks say of the documents; a rule that the policy turns off says nothing."""
    rules = frozenset(one for one in (*BLAME, WAY_BACK) if level_of(RULES[one], ground.policy) != "off")
    found = {
        path: frozenset(one.id for one in ones if one.id in rules)
        for path, ones in ground.findings_by_path.items()
    }
    runbooks = ground.catalogue.library.runbooks
    return Judgement(rules, found, frozenset(one.path for one in runbooks if changes_lastingly(one)))


def pattern_page(edition: Edition) -> Page:
    """The habits that the data shows, and all that were looked for."""
    made = partial(_model, edition)
    return Page(PATH, "Anti-patterns", "handbook/anti-patterns.html", made, description=SENTENCE)


def _model(edition: Edition) -> PatternPage:
    found = patterns(records_of(edition.ground))
    cards = tuple(_card(edition, one) for one in found if one.state == "seen")
    rules = edition.policy.patterns
    return PatternPage(
        headline=_headline(cards, len(found)),
        ground=(
            f"Counted are documents of the last {rules.window_days:,.0f} days; open actions and alerts as "
            "they are today. Drills are left out. It is about habits, never about a person."
        ),
        cards=cards,
        looked=tuple(_row(one) for one in found),
        advice=tuple(_advice(edition, found)),
    )


def _headline(cards: tuple[PatternCard, ...], looked: int) -> str:
    if not cards:
        return f"None of {numeral(looked)} habits that harm is seen in the data."
    number = numeral(len(cards))
    verb = "is" if len(cards) == 1 else "are"
    return f"{number.capitalize()} of {numeral(looked)} habits that harm {verb} seen in the data."


def evidence(one: Pattern) -> str:
    """What was counted, as a sentence."""
    words = WORDS[one.name]
    if one.name == "no-near-misses":
        beside = count(one.count, "near-miss", "near-misses")
        return f"{count(one.of, *words.cases)}, and {beside if one.count else 'no near-miss'} beside them."
    fair = f" A fair share would be {one.fair:.0f} %." if one.name == "one-person" else ""
    return f"In {one.count:,} of {count(one.of, *words.cases)} {words.what}{_share(one)}.{fair}"


def _share(one: Pattern) -> str:
    return f" ({percent(one.count, one.of)})" if one.of >= one.fewest else ""


def _card(edition: Edition, one: Pattern) -> PatternCard:
    words = WORDS[one.name]
    shown = tuple(links.document(case.postmortem) for case in one.cases[:MOST])
    return PatternCard(
        anchor=slug(one.name),
        title=words.title,
        evidence=evidence(one),
        links=(*shown, *_where(edition, words)),
        harm=words.harm,
        remedy=words.remedy,
    )


def _advice(edition: Edition, found: tuple[Pattern, ...]) -> Iterator[PatternAdvice]:
    """What helps against habits that are not seen, too few to tell, or in no document."""
    for one in found:
        if one.state != "seen":
            words = WORDS[one.name]
            yield PatternAdvice(
                words.title, STATES[one.state], words.harm, words.remedy, _where(edition, words)
            )
    for words in UNMEASURED:
        yield PatternAdvice(words.title, STATES["unknown"], words.harm, words.remedy, _where(edition, words))


def _where(edition: Edition, words: Words) -> tuple[Link, ...]:
    text, path, query = words.where
    if not text or path in _absent(edition):
        return ()
    return (links.page(text, path, query=query),)


def _absent(edition: Edition) -> Iterator[str]:
    """The pages that this portal does not have."""
    if edition.ground.catalogue.library.rota is None:
        yield links.ROTA
    if not edition.policy.classification.questions:
        yield SEVERITY


def _row(one: Pattern) -> PatternRow:
    words = WORDS[one.name]
    counted = f"{one.count:,} of {count(one.of, *words.cases)}" if one.of else "nothing to count"
    if one.name == "no-near-misses":
        counted = f"{count(one.count, 'near-miss', 'near-misses')} beside {count(one.of, *words.cases)}"
    return PatternRow(words.title, STATES[one.state], counted, _threshold(one))


def _threshold(one: Pattern) -> str:
    least = f"of {one.fewest:,} at least"
    if one.name == "no-near-misses":
        return joined((f"fewer than {one.threshold:g}", least))
    if one.name == "one-person" and one.of:
        fair = f"from {one.threshold:.0f} %, where {one.fair:.0f} % is fair and lots would seldom do the same"
        return joined((fair, least))
    side = "under" if one.name == "small-unreviewed" else "from"
    return joined((f"{side} {one.threshold:.4g} %", least))
