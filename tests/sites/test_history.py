"""The history of action items on the tracker, from a repository with a real history of edits."""

import re
import shutil
import subprocess

import pytest

from tests.sites.builder import Built, Site

POSTMORTEM = """---
severity: SEV1
date: 2025-01-10
services: [labels]
---

# Queue full

## Action items

- [ ] Give the queue a limit — @ana, due 2025-02-01
- [ ] Alert when the queue is half full — @bo, due 2025-03-01
- [ ] Write the runbook
"""
PATH = "docs/postmortems/2025-01-10-queue.md"
POLICY = (
    "as_of: 2025-06-30\naction_targets: [{days: 28, severities: [SEV1]}]\nrules: {missing-section: off}\n"
)


def commit(site: Site, day: str, text: str) -> None:
    site.write({PATH: text})
    git(site, "add", "-A")
    when = f"{day}T10:00:00Z"
    git(site, "commit", "-qm", "Change", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def git(site: Site, *words: str, **environment: str) -> None:
    program = shutil.which("git")
    assert program
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_COMMITTER_NAME": "a",
        "GIT_AUTHOR_EMAIL": "",
        "GIT_COMMITTER_EMAIL": "",
    }
    subprocess.run([program, *words], cwd=site.folder, check=True, env={**who, **environment})


@pytest.fixture
def history(site: Site) -> Built:
    """Two slips of the first item, a reworded third one that was done and came back."""
    site.write({"incidentbook.yml": POLICY})
    git(site, "init", "-q")
    commit(site, "2025-01-12", POSTMORTEM)
    moved = POSTMORTEM.replace("due 2025-02-01", "due 2025-03-15")
    commit(site, "2025-02-03", moved)
    moved = moved.replace("due 2025-03-15", "due 2025-06-01")
    reworded = moved.replace("- [ ] Write the runbook", "- [x] Write the runbook for the queue")
    commit(site, "2025-04-01", reworded)
    commit(site, "2025-05-01", reworded.replace("- [x]", "- [ ]"))
    return site.build()


def rows(built: Built) -> dict[str, str]:
    """The text of each row of the tracker, by its action."""
    table = built.html("action-items/index.html").partition('id="ib-actions"')[2].partition("</table>")[0]
    texts = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("<tr id=")[1:]]
    return {name: text for text in texts for name in ("limit", "half full", "runbook") if name in text}


def test_slips_ages_and_returns_are_shown(history: Built) -> None:
    shown = rows(history)
    assert "moved twice, 120 days later" in shown["limit"]
    assert "143 days over the target of 28 days" in shown["limit"]
    assert "written 12 Jan 2025" in shown["limit"]
    assert "moved" not in shown["half full"]
    assert "came back once" in shown["runbook"]


def test_without_git_the_incident_is_the_beginning_and_the_page_says_so(site: Site) -> None:
    site.write({"incidentbook.yml": POLICY, PATH: POSTMORTEM})
    built = site.build()
    assert "since 10 Jan 2025" in rows(built)["limit"]
    assert "moved" not in rows(built)["limit"]
    assert "The history of action items is not known" in built.html("action-items/index.html")


def test_a_policy_can_do_without_history(site: Site) -> None:
    site.write({"incidentbook.yml": f"{POLICY}history: none\n", PATH: POSTMORTEM})
    assert "The history of action items" not in site.build().html("action-items/index.html")
