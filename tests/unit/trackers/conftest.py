"""What the tests of trackers share: no proxy before this machine, and time that does not pass."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from incidentbook.trackers.waiting import Waiting
from tests.unit.trackers.server import Reply, Server, serving


@dataclass(slots=True)
class Pauses:
    """Patience that sleeps no second, and knows how long it would have; the time is that of a test."""

    taken: list[float] = field(default_factory=list)

    def waiting(self, budget: float = 300.0) -> Waiting:
        """The patience to hand over."""
        return Waiting(budget, self.taken.append, lambda: 1_700_000_000.0)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Reply], Server]]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ExitStack() as stack:
        yield lambda reply: stack.enter_context(serving(reply))
