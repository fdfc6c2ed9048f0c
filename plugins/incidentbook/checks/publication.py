"""INC: how far the review of an incident has come, and when it was written down."""

from collections.abc import Iterator
from datetime import date, timedelta

from incidentbook.reading.sheet import day_in, plain_text
from incidentbook.reading.zones import zone_info
from incidentbook.records import Field, Finding, Postmortem

from .context import Context
from .registry import Setting, rule

_WORKING_WEEK = 5


@rule("INC112", "late-publication", level="info")
def late_publication(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The review was held or published later than the policy's `review_business_days` after the incident.

    Why: what is not written down within a few days is remembered as it should have been.
    Instead: nothing in this document can be mended; look at what delays reviews, or change the target in
    the policy's `targets`. Looked at are `reviewed_on`, else `published_on`, and the working days (Monday
    to Friday) since the incident was over. A document without these fields is not judged.
    Measured: no firing on 67 real documents. None of them states these fields.
    """
    over, field = _over(document), document.field("reviewed_on") or document.field("published_on")
    day = _day(field)
    if over is None or field is None or day is None or document.status == "draft":
        return
    late, target = _working_days(over, day), context.policy.targets.review_business_days
    if late > target:
        word = "reviewed" if field.key == "reviewed_on" else "published"
        message = f"was {word} {late} working days after the incident was over; the target is {target:g}"
        yield Finding(field.at, message, "ask what held it up, or change `targets:` in incidentbook.yml")


def _over(document: Postmortem) -> date | None:
    """The day on which the incident was over, in its own zone; else the day of the incident."""
    resolved = document.milestone("resolved")
    if resolved is None:
        return document.date
    return resolved.moment.start.astimezone(zone_info(resolved.moment.zone)).date()


def _day(field: Field | None) -> date | None:
    return day_in(plain_text(field.value)) if field else None


def _working_days(first: date, last: date) -> int:
    """The days from Monday to Friday after `first`, up to `last`; 0 where that lies before it."""
    weeks, rest = divmod(max((last - first).days, 0), 7)
    following = (first + timedelta(number) for number in range(1, rest + 1))
    return weeks * _WORKING_WEEK + sum(day.weekday() < _WORKING_WEEK for day in following)


@rule(
    "INC113",
    "status-stuck-in-draft",
    level="warning",
    settings={
        "days": Setting(14, "Days after the incident within which a draft is expected to be finished"),
        "review_days": Setting(30, "Days after the incident within which a review is expected to end"),
    },
)
def status_stuck_in_draft(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A postmortem has been a draft, or in review, for weeks.

    Why: drafts are kept out of the figures, and nobody starts on the action items of a draft.
    Instead: finish it and write `status: published`; or `status: not-required`, with a sentence why.
    Measured: no firing on 67 real documents. None of them is a draft.
    """
    over = _over(document)
    name = {"draft": "days", "in-review": "review_days"}.get(document.status)
    if over is None or name is None:
        return
    if (context.as_of - over).days > context.number("INC113", name, document):
        field = document.field("status") or document.field("draft")
        state = "a draft" if name == "days" else "in review"
        message = f"is still {state}, {(context.as_of - over).days} days after the incident"
        hint = "finish it and write `status: published`, or `status: not-required`"
        yield Finding(field.at if field else document.at, message, hint, key=document.status)
