"""Which action items promise nothing, which only train people, and whose type is plain from their words."""

import pytest

from incidentbook.checks.action_words import evident_type, is_training, is_vague
from incidentbook.records import ActionItem, Location, Ticket


def item(title: str, **more: object) -> ActionItem:
    return ActionItem(Location("pm.md"), title, text=title, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title",
    [
        "Be more careful",
        "We should be more careful when making changes at the end of a day.",
        "Everyone must pay more attention to alerts",
        "Take more care",
        "Remember to check the queue before deploying",
        "Make sure that this never happens again!",
        "Prevent similar incidents in the future",
        "Improve monitoring",
        "Improve our monitoring and alerting",
        "More tests",
        "Add tests and documentation",
        "Better communication",
        "Monitoring improvements",
        "Alerting",
        "Look into it",
        "Look into this issue further",
        "Investigate",
        "Investigate the root cause",
        "Continue to investigate",
        "Follow up",
        "Fix the bug",
        "Find out why this happened",
        "Review logs",
        "Discuss options",
        "Monitor the situation",
    ],
)
def test_an_item_without_an_object_is_vague(title: str) -> None:
    assert is_vague(item(title))


@pytest.mark.parametrize(
    "title",
    [
        "Improve monitoring of the label queue",
        "Better monitoring of namespaces.",
        "Add alerts for bandwidth above 80 %",
        "Add an end-to-end test of printing",
        "Look into liveness probes for the shipper",
        "Look into time-outs",
        "Investigate grafana-agent memory usage",
        "Investigate why two nodes compacted at once",
        "Fix the bug in the parser of addresses",
        "Review all 23 jobs for what a second run would do",
        "Discuss modularity of the modules' repository",
        "Take care of the renewal of the carrier's certificate",
        "Monitor 5xx status codes of the API server",
        "Document the release process",
        "Write a runbook for the queue",
        "Set up a staging environment",
        "Create ingress test suite.",
        "Version lock Flux",
        "Update Traefik",
        "Check backups every night",
        "Follow up on the ticket with the carrier",
    ],
)
def test_an_item_with_an_object_is_not(title: str) -> None:
    assert not is_vague(item(title))


def test_a_ticket_may_say_more_but_does_not_excuse_a_call_for_care() -> None:
    ticket = Ticket("OPS-12")
    assert not is_vague(item("Improve monitoring", ticket=ticket))
    assert is_vague(item("Be more careful", ticket=ticket))


def test_a_further_column_may_say_more() -> None:
    extra = (("Details", "page at 500 waiting labels for five minutes at least"),)
    assert not is_vague(item("Improve monitoring", extra=extra))


@pytest.mark.parametrize(
    "title",
    [
        "Train the team",
        "Training on the label tool",
        "Retrain all operators",
        "Hold a workshop about queues",
        "Organise an internal training session",
        "Remind everybody to look at the queue",
        "Send a reminder to the carriers' desk",
        "Teach the teams how to read the graph",
        "Be more careful",
        "Raise awareness of the freeze",
    ],
)
def test_training_is_known_by_its_words(title: str) -> None:
    assert is_training(item(title))


@pytest.mark.parametrize(
    "title",
    [
        "Teach the release tool that a migration is never repeated",
        "Retrain the address model",
        "Move the training cluster to other nodes",
        "Investigate k8 training",
        "Let the tool ask before it empties a queue",
        "Run a load test",
    ],
)
def test_what_only_sounds_like_training_is_none(title: str) -> None:
    assert not is_training(item(title))


@pytest.mark.parametrize(
    ("title", "stated", "expected"),
    [
        ("Alert at 80 % of connections", "", "detect"),
        ("Alert at 80 % of connections", "process", "detect"),
        ("Document the order of steps", "", "document"),
        ("Add the command to the SRE guide", "", "document"),
        ("Investigate why two nodes compacted", "", "investigate"),
        ("Bound the cache", "", ""),
        ("Bound the cache", "prevent", "prevent"),
        ("Use a shared mailbox", "process", ""),
        ("Train the team", "", "process"),
        ("Train the team", "prevent", "process"),
    ],
)
def test_a_type_is_told_only_where_it_is_plain(title: str, stated: str, expected: str) -> None:
    assert evident_type(item(title, type=stated)) == expected
