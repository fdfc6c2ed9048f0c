"""CAU: causes."""

from collections.abc import Iterator

from incidentbook.reading.names import nearest
from incidentbook.records import Finding, Postmortem

from .context import Context
from .registry import rule


@rule("CAU102", "unknown-cause", level="warning")
def unknown_cause(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A cause is not in the policy's taxonomy.

    Why: it stands apart from the same cause under its usual name, and a repeat goes unseen.
    Instead: the nearest known cause is named in the hint; add a new one to `causes:` in the policy.
    """
    known = [cause.id for cause in context.policy.causes]
    field = document.field("causes")
    for cause in document.causes:
        if cause not in known:
            near = nearest(cause, known)
            hint = f"did you mean “{near}”?" if near else "add it to `causes:` in incidentbook.yml"
            yield Finding(
                field.at if field else document.at,
                f"the cause “{cause}” is not in the policy",
                hint,
                key=cause,
            )
