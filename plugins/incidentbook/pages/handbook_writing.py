"""What the chapter about writing says of the policy: the sections that each document must hold."""

from collections.abc import Iterator, Sequence

from incidentbook.checks.sections import title

from . import chips
from .edition import Edition
from .models import Asked
from .words import listed

REVIEWS = {"full": "a full postmortem", "light": "a light review", "none": "none is asked for"}
"""The depths of review in words."""

KINDS = {"near-miss": "Near-miss", "drill": "Drill", "security": "Security incident"}
"""The kinds of postmortems that may be asked for other sections than incidents are."""


def asked(edition: Edition) -> Iterator[Asked]:
    """What is asked of the postmortem of each level, then of each kind that the policy names."""
    required = edition.policy.required_sections
    usual = required.get("default", ())
    for one in edition.policy.severities:
        chip = chips.severity_level(edition.ground, one.id)
        yield Asked(one.title, _titles(required.get(one.id, usual)), REVIEWS[one.postmortem], chip)
    for kind, name in KINDS.items():
        if kind in required:
            yield Asked(name, _titles(required[kind]))


def runbook_sections(edition: Edition) -> str:
    """The sections that the policy asks of runbooks, in words; empty where it asks for none."""
    return _titles(edition.policy.required_sections.get("runbook", ()))


def _titles(names: Sequence[str]) -> str:
    return listed([title(name) for name in names])
