"""What each page shows: frozen, finished values; nothing is left for a template to decide.

Templates by page, below `templates/`:

| portal path | template | model |
|---|---|---|
| index.md | pages/home.html | Home |
| postmortems/index.md | pages/postmortems.html | Register |
| (a postmortem) | pages/postmortem-header.html, pages/postmortem-footer.html | PostmortemFrame |
| runbooks/index.md | pages/runbooks.html | RunbookIndex |
| (a runbook) | pages/runbook-header.html, pages/runbook-footer.html | RunbookFrame |
| runbook-trust.md | pages/runbook-trust.html | NextIndex |
| alerts.md | pages/alerts.html | AlertIndex |
| action-items.md | pages/action-items.html | Tracker |
| causes/index.md | pages/causes.html | CauseIndex |
| causes/<slug>.md | pages/cause.html | CausePage |
| causes/all/….md, causes/<slug>/….md | pages/cause-list.html | CauseList |
| services/index.md, teams/index.md | pages/places.html | PlaceIndex |
| services/<slug>.md, teams/<slug>.md | pages/place.html | PlacePage |
| rota/index.md | pages/rota.html | Rota |
| rota/load.md | pages/rota-load.html | Load |
| metrics/index.md | pages/metrics.html | MetricIndex |
| metrics/<measure>.md | pages/ledger.html | LedgerPage |
| reviews/index.md | pages/reviews.html | ReviewIndex |
| reviews/<period>.md | pages/review.html | ReviewPage |
| quality.md | pages/quality.html | Quality |
| handbook/index.md | handbook/index.html (and handbook/way.html above each chapter) | Handbook |
| handbook/drills.md | handbook/drills.html | DrillChapter |
| drills/<slug>.md | handbook/drill-card.html | DrillCard |
| handbook/<chapter>.md | handbook/<chapter>.md or .html | by chapter |
| (a file, oncall.html) | oncall/page.html | OnCall |
"""

from .actions import ActionCounts, ActionRow, ClosingRow, FixMark, Tracker
from .alerts import AlertIndex, AlertLead, AlertRuleRow
from .causes import (
    CauseGroup,
    CauseIndex,
    CauseList,
    CausePage,
    CauseRow,
    EffectRow,
    FixRow,
    Repeat,
)
from .chapters import Asked, Ladder, LevelWords, Prose, RoleCard, Sample
from .charts import Bar, Cell, Chart, Drawing, Event, Grid, GridRow, Mark, Point, Segment, Strip, Table, Tick
from .drills import CardIndex, CardRow, CardStep, DrillCard, DrillChapter, LastDrillRow, PastDrill
from .duty import Duty, DutyRotation
from .evidence import Evidence
from .handbook import ChapterRow, Handbook, HandbookPart
from .home import Headline, Home
from .incidents import (
    AlertUse,
    IncidentRow,
    Measure,
    Neighbours,
    PostmortemFrame,
    Register,
    Related,
    SeenBefore,
)
from .instructions import Copyable, Placeholder
from .kit import (
    Kit,
    KitField,
    KitLevel,
    KitMessage,
    KitPhase,
    KitRole,
    KitService,
    Message,
    Slot,
)
from .metrics import (
    Bead,
    Compared,
    CountRow,
    Gauge,
    GoalRow,
    LedgerPage,
    LedgerRow,
    MetricIndex,
    SourceRow,
    Spread,
    Tally,
    TallyRow,
    TallyTable,
)
from .oncall import OnCall, OnCallCard, OnCallStep
from .places import PlaceIndex, PlacePage, PlaceRow
from .portal import Frame, Maker, Page, Portal, Ready
from .practice import (
    ChecklistCard,
    ChecklistMark,
    ChecklistPage,
    ChecklistRow,
    PatternAdvice,
    PatternCard,
    PatternPage,
    PatternRow,
    QuarterRow,
    ReadinessGroup,
    ReadinessPage,
    ReadinessRow,
    ToldRow,
)
from .quality import DocumentGroup, FindingRow, Gap, Quality, RuleGroup, Silence, WaiverRow
from .reviews import Line, Part, ReviewIndex, ReviewList, ReviewPage
from .rota import Load, LoadRow, OnCallLine, Rota, RotaCard, Rung, Told, Turn
from .rows import Rows
from .runbooks import AlertRow, Freshness, RunbookFrame, RunbookGroup, RunbookIndex, RunbookRow, Use
from .severity import LevelRow, MatrixCell, MatrixRow, QuestionRow, SeverityGuide
from .trust import LackingIncident, NextGroup, NextIndex, NextRunbook
from .values import Chip, Choice, Data, Day, Empty, Facet, Fact, Figure, Link, Option, Target

__all__ = [
    "ActionCounts",
    "ActionRow",
    "AlertIndex",
    "AlertLead",
    "AlertRow",
    "AlertRuleRow",
    "AlertUse",
    "Asked",
    "Bar",
    "Bead",
    "CardIndex",
    "CardRow",
    "CardStep",
    "CauseGroup",
    "CauseIndex",
    "CauseList",
    "CausePage",
    "CauseRow",
    "Cell",
    "ChapterRow",
    "Chart",
    "ChecklistCard",
    "ChecklistMark",
    "ChecklistPage",
    "ChecklistRow",
    "Chip",
    "Choice",
    "ClosingRow",
    "Compared",
    "Copyable",
    "CountRow",
    "Data",
    "Day",
    "DocumentGroup",
    "Drawing",
    "DrillCard",
    "DrillChapter",
    "Duty",
    "DutyRotation",
    "EffectRow",
    "Empty",
    "Event",
    "Evidence",
    "Facet",
    "Fact",
    "Figure",
    "FindingRow",
    "FixMark",
    "FixRow",
    "Frame",
    "Freshness",
    "Gap",
    "Gauge",
    "GoalRow",
    "Grid",
    "GridRow",
    "Handbook",
    "HandbookPart",
    "Headline",
    "Home",
    "IncidentRow",
    "Kit",
    "KitField",
    "KitLevel",
    "KitMessage",
    "KitPhase",
    "KitRole",
    "KitService",
    "LackingIncident",
    "Ladder",
    "LastDrillRow",
    "LedgerPage",
    "LedgerRow",
    "LevelRow",
    "LevelWords",
    "Line",
    "Link",
    "Load",
    "LoadRow",
    "Maker",
    "Mark",
    "MatrixCell",
    "MatrixRow",
    "Measure",
    "Message",
    "MetricIndex",
    "Neighbours",
    "NextGroup",
    "NextIndex",
    "NextRunbook",
    "OnCall",
    "OnCallCard",
    "OnCallLine",
    "OnCallStep",
    "Option",
    "Page",
    "Part",
    "PastDrill",
    "PatternAdvice",
    "PatternCard",
    "PatternPage",
    "PatternRow",
    "PlaceIndex",
    "PlacePage",
    "PlaceRow",
    "Placeholder",
    "Point",
    "Portal",
    "PostmortemFrame",
    "Prose",
    "Quality",
    "QuarterRow",
    "QuestionRow",
    "ReadinessGroup",
    "ReadinessPage",
    "ReadinessRow",
    "Ready",
    "Register",
    "Related",
    "Repeat",
    "ReviewIndex",
    "ReviewList",
    "ReviewPage",
    "RoleCard",
    "Rota",
    "RotaCard",
    "Rows",
    "RuleGroup",
    "RunbookFrame",
    "RunbookGroup",
    "RunbookIndex",
    "RunbookRow",
    "Rung",
    "Sample",
    "SeenBefore",
    "Segment",
    "SeverityGuide",
    "Silence",
    "Slot",
    "SourceRow",
    "Spread",
    "Strip",
    "Table",
    "Tally",
    "TallyRow",
    "TallyTable",
    "Target",
    "Tick",
    "Told",
    "ToldRow",
    "Tracker",
    "Turn",
    "Use",
    "WaiverRow",
]
