"""The times of a review against their targets, in sentences."""

from collections import Counter
from collections.abc import Iterator

from incidentbook.analysis.goals import Judgement
from incidentbook.analysis.metrics import Comparison
from incidentbook.analysis.periods import Period
from incidentbook.analysis.reviews import Book, Review
from incidentbook.analysis.timings import MEASURES

from . import links, metric_pages, metric_words
from .models import Line
from .review_words import counted, differs, do, line, sentence
from .words import numeral


def time_lines(book: Book, review: Review) -> Iterator[Line]:
    """The measures of a period with how many met their targets, and the period before."""
    if not review.happened:
        return
    compared = {one.measure: one for one in review.compared}
    for measure in MEASURES:
        found = book.metrics.tally(measure, review.happened)
        missing = (
            f" {sentence(counted(len(found.missing), 'incident'))} {do(len(found.missing))} not say."
            if found.missing
            else ""
        )
        if not found.counted:
            if missing:
                yield line(metric_words.title(measure), f":{missing.lower()}", is_item=True)
            continue
        yield line(
            links.page(metric_words.title(measure), metric_pages.path(measure)),
            f": {metric_words.middle(found.summary)}{_met(book, review, measure)}.{missing}"
            f"{_before(compared.get(measure), review.period)}",
            is_item=True,
        )
    yield from _papers(book, review)


def _papers(book: Book, review: Review) -> Iterator[Line]:
    """Whether postmortems were published and reviewed in time, where any document says when."""
    for name, done in (("writeup", "Published"), ("review", "Reviewed")):
        judged = _judged(book, review, name)
        known = [one for one in judged if one.verdict != "unknown"]
        if not known:
            continue
        numbers = Counter(one.verdict for one in known)
        perhaps = f", perhaps in time {numeral(numbers['perhaps'])}" if numbers["perhaps"] else ""
        silent = len(judged) - len(known)
        rest = f"; {counted(silent, 'document')} {do(silent)} not say" if silent else ""
        yield line(
            f"{done} in time: {numeral(numbers['met'])} of {numeral(len(known))}{perhaps}{rest}.",
            is_item=True,
        )


def _judged(book: Book, review: Review, name: str) -> list[Judgement]:
    """How the incidents of a period stand to a goal, as far as it concerns them."""
    judged = book.judged[name]
    return [judged[one.path] for one in review.happened if one.path in judged]


def _met(book: Book, review: Review, measure: str) -> str:
    known = [one for one in _judged(book, review, measure) if one.verdict != "unknown"]
    met = sum(one.verdict == "met" for one in known)
    if not known:
        return ""
    if len(known) == 1:
        return {"met": ", within the target", "missed": ", over the target"}.get(
            known[0].verdict, ", perhaps within the target"
        )
    if met == len(known):
        return ", all within their targets"
    return f", within the target in {numeral(met)} of {numeral(len(known))}"


def _before(compared: Comparison | None, period: Period) -> str:
    if compared is None or not compared.earlier.counted or compared.chance is None:
        return ""
    earlier = metric_words.middle(compared.earlier.summary)
    return f" In the {period.kind} before: {earlier}; the difference {differs(compared.chance)}."
