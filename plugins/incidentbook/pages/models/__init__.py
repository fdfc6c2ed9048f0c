"""What each page shows: frozen, finished values; nothing is left for a template to decide.

Templates by page, below `templates/`:

| portal path | template | model |
|---|---|---|
| index.md | pages/home.html | Home |
| postmortems/index.md | pages/postmortems.html | Register |
| (a postmortem) | pages/postmortem-header.html, pages/postmortem-footer.html | PostmortemFrame |
| runbooks/index.md | pages/runbooks.html | RunbookIndex |
| (a runbook) | pages/runbook-header.html, pages/runbook-footer.html | RunbookFrame |
| action-items.md | pages/action-items.html | Tracker |
| causes/index.md | pages/causes.html | CauseIndex |
| causes/<slug>.md | pages/cause.html | CausePage |
| services/index.md, teams/index.md | pages/places.html | PlaceIndex |
| services/<slug>.md, teams/<slug>.md | pages/place.html | PlacePage |
| metrics/index.md | pages/metrics.html | MetricIndex |
| metrics/<measure>.md | pages/ledger.html | LedgerPage |
| reviews/index.md | pages/reviews.html | ReviewIndex |
| reviews/<period>.md | pages/review.html | ReviewPage |
| quality.md | pages/quality.html | Quality |
"""

from .actions import ActionCounts, ActionRow, ClosingRow, Tracker
from .causes import CameBack, CauseIndex, CausePage, CauseRow, Repeat
from .charts import Chart, Drawing, Event, Mark, Point, Segment, Strip, Tick
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
from .places import PlaceIndex, PlacePage, PlaceRow
from .portal import Frame, Page, Portal
from .quality import DocumentGroup, FindingRow, Gap, Quality, RuleGroup, Silence, WaiverRow
from .reviews import Line, Part, ReviewIndex, ReviewList, ReviewPage
from .runbooks import AlertRow, Freshness, RunbookFrame, RunbookGroup, RunbookIndex, RunbookRow, Use
from .values import Chip, Choice, Data, Day, Empty, Facet, Fact, Figure, Link, Option, Target

__all__ = [
    "ActionCounts",
    "ActionRow",
    "AlertRow",
    "AlertUse",
    "Bead",
    "CameBack",
    "CauseIndex",
    "CausePage",
    "CauseRow",
    "Chart",
    "Chip",
    "Choice",
    "ClosingRow",
    "Compared",
    "CountRow",
    "Data",
    "Day",
    "DocumentGroup",
    "Drawing",
    "Empty",
    "Event",
    "Facet",
    "Fact",
    "Figure",
    "FindingRow",
    "Frame",
    "Freshness",
    "Gap",
    "Gauge",
    "GoalRow",
    "Headline",
    "Home",
    "IncidentRow",
    "LedgerPage",
    "LedgerRow",
    "Line",
    "Link",
    "Mark",
    "Measure",
    "MetricIndex",
    "Neighbours",
    "Option",
    "Page",
    "Part",
    "PlaceIndex",
    "PlacePage",
    "PlaceRow",
    "Point",
    "Portal",
    "PostmortemFrame",
    "Quality",
    "Register",
    "Related",
    "Repeat",
    "ReviewIndex",
    "ReviewList",
    "ReviewPage",
    "RuleGroup",
    "RunbookFrame",
    "RunbookGroup",
    "RunbookIndex",
    "RunbookRow",
    "SeenBefore",
    "Segment",
    "Silence",
    "SourceRow",
    "Spread",
    "Strip",
    "Tally",
    "TallyRow",
    "TallyTable",
    "Target",
    "Tick",
    "Tracker",
    "Use",
    "WaiverRow",
]
