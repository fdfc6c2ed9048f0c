"""How long to wait before a request is made again, and when to give up."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus

ATTEMPTS = 4
"""So often is one request made before it is given up."""

_NUMBER = re.compile(r"[0-9]{1,12}")
_LIMITED = frozenset({403, 429})
_PASSING = frozenset({500, 502, 503, 504})
_LONGEST_BACKOFF = 30.0
_UNTOLD = 60.0
"""Seconds to wait at a rate limit of which nobody says when it ends."""


@dataclass(slots=True)
class Waiting:
    """Patience: `budget` seconds in all, for all requests together; `clock` counts from 1970."""

    budget: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    first_backoff: float = 1.0

    def backoff(self, attempt: int) -> float:
        """Seconds to wait after an attempt that failed, counted from 0: twice as long each time."""
        return min(self.first_backoff * 2.0**attempt, _LONGEST_BACKOFF)

    def wait(self, seconds: float, attempt: int) -> bool:
        """Wait, unless patience or the attempts are used up: then say so at once."""
        if attempt >= ATTEMPTS or seconds > self.budget:
            return False
        self.budget -= seconds
        self.sleep(seconds)
        return True


def pause_of(
    status: int, headers: Message, waiting: Waiting, attempt: int, *, says_limit: bool = False
) -> float | None:
    """Seconds after which to ask again, as the response says; None where it is an answer.

    GitHub says 403 or 429 with `Retry-After`, or with `X-RateLimit-Remaining: 0` and `X-RateLimit-Reset`
    (seconds since 1970), or only in the words of its body (`says_limit`), and then means a minute;
    GitLab 429 with `Retry-After` or `RateLimit-Reset`; Jira 429 with `Retry-After`.
    """
    if status in _PASSING:
        told = _retry_after(headers, waiting.clock())
        return waiting.backoff(attempt) if told is None else told
    if status not in _LIMITED:
        return None
    told = _retry_after(headers, waiting.clock())
    if told is None:
        told = _reset(headers, waiting.clock())
    is_used_up = headers.get("X-RateLimit-Remaining", "").strip() == "0"
    is_limit = status == HTTPStatus.TOO_MANY_REQUESTS or is_used_up or says_limit
    if is_limit or "Retry-After" in headers:
        return _UNTOLD if told is None else told
    return None


def _retry_after(headers: Message, now: float) -> float | None:
    """The pause that `Retry-After` asks for, in seconds or until a date; None where it says nothing."""
    after = headers.get("Retry-After", "").strip()
    if _NUMBER.fullmatch(after):
        return float(after)
    try:
        return max(parsedate_to_datetime(after).timestamp() - now, 0.0) if after else None
    except (ValueError, OverflowError):
        return None


def _reset(headers: Message, now: float) -> float | None:
    """The pause until the limit begins anew, in seconds; None where nobody says."""
    for name in ("X-RateLimit-Reset", "RateLimit-Reset"):
        end = headers.get(name, "").strip()
        if _NUMBER.fullmatch(end):
            return max(float(end) - now, 0.0) + 1
    return None
