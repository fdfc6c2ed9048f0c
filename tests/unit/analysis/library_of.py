"""Records made by hand, as short as a test needs them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from incidentbook.records import (
    ActionItem,
    AlertRule,
    AlertRuleFile,
    Cause,
    Library,
    Location,
    Milestone,
    Moment,
    Policy,
    Postmortem,
    Runbook,
    Service,
    Severity,
    Team,
    TimelineEntry,
)

AS_OF = date(2026, 3, 31)

POLICY = Policy(
    title="Test book",
    severities=(
        Severity("SEV1", "Critical", response_minutes=5, mitigate_minutes=60, resolve_minutes=240),
        Severity("SEV2", "Major", response_minutes=15),
        Severity("SEV3", "Minor"),
    ),
    causes=(
        Cause("capacity", "Capacity", "More was asked than there was."),
        Cause("disk-full", "Disk full", "A volume ran out of space.", parent="capacity"),
        Cause("bad-config", "Bad configuration", "A value that nobody tried."),
    ),
    services=(
        Service("checkout", "Checkout", "shop", ("checkout-api",), (("Dashboard", "https://example.com/d"),)),
        Service("search", "Search", "platform"),
    ),
    teams=(
        Team("shop", "Shop", ("ana", "bo")),
        Team("platform", "Platform", ("chidi",), links=(("Chat", "javascript:alert(1)"),)),
    ),
)


def at(day: str, clock: str = "10:00", minutes: float = 0) -> datetime:
    """A time of a day in UTC, some minutes later."""
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=UTC) + timedelta(minutes=minutes)


def milestones(path: str, source: str = "front-matter", **times: datetime) -> tuple[Milestone, ...]:
    """Milestones by name."""
    return tuple(Milestone(name, Moment(time), source, Location(path, 3)) for name, time in times.items())


def entries(path: str, *events: tuple[datetime | None, str]) -> tuple[TimelineEntry, ...]:
    """Timeline entries with anchors."""
    return tuple(
        TimelineEntry(
            Location(path, 20 + row), text, Moment(time) if time else None, anchor=f"event-{row + 1}"
        )
        for row, (time, text) in enumerate(events)
    )


def item(title: str = "Do it", status: str = "open", **fields: object) -> ActionItem:
    """An action item with an id and an anchor."""
    known: dict[str, object] = {"id": "PM-1/1", "anchor": "action-1", **fields}
    return ActionItem(Location("postmortems/a.md", 30, 7), title, status=status, **known)  # type: ignore[arg-type]


def postmortem(name: str, day: str = "", **fields: object) -> Postmortem:
    """The postmortem `postmortems/{name}.md` of one day."""
    known: dict[str, object] = {
        "id": name,
        "title": name.capitalize(),
        "severity": "SEV2",
        "services": ("checkout",),
        "causes": ("disk-full",),
        "date": date.fromisoformat(day) if day else None,
        **fields,
    }
    return Postmortem(f"postmortems/{name}.md", **known)  # type: ignore[arg-type]


def runbook(name: str, **fields: object) -> Runbook:
    """The runbook `runbooks/{name}.md`."""
    return Runbook(f"runbooks/{name}.md", **{"id": name, "title": name.capitalize(), **fields})  # type: ignore[arg-type]


def library(*documents: Postmortem | Runbook, policy: Policy = POLICY) -> Library:
    """A library of these documents, in the order of their paths."""
    ordered = sorted(documents, key=lambda document: document.path)
    return Library(
        policy,
        tuple(one for one in ordered if isinstance(one, Postmortem)),
        tuple(one for one in ordered if isinstance(one, Runbook)),
    )


def with_rules(*records: object, urls: dict[str, str] | None = None) -> Library:
    """A library of documents and rules; `urls` are those of the policy."""
    documents = [one for one in records if not isinstance(one, AlertRule)]
    found = library(*documents)  # type: ignore[arg-type]
    rules = tuple(one for one in records if isinstance(one, AlertRule))
    policy = replace(found.policy, runbook_urls=tuple((urls or {}).items()))
    return replace(found, policy=policy, alert_files=(AlertRuleFile("rules/a.yml", rules),))
