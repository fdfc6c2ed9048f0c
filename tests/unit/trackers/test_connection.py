"""How trackers are asked: credentials, redirects, rate limits, retries, limits of time and size."""

import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPResponse
from threading import Event, Thread

import pytest

from incidentbook.trackers import connection as module
from incidentbook.trackers.answers import TrackerError
from incidentbook.trackers.connection import Connection
from tests.unit.trackers.conftest import Pauses
from tests.unit.trackers.server import Asked, Reply, Server, Told

SECRET = "s3cret-t0ken"  # noqa: S105 - no real one
CREDENTIALS = {"Authorization": f"Bearer {SECRET}", "PRIVATE-TOKEN": SECRET}
Serve = Callable[[Reply], Server]


def replies(*told: Told) -> Reply:
    """One response after the other, the last for ever."""
    left = list(told)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def fault_of(connection: Connection, path: str = "/x") -> TrackerError:
    with pytest.raises(TrackerError) as caught:
        connection.get(path)
    assert SECRET not in str(caught.value)
    return caught.value


def test_credentials_go_to_the_tracker(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told({"a": 1}, headers={"X-Y": "z"}))
    response = Connection(f"{server.url}/api/", CREDENTIALS, pauses.waiting()).get("/x?y=1")
    assert response.data == {"a": 1}
    assert response.headers["x-y"] == "z"
    (asked,) = server.asked
    assert (asked.path, asked.query) == ("/api/x", {"y": ["1"]})
    assert (asked.headers["authorization"], asked.headers["private-token"]) == (f"Bearer {SECRET}", SECRET)
    assert asked.headers["user-agent"].startswith("incidentbook/")


def test_a_redirect_on_the_same_host_keeps_them(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        return Told({"at": "new"}) if asked.path == "/new" else Told(status=301, headers={"Location": "/new"})

    server = serve(reply)
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/old").data == {"at": "new"}
    assert [asked.headers.get("authorization") for asked in server.asked] == [f"Bearer {SECRET}"] * 2


def test_a_redirect_to_another_host_never_carries_them(serve: Serve, pauses: Pauses) -> None:
    other = serve(lambda _: Told({"at": "other"}))
    server = serve(lambda _: Told(status=302, headers={"Location": f"{other.url}/there"}))
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/here").data == {"at": "other"}
    assert SECRET in server.asked[0].headers["authorization"]
    assert not any(SECRET in value for value in other.asked[0].headers.values())
    assert "private-token" not in other.asked[0].headers


def test_a_redirect_back_from_another_host_has_them_again_only_at_home(serve: Serve, pauses: Pauses) -> None:
    def at_home(asked: Asked) -> Told:
        return (
            Told(1) if asked.path == "/back" else Told(status=302, headers={"Location": f"{other.url}/there"})
        )

    server = serve(at_home)
    other = serve(lambda _: Told(status=302, headers={"Location": f"{server.url}/back"}))
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/here").data == 1
    assert "authorization" not in other.asked[0].headers


def test_a_whole_address_elsewhere_never_carries_them(serve: Serve, pauses: Pauses) -> None:
    other = serve(lambda _: Told([]))
    server = serve(lambda _: Told([]))
    Connection(server.url, CREDENTIALS, pauses.waiting()).get(f"{other.url}/page2")
    assert "authorization" not in other.asked[0].headers


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:x"])
def test_a_redirect_to_something_else_than_http_is_refused(
    serve: Serve, pauses: Pauses, location: str
) -> None:
    server = serve(lambda _: Told(status=302, headers={"Location": location}))
    assert "not safe to follow" in str(fault_of(Connection(server.url, CREDENTIALS, pauses.waiting())))


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:99999/x", "http://127.0.0.1:x/", "http://[::1/x", "https://"]
)
def test_a_redirect_to_no_address_is_refused(serve: Serve, pauses: Pauses, location: str) -> None:
    server = serve(lambda _: Told(status=302, headers={"Location": location}))
    assert "leads to what is no address" in str(
        fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()))
    )
    assert len(server.asked) == 1


def test_signs_that_no_address_may_have_are_encoded(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        return Told(asked.path) if asked.path != "/x" else Told(status=302, headers={"Location": location})

    server, location = serve(reply), "/a b/%20/ü".encode().decode("iso-8859-1")
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/x").data == "/a b/ /ü"


def test_a_path_that_cannot_be_sent_is_a_fault(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told(1))
    fault = fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()), "/OPS-١٢")
    assert "is no address that can be asked for" in str(fault)
    assert (fault.is_final, server.asked, pauses.taken) == (False, [], [])


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_a_next_page_that_is_no_page_of_the_web_is_refused(
    serve: Serve, pauses: Pauses, address: str
) -> None:
    server = serve(lambda _: Told(1))
    assert "not safe to follow" in str(
        fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()), address)
    )


def test_what_was_encrypted_stays_encrypted(pauses: Pauses) -> None:
    fault = fault_of(
        Connection("https://127.0.0.1:1", CREDENTIALS, pauses.waiting()), "http://127.0.0.1:1/page2"
    )
    assert "leads to http, which is not safe to follow" in str(fault)


def test_redirects_in_a_circle_end(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told(status=302, headers={"Location": "/again"}))
    assert "redirects too often" in str(fault_of(Connection(server.url, CREDENTIALS, pauses.waiting())))
    assert len(server.asked) == module.MOST_REDIRECTS + 1


def test_a_question_with_a_body_is_not_redirected_as_one_without(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told(status=302, headers={"Location": "/login"}))
    with pytest.raises(TrackerError, match="is it the right address"):
        Connection(server.url, CREDENTIALS, pauses.waiting()).post("/x", {})
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        (Told(status=429, headers={"Retry-After": "7"}), 7),
        (Told(status=403, headers={"Retry-After": "3"}), 3),
        (Told(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700000009"}), 10),
        (Told(status=429, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1600000000"}), 1),
        (Told(status=429, headers={"RateLimit-Reset": "1700000004"}), 5),
        (Told(status=429, headers={"Retry-After": "Tue, 14 Nov 2023 22:13:30 GMT"}), 10),
        (Told(status=429), 60),
        (Told(status=502), 1),
        (Told(status=502, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700009999"}), 1),
        (Told(status=503, headers={"Retry-After": "5"}), 5),
    ],
)
def test_it_waits_as_it_is_told_and_asks_again(
    serve: Serve, pauses: Pauses, told: Told, pause: float
) -> None:
    server = serve(replies(told, Told("well")))
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/x").data == "well"
    assert pauses.taken == [pause]
    assert len(server.asked) == 2


def test_a_limit_that_only_the_words_tell_is_one(serve: Serve, pauses: Pauses) -> None:
    words = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}
    server = serve(replies(Told(words, 403), Told("well")))
    assert Connection(server.url, CREDENTIALS, pauses.waiting()).get("/x").data == "well"
    assert pauses.taken == [60]


def test_it_does_not_wait_longer_than_patience_lasts(serve: Serve, pauses: Pauses) -> None:
    server = serve(
        lambda _: Told(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700003599"})
    )
    fault = fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()))
    assert fault.is_final
    assert "asks to wait 3600 seconds (rate limit)" in str(fault)
    assert pauses.taken == []


def test_patience_is_one_for_all_requests(serve: Serve, pauses: Pauses) -> None:
    server = serve(
        replies(
            Told(status=429, headers={"Retry-After": "6"}),
            Told(1),
            Told(status=429, headers={"Retry-After": "6"}),
        )
    )
    connection = Connection(server.url, CREDENTIALS, pauses.waiting(10))
    assert connection.get("/x").data == 1
    assert fault_of(connection).is_final
    assert pauses.taken == [6]


def test_it_tries_four_times_and_then_gives_up(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told(status=503))
    fault = fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()))
    assert (fault.status, fault.is_final) == (503, True)
    assert pauses.taken == [1, 2, 4]
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("status", "is_final", "words"),
    [
        (401, True, "refuses the credentials"),
        (403, False, "may the token read it?"),
        (404, False, "status 404"),
        (400, False, "status 400"),
        (418, False, "status 418"),
    ],
)
def test_a_refusal_is_an_answer(
    serve: Serve, pauses: Pauses, status: int, is_final: bool, words: str
) -> None:
    server = serve(lambda _: Told({"message": "no"}, status))
    fault = fault_of(Connection(server.url, CREDENTIALS, pauses.waiting()), "/x?secret=1")
    assert (fault.status, fault.is_final) == (status, is_final)
    assert words in str(fault)
    assert "secret=1" not in str(fault)
    assert len(server.asked) == 1


@pytest.mark.parametrize("data", [b"<html>Sign in</html>", b"", b"\xff", b"[" * 200_000])
def test_what_is_not_json_is_said(serve: Serve, pauses: Pauses, data: bytes) -> None:
    server = serve(lambda _: Told(data))
    assert "is it the right address?" in str(fault_of(Connection(server.url, {}, pauses.waiting())))


def test_an_endless_answer_ends(serve: Serve, pauses: Pauses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1000)
    server = serve(lambda _: Told(b" " * 2000))
    assert "more than" in str(fault_of(Connection(server.url, {}, pauses.waiting())))


def test_a_slow_answer_ends(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told(b"1"))
    clock = iter([0.0, 1000.0]).__next__
    assert "took longer" in str(fault_of(Connection(server.url, {}, pauses.waiting(), clock)))


def test_an_answer_that_trickles_in_ends(pauses: Pauses, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sign comes in time, all of them together do not."""
    monkeypatch.setattr(module, "LONGEST", 2.5)
    seconds = iter(range(1000)).__next__

    def trickle() -> None:
        client, _ = listening.accept()
        with client, suppress(OSError):
            client.recv(65_536)
            client.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 500\r\n\r\n")
            for _ in range(500):
                client.sendall(b" ")
                enough.wait(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        enough = Event()
        thread = Thread(target=trickle, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        connection = Connection(url, {}, pauses.waiting(), lambda: float(seconds()))
        assert "took longer than" in str(fault_of(connection))
        assert seconds() < 10
        enough.set()
        thread.join()


def test_nobody_there_is_said_after_some_attempts(pauses: Pauses) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fault = fault_of(Connection(f"http://127.0.0.1:{port}", CREDENTIALS, pauses.waiting()))
    assert fault.is_final
    assert "cannot be reached" in str(fault)
    assert len(pauses.taken) == 3


def test_a_broken_answer_is_asked_for_again(serve: Serve, pauses: Pauses) -> None:
    server = serve(replies(Told(b"12", headers={"Content-Length": "50"}), Told(12)))
    assert Connection(server.url, {}, pauses.waiting()).get("/x").data == 12
    assert len(server.asked) == 2


def test_a_connection_does_not_print_its_credentials() -> None:
    assert SECRET not in repr(Connection("https://example.com", CREDENTIALS))


def test_certificates_are_verified() -> None:
    context = module.trust()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_certificate_that_nobody_vouches_for_is_not_tried_again(
    pauses: Pauses, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ssl.SSLCertVerificationError("no")
    error.verify_message = "self-signed certificate"

    class Distrusting(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> HTTPResponse:  # noqa: ARG002 - the library's signature
            raise urllib.error.URLError(error)

    monkeypatch.setattr(module, "_opener", lambda: urllib.request.build_opener(Distrusting))
    fault = fault_of(Connection("http://127.0.0.1:1", CREDENTIALS, pauses.waiting()))
    assert "its certificate is not trusted: self-signed certificate" in str(fault)
    assert (fault.is_final, pauses.taken) == (True, [])
