"""What the project is made of is locked, licensed, and what it claims to be."""

import re
from pathlib import Path

import pytest
import yaml

from tests.supply.inventory import LOCKS, browser_files, ours, packages

FREE = re.compile(
    r"\(?(The MIT|MIT|BSD|0BSD|Apache|PSF|Python|ISC|MPL|Mozilla|Unlicense|Artistic|CC0|Zlib)\b[\w .()*/-]*",
    re.IGNORECASE,
)
"""How licences begin under which a package may be passed on with a portal, or used to make one."""


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_locked_with_a_hash(lock: str) -> None:
    found = list(packages(lock))
    assert found
    assert [one.name for one in found if not one.hashes] == []


@pytest.mark.parametrize("lock", ["site", "test"])
def test_each_package_states_a_free_licence(lock: str, repository: Path) -> None:
    markers = re.compile(r"^([\w.-]+)==\S+ ; ", re.MULTILINE)
    elsewhere = set(
        markers.findall((repository / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"))
    )
    for one in packages(lock):
        if one.licence or one.name not in elsewhere:  # a package of another system is not installed here
            parts = re.split(r" OR | AND |, ", one.licence)
            assert all(FREE.match(part) for part in parts), one


def test_what_a_site_hands_to_browsers_is_ours_or_that_of_a_locked_package(example_site: Path) -> None:
    found = list(browser_files(example_site))
    assert len(found) > len(ours())
    assert [file.path for file in found if not file.origin] == []


def test_no_browser_file_of_others_lies_among_ours(repository: Path) -> None:
    files = [path for path in (repository / "templates").rglob("*") if path.suffix in {".js", ".css"}]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@license|©|sourceMappingURL|https?://(?!www\.w3\.org)", text, re.IGNORECASE)
        assert max(map(len, text.split("\n"))) < 400, "minified"


WORKFLOWS = ("ci/pull-request.yml", "action.yml")
OURS = "OWNER/incidentbook@COMMIT"
"""What the reader of the example puts in."""


def steps(content: object) -> list[dict[str, object]]:
    """All steps of a workflow or of an action."""
    if isinstance(content, dict):
        own = content.get("steps")
        mine = [one for one in own if isinstance(one, dict)] if isinstance(own, list) else []
        return [*mine, *(step for name, value in content.items() if name != "steps" for step in steps(value))]
    return []


def test_no_workflow_is_forgotten(repository: Path) -> None:
    found = {
        path.relative_to(repository).as_posix()
        for folder in (".github", "ci", ".")
        for path in (repository / folder).glob("**/*.y*ml" if folder != "." else "*.y*ml")
        if re.search(r"^(jobs|runs):", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found == set(WORKFLOWS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_commits_and_scripts_take_nothing_from_the_event(
    repository: Path, name: str
) -> None:
    content = yaml.safe_load((repository / name).read_text(encoding="utf-8"))
    found = steps(content)
    assert found
    used = [str(step["uses"]) for step in found if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one) and one != OURS] == []
    assert [step["name"] for step in found if "${{" in str(step.get("run", ""))] == []


def test_the_example_has_the_least_rights(repository: Path) -> None:
    content = yaml.safe_load((repository / "ci/pull-request.yml").read_text(encoding="utf-8"))
    assert content["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "pull_request_target" not in str(content[True])  # YAML reads `on` as true
    assert all("permissions" not in job for job in content["jobs"].values())
    checkout = next(
        step for step in steps(content) if str(step.get("uses", "")).startswith("actions/checkout@")
    )
    assert checkout["with"]["persist-credentials"] is False  # type: ignore[index]  # a map, or the test fails
