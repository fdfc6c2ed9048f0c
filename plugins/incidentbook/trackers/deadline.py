"""Connections that wait so long for the beginning of an answer, and no longer.

A socket's timeout counts anew with each byte: a server that sends a header sign by sign, or says “go on”
again and again, would never end.
"""

import contextlib
import socket
import ssl
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from urllib.request import HTTPHandler, HTTPSHandler, Request

BEGIN = 90.0
"""Seconds that an answer may take to begin, with all its headers."""


class TooSlowError(Exception):
    """The answer had not begun in time."""


class _Plain(HTTPConnection):
    def getresponse(self) -> HTTPResponse:
        """See `HTTPConnection.getresponse`. Raises TooSlowError."""
        return _in_time(self, super().getresponse)


class _Safe(HTTPSConnection):
    def getresponse(self) -> HTTPResponse:
        """See `HTTPConnection.getresponse`. Raises TooSlowError."""
        return _in_time(self, super().getresponse)


class PlainHandler(HTTPHandler):
    """Opens `http:`."""

    def http_open(self, req: Request) -> HTTPResponse:
        """See `HTTPHandler.http_open`."""
        return self.do_open(_Plain, req)


class SafeHandler(HTTPSHandler):
    """Opens `https:`, where `trust` vouches for the server."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        super().__init__(context=trust)
        self._trust = trust

    def https_open(self, req: Request) -> HTTPResponse:
        """See `HTTPSHandler.https_open`."""
        return self.do_open(_Safe, req, context=self._trust)


def _in_time(connection: HTTPConnection, ask: Callable[[], HTTPResponse]) -> HTTPResponse:
    """The beginning of an answer; the connection is cut where it does not come."""
    is_over = Event()

    def cut() -> None:
        is_over.set()
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = Timer(BEGIN, cut)
    timer.daemon = True
    timer.start()
    try:
        response = ask()
    except (OSError, HTTPException):
        if is_over.is_set():
            raise TooSlowError from None
        raise
    finally:
        timer.cancel()
    if is_over.is_set():  # the headers that came look whole, and are not
        response.close()
        raise TooSlowError
    return response
