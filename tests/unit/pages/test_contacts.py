import pytest

from incidentbook.pages.contacts import contacts
from incidentbook.records import Location, Section
from tests.unit.analysis.library_of import item, library, postmortem, runbook

from .book import portal, runbook_frame


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        (
            "Payments on call: https://chat.example.com/payments",
            "Payments on call",
            "https://chat.example.com/payments",
        ),
        ("<https://rota.example.com/>", "rota.example.com/", "https://rota.example.com/"),
        (
            "Desk (mailto:desk@example.com), at night too",
            "Desk desk@example.com at night too",
            "mailto:desk@example.com",
        ),
        ("Hotline: +49 30 1234", "Hotline: +49 30 1234", None),
        ("javascript:alert(1)", "javascript:alert(1)", None),
    ],
)
def test_an_address_in_a_contact_is_a_link(text: str, words: str, address: str | None) -> None:
    (found,) = contacts(runbook("a", contacts=(text,)))
    assert (found.text, found.target.path if found.target else None) == (words, address)


def test_links_of_the_contacts_section_follow_its_words() -> None:
    links = (
        ("https://chat.example.com/shop/", Location("", 12)),
        ("javascript:alert(1)", Location("", 12)),
        ("https://elsewhere.example.com", Location("", 40)),
    )
    sections = (Section("contacts", "Contacts", Location("", 10), end=14),)
    found = contacts(runbook("a", contacts=("Shop: chat",), links=links, sections=sections))
    assert [link.text for link in found] == ["Shop: chat", "chat.example.com/shop"]


def test_a_drill_is_no_last_time() -> None:
    drill = postmortem("drill", "2025-06-01", kind="drill", runbooks=("a",), action_items=(item(),))
    real = postmortem("real", "2025-01-01", runbooks=("a",))
    frame = runbook_frame("runbooks/a.md", portal(library(drill, real, runbook("a")), ()))
    assert frame.used == "used in 1 incident and 1 drill, last 1 Jun 2025"
    assert [use.how for use in frame.uses] == ["named by the drill", "named by the postmortem"]
    assert frame.last_use
    assert frame.last_use.incident.text == "Real"


def test_lines_of_an_escalation_stay_apart() -> None:
    frame = runbook_frame(
        "runbooks/a.md", portal(library(runbook("a", escalation="First this\n\nThen that")), ())
    )
    assert frame.escalation == "First this; Then that"
