"""Alert rules, runbooks and incidents against each other."""

from dataclasses import replace

import pytest

from incidentbook.analysis.alert_coverage import AlertCoverage, alert_coverage
from incidentbook.analysis.catalogue import Catalogue, catalogue
from incidentbook.analysis.runbook_addresses import runbook_addresses
from incidentbook.records import AlertRule, Field, Location, Runbook
from tests.unit.analysis.library_of import library, postmortem, runbook, with_rules

BOOK = "https://book.example.com/"


def alert(name: str, url: str = "") -> AlertRule:
    return AlertRule(name, Location("rules/a.yml", 3), runbook_url=url)


def listing(name: str, *alerts: str, **fields: object) -> Runbook:
    """A runbook whose front matter lists alerts."""
    stated = (Field("alerts", list(alerts), Location(f"runbooks/{name}.md", 2)),)
    return runbook(name, alerts=alerts, fields=stated, **fields)


def cover(*records: object, urls: dict[str, str] | None = None) -> tuple[Catalogue, AlertCoverage]:
    found = catalogue(with_rules(*records, urls=urls))
    return found, alert_coverage(found)


def leads(*records: object, urls: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Where the first alert leads."""
    _, coverage = cover(*records, urls=urls)
    return [(one.runbook.path, one.how, one.anchor) for one in coverage.alerts[0].leads]


def test_a_list_in_the_front_matter_leads_to_a_runbook_in_any_case() -> None:
    assert leads(alert("QueueLong"), listing("x", "queueLONG")) == [("runbooks/x.md", "listed", "")]


@pytest.mark.parametrize("name", ["QueueLong", "queue-long", "queue_long", "queuelong"])
def test_a_file_of_that_name_is_its_runbook(name: str) -> None:
    assert leads(alert("QueueLong"), runbook(name)) == [(f"runbooks/{name}.md", "named", "")]


def test_a_heading_serves_one_of_several_alerts_by_its_anchor() -> None:
    page = runbook("queue", anchors=("queue", "queuelong", "alert-queuedead"))
    assert leads(alert("QueueLong"), page) == [("runbooks/queue.md", "heading", "queuelong")]
    assert leads(alert("QueueDead"), page) == [("runbooks/queue.md", "heading", "alert-queuedead")]
    assert leads(alert("Diagnosis"), page) == []


def test_a_listed_alert_with_a_heading_leads_to_that_heading() -> None:
    page = listing("queue", "QueueLong", anchors=("queue", "queuelong"))
    assert leads(alert("QueueLong"), page) == [("runbooks/queue.md", "listed", "queuelong")]


def test_the_title_is_no_place_to_lead_to() -> None:
    page = runbook("queue", title="QueueLong", anchors=("queuelong",))
    assert leads(alert("QueueLong"), page) == [("runbooks/queue.md", "named", "")]


def test_an_address_leads_to_a_runbook_and_to_its_heading() -> None:
    page = runbook("queue", anchors=("restart",))
    found = leads(alert("Long", f"{BOOK}runbooks/queue/#restart"), page, urls={BOOK: ""})
    assert found == [("runbooks/queue.md", "url", "restart")]


def test_a_heading_elsewhere_does_not_contradict_an_address() -> None:
    pages = (runbook("queue"), runbook("other", anchors=("queuelong",)))
    assert leads(alert("QueueLong", "runbooks/queue.md"), *pages) == [("runbooks/queue.md", "url", "")]


def test_an_address_that_contradicts_a_list_makes_two() -> None:
    _, found = cover(alert("Long", "runbooks/queue.md"), runbook("queue"), listing("x", "Long"))
    assert (found.alerts[0].runbook_state, found.alerts[0].url_state) == ("several", "other")
    assert {one.runbook.path for one in found.alerts[0].leads} == {"runbooks/queue.md", "runbooks/x.md"}


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("", "absent"),
        (f"{BOOK}runbooks/queue/", "right"),
        (f"{BOOK}runbooks/queue", "right"),
        (f"{BOOK}runbooks/queue.html", "right"),
        (f"{BOOK}runbooks/Queue/index.html", "right"),
        ("https://BOOK.example.com/runbooks/queue/?x=1", "right"),
        (f"{BOOK}runbooks/queue/#restart", "right"),
        (f"{BOOK}runbooks/queue/#nowhere", "broken"),
        (f"{BOOK}runbooks/kueue/", "broken"),
        (BOOK, "broken"),
        (f"{BOOK}runbooks/old/", "alias"),
        ("runbooks/queue.md", "right"),
        ("/runbooks/queue.md#restart", "right"),
        ("runbooks/kueue.md", "broken"),
        ("to be written", "broken"),
        ("TODO", "broken"),
        ("javascript:alert(1)", "broken"),
        ("http://[broken", "broken"),
        ("https://wiki.example.com/pages/17", "elsewhere"),
        (f"{BOOK}{{{{ $labels.queue }}}}", "elsewhere"),
        ("{{ .Values.book }}/runbooks/queue", "right"),
        ("{{ .Values.book }}/runbooks/kueue", "elsewhere"),
    ],
)
def test_where_an_address_leads(url: str, state: str) -> None:
    page = listing("queue", "Long", anchors=("restart",), aliases=("runbooks/old.md",))
    _, found = cover(alert("Long", url), page, urls={BOOK: ""})
    assert found.alerts[0].url_state == state
    assert found.alerts[0].runbook_state == "covered"


def test_addresses_show_where_runbooks_are_published() -> None:
    there = "https://code.example.com/acme/ops/blob/main/"
    rules = [alert(name, f"{there}runbooks/{name}.md") for name in ("One", "Two", "Three")]
    found, coverage = cover(*rules, runbook("One"), runbook("Two"), runbook("Four"))
    assert [mount.prefix for mount in found.matching.addresses.mounts] == [there]
    states = {one.name: (one.runbook_state, one.url_state) for one in coverage.alerts}
    assert states == {
        "One": ("covered", "right"),
        "Two": ("covered", "right"),
        "Three": ("missing", "broken"),
    }
    assert found.matching.addresses.written(runbook("Four")) == f"{there}runbooks/Four.md"


def test_many_alerts_on_few_pages_show_where_these_are_published() -> None:
    there = "https://wiki.example.com/rb/"
    rules = [
        alert(f"{page}{number}", f"{there}{page}/#part-{number}")
        for page in ("one", "two", "three", "four")
        for number in range(9)
    ]
    found, coverage = cover(*rules, runbook("one"), runbook("two"))
    assert [mount.prefix for mount in found.matching.addresses.mounts] == [there]
    assert coverage.counted("covered") == coverage.counted("missing", "broken") == 18


def test_one_address_shows_nothing() -> None:
    rules = [alert("One", "https://wiki.example.com/one"), alert("Two", "https://wiki.example.com/two")]
    _, coverage = cover(*rules, runbook("one"))
    assert [one.url_state for one in coverage.alerts] == ["right", "elsewhere"]


def test_addresses_are_written_as_the_others_are() -> None:
    def written(*urls: str) -> str:
        rules = [alert(f"A{number}", url) for number, url in enumerate(urls)]
        known = with_rules(*rules, runbook("One"), runbook("Two"), runbook("New_one"), urls={BOOK: ""})
        return runbook_addresses(known).written(runbook("New_one"), "a")

    assert written() == f"{BOOK}runbooks/New_one/#a"
    assert written(f"{BOOK}runbooks/one", f"{BOOK}runbooks/two") == f"{BOOK}runbooks/new_one#a"
    assert written(f"{BOOK}runbooks/One.html") == f"{BOOK}runbooks/New_one.html#a"
    assert written(f"{BOOK}runbooks/One.md") == f"{BOOK}runbooks/New_one.md#a"


def test_a_yaml_runbook_has_a_page_of_its_own_name() -> None:
    page = replace(runbook("disk"), path="runbooks/disk.yml")
    known = runbook_addresses(with_rules(page, urls={BOOK: ""}))
    assert known.written(page) == f"{BOOK}runbooks/disk-yml/"
    assert known.find(f"{BOOK}runbooks/disk-yml/").kind == "runbook"


def test_nothing_is_written_where_nobody_knows_where() -> None:
    found, _ = cover(alert("QueueLong"), runbook("queuelong"))
    assert found.matching.written("QueueLong") == ""


def test_alerts_that_fired_and_runbooks_that_wait() -> None:
    _, found = cover(
        alert("Known"),
        postmortem("new", "2026-01-02", alerts=("Known", "Gone")),
        postmortem("old", "2025-01-02", alerts=("gone",)),
        listing("a", "Known"),
        listing("b", "Elsewhere"),
        runbook("c"),
    )
    assert [(one.name, len(one.incidents)) for one in found.unruled] == [("Gone", 2)]
    assert [(one.runbook.path, one.alerts) for one in found.idle] == [
        ("runbooks/b.md", ("Elsewhere",)),
        ("runbooks/c.md", ()),
    ]
    assert [one.path for one in found.by_name["known"].incidents] == ["postmortems/new.md"]


def test_rules_of_one_name_are_one_alert_with_the_gravest_address() -> None:
    _, found = cover(alert("Long", "runbooks/queue.md"), alert("Long", "nowhere/x.md"), runbook("queue"))
    assert len(found.alerts) == 1
    assert (len(found.alerts[0].rules), found.alerts[0].url_state) == (2, "broken")
    assert (found.counted("covered"), found.counted(url_state="broken"), found.counted("missing")) == (
        1,
        1,
        0,
    )


def test_without_rule_files_nothing_is_said() -> None:
    found = alert_coverage(catalogue(library(listing("a", "Known"), postmortem("x", alerts=("Known",)))))
    assert found == AlertCoverage()


def test_a_matched_runbook_counts_as_used_when_its_alert_fires() -> None:
    found, _ = cover(alert("QueueLong"), runbook("queue-long"), postmortem("x", alerts=("QueueLong",)))
    assert [one.path for one in found.runbooks_by_alert["queuelong"]] == ["runbooks/queue-long.md"]
    assert found.alerts_of(found.runbooks["runbooks/queue-long.md"]) == ("QueueLong",)
