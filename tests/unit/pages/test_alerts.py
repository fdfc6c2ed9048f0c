"""The page of alerts: every state in words, nothing, and very many."""

from dataclasses import replace

import pytest

from incidentbook.pages.models import AlertIndex, AlertRuleRow, RunbookIndex
from incidentbook.records import AlertRule, Library, Location
from tests.unit.analysis.library_of import library, postmortem, runbook, with_rules
from tests.unit.pages.book import page, portal, runbook_frame

BOOK = "https://book.example.com/"


def rule(name: str, url: str = "", severity: str = "major", line: int = 3) -> AlertRule:
    return AlertRule(
        name, Location("rules/a.yml", line), severity=severity, service="checkout", runbook_url=url
    )


def of(*records: object) -> AlertIndex:
    """The page for documents and rules."""
    found = with_rules(*records, urls={BOOK: ""})
    return show(replace(found, policy=replace(found.policy, alert_rules=("rules/*",))))


def show(found: Library) -> AlertIndex:
    return page(AlertIndex, "alerts.md", portal(found, ()))


def said(row: AlertRuleRow) -> list[str]:
    return [chip.text for chip in (row.state, row.url) if chip]


def test_without_rule_files_the_page_says_how_to_name_some() -> None:
    model = show(library(runbook("a", alerts=("One",))))
    assert model.rows == ()
    assert model.idle == ()
    assert model.empty
    assert "alert_rules" in model.empty.command


def test_rule_files_without_alerts_are_said_to_be_empty() -> None:
    model = of(runbook("a"))
    assert model.empty
    assert "no alerts" in model.empty.sentence


@pytest.mark.parametrize(
    ("url", "listed", "words"),
    [
        ("", (), ["No runbook"]),
        (f"{BOOK}runbooks/none/", (), ["No runbook", "Leads nowhere"]),
        ("", ("One",), ["No runbook_url"]),
        (f"{BOOK}runbooks/a/", ("One",), []),
        (f"{BOOK}runbooks/a/", (), []),
        (f"{BOOK}runbooks/b/", ("One",), ["Several runbooks"]),
        (f"{BOOK}runbooks/none/", ("One",), ["Leads nowhere"]),
        (f"{BOOK}runbooks/old/", ("One",), ["To a former path"]),
        ("https://wiki.example.com/1", (), ["Elsewhere"]),
        ("https://wiki.example.com/1", ("One",), ["Leads elsewhere"]),
    ],
)
def test_each_state_is_said_once(url: str, listed: tuple[str, ...], words: list[str]) -> None:
    model = of(rule("One", url), runbook("a", alerts=listed, aliases=("runbooks/old.md",)), runbook("b"))
    assert said(model.rows[0]) == words


def test_what_lacks_something_comes_first_and_the_numbers_add_up() -> None:
    model = of(
        rule("Covered"),
        rule("Missing"),
        rule("Missing", line=9),
        runbook("covered"),
        postmortem("x", "2026-01-02", alerts=("Covered", "Unruled")),
    )
    assert [row.name for row in model.rows] == ["Missing", "Covered"]
    assert model.rows[0].places == ("rules/a.yml:3", "rules/a.yml:9")
    assert model.headline == ("2 alerts with 3 rules · 1 with a runbook · 1 without · 1 in no incident")
    assert model.rows[1].fired.text == "1 incident, last 2 Jan 2026"
    assert [name for name, _ in model.unruled] == ["Unruled"]


def test_severity_and_service_are_the_policys_where_it_knows_them() -> None:
    row = of(rule("One")).rows[0]
    assert [(chip.text, chip.key) for chip in row.severities] == [("SEV2", "2")]
    assert row.services[0].target
    strange = of(rule("One", severity="page me")).rows[0]
    assert [(chip.text, chip.key) for chip in strange.severities] == [("page me", "none")]


def test_a_runbook_shows_the_alerts_that_lead_to_it() -> None:
    found = portal(with_rules(rule("QueueLong", "runbooks/a.md"), runbook("a", alerts=("Other",))), ())
    assert runbook_frame("runbooks/a.md", found).alerts == ("Other", "QueueLong")
    assert "QueueLong" in found.frames["runbooks/a.md"].keywords
    assert [row.name for row in page(RunbookIndex, "runbooks/index.md", found).alerts] == [
        "Other",
        "QueueLong",
    ]


def test_a_broken_address_is_no_link_and_others_are() -> None:
    assert of(rule("One", f"{BOOK}runbooks/none/")).rows[0].addresses[0].target is None
    assert of(rule("One", "https://wiki.example.com/1")).rows[0].addresses[0].target is not None
    assert of(rule("One", "javascript:alert(1)")).rows[0].addresses[0].target is None


def test_two_thousand_alerts_are_all_there() -> None:
    rules = [rule(f"Alert{number}", line=number + 1) for number in range(2000)]
    every = portal(with_rules(*rules, runbook("alert7")), ()).pages
    models = [page.model for page in every if isinstance(page.model, AlertIndex)]
    rows = [row for model in models for row in model.rows]
    assert [len(model.rows) for model in models] == [500] * 4
    assert len({row.anchor for row in rows}) == 2000
    states = {option.value: option.count for option in models[0].facets[0].options}
    assert states == {"missing": 1999, "covered": 1}


def test_whoever_is_called_finds_the_runbook_to_which_a_rule_leads() -> None:
    found = with_rules(
        rule("LabelsLate", f"{BOOK}runbooks/labels/"),
        runbook("labels"),
        postmortem("x", "2026-01-02", alerts=("LabelsLate", "PrinterSilent")),
        urls={BOOK: ""},
    )
    cards = portal(found, ()).oncall.cards
    assert [(card.title.text, card.alerts, bool(card.missing)) for card in cards] == [
        ("Labels", ("LabelsLate",), False),
        ("PrinterSilent", ("PrinterSilent",), True),
    ]
