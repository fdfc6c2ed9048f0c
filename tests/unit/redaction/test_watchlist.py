"""The final pass finds what was taken out, however it is written, and nothing else."""

import pytest

from incidentbook.records import Redaction
from incidentbook.redaction.classes import USUAL_HOSTS, Classes
from incidentbook.redaction.draft import Removal
from incidentbook.redaction.forms import forms
from incidentbook.redaction.watchlist import Watchlist

SENTENCE = "The carrier had promised us a second line before the summer and never laid it."


def watchlist(*public: str, neutral: str = "") -> Watchlist:
    """A list of some values and sentences."""
    found = Watchlist(Classes(Redaction(patterns=(r"ACME-\w+",)), USUAL_HOSTS))
    found.add_value("José Tancred", "names")
    found.add_value("quentin", "names")
    found.add_value("10.20.30.40", "addresses")
    found.add_value("OPS-417", "tickets")
    removals = (
        Removal(1, "internal part", f"Before.\n{SENTENCE}\nHush now, everybody."),
        Removal(2, "field", "eu-7f3a-key"),
    )
    found.add(removals)
    found.settle(public, (neutral,))
    return found


def leaks(data: bytes) -> list[tuple[int, str]]:
    """Where something is found, and of which class."""
    return [(leak.offset, leak.what) for leak in watchlist().leaks(data)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("José Tancred".encode(), "names"),
        ("JOSÉ   tancred".encode(), "names"),
        ("Jose\u0301 Tancred".encode(), "names"),
        (b"jose-tancred", "names"),
        (b"Jos&eacute; Tancred", "names"),
        (b"Jos&#xE9; Tancred", "names"),
        (b"Jos%C3%A9%20Tancred", "names"),
        (b'"Jos\\u00e9 Tancred"', "names"),
        (b"Jos&amp;eacute; Tancred", "names"),
        ("<b>Jo</b>sé <em>Tan</em>cred".encode(), "names"),
        ("Jo\u200bsé Tan\u00adcred".encode(), "names"),
        ("José\u00a0Tancred".encode(), "names"),
        ("José Tan\r\n cred".encode(), "names"),
        (b"/people/quentin/", "names"),
        (b"10.20.30.40", "addresses"),
        (b"10%2E20%2E30%2E40", "addresses"),
        (b"ops-417", "tickets"),
        (b"ACME-rocket", "patterns"),
        (b"https://graphs.corp/d", "hosts"),
        (b"db.prod.internal", "hosts"),
        (SENTENCE.encode(), "internal part"),
        (b"said: promised us a second line before the summer, and so on", "internal part"),
        (b"<p>Hush <i>now</i>, everybody</p>", "text"),
        (b"eu_7f3a_key", "text"),
    ],
)
def test_finds_it_in_every_form_with_its_place(data: bytes, what: str) -> None:
    found = leaks(b"<p>x</p> " + data + b" <p>y</p>")
    assert {one for _, one in found} == {what}
    assert min(offset for offset, _ in found) >= 9


@pytest.mark.parametrize(
    "data",
    [
        b"<path d='M10 20 30 40'>",
        b"ops 417 times",
        b"Jose and another Tancredi",
        b"quentina",
        b"the carrier had a second line",
        b"browser.storage.local.get",
        b"http://localhost:8000/ http://www.w3.org/2000/svg",
        b"\x89PNG\r\n\x1a\n\x00\xff\xfe",
        b"",
    ],
)
def test_finds_nothing_else(data: bytes) -> None:
    assert leaks(data) == []


def test_shows_two_letters_and_no_more() -> None:
    (leak,) = watchlist().leaks("by José Tancred".encode())
    assert (leak.offset, leak.shown) == (3, "Jo…")


def test_what_the_public_may_read_is_no_leak() -> None:
    found = watchlist(SENTENCE, "Hush now, everybody", "eu-7f3a-key", neutral="class quentin")
    assert list(found.leaks(f"{SENTENCE} Hush now, everybody. eu-7f3a-key quentin".encode())) == []
    assert list(found.leaks("José Tancred".encode()))


def test_offsets_lead_back_through_layers_of_escapes() -> None:
    data = b"&amp;amp; &lt;b&gt; Jos&amp;eacute; Tancred"
    places = [form.origin(form.words.index(b"tancred")) for form in forms(data)]
    assert set(places) == {data.index(b"Tancred")}
