"""A web server for a built site, on this machine only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket


class _SiteServer(ThreadingHTTPServer):
    """Serves a folder below a prefix such as `/book`; all else is not found."""

    def __init__(self, folder: Path, prefix: str, policy: str) -> None:
        super().__init__(("127.0.0.1", 0), SimpleHTTPRequestHandler)
        self.folder = folder
        self.prefix = prefix
        self.policy = policy

    def finish_request(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        _SiteHandler(request, client_address, self, directory=str(self.folder))


class _SiteHandler(SimpleHTTPRequestHandler):
    server: _SiteServer

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{self.server.prefix}/"):
            return str(self.server.folder / "not below the prefix")
        return super().translate_path(path.removeprefix(self.server.prefix))

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def serving(folder: Path, prefix: str = "", policy: str = "") -> Iterator[str]:
    """Serve `folder` below `prefix` on a free port while the context lasts, with a content security policy.

    Yields:
        The address of the site, without a slash at its end.
    """
    server = _SiteServer(folder, prefix, policy)
    thread = threading.Thread(target=server.serve_forever, name="site server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
