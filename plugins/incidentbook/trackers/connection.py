"""Asking a tracker over HTTP: retries, rate limits, redirects, and limits of time and size.

Credentials are headers, and go to the origin of the tracker's address alone: a redirect elsewhere is
followed without them. No message of this module holds a header.
"""

import json
import ssl
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, IncompleteRead, InvalidURL
from itertools import count
from string import punctuation
from urllib.parse import quote, urljoin, urlsplit

from incidentbook import __version__

from .answers import TrackerError
from .deadline import PlainHandler, SafeHandler, TooSlowError
from .waiting import Waiting, pause_of

TIMEOUT = 20.0
"""Seconds to wait for a connection and for each piece of a response."""

LONGEST = 90.0
"""Seconds that the body of a response may take in all; see also `deadline.BEGIN`."""

LARGEST = 10_000_000
"""Bytes that one response may have."""

MOST_REDIRECTS = 5

_PIECE = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REPEATED = frozenset({307, 308})


@dataclass(frozen=True, slots=True)
class Response:
    """The JSON data of a response, and its headers (by name in any case)."""

    data: object
    headers: Message


@dataclass(frozen=True, slots=True)
class _Raw:
    status: int
    headers: Message
    body: bytes


@dataclass(slots=True)
class Connection:
    """A tracker at an address, with the headers that prove who asks; `waiting` is how patient to be."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    waiting: Waiting = field(default_factory=Waiting)
    clock: Callable[[], float] = time.monotonic

    def get(self, path: str) -> Response:
        """What is at a path below the address, or at a whole address. Raises TrackerError."""
        return self._ask(self._whole(path), None)

    def post(self, path: str, data: object) -> Response:
        """What comes back for some JSON data. Raises TrackerError."""
        return self._ask(self._whole(path), json.dumps(data).encode())

    def _whole(self, path: str) -> str:
        return _led_to(self.url, path) if "://" in path else f"{self.url.rstrip('/')}/{path.lstrip('/')}"

    def _ask(self, url: str, body: bytes | None) -> Response:
        raw = self._patiently(url, body)
        if raw.status >= HTTPStatus.BAD_REQUEST:
            raise _refusal(raw.status, _place(url))
        try:
            return Response(json.loads(raw.body), raw.headers)
        except (ValueError, RecursionError):
            message = f"{_place(url)} answered with something that is not JSON; is it the right address?"
            raise TrackerError(message) from None

    def _patiently(self, url: str, body: bytes | None) -> _Raw:
        """The response, after as many attempts as it takes and patience allows."""
        for attempt in count():
            outcome, pause = self._attempt(url, body, attempt)
            if pause is None or not self.waiting.wait(pause, attempt + 1):
                break
        if isinstance(outcome, TrackerError):
            raise outcome
        if pause is not None:
            raise _given_up(outcome.status, _place(url), pause)
        return outcome

    def _attempt(
        self, url: str, body: bytes | None, attempt: int
    ) -> tuple[_Raw | TrackerError, float | None]:
        """What came of one attempt, and the seconds after which another may help, or None."""
        try:
            raw = self._following(url, body)
        except (OSError, HTTPException) as error:
            fault = TrackerError(f"{_place(url)} cannot be reached ({_reason(error)})", is_final=True)
            return fault, None if _is_distrust(error) else self.waiting.backoff(attempt)
        is_limit = b"rate limit" in raw.body.lower()
        return raw, pause_of(raw.status, raw.headers, self.waiting, attempt, says_limit=is_limit)

    def _following(self, url: str, body: bytes | None) -> _Raw:
        """The response behind all redirects."""
        origin, headers = _origin(self.url), dict(self.headers)
        for _ in range(MOST_REDIRECTS + 1):
            raw = self._once(url, body, headers if _origin(url) == origin else {})
            location = raw.headers.get("Location", "")
            if raw.status not in _REDIRECTS or not location:
                return raw
            url = _next(url, location, body, raw.status)
        raise TrackerError(f"{_place(url)} redirects too often")

    def _once(self, url: str, body: bytes | None, credentials: Mapping[str, str]) -> _Raw:
        headers = {
            "Accept": "application/json",
            "User-Agent": f"incidentbook/{__version__}",
            **({"Content-Type": "application/json"} if body is not None else {}),
            **credentials,
        }
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - the scheme is checked before
        try:
            with _opener().open(request, timeout=TIMEOUT) as response:
                is_answer = response.status < HTTPStatus.MULTIPLE_CHOICES
                read = self._read(response, url) if is_answer else response.read1(_PIECE)
                return _Raw(response.status, response.headers, read)
        except (InvalidURL, UnicodeError):
            raise TrackerError(f"{_place(url)} is no address that can be asked for") from None
        except TooSlowError:
            raise _too_slow(url) from None

    def _read(self, response: HTTPResponse, url: str) -> bytes:
        """The body, piece by piece as it comes, so that one that trickles in is noticed too."""
        body, end, announced = bytearray(), self.clock() + LONGEST, response.length
        while (announced is None or len(body) < announced) and (piece := response.read1(_PIECE)):
            body += piece
            if len(body) > LARGEST:
                raise TrackerError(f"{_place(url)} answered with more than {LARGEST // 1_000_000} MB")
            if self.clock() > end:
                raise _too_slow(url)
        if announced is not None and len(body) < announced:
            raise IncompleteRead(bytes(body), announced - len(body))
        return bytes(body)


class _Unjudged(urllib.request.HTTPErrorProcessor):
    """Hands over refusals and redirects like any response: `Connection` knows whom to trust."""

    def http_response(
        self,
        request: urllib.request.Request,  # noqa: ARG002 - the library's signature
        response: HTTPResponse,
    ) -> HTTPResponse:
        return response

    https_response = http_response


@cache
def _opener() -> urllib.request.OpenerDirector:
    """What opens addresses: it verifies certificates, and follows no redirect by itself."""
    return urllib.request.build_opener(_Unjudged, PlainHandler(), SafeHandler(trust()))


def _too_slow(url: str) -> TrackerError:
    return TrackerError(f"{_place(url)} took longer than {LONGEST:.0f} seconds")


def trust() -> ssl.SSLContext:
    """Whom to trust: servers whose certificates the system's authorities signed for their names."""
    return ssl.create_default_context()


def _next(url: str, location: str, body: bytes | None, status: int) -> str:
    """Where a redirect leads. Raises TrackerError where it must not be followed."""
    target = _led_to(url, location)
    if body is not None and status not in _REPEATED:
        raise TrackerError(f"{_place(url)} redirects to {_place(target)}; is it the right address?", status)
    return target


def _led_to(url: str, location: str) -> str:
    """The whole address that another names. Raises TrackerError where it must not be asked for.

    Signs that no address may have come as bytes in ISO 8859-1, as headers do.
    """
    try:
        target = urljoin(url, quote(location, safe=punctuation, encoding="iso-8859-1", errors="replace"))
        parts = urlsplit(target)
        is_address = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise TrackerError(f"{_place(url)} leads to what is no address") from None
    is_downgrade = parts.scheme == "http" and urlsplit(url).scheme == "https"
    if parts.scheme not in {"http", "https"} or is_downgrade:
        raise TrackerError(f"{_place(url)} leads to {parts.scheme}, which is not safe to follow")
    if not is_address:
        raise TrackerError(f"{_place(url)} leads to what is no address")
    return target


def _refusal(status: int, place: str) -> TrackerError:
    if status == HTTPStatus.UNAUTHORIZED:
        message = f"{place} refuses the credentials (401); is the token valid?"
        return TrackerError(message, status, is_final=True)
    if status == HTTPStatus.FORBIDDEN:
        return TrackerError(f"{place} is forbidden (403); may the token read it?", status)
    return TrackerError(f"{place} answered with status {status}", status)


def _given_up(status: int, place: str, pause: float) -> TrackerError:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return TrackerError(f"{place} answers with status {status} again and again", status, is_final=True)
    message = f"{place} asks to wait {pause:.0f} seconds (rate limit); run the command again later"
    return TrackerError(message, status, is_final=True)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _place(url: str) -> str:
    """An address as it may be printed: without user, query and fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _is_distrust(error: Exception) -> bool:
    return isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError)


def _reason(error: OSError | HTTPException) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {cause.verify_message}"
    return str(getattr(cause, "strerror", None) or cause or type(cause).__name__)
