"""Documents whose every word wants to do harm: what is printed does none, in any file."""

import re
from html.parser import HTMLParser

import pytest

from tests.sites.builder import Built, Site
from tests.sites.conftest import MATERIAL, POLICY

IMAGE = "<img src=x onerror=alert(1)>"

POSTMORTEM = f"""
---
title: "{IMAGE}</title><script>alert(2)</script>"
description: '"><script>alert(3)</script>'
author: '"><script>alert(4)</script>'
severity: '{IMAGE}'
services: ["../../etc", "{IMAGE}", "a/../../b", "...", "/"]
teams: ["../../../tmp/x", '"onmouseover="alert(5)']
causes: ["../../etc", "{IMAGE}", "{{{{ 7*7 }}}}", "con"]
alerts: ["{IMAGE}", "javascript:alert(6)"]
runbooks: ["javascript:alert(7)", "../../../etc/passwd"]
tags: ["{IMAGE}", "{{{{ 7*7 }}}}"]
detection: "{{{{ 7*7 }}}}"
trigger: "\\e[31m{IMAGE}\\0\\a"
impact: {{summary: "{IMAGE}"}}
roles: {{commander: "{IMAGE}"}}
related: ["{IMAGE}"]
---

# {IMAGE}

## Summary

{IMAGE} [link](javascript:alert(8)) [link](java&#115;cript:alert(9)) <a href="javascript:alert(10)">raw</a>
<script>alert(11)</script> {{{{ 7*7 }}}} \x1b[31mred\x1b[0m \x00 <svg onload=alert(12)>

## Timeline

- 14:32 {IMAGE} <script>alert(13)</script>
- 14:40 </span></li></ul><script>alert(14)</script>

## Action items

| Action | Owner | Due | Status | Ticket |
|---|---|---|---|---|
| {IMAGE} | {IMAGE} | 2025-04-01 | {IMAGE} | [x](javascript:alert(15)) |
| </td></table><script>alert(16)</script> | @a"onclick="alert(17) | soon | open | <javascript:alert(18)> |
"""

RUNBOOK = f"""
---
title: '{IMAGE}'
service: ../../etc
owner: '{IMAGE}'
alerts: ['{IMAGE}', '"><script>alert(19)</script>']
---

# {IMAGE}

## Contacts

- Team: {IMAGE}

## Investigation steps

1. Run `echo "<script>alert(20)</script>"` on <pod>
"""

YAML_RUNBOOK = f"""
metadata:
  title: "{IMAGE}"
  service: "../../etc"
  owner: "{IMAGE}"
  alert_names: ["{IMAGE}"]
diagnosis:
  - step: "<script>alert(21)</script> [x](javascript:alert(22))"
    command: "```\\n</code></pre><script>alert(23)</script>"
    expected: "{IMAGE}"
"""


class Dangers(HTMLParser):
    """What a browser would run that no site's own template wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or bare.startswith(("javascript:", "vbscript:", "data:text")):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script and re.fullmatch(r"\s*alert\(\d+\)\s*", data):
            self.found.append(f"<script>{data}")


@pytest.fixture(params=["material", "mkdocs", "readthedocs"])
def hostile(site: Site, request: pytest.FixtureRequest) -> Built:
    """A site of hostile documents, built with each theme."""
    theme = f"theme: {{name: {request.param}}}"
    site.write(
        {
            "mkdocs.yml": f"site_name: x\n{theme}\nplugins: [search, incidentbook]\n",
            "incidentbook.yml": POLICY + "rules: {severity-unknown: off}\nfail_on: error\n",
            "docs/postmortems/hostile.md": POSTMORTEM,
            "docs/runbooks/hostile.md": RUNBOOK,
            "docs/runbooks/hostile2.yml": YAML_RUNBOOK,
        }
    )
    built = site.build()
    assert built.status == 0, built.log
    return built


def test_nothing_runs_on_any_page(hostile: Built) -> None:
    found = {}
    for path, html in hostile.pages().items():
        parser = Dangers()
        parser.feed(html)
        parser.close()
        if parser.found:
            found[path] = parser.found
    assert found == {}


def test_the_words_themselves_are_shown(hostile: Built) -> None:
    page = hostile.html("postmortems/hostile/index.html")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "49" not in re.sub(r"<[^>]*>", " ", page.partition("<h1")[2]).split()


def test_every_file_stays_in_the_site_and_has_a_plain_name(hostile: Built) -> None:
    generated = [path for path in hostile.files() if path.startswith(("causes/", "services/", "teams/"))]
    assert generated
    assert [path for path in generated if not re.fullmatch(r"[a-z0-9/.-]+", path) or ".." in path] == []
    assert not (hostile.folder.parent / "etc").exists()


def test_no_control_character_is_printed(hostile: Built) -> None:
    controls = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
    assert [path for path, html in hostile.pages().items() if controls.search(html)] == []
    assert controls.search(hostile.log.replace("\x1b[0m", "")) is None
    for path in hostile.files():
        if path.startswith("data/"):
            assert controls.search((hostile.folder / path).read_text(encoding="utf-8")) is None


def test_data_files_hold_the_words_as_data(hostile: Built) -> None:
    for path in hostile.files():
        if path.startswith("data/") and path.endswith(".json"):
            assert hostile.data(path)["version"]


def test_braces_survive_the_macros_plugin_too(site: Site) -> None:
    site.write({"mkdocs.yml": MATERIAL.replace("[incidentbook]", "[search, macros, incidentbook]")})
    site.write({"docs/postmortems/hostile.md": POSTMORTEM, "docs/runbooks/hostile.md": RUNBOOK})
    built = site.build()
    assert built.status == 0, built.log
    for html in built.pages().values():
        assert (
            "49"
            not in re.sub(r"<[^>]*>|&#\d+;", " ", html.partition("<h1")[2].partition("<footer")[0]).split()
        )
