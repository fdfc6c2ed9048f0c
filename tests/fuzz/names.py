"""The targets by name, without importing what they fuzz, which has to be instrumented first."""

from pathlib import Path

NAMES = (
    *("postmortem", "runbook", "yaml-runbook", "stray", "policy", "rota", "alert-rules", "annotations"),
    *("baseline", "tracker", "store", "pagerduty", "terraform", "messages", "html", "reports", "pages"),
)
SEEDS = Path(__file__).parent / "seeds"

_SHARED = {"reports": "postmortem", "pages": "postmortem"}


def seed_folder(name: str) -> str:
    """The folder of a target's seeds below `SEEDS`."""
    return _SHARED.get(name, name)
