"""Roles, questions and the matrix of severity where the policy names none, after common guides.

Levels stand here by their rank, 0 for the worst: a policy may name its own levels.
"""

from incidentbook.records import Grade, Role

TELL = (
    ("incident channel", "engineering leadership", "customer support", "status page"),
    ("incident channel", "customer support", "status page"),
    ("incident channel", "the owning team"),
    ("the owning team",),
)
"""Who hears of an incident, by rank."""

ROLES_BY_RANK = (
    ("commander", "tech_lead", "comms", "scribe"),
    ("commander", "tech_lead", "comms"),
    (),
    (),
)
"""The roles that somebody must take, by rank."""

WAR_ROOM = (True, True, False, False)
"""Whether responders come together in a call, by rank."""

ROLES = (
    Role(
        "commander",
        "Incident commander",
        "Holds the whole of it: where we stand, what comes next, who does it.",
        (
            "Sets the severity and changes it when the facts do",
            "Gives out roles and tasks, each to one person by name",
            "Decides where opinions differ, and says the decision aloud",
            "Brings in more people, early",
            "Watches the clock: the next update, the next decision",
            "Declares the incident over, and names who writes the postmortem",
        ),
        "Hands stay off keyboards: whoever debugs loses sight of the rest.",
    ),
    Role(
        "tech_lead",
        "Technical lead",
        "Finds out what is wrong and how service comes back.",
        (
            "Leads the investigation: lists theories, has them tested one after the other",
            "Proposes mitigations with their risk; the commander decides",
            "Coordinates the engineers and subject experts",
            "Says when a fix holds, and by which signal that was seen",
        ),
        "Messages and stakeholders belong to communications; the decision belongs to the commander.",
    ),
    Role(
        "comms",
        "Communications lead",
        "Keeps everybody outside the room informed, in their words.",
        (
            "Writes the status page, the messages to customers and the internal updates",
            "Keeps the update cadence, also when there is nothing new",
            "Brings questions of support and customers into the room, and answers back",
            "Handles press, social media and account managers, or finds who does",
        ),
        "Facts come from the technical lead, and nothing is promised that the commander did not say.",
    ),
    Role(
        "ops",
        "Operations lead",
        "Makes the changes that were decided, one at a time.",
        (
            "Carries out rollbacks, failovers and restarts, and says each one before and after",
            "Has the way back ready before a change is made",
            "Refuses two changes at once",
        ),
        "In a small response the technical lead does this too.",
    ),
    Role(
        "scribe",
        "Scribe",
        "Writes down what happened while it happens.",
        (
            "Keeps the timeline: time, what was seen, decided or done, and by which role",
            "Notes theories that were dropped, and why",
            "Saves graphs and logs before they expire",
            "Hands the timeline to the author of the postmortem",
        ),
        "The scribe asks only to get it right: “which host was that?”",
    ),
)
"""The roles; their ids are those to which a postmortem's `roles:` are read."""

QUESTIONS = (
    ("outage", "Is the service down for all users, or nearly all?", 0, ()),
    ("exposure", "Was data exposed, or did somebody get in who should not?", 0, ("security", "legal")),
    ("data-loss", "Is data lost, or is it being damaged?", 0, ()),
    ("core-many", "Is something most users came for broken for more than a tenth of them?", 1, ()),
    ("money", "Do payments fail, or is money booked wrongly?", 1, ("finance",)),
    ("core-few", "Is something most users came for broken for some of them?", 2, ()),
    ("degraded", "Is something less important slow, wrong or missing?", 2, ()),
)
"""Id, question, rank of the level that a yes means, and who is then told too."""

SCOPES = (
    Grade("wide", "Wide", "All users, or all of a region, a product or a group of customers"),
    Grade("medium", "Medium", "Many: the users of one function, or one large customer"),
    Grade("limited", "Limited", "A handful, or colleagues only"),
)
IMPACTS = (
    Grade("low", "Low", "It annoys, and the work gets done"),
    Grade("medium", "Medium", "The work gets done with a detour or a wait"),
    Grade("high", "High", "The work cannot be done, or goes wrong"),
)
MATRIX = (("wide", (2, 1, 0)), ("medium", (3, 2, 1)), ("limited", (3, 3, 2)))
"""The rank of the level for each scope, by impact."""
