"""Each format as its receiver reads it: parsers of their own, the official schema, hostile texts."""

import json as codec
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings

from incidentbook.checks import RULES, Outcome
from incidentbook.records import Finding, Location
from incidentbook.reports.check_schema import check_schema
from incidentbook.reports.fingerprints import fingerprints
from incidentbook.reports.github import SHOWN, github
from incidentbook.reports.gitlab import gitlab
from incidentbook.reports.json import json
from incidentbook.reports.junit import junit
from incidentbook.reports.markdown import LONGEST, markdown
from incidentbook.reports.report import Report
from incidentbook.reports.sarif import sarif

from .sample_report import EMPTY, FULL, LABELS, NOTE, OLD, OWNER, SEVERITY, WAIVER, hostile, report

SARIF = codec.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def valid_sarif(of: Report) -> dict[str, list[dict[str, list[dict[str, object]]]]]:
    content: dict[str, list[dict[str, list[dict[str, object]]]]] = codec.loads(sarif(of))
    jsonschema.Draft4Validator(SARIF).validate(content)
    return content


def test_sarif_places_levels_and_suppressions() -> None:
    [run] = valid_sarif(FULL)["runs"]
    results = run["results"]
    assert [one["ruleId"] for one in results] == ["INC101", "ACT101", "RUN104", "ACT102", "ACT102", "ACT102"]
    assert [one["level"] for one in results[:3]] == ["error", "warning", "note"]
    assert results[0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "postmortems/labels%20late.md", "uriBaseId": "ROOT"},
                "region": {"startLine": 2, "startColumn": 1, "endColumn": 9},
            }
        }
    ]
    assert results[3]["suppressions"] == [{"kind": "inSource", "justification": "the team is new"}]
    assert results[4]["suppressions"] == [{"kind": "external", "justification": "in the baseline"}]
    assert "suppressions" not in results[0]
    prints = [codec.dumps(one["partialFingerprints"]) for one in results]
    assert len(set(prints)) == len(prints)


def test_sarif_knows_every_rule() -> None:
    driver = codec.loads(sarif(EMPTY))["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)


@settings(max_examples=25)
@given(hostile)
def test_sarif_is_valid_whatever_documents_say(of: Report) -> None:
    valid_sarif(of)


def parsed_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands of a log, as the runner reads them."""
    found = []
    for line in text.split("\n"):
        match = re.match(r"::(?P<name>\w+)(?: (?P<properties>[^:]*(?::(?!:)[^:]*)*?))?::(?P<data>.*)\Z", line)
        if match:
            pairs = (pair.partition("=") for pair in (match["properties"] or "").split(",") if pair)
            properties = {key: unescaped(value) for key, _, value in pairs}
            found.append((match["name"], properties, unescaped(match["data"])))
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_annotates_the_gravest_first() -> None:
    commands = parsed_commands(github(FULL))
    assert [name for name, _, _ in commands] == ["error", "warning", "notice"]
    _, properties, message = commands[0]
    assert properties == {
        "file": LABELS, "line": "2", "col": "1", "endColumn": "9", "title": "INC101 severity-unknown",
    }  # fmt: skip
    assert message == "“spicy” is no severity\n→ write SEV1"


def test_github_says_how_many_annotations_it_hides() -> None:
    many = report(*(replace(OWNER, at=Location(LABELS, line)) for line in range(1, 26)))
    assert "::notice title=incidentbook::the log of this step has 15 more findings\n" in github(many)
    assert "more finding" not in github(FULL)


@pytest.mark.parametrize(("notes", "hidden"), [(10, 0), (11, 2), (30, 21)])
def test_github_shows_that_it_hides_notes(notes: int, hidden: int) -> None:
    many = report(OWNER, *(replace(NOTE, at=Location(LABELS, line)) for line in range(1, notes + 1)))
    shown = [words for name, _, words in parsed_commands(github(many)) if name == "notice"][:SHOWN]
    told = [words for words in shown if words.startswith("the log of this step")]
    assert told == ([f"the log of this step has {hidden} more findings"] if hidden else [])
    assert len(shown) - len(told) + hidden == notes


@given(hostile)
def test_github_obeys_no_document(of: Report) -> None:
    commands = parsed_commands(github(of))
    lines = github(of).split("\n")
    assert len(commands) == len(of.findings)
    assert len(lines) == len(of.findings) + 2
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice"}
    assert all("\x1b" not in line for line in lines)


@given(hostile)
def test_gitlab_entries_are_whole_and_unique(of: Report) -> None:
    entries = codec.loads(gitlab(of))
    assert len(entries) == len(of.findings)
    assert len({one["fingerprint"] for one in entries}) == len(entries)
    for one in entries:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["location"]["lines"]["begin"] >= 1


def test_junit_fails_on_what_fails() -> None:
    suites = ET.fromstring(junit(FULL))  # noqa: S314 - our own words
    assert (suites.get("tests"), suites.get("failures")) == ("3", "1")
    assert [suite.get("name") for suite in suites] == [LABELS, "runbooks/ü.md"]
    [failure] = suites.iter("failure")
    assert failure.get("message") == "error: “spicy” is no severity"
    assert failure.text == f"{LABELS}:2:1: error: “spicy” is no severity\n    → write SEV1"
    nothing = ET.fromstring(junit(EMPTY))  # noqa: S314 - our own words
    assert [case.get("name") for case in nothing.iter("testcase")] == ["nothing found"] * 2


@given(hostile)
def test_junit_is_xml_whatever_documents_say(of: Report) -> None:
    suites = ET.fromstring(junit(of))  # noqa: S314 - hostile, and parsed on purpose
    cases = list(suites.iter("testcase"))
    found = {(one.at.path, one.id) for one in of.findings}
    assert len(cases) == len(found) + len({*of.paths} - {path for path, _ in found})
    assert suites.get("failures") == str(len(list(suites.iter("failure"))))
    assert suites.get("tests") == str(len(cases))


JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "file", "tests", "failures", "errors", "skipped"},
    "testcase": {"classname", "name"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set[str](),
}
"""The elements and attributes in use, each of which junit-10.xsd of Jenkins' xUnit plugin allows."""


def test_junit_keeps_to_what_the_schema_of_jenkins_allows() -> None:
    for element in ET.fromstring(junit(FULL)).iter():  # noqa: S314 - our own words
        assert set(element.attrib) == JUNIT[element.tag]


def test_junit_names_a_case_once_and_by_no_line() -> None:
    twins = [replace(OWNER, at=Location(LABELS, line, 7), key=str(line)) for line in (5, 6, 9)]
    suites = ET.fromstring(junit(report(*twins, SEVERITY)))  # noqa: S314 - our own words
    cases = [(case.get("classname"), case.get("name")) for case in suites.iter("testcase")]
    assert cases == [
        (LABELS, "INC101 severity-unknown"),
        (LABELS, "ACT101 missing-owner"),
        ("runbooks/ü.md", "nothing found"),
    ]
    moved = [replace(one, at=Location(LABELS, one.at.line + 4, 7)) for one in twins]
    again = ET.fromstring(junit(report(*moved, SEVERITY)))  # noqa: S314 - our own words
    assert [case.get("name") for case in again.iter("testcase")] == [name for _, name in cases]


def test_junit_shows_what_does_not_fail_as_skipped_with_its_words() -> None:
    twin = replace(OWNER, at=Location(LABELS, 6, 7), key="Twin")
    suites = ET.fromstring(junit(report(OWNER, twin, SEVERITY)))  # noqa: S314 - our own words
    [skipped] = suites.iter("skipped")
    assert skipped.get("message") == "warning: “Empty the queue” has no owner (and 1 more finding)"
    [words] = suites.iter("system-out")
    assert (words.text or "").count("→ add `— @name`") == 2
    assert [suite.get("skipped") for suite in suites] == ["1", "0"]
    strict = ET.fromstring(junit(report(OWNER, SEVERITY, fail_on="warning")))  # noqa: S314 - our own words
    assert strict.get("failures") == "2"
    assert not list(strict.iter("skipped"))


def test_json_says_all_there_is() -> None:
    content = codec.loads(json(FULL))
    assert content["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert (content["documents"], content["baseline"]) == (2, 2)
    assert content["waived"][0]["reason"] == "the team is new"
    assert content["findings"][1]["key"] == "Empty"
    jsonschema.Draft202012Validator(check_schema()).validate(content)


def test_json_tells_a_waived_finding_from_its_twin() -> None:
    content = codec.loads(json(report(outcome=Outcome((OLD,), ((OLD, WAIVER),)))))
    [shown], [waived] = content["findings"], content["waived"]
    assert shown["fingerprint"] != waived["fingerprint"]


@given(hostile)
def test_json_fits_its_schema_whatever_documents_say(of: Report) -> None:
    content = codec.loads(json(of))
    jsonschema.Draft202012Validator(check_schema()).validate(content)
    assert len(content["findings"]) == len(of.findings)


def test_markdown_is_grouped_and_folds_info_away() -> None:
    text = markdown(FULL)
    assert text.startswith(
        "### incidentbook: 1 error, 1 warning, 1 info\n\n2 documents, 61 rules, 0.4 s · 2 in the"
    )
    assert text.index("“spicy”") < text.index("“Empty the queue”") < text.index("<details>")
    assert "nothing found" in markdown(EMPTY)


@pytest.mark.parametrize(
    "words", ["@ana", "#12", "https://evil.example", "www.evil.example", "<b>", "[x](y)"]
)
def test_markdown_calls_nobody_and_links_nowhere(words: str) -> None:
    text = markdown(report(replace(OWNER, message=words, hint=words)))
    assert words not in text


@given(hostile)
def test_markdown_keeps_its_form(of: Report) -> None:
    text = markdown(of)
    assert len(re.findall(r"(?m)^<details>", text)) == len(re.findall(r"(?m)^</details>", text)) <= 1
    assert len(re.findall(r"(?m)^- (?:error|warning|info), line", text)) == len(of.findings)
    assert "\x1b" not in text


def test_a_long_comment_is_cut_and_says_so() -> None:
    text = markdown(
        report(*(replace(NOTE, at=Location(LABELS, line), message="x" * 90) for line in range(1, 2000)))
    )
    assert len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>") == 1
    shown = len(re.findall(r"(?m)^- info, line", text))
    assert f"{1999 - shown:,} more of 1,999 findings; `incidentbook check` lists them all" in text


def test_a_fingerprint_survives_moved_lines_and_tells_twins_apart() -> None:
    moved = [
        replace(finding, at=replace(finding.at, line=finding.at.line + 9)) for finding in (SEVERITY, OWNER)
    ]
    assert fingerprints(moved) == fingerprints([SEVERITY, OWNER])
    assert len(set(fingerprints([OLD, OLD, OLD]))) == 3


def test_findings_without_a_document_are_told_too() -> None:
    lost = Finding(Location("gone.md"), "cannot be read", "", "DOC114", "unreadable-file", "error")
    assert "gone.md" in junit(report(lost))
    assert "gone.md" in markdown(report(lost))
