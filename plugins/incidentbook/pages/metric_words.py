"""What is measured, in words: definitions with their sources, rules of counting, figures."""

from incidentbook.analysis.chance import EXACT, LIKELY
from incidentbook.analysis.contradictions import LEEWAY, SHARE
from incidentbook.analysis.spread import ENOUGH
from incidentbook.analysis.summaries import ENOUGH_FOR_TENTHS, Summary
from incidentbook.analysis.timings import span
from incidentbook.records import Policy

from . import links
from .spreads import spelled
from .words import listed

LIFECYCLE = links.outside(
    "Š. Davidovič, Incident Metrics in SRE (Google, 2021)",
    "https://sre.google/resources/practices-and-processes/incident-metrics-in-sre/",
)
COMMON = links.outside(
    "Atlassian, Common incident management metrics",
    "https://www.atlassian.com/incident-management/kpis/common-metrics",
)
DEPENDABILITY = links.outside(
    "IEC 60050-192:2015, time to restoration",
    "https://www.electropedia.org/iev/iev.nsf/index?openform&part=192",
)
BETWEEN = links.outside(
    "IEC 60050-192:2015, operating time between failures",
    "https://www.electropedia.org/iev/iev.nsf/index?openform&part=192",
)
SOURCES = {
    "detect": LIFECYCLE,
    "acknowledge": COMMON,
    "mitigate": LIFECYCLE,
    "recover": DEPENDABILITY,
}
MEANS = {
    "started": "the beginning of the incident (started)",
    "detected": "its detection (detected)",
    "acknowledged": "somebody taking it on (acknowledged)",
    "mitigated": "the end of its effect on users (mitigated)",
    "resolved": "its end (resolved)",
}
QUIET = (
    "From the end of one incident on a service (resolved) to the beginning of the next one there (started). "
    "Every incident that happened counts, drafts too: leaving one out would join two short times into one."
)
UPDATES = (
    "From one event of the timeline that tells customers, stakeholders or a status page, to the next one "
    "within the same incident."
)


def definition(measure: str, policy: Policy) -> str:
    """What a measure is: between which milestones it lies, and what was decided where guides disagree."""
    first, last = span(measure, policy)
    text = f"From {MEANS[first]} to {MEANS[last]}, in minutes of UTC."
    if measure != "recover":
        return text
    other = "the detection" if first == "started" else "the beginning"
    return f"{text} Some guides count from {other}: `metrics: recover_from` in the policy decides."


def rules(policy: Policy) -> tuple[str, ...]:
    """How durations are counted, each rule a sentence."""
    second, third = "the words of the timeline (derived)", "a duration stated in the text"
    if policy.metrics.prefer == "stated":
        second, third = third, second
    stated = (
        "Durations stated in the text are working time; they count as elapsed time where a beginning is "
        "known."
        if policy.metrics.stated_durations == "working"
        else ""
    )
    sources = (
        f"A number comes from front matter or header lines, else from {second}, else from {third}. Where two "
        f"differ by more than {SHARE:.0%} of the larger and {LEEWAY:g} minute, both are shown, and the "
        "incident is listed as contradictory; the first is counted."
    )
    left_out = (
        "Left out: drills, near-misses, drafts, incidents that need no review, and those dated in the "
        "future. Where an end is not known, the duration is missing; nothing is counted up to today."
    )
    few = (
        f"Below {ENOUGH} durations the values themselves stand instead of a figure, below "
        f"{ENOUGH_FOR_TENTHS} there is no 90th percentile. Quantiles are of type 7 (Hyndman and Fan, 1996). "
        "Nothing is smoothed."
    )
    ranges = "A time given as a range stays a range, also in every figure made of it."
    every = (sources, ranges, left_out, few, stated)
    return tuple(rule.replace("%", " %") for rule in every if rule)


CHANCE = (
    "Durations are compared by the Mann–Whitney test (overlapping ranges are ties; exact up to "
    f"{EXACT} values), numbers of incidents by the exact conditional test of two Poisson rates. Both are "
    f"two-sided. Of twenty such comparisons, one comes out below {LIKELY:g} by chance alone."
)


def verdict(chance: float | None, least: int) -> str:
    """Whether a difference could be chance, in words; `least` is the smaller number of values."""
    if chance is None:
        return f"too few to compare: {least:,} on one side, {ENOUGH} are needed"
    if chance >= LIKELY:
        return f"could be chance (p = {probability(chance)})"
    return f"hardly chance (p = {probability(chance)})"


def probability(chance: float) -> str:
    """A probability to two digits that matter, never 0."""
    if chance < _SMALLEST:
        return f"below {_SMALLEST:g}"
    return f"{chance:.2g}" if chance < _SMALL else f"{chance:.2f}"


_SMALLEST = 0.001
_SMALL = 0.1


def middle(found: Summary) -> str:
    """The median with the middle half, or the values themselves where they are few."""
    if found.median is None or found.lower is None or found.upper is None:
        return values(found) or "no values"
    return f"median {spelled(found.median)}, middle half {half(found)} (n {found.number:,})"


def half(found: Summary) -> str:
    """The middle half: "4 min to 2 h 33 min"."""
    if found.lower is None or found.upper is None:
        return ""
    lower, upper = spelled(found.lower), spelled(found.upper)
    return f"{lower} – {upper}" if " to " in f"{lower}{upper}" else f"{lower} to {upper}"


def values(found: Summary) -> str:
    """A few durations in words, shortest first."""
    return listed([spelled(value) for value in found.values])


def title(measure: str) -> str:
    """The name of a measure: "Time to detect"."""
    return f"Time to {measure}"
