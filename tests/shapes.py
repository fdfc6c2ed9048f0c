"""Documents of any size in the worst forms: what is open is never closed, what nests never ends."""

from collections.abc import Callable, Mapping

HEAD = "---\ntitle: Labels late\nseverity: SEV2\n---\n\n# Labels late\n\n"
WAIVER = "<!-- incidentbook: allow missing-owner because it is old -->\n"


def repeated(piece: str, head: str = HEAD, tail: str = "\n") -> Callable[[int], str]:
    """A shape that says the same over and over, up to a size."""
    return lambda size: head + piece * (size // len(piece.encode())) + tail


def numbered(piece: str, head: str = HEAD, tail: str = "\n") -> Callable[[int], str]:
    """A shape of pieces that each have a number."""
    return lambda size: head + "".join(piece.format(i) for i in range(size // len(piece.encode()))) + tail


def backticks(size: int) -> str:
    """Runs of backticks, each longer than the one before."""
    return HEAD + " ".join("`" * (i + 1) for i in range(int((2 * size) ** 0.5))) + "\n"


def nested(size: int) -> str:
    """Lists within lists, over and over."""
    return HEAD + "".join(f"{'  ' * (i % 400)}- item {i}\n" for i in range(size // 410))


def deep_maps(size: int) -> str:
    """Maps in the front matter, each within the one before."""
    return "---\n" + "".join("  " * i + "a:\n" for i in range(int(size**0.5))) + "---\n# Labels late\n"


_ACTIONS = f"{HEAD}## Action items\n\n"
_TABLE = f"{_ACTIONS}| # | Action | Owner | Due | Status |\n|---|---|---|---|---|\n"
_TIMES = f"{HEAD}## Timeline\n\n"
_STEPS = f"{HEAD}## Mitigation\n\n"
_FRONT = "---\ntitle: Labels late\n"
_END = "\n---\n\n# Labels late\n"

SHAPES: Mapping[str, Callable[[int], str]] = {
    "nested lists": nested,
    "items on one line": repeated("- "),
    "quotes within quotes": repeated(">"),
    "quoted lines": repeated("> > > x\n"),
    "a long line": repeated("word "),
    "a long word": repeated("a"),
    "pipes": repeated("|"),
    "rows of actions": numbered("| {0} | Do thing {0} | @ana | 2026-04-01 | open |\n", _TABLE),
    "a fence without end": repeated("kubectl get pods\n", f"{HEAD}```sh\n"),
    "fences": repeated("```\nx\n```\n"),
    "a comment without end": repeated("x y\n", f"{HEAD}<!-- "),
    "comments without end": repeated("<!-- "),
    "emphasis without end": repeated("*a **b "),
    "stars": repeated("*"),
    "underscores": repeated("_a"),
    "brackets": repeated("["),
    "links without end": repeated("[a]("),
    "images without end": repeated("![a]("),
    "links": repeated("[a](b.md) "),
    "definitions of links": numbered("[r{0}]: https://example.org/{0}\n"),
    "sections of one name": repeated("## Impact\n\ntext\n\n"),
    "headings": numbered("### Heading {0}\n"),
    "underlined headings": repeated("a\n===\n"),
    "events in a list": numbered("- 10:02 UTC — event {0}\n", _TIMES),
    "events in a table": numbered("| 10:02 | event {0} |\n", f"{_TIMES}| time | event |\n|--|--|\n"),
    "times on one line": repeated("10:30 ", f"{_TIMES}- "),
    "actions": numbered("- [ ] Do thing {0} — @ana, due 2026-04-01, P1\n", _ACTIONS),
    "an action with many dates": repeated("due 2026-04-01, @ana ", f"{_ACTIONS}- [ ] "),
    "steps": numbered("{0}. Run `kubectl get pod-{0}`\n", _STEPS),
    "commands": numbered("kubectl -n <ns> get pods {0}\n", f"{_STEPS}```sh\n", "```\n"),
    "backticks": backticks,
    "less-than signs": repeated("<"),
    "tags without end": repeated("<a "),
    "elements without end": repeated("<div>"),
    "wide characters": repeated("事"),
    "emoji": repeated("- **🔥** 𝟙 \n"),
    "blank lines": repeated("\n"),
    "backslashes": repeated("\\"),
    "bold labels": repeated("**Impact:** x\n\n"),
    "header lines": repeated("**Date:** 2026-01-01 | ", ""),
    "waivers": repeated(WAIVER),
    "waivers on one line": repeated(WAIVER.strip()),
    "a flow sequence without end": repeated("[", f"{_FRONT}a: ", _END),
    "flow maps without end": repeated("{a: ", f"{_FRONT}a: ", _END),
    "maps within maps": deep_maps,
    "sequences on one line": repeated("- ", f"{_FRONT}a:\n  ", _END),
    "many fields": numbered("k{0}: v\n", _FRONT, _END),
    "a long list in a field": numbered("  - s{0}\n", f"{_FRONT}services:\n", _END),
    "front matter without end": repeated("a: b\n", _FRONT),
    "aliases": repeated("*a, ", f"{_FRONT}a: &a [x]\nb: [", f"]{_END}"),
}
"""Each shape by its name: a function from a size in bytes, which is roughly kept, to a document."""
