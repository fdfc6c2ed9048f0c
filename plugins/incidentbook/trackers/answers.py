"""What is asked of a tracker, and what came back."""

from dataclasses import dataclass

from incidentbook.records.tracker import TrackerTicket


class TrackerError(Exception):
    """A tracker did not answer as it should; the message is for people and holds no credentials.

    `status` is that of the response, 0 where there was none. `is_final` where asking further is in vain:
    the credentials are refused, the rate limit is used up, nobody answers.
    """

    def __init__(self, message: str, status: int = 0, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.is_final = is_final


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A ticket that documents name: its `ref` in the tracker, its project, its number there or its key.

    `is_change` for pull and merge requests where the address or the sign says so.
    """

    ref: str
    project: str = ""
    number: int = 0
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one question: a ticket (with the state "missing" where there is none), or a fault."""

    reference: Reference
    ticket: TrackerTicket | None = None
    fault: str = ""


def missing(reference: Reference) -> Answer:
    """The answer that the tracker shows no such ticket."""
    return Answer(reference, TrackerTicket(reference.ref, "missing"))
