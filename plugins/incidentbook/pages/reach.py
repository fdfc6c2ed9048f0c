"""How to reach somebody, as `contact:` says it: a link where a browser can follow it, else text."""

import re

from incidentbook.analysis.rota_people import contact_of
from incidentbook.records.rota import Rota

from .links import outside, safe_url
from .models import Link

_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d() ./-]{5,24}")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_NO_DIGITS = re.compile(r"[^\d+]")


def contact_link(contact: str) -> Link | None:
    """A contact: “tel:+441234567”, “+44 1234 567”, an address, or words; None where there is none."""
    text = contact.strip()
    if not text:
        return None
    if safe_url(text):
        return outside(_SCHEME.sub("", text).rstrip("/"), text)
    if text.startswith("+") and _NUMBER.fullmatch(text):
        return outside(text, f"tel:{_NO_DIGITS.sub('', text)}")
    if _ADDRESS.fullmatch(text):
        return outside(text, f"mailto:{text}")
    return Link(text)


def reach(rota: Rota, name: str) -> Link | None:
    """How to reach somebody whom the rota lists; None where it does not say."""
    return contact_link(contact_of(rota, name))
