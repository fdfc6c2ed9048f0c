import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.pages.links import outside, safe_url, ticket
from incidentbook.pages.slugs import LONGEST, RESERVED, slug, slugs
from incidentbook.records import Ticket


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a?b=c#d",
        "http://[::1]:80/",
        "HTTPS://EXAMPLE.COM",
        "mailto:a@example.com",
        "tel:+441234567",
        "tel:+44-1234-567;ext=12",
        "https://example.com/ä",
    ],
)
def test_plain_addresses_are_links(url: str) -> None:
    assert safe_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.com",
        "/etc",
        "https:",
        "https://",
        "http://[",
        "mailto:",
        "tel:",
        "tel:javascript",
        "tel:+44?x=1",
        "tel://+441234567",
        "sms:+441234567",
        "https://example.com/\x00",
        'https://example.com/"><img>',
        "https://example.com/{{7*7}}",
        "",
    ],
)
def test_all_others_are_plain_text(url: str) -> None:
    assert safe_url(url) == ""
    link = outside("words", url)
    assert (link.text, link.target) == ("words", None)


def test_a_ticket_leads_somewhere_or_is_text() -> None:
    assert ticket(None) is None
    assert ticket(Ticket("")) is None
    linked = ticket(Ticket("OPS-1", "https://example.com/OPS-1"))
    assert linked
    assert linked.target
    assert linked.target.path == "https://example.com/OPS-1"
    bare = ticket(Ticket("#12"))
    assert bare
    assert (bare.text, bare.target) == ("#12", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unsafe config change", "unsafe-config-change"),
        ("../../etc", "etc"),
        ("Çà et là", "ca-et-la"),
        ("a_b.c", "a-b-c"),
        ("<img src=x onerror=alert(1)>", "img-src-x-onerror-alert-1"),
        ("ＦＵＬＬ", "full"),
    ],
)
def test_slugs_are_plain(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_what_has_no_latin_letters_gets_a_hash_that_stays() -> None:
    assert slug("支付") == slug("支付")
    assert re.fullmatch(r"x-[0-9a-f]{8}", slug("支付"))
    assert slug("支付") != slug("检索")


def test_names_that_would_share_a_slug_do_not() -> None:
    found = slugs(["Disk full", "disk-full", "DISK FULL", "index", "CON"])
    chosen = [found[name] for name in ("Disk full", "disk-full", "DISK FULL", "index", "CON")]
    assert chosen[0] == "disk-full"
    assert len(set(chosen)) == len(chosen)
    assert not set(chosen) & RESERVED


def test_a_name_keeps_its_slug_when_others_come_after_it() -> None:
    assert slugs(["a b", "a-b"])["a-b"] == slugs(["a b", "a-b", "c", "A B"])["a-b"]


@given(st.lists(st.text(), unique=True))
def test_slugs_are_safe_and_unique(names: list[str]) -> None:
    found = slugs(names)
    chosen = [found[name] for name in names]
    assert len(set(chosen)) == len(names)
    for one in chosen:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)
        assert len(one) <= LONGEST + 9 * len(names)
