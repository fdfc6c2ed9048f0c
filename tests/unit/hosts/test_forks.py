"""Whose change is built, and what follows from it."""

import json
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from incidentbook.hosts.forks import is_of_fork
from incidentbook.hosts.treatment import Treatment, treatment
from incidentbook.reading.policy import default_policy
from incidentbook.records.plain import replace


def configured(**stated: object) -> MkDocsConfig:
    """The configuration of a site."""
    config = MkDocsConfig(config_file_path="mkdocs.yml")
    config.load_dict({"site_name": "x", **stated})
    config.validate()
    return config


def event(folder: Path, data: object) -> str:
    """The path of an event's file."""
    path = folder / "event.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def pull(source: object, target: str) -> dict[str, object]:
    """A pull request's event."""
    return {"pull_request": {"head": {"repo": source}, "base": {"repo": {"full_name": target}}}}


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target", "pull_request_review"])
@pytest.mark.parametrize(
    ("source", "is_fork"),
    [({"full_name": "acme/shop"}, False), ({"full_name": "mallory/shop"}, True), (None, True), ("odd", True)],
)
def test_github_says_it_in_the_event(tmp_path: Path, name: str, source: object, is_fork: bool) -> None:
    path = event(tmp_path, pull(source, "acme/shop"))
    assert is_of_fork({"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": path}) is is_fork


@pytest.mark.parametrize("path", ["", "/nowhere/event.json"])
def test_a_pull_request_of_which_nothing_is_known_is_a_strangers(path: str) -> None:
    assert is_of_fork({"GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": path})


@pytest.mark.parametrize(("source", "is_fork"), [("acme/shop", False), ("mallory/shop", True)])
def test_a_run_after_a_run_is_of_whom_the_first_was(tmp_path: Path, source: str, is_fork: bool) -> None:
    told = {
        "workflow_run": {"head_repository": {"full_name": source}},
        "repository": {"full_name": "acme/shop"},
    }
    environment = {"GITHUB_EVENT_NAME": "workflow_run", "GITHUB_EVENT_PATH": event(tmp_path, told)}
    assert is_of_fork(environment) is is_fork


@pytest.mark.parametrize(
    ("environment", "is_fork"),
    [
        ({}, False),
        ({"GITHUB_EVENT_NAME": "push"}, False),
        ({"CI_PROJECT_ID": "1"}, False),
        ({"CI_MERGE_REQUEST_IID": "7"}, True),
        (
            {
                "CI_MERGE_REQUEST_IID": "7",
                "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1",
                "CI_MERGE_REQUEST_PROJECT_ID": "1",
            },
            False,
        ),
        (
            {
                "CI_MERGE_REQUEST_IID": "7",
                "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2",
                "CI_MERGE_REQUEST_PROJECT_ID": "1",
            },
            True,
        ),
        ({"CHANGE_FORK": "mallory"}, True),
        ({"INCIDENTBOOK_FORK": "1"}, True),
        ({"INCIDENTBOOK_FORK": "0"}, False),
        ({"INCIDENTBOOK_FORK": "0", "CHANGE_FORK": "mallory"}, True),
    ],
)
def test_others_say_it_in_variables(environment: dict[str, str], is_fork: bool) -> None:
    assert is_of_fork(environment) is is_fork


@pytest.mark.parametrize(
    ("html", "fork", "documents", "pages"),
    [
        ("", "", True, False),
        ("allow", "", False, False),
        ("sanitise", "", True, True),
        ("sanitize", "", True, True),
        ("refuse", "", True, True),
        ("", "1", True, True),
        ("allow", "1", True, True),
    ],
)
def test_the_policy_decides_and_a_fork_has_no_say(html: str, fork: str, documents: bool, pages: bool) -> None:
    policy = replace(default_policy(), html=html)
    found = treatment(policy, configured(), {"INCIDENTBOOK_FORK": fork})
    assert (found.documents, found.pages, found.is_of_fork) == (documents, pages, bool(fork))


def test_a_site_that_draws_diagrams_is_known() -> None:
    fence = {"name": "mermaid", "class": "mermaid"}
    drawn = configured(markdown_extensions=[{"pymdownx.superfences": {"custom_fences": [fence]}}])
    assert treatment(default_policy(), drawn, {}).has_mermaid
    assert not treatment(default_policy(), configured(), {}).has_mermaid


def test_what_a_stranger_wrote_is_no_template() -> None:
    meta = {"title": "x", "render_macros": True}
    assert Treatment(is_of_fork=True).meta(meta) == {"title": "x", "render_macros": False}
    assert Treatment().meta(meta) == meta


def test_what_is_kept_holds_for_one_treatment() -> None:
    assert Treatment().recipe("a") != Treatment(documents=False).recipe("a")
    assert Treatment().recipe(None) is None
