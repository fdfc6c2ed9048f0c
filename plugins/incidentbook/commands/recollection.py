"""The past incidents that the postmortems of a run resemble, for the comment on a pull request."""

from .printing import prefix
from .runs import Run


def recollection(run: Run) -> str:
    """Markdown about the past incidents that the run's postmortems resemble.

    Empty where the run is about everything, or about no postmortem: a comment is for the author of a change.
    """
    if run.chosen.names is None or "" in run.chosen.names:
        return ""
    about = {one.path for one in run.examination.library.postmortems if one.path in run.paths}
    if not about:
        return ""
    from incidentbook.analysis.similarity import clear
    from incidentbook.reports.resemblances import Resemblance
    from incidentbook.reports.seen_before import POSTMORTEMS, seen_before

    from .comparing import compare_all

    known = compare_all(run.place)
    newest_first = [one for one in known.catalogue.incidents if one.path in about]
    found = [Resemblance(one, clear(one, known)) for one in newest_first[:POSTMORTEMS]]
    left_out = max(len(newest_first) - POSTMORTEMS, 0)
    return seen_before(found, left_out, known.catalogue, run.place.as_of, prefix(run.place.root))
