"""GitHub, GitLab and Jira as they are documented to answer."""

import base64
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from incidentbook.records.tracker import TrackerTicket
from incidentbook.trackers import connection, github, gitlab, jira
from incidentbook.trackers.answers import Answer, Reference
from incidentbook.trackers.collection import SERVICES, collect
from incidentbook.trackers.connection import Connection
from incidentbook.trackers.references import numbered
from tests.unit.trackers.conftest import Pauses
from tests.unit.trackers.server import Asked, Reply, Server, Told, page_of

Serve = Callable[[Reply], Server]
CLOSED = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def tickets(answers: Iterable[Answer]) -> dict[str, tuple[str, str]]:
    """The state of each ticket and the tracker's word for it; the fault where there is none."""
    return {
        one.reference.ref: (one.ticket.state, one.ticket.state_text) if one.ticket else ("", one.fault)
        for one in answers
    }


def ask(
    kind: str, server: Server, pauses: Pauses, *references: Reference, user: str = ""
) -> tuple[Answer, ...]:
    service = SERVICES[kind]
    address = {"github": "/api/v3", "gitlab": "/api/v4", "jira": "/rest/api"}[kind]
    connection = Connection(f"{server.url}{address}", service.credentials("t0ken", user), pauses.waiting())
    return collect(service, connection, references)


def issues(*numbers: int, project: str = "acme/shop", sign: str = "#") -> list[Reference]:
    return [numbered(project, sign, str(number)) for number in numbers]


# GitHub


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://github.com", "https://api.github.com"),
        ("https://www.github.com/", "https://api.github.com"),
        ("https://acme.ghe.com", "https://api.acme.ghe.com"),
        ("https://github.acme.example", "https://github.acme.example/api/v3"),
    ],
)
def test_githubs_api_is_where_it_is_documented(url: str, api: str) -> None:
    assert github.api_address(url) == api


def github_issue(number: int, state: str = "open", **fields: object) -> dict[str, Any]:
    return {
        "number": number,
        "title": f"Issue {number}",
        "html_url": f"https://github.com/acme/shop/issues/{number}",
        "state": state,
        "state_reason": None,
        "closed_at": "2026-03-01T12:30:00Z" if state == "closed" else None,
        "assignees": [{"login": "bo"}, {"login": "ana"}],
        **fields,
    }


GITHUB = {
    1: github_issue(1),
    2: github_issue(2, "closed", state_reason="completed"),
    3: github_issue(3, "closed", state_reason="not_planned"),
    4: github_issue(4, "closed", state_reason="duplicate"),
    5: github_issue(5, "closed"),
    6: github_issue(6, "open", state_reason="reopened"),
    7: github_issue(7, "closed", pull_request={"merged_at": "2026-03-01T12:30:00Z"}),
    8: github_issue(8, "closed", pull_request={"merged_at": None}),
    9: github_issue(9, "open", pull_request={"merged_at": None}),
}
GITHUB_STATES = {
    "acme/shop#1": ("open", "open"),
    "acme/shop#2": ("done", "closed as completed"),
    "acme/shop#3": ("declined", "closed as not planned"),
    "acme/shop#4": ("declined", "closed as duplicate"),
    "acme/shop#5": ("done", "closed"),
    "acme/shop#6": ("open", "open"),
    "acme/shop#7": ("done", "merged"),
    "acme/shop#8": ("declined", "closed unmerged"),
    "acme/shop#9": ("open", "open"),
}


def github_at(known: dict[int, dict[str, Any]], size: int = 100) -> Reply:
    """GitHub with the issues of one repository in pages of `size`, newest first."""

    def reply(asked: Asked) -> Told:
        assert asked.headers["authorization"] == "Bearer t0ken"
        assert asked.headers["accept"] == "application/vnd.github+json"
        assert asked.headers["x-github-api-version"] == "2022-11-28"
        head, _, number = asked.path.rpartition("/")
        if head == "/api/v3/repos/acme/shop/issues":
            found = known.get(int(number))
            return Told(found) if found else Told({"message": "Not Found"}, 404)
        if asked.path != "/api/v3/repos/acme/shop/issues":
            return Told({"message": "Not Found"}, 404)
        ordered = [known[key] for key in sorted(known, reverse=True)]
        page = int(asked.query.get("page", ["1"])[0])
        following = f"http://{asked.headers['host']}{asked.path}?state=all&page={page + 1}"
        more = (
            {"Link": f'<{following}>; rel="next", <{following}>; rel="last"'}
            if page * size < len(known)
            else {}
        )
        return Told(page_of(asked, ordered, size), headers=more)

    return reply


def test_github_tells_issues_and_pull_requests(serve: Serve, pauses: Pauses) -> None:
    server = serve(github_at(GITHUB))
    answers = ask("github", server, pauses, *issues(*GITHUB))
    assert tickets(answers) == GITHUB_STATES
    assert len(server.asked) == 1
    assert answers[1].ticket == TrackerTicket(
        "acme/shop#2",
        "done",
        "https://github.com/acme/shop/issues/2",
        "Issue 2",
        "closed as completed",
        CLOSED,
        ("ana", "bo"),
    )


def test_github_is_asked_one_by_one_for_a_few(serve: Serve, pauses: Pauses) -> None:
    server = serve(github_at(GITHUB))
    answers = ask("github", server, pauses, *issues(1, 7, 99))
    assert tickets(answers) == {
        "acme/shop#1": ("open", "open"),
        "acme/shop#7": ("done", "merged"),
        "acme/shop#99": ("missing", ""),
    }
    assert server.paths() == [f"/api/v3/repos/acme/shop/issues/{number}" for number in (1, 7, 99)]


def test_github_is_read_page_by_page_until_all_is_found(serve: Serve, pauses: Pauses) -> None:
    server = serve(github_at({number: github_issue(number) for number in range(1, 101)}, 10))
    answers = ask("github", server, pauses, *issues(95, 85, 84, 83, 82, 81, 71))
    assert {state for state, _ in tickets(answers).values()} == {"open"}
    assert len(answers) == 7
    assert [asked.query.get("page", ["1"])[0] for asked in server.asked] == ["1", "2", "3"]


def test_github_pages_are_left_when_they_do_not_pay(serve: Serve, pauses: Pauses) -> None:
    server = serve(github_at({number: github_issue(number) for number in range(1, 1001)}, 10))
    answers = ask("github", server, pauses, *issues(1, 2, 3, 4, 5, 6))
    assert {state for state, _ in tickets(answers).values()} == {"open"}
    assert len([path for path in server.paths() if path.endswith("/issues")]) == 3
    assert len(server.asked) == 9


def test_github_pages_end_before_what_was_deleted(serve: Serve, pauses: Pauses) -> None:
    known = {number: github_issue(number) for number in range(50, 101) if number != 95}
    server = serve(github_at(known, 10))
    answers = ask("github", server, pauses, *issues(99, 98, 97, 96, 95, 94))
    assert tickets(answers)["acme/shop#95"] == ("missing", "")
    assert len(answers) == 6
    assert [path.rpartition("/")[2] for path in server.paths()] == ["issues", "95"]


def test_a_repository_that_github_does_not_show_has_no_tickets(serve: Serve, pauses: Pauses) -> None:
    server = serve(github_at(GITHUB))
    answers = ask("github", server, pauses, *issues(*range(1, 8), project="acme/secret"))
    assert {state for state, _ in tickets(answers).values()} == {"missing"}


@pytest.mark.parametrize("told", [Told({}, 403), Told(b" " * 2000), Told(b"<html>")])
def test_where_github_lists_nothing_tickets_are_asked_for_one_by_one(
    serve: Serve, pauses: Pauses, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setattr(connection, "LARGEST", 1000)
    known = github_at(GITHUB)
    server = serve(lambda asked: told if asked.path.endswith("/issues") else known(asked))
    assert tickets(ask("github", server, pauses, *issues(*GITHUB))) == GITHUB_STATES


def test_an_older_server_is_asked_whether_it_merged(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        if "/pulls/" in asked.path:
            return Told({"merged_at": "2026-03-01T12:30:00Z"})
        return Told(github_issue(7, "closed", pull_request={"url": "x"}))

    answers = ask("github", serve(reply), pauses, *issues(7))
    assert tickets(answers) == {"acme/shop#7": ("done", "merged")}


def test_a_moved_repository_is_followed(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        if asked.path.startswith("/api/v3/repositories/"):
            return Told(GITHUB[1])
        return Told(status=301, headers={"Location": "/api/v3/repositories/1/issues/1"})

    server = serve(reply)
    assert tickets(ask("github", server, pauses, *issues(1))) == {"acme/shop#1": ("open", "open")}
    assert server.asked[1].headers["authorization"] == "Bearer t0ken"


# GitLab


def gitlab_item(iid: int, state: str, **fields: object) -> dict[str, Any]:
    return {
        "iid": iid,
        "title": f"Item {iid}",
        "web_url": f"https://gitlab.com/acme/web/shop/-/issues/{iid}",
        "state": state,
        "closed_at": "2026-03-01T13:30:00.000+01:00" if state == "closed" else None,
        "moved_to_id": None,
        "assignees": [{"username": "ana", "name": "Ana"}],
        **fields,
    }


ISSUES = [
    gitlab_item(1, "opened"),
    gitlab_item(2, "closed"),
    gitlab_item(3, "closed", moved_to_id=9),
    gitlab_item(
        4, "closed", _links={"closed_as_duplicate_of": "https://gitlab.com/api/v4/projects/1/issues/1"}
    ),
]
CHANGES = [
    gitlab_item(1, "merged", merged_at="2026-03-01T12:30:00.000Z"),
    gitlab_item(2, "closed"),
    gitlab_item(3, "opened"),
]


def gitlab_at(size: int) -> Reply:
    """GitLab with the items of one project in pages of `size`."""

    def reply(asked: Asked) -> Told:
        assert asked.headers["private-token"] == "t0ken"
        assert "authorization" not in asked.headers
        kinds = {"issues": ISSUES, "merge_requests": CHANGES}
        head, _, kind = asked.path.rpartition("/")
        if head != "/api/v4/projects/acme/web/shop":
            return Told({"message": "404 Project Not Found"}, 404)
        wanted = {int(number) for number in asked.query["iids[]"]}
        found = [one for one in kinds[kind] if one["iid"] in wanted]
        page = int(asked.query["page"][0])
        return Told(
            page_of(asked, found, size),
            headers={"X-Next-Page": str(page + 1) if page * size < len(found) else ""},
        )

    return reply


def test_gitlab_tells_issues_and_merge_requests(serve: Serve, pauses: Pauses) -> None:
    server = serve(gitlab_at(100))
    project = "acme/web/shop"
    asked = [*issues(1, 2, 3, 4, 5, project=project), *issues(1, 2, 3, project=project, sign="!")]
    answers = ask("gitlab", server, pauses, *asked)
    assert tickets(answers) == {
        "acme/web/shop!1": ("done", "merged"),
        "acme/web/shop!2": ("declined", "closed unmerged"),
        "acme/web/shop!3": ("open", "opened"),
        "acme/web/shop#1": ("open", "opened"),
        "acme/web/shop#2": ("done", "closed"),
        "acme/web/shop#3": ("unknown", "moved to another project"),
        "acme/web/shop#4": ("declined", "closed as duplicate"),
        "acme/web/shop#5": ("missing", ""),
    }
    assert len(server.asked) == 2
    closed = next(one.ticket for one in answers if one.reference.ref == "acme/web/shop#2")
    assert closed
    assert (closed.closed_at, closed.assignees) == (CLOSED, ("ana",))


def test_gitlab_is_read_page_by_page(serve: Serve, pauses: Pauses) -> None:
    server = serve(gitlab_at(1))
    answers = ask("gitlab", server, pauses, *issues(1, 2, 3, 4, project="acme/web/shop"))
    assert [answer.ticket is not None for answer in answers] == [True] * 4
    assert [asked.query["page"][0] for asked in server.asked] == ["1", "2", "3", "4"]


def test_gitlab_is_asked_for_fifty_at_a_time(serve: Serve, pauses: Pauses) -> None:
    server = serve(gitlab_at(100))
    answers = ask("gitlab", server, pauses, *issues(*range(1, 121), project="acme/web/shop"))
    assert len(answers) == 120
    assert [len(asked.query["iids[]"]) for asked in server.asked] == [50, 50, 20]


def test_a_project_that_gitlab_does_not_show_has_no_tickets(serve: Serve, pauses: Pauses) -> None:
    answers = ask("gitlab", serve(gitlab_at(100)), pauses, *issues(1, project="acme/secret"))
    assert tickets(answers) == {"acme/secret#1": ("missing", "")}


# Jira


def jira_issue(
    key: str, category: str, status: str, resolution: str = "", **fields: object
) -> dict[str, Any]:
    return {
        "id": "1",
        "key": key,
        "fields": {
            "summary": f"Issue {key}",
            "status": {"name": status, "statusCategory": {"key": category}},
            "resolution": {"name": resolution} if resolution else None,
            "resolutiondate": "2026-03-01T13:30:00.000+0100" if resolution else None,
            "assignee": {"displayName": "Ana Example"},
            **fields,
        },
    }


JIRA = {
    "OPS-1": jira_issue("OPS-1", "new", "To Do"),
    "OPS-2": jira_issue("OPS-2", "indeterminate", "In Review"),
    "OPS-3": jira_issue("OPS-3", "done", "Done", "Done"),
    "OPS-4": jira_issue("OPS-4", "done", "Closed", "Won't Do"),
    "OPS-5": jira_issue("OPS-5", "done", "Closed", "Duplicate"),
    "OPS-6": jira_issue("OPS-6", "done", "Rejected", assignee=None),
    "OPS-7": jira_issue("OPS-7", "done", "Closed", "Cannot Reproduce"),
}
JIRA_STATES = {
    "OPS-1": ("open", "To Do"),
    "OPS-2": ("in-progress", "In Review"),
    "OPS-3": ("done", "Done"),
    "OPS-4": ("declined", "Closed (Won't Do)"),
    "OPS-5": ("declined", "Closed (Duplicate)"),
    "OPS-6": ("declined", "Rejected"),
    "OPS-7": ("declined", "Closed (Cannot Reproduce)"),
}


def keys(*names: str) -> list[Reference]:
    return [Reference(name) for name in names]


def cloud(asked: Asked) -> Told:
    """Jira Cloud, where OPS-8 became NEW-8."""
    assert base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")) == b"ana@example.com:t0ken"
    if asked.path == "/rest/api/2/issue/bulkfetch":
        assert asked.method == "POST"
        assert set(asked.body["fields"]) == {"summary", "status", "resolution", "resolutiondate", "assignee"}
        found = [JIRA[key] for key in asked.body["issueIdsOrKeys"] if key in JIRA]
        return Told({"issues": found, "issueErrors": []})
    if asked.path == "/rest/api/2/issue/OPS-8":
        return Told(jira_issue("NEW-8", "new", "To Do"))
    return Told({"errorMessages": ["Issue does not exist or you do not have permission to see it."]}, 404)


def test_jira_cloud_tells_issues(serve: Serve, pauses: Pauses) -> None:
    server = serve(cloud)
    answers = ask("jira", server, pauses, *keys(*JIRA, "OPS-8", "OPS-9"), user="ana@example.com")
    assert tickets(answers) == {**JIRA_STATES, "OPS-8": ("open", "To Do"), "OPS-9": ("missing", "")}
    by_ref = {one.reference.ref: one.ticket for one in answers if one.ticket}
    done = by_ref["OPS-3"]
    assert (done.url, done.title, done.closed_at) == (f"{server.url}/browse/OPS-3", "Issue OPS-3", CLOSED)
    assert done.assignees == ("Ana Example",)
    assert by_ref["OPS-6"].assignees == ()
    assert by_ref["OPS-8"].url == f"{server.url}/browse/NEW-8"
    assert len(server.asked) == 3


def test_jira_cloud_is_asked_for_a_hundred_at_a_time(serve: Serve, pauses: Pauses) -> None:
    server = serve(
        lambda asked: Told(
            {"issues": [{**JIRA["OPS-1"], "key": key} for key in asked.body["issueIdsOrKeys"]]}
        )
    )
    answers = ask(
        "jira", server, pauses, *keys(*(f"OPS-{number}" for number in range(250))), user="a@example.com"
    )
    assert len(answers) == 250
    assert [len(asked.body["issueIdsOrKeys"]) for asked in server.asked] == [100, 100, 50]


def data_center(size: int, scheme: str = "Bearer", bulk: int = 405) -> Reply:
    """Jira Data Center, in pages of `size`."""

    def reply(asked: Asked) -> Told:
        assert asked.headers["authorization"].startswith(f"{scheme} ")
        if asked.path == "/rest/api/2/issue/bulkfetch":
            return Told({}, bulk)
        if asked.path != "/rest/api/2/search":
            return Told({"errorMessages": ["Issue Does Not Exist"]}, 404)
        assert asked.body["validateQuery"] is False
        jql, start = asked.body["jql"], asked.body["startAt"]
        found = [JIRA[key] for key in sorted(JIRA) if f'"{key}"' in jql]
        return Told({"startAt": start, "total": len(found), "issues": found[start : start + size]})

    return reply


@pytest.mark.parametrize("size", [2, 100])
def test_jira_data_center_tells_issues(serve: Serve, pauses: Pauses, size: int) -> None:
    server = serve(data_center(size))
    answers = ask("jira", server, pauses, *keys(*JIRA, "OPS-9"))
    assert tickets(answers) == {**JIRA_STATES, "OPS-9": ("missing", "")}
    assert server.asked[0].body["jql"].startswith('key in ("OPS-1", "OPS-2", ')
    assert [asked.body["startAt"] for asked in server.asked if asked.method == "POST"] == list(
        range(0, 7, size)
    )


@pytest.mark.parametrize("status", [404, 405])
def test_an_own_jira_takes_a_name_and_a_password_too(serve: Serve, pauses: Pauses, status: int) -> None:
    server = serve(data_center(100, "Basic", status))
    answers = ask("jira", server, pauses, *keys(*JIRA, "OPS-9"), user="ana")
    assert tickets(answers) == {**JIRA_STATES, "OPS-9": ("missing", "")}


def test_a_key_in_other_digits_breaks_nothing(serve: Serve, pauses: Pauses) -> None:
    assert tickets(ask("jira", serve(data_center(100)), pauses, *keys("OPS-١٢"))) == {
        "OPS-١٢": ("missing", "")
    }


def test_a_jira_that_refuses_the_query_is_asked_one_by_one(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        if asked.method == "POST":
            return Told({"errorMessages": ["An issue with key 'OPS-9' does not exist for field 'key'."]}, 400)
        found = JIRA.get(asked.path.rpartition("/")[2])
        return Told(found) if found else Told({}, 404)

    answers = ask("jira", serve(reply), pauses, *keys("OPS-1", "OPS-9"))
    assert tickets(answers) == {"OPS-1": ("open", "To Do"), "OPS-9": ("missing", "")}


# All


@pytest.mark.parametrize("kind", sorted(SERVICES))
@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        "x",
        7,
        [1, None, [2]],
        {"issues": 3},
        {"issues": [{"key": 5}]},
        [{"iid": "1", "number": True}],
    ],
)
def test_no_answer_that_is_json_breaks_a_service(
    serve: Serve, pauses: Pauses, kind: str, data: object
) -> None:
    asked = keys("OPS-1") if kind == "jira" else issues(1, 2, 3, 4, 5, 6)
    answers = ask(kind, serve(lambda _: Told(data)), pauses, *asked)
    assert len(answers) == len(asked)
    assert all(answer.ticket and answer.ticket.state in {"missing", "unknown"} for answer in answers)


def test_texts_of_trackers_are_one_line_of_printable_signs(serve: Serve, pauses: Pauses) -> None:
    issue = github_issue(1, title="Two\nlines \x1b[31m" + "x" * 1000, html_url="javascript:alert(1)")
    (answer,) = ask("github", serve(lambda _: Told(issue)), pauses, *issues(1))
    assert answer.ticket
    assert answer.ticket.title.startswith("Two lines [31mx")
    assert len(answer.ticket.title) == 300
    assert answer.ticket.url == ""


def test_a_tracker_that_refuses_the_token_is_asked_once(serve: Serve, pauses: Pauses) -> None:
    server = serve(lambda _: Told({"message": "Bad credentials"}, 401))
    answers = ask("github", server, pauses, *issues(1, 2), *issues(3, project="acme/other"))
    assert len(server.asked) == 1
    assert [one.ticket for one in answers] == [None] * 3
    assert all("refuses the credentials" in one.fault for one in answers)


def test_what_was_answered_before_a_limit_is_kept(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        if asked.path.endswith("/1"):
            return Told(GITHUB[1])
        return Told(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1700009000"})

    answers = ask("github", serve(reply), pauses, *issues(1, 2), *issues(3, project="zeta/shop"))
    assert [one.ticket.state if one.ticket else "" for one in answers] == ["open", "", ""]
    assert all("rate limit" in one.fault for one in answers[1:])


def test_one_ticket_that_is_forbidden_does_not_keep_the_others(serve: Serve, pauses: Pauses) -> None:
    def reply(asked: Asked) -> Told:
        number = int(asked.path.rpartition("/")[2])
        return Told({}, 403) if number == 1 else Told(GITHUB[number])

    answers = ask("github", serve(reply), pauses, *issues(1, 2))
    assert [bool(one.fault) for one in answers] == [True, False]


def test_apis_of_own_servers() -> None:
    assert gitlab.api_address("https://git.acme.example/code/") == "https://git.acme.example/code/api/v4"
    assert jira.api_address("https://jira.acme.example/jira") == "https://jira.acme.example/jira/rest/api"


@pytest.mark.parametrize("kind", sorted(SERVICES))
def test_nobody_needs_a_token_for_what_is_public(kind: str) -> None:
    headers = SERVICES[kind].credentials("", "ana")
    assert not {"Authorization", "PRIVATE-TOKEN"} & headers.keys()
