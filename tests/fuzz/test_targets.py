"""Each target of the fuzzer on its seeds, on what hypothesis makes of them, and on arbitrary bytes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.names import NAMES, SEEDS, seed_folder
from tests.fuzz.targets import TARGETS

PIECES = (
    *("---\n", "\n---\n", "```\n", "~~~", "    ", "\t", "| a | b |\n|---|---|\n", "|", "- [ ] ", "> ", "* "),
    *(
        "# ",
        "===\n",
        "<!--",
        "-->",
        "<",
        ">",
        "&#0;",
        "[a](",
        "![",
        "]: x",
        "**",
        "__",
        "`",
        "\\",
        "{{",
        "}}",
    ),
    *(
        ": ",
        "!!python/object:x ",
        "&a ",
        "*a",
        "<<: ",
        "[[[[",
        "{{{{",
        "? ",
        "|-\n",
        "\x00",
        "\x85",
        "\u2028",
    ),
    *(
        "\u202e",
        "\ud7ff",
        "\ufeff",
        "𝟙",
        "İ",
        "ß",
        "10:30",
        "2026-13-45",
        "9999-12-31T23:59:60+99:99",
        "1e999",
    ),
    *(
        "P1",
        "@a",
        "due ",
        "24:00",
        "~",
        "%",
        "${",
        "<<EOT\n",
        '"',
        "'",
        "/*",
        "#{",
        '{"a":',
        "null",
        "-0",
        "∞",
    ),
)
"""What means something to one reader or another."""


def seeds(name: str) -> list[bytes]:
    """The seeds of a target."""
    return [path.read_bytes() for path in sorted((SEEDS / seed_folder(name)).iterdir())]


@st.composite
def mutated(draw: st.DrawFn, known: list[bytes]) -> bytes:
    """A seed from which pieces were cut, doubled and replaced."""
    data = draw(st.sampled_from(known))
    for _ in range(draw(st.integers(1, 6))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        new = draw(st.sampled_from(PIECES)).encode() * draw(st.sampled_from([0, 1, 1, 1, 2, 50]))
        kept = data[start:end] * draw(st.sampled_from([0, 1, 2]))
        data = data[:start] + new + kept + data[end:]
    return data


def test_each_target_has_a_name_and_seeds_of_its_own() -> None:
    assert tuple(TARGETS) == NAMES
    assert {path.name for path in SEEDS.iterdir()} == {seed_folder(name) for name in NAMES}
    assert all(seeds(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_seeds_are_read(name: str) -> None:
    for data in (b"", *seeds(name)):
        TARGETS[name](data)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_like_a_seed_raises_nothing(name: str) -> None:
    @given(mutated(seeds(name)))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()


@pytest.mark.parametrize("name", NAMES)
def test_bytes_and_words_raise_nothing(name: str) -> None:
    words = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)

    @given(st.binary(max_size=400) | words.map(lambda text: text.encode("utf-8", "surrogatepass")))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()


def test_a_fault_is_not_swallowed(repository: Path) -> None:
    program = (
        "import sys, tests.fuzz.targets as t\n"
        "def broken(*_): raise KeyError('a fault')\n"
        "t.read_policy = t.load = t.message = broken\n"
        "for name in ('policy', 'baseline', 'messages'):\n"
        "    try: t.TARGETS[name](b'x')\n"
        "    except KeyError: continue\n"
        "    sys.exit(f'{name} swallows it')\n"
    )
    t = subprocess.run(
        [sys.executable, "-c", program], cwd=repository, check=False, capture_output=True, text=True
    )
    assert (t.returncode, t.stderr) == (0, "")
