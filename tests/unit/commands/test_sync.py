"""`incidentbook sync`, against a tracker on this machine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.reading.tracker_file import TRACKER_NAME, read_tracker
from tests.unit.trackers.conftest import serve
from tests.unit.trackers.server import Asked, Reply, Server, Told

__all__ = ["serve"]  # a fixture

Serve = Callable[[Reply], Server]
TOKEN = "ghp_s3cret"  # noqa: S105 - no real one
POSTMORTEM = """# Labels late

## Action items

- [ ] Give the queue a limit — @ana, #1
- [x] Warn when it is half full — @bo, [acme/shop#2]({url}/acme/shop/issues/2)
- [ ] Empty it by hand — @bo, #3
- [ ] Buy a second printer — OPS-7
"""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "CI_SERVER_URL", "CI_PROJECT_PATH", "JIRA_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774951200")  # 31 March 2026


def issue(number: int, state: str = "open", **fields: object) -> dict[str, Any]:
    url = f"https://github.com/acme/shop/issues/{number}"
    return {"number": number, "title": f"Ticket {number}", "state": state, "html_url": url, **fields}


class Shop:
    """GitHub with some issues, which a test may change."""

    def __init__(self) -> None:
        self.issues = {
            1: issue(1, "closed", state_reason="completed", closed_at="2026-03-03T08:00:00Z"),
            2: issue(2),
            3: issue(3),
        }
        self.status: dict[int, int] = {}

    def __call__(self, asked: Asked) -> Told:
        number = int(asked.path.rpartition("/")[2])
        status = self.status.get(number, 200 if number in self.issues else 404)
        return Told(self.issues.get(number) if status == 200 else {}, status)


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def server(serve: Serve, shop: Shop) -> Server:
    return serve(shop)


@pytest.fixture
def root(tmp_path: Path, server: Server) -> Path:
    (tmp_path / "postmortems").mkdir()
    write(tmp_path, POSTMORTEM.format(url=server.url))
    return tmp_path


def write(root: Path, text: str) -> None:
    (root / "postmortems" / "labels.md").write_text(text, encoding="utf-8")


def sync(root: Path, server: Server, *words: str) -> Result:
    known = ["--from", "github", "--url", server.url, "--project", "acme/shop"]
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), *known, *words])
    assert TOKEN not in result.output
    return result


def states(root: Path) -> dict[str, str]:
    return {ticket.ref: ticket.state for source in read_tracker(root).sources for ticket in source.tickets}


def test_the_states_of_tickets_are_kept_in_a_file(root: Path, server: Server) -> None:
    result = sync(root, server)
    assert result.exit_code == 0, result.output
    assert json.loads((root / TRACKER_NAME).read_text(encoding="utf-8")) == {
        "version": 1,
        "sources": [
            {
                "from": "github",
                "url": server.url,
                "fetched_on": "2026-03-31",
                "tickets": [
                    {
                        "ref": "acme/shop#1",
                        "state": "done",
                        "state_text": "closed as completed",
                        "closed_at": "2026-03-03T08:00:00Z",
                        "title": "Ticket 1",
                        "url": "https://github.com/acme/shop/issues/1",
                        "names": ["#1"],
                    },
                    {
                        "ref": "acme/shop#2",
                        "state": "open",
                        "state_text": "open",
                        "title": "Ticket 2",
                        "url": "https://github.com/acme/shop/issues/2",
                        "names": [f"{server.url}/acme/shop/issues/2"],
                    },
                    {
                        "ref": "acme/shop#3",
                        "state": "open",
                        "state_text": "open",
                        "title": "Ticket 3",
                        "url": "https://github.com/acme/shop/issues/3",
                        "names": ["#3"],
                    },
                ],
            }
        ],
    }


def test_it_says_what_it_read_and_where_documents_disagree(root: Path, server: Server) -> None:
    lines = sync(root, server).output.splitlines()
    assert lines == [
        "GitHub: 3 tickets · 2 open · 1 done",
        "not asked for, of other trackers: OPS-7",
        "",
        "Documents and tickets disagree on 2 action items:",
        (
            "postmortems/labels.md:5: “Give the queue a limit” is unfinished here, but its ticket was closed "
            "on 3 Mar 2026 (closed as completed): acme/shop#1"
        ),
        (
            "postmortems/labels.md:6: “Warn when it is half full” is done here, but its ticket is still "
            "open: acme/shop#2"
        ),
    ]


def test_the_token_goes_to_the_tracker_alone(root: Path, server: Server) -> None:
    sync(root, server)
    assert {asked.headers["authorization"] for asked in server.asked} == {f"Bearer {TOKEN}"}
    assert TOKEN.encode() not in (root / TRACKER_NAME).read_bytes()


def test_the_same_answers_write_the_same_bytes(root: Path, server: Server) -> None:
    sync(root, server)
    before = (root / TRACKER_NAME).read_bytes()
    sync(root, server)
    assert (root / TRACKER_NAME).read_bytes() == before


def test_what_was_known_stays_where_a_ticket_cannot_be_read(
    root: Path, server: Server, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(root, server)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775037600")  # a day later
    shop.status[1] = 403
    del shop.issues[2]
    shop.issues[3] = issue(3, "closed")
    result = sync(root, server)
    assert result.exit_code == 1
    assert "not found (deleted, moved, or the token may not see them): acme/shop#2" in result.output
    assert "not read, what was known of them stays: acme/shop#1: " in result.output
    assert states(root) == {"acme/shop#1": "done", "acme/shop#2": "open", "acme/shop#3": "done"}
    (source,) = read_tracker(root).sources
    assert [(one.ref, str(one.fetched_on), one.is_stale) for one in source.tickets] == [
        ("acme/shop#1", "2026-03-31", True),
        ("acme/shop#2", "2026-03-31", True),
        ("acme/shop#3", "2026-04-01", False),
    ]


def test_nothing_is_written_where_nothing_could_be_read(root: Path, server: Server, shop: Shop) -> None:
    sync(root, server)
    before = (root / TRACKER_NAME).read_bytes()
    shop.status = {1: 401, 2: 401, 3: 401}
    result = sync(root, server)
    assert result.exit_code == 2
    assert "no ticket could be read, incidentbook.tracker.json stays as it is" in result.output
    assert "refuses the credentials" in result.output
    assert (root / TRACKER_NAME).read_bytes() == before


def test_a_ticket_that_was_never_seen_is_missing(
    root: Path, server: Server, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    del shop.issues[3]
    assert sync(root, server).exit_code == 0
    assert states(root)["acme/shop#3"] == "missing"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775037600")  # a day later
    sync(root, server)
    (source,) = read_tracker(root).sources
    assert [(one.state, one.is_stale) for one in source.tickets if one.ref == "acme/shop#3"] == [
        ("missing", False)
    ]
    shop.issues[3] = issue(3)
    sync(root, server)
    assert states(root)["acme/shop#3"] == "open"


def test_tickets_that_no_document_names_any_more_are_forgotten(root: Path, server: Server) -> None:
    sync(root, server)
    write(root, POSTMORTEM.format(url=server.url).replace("#3", ""))
    sync(root, server)
    assert set(states(root)) == {"acme/shop#1", "acme/shop#2"}


def test_other_trackers_stay_as_they_are(root: Path, server: Server) -> None:
    other = {"from": "jira", "url": "https://acme.atlassian.net", "fetched_on": "2026-01-01"}
    content = {"version": 1, "sources": [{**other, "tickets": [{"ref": "OPS-7", "state": "open"}]}]}
    (root / TRACKER_NAME).write_text(json.dumps(content), encoding="utf-8")
    sync(root, server)
    assert states(root)["OPS-7"] == "open"
    assert len(states(root)) == 4


def test_no_ticket_of_a_tracker_is_said_and_is_no_failure(root: Path, server: Server) -> None:
    write(root, "# Labels late\n\n## Action items\n\n- [ ] Give the queue a limit\n")
    result = sync(root, server)
    assert result.exit_code == 0
    assert result.output == f"no action item names a ticket of GitHub at {server.url}\n"
    assert not (root / TRACKER_NAME).exists()


def test_a_file_that_cannot_be_used_is_not_written_over(root: Path, server: Server) -> None:
    (root / TRACKER_NAME).write_text("<<<<<<< ours\n", encoding="utf-8")
    result = sync(root, server)
    assert result.exit_code == 2
    assert "incidentbook.tracker.json:1:1: the file is not JSON; restore it from Git" in result.output
    assert (root / TRACKER_NAME).read_text(encoding="utf-8") == "<<<<<<< ours\n"


def test_a_dry_run_says_what_would_change_and_writes_nothing(root: Path, server: Server, shop: Shop) -> None:
    lines = sync(root, server, "--dry-run").output.splitlines()
    assert lines[:6] == [
        "GitHub: 3 tickets · 2 open · 1 done",
        "not asked for, of other trackers: OPS-7",
        "",
        "3 tickets would change in incidentbook.tracker.json; nothing was written:",
        "acme/shop#1: not in the file → done (closed as completed)",
        "acme/shop#2: not in the file → open",
    ]
    assert not (root / TRACKER_NAME).exists()
    sync(root, server)
    before = (root / TRACKER_NAME).read_bytes()
    shop.issues[2] = issue(2, title="Renamed")
    shop.issues[3] = issue(3, "closed", state_reason="not_planned")
    write(root, POSTMORTEM.format(url=server.url).replace("#1", ""))
    lines = sync(root, server, "--dry-run").output.splitlines()
    assert lines[3:7] == [
        "3 tickets would change in incidentbook.tracker.json; nothing was written:",
        "acme/shop#1: done (closed as completed) → no longer named",
        "acme/shop#2: still open, told in other words",
        "acme/shop#3: open → declined (closed as not planned)",
    ]
    assert (root / TRACKER_NAME).read_bytes() == before


def test_numbers_without_a_project_are_named(root: Path, server: Server) -> None:
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), "--from", "github", "--url", server.url])
    assert result.exit_code == 0
    assert result.output.splitlines()[:3] == [
        "GitHub: 1 ticket · 1 open",
        "not asked for, name their project with --project: #1, #3",
        "not asked for, of other trackers: OPS-7",
    ]


def test_a_dry_run_says_that_nothing_would_change(root: Path, server: Server) -> None:
    sync(root, server)
    assert "would change in nothing but days; nothing was written" in sync(root, server, "--dry-run").output


def test_a_dry_run_fails_where_a_run_would(root: Path, server: Server, shop: Shop) -> None:
    shop.status[1] = 403
    assert sync(root, server, "--dry-run").exit_code == 1
    assert not (root / TRACKER_NAME).exists()


@pytest.mark.parametrize("path", ["", "/", "/api/v3", "/api/v3/"])
def test_the_address_of_the_api_is_as_good(root: Path, server: Server, path: str) -> None:
    words = ["--from", "github", "--base-url", f"{server.url}{path}", "--project", "acme/shop"]
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), *words])
    assert result.exit_code == 0, result.output
    assert {asked.path.rpartition("/")[0] for asked in server.asked} == {"/api/v3/repos/acme/shop/issues"}
    assert read_tracker(root).sources[0].url == server.url


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Missing option '--from'"),
        (["--from", "svn"], "svn"),
        (["--from", "jira"], "name your Jira"),
        (["--from", "github", "--url", "github.com"], "is no address"),
        (["--from", "github", "--url", "https://[x"], "is no address"),
        (["--from", "github", "--url", "file:///etc"], "is no address"),
        (["--from", "github", "--url", "http://github.example.com"], "use https"),
        (["--from", "github", "--url", "https://me:secret@github.com"], "without user, query"),
        (["--from", "github", "--url", "https://github.com?x=1"], "without user, query"),
        (["--from", "github", "--project", "shop"], "such as acme/shop"),
        (["--from", "gitlab", "--project", "acme/.."], "such as acme/shop"),
        (["--from", "jira", "--url", "https://acme.atlassian.net", "--project", "a/b"], "such as acme/shop"),
    ],
)
def test_wrong_usage_asks_nobody(root: Path, server: Server, words: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), *words])
    assert result.exit_code == 2
    assert message in result.output
    assert "secret" not in result.output
    assert server.asked == []


def test_a_token_of_two_lines_is_refused(root: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", f"{TOKEN}\r\nX-Evil: 1")
    result = sync(root, server)
    assert result.exit_code == 2
    assert "GITHUB_TOKEN holds characters that no token has" in result.output
    assert server.asked == []


def test_the_environment_of_a_ci_server_is_enough(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", server.url)
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/shop")
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), "--from", "github"])
    assert result.exit_code == 0, result.output
    assert len(states(root)) == 3
