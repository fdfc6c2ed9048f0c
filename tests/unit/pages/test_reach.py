import pytest

from incidentbook.pages.reach import contact_link, reach
from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota


@pytest.mark.parametrize(
    ("contact", "text", "address"),
    [
        ("tel:+441234567", "+441234567", "tel:+441234567"),
        ("+44 1234 567", "+44 1234 567", "tel:+441234567"),
        ("https://chat.example.com/desk/", "chat.example.com/desk", "https://chat.example.com/desk/"),
        ("mailto:desk@example.com", "desk@example.com", "mailto:desk@example.com"),
        ("desk@example.com", "desk@example.com", "mailto:desk@example.com"),
    ],
)
def test_what_a_browser_can_follow_is_a_link(contact: str, text: str, address: str) -> None:
    link = contact_link(contact)
    assert link
    assert link.target
    assert (link.text, link.target.path) == (text, address)


@pytest.mark.parametrize("contact", ["Slack #duty", "4711", "javascript:alert(1)", "tel:alert(1)", "room 3"])
def test_all_else_is_shown_as_it_is_written(contact: str) -> None:
    link = contact_link(contact)
    assert link
    assert (link.text, link.target) == (contact, None)


def test_a_number_needs_no_quotes_and_members_may_be_listed_too() -> None:
    rota = read_rota("oncall.yml", "people:\n- {id: ana, contact: 4711}\n", default_policy())
    link = reach(rota, "@Ana")
    assert link
    assert link.text == "4711"
    assert reach(rota, "bo") is None
    assert contact_link(" ") is None
