"""The checklists where the policy names none, after common guides."""

from incidentbook.records import Checklist, ChecklistItem

RESPONSE = Checklist(
    "response",
    "Initial response",
    (
        ChecklistItem(
            "acknowledge",
            "Acknowledge the alert, so that nobody else is woken",
            ("acknowledge incident", "incident acknowledged", "ack"),
        ),
        ChecklistItem("impact", "Look at the impact: who notices what", ("assess impact", "blast radius")),
        ChecklistItem(
            "severity",
            "Choose the severity; in doubt the worse one",
            ("assess severity", "set severity", "severity declared", "classify"),
        ),
        ChecklistItem(
            "channel",
            "Open the channel, post the opening message, pin it; open the call where the level asks for one",
            ("create incident channel", "channel opened", "open bridge", "war room"),
        ),
        ChecklistItem(
            "roles",
            "Page those who are needed, and give out the roles by name",
            ("assemble response team", "assign roles", "commander named"),
        ),
        ChecklistItem(
            "timeline",
            "Begin the timeline: the scribe writes from now on",
            ("document timeline", "keep timeline", "scribe"),
        ),
        ChecklistItem(
            "changes",
            "Ask what changed: deployments, configuration, flags, traffic, providers",
            ("begin investigation", "recent changes", "what changed"),
        ),
        ChecklistItem(
            "update",
            "Send the first update, and set a clock for the next one",
            ("communicate status", "first update sent", "status page updated"),
        ),
        ChecklistItem(
            "restore",
            "Restore service first; look for the cause when it is back",
            ("implement fixes", "mitigate first", "service restored"),
        ),
        ChecklistItem(
            "verify",
            "Verify by what users see, and watch it before saying that it is over",
            ("verify resolution", "resolution verified"),
        ),
        ChecklistItem(
            "review",
            "Name the author of the postmortem, and a day for it",
            ("schedule postmortem", "postmortem scheduled", "schedule review"),
        ),
    ),
)
"""The first response, in order; the incident kit shows it."""

RESOLUTION = Checklist(
    "resolution",
    "Before it is over",
    (
        ChecklistItem("service", "Service is back for everybody", ("service restored",)),
        ChecklistItem(
            "metrics",
            "Errors, latency and traffic are as before, and have been for half an hour",
            ("metrics normal", "metrics normalized", "signals back to baseline"),
        ),
        ChecklistItem("logs", "The logs show no new errors of this kind", ("no recurring errors in logs",)),
        ChecklistItem(
            "users",
            "Somebody tried it as a user, and support hears nothing new",
            ("user impact ended", "customer impact resolved", "user flows tested"),
        ),
        ChecklistItem(
            "watch",
            "An alert or a person would notice if it came back",
            ("monitoring for recurrence", "monitoring in place"),
        ),
        ChecklistItem(
            "temporary",
            "What was only patched up is written down, with who takes it back and when",
            ("temporary mitigations documented", "workarounds documented"),
        ),
        ChecklistItem(
            "told",
            "Everybody who was told of the beginning was told of the end",
            ("stakeholders notified", "final status update", "status page resolved"),
        ),
    ),
)
"""What is true before somebody says that it is over."""

READINESS = Checklist(
    "readiness",
    "Readiness",
    (
        ChecklistItem(
            "alerts-first",
            "Our own alerts tell us before anybody else does",
            group="Infrastructure",
            proof="incidents-by-alert",
        ),
        ChecklistItem(
            "dashboards",
            "Each service has a dashboard of errors, latency and traffic that opens on a phone",
            group="Infrastructure",
        ),
        ChecklistItem(
            "way-back",
            "Each service can go back to the version before within minutes",
            group="Infrastructure",
        ),
        ChecklistItem("backups", "A backup was restored, not only written", group="Infrastructure"),
        ChecklistItem("status-page", "The status page stays up when we do not", group="Infrastructure"),
        ChecklistItem(
            "on-call", "Somebody is on call at every hour", group="Process", proof="rota-without-gaps"
        ),
        ChecklistItem(
            "second-person",
            "A second person stands behind whoever is on call",
            group="Process",
            proof="rota-with-secondary",
        ),
        ChecklistItem(
            "escalation",
            "An alert that nobody answers goes on to somebody else",
            group="Process",
            proof="rota-escalates",
        ),
        ChecklistItem("levels", "Every incident has a severity", group="Process", proof="severities-stated"),
        ChecklistItem(
            "roles", "Grave incidents have all the roles they need", group="Process", proof="roles-filled"
        ),
        ChecklistItem(
            "lists", "Grave incidents tick the response list", group="Process", proof="lists-ticked"
        ),
        ChecklistItem(
            "write-ups", "Postmortems are written in time", group="Process", proof="writeups-in-time"
        ),
        ChecklistItem("owners", "Every open action has an owner", group="Process", proof="actions-owned"),
        ChecklistItem(
            "follow-through", "No open action is overdue", group="Process", proof="actions-in-time"
        ),
        ChecklistItem("legal", "Security, legal and press can be reached at night", group="Process"),
        ChecklistItem(
            "alert-runbooks",
            "Every alert has a runbook",
            group="Runbooks",
            proof="alerts-with-runbooks",
        ),
        ChecklistItem(
            "runbook-reviews",
            "Every runbook was reviewed within its interval",
            group="Runbooks",
            proof="runbooks-reviewed",
        ),
        ChecklistItem(
            "runbook-tests",
            "Every runbook was followed within a year, in a test, a drill or an incident",
            group="Runbooks",
            proof="runbooks-tested",
        ),
        ChecklistItem(
            "runbook-owners", "Every runbook has an owner", group="Runbooks", proof="runbooks-owned"
        ),
        ChecklistItem("access", "Whoever is on call may do all that the runbooks ask for", group="Runbooks"),
        ChecklistItem("drills", "A drill was held within half a year", group="Practice", proof="drills-held"),
        ChecklistItem(
            "near-misses",
            "Near-misses are written down too",
            group="Practice",
            proof="near-misses-written",
        ),
        ChecklistItem(
            "newcomers",
            "Nobody is on call alone before having been on call beside somebody",
            group="Practice",
        ),
        ChecklistItem(
            "handover", "A shift is handed over in words: what is open, what is new", group="Practice"
        ),
    ),
)
"""What is ready before anything breaks; the portal's own documents prove some of it."""

CHECKLISTS = (RESPONSE, RESOLUTION, READINESS)
