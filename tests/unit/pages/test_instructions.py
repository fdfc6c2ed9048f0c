"""The commands of a runbook as its page offers them."""

from incidentbook.pages.instructions import copyables, placeholders
from incidentbook.pages.models import Copyable, Placeholder
from incidentbook.records import Command, Location, Step
from tests.unit.analysis.library_of import runbook

AT = Location("runbooks/queue.md", 3)


def step(*commands: Command) -> Step:
    return Step(AT, "mitigation", "Do it", commands)


def test_commands_come_in_the_order_of_the_document_with_what_they_destroy() -> None:
    found = copyables(
        runbook(
            "queue",
            steps=(
                step(Command("kubectl delete ns shop\ndate", AT), Command("date", AT)),
                step(Command("ls <dir>", AT, placeholders=("<dir>",))),
            ),
        )
    )
    assert [(one.first_line, one.open, one.hazard) for one in found] == [
        ("kubectl delete ns shop", (), "deletes a namespace and all in it"),
        ("date", (), ""),
        ("ls <dir>", ("<dir>",), ""),
    ]


def test_a_placeholder_is_there_once_however_it_is_written() -> None:
    commands = (
        Copyable(text="", open=("<pod name>", "$NAMESPACE")),
        Copyable(text="", open=("${POD_NAME}", "{{ $labels.pod-name }}", "[pod name]", "<pod name>")),
    )
    assert placeholders(commands) == (
        Placeholder(
            name="pod-name",
            label="pod name",
            spellings=("<pod name>", "${POD_NAME}", "{{ $labels.pod-name }}", "[pod name]"),
        ),
        Placeholder(name="namespace", label="NAMESPACE", spellings=("$NAMESPACE",)),
    )


def test_a_placeholder_without_a_word_keeps_its_spelling() -> None:
    assert placeholders((Copyable(text="", open=("<>",)),)) == (
        Placeholder(name="<>", label="<>", spellings=("<>",)),
    )
