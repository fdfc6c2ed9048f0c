"""The keys of the policy file: from here come its reader, its messages and its JSON Schema."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from incidentbook.records.action_item import TYPES
from incidentbook.records.finding import LEVELS
from incidentbook.records.policy import POSTMORTEM_DEPTHS
from incidentbook.records.postmortem import KINDS
from incidentbook.records.section import POSTMORTEM_SECTIONS, RUNBOOK_SECTIONS

from .holidays import country_fault
from .patterns import expression
from .policy_handbook import CLASSIFICATION, ROLE, DrillCards, Flag
from .policy_practice import ASSERTION, CHECKLISTS, PATTERNS
from .policy_redaction import AUDIENCE, REDACTION
from .policy_repeats import REPEATS
from .shape import (
    MISSING,
    Checked,
    Choice,
    Day,
    Identity,
    Key,
    Listing,
    Mapped,
    Number,
    Percent,
    Placed,
    Reader,
    Record,
    Reference,
    Shape,
    Text,
    shown,
)


def _zone_fault(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"unknown time zone “{name}”"
    return ""


def _url_fault(url: str) -> str:
    return "" if url.startswith(("https://", "http://", "mailto:")) else f"“{url}” is no web address"


def _glob_fault(glob: str) -> str:
    outside = glob.startswith(("/", "~")) or ".." in glob.replace("\\", "/").split("/") or ":" in glob[:2]
    return f"“{glob}” leads out of the root" if outside else ""


def _folder_fault(folder: str) -> str:
    return _glob_fault(folder) or (f"“{folder}” is no folder" if set(folder) & set("*?[{") else "")


def _site_fault(url: str) -> str:
    is_site = url.startswith(("https://", "http://"))
    return "" if is_site else f"runbook_urls: “{url}” is no web address"


def _hours_fault(text: str) -> str:
    return "" if working_hours(text) else f"“{text}” is no span of hours"


def working_hours(text: str) -> tuple[int, int] | None:
    """The minutes of the day from and to which "09:00-17:00" says that people work, or None."""
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        return None
    start, end = (int(match[f"h{n}"]) * 60 + int(match[f"m{n}"]) for n in "12")
    return (start, end) if start < end <= _A_DAY else None


class RuleLevel(Shape):
    """A rule's level, or a map with `level` and the rule's own settings."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """A map with the key `level` and further settings as texts, numbers or lists."""
        if isinstance(node, yaml.MappingNode):
            settings: dict[str, object] = {}
            for key, value in node.value:
                name = str(key.value)
                if name in settings:
                    return reader.refuse(key, f"“{name}” stands twice", "keep one of them")
                settings[name] = _plain(value)
            level = next((value for key, value in node.value if key.value == "level"), None)
            if level is not None and _LEVEL.read(level, reader) is MISSING:
                return MISSING
            return settings
        if not isinstance(node, yaml.ScalarNode):
            return reader.refuse(node, f"expected a level or a map, found {shown(node)}")
        level_word = _LEVEL.read(node, reader)
        return MISSING if level_word is MISSING else {"level": level_word}

    def schema(self) -> dict[str, object]:
        """A level, or an object with one."""
        return {
            "anyOf": [
                _LEVEL.schema(),
                {"type": "object", "properties": {"level": _LEVEL.schema()}},
            ]
        }


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    return str(node.value)


class Level(Choice):
    """A level of findings; YAML's own `off` (which is false) is understood."""

    def read(self, node: yaml.Node, reader: Reader) -> object:
        """One of the levels."""
        if isinstance(node, yaml.ScalarNode) and str(node.value).lower() in {"off", "false", "no"}:
            return "off"
        return Choice.read(self, node, reader)

    def schema(self) -> dict[str, object]:
        """The levels; `off` may stand bare, which YAML 1.1 reads as false."""
        return {"enum": [*self.words, False]}


_LEVEL = Level(LEVELS)
_SECTION_NAMES = tuple(dict.fromkeys((*POSTMORTEM_SECTIONS, *RUNBOOK_SECTIONS)))
_SECTION_NAME = Choice(_SECTION_NAMES, "the name of a section")
_ASKED = Reference(
    "severities",
    "sections are required of",
    (*KINDS, "runbook", "default"),
    "which is no severity and no kind",
)
_HOURS = expression(r"(?P<h1>\d{1,2}):(?P<m1>[0-5]\d)\s*(?:-|\u2013|to)\s*(?P<h2>\d{1,2}):(?P<m2>[0-5]\d)")
_A_DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORDS = Listing(Text(), single=True)
_LINKS = Mapped(
    Checked(_url_fault, "begin with https://"), example="links: {Dashboard: https://grafana.example.com/shop}"
)
_GLOB = Checked(_glob_fault, "write it relative to this file's folder")
_GLOBS = Listing(_GLOB, single=True)
_FOLDERS = Mapped(
    Checked(_folder_fault, "write the folder's path, relative to this file's folder"),
    Checked(_site_fault, "begin with https://"),
)
_PLACED_GLOBS = Listing(Placed(_GLOB), single=True)
_MINUTES = Number()
_LEVELS_NAMED = Listing(Reference("severities", "this is about the severity"), single=True)

_SEVERITY = Record(
    "a severity",
    {
        "id": Key(Identity("severities"), "Short name, for example SEV1", required=True),
        "title": Key(Text(), "Name in words, for example Critical"),
        "aliases": Key(
            _WORDS, "Other spellings that mean this level; SEV-1, S1, P1 and 1 are understood anyway"
        ),
        "definition": Key(Text(), "When this level applies"),
        "examples": Key(_WORDS, "Examples of incidents at this level"),
        "response_minutes": Key(_MINUTES, "Target: minutes from detection to acknowledgement"),
        "mitigate_minutes": Key(_MINUTES, "Target: minutes from start to mitigation"),
        "resolve_minutes": Key(
            _MINUTES, "Target: minutes until resolution, from where `metrics.recover_from` counts"
        ),
        "update_minutes": Key(_MINUTES, "Minutes between updates to those affected"),
        "postmortem": Key(Choice(POSTMORTEM_DEPTHS), "How deep a review this level asks for"),
        "tell": Key(_WORDS, "Who hears of it"),
        "roles": Key(
            Listing(Reference("roles", "this level needs the role"), single=True),
            "Ids of the roles that somebody must take",
        ),
        "war_room": Key(Flag(), "Whether responders come together in a call"),
    },
)
_PARENT = Reference("causes", "the parent of a cause is")


def _cause(kind: str) -> Record:
    return Record(
        "a cause",
        {
            "id": Key(Identity(kind), "Name used in documents' `causes:`", required=True),
            "title": Key(Text(), "Name in words"),
            "description": Key(Text(), "What counts as this cause"),
            "examples": Key(_WORDS, "Examples"),
            "parent": Key(_PARENT, "Id of the group it belongs to"),
        },
    )


_SERVICE = Record(
    "a service",
    {
        "id": Key(Identity("services"), "Name used in documents' `services:`", required=True),
        "title": Key(Text(), "Name in words"),
        "team": Key(Reference("teams", "the team of a service is"), "Id of the team that owns it"),
        "aliases": Key(_WORDS, "Other names for it in documents"),
        "links": Key(_LINKS, "Name and web address of dashboards, repositories, …"),
    },
)
_TEAM = Record(
    "a team",
    {
        "id": Key(Identity("teams"), "Name used in documents' `teams:`", required=True),
        "title": Key(Text(), "Name in words"),
        "members": Key(_WORDS, "Handles of its members, as action items name them"),
        "aliases": Key(_WORDS, "Other names for it in documents"),
        "links": Key(_LINKS, "Name and web address of chat rooms, rotas, …"),
    },
)
_SECTIONS = Record(
    "sections",
    {
        "required": Key(
            Mapped(Listing(_SECTION_NAME), _ASKED),
            f"Required sections by severity id, by kind ({', '.join(KINDS)}), for `runbook`, for `default`",
        ),
        "aliases": Key(
            Mapped(_WORDS, _SECTION_NAME), "Canonical section name → further headings that mean it"
        ),
    },
)
_TARGETS = Record(
    "targets",
    {
        "detect_minutes": Key(_MINUTES, "Minutes from start to detection"),
        "acknowledge_minutes": Key(_MINUTES, "Minutes from detection to acknowledgement"),
        "repeat_percent": Key(Percent(), "Share of repeat incidents to stay under"),
        "writeup_hours": Key(_MINUTES, "Hours from resolution to a written postmortem"),
        "review_business_days": Key(_MINUTES, "Business days from resolution to the review"),
    },
)

_ACTION_TARGET = Record(
    "an action target",
    {
        "days": Key(_MINUTES, "Days from the incident until the item is to be done", required=True),
        "severities": Key(_LEVELS_NAMED, "Ids of the incident's severities; all where it is missing"),
        "priorities": Key(_WORDS, "Priorities of items, as documents write them; all where it is missing"),
        "types": Key(Listing(Choice(TYPES), single=True), "Types of items; all where it is missing"),
    },
)
_METRICS = Record(
    "metrics",
    {
        "recover_from": Key(
            Choice(("started", "detected")), "From where the time to recover counts: guides disagree"
        ),
        "prefer": Key(
            Choice(("timeline", "stated")),
            "What goes first where no field gives the times: the timeline's words, or durations in the text",
        ),
        "stated_durations": Key(
            Choice(("elapsed", "working")), "What durations in the text count: all hours, or working hours"
        ),
    },
)
_WORKING_TIME = Record(
    "working time",
    {
        "days": Key(
            Listing(Choice(WEEKDAYS), single=True), "Days on which people work; mon to fri by default"
        ),
        "hours": Key(
            Checked(_hours_fault, "write it as 09:00-17:00"), "From when to when; 09:00-17:00 by default"
        ),
        "time_zone": Key(
            Checked(_zone_fault, "use an IANA name such as Europe/Berlin"),
            "Zone of these hours; the policy's",
        ),
        "holidays": Key(
            Checked(country_fault, "name a country such as DK, with its region as in DE-BW"),
            "Country whose public holidays are free; needs the package `holidays`",
        ),
        "free_days": Key(Listing(Day()), "Further days on which nobody works; needs no package"),
    },
)
_RULES = Mapped(RuleLevel())
_OVERRIDE = Record(
    "an override",
    {
        "paths": Key(_PLACED_GLOBS, "Documents it is about, relative to this file's folder"),
        "severities": Key(_LEVELS_NAMED, "Ids of severities it is about"),
        "kinds": Key(
            Listing(Choice((*KINDS, "runbook", "alert-rules", "rota")), single=True),
            "Kinds of documents it is about, `runbook`, `alert-rules` or `rota`",
        ),
        "rules": Key(_RULES, "Levels or settings of rules for these documents", required=True),
    },
)

POLICY = Record(
    "the policy",
    {
        "title": Key(Text(), "Title of the portal"),
        "time_zone": Key(
            Checked(_zone_fault, "use an IANA name such as Europe/Berlin"), "Zone of times that state none"
        ),
        "as_of": Key(Day(), "The day that counts as today, for reproducible builds"),
        "postmortems": Key(_GLOBS, "Where postmortems lie, relative to this file's folder"),
        "runbooks": Key(_GLOBS, "Where runbooks lie, relative to this file's folder"),
        "exclude": Key(_GLOBS, "What is no document although it lies there"),
        "alert_rules": Key(_GLOBS, "Where rule files of Prometheus lie, relative to this file's folder"),
        "runbook_urls": Key(
            _FOLDERS, "Web address → the folder whose runbooks are published below it; the first is written"
        ),
        "oncall": Key(_GLOB, "The file that says who is on call; `oncall.yml`, if it is there"),
        "severities": Key(Listing(_SEVERITY), "Severity levels, worst first; replaces the default ones"),
        "sections": Key(_SECTIONS, "Which sections are required, and what else they may be called"),
        "causes": Key(
            Listing(_cause("causes")), "The taxonomy of causes; replaces the built-in one (see `more_causes`)"
        ),
        "more_causes": Key(
            Listing(_cause("more_causes")), "Causes beside the built-in ones, or beside those of `causes`"
        ),
        "services": Key(Listing(_SERVICE), "Services with owner team and links"),
        "teams": Key(Listing(_TEAM), "Teams with their members"),
        "repeats": Key(REPEATS, "What counts as a repeat, and which done actions are judged by it"),
        "runbook_review_days": Key(_MINUTES, "Days after which a runbook must be reviewed"),
        "runbook_review_after_incident": Key(
            Choice(("required", "none")),
            "Whether a runbook must be reviewed after each incident that used it",
        ),
        "action_targets": Key(
            Listing(_ACTION_TARGET), "By when action items are to be done; the shortest that fits counts"
        ),
        "history": Key(
            Choice(("git", "none")), "Where the history of documents is read: the repository, or nowhere"
        ),
        "classification": Key(CLASSIFICATION, "How a level is found: questions, and scope by impact"),
        "roles": Key(Listing(ROLE), "Roles in the response; replaces the default ones"),
        "checklists": Key(CHECKLISTS, "Lists of what to do and to have; each replaces the usual one"),
        "readiness": Key(Listing(ASSERTION), "What somebody asserts of items of the readiness list"),
        "readiness_days": Key(_MINUTES, "Days after which an assertion of readiness is stale; 90 by default"),
        "checklist_percent": Key(
            Percent(),
            "Share of a checklist in percent from which on readiness takes it as ticked; 80 by default",
        ),
        "patterns": Key(PATTERNS, "From when on habits are shown as patterns"),
        "messages": Key(
            Checked(_folder_fault, "write the folder's path, relative to this file's folder"),
            "Folder of own templates of messages, `<audience>/<phase>.txt`",
        ),
        "status_page": Key(Checked(_url_fault, "begin with https://"), "Address of the public status page"),
        "handbook": Key(Flag(), "Whether the portal has a handbook; true by default"),
        "drill_cards": Key(
            DrillCards(),
            "How many incidents have a drill card, the newest first: a number or `all`; 200 by default",
        ),
        "targets": Key(_TARGETS, "What the organisation aims at"),
        "metrics": Key(_METRICS, "How durations are counted"),
        "audience": Key(AUDIENCE, "For whom the portal is built; `public` builds the redacted one"),
        "redaction": Key(REDACTION, "What a public build takes out, and what it lets through"),
        "working_time": Key(_WORKING_TIME, "When people work, for durations and targets in working time"),
        "rules": Key(_RULES, "Level (error, warning, info, off) or settings by rule name or id"),
        "overrides": Key(
            Listing(_OVERRIDE), "Other levels or settings for some documents; the last that fits counts"
        ),
        "html": Key(
            Choice(("allow", "sanitise", "sanitize", "refuse")),
            "HTML of authors: shown as it is, sanitised (so are other pages), or refused as findings",
        ),
        "fail_on": Key(Choice(LEVELS[:3]), "The lowest level that fails `check` and a strict build"),
    },
)


def policy_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of the policy file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "incidentbook policy",
        **POLICY.schema(),
    }
