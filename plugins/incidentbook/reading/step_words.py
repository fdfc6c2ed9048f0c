"""Words within the steps of runbooks: conditions, and labels of what is expected and of proof."""

import re

from .patterns import expression

LABEL = expression(r"([A-Z][\w ]{2,24}):\s+", re.DOTALL)
"""A label at the beginning of a step ("Expected: …")."""

_IF = expression(r"(?:if|when|where)\s+(.{3,160}?)[,:]\s+(?:then\s+)?(?=\S)", re.IGNORECASE)
_IF_ALONE = expression(r"(?:if|when|where)\s+([^,:.]{3,160}?)\s*[:.]?\s*\Z", re.IGNORECASE)
LABELS = {
    "symptoms": "investigation",
    "symptom": "investigation",
    "diagnosis": "investigation",
    "investigation": "investigation",
    "check": "investigation",
    "resolution": "mitigation",
    "fix": "mitigation",
    "solution": "mitigation",
    "mitigation": "mitigation",
    "remediation": "mitigation",
}
"""Labels that stand for a section, where a cause or issue is told in one."""

EXPECTED = (
    *("expected", "expect", "expected result", "expected output", "you should see", "expectation"),
    *("result", "expected outcome", "expected results", "what you should see"),
)
VERIFY = (
    "verify",
    "verification",
    "check that",
    "confirm",
    "success",
    "validate",
    "validation",
    "how to verify",
)
"""Labels of what a step should show, and of how one sees that it helped."""


def condition_in(words: str) -> str:
    """The condition with which a step begins ("If the queue grows, …"), or ""."""
    found = _IF.match(words) or _IF_ALONE.match(words)
    return found[1] if found else ""


def is_condition(words: str) -> bool:
    """Whether a text is a condition and nothing else ("If the queue grows:")."""
    return _IF_ALONE.match(words) is not None
