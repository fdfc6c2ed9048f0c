"""The payloads, and a repository whose documents hold each of them in every place that an output shows."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent

POLICY = "as_of: 2026-03-31\nfail_on: error\nseverities:\n  - {id: SEV1, title: Critical}\n  - {id: SEV2}\n"


@cache
def payloads() -> tuple[str, ...]:
    """All of them, in the order of their file."""
    families = yaml.safe_load((HERE / "payloads.yml").read_text(encoding="utf-8"))
    return tuple(text for texts in families.values() for text in texts)


def repository() -> dict[str, str]:
    """The files of the repository by their paths: a postmortem and a runbook for each payload."""
    files = {}
    for number, payload in enumerate(payloads()):
        files[f"docs/postmortems/p{number:03}.md"] = postmortem(number, payload)
        files[f"docs/runbooks/r{number:03}.md"] = runbook(number, payload)
    files["docs/runbooks/data.yml"] = "\n".join(_yaml_runbook())
    return files


def postmortem(number: int, payload: str) -> str:
    """A postmortem that says `payload` wherever it can."""
    word = quoted(payload)
    line = " ".join(payload.split("\n"))
    cell = line.replace("|", "\\|")
    return f"""---
title: {word}
id: {quoted(f"PM-{number} {payload}")}
severity: {word if number % 2 else "SEV1"}
status: published
started_at: 2025-03-{number % 27 + 1:02}T14:25:00Z
resolved_at: 2025-03-{number % 27 + 1:02}T15:25:00Z
services: [{word if number % 3 == 0 else "checkout"}]
teams: [{word if number % 3 == 1 else "shop"}]
causes: [{word if number % 3 == 2 else "unsafe-config-change"}]
alerts: [{word}]
runbooks: [{word}]
authors: [{word}]
tags: [{word}]
detection: {word}
trigger: {word}
description: {word}
template: {word}
{quoted(payload)}: {word}
---

# {line}

## Summary

{payload}

First {payload} last.

> {line}

## Timeline

- **14:32 UTC** — {line}
- 14:40 {line}

| Time | Event |
|------|-------|
| 15:00 | {cell} |

## Root cause

### {line}

[{line}]({line}) ![{line}]({line})

## Action items

| Action | Owner | Due | Status | Ticket |
|---|---|---|---|---|
| {cell} | {cell} | 2025-04-01 | {cell} | {cell} |
| Say it again | @ana | {cell} | open | [{cell}]({cell}) |

- [ ] {line} — @{line}, due 2025-05-01, P1
- [x] {line}

```sh
{payload}
```
"""


def runbook(number: int, payload: str) -> str:
    """A runbook that says `payload` wherever it can."""
    word = quoted(payload)
    line = " ".join(payload.split("\n"))
    return f"""---
title: {word}
service: {word}
owner: {word}
alerts: [{word}, {quoted(f"Alert{number}")}]
aliases: [{word}]
last_reviewed: 2026-01-01
---

# {line}

## Overview

{payload}

## Investigation steps

1. {line}

   ```sh
   echo {line}
   ```

   Expected: {line}

2. Run `{line}` on <pod>

## Contacts

- {line}

## Escalation

{line}
"""


def _yaml_runbook() -> Iterator[str]:
    """A runbook as data with all payloads."""
    yield "metadata: {title: All of them, service: checkout, alert_names: [AllOfThem]}"
    yield "diagnosis:"
    for payload in payloads():
        word = quoted(payload)
        yield f"  - {{step: {word}, command: {word}, expected: {word}}}"


def quoted(text: str) -> str:
    """A text as YAML has it between quotes."""
    return json.dumps(text)
