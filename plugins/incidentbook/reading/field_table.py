"""The one table of front-matter fields, from which come the reader, its messages and the JSON Schemas.

What a key of a document means by it is asked of `fields`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from incidentbook.records.plain import dataclass

from .names import compact

POSTMORTEM = frozenset({"postmortem"})
RUNBOOK = frozenset({"runbook"})
BOTH = POSTMORTEM | RUNBOOK


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its canonical name, type, further names, and what it says.

    `type` is "text", "list" (of text), "date", "moment", "number", "days", "choice", "severity",
    "roles", "checklist", "impact", "items" (action items), "flag" or "any" (another tool's key, not read).
    `labels` are names that count in header lines alone, where a key of front matter would be ambiguous.
    """

    name: str
    type: str
    description: str
    kinds: frozenset[str]
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


_MOMENT = "with its zone, for example 2025-03-15T14:25:00Z; a range such as 14:00/14:30 is allowed."


def _field(  # noqa: PLR0913 - one row of the table
    name: str,
    type: str,
    description: str,
    kinds: frozenset[str],
    aliases: str = "",
    *,
    choices: str = "",
    labels: str = "",
) -> FieldSpec:
    return FieldSpec(name, type, description, kinds, _words(aliases), _words(choices), _words(labels))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word)


FIELDS: tuple[FieldSpec, ...] = (
    _field("title", "text", "The title; without it the first heading counts.", BOTH, "name"),
    _field(
        "id",
        "text",
        "A name that is unique in the portal; without it the file's name counts.",
        BOTH,
        "incident_id|uuid|number|incident_number|postmortem_id|runbook_id",
        labels="incident|incident no|incident ticket|incident key|reference|ref|case number",
    ),
    _field(
        "kind",
        "choice",
        "What kind of document this is; a drill stays out of the metrics.",
        BOTH,
        "type|incident_kind|incident_type|document_type|doc_type",
        choices="incident|near-miss|drill|security|postmortem|runbook",
    ),
    _field(
        "status",
        "choice",
        "How far the review has come.",
        POSTMORTEM,
        "state|postmortem_status|document_status|review_status",
        choices="draft|in-review|published|not-required",
    ),
    _field(
        "severity",
        "severity",
        "A level of the policy, in any of its spellings.",
        BOTH,
        "sev|priority|severity_level|incident_severity|incident_level|level|impact_level",
    ),
    _field(
        "date",
        "date",
        "The day of the incident; without it the day of started_at counts.",
        POSTMORTEM,
        "incident_date|date_of_incident|day|incident_day|occurred_on|date_of_the_incident",
        labels="when|incident date and time|date and time|datetime|date time|dates",
    ),
    _field(
        "started_at",
        "moment",
        f"When the impact began, {_MOMENT}",
        POSTMORTEM,
        "start_time|starttime|start_ts|started|start|start_at|incident_start|incident_started|begin|"
        "began_at|start_date|impact_start|impact_started_at|occurred_at|outage_start|"
        "incident_start_time|start_of_impact|start_of_incident",
    ),
    _field(
        "detected_at",
        "moment",
        f"When it was noticed, {_MOMENT}",
        POSTMORTEM,
        "detecttime|detect_time|detection_time|detected|triggered_at|reported_at|reported|"
        "detection_date|discovered_at|noticed_at|alerted_at|time_detected|identified_at",
    ),
    _field(
        "acknowledged_at",
        "moment",
        f"When somebody took it on, {_MOMENT}",
        POSTMORTEM,
        "acknowledged|acked_at|ack_time|acknowledge_time|responded_at|ack_at|response_time",
    ),
    _field(
        "declared_at",
        "moment",
        f"When it was declared an incident, {_MOMENT}",
        POSTMORTEM,
        "declared|incident_declared|opened_at|declared_time",
    ),
    _field(
        "mitigated_at",
        "moment",
        f"When users no longer felt it, {_MOMENT}",
        POSTMORTEM,
        "stable_at|mitigated|mitigation_time|mitigate_time|contained_at|stabilised_at|stabilized_at",
    ),
    _field(
        "resolved_at",
        "moment",
        f"When it was over, {_MOMENT}",
        POSTMORTEM,
        "end_time|endtime|end_ts|closed_at|resolved|ended_at|end|end_at|ended|end_date|"
        "resolution_time|resolve_time|resolved_on|incident_end|impact_end|impact_ended_at|"
        "recovered_at|recovery_time_at|fixed_at|outage_end|restored_at|incident_end_time|"
        "time_resolved|end_of_incident|end_of_impact|resolution_date",
    ),
    _field(
        "time_zone",
        "text",
        "The zone of times that name none, for example Europe/Berlin.",
        POSTMORTEM,
        "timezone|tz|zone",
    ),
    _field(
        "duration",
        "text",
        "How long it lasted, for example 1 h 30 min.",
        POSTMORTEM,
        "incident_duration|outage_duration|total_duration|impact_duration|length|downtime",
        labels="duration of incident|duration of impact|duration of outage|outage length",
    ),
    _field("time_to_detect", "text", "How long it went unnoticed.", POSTMORTEM, "ttd|mttd|time_to_detection"),
    _field("time_to_acknowledge", "text", "How long until somebody took it on.", POSTMORTEM, "tta|mtta"),
    _field("time_to_mitigate", "text", "How long users felt it.", POSTMORTEM, "ttm|mttm|time_to_mitigation"),
    _field(
        "time_to_recover",
        "text",
        "How long until it was over.",
        POSTMORTEM,
        "ttr|mttr|time_to_recovery|time_to_resolve|time_to_resolution|time_to_restore",
    ),
    _field(
        "services",
        "list",
        "The services concerned.",
        BOTH,
        "service|affected_services|services_affected|impacted_services|affected_service|components|"
        "component|affected_components|affected_systems|systems_affected|systems|system|"
        "services_impacted|service_affected|affected_system|product|products|service_name",
        labels="affected|impacted|scope|affects",
    ),
    _field(
        "teams",
        "list",
        "The teams concerned.",
        POSTMORTEM,
        "team|owning_team|owning_teams|responsible_team|teams_involved|owner_team|team_name",
    ),
    _field(
        "authors",
        "list",
        "Who wrote this.",
        POSTMORTEM,
        "author|written_by|postmortem_author|postmortem_authors|postmortem_owner|prepared_by",
        labels="owner|by|created by|reported by|writer|report by|reporter|authored by|report author|editor",
    ),
    _field("tags", "list", "Words by which to find this again.", BOTH, "tag|labels|label|keywords"),
    _field(
        "roles",
        "roles",
        "Who did what in the response: a map of role to name.",
        POSTMORTEM,
        "responders|participants|people|attendees|response_team|incident_team|team_members",
    ),
    _field(
        "checklist",
        "checklist",
        "What of the checklists was done: a list of items, or a map of item to true or false.",
        POSTMORTEM,
        "checklists|response_checklist",
    ),
    _field(
        "causes",
        "list",
        "Ids of causes from the policy's list.",
        POSTMORTEM,
        "categories|root_cause_tags|cause|incident_cause|problem_type|category|cause_category|"
        "root_cause_category|root_cause_categories|cause_tags|root_causes|root_cause|cause_id",
    ),
    _field("trigger", "text", "What set it off.", POSTMORTEM, "triggered_by|trigger_event"),
    _field(
        "detection",
        "text",
        "How it was noticed: alert, customer, internal, synthetic, or in words.",
        POSTMORTEM,
        "detected_by|detection_method|detected_via|how_detected|detection_source|discovery",
    ),
    _field(
        "impact",
        "impact",
        "A map of users, users_percent, revenue, sla_minutes and summary; or a sentence.",
        BOTH,
        "user_impact|customer_impact|business_impact|impact_summary",
    ),
    _field(
        "alerts",
        "list",
        "Names of the alerts that fired, or that this runbook answers.",
        BOTH,
        "alert_names|alert|alert_name|alertname|alertnames",
    ),
    _field("runbooks", "list", "Runbooks that were used.", POSTMORTEM, "runbook|playbooks|playbook"),
    _field(
        "repeat_of",
        "list",
        "Ids of earlier incidents that this one repeats.",
        POSTMORTEM,
        "duplicate_id|duplicate_of|recurrence_of|repeats",
    ),
    _field("not_repeat_of", "list", "Ids of earlier incidents that this one only resembles.", POSTMORTEM),
    _field(
        "related",
        "list",
        "Ids of related incidents.",
        POSTMORTEM,
        "related_incidents|related_to|see_also|similar_incidents|related_postmortems",
    ),
    _field(
        "audience",
        "choice",
        "Who may read this.",
        BOTH,
        "visibility|confidentiality",
        choices="internal|public",
    ),
    _field(
        "action_items",
        "items",
        "What is to be done: a list of maps with the columns of an action-item table.",
        POSTMORTEM,
        "actions|follow_ups|followups|action_item|follow_up|tasks|todos",
    ),
    _field(
        "summary",
        "text",
        "The incident in a sentence or two.",
        BOTH,
        "description|tldr|abstract|overview|synopsis|excerpt",
    ),
    _field(
        "published_on", "date", "When the review was published.", POSTMORTEM, "published_at|published_date"
    ),
    _field("reviewed_on", "date", "When the review was held.", POSTMORTEM, "review_date|postmortem_date"),
    _field(
        "owner",
        "text",
        "The team or person that answers for it.",
        RUNBOOK,
        "team|service_owner|owners|owning_team|maintainer|maintainers|owned_by|teams|responsible|"
        "author|authors",
    ),
    _field(
        "last_reviewed",
        "date",
        "When somebody last read it through and found it right.",
        RUNBOOK,
        "last_reviewed_on|reviewed|reviewed_on|last_review|last_reviewed_at|review_date|last_updated|"
        "updated|last_verified",
    ),
    _field(
        "review_every",
        "days",
        "How often it is to be reviewed: a number of days, or text such as 90d or 3 months.",
        RUNBOOK,
        "review_in|review_interval_days|review_interval|review_every_days|review_cadence|review_period",
    ),
    _field(
        "last_tested",
        "date",
        "When it was last followed for real or in a drill.",
        RUNBOOK,
        "tested_at|tested|tested_on|last_tested_on|last_test|last_exercised",
    ),
    _field("tested_with", "text", "What it was tested with.", RUNBOOK, "tested_version|tested_against"),
    _field(
        "aliases", "list", "Old paths and names of this runbook.", RUNBOOK, "alias|old_paths|redirect_from"
    ),
    _field("draft", "flag", "Whether this is not finished yet.", BOTH),
    _field("template", "any", "A key of the site generator.", BOTH, "layout"),
    _field("search", "any", "A key of the site generator.", BOTH),
    _field("hide", "any", "A key of the site generator.", BOTH),
    _field("icon", "any", "A key of the site generator.", BOTH),
    _field("comments", "any", "A key of the site generator.", BOTH),
    _field("slug", "any", "A key of the site generator.", BOTH, "permalink|url"),
    _field(
        "weight",
        "any",
        "A key of the site generator.",
        BOTH,
        "company|organization|organisation|technologies|nav_order|order|sidebar_position|"
        "sidebar_label|parent|menu|toc|lastmod|image|nav_title|linkTitle|render_with_liquid|mathjax|"
        "math|mermaid|cover|author_url|lang|redirect_to|pagination_next|pagination_prev|status_page|"
        "exclude",
    ),
)
"""All fields of postmortems and runbooks, in the order in which they are best written."""

_ROLES = {
    "commander": "commander|ic|incident commander|incident lead|incident manager|lead|im|ic name|"
    "incident leader|incident coordinator|coordinator|incident responsible|incident commanders|"
    "duty manager",
    "comms": "comms|communications|communication lead|communications lead|comms lead|cl|communicator|"
    "liaison|customer liaison|public liaison|external communications|comms officer|"
    "communications officer",
    "tech_lead": "tech lead|technical lead|tl|engineering lead|sme|technical owner|subject matter expert",
    "ops": "ops|operations|ops lead|operations lead|ol|operator|on call|oncall|on call engineer|"
    "responder|oncall engineer|responding engineer|primary on call|engineer on call|"
    "on call responder",
    "scribe": "scribe|note taker|notetaker|scribes",
}

ROLES: Mapping[str, str] = MappingProxyType(
    {compact(alias): role for role, aliases in _ROLES.items() for alias in _words(aliases)}
)
"""Names of roles, compacted, and the role they mean; as fields of their own they go to `roles`."""

MOMENTS = ("started_at", "detected_at", "acknowledged_at", "declared_at", "mitigated_at", "resolved_at")
"""The fields of the milestones, in order."""

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "duration": "total",
        "time_to_detect": "detect",
        "time_to_acknowledge": "acknowledge",
        "time_to_mitigate": "mitigate",
        "time_to_recover": "recover",
    }
)
"""The fields that state a duration, and what it measures."""
