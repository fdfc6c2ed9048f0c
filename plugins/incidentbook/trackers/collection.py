"""Asking one tracker for all tickets that documents name, as far as it answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from . import github, gitlab, jira
from .answers import Answer, Reference, TrackerError
from .connection import Connection


class Service(Protocol):
    """How one kind of tracker is asked; `HOME` is its address for everybody, or empty."""

    HOME: str

    def api_address(self, url: str) -> str:
        """Where the API is for a tracker at an address."""

    def credentials(self, token: str, _user: str = "") -> dict[str, str]:
        """The headers of each request."""

    def batches(self, references: Iterable[Reference]) -> Iterator[Sequence[Reference]]:
        """The tickets that are asked for together."""

    def ask(self, connection: Connection, batch: Sequence[Reference]) -> Iterator[Answer]:
        """Ask for some tickets. Raises TrackerError."""


SERVICES: Mapping[str, Service] = {"github": github, "gitlab": gitlab, "jira": jira}
"""The kinds of trackers."""


def collect(service: Service, connection: Connection, references: Iterable[Reference]) -> tuple[Answer, ...]:
    """An answer for each ticket, in order; a tracker that no longer answers is not asked any further."""
    answers: list[Answer] = []
    given_up = ""
    for batch in service.batches(references):
        left = dict.fromkeys(batch)
        try:
            for answer in service.ask(connection, batch) if not given_up else ():
                left.pop(answer.reference, None)
                answers.append(answer)
        except TrackerError as error:
            given_up = str(error) if error.is_final else ""
            answers += (Answer(reference, fault=str(error)) for reference in left)
        else:
            answers += (Answer(reference, fault=given_up) for reference in left if given_up)
    return tuple(sorted(answers, key=lambda answer: answer.reference))
