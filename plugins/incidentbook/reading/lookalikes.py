"""Signs that make a text read otherwise than it is: turns of direction, and letters that look like others."""

from collections.abc import Iterator

from incidentbook.records import Location, Problem

from .patterns import expression

_TURNS = expression(r"[\u202a-\u202e\u2066-\u2069]")
_LIKE_LATIN = "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅԌοιυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_MIXED = expression(
    rf"(?<!\w)(?=[\w.-]*[a-zA-Z])[a-zA-Z0-9_.-]*[{_LIKE_LATIN}][a-zA-Z0-9_.{_LIKE_LATIN}-]*(?!\w)"
)


def misleading(text: str, path: str) -> Iterator[Problem]:
    """What misleads in the text of a file."""
    if text.isascii():
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        if turn := _TURNS.search(line):
            at = Location(path, number, turn.start() + 1)
            message = f"an invisible U+{ord(turn[0]):04X} turns the direction of writing"
            yield Problem(at, "hidden-direction", message, "delete it")
        for word in _MIXED.finditer(line):
            strange = next(sign for sign in word[0] if sign in _LIKE_LATIN)
            at = Location(path, number, word.start() + 1)
            message = f"“{word[0]}” holds U+{ord(strange):04X}, which only looks like a Latin letter"
            yield Problem(at, "mixed-letters", message, "type the word anew")
