"""The past incidents that one resembles, where nothing else relates them."""

from collections.abc import Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.explanations import Term
from incidentbook.analysis.similarity import clear
from incidentbook.analysis.vocabulary import stems

from .edition import Edition
from .models import Related
from .words import clipped, listed

_LONGEST = 60
_TERMS = 4


def similar(edition: Edition, incident: Incident, shown: tuple[Related, ...]) -> tuple[Related, ...]:
    """The earlier incidents that one clearly resembles, with the words that say so; none of those `shown`."""
    known = [one.row for one in shown]
    found = clear(incident, edition.ground.comparison)
    return tuple(
        Related(
            row=edition.incidents[one.incident.path],
            reason=reason(
                [name.title for name in one.causes],
                [name.title for name in one.services],
                [_worded(term) for term in one.terms[:_TERMS]],
                is_mentioned=one.is_mentioned,
            ),
        )
        for one in found
        if (one.terms or one.names or one.is_mentioned)
        and not one.declared
        and edition.incidents[one.incident.path] not in known
    )


def reason(
    causes: Sequence[str], services: Sequence[str], words: Sequence[str], *, is_mentioned: bool = False
) -> str:
    """Why two incidents are alike: that one names the other, what both name, then the words of both."""
    named = [
        f"same {noun} ({listed([f'“{name}”' for name in names])})"
        for noun, names in (("cause", causes), ("service", services))
        if names
    ]
    spoken = f"both speak of {listed(words)}" if words else ""
    said = "named in the text" if is_mentioned else ""
    return "; ".join(part for part in (said, " on the ".join(named), spoken) if part)


def _worded(term: Term) -> str:
    words, there = clipped(term.words, _LONGEST), clipped(term.there, _LONGEST)
    return f"“{words}”" if stems(words) == stems(there) else f"“{words}” (there “{there}”)"
