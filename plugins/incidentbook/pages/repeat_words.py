"""What counts as a repeat and when an action did not hold, in the words of the policy in force."""

from collections.abc import Iterator

from incidentbook.analysis.repeats import Repetition
from incidentbook.records import Policy, Repeats
from incidentbook.records.policy import UNTYPED

from .durations import spell_days
from .words import listed


def definition(policy: Policy) -> tuple[str, ...]:
    """What counts as a repeat of what, one sentence each."""
    return tuple(_definition(policy.repeats))


def _definition(rules: Repeats) -> Iterator[str]:
    within = f"at most {spell_days(rules.window_days)}"
    ways = []
    if "same-service" in rules.ways:
        ways.append(
            f"names the same cause on the same service as an earlier one {within} before it "
            "(unless its author says not_repeat_of)"
        )
    if "declared" in rules.ways:
        ways.append("is declared one by its author (repeat_of)")
    if ways:
        yield f"A repeat is an incident that {listed(ways, 'or')}."
    if "systemic" in rules.ways:
        only = "" if ways else "No incident counts as a repeat. "
        yield f"{only}The same cause on another service, {within} later, is systemic and counted apart."
    yield "Drills and near-misses neither repeat nor are repeated: they are listed apart and never counted."


def why(repetition: Repetition) -> str:
    """Why an incident counts as a repeat: "same cause on Checkout, 305 days after"."""
    after = f", {spell_days(abs(repetition.days))} after" if repetition.days is not None else ""
    if repetition.is_systemic:
        return f"same cause, {_elsewhere(repetition)}{after}"
    if repetition.cause and repetition.service:
        declared = "; declared by its author" if repetition.is_declared else ""
        return f"same cause on {repetition.service.title}{after}{declared}"
    return f"declared by its author{after}"


def _elsewhere(repetition: Repetition) -> str:
    here, there = repetition.incident.services, repetition.of.services
    if not here or not there:
        return "with no service named" if not here else "the other one names no service"
    if set(here) & set(there):
        return "whatever the service"
    return f"first on {_few([one.title for one in there])}, then on {_few([one.title for one in here])}"


def _few(names: list[str], most: int = 2) -> str:
    return listed(names) if len(names) <= most else f"{names[0]} and {len(names) - 1} more"


def fix_definition(policy: Policy) -> tuple[str, ...]:
    """Which done actions are judged and how, one sentence each."""
    rules = policy.repeats
    types = listed([one if one != UNTYPED else "no type" for one in rules.action_types], "or")
    settled = spell_days(rules.settled_days)
    judged = (
        f"Judged are done actions of type {types}. One did not hold when a cause of its incident came back "
        "on one of the same services after it was done, however much later; where the action names its own "
        "cause, that one counts."
    )
    since = (
        f"An action is quiet so far from {settled} after it was done, and too young to tell before that. It "
        "counts as done on the day that its document says, else on the day of the commit that said so; where "
        "neither is known, from its incident on, and that is said."
    )
    doubt = "A cause may come back for reasons that an action was never meant for: read the two incidents."
    return judged, since, doubt
