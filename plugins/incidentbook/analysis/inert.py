"""Text of documents in outputs: nothing steers a terminal, and nothing turns the direction of writing."""

import re

from incidentbook.reading.patterns import expression

STEERING = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""Characters that steer, as the inside of a set: controls, ends of lines, turns of direction, half pairs."""

_STEERING = expression(f"[{STEERING}]")
_IN_JSON = expression(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """`text` on one line, with a blank for each of them."""
    return text if text.isprintable() else _STEERING.sub(" ", text)


def inert_json(written: str) -> str:
    """JSON that holds the same values, with the escapes that encoders leave out, and no half pair."""
    if written.isascii() and "\x7f" not in written:
        return written
    whole = written.encode("utf-8", "replace").decode("utf-8")
    return _IN_JSON.sub(_escape, whole)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
