"""Runbooks: five dialects, one record."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.commands import commands_of
from incidentbook.reading.intervals import read_interval
from incidentbook.reading.policy import default_policy
from incidentbook.reading.runbook import read_runbook
from incidentbook.reading.runbook_yaml_page import markdown_of_yaml
from incidentbook.records import Location, Runbook

POLICY = default_policy()
AT = Location("runbooks/case.md", 10)


def read(text: str, path: str = "runbooks/printer-stuck.md") -> Runbook:
    return read_runbook(path, text, POLICY)


ALERT = """# Runbook: PrinterQueueLong

## Overview

Labels wait for more than five minutes.

## Impact

Parcels leave late.

## Investigation Steps

1. Check the length of the queue:

    ```sh
    $ queuectl length <queue>
    412
    ```

    Expected: under 50
2. Look for errors in `kubectl logs deploy/printer -n $NAMESPACE`

## Mitigation Steps

- If the queue grows, restart the worker:

    ```console
    $ kubectl -n $NAMESPACE rollout restart deploy/printer
    ```

    Verify: the queue shrinks within two minutes

## Rollback Procedure

1. Undo with `kubectl -n prod rollout undo deploy/printer`

## Contacts

- Service owner: Platform
- Escalation: Logistics on call

## Related Links

- [Dashboard](https://example.com/d)
"""

SCENARIO = """# Printers offline in a depot

## Overview

A depot cannot print.

## Severity Assessment

SEV2 when more than one depot is affected.

## Initial Investigation

1. Ping the gateway

## Common Causes and Fixes

### Cause 1: Gateway lost its address

**Symptoms:** no answer to ping

**Fix:** renew the lease

```sh
netctl renew gateway-7
```

### Cause 2: Paper jam

**Symptoms:** the lamp blinks

**Fix:** open the tray

## Escalation

After 20 minutes: Platform.
"""

SERVICE = """# Label printer

## Service Overview

- Purpose: prints labels

## Key Metrics

- Dashboard: [labels](https://example.com/d)

## Common Issues

### Issue 1: High memory usage

**Symptoms**: workers are killed

**Diagnosis**: look at the heap

**Resolution**:

1. Restart the worker
2. Add memory

## Emergency Procedures

### Rollback

```bash
# previous version
kubectl rollout undo deployment/service-name
```

### Emergency Scale

```bash
kubectl scale deployment/service-name --replicas=10
```
"""

PROMETHEUS = """---
title: Printer Queue Long
weight: 20
---

# PrinterQueueLong

## Meaning

The queue is long.

## Impact

Late parcels.

## Diagnosis

Look at the workers:

```shell
$ WORKER=$(queuectl worker)
$ queuectl show $WORKER
busy
```

## Mitigation

Restart them.
"""

YAML = """# runbooks/printer.yml
metadata:
  title: "Printer: queue long"
  service: printer
  severity: SEV1/SEV2
  owner: platform
  alert_names: [PrinterQueueLong, PrinterQueueStuck]
  impact: "Parcels leave late."
diagnosis:
  - step: Check the queue
    command: "queuectl length <queue>"
    expected: "Under 50"
mitigation:
  - option: Restart the worker
    when: "The queue grows"
    command: "kubectl rollout restart deploy/printer"
    verify: "The queue shrinks"
recovery:
  - "Tell the depots"
"""


def test_an_alert_runbook_is_read_completely() -> None:
    runbook = read(ALERT)
    assert (runbook.title, runbook.dialect) == ("PrinterQueueLong", "alert")
    assert [step.section for step in runbook.steps] == [
        "investigation",
        "investigation",
        "mitigation",
        "rollback",
    ]
    first, second, third, undo = runbook.steps
    assert [command.text for command in first.commands] == ["queuectl length <queue>"]
    assert first.commands[0].placeholders == ("<queue>",)
    assert first.commands[0].had_prompt
    assert first.commands[0].at.line == 16
    assert first.expected == "under 50"
    assert second.commands[0].placeholders == ("$NAMESPACE",)
    assert third.when == "the queue grows"
    assert third.verify == "the queue shrinks within two minutes"
    assert undo.commands[0].text == "kubectl -n prod rollout undo deploy/printer"
    assert runbook.owner == "Platform"
    assert runbook.contacts == ("Service owner: Platform", "Escalation: Logistics on call")
    assert runbook.impact == "Parcels leave late."


def test_a_scenario_runbook_keeps_its_causes() -> None:
    runbook = read(SCENARIO)
    assert runbook.dialect == "scenario"
    told = [(step.case, step.section, step.text) for step in runbook.steps]
    assert told == [
        ("", "investigation", "Ping the gateway"),
        ("Gateway lost its address", "investigation", "no answer to ping"),
        ("Gateway lost its address", "mitigation", "renew the lease"),
        ("Paper jam", "investigation", "the lamp blinks"),
        ("Paper jam", "mitigation", "open the tray"),
    ]
    assert runbook.steps[2].commands[0].text == "netctl renew gateway-7"
    assert "After 20 minutes" in runbook.escalation


def test_a_service_runbook_keeps_its_issues_and_emergencies() -> None:
    runbook = read(SERVICE)
    assert runbook.dialect == "service"
    assert [step.text for step in runbook.steps if step.case == "High memory usage"] == [
        "workers are killed",
        "look at the heap",
        "Restart the worker",
        "Add memory",
    ]
    commands = [command.text for step in runbook.steps for command in step.commands]
    assert commands == [
        "kubectl rollout undo deployment/service-name",
        "kubectl scale deployment/service-name --replicas=10",
    ]


def test_a_prometheus_runbook_names_its_alert() -> None:
    runbook = read(PROMETHEUS)
    assert (runbook.title, runbook.dialect, runbook.alerts) == (
        "Printer Queue Long",
        "prometheus",
        ("PrinterQueueLong",),
    )
    look, restart = runbook.steps
    assert [command.text for command in look.commands] == [
        "WORKER=$(queuectl worker)",
        "queuectl show $WORKER",
    ]
    assert look.commands[1].placeholders == ()
    assert restart.section == "mitigation"


def test_a_yaml_runbook_is_read_completely() -> None:
    runbook = read(YAML, "runbooks/printer.yml")
    assert (runbook.title, runbook.dialect, runbook.owner) == ("Printer: queue long", "yaml", "platform")
    assert runbook.services == ("printer",)
    assert runbook.severities == ("SEV1", "SEV2")
    assert runbook.alerts == ("PrinterQueueLong", "PrinterQueueStuck")
    assert [(step.section, step.text, step.at.line) for step in runbook.steps] == [
        ("investigation", "Check the queue", 10),
        ("mitigation", "Restart the worker", 14),
        ("recovery", "Tell the depots", 18),
    ]
    assert runbook.steps[0].expected == "Under 50"
    assert (runbook.steps[1].when, runbook.steps[1].verify) == ("The queue grows", "The queue shrinks")
    assert {section.name for section in runbook.sections} == {
        "impact",
        "investigation",
        "mitigation",
        "recovery",
    }


def test_a_broken_yaml_runbook_is_a_finding() -> None:
    runbook = read("metadata:\n  title: [Printer\n", "runbooks/printer.yml")
    assert [problem.rule for problem in runbook.problems] == ["front-matter-invalid"]
    listed = read("metadata: {title: x}\ndiagnosis: look\n", "runbooks/printer.yml")
    assert [(problem.rule, problem.at.line) for problem in listed.problems] == [("wrong-type", 2)]


def test_the_page_of_a_yaml_runbook_is_escaped() -> None:
    text = YAML.replace("Check the queue", "<img src=x onerror=alert(1)> **bold**").replace(
        "queuectl length", "a ``` b"
    )
    page = markdown_of_yaml(read(text, "runbooks/printer.yml"))
    assert "<img" not in page
    assert "**bold**" not in page
    assert "````sh" in page


def test_front_matter_states_what_the_text_does_not() -> None:
    text = (
        "---\nteam: platform\nalerts: A, B\nlast_reviewed: 2026-01-02\nreview_every: 3 months\n---\n\n# X\n"
    )
    runbook = read(text)
    assert (runbook.owner, runbook.alerts) == ("platform", ("A", "B"))
    assert runbook.last_reviewed == datetime.date(2026, 1, 2)
    assert runbook.review_every_days == 90


def test_headings_that_are_steps_are_read() -> None:
    first = "## Step 1 - Stop\n\nStop it.\n\n```sh\n$ svc stop\n```\n"
    runbook = read(f"# Upgrade\n\n{first}\n## Step 2 - Start\n\nStart it.\n")
    assert runbook.dialect == "plain"
    assert [step.text for step in runbook.steps] == ["Stop", "Stop it.", "Start", "Start it."]
    assert runbook.steps[1].commands[0].text == "svc stop"


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("$ ls\nfile\n", "", ["ls"]),
        ("# a comment\nls -l\n", "sh", ["ls -l"]),
        ("a \\\n  b\nc\n", "bash", ["a \\\n  b", "c"]),
        ("cat <<EOF > f\nx\nEOF\nls\n", "sh", ["cat <<EOF > f\nx\nEOF", "ls"]),
        ("SELECT 1;\n", "sql", ["SELECT 1;"]),
        ("key: value\n", "yaml", []),
        ("ERROR something broke\n", "", []),
        ("kubectl get pods\n", "", ["kubectl get pods"]),
        ("root@db:~# ", "console", []),
    ],
)
def test_commands_are_taken_without_prompt_comment_and_output(
    source: str, language: str, expected: list[str]
) -> None:
    assert [command.text for command in commands_of(source, language, AT)] == expected


@pytest.mark.parametrize(
    ("command", "placeholders"),
    [
        ("kubectl get <pod>", ("<pod>",)),
        ("kubectl get ${POD} $POD", ("${POD}", "$POD")),
        ("kubectl get {{ pod }}", ("{{ pod }}",)),
        ("kubectl -n [namespace] get", ("[namespace]",)),
        ("scale deployment/service-name", ("service-name",)),
        ("cd $HOME && sort < in > out", ()),
        ("POD=x; echo $POD", ()),
    ],
)
def test_placeholders_are_what_a_person_fills_in(command: str, placeholders: tuple[str, ...]) -> None:
    (found,) = commands_of(f"$ {command}\n", "sh", AT)
    assert found.placeholders == placeholders


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("90", 90),
        ("90d", 90),
        ("3 months", 90),
        ("2 weeks", 14),
        ("quarterly", 91),
        ("1y", 365),
        ("often", None),
        ("", None),
    ],
)
def test_intervals_are_read_in_days(text: str, days: int | None) -> None:
    assert read_interval(text) == days


@given(st.text(alphabet="#-* `$<>{}[]|:\n\tab1.\\\"'", max_size=300), st.sampled_from(["r.md", "r.yml"]))
def test_no_text_breaks_the_reader_of_runbooks(text: str, path: str) -> None:
    first = read(text, path)
    assert first == read(text, path)
    assert isinstance(markdown_of_yaml(first), str)


def commands_in(source: str, language: str = "sh") -> list[str]:
    return [command.text for command in commands_of(source, language, AT)]


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("queuectl list\nNAME      STATE\nlabels    full\n", "shell", ["queuectl list"]),
        ("kubectl edit cm printer\n...\nport: 631\n...\n", "console", ["kubectl edit cm printer"]),
        ("kubectl get pods\nprinter-0   1/1   Running\n", "", ["kubectl get pods"]),
        ("cat log\n2026-01-15 10:00:00 paper out\ntail log\n", "sh", ["cat log", "tail log"]),
        (
            "for x in a b; do\n  svc stop $x\ndone\nls\n",
            "sh",
            ["for x in a b; do\n  svc stop $x\ndone", "ls"],
        ),
        ("if svc up; then\n  ls\nfi\n", "bash", ["if svc up; then\n  ls\nfi"]),
        ("svc list |\n  sort\nls\n", "sh", ["svc list |\n  sort", "ls"]),
        ("curl -d '{\n  \"a\": 1\n}' host\nls\n", "sh", ["curl -d '{\n  \"a\": 1\n}' host", "ls"]),
        ("echo don't\nls\n", "sh", ["echo don't", "ls"]),
        ("svc stop  # it's slow\nls\n", "sh", ["svc stop", "ls"]),
        ("echo 'a # b' \"c # d\" # e\n", "sh", ["echo 'a # b' \"c # d\""]),
        ("cat <<EOF > f\nx # y\nEOF\n", "sh", ["cat <<EOF > f\nx # y\nEOF"]),
        ("curl http://host/#top \\\n  -s # quietly\n", "sh", ["curl http://host/#top \\\n  -s"]),
        ("root@db-1:~# svc stop\nstopped\n", "console", ["svc stop"]),
        ("$ svc a\n$ svc b \\\n>   c\nok\n", "", ["svc a", "svc b \\\n  c"]),
        ("mysql> SELECT 1;\n+---+\n| 1 |\n", "", ["SELECT 1;"]),
        ("port: 631\nhost: a\n", "", []),
        ("./restart.sh printer\n", "bash", ["./restart.sh printer"]),
        ("A=1 B=2 svc up\nSVC=$(svc name)\n", "sh", ["A=1 B=2 svc up", "SVC=$(svc name)"]),
    ],
)
def test_commands_are_taken_apart_from_answers_and_files(
    source: str, language: str, expected: list[str]
) -> None:
    assert commands_in(source, language) == expected


def test_a_block_says_whether_it_shows_answers() -> None:
    assert [c.shows_output for c in commands_of("$ svc up\nok\n", "sh", AT)] == [True]
    assert [c.shows_output for c in commands_of("$ svc up\n# a remark\n\n", "sh", AT)] == [False]


@pytest.mark.parametrize(
    ("command", "placeholders"),
    [
        ("kubectl get po -o go-template='{{range .items}}{{.metadata.name}}{{end}}'", ()),
        ("awk '{print $NAME}' <file>", ("<file>",)),
        ("for pod in a b; do echo $pod; done", ()),
        ("while read line; do echo $line; done", ()),
        ('echo "it\'s $POD"', ("$POD",)),
    ],
)
def test_what_the_shell_never_sees_is_no_placeholder(command: str, placeholders: tuple[str, ...]) -> None:
    (found,) = commands_of(f"{command}\n", "sh", AT)
    assert found.placeholders == placeholders


def mitigation(text: str) -> list[str]:
    return [step.text for step in read(f"# Printer\n\n## Mitigation\n\n{text}").steps]


def test_an_item_that_introduces_steps_gives_way_to_them() -> None:
    text = "1. If the queue grows:\n    - Stop the worker\n    - Start it: `svc start printer`\n2. Wait\n"
    steps = read(f"# Printer\n\n## Mitigation\n\n{text}").steps
    assert [(step.text, step.when) for step in steps] == [
        ("Stop the worker", "the queue grows"),
        ("Start it: svc start printer", "the queue grows"),
        ("Wait", ""),
    ]


def test_an_item_with_nested_commands_keeps_its_own_words() -> None:
    text = "1. Look at the lease. It expires at night.\n    - `docker ps -a`\n    - `docker logs lease`\n"
    assert mitigation(text) == [
        "Look at the lease. It expires at night.",
        "docker ps -a",
        "docker logs lease",
    ]


def test_a_list_that_explains_is_no_list_of_steps() -> None:
    assert mitigation("Clear one of these spools:\n\n- labels\n- route sheets\n\nThen wait.\n") == [
        "Clear one of these spools:",
        "Then wait.",
    ]
    assert mitigation("- Look at the parameters, such as:\n    - size\n    - colour\n") == [
        "Look at the parameters, such as:"
    ]


def test_a_paragraph_that_introduces_a_list_of_steps_is_none() -> None:
    assert mitigation("Do this:\n\n- Stop the worker\n- Start the worker\n") == [
        "Stop the worker",
        "Start the worker",
    ]
    assert mitigation("Do this:\n\n```sh\nsvc stop\n```\n") == ["Do this:"]


def test_links_pictures_and_open_places_are_no_steps() -> None:
    assert mitigation("- [1](https://example.com)\n- TODO\n- [Restart the worker](restart.md)\n") == [
        "Restart the worker"
    ]
    assert mitigation("![chart](img/chart.png)\n\nTo be added.\n") == []


def test_results_are_what_is_expected() -> None:
    (step,) = read(
        "# P\n\n## Diagnosis\n\n1. Look: `svc show`\n    - **Result:** empty\n    - **Result:** full\n"
    ).steps
    assert step.expected == "empty full"


def test_a_warning_counts_for_the_steps_below_it_until_the_section_ends() -> None:
    text = (
        "Wait.\n\n> This deletes all labels.\n\nEmpty it: `svc flush`\n\n## Rollback\n\nNone: `svc flush`\n"
    )
    steps = read(f"# Printer\n\n## Mitigation\n\n{text}").steps
    assert [bool(step.warning) for step in steps] == [False, True, True, False]
    (danger,) = read("# P\n\n## Mitigation\n\n```sh\n# destructive!\nsvc flush\n```\n").steps
    assert danger.warning == "# destructive!"


def test_an_alert_is_named_by_a_title_that_reads_like_nothing_else() -> None:
    assert read("# QueueAlmostFull\n\nWait.\n", "r/QueueAlmostFull.md").alerts == ("QueueAlmostFull",)
    assert read("# PostgreSQL\n\nWait.\n", "r/PostgreSQL.md").alerts == ()
    assert read("# Queue\n\n## Meaning\n\nx\n\n## Impact\n\ny\n", "r/Queue.md").alerts == ("Queue",)


def test_deep_quotations_and_lists_are_read() -> None:
    deep = "> " * 3000 + "Wait.\n"
    assert mitigation(deep) == ["Wait."]
    nested = "".join(f"{'  ' * depth}- if {depth}:\n" for depth in range(200))
    assert mitigation(nested)
