"""For random documents: no removed line is in the public text, and no public line is missing."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.redaction.samples import made_public

Block = tuple[str, bool]
"""A piece of Markdown with `{}` where its words go, and whether they are public."""

BLOCKS: tuple[Block, ...] = (
    ("{}\n", True),
    ("- {}\n    - nested\n", True),
    ("1. {}\n", True),
    ("> {}\n", True),
    ("```sh\n{}\n```\n", True),
    ("| a | b |\n|---|---|\n| {} | c |\n", True),
    ("!!! note\n    {}\n", True),
    ("### {}\n", True),
    ("<b>{}</b>\n", True),
    ("{} {{ .internal }}\n", False),
    ("- {} {{ .internal }}\n    - nested\n", False),
    ("- a\n    - {}\n    - b {{ .internal }}\n- c {{ .internal }}\n- {} {{ .internal }}\n", False),
    ("1. {} <!-- incidentbook: internal -->\n", False),
    ("| a | b |\n|---|---|\n| {} | c {{ .internal }} |\n", False),
    ("<!-- {} -->\n", False),
    ("<!-- incidentbook: internal -->\n\n{}\n\n<!-- incidentbook: end -->\n", False),
    ("a <!-- incidentbook: internal -->{}<!-- incidentbook: end --> b\n", False),
    ("```sh {{ .internal }}\n# {}\n```\n", False),
    ("!!! note {{ .internal }}\n    {}\n", False),
    ("<div hidden>\n\n{}\n\n</div>\n", False),
    ("[a](b.md '{}')\n", False),
)

blocks = st.sampled_from([one for one in BLOCKS if one[0].count("{}") == 1])
sections = st.tuples(st.integers(2, 4), st.booleans(), st.lists(blocks, max_size=5))


def written(parts: list[tuple[int, bool, list[Block]]]) -> tuple[str, list[str], list[str]]:
    """A body of these sections (their level, whether they are marked), its public and its internal words."""
    text, shown, hidden = ["# Late\n\nAll public.\n"], list[str](), list[str]()
    above = 0
    for number, (level, is_marked, content) in enumerate(parts):
        above = 0 if above and level <= above else above
        above = above or (level if is_marked else 0)
        text.append(f"{'#' * level} Part {number}{' { .internal }' if is_marked else ''}\n")
        for index, (block, is_public) in enumerate(content):
            word = f"word{number}x{index}q"
            text.append(block.format(word))
            if block.startswith("###"):  # a heading of its own ends what is deeper
                above = 0 if above and above >= 3 else above
            (shown if is_public and not above else hidden).append(word)
    return "\n".join(text), shown, hidden


@given(st.lists(sections, max_size=6))
def test_no_internal_word_is_public_and_no_public_one_is_lost(
    parts: list[tuple[int, bool, list[Block]]],
) -> None:
    body, shown, hidden = written(parts)
    text = made_public(body).text or ""
    assert [word for word in hidden if word in text] == []
    assert [word for word in shown if word not in text] == []


@given(st.lists(sections, max_size=6), st.integers(0, 3))
def test_no_removed_line_is_in_the_public_text(
    parts: list[tuple[int, bool, list[Block]]], twist: int
) -> None:
    body, _, _ = written(parts)
    twists = (
        lambda text: text,
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace("### ", "###"),
        lambda text: text + "\n```\n",
    )
    found = made_public(twists[twist](body))
    kept = set((found.text or "").split("\n"))
    removed = {line for one in found.removals for line in one.text.split("\n") if "word" in line}
    assert removed & kept == set()
