"""What `incidentbook init` writes for a new portal: its policy, mkdocs.yml and the first page."""

import json

from incidentbook.reading.policy import default_policy
from incidentbook.records import Policy

PORTAL = "portal"
"""The folder of pages that belong to the portal alone."""


def policy_text(title: str, policy: Policy) -> str:
    """A policy that says its title, its zone, and the globs of `policy` that differ from the default ones."""
    usual = default_policy()
    lines = [
        "# The policy of this portal. Every key is optional; `incidentbook schema policy` shows them all.",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "time_zone: UTC                # for times that state no zone",
    ]
    globs = [
        f"{key}: {json.dumps(getattr(policy, key), ensure_ascii=False)}"
        for key in ("postmortems", "runbooks")
        if getattr(policy, key) != getattr(usual, key)
    ]
    return "\n".join([*lines, *(["", *globs] if globs else []), ""])


def mkdocs_text(title: str) -> str:
    """An mkdocs.yml that loads nothing from another host."""
    return f"""site_name: {json.dumps(title, ensure_ascii=False)}
docs_dir: {PORTAL}            # pages of your own; the documents stay where they are

theme:
  name: material
  font: false                  # the system's fonts: nothing is loaded from another host
  features:
    - navigation.instant
    - navigation.tabs
    - navigation.top
    - search.highlight
    - search.suggest
    - content.code.copy
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {{icon: material/weather-night, name: Dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {{icon: material/weather-sunny, name: Light}}

plugins:
  - search
  - incidentbook

markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tasklist
  - pymdownx.tilde

validation:                    # `incidentbook check` reports dead links with line and remedy
  links:
    not_found: info
    absolute_links: info
    unrecognized_links: info
    anchors: info
"""


def index_text(title: str) -> str:
    """The first page: a heading and a sentence, which the portal's home page follows."""
    heading = " ".join(title.split())
    welcome = "What we learned from our incidents, and what to do in the next one."
    return f"---\ntitle: Home\n---\n\n# {heading}\n\n{welcome}\n"
