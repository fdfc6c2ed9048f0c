"""Done actions and whether they held, in words: nobody's name, both incidents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from incidentbook.analysis.fixes import Fix
from incidentbook.analysis.spread import ENOUGH
from incidentbook.records.action_item import TYPES
from incidentbook.records.policy import UNTYPED

from . import dates, links
from .durations import spell, spell_days
from .ground import Ground
from .models import Chip, EffectRow, FixMark, FixRow, IncidentRow
from .words import count, joined, listed, percent

VERDICTS = {
    "came-back": Chip("did not hold", "verdict", "missed", "✗"),
    "quiet": Chip("quiet so far", "verdict", "met", "✓"),
    "young": Chip("too young to tell", "verdict", "none", "○"),
    "unjudged": Chip("not judged", "verdict", "none", "○"),
}
"""How a done action is judged, as a word with a shape."""

_ORDER = tuple(VERDICTS)


def fix_row(ground: Ground, fix: Fix, rows: Mapping[str, IncidentRow]) -> FixRow:
    """A done action with its verdict and both incidents; `rows` are those of all incidents by path."""
    return FixRow(
        action=links.document(fix.origin.postmortem, fix.item.title or "(no words)", fix.item.anchor),
        type=fix.item.type or "no type",
        verdict=VERDICTS[fix.verdict],
        sentence=sentence(ground, fix),
        origin=rows[fix.origin.path],
        back=rows[fix.back.incident.path] if fix.back else None,
    )


def fix_mark(ground: Ground, fix: Fix) -> FixMark:
    """The verdict beside an action in a list that shows its day, with the incident that showed it."""
    if fix.back is None:
        return FixMark(VERDICTS[fix.verdict], sentence(ground, fix))
    since = "" if fix.basis == "stated" else f"{_done(fix)}; "
    words = f"{since}{_came_back(fix)}{_detected(fix)}"
    return FixMark(VERDICTS[fix.verdict], words, links.document(fix.back.incident.postmortem))


def shown_here(fix: Fix) -> FixMark:
    """The verdict on an action as the incident shows it that came after: the link leads to the action."""
    action = links.document(fix.origin.postmortem, fix.item.title or "(no words)", fix.item.anchor)
    since = f"{_done(fix)}; {_came_back(fix)}, from “{fix.origin.postmortem.title}”"
    return FixMark(VERDICTS[fix.verdict], since, action)


def in_order(fixes: Iterable[Fix]) -> list[Fix]:
    """Those that did not hold first, the newest return first; then the others, the last done first."""
    return sorted(
        fixes,
        key=lambda one: (
            _ORDER.index(one.verdict),
            one.back.incident.order if one.back else (0.0, ""),
            -(one.since.toordinal() if one.since else 0),
            one.item.at,
        ),
    )


def sentence(ground: Ground, fix: Fix) -> str:
    """Since when an action is done, how that is known, and what became of its cause."""
    settled = ground.policy.repeats.settled_days
    if fix.verdict == "came-back":
        return f"{_done(fix)}; {_came_back(fix)}{_detected(fix)}"
    if fix.verdict == "quiet":
        return f"{_done(fix)}; {_what(fix)} not come back for {spell_days(fix.quiet_days)}{_apart(fix)}"
    if fix.verdict == "young":
        first = f"in the first {spell_days(fix.quiet_days)} of {settled}"
        return f"{_done(fix)}; {_what(fix)} not come back {first}{_apart(fix)}"
    lacks = [
        word
        for word, known in (("cause", fix.causes), ("service", fix.origin.services), ("day", fix.origin.day))
        if not known
    ]
    return f"cannot be judged: its incident names no {listed(lacks, 'and no')}"


def _done(fix: Fix) -> str:
    day = dates.day(fix.since).text if fix.since else ""
    if fix.basis == "stated":
        return f"Done {day}"
    if fix.basis == "commit":
        return f"Done {day}, by the commit that said so"
    return f"Done on a day not known, counted from its incident on {day}"


def _came_back(fix: Fix) -> str:
    if fix.back is None:
        return ""
    among = f", one of {len(fix.causes)} causes of its incident," if len(fix.causes) > 1 else ""
    gap = dates.distance(fix.back.days)
    return f"“{fix.back.cause.title}”{among} came back on {fix.back.service.title} {gap} later"


def _what(fix: Fix) -> str:
    titles = [f"“{one.title}”" for one in fix.causes]
    return f"{listed(titles)} {'has' if len(titles) == 1 else 'have'}"


def _apart(fix: Fix) -> str:
    """The later incident that looks like a return, and that its author declared another matter."""
    if fix.apart is None:
        return ""
    when = f", {dates.day(fix.apart.day).text}," if fix.apart.day else ""
    return f"; “{fix.apart.postmortem.title}”{when} was declared another matter"


def _detected(fix: Fix) -> str:
    """How long it took to detect both incidents, which says more about an action that was to detect."""
    if fix.item.type != "detect" or fix.back is None:
        return ""
    first, second = (one.timing("detect").minutes for one in (fix.origin, fix.back.incident))
    if first is None or second is None:
        return ""
    return f", detected in {spell(second)} (the time before: {spell(first)})"


def effects(fixes: Iterable[Fix]) -> tuple[EffectRow, ...]:
    """What became of done actions by their type, in the order of types, those without one last."""
    groups: dict[str, list[Fix]] = defaultdict(list)
    for fix in fixes:
        groups[fix.item.type or UNTYPED].append(fix)
    ordered = sorted(groups, key=lambda one: TYPES.index(one) if one in TYPES else len(TYPES))
    return tuple(_effect(name if name != UNTYPED else "no type", groups[name]) for name in ordered)


def _effect(name: str, fixes: Sequence[Fix]) -> EffectRow:
    numbers = {verdict: sum(one.verdict == verdict for one in fixes) for verdict in VERDICTS}
    told = numbers["came-back"] + numbers["quiet"]
    back = numbers["came-back"]
    return EffectRow(
        type=name,
        done=len(fixes),
        came_back=back,
        quiet=numbers["quiet"],
        young=numbers["young"],
        unjudged=numbers["unjudged"],
        share=percent(back, told) if told >= ENOUGH else f"{back:,} of {told:,}" if told else "–",
        after=_after([one.quiet_days for one in fixes if one.back]),
    )


def _after(days: Sequence[int]) -> str:
    if not days:
        return "–"
    if len(days) < ENOUGH:
        return listed([spell_days(one) for one in sorted(days)])
    return joined((f"median {spell_days(round(median(days)))}", f"n {len(days):,}"))


def effects_note(fixes: Sequence[Fix], others: int) -> str:
    """What the table of effects leaves out, and on what its days stand."""
    assumed = sum(one.basis == "incident" for one in fixes)
    return joined(
        (
            f"{assumed:,} of {count(len(fixes), 'action')} done on a day not known" if assumed else "",
            f"{count(others, 'done action')} of other types {'is' if others == 1 else 'are'} not judged"
            if others
            else "",
        )
    )
