"""What applies where the policy is silent: levels, targets, sections and causes after common guides.

Response and mitigation targets, update cadence and review depth by severity are those that guides on
incident response agree on; where they differ the stricter one was taken.
"""

from incidentbook.records import Cause, Severity

from .cause_examples import EXAMPLES

POSTMORTEMS = tuple(
    f"**/{folder}/**/*.{ending}"
    for folder in ("postmortems", "post-mortems", "postmortem", "incidents", "incident-reports")
    for ending in ("md", "markdown")
)
RUNBOOKS = tuple(
    f"**/{folder}/**/*.{ending}"
    for folder in ("runbooks", "runbook", "playbooks")
    for ending in ("md", "markdown", "yml", "yaml")
)

SEVERITIES = (
    Severity(
        "SEV1",
        "Critical",
        ("critical", "blocker"),
        "Complete outage for all or most users, data loss or corruption, or a security breach.",
        ("The service is down for everybody", "Customer data was exposed"),
        response_minutes=5,
        mitigate_minutes=60,
        resolve_minutes=240,
        update_minutes=15,
        postmortem="full",
    ),
    Severity(
        "SEV2",
        "Major",
        ("major", "high"),
        "A core feature is broken for many users, or money is lost; a workaround may exist.",
        ("Payments fail for more than a tenth of users", "The main page takes ten seconds"),
        response_minutes=15,
        mitigate_minutes=240,
        resolve_minutes=1440,
        update_minutes=30,
        postmortem="full",
    ),
    Severity(
        "SEV3",
        "Minor",
        ("minor", "medium", "moderate"),
        "Part of a feature is impaired for few users, or a feature that is not critical is broken.",
        ("Reports are late", "Search misses new entries"),
        response_minutes=60,
        resolve_minutes=1440,
        update_minutes=60,
        postmortem="light",
    ),
    Severity(
        "SEV4",
        "Low",
        ("low", "cosmetic", "trivial"),
        "Little or no impact on users.",
        ("A misleading message", "A broken layout on one page"),
        response_minutes=1440,
        resolve_minutes=10080,
        postmortem="none",
    ),
)

REQUIRED_BY_DEPTH: dict[str, tuple[str, ...]] = {
    "full": (
        "summary",
        "impact",
        "timeline",
        "root-cause",
        "contributing-factors",
        "went-well",
        "went-poorly",
        "action-items",
        "lessons-learned",
    ),
    "light": ("summary", "impact", "root-cause", "action-items"),
    "none": ("summary",),
}
REQUIRED_BY_KIND: dict[str, tuple[str, ...]] = {
    "near-miss": ("summary", "contributing-factors", "action-items"),
    "drill": ("summary", "timeline", "action-items"),
    "runbook": (),
    "default": ("summary", "root-cause", "action-items"),
}

_GROUPS = {
    "change": (
        "Change",
        "Something was altered on purpose and did more than was meant.",
        (
            ("faulty-deployment", "Faulty deployment", "New code or a new version broke what worked before."),
            (
                "untested-change",
                "Untested change",
                "No test or stage before production exercised the path that broke.",
            ),
            (
                "schema-migration",
                "Schema migration",
                "A change of data structures locked, broke or lost something.",
            ),
            ("missing-rollback", "No way back", "A change could not be undone quickly."),
        ),
    ),
    "configuration": (
        "Configuration",
        "Values, flags and settings outside the code.",
        (
            (
                "unsafe-config-change",
                "Unsafe configuration change",
                "A value went live without validation or stages.",
            ),
            ("config-drift", "Configuration drift", "Places that were meant to agree no longer did."),
            ("feature-flag-state", "Feature flag state", "A flag was not in the state its readers expected."),
        ),
    ),
    "capacity": (
        "Capacity",
        "More was asked of a resource than it could give.",
        (
            ("traffic-surge", "Traffic surge", "Demand rose above what was planned or tested."),
            (
                "resource-exhaustion",
                "Resource exhaustion",
                "Memory, CPU, disk, handles or addresses ran out.",
            ),
            (
                "connection-pool-exhaustion",
                "Connection pool exhaustion",
                "All connections to a dependency were taken.",
            ),
            ("retry-storm", "Retry storm", "Clients that tried again kept a struggling service down."),
        ),
    ),
    "dependency": (
        "Dependency",
        "Something that others run, or that many share.",
        (
            ("third-party-outage", "Third-party outage", "A provider was down, slow or wrong."),
            ("internal-dependency", "Internal dependency", "A service of our own that others need failed."),
            ("missing-timeout", "Missing timeout", "A slow neighbour was waited for without a limit."),
            ("dns-failure", "DNS failure", "Names did not resolve, or resolved to the wrong place."),
        ),
    ),
    "data": (
        "Data",
        "The software did as told with data that was wrong.",
        (
            ("bad-data", "Wrong data", "Input or reference data was wrong, incomplete or unexpected."),
            ("data-loss", "Data loss or corruption", "Data was deleted, overwritten or damaged."),
            ("time-handling", "Time and calendars", "Zones, clock changes, leap days or expiry dates."),
        ),
    ),
    "security": (
        "Security",
        "Credentials, certificates and those who would abuse them.",
        (
            (
                "expired-certificate",
                "Expired certificate or key",
                "A certificate, key or token ran out while in use.",
            ),
            (
                "leaked-credential",
                "Leaked credential",
                "A secret could be read by somebody it was not meant for.",
            ),
            (
                "vulnerability",
                "Vulnerability or attack",
                "A weakness was exploited or had to be closed in haste.",
            ),
        ),
    ),
    "hardware-and-cloud": (
        "Hardware and cloud",
        "Machines, networks and the provider below.",
        (
            ("node-failure", "Node failure", "A machine, volume or virtual machine died."),
            ("network-failure", "Network failure", "Packets were lost, slow or sent astray."),
            ("zone-outage", "Zone or region outage", "A whole zone or region was gone or cut off."),
        ),
    ),
    "people-and-process": (
        "People and process",
        "How work is arranged; never who did it.",
        (
            ("missing-alert", "Nothing was watching", "The fault had no alert, or one that reached nobody."),
            (
                "missing-runbook",
                "Missing or stale runbook",
                "The procedure was not written down or no longer true.",
            ),
            ("unclear-ownership", "Unclear ownership", "It was not known whose task it was."),
            (
                "manual-procedure",
                "Manual procedure",
                "A routine depended on many steps done by hand in order.",
            ),
        ),
    ),
}

CAUSES = tuple(
    cause
    for group, (title, description, members) in _GROUPS.items()
    for cause in (
        Cause(group, title, description, EXAMPLES[group]),
        *(Cause(key, name, meaning, EXAMPLES[key], group) for key, name, meaning in members),
    )
)
