"""Which tickets belong to a tracker."""

import pytest

from incidentbook.records import Ticket
from incidentbook.trackers.references import Scope, is_project, reference_of, references

GITHUB = Scope("github", "https://github.com", "acme/shop")
GITLAB = Scope("gitlab", "https://git.acme.example/code", "acme/web/shop")
JIRA = Scope("jira", "https://acme.atlassian.net")


@pytest.mark.parametrize(
    ("scope", "text", "url", "ref"),
    [
        (GITHUB, "shop#12", "https://github.com/acme/shop/issues/12", "acme/shop#12"),
        (GITHUB, "", "https://github.com/acme/shop/issues/12#issuecomment-1", "acme/shop#12"),
        (GITHUB, "", "http://www.GitHub.com/acme/shop/issues/12/?x=1", "acme/shop#12"),
        (GITHUB, "", "https://github.com/acme/shop/pull/13/files", "acme/shop#13"),
        (GITHUB, "", "https://github.com/acme/shop/discussions/13", ""),
        (GITHUB, "", "https://github.com/acme/shop/milestone/1", ""),
        (GITHUB, "#12", "https://github.com.evil.example/acme/shop/issues/12", ""),
        (GITHUB, "#12", "https://github.com@evil.example/acme/shop/issues/12", ""),
        (GITHUB, "", "https://github.com/../../issues/1", ""),
        (GITHUB, "", "https://github.com/acme/%2e%2e/issues/1", ""),
        (GITHUB, "", "https://[github.com/acme/shop/issues/1", ""),
        (GITHUB, "#12", "", "acme/shop#12"),
        (GITHUB, "#012", "", "acme/shop#12"),
        (GITHUB, "GH-12", "", "acme/shop#12"),
        (GITHUB, "shop#12", "", "acme/shop#12"),
        (GITHUB, "other#12", "", ""),
        (GITHUB, "acme/other#12", "", "acme/other#12"),
        (GITHUB, "!12", "", ""),
        (GITHUB, "OPS-12", "", ""),
        (Scope("github", "https://github.com"), "#12", "", ""),
        (GITLAB, "", "https://git.acme.example/code/acme/web/shop/-/issues/4", "acme/web/shop#4"),
        (GITLAB, "", "https://git.acme.example/code/acme/shop/-/work_items/4", "acme/shop#4"),
        (GITLAB, "", "https://git.acme.example/code/acme/shop/issues/4", "acme/shop#4"),
        (GITLAB, "", "https://git.acme.example/code/acme/shop/-/merge_requests/4/diffs", "acme/shop!4"),
        (GITLAB, "", "https://git.acme.example/acme/shop/-/issues/4", ""),
        (GITLAB, "", "https://git.acme.example/codebase/acme/shop/-/issues/4", ""),
        (GITLAB, "!4", "", "acme/web/shop!4"),
        (GITLAB, "shop!4", "", "acme/web/shop!4"),
        (GITLAB, "#4", "", "acme/web/shop#4"),
        (JIRA, "OPS-12", "", "OPS-12"),
        (JIRA, "see", "https://acme.atlassian.net/browse/OPS-12", "OPS-12"),
        (JIRA, "", "https://acme.atlassian.net/browse/OPS-12?focusedCommentId=1", "OPS-12"),
        (JIRA, "", "https://acme.atlassian.net/jira/boards/1?selectedIssue=OPS-12", "OPS-12"),
        (JIRA, "", "https://acme.atlassian.net/projects/OPS/issues/OPS-12", "OPS-12"),
        (JIRA, "OPS-12", "https://other.atlassian.net/browse/OPS-12", ""),
        (JIRA, "#12", "", ""),
        (JIRA, 'OPS-12") or (x', "", ""),
    ],
)
def test_a_ticket_belongs_to_the_tracker_of_its_address(scope: Scope, text: str, url: str, ref: str) -> None:
    found = reference_of(Ticket(text, url), scope)
    assert (found.ref if found else "") == ref


def test_spellings_of_one_ticket_are_one_question() -> None:
    url = "https://github.com/acme/shop/issues/12"
    found = references([Ticket("#12"), Ticket("shop#12", url), Ticket("acme/shop#12"), Ticket("#3")], GITHUB)
    assert {reference.ref: names for reference, names in found.items()} == {
        "acme/shop#3": {"#3"},
        "acme/shop#12": {"#12", url},
    }


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("acme/shop", True),
        ("a/b/c.d_e-f", True),
        (".github/x", True),
        ("acme", False),
        ("acme/..", False),
        ("../shop", False),
        ("./a", False),
        ("a//b", False),
        ("a/b?c", False),
        ("a/ü", False),
        ("", False),
    ],
)
def test_a_project_is_a_path_that_leads_nowhere_else(path: str, *, is_one: bool) -> None:
    assert is_project(path) is is_one
