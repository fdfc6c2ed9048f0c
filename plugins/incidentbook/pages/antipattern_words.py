"""How habits that harm are spoken of: what is counted, why it harms, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import links

SEVERITY = "handbook/severity.md"
"""The page of levels, which not every portal has."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a pattern is spoken of.

    `cases` is what is counted, as (one, several); `what` completes “in n of m cases”; `where` is a link's
    words, page and filter.
    """

    title: str
    cases: tuple[str, str]
    what: str
    harm: str
    remedy: str
    where: tuple[str, str, str] = ("", "", "")


WORDS: Mapping[str, Words] = {
    "one-person": Words(
        "One person is in too many incidents",
        ("incident that names people", "incidents that name people"),
        "one and the same person took a role",
        "Whoever is always called wears out, and what that person knows is nowhere written down. The day of "
        "their absence is an incident of its own.",
        "Let at least five people share the rotation, let a second one come along, and put what is known "
        "into runbooks. In the next drill that person only watches.",
        ("Who is on call", links.ROTA, ""),
    ),
    "all-gravest": Words(
        "Nearly everything is the gravest level",
        ("incident with a severity", "incidents with a severity"),
        "the level was the worst one",
        "A level that nearly everything has tells nobody to hurry, and people stop waking up for it.",
        "Go through last quarter's incidents with the questions of the severity page, sharpen the "
        "definition, and lower a level during an incident when the worst is over.",
        ("Severity", SEVERITY, ""),
    ),
    "no-severity": Words(
        "Incidents are not classified",
        ("incident", "incidents"),
        "no severity is stated",
        "Without a level every incident is answered alike: too much for small ones, too little for "
        "grave ones.",
        "Ask the questions of the severity page when an incident is declared, and write the answer down.",
        ("Incidents without one", links.POSTMORTEMS, "severity=none"),
    ),
    "gravest-without-roles": Words(
        "Grave incidents without roles",
        ("incident of the gravest level", "incidents of the gravest level"),
        "nobody is named in a role",
        "Where nobody has the whole in view, everybody talks, updates come late, and two people change the "
        "same thing.",
        "Give out commander, technical lead, communications and scribe by name in the first minutes; the "
        "incident kit lists them.",
        ("Roles and handoff", "handbook/roles.md", ""),
    ),
    "no-actions": Words(
        "Postmortems that ask for nothing",
        ("postmortem", "postmortems"),
        "there is no action item",
        "What is understood and not changed happens again.",
        "End each review with at least one action that prevents or detects, with an owner and a day. Where "
        "nothing is worth doing, write down why.",
    ),
    "no-owners": Words(
        "Actions that nobody answers for",
        ("open action", "open actions"),
        "there is no owner",
        "An action that belongs to all is done by none.",
        "Name one person for each at the review itself; an action that nobody takes is better declined.",
        ("Actions without an owner", links.ACTION_ITEMS, "owner=none"),
    ),
    "no-runbooks": Words(
        "Alerts without a runbook",
        ("alert", "alerts"),
        "no runbook is known",
        "Whoever is woken begins at nothing, and loses the first quarter of an hour to finding out what the "
        "alert means.",
        "Let no alert be merged without a runbook, or without a link to one: three lines are enough to "
        "begin. An alert of which nobody knows what to do may be no alert.",
        ("Alerts without one", links.ALERTS, "runbook=missing"),
    ),
    "small-unreviewed": Words(
        "Small incidents are never reviewed",
        ("review", "reviews"),
        "it was a level below the two worst",
        "Small incidents are the cheap ones to learn from, and several of them often add up to a grave one.",
        "Ask for a light review of small incidents: a summary, the causes and one action fit on a page.",
        ("All incidents", links.POSTMORTEMS, ""),
    ),
    "no-near-misses": Words(
        "Near-misses are not written down",
        ("incident", "incidents"),
        "a near-miss was written down beside them",
        "What went well by luck goes unnoticed until the luck runs out.",
        "Ask once a month what nearly went wrong, and write it as `kind: near-miss`; it stays out of the "
        "figures.",
        ("Postmortems", links.POSTMORTEMS, ""),
    ),
    "blame": Words(
        "Postmortems that blame",
        ("postmortem", "postmortems"),
        "the words blame somebody, or a cause is somebody's name",
        "Who is blamed once tells less the next time, and what is left out cannot be mended.",
        "Ask what made the step seem right, and what let it through; write roles in place of names. "
        "`incidentbook check` shows each such sentence with what to write instead.",
        ("Blameless language", "handbook/blameless.md", ""),
    ),
    "no-context": Words(
        "Alerts without context",
        ("alert", "alerts"),
        "no words say what it means, or no address leads on",
        "“Check failed” at three in the morning says neither who suffers nor where to look first.",
        "Give each alert a `summary` of what users notice, a `runbook_url`, and a link to the dashboard that "
        "shows it.",
        ("Alerts", links.ALERTS, ""),
    ),
    "no-updates": Words(
        "Nobody is told for long",
        ("long incident of the two worst levels", "long incidents of the two worst levels"),
        "the timeline tells of no update",
        "Where no word goes out, everybody comes to ask, and those who work answer instead.",
        "Name somebody for communication in the first minutes, say when the next update is due, and keep "
        "that time also when there is nothing new; the incident kit has the messages.",
        ("Communication", "handbook/communication.md", ""),
    ),
    "no-way-back": Words(
        "Fixes without a way back",
        ("runbook that changes something", "runbooks that change something"),
        "nothing says how to take it back",
        "A quick fix that makes matters worse must be undone faster than it was thought of.",
        "Write the command that takes it back before the one that changes anything, in the runbook and in "
        "the channel; what has no way back needs a second person.",
        ("Runbooks", links.RUNBOOKS, ""),
    ),
}
"""Each pattern in words; what helps is what common guides advise."""

UNMEASURED: tuple[Words, ...] = (
    Words(
        "Alerts that cry wolf",
        ("alert", "alerts"),
        "",
        "An alert that mostly means nothing is soon read by nobody, also on the day on which it is right.",
        "Go through the alerts of each month: which fired, upon which somebody acted, which told the same "
        "thing twice. Mend or delete those upon which nobody ever acts.",
        ("Alerts", links.ALERTS, ""),
    ),
    Words(
        "Fixes that are tried on everybody at once",
        ("change", "changes"),
        "",
        "A theory that is tried on all customers is an experiment without a way out.",
        "Try it on one node or one customer first, say in the channel what you change and how it is taken "
        "back, and change one thing at a time.",
        ("Mitigation", "handbook/mitigation.md", ""),
    ),
)
"""Habits of which the documents tell nothing, and what helps against them."""
