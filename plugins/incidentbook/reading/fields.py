"""The one table of front-matter fields, from which come the reader, its messages and the JSON Schemas.

A key is compared without case, hyphens, underscores and spaces. Header lines of a document
("**Date:** … | **Severity:** …") are read through the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .names import compact, nearest

POSTMORTEM = frozenset({"postmortem"})
RUNBOOK = frozenset({"runbook"})
BOTH = POSTMORTEM | RUNBOOK


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its canonical name, type, further names, and what it says.

    `type` is "text", "list" (of text), "date", "moment", "number", "days", "choice", "severity",
    "roles", "impact", "items" (action items), "flag" or "any" (another tool's key, which is not read).
    `labels` are names that count in header lines alone, where a key of front matter would be ambiguous.
    """

    name: str
    type: str
    description: str
    kinds: frozenset[str] = POSTMORTEM
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


_MOMENT = "with its zone, for example 2025-03-15T14:25:00Z; a range such as 14:00/14:30 is allowed."

FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("title", "text", "The title; without it the first heading counts.", BOTH, ("name",)),
    FieldSpec(
        "id",
        "text",
        "A name that is unique in the portal; without it the file's name counts.",
        BOTH,
        ("incident_id", "uuid", "number", "incident_number", "postmortem_id", "runbook_id"),
        labels=("incident", "incident no", "incident ticket", "incident key", "reference", "ref", "case number"),
    ),
    FieldSpec(
        "kind",
        "choice",
        "What kind of document this is; a drill stays out of the metrics.",
        BOTH,
        ("type", "incident_kind", "incident_type", "document_type", "doc_type"),
        ("incident", "near-miss", "drill", "security", "postmortem", "runbook"),
    ),
    FieldSpec(
        "status",
        "choice",
        "How far the review has come.",
        POSTMORTEM,
        ("state", "postmortem_status", "document_status", "review_status"),
        ("draft", "in-review", "published", "not-required"),
    ),
    FieldSpec(
        "severity",
        "severity",
        "A level of the policy, in any of its spellings.",
        BOTH,
        ("sev", "priority", "severity_level", "incident_severity", "incident_level", "level", "impact_level"),
    ),
    FieldSpec(
        "date",
        "date",
        "The day of the incident; without it the day of started_at counts.",
        POSTMORTEM,
        ("incident_date", "date_of_incident", "day", "incident_day", "occurred_on", "date_of_the_incident"),
        labels=("when", "incident date and time", "date and time", "datetime", "date time", "dates"),
    ),
    FieldSpec(
        "started_at",
        "moment",
        f"When the impact began, {_MOMENT}",
        POSTMORTEM,
        (
            "start_time", "starttime", "started", "start", "start_at", "incident_start", "incident_started",
            "begin", "began_at", "start_date", "impact_start", "impact_started_at", "occurred_at", "outage_start",
            "incident_start_time", "start_of_impact", "start_of_incident",
        ),
    ),
    FieldSpec(
        "detected_at",
        "moment",
        f"When it was noticed, {_MOMENT}",
        POSTMORTEM,
        (
            "detecttime", "detect_time", "detection_time", "detected", "triggered_at", "reported_at", "reported",
            "detection_date", "discovered_at", "noticed_at", "alerted_at", "time_detected", "identified_at",
        ),
    ),
    FieldSpec(
        "acknowledged_at",
        "moment",
        f"When somebody took it on, {_MOMENT}",
        POSTMORTEM,
        ("acknowledged", "acked_at", "ack_time", "acknowledge_time", "responded_at", "ack_at", "response_time"),
    ),
    FieldSpec(
        "declared_at",
        "moment",
        f"When it was declared an incident, {_MOMENT}",
        POSTMORTEM,
        ("declared", "incident_declared", "opened_at", "declared_time"),
    ),
    FieldSpec(
        "mitigated_at",
        "moment",
        f"When users no longer felt it, {_MOMENT}",
        POSTMORTEM,
        ("stable_at", "mitigated", "mitigation_time", "mitigate_time", "contained_at", "stabilised_at", "stabilized_at"),
    ),
    FieldSpec(
        "resolved_at",
        "moment",
        f"When it was over, {_MOMENT}",
        POSTMORTEM,
        (
            "end_time", "endtime", "closed_at", "resolved", "ended_at", "end", "end_at", "ended", "end_date",
            "resolution_time", "resolve_time", "resolved_on", "incident_end", "impact_end", "impact_ended_at",
            "recovered_at", "recovery_time_at", "fixed_at", "outage_end", "restored_at", "incident_end_time",
            "time_resolved", "end_of_incident", "end_of_impact", "resolution_date",
        ),
    ),
    FieldSpec(
        "duration",
        "text",
        "How long it lasted, for example 1 h 30 min.",
        POSTMORTEM,
        ("incident_duration", "outage_duration", "total_duration", "impact_duration", "length", "downtime"),
        labels=("duration of incident", "duration of impact", "duration of outage", "outage length"),
    ),
    FieldSpec("time_to_detect", "text", "How long it went unnoticed.", POSTMORTEM, ("ttd", "mttd", "time_to_detection")),
    FieldSpec(
        "time_to_acknowledge", "text", "How long until somebody took it on.", POSTMORTEM, ("tta", "mtta")
    ),
    FieldSpec(
        "time_to_mitigate", "text", "How long users felt it.", POSTMORTEM, ("ttm", "mttm", "time_to_mitigation")
    ),
    FieldSpec(
        "time_to_recover",
        "text",
        "How long until it was over.",
        POSTMORTEM,
        ("ttr", "mttr", "time_to_recovery", "time_to_resolve", "time_to_resolution", "time_to_restore"),
    ),
    FieldSpec(
        "services",
        "list",
        "The services concerned.",
        BOTH,
        (
            "service", "affected_services", "services_affected", "impacted_services", "affected_service", "components",
            "component", "affected_components", "affected_systems", "systems_affected", "systems", "system",
            "services_impacted", "service_affected", "affected_system", "product", "products", "service_name",
        ),
    ),
    FieldSpec(
        "teams",
        "list",
        "The teams concerned.",
        POSTMORTEM,
        ("team", "owning_team", "owning_teams", "responsible_team", "teams_involved", "owner_team", "team_name"),
    ),
    FieldSpec(
        "authors",
        "list",
        "Who wrote this.",
        POSTMORTEM,
        ("author", "written_by", "postmortem_author", "postmortem_authors", "postmortem_owner", "prepared_by"),
        labels=("owner", "by", "writer", "report by", "reporter", "authored by", "report author", "editor"),
    ),
    FieldSpec(
        "tags", "list", "Words by which to find this again.", BOTH, ("tag", "labels", "label", "keywords")
    ),
    FieldSpec(
        "roles",
        "roles",
        "Who did what in the response: a map of role to name.",
        POSTMORTEM,
        ("responders", "participants", "people", "attendees", "response_team", "incident_team", "team_members"),
    ),
    FieldSpec(
        "causes",
        "list",
        "Ids of causes from the policy's list.",
        POSTMORTEM,
        (
            "categories", "root_cause_tags", "cause", "incident_cause", "problem_type", "category", "cause_category",
            "root_cause_category", "root_cause_categories", "cause_tags", "root_causes", "root_cause", "cause_id",
        ),
    ),
    FieldSpec("trigger", "text", "What set it off.", POSTMORTEM, ("triggered_by", "trigger_event")),
    FieldSpec(
        "detection",
        "text",
        "How it was noticed: alert, customer, internal, synthetic, or in words.",
        POSTMORTEM,
        ("detected_by", "detection_method", "detected_via", "how_detected", "detection_source", "discovery"),
    ),
    FieldSpec(
        "impact",
        "impact",
        "A map of users, users_percent, revenue, sla_minutes and summary; or a sentence.",
        BOTH,
        ("user_impact", "customer_impact", "business_impact", "impact_summary"),
    ),
    FieldSpec(
        "alerts",
        "list",
        "Names of the alerts that fired, or that this runbook answers.",
        BOTH,
        ("alert_names", "alert", "alert_name", "alertname", "alertnames"),
    ),
    FieldSpec("runbooks", "list", "Runbooks that were used.", POSTMORTEM, ("runbook", "playbooks", "playbook")),
    FieldSpec(
        "repeat_of",
        "list",
        "Ids of earlier incidents that this one repeats.",
        POSTMORTEM,
        ("duplicate_id", "duplicate_of", "recurrence_of", "repeats"),
    ),
    FieldSpec("not_repeat_of", "list", "Ids of earlier incidents that this one only resembles."),
    FieldSpec(
        "related",
        "list",
        "Ids of related incidents.",
        POSTMORTEM,
        ("related_incidents", "related_to", "see_also", "similar_incidents", "related_postmortems"),
    ),
    FieldSpec(
        "audience",
        "choice",
        "Who may read this.",
        BOTH,
        ("visibility", "confidentiality"),
        ("internal", "public"),
    ),
    FieldSpec(
        "action_items",
        "items",
        "What is to be done: a list of maps with the columns of an action-item table.",
        POSTMORTEM,
        ("actions", "follow_ups", "followups", "action_item", "follow_up", "tasks", "todos"),
    ),
    FieldSpec(
        "summary",
        "text",
        "The incident in a sentence or two.",
        BOTH,
        ("description", "tldr", "abstract", "overview", "synopsis", "excerpt"),
    ),
    FieldSpec("published_on", "date", "When the review was published.", POSTMORTEM, ("published_at", "published_date")),
    FieldSpec("reviewed_on", "date", "When the review was held.", POSTMORTEM, ("review_date", "postmortem_date")),
    FieldSpec("owner", "text", "The team or person that answers for it.", RUNBOOK, (
        "team", "service_owner", "owners", "owning_team", "maintainer", "maintainers", "owned_by", "teams",
        "responsible", "author", "authors",
    )),
    FieldSpec(
        "last_reviewed",
        "date",
        "When somebody last read it through and found it right.",
        RUNBOOK,
        ("last_reviewed_on", "reviewed", "reviewed_on", "last_review", "last_reviewed_at", "review_date", "last_updated",
         "updated", "last_verified"),
    ),
    FieldSpec(
        "review_every",
        "days",
        "How often it is to be reviewed: a number of days, or text such as 90d or 3 months.",
        RUNBOOK,
        ("review_in", "review_interval_days", "review_interval", "review_every_days", "review_cadence", "review_period"),
    ),
    FieldSpec(
        "last_tested", "date", "When it was last followed for real or in a drill.", RUNBOOK,
        ("tested_at", "tested", "tested_on", "last_tested_on", "last_test", "last_exercised"),
    ),
    FieldSpec("tested_with", "text", "What it was tested with.", RUNBOOK, ("tested_version", "tested_against")),
    FieldSpec(
        "aliases", "list", "Old paths and names of this runbook.", RUNBOOK, ("alias", "old_paths", "redirect_from")
    ),
    FieldSpec("draft", "flag", "Whether this is not finished yet.", BOTH),
    FieldSpec("template", "any", "A key of the site generator.", BOTH, ("layout",)),
    FieldSpec("search", "any", "A key of the site generator.", BOTH),
    FieldSpec("hide", "any", "A key of the site generator.", BOTH),
    FieldSpec("icon", "any", "A key of the site generator.", BOTH),
    FieldSpec("comments", "any", "A key of the site generator.", BOTH),
    FieldSpec("slug", "any", "A key of the site generator.", BOTH, ("permalink", "url")),
    FieldSpec(
        "weight", "any", "A key of the site generator.", BOTH,
        ("nav_order", "order", "sidebar_position", "sidebar_label", "parent", "menu", "toc", "lastmod", "image",
         "nav_title", "linkTitle", "render_with_liquid", "mathjax", "math", "mermaid", "cover", "author_url", "lang",
         "redirect_to", "pagination_next", "pagination_prev", "status_page", "exclude"),
    ),
)
"""All fields of postmortems and runbooks, in the order in which they are best written."""

ROLES: Mapping[str, str] = MappingProxyType(
    {
        compact(alias): role
        for role, aliases in {
            "commander": "commander|ic|incident commander|incident lead|incident manager|lead|im|incident leader|ic name"
            "|incident coordinator|coordinator|incident responsible|incident commanders|duty manager",
            "comms": "comms|communications|communication lead|communications lead|comms lead|cl|communicator|liaison"
            "|customer liaison|public liaison|external communications|comms officer|communications officer",
            "tech_lead": "tech lead|technical lead|tl|engineering lead|sme|technical owner|subject matter expert",
            "ops": "ops|operations|ops lead|operations lead|ol|operator|on call|oncall|on call engineer|oncall engineer"
            "|responder|responding engineer|primary on call|engineer on call|on call responder",
            "scribe": "scribe|note taker|notetaker|scribes",
        }.items()
        for alias in aliases.split("|")
    }
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


@cache
def specs(kind: str) -> Mapping[str, FieldSpec]:
    """Every spelling of every field of "postmortem" or "runbook", compacted, and the field it means."""
    found: dict[str, FieldSpec] = {}
    for spec in FIELDS:
        if kind in spec.kinds:
            found[compact(spec.name)] = spec
    for spec in FIELDS:
        if kind in spec.kinds:
            for alias in spec.aliases:
                found.setdefault(compact(alias), spec)
    return MappingProxyType(found)


@cache
def labels(kind: str) -> Mapping[str, FieldSpec]:
    """As `specs`, with the names that count in header lines alone."""
    found = {compact(label): spec for spec in FIELDS if kind in spec.kinds for label in spec.labels}
    return MappingProxyType({**found, **specs(kind)})


def lookup(kind: str, key: str) -> FieldSpec | None:
    """The field that a key of front matter means, or None."""
    return specs(kind).get(compact(key))


def lookup_label(kind: str, label: str) -> FieldSpec | None:
    """The field that a header line's label means, or None."""
    return labels(kind).get(compact(label))


def role(key: str) -> str:
    """The role that a key or label names ("IC" is "commander"), or ""."""
    return ROLES.get(compact(key), "")


def nearest_name(kind: str, key: str) -> str:
    """The known field that `key` was probably meant to be, or ""."""
    return nearest(key, [spec.name for spec in FIELDS if kind in spec.kinds and spec.type != "any"])
