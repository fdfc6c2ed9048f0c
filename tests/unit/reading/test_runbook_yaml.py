"""YAML runbooks say as much on their page as Markdown ones."""

import pytest

from incidentbook.reading.policy import default_policy
from incidentbook.reading.runbook_yaml import read_yaml_runbook
from incidentbook.reading.runbook_yaml_page import markdown_of_yaml
from incidentbook.records import Runbook
from incidentbook.rendering.markdown_words import escaped

FULL = """metadata:
  title: "Disk <full>"
  summary: The volume fills up.
prerequisites:
  - Access to the cluster
diagnosis:
  - step: Look
    command: |
      $ df -h /var
      Filesystem  Size
      $ date
    note: Takes a minute
  - check: By another key
    command: |
      for one in a b; do
        echo "$one"
      done
  - Lag: falls
mitigation:
  - option: Grow
    risk: Restarts the database
    command: volume grow
  - step: All of these
    steps:
      - command: uptime
      - Wait
contacts:
  - Payments: https://chat.example.com/payments
related:
  - https://wiki.example.com/disk_(old)
  - see https://wiki.example.com/disk.
notes: Nowhere else
"""


def read(text: str) -> Runbook:
    return read_yaml_runbook("runbooks/disk.yml", text, default_policy())


def test_prompts_part_commands_and_what_is_answered_is_none() -> None:
    first, second = read(FULL).steps[0].commands
    assert (first.text, first.output, first.had_prompt) == ("df -h /var", "Filesystem  Size", True)
    assert second.text == "date"


def test_lines_without_prompts_stay_one_command() -> None:
    (only,) = read(FULL).steps[1].commands
    assert only.text == 'for one in a b; do\n  echo "$one"\ndone'


def test_every_word_of_a_step_is_kept() -> None:
    steps = read(FULL).steps
    assert [step.text for step in steps] == [
        "Look. Note: Takes a minute",
        "By another key",
        "Lag: falls",
        "Grow",
        "All of these",
        "",
        "Wait",
    ]
    assert steps[3].warning == "Restarts the database"
    assert [command.text for command in steps[5].commands] == ["uptime"]


@pytest.mark.parametrize(
    "words",
    [
        "\n\nThe volume fills up.\n",
        "## Prerequisites\n\n- Access to the cluster\n\n## Diagnosis\n",
        "    **Careful:** Restarts the database\n",
        "- Payments: <https://chat.example.com/payments>\n",
        "## Related\n\n- <https://wiki.example.com/disk_(old)>\n- see <https://wiki.example.com/disk>.\n",
        "## Notes\n\n- Nowhere else\n",
    ],
)
def test_the_page_says_all_of_it(words: str) -> None:
    assert words in markdown_of_yaml(read(FULL), escaped)


def test_a_hostile_address_is_no_markup() -> None:
    text = (
        "contacts:\n  - https://x.example.com/<script>alert(1)</script>\nnotes: <b> https://y.example.com\n"
    )
    page = markdown_of_yaml(read(text))
    assert "<script" not in page
    assert "<b>" not in page
    assert "- <https://x.example.com/>&#60;script&#62;" in page


def test_steps_that_nest_without_end_are_read_up_to_a_depth() -> None:
    text = "diagnosis: " + "[{steps: " * 60 + "[date]" + "}]" * 60 + "\n"
    assert len(read(text).steps) < 12


STEPS = """title: Payments are refused
alerts: [PaymentsRefused]
steps:
  - title: Look at the provider.
    description: Is it us?
    run: curl -s https://status.example.com
    if: the graph is red
    expected_output: up
  - title: Take the second provider
    commands:
      - kubectl -n <namespace> set env deploy/pay PROVIDER=second
    validate: the graph falls
    warning: Refunds stop
escalation: Page the leads after 30 minutes
contacts:
  - name: Money on call
    phone: +49 30 5550
"""


def test_steps_stand_under_the_headings_that_markdown_runbooks_use() -> None:
    runbook = read(STEPS)
    look, take = runbook.steps
    assert (look.section, look.text) == ("mitigation", "Look at the provider. Is it us?")
    assert [command.text for command in look.commands] == ["curl -s https://status.example.com"]
    assert (look.when, look.expected) == ("the graph is red", "up")
    assert (take.verify, take.warning) == ("the graph falls", "Refunds stop")
    assert "## Steps" in markdown_of_yaml(runbook, escaped)
    assert runbook.problems == ()


@pytest.mark.parametrize(
    ("key", "section"),
    [("remediation", "mitigation"), ("first_steps", "investigation"), ("fix", "mitigation")],
)
def test_keys_are_read_as_headings_are(key: str, section: str) -> None:
    (step,) = read(f"{key}:\n  - step: Look\n    cmd: uptime\n").steps
    assert (step.section, step.commands[0].text) == (section, "uptime")


def test_text_under_such_a_key_is_no_list_of_steps() -> None:
    assert read("steps: see the wiki\n").steps == ()
    assert read("notes:\n  - step: Look\n").steps == ()


def test_an_escalation_is_a_text_or_a_list_and_who_stands_first_without_a_label() -> None:
    runbook = read(STEPS)
    assert runbook.escalation == "Page the leads after 30 minutes"
    assert runbook.contacts == ("Money on call, phone: +49 30 5550",)
