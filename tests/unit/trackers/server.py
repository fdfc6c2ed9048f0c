"""A server on this machine that answers as trackers are documented to, and remembers what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: method, path (decoded), query, headers in lower case, JSON body."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """One response: JSON data or bytes, a status and headers."""

    data: object = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Reply = Callable[[Asked], Told]


@dataclass(slots=True)
class Server:
    """A running server: its address, how it answers (may be changed), and all that it was asked."""

    url: str
    reply: Reply
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        """The paths of all requests, in order."""
        return [one.path for one in self.asked]


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    """A server at a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: object) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            one = Asked(self.command, unquote(parts.path), parse_qs(parts.query), headers, body)
            server.asked.append(one)
            told = server.reply(one)
            data = told.data if isinstance(told.data, bytes) else json.dumps(told.data).encode()
            self.send_response(told.status)
            for name, value in {"Content-Length": str(len(data)), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = Server(f"http://127.0.0.1:{listening.server_port}", reply)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def page_of(asked: Asked, entries: list[Any], size: int) -> list[Any]:
    """The entries of the page that was asked for."""
    start = (int(asked.query.get("page", ["1"])[0]) - 1) * size
    return entries[start : start + size]
